"""Nobody is contradicted by a day that the market data themselves put in doubt (`History.doubtful`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from tapecheck.errors import TapecheckError
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Verdict

EVERY = ("streak", "rank", "first-since", "breadth", "moving-average")  # rules that look at all days of their period
AGAINST = frozenset({Verdict.CONTRADICTED, Verdict.IMPRECISE})


def spare(checks: Iterable[Check], market: Market) -> list[Check]:
    """The checks; a claim that fails on a doubtful day is not checkable, and told why."""
    return [_spared(check, market) if check.verdict in AGAINST else check for check in checks]


def _spared(check: Check, market: Market) -> Check:
    if check.as_of is None:
        return check
    base = min(check.base_date or check.as_of, check.as_of) - timedelta(days=check.base_date is None)
    for symbol in dict.fromkeys(used.symbol for used in check.series):
        try:
            found = market.history(symbol, base - timedelta(days=7), check.as_of + timedelta(days=1))
        except TapecheckError:
            continue
        every = (check.rule or "").startswith(EVERY)
        if (doubt := found.doubt(base, check.as_of, every=every)) is not None:
            day, why = doubt
            reason = f"the series of {symbol} {why} ({day}); nothing is contradicted by it"
            return replace(check, verdict=Verdict.NOT_CHECKABLE, reason=reason, tolerance=None)
    return check
