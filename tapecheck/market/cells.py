"""Days and figures as vendors write them in cells."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from tapecheck.market.bars import Days
from tapecheck.market.tables import Problem

Rows = NDArray[np.int64]

MISSING = ["", ".", "null", "NULL", "None", "nan", "NaN", "NA", "N/A", "n/a", "N/D", "-"]
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_WORDY = ("%b %d, %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y")
_FIGURE = re.compile(r"[$€£]?(-?)[$€£]?((?:[\d,]*\.\d+|[\d,]*\d)(?:[eE][+-]?\d+)?)([KMBT]?)")
_SCALES = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_PIVOT = 70  # a year of two digits from here on is of the last century
ANOTHER_TIME = 75  # minutes: stamps of one file differ by summer time, and those of a running session by hours


def parse_numbers(texts: list[str], rows: Rows, file: str, name: str) -> tuple[NDArray[np.float64], list[Problem]]:
    """Figures, `4,457.49`, `$189.70`, `3.26B`; NaN where a cell is empty, and with a problem where it is no figure."""
    values, problems = np.full(len(texts), np.nan), []
    for i, text in enumerate(texts):
        if text.strip() in MISSING:
            continue
        if found := _FIGURE.fullmatch(text.strip().lstrip("+")):
            values[i] = float(found[1] + found[2].replace(",", "")) * _SCALES[found[3]]
        else:
            problems.append(Problem(file, int(rows[i]), None, f"{name} {text[:30]!r} is no figure"))
    return values, problems


def parse_days(texts: list[str | None], rows: Rows, file: str) -> tuple[Days, list[Problem]]:
    """Days as written: ISO, 20230908, with a time and zone, 09/08/2023, Sep 8, 2023. NaT with a problem where not.

    A date of two small numbers is read as the rest of the file has it; where nothing says which is the month, the row
    is left out. An instant's day is the day of its own zone, and zones that are not the file's usual one are told.
    """
    days, problems = np.full(len(texts), np.datetime64("NaT", "D")), []
    order = _slash_order(texts)
    zones, usual = _usual_zones(texts), _usual_time(texts)
    for i, text in enumerate(texts):
        found, why = _read_day((text or "").strip(), order, zones, usual)
        if found is None:
            problems.append(Problem(file, int(rows[i]), None, f"{why}; left out"))
        else:
            days[i] = np.datetime64(found, "D")
    return days, problems


def _read_day(text: str, order: str | None, zones: set[str], usual: int) -> tuple[date | None, str]:
    """A day, or None and why not."""
    try:
        if iso := _ISO.fullmatch(text):
            if (iso[6] or "") not in zones:
                return None, f"{text} is in another time zone than the rest"
            if apart(_time_of(iso), usual) > ANOTHER_TIME:
                return None, f"{text} is stamped at another time than the rest: of a session that had not ended"
            return date(int(iso[1]), int(iso[2]), int(iso[3])), ""
        if slashed := _SLASHED.fullmatch(text):
            if order is None:
                return None, f"{text!r} may be two days, as nothing says whether the month comes first"
            first, second = int(slashed[1]), int(slashed[2])
            month, day = (first, second) if order == "month" else (second, first)
            return date(_year(slashed[3]), month, day), ""
    except ValueError:
        return None, f"{text!r} is no date"
    for form in _WORDY:
        try:
            return datetime.strptime(text, form).date(), ""  # noqa: DTZ007 - a day, not an instant
        except ValueError:
            continue
    return None, f"{text[:30]!r} is no date"


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= _PIVOT else 2000)


def _time_of(iso: re.Match[str]) -> int:
    """Minutes after midnight; a day without a time is its midnight."""
    return int(iso[4] or 0) * 60 + int(iso[5] or 0)


def _usual_time(texts: list[str | None]) -> int:
    """The time at which the file's rows are stamped, in minutes after midnight: the commonest one."""
    found = Counter(_time_of(m) for text in texts if text and (m := _ISO.fullmatch(text.strip())))
    return found.most_common(1)[0][0] if found else 0


def apart(one: int, other: int) -> int:
    """Minutes between two times of day, round midnight too."""
    between = abs(one - other) % 1440
    return min(between, 1440 - between)


def _slash_order(texts: list[str | None]) -> str | None:
    """Whether the month or the day comes first in dates with slashes, by those that can be read one way only."""
    pairs = [(int(m[1]), int(m[2])) for text in texts if text and (m := _SLASHED.fullmatch(text.strip()))]
    month_first, day_first = any(b > 12 for _, b in pairs), any(a > 12 for a, _ in pairs)
    if month_first == day_first:
        return None
    return "month" if month_first else "day"


def _usual_zones(texts: list[str | None]) -> set[str]:
    """The offsets of the file's own zone: the commonest one and its neighbour of summer time (an hour off)."""
    found = Counter((m[6] or "") for text in texts if text and (m := _ISO.fullmatch(text.strip())))
    if not found:
        return {""}
    usual = found.most_common(1)[0][0]
    if not usual:
        return {""}
    near = [zone for zone in found if zone and abs(_minutes(zone) - _minutes(usual)) == 60]
    return {usual, *sorted(near, key=lambda zone: -found[zone])[:1]}


def _minutes(zone: str) -> int:
    if zone == "Z":
        return 0
    digits = zone.replace(":", "")
    return (int(digits[1:3]) * 60 + int(digits[3:5])) * (-1 if digits[0] == "-" else 1)
