"""The parts of the pharmacist's page, each a heading and what stands under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable, KeepTogether

from app.documents import blocks, facts, page
from app.documents.blocks import QUIET, TIGHT, Cell, Row, Rule
from app.documents.picture import Picture
from app.documents.staff_parts import badge, part, quoted, room, widths_of
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.wording import Strong, Words
from app.domain.patient import Measurement
from app.domain.therapy_session import Concern, Flag
from app.interview import walkthrough
from app.interview.instruments.told import summaries
from app.rules.reconciliation.agreed import agreed
from app.rules.reconciliation.told import told
from models.vocabulary import AllergyKind, MeasurementKind, Speaker


def identity(picture: Picture, styles: Styles) -> list[Flowable]:
    """The strip that says who it is, in two columns of names and values."""
    words, session = picture.words, picture.session
    known = [
        ("identity", facts.who(picture, words)),
        ("record", session.patient.record_number),
        ("allergies", _recorded(picture, facts.ALLERGIES, "intake.allergies")),
        ("side_effects", _recorded(picture, facts.INTOLERANCES, "intake.side_effects")),
        ("conditions", "; ".join(facts.conditions(session)) or words("review.none_recorded")),
        ("pregnancy", facts.pregnancy(session, words) or ""),
        ("measurements", _measured(picture)),
        ("language", facts.language_of(session, words)),
        ("talk", _talk(picture)),
        ("phone", session.patient.phone or ""),
        ("times", _times(picture)),
    ]
    pairs: list[Row] = [
        ([P(words(f"review.{name}"), styles.note)], [P(value, styles.cell)])
        for name, value in known
        if value
    ]
    pairs += [([], [])] * (len(pairs) % 2)
    half = len(pairs) // 2
    rows: list[Row] = [
        (*left, *right) for left, right in zip(pairs[:half], pairs[half:], strict=True)
    ]
    widths = widths_of(page.COLUMNS_OF_IDENTITY)
    return [
        blocks.table(rows, widths, room=room(picture, styles), look=QUIET),
        Rule(0, weight=page.THICK, below=page.TIGHT_BELOW),
    ]


def red_flags(picture: Picture, styles: Styles) -> list[Flowable]:
    """Every flag with the patient's words and its times, the open and urgent ones first."""
    words = picture.words
    flags = facts.flags_in_order(picture.session)
    if not flags:
        return part(picture, styles, "red_flags", [P(words("review.no_red_flags"), styles.body)])
    rows: list[Row] = [
        (
            [
                P(
                    words(f"level.{flag.level}"),
                    badge(styles, is_urgent=flag.is_open and flag.level.stops),
                )
            ],
            _flag(picture, styles, flag),
            [P(line, styles.cell) for line in _flag_times(picture, flag)],
        )
        for flag in flags
    ]
    widths = widths_of(page.COLUMNS_OF_FLAGS)
    table = blocks.table(rows, widths, room=room(picture, styles), look=TIGHT)
    return part(picture, styles, "red_flags", [table])


def matters(picture: Picture, styles: Styles) -> list[Flowable]:
    """What the patient said matters to them, in their words."""
    concern = facts.said(picture.session, "intake.concern")
    return part(picture, styles, "matters", [P(quoted(concern), styles.body)]) if concern else []


def questions(picture: Picture, styles: Styles) -> list[Flowable]:
    """What the patient asks and what the pharmacist asked back, with the answers."""
    words = picture.words
    asked = [
        (quoted(c.words), c.answer, _answered_by(picture, c)) for c in picture.session.concerns
    ]
    returned = [
        (words("review.asked_by", question=r.question, name=r.by_name), r.answer, r.answered_by)
        for r in picture.session.returns
    ]
    return [
        *_asked(picture, styles, "questions", asked),
        *_asked(picture, styles, "returned", returned),
    ]


def _answered_by(picture: Picture, concern: Concern) -> str | None:
    if concern.reading is None:
        return concern.answered_by
    return picture.words("review.read_aloud", name=concern.answered_by or "")


def technician(picture: Picture, styles: Styles) -> list[Flowable]:
    """The technician's own words, and what was noticed about side effects."""
    words, session = picture.words, picture.session
    parts: list[Flowable] = []
    if noticed := facts.said(session, "adherence.side_effects"):
        line = words("review.noticed", words=quoted(noticed))
        parts += part(picture, styles, "adherence", [P(line, styles.body)])
    if own := facts.said(session, "handoff.words"):
        parts += part(picture, styles, "technician", [P(quoted(own), styles.body)])
    return parts


def reconciled(picture: Picture, styles: Styles) -> list[Flowable]:
    """What was explained and settled between the sources, by whom and why, and what is open."""
    if not picture.session.settled:
        return []
    lines = told(agreed(picture.session, on=picture.on))
    return part(picture, styles, "reconciled", [P(" · ".join(lines), styles.cell)]) if lines else []


