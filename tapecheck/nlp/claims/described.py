"""Stock indices that are described and not named: "London's blue-chip index", "the benchmark in Tokyo", "blue chips".

A place and a description name an index by themselves. A description alone ("the tech-heavy gauge", "blue chips") is an
index of the market that its paragraph speaks of last before it, else of the one market of the article; where two are as
likely it stands for none. What is found stands for the index as its name would.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tapecheck.nlp.words.rows import needed, small
from tapecheck.nlp.words.tables import any_of_letters, load_table, patterns
from tapecheck.reference.instruments import Catalogue, Instrument
from tapecheck.schema import Annotations, Entity, Label, Mention

RE = patterns("claims.patterns.described")

UNLISTED = ("Canada", "China", "South Korea", "Taiwan")  # whose exchange is no listed company
PLACES = (Label.GPE, Label.LOC, Label.NORP)


@dataclass(frozen=True, slots=True)
class Market:
    """A stock market: its indices by what they are called, and which of these need no place, or need their name too."""

    name: str
    index: Mapping[str, str]
    alone: frozenset[str]
    named: Mapping[str, str]
    whole: bool  # whether the market as a whole is its main index


@dataclass(frozen=True, slots=True)
class Table:
    """The lexicon, compiled: markets by place and by calendar, and the shapes of descriptions in small letters."""

    markets: Mapping[str, Market]
    calendars: Mapping[str, Market]
    owned: re.Pattern[str]  # "London's blue-chip index", "German blue chips"
    placed: re.Pattern[str]  # "the blue-chip index in London"
    bare: re.Pattern[str]  # "the tech-heavy gauge", "blue chips"
    named: re.Pattern[str]  # "small caps"
    whole: re.Pattern[str]  # "the Swiss market closed", "the Toronto Stock Exchange picked up"
    places: re.Pattern[str]
    city: re.Pattern[str]  # "Tokyo rose 0.85 percent, or 170.18 points"
    # "the world's largest cryptocurrency", by symbol, each with what it needs
    phrases: Mapping[str, tuple[re.Pattern[str], tuple[frozenset[str], ...]]]
    other: frozenset[str]


def longest_first(entries: Sequence[str]) -> str:
    """An alternation, spaces and hyphens alike."""
    return any_of_letters({entry.lower() for entry in entries}, r"\s+")


@functools.cache
def table() -> Table:
    """The lexicon of `described.toml`, read once."""
    raw = load_table("described")
    markets: dict[str, Market] = {}
    calendars: dict[str, Market] = {}
    kinds: list[str] = []
    for row in raw["market"]:
        market = Market(
            row["name"], row["index"], frozenset(row["alone"]), row.get("named", {}), row.get("whole", False)
        )
        markets |= dict.fromkeys((*row["places"], *row["adjectives"]), market)
        calendars |= dict.fromkeys(row["calendars"], market)
        kinds += row["index"]
    named_too = [words for row in raw["market"] for words in row.get("named", ())]
    towns = longest_first([p for row in raw["market"] for p in row["places"]])
    natives = longest_first([p for row in raw["market"] for p in row["adjectives"]])
    kind = rf"(?P<kind>{longest_first([*kinds, 'blue chip'])})"
    plain = rf"(?:(?:{longest_first(raw['nouns']['plain'])})\s+){{0,2}}"
    noun = rf"(?P<noun>{longest_first(raw['nouns']['index'])})"
    plural = rf"(?P<plural>{longest_first(raw['nouns']['plural'])})"
    named = rf"(?:{plain}(?:{kind}\s+)?{plain}{noun}|{plural})(?![\w’'-])"
    return Table(
        markets,
        calendars,
        owned=re.compile(rf"\b(?:the\s+)?(?:(?P<place>{towns})(?:['’]s?)|(?P<native>{natives}))\s+{named}(?:['’]s)?"),
        placed=re.compile(rf"(?:\bthe\s+|(?<![\w’'&/-]\s))\b{named}\s+in\s+(?:the\s+)?(?P<place>{towns})\b(?!['’])"),
        bare=re.compile(
            rf"\b(?:(?:the|that|an?)\s+{plain}{kind}\s+{plain}{noun}|(?:the\s+)?{plural})(?![\w’'-])(?:['’]s)?"
        ),
        named=re.compile(rf"(?<![\w-])(?:{longest_first(named_too)})(?![\w’'-])"),
        whole=re.compile(
            rf"(?:^|[.;,:\n]\s*|\b(?:and|while|but|as|,)\s+)(?:the\s+)?(?P<whole>(?:(?P<place>{towns})(?:['’]s)?|(?P<native>{natives}))\s+"
            rf"(?P<noun>{longest_first(raw['nouns']['whole'])}))(?=\s+(?:{longest_first(raw['nouns']['moved'])})\b)"
        ),
        city=re.compile(
            rf"(?:^|[.;,\n]\s*|\b(?:and|while|but|however|in)\s+)(?P<place>{towns})(?=\s+(?:{longest_first(raw['nouns']['moved'])})\s"
            r"(?:[^.;]|\.\d){0,30}(?:%|per\s?cent)(?:[^.;]|\.\d){0,40}(?:points|\d,\d{3}\.\d))"
        ),
        places=re.compile(rf"\b(?:{towns}|{natives})\b"),
        phrases={
            symbol: (re.compile(rf"\b(?:{words})(?![\w’'-])"), needed(words))
            for symbol, words in ((symbol, words.replace(" ", r"\s+")) for symbol, words in raw["phrases"].items())
        },
        other=frozenset(raw["nouns"]["other"]),
    )


def described(notes: Annotations, catalogue: Catalogue) -> list[Entity]:
    """The indices that a text describes, as entities in order of place."""
    found: list[Entity] = []
    taken = sorted((e.start, e.end) for e in notes.entities if e.label not in PLACES)
    told = sorted((m.start, m.end) for m in notes.mentions)
    text = small(notes.text)
    for m in [*table().owned.finditer(text), *table().placed.finditer(text)]:
        market = market_of(m.groupdict())
        if market is not None:
            found += entity(m, notes.text, market, catalogue, taken)
    found += wholes(text, notes.text, catalogue)
    sure = sorted((e.start, e.end) for e in found)
    setting = Setting(notes, catalogue)
    for m in table().bare.finditer(text):
        if overlaps(sure, m.start(), m.end()) or overlaps(told, m.start(), m.end()):
            continue
        market = setting.market_at(m.start(), kind_of(m))
        if market is not None and (m["plural"] or kind_of(m) in market.alone):
            found += entity(m, notes.text, market, catalogue, taken)
    symbols = {e.symbol for e in (*notes.entities, *found)}
    for m in table().named.finditer(text):
        market = setting.market_at(m.start())
        symbol = market.named.get(" ".join(m.group().split())) if market is not None else None
        some = RE.some_of.search(notes.text[max(0, m.start() - 12) : m.start()])
        some = some or RE.afterwards.match(notes.text, m.end())
        if symbol in symbols and not some and not overlaps(sure, m.start(), m.end()):
            found += plain(m.start(), m.end(), notes.text, catalogue.symbol(symbol or ""))
    return sorted([*found, *by_rank(notes, catalogue)], key=lambda e: e.start)


def wholes(small_text: str, text: str, catalogue: Catalogue) -> Iterator[Entity]:
    """Markets that move as a whole: "The Swiss market closed at 6,185.48". London's exchange is a listed company."""
    for m in table().whole.finditer(small_text):
        market = market_of(m.groupdict())
        listed = m["noun"].endswith("exchange") and (market is None or market.name not in UNLISTED)
        if market is not None and market.whole and not listed:
            yield from plain(m.start("whole"), m.end("whole"), text, catalogue.symbol(market.index["main"]))
    for m in table().city.finditer(small_text):
        market = market_of(m.groupdict())
        if market is not None and market.index.get("main"):
            yield from plain(m.start("place"), m.end("place"), text, catalogue.symbol(market.index["main"]))


