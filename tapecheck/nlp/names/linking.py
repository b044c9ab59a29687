"""Names of instruments in the text, linked to the catalogue; doubtful ones only where the words around support them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from tapecheck.nlp.names.lexicon import Lexicon, lexicon
from tapecheck.nlp.names.page import Found, Page
from tapecheck.nlp.names.tickers import Ticker
from tapecheck.nlp.words.tables import any_of, load_table, patterns, word_lists
from tapecheck.reference.instruments import Catalogue, Instrument, Naming
from tapecheck.reference.phrases import Match, Token, fold
from tapecheck.reference.vocabulary import is_kind, is_word
from tapecheck.schema import Label

RE = patterns("names.patterns.linking")

OIL = ("crude oil", "crude", "oil")
SECURITIES = frozenset({"shares", "stock", "bonds", "stockholders", "shareholders", "investors", "executives"})


def find_instruments(page: Page, catalogue: Catalogue, tickers: Sequence[Ticker] = ()) -> list[Found]:
    """Instruments named in the text. Doubtful names are taken where a ticker after them, a sure name elsewhere or the

    words around say so.
    """
    marked = {(t.start, t.symbol) for t in tickers if t.bracketed}
    sure: list[Found] = []
    doubtful: list[tuple[Found, Naming]] = []
    surnames: set[str] = set()  # Suki Cooper is no Cooper Cos
    for match in catalogue.matches(page.text, page.tokens):
        namings = [cast(Naming, entry.value) for entry in match.entries]
        naming = next((n for n in namings if not n.unsure), namings[0])
        if (longer := longer_name(page, match)) is not None:
            sure.append(longer)
            continue
        found = index_of_maker(page, match) or specify(page, make_found(page, match, naming))
        if is_blocked(page, match, naming.instrument):
            surnames.add(page.tokens[match.first].key)
        elif naming.unsure:
            doubtful.append((found, naming))
        else:
            sure.append(found)
    known = {f.symbol for f in sure if f.symbol}
    still = SECURITIES | lexicon().goes  # what moves as shares do is nobody
    doubtful = [
        (f, naming)
        for f, naming in doubtful
        if (f.end + 1, f.symbol) in marked
        or f.label is not Label.ORG
        or page.tokens[f.first].key not in surnames
        or page.after(f.last) in still
    ]
    sure += settle_doubtful(page, sure, doubtful, marked, catalogue)
    named = sorted([*sure, *find_in_quiet(page, catalogue, known)], key=lambda f: f.first)
    return [of_grade(page, f, named[i - 1]) if i else f for i, f in enumerate(named)]


def of_grade(page: Page, found: Found, before: Found) -> Found:
    """A plain "crude oil" behind the initials of a grade is that grade: "Western Canadian Select (WCS) crude oil"."""
    plain = found.label is before.label is Label.COMMODITY and page.words(found).lower() in OIL
    behind = plain and page.text[before.end : found.start] == ") "
    return replace(found, name=before.name, symbol=before.symbol) if behind else found


def settle_doubtful(
    page: Page,
    sure: Sequence[Found],
    doubtful: Sequence[tuple[Found, Naming]],
    marked: set[tuple[int, str]],
    catalogue: Catalogue,
) -> list[Found]:
    """The doubtful names that hold: those in running text first, since headlines in title case lean on them."""
    known = {f.symbol for f in sure if f.symbol} | {symbol for _, symbol in marked if symbol.endswith("=F")}
    seen: set[str] = set()
    settled: list[Found] = []
    left: list[Found] = []
    for found, naming in sorted(doubtful, key=lambda pair: page.loud[pair[0].first]):
        if (found.end + 1, found.symbol) in marked:
            result: Found | None = found
        elif naming.instrument.label is Label.CURRENCY:
            result = settle_currency(page, found, catalogue)
        else:
            result = settle(page, found, naming.instrument, known | seen if page.loud[found.first] else known)
        if result is not None:
            settled.append(result)
            seen |= {result.symbol} if result.symbol and result.label is Label.ORG else set()
        elif found.label in (Label.ORG, Label.COMMODITY):
            left.append(found)
    return [*settled, *join_row(page, [*sure, *settled], left)]


def find_in_quiet(page: Page, catalogue: Catalogue, known: set[str]) -> Iterator[Found]:
    """Names in a headline all in small letters: those that are no words, and those named surely below."""
    for first, tokens in page.quiet():
        for m in catalogue.matches(page.text, tokens):
            naming = cast(Naming, m.entries[0].value)
            thing, key = naming.instrument, tokens[m.first].key
            plain = m.last - m.first == 1 and (is_word(key) or len(key) < 3)
            if thing.symbol in known or not (naming.unsure or plain):
                yield page.found(first + m.first, first + m.last, thing.label, 2, thing.name, thing.symbol)


def make_found(page: Page, match: Match, naming: Naming) -> Found:
    """A match as a name, its legal form included ("Nvidia Corp.")."""
    instrument = naming.instrument
    last = match.last
    if instrument.label is Label.ORG:
        last = extend_legal(page, last)
    elif instrument.label is Label.INDEX and page.after(last) == "index":
        last += page.after(last + 1) not in {"fund", "funds"}
    name = naming.name or instrument.name
    words = page.text[match.start : match.end].replace("’", "'")
    accented = not words.isascii() and fold(words) == fold(name) and not words.isupper()  # Nestlé
    found = page.found(match.first, last, instrument.label, 2, words if accented else name, instrument.symbol)
    return with_stop(page, found) if is_legal(page, last - 1) else found


@functools.cache
def parts_of_index() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a sector behind an index's name, and the futures of indices."""
    table = load_table("names")["sectors"]
    words, ends = any_of(table["words"]), any_of(table["ends"])
    named = rf"(?-i:(?=[A-Z]))(?:{words})(?= (?-i:[a-z])|[ (]*[+\-−–]?\d)"  # S&P 500 Energy fell
    return re.compile(rf"(?:['’]s)? (?:(?:{words}) (?:sector )?(?:{ends})\b|{named})", re.IGNORECASE), table["futures"]


