"""The program's version, as audit rows, backups and papers carry it."""

from __future__ import annotations

VERSION = "0.1.0"
