"""What stands before a source that follows its words ("C, S said"), and what goes on after it."""

from __future__ import annotations

from tapecheck.nlp.quotes.attribution import Attribution, Range, blocks, is_quoted
from tapecheck.nlp.quotes.cues import cues, words
from tapecheck.nlp.quotes.ends import has_finite, is_dash
from tapecheck.nlp.quotes.subjects import STOPS
from tapecheck.nlp.quotes.tokens import QUOTED, Unit


def resumed(unit: Unit, end: int) -> Range | None:
    """The quoted piece that goes on after its attribution: “A,” S said in a note, “but B.”"""
    for k in range(end, len(unit)):
        if unit.words[k] == QUOTED and unit.words[k - 1] in (",", ":", "—", "–", "--"):
            return None if k - 2 >= end and unit.lower[k - 2] in cues() else (k, k + 1)
        if unit.words[k] == QUOTED or unit.words[k] == ";":
            return None
    return None


def is_lead(unit: Unit, left: Range) -> bool:
    """Whether words before a subject only lead in: "In April, Twitter reported a loss"."""
    if is_quoted(unit, left) or has_finite(unit, *left):
        return False
    return unit.lower[left[0]] in words("leads") or unit.lower[left[0]].endswith("ly") or left[1] - left[0] < 7


def content_left(unit: Unit, first: int, before: list[Attribution]) -> Range | None:
    """What stands before a subject (or a turned verb) and its comma."""
    j = first - 1
    if j < 0:
        return None
    word = unit.words[j]
    if word == QUOTED:
        return left_range(unit, j + 1, before)
    if word == "," and j > 0:
        return left_range(unit, j, before)
    if word in ("—", "–", "--") and j > 0 and unit.words[j - 1] == QUOTED:
        return j - 1, j
    return None


def left_range(unit: Unit, end: int, before: list[Attribution]) -> Range | None:
    """The words up to `end`: a quoted piece, or the clause back to what another attribution has."""
    low = max((a.extent[1] for a in before if blocks(a)), default=0)
    last = end - 1
    if last < low:
        return None
    if unit.words[last] == QUOTED and unit.pieces[last].closed:
        whole = not goes_on_small(unit, low, last) and (
            last == low
            or unit.words[last - 1] in (",", ":", ";", ".", "—", "–", "--", "-", "?", "!")
            or sentence_like(unit, last)
        )
        if whole:
            return last, end
    low = max(low, past_dateline(unit, low, last))
    while low < last and (
        unit.words[low] in STOPS - {QUOTED} or unit.lower[low] in ("and", "but", "or", "so", "yet", "still")
    ):
        low += 1
    if low >= end or (end - low < 2 and unit.words[low] != QUOTED):
        return None
    return low, end


def goes_on_small(unit: Unit, low: int, last: int) -> bool:
    """Whether a quoted piece ends the clause before it: "The gauge, the VIX, “is asleep,” says X"."""
    return unit.opening.get(last, "").islower() and unit.words[last - 1] == "," and last - low > 2


def past_dateline(unit: Unit, low: int, last: int) -> int:
    """Past a dateline: "TOKYO, Oct 14 - ", "Mumbai: "."""
    for k in range(low, min(low + 9, last)):
        if (is_dash(unit, k) and unit.words[low].isupper() and len(unit.words[low]) > 2) or (
            unit.words[k] == ":" and k - low < 3
        ):
            return k + 1
    return low


def sentence_like(unit: Unit, i: int) -> bool:
    """Whether a quoted piece is long enough to be a sentence of its own, whatever stands before it."""
    piece = unit.pieces[i]
    return piece.end - piece.start > 60
