"""The first day, in four plain steps: pharmacy, pharmacist, technician, recovery kit.

Nothing is usable before the code of the kit was typed back.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from app.errors import Refused, Unavailable
from app.services.account_values import NewPerson, RecoveryKit
from models.vocabulary import Role
from resources.language import _
from ui.background import Runs
from ui.house import House
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.screens.gate import Gate, head
from ui.screens.set_up_kit import KitStep
from ui.screens.set_up_steps import PersonStep, PharmacyStep

PHARMACIST = frozenset({Role.PHARMACIST, Role.MANAGER})
TECHNICIAN = frozenset({Role.TECHNICIAN})


class SetUp(Gate):
    """`finished` carries the sign-in name of the first pharmacist."""

    def __init__(self, house: House, lane: Runs) -> None:
        super().__init__(620)
        self._house, self._lane = house, lane
        self._pharmacy = PharmacyStep()
        self._pharmacist = PersonStep(
            "pharmacist", _("The first pharmacist"),
            _("Reviews and signs, and is also the manager: adds people and resets passwords."),
            signs=True,
        )  # fmt: skip
        self._technician = PersonStep(
            "technician", _("The first technician"),
            _("Walks through the sessions with the patients. More people can be added later."),
        )  # fmt: skip
        self._kit = KitStep(house, lane)
        self._steps = QStackedWidget()
        for step in self._order():
            self._steps.addWidget(step)
            step.finished.connect(self._go_on)
        self._count = TextLabel("", "small", "muted", name="set_up.count")
        self._elsewhere = TextLabel("", "body", "urgent", wraps=True, name="set_up.sentence")
        self._elsewhere.hide()
        self._next = Button(_("Next"), kind="main", key="Ctrl+Return", name="set_up.next")
        self._back = Button(_("Back"), key="Esc", name="set_up.back")
        self._next.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        self._build()
        self._show(0)

    def put_focus(self) -> None:
        self._order()[self._steps.currentIndex()].put_focus()

    def _order(self) -> tuple[PharmacyStep, PersonStep, PersonStep, KitStep]:
        return self._pharmacy, self._pharmacist, self._technician, self._kit

    def _build(self) -> None:
        self._practice = Button(
            _("Only practice with made-up patients"), kind="quiet", name="set_up.practice"
        )
        self._practice.clicked.connect(self.practice_wanted)
        self.fill(
            column(
                row((head(_("Welcome to Brownbag"), _("Set up once, in about five minutes")), 1),
                    self._count),
                self._steps, self._elsewhere,
                row(self._next, self._back, STRETCH, self._practice), gap=14, pad=(36, 28, 36, 24),
            )
        )  # fmt: skip

    def _show(self, number: int) -> None:
        self._steps.setCurrentIndex(number)
        self._count.say(_("Step {step} of 4").format(step=number + 1))
        self._back.setVisible(0 < number < 3)
        self._practice.setVisible(number == 0 and not self._house.is_practice)
        self._next.say(_("Finish") if number == 3 else _("Next"))
        self._elsewhere.hide()
        self.put_focus()

    @Slot()
    def _go_back(self) -> None:
        self._show(self._steps.currentIndex() - 1)

    @Slot()
    def _go_on(self) -> None:
        at = self._steps.currentIndex()
        self._elsewhere.hide()
        if at < 3 and not self._order()[at].is_complete():
            return
        if at < 2:
            self._show(at + 1)
        elif at == 2:
            self._make_vault()
        else:
            self._finish()

    def _make_vault(self) -> None:
        pharmacy, people = self._pharmacy.pharmacy(), self._people()
        accounts = self._house.accounts
        self._next.setEnabled(False)
        self._next.say(_("Making the recovery kit"))
        self._lane.run(
            lambda: accounts.begin_set_up(pharmacy, people), self._kit_is_made, self._failed
        )

    def _people(self) -> tuple[NewPerson, NewPerson]:
        return self._pharmacist.person(PHARMACIST), self._technician.person(TECHNICIAN)

    def _kit_is_made(self, kit: RecoveryKit) -> None:
        self._next.setEnabled(True)
        self._kit.show_kit(kit)
        self._show(3)

    def _finish(self) -> None:
        accounts, code = self._house.accounts, self._kit.typed
        login = self._people()[0].login
        self._next.setEnabled(False)
        self._lane.run(
            lambda: accounts.finish_set_up(code),
            lambda _done: self.finished.emit(login),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        """Go to the step that has the field; below it where none has."""
        self._next.setEnabled(True)
        at = self._steps.currentIndex()
        if isinstance(error, Refused):
            number = self._step_of(error, at)
            self._show(number)
            if not self._order()[number].refuse(error):
                self._say(error.message)
        elif isinstance(error, Unavailable):
            self._show(at)
            self._say(f"{error.message} {error.remedy}")
        else:
            raise error

    def _step_of(self, error: Refused, now: int) -> int:
        """Where a refusal belongs: "pharmacy.name", or a person's field as "1.password"."""
        owner, dot, _field = error.field.partition(".")
        if not dot:
            return now
        return 1 + int(owner) if owner.isdigit() else 0

    def _say(self, words: str) -> None:
        self._elsewhere.say(words)
        self._elsewhere.show()
