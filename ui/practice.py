"""The practice beside the records: its own folder, its own vault, people and patients made up.

It is set up by itself the first time, without anything typed; its password is said on the screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import Refused
from app.services.account_values import NewPerson, NewPharmacy
from app.services.accounts_api import Accounts
from models.vocabulary import Actor, Role
from resources.language import _
from resources.library import as_path, names
from ui.ids import new_command
from ui.screens.sign_in import PRACTICE_PASSWORD, PRACTICE_PEOPLE

if TYPE_CHECKING:
    from app.services.api import Desk

FOLDER = "practice"
_ROLES = {
    "technician": frozenset({Role.TECHNICIAN}),
    "pharmacist": frozenset({Role.PHARMACIST, Role.MANAGER}),
}
_STATE = "IL"
_CREDENTIALS = {"technician": "CPhT 0000 (practice)", "pharmacist": "RPh 0000 (practice)"}


def prepare(accounts: Accounts) -> None:
    """Set the practice up, if it is not yet. Runs on the lane."""
    if accounts.is_set_up():
        return
    pharmacy = NewPharmacy(_("Practice Pharmacy"), "(555) 010-0100")
    people = [
        NewPerson(
            name=name,
            login=login,
            password=PRACTICE_PASSWORD,
            roles=_ROLES[login],
            credential=_CREDENTIALS[login],
            license_state=_STATE,
        )
        for login, name in sorted(PRACTICE_PEOPLE)
    ]
    kit = accounts.begin_set_up(pharmacy, people)
    accounts.finish_set_up(kit.code)
    _approve_answers(accounts)


def _approve_answers(accounts: Accounts) -> None:
    """The practice's pharmacist approves every answer, so that reading aloud can be practised."""
    signed = accounts.sign_in("pharmacist", PRACTICE_PASSWORD)
    try:
        answers, by = signed.desk.answers, signed.actor
        seen = {one.answer.id: one.answer.digest for one in answers.listed(by=by)}
        answers.approve(seen, command=new_command(), by=by)
    finally:
        accounts.lock()


def bring_patients(desk: Desk, actor: Actor) -> int:
    """Bring in the made-up patients, once; how many came. Runs on the lane."""
    if any(desk.patients.find(letter, by=actor) for letter in "aeiou"):
        return 0
    came = 0
    for name in names(FOLDER, ".json"):
        with as_path(name) as path:
            came += _came(desk, path, actor)
    return came


def _came(desk: Desk, path: Path, actor: Actor) -> int:
    """A practice case that cannot be imported is left out: the rest is still good to practise."""
    try:
        return int(desk.imports.read(path, by=actor).is_new)
    except Refused:
        return 0
