"""How the window looks: one `THEME` that gives colours, sizes and fonts, in light or dark.

`THEME.use(mode=..., letters=...)` chooses; `THEME.dress(app)` puts fonts, palette and style sheet
on the program. Widgets that paint ask `THEME.color("ink")`, `THEME.px(16)`, `THEME.font("body")`
while they paint, so that a change of mode or letter size needs no rebuilding; `THEME.changed` says
that one happened. Widgets of the style sheet choose by the properties `kind`, `role`, `tone` and
`state`; `restyle(widget, state="here")` sets such a property later.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from resources.library import read_text
from ui.immortal import never_let_constants_go
from ui.tokens import DARK, LIGHT, TONES, TYPE

FAMILY = "Atkinson Hyperlegible"
STYLE_SHEET = "styles/brownbag.qss"
LEAST_LETTERS, MOST_LETTERS = 100, 200

_FONT_PACKAGE = "fontpkg_atkinson_hyperlegible"
_FONT_FILES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")
_SIZE = re.compile(r"@px\((\d+)\)")
_TOKEN = re.compile(r"@([a-z_]+)")
_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "canvas"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.Link, "accent"),
)


class Mode(StrEnum):
    """SYSTEM follows the operating system, also while the program runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look that is chosen now. There is one, `THEME`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = Mode.SYSTEM
        self.letters = 100
        self._tokens: Mapping[str, str] = LIGHT
        self._app: QApplication | None = None
        self._fonts: dict[str, QFont] = {}

    @property
    def is_dark(self) -> bool:
        return self._tokens is DARK

    def hex(self, token: str) -> str:
        """The colour of a token as `#RRGGBB`. Raises KeyError for a name that is no token."""
        return self._tokens[token]

    def color(self, token: str) -> QColor:
        return QColor(self._tokens[token])

    def px(self, pixels: int) -> int:
        """A size of the design at the chosen letter size."""
        return round(pixels * self.letters / 100)

    def font(self, role: str) -> QFont:
        """The font of a role of `TYPE`, at the chosen letter size."""
        found = self._fonts.get(role)
        if found is None:
            pixels, weight = TYPE[role]
            found = QFont(FAMILY)
            found.setPixelSize(self.px(pixels))
            found.setBold(weight >= 700)
            self._fonts[role] = found
        return found

    def dress(self, app: QApplication) -> None:
        """Give the program its fonts, palette and style sheet, and follow the system from now."""
        never_let_constants_go()
        self._app = app
        load_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    def use(self, *, mode: Mode | None = None, letters: int | None = None) -> None:
        """Choose light, dark or the system's, and the letter size from 100 to 200 percent."""
        self.mode = mode or self.mode
        if letters is not None:
            self.letters = max(LEAST_LETTERS, min(MOST_LETTERS, letters))
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self._tokens = DARK if self._wants_dark() else LIGHT
        self._fonts.clear()
        if self._app is not None:
            self._dress(self._app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        """Undressed first: from one style sheet to the next Qt tells every widget of every
        widget's new colours, which takes ten times as long as from none to one.
        """
        app.setStyleSheet("")
        app.setPalette(self._palette())
        app.setFont(self.font("body"))
        app.setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """The style sheet with its placeholders filled: `@ink` a token, `@px(8)` a size."""
        sheet = _without_comments(read_text(STYLE_SHEET)) + self._roles() + self._tones()
        sheet = _SIZE.sub(lambda found: f"{self.px(int(found[1]))}px", sheet)
        return _TOKEN.sub(lambda found: self._tokens[found[1]], sheet)

    def _wants_dark(self) -> bool:
        if self.mode is not Mode.SYSTEM or self._app is None:
            return self.mode is Mode.DARK
        return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("muted"))
        return palette

    def _roles(self) -> str:
        return "".join(
            f'QLabel[role="{role}"]{{font-size:@px({pixels});font-weight:{weight}}}\n'
            for role, (pixels, weight) in TYPE.items()
        )

    def _tones(self) -> str:
        words = "".join(
            f'QLabel[tone="{tone}"]{{color:@{tone}}}\n'
            for tone in ("ink", "muted", "on_accent", "on_danger", *TONES)
        )
        tinted = "".join(
            f'QFrame[kind="note"][tone="{tone}"],QFrame[kind="notice"][tone="{tone}"]{{background:@{tone}_tint}}\n'
            f'QFrame[kind="note"][tone="{tone}"],QFrame[kind="finding"][tone="{tone}"]'
            f"{{border-left:4px solid @{tone}}}\n"
            for tone in TONES
        )
        return words + tinted


THEME = Theme()


def load_fonts() -> None:
    """Register our letters, once. Their package is found, not imported: its code never runs."""
    if FAMILY in QFontDatabase.families():
        return
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(package_folder(_FONT_PACKAGE) / "files" / name))


def package_folder(package: str) -> Path:
    """The folder of an installed package, without running any of its code."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties of the style sheet (`kind`, `role`, `tone`, `state`) and draw anew.

    A frame keeps the width of its old border until it is told of the change. What was never shown
    has no style yet, and gets it when it is.
    """
    if all((widget.property(name) or "") == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    if isinstance(widget, QFrame):
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.update()


def _without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
