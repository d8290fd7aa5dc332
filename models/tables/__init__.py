"""All tables, so that one import knows the whole schema."""

from models.tables import coordination, medicines, papers, patients, review, sessions

__all__ = ["coordination", "medicines", "papers", "patients", "review", "sessions"]
