"""The catalogue: names and symbols in, instruments out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapecheck.reference.instruments import (
    CatalogueError,
    Naming,
    choose_symbol,
    company_aliases,
    load_catalogue,
    read_instruments,
    with_series,
)
from tapecheck.reference.market import Kind, SeriesInfo
from tapecheck.reference.phrases import PhraseTable, fold, tokenize
from tapecheck.reference.vocabulary import is_kind, is_word
from tapecheck.schema import Label


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("the Dow", "^DJI"),
        ("Dow Jones industrial average", "^DJI"),
        ("S&P 500", "^GSPC"),
        ("S.& P. 500", "^GSPC"),
        ("Standard & Poor's 500-stock index", "^GSPC"),
        ("Standard and Poor’s 500", "^GSPC"),
        ("Nasdaq", "^IXIC"),
        ("Nasdaq-100", "^NDX"),
        ("Russell 2000", "^RUT"),
        ("VIX", "^VIX"),
        ("Vix", "^VIX"),
        ("Footsie", "^FTSE"),
        ("FTSE 250", "^FTMC"),
        ("Dax", "^GDAXI"),
        ("CAC", "^FCHI"),
        ("Stoxx 600", "^STOXX"),
        ("Euro Stoxx 50", "^STOXX50E"),
        ("Nikkei share average", "^N225"),
        ("Topix", "^TOPX"),
        ("Hang Seng", "^HSI"),
        ("Sensex", "^BSESN"),
        ("Ibovespa", "^BVSP"),
        ("ASX 200", "^AXJO"),
        ("S&P/TSX composite index", "^GSPTSE"),
        ("dollar index", "DX-Y.NYB"),
        ("gold", "GC=F"),
        ("bullion", "GC=F"),
        ("WTI", "CL=F"),
        ("US crude", "CL=F"),
        ("oil", "CL=F"),
        ("Brent", "BZ=F"),
        ("nat gas", "NG=F"),
        ("Dutch TTF", "TTF=F"),
        ("copper", "HG=F"),
        ("corn", "ZC=F"),
        ("arabica", "KC=F"),
        ("euro", "EURUSD=X"),
        ("sterling", "GBPUSD=X"),
        ("cable", "GBPUSD=X"),
        ("yen", "JPY=X"),
        ("loonie", "CAD=X"),
        ("renminbi", "CNY=X"),
        ("USD/JPY", "JPY=X"),
        ("greenback", None),
        ("bitcoin", "BTC-USD"),
        ("ether", "ETH-USD"),
        ("10-year Treasury yield", "^TNX"),
        ("2-year Treasury yield", "DGS2"),
        ("Federal funds rate", "FEDFUNDS"),
        ("Apple", "AAPL"),
        ("Exxon", "XOM"),
        ("JPMorgan", "JPM"),
        ("J.P. Morgan", "JPM"),
        ("HSBC", "HSBA.L"),
        ("Toyota", "7203.T"),
        ("BHP", "BHP.AX"),
        ("Tencent", "0700.HK"),
        ("Nestlé", "NESN.SW"),
        ("Google", "GOOGL"),
        ("Facebook", "META"),
        ("SVB", "SIVB"),
        ("Lehman", "LEH"),
        ("BRK.B", "BRK-B"),
        ("SPY", "SPY"),
        ("ARKK", "ARKK"),
        ("iShares Russell 2000 ETF", "IWM"),
        ("Target", "TGT"),
        ("^GSPC", "^GSPC"),
    ],
)
def test_find(name: str, symbol: str | None) -> None:
    found = load_catalogue().find(name)
    assert found is not None
    assert found.symbol == symbol


@pytest.mark.parametrize("name", ["", "the", "Kelvane", "nobody's index"])
def test_find_nothing(name: str) -> None:
    assert load_catalogue().find(name) is None


def test_symbol_knows_classes_by_either_sign() -> None:
    catalogue = load_catalogue()
    assert catalogue.symbol("brk.b") is catalogue.symbol("BRK-B")
    assert catalogue.symbol("XXXX") is None


@pytest.mark.parametrize(
    ("symbol", "kind", "currency", "calendar", "timezone", "close_time"),
    [
        ("^GSPC", Kind.PRICE_INDEX, "USD", "XNYS", "America/New_York", "16:00"),
        ("^GDAXI", Kind.TOTAL_RETURN_INDEX, "EUR", "XETR", "Europe/Berlin", "17:30"),
        ("^FTSE", Kind.PRICE_INDEX, "GBP", "XLON", "Europe/London", "16:30"),
        ("GC=F", Kind.COMMODITY_FUTURE, "USD", "CMES", "America/New_York", "13:30"),
        ("BTC-USD", Kind.CRYPTO, "USD", "24/7", "UTC", "23:59"),
        ("HSBA.L", Kind.STOCK, "GBP", "XLON", "Europe/London", "16:30"),
        ("0700.HK", Kind.STOCK, "HKD", "XHKG", "Asia/Hong_Kong", "16:00"),
        ("^TNX", Kind.YIELD, "USD", "XNYS", "America/New_York", "16:00"),
    ],
)
def test_where_it_trades(symbol: str, kind: Kind, currency: str, calendar: str, timezone: str, close_time: str) -> None:
    found = load_catalogue().symbol(symbol)
    assert found is not None
    assert (found.kind, found.currency, found.calendar, found.timezone, found.close_time) == (
        kind,
        currency,
        calendar,
        timezone,
        close_time,
    )


@pytest.mark.parametrize(
    ("name", "inverse"), [("yen", True), ("loonie", True), ("euro", False), ("sterling", False), ("USD/JPY", False)]
)
def test_a_currency_may_move_against_its_series(name: str, inverse: bool) -> None:
    found = load_catalogue().find(name)
    assert found is not None
    assert found.inverse is inverse


def test_every_calendar_is_one_that_exchange_calendars_knows() -> None:
    from exchange_calendars import get_calendar_names

    known = {*get_calendar_names(include_aliases=True), "XPRA", "XBUD", "XOSL", "XKAR"}
    assert {i.calendar for i in load_catalogue().instruments} <= known


def test_canonical_names_find_themselves_and_are_unique() -> None:
    catalogue = load_catalogue()
    ours = [i for i in catalogue.instruments if i.kind is not Kind.STOCK]
    assert [i.name for i in ours if catalogue.find(i.name) is not i] == []


# --- users' own files ------------------------------------------------------------------------------------------------


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_file_comes_first(tmp_path: Path) -> None:
    rows = "symbol,name,label,kind,currency,aliases\nDOWX,Dow Fund,FUND,etf,USD,the fund|Dow\nQ.L,Quorl,,,,\n"
    catalogue = load_catalogue([write(tmp_path / "own.csv", rows)])
    dow, quorl = catalogue.find("Dow"), catalogue.symbol("Q.L")
    assert dow is not None
    assert quorl is not None
    assert (dow.symbol, dow.label) == ("DOWX", Label.FUND)
    assert (quorl.label, quorl.kind, quorl.currency, quorl.calendar) == (Label.ORG, Kind.STOCK, "GBP", "XLON")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("symbol,name,label\nX,Y,PLANET\n", "own.csv, line 2: 'PLANET' is none of PERSON"),
        ("symbol,name,label,kind\nX,Y,ORG,planet\n", "own.csv, line 2: 'planet' is none of price_index"),
        ("symbol,title\nX,Y\n", "own.csv, line 2: needs the columns symbol,name"),
        ("symbol,name\nX,Y\nX,\n", "own.csv, line 3: needs the columns"),
        ("symbol,name\nX,Y,too,many\n", "own.csv, line 2: needs the columns"),
    ],
)
def test_a_bad_row_says_what_may_stand_there(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_instruments(write(tmp_path / "own.csv", rows))
    assert message in str(caught.value)


def test_a_file_that_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_instruments(tmp_path / "absent.csv")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(CatalogueError, match="give a CSV file in UTF-8"):
        read_instruments(tmp_path / "bytes.csv")


# --- companies of the dependency -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        (["ABN.AS", "AB2.F"], "ABN.AS"),
        (["AB2.F", "ABN.AS"], "ABN.AS"),
        (["ELMUY", "ELISA.HE"], "ELISA.HE"),
        (["ELMUY"], "ELMUY"),
        ([], None),
    ],
)
def test_the_home_exchange_comes_first(symbols: list[str], expected: str | None) -> None:
    assert choose_symbol({"symbols": [{"yahoo": s} for s in symbols]}) == expected


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("Target", ["?Target"]),
        ("Semtech", ["?Semtech"]),
        ("Tyler Technologies", ["?Tyler"]),
        ("Public Storage", []),
        ("Cable Group", []),
    ],
)
def test_aliases_of_listed_companies_are_careful(name: str, aliases: list[str]) -> None:
    assert company_aliases(name) == aliases


# --- names in text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The S.& P. 500 and the S&P-500 rose", ["S.& P. 500", "S&P-500"]),
        ("Gold, GOLD and gold", ["Gold", "GOLD", "gold"]),
        ("apple pie and Apple", ["Apple"]),
        ("A bat hit BAT", ["BAT"]),
        ("On the Dow. Jones, a trader", ["Dow"]),
        ("NESTLÉ and Nestle", ["NESTLÉ", "Nestle"]),
        ("eBay and EBay", ["eBay", "EBay"]),
        ("Shell plc, Shell Plc", ["Shell plc", "Shell Plc"]),
        ("Wells\nFargo", ["Wells\nFargo"]),
        ("Wells\n\nFargo", []),
        ("Above 10,000APPLE", ["APPLE"]),
    ],
)
def test_matches(text: str, expected: list[str]) -> None:
    matches = [m for m in load_catalogue().matches(text) if isinstance(m.entries[0].value, Naming)]
    assert [text[m.start : m.end] for m in matches] == expected


def test_the_longest_name_wins_and_earlier_entries_come_first() -> None:
    table: PhraseTable[int] = PhraseTable()
    for value, name in enumerate(["Dow", "Dow Inc", "Dow", ""]):
        table.add(name, value)
    text = "Dow Inc fell, the Dow rose"
    assert [[e.value for e in m.entries] for m in table.find(text, tokenize(text))] == [[1], [0, 2]]
    assert [e.value for e in table.get("DOW")] == [0, 2]


@pytest.mark.parametrize(("word", "folded"), [("NESTLÉ", "nestle"), ("Ørsted", "orsted"), ("’", "'"), ("AT", "at")])
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(("word", "known"), [("Miners", True), ("target", True), ("Nvidia", False), ("London", False)])
def test_is_word(word: str, known: bool) -> None:
    assert is_word(word) is known


def test_is_kind() -> None:
    assert is_kind("fell", "verb")
    assert not is_kind("gauge", "adv")


@pytest.mark.parametrize(
    ("symbol", "registered", "kind", "name"),
    [
        ("PNL.L", "Personal Assets Trust", Kind.STOCK, "Personal Assets Trust Plc"),
        ("AAME", "ATLANTIC AMERICAN CORP /GA/", Kind.STOCK, "Atlantic American"),
        ("TH", "Target Hospitality Corp.", Kind.STOCK, "Target Hospitality Corp."),  # ordinary words keep the form
        ("DE10Y", "Germany 10-year yield", Kind.YIELD, "Germany 10-year yield"),
    ],
)
def test_a_markets_series_are_known_by_their_names(symbol: str, registered: str, kind: Kind, name: str) -> None:
    catalogue = with_series(load_catalogue(), [SeriesInfo(symbol=symbol, name=registered, kind=kind)])
    matches = [entry.value for m in catalogue.matches(f"{name} rose.") for entry in m.entries]
    assert [n.instrument.symbol for n in matches if isinstance(n, Naming)] == [symbol]  # the legal form aside
    assert catalogue.symbol(symbol) is not None
    assert catalogue.find("th") is None and catalogue.find("It") is None  # words, whatever trades under them


def test_a_series_that_is_known_adds_nothing() -> None:
    catalogue = load_catalogue()
    infos = [
        SeriesInfo(symbol="AAPL", name="Apple Inc.", kind=Kind.STOCK),  # known by its symbol
        SeriesInfo(symbol="AAPLW", name="Apple Inc.", kind=Kind.STOCK),  # and its warrants by their name
        SeriesInfo(symbol="XYZ", name="XYZ", kind=Kind.STOCK),  # a name that is only the symbol
    ]
    assert with_series(catalogue, infos) is catalogue
