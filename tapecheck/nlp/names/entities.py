"""The names of an article, in one story: tables, tickers and rates first, then what the words around unknown ones say,
then a model's opinion if there is one, and at last one canonical name for each thing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from tapecheck.models.base import NameModel, NameSpan
from tapecheck.nlp.names.classify import classify, with_version
from tapecheck.nlp.names.kinds import find_kinds
from tapecheck.nlp.names.lexicon import Known, lexicon
from tapecheck.nlp.names.linking import extend_legal, find_instruments, is_in_capitals, is_legal, with_stop
from tapecheck.nlp.names.page import Found, Page, read_page
from tapecheck.nlp.names.rates import find_rates
from tapecheck.nlp.names.resolve import name_all, without_overlaps
from tapecheck.nlp.names.runs import find_runs
from tapecheck.nlp.names.tickers import Ticker, find_tickers, standing_alone
from tapecheck.nlp.words.tables import listed, patterns
from tapecheck.reference.instruments import Catalogue
from tapecheck.reference.phrases import fold
from tapecheck.reference.vocabulary import is_word
from tapecheck.schema import Entity, Label, Sentence

RE = patterns("names.patterns.entities")

QUOTED_LABELS = frozenset(Label) - {Label.PERSON, Label.GPE, Label.LOC, Label.NORP, Label.EVENT, Label.PRODUCT}
OF_THE_METAL = {"spot", "comex", "physical", "paper", "digital", "the"}
TREASURY_STAFF = listed("secretary undersecretary official officials spokesman spokeswoman")


def find_entities(
    text: str, sentences: Sequence[Sentence], catalogue: Catalogue, model: NameModel | None = None
) -> list[Entity]:
    """The names of a text, in order, none overlapping, each with its label, canonical name and symbol.

    Spans hold no leading "the", title or possessive. Without a model the tables and rules stand alone.
    """
    tickers = find_tickers(text, catalogue)
    page = read_page(text, sentences, [place for t in tickers if t.bracketed for place in (t.start, t.end)])
    known = find_known(page, catalogue, tickers)
    runs = [f for run in find_runs(page, known) if (f := classify(page, run)) is not None]
    found = without_overlaps([*known, *(finish_span(page, f) for f in outside_tickers(runs, tickers))])
    if model is not None:
        doubtful = doubtful_stretches(page, found, sentences)
        found = outside_tickers(merge_model(page, found, model.names(text, doubtful) if doubtful else []), tickers)
    found = attach_tickers(page, found, tickers, catalogue)
    named = without_initials(page, name_all(page, found))
    settled = [(f, page.words(f)) for f in settle_former_names(page, outside_tickers(named, tickers), catalogue)]
    return [
        Entity(start=f.start, end=f.end, text=words, label=f.label, name=f.name or words, symbol=f.symbol)
        for f, words in settled
    ]


def find_known(page: Page, catalogue: Catalogue, tickers: list[Ticker]) -> list[Found]:
    """What tables and patterns know: instruments, rates, tickers, places, peoples, institutions, events, products."""
    marked = standing_alone(page, tickers, catalogue)
    candidates = [
        *marked,
        *find_rates(page, catalogue),
        *find_instruments(page, catalogue, tickers),
        *find_lexical(page),
        *find_treasury(page),
        *find_leaders(page),
    ]
    candidates += find_kinds(page, candidates)
    candidates = [f for f in outside_tickers(candidates, tickers) if not opens_name(page, f) and not ends_name(page, f)]
    return without_overlaps(candidates)


def ends_name(page: Page, found: Found) -> bool:
    """Whether a metal is only the last word of a company's name, its ticker behind it: "Kirkland Lake Gold (KL)"."""
    if found.label is not Label.COMMODITY or found.last - found.first > 1 or not found.first:
        return False
    token, leading = page.tokens[found.first], page.tokens[found.first - 1]
    named = token.text.istitle() and leading.text[:1].isupper() and page.gap(found.first - 1) == " "
    named = named and leading.key not in OF_THE_METAL | lexicon().breakers
    named = named or page.text.endswith("U.S. ", 0, token.start)  # "U.S. Gold (USAU)"
    coded = RE.ticker_behind.match(page.text, token.end) if named else None
    return coded is not None and not coded[1].startswith(("XA", "GC", "SI"))


