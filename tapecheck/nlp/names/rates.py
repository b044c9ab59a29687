"""Market rates by their tenor: "10-year Treasury yield", "two-year note", "the yield on the 30-year".

Shapes: [benchmark] RE.tenor [whose] [note | bond | bill | yield | gilt | bund]. A plural at the end stays outside
("10-year yields" is "10-year"), since it means the instruments and not the rate. A bare tenor needs a yield near it:
"a 10-year high" and "the two-year plan" are no rates. US Treasuries have symbols; other governments' bonds only names.
"""

from __future__ import annotations

import functools
import re

from tapecheck.nlp.names.lexicon import countries, lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.nlp.words.tables import listed, load_table, number_words, patterns, word_lists
from tapecheck.reference.instruments import Catalogue
from tapecheck.reference.phrases import fold
from tapecheck.schema import Label

RE = patterns("names.patterns.rates_of")


BARE = listed("rate up down off lower higher little was is last yielding trading hovering")  # behind a tenor


@functools.cache
def bond_words() -> dict[str, str]:
    """Words of names.toml's rates by the bond that they mean."""
    return {word: bond for bond, words in load_table("names")["rates"]["bonds"].items() for word in words}


@functools.cache
def nations() -> frozenset[str]:
    """Names and adjectives of countries, folded."""
    table = load_table("names")
    named = (*table["places"]["countries"], *table["peoples"]["norp"], *countries())
    return frozenset(fold(name.partition(" = ")[0]) for name in named) - set(table["rates"]["no_nation"])


LEADS = frozenset({"'", "s", "benchmark", "government", "sovereign", "the", "local", "own", "key"})


def find_rates(page: Page, catalogue: Catalogue) -> list[Found]:
    """Market rates named by a tenor."""
    found = []
    place = {t.start: i for i, t in enumerate(page.tokens)}
    for m in RE.tenor.finditer(page.text):
        if m.start() not in place or RE.no_rate.match(page.text, m.end()):
            continue
        plural = RE.plural.match(page.text, m.end())
        coded = RE.coded.match(page.text, m.end())
        whole = m["noun"] or m["yield"]
        named = whole or plural or coded or re.search(r"treasur|gilt|bund|JGB|BTP", m["whose"], re.IGNORECASE)
        if not named and not is_bare_yield(page, place[m.start()], m):
            continue
        sold = RE.sold.search(page.text[max(0, m.start() - 30) : m.start()]) if plural else None
        if plural and sold and "yield" not in plural.group().lower():
            continue  # "sold $22 billion of 30-year bonds"
        paper = plural and not whole and plural.group()[1:].lower() in word_lists("names.rates")["papers"]
        end = plural.end() if plural and paper else m.end()
        rate = make_rate(page, place[m.start()], m, end, catalogue)
        found += [*coordinated(page, place, m, rate, catalogue), rate]
    return found


def coordinated(page: Page, place: dict[int, int], m: re.Match[str], rate: Found, catalogue: Catalogue) -> list[Found]:
    """The tenor that "and" joins to one whose bond it shares: the 2-year of "the 2- and 10-year Treasury yields"."""
    other = RE.coordinated.search(page.text, max(0, m.start() - 20), m.start())
    if other is None or other.start() not in place or "year" not in (rate.name or ""):
        return []
    first, last = place[other.start()], min(rate.first, page.until(other.end()))
    number = number_words().get(other["n"].lower()) or int(other["n"])
    name = f"{number}-year {(rate.name or '').partition(' ')[2]}"
    instrument = catalogue.find(name)
    return [page.found(first, last, Label.RATE, 2, name, instrument.symbol if instrument else None)]


def make_rate(page: Page, first: int, m: re.Match[str], end: int, catalogue: Catalogue) -> Found:
    """A rate with its canonical name and, for the United States, its symbol."""
    last = page.until(end)
    number = number_words().get(m["n"].lower()) or int(m["n"])
    unit = {"yr": "year"}.get(m["unit"].lower(), m["unit"].lower())
    issuer = RE.issuer.search(m["whose"])
    bond = whose_bond(page, first, last, m.group() + page.text[m.end() : end], issuer and issuer[1])
    bond = "Treasury" if RE.coded.match(page.text, m.end()) else bond
    bill = " bill" if unit == "month" and number == 3 and bond == "Treasury" else ""
    name = f"{number}-{unit} {bond}{bill} yield"
    instrument = catalogue.find(name)
    return page.found(first, last, Label.RATE, 2, name, instrument.symbol if instrument else None)


def whose_bond(page: Page, first: int, last: int, words: str, issuer: str | None) -> str:
    """The bond of a tenor: by the words inside it, else those near it, else the country spoken of; else Treasuries."""
    known = bond_words()
    for word in re.findall(r"[a-z.'-]+", words.lower()):
        if word.strip("'-.") in known:
            return known[word.strip("'-.")]
    if issuer:
        return f"{issuer} bond"
    for i in range(last, min(last + 2, len(page.tokens))):
        if page.tokens[i].key in word_lists("names.rates")["papers"]:
            return known[page.tokens[i].key]
    nearest = nation_before(page, first) or nearest_bond(page, first, first - 9, page.sentence[first])
    return nearest or nearest_bond(page, first, first - 45, page.sentence[first] - 2) or "Treasury"


def nation_before(page: Page, first: int) -> str | None:
    """The bond of the country whose name or adjective leads to a tenor: "Hungarian 10-year", "Poland's benchmark"."""
    begin = max(first - 5, page.bounds[page.row(first)][0])
    for match in reversed(list(lexicon().names.find(page.text, page.tokens[begin:first]))):
        between = {page.tokens[i].key for i in range(begin + match.last, first)}
        words = page.text[match.start : match.end]
        if between <= LEADS and fold(words) in nations():
            keys = [t.key for t in page.tokens[begin + match.first : begin + match.last]]
            return bond_words().get(".".join(keys) if len(keys[0]) == 1 else keys[-1], f"{words} bond")
    return None


def nearest_bond(page: Page, first: int, stop: int, sentence: int) -> str | None:
    """The bond of the nearest country or bond word before a token, back to `stop` and to a sentence."""
    known = bond_words()
    for i in range(first - 1, max(stop, -1), -1):
        if page.sentence[i] < sentence:
            return None
        key = page.tokens[i].key
        if key in known:
            return known[key]
        if key.endswith("s") and key[:-1] in nations():
            return known.get(key[:-1], f"{page.tokens[i].text[:-1]} bond")  # Germanys: the apostrophe was lost
        if key == "s" and page.key(i - 1) == "u":
            return "Treasury"
    return None


def is_bare_yield(page: Page, first: int, m: re.Match[str]) -> bool:
    """Whether a tenor alone is a yield: "the yield on the 10-year", or "the 10-year rose" beside yields."""
    if "wee" in m["unit"].lower() or "month" in m["unit"].lower():
        return False
    lead = page.text[max(0, m.start() - 40) : m.start()].lower()
    if re.search(r"yields? (?:on|of|for) (?:the |its |u\.?s\.? |benchmark )*$", lead):
        return True
    row = page.text[m.end() : m.end() + 30]
    following = re.match(r"(?:'s)? (?:at |to |was at )?(\w+)", row)
    market = re.search(
        r"\b(?:yields?|treasur|bonds?|basis points)", page.text[max(0, m.start() - 200) : m.end() + 120].lower()
    )
    word = following[1].lower() if following else ""
    moves = word in lexicon().moves or word in BARE or word.isdigit()
    return page.before(first) == "the" and moves and market is not None
