"""The words of the program. `_` translates what is shown; `N_` marks what is declared as data."""

from __future__ import annotations

from gettext import NullTranslations

_translations = NullTranslations()


def _(message: str) -> str:
    """The message in the language of the window (English until a catalogue is loaded)."""
    return _translations.gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a message that is translated later, where it is shown."""
    return message
