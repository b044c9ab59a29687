"""Words that report: which forms there are, what may follow each, and whether it reports, believes, expects or asks."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import StrEnum

from tapecheck.nlp.words.tables import inflect, load_table, word_lists


class Kind(StrEnum):
    """What sort of verb it is: reported speech, a belief, a forecast, a demand or a view of something."""

    REPORT = "report"
    BELIEF = "belief"
    FORECAST = "forecast"
    DEMAND = "demand"
    VIEW = "view"


class Form(StrEnum):
    """The form that a cue stands in, in the order of a table's row."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a verb of reporting; `tail` are the words that follow it in a phrase ("ruled" + "out")."""

    verb: str
    kind: Kind
    frames: frozenset[str]
    forms: frozenset[Form]
    tail: tuple[str, ...] = ()


@functools.cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Cues by their first word in small letters; phrases come before single words."""
    lexicon = load_table("quotes")
    table: dict[str, dict[tuple[tuple[str, ...], str], Cue]] = {}
    for kind, groups in lexicon["verbs"].items():
        for frames, verbs in groups.items():
            for verb in verbs:
                head, *tail = verb.split()
                for word, forms in forms_of(head, lexicon["irregular"]).items():
                    merge(table.setdefault(word, {}), Cue(verb, Kind(kind), frozenset(frames), forms, tuple(tail)))
    return {
        word: tuple(sorted(found.values(), key=lambda c: (-len(c.tail), c.kind is Kind.VIEW)))
        for word, found in table.items()
    }


def merge(found: dict[tuple[tuple[str, ...], str], Cue], cue: Cue) -> None:
    """Add a cue, or its frames to the same verb's that was listed before: the first kind stays."""
    key = (cue.tail, cue.verb + ("/view" if cue.kind is Kind.VIEW else ""))
    before = found.get(key)
    if before is not None:
        cue = Cue(cue.verb, before.kind, before.frames | cue.frames, before.forms, cue.tail)
    found[key] = cue


def forms_of(verb: str, irregular: dict[str, list[str]]) -> dict[str, frozenset[Form]]:
    """The forms of a verb: {"warns": {PRESENT}, "warned": {PAST, PARTICIPLE}, ...}."""
    _, present, past, ing = inflect(verb)
    written = irregular.get(verb, [present, past, past, ing])
    forms: dict[str, frozenset[Form]] = {}
    for word, form in zip((verb, *written), Form, strict=True):
        forms[word] = forms.get(word, frozenset()) | {form}
    return forms


def among(low: str, *names: str) -> bool:
    """Whether a word, in small letters, is in one of these sets of the lexicon."""
    return any(low in words(name) for name in names)


def is_finite_cue(low: str) -> bool:
    """Whether a word may be a verb of the lexicon in the past or the present."""
    return any(cue.forms & {Form.PAST, Form.PRESENT} for cue in cues().get(low, ()))


@functools.cache
def words(name: str) -> frozenset[str]:
    """A set of words of the lexicon's table `words`."""
    return word_lists("quotes.words")[name]
