"""The words of time as tables, read once from lexicons/periods.toml: one code letter and one value a word.

The grammar runs over code letters, one a token (see tokens.py), so a word's code says which part it can play:

    M month   m month that may be another word   W weekday   w weekday that may be another word
    D number 1 to 31   Y number that may be a year   y '09   N other number   n tens and teens   O ordinal
    U unit of a day or more   u hour, minute, second   S season   F fall, spring   J part of the day   j today, now
    L this, last, next ...   E early, late, end ...   H half   C fiscal, trading ...   Q "Q2", "1H24"   R "YTD"
    K perhaps a holiday's first word   X numeric date   Z "1990s"   A "Dec31"   V "3h"   h high, low ...
    b hedge   T the   a a, an   & and, or
    I in   i on   o of   v by, for, over ...   s since   f from   k to   t until, through   B between
    e ended   c starting   g ago   G before, earlier   l after, later   d date   x any other word
    punctuation: , - / ' ; and z full stop   < > brackets   ~ line end   p any other mark   $ an amount   % percent sign
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from typing import Any

from tapecheck.nlp.words.tables import load_table

Entry = tuple[str, Any]  # code letter and value


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words` maps every spelling that counts (lower, Title, UPPER) to code and value; the sets hold lower case."""

    words: dict[str, Entry]
    future: frozenset[str]
    comparison: frozenset[str]
    barrier: frozenset[str]
    before: frozenset[str]
    followers: frozenset[str]
    followers_far: frozenset[str]
    weekly: frozenset[str]
    trading_parts: frozenset[str]
    past_nouns: frozenset[str]
    month_nouns: frozenset[str]
    ending: frozenset[str]
    opening: frozenset[str]
    year_verbs: frozenset[str]
    pronouns: frozenset[str]
    events: frozenset[str]
    moves: frozenset[str]
    stretches: frozenset[str]
    superlatives: frozenset[str]
    modals: frozenset[str]
    results: frozenset[str]
    economy: frozenset[str]
    counted: frozenset[str]
    numbered: frozenset[str]
    first_names: frozenset[str]
    fiscal_years: dict[str, tuple[int, str]]
    holidays: dict[str, list[Any]]
    holiday_starts: dict[str, list[tuple[list[str], str]]]
    listed: dict[str, list[date]]


def _spellings(word: str) -> set[str]:
    """The ways in which a word is printed."""
    return {word, word.capitalize(), word.upper()}


def _calendar_words(data: dict[str, Any]) -> dict[str, Entry]:
    """Months and weekdays; a doubtful one has a small code letter, and verbs in lower case have none."""
    words: dict[str, Entry] = {}
    weak, verbs = set(data["doubtful"]["weak"]), set(data["doubtful"]["never_lower"])
    calendar = load_table("calendar")
    tables = (("months", "M"), ("short_months", "M"), ("weekdays", "W"), ("short_weekdays", "W"))
    for table, code in tables:
        for word, value in calendar[table].items():
            for spelling in _spellings(word):
                doubtful = word in weak and (word in verbs or len(word) <= 3)
                words[spelling] = (code.lower() if doubtful else code, value)
    for verb in verbs:
        del words[verb]
    return words


def _plain_words(data: dict[str, Any]) -> dict[str, Entry]:
    """All other words that have a code."""
    words: dict[str, Entry] = {}

    def add(word: str, code: str, value: object) -> None:
        for spelling in _spellings(word):
            words.setdefault(spelling, (code, value))

    for table, code in (
        ("units", "U"),
        ("days", "j"),
        ("relative", "L"),
        ("parts", "E"),
        ("ordinals", "O"),
        ("clock", "u"),
    ):
        for word, value in data[table].items():
            add(word, code, value)
    for word, code in data["small"].items():
        add(word, code, word)
    for word, value in data["seasons"].items():
        add(word, "F" if word in ("fall", "spring") else "S", value)
    for word, value in data["numbers"].items():
        add(word, "n" if 13 <= value <= 90 else "N", value)
    for table, code, value in (
        ("dayparts", "J", None),
        ("vague", "N", None),
        ("hedges", "b", None),
        ("extremes", "h", None),
    ):
        for word in data[table]["words"]:
            add(word, code, value)
    for word, unit in data["to_date"].items():
        add(word, "R", unit)
    return words


@functools.cache
def load_lexicon() -> Lexicon:
    """The tables of lexicons/periods.toml."""
    data = load_table("periods")
    sense, not_years = data["sense"], data["not_years"]
    starts: dict[str, list[tuple[list[str], str]]] = {}
    for name in sorted(data["holidays"], key=len, reverse=True):
        first, *rest = name.replace("'s", " 's").replace("s'", "s '").replace(".", " .").split()
        starts.setdefault(first, []).append((rest, name))
    return Lexicon(
        words={spelling: ("K", None) for first in starts for spelling in (first, first.capitalize())}
        | _plain_words(data)
        | _calendar_words(data),
        **{name: frozenset(sense[name]) for name in SENSE_TABLES},
        results=frozenset(data["fiscal"]["words"]),
        economy=frozenset(data["fiscal"]["economy"]),
        counted=frozenset(not_years["words"]),
        numbered=frozenset(not_years["before"]),
        first_names=frozenset(data["doubtful"]["first_names"]),
        fiscal_years={name: (month, day) for name, (month, day) in data["fiscal_years"].items()},
        holidays=data["holidays"],
        holiday_starts=starts,
        listed=data["listed"],
    )


SENSE_TABLES = (
    "future", "comparison", "barrier", "before", "followers", "followers_far", "weekly", "trading_parts", "past_nouns",
    "month_nouns", "ending", "opening", "year_verbs", "moves", "stretches",
    "superlatives", "modals", "pronouns", "events",
)  # fmt: skip
