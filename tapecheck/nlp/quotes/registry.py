"""The people of a text with their roles and firms, read in one pass from what stands around their names.

Shapes, P the person, R a role, O an organization:
    P, (a) R at O / P, R of O / P, the O R / P, O's R / P, who runs ... at O / P of O / P at O      after the name
    O R P / R P / O's R, P / O's P / the R of O, P                                                  before the name
Where "the chief executive" stands alone, the organization is the last one named before it in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tapecheck.nlp.quotes.cues import Form, Kind, cues, words
from tapecheck.schema import Entity, Label, Sentence

NEAR = 600  # characters of a sentence around a name in which it is described
APPOSITION = re.compile(r"(?:\s{0,9}\([^()]{1,60}\))?(?:,|\s[—–-]{1,2})\s{1,9}")
SEGMENT_END = re.compile(r"[,;:.”\"!?\n](?:\s|$)|[,;:”\"()\n]|\s[—–]|\s--")
ARTICLE = re.compile(r"(?:the|an?|its|their|his|her|one of the|one of)\s+", re.IGNORECASE)
FIRM_NAME = re.compile(r"(?:[A-Z]|\d{1,4}[A-Z]?(?= [A-Z]))[\w&.'’-]*(?:(?: (?:&|and|of) | )[A-Z0-9][\w&.'’-]*)*")
CLUB = re.compile(r"\b(?:Club|Association|Society|Union|Council|Foundation)\b")
FIRM = re.compile(
    r"\b(at|with|for|of|from)\s+(?:[A-Z][\w.]*(?: [A-Z][\w.]*)*-based\s+)?"
    r"(?:(?:[a-z-]+\s){0,3}(?:firm|company|group|bank|brokerage|consultancy|manager)\s+(?=[A-Z]))?"
    r"((?:the\s+)?(?:[A-Z]|\d{1,4}[A-Z]?(?= [A-Z]))[\w&.'’-]*(?:(?:\s|\s(?:&|and|of|de|the)\s)[A-Z0-9][\w&.'’-]*)*)"
)
SHORTENED = re.compile(r"\b(?:st|inc|corp|co|ltd|jr|\w)$", re.IGNORECASE)  # their stop ends nothing
OWNER = re.compile(r"\b[a-z]{1,40}['’]s\s{1,9}(?=\w)")  # "the organization's chief economist"
DIRECTLY = re.compile(r"\s{1,9}(?:of|at|from|with)\s{1,9}(?:the\s{1,9})?")
BRACKETED = re.compile(r"[ \xa0]{0,9}\(")
SISTER = re.compile(r"\s(?:subsidiary|unit|affiliate|arm|division|owned)\s(?=[A-Z])")  # "at Caixin subsidiary CEBM"
FORMER = re.compile(r"(?:former|ex|acting|interim|outgoing|incoming)[\s-]\s*(?=[A-Z])")
TITLES = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr|Sir|Lord|Dame|Lady|Sen|Rep|Gov|Prof|Gen)\.?\s+$")
WORD_BEFORE = re.compile(r"[^\s,;:“”\"()]{1,14}\s{1,9}$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named: the fullest name, and what the text says of them. `sex` is "m", "f" or ""."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    sex: str = ""


@dataclass(slots=True)
class Registry:
    """Names of a text by place, and its people by name."""

    text: str
    sentences: Sequence[Sentence]
    people: dict[str, Person] = field(default_factory=dict)
    persons: list[Entity] = field(default_factory=list)
    organizations: list[Entity] = field(default_factory=list)
    person_starts: list[int] = field(default_factory=list)
    organization_starts: list[int] = field(default_factory=list)

    def persons_in(self, start: int, end: int) -> list[Entity]:
        """Names of persons that begin inside a span."""
        k = bisect_right(self.person_starts, start - 1)
        return self.persons[k : bisect_right(self.person_starts, end - 1)]

    def organizations_in(self, start: int, end: int) -> list[Entity]:
        """Names of organizations that begin inside a span."""
        k = bisect_right(self.organization_starts, start - 1)
        return self.organizations[k : bisect_right(self.organization_starts, end - 1)]


def build_registry(text: str, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> Registry:
    """Persons and organizations by place, and each person's role and firm."""
    registry = Registry(text, sentences)
    registry.persons = [e for e in entities if e.label is Label.PERSON]
    registry.organizations = [e for e in entities if e.label is Label.ORG or e.label is Label.FUND]
    registry.person_starts = [e.start for e in registry.persons]
    registry.organization_starts = [e.start for e in registry.organizations]
    ends = [s.end for s in sentences]
    for entity in registry.persons:
        k = min(bisect_right(ends, entity.start), len(sentences) - 1)
        learn(registry, entity, sentences[k] if sentences else Sentence(start=0, end=len(text)))
    return registry


