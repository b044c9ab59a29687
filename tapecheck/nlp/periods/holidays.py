"""Holidays by name: the day in a year, by the rules of lexicons/periods.toml."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from tapecheck.nlp.periods.lexicon import load_lexicon
from tapecheck.nlp.periods.times import make_date, step

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday of the lexicon; None where the table that lists it does not reach the year."""
    return _apply(load_lexicon().holidays[name], year)


def _apply(rule: list[Any], year: int) -> date | None:
    """[month, day], [month, weekday, nth], ["easter", days], ["after", holiday, days] or ["listed", table]."""
    match rule:
        case ["easter", days]:
            return step(easter(year), days)
        case ["after", other, days]:
            return step(holiday(other, year), days)
        case ["listed", table]:
            return next((day for day in load_lexicon().listed[table] if day.year == year), None)
        case [month, day]:
            return make_date(year, month, day)
        case [month, weekday, nth]:
            return nth_weekday(year, month, WEEKDAYS.index(weekday), nth)
    raise ValueError(f"no such holiday rule: {rule}")


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (0 Monday) of a month; -1 is the last."""
    if nth < 0:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, last - (date(year, month, last).weekday() - weekday) % 7)
    return date(year, month, 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, by the Gregorian computus (Meeus, Jones, Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    quarters, remainder = divmod(rest, 4)
    weekday = (32 + 2 * left + 2 * quarters - epact - remainder) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
