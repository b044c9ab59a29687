"""Trading sessions: which days an instrument trades, and when its day is over.

`calendar_of` gives the calendar of an exchange (exchange_calendars: holidays and early closes from 1990, New York's
from 1970, or from where it begins, to the end of next year) or of a market without one ("24/5", "24/7", None). Days
outside of what is known count as sessions on weekdays. Look-ups are bisections on plain ordinals. The tables ship
(`sessions.py`); exchange_calendars is imported for an exchange that they lack, and when they have grown old.
"""

from __future__ import annotations

import functools
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from tapecheck.errors import MarketError

FIRST_YEAR = 1990
EARLIER = {"XNYS": 1970}  # before it exchange_calendars 4.13 finds no holidays with pandas 3
EVERY_DAY = "24/7"
WEEKDAYS = "24/5"
MONDAY = date(1990, 1, 1).toordinal()  # any Monday
EPOCH = date(1970, 1, 1).toordinal()


class Calendar(Protocol):
    """The sessions of one market. Days are local to the market, instants aware."""

    def is_session(self, day: date) -> bool:
        """Whether `day` is a trading day."""

    def previous(self, day: date) -> date:
        """The last session strictly before `day`."""

    def next(self, day: date) -> date:
        """The first session strictly after `day`."""

    def back(self, day: date, sessions: int) -> date:
        """The session `sessions` before `day` (0 is `day` itself, or the last session before it)."""

    def sessions(self, start: date, end: date) -> tuple[date, ...]:
        """The sessions of [start, end)."""

    def close(self, day: date) -> datetime:
        """The instant at which the session of `day` ends, early closes included."""

    def last_closed(self, instant: datetime) -> date:
        """The last session whose close is at or before `instant`."""


@dataclass(frozen=True, slots=True, eq=False)
class Sessions:
    """The days of one exchange: `days` are ordinals, complete for [first, last]; outside, weekdays are taken.

    `closes` are POSIX seconds, one a day; empty where only the local close time is known. `week` is the number of days
    a week that count where the list does not reach (5, or 7 for a market that never rests).
    """

    days: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    first: int = 1
    last: int = 0
    week: int = 5
    regular: frozenset[tuple[time, str]] = field(default=frozenset())  # closes (local time, zone) that its rules name

    def knows(self, ordinal: int) -> bool:
        """Whether the list, not the week, decides about this day."""
        return self.first <= ordinal <= self.last

    def has(self, ordinal: int) -> bool:
        """Whether the market trades on this day."""
        if self.knows(ordinal):
            at = bisect_left(self.days, ordinal)
            return at < len(self.days) and self.days[at] == ordinal
        return (ordinal - MONDAY) % 7 < self.week

    def step(self, ordinal: int, sign: int) -> int:
        """The nearest session strictly before (-1) or after (+1) this day."""
        if self.days and self.days[0] < ordinal <= self.last and sign < 0:
            return self.days[bisect_left(self.days, ordinal) - 1]
        if self.days and self.first <= ordinal < self.days[-1] and sign > 0:
            return self.days[bisect_right(self.days, ordinal)]
        ordinal += sign
        while not self.has(ordinal):
            ordinal += sign
        return ordinal

    def back(self, ordinal: int, count: int) -> int:
        """`count` sessions before this one: by place in the list while it reaches, then day by day."""
        if count and self.days and self.knows(ordinal):
            at = bisect_left(self.days, ordinal)
            taken = min(count, at)
            ordinal, count = self.days[at - taken] if taken else ordinal, count - taken
        for _ in range(count):
            ordinal = self.step(ordinal, -1)
        return ordinal

    def between(self, low: int, high: int) -> Sequence[int]:
        """The sessions of [low, high): from the list where it reaches, by the week before and after."""
        if not self.days:
            return self._weekdays(low, high)
        start, end = max(low, self.first), min(high, self.last + 1)
        if start >= end:
            return self._weekdays(low, high)
        known = self.days[bisect_left(self.days, start) : bisect_left(self.days, end)]
        return (*self._weekdays(low, start), *known, *self._weekdays(end, high))

    def _weekdays(self, low: int, high: int) -> Sequence[int]:
        return [ordinal for ordinal in range(low, high) if (ordinal - MONDAY) % 7 < self.week]

    def along_with(self, ordinals: Iterable[int], closes: Iterable[int]) -> Sessions:
        """These sessions and further ones of the days that the list knows, with their closes."""
        table = dict(zip(self.days, self.closes or (0,) * len(self.days), strict=True))
        table |= {day: close for day, close in zip(ordinals, closes, strict=True) if self.knows(day)}
        days = tuple(sorted(table))
        return replace(self, days=days, closes=tuple(table[day] for day in days) if self.closes else ())

    def close_of(self, ordinal: int) -> int | None:
        """The exchange's own close as POSIX seconds, or None where it is not known."""
        if not (self.closes and self.knows(ordinal)):
            return None
        return self.closes[bisect_left(self.days, ordinal)]


