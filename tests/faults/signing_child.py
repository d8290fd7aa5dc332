"""Signs a session as its pharmacist and tells a pipe where it is; a parent kills it meanwhile.

    python -m tests.faults.signing_child FOLDER [early]

`{"accepted": true}` once the password has opened the signing key, `{"signed": true}` once the
service has answered. "early" is sabotage: it says *signed* before the change is stored.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from app.services.signing import Review
from tests.faults.prepared import PHARMACIST, Prepared
from tests.faults.signed import sign
from tests.faults.whole import signed_in

A_WHILE = 0.2


def say(what: str) -> None:
    os.write(1, json.dumps({what: True}).encode() + b"\n")


class Telling:
    """The person's own signer, which tells that the password was right."""

    def __init__(self, signer: Any, *, early: bool) -> None:
        self._signer, self._early = signer, early

    def sign(self, message: bytes, password: str) -> bytes:
        signature: bytes = self._signer.sign(message, password)
        say("accepted")
        if self._early:
            say("signed")
            time.sleep(A_WHILE)
        return signature


def main(folder: Path, *, early: bool) -> None:
    prepared = Prepared.read(folder)
    with signed_in(prepared, PHARMACIST) as at_desk:
        review = at_desk.desk.review
        assert isinstance(review, Review)
        review._signer = Telling(review._signer, early=early)
        sign(at_desk, prepared)
        say("signed")
        time.sleep(A_WHILE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), early="early" in sys.argv[2:])
