"""Who a verb of reporting belongs to: the noun phrase before it, or after it where the order is turned.

No parser: a phrase is walked word by word from the verb to the first word that cannot belong to it. Shapes:
"the strategist", "analysts at Citigroup", "a spokesman for the bank", "people familiar with the matter", a name, a
pronoun, and any of them with a description between commas ("Jun-ho Baek, an economist at Pacific Rim Advisory, said").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tapecheck.nlp.quotes.cues import among, words
from tapecheck.nlp.quotes.tokens import ASIDE, QUOTED, Unit
from tapecheck.nlp.words.tables import shared

CONTRACTED = re.compile(r"(he|she|they|it|we|i|you|who|that)'(?:s|re|ve|d|ll|m)")
STOPS = frozenset(",;:.!?…—–-") | {"--", "...", QUOTED}
ASIDE_LIMIT = 30  # words of a description between commas
PHRASE_LIMIT = 16


@dataclass(frozen=True, slots=True)
class Subject:
    """Token range of the phrase: [first, last] with its head phrase [first, head], a description after it included."""

    first: int
    head: int
    last: int


def is_name(word: str) -> bool:
    """Whether a word is written as a name: a capital first, or inside ("iShares")."""
    return word[:1].isupper() or (len(word) > 1 and word[0].islower() and any(c.isupper() for c in word[1:3]))


def pronoun(low: str) -> str:
    """The pronoun of a word, without the verb that clings to it ("he's" is "he"); "" where it is none."""
    joined = CONTRACTED.fullmatch(low)
    return joined.group(1) if joined else low if low in words("pronouns") or low == "which" else ""


def subject_before(unit: Unit, j: int) -> Subject | None:
    """The subject whose last token is `j`."""
    j = skip_time_back(unit, j)
    last = j
    while j >= 0 and unit.words[j] == ASIDE:
        j -= 1
    if j < 0:
        return None
    if unit.words[j] in (",", "—", "–", "--", "-"):
        return subject_with_aside(unit, j, last)
    if pronoun(unit.lower[j]):
        return Subject(j, j, last)
    if (
        unit.lower[j] in ("whom", "which", "them") and j > 1 and unit.lower[j - 1] == "of"
    ):  # "many of whom", "one of them"
        return Subject(j - 2, j, last)
    first = walk_left(unit, j)
    if first is None:
        return None
    return named_before(unit, first, j, last) or described(unit, first, last) or Subject(first, j, last)


def named_before(unit: Unit, first: int, head: int, last: int) -> Subject | None:
    """Whom a description explains that no comma closes: “...,” Ann Poe, a strategist at Copse & Vale said."""
    k = first - 2
    if k < 1 or unit.words[first - 1] != ",":
        return None
    roles, written = words("roles"), unit.words[first : head + 1]
    if roles.isdisjoint(unit.lower[first : head + 1]) and all(is_name(w) or w == "&" for w in written):
        first = next((n + 1 for n in range(k, max(k - 12, 0), -1) if unit.words[n] in STOPS), 0)
        k = first - 2  # Ann Poe, Head of Rates, Copse & Vale said
    if k < 0 or roles.isdisjoint(unit.lower[first : head + 1]):
        return None
    while k >= 0 and is_name(unit.words[k]) and unit.lower[k] not in words("prepositions"):
        k -= 1
    named = unit.words[first - 1] == "," and 0 < first - 2 - k < 5 and (k < 0 or unit.words[k] == QUOTED)
    return Subject(k + 1, first - 2, last) if named else None


def described(unit: Unit, first: int, last: int) -> Subject | None:
    """Whom a who-clause without commas describes, where the phrase is its object: "analysts who cover the stock"."""
    for k in range(first - 1, max(0, first - 10), -1):
        if unit.words[k] in STOPS or unit.lower[k] in ("that", "which"):
            return None
        if unit.lower[k] == "who":
            found = subject_before_plain(unit, k - 1)
            fits = found is not None and (is_people(unit.lower[found.head]) or is_name(unit.words[found.head]))
            return Subject(found.first, found.head, last) if fits and found is not None else None
    return None


def skip_time_back(unit: Unit, j: int) -> int:
    """Before a time between subject and verb: "Carney on Thursday evening said"."""
    k = j
    while k > 0 and unit.lower[k] in words("clock"):
        k -= 1
    if k in (j, 0):
        return j
    k -= unit.lower[k] in ("last", "this", "late", "early", "earlier")
    k -= unit.lower[k] in ("on", "in", "late", "early")
    return k if k >= 0 and unit.words[k][0].isalpha() else j


def subject_with_aside(unit: Unit, comma: int, last: int) -> Subject | None:
    """The subject before a description between commas, which ends at `comma`."""
    mark = unit.words[comma]
    best: Subject | None = None
    for k in range(comma - 1, max(0, comma - ASIDE_LIMIT - 1), -1):
        if mark == "," and unit.words[k] in (";", ":", QUOTED):
            break
        if unit.words[k] != mark:
            continue
        found = subject_before_plain(unit, k - 1)
        if found is None:
            if best is not None or not starts_aside(unit, k + 1, comma):
                break
            continue
        head, named = unit.lower[found.head], is_name(unit.words[found.head])
        if not named and not is_people(head) and not starts_aside(unit, k + 1, comma):
            break
        best = Subject(found.first, found.head, last - 1 if last == comma else last)
        told = head in words("people") and (found.first == 0 or unit.words[found.first - 1] != ",")
        if told or (named and is_name(unit.words[found.first])):
            break
    return best


def subject_before_plain(unit: Unit, j: int) -> Subject | None:
    """A subject without another description inside."""
    while j >= 0 and unit.words[j] == ASIDE:
        j -= 1
    if j < 0 or unit.words[j] in STOPS:
        return None
    if pronoun(unit.lower[j]):
        return Subject(j, j, j)
    first = walk_left(unit, j)
    return None if first is None else Subject(first, j, j)


def starts_aside(unit: Unit, i: int, end: int) -> bool:
    """Whether a description, a relative clause or a participle starts here, and no clause of its own."""
    if i >= end:
        return False
    low, word = unit.lower[i], unit.words[i]
    if low in words("aside_starts"):
        return True
    if low.endswith(("ing", "ed")) or word[:1].isdigit() or is_name(word):
        return True
    return any(is_people(unit.lower[k]) or unit.lower[k] in words("roles") for k in range(i, min(end, i + 5)))


def walk_left(unit: Unit, j: int) -> int | None:
    """The first token of the noun phrase that ends at `j`, or None where no noun phrase ends there."""
    boundaries, prepositions, determiners = words("boundaries"), words("prepositions"), words("determiners")
    i, first = j, None
    while i >= 0 and j - i < PHRASE_LIMIT:
        word, low = unit.words[i], unit.lower[i]
        if word in STOPS or (low in boundaries and low not in determiners):
            break
        if low in determiners:
            if low == "that" and (i == j or unit.lower[i + 1].endswith("s")):
                break
            first = i
            if not attaches(unit, i - 1):
                break
            i -= 1
            continue
        if low in prepositions:
            if first is None or i == 0 or not attaches(unit, i):
                break
            i -= 1
            continue
        if low in ("and", "&"):
            if first is None or i == 0 or not joins(unit, i):
                break
            i -= 1
            continue
        if low.endswith("ly") and word[0].islower() and low not in words("no_adverbs"):
            break
        if word != ASIDE:
            first = i
        i -= 1
    if first is None or (first == j and unit.lower[j] in words("determiners")):
        return None
    return trim_left(unit, first, j)


PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "men", "women")


def is_people(low: str) -> bool:
    """Whether a word names people: one of the lexicon, or a plural of those who do something ("organizers")."""
    return low in words("people") or (low.endswith(PEOPLE_ENDINGS) and len(low) > 5)


def attaches(unit: Unit, i: int) -> bool:
    """Whether the preposition at `i` hangs on a noun: "a spokesman for the bank", not "rose on the report"."""
    if i < 1 or unit.lower[i] not in words("prepositions"):
        return False
    before = unit.lower[i - 1]
    if unit.words[i - 1] == ASIDE:
        return i >= 2
    if is_people(before) or among(before, "documents", "takes_phrase"):
        return True
    if not before[0].isalpha() or among(before, "boundaries", "days", "prepositions"):
        return False
    placed = unit.lower[i] == "in" and is_name(unit.words[i + 1])  # Ann Poe of Copse Capital in Boston
    if is_name(unit.words[i - 1]) and (placed or unit.lower[i] in ("of", "at", "for", "from", "with")):
        return True
    return unit.lower[i] == "of" and not before.endswith("ed")


def joins(unit: Unit, i: int) -> bool:
    """Whether "and" joins two like words: "Smith and Jones", "analysts and traders"."""
    before, after = unit.words[i - 1], unit.words[i + 1] if i + 1 < len(unit) else ""
    after_next = unit.words[i + 2] if i + 2 < len(unit) else ""
    if is_name(before) and (is_name(after) or (after.lower() in words("roles") and is_name(after_next))):
        return True
    people = words("people") | words("documents")
    return before.lower() in people and (after.lower() in people or (i + 2 < len(unit) and unit.lower[i + 2] in people))


def trim_left(unit: Unit, first: int, j: int) -> int | None:
    """Drop leading time words ("Monday analysts") and conjunctions."""
    while first < j and among(unit.lower[first], "days", "joiners"):
        first += 1
    low = unit.lower[first]
    return None if first == j and (not low[0].isalpha() or among(low, "days", "prepositions", "joiners")) else first


def subject_after(unit: Unit, i: int) -> Subject | None:
    """The subject that starts at `i`, after a verb: "said Ellen Marsh, head of trading at Kestrel & Dunn in Boston"."""
    n = len(unit)
    if i >= n or unit.words[i] in STOPS:
        return None
    if unit.lower[i] in words("pronouns") - words("determiners") and not (i + 1 < n and unit.lower[i + 1] == "of"):
        return Subject(i, i, i)
    head = walk_right(unit, i)
    if head is None:
        return None
    return Subject(i, head, aside_end(unit, head))


def walk_right(unit: Unit, i: int) -> int | None:
    """The last token of the noun phrase that starts at `i`."""
    boundaries, days, determiners = words("boundaries"), words("days"), words("determiners")
    last = None
    for k in range(i, min(len(unit), i + PHRASE_LIMIT)):
        word, low = unit.words[k], unit.lower[k]
        if word in STOPS or (low in boundaries and not (k == i and low in determiners)):
            break
        if k > i and low in days and (not is_name(word) or low in shared("calendar.weekdays")):
            break
        if low in words("prepositions") and k > i and not keeps(unit, k):
            break
        if low == "and" and not any(is_name(w) or w in words("people") for w in unit.words[k + 1 : k + 2]):
            break
        if word != ASIDE and low not in words("prepositions"):
            last = k
    return last


def keeps(unit: Unit, k: int) -> bool:
    """Whether a preposition after a noun goes on with the phrase: "of Plover Capital", "at UBS in Zurich"."""
    if k + 1 >= len(unit) or unit.lower[k + 1] in words("days"):
        return False
    low = unit.lower[k]
    if low == "in":
        return is_name(unit.words[k + 1]) and unit.lower[k - 1] in words("people")
    return low in ("of", "at", "with", "for", "from")


def aside_end(unit: Unit, head: int) -> int:
    """The last token of the description after a subject, if there is one: up to its closing comma or the end."""
    k = head + 1
    if k >= len(unit) - 1 or unit.words[k] != "," or not starts_aside(unit, k + 1, len(unit)):
        return head
    low = unit.lower[k + 1]
    if low in words("no_aside") or low.endswith("ing"):
        return head
    end = k + 1
    while end + 1 < len(unit) and unit.words[end + 1] not in (";", ":", ".", QUOTED, "—", "–", "--", "!", "?"):
        following = unit.words[end + 2] if end + 2 < len(unit) else "the"
        goes_on = is_name(following) or following in ("who", "which", "whose", "the", "a", "an")
        if unit.words[end + 1] == "," and not goes_on:
            break
        end += 1
    while unit.words[end] == ",":
        end -= 1
    return end
