"""The rows that a claim is about. Its days are its own (`times.py` says which those may be); nothing is guessed here.

Sessions are the series' own days, helped by the calendar; the base of a period is the last close before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tapecheck.measures.series import Series, TooShort, Undecidable, load, names_quote_currency
from tapecheck.reference.calendars import Calendar
from tapecheck.reference.market import Adjustment, Kind, Market, SeriesInfo
from tapecheck.schema import Claim

DAY = timedelta(days=1)
CHART_BEFORE = timedelta(days=45)  # a chart of one day's move shows the weeks before it
PATCHY = {Kind.YIELD: 5, Kind.RATE: 5, Kind.FX: 5}  # days that may lack a figure: bond holidays, thin sources
HOLE = 5  # days without a close that make a hole


@dataclass(frozen=True, slots=True)
class Sighting:
    """The claim against its series: `start` is the first day meant, `row` the as-of close."""

    series: Series
    start: date
    row: int

    @property
    def day(self) -> date:
        return self.series.day(self.row)


def sight(
    claim: Claim,
    market: Market,
    *,
    field: str = "close",
    adjustment: Adjustment = Adjustment.SPLIT,
    whole: bool = False,
    as_named: bool = False,
    symbol: str | None = None,
) -> Sighting:
    """Load the claim's series and find the rows it is about.

    `whole` loads all history (superlatives); `as_named` turns a pair of currencies to the side that the subject names.

    Raises Undecidable where the day cannot be told or the series does not have it, and the market's errors.
    """
    info = find_info(claim, market, symbol)
    first, last = meant_days(claim)
    beginning = None if whole else first - CHART_BEFORE
    series = load(market, info.symbol, beginning, last + DAY, field=field, adjustment=adjustment)
    row = find_row(series, last, market.calendar(info.symbol))
    if as_named and names_quote_currency(claim.subject, info):
        series = series.inverted()
    return Sighting(series, series.day(row) if first == last else first, row)


def find_info(claim: Claim, market: Market, symbol: str | None = None) -> SeriesInfo:
    """What the market knows of the claim's instrument; Undecidable where that is nothing."""
    symbol = symbol or claim.symbol
    if symbol is None:
        raise Undecidable(
            f"no listed instrument is known for {claim.subject or 'the subject'}; "
            "add it to the catalogue or import one",
            code="no-instrument",
        )
    info = market.info(symbol)
    if info is None:
        raise Undecidable(
            f"no price series for {symbol} is at hand; import one with: tapecheck market import DIR", code="no-series"
        )
    return info


def meant_days(claim: Claim) -> tuple[date, date]:
    """The first and the last day that the claim is about."""
    first, end = claim.period_from, claim.period_to
    if first is None and end is None:
        raise Undecidable("neither the text nor the publication fixes the day; give it with --published", code="no-day")
    if first is None or end is None:
        raise Undecidable(
            "the text leaves the period open; nothing can be computed without both its bounds", code="period-open"
        )
    if end <= first:
        raise Undecidable(f"the period ends ({end}) before it begins ({first})", code="period-open")
    return first, end - DAY


def find_row(series: Series, day: date, calendar: Calendar) -> int:
    """The row of the last session up to `day`; Undecidable where the series lacks that session."""
    row = series.through(day)
    expected = calendar.back(day, 0)
    if row is None:
        raise TooShort(f"the series of {series.symbol} begins on {series.day(0)}, after {day}; import a longer one")
    found = series.day(row)
    if found < expected and (expected - found).days > PATCHY.get(series.info.kind, 0):
        raise TooShort(
            f"the series of {series.symbol} has no bar for {expected}, the last is of {found}; "
            "import a newer one with: tapecheck market import DIR"
        )
    return row


def find_base(series: Series, start: date, market: Market) -> int:
    """The row of the last close before `start`; Undecidable where the series begins later or has a hole there."""
    row = series.before(start)
    if row is None:
        begins = f"the series of {series.symbol} begins on {series.day(0)}"
        raise TooShort(f"{begins}: there is no close before {start}; import a longer history")
    expected = market.calendar(series.symbol).previous(start)
    if (expected - series.day(row)).days > HOLE:
        hole = f"no close between {series.day(row)} and {start}"
        raise TooShort(f"the series of {series.symbol} has {hole}; import the days between")
    return row


def is_day(claim: Claim) -> bool:
    """Whether the claim is about one day."""
    if claim.period_from is None or claim.period_to is None:
        return True
    return claim.period_to - claim.period_from <= DAY


def is_closed(claim: Claim) -> bool:
    """Whether the words tell of a close."""
    return claim.said.session is not None and claim.said.session.value == "closed"


def has_cue(claim: Claim, *values: str) -> bool:
    """Whether the words have one of these cues."""
    return any(cue.value in values for cue in claim.said.cues)
