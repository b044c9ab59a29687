"""The catalogue: what can be quoted, under which symbol, and by which names news calls it.

Our own tables lie in `catalogue/` (indices, commodities, currencies, crypto, rates, funds, companies), one CSV each
with the columns that users' own files have: `symbol,name,label,kind,currency,calendar,aliases`. Aliases stand between
bars; one in small letters is found in any case, `?Target` needs support from its surroundings (it is a common word, or
another's name too), `~Facebook` keeps its own name although the symbol is the successor's. Listed companies that
our table lacks come from pytickersymbols (MIT). Symbols are Yahoo's; yields that Yahoo lacks have FRED's.
"""

from __future__ import annotations

import csv
import functools
import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, cast

from tapecheck.errors import TapecheckError
from tapecheck.reference.market import Kind, SeriesInfo
from tapecheck.reference.phrases import Match, PhraseTable, Token, tokenize
from tapecheck.reference.vocabulary import is_word
from tapecheck.schema import Label

TABLES = ("indices", "commodities", "currencies", "crypto", "rates", "funds", "companies")
LEGAL_LAST = frozenset({"Plc", "Inc", "Corp", "Co", "Ltd", "AG", "SE", "SA", "NV"})
LEGAL = re.compile(
    r"(?:,? (?:Inc|Incorporated|Corp|Corporation|Co|Company|Cos|Companies|Plc|PLC|plc|Ltd|Limited|LLC|L\.?P|AG|SE|"
    r"S\.?A|N\.?V|S\.?p\.?A|AB|ASA|A/S|Oyj|KGaA|SCA|Aktiengesellschaft|& Co)\.?"
    r"| \((?:The|the|company)\)| \(?Class [A-C]\)?){1,6}$"
)


class CatalogueError(TapecheckError):
    """A file of instruments cannot be read: the message names the file, the line and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """Something that is quoted. `symbol` is None where no public series is known (the US dollar, a bund yield).

    `name` is canonical, `calendar` an exchange's code as exchange_calendars has it, `close_time` local ("16:00").
    A currency has `base`, the currency that is meant, and `quote`, the one it is priced in: its series moves with it
    unless `inverse` says that the pair is quoted the other way round ("the yen" is JPY=X, yen per dollar).
    `epithets` are the words of its descriptions: "the blue-chip index", "the chipmaker". The symbol of a `marked` one
    names it only where it is marked as a ticker.
    """

    symbol: str | None
    name: str
    label: Label
    kind: Kind
    currency: str | None = None
    timezone: str = "America/New_York"
    calendar: str | None = None
    close_time: str = "16:00"
    base: str | None = None
    quote: str | None = None
    aliases: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    marked: bool = False

    @property
    def inverse(self) -> bool:
        """Whether the series falls when the named currency rises."""
        return self.symbol is not None and self.base is not None and self.symbol == f"{self.base}=X"


@dataclass(frozen=True, slots=True)
class Naming:
    """What an alias says: the instrument, whether it needs support, and the name that stands in the article."""

    instrument: Instrument
    unsure: bool = False
    name: str | None = None  # an earlier name that is kept ("Facebook")


REMEMBERED = 10_000  # names that a catalogue keeps its answers to


class Catalogue:
    """All instruments, by symbol and by name."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._by_symbol: dict[str, Instrument] = {}
        self._by_name: dict[str, Instrument] = {}
        self._table: PhraseTable[Naming] = PhraseTable()
        self._found: dict[str, Instrument | None] = {}  # what was asked for lately
        self.instruments: tuple[Instrument, ...] = tuple(instruments)
        for instrument in self.instruments:
            self._by_name.setdefault(instrument.name.casefold(), instrument)
            if instrument.symbol:
                self._by_symbol.setdefault(instrument.symbol.upper(), instrument)
            for alias, naming in namings(instrument):
                written = in_small_letters(alias) if instrument.label is Label.INDEX else small_legal_form(alias)
                self._table.add(written, naming, exact=is_short_acronym(alias, instrument.label))

    def symbol(self, symbol: str) -> Instrument | None:
        """The instrument of a symbol in Yahoo's notation ("^GSPC", "BRK-B"; also "BRK.B")."""
        found = self._by_symbol.get(symbol.upper())
        return found or self._by_symbol.get(symbol.upper().replace(".", "-"))

    def find(self, name: str) -> Instrument | None:
        """The instrument of a name, a symbol or an alias, whatever the case; a sure alias comes before an unsure one.

        >>> load_catalogue().find("the Footsie").symbol
        '^FTSE'
        """
        if name not in self._found:  # a text asks for the same few names again and again
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: str) -> Instrument | None:
        bare = re.sub(r"^(?:the|a|an)\s+|['’]s$", "", name.strip(), flags=re.IGNORECASE)
        named = self._by_name.get(bare.casefold())
        if named is not None:
            return named
        entries = self._table.get(bare)
        for unsure in (False, True):
            for entry in entries:
                if entry.value.unsure is unsure:
                    return entry.value.instrument
        found = self.symbol(bare)
        if found is None or bare == found.symbol or not bare.isalpha():
            return found
        return (
            found if bare.islower() and len(bare) > 3 and not found.marked and not is_word(bare) else None
        )  # "It", "now"

    def matches(self, text: str, tokens: Sequence[Token] | None = None) -> Iterator[Match]:
        """All names of instruments in a text, the longest at each place; entries' values are `Naming`."""
        return self._table.find(text, tokens if tokens is not None else tokenize(text))