def specify(page: Page, found: Found) -> Found:
    """An index that is only part of a name: its sector and its futures are quoted apart from it."""
    if found.label is not Label.INDEX:
        return found
    sector, futures = parts_of_index()
    part = sector.match(page.text, found.end)
    m = part or RE.futures.match(page.text, found.end)
    if m is None:
        lead = page.text[max(0, found.start - 34) : found.start].lower()
        if not re.search(
            r"(?:(?:futures|e-minis) (?:on|for|tied to|linked to|tracking|contracts on)|contracts on)(?: the)? $", lead
        ):
            return found
        return replace(found, name=f"{found.name} futures", symbol=futures.get(found.symbol or ""))
    name = f"{found.name}{m.group()}" if part else f"{found.name} futures"
    symbol = None if part else futures.get(found.symbol or "")
    return replace(found, last=page.until(m.end()), end=m.end(), name=name, symbol=symbol)


def longer_name(page: Page, match: Match) -> Found | None:
    """The name that only begins as an index does, after its maker: "FTSE/Xinhua China 25", "Nasdaq Stock Market"."""
    makers, last = word_lists("names.makers"), match.last
    key = " ".join(t.key for t in page.tokens[match.first : last])
    if key not in makers["names"] or page.sentence[last : last + 1] != [page.sentence[match.first]]:
        return None
    if page.after(last) in makers["paper"] and key in {"nikkei", "dow jones"}:
        return page.found(match.first, last, Label.ORG, 2, page.text[match.start : match.end])
    for i in range(last, page.bounds[page.row(last)][1] + 1):
        token = page.tokens[i] if i < len(page.tokens) else None
        if token is None or page.gap(i - 1) not in ({" ", "/", "-"} if i > last else {" ", "/"}):
            break
        if not (token.text.isdigit() and i > last) and (not page.capital[i] or token.key in lexicon().breakers):
            break
    own = page.tokens[last:i]
    slashed = page.gap(last - 1) == "/" and bool(own) and key in {"ftse", "s & p"}
    if page.loud[match.first] or not (slashed or is_own_name(own)) or own[0].key in makers["no_part"]:
        return None
    index = slashed or own[-1].text[-1].isdigit() or "index" in {page.after(i), own[-1].key}
    return page.found(match.first, i, Label.INDEX if index else Label.ORG, 2)


def index_of_maker(page: Page, match: Match) -> Found | None:
    """An index that is told by its maker and what it holds: "MSCI's index of Asia-Pacific shares"."""
    m = RE.own_index.match(page.text, match.end) if page.tokens[match.first].key == "msci" else None
    return page.found(match.first, page.until(m.end()), Label.INDEX, 2) if m else None


def is_own_name(tokens: Sequence[Token]) -> bool:
    """Whether capitalised words behind an index's maker make another name: strange ones, or several."""
    if not tokens:
        return False
    strange = not is_word(tokens[0].key) or len(tokens) > 1
    return strange and tokens[0].key not in lexicon().starters | lexicon().closed | lexicon().titles | lexicon().roles


def extend_legal(page: Page, last: int) -> int:
    """The end of a company's name with the legal form that follows it: "Nvidia Corp", "Wells Fargo & Co"."""
    words = lexicon()
    while last < len(page.tokens) and page.gap(last - 1) in {" ", ", "}:
        token = page.tokens[last]
        if token.key == "&" and page.key(last + 1) in {"co", "sons", "plc", "cie"}:
            last += 2
        elif token.key in words.legal and (token.text[0].isupper() or token.key == "plc"):
            last += 1
        else:
            break
    return last


