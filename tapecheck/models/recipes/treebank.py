"""Reads treebanks of Universal Dependencies: sentences with parts of speech, and stretches of several sentences.

An EWT or GUM sentence knows where it stands: in which document, and whether it begins a paragraph. So running text can
be put together again, in which the ends of sentences are to be found.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tapecheck.models.tags import UPOS

CLEARED = frozenset({"academic", "bio", "court", "interview", "news", "voyage"})
"""Genres whose texts are CC BY or CC BY-SA by GUM's own licence file. It is silent on conversation (its source, the
Santa Barbara Corpus, has terms of its own), speech, textbook and vlog: weights that ship are not trained on those."""

Parts = list[tuple[int, int, int]]
"""Words as (start, end, index into UPOS)."""


@dataclass(slots=True)
class Token:
    """A word of a treebank: where it stands, its part of speech, what `Entity=` says of it."""

    start: int
    end: int
    upos: str
    entity: str


@dataclass(slots=True)
class TreeSentence:
    """A sentence: its text and words, its document, whether a paragraph begins here and a blank follows."""

    text: str
    tokens: list[Token]
    document: str
    begins: bool
    spaced: bool

    def parts(self, shift: int = 0) -> Parts:
        """The words whose part of speech is known, `shift` characters further on."""
        return [(t.start + shift, t.end + shift, UPOS.index(t.upos)) for t in self.tokens if t.upos in UPOS]


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a gzipped text."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def read_treebank(path: Path, genres: frozenset[str] | None = None) -> Iterator[TreeSentence]:
    """The sentences of a treebank in order; `genres` keeps GUM's documents of these genres alone."""
    document, begins = "", True
    rows: list[list[str]] = []
    for line in [*lines_of(path), ""]:
        if line.startswith("# newdoc id = "):
            document, begins = line.removeprefix("# newdoc id = "), True
        elif line.startswith("# newpar"):
            begins = True
        elif line[:1].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            if genres is None or document.removeprefix("GUM_").partition("_")[0] in genres:
                yield read_sentence(rows, document, begins)
            rows, begins = [], False


def read_sentence(rows: list[list[str]], document: str, begins: bool) -> TreeSentence:
    """One sentence of its rows. A contraction stands as it was written: "can't" is "ca" and "n't" beside each other.

    Where its words do not make up what was written ("du" of "de" and "le"), the first bears the whole of it.
    """
    text, spaced, last = "", False, 0
    tokens: list[Token] = []
    inside: list[str] = []  # the forms of a contraction's words that are still to come
    written = ""
    for row in rows:
        misc = dict(part.partition("=")[::2] for part in row[9].split("|"))
        blank = misc.get("SpaceAfter") != "No"
        if "-" in row[0]:
            first, _, final = row[0].partition("-")
            inside = [r[1] for r in rows if r[0].isdigit() and int(first) <= int(r[0]) <= int(final)]
            written = row[1] if "".join(inside) != row[1] else ""
            last, after = len(inside), blank
        elif row[0].isdigit():
            text += " " if spaced else ""
            form = row[1]
            if last and written:
                form, written = (written, written) if last == len(inside) else ("", written)
            spaced = blank if not last else after and last == 1
            tokens.append(Token(len(text), len(text) + len(form), row[3], misc.get("Entity", "")))
            text += form
            last = max(0, last - 1)
    return TreeSentence(text, tokens, document, begins, spaced)


def paragraphs(sentences: Iterator[TreeSentence]) -> Iterator[list[TreeSentence]]:
    """The sentences by paragraph."""
    group: list[TreeSentence] = []
    for sentence in sentences:
        if group and (sentence.begins or sentence.document != group[-1].document):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def stretches(sentences: Iterator[TreeSentence], random: Random) -> Iterator[list[TreeSentence]]:
    """One to four consecutive sentences of a document at a time, over the borders of paragraphs too."""
    group: list[TreeSentence] = []
    size = random.randint(1, 4)
    for sentence in sentences:
        if group and (len(group) == size or sentence.document != group[-1].document):
            yield group
            group, size = [], random.randint(1, 4)
        group.append(sentence)
    if group:
        yield group


def join(group: list[TreeSentence], *, bare: bool = False) -> tuple[str, Parts, list[int]]:
    """The running text of these sentences, its parts of speech, and where each sentence ends.

    `bare` leaves out the marks that end a sentence, so that an end is not told by a full stop alone.
    """
    text, parts, ends = "", [], []
    for i, sentence in enumerate(group):
        if i:
            text += "\n\n" if sentence.begins else " " if group[i - 1].spaced or bare else ""
        keep = sentence.text.rstrip(" .!?") if bare else sentence.text.rstrip()
        keep = keep or sentence.text.rstrip()
        parts += [part for part in sentence.parts(len(text)) if part[1] <= len(text) + len(keep)]
        text += keep
        ends.append(len(text))
    return text, parts, ends
