"""The medication list a patient takes home, laid out as CMS asks since 2022 (`domain.md` 1.3).

What prints are the pharmacist's verified directions, never what the patient does and never the raw
label; a draft shows what is not verified, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from app.documents import blocks, page, press
from app.documents.blocks import BOX, Cell, Row, Rule, fitted
from app.documents.picture import Picture, full_name
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.wording import Strong, tidy_numbers, without_once
from app.domain.medicine import Medicine
from app.domain.patient import Allergy
from app.domain.record_words import substance_words
from app.rules.reconciliation.agreed import settled_medicines
from app.rules.reconciliation.joins import OMITTED, second_entries
from models.vocabulary import AllergyKind, Speaker, Verdict


def render(picture: Picture) -> bytes:
    """The list as a PDF."""
    words = picture.words
    styles = Styles.of(picture.letter_size)
    head = words.pieces("list.head", name=Strong(picture.name), born=_born(picture))
    return press.render(
        lambda: story(picture, styles),
        title=words("list.file_title"),
        surround=press.surround(picture, head),
        language=picture.language,
        sheet=_sheet(picture),
        styles=styles,
    )


def story(picture: Picture, styles: Styles) -> list[Flowable]:
    """First the medicines; on the next page lines for new ones, and the boxes."""
    words = picture.words
    return [
        P(words("list.title"), styles.title),
        P(words("list.prepared", day=words.day(picture.on)), styles.body),
        P(words("list.bring"), styles.body),
        P(words("list.change"), styles.body),
        *_medicines(picture, styles),
        PageBreak(),
        P(words("list.add"), styles.body),
        _blank_lines(picture, styles),
        *_box(picture, styles, "list.allergies", _allergies(picture)),
        *_box(picture, styles, "list.side_effects", _side_effects(picture)),
        *_box(picture, styles, "list.other", _other(picture), columns=1),
        *_notes(picture, styles),
    ]


def _born(picture: Picture) -> str:
    return picture.words.partial(picture.session.patient.birth_date)


def _room(picture: Picture, styles: Styles) -> float:
    head = picture.words.pieces("list.head", name=Strong(picture.name), born=_born(picture))
    return press.room(_sheet(picture), styles, head)


def _is_large(picture: Picture) -> bool:
    return picture.letter_size >= page.LARGE_PRINT


def _sheet(picture: Picture) -> page.Sheet:
    return page.LIST_IN_LARGE_PRINT if _is_large(picture) else page.LIST


def _columns(picture: Picture) -> list[float]:
    parts = page.COLUMNS_IN_LARGE_PRINT if _is_large(picture) else page.COLUMNS_OF_LIST
    return [_sheet(picture).inner * part / sum(parts) for part in parts]


def _heading(picture: Picture, styles: Styles) -> Row:
    names = ("medication", "how", "why", "prescriber")
    widths = blocks.inner_widths(_columns(picture), blocks.PLAIN)
    return tuple(
        [fitted(picture.words(f"list.{name}"), styles.cell_strong, width)]
        for name, width in zip(names, widths, strict=True)
    )


def _medicines(picture: Picture, styles: Styles) -> list[Flowable]:
    printed = [m for m in picture.session.medicines if _is_listed(picture, m)]
    if not printed:
        return [P(picture.words("list.none"), styles.strong)]
    rows = [_row(picture, styles, medicine) for medicine in printed]
    room = _room(picture, styles)
    return [blocks.table(rows, _columns(picture), room=room, heading=_heading(picture, styles))]


def _is_listed(picture: Picture, medicine: Medicine) -> bool:
    """Not what was left out or put aside. Of two entries told to be one, the first that stands.

    What a technician settled as stopped waits for the pharmacist: until then it is not listed.
    """
    if _is_left_out(medicine):
        return False
    session, name = picture.session, str(medicine.id)
    settled = settled_medicines(session).get(name)
    is_stopped = settled is not None and settled.verdict is Verdict.STOPPED
    if is_stopped and medicine.review.decision is None:
        return False
    return name not in second_entries(session)


def _is_left_out(medicine: Medicine) -> bool:
    return medicine.is_put_aside or medicine.review.decision in OMITTED


def _row(picture: Picture, styles: Styles, medicine: Medicine) -> Row:
    what, how, why, who = blocks.inner_widths(_columns(picture), blocks.PLAIN)
    return (
        [fitted(_name(picture, medicine), styles.cell_strong, what)],
        _directions(picture, styles, medicine, how),
        _reason(picture, styles, medicine, why),
        _prescriber(picture, styles, medicine, who),
    )


def _name(picture: Picture, medicine: Medicine) -> str:
    if medicine.unidentified:
        return picture.words("list.unidentified", words=medicine.unidentified)
    return _plain(picture, full_name(medicine.drug))


def _directions(picture: Picture, styles: Styles, medicine: Medicine, width: float) -> Cell:
    """The verified directions; in a draft the label's words until there are any, marked as such."""
    verified = medicine.review.directions.get(picture.language)
    if verified and medicine.review.is_settled(picture.language):
        return [fitted(tidy_numbers(verified), styles.cell, width)]
    shown = verified or (medicine.label and _plain(picture, medicine.label))
    marked: Cell = [P(Strong(f"[{picture.words('list.not_verified')}]"), styles.cell)]
    return [fitted(tidy_numbers(shown), styles.cell, width), *marked] if shown else marked


