"""Attributions in a wide sense, which quote nobody: inside others' words, by nouns, passives, infinitives.

PolNeAR marks them, the product has no use for them: they are read here, after the quotes, and never change them.
Shapes, S the source, C the words:
    S's claim that C / his call for C / a warning from S that C / S expressed concern about C         nouns
    C was criticised by S / S1 was accused of C / it is expected that C / C is expected to rise       passives
    S took to the air to accuse C / the hearing forced S to admit that C                              infinitives
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from tapecheck.nlp.quotes.attribution import Attribution, Range, finish, first_subject, holds, speaks
from tapecheck.nlp.quotes.content import QUESTIONS, content_end, content_right, view_end
from tapecheck.nlp.quotes.cues import Cue, Form, Kind, cues, words
from tapecheck.nlp.quotes.frames import group_start
from tapecheck.nlp.quotes.subjects import STOPS, Subject, pronoun, subject_after, subject_before
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit


@functools.cache
def table() -> dict[str, Any]:
    """The words of wide.toml."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def own(name: str) -> frozenset[str]:
    """A set of words of the table `words`."""
    return frozenset(table()["words"][name])


NOUN = Cue("noun", Kind.VIEW, frozenset("cn"), frozenset())
BE = ("is", "are", "was", "were", "be", "been", "being", "get", "got", "gets")
POSSESSIVES = ("his", "her", "their", "its", "our", "my", "your")


class Wide:
    """The second pass: nested attributions, nouns, passives and infinitives."""

    def is_cue(self, low: str) -> bool:
        """Whether a word can be the cue of a wide attribution alone: a noun of saying or an attitude."""
        return low in nouns() or low in own("attitudes")

    def find(self, unit: Unit, found: list[Attribution]) -> list[Attribution]:
        """Attributions that the quotes of a unit leave."""
        taken = {k for a in found for k in range(*a.cue)}
        made: list[Attribution] = []
        for i in range(len(unit)):
            if i in taken or unit.words[i] in (QUOTED, ASIDE) or any(holds(a, i) for a in (*found, *made)):
                continue
            wide = noun_at(unit, i) or adjective_at(unit, i) or weak_verb_at(unit, i)
            if wide is not None and not any(same_words(wide, other) for other in (*found, *made)):
                wide.wide = True
                made.append(wide)
                taken.update(range(*wide.cue))
        return made


def same_words(a: Attribution, b: Attribution) -> bool:
    """Whether two attributions hold much the same words."""
    one = {k for start, end in a.parts for k in range(start, end)}
    other = {k for start, end in b.parts for k in range(start, end)}
    return len(one & other) > 0.7 * len(one | other)


# --- nouns ------------------------------------------------------------------------------------------------------------
@functools.cache
def nouns() -> dict[str, frozenset[str]]:
    """What each noun takes, by its singular and its plural: "that", "to" or prepositions."""
    taking: dict[str, set[str]] = {}
    for taken, names in table()["nouns"].items():
        for name in names:
            plural = name[:-1] + "ies" if name.endswith("y") and name[-2] not in "aeou" else name + "s"
            for word in (name, plural):
                taking.setdefault(word, set()).add(taken)
    return {word: frozenset(taken) for word, taken in taking.items()}


def noun_at(unit: Unit, i: int) -> Attribution | None:
    """S's claim that C; his call for C; a warning from S that C."""
    takes = nouns().get(unit.lower[i])
    if takes is None or i + 2 >= len(unit) or (unit.words[i][0].isupper() and i > 0 and not unit.titled):
        return None
    subject = possessor(unit, i)
    end = i + 1
    if unit.lower[end] in ("from", "by") and subject is None:
        subject = subject_after(unit, end + 1)
        end = subject.head + 1 if subject is not None else end
    if end >= len(unit):
        return None
    part = complement(unit, end, takes, subject is not None)
    if part is None:
        return None
    first = i if subject is None else min(i, subject.first)
    return finish(unit, [(part[0], clause_cut(unit, first, *part))], (i, i + 1), subject, NOUN)


