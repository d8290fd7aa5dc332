"""Papers of sessions that tests share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.documents.picture import Picture
from app.domain.medicine import Medicine
from app.domain.pharmacy import PharmacyCard
from app.domain.therapy_session import Signed, TherapySession
from models.vocabulary import SessionState, SignatureMeaning
from tests.make import NOON, TODAY, make_medicine, make_review, make_session

CARD = PharmacyCard("Corner Street Pharmacy", "(555) 010-0140", "12 Corner Street")
DIGEST = "0123456789abcdef" * 4
HEAD = "fedcba9876543210" * 4
NAMES = (
    "amlodipine 10 mg / valsartan 320 mg / hydrochlorothiazide 25 mg tablet",
    "hydrALAZINE 25 mg tablet",
    "hydrOXYzine pamoate 25 mg capsule",
    "metoprolol succinate ER 50 mg tablet (Toprol-XL)",
    "ergocalciferol 50,000 units capsule",
)


def make_picture(session: TherapySession | None = None, **changes: Any) -> Picture:
    picture = Picture(
        session=session or make_session(),
        pharmacy=CARD,
        language="en",
        letter_size=14,
        is_draft=True,
        on=TODAY,
    )
    return replace(picture, **changes)


def make_settled(name: str = "lisinopril 20 mg tablet", **changes: Any) -> Medicine:
    """A medicine that may be released in both languages."""
    review = make_review(
        directions={
            "en": "Take 1 tablet (20 mg) by mouth in the morning with a glass of water",
            "es": "Tome 1 tableta (20 mg) por la boca en la mañana con un vaso de agua",
        },
        reason={"en": "high blood pressure", "es": "presión arterial alta"},
    )
    return make_medicine(name, **({"review": review} | changes))


def make_medicines(count: int) -> tuple[Medicine, ...]:
    return tuple(make_settled(NAMES[index % len(NAMES)]) for index in range(count))


def make_released(count: int = 1, **changes: Any) -> TherapySession:
    signed = Signed(1, NOON, "Paula Reyes", "RPh 12345", DIGEST, SignatureMeaning.RELEASED)
    answers = {"intake.allergies": "none", "intake.side_effects": "none"}
    session = make_session(answers=changes.pop("answers", answers), medicines=make_medicines(count))
    return replace(session, state=SessionState.RELEASED, signed=(signed,), **changes)
