"""Words of the sentences that can hold an attribution: a quoted piece, or a bracket, is one token among them.

A unit is a sentence, or several where a quoted piece runs over their ends ("“It is over. Sell,” said X" is one).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tapecheck.nlp.quotes.cues import Form, cues
from tapecheck.nlp.quotes.scanner import Marked
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Sentence

RE = patterns("quotes.patterns.tokens")

WORD = re.compile(
    r"[(\[][^()\[\]\n]{0,120}[)\]]|"
    r"[$€£¥]?\d[\d.,]*\d[%\w]*(?:-[a-z]+)*|[$€£¥]?\d[%\w]*(?:-[a-z]+)*|(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:[&/’'.@-]?\w+)*[’']?(?:\.(?=[^\W\d_]))?"
    r"|--+|\.{2,}|[^\w\s]"
)
LONG = 2400  # characters of a unit that is read in one
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
    opening: dict[int, str] = field(default_factory=dict)  # first and last characters of the pieces
    closing: dict[int, str] = field(default_factory=dict)
    titled: bool = False  # a headline that writes most of its words with a capital

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, start: int, end: int) -> None:
        """Append a token; a full stop that belongs to an abbreviation joins the word before it."""
        self.words.append(word)
        self.lower.append(word.lower().replace("’", "'"))
        self.starts.append(start)
        self.ends.append(end)

    def last_of(self, k: int) -> str:
        """The last character inside the marks of a quoted piece."""
        return self.closing.get(k, "")


def find_units(text: str, sentences: Sequence[Sentence], pieces: Sequence[Marked]) -> list[Unit]:
    """Sentences, joined where a quoted piece spans their ends, with their paragraph's number; not yet tokenized."""
    units: list[Unit] = []
    starts = [p.outer for p in pieces]
    paragraph = 0
    for sentence in cut_at_signatures(text, sentences, pieces):
        if units:
            last = units[-1]
            paragraph += "\n" in text[last.end : sentence.start]
            k = bisect_left(starts, sentence.start) - 1
            if k >= 0 and belongs_to(text, sentence, pieces[k], last):
                last.end = max(last.end, sentence.end)
                continue
        units.append(Unit(sentence.start, sentence.end, paragraph))
    return [
        part
        for unit in units
        for piece in split_unit(unit, text, pieces, starts)
        for part in cut_long(piece, text, pieces)
    ]


def cut_long(unit: Unit, text: str, pieces: Sequence[Marked]) -> Iterator[Unit]:
    """A unit without an end in sight (a table, a list) in parts, cut at blanks outside of quoted pieces."""
    start = unit.start
    while unit.end - start > LONG:
        cut = text.find(" ", start + LONG // 2, unit.end)
        inside = next((p for p in pieces if p.outer < cut < p.after), None) if cut >= 0 else None
        cut = inside.after if inside is not None else cut
        if not start < cut < unit.end:
            break
        yield Unit(start, cut, unit.paragraph)
        start = cut
    yield Unit(start, unit.end, unit.paragraph)


def cut_at_signatures(text: str, sentences: Sequence[Sentence], pieces: Sequence[Marked]) -> Iterator[Sentence]:
    """The sentences, each cut where a quote's signature ends its line."""
    cuts = [m.end() for piece in pieces if (m := RE.signature.match(text, piece.after))]
    for sentence in sentences:
        start = sentence.start
        for cut in cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, sentence.end)]:
            yield Sentence(start=start, end=cut)
            start = cut + len(text[cut : sentence.end]) - len(text[cut : sentence.end].lstrip())
        yield Sentence(start=start, end=sentence.end)


def belongs_to(text: str, sentence: Sentence, piece: Marked, last: Unit) -> bool:
    """Whether a sentence goes on with the unit before it: inside its quote, as its report or as its signature."""
    if piece.outer < sentence.start < piece.after - 1:
        return True
    if piece.after != last.end:
        return False
    signed = RE.signature.match(text, piece.after)
    reported = text[piece.end - 1] in "?!,…" and reports_on(text, sentence)
    return reported or (signed is not None and signed.end() >= sentence.end)


def split_unit(unit: Unit, text: str, pieces: Sequence[Marked], starts: Sequence[int]) -> Iterator[Unit]:
    """A unit apart where a full stop closes a quoted piece and more than "Marsh said." follows it."""
    start = unit.start
    for k in range(bisect_left(starts, unit.start), bisect_left(starts, unit.end)):
        piece = pieces[k]
        rest = text[piece.after : unit.end]
        if text[piece.end - 1] == "." and RE.new_sentence.match(rest) and len(rest.split()) > 6:
            yield Unit(start, piece.after, unit.paragraph)
            start = piece.after + len(rest) - len(rest.lstrip())
    yield Unit(start, unit.end, unit.paragraph)


def reports_on(text: str, sentence: Sentence) -> bool:
    """Whether a sentence after a closed quote is what reports it: "Marsh tweeted" after a quoted question."""
    words_ = RE.opening_words.match(text, sentence.start, sentence.end)
    if words_ is None or text[sentence.start] in "“\"'‘":
        return False
    split = words_.group().lower().split()
    finite = {Form.PAST, Form.PRESENT}
    verbs = (any("q" in c.frames and not c.tail and c.forms & finite for c in cues().get(w, ())) for w in split)
    k = next((k for k, verb in enumerate(verbs) if verb), 0)
    return k > 0 and split[k - 1] not in ("which", "that", "and")


def tokenize(unit: Unit, text: str, pieces: Sequence[Marked], starts: Sequence[int]) -> None:
    """Fill a unit with tokens. `starts` are the outer starts of `pieces`."""
    position = unit.start
    for k in range(bisect_left(starts, unit.start), bisect_left(starts, unit.end)):
        piece = pieces[k]
        add_words(unit, text, position, piece.outer)
        unit.pieces[len(unit)] = piece
        unit.opening[len(unit)] = text[piece.start]
        unit.closing[len(unit)] = text[piece.end - 1]
        unit.add(QUOTED, piece.outer, piece.after)
        position = piece.after
    add_words(unit, text, position, unit.end)
    long = [w for w in unit.words if len(w) > 3 and w[0].isalpha()]
    unit.titled = len(long) > 3 and sum(w[0].isupper() for w in long) > 0.75 * len(long)


def add_words(unit: Unit, text: str, start: int, end: int) -> None:
    """Tokens between two quoted pieces, brackets as one."""
    for m in WORD.finditer(text, start, end):
        word = m.group()
        joined = word == "." and m.end() < unit.end - 1 and unit.ends[-1:] == [m.start()]
        if joined and unit.words[-1][-1:].isalpha():
            unit.words[-1] += "."
            unit.lower[-1] += "."
            unit.ends[-1] = m.end()
            continue
        unit.add(ASIDE if word[0] in "([" and len(word) > 1 else word, m.start(), m.end())
