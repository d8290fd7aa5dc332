"""The words of a command. What was typed is never said back: it may be a password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, NoReturn

from resources.language import _

_MISSING = "the following arguments are required"
_BAD_VALUE = "argument "
ERRAND = "ERRAND"
"""What the help calls the first word."""


class Words(ArgumentParser):
    """A parser that names its own options and never a word of the person's. It exits with 2."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in our own words: argparse's repeat what was typed."""
        if message.startswith(_MISSING):
            told = _("Missing: {names}.").format(names=message.rpartition(": ")[2])
        elif message.startswith(_BAD_VALUE):
            name = message.removeprefix(_BAD_VALUE).partition(":")[0]
            told = _("{name} is missing its word, or has one it can't take.").format(name=name)
            if name == ERRAND:
                told = _("There is no such errand. main.py --help lists them.")
        else:
            told = _(
                "There is a word too many, or one that is not known. "
                "A password is never a word of a command: it is asked for."
            )
        super().error(told)
