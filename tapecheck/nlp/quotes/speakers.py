"""Who is meant: from the words that name a source to a speaker with role and firm, resolved across the article.

Names go to the fullest name; pronouns and descriptions go to who spoke or was named last, if number and gender fit and
only one is left; collectives and unnamed sources keep their own words ("Bank of America Corp. strategists").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tapecheck.nlp.quotes.cues import cues, words
from tapecheck.nlp.quotes.registry import Person, Registry
from tapecheck.nlp.quotes.subjects import Subject, is_name, pronoun, subject_before
from tapecheck.nlp.quotes.tokens import ASIDE, Unit
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Entity

RE = patterns("quotes.patterns.speakers")

LOOK_BACK = 900  # characters that a pronoun or a description reaches back
LEADING = re.compile(r"(?:the|an?|one|some|many|most|several|other)\s+(?!of\s)", re.IGNORECASE)
SEVERAL = ("analysts", "strategists", "economists", "traders")
RATING = ("firm", "brokerage", "bank", "broker")  # what employs analysts


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a quote belongs to. `start`, `end` are where the speaker is named for it."""

    name: str | None
    role: str | None = None
    affiliation: str | None = None
    start: int | None = None
    end: int | None = None
    sort: str = ""  # person, persons, organization, collective, document, paper (a document that names nobody), unnamed


UNKNOWN = Speaker(None)


