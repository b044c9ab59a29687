"""A model's names beside those of tables and rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tapecheck.models.base import NameSpan
from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.schema import Label

ENOUGH = 0.6  # a name that only the model sees
MARKET = frozenset({Label.INDEX, Label.FUND, Label.COMMODITY, Label.CURRENCY, Label.CRYPTO, Label.RATE})


def merge_model(page: Page, found: list[Found], spans: Sequence[NameSpan]) -> list[Found]:
    """Tables, tickers and clear cues stay; the model decides guesses and adds names that the rules have not seen.

    Instruments are the catalogue's business: a market label of the model adds nothing.
    """
    starts = [t.start for t in page.tokens]
    ends = [t.end for t in page.tokens]
    result = {f.first: f for f in found}
    covered = {i: f for f in found for i in range(f.first, f.last)}
    for span in spans:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first >= last or span.label in MARKET:
            continue
        over = {covered[i].first: covered[i] for i in range(first, last) if i in covered}
        if not over:
            if span.score >= ENOUGH and is_name(page, first, last):
                result[first] = page.found(first, last, span.label, 1)
            continue
        for f in over.values():
            if f.sure < 2 and span.score >= ENOUGH:
                result[f.first] = replace(f, label=span.label)
    return sorted(result.values(), key=lambda f: f.first)


def is_name(page: Page, first: int, last: int) -> bool:
    """Whether a model's span can be a name at all: a capital in it, and no word that only looks like one."""
    if last - first == 1 and page.tokens[first].key in lexicon().not_names:
        return False
    return any(page.is_capital(i) for i in range(first, last))
