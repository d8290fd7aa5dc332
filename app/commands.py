"""The errands of the command line, without a window.

Each prints a result a person can read (`--json` where a program would read it) and exits 0 only on
success: 1 refused or not possible, 2 wrong words, 3 the window has the records open, 130 stopped by
Ctrl+C. Errands that need the records ask who you are: `--user`, and the password from the terminal
or standard input.
"""

from __future__ import annotations

import argparse
import getpass
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app import bootstrap, coverage_errand, drug_errands, settings
from app.arguments import ERRAND, Words
from app.directions.as_json import as_json
from app.directions.parse import parse
from app.directions.told import told
from app.errors import Refused, Unavailable
from app.services import checking, import_told
from app.services.account_values import NewPerson, PersonSummary
from app.services.drugs import DrugSearch
from app.services.values import ImportReport, Unreadable
from app.worker.works import Here
from models.faults import FaultKind, StorageFault
from models.vocabulary import Actor, PersonId, Role, Task
from resources.language import _

OPEN_ELSEWHERE = 3
STOPPED = 130
VERSION = 1


def main(words: Sequence[str]) -> int:
    """Do one errand. What is refused is said on standard error, without a patient's word."""
    arguments = _parser().parse_args(words)
    _take_any_text()
    try:
        errand: Callable[[argparse.Namespace], int] = arguments.errand
        done = errand(arguments)
        sys.stdout.flush()
        return done
    except Refused as refused:
        print(refused.message, file=sys.stderr)
        return 1
    except Unavailable as error:
        print(error.message, error.remedy, file=sys.stderr)
        return OPEN_ELSEWHERE if _is_open_elsewhere(error) else 1
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        return _nobody_reads_on()


def _nobody_reads_on() -> int:
    """`main.py drugs - | head`: nothing more is written, and nothing is complained of."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return STOPPED


def _take_any_text() -> None:
    """Broken bytes on standard input, or characters the terminal lacks, end no errand."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _parser() -> Words:
    parser = Words(prog="main.py", description="Brownbag without its window.")
    parser.add_argument("--data", type=Path, help="the folder of the pharmacy's data")
    errands = parser.add_subparsers(required=True, metavar=ERRAND)
    drugs = errands.add_parser("drugs", help="search the drug vocabulary")
    drugs.add_argument("query", help="what to look for; - reads one query a line")
    drugs.add_argument("--json", action="store_true", help="one JSON object a query")
    drugs.set_defaults(errand=drug_errands.drugs)
    label = errands.add_parser("directions", help="what the words of a label say")
    label.add_argument("words", help="the words of the label; - reads one label a line")
    label.add_argument("--json", action="store_true", help="one JSON object a label")
    label.set_defaults(errand=_directions)
    check = errands.add_parser("check", help="what the rules find in a FHIR R4 bundle")
    check.add_argument("bundle", help="the file; - reads one file name a line")
    check.add_argument("--on", type=date.fromisoformat, help="the rules' today, YYYY-MM-DD")
    check.add_argument("--json", action="store_true", help="one JSON object a file")
    check.set_defaults(errand=_check)
    coverage_errand.describe(
        errands.add_parser("coverage", help="days covered by a table of fills")
    )
    reading = errands.add_parser(
        "import", help="read FHIR R4 bundles, tables of fills, and drug files"
    )
    reading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reading.add_argument("--user", help="who you are; not needed for drug files")
    reading.add_argument("--sure", action="store_true", help="load drug files of an older release")
    reading.add_argument("--json", action="store_true", help="one JSON object a file")
    reading.set_defaults(errand=_import)
    _accounts_parser(errands.add_parser("accounts", help="the people of the pharmacy"))
    verify = errands.add_parser("verify", help="check the audit trail against its anchors")
    verify.add_argument("--user", required=True, help="who you are")
    verify.set_defaults(errand=_verify)
    return parser


def _accounts_parser(parser: Words) -> None:
    what = ("list", "add", "disable", "reset", "delegate")
    told = f"{', '.join(what)}; reset sets a new password, and lets a disabled person in again"
    parser.add_argument("what", metavar="WHAT", choices=what, help=told)
    parser.add_argument("login", metavar="LOGIN", nargs="?", default="", help="whom it is about")
    parser.add_argument("--user", required=True, help="who you are: a manager")
    parser.add_argument("--name", default="", help="the person's full name")
    parser.add_argument("--role", action="append", default=[], choices=[str(r) for r in Role])
    parser.add_argument("--task", action="append", default=[], choices=[str(t) for t in Task])
    parser.add_argument("--no-task", action="store_true", help="delegate nothing")
    parser.add_argument("--credential", default="")
    parser.add_argument("--state", default="")
    parser.add_argument("--expires", type=date.fromisoformat, help="YYYY-MM-DD")
    parser.set_defaults(errand=_accounts)


def _directions(arguments: argparse.Namespace) -> int:
    labels = (line.rstrip("\r\n") for line in sys.stdin) if arguments.words == "-" else None
    for words in [arguments.words] if labels is None else labels:
        read = parse(words)
        print(json.dumps(as_json(read), ensure_ascii=False) if arguments.json else told(read))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    drugs = DrugSearch(settings.data_folder(arguments.data))
    names = (line.rstrip("\r\n") for line in sys.stdin) if arguments.bundle == "-" else None
    all_read = True
    for name in [arguments.bundle] if names is None else filter(None, names):
        try:
            answer = checking.checked(Path(name), arguments.on, drugs)
        except (Refused, Unavailable) as error:
            print(f"{Path(name).name}: {error.message}", file=sys.stderr)
            all_read = False
            continue
        print(json.dumps(answer, ensure_ascii=False) if arguments.json else checking.told(answer))
    drugs.close()
    return 0 if all_read else 1


