"""Instruments of others: kept with a licence, asked, answered as everything else, exported."""

from __future__ import annotations

import json

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from sqlalchemy import select

from app.errors import NotAllowed, Refused
from app.interview.instruments.beginning import first_answers
from app.interview.instruments.keys import Key
from app.interview.instruments.spots import lay_out
from models.tables.audit import AuditEventRow
from models.vocabulary import AuditAction, Task
from tests.app.interchange.questionnaires import (
    as_bytes,
    extended,
    item,
    option,
    questionnaire,
    when,
)
from tests.app.interchange.test_questionnaire_in import REAL
from tests.app.interview.instruments.asking import fill_in
from tests.make import make_actor, make_command

ITEMS = (
    item("smokes", required=True),
    item("how_much", "integer", enableWhen=[when("smokes")]),
    item("mood", "choice", answerOption=[option("low", 0), option("high", 3)]),
    item("noted", "string", initial=[{"valueString": "nothing"}]),
)


@pytest.fixture
def file(tmp_path):
    def write(*items, name="q.json", **more):
        path = tmp_path / name
        path.write_bytes(as_bytes(questionnaire(*(items or ITEMS), **more)))
        return path

    return write


def keep(desk, path, licence="Licence 12"):
    report = desk.instruments.read(path, by=desk.manager)
    return desk.instruments.keep(report, licence, is_licensed=True, by=desk.manager)


def ask(desk, saved, kept, by=None):
    return desk.instruments.ask(
        saved.session.id,
        kept.id,
        seen=saved.session.version,
        command=make_command(),
        by=by or desk.technician,
    )


def key(saved, link_id, at=0):
    return str(Key(saved.session.instruments[at].id, link_id))


def exported(desk, saved, at=0):
    asked = saved.session.instruments[at].id
    return json.loads(desk.instruments.response(saved.session.id, asked, by=desk.technician))


def test_a_file_is_told_before_it_is_kept(desk, file):
    path = file(item("a", extension=extended("cqf-expression", valueString="1")))

    report = desk.instruments.read(path, by=desk.manager)

    assert [one.link_ids for one in report.unsupported] == [("a",)]
    assert report.instrument.copyright == "© somebody"
    assert desk.instruments.kept(by=desk.manager) == ()


def test_nothing_is_kept_until_the_licence_is_confirmed(desk, file):
    report = desk.instruments.read(file(), by=desk.manager)

    with pytest.raises(Refused) as refused:
        desk.instruments.keep(report, "", is_licensed=False, by=desk.manager)

    assert refused.value.field == "licence"
    assert desk.instruments.kept(by=desk.manager) == ()


def test_only_who_sets_up_the_pharmacy_keeps_and_retires(desk, file):
    path = file()
    (kept,) = keep(desk, path)

    with pytest.raises(NotAllowed):
        desk.instruments.read(path, by=desk.technician)
    with pytest.raises(NotAllowed):
        desk.instruments.retire(kept.id, by=desk.technician)
    assert desk.instruments.kept(by=desk.technician) == (kept,)


def test_who_may_not_ask_about_taking_medicines_asks_no_instrument(desk, file):
    (kept,) = keep(desk, file())
    saved = ask(desk, desk.started(), kept)
    others = make_actor(
        desk.technician.roles and next(iter(desk.technician.roles)),
        tasks=frozenset(Task) - {Task.ASK_ADHERENCE},
    )

    with pytest.raises(NotAllowed):
        ask(desk, saved, kept, by=others)
    with pytest.raises(NotAllowed):
        desk.record(saved, {key(saved, "smokes"): "yes"}, by=others)


def test_it_begins_with_the_answers_of_its_definition_and_no_others(desk, file):
    (kept,) = keep(desk, file())

    saved = ask(desk, desk.started(), kept)

    assert saved.session.value(key(saved, "noted")) == "nothing"
    assert saved.session.value(key(saved, "smokes")) is None


def test_answers_are_stored_reopened_and_exported(desk, file):
    (kept,) = keep(desk, file())
    saved = ask(desk, desk.started(), kept)

    saved = desk.record(
        saved, {key(saved, "smokes"): "no", key(saved, "how_much"): "20", key(saved, "noted"): None}
    )
    again = desk.sessions.open(saved.session.id, by=desk.technician)
    found = exported(desk, again)

    assert again.session.value(key(again, "how_much")) == "20"
    assert [one["linkId"] for one in found["item"]] == ["smokes"]
    assert found["item"][0]["answer"] == [{"valueBoolean": False}]
    assert found["status"] == "in-progress"
    QuestionnaireResponse.model_validate(found)


