"""Who may do what: one table, asked before anything is read or changed.

A technician needs the task that a pharmacist delegated; a pharmacist needs none. Everybody needs a
credential that has not run out. Reasons: `domain.md` 3.2 and 3.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from models.vocabulary import Actor, Role, Task
from resources.language import N_


class UseCase(StrEnum):
    """Everything the services can be asked for. The value stands in the audit."""

    ENTER_PATIENT = "enter_patient"
    FIND_PATIENT = "find_patient"
    LOAD_PATIENT = "load_patient"
    ADD_ALLERGY = "add_allergy"
    ADD_CONDITION = "add_condition"
    ADD_MEASUREMENT = "add_measurement"
    VOID_RECORD = "void_record"
    PUT_BACK_RECORD = "put_back_record"
    IMPORT = "import"
    START = "start"
    OPEN = "open"
    TAKE_UP = "take_up"
    PUT_DOWN = "put_down"
    RECORD = "record"
    ADD_MEDICINE = "add_medicine"
    VOID_MEDICINE = "void_medicine"
    SCAN = "scan"
    ADD_SCANNED = "add_scanned"
    READ_SETTINGS = "read_settings"
    CHANGE_SETTINGS = "change_settings"
    PUT_BACK_MEDICINE = "put_back_medicine"
    SETTLE = "settle"
    ASK_INSTRUMENT = "ask_instrument"
    EXPORT_ANSWERS = "export_answers"
    ADD_CONCERN = "add_concern"
    FIND_ANSWER = "find_answer"
    READ_ANSWER = "read_answer"
    ASK_REFILL = "ask_refill"
    CARE_TASKS = "care_tasks"
    FINISH_CARE_TASK = "finish_care_task"
    LIST_ANSWERS = "list_answers"
    APPROVE_ANSWERS = "approve_answers"
    RAISE_FLAG = "raise_flag"
    EMERGENCY_CALLED = "emergency_called"
    PHARMACIST_CALLED = "pharmacist_called"
    PHARMACIST_JOINED = "pharmacist_joined"
    HAND_OFF = "hand_off"
    ANSWER_RETURN = "answer_return"
    TODAY = "today"
    OF_PATIENT = "of_patient"
    TRENDS = "trends"
    VOID = "void"
    READ_CHART = "read_chart"
    KEEP_CHART = "keep_chart"
    ORDER_DOSES = "order_doses"
    WRITE_DOSE = "write_dose"
    TELL_AWAY = "tell_away"
    PREVIEW_SHEET = "preview_sheet"
    QUEUE = "queue"
    CLAIM = "claim"
    RELEASE_CLAIM = "release_claim"
    RETURN_WITH = "return_with"
    CLEAR_FLAG = "clear_flag"
    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"
    ANSWER_CONCERN = "answer_concern"
    RECORD_TALK = "record_talk"
    WHAT_IS_SIGNED = "what_is_signed"
    SIGN = "sign"
    WITHDRAW = "withdraw"
    ADD_ADDENDUM = "add_addendum"
    DELIVER = "deliver"
    CLOSE = "close"
    VERIFY = "verify"
    PREVIEW_PAPER = "preview_paper"
    ISSUE_PAPER = "issue_paper"


CLINICAL = frozenset({Role.TECHNICIAN, Role.PHARMACIST})
PHARMACIST = frozenset({Role.PHARMACIST})

SETS_UP = frozenset({Role.PHARMACIST, Role.MANAGER})

ONLY_PHARMACISTS = N_("Only a pharmacist can do this.")
ONLY_CLINICAL = N_("Only technicians and pharmacists work with patients.")
NOT_YOURS_TO_SET = N_("A pharmacist or the manager sets this for the pharmacy.")
DISABLED = N_("Your access has been ended. Ask the manager.")
RUN_OUT = N_("Your credential has run out. Ask the manager to enter its renewal.")
NOT_DELEGATED: Mapping[Task, str] = MappingProxyType(
    {
        Task.IDENTIFY: N_(
            "Entering and finding patients has not been delegated to you. Ask a pharmacist."
        ),
        Task.COLLECT_HISTORY: N_(
            "Collecting a history has not been delegated to you. Ask a pharmacist."
        ),
        Task.RECORD_ALLERGIES: N_(
            "Recording allergies has not been delegated to you. Ask a pharmacist."
        ),
        Task.ASK_ADHERENCE: N_(
            "Asking how medicines are taken has not been delegated to you. Ask a pharmacist."
        ),
        Task.IMPORT_RECORDS: N_(
            "Importing records has not been delegated to you. Ask a pharmacist."
        ),
        Task.HAND_OFF: N_(
            "Handing off to the pharmacist has not been delegated to you. Ask a colleague."
        ),
        Task.PRINT_PAPERS: N_("Printing has not been delegated to you. Ask a pharmacist."),
        Task.HAND_OVER: N_(
            "Handing papers to the patient has not been delegated to you. Ask a pharmacist."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Permit:
    """Who may: one of `roles`; a technician with `task` delegated. `words` refuse the others."""

    roles: frozenset[Role] = CLINICAL
    task: Task | None = None
    words: str = ONLY_CLINICAL


def _clinical(task: Task | None = None) -> Permit:
    return Permit(task=task)


def _pharmacist(words: str = ONLY_PHARMACISTS) -> Permit:
    return Permit(PHARMACIST, None, words)


PERMITS: Mapping[UseCase, Permit] = MappingProxyType(
    {
        UseCase.ENTER_PATIENT: _clinical(Task.IDENTIFY),
        UseCase.FIND_PATIENT: _clinical(Task.IDENTIFY),
        UseCase.LOAD_PATIENT: _clinical(Task.IDENTIFY),
        UseCase.ADD_ALLERGY: _clinical(Task.RECORD_ALLERGIES),
        UseCase.ADD_CONDITION: _clinical(Task.COLLECT_HISTORY),
        UseCase.ADD_MEASUREMENT: _clinical(Task.COLLECT_HISTORY),
        UseCase.VOID_RECORD: _clinical(Task.COLLECT_HISTORY),
        UseCase.PUT_BACK_RECORD: _clinical(Task.COLLECT_HISTORY),
        UseCase.IMPORT: _clinical(Task.IMPORT_RECORDS),
        UseCase.START: _clinical(Task.COLLECT_HISTORY),
        UseCase.OPEN: _clinical(),
        UseCase.TAKE_UP: _clinical(Task.COLLECT_HISTORY),
        UseCase.PUT_DOWN: _clinical(Task.COLLECT_HISTORY),
        UseCase.RECORD: _clinical(Task.COLLECT_HISTORY),
        UseCase.ADD_MEDICINE: _clinical(Task.COLLECT_HISTORY),
        UseCase.VOID_MEDICINE: _clinical(Task.COLLECT_HISTORY),
        UseCase.SCAN: _clinical(Task.COLLECT_HISTORY),
        UseCase.ADD_SCANNED: _clinical(Task.COLLECT_HISTORY),
        UseCase.READ_SETTINGS: Permit(CLINICAL | SETS_UP),
        UseCase.CHANGE_SETTINGS: Permit(SETS_UP, None, NOT_YOURS_TO_SET),
        UseCase.PUT_BACK_MEDICINE: _clinical(Task.COLLECT_HISTORY),
        UseCase.SETTLE: _clinical(Task.COLLECT_HISTORY),
        UseCase.ASK_INSTRUMENT: _clinical(Task.ASK_ADHERENCE),
        UseCase.EXPORT_ANSWERS: _clinical(Task.ASK_ADHERENCE),
        UseCase.ADD_CONCERN: _clinical(),
        UseCase.FIND_ANSWER: _clinical(),
        UseCase.READ_ANSWER: _clinical(),
        UseCase.ASK_REFILL: _clinical(Task.COLLECT_HISTORY),
        UseCase.CARE_TASKS: _clinical(),
        UseCase.FINISH_CARE_TASK: _clinical(),
        UseCase.LIST_ANSWERS: Permit(SETS_UP, None, NOT_YOURS_TO_SET),
        UseCase.APPROVE_ANSWERS: _pharmacist(
            N_("Only a pharmacist can approve what is read aloud to patients.")
        ),
        UseCase.RAISE_FLAG: _clinical(),
        UseCase.EMERGENCY_CALLED: _clinical(),
        UseCase.PHARMACIST_CALLED: _clinical(),
        UseCase.PHARMACIST_JOINED: _clinical(),
        UseCase.HAND_OFF: _clinical(Task.HAND_OFF),
        UseCase.ANSWER_RETURN: _clinical(Task.COLLECT_HISTORY),
        UseCase.TODAY: _clinical(),
        UseCase.OF_PATIENT: _clinical(),
        UseCase.TRENDS: _clinical(),
        UseCase.VOID: _clinical(Task.COLLECT_HISTORY),
        UseCase.READ_CHART: _clinical(Task.COLLECT_HISTORY),
        UseCase.KEEP_CHART: _clinical(Task.COLLECT_HISTORY),
        UseCase.ORDER_DOSES: _clinical(Task.COLLECT_HISTORY),
        UseCase.WRITE_DOSE: _clinical(Task.COLLECT_HISTORY),
        UseCase.TELL_AWAY: _clinical(Task.COLLECT_HISTORY),
        UseCase.PREVIEW_SHEET: _clinical(Task.PRINT_PAPERS),
        UseCase.QUEUE: _clinical(),
        UseCase.CLAIM: _pharmacist(N_("Only a pharmacist can review. It is in the queue.")),
        UseCase.RELEASE_CLAIM: _pharmacist(),
        UseCase.RETURN_WITH: _pharmacist(),
        UseCase.CLEAR_FLAG: _pharmacist(
            N_("Only a pharmacist can clear this. Get the pharmacist now.")
        ),
        UseCase.ACKNOWLEDGE: _pharmacist(),
        UseCase.DECIDE: _pharmacist(N_("Only a pharmacist decides about a medicine.")),
        UseCase.ANSWER_CONCERN: _pharmacist(
            N_("Only a pharmacist can answer this. Keep the question; it goes along.")
        ),
        UseCase.RECORD_TALK: _pharmacist(
            N_("Only the pharmacist's own talk counts. A pharmacist enters it.")
        ),
        UseCase.WHAT_IS_SIGNED: _pharmacist(
            N_("Only a pharmacist can sign. Send it to the queue.")
        ),
        UseCase.SIGN: _pharmacist(N_("Only a pharmacist can sign. Send it to the queue.")),
        UseCase.WITHDRAW: _pharmacist(N_("Only a pharmacist can withdraw what was signed.")),
        UseCase.ADD_ADDENDUM: _pharmacist(N_("Only a pharmacist can add to what was signed.")),
        UseCase.DELIVER: _clinical(Task.HAND_OVER),
        UseCase.CLOSE: _clinical(Task.HAND_OVER),
        UseCase.VERIFY: _clinical(),
        UseCase.PREVIEW_PAPER: _clinical(Task.PRINT_PAPERS),
        UseCase.ISSUE_PAPER: _clinical(Task.PRINT_PAPERS),
    }
)

NEVER_WAITS = frozenset(
    {
        UseCase.OPEN,
        UseCase.RAISE_FLAG,
        UseCase.EMERGENCY_CALLED,
        UseCase.PHARMACIST_CALLED,
        UseCase.PHARMACIST_JOINED,
    }
)
"""Done even with a credential that has run out: an emergency does not wait for paperwork."""

KEYED_TASKS: Mapping[str, Task] = MappingProxyType(
    {"adherence": Task.ASK_ADHERENCE, "instrument": Task.ASK_ADHERENCE}
)
"""Answers that need a task of their own, by the first part of their key."""


def refusal(use_case: UseCase, actor: Actor) -> str | None:
    """Why this person may not, as a whole sentence to be translated; None where they may."""
    return refusal_by_role(use_case, actor) or refusal_by_task(use_case, actor)


def refusal_by_role(use_case: UseCase, actor: Actor) -> str | None:
    """The same, looking at roles alone."""
    permit = PERMITS[use_case]
    return None if actor.roles & permit.roles else permit.words


def refusal_by_task(use_case: UseCase, actor: Actor) -> str | None:
    """The same, looking at what is delegated to a technician."""
    task = PERMITS[use_case].task
    if actor.is_pharmacist or task is None or task in actor.tasks:
        return None
    return NOT_DELEGATED[task]


def refused_key(keys: frozenset[str], actor: Actor) -> str | None:
    """Why this person may not answer one of these questions; None where they may all of them."""
    if actor.is_pharmacist:
        return None
    for key in keys:
        task = KEYED_TASKS.get(key.partition(".")[0])
        if task is not None and task not in actor.tasks:
            return NOT_DELEGATED[task]
    return None
