"""A yes to what people forget: what is it? The next medicine that is added is the answer."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.interview.medicines import PROBES
from resources.language import _
from ui.keys import key
from ui.kit.badges import KeyChip
from ui.kit.boxes import column, row
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.panels.panel import Place

_PROMPTS = {probe.key: probe.prompt for probe in PROBES}
_WITHOUT_PRESCRIPTION = frozenset({"medicines.over_the_counter", "medicines.vitamins"})


class ProbeHint(QWidget):
    """Stands over the search after a yes, until something was added."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self._words = TextLabel("", "body", wraps=True, name="probe.words")
        line = row(
            Icon("speak", "accent", 18), (self._words, 1), KeyChip(key("add_medicine").shown)
        )
        self.setLayout(column(line, gap=0))
        self.hide()
        place.autosave.typed.connect(self._on_typed)

    @property
    def is_over_the_counter(self) -> bool | None:
        """What the yes tells of the medicine: bought without a prescription, or nothing."""
        return True if self._asked in _WITHOUT_PRESCRIPTION else None

    def be_done(self) -> None:
        """Something was added."""
        self._asked = ""
        self.hide()

    @Slot(str, object)
    def _on_typed(self, answered: str, value: object) -> None:
        if answered not in _PROMPTS:
            return
        if value == "yes":
            self._asked = answered
            said = _("{what}: which one? Scan it, or add it by name.")
            self._words.say(said.format(what=_(_PROMPTS[answered])))
            self.show()
        elif answered == self._asked:
            self.be_done()
