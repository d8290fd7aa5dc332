from __future__ import annotations

import datetime as dt
import json
import shutil
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import select, text

from app.errors import NotAllowed, Refused, Unavailable
from app.security import signatures
from app.security.sealing import Cost
from app.security.vault import WRONG
from app.security.vault_file import NAMES, VaultFiles
from app.services import accounts as module
from app.services.account_values import NewPerson, NewPharmacy
from app.services.accounts import Accounts
from app.store.faults import transaction
from models.audit_verify import Verdict
from models.database import Database
from models.faults import FaultKind, StorageFault
from models.tables.accounts import PersonKeyRow, PersonRow
from models.tables.audit import AuditDetailRow, AuditEventRow
from models.vocabulary import AuditAction, Outcome, PersonId, Role, Task
from tests.fakes import FixedClock

CHEAP = Cost(1, 8, 1)
PHARMACY = NewPharmacy("Corner Pharmacy", "555 0100", "1 Main Street")
PIA = NewPerson("Pia Pharmacist", "pia", "pia password", frozenset({Role.PHARMACIST}))
TESS = NewPerson("Tess Technician", "Tess", "tess password", frozenset({Role.TECHNICIAN}))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def make(folder, tmp_path, clock):
    """Makes the accounts as a freshly started program would; locks them all at the end."""
    made = []
    (tmp_path / "profile").mkdir()

    def start() -> Accounts:
        made.append(Accounts(folder, clock, profile=tmp_path / "profile", cost=CHEAP))
        return made[-1]

    yield start
    for accounts in made:
        accounts.lock()


@pytest.fixture(scope="module")
def set_up_once(tmp_path_factory):
    """A finished set-up: its folder, its profile and its recovery code."""
    root = tmp_path_factory.mktemp("set-up")
    (root / "data").mkdir()
    (root / "profile").mkdir()
    accounts = Accounts(root / "data", FixedClock(), profile=root / "profile", cost=CHEAP)
    code = accounts.begin_set_up(PHARMACY, [PIA, TESS]).code
    accounts.finish_set_up(code)
    return root, code


@pytest.fixture
def accounts(make, set_up_once, tmp_path):
    """A pharmacy with a pharmacist, who is its manager, and a technician."""
    root, code = set_up_once
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    accounts = make()
    accounts.code = code
    return accounts


def trail(opened, clock):
    """Every audit row with its values."""
    with transaction(opened.database, by=None, at=clock(), reads=True) as db:
        bodies = {row.id: json.loads(row.body) for row in db.scalars(select(AuditDetailRow))}
        rows = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq))
        return [(row, bodies.get(row.id, {})) for row in rows]


def actions(opened, clock):
    return [row.action for row, _ in trail(opened, clock)]


# ---------------------------------------------------------------- set-up


def test_nothing_is_stored_before_the_code_comes_back(make, folder):
    accounts = make()

    kit = accounts.begin_set_up(PHARMACY, [PIA, TESS])

    assert list(folder.iterdir()) == []
    assert not accounts.is_set_up()
    assert len(kit.code.replace("-", "")) == 26
    assert kit.pdf.startswith(b"%PDF")


def test_a_wrong_code_is_refused_and_the_right_one_still_counts(make, folder):
    accounts = make()
    kit = accounts.begin_set_up(PHARMACY, [PIA, TESS])

    for wrong in ("", "nonsense", "0" * 26):
        with pytest.raises(Refused) as refused:
            accounts.finish_set_up(wrong)
        assert refused.value.field == "code"
    assert list(folder.iterdir()) == []

    accounts.finish_set_up(f" {kit.code.lower()} ")

    assert accounts.is_set_up()
    assert accounts.pharmacy_name() == "Corner Pharmacy"


def test_a_set_up_that_was_begun_ends_with_the_program(make):
    kit = make().begin_set_up(PHARMACY, [PIA, TESS])

    with pytest.raises(Refused, match="begin again"):
        make().finish_set_up(kit.code)


def test_a_finished_set_up_cannot_be_done_again(accounts, make):
    with pytest.raises(Refused, match="already"):
        make().begin_set_up(PHARMACY, [PIA, TESS])


