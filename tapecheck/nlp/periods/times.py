"""A time while it is being read, the scene it is read in, and the arithmetic of the calendar."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from tapecheck.schema import PeriodKind, PeriodReading

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "weak": 12}
CODES = {
    "day": "1",
    "week": "2",
    "month": "3",
    "quarter": "4",
    "half": "4",
    "season": "4",
    "year": "5",
    "decade": "6",
    "weak": "7",
    "part": "8",
}
LAST_DAY = "last day"  # the reading of a month's end
ISO = {"day": "D", "week": "W", "month": "M", "year": "Y"}
AFTER_CLOSE = 16  # an article of this hour or later speaks of a session that is over
EVENING = 17  # from here on "yesterday" may be that of tomorrow's newspaper


@dataclass(frozen=True, slots=True)
class Time:
    """[start, end) as far as it is known. `grain` says how fine it is: it decides what can be said of it further on.

    `fixed` says that the text states the year, or counts from the publication; else it may be moved by a year.
    """

    kind: PeriodKind
    start: date | None = None
    end: date | None = None
    grain: str = "done"
    fixed: bool = True
    to_date: bool = False
    duration: str | None = None
    readings: tuple[PeriodReading, ...] = ()
    begins: tuple[date, date] | None = None  # the earliest and the latest first day of a vague beginning
    weekly: bool = False  # a weekday's name: it may be moved by a week

    @property
    def code(self) -> str:
        """The code letter of its token: a digit for what can be part of a longer time, 9 for what is complete."""
        return CODES.get(self.grain, "9")


@dataclass(slots=True)
class Scene:
    """What a text is read against: its publication day (None: unknown), and what that day's hour says."""

    today: date | None
    hour: int | None = None
    print_day: bool = False  # the words are those of the next day's newspaper
    cache: dict[int, bool] = field(default_factory=dict)
    cues: dict[str, list[int]] = field(default_factory=dict)

    @property
    def late(self) -> bool:
        """Whether the day's session is over, as far as the hour tells."""
        return self.hour is None or self.hour >= AFTER_CLOSE

    @property
    def tomorrow(self) -> date | None:
        """The day after publication: where periods up to now end."""
        return step(self.today, 1)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def step(day: date | None, days: int) -> date | None:
    """`days` later; None beyond the calendar's ends."""
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date | None, months: int) -> date | None:
    """The same day of another month, or that month's last day; None beyond the calendar's ends."""
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return None
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date | None, unit: str, count: float) -> date | None:
    """The day `count` units later (earlier if negative); sessions are weekdays."""
    if unit == "session":
        return step_sessions(day, int(count))
    if unit in MONTHS:
        return add_months(day, round(MONTHS[unit] * count))
    days = {"week": 7, "fortnight": 14, "weekend": 7}.get(unit, 1)
    return step(day, round(days * count)) if abs(count) < 1e6 else None


def step_sessions(day: date | None, count: int) -> date | None:
    """The weekday `count` weekdays later, or earlier."""
    if day is None or abs(count) > 5000:
        return None
    sign = 1 if count >= 0 else -1
    while count and day is not None:
        day = step(day, sign)
        if day is not None and day.weekday() < 5:
            count -= sign
    return day


def last_session(scene: Scene) -> date | None:
    """The last weekday whose session is over."""
    day = scene.today
    if day is not None and not scene.late:
        day = step(day, -1)
    while day is not None and day.weekday() >= 5:
        day = step(day, -1)
    return day


def containing(unit: str, day: date) -> tuple[date, date | None]:
    """The calendar week (from Monday), month, quarter, half, year, decade or century with the day in it."""
    if unit == "day":
        return day, step(day, 1)
    if unit in ("week", "fortnight", "weekend"):
        monday = step(day, -day.weekday()) or day
        return monday, step(monday, 7)
    months = MONTHS[unit]
    if months <= 12:
        start = date(day.year, (day.month - 1) // months * months + 1, 1)
    else:
        years = months // 12
        start = date(max(1, day.year // years * years), 1, 1)
    return start, add_months(start, months)


SLACK = {"day": 1, "week": 2, "fortnight": 2, "month": 4, "quarter": 5, "half": 6, "year": 7}


def about(start: date | None, unit: str) -> tuple[date, date] | None:
    """The days about the first one of a length of time that nobody counts to the day: "over the past six months"."""
    days = SLACK.get(unit, 0)
    low, high = step(start, -days), step(start, days)
    return (low, high) if low is not None and high is not None and days else None


def is_over(end: date | None, today: date) -> bool:
    """Whether no weekday is left between the publication day and `end`: the period has had its last session."""
    if end is None or (end - today).days > 4:
        return False
    return all((today + i * DAY).weekday() >= 5 for i in range(1, (end - today).days))


def duration_of(count: float | None, unit: str) -> str | None:
    """ISO 8601: P3M, P5Y, P2W, P2Y6M; None for what cannot be counted, and for sessions."""
    if count is None or unit == "session":
        return None
    if unit in ("quarter", "half", "season"):
        count, unit = count * MONTHS[unit], "month"
    elif unit in ("decade", "century"):
        count, unit = count * MONTHS[unit] / 12, "year"
    elif unit == "workweek":
        unit = "week"
    elif unit in ("fortnight", "weekend"):
        count, unit = count * 2, "week" if unit == "fortnight" else "day"
    whole = int(count)
    rest = count - whole
    if unit == "year" and rest:
        return f"P{whole}Y{round(rest * 12)}M" if whole else f"P{round(rest * 12)}M"
    return f"P{whole}{ISO[unit]}" if not rest else f"P{round(count * {'month': 30, 'week': 7, 'day': 1}[unit])}D"


def full_end(time: Time) -> date | None:
    """The end of a running period that was cut at the publication."""
    if time.to_date and time.start and time.grain in MONTHS:
        return add_months(time.start, MONTHS[time.grain])
    return time.end
