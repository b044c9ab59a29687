"""Printed times to instants, in every form that pages print them, and the zone in which a publisher means them.

2024-06-04T16:45:00+01, 2024/06/04 15:45:00Z, 20240604T154500Z      ISO 8601 and its kin
1717515900, 1717515900000                                          seconds and milliseconds of the epoch
Wed, 06 Sep 2023 00:30:00 GMT                                      RFC 5322
Tue Jun 04 2024 16:45:00 GMT+0100 (British Summer Time)            JavaScript
4:45 PM BST, Tue June 4, 2024; 4 June 2024 16:45; June 4, 2024     what people read
"""

from __future__ import annotations

import functools
import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tapecheck.schema import DEFAULT_ZONE, Published

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=T|\b)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s.\-]+(?:of\s+)?{_MONTH.format('name')}[\s,\-]+(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"\b{_MONTH.format('name')}\s{{0,9}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{{0,9}},?\s{{1,9}}(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)(?:\s*(?P<half>[ap])(?:\.?m\b\.?|\b))?"
    r"|\b(?P<hour12>\d{1,2})\s*(?P<half12>[ap])\.?m\b\.?"
    r"|(?<=\dT)(?P<hms>\d{6}|\d{4})(?!\d)",
    re.I,
)
_OFFSET = re.compile(r"^\s{0,9}(?:GMT|UTC)?\s{0,9}([+-−])(\d\d):?(\d\d)?\b", re.I)
_ABBREVIATION = re.compile(r"^\s*[(\[]?([A-Z]{1,4})\b")
_EPOCH_SECONDS, _EPOCH_MILLIS = re.compile(r"\d{9,10}(?:\.\d+)?"), re.compile(r"\d{12,13}")
_FIRST_YEAR = 1990  # news on the web is not older; a printed date before that is somebody's birthday
_AHEAD = timedelta(days=2)  # a page may be dated tomorrow, by its zone; later is a slip


def zone_of(url: str | None, default: str = DEFAULT_ZONE, locale: str | None = None) -> str:
    """The time zone in which a publisher's bare times are meant.

    By the site, else its country's ending, else the country of the declared language ("en-GB"), else `default`.
    """
    tables = _tables()
    host = _host(url)
    for site, zone in tables["sites"].items():
        if host == site or host.endswith(f".{site}"):
            return str(zone)
    country = host.rpartition(".")[2] if "." in host else ""
    told = re.split(r"[-_]", locale or "")[-1].lower() if re.search(r"[-_]", locale or "") else ""
    for code in (country, told):
        if code in tables["countries"]:
            return str(tables["countries"][code])
    return default


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def parse_time(value: Any, zone: str = DEFAULT_ZONE) -> Published | None:
    """A printed time; without an offset it is meant in `zone`. None for what is no time, or cannot be one.

    >>> str(parse_time("4:45 PM BST, Tue June 4, 2024"))
    '2024-06-04T16:45:00+01:00'
    """
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if not text or len(text) > 200:
        return None
    if _EPOCH_SECONDS.fullmatch(text) or _EPOCH_MILLIS.fullmatch(text):
        seconds = float(text) / (1000 if _EPOCH_MILLIS.fullmatch(text) else 1)
        return _sane(Published(datetime.fromtimestamp(seconds, UTC).date(), datetime.fromtimestamp(seconds, UTC)))
    found = find_day(text)
    if found is None:
        return None
    day, start, end = found
    clock = _find_clock(text[:start], text[end:])
    if clock is None:
        return _sane(Published(day))
    at, rest = clock
    instant = datetime.combine(day, at, _zone_after(rest, zone))
    bare = at == time() and (instant.utcoffset() == timedelta(0) or not rest.strip())  # a day, printed as an instant
    return _sane(Published(day, None if bare else instant))


def find_day(text: str) -> tuple[date, int, int] | None:
    """The first whole date in a text, with its place."""
    best: tuple[date, int, int] | None = None
    for pattern in _DATES:
        for found in pattern.finditer(text):
            if (day := _day(found)) and (best is None or found.start() < best[1]):
                best = (day, found.start(), found.end())
                break
    return best


def _day(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    month = int(groups["month"]) if groups.get("month") else _MONTHS.index(groups["name"][:3].lower()) + 1
    try:
        return date(int(groups["year"]), month, int(groups["day"]))
    except ValueError:
        return None


def _find_clock(before: str, after: str) -> tuple[time, str] | None:
    """The time of day that stands with a date, after it or else before it, and what follows the time."""
    for text in (after if not after.startswith("T") else "0" + after, before):
        for found in _TIME.finditer(text):
            if (at := _clock(found)) is not None:
                return at, text[found.end() :]
    return None


def _clock(found: re.Match[str]) -> time | None:
    groups = found.groupdict()
    if hms := groups["hms"]:
        hour, minute, second = int(hms[:2]), int(hms[2:4]), int(hms[4:] or 0)
    else:
        hour, minute = int(groups["hour"] or groups["hour12"]), int(groups["minute"] or 0)
        second = int(groups["second"] or 0)
    half = (groups["half"] or groups["half12"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _zone_after(rest: str, zone: str) -> tzinfo:
    """The offset or zone that is printed after a time of day, else the publisher's zone."""
    if found := _OFFSET.match(rest):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours <= 14 and minutes < 60:
            size = timedelta(hours=hours, minutes=minutes)
            return timezone(size if found[1] == "+" else -size)
    found = _ABBREVIATION.match(rest)
    meant = _tables()["abbreviations"].get(found[1]) if found else None
    if meant is None:
        return ZoneInfo(zone)
    if meant[0] not in "+-":
        return ZoneInfo(meant)
    return timezone(timedelta(hours=int(meant[:3]), minutes=int(meant[0] + meant[4:])))


def _sane(published: Published) -> Published | None:
    if published.day.year < _FIRST_YEAR or published.day > datetime.now(UTC).date() + _AHEAD:
        return None
    return published


def in_zone(published: Published | None, zone: str) -> Published | None:
    """A time with the day that the publisher's readers had. One printed in UTC is told in their zone if days differ.

    A wrap of 8:30 pm in New York is printed as half past midnight UTC of the next day; its "today" is not that day.
    """
    if published is None or published.instant is None or published.instant.utcoffset() != timedelta(0):
        return published
    local = published.instant.astimezone(ZoneInfo(zone))
    return published if local.date() == published.day else Published(local.date(), local)


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("tapecheck.scraper").joinpath("zones.toml").read_text("utf-8"))
