"""The two kinds of error that are not our mistake. Anything else is, and rises."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - the house's own word for it
    """Our rules say no. Shown beside the field at once; what was typed stays.

    `message` is a whole sentence for the person at the screen; `field` is the question or field key
    it belongs to, or "" for the whole page. Neither ever holds a patient's word.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(Refused):
    """Who asks may not. The attempt has been audited before this is raised."""


class Stale(Refused):
    """Somebody else changed it since this screen read it. It reads again and offers the edit."""


class Unavailable(Exception):  # noqa: N818
    """The world says no: disk full, file locked, folder read-only. Nothing typed is lost.

    `message` says what happened, `remedy` what to do; both whole sentences without patient data.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
