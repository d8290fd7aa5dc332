"""The emergency sheet: what was said, for those who come to help. Needs no release.

English always, because staff and ambulance read it; the patient's Spanish stands beneath. It says
of itself that it is as reported and not verified.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable

from app.documents import blocks, facts, page, press
from app.documents.blocks import QUIET, Cell, Look, Row, Rule
from app.documents.picture import Picture, full_name
from app.documents.staff_parts import EMERGENCY, head, room, widths_of
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.wording import Strong, Wording, tidy_numbers, without_once, wording
from app.domain.medicine import Medicine
from app.domain.therapy_session import Flag, subject_key
from models.vocabulary import Channel, Speaker

HEADING_LINES = 2
"""Room for a heading, with the air above it."""
ROWS = Look(above=page.TIGHT_ABOVE, below=page.TIGHT_BELOW, beside=page.CELL_BESIDE)


def render(picture: Picture) -> bytes:
    """The sheet as a PDF, the urgent part on its first page."""
    styles = Styles.of(page.EMERGENCY_LETTERS, tight=True)
    words = _english()
    return press.render(
        lambda: story(picture, styles),
        title=words("emergency.file_title"),
        surround=press.Surround(
            head=head(picture, EMERGENCY),
            pharmacy=f"{picture.pharmacy.name}  {picture.pharmacy.phone}",
            page_of=words("page.page_of"),
        ),
        language="en",
        sheet=page.STAFF,
        styles=styles,
    )


def story(picture: Picture, styles: Styles) -> list[Flowable]:
    """Who and where first, then why, then what helps to treat."""
    return [
        *_band(picture, styles),
        P(picture.name, styles.title),
        *_who(picture, styles),
        *_flags(picture, styles),
        *_list(picture, styles, "allergies", _allergies(picture)),
        *_medicines(picture, styles),
        *_list(picture, styles, "conditions", _conditions(picture)),
        *_contacts(picture, styles),
    ]


def _english() -> Wording:
    return wording("en")


def _made(picture: Picture, words: Wording) -> str:
    """The moment it was made, or its day where no clock was given."""
    if picture.made_at is None:
        return words.day(picture.on)
    return words.moment(picture.made_at, picture.zone)


def _both(picture: Picture, key: str, **words: str) -> str:
    """The English, with the Spanish after it when that is the patient's language."""
    english = _english()(f"emergency.{key}", **words)
    if picture.language == "en":
        return english
    return f"{english} / {wording(picture.language)(f'emergency.{key}', **words)}"


def _beneath(picture: Picture, styles: Styles, key: str) -> Cell:
    """The English line, and the Spanish line beneath it."""
    lines: Cell = [P(_english()(key), styles.cell)]
    if picture.language != "en":
        translated = wording(picture.language)(key)
        lines.append(P(translated, styles.note, language=picture.language))
    return lines


def _band(picture: Picture, styles: Styles) -> list[Flowable]:
    """The warning, and when it was made."""
    parts: list[Flowable] = [P(_both(picture, "band"), styles.band)]
    for language in dict.fromkeys(("en", picture.language)):
        words = wording(language)
        made = words("emergency.made", moment=_made(picture, words))
        look = styles.cell if language == "en" else styles.note
        parts.append(P(made, look, language=language))
    return [*parts, Rule(page.CELL_ABOVE, below=page.CELL_BELOW)]


def _who(picture: Picture, styles: Styles) -> list[Flowable]:
    """The patient, and how and where to reach them: nothing here is left out, only said missing."""
    session, english = picture.session, _english()
    talk = session.talk
    speaker = (talk.speaker if talk else None) or Speaker.PATIENT
    who = ", ".join(p for p in (talk and talk.speaker_name, english(f"who.{speaker}")) if p)
    known = (
        ("patient", facts.who(picture, english)),
        ("record", session.patient.record_number),
        ("callback", facts.said(session, "identity.callback")),
        ("place", _where(picture, english)),
        ("speaks", facts.language_of(session, english)),
        ("who_speaks", who),
        ("pregnancy", facts.pregnancy(session, english) or ""),
    )
    asked = {"pregnancy"}
    told = [(name, _said(picture, value)) for name, value in known if value or name not in asked]
    return [_facts(picture, styles, told)]


def _where(picture: Picture, english: Wording) -> str:
    """Where the patient is, as said; who stands at the counter is in the pharmacy."""
    session = picture.session
    said = facts.said(session, "identity.place")
    is_here = session.value("identity.channel") == Channel.COUNTER
    if said or not is_here:
        return said
    card = picture.pharmacy
    return ", ".join(part for part in (english("channel.counter"), card.name, card.address) if part)


def _facts(picture: Picture, styles: Styles, known: Sequence[tuple[str, str]]) -> Flowable:
    """Names in both languages on the left, what is known on the right."""
    rows: list[Row] = [
        ([P(_both(picture, name), styles.note)], [P(_plain(picture, value), styles.cell_strong)])
        for name, value in known
    ]
    widths = widths_of(page.COLUMNS_OF_FACTS)
    return blocks.table(rows, widths, room=room(picture, styles), look=QUIET)