def is_legal(page: Page, i: int) -> bool:
    """Whether a token is a legal form that is shortened with a stop."""
    return page.tokens[i].key in {"inc", "corp", "co", "ltd", "cos", "bros"}


def with_stop(page: Page, found: Found) -> Found:
    """The name with the full stop of its abbreviation ("Corp.")."""
    if page.text[found.end : found.end + 1] != ".":
        return found
    return replace(found, end=found.end + 1)


# --- what speaks against a name --------------------------------------------------------------------------------------


def is_blocked(page: Page, match: Match, instrument: Instrument) -> bool:
    """Whether the neighbours make it something else: "gold medal", "a five-pound note", "Apple pie"."""
    words = lexicon()
    key = page.tokens[match.last - 1].key
    following, preceding = page.after(match.last), page.before(match.first)
    if page.gap(match.last - 1) == "-":
        following = page.key(match.last)  # silver-tier
    if following in words.before.get(key, ()) or preceding in words.after.get(key, ()):
        return True
    if instrument.label is Label.CURRENCY:
        return is_amount(page, match)
    if instrument.label is Label.ORG and match.last - match.first == 1:
        return is_part_of_person(page, match, words)
    return False


def is_amount(page: Page, match: Match) -> bool:
    """Whether a currency's word only counts money: "142 yen", "a million-dollar deal", "90 cents on the dollar"."""
    i = match.first
    if i == 0 or page.gap(i - 1).strip(" -\u00a0\u2011"):
        return False
    previous = page.tokens[i - 1]
    if match.last - match.first > 1:
        return previous.text[0].isdigit()
    cents = previous.key == "the" and page.key(i - 2) == "on" and page.key(i - 3) in {"cents", "pence", "dimes"}
    number = previous.key in lexicon().number_words or previous.key.endswith("illion")
    return previous.text[-1].isdigit() or number or cents


def is_part_of_person(page: Page, match: Match, words: Lexicon) -> bool:
    """Whether a company's word is somebody's surname here: "Harold Ford", "Michael Dell"."""
    i = match.first
    if i == 0 or page.gap(i - 1) != " " or page.sentence[i - 1] != page.sentence[i]:
        return False
    previous = page.tokens[i - 1]
    if page.loud[i] or not previous.text.istitle() or len(previous.text) < 3:
        return False
    strange = not is_word(previous.key) and not words.names.get(previous.text)
    return previous.key in words.first_names or strange


# --- what speaks for a doubtful one ----------------------------------------------------------------------------------


def settle(page: Page, found: Found, instrument: Instrument, known: set[str]) -> Found | None:
    """A doubtful name as what it is here, or None."""
    key = " ".join(t.key for t in page.tokens[found.first : found.last])
    if key in {"nasdaq"}:
        return settle_nasdaq(page, found)
    if instrument.label is Label.INDEX:
        return settle_index(page, found, key)
    if instrument.label is Label.COMMODITY:
        quoted = page.after(found.last) in {"futures", "prices", "price", "contracts"}
        told = found.last - found.first > 1 and found.symbol in known  # gas futures, natural gas named elsewhere
        return found if quoted or told else None
    return found if is_company_here(page, found, known) else None


def settle_nasdaq(page: Page, found: Found) -> Found:
    """The exchange where shares are listed or traded, else the index."""
    words = lexicon()
    first, last = page.bounds[page.row(found.first)]
    lead = [page.tokens[i].key for i in range(max(first, found.first - 7), found.first)]
    tail = {page.tokens[i].key for i in range(found.last, min(last, found.last + 4))}
    on = "on" in lead[-2:] and bool(words.exchange_cues & {*lead, *(tail - {"stocks", "shares", "trading"})})
    listed = page.gap(found.last - 1) in {"-", " "} and page.key(found.last) in {"listed", "traded", "debut", "listing"}
    if on or listed:
        return page.found(found.first, found.last, Label.ORG, 2, "Nasdaq")
    return found


def settle_index(page: Page, found: Found, key: str) -> Found | None:
    """An index called by its maker's name: with "the" or a movement it is the index, else the maker ("S&P cut ...")."""
    words = lexicon()
    following, preceding = page.after(found.last), page.before(found.first)
    moving = following in words.moves or RE.listed.match(page.text, found.end) is not None
    acting = (following in words.own or following in {"global", "analysts", "cut", "had"}) and preceding != "the"
    if preceding in {"the", "broader", "benchmark", "s"} and following not in words.own:
        return found
    if following == "futures" or (moving and not acting and key != "russell"):
        return found
    if key in {"s&p", "s & p", "standard & poor ' s", "dow jones", "tsx", "asx"}:
        return page.found(found.first, found.last, Label.ORG, 2)
    return None


