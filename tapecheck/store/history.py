"""The history of verdicts: a check belongs to a claim and a run, and the best-informed newest one is current.

A check without data (no series, offline) never takes the place of one that had some: it joins the history behind it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tapecheck.reference.reasons import SETTLED
from tapecheck.schema import Check, Verdict
from tapecheck.store.coding import pack_chart, pack_checks
from tapecheck.store.rows import Row, check_row

# Codes of reference/reasons.py that say that data lacked; every other is a reason of the text itself.
NO_DATA = frozenset(("no-series", "series-short", "market-failed", "rule-failed", "undecided"))


@dataclass(frozen=True, slots=True)
class NewCheck:
    """A check to store for the claim with this key, and whether it is the claim's current one from now on."""

    check: Check
    claim: int
    current: bool = True


@dataclass(slots=True)
class Compared:
    """The checks of a run beside those before it: what to store, and how many verdicts changed or were kept."""

    rows: list[NewCheck] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)  # claims that are checked no longer: they are asserted no longer
    changed: int = 0
    kept: int = 0


def informed(check: Check) -> bool:
    """Whether the check had the data that it needed, or needed none to decide.

    Not so where it declined without having seen a series, for no reason of the text's own.
    """
    if check.verdict is not Verdict.NOT_CHECKABLE or check.series or check.computed is not None:
        return True
    return check.reason in SETTLED if check.code is None else check.code not in NO_DATA


def first(checks: Iterable[Check], claims: Mapping[str, int]) -> list[NewCheck]:
    """The checks of claims that never had one."""
    return [NewCheck(check, claims[check.claim_id]) for check in checks if check.claim_id in claims]


def compare(new: Sequence[Check] | None, current: Mapping[str, Check], claims: Mapping[str, int]) -> Compared:
    """What a run's checks change: `current` are the claims' checks before it, by the claim's id."""
    found = Compared()
    if new is None:
        return found
    for check in new:
        old, key = current.get(check.claim_id), claims.get(check.claim_id)
        if key is None or (old is not None and _said_again(check, old)):
            continue
        worse = old is not None and informed(old) and not informed(check)
        found.rows.append(NewCheck(check, key, current=not worse))
        found.kept += worse
        found.changed += not worse and (old is None or old.verdict is not check.verdict)
    asserted = {check.claim_id for check in new}
    found.dropped = [claims[id_] for id_ in current if id_ not in asserted and id_ in claims]
    found.changed += len(found.dropped)
    return found


def rows(found: Sequence[NewCheck], run: int, before: Iterable[Check] = ()) -> tuple[list[Row], list[Row], bytes]:
    """Rows of `checks` and of `charts`, and the packed checks of the run, those `before` included."""
    made: list[Row] = []
    charts: dict[str, bytes] = {}
    for new in found:
        chart = None
        if new.check.chart:
            chart, points = pack_chart(new.check.chart)
            charts[chart] = points
        known = informed(new.check)
        made.append(check_row(new.check, new.claim, run, current=new.current, known=known, chart=chart))
    again = {new.check.claim_id for new in found}
    kept = [check for check in before if check.claim_id not in again]
    return made, list(charts.items()), pack_checks([*kept, *(new.check for new in found)])


def settle(connection: sqlite3.Connection, found: Compared, run: int) -> None:
    """Make the new current checks the only current ones, and tell the claims."""
    newest = [new for new in found.rows if new.current]
    connection.executemany(
        "update checks set current=0 where claim=? and current=1 and run<>?", [(new.claim, run) for new in newest]
    )
    connection.executemany(
        "update claims set verdict=?, certainty=? where key=?",
        [(new.check.verdict.value, new.check.certainty, new.claim) for new in newest],
    )
    dropped = [(key,) for key in found.dropped]
    connection.executemany("update checks set current=0 where claim=? and current=1", dropped)
    connection.executemany("update claims set verdict=null, certainty=null where key=?", dropped)


def _said_again(new: Check, old: Check) -> bool:
    """Whether a check says what the one before said, whenever its series were fetched."""
    return _plain(new) == _plain(old)


def _plain(check: Check) -> Check:
    return replace(check, series=tuple(replace(one, fetched_at=None, snapshot=None) for one in check.series))
