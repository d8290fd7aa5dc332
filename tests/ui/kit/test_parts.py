from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox, PromptCard, UnknownCard
from ui.kit.fields import LineField
from ui.kit.flow import flow
from ui.kit.focus import chain
from ui.kit.marks import BagMark, Icon
from ui.kit.reasons import ReasonBox
from ui.kit.scroll import Scroll
from ui.kit.segments import Part, Segments
from ui.kit.status import StatusBar
from ui.kit.text import TextLabel
from ui.kit.ticks import Tick
from ui.kit.times import TimesOfDay
from ui.theme import THEME


def _lines(widget):
    return [label.text() for label in widget.findChildren(TextLabel)]


def test_an_unknown_badge_is_dashed_and_a_known_one_is_tinted(qtbot):
    badge = Badge("Not asked", "unknown", "unasked")
    qtbot.addWidget(badge)
    badge.show()
    dashed = badge.grab().toImage()

    badge.show_badge("Same in all", "ok", "ok")

    assert badge.words == "Same in all"
    assert badge.grab().toImage() != dashed


def test_a_prompt_card_says_words_detail_and_where(qtbot):
    card = PromptCard("The pharmacist will look at this.", "A medicine was stopped.", "Question 7")
    qtbot.addWidget(card)

    assert _lines(card) == [
        "The pharmacist will look at this.",
        "A medicine was stopped.",
        "Question 7",
    ]


def test_a_line_of_an_unknown_card_leads_there(qtbot):
    card = UnknownCard("Still open here", lines=(("screening.q08", "A new medicine"),))
    qtbot.addWidget(card)

    with qtbot.waitSignal(card.picked) as told:
        card.findChild(Button, "jump.screening.q08").click()

    assert told.args == ["screening.q08"]


def test_an_empty_box_says_what_to_do_next_and_does_it(qtbot):
    box = EmptyBox("No medicines yet.", "Type a name.", action="Add one", name="empty")
    qtbot.addWidget(box)

    with qtbot.waitSignal(box.pressed):
        box.findChild(Button, "empty.action").click()

    assert _lines(box) == ["No medicines yet.", "Type a name."]


def test_a_field_has_its_label_as_buddy_and_says_what_is_wrong(qtbot):
    field = LineField("Day", name="day")
    qtbot.addWidget(field)
    field.show_text("99/99/2026")

    field.refuse("There is no such day in the calendar.")

    assert field.label.buddy() is field.line
    assert field.line.accessibleDescription() == "There is no such day in the calendar."
    assert field.text == "99/99/2026"


def test_typing_takes_the_sentence_away(qtbot):
    field = LineField("Day", name="day")
    qtbot.addWidget(field)
    field.refuse("There is no such day in the calendar.")

    qtbot.keyClicks(field.line, "0")

    assert field.sentence == ""


def test_a_reason_is_asked_for_until_it_is_one(qtbot):
    box = ReasonBox("Void this session? Say why.", "Void it")
    qtbot.addWidget(box)
    box.show()
    line = box.findChild(QLineEdit, "reason")
    with qtbot.assertNotEmitted(box.given):
        qtbot.keyClick(line, Qt.Key.Key_Return)

    qtbot.keyClicks(line, "wrong patient")
    with qtbot.waitSignal(box.given) as told:
        qtbot.keyClick(line, Qt.Key.Key_Return)

    assert told.args == ["wrong patient"]


def test_escape_drops_the_question_why(qtbot):
    box = ReasonBox("Void this session? Say why.", "Void it")
    qtbot.addWidget(box)
    box.show()

    with qtbot.waitSignal(box.dropped):
        qtbot.keyClick(box.findChild(QLineEdit, "reason"), Qt.Key.Key_Escape)