class Resolver:
    """Resolves sources in the order of the text; remembers who spoke."""

    def __init__(self, registry: Registry) -> None:
        """A resolver over a text's registry, with nobody heard yet."""
        self.registry = registry
        self.text = registry.text
        self.heard: list[tuple[int, Speaker]] = []

    def resolve(self, unit: Unit, subject: Subject) -> Speaker:
        """The speaker that a subject names."""
        speaker = self.read(unit, subject)
        if speaker.name is not None:
            self.heard.append((unit.starts[subject.first], speaker))
        return speaker

    def read(self, unit: Unit, subject: Subject) -> Speaker:
        """Decide by the head of the phrase."""
        low = pronoun(unit.lower[subject.head]) or unit.lower[subject.head]
        if low in ("who", "which", "that") and subject.first == subject.head:
            return self.relative(unit, subject)
        if low in ("whom", "which", "another"):  # "many of whom"; "another called it a circus"
            return UNKNOWN
        if subject.first == subject.head and low in ("he", "she", "they", "it", "we", "i", "you", "one"):
            return self.pronoun(low, unit.starts[subject.first])
        return self.phrase(unit, subject)

    def relative(self, unit: Unit, subject: Subject) -> Speaker:
        """The name before the pronoun: "Pell, who says"."""
        j = subject.first - 1
        while j >= 0 and unit.words[j] in (",", ASIDE):
            j -= 1
        before = subject_before(unit, j) if j >= 0 else None
        found = self.read(unit, before) if before is not None else UNKNOWN
        if unit.lower[subject.head] == "who" and found.sort == "organization":
            persons = self.registry.persons_in(unit.start, unit.starts[subject.head])
            return self.of_person(persons[-1]) if persons else found  # Ann Poe, head of rates at C, who
        return found

    def pronoun(self, low: str, start: int) -> Speaker:
        """Who "he", "she", "they", "it" is; "we" and "I" outside quotes are the writer."""
        if low in ("he", "she"):
            return self.person_meant("m" if low == "he" else "f", start)
        if low == "they":
            return self.last_heard(start, ("collective", "persons", "unnamed")) or UNKNOWN
        if low == "it":
            near = self.last_heard(start, ("organization", "document"))
            return near or self.company_meant(start, self.two_paragraphs(start))
        return UNKNOWN

    def person_meant(self, sex: str, at: int) -> Speaker:
        """The person that a pronoun means: who spoke last, else the only one named near enough."""
        heard = self.last_heard(at, ("person",), sex)
        near, quoted = self.registry.persons_in(at - LOOK_BACK, at), self.registry.quoted
        named = [e for e in near if self.fits(e.name, sex) and e.start not in quoted]
        if heard is not None and heard.start is not None:
            introduced = self.introduced_since(heard, named, at)
            if introduced is not None:
                return introduced
            later = {e.name for e in named if e.start > heard.start and e.name != heard.name}
            paragraph = self.text.rfind("\n", 0, at)
            if not [e for e in named if e.name in later and e.start > paragraph] or heard.start > paragraph:
                return heard
        rivals = {e.name for e in named if e.start > self.text.rfind("\n", 0, named[-1].start)}
        if len(rivals) > 1:
            named = [e for e in named if self.text[e.start - 2 : e.start] in ("\n\n", ". ", "” ")]
        return self.of_person(named[-1]) if named else UNKNOWN

    def introduced_since(self, heard: Speaker, named: list[Entity], at: int) -> Speaker | None:
        """Who alone is named, with a role or a firm, in the paragraph before, in which nobody else spoke."""
        end = self.text.rfind("\n", 0, at)
        start = self.text.rfind("\n", 0, len(self.text[:end].rstrip())) if end > 0 else -1
        there = {e.name: e for e in named if start < e.start < end}
        if len(there) != 1 or heard.name in there or (self.heard[-1][0] if self.heard else at) > start:
            return None
        if any(e.start > end for e in named):
            return None
        person = self.registry.people.get(next(iter(there)))
        return self.of_person(there[person.name]) if person and (person.role or person.affiliation) else None

    def fits(self, name: str, sex: str) -> bool:
        """Whether a person may be meant by a pronoun of this sex: nothing known against it."""
        known = self.registry.people.get(name, Person(name)).sex
        return not known or known == sex

    def last_heard(
        self, at: int, sorts: tuple[str, ...], sex: str = "", ending: tuple[str, ...] = ("",)
    ) -> Speaker | None:
        """Who of these sorts spoke last, near enough, and is called by a name that ends so."""
        for place, speaker in reversed(self.heard):
            if at - place > LOOK_BACK * 2:
                return None
            name = speaker.name or ""
            called = speaker.sort == "persons" or name.endswith(ending)
            if speaker.sort in sorts and called and (not sex or self.fits(name, sex)):
                return speaker
        return None

    def two_paragraphs(self, at: int) -> int:
        """Where the paragraph before the one of a place begins, or less far back."""
        before = len(self.text[: self.text.rfind("\n", 0, at) + 1].rstrip())
        return max(at - LOOK_BACK, self.text.rfind("\n", 0, before) + 1)

    def company_meant(self, at: int, start: int = 0) -> Speaker:
        """The organization named last, if it was the only one in its sentence or stood first there."""
        known, quoted = self.registry.organizations_in(max(start, at - LOOK_BACK), at), self.registry.quoted
        near = [o for o in known if o.start not in quoted]
        if not near:
            return UNKNOWN
        sentence = max((s.start for s in self.registry.sentences if s.start <= near[-1].start), default=0)
        first = next(e for e in near if e.start >= sentence)
        return Speaker(first.name, start=first.start, end=first.end, sort="organization")

    def of_person(self, entity: Entity) -> Speaker:
        """The speaker that a name of a person names."""
        person = self.registry.people.get(entity.name, Person(entity.name))
        return Speaker(person.name, person.role, person.affiliation, entity.start, entity.end, "person")

    def phrase(self, unit: Unit, subject: Subject) -> Speaker:
        """A name, a collective, a document, a description or an unnamed source."""
        start, end = unit.starts[subject.first], unit.ends[subject.head]
        persons = self.registry.persons_in(start, end)
        led_by = re.search(r"\b(?:led by|headed by|including)\s", self.text[start:end])
        if persons and not led_by and (persons[-1].end >= end - 2 or persons[0].start <= start + 30):
            return self.named_person(persons, unit, subject)
        if explained := self.explained(unit, subject):
            return explained
        if re.search(r"\b(?:surveyed|polled|interviewed|tracked|quoted) by\s", self.text[start:end]):
            return self.own_words(unit, subject, start, end)
        organizations = [
            o
            for o in self.registry.organizations_in(start, end)
            if not led_by or o.start < start + led_by.start() or RE.employing.search(self.text, start, o.start)
        ]
        if organizations:
            return self.organized(organizations[0], start, end)
        if led_by:
            plain = LEADING.sub("", self.text[start : start + led_by.start()], count=1).strip(" ,")
            return Speaker(plain, None, None, start, start + led_by.start() - 1, "collective")
        return self.description(unit, subject, start) or self.own_words(unit, subject, start, end)

    def explained(self, unit: Unit, subject: Subject) -> Speaker | None:
        """A description that a name explains: "The chief executive of Apple, Tim Cook, said"."""
        end, last = unit.ends[subject.head], unit.ends[min(subject.last, len(unit) - 1)]
        persons = self.registry.persons_in(end, last)
        if len(persons) == 1 and persons[0].start <= end + 2 and RE.explained.match(self.text, persons[0].end, last):
            return self.of_person(persons[0])
        return None

    def named_person(self, persons: list[Entity], unit: Unit, subject: Subject) -> Speaker:
        """One person, or several that speak together."""
        start, end = unit.starts[subject.first], unit.ends[subject.head]
        if len(persons) > 1 and RE.joined.fullmatch(self.text, persons[-2].end, persons[-1].start):
            name = f"{', '.join(p.name for p in persons[:-1])} and {persons[-1].name}"
            firms = {self.of_person(p).affiliation for p in persons} - {None}
            firm = firms.pop() if len(firms) == 1 else None
            return Speaker(name, None, firm, persons[0].start, persons[-1].end, "persons")
        head = unit.lower[subject.head]
        possessive = re.match(r"['’]s?\s", self.text[persons[0].end : end + 1]) and persons[0].end < end - 2
        if possessive and head in words("people") | words("documents"):
            return self.own_words(unit, subject, start, end)
        return self.of_person(persons[-1] if persons[-1].end >= end - 2 else persons[0])

    def organized(self, organization: Entity, start: int, end: int) -> Speaker:
        """By the words around the name: "Goldman Sachs economists", "a spokesman for Citi", "S3's data", "Fairholt"."""
        text = self.text
        owned = RE.owned.search(text, start, organization.start)
        if owned and not self.registry.organizations_in(owned.start(), owned.end()):
            titled = text[owned.start() : organization.end]  # "the Stock Trader's Almanac"
            return Speaker(titled, None, None, owned.start(), organization.end, sort="organization")
        at = (organization.start, organization.end)
        name = organization.name
        before = text[start : organization.start].strip()
        after = re.sub(r"^['’]s?\b", "", text[organization.end : end]).strip()
        collective = plain_people(after)
        if collective:
            return Speaker(f"{name} {collective}", singular_role(collective), name, *at, sort="collective")
        m = RE.collective.match(before)
        people = plain_people(m.group(1)) if m else ""
        if people:
            people = people[0].lower() + people[1:] if people[1:2].islower() else people  # "Strategists", not "CEO"
            return Speaker(f"{name} {people}", singular_role(people), name, *at, sort="collective")
        if m and any(w.lower().strip("'’") in words("people") for w in m.group(1).split()):
            return Speaker(text[start:end], None, None, start, end, "unnamed")
        around = f"{before} {after}".lower().split()
        document = any(w in words("documents") or w.strip("'’s") in words("documents") for w in around)
        return Speaker(name, None, None, *at, sort="document" if document else "organization")

    def description(self, unit: Unit, subject: Subject, at: int) -> Speaker | None:
        """Who was introduced so, if one only: "the strategist", "the company"."""
        first, head = unit.lower[subject.first], unit.lower[subject.head]
        if head in ("chart", "charts"):  # whose chart it is, if words of it are quoted
            told = next((s for place, s in self.heard[-1:] if place > self.two_paragraphs(at)), UNKNOWN)
            return replace(told, sort="paper") if told.sort == "person" else None
        if first not in ("the", "this", "that") or subject.head == subject.first:
            return None
        noun = " ".join(unit.lower[subject.first + 1 : subject.head + 1])
        whole = any(low in words("prepositions") for low in noun.split()) or head in ("ministry", "bureau")
        if head in words("company_nouns") and not whole:
            found = self.of_its_kind(head, at) or self.last_heard(at, ("organization",)) or self.company_meant(at)
            return found if found.name else None
        if noun in (*SEVERAL, "team"):
            ending = tuple(f" {people}" for people in SEVERAL if noun in (people, "team"))
            return self.last_heard(at, ("collective", "persons"), ending=ending)
        if head not in words("roles"):
            return None
        near = {e.name: e for e in self.registry.persons_in(0, at)}
        roles = {name: (self.registry.people.get(name, Person(name)).role or "").lower() for name in near}
        now = not noun.startswith(("former ", "late "))
        fitting = [e for name, e in near.items() if now and (noun in roles[name] or head in roles[name].split())]
        fitting = fitting or self.undescribed(at)
        return self.of_person(fitting[0]) if len(fitting) == 1 else None

    def undescribed(self, at: int) -> list[Entity]:
        """Who alone is named in the lines before, with a firm and no role: "C's Ann Poe ... The strategist says"."""
        near = {e.name: e for e in self.registry.persons_in(self.two_paragraphs(at), at)}
        people = [self.registry.people.get(name, Person(name)) for name in near]
        return list(near.values()) if len(near) == 1 and people[0].affiliation and not people[0].role else []

    def of_its_kind(self, noun: str, at: int) -> Speaker | None:
        """What the lines before name as "the bank" or "the exchange"; of a firm or a bank also whose analysts they tell

        of: "analysts at C remain bullish. “...,” said the firm".
        """
        near = self.registry.organizations_in(self.two_paragraphs(at), at)
        working = [o for o in near if noun in RATING and RE.working_at.search(self.text, max(0, o.start - 40), o.start)]
        called = [o for o in near if noun in o.name.lower().split() and o.start not in self.registry.quoted]
        named = next(reversed(working or called), None)
        return Speaker(named.name, start=named.start, end=named.end, sort="organization") if named else None

    def own_words(self, unit: Unit, subject: Subject, start: int, end: int) -> Speaker:
        """A source that is not in the registry: written as a name, or in its own words."""
        text, low = self.text[start:end], unit.lower[subject.head]
        leading = LEADING.match(text)
        offset = leading.end() if leading else 0
        plain = re.sub(r"['’]s$", "", " ".join(text[offset:].split()))
        people = plain_people(RE.of_some.split(plain)[0])  # a dealer at a private bank
        if low not in words("people") and all(map(is_name, unit.words[subject.first : subject.head + 1])):
            sort = "organization" if low in words("organizations") or subject.first == subject.head else "person"
        elif low in words("documents"):
            sort = "paper"
        elif people or low in words("people") - words("company_nouns"):
            sort = "collective"
        else:
            sort = "organization" if low in words("company_nouns") else "unnamed"
        return Speaker(plain, start=start + offset, end=end, sort=sort)


def plain_people(phrase: str) -> str:
    """The phrase if it names people plainly ("US equity strategists", "chief economist"), else nothing."""
    phrase = re.sub(r"^(?:the|an?)\s+", "", phrase.strip(), flags=re.IGNORECASE)
    first, _, rest = phrase.partition(" ")
    phrase = rest if first.endswith("ed") and first in cues() else phrase  # "warned analysts at Goldman Sachs, who"
    phrase = re.split(r"\s{1,9}(?:led|headed|including|such as|surveyed)\b|,", phrase)[0]
    last = phrase.split()[-1].lower() if phrase.split() else ""
    plain = last in words("people") - words("company_nouns") - {"street", "wall", "markets", "percent"}
    return phrase if plain and len(phrase.split()) <= 5 else ""


def singular_role(people: str) -> str | None:
    """The role of one person ("chief economist"); a plural is a collective and has none."""
    last = people.split()[-1].lower()
    return people if last in words("roles") else None
