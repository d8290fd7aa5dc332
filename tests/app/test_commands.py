"""The errands of the command line: what they print, what they refuse, and how they exit."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap, commands
from app.security.sealing import Cost
from app.services.account_values import NewPerson, NewPharmacy
from app.worker.works import Here
from models.vocabulary import Role
from resources import library

ROOT = Path(__file__).parents[2]
PASSWORD = "a long enough password"
FIRST_PASSWORD = "the first password of hers"
CHEAP = Cost(1, 8, 1)
QUIET = "practice/scenario_01_quiet_patient.json"
PEOPLE = (
    NewPerson("Paula Reyes", "paula", PASSWORD, frozenset({Role.PHARMACIST, Role.MANAGER})),
    NewPerson("Tess Okafor", "tess", PASSWORD, frozenset({Role.TECHNICIAN})),
)


@pytest.fixture(autouse=True)
def _umask_as_it_was():
    """`settings.private_files` narrows the rights of the whole process."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


def opened(folder):
    return bootstrap.light(folder, cost=CHEAP, works=Here())


@pytest.fixture
def house(tmp_path):
    """The folder of a pharmacy with a manager and a technician, and nobody signed in."""
    light = opened(tmp_path / "data")
    (tmp_path / "data").mkdir()
    kit = light.accounts.begin_set_up(NewPharmacy("Corner Pharmacy", "(555) 010-0000"), PEOPLE)
    light.accounts.finish_set_up(kit.code)
    light.close()
    return tmp_path / "data"


@pytest.fixture
def bundle(tmp_path):
    path = tmp_path / "quiet.json"
    path.write_bytes(library.read_bytes(QUIET))
    return path


@pytest.fixture
def say(monkeypatch, capsys):
    """Do an errand with lines on standard input; gives its exit, what it printed and complained."""

    def said(*words, typed=PASSWORD):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
        capsys.readouterr()
        done = commands.main([str(word) for word in words])
        return done, *capsys.readouterr()

    return said


def people_of(house):
    light = opened(house)
    signed = light.accounts.sign_in("paula", PASSWORD)
    people = {person.login: person for person in signed.desk.staff.people(by=signed.actor)}
    light.close()
    return people


def patients_of(house, words):
    light = opened(house)
    signed = light.accounts.sign_in("paula", PASSWORD)
    found = signed.desk.patients.find(words, by=signed.actor)
    light.close()
    return found


def family_in(bundle):
    entries = json.loads(bundle.read_text(encoding="utf-8"))["entry"]
    patient = next(e["resource"] for e in entries if e["resource"]["resourceType"] == "Patient")
    return patient["name"][0]["family"]


# ---------------------------------------------------------------------- drugs


def test_drugs_are_printed_one_a_line_with_their_brand(say, tmp_path):
    done, printed, complained = say("--data", tmp_path, "drugs", "toprol 50")

    assert done == 0
    assert "metoprolol succinate 50 mg extended release tablet  (Toprol-XL)" in printed
    assert not complained


def test_drugs_that_are_not_there_are_said_so(say, tmp_path):
    done, printed, _complained = say("--data", tmp_path, "drugs", "qqqqxxxx")

    assert (done, printed.strip()) == (0, "Nothing was found.")


def test_an_errand_that_does_not_exist_is_said_so(capsys):
    with pytest.raises(SystemExit) as ended:
        commands.main(["frobnicate"])

    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "There is no such errand. main.py --help lists them." in said
    assert "frobnicate" not in said