def test_what_does_not_fit_flows_to_the_next_line(qtbot):
    labels = [TextLabel("a word") for _turn in range(6)]
    holder_ = flow(*labels)
    qtbot.addWidget(holder_)
    holder_.resize(600, 100)
    holder_.show()
    in_one_line = {label.y() for label in labels}

    holder_.resize(120, 200)
    qtbot.waitUntil(lambda: len({label.y() for label in labels}) > 2)

    assert len(in_one_line) == 1
    assert holder_.heightForWidth(120) > holder_.heightForWidth(600)


def test_tab_goes_through_what_was_made_later_in_its_place(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, third, second = QLineEdit(), QLineEdit(), QLineEdit()
    for line in (first, third, second):
        layout.addWidget(line)

    chain(first, second, third)

    assert first.nextInFocusChain() is second
    assert second.nextInFocusChain() is third


def test_a_page_scrolls_to_what_takes_the_focus(qtbot):
    page = QWidget()
    lines = [QLineEdit() for _turn in range(40)]
    page.setLayout(column(*lines))
    scroll = Scroll(page)
    qtbot.addWidget(scroll)
    scroll.resize(300, 200)
    scroll.show()

    lines[35].setFocus()

    qtbot.waitUntil(lambda: lines[35].visibleRegion().boundingRect().height() > 10)
    assert scroll.verticalScrollBar().value() > 0


def test_a_digit_chooses_among_words_and_backspace_takes_it_back(qtbot):
    segments = Segments([Part("en", "English", "1"), Part("es", "Spanish", "2")], name="language")
    qtbot.addWidget(segments)
    chosen = []
    segments.chosen.connect(chosen.append)

    qtbot.keyClick(segments, Qt.Key.Key_2)
    qtbot.keyClick(segments, Qt.Key.Key_Backspace)

    assert chosen == ["es", None]
    assert segments.value is None


def test_the_status_bar_shows_pieces_and_who_is_here(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()

    bar.put("saved", "saved", "Saved 14:02:11", "ok")
    bar.put("saved", "urgent", "Not saved: the disk is full.", "urgent")
    bar.show_person("Ana Ruiz, technician")

    assert bar.findChild(TextLabel, "status.saved").text() == "Not saved: the disk is full."
    assert bar.findChild(TextLabel, "status.who").isVisible()


@pytest.mark.parametrize("big", [False, True])
def test_the_four_times_are_told_to_who_hears_them(qtbot, big):
    times = TimesOfDay(("1", "", "½", ""), big=big)
    qtbot.addWidget(times)

    assert times.accessibleName() == "Morning 1, Noon none, Evening ½, Bedtime none"


def test_a_picture_grows_with_the_letters(qtbot):
    icon, bag = Icon("morning", size=16), BagMark(28)
    for widget in (icon, bag):
        qtbot.addWidget(widget)
        widget.show()

    assert icon.sizeHint().width() == 16
    assert bag.accessibleName() == "Brownbag"


def test_what_is_cleared_is_gone_with_what_is_in_it(qtbot):
    line = row(TextLabel("a"), 8, STRETCH, column(TextLabel("b")))
    window = holder(line)
    qtbot.addWidget(window)

    clear(line)
    qtbot.waitUntil(lambda: not window.findChildren(TextLabel))

    assert line.count() == 0


def test_arrows_go_through_a_setting_and_stay_at_its_ends(qtbot):
    segments = Segments(
        (Part("light", "Light"), Part("dark", "Dark")), name="mode", may_clear=False
    )
    qtbot.addWidget(segments)
    segments.show_choice("light")

    qtbot.keyClick(segments, Qt.Key.Key_Left)
    assert segments.value == "light"
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    qtbot.keyClick(segments, Qt.Key.Key_Right)

    assert segments.value == "dark"


def test_a_box_to_tick_grows_with_the_letters_and_is_turned_by_space(qtbot):
    tick = Tick("Hand papers over", name="task")
    qtbot.addWidget(tick)
    before = tick.sizeHint()

    qtbot.keyClick(tick, Qt.Key.Key_Space)
    THEME.use(letters=200)

    assert tick.isChecked()
    assert tick.accessibleName() == "Hand papers over"
    assert tick.sizeHint().height() == 2 * before.height()