def namings(instrument: Instrument) -> Iterator[tuple[str, Naming]]:
    """Each name of an instrument, without its mark, and what it says."""
    marks = {alias.lstrip("?~"): alias for alias in instrument.aliases}
    if instrument.name not in marks and instrument.label is not Label.COMMODITY:  # "Lead", "Sugar" are ordinary words
        yield instrument.name, Naming(instrument)
    for alias, marked in marks.items():
        kept = alias if marked.startswith("~") else None
        yield alias, Naming(instrument, marked.startswith("?"), LEGAL.sub("", kept) if kept else None)


def in_small_letters(alias: str) -> str:
    """An index's name with its capitalised words after the first in small letters, which fit any case in the text.

    >>> in_small_letters("Dow Jones Industrial Average"), in_small_letters("Nasdaq 100 Index")
    ('Dow jones industrial average', 'Nasdaq 100 index')
    """
    first, space, rest = alias.partition(" ")
    return first + space + re.sub(r"\b[A-Z][a-z]+\b", lambda m: m.group().lower(), rest)


def small_legal_form(alias: str) -> str:
    """A company's name with its legal form in small letters, which fit any case: "Shell plc", "Shell Plc"."""
    name, blank, last = alias.rpartition(" ")
    return f"{name}{blank}{last.lower()}" if blank and last in LEGAL_LAST else alias


def is_short_acronym(alias: str, label: Label) -> bool:
    """Of three letters or fewer: "BT" and "ING" need their very capitals; "VIX" is "Vix" in British papers."""
    return alias.isupper() and len(alias) <= 3 and label is not Label.INDEX


# --- reading tables --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where a symbol trades: a row of exchanges.csv."""

    calendar: str
    suffix: str
    timezone: str
    close_time: str
    currency: str


@functools.cache
def exchanges() -> tuple[dict[str, Exchange], dict[str, Exchange]]:
    """Exchanges by calendar code and by the suffix of Yahoo's symbols."""
    rows = [Exchange(**row) for row in read_rows(data_file("exchanges"))]
    by_calendar: dict[str, Exchange] = {}
    for row in rows:
        by_calendar.setdefault(row.calendar, row)
    return by_calendar, {row.suffix: row for row in rows}


def data_file(name: str) -> Path:
    """One of our own tables."""
    return Path(str(resources.files("tapecheck.reference") / "catalogue" / f"{name}.csv"))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a CSV file with a header. Raises CatalogueError for a file that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: cannot be read ({error}); give a CSV file in UTF-8") from error
    return list(csv.DictReader(text.splitlines()))