def test_a_reader_who_goes_away_early_is_no_complaint(tmp_path):
    labels = "1 tab po bid\n" * 5_000
    run = [sys.executable, "main.py", "--data", str(tmp_path), "directions", "-"]

    with subprocess.Popen(
        run, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as errand:
        errand.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            errand.stdin.write(labels.encode())
            errand.stdin.close()
        complaints = errand.stderr.read()

    assert complaints == b""
    assert errand.returncode == commands.STOPPED


def test_one_json_object_a_query_is_read_from_standard_input(say, tmp_path):
    done, printed, _complained = say(
        "--data", tmp_path, "drugs", "-", "--json", typed="metformin 500\nqqqqxxxx"
    )

    told = [json.loads(line) for line in printed.splitlines()]
    assert done == 0
    assert [one["query"] for one in told] == ["metformin 500", "qqqqxxxx"]
    assert [bool(one["hits"]) for one in told] == [True, False]


# ---------------------------------------------------------------------- import


def test_a_bundle_is_imported_and_told(say, house, bundle):
    done, printed, complained = say("--data", house, "import", bundle, "--user", "tess")

    assert done == 0
    assert printed.startswith("quiet.json: a new patient.")
    assert "Added: " in printed
    assert "Password" not in complained
    assert len(patients_of(house, family_in(bundle))) == 1


def test_the_same_bundle_again_adds_nothing(say, house, bundle):
    say("--data", house, "import", bundle, "--user", "tess")

    done, printed, _complained = say("--data", house, "import", bundle, "--user", "tess", "--json")

    told = json.loads(printed)
    assert done == 0
    assert not told["is_new"]
    assert not any(told["added"].values())
    assert told["changed"] == told["unreadable"] == []
    assert len(patients_of(house, family_in(bundle))) == 1


def test_a_broken_file_is_refused_in_words_and_stores_nothing(say, house, bundle):
    whole = bundle.read_bytes()
    family = family_in(bundle)
    bundle.write_bytes(whole[: len(whole) // 2])

    done, printed, complained = say("--data", house, "import", bundle, "--user", "tess")

    assert done == 1
    assert not printed
    assert complained.strip().endswith(".")
    assert "Traceback" not in complained
    assert family not in complained
    assert patients_of(house, family) == ()


def test_a_wrong_password_is_refused(say, house, bundle):
    words = ("--data", house, "import", bundle, "--user", "tess")

    done, printed, complained = say(*words, typed="not her password")

    assert (done, printed) == (1, "")
    assert "do not go together" in complained
    assert patients_of(house, family_in(bundle)) == ()


# ---------------------------------------------------------------------- accounts


def test_a_manager_sees_everybody(say, house):
    done, printed, _complained = say("--data", house, "accounts", "list", "--user", "paula")

    assert done == 0
    assert [line.split()[0] for line in printed.splitlines()] == ["paula", "tess"]


def test_a_manager_adds_somebody_who_can_sign_in(say, house):
    done, _printed, _complained = say(
        "--data", house, "accounts", "add", "nora", "--user", "paula", "--name", "Nora Quist",
        "--role", "technician", typed=f"{PASSWORD}\n{FIRST_PASSWORD}",
    )  # fmt: skip

    assert done == 0
    light = opened(house)
    assert light.accounts.sign_in("nora", FIRST_PASSWORD).actor.name == "Nora Quist"
    light.close()


def test_who_is_added_needs_a_name_and_a_role(say, house):
    done, _printed, complained = say("--data", house, "accounts", "add", "nora", "--user", "paula")

    assert done == 1
    assert "--name NAME --role ROLE" in complained
    assert "nora" not in people_of(house)


def test_who_is_disabled_signs_in_no_more(say, house):
    done, _printed, _complained = say(
        "--data", house, "accounts", "disable", "tess", "--user", "paula"
    )

    assert done == 0
    assert people_of(house)["tess"].is_disabled
    assert say("--data", house, "verify", "--user", "tess")[0] == 1


def test_a_password_that_was_reset_is_the_new_one(say, house):
    done, _printed, _complained = say(
        "--data", house, "accounts", "reset", "tess", "--user", "paula",
        typed=f"{PASSWORD}\n{FIRST_PASSWORD}",
    )  # fmt: skip

    assert done == 0
    assert say("--data", house, "accounts", "list", "--user", "tess")[0] == 1
    light = opened(house)
    assert light.accounts.sign_in("tess", FIRST_PASSWORD).actor.name == "Tess Okafor"
    light.close()


def test_exactly_the_named_tasks_are_delegated(say, house):
    task = next(iter(sorted(people_of(house)["tess"].tasks)))

    done, _printed, _complained = say(
        "--data", house, "accounts", "delegate", "tess", "--user", "paula", "--task", task
    )

    assert done == 0
    assert people_of(house)["tess"].tasks == {task}


def test_nobody_of_that_name_is_said_so(say, house):
    done, _printed, complained = say(
        "--data", house, "accounts", "disable", "nobody", "--user", "paula"
    )

    assert (done, complained.strip()) == (1, "Nobody here has this sign-in name.")


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("add", "nora", "--name", "Nora Quist", "--role", "technician"),
        ("disable", "paula"),
        ("reset", "paula"),
        ("delegate", "tess"),
    ],
)
def test_a_technician_is_refused_all_of_it(say, house, words):
    before = people_of(house)

    done, printed, complained = say(
        "--data", house, "accounts", *words, "--user", "tess",
        typed=f"{PASSWORD}\n{FIRST_PASSWORD}",
    )  # fmt: skip

    assert (done, printed) == (1, "")
    assert complained.strip()
    assert people_of(house) == before


# ---------------------------------------------------------------------- the rest


def test_an_audit_trail_that_is_whole_is_verified(say, house):
    done, printed, _complained = say("--data", house, "verify", "--user", "paula")

    assert done == 0
    assert "signed checkpoints" in printed


def test_the_window_that_has_the_records_open_goes_first(say, house, bundle):
    window = opened(house)
    window.accounts.sign_in("paula", PASSWORD)

    done, printed, complained = say("--data", house, "import", bundle, "--user", "tess")
    window.close()

    assert (done, printed) == (3, "")
    assert complained.strip()
    assert patients_of(house, family_in(bundle)) == ()


def test_a_folder_that_is_not_set_up_is_said_so(say, tmp_path):
    done, _printed, complained = say("--data", tmp_path / "new", "verify", "--user", "paula")

    assert done == 1
    assert "not been set up" in complained


@pytest.mark.parametrize("errand", ["drugs", "import", "accounts", "verify"])
def test_no_argument_takes_a_password(capsys, errand):
    with pytest.raises(SystemExit):
        commands.main([errand, "--help"])

    assert "--pass" not in capsys.readouterr().out


def test_a_password_among_the_arguments_is_a_wrong_word():
    with pytest.raises(SystemExit) as stopped:
        commands.main(["verify", "--user", "paula", "--password", PASSWORD])

    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "--user", "paula", "--password", "hunter2hunter2"),
        ("verify", "--user", "paula", "--password=hunter2hunter2"),
        ("verify", "--user", "paula", "-phunter2hunter2"),
        ("accounts", "reset", "tess", "hunter2hunter2", "--user", "paula"),
        ("accounts", "add", "nora", "--user", "paula", "--role", "hunter2hunter2"),
        ("accounts", "add", "nora", "--user", "paula", "--expires", "hunter2hunter2"),
        ("accounts", "hunter2hunter2", "--user", "paula"),
        ("hunter2hunter2",),
        ("drugs", "x", "--json=hunter2hunter2"),
        ("--password", "hunter2hunter2"),
    ],
)
def test_a_word_that_is_not_known_is_never_said_back(capsys, words):
    with pytest.raises(SystemExit) as stopped:
        commands.main(list(words))

    printed, complained = capsys.readouterr()
    assert stopped.value.code == 2
    assert "hunter2" not in printed + complained
    assert complained.strip().endswith(".")


