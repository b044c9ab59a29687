"""Who says so: the quote that holds a claim, else "according to" and its like in the sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.schema import Entity, Label, Quote, QuoteType

CUE = re.compile(
    r"\b(?:according\s+to|(?:data|figures)\s+from|data\s+compiled\s+by|estimates?\s+(?:from|by))\s+(?:the\s+|analysts\s+at\s+|data\s+from\s+|figures\s+from\s+)?",
    re.IGNORECASE,
)
SHOWED = re.compile(
    r"(?:['’]s)?\s{1,9}(?:(?:figures|data|statistics|numbers)\s{1,9})?(?:showed|shows|show|said|says|estimates|estimated|warned|reported)\b",
    re.I,
)
CITING = re.compile(r"\bciting\s+(?:the\s+|data\s+from\s+|figures\s+from\s+)?", re.IGNORECASE)
SOURCES = frozenset({Label.ORG, Label.PERSON, Label.INDEX})


@dataclass(frozen=True, slots=True)
class Source:
    """Who states a claim, whom they cite, and whether it stands inside quote marks."""

    speaker: str | None = None
    upstream: tuple[str, ...] = ()
    in_quote: bool = False


class Sources:
    """The quotes of a text by place."""

    def __init__(self, text: str, quotes: Sequence[Quote], entities: Sequence[Entity]) -> None:
        self.text = text
        self.quotes = sorted(quotes, key=lambda q: q.start)
        self.starts = [q.start for q in self.quotes]
        self.entities = sorted((e for e in entities if e.label in SOURCES), key=lambda e: e.start)
        self.places = [e.start for e in self.entities]

    def holding(self, at: int) -> Quote | None:
        """The quote around an offset."""
        k = bisect_right(self.starts, at)
        return next((q for q in reversed(self.quotes[max(0, k - 3) : k]) if q.start <= at < q.end), None)

    def of(self, at: int, start: int, end: int) -> Source:
        """The source of what stands at `at` in the sentence text[start:end]."""
        quote = self.holding(at)
        if quote is not None:
            return Source(quote.speaker, quote.upstream, quote.type is QuoteType.DIRECT)
        upstream = tuple(name for m in CITING.finditer(self.text, start, end) if (name := self.name_at(m.end())))
        for m in CUE.finditer(self.text, start, end):
            name = self.name_at(m.end())
            if name:
                return Source(name, upstream)
        k = bisect_right(self.places, at)
        for entity in self.entities[k:]:
            if entity.start >= end:
                break
            lead = self.text[at : entity.start].rstrip()
            if SHOWED.match(self.text, entity.end, end) and lead.removesuffix("the").rstrip().endswith(","):
                return Source(entity.name, upstream)
        return Source(None, upstream)

    def name_at(self, at: int) -> str | None:
        """The name that begins at an offset."""
        k = bisect_right(self.places, at + 1) - 1
        if k >= 0 and self.places[k] >= at - 1:
            return self.entities[k].name
        return None