def clause_cut(unit: Unit, first: int, start: int, end: int) -> int:
    """Where a noun's words end: before the verb that the noun is the subject of, or before a clause after a comma."""
    opens_clause = first == 0 or unit.words[first - 1] in STOPS or unit.lower[first - 1] in words("conjunctions")
    that = unit.lower[start - 1] == "that"
    for k in range(start + 1, end):
        low = unit.lower[k]
        if low in ("that", "which", "who", "what", "how", "whether"):
            opens_clause = False
        verb = low in words("finite") or (low.endswith("ed") and unit.lower[k - 1] not in words("determiners"))
        if verb and opens_clause and not that:
            return k
        if unit.words[k] == "," and starts_clause(unit, k + 1):
            return k
    return end


def starts_clause(unit: Unit, k: int) -> bool:
    """Whether a subject and its verb start here: ", Clinton said", ", experts say"."""
    subject = subject_after(unit, k)
    if subject is None or subject.head + 1 >= len(unit):
        return False
    low = unit.lower[subject.head + 1]
    return low in words("finite") or any(c.forms & {Form.PAST, Form.PRESENT, Form.BASE} for c in cues().get(low, ()))


def complement(unit: Unit, k: int, takes: frozenset[str], owned: bool) -> Range | None:
    """What a noun takes: a clause, an infinitive, or a thing where somebody holds the view."""
    low = unit.lower[k]
    relative = unit.lower[k + 1 : k + 2] and (unit.lower[k + 1] in words("finite") or unit.lower[k + 1].endswith("ed"))
    if low == "that" and "that" in takes and k + 1 < len(unit) and not relative:
        return k + 1, content_end(unit, k + 1)
    if low == "to" and "to" in takes and owned and k + 1 < len(unit) and is_base(unit.lower[k + 1]):
        return k, content_end(unit, k)
    if low in takes and owned and low not in ("that", "to"):
        return k + 1, view_end(unit, k + 1, content_end(unit, k + 1))
    return None


def is_base(low: str) -> bool:
    """Whether a word after "to" can be a verb: no determiner, no name."""
    return low.isalpha() and low not in words("determiners") and low not in words("pronouns")


def possessor(unit: Unit, i: int) -> Subject | None:
    """Whose noun it is: "his", "the bank's", "the White House's earlier"; or who voices it: "S expressed concern"."""
    k = i - 1
    while k >= 0 and i - k < 5 and unit.words[k] not in STOPS:
        low = unit.lower[k]
        if low in POSSESSIVES:
            return Subject(k, k, k)
        if low.endswith(("'s", "s'")) and not pronoun(low):
            first = subject_before(unit, k)
            return None if first is None else Subject(first.first, k, k)
        if voices(unit, k):
            start = group_start(unit, k)
            return subject_before(unit, start - 1) if start > 0 else None
        if low in words("prepositions") or low in words("finite"):
            return None
        k -= 1
    return None


def voices(unit: Unit, k: int) -> bool:
    """Whether a verb lends its subject to a noun: "expressed concern", "made the claim", "has doubts"."""
    return unit.lower[k] in own("voicing")


# --- passives and infinitives -----------------------------------------------------------------------------------------
def weak_verb_at(unit: Unit, i: int) -> Attribution | None:
    """A passive or an infinitive at `i`, outside other words or inside one part of them."""
    for cue in cues().get(unit.lower[i], ()):
        end = i + 1 + len(cue.tail)
        if tuple(unit.lower[i + 1 : end]) != cue.tail or end >= len(unit):
            continue
        start = group_start(unit, i)
        if Form.PARTICIPLE in cue.forms and any(unit.lower[k] in BE for k in range(start, i)):
            made = passive(unit, start, i, end, cue)
        elif Form.ING in cue.forms and i > 0:
            made = gerund(unit, i, end, cue)
        elif Form.BASE in cue.forms and start > 0 and unit.lower[start - 1] == "to":
            made = infinitive(unit, start, i, end, cue)
        else:
            made = None
        if made is not None:
            return made
    return None


