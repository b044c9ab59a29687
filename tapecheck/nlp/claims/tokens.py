"""A sentence as tokens: its figures, periods and names each one token, phrases of the frame table one, other words one.

Hedges beside a figure ("more than", "about") and fillers ("still", "now") are marked so that patterns step over them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tapecheck.nlp.claims.frames import OTHER, WORD, Lexicon, Pattern
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Annotations, Entity, Hedge, Label, Mention, Period, PeriodKind, Quantity, Span

RE = patterns("claims.patterns.tokens")

SUBJECTS = frozenset({Label.INDEX, Label.ORG, Label.FUND, Label.COMMODITY, Label.CURRENCY, Label.CRYPTO, Label.RATE})
TO_DATE = frozenset(["WTD", "MTD", "QTD", "YTD", "CMP", "LTP"])  # times and prices, whatever has such a ticker
FILLER, PLAIN = frozenset({"AUX"}), frozenset({OTHER})
QUOTED = re.compile(r"(?:,\s*[+\-−]?|\s[+\-−])\d*\.\d+%")
OWN = ("its", "their")
DASHES = ("—", "–")
LONGEST_ASIDE = 16
PERCENT_HEDGE = frozenset({"over", "under"})


@dataclass(slots=True)  # not frozen: to make one takes a quarter of the time, and there is one for every word
class Token:
    """One piece of a sentence: where, its lower-case text, its tags, and the finding it stands for, if any."""

    start: int
    end: int
    text: str
    tags: frozenset[str]
    item: Span | None = None

    def has(self, *tags: str) -> bool:
        """Whether it carries any of these tags."""
        return not self.tags.isdisjoint(tags)

    @property
    def up(self) -> bool:
        return self.has("UPV", "UPN", "UPP")

    @property
    def down(self) -> bool:
        return self.has("DNV", "DNN", "DNP")


def item_tags(item: Span) -> frozenset[str]:
    """The tags of a finding."""
    match item:
        case Quantity():
            return frozenset({"FIG", item.kind.value})
        case Period():
            return frozenset({"SINCE" if item.kind is PeriodKind.SINCE else "PER"})
        case Mention() if item.text.lower() in ("its", "their", "his", "her"):
            return frozenset({"SUBJ", "MENTION", "DET"})
        case Mention():
            return frozenset({"SUBJ", "MENTION"})
        case Entity() if item.label in SUBJECTS:
            return frozenset({"SUBJ", item.label.value})
    return frozenset({"NAME"})


class Sheet:
    """The findings of a whole text in order of place, so that each sentence takes its own in linear time."""

    def __init__(self, annotations: Annotations, lexicon: Lexicon) -> None:
        self.text = annotations.text
        self.lexicon = lexicon
        since = [p for p in annotations.periods if p.kind is PeriodKind.SINCE and p.from_ is not None]
        groups: list[Sequence[Span]] = [
            annotations.quantities,
            [e for e in annotations.entities if e.text not in TO_DATE and not (e.symbol is None and within(e, since))],
            annotations.periods,
            annotations.mentions,
        ]
        ranked = [(item.start, rank, -item.end, item) for rank, group in enumerate(groups) for item in group]
        self.items = choose([row[3] for row in sorted(ranked, key=lambda row: row[:3])], groups)
        self.starts = [item.start for item in self.items]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens of text[start:end]."""
        found: list[Token] = []
        at = start
        codes = [m.span() for m in RE.code.finditer(self.text, start, end)]
        for item in self.items[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if item.start < at or item.end > end or (item.text in OWN and RE.extremes.match(self.text, item.start - 3)):
                continue
            code = next((c for c in codes if item.start < c[1] and c[0] < item.end), None)
            if code is not None:
                named = item.start < code[0] or not named_before(found)
                symbol, label = getattr(item, "symbol", None), getattr(item, "label", None)
                if not named or (symbol is None and label is not Label.CURRENCY):
                    continue  # "the S&P 500 .SPX": the code behind its name
                codes.remove(code)
            found += self.words(at, item.start, item)
            found.append(Token(item.start, item.end, item.text.lower(), item_tags(item), item))
            if RE.abbreviated.fullmatch(item.text) and self.text[item.end : item.end + 1] == ".":
                at = item.end + 1  # "Sept. delivery": the point ends no clause
                continue
            if len(found) > 1 and continues(found[-2], found[-1]):
                found[-1] = replace(found[-1], tags=frozenset({"NPHEAD"}), item=None)
            elif self.glued(found):
                found[-1] = replace(found[-1], tags=FILLER, item=None)
            at = item.end
        found += self.words(at, end, None)
        for first, last in codes:
            found = [replace(t, tags=FILLER, item=None) if first <= t.start < last else t for t in found]
        return mark_asides(found)

    def is_ticker(self, token: Token) -> bool:
        """Whether a token is a ticker that was found to be glued to a name."""
        return token.tags == FILLER and self.text[token.start : token.end].isupper() and token.end - token.start <= 5

    def glued(self, found: Sequence[Token]) -> bool:
        """Whether a ticker or its quote stands behind a name, as pages glue them: "Industrial Average SPX, -2%"."""
        if len(found) > 2 and found[-1].has("FIG") and self.is_ticker(found[-2 - found[-2].has("COMMA")]):
            return found[-2].has("COMMA") or found[-1].text[0] in "+-−"
        if len(found) < 2:
            return False
        second = found[-1]
        first = next((t for t in reversed(found[:-1]) if not t.has("NPHEAD")), second)
        if not isinstance(first.item, Entity) or not isinstance(second.item, Entity) or not second.item.text.isupper():
            return False
        same = first.item.symbol is not None and first.item.symbol == second.item.symbol  # "the S&P 500 SPX"
        return second.start - found[-2].end <= 2 and (same or QUOTED.match(self.text, second.end) is not None)

    def words(self, start: int, end: int, before: Span | None) -> list[Token]:
        """Plain words and phrases of text[start:end]; hedges directly before the figure `before` are left out."""
        if isinstance(before, Quantity):
            hedge = RE.hedge_run.search(self.text, start, end) if end - start < 400 else None
            if hedge and self.drops(hedge.group().lower(), before):
                end = hedge.start()
        matches = list(WORD.finditer(self.text, start, end))
        words = [m.group().lower().replace("’", "'").replace("：", ":") for m in matches]
        found, at = [], 0
        while at < len(matches):
            size, tags = self.lexicon.tags_at(words, at)
            tags = FILLER if words[at] in ("~", "\\", "_") else tags or PLAIN
            said = words[at] if size == 1 else " ".join(words[at : at + size])
            found.append(Token(matches[at].start(), matches[at : at + size][-1].end(), said, tags))
            at += size
        return found

    @staticmethod
    def drops(hedge: str, figure: Quantity) -> bool:
        """Whether a run of words before a figure is a hedge: "over" a percentage is, "over 4,100" is a preposition."""
        if "up to" in hedge and figure.hedge is not Hedge.AT_MOST:
            return False  # "edged up to 4.52%"
        return not PERCENT_HEDGE & set(hedge.split()) or figure.kind.value in ("percent", "percentage_points", "count")


def named_before(found: Sequence[Token]) -> bool:
    """Whether the last of some tokens, its nouns aside, is a name with an instrument."""
    last = next((t for t in reversed(found) if not t.has("NPHEAD", "POSS")), None)
    return last is not None and getattr(last.item, "symbol", None) is not None


def continues(first: Token, second: Token) -> bool:
    """Whether a name without an instrument only goes on with the one before it: "the VIX Volatility Index"."""
    one, two = first.item, second.item
    if not isinstance(one, Entity) or not isinstance(two, Entity) or second.start - first.end != 1:
        return False
    return one.symbol is not None and two.symbol is None and two.label in SUBJECTS and one.label is not Label.CURRENCY


def mark_asides(tokens: list[Token]) -> list[Token]:
    """Make fillers of what dashes or brackets set off, where no figure stands in it: patterns step over fillers."""
    kept = list(tokens)
    bracket: int | None = None
    dash: int | None = None
    for at, token in enumerate(tokens):
        if token.text == "(":
            bracket = at
        elif token.text == ")" and bracket is not None:
            fill(kept, bracket, at)
            bracket = dash = None
        elif token.text in DASHES and bracket is None:
            closes = dash is not None and tokens[dash].text == token.text and fill(kept, dash, at)
            dash = None if closes else at
    return kept


def fill(tokens: list[Token], first: int, last: int) -> bool:
    """Make fillers of the tokens first..last, an aside, unless it is long or has a figure; whether it was done."""
    inner = tokens[first : last + 1]
    if name_behind(tokens, first - 1) is not None:
        return False
    if len(inner) > LONGEST_ASIDE or any(t.has("FIG") and not t.has("count") for t in inner):
        return False
    tokens[first : last + 1] = [replace(t, tags=FILLER, item=None) for t in inner]
    return True


def name_behind(tokens: Sequence[Token], at: int) -> int | None:
    """The name that alone stands in brackets right behind a figure: "8.2% (S&P 500)"."""
    inner = tokens[at + 1 : at + 5] if at >= 0 and tokens[at].has("percent", "index_points") else []
    k = 2 + (len(inner) > 1 and inner[1].text == "the")
    alone = len(inner) > k and inner[0].text == "(" and inner[k - 1].has("SUBJ") and inner[k].text == ")"
    return at + k if alone else None


def within(item: Span, around: Sequence[Span]) -> bool:
    """Whether a finding lies in one of some others, which are in order: the name in "since Chinese tariffs in May"."""
    at = bisect_right(around, item.start, key=lambda each: each.start) - 1
    return at >= 0 and item.end <= around[at].end


def choose(ordered: Iterable[Span], groups: Sequence[Sequence[Span]]) -> list[Span]:
    """Findings that do not overlap: a figure before a name before a period before a mention, else the first."""
    rank = {id(item): number for number, group in enumerate(groups) for item in group}
    kept: list[Span] = []
    for item in ordered:
        while kept and kept[-1].end > item.start:
            if rank[id(kept[-1])] <= rank[id(item)]:
                break
            kept.pop()
        else:
            kept.append(item)
    return kept


def match_right(pattern: Pattern, tokens: Sequence[Token], at: int) -> int | None:
    """The index after the tokens from `at` on that the pattern covers, or None. Fillers are stepped over."""
    return match(pattern, tokens, at, 1)


def match_left(pattern: Pattern, tokens: Sequence[Token], at: int) -> int | None:
    """The index of the first of the tokens before `at` that the pattern covers, or None."""
    return match(pattern[::-1], tokens, at, -1)


def match(pattern: Pattern, tokens: Sequence[Token], at: int, step: int) -> int | None:
    """Where the tokens end that a pattern covers from a border on, in steps of 1 or -1."""
    if not pattern:
        return at
    slot, spot = pattern[0], at if step > 0 else at - 1
    if 0 <= spot < len(tokens):
        tags = tokens[spot].tags
        if not slot.tags.isdisjoint(tags) and (end := match(pattern[1:], tokens, at + step, step)) is not None:
            return end
        if tags == FILLER and (end := match(pattern, tokens, at + step, step)) is not None:
            return end
    return match(pattern[1:], tokens, at, step) if slot.optional else None