def join_row(page: Page, sure: Sequence[Found], left: Sequence[Found]) -> list[Found]:
    """Doubtful names in a row with sure ones of their kind or with each other: "Visa and Mastercard"."""
    begins = {(f.label, f.first) for f in sure}
    ends = {(f.label, f.last) for f in sure}
    waiting = [f for f in left if page.tokens[f.first].text[0].isupper() or f.label is Label.COMMODITY]
    joined: list[Found] = []

    def beside(f: Found) -> bool:
        return (f.label, row_after(page, f.last)) in begins or (f.label, row_before(page, f.first)) in ends

    while more := [f for f in waiting if beside(f)]:
        joined += more
        waiting = [f for f in waiting if f not in more]
        begins |= {(f.label, f.first) for f in more}
        ends |= {(f.label, f.last) for f in more}
    return joined


def row_after(page: Page, last: int) -> int:
    """Where the next of a row would begin, or -1: behind a comma, "and", "&" or both."""
    if page.after(last) in {"and", "or"}:
        return last + 1
    return last if page.gap(last - 1).strip() == "," else -1


def row_before(page: Page, first: int) -> int:
    """Where the one before in a row would end, or -1."""
    if first > 0 and page.key(first - 1) == "and" and page.gap(first - 1) == " ":
        return first - 1
    return first if first > 0 and page.gap(first - 1).strip() == "," else -1


def settle_currency(page: Page, found: Found, catalogue: Catalogue) -> Found | None:
    """The country's currency ("Brazil's real", "Mexico's peso"); else "the won" where it moves as money does."""
    noun = page.tokens[found.last - 1].key
    countries = load_table("names")["currencies"]
    for i in range(found.first - 1, max(found.first - 4, -1), -1):
        country = countries.get(page.tokens[i].key)
        instrument = catalogue.find(f"{country} {noun}") if country else None
        if instrument is not None and instrument.label is Label.CURRENCY:
            return page.found(found.first, found.last, Label.CURRENCY, 2, instrument.name, instrument.symbol)
    return found if is_currency_here(page, found) else None


def is_currency_here(page: Page, found: Found) -> bool:
    """Whether "the won", "the real", "the Aussie" is money: before a movement, or against another currency."""
    following = page.after(found.last)
    ahead = [page.key(i) for i in range(found.last, found.last + 8)]
    bare = page.key(found.first) == "cable" and page.before(found.first) not in {"the", "a", "its"}  # Cable slipped
    return (bare or page.before(found.first) in {"the", "brazilian", "korean"}) and (
        (following in lexicon().moves and following not in {"is", "was"}) or "dollar" in ahead or "against" in ahead
    )


def is_company_here(page: Page, found: Found, known: set[str]) -> bool:
    """Whether a common word is the company: named surely elsewhere, capitalised where no capital is due, or acting."""
    words = lexicon()
    i, last = found.first, found.last
    following = page.after(last)
    if page.before(i) in {"the", "a", "an"} or not page.tokens[i].text[0].isupper():
        return False
    if RE.quoted.match(page.text, page.tokens[last - 1].end):
        return True  # Block (-4%), Target: +3%
    if page.loud[i]:
        opens = page.first[i] or page.gap(i - 1).strip() in {",", ";", ":"}
        return opens and (following in SECURITIES or following in words.goes or found.symbol in known)
    if is_in_capitals(page, i, last):
        return False
    if is_people(page.tokens[i].text):
        return acts(page, found) and following not in SECURITIES
    if page.first[i] and is_word(page.tokens[i].key):
        return acts(page, found) or following == "'" or found.symbol in known
    return found.symbol in known or page.before(i) not in words.titles


def is_people(word: str) -> bool:
    """Whether a company's name is a people's too: "American"."""
    return any(entry.value.label is Label.NORP for entry in lexicon().names.get(word))


def acts(page: Page, found: Found) -> bool:
    """Whether a verb of a company follows, or its shares do: "Target will cut", "Visa shares", "Delta warned"."""
    words, following = lexicon(), page.after(found.last)
    plain = following in SECURITIES or following in {"will", "was", "is", "has", "had", "did", "does"}
    if plain or following in words.acts:
        return following not in {"led", "gave", "put", "flat", "little"}
    return is_kind(following, "verb") and following.endswith("ed")


def is_in_capitals(page: Page, i: int, last: int) -> bool:
    """Whether the word is a part of a longer capitalised name ("Times Square", "Orange County")."""
    before = i > 0 and page.gap(i - 1) in {" ", "-", " & "} and page.capital[i - 1] and not page.first[i - 1]
    after = last < len(page.tokens) and page.gap(last - 1) in {" ", "-"} and page.capital[last]
    return before or (after and page.sentence[last] == page.sentence[i])
