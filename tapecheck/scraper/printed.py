"""The time that a text prints about itself: a stamp on a line of its own, a dateline, a date in the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tapecheck.schema import DEFAULT_ZONE, Published
from tapecheck.scraper.times import find_day, parse_time

SAYS_PUBLISHED = re.compile(r"\b(?:(?:first |originally )?published|posted|created|filed|issued|date)\b", re.I)
SAYS_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified|edited|revised|update)\b", re.I)
HEAD = 6  # lines of a text in which it tells when it was written
DATELINE = 100  # characters within which the date of a dateline ends
BETWEEN = re.compile(r"[\s/,.()\[\]–—-]+")  # the words of a place
PLACE = re.compile(r"(?:[A-Z][\w'’]*|of|de|and)?")
DASH = re.compile(r"\s{0,3}(?:\([^()]{2,60}\)\s{0,3})?(?:[-–—:/)]|$)")
OF_ANOTHER_DAY = re.compile(
    r"\b(?:since|until|till|from|before|after|by|through|thru|(?:week|month) of)\s{1,3}"
    r"(?:\w+day\W{1,3})?$",
    re.I,
)


def printed_time(title: str, lines: Sequence[str], zone: str = DEFAULT_ZONE) -> tuple[Published, str] | None:
    """When a text says it is of, and by what ("stamp", "dateline" or "title"); None where its head does not say.

    The title's day is believed last, and not where it begins or ends a span ("the week of August 5, 2024").
    """
    lines = [line for line in lines if line.strip()][:HEAD]
    for line in lines:
        bare = line.strip(" \t*_#>|")
        if is_time_line(bare):
            for _, part in sorted(by_label(bare), key=lambda kind_and_part: kind_and_part[0]):  # "published" leads
                if time := parse_time(part, zone):
                    return time, "stamp"
    for line in lines:
        if time := _of_dateline(line):
            return time, "dateline"
    found_day = find_day(title)
    if found_day and not find_day(title[found_day[2] :]) and not OF_ANOTHER_DAY.search(title[: found_day[1]]):
        time = parse_time(title[found_day[1] : found_day[2]], zone)
        return (time, "title") if time else None
    return None


def _of_dateline(line: str) -> Published | None:
    """The day of "NEW YORK, Aug. 8, 2024 (AP) - Stocks ...": nothing but places and names stands before it."""
    found = find_day(line[:DATELINE])
    if found is None or not DASH.match(line[found[2] : DATELINE]):
        return None
    if not all(PLACE.fullmatch(word) for word in BETWEEN.split(line[: found[1]])):
        return None
    return parse_time(line[found[1] : found[2]])


def is_labelled(text: str) -> bool:
    """Whether a line begins by saying that it tells of publication or update."""
    return bool(SAYS_PUBLISHED.search(text[:40]) or SAYS_UPDATED.search(text[:40]))


def is_time_line(text: str) -> bool:
    """Whether a line is a time stamp: a date with words of publishing and a time around it, and no sentence."""
    found = find_day(text) if len(text) <= 120 else None
    if found is None:
        return False
    rest = f"{text[: found[1]]} {text[found[2] :]}"
    rest = re.sub(r"\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", " ", rest, flags=re.I)
    rest = SAYS_UPDATED.sub(" ", SAYS_PUBLISHED.sub(" ", rest))
    if extra := find_day(rest):
        rest = rest[: extra[1]] + rest[extra[2] :]
    words = re.findall(
        r"[^\W\d_]{2,}",
        re.sub(r"\b(?:mon|tue|wed|thu|fri|sat|sun)\w*|\b(?:at|on|the|first|last|by|read|min)\b", " ", rest, flags=re.I),
    )
    return all(word.isupper() and len(word) <= 4 for word in words)


def by_label(text: str) -> Iterator[tuple[str, str]]:
    """The parts of `Published: A. Updated: B`; a part without a label is of the publication."""
    marks = [(found.start(), "updated") for found in SAYS_UPDATED.finditer(text)]
    marks += [(found.start(), "published") for found in SAYS_PUBLISHED.finditer(text)]
    if not marks:
        yield "published", text
        return
    places = sorted(marks)
    if find_day(text[: places[0][0]]) and not find_day(text[places[0][0] :]):
        yield places[0][1], text
        return
    for (at, kind), (end, _) in zip(places, [*places[1:], (len(text), "")], strict=True):
        yield kind, text[at:end]
    yield "published", text[: places[0][0]]
