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

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tapecheck.nlp.quotes.cues import Cue, Form, Kind, cues, words
from tapecheck.nlp.quotes.subjects import (
    STOPS,
    Subject,
    is_name,
    is_people,
    subject_after,
    subject_before,
)
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

    @property
    def extent(self) -> Range:
        """From the first to the last token that belongs to it."""
        bounds = [*self.parts, self.cue]
        if self.subject is not None:
            bounds.append((self.subject.first, self.subject.last + 1))
        return min(a for a, _ in bounds), max(b for _, b in bounds)


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
            made.upstream.extend((a.subject.first, a.subject.head + 1) for a in inner if a.subject is not None and a.subject.first <= made.parts[0][0] + 1)
            found = [a for a in found if a not in inner]
        found.append(made)
        i = max(made.cue[1], i + 1)
    return prune(found)


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


def prune(found: list[Attribution]) -> list[Attribution]:
    """Leave out attributions whose cue stands inside another's words, and words that an earlier one has."""
    kept: list[Attribution] = []
    for a in found:
        inside = [b for b in found if b is not a and b.direct is False and holds(b, a.cue[0])]
        outer = next((b for b in inside if not (holds(a, b.cue[0]) and b.cue[0] > a.cue[0])), None)
        if outer is not None and outer in kept:
            continue
        kept.append(a)
    return kept


def holds(a: Attribution, i: int) -> bool:
    """Whether a token is among an attribution's words."""
    return any(start <= i < end for start, end in a.parts)


# --- verbs -----------------------------------------------------------------------------------------------------------


def verb_at(unit: Unit, i: int, before: list[Attribution]) -> Attribution | None:
    """The attribution whose verb stands at `i`."""
    if unit.words[i] in (QUOTED, ASIDE) or (i > 0 and unit.words[i][0].isupper()):
        return None
    for cue in cues().get(unit.lower[i], ()):
        end = i + 1 + len(cue.tail)
        if tuple(unit.lower[i + 1 : end]) != cue.tail:
            continue
        if any(holds(a, i) and not a.direct for a in before) and not is_coordinate(unit, i, before):
            return None
        made = read_verb(unit, i, end, cue, before)
        if made is not None:
            return made
    return None


def is_coordinate(unit: Unit, i: int, before: list[Attribution]) -> bool:
    """Never: the words of an attribution are cut where a coordinate one begins, before its verb is reached."""
    return False


