"""Tables of names that are found in running text, all at once and in linear time.

A name is a row of word tokens; what stands between them (a blank, a hyphen, the full stops of initials) does not
matter: "S&P 500", "S.& P. 500" and "S&P-500" are the same row. Case and diacritics are folded for the look-up and
compared afterwards: a name written with capitals needs them in the text too, one written in small letters does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

# A run of digits comes apart from a word glued to it ("10,000NEW YORK"); "3M" and "S3" stay whole.
TOKEN = re.compile(r"\d{2,}(?=[A-Z][A-Za-z]{2})|[^\W_]+|[&'’$%]")
GAPS = frozenset({"", " ", "-", "‑", "–", ".", "/", "\u00a0", "\u202f", "+ ", "!", "! ", ".-", "\n"})
AFTER_COMMA = frozenset(
    {"inc", "llc", "ltd", "corp", "llp", "plc", "d", "roebuck", "gray"}
)  # Apple, Inc.; Washington, D.C.
INITIALS = frozenset({"bros", "dr", "st", "mr"})
TOP = ""  # the key under which a node of the trie keeps its entries


class Token(NamedTuple):
    """A word, number or sign of the text; `key` is folded for look-up."""

    start: int
    end: int
    text: str
    key: str


def fold(word: str) -> str:
    """Case and diacritics away: "Nestlé" and "NESTLE" are "nestle"."""
    if word.isascii():
        return word.lower()
    if word == "’":
        return "'"
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def tokenize(text: str) -> list[Token]:
    """The words, numbers and signs (& ' $ %) of a text, in order."""
    cache: dict[str, str] = {}
    tokens = []
    for m in TOKEN.finditer(text):
        word = m.group()
        key = cache.get(word)
        if key is None:
            key = cache[word] = fold(word)
        tokens.append(Token(m.start(), m.end(), word, key))
    return tokens


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One name of something. `words` as written; `exact` asks for the very capitals (short tickers and acronyms)."""

    words: tuple[str, ...]
    value: T
    exact: bool = False

    def fits(self, tokens: Sequence[Token]) -> bool:
        """Whether the capitals of the text allow this name."""
        return all(fits_case(own, token.text, self.exact) for own, token in zip(self.words, tokens, strict=True))


def fits_case(own: str, seen: str, exact: bool) -> bool:
    """A small-letter word fits any case, a capitalised one any that starts with a capital.

    >>> fits_case("Dow", "DOW", False), fits_case("gold", "Gold", False), fits_case("Gap", "gap", False)
    (True, True, False)
    """
    if own == seen or own.islower() or (not own[:1].isalpha() and not exact):
        return True
    if exact:
        return False
    return seen[:1].isupper() or (own[:1].islower() and seen[:1].islower())


class Match(NamedTuple):
    """Tokens `first` up to `last` (exclusive) are a name; `entries` are all things that bear it."""

    first: int
    last: int
    start: int
    end: int
    entries: tuple[Entry[object], ...]


class PhraseTable(Generic[T]):
    """A trie of token rows. A name is cut into its row when a text first holds the word that it begins with."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[str, T, bool]]] = {}  # names by their first word, not cut yet
        self._root: dict[str, dict[str, object]] = {}

    def add(self, name: str, value: T, exact: bool = False) -> None:
        """Add a name. Earlier entries of the same name stand before later ones."""
        first = TOKEN.search(name)
        if first is not None:
            key = fold(first.group())
            waiting = self._waiting.get(key)
            if waiting is None:
                self._waiting[key] = waiting = []
            waiting.append((name, value, exact))

    def get(self, name: str) -> list[Entry[T]]:
        """All entries of exactly this name, whatever its case."""
        tokens = tokenize(name)
        node: Any = self._node(tokens[0].key) if tokens else None
        for token in tokens[1:]:
            node = node.get(token.key) if node is not None else None
        return list(node.get(TOP, ())) if node is not None else []

    def _node(self, key: str) -> dict[str, object] | None:
        """What follows a first word."""
        for name, value, exact in self._waiting.pop(key, ()):
            tokens = tokenize(name)
            node: dict[str, Any] = self._root.setdefault(key, {})
            for token in tokens[1:]:
                node = node.setdefault(token.key, {})
            node.setdefault(TOP, []).append(Entry(tuple(t.text for t in tokens), value, exact))
        return self._root.get(key)

    def find(self, text: str, tokens: Sequence[Token]) -> Iterator[Match]:
        """The names in the text: the longest at each place, left to right, none overlapping."""
        i = 0
        while i < len(tokens):
            key = tokens[i].key
            node = self._node(key) if key in self._waiting else self._root.get(key)
            match = self._longest(text, tokens, i, node) if node is not None else None
            if match is None:
                i += 1
            else:
                yield match
                i = match.last

    def _longest(self, text: str, tokens: Sequence[Token], i: int, node: dict[str, object]) -> Match | None:
        best = None
        j = i + 1
        while True:
            entries = node.get(TOP)
            if entries is not None:
                fitting = tuple(e for e in entries if e.fits(tokens[i:j]))  # type: ignore[attr-defined]
                if fitting:
                    best = Match(i, j, tokens[i].start, tokens[j - 1].end, fitting)
            if j == len(tokens) or not joined(text, tokens[j - 1], tokens[j]):
                return best
            following = node.get(tokens[j].key)
            if following is None:
                return best
            node = following  # type: ignore[assignment]
            j += 1


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether two tokens may belong to one name: only a blank, a hyphen or the stop of an initial between them."""
    gap = text[left.end : right.start]
    if gap in GAPS or (gap.isspace() and len(gap) < 4 and "\n\n" not in gap):
        return True
    if gap == ", ":
        return right.key in AFTER_COMMA
    return gap == ". " and (len(left.text) <= 2 or left.key in INITIALS)