@pytest.mark.parametrize(
    ("people", "field"),
    [
        ([TESS], "roles"),
        ([], "roles"),
        ([PIA, NewPerson("", "tess", "tess password", TESS.roles)], "1.name"),
        ([PIA, NewPerson("A\0B", "tess", "tess password", TESS.roles)], "1.name"),
        ([PIA, NewPerson("Tess", "", "tess password", TESS.roles)], "1.login"),
        ([PIA, NewPerson("Tess", "tess", "short", TESS.roles)], "1.password"),
        ([PIA, NewPerson("Tess", "PIA", "tess password", TESS.roles)], "1.login"),
        ([PIA, NewPerson("Tess", "tess", "tess password", frozenset())], "1.roles"),
    ],
)
def test_people_who_cannot_run_a_pharmacy_are_refused_beside_the_field(make, people, field):
    with pytest.raises(Refused) as refused:
        make().begin_set_up(PHARMACY, people)

    assert refused.value.field == field


def test_a_pharmacy_needs_a_name(make):
    with pytest.raises(Refused) as refused:
        make().begin_set_up(NewPharmacy("  ", ""), [PIA])

    assert refused.value.field == "pharmacy.name"


def test_a_set_up_that_failed_half_way_can_be_finished_and_deletes_nothing(
    make, folder, monkeypatch
):
    accounts = make()
    kit = accounts.begin_set_up(PHARMACY, [PIA, TESS])

    def full(_database: Database) -> None:
        raise StorageFault(FaultKind.DISK_FULL)

    monkeypatch.setattr("app.services.set_up.upgrade", full)
    with pytest.raises(Unavailable, match="full"):
        accounts.finish_set_up(kit.code)
    monkeypatch.undo()
    assert not accounts.is_set_up()

    accounts.finish_set_up(kit.code)

    assert accounts.sign_in("pia", "pia password").actor.name == "Pia Pharmacist"
    assert len(list(folder.glob("*.unfinished-*"))) == 3


def test_a_synchronised_folder_is_refused_before_anything_else(tmp_path, clock):
    (tmp_path / "OneDrive").mkdir()

    with pytest.raises(Unavailable, match="cloud"):
        Accounts(tmp_path / "OneDrive", clock, profile=tmp_path, cost=CHEAP).begin_set_up(
            PHARMACY, [PIA]
        )


# ---------------------------------------------------------------- in and out


def test_the_first_pharmacist_is_also_manager(accounts):
    opened = accounts.sign_in("PIA", "pia password")

    assert opened.actor.roles == {Role.PHARMACIST, Role.MANAGER}
    assert opened.actor.tasks == frozenset(Task)
    assert opened.warnings == ()


def test_people_sign_in_one_after_the_other(accounts):
    first = accounts.sign_in("pia", "pia password")

    second = accounts.sign_in("tess", "tess password")

    assert second.actor.name == "Tess Technician"
    with (
        pytest.raises(StorageFault, match="locked"),
        first.database.transaction(by=first.actor, at=FixedClock()()),
    ):
        pass


def test_a_failed_change_of_user_leaves_the_first_one_in(accounts, clock):
    first = accounts.sign_in("pia", "pia password")

    with pytest.raises(Refused):
        accounts.sign_in("tess", "wrong password")

    assert accounts.people(by=first.actor)


def test_nobody_signs_in_before_the_set_up(make):
    with pytest.raises(Refused, match="not been set up"):
        make().sign_in("pia", "pia password")


def test_a_wrong_password_is_refused_and_stands_in_the_audit_after_the_next_sign_in(
    accounts, clock
):
    for login in ("tess", "nobody"):
        with pytest.raises(Refused, match=WRONG):
            accounts.sign_in(login, "wrong password")

    opened = accounts.sign_in("pia", "pia password")

    failed = [row for row, _ in trail(opened, clock) if row.action == AuditAction.SIGN_IN_FAILED]
    assert [row.outcome for row in failed] == [Outcome.REFUSED] * 2
    assert failed[0].object_id != ""
    assert failed[1].object_id == ""
    accounts.lock()
    again = accounts.sign_in("pia", "pia password")
    assert actions(again, clock).count(AuditAction.SIGN_IN_FAILED) == 2


