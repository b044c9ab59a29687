"""Which close a claim is about: contract.md's "As of".

A day that the text names wins if its close has passed at publication. Without one it is the last close before the
instant. A bare date of publication leaves that day's close and the one before it. Sessions are the series' own days,
helped by the calendar; the base of a period is the last close before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tapecheck.crosscheck.series import Series, load
from tapecheck.crosscheck.verdicts import Undecidable
from tapecheck.reference.calendars import Calendar
from tapecheck.reference.market import Adjustment, Kind, Market, SeriesInfo
from tapecheck.schema import Claim, Published

DAY = timedelta(days=1)
CHART_BEFORE = timedelta(days=45)  # a chart of one day's move shows the weeks before it
SESSION = timedelta(hours=7)  # a session is no longer than this, where it matters whether one is running
SESSION_IN_EUROPE = timedelta(hours=8, minutes=30)
PATCHY = {Kind.YIELD: 5, Kind.RATE: 5, Kind.FX: 5}  # days that may lack a figure: bond holidays, thin sources
CONTINUOUS = (Kind.FX, Kind.CRYPTO)  # trade around the clock: an extreme of a day that still runs has been reached
SETTLED = re.compile(r"\b(clos(?:e[sd]?|ing)|end(?:s|ed|ing)?|settl\w+|finish\w*|on the day)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What had closed at publication, in the series' own days. All None where publication is not known.

    `main` is the last session closed for certain, `later` one that may have been (a bare date), `live` one that was
    running at the instant.
    """

    main: date | None = None
    later: date | None = None
    live: date | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """The claim against its series: which rows it is about.

    `start` is the first day meant, `row` the as-of close, `later` another close that also counts (a bare date);
    `assumed` says that the day meant had not closed, and the close before it was taken.
    """

    series: Series
    start: date
    row: int
    later: int | None = None
    assumed: bool = False
    live: bool = False

    @property
    def day(self) -> date:
        return self.series.day(self.row)


def find_cutoff(claim: Claim, calendar: Calendar) -> Cutoff:
    """The last closes before publication."""
    if claim.published is None:
        return Cutoff()
    published = Published.parse(claim.published)
    if published.instant is not None:
        main = calendar.last_closed(published.instant)
        running = calendar.next(main)
        close = calendar.close(running)
        longest = SESSION_IN_EUROPE if str(close.tzinfo).startswith("Europe/") else SESSION
        return Cutoff(main, live=running if close - published.instant < longest else None)
    day = published.day
    if not calendar.is_session(day):
        return Cutoff(calendar.previous(day))
    if decides_day(claim):
        return Cutoff(day)
    return Cutoff(calendar.previous(day), later=day)


def decides_day(claim: Claim) -> bool:
    """Whether the text says that the day's close is meant."""
    return claim.day_stated or bool(SETTLED.search(claim.text))


def sight(
    claim: Claim,
    market: Market,
    *,
    field: str = "close",
    adjustment: Adjustment = Adjustment.SPLIT,
    whole: bool = False,
    symbol: str | None = None,
) -> Sighting:
    """Load the claim's series and find the rows it is about. `whole` loads all history (superlatives).

    Raises Undecidable where the day cannot be told or the series does not have it, and the market's errors.
    """
    info = find_info(claim, market, symbol)
    calendar = market.calendar(info.symbol)
    cutoff = find_cutoff(claim, calendar)
    first, last = meant_days(claim, cutoff)
    day, later, assumed = closed_day(claim, first, last, cutoff, info)
    beginning = None if whole else min(first, day) - CHART_BEFORE
    series = load(market, info.symbol, beginning, (later or day) + DAY, field=field, adjustment=adjustment)
    row = find_row(series, day, calendar)
    single = last == first
    start = series.day(row) if single else first
    later_row = None if later is None else series.through(later)
    if later_row == row:
        later_row = None
    if later_row is not None and later_row >= len(series):
        later_row = None
    live = cutoff.live is not None and not single and cutoff.live <= last + DAY
    return Sighting(series, start, row, later_row, assumed, live)