def _reason(picture: Picture, styles: Styles, medicine: Medicine, width: float) -> Cell:
    """What it is for, or a line to write on: never a guess."""
    verified = medicine.review.reason.get(picture.language)
    if verified:
        return [fitted(verified, styles.cell, width)]
    is_open = picture.is_draft and not medicine.review.reason_unknown
    if is_open and medicine.reason:
        return [fitted(_plain(picture, medicine.reason), styles.cell, width)]
    return [Rule(styles.cell.leading)]


def _prescriber(picture: Picture, styles: Styles, medicine: Medicine, width: float) -> Cell:
    if medicine.prescriber:
        return [fitted(medicine.prescriber, styles.cell, width)]
    if medicine.is_over_the_counter:
        return [fitted(picture.words("list.self"), styles.cell, width)]
    return [Rule(styles.cell.leading)]


def _blank_lines(picture: Picture, styles: Styles) -> Flowable:
    """Empty rows under the same headings, for medicines that come later."""
    row: Row = tuple([Spacer(0, page.BLANK_ROW)] for _ in page.COLUMNS_OF_LIST)
    look = blocks.Look(above=0, below=0)
    rows = [row] * page.BLANK_ROWS
    heading = _heading(picture, styles)
    return blocks.table(
        rows, _columns(picture), room=_room(picture, styles), heading=heading, look=look
    )


def _allergies(picture: Picture) -> list[str]:
    kinds = (AllergyKind.ALLERGY, AllergyKind.UNKNOWN)
    return _known(picture, kinds, "allergies")


def _side_effects(picture: Picture) -> list[str]:
    return _known(picture, (AllergyKind.INTOLERANCE,), "side_effects")


def _known(picture: Picture, kinds: Sequence[AllergyKind], box: str) -> list[str]:
    """What is recorded; "None known" only where the patient was asked and said so."""
    recorded = [a for a in picture.session.patient.allergies if a.kind in kinds]
    if recorded:
        return [_allergy(picture, allergy) for allergy in recorded]
    if picture.session.value(f"intake.{box}") == "none":
        return [picture.words(f"list.no_{box}")]
    return [picture.words("list.still_to_ask")] if picture.is_draft else [""]


def _allergy(picture: Picture, allergy: Allergy) -> str:
    substance = substance_words(allergy.substance)
    if not allergy.reaction:
        return _plain(picture, substance)
    return _plain(picture, f"{substance}: {allergy.reaction}")


def _other(picture: Picture) -> list[str]:
    words, card = picture.words, picture.pharmacy
    lines = [words("list.pharmacy", name=card.name, phone=card.phone)]
    talk = picture.session.talk
    if talk and talk.speaker_name and talk.speaker == Speaker.REPRESENTATIVE:
        lines.append(words("list.represented", name=talk.speaker_name))
    return lines


def _box(
    picture: Picture, styles: Styles, heading: str, entries: Sequence[str], columns: int = 2
) -> list[Flowable]:
    """A box under its heading, its columns filled from left to right."""
    cells: list[Cell] = [
        [P(entry, styles.cell)] if entry else [Spacer(0, page.NOTE_LINE)] for entry in entries
    ]
    cells += [[] for _ in range(-len(cells) % columns)]
    rows: list[Row] = [tuple(cells[at : at + columns]) for at in range(0, len(cells), columns)]
    widths = [_sheet(picture).inner / columns] * columns
    box = blocks.table(rows, widths, room=_room(picture, styles), look=BOX)
    title = P(picture.words(heading), styles.box_heading)
    title.keepWithNext = True
    return [title, box]


def _notes(picture: Picture, styles: Styles) -> list[Flowable]:
    title = P(picture.words("list.notes"), styles.box_heading)
    lines = [Rule(page.NOTE_LINE) for _ in range(page.NOTE_LINES)]
    return [KeepTogether([title, *lines])]


def _plain(picture: Picture, text: str) -> str:
    """Words that have no translation of their own, safe to read on this paper."""
    tidy = tidy_numbers(text)
    return without_once(tidy) if picture.language == "es" else tidy
