"""The values of number words and the ways of nouns, for readers of superlatives, streaks, tallies and parts."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from tapecheck.nlp.claims.frames import load_lexicon, split_words
from tapecheck.nlp.words.tables import any_of, load_table, number_words, shared
from tapecheck.schema import Direction

LENGTHS = ("day", "week", "month", "quarter", "year")
UNITS = {unit: f"{unit}s" for unit in LENGTHS} | {"session": "days", "trading": "days"}
FREQ = {"daily": "day", "annual": "year", "calendar": "year", "calendar-year": "year", "full-year": "year"}
FREQ |= {f"{unit}ly": unit for unit in LENGTHS[1:]} | {"one-week": "week", "one-month": "month"}
MONTHS = shared("calendar.months")
CARDINALS = {word: n for word, n in number_words().items() if 0 < n <= 20}
ORDINALS = {word: n for n, word in enumerate(load_table("figures")["numbers"]["ordinals"], 1)}
NUMBER = rf"(?:{any_of(CARDINALS)}|\d{{1,3}})"
ORDINAL = rf"(?:{any_of(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
SIGNS = dict.fromkeys(("ups", "winners", "winning", "up", "positive"), Direction.UP)
SIGNS |= dict.fromkeys(("downs", "losing", "down", "negative", "skid"), Direction.DOWN)
RECORD = (
    r"(?:ever|(?:on|in)\s+record|in\s+(?:its\s+|the\s+index['’]s\s+)?history|of\s+all\s+time"
    r"|in\s+at\s+least\s+a\s+generation)"
)


def number_of(word: str) -> Decimal | None:
    """The value of a cardinal or an ordinal up to twenty, or in digits; None for any other word."""
    word = word.lower()
    digits = re.sub(r"\D", "", word)
    value = CARDINALS.get(word) or ORDINALS.get(word) or (digits and int(digits))
    return Decimal(value) if value != "" else None


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
