"""How far a step is: not begun, begun with something open, or done; and what stands beside it."""

from __future__ import annotations

from app.domain.therapy_session import TherapySession, subject_key
from app.interview.step import Asked, Panel, PanelKind, Step, may_ask_in_private
from app.rules.reconciliation.agreed import settled_medicines
from resources.language import _
from ui.screens.session_facts import who_did
from ui.screens.session_rail import StepMark
from ui.words import how_many


def mark_of(step: Step, picture: TherapySession, asked: Asked, *, is_here: bool) -> StepMark:
    """Nothing is called done by having been looked at: something must have been asked."""
    missing = len(asked.missing)
    keys = _askable(step, picture, asked)
    answered = sum(key in picture.answers for key in keys)
    if _has(step, PanelKind.RECONCILIATION):
        return _reconciled(step, picture, is_here=is_here)
    medicines = len(picture.medicines) if _has(step, PanelKind.MEDICINES) else 0
    if not (answered or medicines):
        state = "unasked"
    elif missing or (not asked.required and answered < len(keys)):
        state = "begun"
    else:
        state = "done"
    note = who_did(step, picture)
    if medicines:
        note = how_many(medicines, _("1 medicine"), _("{number} medicines"))
    if missing and state != "unasked":
        note = _("{count} open").format(count=missing)
    return StepMark(step.key, _(step.title), state, note, is_here)


def _askable(step: Step, picture: TherapySession, asked: Asked) -> list[str]:
    """Every answer key that may be asked now, required or not."""
    private = may_ask_in_private(picture)
    keys = [q.key for q in asked.questions if private or not q.in_private]
    for question in step.questions:
        if question.per_medicine and question.shown(picture):
            keys += [subject_key(question.key, medicine.id) for medicine in picture.medicines]
    return keys


def _reconciled(step: Step, picture: TherapySession, *, is_here: bool) -> StepMark:
    """How many medicines are settled; what they differ in, the step itself tells."""
    of, settled = len(picture.medicines), len(settled_medicines(picture))
    state = "unasked" if not settled else "begun" if settled < of else "done"
    note = _("{settled} of {of} settled").format(settled=settled, of=of) if settled else ""
    return StepMark(step.key, _(step.title), state, note, is_here)


def _has(step: Step, kind: PanelKind) -> bool:
    return any(isinstance(part, Panel) and part.kind is kind for part in step.parts)