def instruments(picture: Picture, styles: Styles) -> list[Flowable]:
    """How far each instrument was asked, and its points; its questions are their owner's words."""
    told = [P(line, styles.cell) for line in summaries(picture.session)]
    return part(picture, styles, "instruments", told) if told else []


def unasked(picture: Picture, styles: Styles) -> list[Flowable]:
    """The required questions that nobody has asked yet: none of them means no."""
    missing = [key for keys in walkthrough.missing(picture.session).values() for key in keys]
    if not missing:
        return []
    asked = " · ".join(_question(picture, key) for key in missing)
    return part(picture, styles, "unasked", [P(asked, styles.body)])


def _recorded(picture: Picture, kinds: Iterable[AllergyKind], question: str) -> str:
    recorded = facts.allergies(picture.session, kinds)
    if recorded:
        return "; ".join(recorded)
    was_denied = picture.session.value(question) == "none"
    return picture.words("review.none_known" if was_denied else "review.not_asked")


def _measured(picture: Picture) -> str:
    """The newest value of each kind: years of them are in the records, not on a page."""
    newest: dict[tuple[MeasurementKind, str | None], Measurement] = {}
    for one in picture.session.patient.measurements:
        known = newest.get((one.kind, one.label))
        if known is None or (one.on or dt.date.min) >= (known.on or dt.date.min):
            newest[one.kind, one.label] = one
    return "; ".join(facts.measured(one, picture.words) for one in newest.values())


def _talk(picture: Picture) -> str:
    words, talk = picture.words, picture.session.talk
    if talk is None or talk.channel is None:
        return ""
    speaker = talk.speaker or Speaker.PATIENT
    who = ", ".join(part for part in (words(f"who.{speaker}"), talk.speaker_name) if part)
    return words("review.talk_words", channel=words(f"channel.{talk.channel}"), who=who)


def _times(picture: Picture) -> str:
    words, session, live = picture.words, picture.session, picture.session.live_talk
    minutes = str(session.technician_minutes)
    if live is None:
        return words("review.times_words", minutes=minutes)
    return words(
        "review.times_live",
        minutes=minutes,
        live=str(live.minutes),
        who=words(f"who.{live.with_whom}"),
        day=words.day(live.on),
    )


def _flag(picture: Picture, styles: Styles, flag: Flag) -> Cell:
    words = picture.words
    title = facts.flag_title(flag, picture.language)
    cell: Cell = [P((Strong(title), f"  {flag.red_flag}"), styles.cell)]
    if flag.words:
        cell.append(P(quoted(flag.words), styles.cell))
    cell += [P(reason, styles.cell) for reason in facts.flag_reasons(flag)]
    if flag.is_open:
        return [*cell, P(Strong(words("review.flag_open")), styles.cell)]
    cleared = words(
        "review.flag_cleared",
        time=words.time(flag.cleared_at or flag.raised_at, picture.zone),
        name=flag.cleared_by or "",
        disposition=words.get(f"disposition.{flag.disposition}", ""),
    )
    note = f". {flag.disposition_note}" if flag.disposition_note else ""
    return [*cell, P(f"{cleared}{note}", styles.cell)]


def _flag_times(picture: Picture, flag: Flag) -> list[str]:
    moments = (
        ("raised", flag.raised_at),
        ("emergency", flag.emergency_called_at),
        ("called", flag.pharmacist_called_at),
        ("joined", flag.pharmacist_joined_at),
    )
    words = picture.words
    return [
        words(f"review.flag_{name}", time=words.time(at, picture.zone))
        for name, at in moments
        if at
    ]


def _asked(
    picture: Picture,
    styles: Styles,
    name: str,
    asked: Sequence[tuple[str, str | None, str | None]],
) -> list[Flowable]:
    words = picture.words
    if not asked:
        return []
    lines: list[Flowable] = []
    for question, answer, by in asked:
        told: Words = Strong(words("review.no_answer"))
        if answer:
            told = words("review.answer", answer=answer, name=by or "")
        lines.append(KeepTogether([P(question, styles.cell), P(told, styles.body)]))
    return part(picture, styles, name, lines)


def _question(picture: Picture, key: str) -> str:
    """A question by its short name or, in Spanish, by the words it is asked with."""
    name, _, subject = key.partition("#")
    question = walkthrough.question(name)
    spoken = question.prompt if picture.language == "en" else question.say.get(picture.language)
    text = picture.words.get(f"prompt.{name}", spoken or question.prompt)
    names = {str(m.id): m.drug.name for m in picture.session.medicines}
    if subject not in names:
        return text
    return picture.words("review.unasked_for", question=text, medicine=names[subject])
