"""Fresh identifiers for what the window asks for."""

from __future__ import annotations

import uuid_utils.compat

from models.vocabulary import CommandId


def new_command() -> CommandId:
    """The id of one wish of a person. A retry of the same wish carries the same id."""
    return CommandId(uuid_utils.compat.uuid7())
