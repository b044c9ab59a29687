"""What is wrong with daily bars: found when they are read, told with file and row, and never silently used.

| found | done |
|---|---|
| no close | the row is left out |
| a day twice, with one close / with two | one is kept / both are left out |
| a close of zero or below (indices, shares, funds, currencies) | left out |
| a day before 1800 or in the future | left out |
| closes that jump by 300% or to a quarter, and are back within a month | left out |
| such a jump that stays | kept and told: a real move, or a split that splits.csv lacks |
| a high below its low, or open, high, low of zero or below | those fields are left out |
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tapecheck.market.bars import Bars
from tapecheck.market.cells import Rows
from tapecheck.market.tables import Problem
from tapecheck.reference.calendars import EPOCH, MarketCalendar
from tapecheck.reference.market import FIELDS, Kind

POSITIVE = frozenset({Kind.PRICE_INDEX, Kind.TOTAL_RETURN_INDEX, Kind.STOCK, Kind.ETF, Kind.FX, Kind.CRYPTO})
JUMP = 4.0  # a close at four times the last one is a 300% day
YIELD_JUMP = 3.0  # percentage points: 4.37 that stands as 437, or as 43.7
BLOCK = 22  # sessions that a wrong unit may last
TOLD = 3  # rows of one sort that are told one by one

Mask = NDArray[np.bool_]


@dataclass
class _Screen:
    """One series under way: its bars with their rows, and what was found."""

    bars: Bars
    rows: Rows
    file: str
    symbol: str
    problems: list[Problem] = field(default_factory=list)

    def tell(self, rows: Rows, message: str) -> None:
        """Report rows of one sort: the first ones each, the others together."""
        self.problems += [Problem(self.file, int(row), self.symbol, message) for row in rows[:TOLD]]
        if len(rows) > TOLD:
            more = f"{message} (here and in {len(rows) - TOLD - 1} more rows to row {int(rows[-1])})"
            self.problems.append(Problem(self.file, int(rows[TOLD]), self.symbol, more))

    def drop(self, bad: Mask, message: str) -> None:
        """Leave rows out, and say so."""
        if bad.any():
            self.tell(self.rows[bad], f"{message}; left out")
            self.keep(~bad)

    def keep(self, kept: Mask | NDArray[np.intp]) -> None:
        self.bars, self.rows = self.bars.take(kept), self.rows[kept]


def screen(bars: Bars, rows: Rows, kind: Kind, file: str, symbol: str, today: date) -> tuple[Bars, list[Problem]]:
    """Sorted bars of one series without what is wrong with them, float64, and what was found.

    Args:
        bars: one series' rows in the file's order.
        rows: their row numbers.
        kind: what the series is; yields, rates, flows and futures may be zero or below.
        file, symbol: for the report.
        today: nothing is dated after it.
    """
    work = _Screen(bars, rows, file, symbol)
    work.drop(~np.isfinite(work.bars.columns["close"]), "has no close")
    _check_days(work, today)
    if kind in POSITIVE:
        work.drop(work.bars.columns["close"] <= 0, "has a close of zero or below")
    _sort(work)
    _check_jumps(work, kind)
    columns = _check_extremes(work, kind)
    names = [n for n in FIELDS if n in columns and (n == "close" or _says_something(n, columns[n]))]
    return Bars(work.bars.days, {name: columns[name].astype(np.float64) for name in names}), work.problems


def _says_something(name: str, values: NDArray[np.float64]) -> bool:
    """Whether a column is more than holes; of dividends and splits, whether there ever was one."""
    known = values[~np.isnan(values)]
    return bool((known != 0).any()) if name in ("dividends", "splits") else len(known) > 0


def _check_days(work: _Screen, today: date) -> None:
    days = work.bars.days
    work.drop(days > np.datetime64(today + timedelta(days=1), "D"), "is dated in the future")  # it is tomorrow in Tokyo
    work.drop(work.bars.days < np.datetime64("1800-01-01", "D"), "is dated before any market")


def _sort(work: _Screen) -> None:
    """Rising days; of a day that stands twice one row where the closes agree, none where they differ."""
    days = work.bars.days
    if len(days) < 2 or (days[1:] > days[:-1]).all():
        return
    work.keep(np.argsort(days, kind="stable"))
    days, close = work.bars.days, work.bars.columns["close"]
    starts = np.flatnonzero(np.append(True, days[1:] != days[:-1]))
    sizes = np.diff(np.append(starts, len(days)))
    low, high = np.minimum.reduceat(close, starts), np.maximum.reduceat(close, starts)
    differ = np.repeat((sizes > 1) & (low != high), sizes)
    again = np.ones(len(days), dtype=np.bool_)
    again[starts] = False
    repeated = again & ~differ
    if repeated.any():
        work.tell(work.rows[repeated], "repeats a day; left out")
    work.keep(~repeated)
    work.drop(differ[~repeated], "gives a day a second close that differs")


def _check_jumps(work: _Screen, kind: Kind) -> None:
    close = work.bars.columns["close"].astype(np.float64)
    if len(close) < 2:
        return
    before, here = close[:-1], close[1:]
    if kind in (Kind.FLOW, Kind.OTHER):
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = here / before
    jumps = (before > 0) & (here > 0) & ((ratio > JUMP) | (ratio < 1 / JUMP))
    if kind in (Kind.YIELD, Kind.RATE):
        jumps &= np.abs(here - before) > YIELD_JUMP
    if not jumps.any():
        return
    spikes = np.zeros(len(close), dtype=np.bool_)
    leaps = np.flatnonzero(jumps) + 1
    for place, at in enumerate(leaps):
        if spikes[at - 1]:
            continue
        later = (end for end in leaps[place + 1 :] if end - at <= BLOCK)
        back_at = next((end for end in later if 0.5 < close[end] / close[at - 1] < 2), at)
        spikes[at:back_at] = True
    back = np.append(False, spikes[:-1])  # the way back from a spike is no jump of its own
    stays = np.append(False, jumps) & ~spikes & ~back
    if stays.any():
        message = "stands more than 300% above or 75% below the day before, and stays there: a real move, or a split"
        work.tell(work.rows[stays], f"{message} that splits.csv lacks")
    work.drop(spikes, "stands more than 300% above or 75% below the days around it")


def _check_extremes(work: _Screen, kind: Kind) -> dict[str, NDArray[np.float64]]:
    """The columns with fields that cannot be blanked."""
    columns = dict(work.bars.columns)
    if kind in POSITIVE:
        for name in ("open", "high", "low", "adj_close"):
            if name in columns and (bad := columns[name] <= 0).any():
                work.tell(work.rows[bad], f"has {name} of zero or below; the field is left out")
                columns[name] = np.where(bad, np.nan, columns[name])
    if "high" in columns and "low" in columns and (bad := columns["high"] < columns["low"]).any():
        work.tell(work.rows[bad], "has a high below its low; both are left out")
        columns |= {name: np.where(bad, np.nan, columns[name]) for name in ("high", "low")}
    return columns


def find_gaps(bars: Bars, calendar: MarketCalendar) -> tuple[date, ...]:
    """Sessions of the calendar between the first and the last bar that have none."""
    if bars.first is None or bars.last is None:
        return ()
    sessions = session_days(calendar, bars.first.year, bars.last.year)
    low, high = np.searchsorted(sessions, bars.days[[0, -1]])
    missing = np.setdiff1d(sessions[low:high], bars.days, assume_unique=True)
    return tuple(day.item() for day in missing)


@functools.lru_cache(maxsize=64)
def session_days(calendar: MarketCalendar, first: int, last: int) -> NDArray[np.datetime64]:
    """The sessions of whole years; an import asks for the same ones thousands of times."""
    ordinals = calendar.table.between(date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal())
    return (np.array(ordinals, dtype=np.int64) - EPOCH).astype("datetime64[D]")
