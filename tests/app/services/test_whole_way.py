"""One session from the start to the close, through the services alone."""

from __future__ import annotations

from models.vocabulary import PaperKind, SessionState
from tests.make import make_command


def test_a_quiet_session_is_collected_reviewed_signed_delivered_and_closed(desk):
    saved = desk.with_medicine(desk.started())
    saved = desk.asked(saved)
    desk.clock.advance(minutes=12)
    saved = desk.handed_off(saved)
    saved = desk.claimed(saved)
    saved = desk.talked(desk.decided(saved))

    saved = desk.sign(saved)

    assert saved.session.state is SessionState.RELEASED
    assert saved.session.signed[0].by_name == "Paula Reyes"
    assert saved.session.technician_minutes == 12
    review = desk.review()
    assert all(check.is_valid for check in review.verify(saved.session.id, by=desk.pharmacist))
    paper = desk.papers.preview(
        saved.session.id, PaperKind.MEDICATION_LIST, language="en", by=desk.technician
    )
    assert not paper.is_draft
    assert paper.pages >= 1
    desk.papers.printed(
        saved.session.id,
        paper,
        how="printed",
        to_whom="the patient",
        command=make_command(),
        by=desk.technician,
    )
    saved = review.deliver(
        saved.session.id, "the patient", "by hand", command=make_command(), by=desk.technician
    )
    saved = review.close(saved.session.id, command=make_command(), by=desk.technician)
    assert saved.session.state is SessionState.CLOSED
