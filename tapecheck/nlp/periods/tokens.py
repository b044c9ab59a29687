"""Text to tokens with one code letter each, and the cascade that rewrites them: pieces of time become one token.

A rule is a regular expression over the code letters and a function that makes a `Time` of the tokens that it matched,
or None where a closer look says no. A stage tries its rules at every place, the first that yields a time wins, and the
tokens it covers become one, so that the next stage can speak of it ("the end of" + a year). Time stays linear in the
length of the text: every pattern is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tapecheck.nlp.periods.lexicon import Entry, load_lexicon
from tapecheck.nlp.periods.times import Scene, Time, make_date
from tapecheck.nlp.words.tables import patterns

RE = patterns("periods.patterns.tokens")

MARKS = {
    ",": ",", "-": "-", "–": "-", "—": "-", "−": "-", "~": "-", "/": "/", "'": "'", "’": "'", ";": ";", "%": "%",
    ".": "z", "!": "z", "?": "z", "…": "z", "(": "<", ")": ">",
}  # fmt: skip
LONG = 80


class Tokens(NamedTuple):
    """Parallel lists: code letters (a string), words, values, and offsets in the text."""

    codes: str
    words: list[str]
    values: list[Any]
    starts: list[int]
    ends: list[int]

    def word(self, index: int) -> str:
        """The word at `index` in lower case; "" outside the text or where a time stands."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""

    def code(self, index: int) -> str:
        """The code letter at `index`, a line's end outside the text."""
        return self.codes[index] if 0 <= index < len(self.codes) else "~"


class Found(NamedTuple):
    """A time, and the tokens that it covers where these are not all that the rule matched."""

    time: Time
    first: int
    stop: int


