"""Verbs of reporting that are not finite: "..., adding that C", "S went on to say C", "footage of S saying C"."""

from __future__ import annotations

from tapecheck.nlp.quotes.attribution import Attribution, finish
from tapecheck.nlp.quotes.content import content_right
from tapecheck.nlp.quotes.cues import Cue, Kind, words
from tapecheck.nlp.quotes.sources import first_subject, hangs_on_source, speaks
from tapecheck.nlp.quotes.subjects import Subject, subject_before
from tapecheck.nlp.quotes.tokens import QUOTED, Unit


def read_participle(unit: Unit, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """..., adding that C; analysts saying C."""
    if i == 0 or ("i" in cue.frames and cue.kind is Kind.BELIEF):
        return None
    right = content_right(unit, end, cue)
    if right is None:
        return None
    if unit.words[i - 1] not in (",", QUOTED, "—", "–") and unit.lower[i - 1] not in words("before_participles"):
        return finish(unit, [right], (i, end), subject, cue) if (subject := own_subject(unit, i)) else None
    if cue.kind is Kind.DEMAND:
        return None
    same = before[-1] if before else None
    subject = None if same else first_subject(unit)
    if same is None and subject is None:
        return None
    return finish(unit, [right], (i, end), subject, cue, same)


def own_subject(unit: Unit, i: int) -> Subject | None:
    """Who does what a participle says, where it stands right before it: people, a name or a document."""
    subject = subject_before(unit, i - 1)
    if subject is None or subject.last != i - 1:
        return None
    return subject if speaks(unit, subject) or hangs_on_source(unit, i) else None


def read_infinitive(unit: Unit, start: int, i: int, end: int, cue: Cue) -> Attribution | None:
    """S went on to say C, S is quick to add C; not "declined to say"."""
    head = unit.lower[start - 2] if start > 1 else ""
    if cue.kind is not Kind.REPORT or head not in words("before_infinitives"):
        return None
    right = content_right(unit, end, cue)
    subject = first_subject(unit)
    return None if right is None or subject is None else finish(unit, [right], (i, end), subject, cue)
