"""When a claim is about: the as-of close, and the period as half-open bounds that end the day after it.

The rules are contract.md's. A named day wins. Without one it is the last close of the instrument's own market before
publication; a bare date leaves that day's close and the one before, and the text decides which is meant.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tapecheck.nlp.claims.shapes import number_of
from tapecheck.nlp.periods.times import add_months
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.calendars import Calendar, calendar_of
from tapecheck.reference.instruments import Catalogue
from tapecheck.schema import DEFAULT_ZONE, Period, PeriodKind, PeriodReading, Published, Time, TimeSource, changed

RE = patterns("when.patterns")

DAY = timedelta(days=1)
WEEK = 7 * DAY
SESSION = timedelta(hours=7)
ROUND_THE_CLOCK = ("=F", "=X", "-USD")  # futures, currencies, coins
DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$")
MONTH = RE.month
DAY_FIRST = RE.day_first
WEEKDAY = RE.weekday
LENGTHS = {"month": (28, 31), "quarter": (90, 92), "half": (181, 184), "year": (365, 366)}
RUNNING = "the session that was under way at publication"
BARE = "the other close that a bare date of publication leaves"
THE_DAY = "the day that the figure would be of without the words around it"
THE_STRETCH = "the longer period that the words around it name"

CalendarOf = Callable[[str | None], Calendar]


@dataclass(frozen=True, slots=True)
class When:
    """The bounds of a claim, whether the text fixes the day, and other careful readings.

    `source` is which words give it; `others` are the further times that the words admit, likelier ones first.
    """

    from_: date | None
    to: date | None
    day_stated: bool = False
    readings: tuple[PeriodReading, ...] = ()
    source: TimeSource | None = None
    others: tuple[When, ...] = ()
    begins: tuple[date, date] | None = None  # the earliest and the latest first day of a vague beginning

    @property
    def span(self) -> int:
        """Days from first to last, 0 where a bound is open."""
        return (self.to - self.from_).days if self.from_ and self.to else 0

    @property
    def dated(self) -> bool:
        """Whether it has a bound at all."""
        return self.from_ is not None or self.to is not None

    def told_by(self, source: TimeSource) -> When:
        """The same time, with the words that give it; what already knows them keeps its own."""
        if self.source is not None:
            return self
        return changed(self, source=source, others=tuple(other.told_by(source) for other in self.others))

    @property
    def times(self) -> tuple[Time, ...]:
        """What the words admit, likeliest first, each once."""
        found: dict[tuple[date | None, date | None], Time] = {}
        for when in (self, *self.others):
            time = Time(from_=when.from_, to=when.to, source=when.source or TimeSource.SENTENCE)
            found.setdefault((when.from_, when.to), time)
        return tuple(found.values())

    def counted_from(self, start: date | None, begins: tuple[date, date] | None = None) -> When:
        """From another day on, to the same end."""
        return When(start, self.to, self.day_stated, self.readings, begins=begins)

    def open_to(self, other: When, name: str, source: TimeSource = TimeSource.DEFAULT) -> When:
        """The same time with another one beside it that the words admit too, told by `source`."""
        if other.from_ is None or (other.from_, other.to) == (self.from_, self.to):
            return self
        reading = PeriodReading(reading=name, from_=other.from_, to=other.to)
        return replace(self, readings=(*self.readings, reading), others=(*self.others, other.told_by(source)))


NEVER = When(None, None)


def either(times: Sequence[When], name: str) -> When:
    """Times that the words admit alike, the first as the likeliest."""
    found = times[0] if times else NEVER
    for other in times[1:]:
        found = found.open_to(other, name, TimeSource.OWN)
    return found


@dataclass(frozen=True, slots=True)
class Clock:
    """The calendar side of one article: when it appeared, and the sessions of every market it names."""

    published: Published | None
    calendar_of: CalendarOf
    home: str | None = None  # the first instrument of the article: whose day it is where a claim has none
    named: date | None = None  # the day that the article's first sentences name: of publication, or before a bare date

    def of_report(self, day: date) -> Clock:
        """The clock of a report of another day, one of several in a text."""
        return replace(self, published=Published(day), named=day - DAY * max(0, day.weekday() - 4))

    def as_of(self, symbol: str | None, *, closed: bool = False) -> date | None:
        """The session whose close an undated statement means; of a bare date the earlier, the later if it `closed`."""
        if self.published is None:
            return None
        calendar = self.calendar_of(symbol or self.home)
        if self.published.instant is not None:
            last = calendar.last_closed(self.published.instant)
            if self.named is not None and last < self.named and self.under_way(calendar, self.named):
                return self.named
            return last
        day = self.published.day
        if self.named is not None and calendar.is_session(self.named):
            return self.named
        return day if closed and calendar.is_session(day) else calendar.previous(day)

    def today(self, symbol: str | None) -> When | None:
        """The session that was under way at publication."""
        if self.published is None or not self.under_way(self.calendar_of(symbol or self.home), self.published.day):
            return None
        return When(self.published.day, self.published.day + DAY, True, source=TimeSource.DEFAULT)

    def under_way(self, calendar: Calendar, day: date) -> bool:
        """Whether the session of a day had begun at publication."""
        if self.published is None or self.published.instant is None:
            return False
        return calendar.is_session(day) and self.published.instant >= calendar.close(day) - SESSION

    def after(self, symbol: str | None, day: date) -> When | None:
        """The session after a day, where it ran at publication: what trades round the clock always does."""
        following = self.calendar_of(symbol or self.home).next(day)
        clock = (symbol or "").endswith(ROUND_THE_CLOCK)
        if self.published is None or self.published.instant is None or following < self.published.day:
            return None
        if not clock and not self.under_way(self.calendar_of(symbol or self.home), following):
            return None
        return When(following, following + DAY, True)

    def other(self, symbol: str | None, chosen: date) -> date | None:
        """The other close that a bare date leaves open."""
        if self.published is None or self.published.instant is not None:
            return None
        calendar, day = self.calendar_of(symbol or self.home), self.published.day
        if not calendar.is_session(day):
            return None
        return calendar.previous(day) if chosen == day else day

    def undated(self, symbol: str | None, *, closed: bool = False) -> When:
        """A daily statement without a date."""
        day = self.as_of(symbol, closed=closed)
        if day is None:
            return NEVER
        other = self.other(symbol, day)
        readings: tuple[PeriodReading, ...] = ()
        if other:
            readings = (PeriodReading(reading=BARE, from_=other, to=other + DAY),)
        running = self.today(symbol)
        if running is not None and running.from_ is not None and running.from_ > day:
            readings += (PeriodReading(reading=RUNNING, from_=running.from_, to=running.to),)
        stated = closed or (day == self.named and self.published is not None and self.published.instant is None)
        plain = When(day, day + DAY, stated, readings, TimeSource.DEFAULT)
        last = replace(self, named=None).as_of(symbol)
        if not stated or last is None or day >= last:
            return plain
        # no close of a page that appeared days later: the first sentences say which
        return replace(plain, source=TimeSource.BEFORE, others=(When(last, last + DAY, source=TimeSource.DEFAULT),))

    def within(self, symbol: str | None, period: Period, *, closed: bool = False) -> When:
        """A statement about `period`: from its first day to the day after its last session that has closed."""
        if period.from_ is None:
            return self.undated(symbol, closed=closed) if period.kind is PeriodKind.DATE else NEVER
        if RE.ago.search(period.text):
            return NEVER
        instant = self.published is not None and self.published.instant is not None
        if instant and period.text.lower() == "overnight" and not (symbol or "").endswith(("=X", "-USD")):
            return replace(self.undated(symbol, closed=closed), source=None)
        if period.text.lower() == "overnight" and self.published is not None and not instant:
            other = replace(self.on(symbol, self.published.day), source=TimeSource.OWN)
            return self.on(symbol, period.from_).open_to(other, "the night before the page")
        if is_day(period):
            return self.updated(symbol, period, self.on(symbol, period.from_))
        last = self.as_of(symbol, closed=closed)
        ends = [end for end in (period.to, last + DAY if last else None) if end is not None]
        if not ends:
            return When(period.from_, None)
        end = min(ends)
        calendar = self.calendar_of(symbol or self.home)
        final = calendar.previous(end)
        if final < period.from_:
            return When(period.from_, period.to)
        run = RE.run_to.match(period.text)
        if run and (count := number_of(run["count"])) and (final + DAY == period.to or not run["to"]):
            ran = [
                When(calendar.back(day, int(count) - 1), day + DAY, True)
                for day in (final, calendar.previous(period.to or end))
            ]
            return either(ran[: 1 if run["to"] else 2], "up to the day of the page")
        over = bool(period.to and last and calendar.next(last) >= period.to)
        others = tuple(When(r.from_, r.to, True) for r in period.readings if r.reading == "the week before")
        when = When(period.from_, final + DAY, over, others=others, begins=period.begins)
        if (day := self.ends_week(period, calendar)) is not None and final < day:
            return replace(when, to=day + DAY, others=(replace(when, others=()), *others))
        return when

    def ends_week(self, period: Period, calendar: Calendar) -> date | None:
        """The day of a bare date that ends a week, which then is told up to that day, or to the one before."""
        published = self.published
        if published is None or published.instant is not None or period.from_ is None or period.to is None:
            return None
        day, week = published.day, 4 < (period.to - period.from_).days < 8
        return day if week and calendar.is_session(day) and day < period.to <= calendar.next(day) else None

    def is_ahead(self, period: Period) -> bool:
        """Whether a period is still to come."""
        return self.published is not None and period.from_ is not None and period.from_ > self.published.day

    def up_to_now(self, period: Period) -> When:
        """A period as it stands, cut off after the day of publication."""
        ends = [end for end in (period.to, self.published.day + DAY if self.published else None) if end is not None]
        return When(period.from_, min(ends) if ends else None)

    def on(self, symbol: str | None, day: date) -> When:
        """A statement about one named day; a day without a session means the one before."""
        calendar = self.calendar_of(symbol or self.home)
        session = day if calendar.is_session(day) else calendar.previous(day)
        return When(session, session + DAY, True)

    def first_session(self, symbol: str | None, day: date) -> When:
        """A statement about the first session from a day on."""
        calendar = self.calendar_of(symbol or self.home)
        return self.on(symbol, day if calendar.is_session(day) else calendar.next(day))

    def updated(self, symbol: str | None, period: Period, when: When) -> When:
        """A weekday six days before a bare date is as well the day after: of a page that was updated since."""
        published = self.published
        if published is None or published.instant is not None or not WEEKDAY.fullmatch(period.text):
            return when
        day = published.day + DAY
        if period.from_ != day - 7 * DAY or not self.calendar_of(symbol or self.home).is_session(day):
            return when
        return replace(when, others=(When(day, day + DAY, True),))

    def before(self, symbol: str | None, when: When) -> When:
        """The session before the last of `when`."""
        if when.to is None:
            return NEVER
        day = self.calendar_of(symbol or self.home).previous(when.to - DAY)
        return When(day, day + DAY, when.day_stated)

    def ahead(self, period: Period | None) -> When:
        """The time of a forecast: its own, a deadline from the day after publication on."""
        if period is None or self.published is None:
            return NEVER
        if (
            period.kind is PeriodKind.RANGE
            and period.from_
            and period.text.lower().startswith(("the end", "mid", "end"))
        ):
            return When(self.published.day + DAY, period.to)
        return When(period.from_, period.to)

    def whole_months(self, symbol: str | None) -> When:
        """The last session of the last month that is over: what "five consecutive months" ends with."""
        return self.last_of(symbol, lambda day: (day.year, day.month))

    def whole_weeks(self, symbol: str | None) -> When:
        """The last session of the last week that is over."""
        return self.last_of(symbol, lambda day: day.isocalendar()[:2])

    def last_of(self, symbol: str | None, unit: Callable[[date], tuple[int, int]]) -> When:
        """The last session of the last unit that is over; of a bare date that ends one, that day or the one before."""
        day, calendar = self.as_of(symbol), self.calendar_of(symbol or self.home)
        if day is None or self.published is None:
            return NEVER
        end = day
        while unit(calendar.next(end)) == unit(end):
            end = calendar.previous(end)
        when, today = When(end, end + DAY), self.published.day
        bare = self.published.instant is None and calendar.is_session(today) and end < today
        if bare and unit(calendar.next(today)) != unit(today):
            return When(today, today + DAY, others=(when,))
        return when

    def whole(self, symbol: str | None, freq: str) -> When:
        """The last week, month, quarter or year that is over, to the day after its last session."""
        last = self.whole_weeks(symbol) if freq == "week" else self.whole_months(symbol)
        if last.to is None:
            return NEVER
        day = last.to - DAY
        if freq == "week":
            return When(day - timedelta(days=day.weekday()), last.to)
        ends = {"quarter": (3, 6, 9, 12), "year": (12,)}.get(freq)
        if ends is not None and day.month not in ends:
            return NEVER
        first = {"month": day.month, "quarter": day.month - 2, "year": 1}[freq]
        return When(day.replace(month=first, day=1), last.to)


def is_day(period: Period) -> bool:
    """Whether a period is one calendar day."""
    return bool(period.from_ and period.to and (period.to - period.from_).days == 1)


def unit_named(period: Period) -> str | None:
    """The week, month, quarter, half or year that a period of the calendar is."""
    if period.from_ is None or period.to is None or period.kind is not PeriodKind.RANGE:
        return None
    first, days = period.from_, (period.to - period.from_).days
    if first.day != 1:
        return None
    return next((unit for unit, (low, high) in LENGTHS.items() if low <= days <= high), None)


def names_day(period: Period) -> bool:
    """Whether the words of a period name a day of the calendar or of the week: "since Oct. 10"."""
    month = MONTH.search(period.text)
    return bool((month and month["day"]) or DAY_FIRST.search(period.text) or WEEKDAY.search(period.text))


def bound_of(period: Period) -> str | None:
    """The bound of a superlative as printed: "2002-05", "1987", "2001-09-17"; None where it is not resolved."""
    if period.from_ is None:
        return None
    found = MONTH.search(period.text)
    if found and (found["day"] or DAY_FIRST.search(period.text)):
        return period.from_.isoformat()
    if found:
        return f"{period.from_:%Y-%m}"
    if WEEKDAY.search(period.text):
        return period.from_.isoformat()
    if re.search(r"\b(?:1[89]|20)\d\d\b", period.text):
        return f"{period.from_:%Y}"
    return f"{period.from_:%Y-%m}" if period.from_.day == 1 else period.from_.isoformat()


def look_back(day: date, duration: str) -> str | None:
    """The month that lies a duration ("P2Y", "P6M", "P3W") before a day; the day itself for days and weeks."""
    parts = DURATION.match(duration)
    if parts is not None and (parts[3] or parts[4]):
        return (day - timedelta(weeks=int(parts[3] or 0), days=int(parts[4] or 0))).isoformat()
    found = look_back_day(day, duration)
    return f"{found:%Y-%m}" if found is not None else None


def look_back_day(day: date, duration: str) -> date | None:
    """The day that lies whole months or years before a day, the last of its month where that is shorter."""
    parts = DURATION.match(duration)
    return add_months(day, -12 * int(parts[1] or 0) - int(parts[2] or 0)) if parts is not None else None


@functools.cache
def fallback_calendar() -> Calendar:
    """The calendar of what the catalogue does not know: New York's."""
    return calendar_of("XNYS", DEFAULT_ZONE, "16:00")


def calendars_of(catalogue: Catalogue | None) -> CalendarOf:
    """The calendar of each symbol, as the catalogue has it; New York's for what it does not know."""

    @functools.cache
    def find(symbol: str | None) -> Calendar:
        known = catalogue.symbol(symbol) if catalogue is not None and symbol is not None else None
        if known is None:
            return fallback_calendar()
        return calendar_of(known.calendar, known.timezone, known.close_time)

    return find
