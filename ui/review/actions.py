"""What the pharmacist does in a review, sent to the services one wish after another.

A wish that needs words opens a dialog first; a refusal is shown where the words were typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Saved
from app.domain.findings import Finding
from app.domain.medicine import Review as MedicineReview
from app.domain.therapy_session import Concern
from app.errors import Refused, Unavailable
from app.services.api import NewTalk, SignatureCheck, ToSign
from models.vocabulary import Disposition, FlagId, MedicineId
from resources.language import _
from ui.at_desk import AtDesk
from ui.dialogs.delivery import DeliveryDialog
from ui.dialogs.password import PasswordDialog
from ui.dialogs.signing import SigningDialog
from ui.dialogs.words import WordsDialog
from ui.workspace import UseCase, Wish, Workspace

Done = Callable[[], None]
Refuse = Callable[[Refused], None]


class ReviewActions(QObject):
    """`left` when the session is nobody's here any more; `refused` carries the part and why.

    `went_on`: what stood in a dialog is stored, and what it was about is done with.
    """

    left = Signal()
    went_on = Signal()
    refused = Signal(str, Refused)
    verified = Signal(object)

    def __init__(self, workspace: Workspace, at_desk: AtDesk, screen: QWidget) -> None:
        super().__init__(screen)
        self._workspace, self._at_desk, self._screen = workspace, at_desk, screen
        self._review = at_desk.desk.review

    def accept(self, findings: Sequence[Finding]) -> None:
        """These findings are right."""
        self._do_all([self._acknowledged(one, None) for one in findings])

    def set_aside(self, findings: Sequence[Finding]) -> None:
        """These findings do not count, for one reason."""
        about = findings[0].title if len(findings) == 1 else ""
        dialog = self._ask_words(
            _("Set aside? Say why."), _("Reason"), _("Set aside"), "set_aside", about
        )
        dialog.given.connect(
            lambda reason: self._do_all(
                [self._acknowledged(one, reason) for one in findings],
                lambda: self._close_and_go_on(dialog),
                dialog.refuse,
            )
        )

    def clear_flag(self, flag: FlagId, disposition: Disposition, note: str) -> None:
        """The red flag was dealt with."""
        self._do_all([partial(self._cleared, flag, disposition, note)])

    def answer(self, concern: Concern) -> None:
        """Answer a question of the patient's."""
        dialog = self._ask_words(
            _("Answer the patient's question"), _("Your answer"), _("Store the answer"),
            "answer_concern", concern.words,
        )  # fmt: skip

        def give(words: str) -> None:
            self._do_all(
                [partial(self._answered, concern, words)],
                lambda: self._close_and_go_on(dialog),
                dialog.refuse,
            )

        dialog.given.connect(give)

    def decide(self, medicine: MedicineId, review: MedicineReview, done: Done) -> None:
        """Store what was decided about a line."""
        self._do_all([partial(self._decided, medicine, review)], done, self._refuse("decide"))

    def keep(self, reviews: Mapping[MedicineId, MedicineReview]) -> None:
        """Keep what agrees: each line is a decision of its own."""
        self._do_all([partial(self._decided, one, review) for one, review in reviews.items()])

    def record_talk(self, talk: NewTalk, done: Done) -> None:
        """The pharmacist talked with the patient."""

        def use_case(wish: Wish) -> Saved:
            return self._review.record_talk(wish.session, talk, command=wish.command, by=wish.by)

        self._do_all([use_case], done, self._refuse("talk"))

    def return_with(self) -> None:
        """Send it back to the technician with a question."""
        dialog = self._ask_words(
            _("Return to the technician"), _("Your question"), _("Return it"), "return_with", ""
        )

        def give(question: str) -> None:
            wish = partial(self._returned, question)
            self._do_all([wish], lambda: self._close_and_leave(dialog), dialog.refuse)

        dialog.given.connect(give)

    def give_back(self) -> None:
        """Give the claim up: the session waits in the queue again."""

        def use_case(wish: Wish) -> Saved:
            return self._review.release_claim(wish.session, command=wish.command, by=wish.by)

        self._do_all([use_case], self.left.emit)

    def sign(self) -> None:
        """Show exactly what is signed, and ask who you are again."""
        session, by = self._workspace.session.id, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: self._review.what_is_signed(session, by=by), self._open_signing, asker=self
        )

    def withdraw(self) -> None:
        """Take a version back before it is delivered."""
        dialog = self._ask_password(
            _("Withdraw this version? Say why."), _("Withdraw"), "withdraw", _("Reason")
        )

        def give(reason: str, password: str) -> None:
            wish = partial(self._withdrawn, reason, password)
            self._do_all([wish], dialog.accept, dialog.refuse)

        dialog.given.connect(give)

    def add_addendum(self) -> None:
        """Add to what was signed; what was signed stays as it is."""
        dialog = self._ask_password(
            _("Addendum to what was signed"), _("Sign the addendum"), "addendum", _("Addendum")
        )

        def give(text: str, password: str) -> None:
            wish = partial(self._added_to, text, password)
            self._do_all([wish], dialog.accept, dialog.refuse)

        dialog.given.connect(give)

    def deliver(self) -> None:
        """The papers were handed over: to whom, and how."""
        dialog = DeliveryDialog(self._screen)

        def give(to_whom: str, how: str) -> None:
            wish = partial(self._delivered, to_whom, how)
            self._do_all([wish], dialog.accept, dialog.refuse)

        dialog.given.connect(give)
        dialog.open()

    def close(self) -> None:
        """Nothing is left to do."""

        def use_case(wish: Wish) -> Saved:
            return self._review.close(wish.session, command=wish.command, by=wish.by)

        self._do_all([use_case], self.left.emit)

    def verify(self) -> None:
        """Check every signature over its content."""
        session, by = self._workspace.session.id, self._at_desk.actor

        def show(checks: tuple[SignatureCheck, ...]) -> None:
            self.verified.emit(checks)

        self._at_desk.errands.run(lambda: self._review.verify(session, by=by), show, asker=self)

    def _open_signing(self, to_sign: ToSign) -> None:
        dialog = SigningDialog(to_sign, self._at_desk.actor.name, self._screen)

        def give(_words: str, password: str) -> None:
            wish = partial(self._signed, to_sign.digest, password)
            self._do_all([wish], dialog.accept, dialog.refuse)

        dialog.given.connect(give)
        dialog.open()

    def _close_and_go_on(self, dialog: WordsDialog) -> None:
        dialog.accept()
        self.went_on.emit()

    def _close_and_leave(self, dialog: WordsDialog) -> None:
        dialog.accept()
        self.left.emit()

    def _acknowledged(self, finding: Finding, reason: str | None) -> UseCase:
        def use_case(wish: Wish) -> Saved:
            return self._review.acknowledge(
                wish.session, finding.fingerprint, reason is None, reason,
                command=wish.command, by=wish.by,
            )  # fmt: skip

        return use_case

    def _answered(self, concern: Concern, words: str, wish: Wish) -> Saved:
        return self._review.answer_concern(
            wish.session, concern.id, words, command=wish.command, by=wish.by
        )

    def _decided(self, medicine: MedicineId, review: MedicineReview, wish: Wish) -> Saved:
        return self._review.decide(
            wish.session, medicine, review, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _cleared(self, flag: FlagId, disposition: Disposition, note: str, wish: Wish) -> Saved:
        return self._review.clear_flag(
            wish.session, flag, disposition, note, command=wish.command, by=wish.by
        )

    def _returned(self, question: str, wish: Wish) -> Saved:
        return self._review.return_with(
            wish.session, question, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _signed(self, digest: str, password: str, wish: Wish) -> Saved:
        return self._review.sign(
            wish.session, password=password, digest=digest, seen=wish.seen,
            command=wish.command, by=wish.by,
        )  # fmt: skip

    def _withdrawn(self, reason: str, password: str, wish: Wish) -> Saved:
        return self._review.withdraw(
            wish.session, reason, password=password, command=wish.command, by=wish.by
        )

    def _added_to(self, text: str, password: str, wish: Wish) -> Saved:
        return self._review.add_addendum(
            wish.session, text, password=password, command=wish.command, by=wish.by
        )

    def _delivered(self, to_whom: str, how: str, wish: Wish) -> Saved:
        return self._review.deliver(wish.session, to_whom, how, command=wish.command, by=wish.by)

    def _ask_words(self, title: str, label: str, action: str, name: str, about: str) -> WordsDialog:
        dialog = WordsDialog(title, label, action, self._screen, name=name, about=about)
        dialog.open()
        return dialog

    def _ask_password(self, title: str, action: str, name: str, label: str) -> PasswordDialog:
        dialog = PasswordDialog(title, action, self._screen, name=name, label=label)
        dialog.open()
        return dialog

    def _refuse(self, part: str) -> Refuse:
        return lambda error: self.refused.emit(part, error)

    def _do_all(
        self, wishes: Sequence[UseCase], done: Done | None = None, refused: Refuse | None = None
    ) -> None:
        """One after another; `done` after the last. The first that does not go ends it."""
        if not wishes:
            return
        first, rest = wishes[0], wishes[1:]

        def go_on() -> None:
            if rest:
                self._do_all(rest, done, refused)
            elif done is not None:
                done()

        def stop(error: Exception) -> None:
            if refused is not None and not isinstance(error, Refused):
                refused(Refused(told(error)))
            again = partial(self._do_all, wishes, done, refused)
            self._at_desk.errands.explain(error, refused, again)

        self._workspace.do(first, go_on, stop)


def told(error: Exception) -> str:
    """What a dialog says of an error that is not a refusal; the notice bar tells the rest."""
    if isinstance(error, Unavailable):
        return f"{error.message} {error.remedy}"
    return _("Something in the program went wrong. What you typed is kept.")
