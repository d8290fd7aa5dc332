"""Red flags of reactions, and of stopping suddenly (R14, R24, R25, R28, R30, R53, R54)."""

from __future__ import annotations

from app.rules.allergies import immediate
from app.rules.endings import left_off
from app.rules.facts import either, takes
from app.rules.habits import missed, ran_out, weekly_taken_daily
from app.rules.red_flag import Condition, Fires, RedFlag
from models.vocabulary import Level, Reply

FLAGS = (
    RedFlag(
        id="R14",
        title="Weekly medicine taken daily, or methotrexate with signs of harm",
        level=Level.NOW,
        conditions=(Condition("ill", "The patient feels ill now.", Level.EMERGENCY),),
        fires=(Fires(Level.NOW, weekly_taken_daily),),
        offered_when=takes("methotrexate"),
        source="ISMP: weekly methotrexate taken daily; FDA label, methotrexate: boxed warning",
    ),
    RedFlag(
        id="R24",
        title="Statin with muscle pain, weakness or dark urine",
        level=Level.NOW,
        conditions=(
            Condition(
                "aches", "There are, or were, milder muscle aches.", Level.SAME_DAY, after=Reply.NO
            ),
        ),
        offered_when=takes("statin"),
        source="FDA label, statins: myopathy and rhabdomyolysis",
    ),
    RedFlag(
        id="R25",
        title="Fever, chills or sore throat on a medicine that weakens defence",
        level=Level.NOW,
        offered_when=takes("neutropenia_risk"),
        source="FDA label: neutropenia, agranulocytosis, serious infections",
    ),
    RedFlag(
        id="R28",
        title="Earlier hives, swelling or anaphylaxis to what is taken now or a close relative",
        level=Level.NOW,
        fires=(Fires(Level.NOW, immediate),),
        source="AAAAI/ACAAI Drug Allergy 2022 Practice Parameter; FDA label: contraindications",
    ),
    RedFlag(
        id="R30",
        title="Medicine stopped suddenly that must not be",
        level=Level.NOW,
        fires=(Fires(Level.NOW, either(missed("sudden_stop", days=7), ran_out("sudden_stop"))),),
        asked_when=left_off("sudden_stop"),
        source="FDA label: warnings on abrupt stopping",
    ),
    RedFlag(
        id="R53",
        title="Clozapine missed for 48 hours or more",
        level=Level.NOW,
        fires=(Fires(Level.NOW, missed("clozapine", days=2)),),
        offered_when=takes("clozapine"),
        source="FDA label, clozapine: starting again after an interruption",
    ),
    RedFlag(
        id="R54",
        title="Long-term steroid and vomiting",
        level=Level.NOW,
        offered_when=takes("corticosteroid"),
        source="FDA label, corticosteroids: adrenal insufficiency",
    ),
)
