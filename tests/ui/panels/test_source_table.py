"""The sources side by side: what stands where, that no word is lost, and that arrows move in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.rules.reconciliation.agreed import agreed
from models.vocabulary import Source
from tests.app.rules.reconciliation.test_agreed import METFORMIN, TODAY, bag
from tests.make import make_session
from ui.panels.source_cells import GridMaker, Piece, SourceCell
from ui.panels.source_paint import CellPainter
from ui.panels.source_table import SourceTable
from ui.theme import THEME

PATIENT, FILLS, CLINIC = Source.PATIENT, Source.FILLS, Source.CLINIC
SAME = bag("lisinopril 10 mg tablet", (PATIENT, "1 tablet daily"), (FILLS, "1 tablet daily"))
OWN = bag("naproxen 220 mg tablet", (PATIENT, "most days"))
FILLED = bag("hydralazine 25 mg tablet", (FILLS, "1 tablet 3 times a day"))
THIRD = bag("digoxin 125 mcg tablet", (PATIENT, "1 daily"), (CLINIC, "1 tablet every morning"))


def grid_of(*medicines):
    found = agreed(make_session(medicines=medicines), on=TODAY)
    return GridMaker().grid(found, found.rows)


def names(grid):
    """The first words of each cell, a tuple for each column."""
    columns = zip(*grid.cells, strict=True)
    return [[cell.pieces[0].words for cell in column if cell is not None] for column in columns]


@pytest.fixture
def table(qtbot):
    made = SourceTable()
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show()
    return made


def show(table, *medicines, qtbot=None):
    table.show_grid(grid_of(*medicines))
    if qtbot is not None:
        qtbot.waitUntil(lambda: not table._later.isActive())


def test_two_sources_stand_in_five_columns_packed():
    grid = grid_of(METFORMIN, SAME, OWN, FILLED)

    assert names(grid) == [
        ["naproxen 220 mg tablet"],
        ["metformin 500 mg tablet"],
        ["lisinopril 10 mg tablet"],
        ["metformin 500 mg tablet"],
        ["hydralazine 25 mg tablet"],
    ]
    assert [column.title for column in grid.columns] == [
        "Only patient", "Alike", "Identical", "Alike", "Only pharmacy fills",
    ]  # fmt: skip


def test_a_column_without_medicines_says_so():
    assert names(grid_of(SAME))[0] == ["Nothing here"]


def test_three_sources_have_a_column_each_after_the_names():
    grid = grid_of(SAME, THIRD)

    assert [column.title for column in grid.columns] == [
        "Medicine", "Patient", "Pharmacy fills", "Clinic",
    ]  # fmt: skip
    spoken = {line[0].pieces[0].words: [cell.spoken for cell in line[1:]] for line in grid.cells}
    assert spoken["lisinopril 10 mg tablet"][2] == "nothing"
    assert "“1 daily”" in spoken["digoxin 125 mcg tablet"][0]


def test_one_source_has_one_column_after_the_names():
    assert [column.title for column in grid_of(OWN).columns] == ["Medicine", "Patient"]


def test_a_cell_that_says_the_same_is_the_same_cell():
    maker = GridMaker()
    before = agreed(make_session(medicines=(METFORMIN, SAME)), on=TODAY)
    after = agreed(make_session(medicines=(METFORMIN, SAME)), on=TODAY)

    first, second = maker.grid(before, before.rows), maker.grid(after, after.rows)

    assert first.cells == second.cells
    assert first.cells != maker.copy().grid(before, before.rows[:1]).cells


@given(words=st.text(max_size=80), wide=st.integers(1, 300))
def test_no_letter_is_lost_where_words_are_broken_into_lines(qapp, words, wide):
    laid = CellPainter()._of(SourceCell("row", (Piece(words),)), wide)

    drawn = "".join("".join(put.words.split()) for put in laid.things)
    assert drawn == "".join(words.split())


@pytest.mark.parametrize("letters", [100, 200])
def test_a_tag_for_which_the_line_is_too_narrow_is_written_out(qapp, letters):
    THEME.use(letters=letters)
    tag = Piece("Changed on record, old supply used", badge="warn", icon="differs")

    laid = CellPainter()._of(SourceCell("row", (tag,)), 90)

    assert len(laid.things) > 1
    assert "".join("".join(put.words.split()) for put in laid.things) == tag.words.replace(" ", "")


def test_the_model_keeps_the_promises_of_its_kind(table):
    tester = QAbstractItemModelTester(
        table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for medicines in ((METFORMIN, SAME), (METFORMIN,), (), (SAME, THIRD), (OWN,)):
        show(table, *medicines)
    table._model.be_stacked(stacked=True)
    assert tester.model() is table.model()


def test_the_arrows_go_through_the_cells_of_medicines(qtbot, table):
    show(table, METFORMIN, SAME, OWN)
    table.setFocus()

    stood = [table.here]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(table, key)
        stood.append(table.here)

    assert stood == [str(one.id) for one in (OWN, METFORMIN, SAME, METFORMIN)]


def test_one_stays_on_a_medicine_that_moved(table):
    show(table, METFORMIN, SAME, OWN)
    table.go_to(str(SAME.id))

    show(table, METFORMIN, SAME, OWN, FILLED)

    assert table.here == str(SAME.id)
    assert table.cell_at(table.currentIndex()).row == str(SAME.id)


def test_a_letter_is_the_pages_own_key(table):
    show(table, METFORMIN)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, "m")

    QApplication.sendEvent(table, press)

    assert not press.isAccepted()
    assert not table.findChildren(QAction)


def test_large_letters_put_the_sources_one_under_another(qtbot, table):
    show(table, METFORMIN, SAME)
    assert not table.is_stacked

    THEME.use(letters=200)
    qtbot.waitUntil(lambda: not table._later.isActive())

    assert table.is_stacked
    spoken = table.model().index(0, 0).data()
    assert "Patient" in spoken
    assert "Pharmacy fills" in spoken


def test_each_line_is_as_high_as_its_highest_cell(qtbot, table):
    many = [bag(f"drug{n} 5 mg tablet", (PATIENT, "1 tablet " * (1 + n % 9))) for n in range(60)]

    show(table, *many, SAME, THIRD, qtbot=qtbot)

    for line in range(table.model().rowCount()):
        for at in range(table.model().columnCount()):
            cell = table.cell_at(table.model().index(line, at))
            area = QRect(0, 0, table.columnWidth(at), table.rowHeight(line))
            assert cell is None or table.painter.high(cell, area.width() - 28) <= area.height() - 28


def test_a_reader_of_the_screen_hears_every_cell(table):
    show(table, METFORMIN)
    spoken = [table.model().index(0, at).data() for at in range(5)]

    assert "1 tablet in the morning" in spoken[1]
    assert "Morning 1" in spoken[1]
    assert "How often differs" in spoken[1]
