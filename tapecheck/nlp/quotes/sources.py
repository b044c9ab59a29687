"""Who may be the source of a verb: people, names, pronouns and documents; and who else a clause further on means."""

from __future__ import annotations

from tapecheck.nlp.quotes.cues import Cue, Form, Kind, cues, words
from tapecheck.nlp.quotes.subjects import STOPS, Subject, is_name, is_people, pronoun, subject_before
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit


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
        return cue.kind is not Kind.FORECAST and (
            subject.first == 0
            or unit.words[subject.first - 1] in STOPS
            or unit.lower[subject.first - 1] in ("and", "while", "but")
        )
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
    if not (
        speaks(unit, subject)
        or unit.lower[subject.head] in words("documents")
        or unit.lower[subject.head] in words("pronouns")
    ) or end >= len(unit):
        return False
    following = unit.lower[end]
    if following == ":" and not (end + 1 < len(unit) and unit.words[end + 1] == QUOTED):
        return False
    if unit.words[end] in (".", ",", "?", "!") and subject.first > 0 and unit.words[subject.first - 1] in (",", QUOTED):
        return True
    if (
        following in words("finite")
        or unit.words[end] in STOPS - {QUOTED, ",", ":"}
        or following in ("of", "about", "for", "from", "by", "in", "at")
    ):
        return False
    return not any(
        cue.forms & {Form.PAST, Form.PRESENT, Form.BASE} and following not in words("noun_like")
        for cue in cues().get(following, ())
    )


def views(unit: Unit, subject: Subject, i: int, end: int) -> bool:
    """Whether a source that can have a view stands before the verb, so that "questions" is no noun."""
    return (
        unit.lower[i].endswith(("ed", "ing"))
        or unit.lower[i] not in words("view_nouns")
        or is_verbal(unit, subject, end)
    )


def first_subject(unit: Unit) -> Subject | None:
    """The subject of the unit's first clause: the phrase before its first verb, if it can speak."""
    for k in range(min(len(unit), 25)):
        low = unit.lower[k]
        verb = (
            low in words("finite")
            or (low in cues() and not is_name(unit.words[k]))
            or (low.endswith("ed") and len(low) > 4)
        )
        if not verb or k == 0:
            continue
        found = subject_before(unit, k - 1)
        if found is not None and speaks(unit, found):
            return found
    return None


def speaks(unit: Unit, subject: Subject) -> bool:
    """Whether a phrase is a person, a name or people, so that it can be meant by a verb further on."""
    low = unit.lower[subject.head]
    named = is_name(unit.words[subject.head]) or is_people(low)
    return named or pronoun(low) in ("he", "she", "they", "we", "i", "who") or low == "whom"
