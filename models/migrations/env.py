"""Alembic's entry: the connection is handed over, logging is left alone."""

from __future__ import annotations

from alembic import context

import models.tables  # noqa: F401 - importing it makes every table known
from models.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=False,  # the caller's transaction covers the whole upgrade
)
context.run_migrations()
