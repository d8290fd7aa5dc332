"""Red flags of the person and the pharmacy rather than of a medicine (R43-R50)."""

from __future__ import annotations

from app.rules.habits import not_afforded
from app.rules.red_flag import Condition, Fires, RedFlag
from models.vocabulary import Level

FLAGS = (
    RedFlag(
        id="R43",
        title="Wants to stop a medicine, or asks whether to take one",
        level=Level.SAME_DAY,
        conditions=(Condition("high_risk", "It is about a high-risk medicine.", Level.NOW),),
        source="State pharmacy rules: counseling is the pharmacist's",
    ),
    RedFlag(
        id="R44",
        title="Signs of abuse, neglect or exploitation",
        level=Level.NOW,
        source="Adult Protective Services and child protection: state reporting laws",
        about_medicine=False,
    ),
    RedFlag(
        id="R45",
        title="Cognitive concern",
        level=Level.SAME_DAY,
        source="CMS MTM program guidance: beneficiaries who cannot take part",
        about_medicine=False,
    ),
    RedFlag(
        id="R46",
        title="Language or reading barrier without a qualified interpreter",
        level=Level.SAME_DAY,
        source="Affordable Care Act, section 1557: qualified interpreters",
        about_medicine=False,
    ),
    RedFlag(
        id="R47",
        title="Cannot afford a medicine, or skips to stretch it",
        level=Level.NOW,
        milder=Level.SAME_DAY,
        conditions=(
            Condition("high_risk", "It is a high-risk medicine.", Level.NOW, known_from_facts=True),
        ),
        fires=(
            Fires(Level.NOW, not_afforded(high_risk=True)),
            Fires(Level.SAME_DAY, not_afforded(high_risk=False)),
        ),
        source="ISMP list of high-alert medications in community settings",
    ),
    RedFlag(
        id="R48",
        title="Withdraws consent, or complains about a dispensing error",
        level=Level.NOW,
        source="Pharmacy policy: consent and error reports",
        about_medicine=False,
    ),
    RedFlag(
        id="R49",
        title="Wrong pills in the bottle, another name on the label, or a mix-up",
        level=Level.NOW,
        source="ISMP: wrong-patient and look-alike errors",
    ),
    RedFlag(
        id="R50",
        title="The technician feels uneasy",
        level=Level.NOW,
        source="AHRQ TeamSTEPPS: stating a concern",
        about_medicine=False,
    ),
)
