"""Rows of the abuse list for names, dates and numbers, by their ids: what is typed, what is due.

A: kept exactly. N: kept as `kept`. C: asked about, kept after a yes. R: refused beside its field.
Not here, for want of a field that takes it: DOB-22 (no field takes a time of day), DOS-37 (no
temperature), DOS-42, DOS-43 and DOS-45 (units are chosen, directions are not read yet). The rows
about files stand in `tests/app/services/test_abuse_files.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    id: str
    field: str
    typed: str
    verdict: str
    kept: str | None = None


NAMES = (
    Row("NAM-01", "family", "O\u2019Brien", "A"),
    Row("NAM-02", "family", "O'Brien", "A"),
    Row("NAM-04", "given", "", "R"),
    Row("NAM-06", "given", "\u00a0\u2003\u3000", "R"),
    Row("NAM-07", "given", "\u200b\u200b", "R"),
    Row("NAM-09", "family", "Ng", "A"),
    Row("NAM-11", "family", "None", "A"),
    Row("NAM-12", "family", "True", "A"),
    Row("NAM-14", "family", "Test", "A"),
    Row("NAM-16", "family", "A" * 100, "A"),
    Row("NAM-17", "family", "A" * 101, "R"),
    Row("NAM-19", "given", "Jos\u00e9", "A"),
    Row("NAM-21", "given", "\u0130lker", "A"),
    Row("NAM-22", "family", "Strau\u00df", "A"),
    Row("NAM-24", "given", "\u0645\u062d\u0645\u062f", "A"),
    Row("NAM-26", "given", "An\u200bna", "N", "Anna"),
    Row("NAM-27", "given", "\u0410nna", "C"),
    Row("NAM-29", "given", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "C"),
    Row("NAM-31", "given", "\ud800", "R"),
    Row("NAM-32", "given", "Anna\nSmith", "N", "Anna Smith"),
    Row("NAM-34", "family", "Johnson & Johnson", "A"),
    Row("NAM-36", "family", "<b>Bold</b>", "A"),
    Row("NAM-37", "family", "Smith[*]", "A"),
)
FOUND_BY = {
    "NAM-01": ("obrien", "o'brien", "O\u2019Brien"),
    "NAM-02": ("obrien", "o'brien", "O\u2019Brien"),
    "NAM-21": ("ilker",),
    "NAM-22": ("strauss",),
    "NAM-36": ("bold",),
}

BIRTH_DATES = (
    Row("DOB-01", "birth_date", "02/29/2000", "N", "2000-02-29"),
    Row("DOB-02", "birth_date", "02/29/1900", "R"),
    Row("DOB-04", "birth_date", "02/30/2000", "R"),
    Row("DOB-06", "birth_date", "04/05/90", "R"),
    Row("DOB-07", "birth_date", "00/00/0000", "R"),
    Row("DOB-09", "birth_date", "01/01/1890", "R"),
    Row("DOB-11", "birth_date", "TOMORROW", "R"),
    Row("DOB-12", "birth_date", "12/31/9999", "R"),
    Row("DOB-14", "birth_date", "20240229", "R"),
    Row("DOB-16", "birth_date", "\u0660\u0662/\u0660\u0663/\u0661\u0669\u0669\u0660", "R"),
    Row("DOB-17", "birth_date", "02-03-1990", "R"),
    Row("DOB-19", "birth_date", "02/03/1990 00:00:00", "R"),
    Row("DOB-21", "birth_date", "1990-02-03T00:00:00-05:00", "R"),
    Row("DOB-29", "birth_date", "08/01/2025", "R"),  # the day after the service's clock
)
DAYS = (
    Row("DOB-24", "on", "2016-12-31 23:59:60", "R"),
    Row("DOB-26", "on", "07/31/2026", "R"),  # a year from now
    Row("DOB-27", "on", "06/31/2025", "R"),
)

WEIGHTS = (
    Row("DOS-02", "value", ".5", "C", "0.5"),  # as a weight it is asked about
    Row("DOS-03", "value", "72.0", "N", "72"),
    Row("DOS-05", "value", "1,000", "R"),  # asks for it without the comma
    Row("DOS-07", "value", "1.000,5", "R"),
    Row("DOS-08", "value", "10 000", "R"),
    Row("DOS-10", "value", "1e3", "R"),
    Row("DOS-12", "value", "1e999999999", "R"),
    Row("DOS-13", "value", "NaN", "R"),
    Row("DOS-15", "value", "0", "R"),
    Row("DOS-17", "value", "+5", "R"),
    Row("DOS-18", "value", "5mg", "R"),
    Row("DOS-20", "value", "1/2", "R"),
    Row("DOS-22", "value", "\u00b2", "R"),
    Row("DOS-23", "value", "\uff15", "R"),
    Row("DOS-25", "value", "\u22125", "R"),
    Row("DOS-27", "value", "O.5", "R"),
    Row("DOS-28", "value", "l0", "R"),
    Row("DOS-30", "value", "1" * 5000, "R"),
    Row("DOS-32", "value", "99999999", "R"),
    Row("DOS-33", "value", "9223372036854775808", "R"),
    Row("DOS-35", "value", "7", "C"),
)


def row_id(row: Row) -> str:
    return row.id
