from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from models import connection, schema
from models.base import Base, new_id
from models.database import Database
from models.faults import FaultKind, StorageFault
from models.schema import current, newest
from models.tables.accounts import PharmacyRow
from models.upgrade import config, head, upgrade
from tests.conftest import PHARMACY, TEST_KEY

NEXT = """
from __future__ import annotations
import sqlalchemy as sa
from alembic import op
revision = "r9999"
down_revision = "{before}"
def upgrade() -> None:
    with op.batch_alter_table("pharmacy", recreate="always") as table:
        table.add_column(sa.Column("fax", sa.String, nullable=True))
    {then}
def downgrade() -> None:
    pass
"""


@pytest.fixture
def scripts(tmp_path) -> Path:
    """The program's migrations, in a folder where a test can add one."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    own = Path(__file__).parents[2] / "models" / "migrations"
    for path in [own / "env.py", *own.glob("versions/r*.py")]:
        (folder / path.relative_to(own)).write_text(path.read_text())
    return folder


def add_revision(scripts, then="pass"):
    text = NEXT.format(before=head(), then=then)
    (scripts / "versions" / "r9999_fax.py").write_text(text)


def fill(database, actors, clock):
    with database.transaction(by=actors.technician, at=clock()) as db:
        db.add(PharmacyRow(pharmacy_id=PHARMACY, id=new_id(), name="Kept", phone="", address=""))


def digest(database):
    raw = database.driver_connection()
    tables = sorted(row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE sql > ''"))
    return tables, raw.execute("SELECT * FROM pharmacy").fetchall()


def test_the_first_schema_and_the_tables_say_the_same(database):
    with database.migrating() as opened:
        context = MigrationContext.configure(opened, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_a_new_database_is_at_the_head(database):
    assert current(database) == head()


def test_the_newest_schema_is_known_without_alembic():
    assert newest() == head()


@pytest.mark.parametrize("has", ["a newer schema", "foreign tables"])
def test_another_schema_goes_to_alembic_and_is_refused_there(database, has):
    with database.migrating() as opened:
        opened.exec_driver_sql(
            "UPDATE alembic_version SET version_num = 'r9999'"
            if has == "a newer schema"
            else "DROP TABLE alembic_version"
        )

    with pytest.raises(StorageFault) as fault:
        schema.upgrade(database)

    kind = FaultKind.TOO_NEW if has == "a newer schema" else FaultKind.FOREIGN
    assert fault.value.kind is kind


def test_upgrading_again_changes_nothing_and_keeps_no_copy(database):
    before = digest(database)

    assert upgrade(database) == head()
    assert digest(database) == before
    assert not list(database.path.parent.glob("*.copy.db"))


def test_the_first_schema_goes_down_and_up_again(database):
    before = digest(database)

    with database.migrating() as opened:
        command.downgrade(config(opened), "base")
    upgrade(database)

    assert digest(database) == before


def test_an_upgrade_keeps_rows_and_a_verified_copy_named_by_the_old_schema(
    database, actors, clock, scripts
):
    fill(database, actors, clock)
    add_revision(scripts)

    before = upgrade(database, scripts=str(scripts))

    assert current(database) == "r9999"
    assert digest(database)[1][0][-1] is None
    copy = Database(database.path.with_name(f"brownbag.{before}.copy.db"), TEST_KEY)
    with copy.transaction(by=None, at=clock(), reads=True) as db:
        assert db.scalars(select(PharmacyRow.name)).all() == ["Kept"]
    copy.close()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(database, actors, clock, scripts):
    fill(database, actors, clock)
    before = digest(database)
    add_revision(scripts, then="raise ZeroDivisionError")

    with pytest.raises(ZeroDivisionError):
        upgrade(database, scripts=str(scripts))

    assert digest(database) == before
    assert current(database) == head()


def test_an_upgrade_that_leaves_references_dangling_is_taken_back(database, actors, clock, scripts):
    fill(database, actors, clock)
    before = digest(database)
    add_revision(
        scripts,
        then="""op.execute("INSERT INTO person_key SELECT pharmacy_id, zeroblob(0), """
        """'2026-01-01', null, pharmacy_id, id FROM pharmacy")""",
    )

    with pytest.raises(StorageFault, match="dangling"):
        upgrade(database, scripts=str(scripts))

    assert digest(database) == before


def test_pragmas_and_guards_are_back_after_an_upgrade(database, scripts):
    add_revision(scripts)

    upgrade(database, scripts=str(scripts))

    raw = database.driver_connection()
    with pytest.raises(Exception, match="not authorized"):
        raw.execute("DELETE FROM audit_event")
    connection.unguard(raw)
    assert raw.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_newer_schema_is_refused_in_words_and_left_alone(database, scripts):
    add_revision(scripts)
    upgrade(database, scripts=str(scripts))
    before = digest(database)

    with pytest.raises(StorageFault) as fault:
        upgrade(database)

    assert fault.value.kind is FaultKind.TOO_NEW
    assert "newer version" in fault.value.message
    assert digest(database) == before


def test_a_foreign_database_is_refused_and_left_alone(tmp_path):
    database = Database.create(tmp_path / "foreign.db", TEST_KEY)
    with database.migrating() as opened:
        opened.exec_driver_sql("CREATE TABLE songs (name)")

    with pytest.raises(StorageFault) as fault:
        upgrade(database)

    assert fault.value.kind is FaultKind.FOREIGN
    database.close()