def by_rank(notes: Annotations, catalogue: Catalogue) -> Iterator[Entity]:
    """What a text calls by its rank or its maturity alone: "the world's largest cryptocurrency", "10yr yields"."""
    named = sorted((e.start, e.end) for e in notes.entities if e.label not in PLACES and (e.symbol or len(e.text) > 4))
    text = small(notes.text)
    for symbol, (words, needs) in table().phrases.items():
        instrument = catalogue.symbol(symbol)
        if instrument is None or not all(any(each in text for each in some) for some in needs):
            continue
        for m in words.finditer(text):
            apposed = notes.text[max(0, m.start() - 2) : m.start()] == ", " and m.group().startswith("the")
            if not apposed and not overlaps(named, m.start() - 3, m.end() + 3):
                yield from plain(m.start(), m.end(), notes.text, instrument)


def with_described(notes: Annotations, catalogue: Catalogue | None) -> Annotations:
    """The findings of a text with the indices that it describes among its names; its places in them are no names."""
    found = described(notes, catalogue) if catalogue is not None else []
    if not found:
        return notes
    spans = [(e.start, e.end) for e in found]
    kept = [e for e in notes.entities if not overlaps(spans, e.start, e.end)]
    entities = sorted([*kept, *found], key=lambda e: e.start)
    return replace(notes, entities=tuple(entities), mentions=tuple(redirected(notes, found)))