def test_too_many_tries_wait_also_in_a_new_program(accounts, make, clock):
    for _ in range(3):
        with suppress(Refused):
            accounts.sign_in("tess", "wrong password")

    with pytest.raises(Refused, match="wait 5 seconds"):
        make().sign_in("tess", "tess password")
    clock.advance(seconds=6)

    assert make().sign_in("tess", "tess password").actor.name == "Tess Technician"


def test_sign_in_and_lock_are_audited_and_the_trail_is_intact(accounts, clock):
    accounts.sign_in("tess", "tess password")
    accounts.lock()
    accounts.lock()

    opened = accounts.sign_in("pia", "pia password")

    assert actions(opened, clock)[-5:] == ["sign_in", "checkpoint", "lock", "sign_in", "checkpoint"]
    report = accounts.verify_audit(by=opened.actor)
    assert (report.verdict, report.checkpoints) == (Verdict.INTACT, 2)


def test_a_lock_closes_the_door_even_on_a_full_disk(accounts, monkeypatch):
    opened = accounts.sign_in("pia", "pia password")

    def full(*_: object, **__: object) -> None:
        raise StorageFault(FaultKind.DISK_FULL)

    monkeypatch.setattr(module, "transaction", full)
    accounts.lock()

    with pytest.raises(StorageFault, match="locked"):
        opened.database.data_key()


def test_an_expired_credential_signs_in_without_tasks_and_says_why(accounts, make, clock):
    pia = accounts.sign_in("pia", "pia password").actor
    tess = next(person for person in accounts.people(by=pia) if person.login == "Tess")
    accounts.renew(tess.id, credential="CPhT 1", license_state="TX", expires=clock().date(), by=pia)

    assert accounts.sign_in("tess", "tess password").actor.tasks == frozenset(Task)
    clock.advance(days=2)
    opened = accounts.sign_in("tess", "tess password")

    assert opened.actor.tasks == frozenset()
    assert "run out" in opened.why_no_tasks
    assert opened.why_no_tasks in opened.warnings


def test_a_clock_set_back_keeps_nobody_out(accounts, clock):
    clock.advance(days=-400)

    assert accounts.sign_in("pia", "pia password").warnings == ()


def test_delegated_tasks_hold_from_the_next_sign_in(accounts):
    pia = accounts.sign_in("pia", "pia password").actor
    tess = next(person for person in accounts.people(by=pia) if person.login == "Tess")

    accounts.delegate(tess.id, frozenset({Task.IDENTIFY}), by=pia)

    assert accounts.sign_in("tess", "tess password").actor.tasks == {Task.IDENTIFY}


# ---------------------------------------------------------------- what can be wrong


def test_a_missing_database_is_said_and_not_created(accounts, folder):
    (folder / "brownbag.db").rename(folder / "moved.db")

    with pytest.raises(Unavailable, match="not where it should be"):
        accounts.sign_in("pia", "pia password")

    assert not (folder / "brownbag.db").exists()


def test_a_missing_vault_is_said_and_no_set_up_is_offered(accounts, folder, make):
    for name in NAMES:
        (folder / name).unlink()

    with pytest.raises(Unavailable, match="vault"):
        make().is_set_up()


def test_the_database_of_another_pharmacy_does_not_open(accounts, folder, tmp_path, clock):
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other = Accounts(other_folder, clock, profile=tmp_path / "profile", cost=CHEAP)
    other.finish_set_up(other.begin_set_up(PHARMACY, [PIA]).code)
    (folder / "brownbag.db").write_bytes((other_folder / "brownbag.db").read_bytes())

    with pytest.raises(Unavailable, match="damaged"):
        accounts.sign_in("pia", "pia password")


def test_a_newer_database_is_refused_in_words(accounts, clock):
    opened = accounts.sign_in("pia", "pia password")
    with opened.database.migrating() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    accounts.lock()

    with pytest.raises(Unavailable, match="newer version"):
        accounts.sign_in("pia", "pia password")


