"""The people of the pharmacy, for its managers: who they are, what they may do, a new password."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import Refused
from app.services.account_values import PersonSummary
from models.vocabulary import Role
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.list_row import ListRow, Tag
from ui.kit.lists import RowList
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.screens.new_person import NewPersonForm
from ui.screens.person_card import PersonCard


class PeopleScreen(QWidget):
    """The list on the left, one person or a new one on the right."""

    left = Signal()

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("people")
        self.setProperty("kind", "screen")
        self._at_desk = at_desk
        self._people: tuple[PersonSummary, ...] = ()
        self._wants_focus = False
        self._list = RowList(_("People"), name="people.rows", keeps_mark=True)
        self._card = PersonCard(at_desk)
        self._form = NewPersonForm(at_desk)
        self._sentence = Sentence("people.sentence")
        self._stack = QStackedWidget()
        for part in (self._card, self._form):
            self._stack.addWidget(holder(column(part, STRETCH, gap=0)))
        self._build()
        self._card.changed.connect(self._changed)
        self._card.left.connect(self._list.focus_current)
        self._form.added.connect(self._added)
        self._form.dropped.connect(self._show_card)
        self._list.moved.connect(self._show_person)
        self._list.opened.connect(self._show_person)

    @Slot()
    def refresh(self) -> None:
        """Read the people again."""
        staff, by = self._at_desk.desk.staff, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: staff.people(by=by), self._show, self._refused, asker=self
        )

    def put_focus(self) -> None:
        """Stand on the first person, as soon as they are read."""
        self._wants_focus = True
        self._list.focus_current()

    def _build(self) -> None:
        back = Button(_("Settings"), kind="quiet", icon="left", key="Esc", name="people.back")
        back.clicked.connect(self._go_back)
        add = Button(_("Add a person"), kind="main", icon="add", name="people.add")
        add.clicked.connect(self._add)
        head = row(back, TextLabel(_("People of the pharmacy"), "heading"), STRETCH, add)
        left = holder(column(self._list, self._sentence, STRETCH, gap=8))
        body = row((Scroll(left), 2), (Scroll(self._stack), 3), gap=24)
        self.setLayout(column(head, (body, 1), gap=16, pad=24))

    def _show(self, people: tuple[PersonSummary, ...]) -> None:
        self._people = people
        self._list.show_rows([person_row(person) for person in people])
        if people:
            self._show_person(self._list.current)
        if self._wants_focus:
            self._wants_focus = False
            self._list.focus_current()

    @Slot()
    def _changed(self) -> None:
        """What was said of somebody else before may no longer be so."""
        self._sentence.say("")
        self.refresh()

    def _refused(self, error: Refused) -> None:
        self._sentence.say(error.message)

    @Slot(int)
    def _show_person(self, number: int) -> None:
        self._card.show_person(self._people[number])
        self._stack.setCurrentIndex(0)

    @Slot()
    def _show_card(self) -> None:
        self._stack.setCurrentIndex(0)
        self.put_focus()

    @Slot()
    def _go_back(self) -> None:
        """From the form to the people, from the people to the settings."""
        if self._stack.currentIndex() == 1:
            self._show_card()
        else:
            self.left.emit()

    @Slot()
    def _add(self) -> None:
        self._stack.setCurrentIndex(1)
        self._form.begin()

    @Slot(str)
    def _added(self, name: str) -> None:
        said = _("{name} can sign in now.").format(name=name)
        self._sentence.say(said, "ok", "ok")
        self._show_card()
        self.refresh()


def person_row(person: PersonSummary) -> ListRow:
    """A person in the list: name, roles, credential, and whether they can sign in."""
    roles = ", ".join(_(words.ROLES[role]) for role in Role if role in person.roles)
    detail = "  ·  ".join(part for part in (roles, person.credential) if part)
    tags = (Tag(_("Disabled"), "unknown"),) if person.is_disabled else ()
    tone = "muted" if person.is_disabled else "accent"
    return ListRow(
        "person", person.name, detail, tone=tone, tags=tags, name="people.row", key=person.id
    )