def market_of(groups: Mapping[str, str | None]) -> Market | None:
    """The market of a matched place or adjective."""
    word = groups.get("place") or groups.get("native") or ""
    return table().markets.get(" ".join(word.split()))


def kind_of(m: re.Match[str]) -> str:
    """What a description calls the index; the main one where it only says that it is one."""
    if m["plural"]:
        return "blue-chip"
    said = m["kind"] or ("benchmark" if "benchmark" in m["noun"] else "main")
    return "blue-chip" if said == "blue chip" else " ".join(said.split())


def entity(
    m: re.Match[str], text: str, market: Market, catalogue: Catalogue, taken: Sequence[tuple[int, int]]
) -> Iterator[Entity]:
    """The index that a match describes, where the market has one of the kind and no name goes on with it."""
    end = m.end("plural") if m["plural"] else m.end("noun")
    symbol = market.index.get(kind_of(m)) or (market.index.get("main") if m["plural"] else None)
    instrument = catalogue.symbol(symbol) if symbol else None
    start = m.start()
    follows = RE.word_after.match(text, end)
    if instrument is None or overlaps(taken, start, end) or RE.afterwards.match(text, end):
        return
    if m["plural"] and RE.some_of.search(text[max(0, start - 12) : start]):
        return
    if follows and (follows["word"].lower() in table().other or overlaps(taken, end + 1, end + 2)):
        return
    yield from plain(start, end, text, instrument)


def plain(start: int, end: int, text: str, instrument: Instrument | None) -> Iterator[Entity]:
    """The words text[start:end] without their article as a name of an index."""
    if text[start : start + 4].lower() == "the ":
        start += 4
    if instrument is not None:
        words = text[start:end]
        label = instrument.label
        yield Entity(start=start, end=end, text=words, label=label, name=instrument.name, symbol=instrument.symbol)


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of some ordered spans overlaps text[start:end]."""
    k = bisect_left(spans, (end, 0))
    return any(a < end and start < b for a, b in spans[max(0, k - 3) : k])


class Setting:
    """Which market a text speaks of at a place: by its indices and the places that it names."""

    def __init__(self, notes: Annotations, catalogue: Catalogue) -> None:
        self.text = notes.text
        signs: list[tuple[int, Market]] = []
        for e in notes.entities:
            known = catalogue.symbol(e.symbol) if e.symbol and e.label is Label.INDEX else None
            market = table().calendars.get(known.calendar or "") if known is not None else None
            if market is not None and e.symbol in market.index.values():
                signs.append((e.start, market))
        self.indices = {market.name for _, market in signs}
        for m in table().places.finditer(small(notes.text)):
            word, written = " ".join(m.group().split()), notes.text[m.start() : m.end()]
            if written[0].isupper() and not (word == "us" and written != "US"):
                signs.append((m.start(), table().markets[word]))
        self.signs = sorted(signs, key=lambda sign: sign[0])
        self.starts = [start for start, _ in self.signs]

    def market_at(self, at: int, kind: str = "") -> Market | None:
        """The market last named before a place in its paragraph, else the article's one, else the one of that kind."""
        paragraph = self.text.rfind("\n", 0, at) + 1
        k = bisect_left(self.starts, at) - 1
        if k >= 0 and self.starts[k] >= paragraph:
            return self.signs[k][1]
        stated = [market for _, market in self.signs if market.name in self.indices] or [m for _, m in self.signs]
        if not stated:
            only = [market for market in table().calendars.values() if kind in market.alone]
            return only[0] if len(only) == 1 else None  # "the tech-heavy index", where no place is named
        return stated[0] if len({market.name for market in stated}) == 1 else None


def redirected(notes: Annotations, found: Sequence[Entity]) -> list[Mention]:
    """The mentions of a text, with "the index" and "it" given to a described index that was named last before them."""
    indices = sorted(
        [*found, *(e for e in notes.entities if e.label is Label.INDEX and e.symbol)], key=lambda e: e.start
    )
    starts = [e.start for e in indices]
    own = {id(e) for e in found}
    symbols = {e.symbol for e in indices}
    kept = []
    for mention in notes.mentions:
        before = bisect_left(starts, mention.start) - 1
        last = indices[before] if before >= 0 else None
        if overlaps([(e.start, e.end) for e in found], mention.start, mention.end):
            continue
        plain = RE.plainly.fullmatch(mention.text) is not None and mention.symbol in symbols
        if last is not None and id(last) in own and plain and mention.symbol != last.symbol:
            mention = replace(mention, name=last.name, symbol=last.symbol)
        kept.append(mention)
    return kept
