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

from dataclasses import replace

from tapecheck.nlp.quotes.attribution import (
    Attribution,
    Range,
    blocks,
    finish,
    first_subject,
    hangs_on_source,
    holds,
    is_plural,
    is_quoted,
    is_verbal,
    may_speak,
    source_range,
    speaks,
)
from tapecheck.nlp.quotes.content import (
    QUESTIONS,
    content_end,
    content_left,
    content_right,
    has_finite,
    is_lead,
    resumed,
    takes_over,
)
from tapecheck.nlp.quotes.cues import Cue, Form, Kind, cues, is_finite_cue, words
from tapecheck.nlp.quotes.subjects import STOPS, Subject, is_name, pronoun, subject_after, subject_before
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit
from tapecheck.reference.vocabulary import is_word

CITING = [phrase.split() for phrase in ("citing", "who cited", "which cited", "and cited")]
NAMING = [
    phrase.split()
    for phrase in ("according to", "per", "as per", "in the words of", "in the view of", "in the opinion of")
]
OPENING = frozenset(phrase[0] for phrase in CITING + NAMING)


def source_phrase(unit: Unit, i: int, before: list[Attribution]) -> Attribution | None:
    """C, according to S; According to S, C; C, per S; C, S data show. "citing S" adds to the attribution before it."""
    if unit.lower[i] not in OPENING:
        return None
    phrase = next((p for p in CITING + NAMING if unit.lower[i : i + len(p)] == p), None)
    source = source_range(unit, i + len(phrase)) if phrase else None
    named = i + 1 + (unit.lower[i + 1 : i + 2] == ["the"])
    if phrase is None or source is None:
        return None
    if phrase == ["per"] and not (
        is_name("".join(unit.words[named : named + 1])) and (i == 0 or unit.words[i - 1] in (",", ASIDE))
    ):
        return None  # "per share"
    owners = [a for a in before if holds(a, i) and not a.direct] or (before[-1:] if phrase in CITING else [])
    if owners:
        owners[0].upstream.append(source)
    return None if owners or phrase in CITING else accord(unit, i, i + len(phrase), source, before)


def accord(unit: Unit, i: int, end: int, source: Range, before: list[Attribution]) -> Attribution | None:
    """The attribution of "according to": what stands before it, or after it at the head of a clause."""
    cue = Cue("according to", Kind.REPORT, frozenset("c"), frozenset())
    subject = Subject(source[0], source[1] - 1, source[1] - 1)
    low = max((a.extent[1] for a in before if blocks(a)), default=0)
    while low < i and (unit.words[low] in STOPS - {QUOTED} or unit.lower[low] in ("and", "but", "while")):
        low += 1
    k = source[1]
    parts: list[Range] = []
    told = next((a for a in before if a.direct and a.extent[1] == low), None)
    if told is not None and not has_finite(unit, low, i):
        told.upstream.append(source)  # “C,” S told analysts in July, according to CNBC transcripts
        return None
    goes_on_after = k + 1 < len(unit) and unit.words[k] == ","
    if goes_on_after and unit.words[i - 1 : i] == [","] and is_lead(unit, (low, i - 1)):
        if unit.lower[low] not in words("leads") and not unit.lower[low].endswith("ly"):
            parts.append((low, i - 1))
        parts.append((k + 1, content_end(unit, k + 1)))
    elif i - low >= 2 or (i > low and unit.words[low] == QUOTED):
        parts.append((low, i - 1 if unit.words[i - 1] == "," else i))
    elif k < len(unit) and unit.words[k] == ",":
        parts.append((k + 1, content_end(unit, k + 1)))
    return finish(unit, parts, (i, end), subject, cue)


