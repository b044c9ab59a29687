"""What stands for a name: "the index", "the blue-chip gauge", "the chipmaker", "the yield", "it", "its".

A description points to the instrument whose epithets hold it ("tech-heavy", "chipmaker"), else to the one name of its
kind that the sentence, or the sentence before it, is about. A pronoun points to the subject of its sentence. Where two
candidates are left, the mention is left out: a claim about the wrong index is worse than none.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.nlp.words.tables import Lists, any_of, load_table, patterns, word_lists
from tapecheck.reference.instruments import Catalogue, Instrument
from tapecheck.reference.vocabulary import is_kind
from tapecheck.schema import Entity, Label, Mention, Sentence

RE = patterns("names.patterns.mentioned")

MARKET = frozenset({Label.INDEX, Label.FUND, Label.COMMODITY, Label.CURRENCY, Label.CRYPTO, Label.RATE, Label.ORG})
FEAR = "^VIX"
WINDOW = 150  # antecedents that a mention looks back on, besides the first: text of any length takes linear time
Candidate = tuple[int, int, tuple[str, str] | None]


class Nouns(Lists):
    """Nouns of mentions by their label, the pattern that finds them, and the lists of `[mentions]`."""

    labels: dict[str, frozenset[Label]]
    phrase: re.Pattern[str]


@functools.cache
def nouns() -> Nouns:
    """The table of names.toml, compiled."""
    table = load_table("names")["mentions"]
    labels: dict[str, frozenset[Label]] = {}
    for label in MARKET:
        for noun in table[label.value]:
            labels[noun] = labels.get(noun, frozenset()) | {label}
    bare = frozenset(b.removeprefix("the ") for b in table["bare"])
    heads, inner = any_of([*labels, *bare]), any_of(table["adjectives"])
    phrase = re.compile(
        rf"\b(?P<det>the|that|this|(?-i:(?:[A-Z][\w.]{{1,20}} )?[A-Z]\w{{1,30}}['’]s)) "
        rf"(?P<adj>(?>(?:{inner}|\w[\w-]{{0,20}}-(?:heavy|chip|cap|denominated|stock|share))\s)*)"
        rf"(?P<noun>{heads})(?P<rest>['’]s?)?(?![\w-])",
        re.IGNORECASE,
    )
    return Nouns(word_lists("names.mentions"), labels=labels, phrase=phrase, bare=bare)


@dataclass(slots=True)
class Antecedent:
    """Something that a mention may stand for: an entity, or a mention that is already resolved."""

    start: int
    label: Label
    name: str
    symbol: str | None
    sentence: int
    subject: bool
    instrument: Instrument | None = None  # the catalogue's entry of it

    @property
    def thing(self) -> tuple[Label, str]:
        """What it is."""
        return self.label, self.symbol or self.name


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mention stands, in which sentence, and what was named before it."""

    text: str
    sentences: Sequence[Sentence]
    start: int
    end: int
    number: int
    before: Sequence[Antecedent]


def find_mentions(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Entity], catalogue: Catalogue
) -> list[Mention]:
    """Noun phrases and pronouns with the name that they stand for, in order; none where two candidates are left."""
    starts = [s.start for s in sentences]
    places = {e.start: e.name for e in entities if e.label in (Label.GPE, Label.LOC)}
    told = epithets_of(entities, catalogue)
    waiting = deque(e for e in entities if e.label in MARKET)
    known: list[Antecedent] = []
    mentions: list[Mention] = []
    for start, end, words in candidates(text, [(e.start, e.end) for e in entities], places, told):
        while waiting and waiting[0].start < start:
            known.append(antecedent(text, waiting.popleft(), starts, sentences, catalogue))
        number = bisect_right(starts, start) - 1
        before = known if len(known) <= WINDOW else [known[0], *known[-WINDOW:]]
        spot = Spot(text, sentences, start, end, number, before)
        if words is None:
            found = resolve_pronoun(spot)
        elif start in places:
            found = resolve_at_place(spot, words, places[start], catalogue)
        else:
            found = resolve_noun(spot, words)
        if found is not None:
            mention = Mention(start=start, end=end, text=text[start:end], name=found.name, symbol=found.symbol)
            mentions.append(mention)
            subject = is_subject(text, start, end, number, sentences)
            known.append(replace(found, start=start, sentence=number, subject=subject))
    return mentions


