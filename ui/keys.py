"""Every key of the program, in one table: `F1` shows it, chips show it, and `bind` listens to it.

A key is named by what it does ("find_patient"), never by its letters, so that no two places
disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from resources.language import N_


class Where(StrEnum):
    """The place where a key counts. Keys of EVERYWHERE count in all of them."""

    EVERYWHERE = N_("Everywhere")
    LISTS = N_("In lists")
    ANSWERS = N_("On a question")
    WALK = N_("In a session")
    SOURCES = N_("While sources stand side by side")
    RECORD = N_("In the administration record")
    EMERGENCY = N_("When a red flag stands")
    REVIEW = N_("In the review")
    PAPERS = N_("In the papers")


@dataclass(frozen=True, slots=True)
class Key:
    """`keys` are as Qt writes them ("Ctrl+K"), several for one wish where hands differ."""

    name: str
    keys: tuple[str, ...]
    words: str
    where: Where

    @property
    def shown(self) -> str:
        """How it stands on a chip."""
        return shown(self.keys[0])


def _key(name: str, keys: str, words: str, where: Where = Where.EVERYWHERE) -> Key:
    return Key(name, tuple(keys.split(" ")), words, where)


KEYS: tuple[Key, ...] = (
    _key("keys", "F1", N_("Show these keys")),
    _key("next_pane", "F6", N_("Next part of the window")),
    _key("previous_pane", "Shift+F6", N_("Previous part of the window")),
    _key("find_patient", "Ctrl+K", N_("Find a patient")),
    _key("start_session", "Ctrl+N", N_("Start a session")),
    _key("new_patient", "Ctrl+Shift+N", N_("Enter a new patient")),
    _key("import", "Ctrl+I", N_("Import records from a file")),
    _key("today", "Alt+1", N_("Today")),
    _key("patients", "Alt+2", N_("Patients")),
    _key("queue", "Alt+3", N_("Queue")),
    _key("settings", "Alt+4", N_("Settings")),
    _key("trends", "Alt+T", N_("Show a patient over time")),
    _key("next_session", "Ctrl+Tab", N_("Next open session")),
    _key("lock", "Ctrl+L", N_("Lock the window")),
    _key("change_user", "Ctrl+Shift+L", N_("Another person signs in")),
    _key("letters_up", "Ctrl++ Ctrl+=", N_("Larger letters")),
    _key("letters_down", "Ctrl+-", N_("Smaller letters")),
    _key("back", "Esc", N_("Close, go back or cancel")),
    _key("move_up", "Up", N_("The one above"), Where.LISTS),
    _key("move_down", "Down", N_("The one below"), Where.LISTS),
    _key("open", "Return Enter", N_("Open it, or do what its button says"), Where.LISTS),
    _key("refresh", "F5", N_("Read the list again"), Where.LISTS),
    _key("yes", "Y", N_("Yes"), Where.ANSWERS),
    _key("no", "N", N_("No"), Where.ANSWERS),
    _key("declined", "D", N_("Declined to answer"), Where.ANSWERS),
    _key("unasked", "Backspace", N_("Back to not asked"), Where.ANSWERS),
    *(_key(f"step_{n}", f"Ctrl+{n}", N_("Go to step {number}"), Where.WALK) for n in range(1, 9)),
    _key("add_allergies", "Alt+A", N_("Add an allergy or side effect"), Where.WALK),
    _key("add_conditions", "Alt+C", N_("Add a condition"), Where.WALK),
    _key("add_measurements", "Alt+M", N_("Add a measurement"), Where.WALK),
    _key("add_medicine", "Alt+D", N_("Add a medicine"), Where.WALK),
    _key("loose_tablet", "Alt+U", N_("Add an unidentified tablet"), Where.WALK),
    _key("as_written", "Alt+W", N_("Enter the medicine as it is written"), Where.WALK),
    _key("as_label", "Ctrl+D", N_("Takes it as the label says"), Where.WALK),
    _key("put_aside", "Ctrl+B", N_("Put the bottle aside, to dispose"), Where.WALK),
    _key("im_out", "Ctrl+R", N_("Out of it: ask for a refill, or take that back"), Where.WALK),
    _key("find_answer", "Alt+Q", N_("Find an approved answer to read aloud"), Where.WALK),
    _key("next_difference", "Alt+Down", N_("Next difference that is open"), Where.SOURCES),
    _key("send_differences", "S", N_("Send what differs to the pharmacist"), Where.SOURCES),
    _key("explain", "E", N_("Explain what differs"), Where.SOURCES),
    _key("are_one", "M", N_("These are one medicine"), Where.SOURCES),
    _key("are_two", "X", N_("These are two medicines"), Where.SOURCES),
    _key("continue", "C", N_("Goes on as it is"), Where.SOURCES),
    _key("changed", "H", N_("Has changed"), Where.SOURCES),
    _key("stopped", "T", N_("Was stopped"), Where.SOURCES),
    _key("unclear", "U", N_("Is unclear"), Where.SOURCES),
    _key(
        "continue_agreeing",
        "G",
        N_("Go on with all that agree, send what nobody knows"),
        Where.SOURCES,
    ),
    _key("differences_only", "F", N_("Differences only"), Where.SOURCES),
    _key("undo_settling", "Backspace Ctrl+Z", N_("Take back what was settled last"), Where.SOURCES),
    _key("next_medicine", "Alt+PgDown", N_("Next medicine"), Where.WALK),
    _key("previous_medicine", "Alt+PgUp", N_("Previous medicine"), Where.WALK),
    _key("open_dose", "Return Enter", N_("Open the dose one stands on"), Where.RECORD),
    _key("given", "G", N_("Given"), Where.RECORD),
    _key("self_taken", "T", N_("Taken by the patient alone"), Where.RECORD),
    _key("refused", "R", N_("Refused"), Where.RECORD),
    _key("held", "H", N_("Held by order"), Where.RECORD),
    _key("withheld", "W", N_("Withheld until it is clear"), Where.RECORD),
    _key("missed", "M", N_("Missed"), Where.RECORD),
    _key("not_available", "A", N_("Not available"), Where.RECORD),
    _key("vomited", "V", N_("Nausea or vomiting"), Where.RECORD),
    _key("sleeping", "Z", N_("Asleep"), Where.RECORD),
    _key("in_hospital", "P", N_("In the hospital"), Where.RECORD),
    _key("leave_sent", "L", N_("On leave, medicines sent along"), Where.RECORD),
    _key("leave_not_sent", "K", N_("On leave, medicines not sent"), Where.RECORD),
    _key("other_code", "O", N_("Other, with a reason"), Where.RECORD),
    _key("take_back", "Backspace", N_("Take back what stands there, with a reason"), Where.RECORD),
    _key("change_order", "E", N_("Change the order: its row ends, a new one begins"), Where.RECORD),
    _key("end_order", "D", N_("End the order"), Where.RECORD),
    _key("strike_order", "X", N_("Strike out the order: it was a mistake"), Where.RECORD),
    _key("month_before", "PgUp", N_("Month before"), Where.RECORD),
    _key("month_after", "PgDown", N_("Month after"), Where.RECORD),
    _key("add_order", "Alt+O", N_("Add an order"), Where.RECORD),
    _key("days_away", "Alt+Y", N_("Days away"), Where.RECORD),
    _key("record_head", "Alt+H", N_("What stands over the record"), Where.RECORD),
    _key("print_record", "Ctrl+Shift+P", N_("Print this month"), Where.RECORD),
    _key("print_blank", "Ctrl+Shift+B", N_("Print a blank sheet"), Where.RECORD),
    _key("keep_order", "Ctrl+S", N_("Keep the order"), Where.RECORD),
    _key("answer_scan", "F7", N_("Answer what a scan asks"), Where.WALK),
    _key("next", "Ctrl+Return Ctrl+Enter", N_("Next step, or send"), Where.WALK),
    _key("put_down", "Ctrl+P", N_("Put the session down"), Where.WALK),
    _key("get_pharmacist", "F9", N_("Get the pharmacist; the pharmacist is here"), Where.WALK),
    _key("emergency_called", "F8", N_("911 was called"), Where.EMERGENCY),
    _key("emergency_sheet", "Ctrl+E", N_("Emergency sheet; Enter prints it"), Where.EMERGENCY),
    _key("next_finding", "J", N_("Next finding"), Where.REVIEW),
    _key("previous_finding", "K", N_("Previous finding"), Where.REVIEW),
    _key("accept", "A", N_("Accept the finding"), Where.REVIEW),
    _key("set_aside", "D", N_("Set the finding aside, with a reason"), Where.REVIEW),
    _key("answer_question", "Q", N_("Answer the patient's question"), Where.REVIEW),
    _key("keep_agreeing", "G", N_("Keep what agrees"), Where.REVIEW),
    _key("reason_unknown", "Alt+N", N_("What it is for is not known"), Where.REVIEW),
    _key("use_label", "Alt+L", N_("Use the label's words"), Where.REVIEW),
    _key("record_talk", "T", N_("Your talk with the patient"), Where.REVIEW),
    _key("return_with", "R", N_("Return with a question"), Where.REVIEW),
    _key("sign", "Ctrl+Return Ctrl+Enter", N_("Sign and release"), Where.REVIEW),
    _key("papers", "Ctrl+Shift+O", N_("Open the papers"), Where.REVIEW),
    _key("print", "Ctrl+Shift+P", N_("Print"), Where.PAPERS),
    _key("save_pdf", "Ctrl+S", N_("Save as PDF"), Where.PAPERS),
    _key("next_page", "PgDown", N_("Next page"), Where.PAPERS),
    _key("previous_page", "PgUp", N_("Previous page"), Where.PAPERS),
    _key("fit", "Ctrl+0", N_("Fit the page, or show it in full size"), Where.PAPERS),
)

_BY_NAME = {key.name: key for key in KEYS}
_SHORT = {"Return": "Enter", "PgDown": "Page ↓", "PgUp": "Page ↑", "Up": "↑", "Down": "↓"}


def key(name: str) -> Key:
    """The key of that name. Raises KeyError where the table has none."""
    return _BY_NAME[name]


def shown(keys: str) -> str:
    """A key as it is printed on a chip: "Ctrl+Enter", "↑"."""
    plus = keys.endswith("++")
    parts = [*keys[:-2].split("+"), "+"] if plus else keys.split("+")
    return "+".join(_SHORT.get(part, part) for part in parts)


def bind(
    widget: QWidget,
    name: str,
    then: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Listen to a key of the table for as long as the widget lives and is shown."""
    shortcut = QShortcut(widget)
    shortcut.setKeys([QKeySequence(keys) for keys in key(name).keys])
    shortcut.setContext(context)
    shortcut.activated.connect(then)
    return shortcut
