"""The review by keyboard: findings, flags, questions, decisions, the talk, the signature."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.domain.care_task import CareTask
from app.domain.medicine import Review
from app.domain.plain_answer import Reading
from app.errors import Unavailable
from models.vocabulary import (
    CareKind,
    CareState,
    Decision,
    Disposition,
    Level,
    RecordId,
    SessionState,
    Source,
    Speaker,
)
from tests.make import (
    NOON,
    PHARMACIST,
    make_concern,
    make_flag,
    make_id,
    make_live_talk,
    make_medicine,
    make_pharmacist,
    make_review,
    make_session,
    make_statement,
    make_technician,
)
from tests.ui.fake_desk import PASSWORD, FakeDesk, make_finding
from tests.ui.seen import words
from ui.kit.segments import Segments
from ui.screens.review import ReviewScreen
from ui.theme import THEME

FIRST = make_finding("Naproxen with lisinopril", rule="a", level=Level.SAME_DAY)
SECOND = make_finding("Two of one kind", rule="b", level=Level.QUEUE)
THIRD = make_finding("A gap in the fills", rule="c", level=Level.NOTE)


@pytest.fixture
def desk():
    return FakeDesk(notices=(THIRD, SECOND, FIRST))


def claimed(**changes):
    settled = {"medicines": (make_medicine(review=make_review()),)}
    return make_session(
        state=SessionState.IN_REVIEW, claimed_by=PHARMACIST, claimed_by_name="Paula Reyes",
        technician_minutes=31, **(settled | changes),
    )  # fmt: skip


@pytest.fixture
def opened(qtbot, desk):
    def open_(session, actor=None):
        desk.put(session)
        actor = actor or make_pharmacist()
        screen = ReviewScreen(desk.saved(session.id), desk.at(actor), "A")
        qtbot.addWidget(screen)
        screen.resize(1366, 700)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        screen.put_focus()
        return screen

    return open_


def now(desk):
    return next(iter(desk.sessions.values()))


def key(qtbot, screen, pressed, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or screen, pressed, modifier)


def dialog(screen, name):
    return next(d for d in screen.findChildren(QWidget, name) if d.isVisible())


def say(shown, name, text):
    shown.findChild(QPlainTextEdit, f"{name}.words").setPlainText(text)
    shown.findChild(QPushButton, f"{name}.do").click()


def accept_all(screen):
    while screen._findings.current is not None:
        screen._findings.accept_current()


def test_findings_stand_in_order_of_severity(opened):
    screen = opened(claimed())

    assert screen._findings.open_findings == [FIRST, SECOND, THIRD]


def test_j_and_k_move_and_a_accepts(qtbot, desk, opened):
    screen = opened(claimed())

    key(qtbot, screen, Qt.Key.Key_J)
    key(qtbot, screen, Qt.Key.Key_J)
    key(qtbot, screen, Qt.Key.Key_K)
    key(qtbot, screen, Qt.Key.Key_A)

    told = now(desk).acknowledgements
    assert [(word.fingerprint, word.accepted) for word in told] == [(SECOND.fingerprint, True)]
    assert screen._findings.open_findings == [FIRST, THIRD]


def test_d_sets_aside_with_a_reason(qtbot, desk, opened):
    screen = opened(claimed())

    key(qtbot, screen, Qt.Key.Key_D)
    say(dialog(screen, "set_aside"), "set_aside", "He stopped it in May.")

    (told,) = now(desk).acknowledgements
    assert (told.accepted, told.reason) == (False, "He stopped it in May.")


def test_setting_aside_needs_a_word(qtbot, desk, opened):
    screen = opened(claimed())
    key(qtbot, screen, Qt.Key.Key_D)
    shown = dialog(screen, "set_aside")

    say(shown, "set_aside", "  ")

    assert now(desk).acknowledgements == ()
    assert shown.isVisible()


def test_the_low_ones_go_together_with_one_reason(desk, opened):
    screen = opened(claimed())

    screen.findChild(QPushButton, "findings.low.aside").click()
    say(dialog(screen, "set_aside"), "set_aside", "Known to the doctor.")

    told = now(desk).acknowledgements
    assert {word.fingerprint for word in told} == {SECOND.fingerprint, THIRD.fingerprint}
    assert {word.reason for word in told} == {"Known to the doctor."}


def test_a_red_flag_is_cleared_with_a_disposition_and_a_note(desk, opened):
    screen = opened(claimed(flags=(make_flag("R08", level=Level.NOW),)))
    screen.findChild(QPushButton, "flag.clear").click()
    assert now(desk).is_escalated
    box = screen.findChild(QComboBox, "flag.disposition")
    box.setCurrentIndex(box.findData(str(Disposition.CALLED_PRESCRIBER)))
    screen.findChild(QLineEdit, "flag.note").setText("Dr. Salas changes the dose.")

    screen.findChild(QPushButton, "flag.clear").click()

    (flag,) = now(desk).flags
    assert (flag.disposition, flag.disposition_note) == (
        Disposition.CALLED_PRESCRIBER, "Dr. Salas changes the dose.",
    )  # fmt: skip


def test_any_pharmacist_may_clear_a_flag_without_the_claim(opened):
    session = replace(claimed(flags=(make_flag(),)), claimed_by=None, state=SessionState.QUEUED)

    screen = opened(session)

    assert screen.findChild(QPushButton, "flag.clear").isVisible()
    assert not screen.findChild(QPushButton, "finding.accept").isVisible()


def test_q_answers_the_patients_question(qtbot, desk, opened):
    screen = opened(claimed(concerns=(make_concern(words="Can I take Aleve?"),)))

    key(qtbot, screen, Qt.Key.Key_Q)
    shown = dialog(screen, "answer_concern")
    assert "“Can I take Aleve?”" in words(shown)
    say(shown, "answer_concern", "No, not with lisinopril.")

    assert now(desk).concerns[0].answer == "No, not with lisinopril."


def test_what_was_read_aloud_stands_there_and_blocks_nothing(opened):
    read = make_concern(
        answer="Into a sharps container.",
        answered_by="Ana Ruiz",
        reading=Reading("sharps", "digest", "en"),
    )
    screen = opened(claimed(concerns=(read,)))

    assert "Ana Ruiz read aloud an approved answer: Into a sharps container." in words(screen)
    assert str(read.id) not in {blocker.where for blocker in screen.blockers}


def test_a_refill_that_was_asked_for_stands_there_until_it_is_done(opened):
    task = CareTask(RecordId(make_id()), CareKind.REFILL, "lisinopril", NOON, "Ana Ruiz")
    done = replace(task, id=RecordId(make_id()), words="warfarin", state=CareState.DONE)

    told = " ".join(words(opened(claimed(tasks=(task, done)))))

    assert "Refill asked for: lisinopril, " in told
    assert "Refill asked for: warfarin" not in told


def test_what_the_technician_wrote_stands_there(opened):
    screen = opened(claimed(answers={"handoff.words": "Tired today.", "intake.concern": "My knee"}))

    assert "“Tired today.”" in words(screen)
    assert "“My knee”" in words(screen)


def test_the_label_and_the_patient_stand_beside_each_other(opened):
    medicine = make_medicine(label="Take 1 tablet twice daily", takes_as="one, in the morning")

    screen = opened(claimed(medicines=(medicine,)))

    assert "Take 1 tablet twice daily" in words(screen)
    assert "“one, in the morning”" in words(screen)
    assert "Differs" in words(screen)


def test_leaving_out_takes_two_presses(qtbot, desk, opened):
    screen = opened(claimed(medicines=(make_medicine(),)))
    screen._medicines.put_focus()

    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_4)
    key(qtbot, screen, Qt.Key.Key_Return)

    assert now(desk).medicines[0].review.decision is Decision.OMIT_STOPPED


def test_behind_a_decision_stands_the_next_line_to_decide(qtbot, opened):
    screen = opened(claimed(medicines=tuple(make_medicine() for _number in range(4))))
    screen._medicines.put_focus()
    second = screen._medicines._rows[1].medicine

    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_4)
    key(qtbot, screen, Qt.Key.Key_Return)

    assert screen.focusWidget().medicine == second


def test_keeping_needs_directions_in_the_patients_language(qtbot, desk, opened):
    medicine = make_medicine(label="as the doctor told you")
    screen = opened(claimed(medicines=(medicine,), language="es"))
    screen._medicines.put_focus()
    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_1)

    key(qtbot, screen, Qt.Key.Key_Return)

    assert now(desk).medicines[0].review.decision is None
    assert "Write the directions in the patient's language." in words(screen)


def test_who_keeps_a_label_that_is_understood_finds_it_in_plain_words(qtbot, desk, opened):
    medicine = make_medicine(label="1 tab po bid", reason="blood pressure")
    screen = opened(claimed(medicines=(medicine,), language="es"))
    screen._medicines.put_focus()

    for pressed in (Qt.Key.Key_Return, Qt.Key.Key_1):
        key(qtbot, screen, pressed)
    screen.findChild(QLineEdit, "decision.reason.es").setText("presión")
    key(qtbot, screen, Qt.Key.Key_Return)

    review = now(desk).medicines[0].review
    assert review.directions == {
        "es": "Tome 1 tableta por la boca en la mañana y 1 tableta en la tarde.",
        "en": "Take 1 tablet by mouth in the morning and 1 tablet in the evening.",
    }
    assert review.reason == {"es": "presión", "en": "blood pressure"}


def test_an_agreed_new_way_is_written_by_a_person(qtbot, opened):
    screen = opened(claimed(medicines=(make_medicine(label="1 tab po bid"),)))
    screen._medicines.put_focus()

    for pressed in (Qt.Key.Key_Return, Qt.Key.Key_1):
        key(qtbot, screen, pressed)
    choice = screen.findChild(Segments, "decision.choice")
    choice.choose(Decision.AGREED_CHANGE)

    assert screen.findChild(QLineEdit, "decision.directions.en").text() == ""


def test_directions_and_reasons_are_kept_by_language(qtbot, desk, opened):
    screen = opened(claimed(medicines=(make_medicine(),), language="es"))
    screen._medicines.put_focus()
    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_2)
    typed = {
        "directions.es": "Tome 1 tableta", "reason.es": "presión",
        "translated_by.es": "Dr. Okafor", "directions.en": "Take 1 tablet",
    }  # fmt: skip
    for name, text in typed.items():
        screen.findChild(QLineEdit, f"decision.{name}").setText(text)

    screen.findChild(QPushButton, "decision.store").click()

    review = now(desk).medicines[0].review
    assert review.directions == {"es": "Tome 1 tableta", "en": "Take 1 tablet"}
    assert review.reason == {"es": "presión"}
    assert review.translated_by == {"es": "Dr. Okafor"}


def test_the_raw_label_is_put_in_only_when_asked_for(qtbot, opened):
    screen = opened(claimed(medicines=(make_medicine(label="1 tab po bid"),)))
    screen._medicines.put_focus()
    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_1)
    field = screen.findChild(QLineEdit, "decision.directions.en")
    assert field.text() == "Take 1 tablet by mouth in the morning and 1 tablet in the evening."

    screen.findChild(QPushButton, "decision.use_label").click()

    assert field.text() == "1 tab po bid"


def test_an_unknown_reason_is_marked_as_such(qtbot, desk, opened):
    screen = opened(claimed(medicines=(make_medicine(),)))
    screen._medicines.put_focus()
    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_1)
    screen.findChild(QLineEdit, "decision.directions.en").setText("Take 1 tablet")
    screen.findChild(QWidget, "decision.reason_unknown").click()

    screen.findChild(QPushButton, "decision.store").click()

    review = now(desk).medicines[0].review
    assert review.reason_unknown
    assert review.reason == {}


def agreeing(**changes):
    label = "Take 1 tablet in the morning"
    said = make_statement(source=Source.PRESCRIBER, directions=label)
    texts = Review(directions={"en": label}, reason={"en": "pressure"})
    medicine = make_medicine(
        label=label, takes_as="as on the label", statements=(said,), review=texts
    )
    return replace(medicine, **changes)


def test_keep_what_agrees_keeps_only_what_agrees_and_has_its_texts(qtbot, desk, opened):
    differs = agreeing(takes_as="two, at night")
    without_texts = agreeing(review=Review(), reason=None)
    unclear = agreeing(review=Review(), label="as the moon tells")
    unclear = replace(unclear, statements=(make_statement(directions=unclear.label),))
    screen = opened(claimed(medicines=(agreeing(), differs, without_texts, unclear)))

    key(qtbot, screen, Qt.Key.Key_G)

    reviews = [medicine.review for medicine in now(desk).medicines]
    assert [one.decision for one in reviews] == [Decision.KEEP, None, Decision.KEEP, None]
    assert reviews[2].reason_unknown
    assert reviews[2].directions["en"].startswith("Take 1 tablet")


def test_a_medicine_with_an_open_finding_is_never_kept_by_itself(desk, opened):
    medicine = agreeing()
    desk.notices = (make_finding(evidence=(str(medicine.id),)),)

    screen = opened(claimed(medicines=(medicine,)))

    assert not screen.findChild(QPushButton, "review.keep").isEnabled()


def test_the_talk_is_recorded_apart_from_the_technicians_time(desk, opened):
    screen = opened(claimed())
    screen.findChild(QLineEdit, "review.talk.minutes").setText("12")
    screen._talk._who.choose(Speaker.PATIENT)

    screen.findChild(QPushButton, "review.talk.record").click()

    assert now(desk).live_talk.minutes == 12
    assert now(desk).state is SessionState.CONSULTED
    assert "Technician 31 min" in words(screen)
    assert "Pharmacist's talk 12 min" in words(screen)


@pytest.mark.parametrize(
    ("day", "minutes", "who", "said"),
    [
        ("someday", "12", Speaker.PATIENT, "A date, written as month/day/year: 03/14/2026."),
        ("07/31/2025", "long", Speaker.PATIENT, "Write the minutes as a number."),
        ("07/31/2025", "12", None, "With whom did you talk?"),
        ("07/31/2025", "0", Speaker.PATIENT, "Write how many minutes you talked."),
    ],
)
def test_a_talk_that_cannot_be_is_refused_beside_it(desk, opened, day, minutes, who, said):
    screen = opened(claimed())
    screen.findChild(QLineEdit, "review.talk.day").setText(day)
    screen.findChild(QLineEdit, "review.talk.minutes").setText(minutes)
    screen._talk._who.choose(who)

    screen.findChild(QPushButton, "review.talk.record").click()

    assert now(desk).live_talk is None
    assert said in words(screen)


def test_what_is_missing_leads_there(qtbot, opened):
    medicine = make_medicine()
    screen = opened(claimed(medicines=(medicine,)))
    screen.findChild(QPushButton, "review.why").click()

    screen.findChild(QPushButton, f"jump.{medicine.id}").click()

    qtbot.waitUntil(screen.findChild(QWidget, "decision").isVisible)


def test_ctrl_enter_without_everything_shows_what_is_missing(qtbot, opened):
    screen = opened(claimed())

    key(qtbot, screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert "Before you can sign" in words(screen)


def test_signing_shows_the_lines_and_asks_for_the_password(qtbot, desk, opened):
    screen = opened(claimed(live_talk=make_live_talk()))
    accept_all(screen)
    key(qtbot, screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown = dialog(screen, "signing")
    assert "lisinopril 20 mg tablet" in words(shown)
    assert shown.findChild(QLabel, "signing.digest").text().startswith("Digest 3f9a3f9a")
    shown.findChild(QLineEdit, "signing.password").setText(PASSWORD)

    shown.findChild(QPushButton, "signing.do").click()

    assert now(desk).state is SessionState.RELEASED
    assert any(said.startswith("Signed by Paula Reyes") for said in words(screen))


def test_a_wrong_password_signs_nothing(qtbot, desk, opened):
    screen = opened(claimed(live_talk=make_live_talk()))
    accept_all(screen)
    key(qtbot, screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown = dialog(screen, "signing")
    shown.findChild(QLineEdit, "signing.password").setText("not it")

    shown.findChild(QPushButton, "signing.do").click()

    assert now(desk).signed == ()
    assert "This is not your password." in words(shown)


def test_after_the_signature_nothing_can_be_changed(qtbot, desk, opened):
    screen = opened(claimed(live_talk=make_live_talk()))
    accept_all(screen)
    screen._actions.sign()
    shown = dialog(screen, "signing")
    shown.findChild(QLineEdit, "signing.password").setText(PASSWORD)
    shown.findChild(QPushButton, "signing.do").click()
    version = now(desk).version

    for pressed in (Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_G, Qt.Key.Key_R, Qt.Key.Key_Q):
        qtbot.keyClick(screen, pressed)

    assert now(desk).version == version
    assert not screen.findChild(QPushButton, "review.sign").isVisible()


@pytest.fixture
def signed(desk, opened):
    screen = opened(claimed(live_talk=make_live_talk()))
    accept_all(screen)
    screen._actions.sign()
    shown = dialog(screen, "signing")
    shown.findChild(QLineEdit, "signing.password").setText(PASSWORD)
    shown.findChild(QPushButton, "signing.do").click()
    return screen


def test_withdrawing_needs_a_reason_and_opens_the_next_version(desk, signed):
    signed.findChild(QPushButton, "released.withdraw").click()
    shown = dialog(signed, "withdraw")
    shown.findChild(QLineEdit, "withdraw.password").setText(PASSWORD)
    shown.findChild(QPushButton, "withdraw.do").click()
    assert now(desk).state is SessionState.RELEASED

    shown.findChild(QPlainTextEdit, "withdraw.words").setPlainText("The dose was wrong.")
    shown.findChild(QLineEdit, "withdraw.password").setText(PASSWORD)
    shown.findChild(QPushButton, "withdraw.do").click()

    assert now(desk).content_version == 2
    assert now(desk).signed[0].withdrawn_because == "The dose was wrong."
    assert signed.is_mine


def test_an_addendum_is_signed_beside_what_was_signed(desk, signed):
    signed.findChild(QPushButton, "released.addendum").click()
    shown = dialog(signed, "addendum")
    shown.findChild(QPlainTextEdit, "addendum.words").setPlainText("Called again on Friday.")
    shown.findChild(QLineEdit, "addendum.password").setText(PASSWORD)

    shown.findChild(QPushButton, "addendum.do").click()

    assert now(desk).addenda[0].text == "Called again on Friday."
    assert "Called again on Friday." in words(signed)


def test_handing_over_names_to_whom(desk, signed):
    signed.findChild(QPushButton, "released.deliver").click()

    dialog(signed, "delivery").findChild(QPushButton, "delivery.do").click()

    assert now(desk).state is SessionState.DELIVERED


def test_signatures_can_be_checked(signed):
    signed.findChild(QPushButton, "released.verify").click()

    assert "Version 1: The signature stands." in words(signed)


def test_r_returns_with_a_question_and_leaves(qtbot, desk, opened):
    screen = opened(claimed())
    key(qtbot, screen, Qt.Key.Key_R)

    with qtbot.waitSignal(screen.left):
        say(dialog(screen, "return_with"), "return_with", "Does he still have the old bottle?")

    assert now(desk).state is SessionState.RETURNED
    assert now(desk).returns[0].question == "Does he still have the old bottle?"


def test_giving_it_back_puts_it_into_the_queue(qtbot, desk, opened):
    screen = opened(claimed())

    with qtbot.waitSignal(screen.left):
        screen.findChild(QPushButton, "review.give_back").click()

    assert now(desk).state is SessionState.QUEUED


def test_a_full_disk_keeps_the_words_and_says_so(qtbot, desk, opened):
    screen = opened(claimed())
    key(qtbot, screen, Qt.Key.Key_D)
    shown = dialog(screen, "set_aside")
    desk.failing = Unavailable("The disk is full.", "Free some space.")

    say(shown, "set_aside", "He stopped it.")

    assert "The disk is full. Free some space." in words(shown)
    assert shown.findChild(QPlainTextEdit, "set_aside.words").toPlainText() == "He stopped it."


def test_a_technician_sees_no_finding_and_no_button(desk, opened):
    session = replace(claimed(), state=SessionState.QUEUED, claimed_by=None)
    desk.notices = ()

    screen = opened(session, make_technician())

    assert not screen.findChild(QPushButton, "review.sign").isVisible()
    assert screen._findings.open_findings == []


def test_typing_a_letter_in_a_field_is_no_shortcut(qtbot, desk, opened):
    screen = opened(claimed(medicines=(make_medicine(),)))
    screen._medicines.put_focus()
    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_1)
    field = screen.findChild(QLineEdit, "decision.directions.en")
    field.setFocus()
    field.clear()

    qtbot.keyClicks(field, "a dark jar")

    assert field.text() == "a dark jar"
    assert now(desk).acknowledgements == ()


@pytest.mark.parametrize("letters", [100, 200])
def test_it_fits_the_width_of_a_small_screen(opened, letters):

    THEME.use(letters=letters)
    medicines = tuple(make_medicine("x" * 60) for _ in range(20))

    screen = opened(claimed(medicines=medicines))

    assert screen.minimumSizeHint().width() <= 1366


def test_the_focus_stays_where_the_hands_are(qtbot, desk, opened):
    screen = opened(claimed(medicines=(make_medicine(), make_medicine("warfarin"))))
    key(qtbot, screen, Qt.Key.Key_A)
    assert QApplication.focusWidget() in screen._findings._cards

    screen._medicines.put_focus()
    key(qtbot, screen, Qt.Key.Key_Return)
    key(qtbot, screen, Qt.Key.Key_3)
    key(qtbot, screen, Qt.Key.Key_Return)

    assert QApplication.focusWidget() in screen._medicines._rows


def test_once_it_is_signed_the_papers_are_next(signed):
    signed.put_focus()

    assert signed.focusWidget() is signed.findChild(QPushButton, "released.papers")
    assert not [b for b in signed.findChildren(QPushButton, "review.decide") if b.isVisible()]


def test_after_the_last_finding_the_medicine_to_decide_has_the_focus(qtbot, opened):
    screen = opened(claimed(medicines=(make_medicine(),)))

    while screen._findings.is_open:
        key(qtbot, screen, Qt.Key.Key_A)

    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "review.medicine.1")


def test_after_the_last_finding_is_set_aside_too(qtbot, opened):
    screen = opened(claimed(medicines=(make_medicine(),)))
    key(qtbot, screen, Qt.Key.Key_A)

    screen.findChild(QPushButton, "findings.low.aside").click()
    say(dialog(screen, "set_aside"), "set_aside", "Known to the doctor.")

    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "review.medicine.1")


def test_tab_comes_to_the_findings_before_the_medicines(qtbot, opened):
    screen = opened(claimed(medicines=(make_medicine(),)))
    met = []

    for _stop in range(12):
        met.append(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert met[0].startswith("finding.")
    assert met.index("findings.low.accept") < met.index("review.medicine.1")
    assert screen.isVisible()
