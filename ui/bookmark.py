"""Where somebody was when the window locked, so that the same person finds it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.vocabulary import SessionId
from ui.navigation import Page

if TYPE_CHECKING:
    from app.domain.therapy_session import Value

NOTHING: Mapping[str, Value | None] = MappingProxyType({})


class View(StrEnum):
    """How an open session is shown."""

    WALK = "walk"
    REVIEW = "review"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class OpenAt:
    """An open session: how it was shown, and what was typed but could not be stored yet."""

    session: SessionId
    view: View
    letter: str
    unsaved: Mapping[str, Value | None] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The page in front, or the session in front, and every session that was open."""

    page: Page = Page.TODAY
    sessions: tuple[OpenAt, ...] = ()
    in_front: SessionId | None = None
