"""An attribution: the words of one unit that are somebody's, the words that say so, and who may be their source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tapecheck.nlp.quotes.cues import Cue, Form, Kind, among, cues, words
from tapecheck.nlp.quotes.subjects import STOPS, Subject, is_name, is_people, pronoun, subject_before
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit

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


def blocks(a: Attribution) -> bool:
    """Whether words before an attribution cannot belong to what a later source says: no views, no descriptions."""
    relative = a.subject is not None and a.unit.lower[a.subject.head] in ("which", "who", "that")
    return a.kind is not Kind.VIEW and not relative


def holds(a: Attribution, i: int) -> bool:
    """Whether a token is among an attribution's words."""
    return any(start <= i < end for start, end in a.parts)


def source_range(unit: Unit, i: int) -> Range | None:
    """The phrase after "according to": up to a comma, a stop, a verb of its own or a participle."""
    k = i
    n = len(unit)
    while k < n and unit.words[k] not in STOPS and k - i < 24:
        low = unit.lower[k]
        joined = low == "and" and k + 1 < n and is_name(unit.words[k + 1])
        if k > i and low in words("ends_source") and not joined:
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


def is_plural(unit: Unit, subject: Subject | None) -> bool:
    """Whether a base form can be a verb with this phrase: "analysts say", "polls in Ohio show", not "the report"."""
    if subject is None:
        return False
    if "'" in unit.lower[subject.head] and pronoun(unit.lower[subject.head]):
        return True
    for k in range(subject.first, subject.head + 1):
        low = unit.lower[k]
        if low in words("prepositions") and k > subject.first:
            return False
        if low in words("plurals"):
            return True
        if low.endswith("s") and not low.endswith(("ss", "'s", "us", "is")) and low not in ("this", "was", "as", "has"):
            return True
    return False


def may_speak(unit: Unit, subject: Subject, cue: Cue) -> bool:
    """Whether a phrase can be a source at all: a pronoun, a name, people, or a document; "it" only reports."""
    low = pronoun(unit.lower[subject.head]) or unit.lower[subject.head]
    if low in ("percent", "%", "pct") or unit.words[subject.head].endswith("%"):
        before = unit.lower[subject.first - 1] if subject.first else ","
        return cue.kind is not Kind.FORECAST and (before in STOPS or before in ("and", "while", "but"))
    counted = unit.words[subject.head][0].isdigit() or unit.words[subject.first][0] in "$€£¥"
    weak = low in words("weak_nouns") and (subject.first == subject.head or not is_name(unit.words[subject.head]))
    if low in words("days") or weak or counted:
        return False
    if low in ("it", "this", "that", "which", "what", "there"):
        return low == "it" or (low in ("that", "which") and hangs_on_source(unit, subject.head))
    return True


def hangs_on_source(unit: Unit, i: int) -> bool:
    """Whether "that" or "which" takes up people or a document: "a study that found", "the bank, which said"."""
    k = i - 1
    while k >= 0 and unit.words[k] in (",", ASIDE, "—", "–", "--"):
        k -= 1
    if k < 0:
        return False
    before = unit.lower[k]
    named = unit.lower[i : i + 1] != ["that"] and is_name(unit.words[k]) and before not in words("days")
    return named or before in words("documents") or is_people(before)


def is_verbal(unit: Unit, subject: Subject, end: int) -> bool:
    """Whether a form that is as often a noun is a verb here: its source can speak, and no verb follows it."""
    if unit.lower[end - 1 : end + 1] == ["shows", "that"]:
        return True
    if subject.first == subject.head and unit.lower[subject.head] in words("determiners"):
        return False  # "several judges"
    able = speaks(unit, subject) or among(unit.lower[subject.head], "documents", "pronouns")
    if not able or end >= len(unit):
        return False
    following = unit.lower[end]
    if following == ":" and not (end + 1 < len(unit) and unit.words[end + 1] == QUOTED):
        return False
    if unit.words[end] in (".", ",", "?", "!") and subject.first > 0 and unit.words[subject.first - 1] in (",", QUOTED):
        return True
    if among(following, "finite", "noun_prepositions") or unit.words[end] in STOPS - {QUOTED, ",", ":"}:
        return False
    finite = {Form.PAST, Form.PRESENT, Form.BASE}
    return following in words("noun_like") or not any(cue.forms & finite for cue in cues().get(following, ()))


def first_subject(unit: Unit, before: int = 0) -> Subject | None:
    """The subject of the unit's first clause, or of the last one before a place: who can speak before a verb."""
    for k in range(before - 1, 0, -1) if before else range(min(len(unit), 25)):
        low = unit.lower[k]
        cue = low in cues() and not is_name(unit.words[k])
        sent = before > 0 and low in words("irregular_pasts")
        if k == 0 or not (cue or sent or low in words("finite") or is_past(low)):
            continue
        found = subject_before(unit, k - 1 - unit.lower[k - 1].endswith("ly"))
        if found is not None and speaks(unit, found):
            return found
    return None


def is_past(low: str) -> bool:
    """Whether a word looks like a verb in the past: "jumped", not "bed"."""
    return low.endswith("ed") and len(low) > 4


def speaks(unit: Unit, subject: Subject) -> bool:
    """Whether a phrase is a person, a name or people, so that it can be meant by a verb further on."""
    low = unit.lower[subject.head]
    named = is_name(unit.words[subject.head]) or is_people(low)
    return named or pronoun(low) in ("he", "she", "they", "we", "i", "who") or low == "whom"
