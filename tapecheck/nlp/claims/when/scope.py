"""What a title or a heading sets for all that stands below it: "Week of 6 June", "Weekly Key Data:", "Month in review".

A change that no words of its own date is then of that time, or of some day in it: the last close before publication
alone cannot refute it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tapecheck.nlp.claims.memory import Memory
from tapecheck.nlp.claims.when.clock import DAY, is_day, unit_named
from tapecheck.nlp.periods.times import containing
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Period, PeriodKind

RE = patterns("when.patterns")

LONGEST = 120
YEAR = re.compile(r"\d{4}")
TITLE = 5  # offset: an article's title begins its text
ITEM = re.compile(r"(?:^|\n)[ \t]*(?:(?:\d{1,2}[.)]|[-•*])[ \t]+)?$")  # where a line, or an item of a list, begins
LISTED = re.compile(r"[ \t]{0,9}\n\s{0,9}[-•*]\s")
AHEAD = re.compile(r"\b(?:ahead|outlook|forecasts?|preview|next|coming|watch(?:ing)?|calendar)\b", re.IGNORECASE)
LENGTHS = {"week": range(4, 10), "month": range(28, 32)}
# days into the next one in which a piece is still of the one that is over
EARLY = {"week": 2, "month": 10, "quarter": 25, "half": 25, "year": 31}


def scope_of(text: str, start: int, periods: Sequence[Period], today: date | None) -> Period | None:
    """The week or month that a title or heading, text at `start`, says a piece is of."""
    found = RE.piece.search(text) if len(text) <= LONGEST and today is not None else None
    if found is None or today is None or AHEAD.search(text):
        return None
    unit = "month" if found["month"] else "week"
    for named in periods:
        if named.from_ and named.to and (named.to - named.from_).days in LENGTHS[unit]:
            return named
    first, last = unit_of(unit, today)
    low, high = start + found.start(), start + found.end()
    return Period(start=low, end=high, text=found[0], kind=PeriodKind.RANGE, from_=first, to=last)


def review_of(text: str, periods: Sequence[Period], today: date | None) -> Period | None:
    """The month, quarter or year that is over and that a headline of a review names: "Second Quarter 2024 Recap"."""
    over = [p for p in periods if unit_named(p) and p.to is not None and today is not None and p.to <= today]
    return over[0] if len(over) == 1 and len(text) <= LONGEST and RE.review.search(text) else None


def heading_of(text: str, start: int, periods: Sequence[Period], today: date | None) -> Period | None:
    """The period of a line that ends in a colon and heads a list: "For the week:", "Weekly Key Data:"."""
    if len(text) > LONGEST or RE.heading.fullmatch(text.rstrip()) is None:
        return None
    if len(periods) != 1:
        return None if periods else scope_of(text, start, periods, today)
    period = periods[0]
    return period if period.from_ is not None and period.kind is not PeriodKind.LOOKBACK else None


def report_day(text: str, start: int, end: int, periods: Sequence[Period], today: date | None) -> date | None:
    """The day that heads a report, one of several in a text: "September 11, 2021 Weekly Market Update."."""
    first = periods[0] if periods and end - start <= LONGEST else None
    if first is None or first.from_ is None or not is_day(first) or first.start - start > TITLE or today is None:
        return None
    heads = (
        ITEM.search(text, max(0, start - 12), start) is not None and RE.report.search(text, first.end, end) is not None
    )
    return first.from_ if heads and YEAR.search(first.text) and first.from_ <= today else None


def note_place(
    memory: Memory, text: str, start: int, end: int, periods: Sequence[Period], today: date | None, report: bool
) -> None:
    """Note what a sentence sets as a title, the head of a `report` or that of a list, or that its list is over."""
    words = text[start:end]
    if report:
        memory.stretch = memory.told = memory.review = None
        memory.units = {}
        memory.scope = scope_of(words, start, periods, today)
    elif start < TITLE and memory.review is None and ("\n" in text or RE.head.match(words)):
        memory.review = review = review_of(words, periods, today)
        memory.units |= {unit_named(review) or "": review} if review is not None else {}
        memory.scope = scope_of(words, start, periods, today)
    heading = heading_of(words, start, periods, today)
    if heading is None and LISTED.match(text, end) and len(words) <= LONGEST and not words.rstrip().endswith("."):
        longer = [p for p in periods if p.kind is PeriodKind.RANGE and not is_day(p) and p.from_ is not None]
        heading = longer[0] if len(longer) == len(periods) == 1 else None  # "Currencies in 2016", over a list
    if heading is not None:
        memory.heading = heading
    elif words.rstrip().endswith(":") or (start and ITEM.search(text, max(0, start - 12), start) is None):
        memory.heading = None


def unit_of(unit: str, today: date) -> tuple[date, date]:
    """The week, month, quarter or year that a piece of a day tells of: on its first days the one before."""
    first = containing(unit, today)[0]
    if (today - first).days < EARLY[unit]:
        first = containing(unit, first - DAY)[0]
    return first, first + 5 * DAY if unit == "week" else containing(unit, first)[1] or first
