from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.fakes import Immediate
from tests.ui.fakes import HITS, FakeDrugs
from ui.background import Background
from ui.panels.drug_hit import _pieces
from ui.panels.drug_picker import DrugPicker


class Slow:
    """A lane whose answers wait until they are let through."""

    def __init__(self):
        self.waiting = []

    def run(self, job, then, otherwise):
        self.waiting.append((job, then))

    def let_through(self):
        job, then = self.waiting.pop(0)
        then(job())


class CountingDrugs(FakeDrugs):
    def __init__(self):
        super().__init__()
        self.asked = []

    def search(self, words, *, limit=12):
        self.asked.append(words)
        return super().search(words, limit=limit)


@pytest.fixture
def picker(qtbot):
    def make(drugs=None, lane=None):
        picker = DrugPicker(drugs or FakeDrugs(), lane or Immediate())
        qtbot.addWidget(picker)
        picker.show()
        return picker

    return make


def _type(qtbot, picker, words):
    qtbot.keyClicks(picker.findChild(QLineEdit, "drugs.search"), words)


def _press(qtbot, picker, key):
    qtbot.keyClick(picker.findChild(QLineEdit, "drugs.search"), key)


def test_one_letter_is_not_enough(qtbot, picker):
    made = picker()

    _type(qtbot, made, "n")

    assert not made.is_open


def test_hits_come_while_typing(qtbot, picker):
    made = picker()

    _type(qtbot, made, "napr")

    assert [hit.name for hit in made.hits] == [hit.name for hit in HITS[:3]]


@pytest.mark.parametrize(("downs", "name"), [(0, 0), (1, 1), (2, 2), (3, 0)])
def test_arrows_move_round_and_enter_takes(qtbot, picker, downs, name):
    made = picker()
    _type(qtbot, made, "napr")

    for _turn in range(downs):
        _press(qtbot, made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.picked) as told:
        _press(qtbot, made, Qt.Key.Key_Return)

    assert told.args == [HITS[name]]


def test_escape_closes_and_keeps_the_words(qtbot, picker):
    made = picker()
    _type(qtbot, made, "napr")

    _press(qtbot, made, Qt.Key.Key_Escape)

    assert not made.is_open
    assert made.words == "napr"


def test_fast_typing_never_queues_searches_up(qtbot, picker):
    drugs, lane = CountingDrugs(), Slow()
    made = picker(drugs, lane)

    _type(qtbot, made, "naproxen")
    assert len(lane.waiting) == 1
    lane.let_through()
    lane.let_through()

    assert drugs.asked == ["na", "naproxen"]
    assert lane.waiting == []
    assert len(made.hits) == 3


def test_an_answer_to_older_words_is_never_shown(qtbot, picker):
    lane = Slow()
    made = picker(FakeDrugs(), lane)
    _type(qtbot, made, "na")
    _type(qtbot, made, "qq")

    lane.let_through()
    assert made.hits == []
    lane.let_through()

    assert made.hits == []


def test_enter_takes_nothing_while_the_words_are_newer_than_the_hits(qtbot, picker):
    lane = Slow()
    made = picker(FakeDrugs(), lane)
    _type(qtbot, made, "napr")
    lane.let_through()
    lane.let_through()
    _type(qtbot, made, "oxen sodium")

    with qtbot.assertNotEmitted(made.picked):
        _press(qtbot, made, Qt.Key.Key_Return)


def test_the_search_runs_on_a_lane_of_its_own(qtbot, picker):
    lane = Background()
    made = picker(FakeDrugs(), lane)

    _type(qtbot, made, "naprox")
    qtbot.waitUntil(lambda: bool(made.hits))

    lane.finish()
    assert made.is_open


def test_an_answer_after_the_window_is_gone_harms_nobody(qtbot):
    lane = Slow()
    made = DrugPicker(FakeDrugs(), lane)
    made.show()
    _type(qtbot, made, "naprox")

    made.close()
    made.deleteLater()
    qtbot.waitUntil(lambda: not _is_alive(made))

    lane.let_through()


def _is_alive(widget):
    from shiboken6 import isValid

    return isValid(widget)


@pytest.mark.parametrize(
    ("name", "words", "bold"),
    [
        ("naproxen 500 mg", "napr", "napr"),
        ("metFORMIN 500 mg", "form", "FORM"),
        ("naproxen 500 mg", "xyz", ""),
        ("naproxen 500 mg", "", ""),
    ],
)
def test_the_typed_letters_are_bold_and_no_letter_is_lost(name, words, bold):
    pieces = _pieces(name, words)

    assert "".join(piece for piece, _bold in pieces) == name
    assert "".join(piece for piece, is_bold in pieces if is_bold) == bold


def test_one_letter_less_keeps_it_open_and_asks_for_more(qtbot, picker):
    made = picker()
    _type(qtbot, made, "na")

    _press(qtbot, made, Qt.Key.Key_Backspace)

    assert made.is_open
    assert made.hits == []


def test_the_down_key_brings_closed_hits_back(qtbot, picker):
    made = picker()
    _type(qtbot, made, "naprox")
    _press(qtbot, made, Qt.Key.Key_Escape)

    _press(qtbot, made, Qt.Key.Key_Down)

    assert made.is_open
