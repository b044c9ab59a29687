"""Tickers in the text: "(NASDAQ: NVDA)", "(7203.T)", "<AAPL.O>", "TSLA.O", "$AAPL", "BRK.B".

In brackets or glued to a name ("QualcommQCOM.O") a ticker belongs to the name before it; alone it is the company.
Reuters' codes and exchanges' prefixes become Yahoo's suffixes. Other codes of vendors ("TMUBMUSD10Y", "LCOc2") and
addresses name nothing.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.nlp.words.tables import load_table, patterns
from tapecheck.reference.instruments import Catalogue
from tapecheck.reference.vocabulary import is_word
from tapecheck.schema import Label

RE = patterns("names.patterns.tickers")


@functools.cache
def codes(table: str) -> dict[str, str]:
    """A table of lexicons/tickers.toml turned round: the suffix of each exchange's name, of each code of Reuters'."""
    return {code: suffix for suffix, names in load_table("tickers")[table].items() for code in names}


@dataclass(frozen=True, slots=True)
class Ticker:
    """A ticker: the symbol that it means ("" for a code of another sort), where it stands, and whether it belongs to

    the name before it.
    """

    start: int
    end: int
    symbol: str
    bracketed: bool
    certain: bool


def find_tickers(text: str, catalogue: Catalogue) -> list[Ticker]:
    """Tickers marked as such by brackets, a dollar sign or a Reuters suffix, and codes that name nothing."""
    found = list(bracketed(text, catalogue))
    for m in RE.glued.finditer(text):
        symbol = reuters_symbol(m["ticker"], m["suffix"], catalogue)
        if symbol:
            known = catalogue.symbol(symbol) is not None
            found.append(Ticker(m.start(), m.end(), yahoo(symbol, catalogue), True, known))
    starts, ends = [t.start for t in sorted(found, key=lambda t: t.start)], sorted(t.end for t in found)
    for pattern in (RE.cashtag, RE.bare):
        for m in pattern.finditer(text):
            i = bisect_right(starts, m.start()) - 1
            if i >= 0 and m.start() < ends[i]:
                continue  # inside a bracketed one
            symbol = m.group()[1:] if pattern is RE.cashtag else reuters_symbol(m["ticker"], m["suffix"], catalogue)
            if symbol and (pattern is RE.cashtag or catalogue.symbol(symbol)):
                found.append(Ticker(m.start(), m.end(), yahoo(symbol, catalogue), False, True))
    return with_codes(found, [vendors(m) for m in RE.code.finditer(text)])


def vendors(m: re.Match[str]) -> Ticker:
    """A vendor's code, with its symbol where it is a contract that a series is of: "NGc1"."""
    known, first = load_table("tickers")["contracts"], m.group().endswith(("c1", "cv1"))
    symbol = known.get(re.sub(r"cv?1$", "", m.group()), "") if first else ""
    return Ticker(m.start(), m.end(), symbol, True, bool(symbol))


def with_codes(tickers: list[Ticker], codes: list[Ticker]) -> list[Ticker]:
    """Both, in order, without overlap: a code gives way to a ticker, but for an address, in which nothing is named."""
    kept: list[Ticker] = []
    for one in sorted([*tickers, *codes], key=lambda t: (t.start, not t.symbol)):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept.append(replace(one, start=kept[-1].end))
    return kept


def bracketed(text: str, catalogue: Catalogue) -> Iterator[Ticker]:
    """Tickers in brackets. Without an exchange or a suffix the catalogue has to know the symbol."""
    for m in RE.bracket.finditer(text):
        place = (m["place"] or "").upper().replace(" ", "")
        ticker, suffix = m["ticker"], m["suffix"] or ""
        if place and place not in codes("exchanges"):
            continue
        if m["caret"] in (".", "^"):
            index = f"^{ticker}" if catalogue.symbol(f"^{ticker}") else None
            symbol = load_table("tickers")["codes"].get(ticker, index)
        elif place or m["bb"] in codes("exchanges"):
            symbol = listed_symbol(ticker + suffix, codes("exchanges")[place or m["bb"]])
        else:
            symbol = reuters_symbol(ticker, suffix, catalogue)
        if symbol is None or (ticker.isdigit() and not (place or suffix or m["bb"])):
            continue
        certain = bool(place or m["caret"] or m["bb"] or (suffix and catalogue.symbol(symbol)))
        if certain or catalogue.symbol(symbol):
            yield Ticker(m.start(), m.end(), yahoo(symbol, catalogue), True, certain)


