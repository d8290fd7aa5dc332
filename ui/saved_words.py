"""How the status bar shows what became of the typing."""

from __future__ import annotations

from ui.autosave import Kept, SaveState

_LOOKS = {
    Kept.NOTHING: ("saved", "muted"),
    Kept.UNSAVED: ("unsaved", "muted"),
    Kept.SAVING: ("saving", "muted"),
    Kept.SAVED: ("saved", "ok"),
    Kept.NOT_SAVED: ("urgent", "urgent"),
}


def tone_of(state: SaveState) -> tuple[str, str]:
    """Icon and tone of a state."""
    return _LOOKS[state.kept]
