"""Names that say themselves what they are, by their last word or their first: "Harcourt Income Fund", "EGX 30",

"NYSE Arca Biotechnology Index", "Dragon Boat Festival", "Hurricane Milton", "Pearl River Delta". No table has to know
them; the words before the telling one are taken in as far as they are written as names are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tapecheck.nlp.names.lexicon import lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.nlp.words.tables import word_lists
from tapecheck.reference.vocabulary import is_kind, is_word
from tapecheck.schema import Label

MARKET = frozenset({Label.INDEX, Label.FUND, Label.COMMODITY, Label.CRYPTO, Label.CURRENCY})
MEMBERS = re.compile(r"(?:\d{2}|[1-9]\d0|[1-9]\d00)$")  # how many shares an index has


def find_kinds(page: Page, known: Sequence[Found]) -> Iterator[Found]:
    """Names told by their own words; `known` are the instruments and names of tables, which they may take in."""
    owner = {i: f for f in known for i in range(f.first, f.last)}
    lists = word_lists("names.kinds")
    telling = frozenset().union(*(lists[kind] for kind in ("index", "fund", "event", "place", "storm")))
    for i, token in enumerate(page.tokens):
        if page.loud[i] or not (token.key in telling or token.text[0].isdigit()):
            continue
        found = by_last_word(page, i, owner) or by_first_word(page, i, owner) or by_number(page, i, owner)
        if found is not None:
            yield found


def by_last_word(page: Page, i: int, owner: Mapping[int, Found]) -> Found | None:
    """The name that ends in a telling word at token i."""
    label = label_of_last(page, i)
    if label is None or i in owner:
        return None
    first = begin(page, i, owner, label)
    if i - first < 1 or not is_telling(page, first, i, label, owner):
        return None
    return page.found(first, i + 1, label, 2)


def label_of_last(page: Page, i: int) -> Label | None:
    """What a name is that ends in this word: capitalised, but for an index, which may keep its small letter."""
    key, words = page.tokens[i].key, word_lists("names.kinds")
    if key in words["index"]:
        small = page.tokens[i].text.islower()
        return None if small and page.after(i + 1) in words["after_index"] else Label.INDEX
    if not page.tokens[i].text[0].isupper():
        return None
    labels = (("fund", Label.FUND), ("event", Label.EVENT), ("place", Label.LOC))
    return next((label for kind, label in labels if key in words[kind]), None)


def begin(page: Page, i: int, owner: Mapping[int, Found], label: Label) -> int:
    """Where the name begins that ends at token i: after the last word that is no part of it."""
    first = i
    while first > 0 and reaches_back(page, first, label):
        first -= 1
    words = lexicon()
    for n in range(first, i):
        key, known = page.tokens[n].key, owner.get(n)
        plain = key in words.starters | words.small | {"&"} and page.key(n + 1) != "share"
        people = known is not None and known.label is Label.NORP and label is Label.INDEX
        if not (plain or people or (page.first[n] and is_kind(key, "adv"))):
            return n
    return i


def reaches_back(page: Page, first: int, label: Label) -> bool:
    """Whether the token before `first` belongs to the same name."""
    i, words = first - 1, lexicon()
    token, gap = page.tokens[i], page.gap(i)
    initial = gap in {". ", "."} and len(token.text) == 1  # Dow Jones U.S. Completion Index
    if page.sentence[i] != page.sentence[first] or (gap not in {" ", "-", "/", ""} and not initial):
        return False
    if token.key in words.breakers and not (label is Label.FUND and token.key == "ipo"):
        return False
    if token.key == "&" or page.tokens[first].key == "&":
        return True
    number = token.text.isdigit() and label in (Label.INDEX, Label.FUND) and len(token.text) < 5
    joins = token.key in {"of", "and"} and label in (Label.FUND, Label.EVENT) and i > 0 and page.capital[i - 1]
    return page.capital[i] or number or joins


def is_telling(page: Page, first: int, last: int, label: Label, owner: Mapping[int, Found]) -> bool:
    """Whether the words before the telling one are a name's, and the whole no ordinary phrase in capitals."""
    words = word_lists("names.kinds")
    tokens = page.tokens[first:last]
    before = owner.get(last - 1)
    if label is Label.INDEX:
        if before is not None and before.label in MARKET | {Label.NORP}:
            return False  # the catalogue's own: "the DAX index"
        opener = owner.get(first)
        if opener is not None and opener.label is Label.INDEX:
            rest = {page.tokens[i].key for i in range(opener.last, last)}
            if rest <= words["plain_index"]:
                return False  # the VIX Volatility Index is the VIX
        named = page.tokens[last].text[0].isupper() or (tokens[-1].text.isupper() and before is None)
        named = named or (tokens[-1].text.istitle() and not is_word(tokens[-1].key) and before is None)
        return named and tokens[-1].key not in words["no_index"] and has_own_word(page, first, last, owner)
    if label is Label.FUND:
        if page.tokens[last].key == "trust":
            return tokens[-1].key in words["trusts"] or tokens[0].key in lexicon().fund_families
        ordinary = page.tokens[last].key == "fund" and tokens[-1].key in words["no_fund"] and len(tokens) < 3
        return not ordinary and has_own_word(page, first, last, owner)
    if label is Label.LOC:
        strange = len(tokens) < 4 and not is_word(tokens[-1].key)
        return strange or (before is not None and before.label is Label.GPE)
    return len(tokens) > 1 or not is_word(tokens[-1].key)


def has_own_word(page: Page, first: int, last: int, owner: Mapping[int, Found]) -> bool:
    """Whether a word before the telling one is more than a commodity, an index or a country: "Spot Bitcoin ETF"."""
    return any(
        page.tokens[i].key not in lexicon().closed
        and (i not in owner or owner[i].label is Label.ORG or (owner[i].label is Label.GPE and last - first > 1))
        and not (page.first[i] and last - first == 1 and is_word(page.tokens[i].key))
        for i in range(first, last)
    )


def by_first_word(page: Page, i: int, owner: Mapping[int, Found]) -> Found | None:
    """A storm by its own name: "Hurricane Milton"."""
    token = page.tokens[i]
    if token.key not in word_lists("names.kinds")["storm"] or not token.text[0].isupper() or i in owner:
        return None
    following = i + 1 < len(page.tokens) and page.gap(i) == " " and page.capital[i + 1] and i + 1 not in owner
    named = following and page.tokens[i + 1].key not in lexicon().heads
    return page.found(i, i + 2, Label.EVENT, 2) if named else None


def by_number(page: Page, i: int, owner: Mapping[int, Found]) -> Found | None:
    """An index called by initials and its number of shares: "EGX 30 jumped", "the TSE 300"."""
    token = page.tokens[i]
    if not MEMBERS.match(token.text) or i == 0 or page.gap(i - 1) not in {" ", "-"} or i in owner:
        return None
    name, maker = page.tokens[i - 1], owner.get(i - 1)
    if not name.text.isupper() or not name.text.isalpha() or len(name.text) < 3 or name.key in lexicon().not_names:
        return None
    if maker is not None and (maker.label is not Label.ORG or maker.symbol):
        return None
    indexed = page.after(i + 1) in lexicon().moves | word_lists("names.kinds")["index"] | {"share"}
    called = (
        page.before(i - 1) in {"the", "s", "benchmark", "broader"}
        and page.after(i + 1) not in word_lists("names.kinds")["counted"]
    )
    return page.found(i - 1, i + 1, Label.INDEX, 2) if indexed or called else None