@dataclass(frozen=True, slots=True, eq=False)
class MarketCalendar:
    """Sessions of an exchange as one series keeps them: its own zone, and its own time of close.

    A future settles and a yield is fixed before its exchange closes: `close` is the series' time, or the exchange's own
    close where that is earlier (the day after Thanksgiving). Where `closing` is the exchange's regular close, the
    exchange's close of the day holds, so that a changed closing time (Tokyo, November 2024) is followed.
    """

    table: Sessions
    zone: ZoneInfo
    closing: time
    follows: bool

    def along_with(self, days: Iterable[date]) -> MarketCalendar:
        """This calendar and further sessions that a series has: a Saturday that its exchange opened for once."""
        ordinals = [day.toordinal() for day in days]
        if not ordinals:
            return self
        closes = [int(datetime.combine(date.fromordinal(o), self.closing, self.zone).timestamp()) for o in ordinals]
        return replace(self, table=self.table.along_with(ordinals, closes))

    def is_session(self, day: date) -> bool:
        return self.table.has(day.toordinal())

    def previous(self, day: date) -> date:
        return date.fromordinal(self.table.step(day.toordinal(), -1))

    def next(self, day: date) -> date:
        return date.fromordinal(self.table.step(day.toordinal(), 1))

    def back(self, day: date, sessions: int) -> date:
        if sessions < 0:
            raise ValueError(f"back takes a count of sessions, not {sessions}")
        ordinal = day.toordinal()
        if not self.table.has(ordinal):
            ordinal = self.table.step(ordinal, -1)
        return date.fromordinal(self.table.back(ordinal, sessions))

    def sessions(self, start: date, end: date) -> tuple[date, ...]:
        return tuple(map(date.fromordinal, self.table.between(start.toordinal(), end.toordinal())))

    def close(self, day: date) -> datetime:
        own = datetime.combine(day, self.closing, self.zone)
        exchange = self.table.close_of(day.toordinal()) if self.is_session(day) else None
        if exchange is None:
            return own
        theirs = datetime.fromtimestamp(exchange, UTC).astimezone(self.zone)
        return theirs if self.follows else min(own, theirs)

    def last_closed(self, instant: datetime) -> date:
        if instant.tzinfo is None:
            raise ValueError("last_closed takes an instant with its offset")
        day = instant.astimezone(self.zone).date()
        return day if self.is_session(day) and self.close(day) <= instant else self.previous(day)


@functools.cache
def calendar_of(code: str | None, timezone: str, close_time: str) -> MarketCalendar:
    """The calendar of a series.

    Args:
        code: an exchange's MIC ("XNYS", "XLON", "CMES") or a name that exchange_calendars knows ("NYSE"), "24/5" for
            weekdays, "24/7" for every day, None for weekdays where no exchange is meant.
        timezone: the series' zone, an IANA name ("America/New_York").
        close_time: when its day ends there, "16:00".

    Raises:
        MarketError: an unknown exchange, zone or time.
    """
    try:
        zone, closing = ZoneInfo(timezone), time.fromisoformat(close_time)
    except (ValueError, OSError) as error:
        raise MarketError(
            f"{timezone} {close_time}", "not a time zone and a time such as America/New_York 16:00"
        ) from error
    except KeyError as error:
        raise MarketError(timezone, "no such time zone; use an IANA name such as America/New_York") from error
    table = sessions_of(code)
    return MarketCalendar(table, zone, closing, follows=(closing, zone.key) in table.regular)


@functools.cache
def sessions_of(code: str | None) -> Sessions:
    """The sessions of an exchange, built on first use."""
    if code in (None, "", WEEKDAYS):
        return Sessions()
    if code == EVERY_DAY:
        return Sessions(week=7)
    from tapecheck.reference.sessions import shipped_sessions

    return shipped_sessions(str(code)) or build_sessions(str(code))


def build_sessions(code: str) -> Sessions:
    """An exchange's days and closes out of exchange_calendars: from 1990 or EARLIER, or from where its rules begin.

    Raises:
        MarketError: an exchange that it does not know.
    """
    import exchange_calendars as exchanges  # heavy: pandas, and half a second of its own

    try:
        name = exchanges.resolve_alias(code)
    except exchanges.errors.InvalidCalendarName as error:
        message = "no such exchange calendar; series.csv wants a code such as XNYS or XLON, 24/5, 24/7, or nothing"
        raise MarketError(code, message) from error
    with warnings.catch_warnings():  # it warns about its own use of pandas, which nobody here can mend
        warnings.simplefilter("ignore")
        return _build(name)


def _build(name: str) -> Sessions:
    import exchange_calendars as exchanges

    start, end = date(EARLIER.get(name, FIRST_YEAR), 1, 1), date(datetime.now(UTC).year + 1, 12, 31)
    try:
        exchange = exchanges.get_calendar(name, start=start, end=end)
    except ValueError:  # its rules begin later, or end earlier (lunar holidays are announced a year ahead)
        kind = type(exchanges.get_calendar(name))
        low, high = kind.bound_min(), kind.bound_max()
        start = max(start, low.date()) if low is not None else start
        end = min(end, high.date()) if high is not None else end
        exchange = exchanges.get_calendar(name, start=start, end=end)
    days = tuple(day.toordinal() for day in exchange.sessions)
    closes = tuple(int(second) for second in exchange.closes.to_numpy("datetime64[s]").astype("int64"))
    regular = frozenset((moment, exchange.tz.key) for _, moment in exchange.close_times)
    return Sessions(days, closes, start.toordinal(), end.toordinal(), regular=regular)