def find_info(claim: Claim, market: Market, symbol: str | None = None) -> SeriesInfo:
    """What the market knows of the claim's instrument; Undecidable where that is nothing."""
    symbol = symbol or claim.symbol
    if symbol is None:
        raise Undecidable(
            f"no listed instrument is known for {claim.subject or 'the subject'}; add it to the catalogue or import one"
        )
    info = market.info(symbol)
    if info is None:
        raise Undecidable(
            f"no price series for {symbol} is at hand; import one with: tapecheck market import DIR",
        )
    return info


def meant_days(claim: Claim, cutoff: Cutoff) -> tuple[date, date]:
    """The first and the last day that the claim is about."""
    first, end = claim.period_from, claim.period_to
    if first is None and end is None:
        if cutoff.main is None:
            raise Undecidable("neither the text nor the publication fixes the day; give it with --published")
        return cutoff.main, cutoff.main
    if first is None or end is None:
        raise Undecidable("the text leaves the period open; nothing can be computed without both its bounds")
    if end <= first:
        raise Undecidable(f"the period ends ({end}) before it begins ({first})")
    return first, end - DAY


def closed_day(
    claim: Claim, first: date, last: date, cutoff: Cutoff, info: SeriesInfo
) -> tuple[date, date | None, bool]:
    """The as-of day, a later one that also counts, and whether the first was only assumed."""
    if cutoff.main is None or last < cutoff.main:
        return last, None, False
    if last == cutoff.main and is_extreme(claim) and still_ran(claim, info, last):
        assert claim.published is not None
        return last, Published.parse(claim.published).day, False
    if last == cutoff.main:  # a bare date leaves the publication's own close too, unless the text names the day
        return last, None if claim.day_stated else cutoff.later, False
    later = cutoff.later if cutoff.later is not None and first <= cutoff.later <= last else None
    if first <= cutoff.main:
        return cutoff.main, later, False
    if later is not None and first == last:
        return cutoff.main, later, False
    if running(info, claim):
        return last, None, False
    unfinished = f"session unfinished: {info.symbol} had not closed on {last} at publication ({claim.published})"
    if claim.day_stated or claim.field in ("high", "low") or first != last or (first - cutoff.main).days > 5:
        raise Undecidable(unfinished)
    return cutoff.main, None, True


def is_extreme(claim: Claim) -> bool:
    """Whether the claim is about a high or low within the day."""
    return claim.field in ("high", "low") or claim.metric in ("intraday_high", "intraday_low")


def still_ran(claim: Claim, info: SeriesInfo, day: date) -> bool:
    """Whether a market that never closes was in the day after `day` at publication, and the text names no day."""
    if info.kind not in CONTINUOUS or claim.published is None or claim.day_stated:
        return False
    published = Published.parse(claim.published)
    return published.instant is not None and 0 < (published.day - day).days <= 3


def running(info: SeriesInfo, claim: Claim) -> bool:
    """Whether the claim is about an extreme, of its publication's day, of a market that trades around the clock."""
    if not is_extreme(claim) or info.kind not in CONTINUOUS or claim.published is None or claim.period_from is None:
        return False
    return abs((Published.parse(claim.published).day - claim.period_from).days) <= 1


def find_row(series: Series, day: date, calendar: Calendar) -> int:
    """The row of the last session up to `day`; Undecidable where the series lacks that session."""
    row = series.through(day)
    expected = calendar.back(day, 0)
    if row is None:
        raise Undecidable(f"the series of {series.symbol} begins on {series.day(0)}, after {day}; import a longer one")
    found = series.day(row)
    if found < expected and (expected - found).days > PATCHY.get(series.info.kind, 0):
        raise Undecidable(
            f"the series of {series.symbol} has no bar for {expected}, the last is of {found}; "
            "import a newer one with: tapecheck market import DIR"
        )
    return row


def find_base(series: Series, start: date, market: Market) -> int:
    """The row of the last close before `start`; Undecidable where the series begins later or has a hole there."""
    row = series.before(start)
    if row is None:
        raise Undecidable(
            f"the series of {series.symbol} begins on {series.day(0)}: there is no close before {start}; "
            "import a longer history"
        )
    expected = market.calendar(series.symbol).previous(start)
    if (expected - series.day(row)).days > 5:
        raise Undecidable(
            f"the series of {series.symbol} has no close between {series.day(row)} and {start}; import the days between"
        )
    return row
