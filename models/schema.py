"""The schema a file has, beside the one this program writes. Alembic wakes only where they differ.

Nearly every sign-in finds them equal, and Alembic would cost the window 13 MB of memory.
"""

from __future__ import annotations

from importlib.resources import files
from pkgutil import resolve_name
from typing import Final

from models.database import Database
from models.faults import FaultKind, StorageFault

REVISIONS: Final = "models.migrations.versions"
UPGRADE: Final = "models.upgrade:upgrade"


def newest() -> str:
    """The schema this program writes: its migrations are named by number, rNNNN_what_for.py."""
    names = (path.name for path in files(REVISIONS).iterdir())
    return max(name.partition("_")[0] for name in names if name.startswith("r"))


def current(database: Database) -> str | None:
    """The schema the file has; None for a file with nothing in it. A foreign file is refused."""
    connection = database.driver_connection()
    tables = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StorageFault(FaultKind.FOREIGN)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def upgrade(database: Database) -> None:
    """Brings a file to the newest schema, as `models.upgrade` does."""
    if current(database) != newest():
        resolve_name(UPGRADE)(database)
