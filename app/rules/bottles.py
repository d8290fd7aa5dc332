"""Findings about the bottles in hand."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.days import written
from app.domain.findings import Finding
from app.rules.evaluation import Evaluation
from models.vocabulary import Level
from resources.language import _


def past_their_date(evaluation: Evaluation) -> Iterator[Finding]:
    """A package in hand whose expiration date has passed, unless it was put aside to dispose."""
    picture = evaluation.picture
    for line in (*picture.taken, *picture.left_off):
        bottle = line.medicine.bottle
        if bottle is None or bottle.expires is None or line.medicine.is_put_aside:
            continue
        if bottle.expires < picture.on:
            day = written(bottle.expires)
            yield Finding(
                rule="past_its_date",
                level=Level.QUEUE,
                title="Past its expiration date",
                because=(f"The package of {line.name} in hand expired on {day}.",),
                evidence=(line.evidence,),
                source="21 CFR 211.137: expiration dating",
                technician_prompt=_("Please show the package of {name} to the pharmacist.").format(
                    name=line.name
                ),
            )