Builder = Callable[[Scene, Tokens, int, int], Time | Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` runs over code letters; `build` makes a time of the tokens [i, j) that it matched."""

    pattern: str
    build: Builder


class Stage:
    """Rules that are tried together, in order, at every place. `first`: the code letters with which any can begin."""

    def __init__(self, first: str, rules: list[Rule]) -> None:
        self.any = re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))
        self.search = re.compile(f"(?=[{first}])(?:{self.any.pattern})").search  # the look ahead saves most tries
        self.rules = [(re.compile(rule.pattern).match, rule.build) for rule in rules]

    def find(self, scene: Scene, tokens: Tokens, i: int) -> Found | None:
        """The first rule that makes a time of the tokens from `i` on."""
        for match, build in self.rules:
            if (hit := match(tokens.codes, i)) and (made := build(scene, tokens, i, hit.end())):
                return _covering(made, tokens, i, hit.end())
        return None


def _covering(made: Time | Found, tokens: Tokens, i: int, j: int) -> Found:
    """The tokens that a time covers; a full stop at its end is the sentence's."""
    time, first, stop = made if isinstance(made, Found) else (made, i, j)
    return Found(time, first, stop - 1 if tokens.codes[stop - 1] == "z" and stop - first > 1 else stop)


def rewrite(scene: Scene, tokens: Tokens, stage: Stage) -> Tokens:
    """The tokens with every time that the stage finds put in place of the tokens it covers."""
    scene.cache.clear()  # both are kept by token number
    scene.cues.clear()
    places: list[Found] = []
    position = 0
    while hit := stage.search(tokens.codes, position):
        found = stage.find(scene, tokens, hit.start())
        if found and found.first >= position:
            places.append(found)
        position = found.stop if found and found.stop > hit.start() else hit.start() + 1
    return _replace(tokens, places) if places else tokens


def _replace(tokens: Tokens, places: list[Found]) -> Tokens:
    """Tokens [first, stop) of each place become one token that holds its time."""
    codes: list[str] = []
    words: list[str] = []
    values: list[Any] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for time, first, stop in places:
        codes += (tokens.codes[done:first], time.code)
        words += tokens.words[done:first]
        words.append("")
        values += tokens.values[done:first]
        values.append(time)
        starts += tokens.starts[done : first + 1]
        ends += tokens.ends[done:first]
        ends.append(tokens.ends[stop - 1])
        done = stop
    codes.append(tokens.codes[done:])
    words += tokens.words[done:]
    values += tokens.values[done:]
    starts += tokens.starts[done:]
    ends += tokens.ends[done:]
    return Tokens("".join(codes), words, values, starts, ends)


def times_in(tokens: Tokens, i: int, j: int) -> list[int]:
    """Where in [i, j) times stand."""
    return [k for k in range(i, j) if isinstance(tokens.values[k], Time)]


def read_tokens(text: str) -> Tokens:
    """Every word, number and mark of the text with its code letter and value."""
    known = load_lexicon().words.get
    spans = [match.span() for match in RE.token.finditer(text)]
    words = [text[start:end] for start, end in spans]
    entries = [known(word) or classify(word) for word in words]
    return Tokens(
        "".join([code for code, _ in entries]),
        words,
        [value for _, value in entries],
        [start for start, _ in spans],
        [end for _, end in spans],
    )


OTHER: Entry = ("x", None)


def classify(word: str) -> Entry:
    """Code and value of a number, a mark or a mixture of letters and digits."""
    if word.isalpha():
        return OTHER
    first = word[0]
    if first.isdigit():
        if len(word) >= LONG:
            return OTHER
        return _classify_number(word)
    if first in "$£€¥₹" and len(word) > 1:
        return "$", None
    if first == "\n":
        return "~", None
    if first in "'’" and len(word) > 1:
        return _classify_apostrophe(word)
    if first.isalpha():
        return _classify_mixture(word)
    return MARKS.get(first, "p"), None


def _classify_number(word: str) -> Entry:
    """1 to 31, a year, another number, an ordinal, a decade, a numeric date or a quarter."""
    if word.isdecimal() and word.isascii():
        return _classify_digits(word)
    if match := RE.ordinal.match(word):
        return "O", int(match[1])
    if match := RE.decade.match(word):
        return "Z", int(match[1] + "0")
    if match := RE.quarter.match(word):
        return "Q", _quarter(match)
    if match := RE.short.match(word):
        return "V", (int(match[1]), match[2].upper())
    if found := numeric_date(word):
        return "X", found
    if match := RE.halved.match(word):
        return "N", int(match[1]) + 0.5
    return ("N", None) if not word[-1].isalpha() else OTHER


def _classify_digits(word: str) -> Entry:
    """Plain digits."""
    if len(word) <= 2 and 1 <= int(word) <= 31:
        return "D", int(word)
    if len(word) == 4 and 1500 <= int(word) <= 2199:
        return "Y", int(word)
    if (
        len(word) == 8
        and (found := make_date(int(word[:4]), int(word[4:6]), int(word[6:])))
        and 1900 <= found.year < 2100
    ):
        return "X", found
    return "N", int(word) if len(word) <= 4 else None


def _classify_apostrophe(word: str) -> Entry:
    """'s, '09 or '90s."""
    if match := RE.decade.match(word):
        decade = int(match[1] + "0")
        return "Z", decade + (2000 if decade < 30 else 1900)
    if (word[1:].isdecimal() and word.isascii()) or word[1:].isdigit():
        year = int(word[1:])
        return "y", year + (2000 if year < 50 else 1900)
    return "'", None


def _classify_mixture(word: str) -> Entry:
    """Q2, FY23, Dec31."""
    if match := RE.quarter.match(word):
        return "Q", _quarter(match)
    if match := RE.year_code.match(word):
        year = int(match[2])
        return ("C" if match[1].lower() == "fy" else "y"), year + (2000 if year < 100 else 0)
    return OTHER


def _quarter(match: re.Match[str]) -> tuple[str, int, int | None]:
    """("quarter", 2, 2024) of "2Q24", ("half", 1, None) of "H1"."""
    number = int(match[1] or match[3] or match[6] or match[8])
    year = int(match[9]) if match[9] else None
    if year is not None and year < 100:
        year += 2000 if year < 50 else 1900
    return ("quarter" if match[2] or match[5] else "half"), number, year


def numeric_date(word: str) -> date | None:
    """The date of 2001-09-17, 17/09/2001 or 9/17/2001: in the American order where both are possible."""
    parts = re.split(r"[-/.]", word)
    if len(parts) != 3:
        return None
    a, b, c = (int(part) for part in parts)
    if len(parts[0]) == 4:
        return make_date(a, b, c)
    if len(parts[2]) == 2 and "." not in word and "-" not in word:
        c += 2000 if c < 50 else 1900
    elif len(parts[2]) != 4:
        return None
    return make_date(c, a, b) or make_date(c, b, a)
