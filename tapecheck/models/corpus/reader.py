"""Reads the marked sentences, and says in which line of which file a mark is off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from tapecheck.schema import Label

PIECE = re.compile(r"\[\[|\]\]|\[(?P<name>[^\[\]|]*)\|(?P<label>[^\[\]|]*)\]|[\[\]]|[^\[\]]+")
LEADING = re.compile(r"(?:the|a|an|mr|mrs|ms|dr|sir|president|chairman|chairwoman)\b\.? ", re.IGNORECASE)
OWN_S = """
Barron's|Christie's|Dr Reddy's|Kohl's|Levi's|Lloyd's|Lowe's|Macy's|McDonald's|Moody's|Sainsbury's
Sotheby's|Standard & Poor's|Wendy's
"""
TITLED = frozenset(name.title().replace("'S", "'s") for name in re.split(r"[|\n]", OWN_S.strip()))
LABELS = frozenset(Label)


class CorpusError(ValueError):
    """A marked line that cannot be read; the message begins with `file:line`."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and its names as (start, end, label), in order. `file` is the topic, `line` counts from 1."""

    text: str
    names: tuple[tuple[int, int, Label], ...]
    file: str = ""
    line: int = 0


def read_line(marked: str, file: str = "", line: int = 0) -> Marked:
    """Read one marked sentence.

    >>> read_line("[Nvidia|ORG] rose 3%.").names
    ((0, 6, <Label.ORG: 'ORG'>),)

    Raises:
        CorpusError: a bracket is open, a label is none of ours, or a span breaks the contract (blanks at its ends, a
            leading article or title, a possessive).
    """
    text, names = "", []
    for piece in PIECE.finditer(marked):
        part = piece.group()
        if piece["label"] is not None:
            label = checked(piece["name"], piece["label"], file, line)
            names.append((len(text), len(text) + len(piece["name"]), label))
            part = piece["name"]
        elif part in ("[[", "]]"):
            part = part[0]
        elif part in "[]":
            raise CorpusError(f"{file}:{line}: a bracket at column {piece.start() + 1} is not part of a mark")
        text += part
    return Marked(text, tuple(names), file, line)


def checked(name: str, label: str, file: str, line: int) -> Label:
    """The label of a mark, if the mark keeps the contract's conventions."""
    if label not in LABELS:
        raise CorpusError(f"{file}:{line}: {label!r} is no label; take one of {', '.join(sorted(LABELS))}")
    if not name or name != name.strip():
        raise CorpusError(f"{file}:{line}: {name!r} is empty or has blanks at its ends")
    own_s = name.title().replace("’", "'").replace("'S", "'s") in TITLED
    if not own_s and (name.endswith(("'s", "’s")) or (LEADING.match(name) and label != Label.PRODUCT)):
        raise CorpusError(f"{file}:{line}: {name!r} begins with an article or title, or ends with a possessive")
    return Label(label)


def render_line(marked: Marked) -> str:
    """The line that `read_line` reads as this sentence."""
    out, last = "", 0
    for start, end, label in marked.names:
        out += double(marked.text[last:start]) + f"[{marked.text[start:end]}|{label}]"
        last = end
    return out + double(marked.text[last:])


def double(text: str) -> str:
    """The text with its own brackets doubled."""
    return text.replace("[", "[[").replace("]", "]]")


def read_corpus(sources: Iterable[Traversable] | None = None) -> list[Marked]:
    """All sentences of these files, or of the shipped ones in the order of their names."""
    if sources is None:
        folder = files("tapecheck.models.corpus")
        sources = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    found = []
    for source in sources:
        topic = source.name.removesuffix(".txt")
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("# "):
                found.append(read_line(line, topic, number))
    return found