def test_a_second_program_is_refused_in_words(accounts, make):
    accounts.sign_in("pia", "pia password")

    with pytest.raises(Unavailable, match="already open"):
        make().sign_in("tess", "tess password")


def test_a_failed_opening_leaves_nothing_locked(accounts, folder):
    (folder / "brownbag.db").rename(folder / "moved.db")
    with suppress(Unavailable):
        accounts.sign_in("pia", "pia password")
    (folder / "moved.db").rename(folder / "brownbag.db")

    assert accounts.sign_in("pia", "pia password").actor.name == "Pia Pharmacist"


def test_a_vault_changed_from_outside_is_said_and_audited(accounts, folder, clock):
    path = folder / NAMES[0]
    document = json.loads(path.read_text())
    document["vault"]["header"]["pharmacy"]["name"] = "Corner Pharmacia"
    VaultFiles(folder).write(document["vault"], both=True)

    opened = accounts.sign_in("pia", "pia password")

    assert any("vault" in warning for warning in opened.warnings)
    assert AuditAction.ALARM in actions(opened, clock)


def test_last_weeks_database_is_said_audited_and_never_anchored_over(accounts, folder, clock):
    old = (folder / "brownbag.db").read_bytes()
    accounts.sign_in("pia", "pia password")
    accounts.lock()
    (folder / "brownbag.db").write_bytes(old)

    for _ in range(2):
        opened = accounts.sign_in("pia", "pia password")
        assert any("older copy" in warning for warning in opened.warnings)
        accounts.lock()
    opened = accounts.sign_in("pia", "pia password")

    assert AuditAction.ALARM in actions(opened, clock)
    assert accounts.verify_audit(by=opened.actor).verdict is not Verdict.INTACT


# ---------------------------------------------------------------- passwords and recovery


def test_a_password_change_takes_the_old_one_out_and_leaves_the_database_alone(
    accounts, folder, clock
):
    tess = accounts.sign_in("tess", "tess password").actor

    accounts.change_password("tess password", "another password", by=tess)
    accounts.lock()

    opened = accounts.sign_in("tess", "another password")
    assert actions(opened, clock).count(AuditAction.CHANGE_PASSWORD) == 1
    with pytest.raises(Refused, match=WRONG):
        accounts.sign_in("tess", "tess password")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("wrong password", "another password", "old"), ("tess password", "short", "password")],
)
def test_a_password_change_that_will_not_do_changes_nothing(accounts, clock, old, new, field):
    opened = accounts.sign_in("tess", "tess password")

    with pytest.raises(Refused) as refused:
        accounts.change_password(old, new, by=opened.actor)

    assert refused.value.field == field
    outcomes = {
        row.outcome for row, _ in trail(opened, clock) if row.action == AuditAction.CHANGE_PASSWORD
    }
    assert outcomes == ({Outcome.REFUSED} if field == "old" else set())
    accounts.lock()
    assert accounts.sign_in("tess", "tess password")


def test_the_code_brings_back_who_forgot_the_password_with_a_new_signing_key(accounts, clock):
    accounts.sign_in("pia", "pia password")

    accounts.recover(accounts.code.lower(), "PIA", "remembered now")

    opened = accounts.sign_in("pia", "remembered now")
    assert AuditAction.RECOVER in actions(opened, clock)
    with transaction(opened.database, by=None, at=clock(), reads=True) as db:
        keys = db.scalars(
            select(PersonKeyRow)
            .where(PersonKeyRow.person_id == opened.actor.person)
            .order_by(PersonKeyRow.valid_until.is_(None))
        ).all()
        assert [key.valid_until is None for key in keys] == [False, True]
    with pytest.raises(Refused):
        accounts.sign_in("pia", "pia password")


@pytest.mark.parametrize(
    ("login", "password", "field"),
    [("nobody", "remembered now", "login"), ("pia", "short", "password")],
)
def test_a_recovery_that_will_not_do_is_refused(accounts, login, password, field):
    with pytest.raises(Refused) as refused:
        accounts.recover(accounts.code, login, password)

    assert refused.value.field == field
    assert accounts.sign_in("pia", "pia password")


