"""Words of the sentences that can hold an attribution: a quoted piece, or a bracket, is one token among them.

A unit is a sentence, or several where a quoted piece runs over their ends ("“It is over. Sell,” said X" is one).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tapecheck.nlp.quotes.scanner import Marked
from tapecheck.schema import Sentence

WORD = re.compile(
    r"[$€£¥]?\d[\d.,]*\d[%\w]*|[$€£¥]?\d[%\w]*|(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:[&/’'.@-]?\w+)*[’']?(?:\.(?=[^\W\d_]))?"
    r"|--+|\.{2,}|[^\w\s]"
)
BRACKET = re.compile(r"[(\[][^()\[\]\n]{0,120}[)\]]")
QUOTED = "“”"  # the word of a token that stands for a quoted piece
ASIDE = "()"  # and of one that stands for a bracket


@dataclass(slots=True)
class Unit:
    """Tokens of one unit, as parallel lists; `pieces` holds the quoted pieces by token index."""

    start: int
    end: int
    paragraph: int
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pieces: dict[int, Marked] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, start: int, end: int) -> None:
        """Append a token; a full stop that belongs to an abbreviation joins the word before it."""
        self.words.append(word)
        self.lower.append(word.lower().replace("’", "'"))
        self.starts.append(start)
        self.ends.append(end)

    def at(self, offset: int) -> int:
        """The index of the token that holds an offset, or of the next one."""
        return bisect_right(self.ends, offset)


def find_units(text: str, sentences: Sequence[Sentence], pieces: Sequence[Marked]) -> list[Unit]:
    """Sentences, joined where a quoted piece spans their ends, with their paragraph's number; not yet tokenized."""
    units: list[Unit] = []
    starts = [p.outer for p in pieces]
    paragraph = 0
    for sentence in sentences:
        if units:
            last = units[-1]
            paragraph += "\n" in text[last.end : sentence.start]
            k = bisect_left(starts, sentence.start) - 1
            if k >= 0 and pieces[k].after > sentence.start + 1 and pieces[k].outer < sentence.start:
                last.end = max(last.end, sentence.end)
                continue
        units.append(Unit(sentence.start, sentence.end, paragraph))
    return units


def tokenize(unit: Unit, text: str, pieces: Sequence[Marked], starts: Sequence[int]) -> None:
    """Fill a unit with tokens. `starts` are the outer starts of `pieces`."""
    position = unit.start
    for k in range(bisect_left(starts, unit.start), bisect_left(starts, unit.end)):
        piece = pieces[k]
        add_words(unit, text, position, piece.outer)
        unit.pieces[len(unit)] = piece
        unit.add(QUOTED, piece.outer, piece.after)
        position = piece.after
    add_words(unit, text, position, unit.end)


def add_words(unit: Unit, text: str, start: int, end: int) -> None:
    """Tokens between two quoted pieces, brackets as one."""
    for a, b, is_aside in split_asides(text, start, end):
        if is_aside:
            unit.add(ASIDE, a, b)
            continue
        for m in WORD.finditer(text, a, b):
            word = m.group()
            if word == "." and m.end() < unit.end - 1 and unit.ends and unit.ends[-1] == m.start() and unit.words[-1][-1:].isalpha():
                unit.words[-1] += "."
                unit.lower[-1] += "."
                unit.ends[-1] = m.end()
                continue
            unit.add(word, m.start(), m.end())


def split_asides(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Pieces of text and the brackets between them."""
    for m in BRACKET.finditer(text, start, end):
        yield start, m.start(), False
        yield m.start(), m.end(), True
        start = m.end()
    yield start, end, False