def exchange_of(symbol: str | None, calendar: str | None = None) -> Exchange:
    """Where an instrument trades: by the calendar that is stated, else by its symbol's suffix, else New York."""
    by_calendar, by_suffix = exchanges()
    if calendar in by_calendar:
        return by_calendar[calendar]
    suffix = re.search(r"(\.[A-Z]{1,2}|=[FX]|-USD)$", symbol or "")
    return by_suffix.get(suffix.group() if suffix else "", by_suffix[""])


def make_instrument(row: dict[str, Any], where: str) -> Instrument:
    """An instrument of one row. Raises CatalogueError that says which field is wrong and what may stand there."""
    name, symbol = (row.get("name") or "").strip(), (row.get("symbol") or "").strip() or None
    if not name or None in row:
        raise CatalogueError(
            f"{where}: needs the columns symbol,name,label,kind,currency,aliases, and a name in each row"
        )
    label, kind = row.get("label") or Label.ORG, row.get("kind") or Kind.STOCK
    for value, vocabulary in ((label, Label), (kind, Kind)):
        if value not in set(vocabulary):
            raise CatalogueError(f"{where}: {value!r} is none of {', '.join(vocabulary)}")
    place = exchange_of(symbol, row.get("calendar"))
    return Instrument(
        symbol=symbol,
        name=name,
        label=Label(label),
        kind=Kind(kind),
        currency=row.get("currency") or place.currency,
        timezone=row.get("timezone") or place.timezone,
        calendar=row.get("calendar") or place.calendar,
        close_time=row.get("close_time") or place.close_time,
        base=row.get("base") or None,
        quote=row.get("quote") or None,
        aliases=split_bars(row.get("aliases")),
        epithets=split_bars(row.get("epithets")),
    )


def split_bars(cell: str | None) -> tuple[str, ...]:
    """The parts of a cell between bars."""
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def read_instruments(path: Path) -> list[Instrument]:
    """The instruments of a CSV file: ours, or a user's own."""
    return [make_instrument(row, f"{path.name}, line {n}") for n, row in enumerate(read_rows(path), 2)]


# --- companies that a dependency knows -------------------------------------------------------------------------------


def listed_companies(known: set[str]) -> Iterator[Instrument]:
    """Companies of pytickersymbols whose name and symbol our own table lacks; empty where it is not installed.

    Its data module is loaded alone: the package itself imports an HTTP client.
    """
    seen: set[str] = set()
    for company in raw_companies():
        name = LEGAL.sub("", company["name"]).removeprefix("The ").strip()
        symbol = choose_symbol(company)
        if symbol is None or symbol in seen or symbol.casefold() in known or name.casefold() in known or len(name) < 3:
            continue
        seen.add(symbol)
        row = {"symbol": symbol, "name": name, "aliases": "|".join(company_aliases(name))}
        yield make_instrument(row, "pytickersymbols")


def choose_symbol(company: dict[str, Any]) -> str | None:
    """Yahoo's symbol on the home exchange: a copy in Frankfurt or over the counter only if there is no other."""
    symbols = [s["yahoo"] for s in company.get("symbols", ()) if s.get("yahoo")]
    copies = re.compile(r"\.F$|^[A-Z]{4}[FY]$")
    return next((s for s in symbols if not copies.search(s)), symbols[0] if symbols else None)


def company_aliases(name: str) -> list[str]:
    """Names of a company: a lone common word is unsure, "X Group" may be "X" if that is no word."""
    aliases = [f"?{name}"] if " " not in name else []
    short = re.sub(r"(?: (?:Group|Holdings?|International|Technologies|Pharmaceuticals)){1,4}$", "", name)
    if short != name and len(short) > 3 and not is_common(short):
        aliases.append(f"?{short}")
    return aliases


def is_common(name: str) -> bool:
    """Whether every word of a name is an ordinary one ("Public Storage" is; such names need support)."""
    words = re.findall(r"[^\W\d_]+", name)
    return len(words) <= 1 and all(is_word(w) for w in words)


