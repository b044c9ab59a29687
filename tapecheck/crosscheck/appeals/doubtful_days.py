"""Nobody is contradicted by a day that the market data themselves put in doubt (`History.doubtful`)."""

from __future__ import annotations

from datetime import timedelta

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.errors import TapecheckError
from tapecheck.reference.metrics import ORDERS
from tapecheck.schema import Check, Metric

EVERY = (ORDERS | {Metric.BREADTH, Metric.MOVING_AVERAGE}) - {  # rules that look at all days of their period
    Metric.HIGHEST_SINCE,
    Metric.LOWEST_SINCE,
    Metric.LARGEST_MOVE_SINCE,
}


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where a day that the claim fails on is doubtful."""
    check = hearing.check
    if check.as_of is None:
        return None
    base = min(check.base_date or check.as_of, check.as_of) - timedelta(days=check.base_date is None)
    for symbol in dict.fromkeys(used.symbol for used in check.series):
        try:
            found = hearing.market.history(symbol, base - timedelta(days=7), check.as_of + timedelta(days=1))
        except TapecheckError:
            continue
        doubt = found.doubt(base, check.as_of, every=hearing.claim.metric in EVERY)
        if doubt is not None:
            day, why = doubt
            return hearing.withdraw("doubtful-day", f"the series of {symbol} {why}, {day}")
    return None
