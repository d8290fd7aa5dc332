from __future__ import annotations

import pytest

from app.errors import Refused
from app.security import passwords


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "ninechars",
        "aaaaaaaaaaaa",
        "abababababab",
        "",
        "Tess.Miller",
        "ＴＥＳＳ．ＭＩＬＬＥＲ",
        "tess.millertess.miller",
        "ten chars\0x",
        "ten chars\nx",
        "ten chars \ud800",
        "x" * 1001,
    ],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(password):
    with pytest.raises(Refused) as refused:
        passwords.check(password, "tess.miller")

    assert refused.value.field == "password"
    assert not password or password not in refused.value.message


@pytest.mark.parametrize(
    "password",
    ["correct horse", "ten chars!", "contraseña larga", "пароль подлиннее", "x1y2" * 250],
)
def test_a_good_password_passes(password):
    passwords.check(password, "tess.miller")


def test_one_password_typed_on_two_keyboards_is_one_password():
    assert passwords.spelled("contrasen\u0303a") == passwords.spelled("contraseña")
    assert passwords.spelled("ﬁne") == passwords.spelled("fine")


def test_case_and_spaces_around_make_no_difference_to_a_login():
    assert passwords.login_key(" Tess.MILLER ") == passwords.login_key("tess.miller")
    assert passwords.login_key("STRASSE") == passwords.login_key("straße")


@pytest.mark.parametrize("login", ["", "   ", "x" * 101, "a\0b", "a\nb"])
def test_a_login_that_will_not_do_is_refused(login):
    with pytest.raises(Refused):
        passwords.check_login(login)