def test_answered_to_the_end_it_is_completed(desk, file):
    (kept,) = keep(desk, file())
    saved = ask(desk, desk.started(), kept)

    saved = desk.record(
        saved,
        {
            key(saved, "smokes"): "yes",
            key(saved, "how_much"): "20",
            key(saved, "mood"): "c:urn:x|high",
        },
    )

    assert exported(desk, saved)["status"] == "completed"


def test_an_answer_that_cannot_be_is_refused_and_nothing_is_kept(desk, file):
    (kept,) = keep(desk, file())
    saved = ask(desk, desk.started(), kept)

    with pytest.raises(Refused) as refused:
        desk.record(saved, {key(saved, "smokes"): "yes", key(saved, "how_much"): "a lot"})

    assert refused.value.field == key(saved, "how_much")
    again = desk.sessions.open(saved.session.id, by=desk.technician)
    assert again.session.value(key(saved, "smokes")) is None


def test_a_newer_version_is_asked_from_now_on_and_older_answers_keep_theirs(desk, file):
    (old,) = keep(desk, file())
    before = ask(desk, desk.started(), old)
    newer = file(item("other"), name="new.json", version="2")
    report = desk.instruments.read(newer, by=desk.manager)

    new, retired = keep(desk, newer)

    assert report.replaces == ("1",)
    assert (new.instrument.version, retired.instrument.version) == ("2", "1")
    assert (new.is_in_use, retired.is_in_use) == (True, False)
    again = desk.sessions.open(before.session.id, by=desk.technician).session
    assert again.instruments[0].instrument == old.instrument
    with pytest.raises(Refused, match="not in use"):
        ask(desk, desk.started(), retired)


def test_the_same_file_again_is_one_instrument(desk, file):
    path = file()
    (kept,) = keep(desk, path)
    desk.instruments.retire(kept.id, by=desk.manager)

    (again,) = keep(desk, path, licence="Licence 13")

    assert (again.id, again.is_in_use, again.licence) == (kept.id, True, "Licence 13")
    assert desk.instruments.read(path, by=desk.manager).is_known


def test_one_instrument_is_asked_once_in_a_session(desk, file):
    (kept,) = keep(desk, file())
    saved = ask(desk, desk.started(), kept)

    with pytest.raises(Refused, match="already"):
        ask(desk, saved, kept)


def test_struck_through_its_answers_count_no_more_and_it_can_be_asked_anew(desk, file):
    (kept,) = keep(desk, file())
    saved = ask(desk, desk.started(), kept)
    saved = desk.record(saved, {key(saved, "smokes"): "yes"})
    old = key(saved, "smokes")

    struck = desk.instruments.strike(
        saved.session.id,
        saved.session.instruments[0].id,
        "the wrong patient",
        seen=saved.session.version,
        command=make_command(),
        by=desk.technician,
    )

    assert struck.session.instruments == ()
    assert struck.session.value(old) is None
    assert ask(desk, struck, kept).session.instruments[0].id != saved.session.instruments[0].id


def test_an_export_is_audited(desk, file):
    (kept,) = keep(desk, file())
    saved = ask(desk, desk.started(), kept)

    exported(desk, saved)

    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        query = select(AuditEventRow.object_type, AuditEventRow.session_id).where(
            AuditEventRow.action == AuditAction.EXPORT.value
        )
        assert [tuple(row) for row in db.execute(query)] == [("asked_instrument", saved.session.id)]


def test_what_is_signed_names_the_definitions_of_its_answers(desk, file):
    from app.services import canonical

    (kept,) = keep(desk, file())
    before = desk.started()
    saved = ask(desk, before, kept)

    assert "instruments" not in canonical.session_part(before.session)
    (told,) = canonical.session_part(saved.session)["instruments"]
    assert (told["url"], told["version"]) == ("http://example.org/q", "1")
    assert len(told["digest"]) == 64


@pytest.mark.parametrize("path", REAL or [None], ids=lambda p: p.stem if p else "none")
def test_every_questionnaire_of_the_shared_data_is_kept_filled_reopened_and_exported(desk, path):
    if path is None:
        pytest.skip("the shared reference data is not here")
    (kept,) = keep(desk, path)
    saved = ask(desk, desk.started(), kept)
    asked = saved.session.instruments[0]
    begun = first_answers(asked)
    answers = fill_in(asked, begun)

    saved = desk.record(saved, {k: v for k, v in answers.items() if begun.get(k) != v})
    again = desk.sessions.open(saved.session.id, by=desk.technician).session

    assert again.instruments == (asked,)
    assert lay_out(asked, again.value) == lay_out(asked, answers.get)
    found = exported(desk, saved)
    assert found["status"] == "completed"
    QuestionnaireResponse.model_validate(found)