def resolve_at_place(spot: Spot, words: tuple[str, str], place: str, catalogue: Catalogue) -> Antecedent | None:
    """What "Germany's blue-chip index" stands for: one of there that was named, else the country's main index.

    "Germany's blue-chip index" is no French one; an unknown place tells nothing.
    """
    calendar = load_table("names")["markets"]["calendars"].get(place.lower(), "?")
    there = [a for a in spot.before if a.instrument is not None and a.instrument.calendar == calendar]
    found = resolve_noun(replace(spot, before=there), words)
    if found is None and not any(a.label is Label.INDEX for a in there):
        return main_index(spot, words, place, catalogue)
    return found


def main_index(spot: Spot, words: tuple[str, str], place: str, catalogue: Catalogue) -> Antecedent | None:
    """The index that "Germany's benchmark index" names without having been named before."""
    markets = load_table("names")["markets"]
    description, noun = words
    symbol = markets["main"].get(markets["calendars"].get(place.lower(), ""))
    instrument = catalogue.symbol(symbol) if symbol else None
    tiers = {"benchmark", "top tier", "top flight", "leading share index"}
    if instrument is None or noun not in {"index", "gauge", "average"} | tiers:
        return None
    if noun not in tiers and not {"blue-chip", "benchmark", "main"} & set(description.split()):
        return None
    return Antecedent(spot.start, Label.INDEX, instrument.name, instrument.symbol, spot.number, True, instrument)


def epithets_of(entities: Sequence[Entity], catalogue: Catalogue) -> re.Pattern[str] | None:
    """The descriptions that fit the companies and commodities of this article: "the streaming giant"."""
    kinds = (Label.ORG, Label.COMMODITY, Label.CRYPTO, Label.CURRENCY)
    names = {(e.symbol, e.name) for e in entities if e.label in kinds}
    found = (catalogue.symbol(symbol) if symbol else catalogue.find(name) for symbol, name in names)
    instruments = [i for i in found if i is not None and i.label in kinds]
    epithets = {e.lower() for i in instruments for e in i.epithets if len(e) > 3}
    if not epithets:
        return None
    return re.compile(rf"\b(?:the|this|that) (?P<noun>{any_of(epithets)})(?![\w-])", re.IGNORECASE)


def candidates(
    text: str, spans: Sequence[tuple[int, int]], places: dict[int, str], told: re.Pattern[str] | None
) -> list[Candidate]:
    """Spans that may be mentions with (description, noun), or None for a pronoun; what lies in an entity is none."""
    found: dict[int, Candidate] = {}
    ends = [b for _, b in spans]
    for m in RE.it.finditer(text):
        found[m.start()] = (m.start(), m.end(), None)
    for m in nouns().phrase.finditer(text):
        start, end = m.start(), m.end("noun")
        if goes_on(text, m) or ("'" in m["det"].replace("’", "'") and start not in places):
            continue
        if not any(
            a < end and start < b and not (a == start and b < m.start("adj")) for a, b in near(spans, ends, start)
        ):
            found[start] = (start, end, (m["adj"].strip().lower(), m["noun"].lower()))
    for m in told.finditer(text) if told else ():
        if not any(
            a < m.end() and m.start() < b and not (m.start() < a and b < m.end())  # the iPhone maker
            for a, b in near(spans, ends, m.start())
        ):
            found.setdefault(m.start(), (m.start(), m.end(), ("", m["noun"].lower())))
    return sorted(found.values(), key=lambda c: c[0])


