"""The people of a text with their roles and firms, read in one pass from what stands around their names.

Shapes, P the person, R a role, O an organization:
    P, (a) R at O / P, R of O / P, the O R / P, O's R / P, who runs ... at O / P of O / P at O      after the name
    O R P / R P / O's R, P / O's P / the R of O, P                                                  before the name
Where "the chief executive" stands alone, the organization is the last one named before it in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tapecheck.nlp.quotes.cues import Form, Kind, cues, words
from tapecheck.nlp.quotes.scanner import Marked
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Entity, Label, Sentence

RE = patterns("quotes.patterns.registry")

NEAR = 600  # characters of a sentence around a name in which it is described
ASIDE = re.compile(r"\([^()\n]{1,30}\)(?= (?:at|of|for|with)\b)")  # "senior VP (research) at C"
MOST_DESCRIBING = 6
NAMED = 400  # characters back in which "the firm" was named
MAIN = 3  # mentions of an article's main company


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
    places: dict[int, int] = field(default_factory=dict)  # where a country or a town begins and ends
    quoted: frozenset[int] = frozenset()  # where names begin that stand between quote marks

    def persons_in(self, start: int, end: int) -> list[Entity]:
        """Names of persons that begin inside a span."""
        k = bisect_right(self.person_starts, start - 1)
        return self.persons[k : bisect_right(self.person_starts, end - 1)]

    def organizations_in(self, start: int, end: int) -> list[Entity]:
        """Names of organizations that begin inside a span."""
        k = bisect_right(self.organization_starts, start - 1)
        return self.organizations[k : bisect_right(self.organization_starts, end - 1)]


def build_registry(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Entity], pieces: Sequence[Marked]
) -> Registry:
    """Persons and organizations by place, and each person's role and firm; `pieces` are the words between marks."""
    registry = Registry(text, sentences)
    registry.persons = [e for e in entities if e.label is Label.PERSON]
    registry.organizations = [e for e in entities if e.label is Label.ORG or e.label is Label.FUND]
    registry.person_starts = [e.start for e in registry.persons]
    registry.organization_starts = [e.start for e in registry.organizations]
    registry.places = {e.start: e.end for e in entities if e.label is Label.GPE}
    afters = [p.after for p in pieces]
    inside = ((e.start, bisect_right(afters, e.start)) for e in entities)
    registry.quoted = frozenset(at for at, k in inside if k < len(pieces) and pieces[k].start <= at)
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
    title = RE.word_before.search(text, max(0, entity.start - 14), entity.start)
    heads = [title.group().strip().lower() if title else "", *entity.name.lower().split()[:1]]
    sexes = ("f" if word in words("female") else "m" for word in heads if word in words("female") | words("male"))
    return next(sexes, "")


def describe(registry: Registry, entity: Entity, sentence: Sentence) -> tuple[str | None, str | None]:
    """Role and organization as one mention gives them."""
    role, firm = described_after(registry, entity, sentence)
    if role is None or firm is None:
        role_before, firm_before = described_before(registry, entity, sentence)
        role, firm = role or role_before, firm or firm_before
    leads = [part.removeprefix("co-") in words("executive_roles") for part in (role or "").lower().split(" and ")]
    if role and firm is None and any(leads) and role.lower() != "president":  # a president leads a country as often
        firm = nearest_firm(registry, entity, sentence) or main_company(registry, entity, sentence)
    return role, firm


def nearest_firm(registry: Registry, entity: Entity, sentence: Sentence) -> str | None:
    """The organization named first before a person in the sentence."""
    text = registry.text
    quoted = max(text.rfind(mark, sentence.start, entity.start) for mark in '”"')  # what is named in a quote is no firm
    start = max(sentence.start, quoted)
    before = [o for o in registry.organizations_in(start, entity.start) if text[o.start - 1 : o.start] != "("]
    return before[0].name if before else None


