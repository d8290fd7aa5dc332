"""Which passwords will do, and the one spelling of a password and of a login."""

from __future__ import annotations

import unicodedata
from typing import Final

from app.errors import Refused
from resources.language import _

SHORTEST: Final = 10
LONGEST: Final = 1000
"""Longer ones are refused before any work is done with them."""
LONGEST_LOGIN: Final = 100
RESERVED: Final = frozenset({"admin", "administrator", "root", "system", "guest", "user"})
"""Names that nobody owns: two people would share them. Practice signs in under its posts."""
_NEVER: Final = frozenset({"Cc", "Cs"})  # control characters, NUL among them; half characters


def spelled(password: str) -> bytes:
    """The password's one spelling, whatever keyboard typed it. Refused if no password can be it."""
    if len(password) > LONGEST:
        raise Refused(_("That is too long for a password."), "password")
    if any(unicodedata.category(letter) in _NEVER for letter in password):
        raise Refused(_("A password cannot hold control characters."), "password")
    return unicodedata.normalize("NFKC", password).encode()


def check(password: str, login: str) -> None:
    """Refuses a new password that is too short, all one character, or the login itself."""
    text = spelled(password).decode()
    if len(text) < SHORTEST:
        raise Refused(
            _("Please choose a password of at least {} characters.").format(SHORTEST), "password"
        )
    if len(set(text)) < 4:
        raise Refused(_("Please choose a password with more different characters."), "password")
    if login_key(text) == login_key(login) or login_key(login) * 2 == login_key(text):
        raise Refused(_("Please choose a password that is not your sign-in name."), "password")


def login_key(login: str) -> str:
    """The login's one spelling: case, width and spaces around it make no difference."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def check_login(login: str) -> None:
    """Refuses an empty, overlong or unprintable login, and one that names nobody."""
    key = login_key(login)
    if key in RESERVED:
        raise Refused(_("This name names nobody. Please choose one of the person's own."), "login")
    if not key or len(key) > LONGEST_LOGIN or not key.isprintable():
        raise Refused(_("Please choose a sign-in name of 1 to 100 letters and digits."), "login")