def test_a_mistyped_code_is_refused(accounts):
    wrong = ("1" if accounts.code[0] != "1" else "2") + accounts.code[1:]

    with pytest.raises(Refused) as refused:
        accounts.recover(wrong, "pia", "remembered now")

    assert refused.value.field == "code"


# ---------------------------------------------------------------- people


def test_a_manager_adds_somebody_who_can_sign_in(accounts):
    pia = accounts.sign_in("pia", "pia password").actor
    theo = NewPerson(
        "Theo", "theo", "theo password", frozenset({Role.TECHNICIAN}), credential="CPhT 7"
    )

    accounts.add(theo, by=pia)

    assert [person.login for person in accounts.people(by=pia)] == ["pia", "Tess", "theo"]
    opened = accounts.sign_in("theo", "theo password")
    assert opened.actor.roles == {Role.TECHNICIAN}


@pytest.mark.parametrize("login", ["pia", "PIA", " Pia "])
def test_a_login_somebody_has_is_refused_and_the_vault_stays_as_it_was(accounts, folder, login):
    pia = accounts.sign_in("pia", "pia password").actor
    before = [(folder / name).read_bytes() for name in NAMES]

    with pytest.raises(Refused) as refused:
        accounts.add(NewPerson("Theo", login, "theo password", TESS.roles), by=pia)

    assert refused.value.field == "login"
    assert [(folder / name).read_bytes() for name in NAMES] == before


ERRANDS = {
    "people": lambda accounts, by: accounts.people(by=by),
    "add": lambda accounts, by: accounts.add(
        NewPerson("Theo", "theo", "theo password", TESS.roles), by=by
    ),
    "disable": lambda accounts, by: accounts.disable(PersonId(UUID(int=1)), by=by),
    "reset": lambda accounts, by: accounts.reset(PersonId(UUID(int=1)), "new password", by=by),
    "delegate": lambda accounts, by: accounts.delegate(
        PersonId(UUID(int=1)), frozenset(Task), by=by
    ),
    "renew": lambda accounts, by: accounts.renew(
        PersonId(UUID(int=1)), credential="", license_state="", expires=None, by=by
    ),
}


@pytest.mark.parametrize("errand", ERRANDS)
def test_a_technician_looks_after_nobody_and_the_attempt_is_audited(accounts, clock, errand):
    opened = accounts.sign_in("tess", "tess password")

    with pytest.raises(NotAllowed):
        ERRANDS[errand](accounts, opened.actor)

    event, body = trail(opened, clock)[-1]
    assert (event.action, event.outcome) == (AuditAction.MANAGE_PEOPLE, Outcome.REFUSED)
    assert event.person_id == opened.actor.person
    assert body == {"errand": errand}


@pytest.mark.parametrize("errand", ["disable", "reset", "delegate", "renew"])
def test_nobody_of_that_id_is_said(accounts, errand):
    pia = accounts.sign_in("pia", "pia password").actor

    with pytest.raises(Refused):
        ERRANDS[errand](accounts, pia)


def test_a_disabled_person_signs_in_no_more_and_the_signatures_stay_valid(accounts, clock):
    tess = accounts.sign_in("tess", "tess password")
    signature = tess.signer.sign(b"record", "tess password")
    pia = accounts.sign_in("pia", "pia password")

    accounts.disable(tess.actor.person, by=pia.actor)

    with transaction(pia.database, by=None, at=clock(), reads=True) as db:
        (key,) = db.scalars(select(PersonKeyRow).where(PersonKeyRow.person_id == tess.actor.person))
        assert key.valid_until == clock()
        assert signatures.is_signed(key.public_key, b"record", signature)
    with pytest.raises(Refused, match=WRONG):
        accounts.sign_in("tess", "tess password")


def test_who_is_disabled_in_the_database_alone_does_not_get_in(accounts, clock):
    pia = accounts.sign_in("pia", "pia password")
    with transaction(pia.database, by=pia.actor, at=clock()) as db:
        db.scalars(select(PersonRow).where(PersonRow.login == "Tess")).one().is_disabled = True

    with pytest.raises(Refused, match="disabled"):
        accounts.sign_in("tess", "tess password")


