"""Red flags of the body's emergencies, most of them from answers alone (R01-R07, R26, R27, R56)."""

from __future__ import annotations

from app.rules.facts import takes
from app.rules.red_flag import Condition, RedFlag
from app.rules.renin import two_of_one_system
from models.vocabulary import Level

FLAGS = (
    RedFlag(
        id="R01",
        title="Chest pain, trouble breathing or fainting",
        level=Level.EMERGENCY,
        source="American Heart Association: warning signs of a heart attack",
        about_medicine=False,
    ),
    RedFlag(
        id="R02",
        title="Signs of a stroke",
        level=Level.EMERGENCY,
        source="American Stroke Association: warning signs of a stroke",
        about_medicine=False,
    ),
    RedFlag(
        id="R03",
        title="Swelling of the face or throat, or hives with trouble breathing",
        level=Level.EMERGENCY,
        asked_when=two_of_one_system,
        source="FDA label, ACE inhibitors and sacubitril/valsartan: angioedema",
    ),
    RedFlag(
        id="R04",
        title="Thoughts of suicide, self-harm or harming others",
        level=Level.EMERGENCY,
        source="988 Suicide and Crisis Lifeline (SAMHSA)",
        about_medicine=False,
    ),
    RedFlag(
        id="R05",
        title="Too much of a high-risk medicine today",
        level=Level.EMERGENCY,
        milder=Level.NOW,
        conditions=(
            Condition("single", "The extra amount was taken at one time.", Level.EMERGENCY),
            Condition("symptoms", "The patient feels unwell since then.", Level.EMERGENCY),
        ),
        source="America's Poison Centers; ISMP list of high-alert community medications",
    ),
    RedFlag(
        id="R06",
        title="Opioid or benzodiazepine with sleepiness or slow breathing",
        level=Level.EMERGENCY,
        source="FDA label, opioids: boxed warning on respiratory depression",
    ),
    RedFlag(
        id="R07",
        title="Seizure, or confusion of new onset",
        level=Level.EMERGENCY,
        source="CDC: first aid for seizures, when to call for help",
        about_medicine=False,
    ),
    RedFlag(
        id="R26",
        title="Widespread rash, blistering, peeling, or sores of mouth or eyes",
        level=Level.EMERGENCY,
        offered_when=takes("severe_skin_reaction"),
        source="FDA label, lamotrigine, allopurinol and others: severe skin reactions",
    ),
    RedFlag(
        id="R27",
        title="Jaundice, dark urine or severe abdominal pain",
        level=Level.NOW,
        source="FDA label: hepatotoxicity warnings",
    ),
    RedFlag(
        id="R56",
        title="Nitroglycerin under the tongue no longer works",
        level=Level.EMERGENCY,
        offered_when=takes("nitroglycerin"),
        source="FDA label, sublingual nitroglycerin: when to call emergency services",
        about_medicine=False,
    ),
)