def learn(registry: Registry, entity: Entity, sentence: Sentence) -> None:
    """Add what one mention says of its person; what was said first stays."""
    person = registry.people.get(entity.name) or Person(entity.name, sex=sex_of(registry.text, entity))
    if person.role is None or person.affiliation is None:
        near = Sentence(start=max(sentence.start, entity.start - NEAR), end=min(sentence.end, entity.end + NEAR))
        role, firm = describe(registry, entity, near)
        if person.role is None and (role or (firm and person.affiliation is None)):
            person = replace(person, role=role, affiliation=person.affiliation or firm)
        elif person.affiliation is None and firm:
            person = replace(person, affiliation=firm)
    registry.people[entity.name] = person


def sex_of(text: str, entity: Entity) -> str:
    """What title or first name say: "m", "f" or ""."""
    title = WORD_BEFORE.search(text, max(0, entity.start - 14), entity.start)
    heads = [entity.name.split()[0].lower()] if entity.name else []
    if title:
        heads.insert(0, title.group().strip().lower())
    for word in heads:
        if word in words("female"):
            return "f"
        if word in words("male"):
            return "m"
    return ""


def describe(registry: Registry, entity: Entity, sentence: Sentence) -> tuple[str | None, str | None]:
    """Role and organization as one mention gives them."""
    role, firm = described_after(registry, entity, sentence)
    if role is None or firm is None:
        role_before, firm_before = described_before(registry, entity, sentence)
        role, firm = role or role_before, firm or firm_before
    if role and firm is None and role.lower() in words("executive_roles") - {"president"}:  # a country's, as often
        firm = nearest_firm(registry, entity, sentence)
    return role, firm


def nearest_firm(registry: Registry, entity: Entity, sentence: Sentence) -> str | None:
    """The organization named first before a person in the sentence."""
    text = registry.text
    quoted = max(text.rfind(mark, sentence.start, entity.start) for mark in '”"')  # what is named in a quote is no firm
    start = max(sentence.start, quoted)
    before = [o for o in registry.organizations_in(start, entity.start) if text[o.start - 1 : o.start] != "("]
    return before[0].name if before else None


def described_after(registry: Registry, entity: Entity, sentence: Sentence) -> tuple[str | None, str | None]:
    """What follows the name: "of Plover Capital", ", chief strategist at Interactive Brokers"."""
    text = registry.text
    bracketed = BRACKETED.match(text, entity.end, sentence.end)
    if bracketed and (firm := firm_at(registry, bracketed.end(), sentence.end)):
        return None, firm
    directly = DIRECTLY.match(text, entity.end, sentence.end)
    if directly:
        firm = firm_at(registry, directly.end(), sentence.end)
        return (None, firm) if firm else (None, None)
    opening = APPOSITION.match(text, entity.end, sentence.end)
    if opening is None:
        return None, None
    start = opening.end()
    age = re.compile(r"\d{2},\s+").match(text, start, sentence.end)
    start = age.end() if age else start
    placed = re.compile(r"(?:of|at|from)\s+(?:the\s+)?").match(text, start, sentence.end)
    if placed:
        return None, firm_at(registry, placed.end(), sentence.end)
    if text.startswith("who ", start):
        return employed(registry, start + 4, sentence.end)
    return apposition(registry, start, segment_end(text, start, sentence.end))


def segment_end(text: str, start: int, limit: int) -> int:
    """Where a description ends: at a comma, a stop or a verb of reporting."""
    end = start
    while end < limit:
        stop = SEGMENT_END.search(text, end, limit)
        if stop is None:
            end = limit
            break
        stopped = text[stop.start()] == "." and stop.end() < limit
        if stopped and SHORTENED.search(text, max(start, stop.start() - 4), stop.start()):
            end = stop.end()
            continue
        end = stop.start()
        break
    for m in re.finditer(r"\b[a-z]+\b", text[start:end]):
        if m.start() > 3 and (m.group() in ("who", "has", "was", "is") or is_reporting(m.group())):
            return start + m.start()
    return end


def is_reporting(word: str) -> bool:
    """Whether a word in small letters is a verb of saying in a finite form, and hardly a noun."""
    finite = (Form.PAST, Form.PRESENT)
    return word not in words("noun_like") and any(
        cue.kind is Kind.REPORT and not cue.tail and cue.forms.intersection(finite) for cue in cues().get(word, ())
    )


