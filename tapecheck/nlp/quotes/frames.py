"""Attributions of one unit: which words are somebody's, and which word says so.

Shapes, S the source and C what it says:
    S said (that) C / S told clients (that) C / S said on Friday in a note that C      clause after
    C, S said / C, said S / "C," said S / "C," S said, "C"                               before, or around
    C1, S said, C2                                                                       inside
    S: "C" / S put it this way: "C" / As S put it, "C"                                    introduced
    C, according to S / According to S, C / C, per S / S data show C / C, S data show    named as source
    ..., saying/adding (that) C                                                           the same source goes on
    S was quoted as saying C / S is expected to (no source: left out)                     passive
"""

from __future__ import annotations

from tapecheck.nlp.quotes.attribution import Attribution, holds
from tapecheck.nlp.quotes.cues import Kind
from tapecheck.nlp.quotes.sourced import source_phrase
from tapecheck.nlp.quotes.tokens import QUOTED, Unit
from tapecheck.nlp.quotes.verbs import verb_at


def find_attributions(unit: Unit) -> list[Attribution]:
    """All attributions of a unit that are not inside another's words, in order."""
    found: list[Attribution] = []
    i = 0
    n = len(unit)
    while i < n:
        made = source_phrase(unit, i, found) or verb_at(unit, i, found)
        if made is None:
            made = enclosing(unit, i, found)
            if made is None:
                i += 1
                continue
            inner = [a for a in found if holds(made, a.cue[0])]
            made.upstream.extend(
                (a.subject.first, a.subject.head + 1)
                for a in inner
                if a.subject is not None and a.subject.first <= made.parts[0][0] + 1
            )
            found = [a for a in found if a not in inner]
        found = [a for a in found if a.kind is not Kind.VIEW or a.direct or not holds(made, a.cue[0])]
        found.append(made)
        i = max(made.cue[1], i + 1)
    return found


def enclosing(unit: Unit, i: int, found: list[Attribution]) -> Attribution | None:
    """An attribution that closes the unit and takes in earlier ones: "The Fed expects a rise, Marsh said"."""
    holders = [a for a in found if holds(a, i) and not a.direct]
    if not holders:
        return None
    made = verb_at(unit, i, [a for a in found if a not in holders])
    if made is None or len(made.parts) != 1 or made.parts[0][1] > i or made.subject is None or made.same_as is not None:
        return None
    before = unit.words[made.subject.first - 1] if made.subject.first else ""
    turned = made.subject.first > i
    return made if before in (",", QUOTED) or (turned and unit.words[i - 1] in (",", QUOTED)) else None
