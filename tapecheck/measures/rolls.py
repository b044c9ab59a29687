"""When the front month of a future rolls to the next one."""

from __future__ import annotations

from datetime import date, timedelta

from tapecheck.reference.market import SeriesInfo

# Days of the month about which the front month rolls: the news may quote the next contract, the series still this one.
ROLLS = {
    "CL=F": range(16, 25),
    "NG=F": (*range(24, 32), 1),
    "BZ=F": (*range(25, 32), 1),
    "HO=F": (*range(25, 32), 1),
    "RB=F": (*range(25, 32), 1),
    "GC=F": (*range(24, 32), 1),
    "SI=F": (*range(24, 32), 1),
    "HG=F": (*range(24, 32), 1),
}
ENERGY = frozenset({"CL=F", "NG=F", "HO=F", "RB=F", "BZ=F"})


def holds_a_roll(info: SeriesInfo, last: date, freq: str) -> bool:
    """Whether the day, week or month that ends on `last` may hold a roll, so that its move is no price's."""
    if info.symbol not in ENERGY:  # a metal's contracts lie too near each other to make a move
        return False
    days = {"day": 1, "week": 7}.get(freq, 31)
    return any((last - timedelta(days=n)).day in ROLLS.get(info.symbol, ()) for n in range(days))