def read_participle(unit: Unit, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """..., adding that C; analysts saying C."""
    if i == 0 or ("i" in cue.frames and cue.kind is Kind.BELIEF):
        return None
    right, same, subject = content_right(unit, end, cue), None, None
    if unit.words[i - 1] not in (",", QUOTED, "—", "–") and unit.lower[i - 1] not in words("before_participles"):
        subject = subject_before(unit, i - 1)  # right before it: people, a name or a document
        if subject is not None and (subject.last != i - 1 or not (speaks(unit, subject) or hangs_on_source(unit, i))):
            return None
    elif cue.kind is not Kind.DEMAND:
        same = before[-1] if before else None
        subject = None if same else first_subject(unit, i - 1)
        if same is None and subject is None and i > 2:  # Mr Sunak, admitting C, said
            named = subject_before(unit, i - 1)
            subject = named if named and speaks(unit, named) and not is_word(unit.lower[named.head]) else None
    return finish(unit, [right], (i, end), subject, cue, same) if right and (same or subject) else None


def read_infinitive(unit: Unit, start: int, i: int, end: int, cue: Cue) -> Attribution | None:
    """S went on to say C, S is quick to add C; not "declined to say"."""
    head = unit.lower[start - 2] if start > 1 else ""
    if cue.kind is not Kind.REPORT or head not in words("before_infinitives"):
        return None
    right, subject = content_right(unit, end, cue), first_subject(unit)
    return finish(unit, [right], (i, end), subject, cue) if right and subject else None


def verb_at(unit: Unit, i: int, before: list[Attribution]) -> Attribution | None:
    """The attribution whose verb stands at `i`."""
    found = cues().get(unit.lower[i], ())
    written = i > 0 and unit.words[i][0].isupper() and not unit.titled
    if not found or written or any(holds(a, i) and not a.direct for a in before):
        return None
    ends = ((cue, i + 1 + len(cue.tail)) for cue in found)
    fitting = ((cue, end) for cue, end in ends if tuple(unit.lower[i + 1 : end]) == cue.tail)
    return next((made for cue, end in fitting if (made := read_verb(unit, i, end, cue, before))), None)


def read_verb(unit: Unit, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """Decide what a verb does by its form and by what stands on both sides."""
    start = group_start(unit, i)
    clings = start > 0 and "'" in unit.lower[start - 1] and pronoun(unit.lower[start - 1]) != ""  # he's claiming
    if cue.forms == {Form.ING} and not clings and unit.lower[start] not in PASSIVE:
        return read_participle(unit, i, end, cue, before)
    if start > 0 and unit.lower[start - 1] in ("to", "by"):
        return read_infinitive(unit, start, i, end, cue)
    passive = Form.PARTICIPLE in cue.forms and not PASSIVE.isdisjoint(unit.lower[start:i])
    if passive or (cue.frames == {"s"} and not sees(unit, i, end)):
        return None
    subject = None if start == 0 else subject_before(unit, start - 1)
    if subject is not None and not may_speak(unit, subject, cue):
        subject = None
    base = start == i and Form.BASE in cue.forms and Form.PAST not in cue.forms
    if base and not is_plural(unit, subject or subject_after(unit, end)):
        return None
    turned = subject is None and start == i and unit.words[i - 1 : i] == [QUOTED]
    if unit.lower[i] in words("noun_like") and not turned and (subject is None or not is_verbal(unit, subject, end)):
        return None
    if subject is None:
        made = None if cue.kind is Kind.VIEW else read_inverted(unit, i, end, cue, before)
        return made or read_coordinate(unit, start, i, end, cue, before)
    return with_subject(unit, start, i, end, cue, subject, before)


PASSIVE = frozenset(("is", "are", "was", "were", "be", "been", "being"))


def group_start(unit: Unit, i: int) -> int:
    """The first token of the verb's group: its auxiliaries and adverbs go with it."""
    k = i
    while k > 0 and (
        (low := unit.lower[k - 1]) in words("auxiliaries") or (low.endswith("ly") and unit.words[k - 1][0].islower())
    ):
        k -= 1
    return k


def sees(unit: Unit, i: int, end: int) -> bool:
    """Whether "sees" forecasts: "sees the index at 43,000", "sees rates rising"; not "has seen profits"."""
    if unit.lower[i] not in ("sees", "see"):
        return False
    window = unit.lower[end : end + 12]
    return any(w in ("at", "as") or w.endswith("ing") for w in window[1:])


def with_subject(
    unit: Unit, start: int, i: int, end: int, cue: Cue, subject: Subject, before: list[Attribution]
) -> Attribution | None:
    """S said C, and where nothing follows: C, S said."""
    as_clause = subject.first > 0 and unit.lower[subject.first - 1] in ("as", "than", "like", "what")
    if is_unsaid(unit, subject, start, i, end):
        return None
    relative = unit.lower[subject.first] in ("who", "which", "that")
    left = None if as_clause or relative else content_left(unit, subject.first, before)
    parts = spoken(unit, end, cue, subject, left)
    if relative:
        parts = [(a, main_clause(unit, a, b)) for a, b in parts]
    k = subject.first - 1
    opens = k == 0 or unit.words[k - 1] in STOPS or unit.lower[k - 1] in ("and", "but")  # But as Marsh noted, C
    if as_clause and not parts and unit.words[end : end + 1] == [","] and unit.lower[k] == "as" and opens:
        parts = [(end + 1, content_end(unit, end + 1))]
    if as_clause and unit.lower[k] != "as" and parts:
        return None
    if left is None and is_relative(unit, subject):
        return None
    negated = not words("negations").isdisjoint(unit.lower[start:i])
    return finish(unit, parts, (start if negated else i, end), subject, cue)


def main_clause(unit: Unit, start: int, end: int) -> int:
    """Where a relative clause ends because its noun's own verb follows a comma: "The bank, which said C, fell"."""
    for k in range(start + 1, end - 1):
        if unit.words[k] != ",":
            continue
        verb = k + 1
        while verb < end - 1 and unit.lower[verb] in ("now", "also", "still", "then", "once", "later"):
            verb += 1
        low = unit.lower[verb]
        if low in words("finite") or low.endswith("ed") or is_finite_cue(low):
            return k
    return end


def spoken(unit: Unit, end: int, cue: Cue, subject: Subject, left: Range | None) -> list[Range]:
    """The words of S around its verb: before, after, or on both sides."""
    if left is not None and is_quoted(unit, left):
        more = resumed(unit, end)
        return [left] if more is None else [left, more]
    if "f" in cue.frames and unit.lower[subject.head] in words("documents"):  # "the survey showed a drop"
        cue = replace(cue, frames=cue.frames - {"f"} | {"n"})
    right = content_right(unit, end, cue)
    if right is not None and is_quoted(unit, right) and unit.words[end] in STOPS:
        alone = left is None or unit.words[end] != "," or leads_in(unit, left) or not has_finite(unit, *left)
        return [right] if alone or left is None else [left, right]
    rest = rest_after(unit, subject, end, cue)
    if rest is not None:
        if left is None or (leads_in(unit, left) and not has_finite(unit, *left)):
            return [rest]
        half = leads_in(unit, left) or not has_finite(unit, *left)
        return [left, rest] if half or unit.lower[rest[0]] in words("continuing") else [left]
    told = right and (unit.lower[right[0] - 1] == "that" or is_quoted(unit, right) or "t" in cue.frames)
    loose = right and right[0] > end + 1 and not told  # "C, S said in a note dated May 3"
    if right is not None and (left is None or not (loose and has_finite(unit, *left))):
        return [right]
    return [left] if left is not None and "c" in cue.frames and not is_lead(unit, left) else []


def leads_in(unit: Unit, left: Range) -> bool:
    """Whether words before a source only say when, where or on what question it spoke."""
    low = unit.lower[left[0]]
    return low in words("leads") or low.endswith("ly")


def rest_after(unit: Unit, subject: Subject, end: int, cue: Cue) -> Range | None:
    """What goes on after "..., S said, ...": the clause, but no comment or further report."""
    set_apart = unit.words[max(0, subject.first - 1)] == "," and unit.words[end : end + 1] == [","]
    if not set_apart or end + 1 >= len(unit) or "c" not in cue.frames or takes_over(unit, end + 1):
        return None
    start = end + 1 + (unit.lower[end + 1] == "that")
    goes_on = not unit.lower[end + 1].endswith("ing") and unit.words[end + 1] != QUOTED
    return (start, content_end(unit, start)) if goes_on else None


def is_unsaid(unit: Unit, subject: Subject, start: int, i: int, end: int) -> bool:
    """Whether nothing is reported: "if the Fed says", "nobody said", "did not say when", "asked not to be named"."""
    before = unit.lower[subject.first - 1] if subject.first else ""
    first, head = unit.lower[subject.first], unit.lower[subject.head]
    nobody = first in ("nobody", "none", "neither") or (first == "no" and head in ("one", "analyst", "analysts"))
    if nobody or (before == "no" and first == "one") or unit.lower[end : end + 3] == ["not", "to", "be"]:
        return True
    asked = not QUESTIONS.isdisjoint(unit.lower[end : end + 1])
    return before in ("if", "unless", "should") or (asked and not words("negations").isdisjoint(unit.lower[start:i]))


def is_relative(unit: Unit, subject: Subject) -> bool:
    """Whether the clause hangs on a noun before it: "a session that regulators said they would review"."""
    low = unit.lower[subject.first - 1] if subject.first else ""
    if low == "that" and subject.first > 1:
        before = unit.lower[subject.first - 2]
        return before not in cues() and before.isalpha() and before not in words("auxiliaries") | words("prepositions")
    return low == "which" and subject.first > 1 and unit.lower[subject.first - 2] not in words("prepositions")


def read_inverted(unit: Unit, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """C, said S."""
    if not cue.frames & {"q", "c"} or not cue.forms & {Form.PAST, Form.PRESENT, Form.BASE} or i == 0:
        return None
    left = content_left(unit, i, before)
    if left is None or ("q" not in cue.frames and not has_finite(unit, *left)):
        return None
    if "q" not in cue.frames and unit.words[i - 1] == QUOTED and unit.last_of(i - 1) not in (",", "?", "!"):
        return None  # a term between marks is no speech
    subject = subject_after(unit, end)
    if subject is None or not may_speak(unit, subject, cue):
        return None
    quoted = is_quoted(unit, left)
    if not quoted and unit.lower[subject.first] in words("determiners") and "that" in unit.lower[end : end + 3]:
        return None
    mark, *following = unit.words[subject.last + 1 : subject.last + 3] or [""]
    k, parts = subject.last + 2, [left]
    if mark in (",", ":", "—", "–", "--", ".") and following == [QUOTED]:
        parts.append((k, k + 1))
    elif mark == "," and following and not quoted and not has_finite(unit, *left):
        parts.append((k, content_end(unit, k)))
    return finish(unit, parts, (i, end), subject, cue)


def read_coordinate(
    unit: Unit, start: int, i: int, end: int, cue: Cue, before: list[Attribution]
) -> Attribution | None:
    """S denied the report and said C: the subject is that of the clause before."""
    if start == 0 or unit.lower[start - 1] not in ("and", "but", "then") or not cue.forms & {Form.PAST, Form.PRESENT}:
        return None
    right = content_right(unit, end, cue)
    if right is None:
        return None
    same = before[-1] if before else None
    return finish(unit, [right], (i, end), None if same else first_subject(unit), cue, same)


def find_attributions(unit: Unit) -> list[Attribution]:
    """All attributions of a unit that are not inside another's words, in order."""
    found: list[Attribution] = []
    i = 0
    while i < len(unit):
        made = source_phrase(unit, i, found) or verb_at(unit, i, found)
        outer = None if made else enclosing(unit, i, found)
        i = max(i + 1, made.cue[1] if made else 0)
        if outer is not None:
            inner = [a for a in found if holds(outer, a.cue[0])]
            named = (a.subject for a in inner if a.subject is not None)
            outer.upstream.extend((s.first, s.head + 1) for s in named if s.first <= outer.parts[0][0] + 1)
            found, i = [a for a in found if a not in inner], max(i, outer.cue[1])
        if last := made or outer:
            found = [a for a in found if a.kind is not Kind.VIEW or a.direct or not holds(last, a.cue[0])] + [last]
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
