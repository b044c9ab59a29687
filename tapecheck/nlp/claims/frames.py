"""The table of frames (`lexicons/frames.toml`) as objects: words by tag, and patterns over tags.

A pattern is a row of tags: `A|B` either, a trailing `?` may be absent. `W` is a word that the table does not know. It
is matched over tokens that carry several tags each ("gain" is a verb and a noun), right or left of a figure.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tapecheck.nlp.words.tables import load_table

WORD = re.compile(
    r"[A-Za-zÀ-ž]+n['’]t\b|['’]s\b|(?<=s)['’](?=\s)|[A-Za-zÀ-ž]+(?:\.[A-Za-z])+\.?|"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\w+(?:[-'’/]?[^\W\d_]+)*|\S"
)
OTHER = "W"  # the tag of a word that the table does not know


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern: any of these tags, perhaps none."""

    tags: frozenset[str]
    optional: bool


Pattern = tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a figure of `kinds` means between `left` and `right`; see the table's head."""

    metric: str
    kinds: frozenset[str]
    left: Pattern
    right: Pattern
    direction: str | None
    subject: str | None
    base: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table: phrases (as tuples of lower-case words) to tags, frames in order, and the lists under other heads."""

    phrases: Mapping[tuple[str, ...], frozenset[str]]
    sizes: Mapping[str, Sequence[int]]  # of the phrases that begin with a word, the longest first
    frames: tuple[Frame, ...]
    lists: Mapping[str, Any]

    def tags_at(self, words: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
        """The longest phrase that begins at word `at`: how many words, and its tags; else (1, no tags)."""
        for size in self.sizes.get(words[at], ()):
            tags = self.phrases.get(tuple(words[at : at + size]))
            if tags:
                return size, tags
        return 1, frozenset()


def parse_pattern(text: str, classes: Mapping[str, Sequence[str]]) -> Pattern:
    """Read "DN W? BY?" into slots, classes such as MOVE written out."""
    slots = []
    for part in text.split():
        names = part.rstrip("?").split("|")
        tags = frozenset(tag for name in names for tag in classes.get(name, (name,)))
        slots.append(Slot(tags, part.endswith("?")))
    return tuple(slots)


def split_words(entries: str) -> list[str]:
    """The entries of a comma-separated list; a lone comma is itself."""
    return [","] if entries.strip() == "," else [e for e in (" ".join(e.split()) for e in entries.split(",")) if e]


@functools.cache
def load_lexicon() -> Lexicon:
    """Read the table once."""
    raw = load_table("frames")
    phrases: dict[tuple[str, ...], frozenset[str]] = {}
    for tag, entries in raw["words"].items():
        listed = entries.split() if tag == "STOP" else split_words(entries)
        for entry in listed:
            key = tuple(word.lower() for word in WORD.findall(entry))
            phrases[key] = phrases.get(key, frozenset()) | {tag}
    classes = raw["classes"]
    frames = tuple(
        Frame(
            metric=row["metric"],
            kinds=frozenset(row["kinds"]),
            left=parse_pattern(row.get("left", ""), classes),
            right=parse_pattern(row.get("right", ""), classes),
            direction=row.get("direction"),
            subject=row.get("subject"),
            base=row.get("base", False),
        )
        for row in raw["frame"]
    )
    lists = {key: value for key, value in raw.items() if key not in ("words", "classes", "frame")}
    sizes = {word: sorted({len(p) for p in phrases if p[0] == word}, reverse=True) for word in {p[0] for p in phrases}}
    return Lexicon(phrases, sizes, frames, lists)