def apposition(registry: Registry, start: int, end: int) -> tuple[str | None, str | None]:
    """Role and firm of a description without its commas."""
    text = registry.text
    article = ARTICLE.match(text, start, end)
    start = article.end() if article else start
    segment = text[start:end].rstrip()
    if not has_role(segment):
        return None, None
    former = FORMER.match(text, start, end)
    start = former.end() if former else start
    first = next(iter(registry.organizations_in(start, end)), None)
    if first is not None and first.start <= start + 1:  # "the Bank of England governor", "Citigroup's chief economist"
        rest = re.sub(r"^['’]s?\s*", "", text[first.end : end]).strip()
        if has_role(rest):
            return cut_role((former.group() if former else "") + rest), first.name
    for m in FIRM.finditer(segment):
        at = start + m.start(2)
        firm = firm_at(registry, at + 4 if m.group(2).startswith("the ") else at, end)
        if firm and has_role(segment[: m.start()]) and (m.group(1) != "of" or not later_firm(segment, m.end())):
            return cut_role(segment[: m.start()]), firm
    firm_before = None
    if (
        article
        and article.group().strip().lower() in ("its", "their")
        and registry.organizations_in(max(0, start - 200), start)
    ):
        firm_before = registry.organizations_in(max(0, start - 200), start)[-1].name
    return cut_role(segment), firm_before


def later_firm(segment: str, after: int) -> bool:
    """Whether "at O" comes later: "head of Asia research at O" names a department first; "and" begins another role."""
    end = segment.find(" and ", after)
    return any(m.group(1) in ("at", "with") for m in FIRM.finditer(segment, after, end if end >= 0 else len(segment)))


def cut_role(words_: str) -> str | None:
    """A role without places and times after it: "chief economist in London" -> "chief economist"."""
    role = re.sub(r"\s{1,9}(?:in|based in|at|from|with|since|until|here|on)\s.*$", "", words_.strip(), flags=re.DOTALL)
    role = ARTICLE.sub("", role, count=1) if ARTICLE.match(role) else role
    role = OWNER.sub("", role, count=1)
    return " ".join(role.split()) or None


def has_role(words_: str) -> bool:
    """Whether a phrase names a role in its first words, before any preposition."""
    head = re.split(r"\s(?:at|with|for|from|in|of|to)\s", " " + words_ + " ", maxsplit=1)[0]
    return any(w.strip(".,'’").lower() in words("roles") for w in re.split(r"[\s/]", head))


def firm_at(registry: Registry, at: int, end: int) -> str | None:
    """The organization named at a place: an entity, or else words written as a name."""
    known = registry.organizations_in(at, min(end, at + 2))
    if known:
        sister = SISTER.match(registry.text, known[0].end, end)
        longer = FIRM_NAME.match(registry.text, at, end)
        if longer and " of " not in longer[0] and CLUB.search(registry.text, known[0].end, longer.end()):
            return longer.group()  # the Tesla Owners Club Norway
        return (firm_at(registry, sister.end(), end) if sister else None) or known[0].name
    m = FIRM_NAME.match(registry.text, at, end)
    if m is None or registry.persons_in(at, m.end()):
        return None
    name = re.sub(r"['’]s$|['’]$|(?<!\b\w)\.$", "", m.group())
    last = name.split()[-1].lower()
    return name if last in words("organizations") or (len(name.split()) > 1 and last not in words("days")) else None


def employed(registry: Registry, start: int, limit: int) -> tuple[str | None, str | None]:
    """The firm of "who runs £900m of American equities at Fairholt"; the verb gives no role."""
    end = segment_end(registry.text, start, limit)
    segment = registry.text[start:end]
    words_ = segment.split()
    if not words_ or words_[0].lower() not in words("employment") | {"is", "was", "has"}:
        return None, None
    if words_[0].lower() in ("is", "was"):
        inner = re.compile(r"(?:is|was)\s+(?:also\s+)?").match(registry.text, start)
        return apposition(registry, inner.end(), end) if inner else (None, None)
    owned = registry.organizations_in(start + len(words_[0]), start + len(words_[0]) + 6)
    if owned and not re.search(r"\b(?:at|for|with)\b", segment):
        return None, owned[0].name
    for preposition in ("at", "for", "with"):
        for m in FIRM.finditer(segment):
            if m.group(1) == preposition and (
                firm := firm_at(registry, start + m.start(2) + (4 if m.group(2).startswith("the ") else 0), end)
            ):
                return None, firm
    return None, None