def opens_name(page: Page, found: Found) -> bool:
    """Whether a commodity is only the first word of a company's name: "Silver Lake", "Gold Fields"."""
    if found.label is not Label.COMMODITY or found.last - found.first > 1 or found.last >= len(page.tokens):
        return False
    token, following = page.tokens[found.first], page.tokens[found.last]
    apart = page.gap(found.first) != " " or page.loud[found.first] or following.key in lexicon().breakers
    return token.text.istitle() and following.text.istitle() and not apart


def outside_tickers(found: Iterable[Found], tickers: Sequence[Ticker]) -> list[Found]:
    """Names that are no part of a bracketed ticker: "(NASDAQ: NVDA)" names nothing but what stands before it."""
    inside = [t for t in tickers if t.bracketed]
    starts = [-1, *(t.start for t in inside)]
    ends = [-1, *(t.end for t in inside)]
    return [f for f in found if f.start >= ends[bisect_right(starts, f.start) - 1]]


def find_treasury(page: Page) -> Iterator[Found]:
    """The Treasury where it acts or has a secretary; "Treasury yields" and "Treasury notes" are securities."""
    words = lexicon()
    for i, token in enumerate(page.tokens):
        if token.text in {"Treasury", "TREASURY"}:
            following = page.after(i + 1)
            acting = following in words.speech | words.deeds and page.before(i) in {"the", "us", "s"}
            if acting or following in TREASURY_STAFF:
                yield page.found(i, i + 1, Label.ORG, 2)


def find_leaders(page: Page) -> Iterator[Found]:
    """People whom everybody knows by surname, in headlines: "Powell Signals Pause"."""
    for i, token in enumerate(page.tokens):
        if page.loud[i] and token.key in lexicon().public_figures and not is_word(token.key):
            yield page.found(i, i + 1, Label.PERSON, 2)


def find_lexical(page: Page) -> Iterator[Found]:
    """Names of the lexicon. A place that is a person's name too ("Jordan Smith", "Jack London") is left alone."""
    words = lexicon()
    for match in words.names.find(page.text, page.tokens):
        known = cast(Known, match.entries[0].value)
        given = known.label in (Label.GPE, Label.LOC) or page.tokens[match.first].key in words.first_names
        if given and match.last - match.first == 1 and is_person_part(page, match.first):
            continue
        key = page.tokens[match.last - 1].key
        if page.after(match.last) in words.before.get(key, ()) or page.before(match.first) in words.after.get(key, ()):
            continue  # British thermal units, US cents
        if known.label in (Label.NORP, Label.LOC) and match.first > 0 and page.gap(match.first - 1) == "-":
            continue  # pan-European, Mid-Atlantic
        if known.label is Label.ORG and is_only_word(page, match.first, match.last):
            continue
        if known.label is Label.GPE and page.text[page.tokens[match.last - 1].end :][:1] == "$":
            continue  # US$
        last = extend_legal(page, match.last) if known.label is Label.ORG else match.last
        own = fold(known.name) != fold(page.text[page.tokens[match.first].start : page.tokens[match.last - 1].end])
        name = known.name if own or known.label is not Label.ORG else None  # a firm's fullest form is the article's
        found = page.found(match.first, last, known.label, 2, name)
        if known.label is Label.PRODUCT:
            found = with_version(page, found)
        yield with_dots(page, found) if last == match.last else finish_span(page, found)
    yield from find_in_quiet(page)


