"""Brings a database to this program's schema: a verified copy first, then all of it or nothing."""

from __future__ import annotations

from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from models.copies import keep_copy
from models.database import Database
from models.faults import FaultKind, StorageFault
from models.schema import current

SCRIPTS: Final = "models:migrations"


def head() -> str:
    """The schema this program writes."""
    newest = ScriptDirectory.from_config(config()).get_current_head()
    if newest is None:
        raise RuntimeError("the program has no migrations")
    return newest


def upgrade(database: Database, *, target: str = "head", scripts: str = SCRIPTS) -> str | None:
    """Returns the schema the file had before. A newer file is refused, and nothing is touched.

    The copy stands beside the database, named by the schema it has; it stays when all went well.
    """
    before = current(database)
    known = ScriptDirectory.from_config(config(scripts=scripts))
    if before is not None and before not in {script.revision for script in known.walk_revisions()}:
        raise StorageFault(FaultKind.TOO_NEW)
    if before == (known.get_current_head() if target == "head" else target):
        return before
    if before is not None:
        keep_copy(database, database.path.with_name(f"{database.path.stem}.{before}.copy.db"))
    with database.migrating() as connection:
        command.upgrade(config(connection, scripts=scripts), target)
        _check_references(connection)
    return before


def config(connection: Connection | None = None, *, scripts: str = SCRIPTS) -> Config:
    """Alembic's settings, made here: there is no file of them, and logging is left alone."""
    settings = Config()
    settings.set_main_option("script_location", scripts)
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def _check_references(connection: Connection) -> None:
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise StorageFault(
            FaultKind.DAMAGED, f"The upgrade would leave {len(dangling)} references dangling.", ""
        )
