"""Times of day: a figure "at 1:54 p.m. in New York" is of a session that was open, which daily bars cannot tell."""

from __future__ import annotations

import re

ZONES = {
    "in New York": "America/New_York",
    "New York time": "America/New_York",
    "ET": "America/New_York",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "in London": "Europe/London",
    "London time": "Europe/London",
    "GMT": "Europe/London",
    "BST": "Europe/London",
    "in Sydney": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "AEST": "Australia/Sydney",
    "IST": "Asia/Kolkata",
    "HKT": "Asia/Hong_Kong",
    "in Hong Kong": "Asia/Hong_Kong",
    "in Tokyo": "Asia/Tokyo",
}
ZONE = r"(?:\s*(?P<zone>" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ZONES) + r")\b)?"
# Four in the afternoon and later is the close in New York and London: no open session.
HALF_DAY = r"(?:[5-9]|1[0-2]|[1-3])(?::[0-5]\d)?\s*(?:a\.m\.|am\b|p\.m\.|pm\b)"
FULL_DAY = r"(?:[01]?\d|2[0-3])[:.]?[0-5]\d(?=\s*(?:GMT|BST|AEST|AEDT|IST|HKT|EST|EDT|ET)\b)"
CLOCK = rf"(?:at|by|as\s+of|around|before|until)\s+(?:about\s+)?(?:{HALF_DAY}|{FULL_DAY})"
HOUR = re.compile(r"\b" + CLOCK)
LIVE = re.compile(r"\d(?:%|\s(?:percent|per\s+cent|points|a\s+barrel|an\s+ounce))?,?\s+" + CLOCK + ZONE)

CLOSE = re.compile(
    r"\b(?:as\s{1,9}of|at|by|around)\s{1,9}(?:the\s{1,9})?(?:4|4:00|16:00)\s{0,9}(?:p\.?m\.?)?\s{0,9}(?:ET|E[SD]T|Eastern|(?:in\s{1,9})?New\s{1,9}York)\b",
    re.IGNORECASE,
)


def without_close(text: str) -> str:
    """The words without the hour of New York's close, which is no moment within the day.

    >>> without_close("The Dow fell 1% as of 4 p.m. New York time.")
    'The Dow fell 1%  time.'
    """
    return CLOSE.sub("", text)


def states_hour(text: str) -> bool:
    """Whether words such as "by 10:30 a.m." stand in a sentence.

    >>> states_hour("The Dow was up 90 points at 10:30 a.m.")
    True
    """
    return HOUR.search(text) is not None


def live_zones(text: str) -> frozenset[str | None]:
    """The time zones in which figures of the article are said to be of an hour; None where no zone is named."""
    named = (m["zone"] for m in LIVE.finditer(text))
    return frozenset(ZONES[" ".join(zone.split())] if zone else None for zone in named)
