from __future__ import annotations

import json
import logging
import sys
import threading

import pytest

from app import logs

MARKER = "Marker-Patient"


@pytest.fixture
def lines(tmp_path):
    """Logs into a file for the time of a test; gives a function that reads its lines."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, threading.excepthook)
    logs.write_logs_to(tmp_path / "logs")

    def read():
        path = tmp_path / "logs" / "brownbag.log"
        return [json.loads(line) for line in path.read_text().splitlines()]

    yield read
    for handler in root.handlers:
        handler.close()
    root.handlers[:], logging.raiseExceptions = before[0], before[2]
    root.setLevel(before[1])
    logging.getLogger(logs.NAME).setLevel(logging.NOTSET)
    sys.excepthook, threading.excepthook = hooks


def a_mistake(word):
    raise ValueError(f"could not read {word}")


def test_allowed_fields_are_kept_and_others_dropped(lines):
    logging.getLogger("brownbag.test").warning(
        "saved", extra={"session": "0190", "count": 3, "patient_name": MARKER}
    )

    (line,) = lines()
    assert (line["what"], line["session"], line["count"]) == ("saved", "0190", 3)
    assert MARKER not in json.dumps(line)


def test_arguments_are_dropped(lines):
    logging.getLogger("brownbag.test").warning("saved %s", MARKER)

    assert lines()[0]["what"] == "saved %s"


def test_an_exception_leaves_its_type_and_its_path_and_no_word(lines):
    try:
        a_mistake(MARKER)
    except ValueError:
        logging.getLogger("brownbag.test").exception("failed")

    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["code_path"][-1].endswith(":a_mistake")
    assert MARKER not in json.dumps(line)


def test_what_a_library_says_is_reduced_to_its_place(lines):
    logging.getLogger("some.library").warning(f"bad value {MARKER}")  # noqa: G004 - as they do

    (line,) = lines()
    assert line["where"] == "some.library"
    assert MARKER not in json.dumps(line)


def test_an_allowed_field_cannot_carry_a_novel(lines):
    logging.getLogger("brownbag.test").warning("saved", extra={"kind": "x" * 5000})

    assert len(lines()[0]["kind"]) == 80


def test_a_crash_on_the_main_thread_is_reported_without_its_words(lines):
    reports = []
    logs.catch_crashes(reports.append)

    try:
        a_mistake(MARKER)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    assert lines()[0]["level"] == "critical"
    assert reports[0].startswith("ValueError\n")
    assert MARKER not in reports[0] + json.dumps(lines())


def test_a_crash_on_another_thread_is_reported_too(lines):
    logs.catch_crashes()
    thread = threading.Thread(target=a_mistake, args=(MARKER,))

    thread.start()
    thread.join()

    assert lines()[0]["error"] == "ValueError"
    assert MARKER not in json.dumps(lines())


def test_an_interrupt_is_no_crash(lines):
    reports = []
    logs.catch_crashes(reports.append)

    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert reports == []
