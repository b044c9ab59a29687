"""Sources that are named beside what they say: "C, according to S", "Per S, C", "..., citing S"."""

from __future__ import annotations

from collections.abc import Iterator

from tapecheck.nlp.quotes.attribution import Attribution, Range, blocks, finish, holds, source_range
from tapecheck.nlp.quotes.before import is_lead
from tapecheck.nlp.quotes.cues import Cue, Kind, words
from tapecheck.nlp.quotes.ends import content_end
from tapecheck.nlp.quotes.subjects import STOPS, Subject, is_name
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit

SOURCE_CUES = (
    ("according", "to"),
    ("per",),
    ("as", "per"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("citing",),
    ("who", "cited"),
    ("which", "cited"),
    ("and", "cited"),
)


CITING = (("citing",), ("who", "cited"), ("which", "cited"), ("and", "cited"))


def source_phrase(unit: Unit, i: int, before: list[Attribution]) -> Attribution | None:
    """C, according to S; According to S, C; C, per S; C, S data show. "citing S" adds to the attribution before it."""
    for phrase in SOURCE_CUES:
        end = i + len(phrase)
        if tuple(unit.lower[i:end]) != phrase:
            continue
        if phrase == ("per",) and not per_source(unit, i):
            return None
        source = source_range(unit, end)
        if source is None:
            return None
        owner = next((a for a in before if holds(a, i) and not a.direct), None)
        if owner is None and phrase in CITING:
            owner = before[-1] if before else None
        if owner is not None:
            owner.upstream.append(source)
        if owner is not None or phrase in CITING:
            return None
        return accord(unit, i, end, source, before)
    return None


def per_source(unit: Unit, i: int) -> bool:
    """Whether "per" names a source: after a comma and before a name, not "per share"."""
    k = i + 1 + (unit.lower[i + 1 : i + 2] == ["the"])
    return k < len(unit) and is_name(unit.words[k]) and (i == 0 or unit.words[i - 1] in (",", ASIDE))


def accord(unit: Unit, i: int, end: int, source: Range, before: list[Attribution]) -> Attribution | None:
    """The attribution of "according to": what stands before it, or after it at the head of a clause."""
    cue = Cue("according to", Kind.REPORT, frozenset("c"), frozenset())
    subject = Subject(source[0], source[1] - 1, source[1] - 1)
    low = max((a.extent[1] for a in before if blocks(a)), default=0)
    while low < i and (unit.words[low] in STOPS - {QUOTED} or unit.lower[low] in ("and", "but", "while")):
        low += 1
    k = source[1]
    parts: list[Range] = []
    goes_on_after = k + 1 < len(unit) and unit.words[k] == ","
    if goes_on_after and unit.words[i - 1 : i] == [","] and is_lead(unit, (low, i - 1)):
        if unit.lower[low] not in words("leads") and not unit.lower[low].endswith("ly"):
            parts.append((low, i - 1))
        parts.append((k + 1, content_end(unit, k + 1)))
    elif i - low >= 2 or (i > low and unit.words[low] == QUOTED):
        parts.append((low, i - 1 if unit.words[i - 1] == "," else i))
        if goes_on_after and i - low < 4 and unit.lower[k + 1] in words("continuing") | words("finite"):
            parts.append((k + 1, content_end(unit, k + 1)))
    elif k < len(unit) and unit.words[k] == ",":
        parts.append((k + 1, content_end(unit, k + 1)))
    made = finish(unit, parts, (i, end), subject, cue)
    if made is not None:
        made.upstream.extend(citing_after(unit, source[1]))
    return made


def citing_after(unit: Unit, i: int) -> Iterator[Range]:
    """The source of ", citing EPFR Global" right after a source."""
    if unit.words[i : i + 1] == [","] and unit.lower[i + 1 : i + 2] == ["citing"]:
        source = source_range(unit, i + 2)
        if source is not None:
            yield source
