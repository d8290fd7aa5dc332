"""Importing this package makes every table known to the metadata."""

from models.tables import accounts as accounts
from models.tables import administrations as administrations
from models.tables import audit as audit
from models.tables import commands as commands
from models.tables import coordination as coordination
from models.tables import instruments as instruments
from models.tables import medicines as medicines
from models.tables import papers as papers
from models.tables import patients as patients
from models.tables import review as review
from models.tables import sessions as sessions
from models.tables import settings as settings