def _import(arguments: argparse.Namespace) -> int:
    """Each file in turn. Drug files need no sign-in; where all are, nobody is asked."""
    drug_files = {path for path in arguments.files if drug_errands.is_drug_file(path)}
    if drug_files.issuperset(arguments.files):
        return drug_errands.load(arguments, arguments.files)
    if not arguments.user:
        raise Refused(_("Say who you are: --user LOGIN."))
    all_read = True
    with _signed_in(arguments) as (actor, desk):
        for path in arguments.files:
            if path in drug_files:
                all_read = drug_errands.load(arguments, (path,)) == 0 and all_read
                continue
            report, words = _read(path, actor, desk)
            if arguments.json or words:
                print(json.dumps(import_told.as_json(path, report)) if arguments.json else words)
            all_read = all_read and report.is_stored
    return 0 if all_read else 1


def _read(path: Path, actor: Actor, desk: Any) -> tuple[ImportReport, str]:
    """One file's report, and it in words; what can't be read is complained of and stops nobody."""
    try:
        report: ImportReport = desk.imports.read(path, by=actor)
    except (Refused, Unavailable) as error:
        remedy = f" {error.remedy}" if isinstance(error, Unavailable) else ""
        print(f"{path.name}: {error.message}{remedy}", file=sys.stderr)
        faults = (Unreadable(path.name, error.message),)
        return ImportReport(None, is_new=False, unreadable=faults, file=path), ""
    return report, import_told.told(path, report)


def _accounts(arguments: argparse.Namespace) -> int:
    with _signed_in(arguments) as (actor, desk):
        if arguments.what == "list":
            for person in desk.staff.people(by=actor):
                print(_person(person))
        elif arguments.what == "add":
            desk.staff.add(_new_person(arguments), by=actor)
            print(_("{login} can sign in now.").format(login=arguments.login))
        else:
            _require_words(arguments)
            _change(arguments, _found(desk, arguments.login, actor), desk, actor)
    return 0


def _require_words(arguments: argparse.Namespace) -> None:
    """Whom it is about, and what: an empty list of tasks must be meant."""
    if not arguments.login:
        raise Refused(_("Say whom it is about: LOGIN."))
    if arguments.what == "delegate" and bool(arguments.task) is arguments.no_task:
        raise Refused(_("Say which tasks, --task TASK for each; or --no-task for none at all."))


def _change(arguments: argparse.Namespace, person: PersonId, desk: Any, actor: Actor) -> None:
    """`desk` is the desk of `app.services.api`, as the sign-in gave it."""
    match arguments.what:
        case "disable":
            desk.staff.disable(person, by=actor)
            print(_("{login} signs in no more.").format(login=arguments.login))
        case "reset":
            desk.staff.reset(person, _password(_("New password: ")), by=actor)
            print(_("{login} has a new password.").format(login=arguments.login))
        case "delegate":
            tasks = frozenset(Task(task) for task in arguments.task)
            desk.staff.delegate(person, tasks, by=actor)
            print(_("{count} tasks are delegated.").format(count=len(tasks)))


def _new_person(arguments: argparse.Namespace) -> NewPerson:
    if not (arguments.login and arguments.name and arguments.role):
        raise Refused(_("Say who: LOGIN --name NAME --role ROLE."))
    return NewPerson(
        name=arguments.name,
        login=arguments.login,
        password=_password(_("Their first password: ")),
        roles=frozenset(Role(role) for role in arguments.role),
        tasks=frozenset(Task(task) for task in arguments.task) or frozenset(Task),
        credential=arguments.credential,
        license_state=arguments.state,
        expires=arguments.expires,
    )


def _found(desk: Any, login: str, actor: Actor) -> PersonId:
    people: tuple[PersonSummary, ...] = desk.staff.people(by=actor)
    for person in people:
        if person.login.casefold() == login.casefold():
            return person.id
    raise Refused(_("Nobody here has this sign-in name."))


def _person(person: PersonSummary) -> str:
    roles = ", ".join(sorted(person.roles))
    state = _("disabled") if person.is_disabled else _("active")
    until = person.expires.isoformat() if person.expires else "-"
    return (
        f"{person.login:20} {person.name:30} {roles:24} {person.credential:14} {until:10} {state}"
    )


def _verify(arguments: argparse.Namespace) -> int:
    with _signed_in(arguments) as (actor, desk):
        report = desk.staff.verify_audit(by=actor)
    words = _("{events} events, {checkpoints} signed checkpoints: {verdict}")
    verdict = report.verdict.name.lower().replace("_", " ")
    print(words.format(events=report.events, checkpoints=report.checkpoints, verdict=verdict))
    for fault in report.faults:
        print(f"  {fault.kind} {fault.chain} {fault.seq}")
    return int(report.verdict)


@contextmanager
def _signed_in(arguments: argparse.Namespace) -> Iterator[tuple[Actor, Any]]:
    """The actor and the desk (`app.services.api.Desk`) for one errand."""
    settings.private_files()
    house = bootstrap.light(settings.data_folder(arguments.data), works=Here())
    try:
        signed = house.accounts.sign_in(arguments.user, _password(_("Password: ")))
        yield signed.actor, signed.desk
    finally:
        house.close()


def _password(prompt: str) -> str:
    """From the terminal without echo, or one line of standard input; never from the arguments."""
    try:
        line = getpass.getpass(prompt) + "\n" if sys.stdin.isatty() else sys.stdin.readline()
    except EOFError:
        line = ""
    if not line:
        raise Refused(_("No password came. Type it, or give it as a line of standard input."))
    return line.rstrip("\r\n")


def _is_open_elsewhere(error: Unavailable) -> bool:
    cause = error.__cause__
    return isinstance(cause, StorageFault) and cause.kind is FaultKind.LOCKED
