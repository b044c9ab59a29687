"""The expressions of superlatives and streaks, built from the table's words, and the values of number words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from tapecheck.nlp.claims.frames import load_lexicon, split_words
from tapecheck.nlp.words.tables import listed, shared
from tapecheck.schema import Direction

UNITS = {
    "day": "days",
    "session": "days",
    "trading": "days",
    "week": "weeks",
    "month": "months",
    "quarter": "quarters",
    "year": "years",
}
SMALL = listed("""one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""")
ORDINALS = listed("""first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""")
FREQ = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annual": "year",
    "yearly": "year",
    "calendar": "year",
    "calendar-year": "year",
    "full-year": "year",
    "one-week": "week",
    "one-month": "month",
}
MONTHS = shared("calendar.months")
NUMBER = rf"(?:{'|'.join(SMALL)}|\d{{1,3}})"
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
SIGNS = {
    "ups": Direction.UP,
    "winners": Direction.UP,
    "winning": Direction.UP,
    "up": Direction.UP,
    "positive": Direction.UP,
    "downs": Direction.DOWN,
    "losing": Direction.DOWN,
    "down": Direction.DOWN,
    "negative": Direction.DOWN,
    "skid": Direction.DOWN,
}
RECORD = (
    r"(?:ever|(?:on|in)\s+record|in\s+(?:its\s+|the\s+index['’]s\s+)?history|of\s+all\s+time"
    r"|in\s+at\s+least\s+a\s+generation)"
)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The expressions, built from the table's words."""

    move: re.Pattern[str]
    level: re.Pattern[str]
    aged: re.Pattern[str]
    record: re.Pattern[str]
    seen: re.Pattern[str]
    elliptic: re.Pattern[str]
    runs: re.Pattern[str]  # a word that every streak has, in small letters
    cue: re.Pattern[str]  # a word that every mark has, in small letters


def words(entries: str) -> str:
    """An alternation of phrases, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(split_words(entries), key=len, reverse=True))


@functools.cache
def load_shapes() -> Shapes:
    """Build the expressions once."""
    table = load_lexicon().lists["superlative"]
    sup = words(", ".join((table["up"], table["down"], table["either"])))
    noun = words(", ".join((table["nouns_up"], table["nouns_down"], table["nouns"])))
    number, ordinal = NUMBER, ORDINAL
    moves = words(", ".join((table["nouns_up"], table["nouns_down"])))
    flags = re.IGNORECASE
    runs = (
        r"straight|consecutive|successive|in\s+a\s+row|running|on\s+the\s+trot|streak|\brun\b|string|-(?:day|session|week|month)\s"
        r"|\w{1,20}(?:th|nd|rd|first)\s+(?:trading\s+)?(?:day|session|week|month)"
    )
    levels = (
        r"highest|lowest|loftiest|all[-\s]time|\brecord|seen|reached|touched|hit"
        r"|\b(?:year|month|week|day|decade)s?\b.{0,20}\b(?:high|low|peak)"
    )
    return Shapes(
        elliptic=re.compile(rf"['’]s\s+(?P<n>{ordinal})(?=\s*(?:[.,;)]|$))", flags),
        runs=re.compile(runs),
        cue=re.compile(rf"\b(?:{sup})\b|\b(?:as|so)\s{{1,9}}\w{{3,6}}\s{{1,9}}since|{runs}|{levels}"),
        move=re.compile(
            rf"(?:(?P<rank>{ordinal})[- ])?\b(?P<sup>{sup})\b(?!\s+of\s+(?!the\s+year\b|20|19))"
            rf"(?P<mods>(?:[\s-]+(?:{words(table['mods'])})\b)*)"
            rf"(?:[\s-]+(?P<noun>{noun})\b)?(?:\s+(?P<noun2>{moves})\b)?",
            flags,
        ),
        level=re.compile(
            r"\b(?P<sup>highest|lowest|strongest|weakest|loftiest)\b(?P<mods>(?:\s+(?:closing|intraday|settlement|ever|end-of-day))*)"
            r"(?:\s+(?P<noun>close|level|levels|finish|settlement|point|price|reading|yield|value|mark|closing|ending|trade))?",
            flags,
        ),
        aged=re.compile(
            rf"\b(?P<age>(?:(?:more\s+than|nearly|almost)\s+)?(?:{number}|multi|multi-)(?:-|\s)(?:and-a-half-)?(?P<unit>day|week|month|year|decade))(?:['’]s)?\s+"
            r"(?:closing\s+|intraday\s+)?(?P<noun>high|low|peak|trough)s?\b",
            flags,
        ),
        record=re.compile(
            r"\b(?:(?:an?|another|new|fresh|its|their|the)\s{1,9})?(?:(?:new|fresh|intraday|closing|second|third|latest|straight)\s{1,9}){0,3}"
            r"(?P<record>all[-\s]time|record)\b(?:[\s-]{1,5}(?P<mods>closing|intraday|session))?(?:\s{1,9}(?P<noun>high|highs|low|lows|peak|close|finish|level|territory|terrain))?\b",
            flags,
        ),
        seen=re.compile(
            r"\b(?:levels?|price)\s+(?:(?:not|last|n[o']t)\s+)?(?:last\s+|been\s+)?(?:seen|reached|touched|hit)\s+(?=in|since)",
            flags,
        ),
    )


def number_of(word: str) -> Decimal | None:
    """The value of a cardinal or an ordinal up to twenty, or in digits; None for any other word."""
    word = word.lower()
    for row in (SMALL, ORDINALS):
        if word in row:
            return Decimal(row.index(word) + 1)
    digits = re.sub(r"\D", "", word)
    return Decimal(digits) if digits else None


@functools.lru_cache(maxsize=256)
def noun_direction(noun: str | None) -> Direction | None:
    """Which way a noun of movement points."""
    table = load_lexicon().lists["superlative"]
    noun = (noun or "").lower()
    if noun in split_words(table["nouns_up"]):
        return Direction.UP
    if noun in split_words(table["nouns_down"]):
        return Direction.DOWN
    return SIGNS.get(noun)
