"""What the window needs of the program before anybody is signed in, as `app.bootstrap` gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from app.services.accounts_api import Accounts
from app.services.page_image import PageImage

DrawPages: TypeAlias = Callable[[bytes, int], list[PageImage]]
"""The pages of a PDF as pictures of a width; runs on the lane."""


@dataclass(frozen=True)
class House:
    """One data folder with its people: the pharmacy's own, or the practice beside it."""

    folder: Path
    accounts: Accounts
    draw_pages: DrawPages
    is_practice: bool = False