def main_company(registry: Registry, entity: Entity, sentence: Sentence) -> str | None:
    """The listed company that an article names most, and before a person: whose "chief executive" it is."""
    if RE.of_another.search(registry.text, sentence.start, entity.start):
        return None
    counts = Counter(o.name for o in registry.organizations if o.symbol)
    (name, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    named = any(o.name == name for o in registry.organizations_in(0, entity.start))
    return name if named and most >= max(MAIN, 2 * next_most) else None


def described_after(registry: Registry, entity: Entity, sentence: Sentence) -> tuple[str | None, str | None]:
    """What follows the name: "of Plover Capital", ", chief strategist at Interactive Brokers"."""
    text = registry.text
    leading = RE.bracketed.match(text, entity.end, sentence.end) or RE.directly.match(text, entity.end, sentence.end)
    if leading and (firm := firm_behind(registry, leading.end(), sentence.end)):
        return None, firm
    if leading and leading.group().endswith("("):
        role, firm = apposition(registry, leading.end(), segment_end(text, leading.end(), sentence.end))
        if role:
            return role, firm  # Ann Poe (analyst at Copse Capital)
    opening = RE.apposition.match(text, entity.end, sentence.end)
    if opening is None:
        return None, None
    start = opening.end()
    age = re.compile(r"\d{2},\s+").match(text, start, sentence.end)
    start = age.end() if age else start
    if placed := RE.placed.match(text, start, sentence.end):
        return None, firm_behind(registry, placed.end(), sentence.end)
    if text.startswith("who ", start):
        return employed(registry, start + 4, sentence.end)
    if text.endswith("and ", 0, entity.start) and (both := RE.both.match(text, start, sentence.end)):
        return None, firm_behind(registry, both.end(), sentence.end)
    end = segment_end(text, start, sentence.end)
    role, firm = apposition(registry, start, end)
    apart = text[end : end + 2] == ", "
    if role is None and (alone := firm_alone(registry, start, speaking=False)):
        return None, alone  # "said Ann Poe, Copse Capital in Omaha"
    if role and apart and (alone := firm_alone(registry, end + 2, speaking=firm is not None)):
        return cut_role(text[start:end]), alone
    if role and apart and firm is None and (placed := RE.placed.match(text, end + 2, sentence.end)):
        firm = firm_behind(registry, placed.end(), sentence.end)  # "chief investment officer, at Copse & Vale"
    return role, firm


def firm_alone(registry: Registry, at: int, *, speaking: bool) -> str | None:
    """The firm that a comma sets behind a role: "Head of Technical Research, Copse & Vale said".

    `speaking` asks for the verb behind it, where the role seems to name another firm.
    """
    known = next(iter(registry.organizations_in(at, at + 1)), None)
    written = None if at in registry.places else RE.firm_name.match(registry.text, at)
    end = written.end() - written.group().endswith(".") if written else at
    several = not {" ", "."}.isdisjoint(registry.text[at:end])
    behind = RE.alone.match(registry.text, known.end if known else end)
    if known is None or behind is None:  # a firm that is no name of the text, or goes on behind it
        behind = RE.alone.match(registry.text, end) if several and not registry.persons_in(at, end) else None
    if behind is None or (behind[1] not in cues() and (behind[1] is not None or speaking)):
        return None
    return firm_name(registry, known) if known else registry.text[at:end]


def firm_name(registry: Registry, firm: Entity) -> str:
    """The name of a firm with the words that its name goes on with: "Argonaut" of "Argonaut 2000 Partners"."""
    rest = RE.goes_on.match(registry.text, firm.end)
    end = rest.end() if rest else firm.end
    apart = registry.persons_in(firm.end, end) or any(at in registry.places for at in range(firm.end, end))
    return firm.name if rest is None or apart else registry.text[firm.start : end]


def segment_end(text: str, start: int, limit: int) -> int:
    """Where a description ends: at a comma, a stop or a verb of reporting."""
    end = limit
    inside = [aside.span() for aside in ASIDE.finditer(text, start, limit)]
    for stop in RE.segment_end.finditer(text, start, limit):
        stopped = text[stop.start()] == "." and stop.end() < limit
        shortened = stopped and RE.shortened.search(text, max(start, stop.start() - 4), stop.start())
        if not shortened and not any(a <= stop.start() < b for a, b in inside):
            end = stop.start()
            break
    finite = {Form.PAST, Form.PRESENT}
    for m in re.finditer(r"\b[a-z]+\b", text[start:end]):
        said = (c for c in cues().get(m.group(), ()) if c.kind is Kind.REPORT and not c.tail and c.forms & finite)
        reports = m.group() not in words("noun_like") and any(said)
        if m.start() > 3 and (reports or m.group() in ("who", "has", "was", "is")):
            return start + m.start()
    return end


def apposition(registry: Registry, start: int, end: int) -> tuple[str | None, str | None]:
    """Role and firm of a description without its commas."""
    text = registry.text
    article = RE.article.match(text, start, end) or RE.possessive.match(text, registry.places.get(start, end), end)
    start = article.end() if article else start  # "the deputy chief", "Japan's vice minister"
    segment = text[start:end].rstrip()
    former = RE.former.match(text, start, end)
    former_word = former.group() if former else ""
    start += len(former_word)
    first = next(iter(registry.organizations_in(start, end)), None)
    if (
        first is not None and first.start <= start + 1 and not is_modifier(first.text)
    ):  # "the Bank of England governor", "Citigroup's chief economist"
        rest = re.sub(r"^['’]s?\s*", "", text[first.end : end]).strip()
        if has_role(rest):
            return cut_role(former_word + rest), first.name
    if not has_role(segment):
        return post(registry, start, end)
    for m in RE.link.finditer(text, start, end):
        firm = firm_behind(registry, m.end(), end)
        if firm and has_role(text[start : m.start()]) and (m[1] == "at" or not later_firm(registry, m.end(), end)):
            return cut_role(former_word + text[start : m.start()]), firm
    owner = RE.owner.match(segment)
    theirs = article is not None and article.group().strip().lower() in ("its", "their")
    owned = owner[1] in words("company_nouns") if owner else theirs
    near = registry.organizations_in(max(0, start - NAMED), start) if owned else []
    return cut_role(segment), near[-1].name if near else None


def post(registry: Registry, start: int, end: int) -> tuple[str | None, str | None]:
    """What somebody is by the words alone: "investment lead for Copse Bank", where the firm is one that is known."""
    link = RE.link.search(registry.text, start, end)
    if link is None or link[1] in ("of", "from") or not RE.post.fullmatch(registry.text, start, link.start()):
        return None, None
    firm = firm_behind(registry, link.end(), end) if registry.organizations_in(link.end(), end) else None
    return (cut_role(registry.text[start : link.start()]), firm) if firm else (None, None)


def later_firm(registry: Registry, after: int, end: int) -> bool:
    """Whether "at O" comes later: "head of Asia research at O" names a department first; "and" begins another role."""
    joined = registry.text.find(" and ", after, end)
    later = RE.link.finditer(registry.text, after, joined if joined >= 0 else end)
    return any(m[1] in ("at", "with") and firm_behind(registry, m.end(), end) for m in later)


def cut_role(words_: str) -> str | None:
    """A role without places and times after it: "chief economist in London" -> "chief economist"."""
    role = re.sub(r"\s{1,9}(?:in|based in|at|from|with|since|until|here|on)\s.*$", "", words_.strip(), flags=re.DOTALL)
    role = role[article.end() :] if (article := RE.article.match(role)) else role
    role = RE.owner.sub("", role[based.end() :] if (based := RE.based.match(role)) else role, count=1)
    return " ".join(role.split()) or None


def has_role(words_: str) -> bool:
    """Whether a phrase names a role in its first words, before any preposition."""
    head = re.split(r"\s(?:at|with|for|from|in|of|to)\s", " " + words_ + " ", maxsplit=1)[0]
    return any(is_role(w) for w in re.split(r"[\s/]", head))


def is_modifier(name: str) -> bool:
    """Whether what looks like a firm only belongs to the role behind it: "Senior Portfolio" of a manager."""
    return all(word.lower() in words("role_modifiers") for word in name.split())


def is_role(word: str) -> bool:
    """Whether a word is a role's, "co-CIO" among them."""
    return re.sub(r"^(?:co|ex|vice)-", "", word.strip(".,'’").lower()) in words("roles")


def firm_behind(registry: Registry, at: int, end: int) -> str | None:
    """The organization that a preposition leads to, past what describes it: "at leading tanker owner Euronav"."""
    text = registry.text
    article = re.compile(r"(?:the|an?|its|their)\s+").match(text, at, end)
    at = article.end() if article else at
    based = RE.based.match(text, at, end) or RE.possessive.match(text, registry.places.get(at, end), end)
    at = based.end() if based else at  # "at New York-based C", "at Australia's C"
    firm = firm_at(registry, at, end)
    for _ in range(MOST_DESCRIBING):
        word = RE.describing.match(text, at, end) if firm is None else None
        if word is None or word.group().strip() in words("prepositions") | words("conjunctions"):
            break
        at = word.end()
        known = word.group().strip() in words("company_nouns") or registry.organizations_in(at, at + 2)
        firm = firm_at(registry, at, end) if known else None
    return firm


def firm_at(registry: Registry, at: int, end: int) -> str | None:
    """The organization named at a place: an entity, or else words written as a name."""
    known = registry.organizations_in(at, min(end, at + 2))
    if known:
        sister = RE.sister.match(registry.text, known[0].end, end)
        joint = RE.partners.match(registry.text, known[0].end, end) if known[0].symbol is None else None
        other = registry.organizations_in(joint.end(), joint.end() + 1) if joint else []
        if other and other[0].symbol is None and " " not in known[0].text + other[0].text:
            return registry.text[known[0].start : other[0].end]
        return (firm_at(registry, sister.end(), end) if sister else None) or firm_name(registry, known[0])
    m = RE.firm_name.match(registry.text, at, end)
    name = re.sub(r"['’]s$|['’]$|(?<!\b\w)\.$", "", m.group()) if m else ""
    last = name.lower().split()[-1] if name else ""
    somebody = registry.persons_in(at, m.end()) and registry.text[at - 3 : at] != "at " if m else True
    if m is None or (somebody and last not in words("organizations")):
        return None  # "of Ann Poe", but "at Raymond James"
    several = len(name.split()) > 1 and last not in words("days") | words("occasions")
    return name if several or "*" in name else None  # "at E*Trade"


def employed(registry: Registry, start: int, limit: int) -> tuple[str | None, str | None]:
    """The firm of "who runs £900m of American equities at Fairholt", the role of "who runs it as a manager with C"."""
    end = segment_end(registry.text, start, limit)
    verb = RE.employed.match(registry.text, start, end)
    if verb is None or verb[1].lower() not in words("employment") | {"is", "was", "has"}:
        return None, None
    if verb[1].lower() in ("is", "was"):
        return apposition(registry, verb.end(), end)
    owned = registry.organizations_in(verb.end(1), verb.end(1) + 6)
    links = list(RE.link.finditer(registry.text, start, end))
    if owned and not any(m[1] in ("at", "for", "with") for m in links):
        return None, owned[0].name
    firms = ((m[1], firm_behind(registry, m.end(), end)) for m in links)
    found = {preposition: firm for preposition, firm in reversed(list(firms)) if firm}
    return None, found.get("at") or found.get("for") or found.get("with")


def described_before(registry: Registry, entity: Entity, sentence: Sentence) -> tuple[str | None, str | None]:
    """What precedes the name: "Federal Reserve chair Jerome Powell", "the bank's chief economist, Jan Hatzius"."""
    text = registry.text
    start = RE.titles.sub("", text[sentence.start : entity.start])
    at = sentence.start + len(start)
    comma = re.compile(r",\s+$").search(text, sentence.start, at)
    if comma:
        return before_comma(registry, comma.start(), sentence)
    if re.search(r"['’]s?\s+$", text[max(0, at - 4) : at]):
        near = registry.organizations_in(max(0, at - 60), at)
        return None, next((o.name for o in reversed(near) if RE.owning.fullmatch(text, o.end, at)), None)
    return premodifier(registry, at, sentence.start)


def before_comma(registry: Registry, at: int, sentence: Sentence) -> tuple[str | None, str | None]:
    """A description that the name explains: "The chief executive of Citigroup, Vikram Pandit,"."""
    text = registry.text
    start = sentence.start + max(m.end() for m in re.finditer(r"[,;:“”\"]\s*|^", text[sentence.start : at]))
    firms = registry.organizations_in(max(sentence.start, start - 60), at)
    owners = [(o.name, m.end()) for o in firms if o.start >= start and (m := RE.owning.match(text, o.end, at))]
    if owners:
        name, begin = owners[-1]
        owned = len(text[begin:at].split()) <= 6 and has_role(text[begin:at])  # "Citigroup's chief economist"
        return (cut_role(text[begin:at]), name) if owned else (None, None)
    possessor = re.compile(r"(?:[Tt]he|[Ii]ts)\s+\w+['’]s\s+").match(text, start, at)
    if possessor and has_role(text[possessor.end() : at]):
        return cut_role(text[possessor.end() : at]), firm_before(registry, sentence.start)
    found = re.search(r"(?:^|\s)(?:[Tt]he|[Aa]n?|[Ii]ts)\s+(?=[^,]*$)", text[start:at])
    if found is None:
        return premodifier(registry, at, start)  # "Senior analyst, Ann Poe from Copse Capital"
    if len(text[start + found.end() : at].split()) > 12:
        return None, None
    return apposition(registry, start + (found.end() if found.start() else 0), at)


def firm_before(registry: Registry, at: int) -> str | None:
    """The first organization of the sentence before: what "the firm" means there."""
    before = [s for s in registry.sentences if s.end <= at]
    named = registry.organizations_in(before[-1].start, before[-1].end) if before else []
    return named[0].name if named else None


def premodifier(registry: Registry, at: int, low: int) -> tuple[str | None, str | None]:
    """Words of a role right before the name, and the organization before them."""
    text = registry.text
    headed = RE.headed.search(text, max(low, at - 80), at)
    start, found = (headed.start(), True) if headed else (at, False)
    for a, b in words_back(text, start, low):
        word = text[a:b].lower() if text[b - 2 : b - 1].isupper() else text[a:b].strip(".").lower()  # "U.S."
        near = registry.organizations_in(max(low, a - 60), b)
        firm = next((o for o in near if o.start < b and o.end >= b - 2), None)
        if firm is not None and (found or not is_role(word)):
            former = "former " if RE.former_firm.search(text, max(low, firm.start - 12), firm.start) else ""
            return (former + one_role(text[start:at]), firm.name) if found else (None, None)
        if not found and not (is_role(word) or is_role(word.removesuffix("s"))):
            beside = bool(near) and text[near[-1].end : at].strip() in ("", "Futures")  # "Citi Futures Tim Evans"
            return None, firm_name(registry, near[-1]) if beside else None
        joined = word in ("and", "&") and is_role((text[low:a].split() or [""])[-1])  # analyst and trader Ann Poe
        if found and not is_role(word) and word not in words("role_modifiers") and not joined:
            employer = next((o for o in near if RE.field.fullmatch(text, o.end, start)), None)
            begin = employer.end + 1 if employer else start
            return one_role(text[begin:at]), employer.name if employer else None
        start, found = a, True
    return one_role(text[start:at]) or None, None


def one_role(phrase: str) -> str:
    """The role of each of several: "analysts" is "analyst"."""
    phrase = " ".join(phrase.split())
    one = phrase.removesuffix("s")
    last = one.split()[-1].lower() if one else ""
    return one if last in words("roles") and phrase.split()[-1].lower() not in words("roles") else phrase


def words_back(text: str, at: int, low: int) -> list[tuple[int, int]]:
    """Words before a place, nearest first, at most nine, none across punctuation."""
    unbroken = RE.unbroken.search(text, max(low, at - 300), at)
    found = list(re.compile(r"\S+").finditer(text, unbroken.start() if unbroken else at, at))
    return [m.span() for m in reversed(found[-9:])]
