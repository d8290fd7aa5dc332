"""What is about to be signed, line by line, with its digest; then the password again."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from app.services.api import ToSign
from resources.language import _
from ui.dialogs.password import PasswordDialog
from ui.kit.boxes import STRETCH, column, holder
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.theme import THEME

GROUP = 8


class SigningDialog(PasswordDialog):
    """Shows exactly what the signature covers. `given` carries ("", password)."""

    def __init__(self, to_sign: ToSign, who: str, parent: QWidget) -> None:
        self.digest = to_sign.digest
        said = _("You sign as {name}. The signature covers every line below, and nothing else.")
        super().__init__(
            _("Sign and release"),
            _("Sign and release"),
            parent,
            name="signing",
            parts=(
                TextLabel(said.format(name=who), "body", wraps=True),
                _lines(to_sign.lines),
                TextLabel(
                    _("Digest {digest}").format(digest=grouped(to_sign.digest)), "small", "muted",
                    wraps=True, name="signing.digest",
                ),
            ),
        )  # fmt: skip
        self.setMinimumWidth(min(THEME.px(680), 1100))


def grouped(digest: str) -> str:
    """A digest in groups, so that two can be compared by eye."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))


def _lines(lines: tuple[str, ...]) -> QFrame:
    page = holder(
        column(*(TextLabel(words, "body", wraps=True) for words in lines), STRETCH, gap=4, pad=10)
    )
    scroll = Scroll(page)
    scroll.setAccessibleName(_("What is signed"))
    scroll.setMinimumHeight(min(THEME.px(260), 420))
    scroll.setObjectName("signing.lines")
    frame = QFrame()
    frame.setProperty("kind", "card")
    frame.setLayout(column(scroll, pad=2))
    return frame
