"""Fields of a form: `Field(_("Name"), line("name"))`, `Password("password")`, `Notes("reason")`.

A field has its words above, a hint that can be read before typing, and below it whatever is wrong.
`field.refuse("...")` shows that, `field.be_content()` takes it away; typing does too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.errors import Refused
from resources.language import _
from ui.icons import paint
from ui.kit.boxes import STRETCH, column, row
from ui.kit.fields import Sentence
from ui.kit.text import TextLabel
from ui.theme import THEME, restyle


def line(name: str, placeholder: str = "", *, most: int = 200) -> QLineEdit:
    """One line of typing. `name` is its object name; nothing longer than `most` is taken."""
    edit = QLineEdit()
    edit.setObjectName(name)
    edit.setPlaceholderText(placeholder)
    edit.setMaxLength(most)
    return edit


class Notes(QPlainTextEdit):
    """Several lines of typing, always plain. Tab leaves it; Ctrl+Return belongs to the page."""

    typed = Signal(str)

    def __init__(
        self, name: str, placeholder: str = "", *, lines: int = 3, most: int = 2_000
    ) -> None:
        super().__init__()
        self._most = most
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(THEME.px(22) * lines + THEME.px(18))
        self.textChanged.connect(self._limit)

    @property
    def words(self) -> str:
        """What was typed, without the blanks around it."""
        return self.toPlainText().strip()

    @Slot()
    def _limit(self) -> None:
        text = self.toPlainText()
        if len(text) > self._most:
            self.setPlainText(text[: self._most])
        self.typed.emit(self.toPlainText())


class Password(QLineEdit):
    """Hidden typing that notices Caps Lock. Nothing can be copied out of it."""

    caps_lock = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(256)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self._caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(caps=not self._caps)
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(caps=letter.isupper() != shifted)
        super().keyPressEvent(event)

    def _tell(self, *, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_lock.emit(caps)


class Combo(QComboBox):
    """A list that says by its caret that it opens."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = THEME.px(14)
        left = self.width() - side - THEME.px(10)
        painter = QPainter(self)
        paint(painter, "down", QRectF(left, (self.height() - side) / 2, side, side), "muted")


def choice(name: str, options: Mapping[str, str]) -> QComboBox:
    """One of several, by value; `options` are value to words, in order."""
    combo = Combo()
    combo.setObjectName(name)
    for value, words in options.items():
        combo.addItem(words, value)
    return combo


class Field(QWidget):
    """A label, what belongs to it, and what is wrong with it."""

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", beside: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.editor = editor
        self._hint, self._label_words = hint, label
        label_words = TextLabel(label, "strong")
        label_words.setBuddy(editor)
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        self._sentence = Sentence(f"{editor.objectName()}.sentence")
        head = row(label_words, STRETCH)
        if beside is not None:
            head.addWidget(beside)
        body = column(head, gap=4)
        if hint:
            body.addWidget(TextLabel(hint, "small", "muted", wraps=True))
        body.addWidget(editor)
        body.addWidget(self._sentence)
        body.addStretch(1)
        self.setLayout(body)
        self.setFocusProxy(editor)
        self._listen()
        self.be_content()

    @property
    def sentence(self) -> str:
        """What is said to be wrong, or ""."""
        return self._sentence.words

    def refuse(self, words: str) -> None:
        """Say what is wrong, beside the field; a screen reader hears it with the field."""
        self._sentence.say(words)
        self.editor.setAccessibleDescription(f"{words} {self._hint}".strip())
        restyle(self.editor, state="wrong")

    @Slot()
    def be_content(self) -> None:
        """Nothing is wrong any more."""
        self._sentence.say("")
        self.editor.setAccessibleDescription(self._hint)
        restyle(self.editor, state="")

    def _listen(self) -> None:
        if isinstance(self.editor, QLineEdit):
            self.editor.textEdited.connect(self.be_content)
        elif isinstance(self.editor, Notes):
            self.editor.typed.connect(self.be_content)
        elif isinstance(self.editor, QComboBox):
            self.editor.activated.connect(self.be_content)


class Form:
    """The fields of a form by name: shows a refusal beside the field it names."""

    def __init__(self, fields: Mapping[str, Field], elsewhere: TextLabel | None = None) -> None:
        self._fields = fields
        self._elsewhere = elsewhere
        if elsewhere is not None:
            elsewhere.hide()

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def texts(self) -> dict[str, str]:
        """What stands in every field of typing, by name."""
        return {name: _typed(field.editor) for name, field in self._fields.items()}

    def go_on_with_enter(self, done: Callable[[], object]) -> None:
        """Let Enter go to the next field, and from the last one do what the form is for."""
        editors = [field.editor for field in self._fields.values()]
        for number, editor in enumerate(editors):
            if isinstance(editor, QLineEdit):
                following = editors[number + 1] if number + 1 < len(editors) else None
                editor.returnPressed.connect(done if following is None else _focus(following))

    def be_content(self) -> None:
        for field in self._fields.values():
            field.be_content()
        if self._elsewhere is not None:
            self._elsewhere.hide()

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal beside its field and go there; below the form if it names none of them."""
        field = self._fields.get(refusal.field)
        if field is not None:
            field.refuse(refusal.message)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._elsewhere is not None:
            self._elsewhere.say(refusal.message, "urgent")
            self._elsewhere.show()

    def need(self, names: Iterable[str]) -> bool:
        """Whether each of them holds something; complains beside the first that does not."""
        for name in names:
            if not _typed(self._fields[name].editor).strip():
                self.refuse(Refused(_("This is needed."), name))
                return False
        return True


def _focus(editor: QWidget) -> Callable[[], None]:
    return lambda: editor.setFocus(Qt.FocusReason.TabFocusReason)


def _typed(editor: QWidget) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, Notes):
        return editor.words
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return ""
