"""Periods of time in market news, resolved against the publication day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from tapecheck.schema import Period, PeriodKind, Published

_MONTHS = {name.lower(): count for count, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): count for count, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): count for count, name in enumerate(calendar.day_name)}
_DAYS |= {name.lower(): count for count, name in enumerate(calendar.day_abbr)} | {"tues": 1, "thurs": 3, "thur": 3}
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_NUMBERS = {word: count for count, word in enumerate(_WORDS.split(), 1)} | {"a": 1, "an": 1}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_MON = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_WD = r"(?P<weekday>Mon(?:day)?|Tues?(?:day)?|Wed(?:nesday)?|Thu(?:rs?)?(?:day)?|Fri(?:day)?|Satur(?:day)|Sun(?:day)|Saturday|Sunday)\b"
_NUM = r"(?P<num>\d{1,3}|an?|" + "|".join(_NUMBERS) + r"|couple of|(?:twenty|thirty)-\w+)"
_UNIT = r"(?P<unit>day|session|week|month|quarter|year|decade)"


def find_periods(text: str, published: Published | None) -> list[Period]:
    """First version."""
    found: list[Period] = []
    end = 0
    for match in _START.finditer(text):
        if match.start() < end:
            continue
        for pattern, read in _SHAPES:
            if (hit := pattern.match(text, match.start())) and (made := read(hit, published)):
                kind, low, high, to_date, duration = made
                words = hit.group().rstrip(" ,")
                found.append(
                    Period(
                        start=hit.start(),
                        end=hit.start() + len(words),
                        text=words,
                        kind=kind,
                        from_=low,
                        to=high,
                        to_date=to_date,
                        duration=duration,
                    )
                )
                end = hit.end()
                break
    return found


Made = tuple[PeriodKind, date | None, date | None, bool, str | None] | None


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _back(day: date, count: int, unit: str) -> date:
    if unit in ("day", "session"):
        return day - timedelta(days=count)
    if unit == "week":
        return day - timedelta(weeks=count)
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _absolute(hit: re.Match[str], today: date | None) -> tuple[date, date] | None:
    """[from, to) of month, day and year as far as they are named; a month alone is the latest one not ahead."""
    groups = hit.groupdict()
    month = _MONTHS.get((groups.get("month") or "").lower())
    year, day = groups.get("year"), groups.get("day")
    if month is None:
        return (date(int(year), 1, 1), date(int(year) + 1, 1, 1)) if year else None
    if year is None and today is None:
        return None
    wanted = int(year) if year else 0
    try:
        if not year and today:
            wanted = today.year
            if date(wanted, month, int(day or 1)) > today:
                wanted -= 1
        if day:
            one = date(wanted, month, int(day))
            return one, _next(one)
    except ValueError:
        return None
    return _month(wanted, month)


def _weekday(hit: re.Match[str], today: date | None) -> tuple[date, date] | None:
    if today is None:
        return None
    name = hit["weekday"].lower()
    wanted = _DAYS.get(name, _DAYS.get(name[:3], 0))
    day = today - timedelta(days=(today.weekday() - wanted) % 7)
    return day, _next(day)


def _read_date(hit: re.Match[str], published: Published | None) -> Made:
    today = published.day if published else None
    bounds = _weekday(hit, today) if hit.groupdict().get("weekday") else _absolute(hit, today)
    if bounds is None:
        return None
    one_day = bounds[1] - bounds[0] == timedelta(days=1)
    return (PeriodKind.DATE if one_day else PeriodKind.RANGE), *bounds, False, None


def _read_since(hit: re.Match[str], published: Published | None) -> Made:
    today = published.day if published else None
    if hit.groupdict().get("start"):
        low = date(today.year, 1, 1) if today else None
    else:
        bounds = _weekday(hit, today) if hit.groupdict().get("weekday") else _absolute(hit, today)
        if bounds is None:
            return None
        low = bounds[0]
    return PeriodKind.SINCE, low, _next(today) if today else None, True, None


def _read_relative(hit: re.Match[str], published: Published | None) -> Made:
    which, unit = (hit.groupdict().get("which") or "this").lower(), hit["unit"].lower()
    if published is None:
        return PeriodKind.RANGE, None, None, False, None
    today = published.day
    step = {"last": -1, "previous": -1, "prior": -1, "next": 1}.get(which, 0)
    if which == "past":
        return PeriodKind.RANGE, _next(_back(today, 1, unit)), _next(today), True, None
    low, high = _unit_of(today, unit, step)
    return PeriodKind.RANGE, low, min(high, _next(today)) if step == 0 and low <= today else high, step == 0, None


def _unit_of(today: date, unit: str, step: int) -> tuple[date, date]:
    if unit in ("day", "session"):
        day = today + timedelta(days=step)
        return day, _next(day)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=5 if step <= 0 else 7)
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        return _month(year, month + 1)
    if unit == "quarter":
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + step, 4)
        return date(year, quarter * 3 + 1, 1), _month(year, quarter * 3 + 3)[1]
    size = 10 if unit == "decade" else 1
    year = today.year // size * size + step * size
    return date(year, 1, 1), date(year + size, 1, 1)


def _read_ytd(hit: re.Match[str], published: Published | None) -> Made:
    today = published.day if published else None
    return PeriodKind.RANGE, date(today.year, 1, 1) if today else None, _next(today) if today else None, True, None


def _read_named_day(hit: re.Match[str], published: Published | None) -> Made:
    if published is None:
        return PeriodKind.DATE, None, None, False, None
    day = published.day + timedelta(days={"yesterday": -1, "overnight": -1, "tomorrow": 1}.get(hit.group().lower(), 0))
    return PeriodKind.DATE, day, _next(day), False, None


def _read_quarter(hit: re.Match[str], published: Published | None) -> Made:
    number = _ORDINALS.get((hit["nth"] or "").lower()) or int(re.sub(r"\D", "", hit["nth"]) or 1)
    year = int(hit["year"]) if hit["year"] else published.day.year if published else None
    months = 6 if "half" in hit.group().lower() or "h" in hit["nth"].lower()[:1] else 3
    if year is None or number * months > 12:
        return None
    low = date(year, (number - 1) * months + 1, 1)
    if (
        not hit["year"]
        and published
        and low > published.day
        and months == 3
        and number == 4
        and published.day.month <= 3
    ):
        low = date(year - 1, 10, 1)
    return PeriodKind.RANGE, low, _month(low.year, low.month + months - 1)[1], False, None


def _read_lookback(hit: re.Match[str], published: Published | None) -> Made:
    word = hit["num"].lower()
    count = int(word) if word.isdigit() else _NUMBERS.get(word, 2)
    unit = hit["unit"].lower()
    code = {"day": "D", "session": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "Y"}[unit]
    duration = f"P{count * (3 if unit == 'quarter' else 10 if unit == 'decade' else 1)}{'M' if code == 'Q' else code}"
    if published is None:
        return PeriodKind.LOOKBACK, None, None, False, duration
    return PeriodKind.LOOKBACK, _back(published.day, count, unit), _next(published.day), True, duration


def _shape(
    pattern: str, read: Callable[[re.Match[str], Published | None], Made], flags: int = re.I
) -> tuple[re.Pattern[str], Callable[[re.Match[str], Published | None], Made]]:
    return re.compile(pattern, flags), read


_DATE = rf"(?:{_MON}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?)"
_DMY = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MON}(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?)"
_MY = rf"(?:{_MON}(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?)"
_Y = r"(?P<year>(?:19|20)\d\d)\b(?!-)"
_START = re.compile(r"(?<![\w$€£.,-])(?=[A-Za-z]|\d{1,4}\b)")
_SHAPES = [
    _shape(r"since (?P<start>the (?:start|beginning) of (?:the|this) year)", _read_since),
    *[
        _shape(rf"since (?:(?:early|late|mid)[ -])?(?:[a-z]+ [\w ]{{1,30}}? in )?{one}", _read_since)
        for one in (_DATE, _DMY, _MY, _WD, _Y)
    ],
    _shape(r"(?:so far )?(?:this|the) year(?: to date| so far)|year[ -]to[ -]date|ytd\b", _read_ytd),
    _shape(
        rf"(?:so far )?(?:the )?(?P<which>this|last|previous|prior|past|next|current) (?:trading )?{_UNIT}\b",
        _read_relative,
    ),
    _shape(
        rf"(?:the )?(?P<nth>first|second|third|fourth)[ -](?:quarter|half)\b(?: of)?(?: (?P<year>(?:19|20)\d\d))?",
        _read_quarter,
    ),
    _shape(r"(?P<nth>[QH][1-4])\b(?: (?P<year>(?:19|20)\d\d))?", _read_quarter, 0),
    *[_shape(one, _read_date, 0) for one in (_DATE, _DMY, _WD, rf"(?!May\s+[a-z]|March\s+(?:to|on)\b){_MY}")],
    _shape(r"yesterday|today|overnight|tomorrow|tonight", _read_named_day),
    _shape(rf"(?:more than |nearly |almost |over )?{_NUM}[ -]{_UNIT}s?(?=\s+(?:high|low|peak)s?\b)", _read_lookback),
    _shape(rf"(?<=in )(?:more than |nearly |almost |over )?{_NUM} {_UNIT}s\b", _read_lookback),
    _shape(rf"(?<=[Ii]n ){_Y}", _read_date),
    _shape(rf"(?P<which>the) (?P<unit>year|week|day|month)\b", _read_relative),
]
