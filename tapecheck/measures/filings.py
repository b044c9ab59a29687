"""Facts that companies and statistics offices filed: which was printed first, and which is of a period."""

from __future__ import annotations

from datetime import date

from tapecheck.reference.market import Fact


def matches(fact: Fact, start: date, end: date) -> bool:
    """Whether a fact is of the very period (a fiscal one may be a few days off the calendar's)."""
    return abs((fact.from_ - start).days) <= 7 and abs((fact.to - end).days) <= 7


def first_print(facts: list[Fact], day: date | None) -> Fact | None:
    """What had been filed last by the day; a fact without a date of filing is no vintage."""
    known = [fact for fact in facts if fact.filed is not None and (day is None or fact.filed <= day)]
    return known[-1] if known else None


def a_year_before(day: date) -> date:
    """The same day of the year before (28 February for the 29th)."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
