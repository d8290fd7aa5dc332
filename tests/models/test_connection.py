from __future__ import annotations

import pytest
import sqlcipher3

from models import connection
from models.connection import driver
from models.faults import FaultKind, StorageFault
from tests.conftest import TEST_KEY


def test_the_library_is_the_encrypted_one_and_new_enough():
    connection.check_library()

    assert driver.sqlite_version_info >= (3, 53, 4)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 53, 3)])
def test_an_older_library_is_refused(monkeypatch, version, tmp_path):
    monkeypatch.setattr(driver, "sqlite_version_info", version)

    with pytest.raises(StorageFault) as fault:
        connection.open_connection(tmp_path / "any.db", TEST_KEY)

    assert fault.value.kind is FaultKind.UNSAFE_LIBRARY


def test_the_cipher_is_sqlciphers_own_default(database):
    settings = {
        row[0] for row in database.driver_connection().execute("PRAGMA cipher_settings").fetchall()
    }

    assert settings == {
        "PRAGMA kdf_iter = 256000;",
        "PRAGMA cipher_page_size = 4096;",
        "PRAGMA cipher_use_hmac = 1;",
        "PRAGMA cipher_plaintext_header_size = 0;",
        "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;",
        "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
    }


def test_a_key_of_another_length_is_our_mistake(tmp_path):
    raw = sqlcipher3.connect(str(tmp_path / "any.db"))

    with pytest.raises(ValueError, match="32 bytes"):
        connection.set_key(raw, b"short")

    raw.close()


def test_the_key_never_stands_in_a_statement(tmp_path):
    seen = []
    raw = sqlcipher3.connect(str(tmp_path / "any.db"))
    raw.set_trace_callback(seen.append)

    connection.set_key(raw, TEST_KEY)

    assert not any(TEST_KEY.hex() in statement for statement in seen)
    raw.close()
