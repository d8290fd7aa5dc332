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
    Verdict.CHANGED: N_("{names}: changed. “{why}” ({who})"),
    Verdict.STOPPED: N_("{names}: stopped. “{why}” ({who})"),
    Verdict.UNCLEAR: N_("{names}: unclear. “{why}” ({who})"),
}
EXPLAINED = N_("{names}: {what}. Explained: “{why}” ({who})")
SENT = N_("{names}: {what}. Sent to the pharmacist ({who})")
Said = tuple[str, str, str, str]
"""A sentence without its names: what it says, the difference, why, by whom."""


def told(agreed: Agreed) -> tuple[str, ...]:
    """Short whole lines in neutral words, what is open last. Of several the same is said once."""
    names: dict[Said, list[str]] = {}
    for row in agreed.rows:
        for said in _of_row(row):
            names.setdefault(said, []).append(row.row.name)
    lines = (
        _(words).format(names=", ".join(of), what=what, why=why, who=who)
        for (words, what, why, who), of in names.items()
    )
    return (*lines, *_open(agreed))


def _of_row(row: AgreedRow) -> Iterator[Said]:
    for standing in row.standings:
        if standing.counts and standing.settled is not None:
            yield _of_difference(standing, standing.settled)
    settled = row.settled
    if row.counts and settled is not None and settled.verdict in VERDICTS:
        yield VERDICTS[settled.verdict], "", settled.words, settled.by_name


def _of_difference(standing: Standing, settled: Settled) -> Said:
    what = _(neutral(standing.difference.kind))
    if settled.verdict is Verdict.EXPLAINED:
        return EXPLAINED, what, settled.words, settled.by_name
    return SENT, what, "", settled.by_name


def _open(agreed: Agreed) -> Iterator[str]:
    in_pairs = {name for pair in agreed.found.proposals for name in (pair.one, pair.other)}
    differ = [row.row.name for row in agreed.rows if _differs(row)]
    changed = [row.row.name for row in agreed.rows if _has_changed(row)]
    waiting = [row.row.name for row in agreed.rows if not row.counts and row.settled is None]
    pairs = [row.row.name for row in agreed.rows if row.row.id in in_pairs]
    for names, words in (
        (differ, _("Differs and is not explained: {names}")),
        (changed, _("Changed since the technician settled it: {names}")),
        (waiting, _("Not settled: {names}")),
        (pairs, _("Not told whether one or two: {names}")),
    ):
        if names:
            yield words.format(names=_named(names))


def _differs(row: AgreedRow) -> bool:
    """Whether nothing was ever said of a difference that is open."""
    return any(not one.counts and one.settled is None for one in row.standings)


def _has_changed(row: AgreedRow) -> bool:
    """Whether something was said of it that a source no longer bears out."""
    outdated = any(not one.counts and one.settled is not None for one in row.standings)
    return outdated or (not row.counts and row.settled is not None)


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
