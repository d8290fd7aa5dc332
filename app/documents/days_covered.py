"""Days covered on the pharmacist's page; no paper of a patient has this."""

from __future__ import annotations

from reportlab.platypus import Flowable

from app.documents import blocks, page
from app.documents.blocks import TIGHT, Row
from app.documents.picture import Picture
from app.documents.staff_parts import part, room, widths_of
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.timeline import Timeline
from app.documents.wording import Strong
from app.rules.coverage import told
from app.rules.coverage.covered import Covered
from app.rules.coverage.estimate import Estimate, of_session


def days_covered(picture: Picture, styles: Styles) -> list[Flowable]:
    """What the measures count, each with its line of days; of other medicines only what is low."""
    found = of_session(picture.session, on=picture.on)
    shown = [row for row in found.rows if row.measure is not None and row.count is not None]
    low = [row for row in found.rows if row.measure is None and _is_low(row)]
    if not shown and not low:
        return []
    rows = [_row(row, found, styles) for row in shown]
    content: list[Flowable] = [P(found.label, styles.small)]
    if rows:
        widths = widths_of(page.COLUMNS_OF_COVERAGE)
        content.append(blocks.table(rows, widths, room=room(picture, styles), look=TIGHT))
    content += [P(f"{told.name(row)}: {told.figure(row)}", styles.cell) for row in low]
    return part(picture, styles, "days_covered", content)


def _row(row: Covered, found: Estimate, styles: Styles) -> Row:
    notes = [*told.lane_names(row), *told.remarks(row, found)]
    return (
        [P(Strong(told.name(row)), styles.cell), P(told.figure(row), styles.note)],
        [Timeline(row, found), *(P(note, styles.note) for note in notes)],
    )


def _is_low(row: Covered) -> bool:
    return row.count is not None and not row.unsuitable and not row.count.reaches(row.percent)
