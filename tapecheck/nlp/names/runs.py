"""Runs of capitalised words: what may be a name that no table knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tapecheck.nlp.names.lexicon import Lexicon, lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.reference.phrases import Token
from tapecheck.reference.vocabulary import is_kind, is_word
from tapecheck.schema import Label

GIVEN_MONTHS = frozenset({"jan", "jun", "april", "june", "may", "august"})
AMOUNT = re.compile(r"(?:USD|EUR|GBP|JPY|CHF|AUD|CAD|NZD|CNY|RMB|HKD|SGD|INR|Rs|US|A|C|NZ|HK|S|R)\d")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens [first, last); `initial` where its first capital is due to a sentence's start; `whole` for one that has

    swallowed known names because it ends as organisations do ("Asian Development Bank").
    """

    first: int
    last: int
    initial: bool
    whole: bool = False


def find_runs(page: Page, taken: Sequence[Found]) -> Iterator[Run]:
    """The runs that are left when known names are taken, and those that swallow them."""
    owner: dict[int, Found] = {i: f for f in taken for i in range(f.first, f.last)}
    for start, end in page.bounds:
        if page.loud[start]:
            continue
        i = start
        while i < end:
            if not opens_run(page, i):
                i += 1
                continue
            last = extend(page, i, end, owner)
            yield from split(page, i, last, owner)
            i = last


def opens_run(page: Page, i: int) -> bool:
    """Whether a name may begin here."""
    words, token, capital = lexicon(), page.tokens[i], page.capital[i]
    if not (capital or token.key in GIVEN_MONTHS or token.key in words.months) or page.text.startswith("$", token.end):
        return False  # US$, HK$
    if i > 0 and page.gap(i - 1) == "-" and page.tokens[i - 1].text.islower():
        return False  # pan-European
    if len(token.text) == 1 and page.key(i - 1) == "'" and page.gap(i - 1) == "":
        return False  # IT'S A RALLY
    if AMOUNT.match(token.text):
        return False  # USD1.25
    if token.key in GIVEN_MONTHS and page.gap(i) == " " and i + 1 < len(page.tokens) and page.capital[i + 1]:
        following = page.tokens[i + 1].key  # Jan Hatzius, June Allyson
        return not is_word(following) and following not in words.breakers
    if token.key in words.months and page.key(i - 1) in {"mr", "mrs", "ms", "miss", "theresa"}:
        return True
    return capital and (token.key not in words.breakers or page.gap(i) == "-")


def extend(page: Page, i: int, end: int, owner: dict[int, Found]) -> int:
    """The end of the run that begins at i."""
    words = lexicon()
    last = i + 1
    while last < end:
        step = next_step(page, i, last, end, words, owner)
        if not step:
            break
        last += step
    return last


def next_step(page: Page, first: int, last: int, end: int, words: Lexicon, owner: dict[int, Found]) -> int:
    """How many tokens the run takes in at `last`: 0 if it ends there."""
    gap, token, previous = page.gap(last - 1), page.tokens[last], page.tokens[last - 1]
    known = owner.get(last - 1)
    if known is not None and known.last > last:
        return 1  # inside a known name
    short = len(previous.text) <= 2 or previous.key in {"bros", "mme"}
    initial = gap in {". ", "."} and short and previous.text[0].isupper()
    if token.key == "'" and gap == "" and len(previous.text) == 1 and last + 1 < end and page.gap(last) == "":
        return 2 if page.capital[last + 1] else 0  # O'Hare, D'Angelo
    if gap == "." and token.key == "com" and not known:
        return 1  # Optionsellers.com
    if gap not in {"-", "‑"} and not (gap.isspace() and "\n\n" not in gap) and not initial:
        return 0
    if token.key == "&" and last + 1 < end and page.capital[last + 1]:
        return 2
    lead = page.tokens[last - 2].text.istitle() and last - 2 >= first  # Park Sung-hoon
    if page.capital[last] or (gap == "-" and is_given_part(previous, token, named=lead)):
        month = previous.key in words.first_names and token.key in {"may", "march", "august", "june", "april"}
        return int(token.key not in words.breakers or month)
    if gap == " " and token.key == "plc":
        return 1
    joins = token.key in words.surname_particles and not known
    if joins and page.key(last + 1) in words.surname_particles and last + 2 < end and page.capital[last + 2]:
        return 3  # van der Meer
    joins = joins or (token.key == "and" and "for" in (page.tokens[i].key for i in range(first, last)))
    joins = (
        joins
        or (token.key == "and" and not known and page.key(last + 1) in words.partners)
        or (token.key == "of" and previous.key in words.of_heads)
        or (token.key == "for" and previous.key in {"center", "centre", "institute", "council"})
    )
    if gap == " " and joins and last + 1 < end and page.capital[last + 1] and page.gap(last) == " ":
        return 2 if page.tokens[last + 1].key not in words.breakers else 0
    return 0


