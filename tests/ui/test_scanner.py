"""What a scanner types, and what a person types, however fast."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.scans import may_be_scanned
from ui.scanner import Pace, Scanner

NDC = "00069294030"
SCAN_MS, TYPE_MS = 8, 55


class Answers(QWidget):
    """Answers by keys, as a question row does."""

    heard = Signal(str)

    def __init__(self):
        super().__init__()
        self.keys = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event):
        self.keys += event.text()


class Counter:
    """A window with what can have the focus, a scanner, and a clock one can set."""

    def __init__(self, qtbot):
        self.now = 1_000
        self.window = QWidget()
        self.line, self.text, self.answers = QLineEdit(), QPlainTextEdit(), Answers()
        self.button = QPushButton("Add")
        layout = QVBoxLayout(self.window)
        for widget in (self.line, self.text, self.answers, self.button):
            layout.addWidget(widget)
        self.edited, self.entered, self.codes = [], [], []
        self.line.textEdited.connect(self.edited.append)
        self.line.returnPressed.connect(lambda: self.entered.append(self.line.text()))
        self.scanner = Scanner(self.window, pace=Pace(35), moment=lambda _event: self.now)
        self.scanner._timer.setInterval(300)  # a busy machine splits no scan of a test
        self.scanner.scanned.connect(self.codes.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.scanner.listen(self.window.windowHandle())
        self.line.setFocus()

    def press(self, key, after=TYPE_MS, text=""):
        self.now += after
        QTest.keyClick(self.window.windowHandle(), key)

    def type(self, words, after=TYPE_MS):
        for letter in words:
            self.now += after
            QTest.keyClick(self.window.windowHandle(), letter)

    def scan(self, code, end=Qt.Key.Key_Return):
        self.now += 500
        self.type(code, SCAN_MS)
        self.press(end, SCAN_MS)


@pytest.fixture
def counter(qtbot):
    return Counter(qtbot)


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_is_heard_and_types_nothing(counter, end):
    counter.scan(NDC, end)

    assert counter.codes == [NDC]
    assert counter.line.text() == ""
    assert counter.entered == []
    assert counter.line.hasFocus()


def test_a_scan_in_the_middle_of_a_word_leaves_the_word(counter):
    counter.type("metfmin")
    counter.line.setCursorPosition(4)

    counter.scan(NDC)
    counter.type("or")

    assert counter.codes == [NDC]
    assert counter.line.text() == "metformin"
    assert counter.edited[-3:] == ["metfmin", "metfomin", "metformin"]


def test_what_was_selected_is_selected_again(counter):
    counter.type("aspirin")
    counter.line.setSelection(0, 7)

    counter.scan(NDC)

    assert counter.line.selectedText() == "aspirin"
    assert counter.line.text() == "aspirin"


def test_a_longer_text_keeps_its_words_and_its_cursor(counter):
    counter.text.setFocus()
    counter.type("one at night")
    counter.press(Qt.Key.Key_Left)

    counter.scan(NDC)

    assert counter.text.toPlainText() == "one at night"
    assert counter.text.textCursor().position() == 11


def test_a_scan_answers_no_question(counter):
    counter.answers.setFocus()

    counter.scan("N1234567D")

    assert counter.answers.keys == ""
    assert counter.codes == ["N1234567D"]


def test_a_key_that_answers_is_delivered_after_a_moment(qtbot, counter):
    counter.answers.setFocus()

    counter.type("y")

    qtbot.waitUntil(lambda: counter.answers.keys == "y")
    assert counter.codes == []


@given(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=12),
    st.lists(st.integers(36, 200), min_size=12, max_size=12),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_a_person_types_is_ever_eaten(counter, words, gaps):
    counter.line.clear()
    counter.codes.clear()

    for letter, gap in zip(words, gaps, strict=False):
        counter.type(letter, gap)
    counter.press(Qt.Key.Key_Return, 40)

    assert counter.line.text() == words
    assert counter.codes == []
    assert counter.entered[-1] == words


@pytest.mark.parametrize("words", ["lisinopril", "metf 500", "1 tab", "12345", "a1b2c3d", "7 days"])
def test_words_that_come_all_at_once_are_words(counter, words):
    counter.type(words, 0)
    counter.press(Qt.Key.Key_Return, 0)

    assert counter.codes == []
    assert counter.line.text() == words
    assert counter.entered == [words]


def test_keys_rolled_over_each_other_keep_their_order(qtbot, counter):
    counter.type("one")
    for pair in (" a", "t ", "ni", "gh"):
        counter.type(pair[0], 90)
        counter.type(pair[1], 12)
    counter.type("t")

    assert counter.line.text() == "one at night"


def test_a_held_key_is_no_scan(counter):
    for _ in range(12):
        counter.now += 30
        counter.scanner.eventFilter(counter.window, repeated("1"))

    counter.press(Qt.Key.Key_Return, 30)

    assert counter.codes == []


def repeated(text):
    none = Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, none, text, True)


def test_a_code_without_its_end_is_typed_as_it_came(qtbot, counter):
    counter.type(NDC, SCAN_MS)

    qtbot.waitUntil(lambda: counter.line.text() == NDC)
    assert counter.codes == []


def test_a_mouse_press_delivers_what_is_held_first(counter):
    counter.type("ab", SCAN_MS)

    QTest.mouseClick(counter.window.windowHandle(), Qt.MouseButton.LeftButton)

    assert counter.line.text() == "ab"


def test_two_scans_one_after_another_are_two(counter):
    counter.scan(NDC)
    counter.scan("7301452")

    assert counter.codes == [NDC, "7301452"]


def test_a_scanner_that_rests_hears_nothing(counter):
    counter.scanner.rest()

    counter.scan(NDC)

    assert counter.codes == []
    assert counter.line.text() == NDC


def test_letters_typed_with_shift_belong_to_a_scan(counter):
    counter.now += 500
    for letter in "RX7301452":
        counter.press(Qt.Key.Key_Shift, 4)
        counter.type(letter, 4)
    counter.press(Qt.Key.Key_Return, 4)

    assert counter.codes == ["RX7301452"]


@pytest.mark.parametrize(
    ("typed", "may"),
    [
        (NDC, True),
        ("7301452", True),
        ("C7301452-02", True),
        ("(01)00300692940302(17)250430(10)A77", True),
        ("0100300692940302\x1d10A77", True),
        ("lisinopril", False),
        ("12345", False),
        ("1 tab twice a day", False),
        ("٠١٢٣٤٥٦٧", False),
    ],
)
def test_a_code_is_mostly_digits(typed, may):
    assert may_be_scanned(typed) is may