def find_in_quiet(page: Page) -> Iterator[Found]:
    """Names of the lexicon in a headline all in small letters, those that are no words: "japan", "boj", "uk"."""
    for first, tokens in page.quiet():
        for m in lexicon().names.find(page.text, tokens):
            known = cast(Known, m.entries[0].value)
            if m.last - m.first > 1 or not is_word(tokens[m.first].key):
                yield page.found(first + m.first, first + m.last, known.label, 2, known.name)


def is_person_part(page: Page, i: int) -> bool:
    """Whether a lone place stands inside a person's name."""
    words = lexicon()
    follows = i + 1 < len(page.tokens) and page.gap(i) == " " and page.capital[i + 1]
    given = follows and page.tokens[i].key in words.first_names
    return not page.loud[i] and (given or page.before(i) in words.first_names)


def is_only_word(page: Page, first: int, last: int) -> bool:
    """Whether a short institution may be a word here: in loud text ("WHO"), inside capitals ("Labour Force Survey"), or

    at a sentence's start without acting ("Labour costs rose").
    """
    words, key = lexicon(), page.tokens[first].key
    if last - first > 1 or not is_word(key):
        return False
    if key == "fed":
        return page.after(last) == "up"
    if page.loud[first] or is_in_capitals(page, first, last):
        return page.loud[first] or page.tokens[last].key not in words.titles | words.roles | words.legal
    following = page.after(last)
    acting = following in words.acts or following in words.speech or following == "'"
    return page.first[first] and not acting


def with_dots(page: Page, found: Found) -> Found:
    """A dotted abbreviation with its last stop: "U.S."."""
    if page.text[found.end : found.end + 1] == "+" and page.words(found).upper() == "OPEC":
        return replace(found, end=found.end + 1, name="OPEC+")
    stop = "." in page.words(found) and page.text[found.end : found.end + 1] == "."
    return replace(found, end=found.end + 1) if stop and len(page.tokens[found.last - 1].text) == 1 else found


def finish_span(page: Page, found: Found) -> Found:
    """An organisation with the full stop of its legal form ("Inc."), a newspaper with its own "The"."""
    suffix = page.key(found.last - 1) in {"jr", "sr"} if found.label is Label.PERSON else is_legal(page, found.last - 1)
    if found.label in (Label.ORG, Label.PERSON) and suffix and found.last - found.first > 1:
        found = with_stop(page, found)
    i = found.first - 1
    titled = found.label is Label.ORG and i >= 0 and page.tokens[i].text == "The" and page.gap(i) == " "
    return replace(found, first=i, start=page.tokens[i].start) if titled and not page.first[i] else found


def without_initials(page: Page, found: Sequence[Found]) -> list[Found]:
    """The names but for a firm's initials in brackets behind it: "Tata Consultancy Services (TCS)", "Sony (SONY)"."""
    kept: list[Found] = []
    for f in found:
        alone = page.text[f.start - 1 : f.start] == "(" and page.text[f.end : f.end + 1] == ")"
        short = alone and f.label is Label.ORG and len(page.words(f)) < 6 and page.words(f).isupper()
        behind = kept[-1] if kept and kept[-1].label is Label.ORG and f.start - kept[-1].end <= 2 else None
        if not (short and behind is not None and not lexicon().names.get(page.words(f))):
            kept.append(f)
    return kept