def listed_symbol(ticker: str, suffix: str) -> str:
    """A ticker on an exchange in Yahoo's notation: Hong Kong's have four digits, classes a hyphen."""
    ticker = re.sub(r"[./]", "-", ticker)
    return (ticker.zfill(4) if suffix == ".HK" else ticker) + suffix


def reuters_symbol(ticker: str, suffix: str, catalogue: Catalogue) -> str | None:
    """Yahoo's symbol of a Reuters code ("AAPL.O"), of a class ("BRK.B") or of a plain ticker."""
    code = suffix[1:]
    if not code:
        return ticker
    if code in {"A", "B", "C"} and (suffix[0] != "." or catalogue.symbol(f"{ticker}-{code}")):
        return f"{ticker}-{code}"
    if code in codes("reuters"):
        return listed_symbol(ticker, codes("reuters")[code])
    return None


def yahoo(symbol: str, catalogue: Catalogue) -> str:
    """The catalogue's own spelling of a symbol ("BRK.B" is "BRK-B")."""
    known = catalogue.symbol(symbol)
    return (known and known.symbol) or re.sub(r"\.(?=[AB]$)", "-", symbol)


def standing_alone(page: Page, tickers: list[Ticker], catalogue: Catalogue) -> list[Found]:
    """Tickers that are names themselves: "$AAPL", "TSLA.O", and bare ones that move or act ("NVDA rose 3%")."""
    found = []
    place = {t.end: i for i, t in enumerate(page.tokens)}
    for ticker in tickers:
        if not ticker.bracketed and ticker.end in place:
            first, last = page.until(ticker.start), place[ticker.end] + 1
            found.append(make_found(page, first, last, ticker.symbol, catalogue, 3))
    loud = [i for i, token in enumerate(page.tokens) if token.text.isupper()]
    bare = {i for i in loud if is_bare_ticker(page, i, catalogue)}
    quoted = {i for i in loud if is_quoted_ticker(page, i, catalogue)}
    found += [make_found(page, i, i + 1, page.tokens[i].text, catalogue, 2) for i in sorted(quoted)]
    for i in sorted(bare - quoted):
        listed = not bare.isdisjoint((i - 2, i - 1, i + 1, i + 2))
        if listed or len(page.tokens[i].text) > 3 or acts(page, i):
            found.append(make_found(page, i, i + 1, page.tokens[i].text, catalogue, 2))
    return found


def is_bare_ticker(page: Page, i: int, catalogue: Catalogue) -> bool:
    """Whether a word in capitals is a symbol that the catalogue knows, and no word or acronym of another sort."""
    token = page.tokens[i]
    if len(token.text) < 3 or not token.text.isupper() or not token.text.isalpha() or page.loud[i]:
        return False
    words = lexicon()
    return is_plain_symbol(token.text, catalogue) and not is_word(token.text) and token.key not in words.not_names


def is_quoted_ticker(page: Page, i: int, catalogue: Catalogue) -> bool:
    """Whether a symbol stands before its change, in capitals of any line: "AAPL -0.9% | MSFT +1.2%"."""
    token = page.tokens[i]
    if len(token.text) < 2 or not token.text.isupper() or RE.quoted.match(page.text, token.end) is None:
        return False
    return is_plain_symbol(token.text, catalogue)


def is_plain_symbol(word: str, catalogue: Catalogue) -> bool:
    """Whether a word may be a ticker without any mark of one: the catalogue's own, and nobody else's name."""
    known = catalogue.symbol(word)
    return known is not None and not known.marked and not lexicon().names.get(word)


def make_found(page: Page, first: int, last: int, symbol: str, catalogue: Catalogue, sure: int) -> Found:
    """A ticker as a name: the company's or the fund's, where the catalogue knows it."""
    known = catalogue.symbol(symbol)
    label = known.label if known else Label.ORG
    return page.found(first, last, label, sure, known.name if known else None, symbol)


def acts(page: Page, i: int) -> bool:
    """Whether a word does what companies do, or has shares."""
    words = lexicon()
    return page.after(i + 1) in words.acts or page.after(i + 1) in {"stock", "shares"}