def test_what_is_missing_is_named(capsys):
    with pytest.raises(SystemExit):
        commands.main(["verify"])

    assert "Missing: --user." in capsys.readouterr().err


def test_directions_are_told_in_plain_words(say):
    done, printed, complained = say("directions", "1 tab po bid")

    assert (done, complained) == (0, "")
    assert printed == "Take 1 tablet by mouth in the morning and 1 tablet in the evening.\n"


def test_directions_that_were_not_understood_are_told_too(say):
    done, printed, _complained = say("directions", "use as directed")

    assert done == 0
    assert "This does not say how: as directed" in printed


def test_many_directions_are_one_object_a_line(say):
    labels = ["1 tab po bid", "", "take 1 tab qd", "x\x00y", "Tome 1 tableta al acostarse"]

    done, printed, _complained = say("directions", "-", "--json", typed="\n".join(labels))
    found = [json.loads(line) for line in printed.splitlines()]

    assert done == 0
    assert [one["text"] for one in found] == labels
    assert [one["version"] for one in found] == [1] * len(labels)
    assert [one["understood"] for one in found] == [True, False, True, False, True]
    assert found[0]["schedule"] == {"morning": 1, "noon": 0, "evening": 1, "bedtime": 0}
    assert found[2]["schedule"] is None
    assert found[2]["asks"] == ["when"]
    assert found[2]["warnings"][0]["words"] == "qd"
    assert set(found[0]) == {
        *("version", "text", "understood", "unparsed", "dosage", "schedule", "plain"),
        *("warnings", "asks"),
    }


def test_a_broken_file_is_named_and_does_not_stop_the_others(say, house, bundle):
    broken = bundle.with_name("broken.json")
    broken.write_bytes(bundle.read_bytes()[:200])

    done, printed, complained = say(
        "--data", house, "import", broken, bundle.parent, bundle, "--user", "tess"
    )

    assert done == 1
    assert "quiet.json: a new patient." in printed
    assert [line.partition(":")[0] for line in complained.splitlines()] == [
        "broken.json", bundle.parent.name,
    ]  # fmt: skip
    assert len(patients_of(house, family_in(bundle))) == 1


def test_a_broken_file_is_an_object_too_where_a_program_reads(say, house, bundle):
    bundle.write_bytes(b"")

    done, printed, _complained = say("--data", house, "import", bundle, "--user", "tess", "--json")

    told = json.loads(printed)
    assert (done, told["patient"], told["unreadable"][0]["where"]) == (1, None, "quiet.json")


