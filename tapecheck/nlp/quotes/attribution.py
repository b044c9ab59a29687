"""An attribution: the words of one unit that are somebody's, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tapecheck.nlp.quotes.cues import Cue, Kind, words
from tapecheck.nlp.quotes.subjects import STOPS, Subject, is_name
from tapecheck.nlp.quotes.tokens import QUOTED, Unit

Range = tuple[int, int]  # token indices, end exclusive


@dataclass(slots=True)
class Attribution:
    """Token ranges of what is said, who says it and the word that says so, all in one unit."""

    unit: Unit
    parts: list[Range]
    cue: Range
    subject: Subject | None
    kind: Kind
    upstream: list[Range] = field(default_factory=list)
    same_as: Attribution | None = None  # "..., adding that": the source of the attribution before
    direct: bool = False
    wide: bool = False  # a wish, a demand, a noun, a passive, or inside another's words: told, and never a quote

    @property
    def extent(self) -> Range:
        """From the first to the last token that belongs to it."""
        bounds = [*self.parts, self.cue]
        if self.subject is not None:
            bounds.append((self.subject.first, self.subject.last + 1))
        return min(a for a, _ in bounds), max(b for _, b in bounds)


def is_relative(a: Attribution) -> bool:
    """Whether an attribution stands in a clause that only describes: "The bank, which said C, fell"."""
    return a.subject is not None and a.unit.lower[a.subject.head] in ("which", "who", "that")


def blocks(a: Attribution) -> bool:
    """Whether words before an attribution cannot belong to what a later source says: no views, no descriptions."""
    return a.kind is not Kind.VIEW and not is_relative(a)


def holds(a: Attribution, i: int) -> bool:
    """Whether a token is among an attribution's words."""
    return any(start <= i < end for start, end in a.parts)


def source_range(unit: Unit, i: int) -> Range | None:
    """The phrase after "according to": up to a comma, a stop, a verb of its own or a participle."""
    k = i
    n = len(unit)
    while k < n and unit.words[k] not in STOPS and k - i < 24:
        low = unit.lower[k]
        if k > i and (
            (
                low in ("based", "that", "which", "who", "where", "when", "as", "after", "and")
                and not (low == "and" and is_name(unit.words[k + 1] if k + 1 < n else ""))
            )
            or (low in words("days") and low in ("on", "released", "yesterday"))
        ):
            break
        k += 1
    return (i, k) if k > i else None


def is_quoted(unit: Unit, part: Range) -> bool:
    """Whether a range is a quoted piece alone."""
    return part[1] - part[0] == 1 and unit.words[part[0]] == QUOTED


def finish(
    unit: Unit, parts: list[Range], cue_range: Range, subject: Subject | None, cue: Cue, same: Attribution | None = None
) -> Attribution | None:
    """An attribution of the parts; None where nothing is left of them."""
    parts = [p for p in parts if p[1] > p[0]]
    if not parts:
        return None
    made = Attribution(unit, parts, cue_range, subject, cue.kind, same_as=same)
    if subject is not None:
        made.upstream.extend(cited_within(unit, subject.head + 1, max(subject.last + 2, cue_range[0])))
    made.direct = all(is_quoted(unit, p) for p in parts)
    return made


def cited_within(unit: Unit, start: int, end: int) -> Iterator[Range]:
    """The source of ", citing EPFR Global," between a subject and its verb."""
    for k in range(start, min(end, len(unit))):
        if unit.lower[k] == "citing":
            source = source_range(unit, k + 1)
            if source is not None:
                yield source