def _flags(picture: Picture, styles: Styles) -> list[Flowable]:
    heading = _heading(picture, styles, "red_flag")
    flags = [flag for flag in facts.flags_in_order(picture.session) if flag.is_open]
    if not flags:
        return [heading, *_beneath(picture, styles, "emergency.no_flag")]
    rows: list[Row] = [
        (_flag(picture, styles, flag), [P(t, styles.cell) for t in _times(picture, flag)])
        for flag in flags
    ]
    widths = widths_of(page.COLUMNS_OF_EMERGENCY)
    return [heading, blocks.table(rows, widths, room=room(picture, styles), look=ROWS)]


def _flag(picture: Picture, styles: Styles, flag: Flag) -> Cell:
    lines: Cell = [P(Strong(facts.flag_title(flag, "en")), styles.cell)]
    if picture.language != "en":
        asked = facts.flag_title(flag, picture.language)
        lines.append(P(asked, styles.note, language=picture.language))
    if flag.words:
        told = _both(picture, "in_words")
        lines.append(P((f"{told}: ", Strong(f"“{_plain(picture, flag.words)}”")), styles.cell))
    return lines


def _times(picture: Picture, flag: Flag) -> list[str]:
    english, zone = _english(), picture.zone
    level = english(f"level.{flag.level}")
    raised = english("emergency.raised_level", level=level, time=english.time(flag.raised_at, zone))
    moments = (("called", flag.emergency_called_at), ("pharmacist", flag.pharmacist_called_at))
    called = [english(f"emergency.{key}", time=english.time(at, zone)) for key, at in moments if at]
    return [raised, *called]


def _medicines(picture: Picture, styles: Styles) -> list[Flowable]:
    title = _heading(picture, styles, "medicines")
    if not picture.session.medicines:
        return [title, *_beneath(picture, styles, "emergency.no_medicines")]
    heading: Row = tuple(
        [P(_both(picture, name), styles.cell_strong)] for name in ("medicine", "how", "last")
    )
    rows = [_medicine(picture, styles, medicine) for medicine in picture.session.medicines]
    widths = widths_of(page.COLUMNS_OF_DOSES)
    tall = room(picture, styles)
    begins = blocks.opening(heading, rows, widths, ROWS) + HEADING_LINES * styles.heading.leading
    title.keepWithNext = False
    table = blocks.table(rows, widths, room=tall, heading=heading, look=ROWS)
    return [CondPageBreak(min(begins, tall)), title, table]


def _medicine(picture: Picture, styles: Styles, medicine: Medicine) -> Row:
    name = full_name(medicine.drug)
    if medicine.unidentified:
        name = _english()("list.unidentified", words=medicine.unidentified)
    last = medicine.last_taken or facts.said(
        picture.session, subject_key("adherence.last_taken", medicine.id)
    )
    taken = medicine.takes_as or medicine.label or ""
    return (
        [P(Strong(_plain(picture, name)), styles.cell)],
        [P(_said(picture, taken), styles.cell)],
        [P(_said(picture, last), styles.cell)],
    )


def _allergies(picture: Picture) -> list[str]:
    kinds = (*facts.ALLERGIES, *facts.INTOLERANCES)
    recorded = facts.allergies(picture.session, kinds)
    return recorded or [_denied(picture, "intake.allergies")]


def _conditions(picture: Picture) -> list[str]:
    recorded = facts.conditions(picture.session)
    return ["; ".join(recorded)] if recorded else [_denied(picture, "intake.conditions")]


def _denied(picture: Picture, question: str) -> str:
    """What stands where nothing is recorded: here *not asked* must be said aloud."""
    was_denied = picture.session.value(question) == "none"
    return _both(picture, "none_known" if was_denied else "not_asked")


def _contacts(picture: Picture, styles: Styles) -> list[Flowable]:
    session, card = picture.session, picture.pharmacy
    related = [" ".join(filter(None, (str(r), r.phone))) for r in session.patient.related]
    known = [
        ("contact_patient", session.patient.phone or ""),
        ("contact_related", "; ".join(related)),
        ("contact_prescribers", facts.said(session, "intake.prescribers")),
        ("contact_pharmacy", f"{card.name}, {card.phone}"),
    ]
    told = [(name, value) for name, value in known if value]
    return [_heading(picture, styles, "contacts"), _facts(picture, styles, told)]


def _list(picture: Picture, styles: Styles, heading: str, lines: Sequence[str]) -> list[Flowable]:
    told = [P(Strong(_plain(picture, line)), styles.cell) for line in lines]
    return [_heading(picture, styles, heading), *told]


def _heading(picture: Picture, styles: Styles, key: str) -> Flowable:
    heading = P(_both(picture, key), styles.heading)
    heading.keepWithNext = True
    return heading


def _said(picture: Picture, value: str) -> str:
    return _plain(picture, value) if value else _both(picture, "not_said")


def _plain(picture: Picture, text: str) -> str:
    tidy = tidy_numbers(text)
    return without_once(tidy) if picture.language == "es" else tidy
