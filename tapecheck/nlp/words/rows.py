"""Cues as rows: what words at a place say of a figure, each row with sentences that it reads and such that it does not.

A row is a table of a TOML file:

    [[row]]
    name = "midday"              # of this row alone
    fact = "moment"              # the field of `Said` that it fills; "cue" for any other
    value = "midday"             # what it says; without it the words themselves
    words = "at (noon|midday)"   # see below
    side = "after"               # where they stand: before or after the figure, any
    reach = "clause"             # how far: beside, clause, sentence, paragraph (and later ones), own
    ends = "CLOSED"              # words between them and the figure that end it
    behind = "if"                # words that have to stand behind the figure as well
    only = ["change"]            # families of metrics that it may speak of
    yes = ["The Dow was [0.4%] lower at noon."]
    no = ["The Dow was up 1% at noon and closed [0.4%] lower."]

`words` and `ends` are expressions over the sentence in small letters, with a run of `#` for each figure, of `&` for
each name; a blank is any blank, and a word in capitals stands for one of the file `classes.toml`.
"""

from __future__ import annotations

import functools
import importlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from tapecheck.nlp.words.tables import REFERENCE, any_of, patterns, phrases_at
from tapecheck.schema import Span

RE = patterns("cues.patterns")

BESIDE = 3  # characters, hedges aside, between a figure and words beside it
_PARSER = importlib.import_module("re._parser")  # what `re` itself reads expressions with
VOCABULARY = 50_000  # words that a sieve remembers


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """One cue, as its table has it; each is equal to itself alone. Few are ever met: expressions are compiled then."""

    name: str
    fact: str
    value: str | None
    pattern: str
    side: str
    reach: str
    ends: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    only: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    needs: tuple[frozenset[str], ...]  # every match holds a string of each

    @functools.cached_property
    def words(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a row's words stand in the text."""

    row: Row
    start: int
    end: int
    words: str
    parts: Mapping[str, str] = field(default_factory=dict)  # the words of the row's named groups


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as rows see it: small letters, figures and names masked, as long as the text itself."""

    words: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    def between(self, first: int, last: int) -> str:
        """The words from one offset of the text to another."""
        return self.words[max(0, first - self.start) : max(0, last - self.start)]


@functools.lru_cache(maxsize=4)
def small(text: str) -> str:
    """The text in small letters, as long as the text itself: patterns without IGNORECASE search it in half the time."""
    return text.replace("İ", "i").replace("\u2019", "'").lower()  # the one letter that is two in small


def view_of(text: str, start: int, end: int, figures: Iterable[Span], names: Iterable[Span]) -> View:
    """The sentence text[start:end]; `figures` and `names` are those in it: "five-day" is no figure."""
    words = list(small(text)[start:end])
    for sign, spans in (("&", names), ("#", figures)):
        for span in spans:
            low, high = max(span.start, start), min(span.end, end)
            if sign == "#" and RE.length.match(text, high, end):
                continue
            kept = [(m.start(), m.end()) for m in RE.kept.finditer(text, low, high)] if sign == "&" else []
            before = {k: words[k - start] for first, last in kept for k in range(first, last)}
            words[low - start : high - start] = sign * (high - low)
            for k, letter in before.items():
                words[k - start] = letter
    return View("".join(words), start)


@functools.cache
def load_rows(package: str) -> tuple[Row, ...]:
    """The rows of all TOML files of a package, in order of file and place."""
    folder = resources.files(package)
    tables = {
        entry.name: tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }
    classes: dict[str, str] = {}
    for name, words in tables.pop("classes.toml")["classes"].items():
        words = REFERENCE.sub(lambda m: any_of(phrases_at(m[1])), words)
        classes[name] = rf"\b(?:{spelled(words, classes)})"
    return tuple(row_of(table, classes) for each in tables.values() for table in each["row"])


def row_of(table: dict[str, object], classes: dict[str, str]) -> Row:
    """A row of its table."""
    value, words = table.get("value"), spelled(str(table["words"]), classes)
    border = r"\b" if table.get("reach") == "own" else r"(?![\w-])"  # whether a hyphen makes one
    ends, behind = (re.compile(spelled(str(table[k]), classes)) if k in table else None for k in ("ends", "behind"))
    return Row(
        name=str(table["name"]),
        fact=str(table.get("fact", "cue")),
        value=str(value) if value is not None else None,
        pattern=rf"{border.replace('!', '<!')}(?:{words}){border}",
        side=str(table.get("side", "any")),
        reach=str(table.get("reach", "sentence")),
        ends=ends,
        behind=behind,
        only=frozenset(strings(table.get("only"))),
        yes=strings(table.get("yes")),
        no=strings(table.get("no")),
        needs=needed(words),
    )


def needed(words: str) -> tuple[frozenset[str], ...]:
    """What every match of an expression holds: one string of each of these sets."""
    return needed_by(_PARSER.parse(words))


def needed_by(parsed: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], ...]:
    """Of a parsed one."""
    found: list[frozenset[str]] = []
    letters = ""
    for kind, value in (*parsed, ("END", None)):
        name = str(kind)
        if name == "LITERAL":
            letters += chr(value)
            continue
        found += [frozenset({letters})] if letters else []
        letters = ""
        if name in ("SUBPATTERN", "ASSERT") or (name.endswith("_REPEAT") and value[0] > 0):
            found += needed_by(value[-1])
        elif name == "BRANCH":
            ways = [needed_by(way) for way in value[1]]
            if all(ways):  # of each way the strings that are the longest
                found.append(frozenset().union(*(max(way, key=shortest) for way in ways)))
    return tuple(found)


def shortest(strings: Iterable[str]) -> int:
    """How long the shortest string is."""
    return min(map(len, strings))


def strings(value: object) -> tuple[str, ...]:
    """The entries of a list of a table."""
    return tuple(map(str, value)) if isinstance(value, list) else ()


def spelled(words: str, classes: dict[str, str]) -> str:
    """An expression with its classes written out and its blanks made any blanks, a few of them at most.

    A run of signs that stands for a name or a figure is taken whole or not at all.
    """
    written = RE.named_class.sub(lambda m: classes[m.group()], words.strip())
    spaced = RE.set_or_blank.sub(lambda m: r"\s{1,9}" if m.group() == " " else m.group().replace(" ", r"\s"), written)
    return RE.run.sub(r"(?<!\1)\1++", spaced)


class Sieve:
    """Rows, and for each word what it holds of what their matches must hold: much faster than to look for them.

    Each row is asked for only where the sentence holds one of its rarest strings, taken to be those that are longest.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        needs = {row: [some for some in row.needs if not any(map(RE.apart.search, some))] for row in rows}
        bits = {some: 1 << n for n, some in enumerate({some for sets in needs.values() for some in sets})}
        self.rows = [(row, sum(bits[some] for some in set(sets))) for row, sets in needs.items()]
        self.strings: dict[str, int] = {}
        for some, bit in bits.items():
            self.strings |= {string: self.strings.get(string, 0) | bit for string in some}
        self.sizes = sorted({len(string) for string in self.strings})
        self.asked: dict[int, list[int]] = {0: []}
        for place, sets in enumerate(needs.values()):
            self.asked.setdefault(bits[max(sets, key=shortest)] if sets else 0, []).append(place)
        self.known: dict[str, tuple[int, list[int]]] = {}

    def rows_in(self, words: str) -> list[Row]:
        """The rows that may have a match in these words."""
        held, places = 0, set(self.asked[0])
        for word in set(words.split()):
            holds, asked = self.known.get(word) or self.learn(word)
            held |= holds
            places.update(asked)
        lacks = ~held
        return [row for row, needs in map(self.rows.__getitem__, sorted(places)) if not needs & lacks]

    def learn(self, word: str) -> tuple[int, list[int]]:
        """The sets of which a word holds a string, as bits, and the places of the rows to ask for."""
        if len(self.known) > VOCABULARY:
            self.known.clear()
        holds = 0
        for size in self.sizes:
            for at in range(len(word) - size + 1):
                holds |= self.strings.get(word[at : at + size], 0)
        asked = [place for bit, places in self.asked.items() if bit & holds for place in places]
        self.known[word] = holds, asked
        return holds, asked


@functools.cache
def sieve_of(package: str) -> Sieve:
    """The sieve of all rows of a package."""
    return Sieve(load_rows(package))


@functools.lru_cache(maxsize=4)
def sieved(package: str, sentence: str) -> list[Row]:
    """The rows of a package that may have a match in a sentence in small letters, in their order."""
    return sieve_of(package).rows_in(sentence)


@functools.lru_cache(maxsize=16)
def rows_in(package: str, fact: str, sentence: str) -> list[Row]:
    """Those of one fact."""
    return [row for row in sieved(package, sentence) if row.fact == fact]


def find_hits(rows: Iterable[Row], view: View) -> list[Hit]:
    """Where the words of rows stand in a sentence, wherever its figures are."""
    return [
        Hit(row, view.start + m.start(), view.start + m.end(), m.group(), m.groupdict(""))
        for row in rows
        for m in row.words.finditer(view.words)
    ]


def speaking_of(hits: Iterable[Hit], view: View, start: int, end: int) -> Iterator[Hit]:
    """The hits of a sentence that speak of the figure at [start, end), nearest first."""
    near = sorted(hits, key=lambda hit: max(hit.start - end, start - hit.end, 0))
    return (hit for hit in near if speaks_of(hit, view, start, end))


def speaks_of(hit: Hit, view: View, start: int, end: int) -> bool:
    """Whether a hit reaches a figure: on its side, near enough, and nothing between ends it."""
    row, ahead = hit.row, hit.start < start
    if (row.side == "before" and not ahead) or (row.side == "after" and hit.end <= end):
        return False
    between = view.between(hit.end, start) if ahead else view.between(end, hit.start)
    if row.reach == "beside":
        return len(RE.hedge.sub("", between).strip()) <= BESIDE and "#" not in between
    if row.reach == "clause" and RE.clause.search(between):
        return False
    return row.ends is None or row.ends.search(between) is None