def goes_on(text: str, m: re.Match[str]) -> bool:
    """Whether the noun is only the first part of another: "the stock market", "the yield curve"."""
    following = re.match(r"[ -]([a-z]+)", text[m.end() : m.end() + 25]) if not m["rest"] else None
    if following is None:
        return False
    word = following[1]
    stays = m["noun"].lower() not in {"stock", "rate", "index", "price", "share", "fund"} and word in nouns().verbs_too
    return (word in nouns().compounds and not stays) or (
        is_kind(word, "noun")
        and not any(is_kind(word, k) for k in ("verb", "adj", "adv", "aux"))
        and word not in lexicon().starters
    )


def near(spans: Sequence[tuple[int, int]], ends: Sequence[int], start: int) -> Sequence[tuple[int, int]]:
    """The entities that may overlap a span: the next few that end after its start."""
    i = bisect_right(ends, start)
    return spans[i : i + 4]


def antecedent(
    text: str, e: Entity, starts: Sequence[int], sentences: Sequence[Sentence], catalogue: Catalogue
) -> Antecedent:
    """An entity as something that mentions may stand for."""
    number = bisect_right(starts, e.start) - 1
    subject = is_subject(text, e.start, e.end, number, sentences)
    found = catalogue.find(e.name)
    if found is None or found.symbol != e.symbol:
        found = catalogue.symbol(e.symbol) if e.symbol else None
    return Antecedent(e.start, e.label, e.name, e.symbol, number, subject, found)


def is_subject(text: str, start: int, end: int, number: int, sentences: Sequence[Sentence]) -> bool:
    """Whether a verb of movement or of doing follows: the clause is about it."""
    stop = sentences[number].end if 0 <= number < len(sentences) else len(text)
    m = RE.verb_after.match(text[end : min(stop, end + 90)])
    if m is None or RE.role_at.search(text[max(0, start - 20) : start]):
        return False
    words, verb = lexicon(), m[1]
    acts = verb in words.moves or verb in words.deeds or verb[0].isdigit()
    return acts or (is_kind(verb, "verb") and not is_kind(verb, "noun") and not is_kind(verb, "adj"))


# --- noun phrases ----------------------------------------------------------------------------------------------------


def resolve_noun(spot: Spot, words: tuple[str, str]) -> Antecedent | None:
    """What "the (description) noun" stands for."""
    description, noun = words
    labels = nouns().labels.get(noun) or (frozenset({Label.INDEX}) if noun in nouns().bare else MARKET)
    pool = [a for a in spot.before if a.label in labels and fits(a, description, noun) and not is_source(spot.text, a)]
    told = [a for a in pool if is_described(a, description, noun)]
    telling = is_telling(description, noun)
    if telling and (one := only(told)) is not None:
        return one
    return None if description and telling and not told and Label.INDEX in labels else from_focus(spot, pool)


def is_telling(description: str, noun: str) -> bool:
    """Whether a phrase says more than its kind: "blue-chip", "benchmark", "chipmaker"; not "main" or "company"."""
    plain = nouns().plain
    return noun not in plain or any(word not in plain for word in description.split())


OFFICIAL = ("Federal Reserve", "European", "Bank of England", "Bank of Japan")


def fits(a: Antecedent, description: str, noun: str) -> bool:
    """Whether a name can be called so at all: no bank is a chipmaker, the VIX is no benchmark."""
    called = a.instrument is not None and any(noun in e.lower() for e in a.instrument.epithets)
    if a.label is Label.ORG and noun in {"company", "stock", "shares", "firm", "group", "business"}:
        return a.instrument is not None or not a.name.startswith(OFFICIAL)
    if a.label is Label.ORG:
        return called or ("bank" if noun == "lender" else noun) in a.name.lower()
    if a.symbol == FEAR:
        return noun in nouns().measures and description in {"", "volatility", "fear"}
    return a.label is not Label.COMMODITY or called or noun in {"contract", "price", "commodity"}


def is_described(a: Antecedent, description: str, noun: str) -> bool:
    """Whether the name's epithets hold the description ("blue-chip"), the noun ("chipmaker") or both."""
    if a.instrument is None:
        return False
    words = [w for w in description.split() if w not in {"main", "same"}]
    words += [noun] if noun not in nouns().labels or noun in {"benchmark", "metal"} else []
    whole, epithets = epithets_in_words(a.instrument.epithets)
    if f"{description} {noun}".strip() in whole:
        return True
    return bool(words) and all(w.rstrip("s") in epithets for w in words)