def is_given_part(previous: Token, token: Token, *, named: bool) -> bool:
    """Whether a small-letter word after a hyphen belongs to a given name: "Jun-ho", "Suk-yee"; not "Health-care"."""
    own = previous.text[0].isupper() and (named or previous.key in lexicon().first_names or not is_word(previous.key))
    return own and token.text.isalpha() and len(token.text) <= 4 and not is_word(token.key)


def split(page: Page, first: int, last: int, owner: dict[int, Found]) -> Iterator[Run]:
    """The names of one run: the whole if it ends as organisations do, else what lies between known names and titles."""
    words = lexicon()
    whole = whole_organisation(page, first, last, owner, words)
    if whole is not None:
        last = whole.first
    piece = first
    for i in range(first, last + 1):
        if i == last or i in owner or is_title(page, i, words):
            if piece < i:
                yield from strip(page, piece, i, words)
            piece = i + 1
    if whole is not None:
        yield whole


def whole_organisation(page: Page, first: int, last: int, owner: dict[int, Found], words: Lexicon) -> Run | None:
    """A run that ends in "Securities", "Bank", "Department" and holds known names: one organisation all the same."""
    end = page.tokens[last - 1].key
    inside = any(i in owner for i in range(first, last))
    paired = pair(page, first, last, owner)
    if paired is not None or not inside or last - first < 2:
        return paired
    of_place = any(page.tokens[i].key == "of" and i not in owner for i in range(first, last - 1))
    if (last - 1 in owner and not of_place) or (last - 1 not in owner and end not in words.heads):
        return None
    begin = first
    for i in range(first, last - 1):
        known = owner.get(i)
        if is_title(page, i, words):
            begin = i + 1
        elif known and known.label in {Label.GPE, Label.NORP} and end in words.state_heads and known.last < last:
            begin = max(begin, known.last)
    if page.first[begin] and page.tokens[begin].key in words.starters:
        begin += 1
    if last - begin < 2 or end in {"data", "team", "office", "station"}:
        return None
    return Run(begin, last, page.first[begin], whole=True)


def pair(page: Page, first: int, last: int, owner: dict[int, Found]) -> Run | None:
    """A firm named after two of whom a table knows one: "Copse & Vale"; "BHP & Rio Tinto" are two."""
    for i in range(first + 1, last - 1):
        if page.tokens[i].key == "&" and i not in owner and (i - 1 in owner) != (i + 1 in owner):
            return Run(first, last, page.first[first], whole=True)
    return None


def is_title(page: Page, i: int, words: Lexicon) -> bool:
    """Whether a word of a run is a title or a role: "Apple Chief Executive Tim Cook"."""
    key = page.tokens[i].key
    if page.before(i) in words.first_names:
        return False  # Paul Singer, Lee Baker
    if key in {"chief", "officer"}:
        return True
    if key in {"executive", "vice", "prime", "financial", "operating"}:
        near = {page.key(i - 1), page.key(i + 1)}
        chair = key == "vice" and "chair" in near
        return chair or not near.isdisjoint({"chief", "executive", "officer", "president", "chairman", "minister"})
    return key in words.titles | words.roles


def strip(page: Page, first: int, last: int, words: Lexicon) -> Iterator[Run]:
    """A piece without the ordinary words that a sentence's start has capitalised."""
    initial = page.first[first]
    while first < last and page.tokens[first].key in words.starters and page.gap(first) == " ":
        first, initial = first + 1, False
    if initial and first < last:
        key = page.tokens[first].key
        lead = last - first > 1 and is_lead_word(page, first, last, words)
        if lead or key in words.starters | words.closed | words.role_plurals:
            first, initial = first + 1, False
    while last > first and page.tokens[last - 1].key in {"street", "the", "a"} and last - first == 1:
        last -= 1
    if first == last:
        return
    slug = page.tokens[first].text.isupper() and all(is_word(page.tokens[i].text) for i in range(first, last))
    if slug and last - first > 1 and len(page.tokens[first].text) > 3:
        return  # GLOBAL MARKETS-Stocks
    letters = all(len(page.tokens[i].text) == 1 for i in range(first, last))
    key = page.tokens[first].key
    lone = last - first == 1 and (key in words.not_names or key in words.heads or key in words.closed)
    if not lone and not letters:
        yield Run(first, last, initial)


def is_lead_word(page: Page, first: int, last: int, words: Lexicon) -> bool:
    """Whether the first word of a sentence is no part of the name after it: "Yesterday Powell", "Rival Kelvane"."""
    key = page.tokens[first].key
    if key in words.first_names or key in words.before or not is_word(key) or page.gap(first) != " ":
        return False
    if page.tokens[last - 1].key in words.heads or page.key(first + 1) == "&":
        return False
    return is_kind(key, "adv") or is_kind(key, "adj") or key.endswith(("s", "ing"))
