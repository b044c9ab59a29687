"""A model's names beside those of tables and rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tapecheck.models.base import NameSpan
from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.reference.vocabulary import is_word
from tapecheck.schema import Label, Sentence

ENOUGH = 0.6  # a name that only the model sees
SURE = 0.8  # an index or a fund that no table has
NAMED = frozenset({Label.INDEX, Label.FUND})
MARKET = frozenset({Label.INDEX, Label.FUND, Label.COMMODITY, Label.CURRENCY, Label.CRYPTO, Label.RATE})


def merge_model(page: Page, found: list[Found], spans: Sequence[NameSpan]) -> list[Found]:
    """Tables, tickers and clear cues stay; the model decides guesses and adds names that the rules have not seen.

    Of instruments only an index or a fund that no table knows comes from the model, where it is sure of it.
    """
    starts = [t.start for t in page.tokens]
    ends = [t.end for t in page.tokens]
    result = {f.first: f for f in found}
    covered = {i: f for f in found for i in range(f.first, f.last)}
    for span in spans:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first >= last:
            continue
        over = {covered[i].first: covered[i] for i in range(first, last) if i in covered}
        if span.label in MARKET:
            if span.label in NAMED and span.score >= SURE and is_name(page, first, last) and is_unknown(over.values()):
                for f in over.values():
                    result.pop(f.first, None)
                result[first] = page.found(first, last, span.label, 1)
            continue
        if not over:
            if span.score >= ENOUGH and is_name(page, first, last):
                result[first] = page.found(first, last, span.label, 1)
            continue
        for f in over.values():
            if f.sure < 2 and span.score >= ENOUGH:
                result[f.first] = replace(f, label=span.label)
    return sorted(result.values(), key=lambda f: f.first)


def is_unknown(over: Iterable[Found]) -> bool:
    """Whether rules have only guessed at what lies under a span, and at an organisation."""
    return all(f.sure < 2 and f.label is Label.ORG for f in over)


def doubtful_sentences(page: Page, found: Sequence[Found], sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that a model should see: those with a capital that tables and clear cues have not explained."""
    covered = {i for f in found if f.sure > 1 for i in range(f.first, f.last)}
    rows = {page.sentence[i] for i in range(len(page.tokens)) if i not in covered and is_doubtful(page, i)}
    return [sentences[row] for row in sorted(rows) if row >= 0]


def is_doubtful(page: Page, i: int) -> bool:
    """Whether a capitalised word may belong to a name that the rules have not seen."""
    words, token = lexicon(), page.tokens[i]
    if not token.text[0].isupper() or page.loud[i] or len(token.text) < 2:
        return False
    if token.key in words.not_names | words.closed | words.starters | words.breakers | words.titles | words.roles:
        return False
    if not page.first[i] or not is_word(token.key):
        return True
    return (
        not token.key.endswith("s")
        and page.after(i + 1) in (words.moves | words.deeds | words.speech) - words.auxiliaries
    )


def is_name(page: Page, first: int, last: int) -> bool:
    """Whether a model's span can be a name at all: a capital in it, and no word that only looks like one."""
    if last - first == 1:
        key = page.tokens[first].key
        ordinary = page.first[first] and is_word(key) and (key.endswith("s") or key in lexicon().closed)
        if key in lexicon().not_names or ordinary:
            return False
    return any(page.is_capital(i) for i in range(first, last))