@functools.cache
def epithets_in_words(epithets: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Epithets in small letters, and their words without a plural's s."""
    whole = frozenset(e.lower() for e in epithets)
    return whole, frozenset(word.rstrip("s") for e in whole for word in e.split())


def is_source(text: str, a: Antecedent) -> bool:
    """Whether an organisation is only named as a source or an employer: "said X of Y", "according to Y"."""
    return a.label is Label.ORG and RE.role_at.search(text[max(0, a.start - 25) : a.start]) is not None


def from_focus(spot: Spot, pool: Sequence[Antecedent]) -> Antecedent | None:
    """The one candidate of the sentence, else of the sentences just before, else of the article."""
    number, sentences = spot.number, spot.sentences
    own = [a for a in pool if a.sentence == number]
    if own:
        return only(own) or only([a for a in own if a.subject])
    opening = number >= 0 and spot.start - sentences[number].start <= 2
    for back in (1, 2):
        earlier = [a for a in pool if a.sentence == number - back]
        if earlier:
            found = only(earlier) or leading(earlier, sentences[number - back].start)
            if found is not None and any(a.subject and a.thing != found.thing for a in earlier):
                found = None  # "The Dow rose 1% and the S&P 500 0.4%"
            aside = found is None and pool[0].label is Label.ORG and pool[0].thing not in {a.thing for a in earlier}
            if back == 1 and aside:
                continue  # "Peers A and B went separate ways. The stock ...": the topic goes on
            further = [a for a in pool if a.sentence in (number - back - 1, number - back - 2)]
            listed = found is not None and any(a.thing != found.thing for a in further)
            return found if opening or not listed else main_topic(pool)
    return only(pool) or main_topic(pool)


def only(pool: Sequence[Antecedent]) -> Antecedent | None:
    """The last of the candidates if all are the same thing."""
    return pool[-1] if pool and len({a.thing for a in pool}) == 1 else None


def leading(pool: Sequence[Antecedent], start: int) -> Antecedent | None:
    """The candidate that opens its sentence and is its subject: the sentence is about it."""
    first = pool[0]
    return first if first.start - start <= 6 and first.subject else None


def main_topic(pool: Sequence[Antecedent]) -> Antecedent | None:
    """What the article is about: named first, and at least three times and twice as often as any other of its kind."""
    (thing, most), (_, next_most) = [*Counter(a.thing for a in pool).most_common(2), (None, 0), (None, 0)][:2]
    if not pool or thing != pool[0].thing or most < max(3, next_most * 2):
        return None
    return next(a for a in reversed(pool) if a.thing == thing)


# --- pronouns --------------------------------------------------------------------------------------------------------


def resolve_pronoun(spot: Spot) -> Antecedent | None:
    """What "it" or "its" stands for: the nearest subject of its sentence, else, at its start, of the last one."""
    start, number, sentences = spot.start, spot.number, spot.sentences
    possessive = spot.text[start : spot.end].lower() == "its"
    being = RE.being.match(spot.text[spot.end : spot.end + 40]) if not possessive else None
    empty = being and (being[1].lower() in nouns().pleonastic or "that" in spot.text[spot.end : spot.end + 45].split())
    if number < 0 or empty:
        return None  # "It was the first time", "it is clear that"
    own = [a for a in spot.before if a.sentence == number]
    subjects = [a for a in own if a.subject]
    if subjects:
        last = subjects[-1]
        rivals = [a for a in own if a.start > last.start and a.label is last.label and a.thing != last.thing]
        return None if rivals else last
    if own:
        return only(own) if possessive else None
    if start - sentences[number].start > (40 if possessive else 0):
        return None  # deep in the sentence, or the first word of a quote
    earlier = [a for a in spot.before if a.sentence == number - 1]
    if not earlier:
        return None
    found = only([a for a in earlier if a.subject]) or leading(earlier, sentences[number - 1].start)
    return found if found is not None and (found.label is not Label.ORG or found is earlier[0]) else None