def test_who_is_made_more_in_the_database_alone_does_not_get_in(accounts, clock):
    pia = accounts.sign_in("pia", "pia password")
    with transaction(pia.database, by=pia.actor, at=clock()) as db:
        row = db.scalars(select(PersonRow).where(PersonRow.login == "Tess")).one()
        row.roles = ["pharmacist"]

    with pytest.raises(Refused, match="disagree"):
        accounts.sign_in("tess", "tess password")


def test_nobody_disables_or_resets_themselves(accounts):
    pia = accounts.sign_in("pia", "pia password").actor

    with pytest.raises(Refused):
        accounts.disable(pia.person, by=pia)
    with pytest.raises(Refused):
        accounts.reset(pia.person, "another password", by=pia)

    assert accounts.sign_in("pia", "pia password")


def test_a_reset_gives_a_new_signing_key_and_lets_a_disabled_person_in_again(accounts, clock):
    old = accounts.sign_in("tess", "tess password")
    signature = old.signer.sign(b"record", "tess password")
    pia = accounts.sign_in("pia", "pia password")
    accounts.disable(old.actor.person, by=pia.actor)
    clock.advance(minutes=1)

    accounts.reset(old.actor.person, "given password", by=pia.actor)

    new = accounts.sign_in("tess", "given password")
    assert new.actor.person == old.actor.person
    with transaction(new.database, by=None, at=clock(), reads=True) as db:
        rows = db.scalars(select(PersonKeyRow).where(PersonKeyRow.person_id == old.actor.person))
        valid = {row.public_key: row.valid_until is None for row in rows}
    assert sorted(valid.values()) == [False, True]
    (current,) = [key for key, is_current in valid.items() if is_current]
    (ended,) = [key for key, is_current in valid.items() if not is_current]
    assert signatures.is_signed(ended, b"record", signature)
    assert not signatures.is_signed(current, b"record", signature)
    assert signatures.is_signed(current, b"record", new.signer.sign(b"record", "given password"))


def test_a_manager_with_the_data_key_signs_as_nobody_else(accounts):
    tess = accounts.sign_in("tess", "tess password").actor
    accounts.sign_in("pia", "pia password")

    with pytest.raises(Refused):
        accounts._vault.signing_key(tess.person, "pia password", FixedClock()())


def test_a_wrong_password_under_a_signature_is_audited_though_the_transaction_is_lost(
    accounts, clock
):
    opened = accounts.sign_in("pia", "pia password")

    with (
        pytest.raises(Refused),
        transaction(opened.database, by=opened.actor, at=clock()),
    ):
        opened.signer.sign(b"record", "wrong password")

    event, _ = trail(opened, clock)[-1]
    assert (event.action, event.outcome) == (AuditAction.SIGN, Outcome.REFUSED)


def test_vault_and_database_change_together_or_not_at_all(accounts, folder, monkeypatch):
    pia = accounts.sign_in("pia", "pia password").actor
    tess = next(person for person in accounts.people(by=pia) if person.login == "Tess")

    def full(*_: object, **__: object) -> None:
        raise StorageFault(FaultKind.DISK_FULL)

    monkeypatch.setattr("app.services.staff.store.replace_key", full)
    with pytest.raises(Unavailable):
        accounts.reset(tess.id, "given password", by=pia)
    monkeypatch.undo()
    accounts.lock()

    assert accounts.sign_in("tess", "tess password")


def test_people_are_asked_for_a_sign_in_first(accounts):
    tess = accounts.sign_in("tess", "tess password").actor
    accounts.lock()

    with pytest.raises(Refused, match="sign in"):
        accounts.people(by=tess)


def test_a_credential_date_is_kept(accounts):
    pia = accounts.sign_in("pia", "pia password").actor
    accounts.renew(
        pia.person, credential="RPh 9", license_state="OH", expires=dt.date(2030, 1, 1), by=pia
    )

    summary = next(person for person in accounts.people(by=pia) if person.id == pia.person)

    assert (summary.credential, summary.license_state) == ("RPh 9", "OH")
    assert summary.expires == dt.date(2030, 1, 1)