@pytest.mark.parametrize(
    ("words", "missing"),
    [(("disable",), "LOGIN"), (("delegate", "tess"), "--task"), (("reset",), "LOGIN")],
)
def test_what_an_errand_of_accounts_still_needs_is_said(say, house, words, missing):
    before = people_of(house)

    done, _printed, complained = say("--data", house, "accounts", *words, "--user", "paula")

    assert done == 1
    assert missing in complained
    assert people_of(house) == before


def test_no_task_at_all_must_be_meant(say, house):
    done, _printed, _complained = say(
        "--data", house, "accounts", "delegate", "tess", "--user", "paula", "--no-task"
    )

    assert done == 0
    assert people_of(house)["tess"].tasks == frozenset()


def test_a_password_that_never_comes_is_said_and_counts_as_no_attempt(house, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    done = commands.main(["--data", str(house), "verify", "--user", "paula"])

    assert done == 1
    assert "No password came." in capsys.readouterr().err


def test_ctrl_c_at_the_password_is_no_traceback(house, monkeypatch):
    def interrupted(_prompt):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "_password", interrupted)

    assert commands.main(["--data", str(house), "verify", "--user", "paula"]) == 130


def test_a_file_in_the_place_of_the_folder_is_said_so(say, bundle):
    done, _printed, complained = say("--data", bundle, "verify", "--user", "paula")

    assert done == 1
    assert "is a file" in complained


# ---------------------------------------------------------------------- check


def test_a_bundle_is_checked_and_nothing_is_stored(say, tmp_path, bundle):
    done, printed, complained = say("--data", tmp_path / "data", "check", bundle)

    assert (done, complained) == (0, "")
    assert printed.startswith("quiet.json: ")
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["vocabulary.db"]


def test_many_bundles_are_one_object_a_line_and_a_broken_one_stops_nobody(say, tmp_path, bundle):
    names = f"{bundle}\n{tmp_path / 'nowhere.json'}\n{bundle}"

    done, printed, complained = say("--data", tmp_path, "check", "-", "--json", typed=names)

    answers = [json.loads(line) for line in printed.splitlines()]
    assert done == 1
    assert [answer["file"] for answer in answers] == ["quiet.json", "quiet.json"]
    assert complained.startswith("nowhere.json: ")


def test_the_day_of_a_check_may_be_named(say, tmp_path, bundle):
    words = ("--data", tmp_path, "check", bundle, "--json", "--on", "2025-08-30")

    _done, printed, _complained = say(*words)

    assert json.loads(printed)["on"] == "2025-08-30"


# ---------------------------------------------------------------------- coverage

FILLS = (
    "patient_id,drug_name,days_supply,date_filled\n"
    "P1,lisinopril 10 mg tablet,90,2024-01-15\n"
    "P1,lisinopril 10 mg tablet,90,2024-04-14\n"
)
LEAP = ("--from", "2024-01-01", "--to", "2024-12-31")


@pytest.fixture
def fills(tmp_path):
    path = tmp_path / "fills.csv"
    path.write_text(FILLS, encoding="utf-8")
    return path


def test_days_covered_need_nobody_to_sign_in(say, fills, tmp_path):
    done, printed, complained = say("--data", tmp_path, "coverage", fills, *LEAP)

    assert (done, complained) == (0, "")
    assert "180 of 352 days covered, 51.14 % (below 80 %)" in printed


def test_days_covered_are_one_object_where_a_program_reads(say, fills, tmp_path):
    done, printed, _complained = say("--data", tmp_path, "coverage", fills, *LEAP, "--json")

    assert done == 0
    assert json.loads(printed)["coverage"][0]["covered_days"] == 180


def test_a_table_of_which_nothing_counts_is_no_success(say, fills, tmp_path):
    fills.write_text(FILLS.replace("lisinopril", "zzyzxpril"), encoding="utf-8")

    done, printed, _complained = say("--data", tmp_path, "coverage", fills, *LEAP)

    assert done == 1
    assert printed.count("the medicine is not known here") == 2


def test_days_covered_of_no_table_are_refused_in_words(say, tmp_path):
    path = tmp_path / "fills.csv"
    path.write_bytes(b"PK\x03\x04")

    done, printed, complained = say("--data", tmp_path, "coverage", path, *LEAP)

    assert (done, printed) == (1, "")
    assert "workbook" in complained


def test_a_day_that_is_none_is_a_wrong_word(fills, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        commands.main(["--data", str(tmp_path), "coverage", str(fills), "--from", "1/2/25"])

    assert ended.value.code == 2
    assert "1/2/25" not in capsys.readouterr().err