def raw_companies() -> Iterator[dict[str, Any]]:
    """The companies of pytickersymbols as it holds them."""
    spec = importlib.util.find_spec("pytickersymbols")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "indices_data.py"
        data = importlib.util.spec_from_file_location("tapecheck_listed_companies", path)
        if data is None or data.loader is None or not path.is_file():
            continue
        module = importlib.util.module_from_spec(data)
        data.loader.exec_module(module)
        for index in cast(dict[str, dict[str, Any]], module.INDICES).values():
            yield from index.get("companies", ())


# --- what a user's market holds --------------------------------------------------------------------------------------

LABELS = {
    Kind.STOCK: Label.ORG,
    Kind.ETF: Label.FUND,
    Kind.COMMODITY_FUTURE: Label.COMMODITY,
    Kind.CRYPTO: Label.CRYPTO,
    Kind.YIELD: Label.RATE,
    Kind.RATE: Label.RATE,
    Kind.PRICE_INDEX: Label.INDEX,
    Kind.TOTAL_RETURN_INDEX: Label.INDEX,
}


def with_series(catalogue: Catalogue, series: Iterable[SeriesInfo]) -> Catalogue:
    """The catalogue with the series of a market that it lacks, by the names and symbols of its series.csv.

    A series whose symbol or name is known adds nothing, nor one without a name of its own.
    """
    names: set[str] = set()
    added = []
    for info in series:
        name = plain_name(info.name)
        key = name.casefold()
        fresh = info.kind in LABELS and key not in names and len(name) > 2 and key != info.symbol.casefold()
        names.add(key)  # a company's warrants and units bear its name too
        if fresh and catalogue.symbol(info.symbol) is None and catalogue.find(name) is None:
            added.append(instrument_of(info, name))
    return Catalogue([*catalogue.instruments, *added]) if added else catalogue


def plain_name(name: str) -> str:
    """The name of a register in a paper's spelling: "ATLANTIC AMERICAN CORP /GA/" is "Atlantic American".

    A name that is nothing but ordinary words without its legal form keeps it: "Target Hospitality Corp.".
    """
    whole = re.sub(r"\s*/(?:[A-Za-z]{2,3}|[A-Za-z ]+/)$", "", name.strip())
    whole = whole.title() if whole.isupper() and len(whole) > 5 else whole
    short = re.sub(LEGAL.pattern, "", whole, flags=re.IGNORECASE).removeprefix("The ").strip(" ,")
    return whole if all(is_word(word) for word in re.findall(r"[^\W\d_]+", short)) else short


def instrument_of(info: SeriesInfo, name: str) -> Instrument:
    """A series as an instrument, which its bare symbol does not name: "WTI" is oil, whatever trades under it."""
    return Instrument(
        symbol=info.symbol,
        name=name,
        label=LABELS[info.kind],
        kind=info.kind,
        currency=info.currency,
        timezone=info.timezone,
        calendar=info.calendar,
        close_time=info.close_time,
        aliases=tuple(company_aliases(name)) if info.kind is Kind.STOCK else (),
        marked=True,
    )


# --- the catalogue ---------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Catalogue:
    own = [i for path in extra for i in read_instruments(path)]
    ours = [i for table in TABLES for i in read_instruments(data_file(table))]
    known = {
        n.casefold() for i in (*own, *ours) for n in (i.name, i.symbol or "", *(a.lstrip("?~") for a in i.aliases))
    }
    return Catalogue([*own, *ours, *listed_companies(known)])


def load_catalogue(extra: Sequence[Path] = ()) -> Catalogue:
    """The catalogue, with users' own CSV files before our tables. Cached: only the first call reads them.

    A user's file has the columns `symbol,name,label,kind,currency,aliases` (calendar, timezone, close_time, base,
    quote, epithets too, where wanted). Raises CatalogueError for a file or a row that cannot be read.
    """
    return _load(tuple(Path(path) for path in extra))