def read_verb(unit: Unit, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """Decide what a verb does by its form and by what stands on both sides."""
    start = group_start(unit, i)
    if cue.forms == {Form.ING} and unit.lower[start] not in ("is", "are", "was", "were", "been", "be"):
        return read_participle(unit, i, end, cue, before)
    if start > 0 and unit.lower[start - 1] in ("to", "by"):
        return read_infinitive(unit, start, i, end, cue, before)
    passive = Form.PARTICIPLE in cue.forms and any(unit.lower[k] in ("is", "are", "was", "were", "be", "been", "being") for k in range(start, i))
    if passive:
        return None
    if cue.frames == {"s"} and not sees(unit, i, end):
        return None
    subject = None if start == 0 else subject_before(unit, start - 1)
    if subject is not None and not may_speak(unit, subject, cue):
        subject = None
    if Form.BASE in cue.forms and Form.PAST not in cue.forms and start == i and not is_plural(unit, subject or subject_after(unit, end)):
        return None
    if cue.kind is Kind.VIEW and subject is not None and not views(unit, subject, i, end):
        return None
    if unit.lower[i] in words("noun_like") and (subject is None or not is_verbal(unit, subject, i, end)):
        return None
    if subject is None:
        made = None if cue.kind is Kind.VIEW else read_inverted(unit, i, end, cue, before)
        return made or read_coordinate(unit, start, i, end, cue, before)
    return with_subject(unit, start, i, end, cue, subject, before)


def group_start(unit: Unit, i: int) -> int:
    """The first token of the verb's group: its auxiliaries and adverbs go with it."""
    k = i
    while k > 0 and (unit.lower[k - 1] in words("auxiliaries") or (unit.lower[k - 1].endswith("ly") and unit.words[k - 1][0].islower())):
        k -= 1
    while k < i and not (unit.lower[k] in words("auxiliaries") or unit.lower[k].endswith("ly")):
        k += 1
    return k


def is_plural(unit: Unit, subject: Subject | None) -> bool:
    """Whether a base form can be a verb with this phrase: "analysts say", "polls in Ohio show", not "the report"."""
    if subject is None:
        return False
    for k in range(subject.first, subject.head + 1):
        low = unit.lower[k]
        if low in words("prepositions") and k > subject.first:
            return False
        if low in ("they", "we", "i", "you", "who", "some", "many", "others", "most", "few", "both", "people", "police", "and", "data", "several", "percent", "%", "women", "men", "media", "all"):
            return True
        if low.endswith("s") and not low.endswith(("ss", "'s", "us", "is")) and low not in ("this", "was", "as", "has", "his"):
            return True
    return False


def may_speak(unit: Unit, subject: Subject, cue: Cue) -> bool:
    """Whether a phrase can be a source at all: a pronoun, a name, people, or a document; "it" only reports."""
    low = unit.lower[subject.head]
    if low in ("percent", "%", "pct") or unit.words[subject.head].endswith("%"):
        return cue.kind is not Kind.FORECAST and (subject.first == 0 or unit.words[subject.first - 1] in STOPS or unit.lower[subject.first - 1] in ("and", "while", "but"))
    if low in words("days") or low in words("weak_nouns") or unit.words[subject.head][0].isdigit():
        return False
    if low in ("it", "this", "that", "which", "what", "there"):
        return low == "it" and cue.kind is not Kind.BELIEF
    return True


def is_verbal(unit: Unit, subject: Subject, i: int, end: int) -> bool:
    """Whether a form that is as often a noun is a verb here: its source can speak, and no verb follows it."""
    if not (speaks(unit, subject) or unit.lower[subject.head] in words("documents") or unit.lower[subject.head] in words("pronouns")) or end >= len(unit):
        return False
    following = unit.lower[end]
    if unit.words[end] in (".", ",", "?", "!") and subject.first > 0 and unit.words[subject.first - 1] in (",", QUOTED):
        return True
    if following in words("finite") or unit.words[end] in STOPS - {QUOTED, ",", ":"} or following in ("of", "about", "for", "from", "by", "in", "at"):
        return False
    return not any(cue.forms & {Form.PAST, Form.PRESENT, Form.BASE} and following not in words("noun_like") for cue in cues().get(following, ()))


def views(unit: Unit, subject: Subject, i: int, end: int) -> bool:
    """Whether a source that can have a view stands before the verb, so that "questions" is no noun."""
    if not (speaks(unit, subject) or unit.lower[subject.head] in words("documents") or unit.lower[subject.head] in words("pronouns")):
        return False
    return unit.lower[i].endswith(("ed", "ing")) or unit.lower[i] not in NOUNS or is_verbal(unit, subject, i, end)


NOUNS = frozenset("views questions issues releases targets promises focus needs votes vote supports support attacks attack names name posts post orders order references reference backs back voices voice details detail praise blame likes like seconds second sees see shares share".split())


def sees(unit: Unit, i: int, end: int) -> bool:
    """Whether "sees" forecasts: "sees the index at 43,000", "sees rates rising"; not "has seen profits"."""
    if unit.lower[i] not in ("sees", "see"):
        return False
    window = unit.lower[end : end + 12]
    return any(w in ("at", "as") or w.endswith("ing") for w in window[1:])


def with_subject(unit: Unit, start: int, i: int, end: int, cue: Cue, subject: Subject, before: list[Attribution]) -> Attribution | None:
    """S said C, and where nothing follows: C, S said."""
    left = content_left(unit, subject.first, before)
    right = content_right(unit, end, cue)
    if right is None and interrupting(unit, subject, end, left) and "c" in cue.frames:
        right = None if takes_over(unit, end + 1) or unit.lower[end + 1].endswith("ing") else (end + 1, content_end(unit, end + 1))
    if left is not None and is_quoted(unit, left):
        right = resumed(unit, end)
    cue_range = (start if any(unit.lower[k] in words("negations") for k in range(start, i)) else i, end)
    as_clause = subject.first > 0 and unit.lower[subject.first - 1] in ("as", "than", "like", "what")
    if left is not None and as_clause:
        left = None
    if right is not None and left is not None and (is_quoted(unit, left) or unit.words[end] == ","):
        if is_quoted(unit, right) and not is_quoted(unit, left) and not has_finite(unit, *left):
            parts = [right]
        elif unit.words[end] == "," and not is_quoted(unit, left) and unit.lower[left[0]] in LEADS:
            parts = [right]
        else:
            parts = [left] if right[0] > end + 1 and not is_quoted(unit, right) and not interrupts(unit, end, right) else [left, right]
        return finish(unit, parts, cue_range, subject, cue)
    if right is not None and left is None and is_relative(unit, subject):
        return None
    if right is not None:
        if as_clause and unit.lower[subject.first - 1] != "as":
            return None
        return finish(unit, [right], cue_range, subject, cue)
    if left is not None and may_follow(cue, unit, left) and not is_lead(unit, left):
        return finish(unit, [left], cue_range, subject, cue)
    return None


def is_relative(unit: Unit, subject: Subject) -> bool:
    """Whether the clause hangs on a noun before it: "a session that regulators said they would review"."""
    low = unit.lower[subject.first - 1] if subject.first else ""
    return low == "which" and subject.first > 1 and unit.lower[subject.first - 2] not in words("prepositions")


def interrupting(unit: Unit, subject: Subject, end: int, left: Range | None) -> bool:
    """Whether "S said," stands between commas after a lead-in or the first words of a clause."""
    if end + 1 >= len(unit) or unit.words[end] != "," or subject.first == 0 or unit.words[subject.first - 1] != ",":
        return False
    return left is None or (not is_quoted(unit, left) and not has_finite(unit, *left))


def interrupts(unit: Unit, end: int, right: Range) -> bool:
    """Whether what follows the verb's comma goes on with the words before: "The plan, he said, would fail"."""
    return unit.words[end] == "," and right[0] == end + 1


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
    return unit.lower[left[0]] in LEADS or unit.lower[left[0]].endswith("ly") or left[1] - left[0] < 7


def may_follow(cue: Cue, unit: Unit, left: Range) -> bool:
    """Whether the words may come before the verb: any verb after a quote, verbs of clauses after a clause."""
    return bool(cue.frames & {"q", "c"}) if is_quoted(unit, left) else "c" in cue.frames


def is_quoted(unit: Unit, part: Range) -> bool:
    """Whether a range is a quoted piece alone."""
    return part[1] - part[0] == 1 and unit.words[part[0]] == QUOTED


def finish(unit: Unit, parts: list[Range], cue_range: Range, subject: Subject | None, cue: Cue, same: Attribution | None = None) -> Attribution | None:
    """An attribution of the parts; None where nothing is left of them."""
    parts = [p for p in parts if p[1] > p[0]]
    if not parts:
        return None
    made = Attribution(unit, parts, cue_range, subject, cue.kind, same_as=same)
    if subject is not None:
        made.upstream.extend(cited_within(unit, subject.head + 1, max(subject.last + 2, cue_range[0])))
    made.direct = all(is_quoted(unit, p) for p in parts)
    return made


LEADS = frozenset("in on at for with by over under after before during despite given without of if when while as because since once unless rather instead still meanwhile however also besides then now indeed first second finally".split())


# --- what is said ----------------------------------------------------------------------------------------------------


def content_right(unit: Unit, i: int, cue: Cue) -> Range | None:
    """What a verb reports after it, from token `i` on."""
    n = len(unit)
    if i >= n:
        return None
    start = skip_addressee(unit, i) if cue.frames & {"t"} or (cue.frames & {"u"} and not unit.lower[i] == "that") and addressee_at(unit, i) else i
    if start >= n:
        return None
    word, low = unit.words[start], unit.lower[start]
    if word in (",", ":", "—", "–", "--"):
        if start + 1 < n and unit.words[start + 1] == QUOTED and "q" in cue.frames | {"q"} and cue.kind is not Kind.DEMAND:
            return quote_range(unit, start + 1)
        if word == ":" and start + 1 < n and "c" in cue.frames and start == i:
            return start + 1, content_end(unit, start + 1)
        if word == "," and start == i and "c" in cue.frames and interrupted(unit, start):
            return start + 1, content_end(unit, start + 1)
        return None
    if word == QUOTED:
        if not cue.frames & {"q", "c", "n"}:
            return None
        return start, content_end(unit, start)
    if word in STOPS:
        return None
    if low == "that" and cue.frames & {"c", "n"}:
        return (start + 1, content_end(unit, start + 1)) if that_clause(unit, start) else None
    infinitive = low == "to" and bare(unit, start, cue) is not None
    adverbial = None if infinitive else skip_adverbial(unit, start)
    if adverbial is not None:
        if adverbial >= n:
            return None
        if unit.lower[adverbial] == "that":
            return adverbial + 1, content_end(unit, adverbial + 1)
        if unit.words[adverbial] in (",", ":") and adverbial + 1 < n and unit.words[adverbial + 1] == QUOTED:
            return quote_range(unit, adverbial + 1)
        if unit.words[adverbial] == QUOTED:
            return quote_range(unit, adverbial) if "q" in cue.frames else None
        if unit.words[adverbial] in STOPS:
            return None
        return bare(unit, adverbial, cue)
    return bare(unit, start, cue)


QUESTIONS = frozenset(("whether", "how", "what", "why", "when", "where", "who", "if"))


def view_end(unit: Unit, i: int, end: int) -> int:
    """Where the object of a view ends: at a comma that no quoted piece follows."""
    for k in range(i + 1, end):
        if unit.words[k] in STOPS - {QUOTED, ":"} and not (k + 1 < end and unit.words[k + 1] == QUOTED):
            return k
    return end


def that_clause(unit: Unit, i: int) -> bool:
    """Whether "that" opens a clause, and is no pronoun of its own ("said that.")."""
    return i + 1 < len(unit) and unit.words[i + 1] not in STOPS - {QUOTED, ","}


def bare(unit: Unit, i: int, cue: Cue) -> Range | None:
    """Words without "that": a clause, a question, an infinitive or a noun phrase, as the verb allows."""
    k = i
    while k + 1 < len(unit) and (unit.lower[k] in ("often", "again", "too", "more", "also", "long", "hard") or unit.lower[k].endswith("ly")):
        k += 1
    low = unit.lower[k]
    if low == "to":
        return (i, content_end(unit, i)) if cue.frames & {"i"} or (cue.kind is Kind.FORECAST and "o" in cue.frames) else None
    end = content_end(unit, i)
    if low in QUESTIONS:
        return (i, end) if cue.frames & {"c", "w"} else None
    if "w" in cue.frames:
        asked = next((k for k in range(i, min(i + 8, end)) if unit.lower[k] in QUESTIONS | {"about"} or unit.words[k] in STOPS - {QUOTED}), end)
        return (asked, end) if asked < end and unit.words[asked] not in STOPS else None
    if cue.kind is Kind.VIEW and not cue.tail and low in words("prepositions") and low not in ("about", "on", "against"):
        return None
    if cue.kind is not Kind.VIEW and low in ("of", "as", "by", "so", "and", "or", "but", "for", "with", "about", "out", "up", "down", "on", "in", "into", "from"):
        return None
    if cue.kind is Kind.VIEW:
        return i, view_end(unit, i, end)
    if cue.frames & {"n", "s"}:
        return i, end
    if "o" in cue.frames:
        return (i, end) if "to" in unit.lower[i + 1 : min(end, i + 12)] else None
    if "c" not in cue.frames or low in ("anything", "nothing", "something", "little", "much", "more", "yes", "no", "goodbye", "hello"):
        return None
    if "f" in cue.frames and not has_verb(unit, i, end):
        return None
    return i, end


def has_verb(unit: Unit, i: int, end: int) -> bool:
    """Whether a finite verb follows its own subject before the first comma: "stocks could fall", not "a plan"."""
    finite = words("finite")
    for k in range(i, min(end, i + 18)):
        low = unit.lower[k]
        if k > i and (low in ("that", "which", "who", "to", "after", "when", "where", "because", "if", "and", "or", "as") or unit.words[k] in STOPS - {QUOTED}):
            return False
        if low in finite and (k > i or low in ("it's", "he's", "she's", "they're", "we're", "there's", "i'm")):
            return True
        if k > i and low.endswith("ed") and unit.lower[k - 1] not in words("determiners") and k + 1 < end:
            return True
    return False


def interrupted(unit: Unit, comma: int) -> bool:
    """Whether an attribution between commas interrupts a clause: it starts after a comma, and a verb goes on."""
    return False if comma + 1 >= len(unit) else unit.lower[comma + 1] in words("finite")


def skip_addressee(unit: Unit, i: int) -> int:
    """Past whom somebody tells: "clients", "him", "the Financial Times", "a conference in Sydney"."""
    n = len(unit)
    k = i
    if k < n and unit.lower[k] in ("me", "him", "her", "them", "us", "you", "it", "everyone", "people"):
        k += 1
    else:
        while k < n and (unit.words[k] not in STOPS) and unit.lower[k] not in ("that", "to", "whether", "how", "what", "why"):
            low = unit.lower[k]
            if k > i and low in (words("determiners") | {"he", "she", "they", "it", "we", "i", "there"}) and unit.lower[k - 1] not in words("prepositions"):
                break
            if k > i and low in words("finite"):
                return max(i + 1, k - 1)
            k += 1
            if k < n and is_name(unit.words[k - 1]) != is_name(unit.words[k]) and k - i > 1 and unit.words[k][0].isalpha() and unit.lower[k] not in words("prepositions") and unit.lower[k] not in ("and",) and unit.lower[k] not in words("notes"):
                break
    return k


def addressee_at(unit: Unit, i: int) -> bool:
    """Whether an addressee follows: "warned clients that", "wrote him that"."""
    k = i
    if unit.lower[k] in words("determiners"):
        k += 1
    return k + 1 < len(unit) and (unit.lower[k] in words("people") or unit.lower[k] in ("him", "them", "us", "me")) and unit.lower[k + 1] in ("that", "in", "on")


def skip_adverbial(unit: Unit, i: int) -> int | None:
    """The index after times and places that follow the verb: "said Monday (that)", "wrote in a note to clients"."""
    n, days, prepositions = len(unit), words("days"), words("prepositions")
    k = i
    if unit.lower[k] not in words("adverbial_starts") and not is_day(unit, k):
        return None
    while k < n and unit.words[k] not in STOPS and unit.lower[k] != "that":
        low = unit.lower[k]
        if k > i and low in ("he", "she", "they", "it", "we", "i", "there"):
            return k
        if low in words("adverbial_starts") or low in prepositions or is_day(unit, k):
            k += 1
            if low in ("last", "this", "late", "early", "earlier", "next") or low in prepositions:
                while k < n and unit.lower[k] in words("determiners") and unit.lower[k] not in ("that",):
                    k += 1
                if k < n and low in prepositions and unit.words[k] not in STOPS:
                    k += 1
            continue
        if low in words("determiners") and k > i + 1:
            return k
        if unit.lower[k - 1] in words("notes") or unit.lower[k - 1] in days:
            return k
        if low in words("finite"):
            return None
        k += 1
    return k


def is_day(unit: Unit, k: int) -> bool:
    """Whether a time word stands alone: "Monday", "yesterday", "Oct. 14"."""
    low = unit.lower[k]
    return low in words("days") and (low not in ("may", "march", "this", "next", "last") or is_name(unit.words[k]))


def quote_range(unit: Unit, i: int) -> Range:
    """A quoted piece after a comma or colon, alone unless the clause goes on around it."""
    nxt = unit.words[i + 1] if i + 1 < len(unit) else "."
    if nxt in STOPS - {QUOTED} or unit.lower[i + 1] in ("and", "but"):
        return i, i + 1
    return i, content_end(unit, i)


def content_end(unit: Unit, i: int) -> int:
    """Where reported words end: at the end of the unit, or where another clause takes over."""
    n = len(unit)
    k = i
    while k < n:
        word = unit.words[k]
        if word == ";" and takes_over(unit, k + 1):
            break
        if (word in DASHES + (",",) or closes_clause(unit, k)) and k > i and takes_over(unit, k + 1):
            k += word == QUOTED
            break
        if word in DASHES and k > i + 3 and has_finite(unit, i, k) and not any(w in DASHES for w in unit.words[k + 1 :]):
            break
        if unit.lower[k] in ("and", "but") and k > i and (reports(unit, k + 1) or (goes_on(unit, k + 1) and (unit.words[k - 1] in STOPS or has_finite(unit, i, k)))):
            break
        if word == QUOTED and k > i and unit.words[k - 1] == ":":
            break
        k += 1
    while k > i and unit.words[k - 1] in STOPS - {QUOTED} and unit.words[k - 1] not in ("!", "?"):
        k -= 1
    return k


DASHES = ("—", "–", "--", "-")


def closes_clause(unit: Unit, k: int) -> bool:
    """Whether a quoted piece has the clause's comma inside its marks."""
    return unit.words[k] == QUOTED and unit.last_of(k) == ","


def reports(unit: Unit, i: int) -> bool:
    """Whether a verb of saying stands here, as in "and said", "but also warned"."""
    k = i
    while k < len(unit) and (unit.lower[k] in words("auxiliaries") or unit.lower[k].endswith("ly")):
        k += 1
    if k >= len(unit) or unit.words[k][0].isupper():
        return False
    return any((c.kind is Kind.REPORT and "q" in c.frames or c.kind is Kind.VIEW and unit.lower[k] not in NOUNS and unit.lower[k][-2:] in ("ed", "ls", "es")) and c.forms & {Form.PAST, Form.PRESENT} and unit.lower[k] not in words("noun_like") for c in cues().get(unit.lower[k], ()) if not c.tail)


def has_finite(unit: Unit, i: int, end: int) -> bool:
    """Whether a finite verb stands among the words."""
    return any(unit.lower[k] in words("finite") or unit.words[k] == QUOTED or (unit.lower[k].endswith("ed") and len(unit.lower[k]) > 4) for k in range(i, end))


def takes_over(unit: Unit, i: int) -> bool:
    """Whether a new attribution or a comment of the writer starts after a comma."""
    if i >= len(unit):
        return False
    low = unit.lower[i]
    if low in ("adding", "saying", "noting", "citing", "according", "arguing", "claiming", "explaining", "telling", "warning", "insisting", "suggesting", "calling", "accusing", "while", "although", "though", "referring", "prompting", "sending", "underscoring"):
        return low not in ("according",) and not low.endswith("ing") or low.endswith("ing") and low != "according"
    if low in ("and", "but", "yet"):
        return reports(unit, i + 1) or goes_on(unit, i + 1)
    return spliced(unit, i)


def spliced(unit: Unit, i: int) -> bool:
    """Whether another report follows a comma bare: "one says 2,400, another says 1,800"."""
    for k in range(i + 1, min(i + 5, len(unit) - 1)):
        if unit.words[k] in STOPS:
            return False
        if reports(unit, k) and unit.lower[k] not in words("auxiliaries"):
            before = unit.lower[k - 1]
            named = before in words("pronouns") or is_name(unit.words[k - 1]) or before in words("people") or before == "another"
            return named and before != "who" and unit.words[k + 1] not in STOPS
    return False


def goes_on(unit: Unit, i: int) -> bool:
    """Whether a coordinate attribution starts: a verb of reporting, or a subject with one, within a few words."""
    n = len(unit)
    table = cues()
    for k in range(i, min(n, i + 9)):
        word, low = unit.words[k], unit.lower[k]
        if word in STOPS:
            return False
        if low in ("that", "which", "to", "who", "if", "when", "both"):
            return False
        for cue in table.get(low, ()):
            if cue.kind is not Kind.REPORT or Form.ING in cue.forms or not cue.forms & {Form.PAST, Form.PRESENT}:
                continue
            if k == i:
                break
            if unit.lower[k - 1] in words("pronouns") or is_name(unit.words[k - 1]) or unit.lower[k - 1] in words("people") or unit.lower[k - 1] in words("auxiliaries"):
                return True
        if low in words("finite") and k > i + 1:
            return False
    return False


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
    low = max((a.extent[1] for a in before), default=0)
    last = end - 1
    if last < low:
        return None
    if unit.words[last] == QUOTED and unit.pieces[last].closed:
        whole = last == low or unit.words[last - 1] in (",", ":", ";", ".", "—", "–", "--", "-", "?", "!") or sentence_like(unit, last)
        if whole:
            return last, end
    while low < last and (unit.words[low] in STOPS - {QUOTED} or unit.lower[low] in ("and", "but", "or", "so", "yet", "still")):
        low += 1
    if low >= end or (end - low < 2 and unit.words[low] != QUOTED):
        return None
    return low, end


def sentence_like(unit: Unit, i: int) -> bool:
    """Whether a quoted piece is long enough to be a sentence of its own, whatever stands before it."""
    piece = unit.pieces[i]
    return piece.end - piece.start > 60


# --- turned, coordinate, participles ---------------------------------------------------------------------------------


def read_inverted(unit: Unit, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """C, said S."""
    if not cue.frames & {"q", "c"} or not cue.forms & {Form.PAST, Form.PRESENT, Form.BASE} or i == 0:
        return None
    left = content_left(unit, i, before)
    if left is None or ("q" not in cue.frames and (is_quoted(unit, left) or not has_finite(unit, *left))):
        return None
    subject = subject_after(unit, end)
    if subject is None or not may_speak(unit, subject, cue):
        return None
    if not is_quoted(unit, left) and (unit.lower[subject.first] in words("determiners") and "that" in unit.lower[end:end + 3]):
        return None
    parts = [left]
    k = subject.last + 1
    if k + 1 < len(unit) and unit.words[k] in (",", ":", "—", "–", "--", ".") and unit.words[k + 1] == QUOTED:
        parts.append((k + 1, k + 2))
    return finish(unit, parts, (i, end), subject, cue)


def read_coordinate(unit: Unit, start: int, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """S denied the report and said C: the subject is that of the clause before."""
    if start == 0 or unit.lower[start - 1] not in ("and", "but", "then", ",") or not cue.forms & {Form.PAST, Form.PRESENT}:
        return None
    if unit.lower[start - 1] == "," and unit.lower[start] not in ("then",):
        return None
    right = content_right(unit, end, cue)
    if right is None:
        return None
    return finish(unit, [right], (i, end), None, cue, same=before[-1] if before else None) if before or first_subject(unit) is None else finish(unit, [right], (i, end), first_subject(unit), cue)


def read_participle(unit: Unit, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """..., adding that C."""
    if i == 0 or cue.kind is Kind.DEMAND or "i" in cue.frames and cue.kind is Kind.BELIEF:
        return None
    if unit.words[i - 1] not in (",", QUOTED, "—", "–") and unit.lower[i - 1] not in ("and", "by", "as", "but"):
        return None
    right = content_right(unit, end, cue)
    if right is None:
        return None
    same = before[-1] if before else None
    subject = None if same else first_subject(unit)
    if same is None and subject is None:
        return None
    return finish(unit, [right], (i, end), subject, cue, same)


def read_infinitive(unit: Unit, start: int, i: int, end: int, cue: Cue, before: list[Attribution]) -> Attribution | None:
    """S went on to say C, S is quick to add C; not "declined to say"."""
    head = unit.lower[start - 2] if start > 1 else ""
    if cue.kind is not Kind.REPORT or head in ("declined", "refused", "declines", "refuses", "failed", "able", "unable", "hard", "difficult", "fair", "safe", "enough", "reason", "late", "wanted", "used"):
        return None
    right = content_right(unit, end, cue)
    subject = first_subject(unit)
    if right is None or subject is None or head not in ("on", "continued", "continues", "quick", "was", "is", "began", "expected", "went"):
        return None
    return finish(unit, [right], (i, end), subject, cue)


def first_subject(unit: Unit) -> Subject | None:
    """The subject of the unit's first clause: the phrase before its first verb, if it is a name, a pronoun or people."""
    for k in range(min(len(unit), 25)):
        low = unit.lower[k]
        verb = low in words("finite") or low in cues() and not is_name(unit.words[k]) or (low.endswith("ed") and len(low) > 4)
        if not verb or k == 0:
            continue
        found = subject_before(unit, k - 1)
        if found is not None and speaks(unit, found):
            return found
    return None


def speaks(unit: Unit, subject: Subject) -> bool:
    """Whether a phrase is a person, a name or people, so that it can be meant by a verb further on."""
    low = unit.lower[subject.head]
    return low in ("he", "she", "they", "we", "i", "who") or is_name(unit.words[subject.head]) or is_people(low)


# --- according to ----------------------------------------------------------------------------------------------------

SOURCE_CUES = (("according", "to"), ("per",), ("as", "per"), ("in", "the", "words", "of"), ("in", "the", "view", "of"), ("in", "the", "opinion", "of"), ("citing",), ("who", "cited"), ("which", "cited"), ("and", "cited"))
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


def source_range(unit: Unit, i: int) -> Range | None:
    """The phrase after "according to": up to a comma, a stop, a verb of its own or a participle."""
    k = i
    n = len(unit)
    while k < n and unit.words[k] not in STOPS and k - i < 24:
        low = unit.lower[k]
        if k > i and (low in ("based", "that", "which", "who", "where", "when", "as", "after", "and") and not (low == "and" and is_name(unit.words[k + 1] if k + 1 < n else "")) or low in words("days") and low in ("on", "released", "yesterday")):
            break
        k += 1
    return (i, k) if k > i else None


def accord(unit: Unit, i: int, end: int, source: Range, before: list[Attribution]) -> Attribution | None:
    """The attribution of "according to": what stands before it, or after it at the head of a clause."""
    cue = Cue("according to", Kind.REPORT, frozenset("c"), frozenset())
    subject = Subject(source[0], source[1] - 1, source[1] - 1)
    low = max((a.extent[1] for a in before), default=0)
    while low < i and (unit.words[low] in STOPS - {QUOTED} or unit.lower[low] in ("and", "but", "while")):
        low += 1
    k = source[1]
    parts: list[Range] = []
    goes_on_after = k + 1 < len(unit) and unit.words[k] == ","
    if goes_on_after and unit.words[i - 1 : i] == [","] and is_lead(unit, (low, i - 1)):
        parts.append((k + 1, content_end(unit, k + 1)))
    elif i - low >= 2 or (i > low and unit.words[low] == QUOTED):
        parts.append((low, i - 1 if unit.words[i - 1] == "," else i))
        if k < len(unit) and unit.words[k] == "," and i - low < 4:
            parts.append((k + 1, content_end(unit, k + 1)))
    elif k < len(unit) and unit.words[k] == ",":
        parts.append((k + 1, content_end(unit, k + 1)))
    made = finish(unit, parts, (i, end), subject, cue)
    if made is not None:
        made.upstream.extend(citing_after(unit, source[1]))
    return made


def cited_within(unit: Unit, start: int, end: int) -> Iterator[Range]:
    """The source of ", citing EPFR Global," between a subject and its verb."""
    for k in range(start, min(end, len(unit))):
        if unit.lower[k] == "citing":
            source = source_range(unit, k + 1)
            if source is not None:
                yield source


def citing_after(unit: Unit, i: int) -> Iterator[Range]:
    """The source of ", citing EPFR Global" right after a source."""
    if unit.words[i : i + 1] == [","] and unit.lower[i + 1 : i + 2] == ["citing"]:
        source = source_range(unit, i + 2)
        if source is not None:
            yield source


__all__ = ["Attribution", "find_attributions", "replace"]
