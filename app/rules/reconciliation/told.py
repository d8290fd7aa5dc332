"""What the reconciliation comes to, in lines: explained, sent, settled, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.settled import Settled
from app.rules.reconciliation.agreed import Agreed, AgreedRow, Standing
from app.rules.reconciliation.words import neutral
from models.vocabulary import Verdict
from resources.language import N_, _

MOST_NAMED = 5
VERDICTS = {
    Verdict.CHANGED: N_("has changed"),
    Verdict.STOPPED: N_("was stopped"),
    Verdict.UNCLEAR: N_("is unclear"),
}


def told(agreed: Agreed) -> tuple[str, ...]:
    """Short whole lines in neutral words, what is open last. Nothing where no source is known."""
    lines = [line for row in agreed.rows for line in _of_row(row)]
    return (*lines, *_open(agreed))


def _of_row(row: AgreedRow) -> Iterator[str]:
    for standing in row.standings:
        if standing.counts and standing.settled is not None:
            yield _of_difference(row, standing, standing.settled)
    settled = row.settled
    if row.counts and settled is not None and settled.verdict in VERDICTS:
        yield _("{name} {verdict}: “{why}” ({who})").format(
            name=row.row.name, verdict=_(VERDICTS[settled.verdict]), why=settled.words,
            who=settled.by_name,
        )  # fmt: skip


def _of_difference(row: AgreedRow, standing: Standing, settled: Settled) -> str:
    what = _(neutral(standing.difference.kind))
    if settled.verdict is Verdict.EXPLAINED:
        words = _("{name}: {what}. Explained: “{why}” ({who})")
    else:
        words = _("{name}: {what}. Sent to the pharmacist ({who})")
    return words.format(name=row.row.name, what=what, why=settled.words, who=settled.by_name)


def _open(agreed: Agreed) -> Iterator[str]:
    in_pairs = {name for pair in agreed.found.proposals for name in (pair.one, pair.other)}
    differ = [row.row.name for row in agreed.rows if row.open_differences]
    waiting = [row.row.name for row in agreed.rows if not row.counts]
    pairs = [row.row.name for row in agreed.rows if row.row.id in in_pairs]
    for names, words in (
        (differ, _("Differs and is not explained: {names}")),
        (waiting, _("Not settled: {names}")),
        (pairs, _("Not told whether one or two: {names}")),
    ):
        if names:
            yield words.format(names=_named(names))


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