def described_before(registry: Registry, entity: Entity, sentence: Sentence) -> tuple[str | None, str | None]:
    """What precedes the name: "Federal Reserve chair Jerome Powell", "the bank's chief economist, Jan Hatzius"."""
    text = registry.text
    start = TITLES.sub("", text[sentence.start : entity.start])
    at = sentence.start + len(start)
    comma = re.compile(r",\s+$").search(text, sentence.start, at)
    if comma:
        return before_comma(registry, comma.start(), sentence)
    if re.search(r"['’]s?\s+$", text[max(0, at - 4) : at]):
        owner = [
            o for o in registry.organizations_in(max(0, at - 60), at) if re.fullmatch(r"['’]s?\s+", text[o.end : at])
        ]
        return (None, owner[-1].name) if owner else (None, None)
    role, firm = premodifier(registry, at, sentence.start)
    return role, firm or (role and speaking_for(registry, role, at))


def speaking_for(registry: Registry, role: str, at: int) -> str | None:
    """The firm of "covering it for Canaccord is analyst Ann Poe", "weighing in for UBS, strategist Ann Poe"."""
    text, link = registry.text, re.compile(rf"(?:,| is)\s{re.escape(role)}\s")
    near = registry.organizations_in(max(0, at - 80), at)
    named = (o.name for o in near if text[o.start - 4 : o.start] == "for " and link.fullmatch(text, o.end, at))
    return next(named, None)


def before_comma(registry: Registry, at: int, sentence: Sentence) -> tuple[str | None, str | None]:
    """A description that the name explains: "The chief executive of Citigroup, Vikram Pandit,"."""
    text = registry.text
    start = (
        max((m.end() for m in re.finditer(r"[,;:“”\"]\s*|^", text[sentence.start : at])), default=0) + sentence.start
    )
    found = re.search(r"(?:^|\s)(?:[Tt]he|[Aa]n?|[Ii]ts)\s+(?=[^,]*$)", text[start:at])
    owner = [o for o in registry.organizations_in(start, at) if re.match(r"['’]s?\s", text[o.end : at])]
    if owner:
        rest = re.sub(r"^['’]s?\s*", "", text[owner[-1].end : at]).strip()
        return (cut_role(rest), owner[-1].name) if has_role(rest) and len(rest.split()) <= 6 else (None, None)
    possessor = re.match(r"(?:[Tt]he|[Ii]ts)\s+\w+['’]s\s+", text[start:at])
    if possessor and has_role(text[start + possessor.end() : at]):
        return cut_role(text[start + possessor.end() : at]), firm_before(registry, sentence.start)
    if found is None or len(text[start + found.end() : at].split()) > 12:
        return None, None
    return (
        apposition(registry, start + found.start(), at)
        if found.start() == 0
        else apposition(registry, start + found.end(), at)
    )


def firm_before(registry: Registry, at: int) -> str | None:
    """The first organization of the sentence before: what "the firm" means there."""
    before = [s for s in registry.sentences if s.end <= at]
    named = registry.organizations_in(before[-1].start, before[-1].end) if before else []
    return named[0].name if named else None


def premodifier(registry: Registry, at: int, low: int) -> tuple[str | None, str | None]:
    """Words of a role right before the name, and the organization before them."""
    text = registry.text
    start = at
    role_start: int | None = None
    for a, b in words_back(text, at, low):
        word = re.sub(r"^(?:co|ex|vice)-", "", text[a:b].strip(".").lower())
        entity = next(
            (o for o in registry.organizations_in(max(low, a - 60), b) if o.start < b and o.end >= b - 2), None
        )
        if entity is not None and not (role_start is None and word in words("roles")):
            former = (
                "former "
                if re.search(r"\b[Ff]ormer\s+(?:the\s+)?$", text[max(low, entity.start - 12) : entity.start])
                else ""
            )
            return (
                (former + " ".join(text[role_start:at].split()), entity.name)
                if role_start is not None
                else (None, None)
            )
        if role_start is None and word not in words("roles"):
            return None, None
        if word not in words("roles") and word not in words("role_modifiers") and word not in ("and", "&", "of"):
            break
        if word not in ("and", "&", "of"):
            role_start = start = a
    role = " ".join(text[start:at].split())
    return (role or None), None


def words_back(text: str, at: int, low: int) -> Iterator[tuple[int, int]]:
    """Words before a place, nearest first, at most nine, none across punctuation."""
    for _ in range(9):
        m = re.compile(r"[^\s,;:“”\"()—–]+$").search(text, max(low, at - 40), len(text[:at].rstrip()))
        if m is None or m.end() < len(text[:at].rstrip()):
            return
        yield m.start(), m.end()
        at = m.start()
        if at > low and text[at - 1] in ',;:“”"()—–':
            return