def passive(unit: Unit, start: int, i: int, end: int, cue: Cue) -> Attribution | None:
    """C was criticised by S; S1 was accused of C; it is expected that C; C is expected to rise."""
    patient = subject_before(unit, start - 1) if start > 0 else None
    low = unit.lower[end]
    rest = (end, content_end(unit, end)) if unit.words[end] not in STOPS - {QUOTED} else None
    agent, rest = cut_agent(unit, rest)
    empty = patient is None or unit.lower[patient.head] in ("it", "there")
    before = [] if patient is None or empty else [(patient.first, patient.last + 1)]
    view = replace(cue, kind=Kind.VIEW)
    if low == "that" or (low in QUESTIONS and rest):
        return finish(unit, [(end + (low == "that"), rest[1])] if rest else [], (i, end), agent, view)
    if low == "to" and cue.kind is not Kind.VIEW and rest:
        return finish(unit, [*before, rest], (i, end), agent, view)
    if agent is not None or low in ("of", "for", "as", "about") or (rest and cue.verb in own("naming")):
        return finish(unit, [*before, *([rest] if rest else [])], (i, end), agent, view)
    return None


def cut_agent(unit: Unit, rest: Range | None) -> tuple[Subject | None, Range | None]:
    """Who acts in a passive, and what is left of the words after its verb: "called a quack by doctors"."""
    for k in range(*rest) if rest else ():
        if unit.lower[k] != "by" or k + 1 >= len(unit):
            continue
        agent = subject_after(unit, k + 1)
        if agent is not None and speaks(unit, agent):
            return agent, ((rest[0], k) if rest and k > rest[0] else None)
    return None, rest


def gerund(unit: Unit, i: int, end: int, cue: Cue) -> Attribution | None:
    """S is praised for speaking out against C; S could not resist pointing out C; ..., urging S2 to do C."""
    low = unit.lower[i - 1]
    hangs = low in words("prepositions") or any(low in forms for forms in (own("before_gerunds"),))
    urging = unit.words[i - 1] == "," and cue.kind is Kind.DEMAND
    right = content_right(unit, end, cue) if (hangs or urging) and cue.verb not in own("silent") else None
    return None if right is None else finish(unit, [right], (i, end), first_subject(unit), replace(cue, kind=Kind.VIEW))


def adjective_at(unit: Unit, i: int) -> Attribution | None:
    """S is convinced that C; S is optimistic about C; S seems willing to C."""
    if unit.lower[i] not in own("attitudes") or i + 2 >= len(unit):
        return None
    start = group_start(unit, i)
    while start > 0 and unit.lower[start - 1] in own("seeming"):
        start = group_start(unit, start - 1)
    if start == i or start == 0 or unit.lower[i - 1] in words("determiners"):
        return None
    subject = subject_before(unit, start - 1)
    low = unit.lower[i + 1]
    if subject is None or low not in ("that", "to", "about", "of", "by", "with", "over", "at", "on", "whether", "how"):
        empty = subject is None or low not in words("pronouns") | words("determiners")
        return None if empty else finish(unit, [(i + 1, content_end(unit, i + 1))], (i, i + 1), subject, NOUN)
    first = i + 1 + (low not in ("to", "whether", "how"))
    end = content_end(unit, first)
    return finish(unit, [(first, end if low == "that" else view_end(unit, first, end))], (i, i + 1), subject, NOUN)


def infinitive(unit: Unit, start: int, i: int, end: int, cue: Cue) -> Attribution | None:
    """S took to the air to accuse C; the hearing forced S to admit C; not "it is hard to say"."""
    if cue.verb in own("silent") or unit.lower[start - 2 : start - 1] in [[w] for w in own("unsaid")]:
        return None
    right = content_right(unit, end, cue)
    if right is None:
        return None
    subject = subject_before(unit, start - 2) if start > 1 else None
    if subject is None or not speaks(unit, subject):
        subject = first_subject(unit)
    return finish(unit, [right], (i, end), subject, replace(cue, kind=Kind.VIEW))
