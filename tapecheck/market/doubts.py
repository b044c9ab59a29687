"""The days of a series whose figure is not certain: told with the history, so that nobody is contradicted by them.

What cannot be a close is left out when a file is read (`screen.py`); the session then lacks a bar, as it does where the
file never had one. What may be right stays in the series, and its day is named here:

| found | why it is in doubt |
|---|---|
| a session of the exchange without a bar | the close before it is not the base of the next day's change |
| a bar that repeats the one before it, all four prices | a day without trading (a typhoon), or a copy |
| a close at four times or a quarter of the last one | a move, or a split or a unit that nobody told of |
| a listed split across which the closes jump by its ratio | the file's closes are as printed, not adjusted |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tapecheck.errors import MarketError
from tapecheck.market.bars import Bars, as_date
from tapecheck.market.screen import JUMP, POSITIVE, session_days
from tapecheck.reference.calendars import MarketCalendar, calendar_of
from tapecheck.reference.market import Kind, SeriesInfo, Split

# Kinds that have a bar on every session of their calendar. Futures have none on half holidays that their exchange opens
# for, yields none on bond holidays, currencies come from thin sources.
WHOLE = frozenset({Kind.PRICE_INDEX, Kind.TOTAL_RETURN_INDEX, Kind.STOCK, Kind.ETF, Kind.CRYPTO})
PRICES = ("open", "high", "low", "close")

STRANGE = 0.01  # share of bars on days that the exchange's calendar does not have; with more it is another calendar
NO_BAR = "has no bar of this session"
REPEATED = "repeats the bar of the session before"
LEAPT = "stands at over four times or under a quarter of the close before: a move, or a split or unit not told"
UNADJUSTED = "jumps by the ratio of a listed split: closes as printed, not adjusted"


def find_doubtful(bars: Bars, info: SeriesInfo, splits: Sequence[Split] = ()) -> dict[date, str]:
    """The doubtful days between the first and the last bar, in order, each with its reason."""
    if len(bars) < 2:
        return {}
    found: dict[date, str] = {}
    if info.kind in WHOLE:
        found |= dict.fromkeys(missing_sessions(bars, info), NO_BAR)
        found |= dict.fromkeys(_days(bars, _repeated(bars)), REPEATED)
    if info.kind in POSITIVE:
        found |= dict.fromkeys(_days(bars, _leaps(bars)), LEAPT)
        found |= dict.fromkeys(_unadjusted(bars, splits), UNADJUSTED)
    return dict(sorted(found.items()))


def between(doubtful: Mapping[date, str], cut: Bars) -> dict[date, str]:
    """Of the doubtful days of a whole series those of a cut of it: what `find_doubtful` would find in the cut.

    A bar that repeats another, or leaps from it, needs one before it: the first day of a cut is in no doubt.
    """
    first, last = (cut.first, cut.last) if doubtful else (None, None)
    if first is None or last is None:
        return {}
    return {day: why for day, why in doubtful.items() if first < day <= last}


def shifts(doubtful: Mapping[date, str]) -> dict[date, str]:
    """Those across which the series may stand on another basis, so that nothing before compares with anything after."""
    return {day: why for day, why in doubtful.items() if why in (LEAPT, UNADJUSTED)}


def missing_sessions(bars: Bars, info: SeriesInfo) -> tuple[date, ...]:
    """Sessions that the exchange's own list knows, between the first and the last bar, that have none."""
    if info.calendar is None or bars.first is None or bars.last is None:
        return ()
    try:
        calendar = calendar_of(info.calendar, info.timezone, info.close_time)
    except MarketError:  # an exchange that nobody knows: told where the calendar itself is asked for
        return ()
    sessions = session_days(calendar, bars.first.year, bars.last.year)
    low, high = np.searchsorted(sessions, bars.days[[0, -1]])
    missing = np.setdiff1d(sessions[low:high], bars.days, assume_unique=True)
    return tuple(day for day in map(as_date, missing) if _known(calendar, day))


def own_calendar(bars: Bars, info: SeriesInfo) -> MarketCalendar:
    """The exchange's calendar with the sessions that the series has and the calendar lacks: a special Saturday.

    Only of series that otherwise keep to it, and no bar that repeats the one before. Raises MarketError.
    """
    calendar = calendar_of(info.calendar, info.timezone, info.close_time)
    if info.kind not in WHOLE or not calendar.table.days or bars.first is None or bars.last is None:
        return calendar
    own = np.setdiff1d(bars.days, session_days(calendar, bars.first.year, bars.last.year), assume_unique=True)
    own = np.setdiff1d(own, bars.days[_repeated(bars)], assume_unique=True)
    weekend = [day for day in map(as_date, own) if day.weekday() >= 5]  # a bar on a holiday is a vendor's mistake
    known = [day for day in weekend if calendar.table.knows(day.toordinal())]
    return calendar.along_with(known) if len(known) <= STRANGE * len(bars) + 1 else calendar


def _known(calendar: MarketCalendar, day: date) -> bool:
    return calendar.table.week == 7 or calendar.table.knows(day.toordinal())


def _days(bars: Bars, rows: NDArray[np.intp]) -> list[date]:
    return [as_date(bars.days[row]) for row in rows]


def _repeated(bars: Bars) -> NDArray[np.intp]:
    if not set(PRICES) <= set(bars.columns):
        return np.array([], dtype=np.intp)
    same = np.ones(len(bars) - 1, dtype=np.bool_)
    moved = np.zeros(len(bars) - 1, dtype=np.bool_)
    for name in PRICES:
        values = bars.columns[name]
        same &= values[1:] == values[:-1]
        moved |= values[1:] != bars.columns["close"][1:]  # four equal prices, day after day, are a fixed rate
    return np.flatnonzero(same & moved) + 1


def _leaps(bars: Bars) -> NDArray[np.intp]:
    close = bars.columns["close"]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = close[1:] / close[:-1]
    return np.flatnonzero((ratio > JUMP) | (ratio < 1 / JUMP)) + 1


def _unadjusted(bars: Bars, splits: Sequence[Split]) -> list[date]:
    """Days of listed splits across which the closes move nearly by the split's ratio."""
    close, found = bars.columns["close"], []
    for split in splits:
        row = int(np.searchsorted(bars.days, np.datetime64(split.day, "D")))
        if not 0 < row < len(bars) or as_date(bars.days[row]) - split.day > timedelta(days=5):
            continue
        moved, expected = float(np.log(close[row] / close[row - 1])), -float(np.log(split.ratio))
        if abs(expected) > 0.2 and abs(moved - expected) < abs(expected) / 3:
            found.append(as_date(bars.days[row]))
    return found