def attach_tickers(page: Page, found: list[Found], tickers: list[Ticker], catalogue: Catalogue) -> list[Found]:
    """Bracketed tickers give their symbol to the name before them; "S&P 500 (NYSE: SPY)" stays the index."""
    result = list(found)
    ends = [f.end for f in result]
    for ticker in tickers:
        i = bisect_right(ends, ticker.start) - 1
        if not ticker.bracketed or i < 0:
            continue
        f = result[i]
        code = page.text[ticker.start : ticker.end]
        between = page.text[f.end : ticker.start]
        beside = f.label in QUOTED_LABELS and (
            between in {"", " "} or (f.label is Label.COMMODITY and RE.of_contract.fullmatch(between) is not None)
        )
        if beside and code[0] not in "([<]" and "//" not in code:
            f = result[i] = replace(f, end=ticker.end)  # a code without brackets is a part of the name: US10YT=RR
        if not ticker.symbol:
            continue
        gap = RE.linked.sub("", page.text[min(f.end, ticker.start) : ticker.start])
        near = len(gap) <= 3 and not gap.strip(" ,'’s.*_")
        known = catalogue.symbol(ticker.symbol)
        tracked = f.label is Label.INDEX and f.symbol and known is not None and known.label is Label.FUND
        if near and not tracked and (ticker.certain or f.symbol == ticker.symbol):
            label = known.label if known else Label.ORG if f.label in (Label.PERSON, Label.GPE) else f.label
            result[i] = replace(f, label=label, sure=3, symbol=ticker.symbol, name=known.name if known else f.name)
    return result


def settle_former_names(page: Page, found: list[Found], catalogue: Catalogue) -> list[Found]:
    """Facebook beside Meta is the product, Google beside Alphabet the same company; alone each keeps its own name."""
    current = {f.symbol for f in found if f.symbol and (known := catalogue.symbol(f.symbol)) and known.name == f.name}
    result = []
    for f in found:
        if f.name == "Facebook" and f.symbol in current:
            f = replace(f, label=Label.PRODUCT, symbol=None)
        elif f.name == "Google" and f.symbol in current:
            f = replace(f, name="Alphabet")
        elif f.name == "Twitter" and page.before(f.first) in {"on", "via"}:
            f = replace(f, symbol=None)
        result.append(f)
    return result


CONTEXT = 16  # words on each side of a doubtful one that a model sees: whole sentences change no more of its answers
NEAR = 40  # characters between two stretches that are read as one
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
            unknown = all(f.sure < 2 and f.label is Label.ORG for f in over.values())  # the rules have only guessed
            if span.label in NAMED and span.score >= SURE and is_name(page, first, last) and unknown:
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


def doubtful_stretches(page: Page, found: Sequence[Found], sentences: Sequence[Sentence]) -> list[Sentence]:
    """What a model should see of the sentences: capitals that tables and cues have not explained, words around them."""
    covered = {i for f in found if f.sure > 1 for i in range(f.first, f.last)}
    stretches: list[Sentence] = []
    for i, token in enumerate(page.tokens):
        if page.sentence[i] < 0 or i in covered or not is_doubtful(page, i):
            continue
        whole, last = sentences[page.sentence[i]], min(i + CONTEXT, len(page.tokens) - 1)
        start = max(whole.start, page.tokens[max(i - CONTEXT, 0)].start)
        if stretches and start <= stretches[-1].end + NEAR and stretches[-1].end >= whole.start:
            start = stretches.pop().start
        stretches.append(Sentence(start=start, end=max(token.end, min(whole.end, page.tokens[last].end))))
    return stretches


def is_doubtful(page: Page, i: int) -> bool:
    """Whether a capitalised word may belong to a name that the rules have not seen."""
    words, token = lexicon(), page.tokens[i]
    if not token.text[0].isupper() or page.loud[i] or len(token.text) < 2:
        return False
    if token.key in words.no_names:  # what no unseen name is made of
        return False
    if not page.first[i] or not is_word(token.key):
        return True
    return not token.key.endswith("s") and page.after(i + 1) in words.predicates


def is_name(page: Page, first: int, last: int) -> bool:
    """Whether a model's span can be a name at all: a capital in it, and no word that only looks like one."""
    if last - first == 1:
        key = page.tokens[first].key
        ordinary = page.first[first] and is_word(key) and key.endswith("s")
        if key in lexicon().not_names or ordinary:
            return False
    return any(page.capital[i] for i in range(first, last))
