"""A folder of files as a market."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tapecheck.errors import MarketError, NoHistory, ProviderError, UnknownSymbol
from tapecheck.market import FolderMarket, SeriesCache, import_folder
from tapecheck.market.describe import describe, symbol_of_file
from tapecheck.reference.market import Adjustment, Kind, Market, basis_factor
from tests.market.conftest import write_folder

D = date.fromisoformat
Clock = Callable[[], datetime]


@pytest.fixture
def market(folder: Path, now: Clock) -> FolderMarket:
    return FolderMarket(folder, now=now)


def test_it_is_a_market(market: FolderMarket, now: Clock) -> None:
    seam: Market = market
    assert seam.now() == now()
    assert market.symbols() == ("^GSPC", "NA", "TEN")


def test_history_and_its_provenance(market: FolderMarket) -> None:
    found = market.history("^GSPC", D("2023-09-06"), D("2023-09-08"))
    assert found.frame["close"].tolist() == [4465.48, 4451.14]
    assert list(found.frame.columns) == ["open", "high", "low", "close", "volume"]
    made = found.provenance
    assert (made.symbol, made.provider, made.field, made.currency) == ("^GSPC", "folder", "close", "USD")
    assert (made.first, made.last, made.timezone) == (D("2023-09-05"), D("2023-09-08"), "America/New_York")
    assert len(made.sha256 or "") == 64


def test_the_hash_is_of_the_rows_handed_out(market: FolderMarket) -> None:
    def sha(start: str, end: str, **wanted: Adjustment) -> str | None:
        return market.history("TEN", D(start), D(end), **wanted).provenance.sha256  # type: ignore[arg-type]

    assert sha("2023-09-06", "2023-09-08") == sha("2023-09-01", "2023-09-08")
    assert sha("2023-09-06", "2023-09-08") != sha("2023-09-06", "2023-09-09")
    assert sha("2023-09-06", "2023-09-08") != sha("2023-09-06", "2023-09-08", adjustment=Adjustment.RAW)


@pytest.mark.parametrize(
    ("adjustment", "closes"),
    [
        (Adjustment.SPLIT, [10, 11, 12]),
        (Adjustment.RAW, [100, 110, 12]),  # the split of 2 October lies after the basis
        (Adjustment.TOTAL, [9, 9.9, 12]),
    ],
)
def test_adjustments(market: FolderMarket, adjustment: Adjustment, closes: list[float]) -> None:
    found = market.history("TEN", adjustment=adjustment)
    assert found.frame["close"].tolist() == pytest.approx(closes)
    assert found.provenance.adjustment == str(adjustment)
    assert found.provenance.split_basis == "2023-09-08"


def test_a_close_that_has_dividends_in_it_says_so(tmp_path: Path) -> None:
    row = "XLE,x.csv,Energy,etf,close: splits AND dividends (no unadjusted close); adj_close: the same\n"
    (tmp_path / "series.csv").write_text("symbol,file,name,kind,adjustment\n" + row)
    (tmp_path / "x.csv").write_text("date,close,adj_close\n2023-09-08,1,1\n")
    assert FolderMarket(tmp_path).history("XLE").provenance.adjustment == "split+dividend"


@pytest.mark.parametrize(
    ("symbol", "day", "factor"),
    [
        ("TEN", "2023-09-07", 10),  # an article before the split, data after it
        ("TEN", "2023-09-08", 1),
        ("TEN", "2023-10-02", 0.5),  # an article after the next split, data before it
        ("NA", "2023-09-07", 1),
        ("NOBODY", "2023-09-07", 1),
    ],
)
def test_levels_in_the_basis_of_the_article(market: FolderMarket, symbol: str, day: str, factor: float) -> None:
    assert basis_factor(market, symbol, D(day)) == factor


@pytest.mark.parametrize(
    ("symbol", "start", "wanted", "error", "told"),
    [
        ("^DJI", None, {}, UnknownSymbol, "is not in .*series.csv; add a row"),
        ("^GSPC", "2023-10-01", {}, NoHistory, "reaches from 2023-09-05 to 2023-09-08"),
        ("^GSPC", None, {"adjustment": Adjustment.TOTAL}, NoHistory, "no total return"),
        ("^GSPC", None, {"provider": "yfinance"}, UnknownSymbol, "only the folder"),
        ("^GSPC", None, {"snapshot": "0123"}, NoHistory, "keeps no snapshots"),
    ],
)
def test_what_it_does_not_have(
    market: FolderMarket, symbol: str, start: str | None, wanted: Mapping[str, str], error: type[MarketError], told: str
) -> None:
    with pytest.raises(error, match=told):
        market.history(symbol, D(start) if start else None, **wanted)  # type: ignore[arg-type]


def test_members_facts_splits_calendar(market: FolderMarket) -> None:
    members = market.members("^GSPC", D("2023-09-08"))
    assert members is not None
    assert (members.symbols, members.known) == (("NA",), True)
    stale = market.members("^RUT", D("2023-09-08"))
    assert stale is not None
    assert (stale.symbols, stale.known, stale.until) == (("TEN",), False, D("2023-06-26"))
    assert market.members("^NDX", D("2023-09-08")) is None
    assert [fact.value for fact in market.facts("NA", "revenue")] == [10, 11]
    assert market.facts("NA", "profit") == ()
    assert [split.ratio for split in market.splits("TEN")] == [10, 2]
    assert market.calendar("NA").previous(D("2023-09-05")) == D("2023-09-01")
    with pytest.raises(UnknownSymbol):
        market.calendar("NOBODY")


def test_closes_of_many(market: FolderMarket) -> None:
    frame = market.closes(("TEN", "GONE", "NA"), D("2023-09-07"), D("2023-09-09")).frame
    assert list(frame.columns) == ["TEN", "NA"]
    assert frame.to_numpy().tolist() == [[11, 11], [12, 12]]
    assert market.closes(("GONE",), D("2023-09-07"), D("2023-09-09")).frame.empty
    assert market.closes(("NA",), D("2020-09-07"), D("2020-09-09")).frame.empty


def test_each_file_is_read_once(market: FolderMarket) -> None:
    for _ in range(10):
        market.history("NA")
        market.history("TEN")
        market.closes(("NA", "TEN", "^GSPC"), D("2023-09-05"), D("2023-09-09"))
    assert {name: file.reads for name, file in market._files.items()} == {"stocks.csv": 1, "GSPC.csv": 1}


def test_series_that_were_asked_for_longest_ago_are_let_go_of_and_read_again(folder: Path, now: Clock) -> None:
    market, frugal = FolderMarket(folder, now=now), FolderMarket(folder, now=now, kept=1)
    for symbol in 2 * market.symbols():
        try:
            expected = market.history(symbol).provenance.sha256
        except MarketError as error:
            with pytest.raises(type(error)):
                frugal.history(symbol)
        else:
            assert frugal.history(symbol).provenance.sha256 == expected
    assert len(frugal._bars) == 1
    assert sorted(map(str, frugal.problems)) == sorted(map(str, market.problems))


def test_what_is_wrong_with_the_files_is_kept(folder: Path, now: Clock) -> None:
    (folder / "GSPC.csv").write_text("date,close\n2023-09-07,1\n2023-09-08,-1\n")
    (folder / "splits.csv").write_text("symbol,date,ratio\nTEN,2023-09-08,0\n")
    market = FolderMarket(folder, now=now)
    assert market.problems == []
    market.history("^GSPC")
    market.splits("TEN")
    assert [str(problem).partition(": ")[0] for problem in market.problems] == ["GSPC.csv:3", "splits.csv:2"]


def test_a_file_that_series_csv_names_and_nobody_finds(folder: Path) -> None:
    (folder / "GSPC.csv").unlink()
    with pytest.raises(ProviderError, match=r"GSPC.csv: is not there; put it back"):
        FolderMarket(folder).history("^GSPC")


def test_a_symbol_that_its_file_lacks(folder: Path) -> None:
    (folder / "stocks.csv").write_text("symbol,date,close\nNA,2023-09-08,1\n")
    with pytest.raises(NoHistory, match="has no bars in"):
        FolderMarket(folder).history("TEN")


def test_folders_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(MarketError, match="is no folder"):
        FolderMarket(tmp_path / "gone")
    with pytest.raises(MarketError, match="name a folder of price files"):
        FolderMarket(tmp_path).symbols()


def test_a_folder_of_downloads(tmp_path: Path) -> None:
    yahoo = "Date,Open,High,Low,Close,Adj Close,Volume\n2023-09-08,1,2,1,{},1,5\n"
    (tmp_path / "AAPL.csv").write_text(yahoo.format(178.18))
    (tmp_path / "^GSPC (1).csv").write_text(yahoo.format(4457.49))
    (tmp_path / "^spx_d.csv").write_text(yahoo.format(1))
    (tmp_path / "DGS10.csv").write_text("observation_date,DGS10\n2023-09-07,4.27\n2023-09-08,4.26\n")
    (tmp_path / "notes.md").write_text("no series")
    market = FolderMarket(tmp_path, now=lambda: datetime(2023, 9, 11, tzinfo=UTC))
    assert market.symbols() == ("AAPL", "DGS10", "^GSPC")
    assert market.history("^GSPC").frame["close"].tolist() == [4457.49]
    info = market.info("DGS10")
    assert info is not None
    assert info.kind is Kind.YIELD
    assert [str(problem) for problem in market.problems] == [
        "^spx_d.csv: ^GSPC: is ^GSPC, as ^GSPC (1).csv is; left out",
    ]


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("AAPL.csv", "AAPL"),
        ("aapl_us_d.csv", "AAPL"),
        ("aapl.us.txt", "AAPL"),
        ("vod_uk_d.csv", "VOD.L"),
        ("^spx_d.csv", "^GSPC"),
        ("cl_f_d.csv", "CL=F"),
        ("eurusd_d.csv", "EURUSD=X"),
        ("btcusd_d.csv", "BTC-USD"),
        ("GC=F.csv", "GC=F"),
        ("BRK-B (2).csv", "BRK-B"),
    ],
)
def test_symbols_of_downloads(name: str, symbol: str) -> None:
    assert symbol_of_file(Path(name)) == symbol


@pytest.mark.parametrize(
    ("symbol", "kind", "calendar", "currency"),
    [
        ("^GSPC", Kind.PRICE_INDEX, "XNYS", "USD"),
        ("^GDAXI", Kind.TOTAL_RETURN_INDEX, "XETR", "EUR"),
        ("^UNHEARD", Kind.PRICE_INDEX, "XNYS", None),
        ("ZZ=F", Kind.COMMODITY_FUTURE, "CMES", None),
        ("ZZZQQQ=X", Kind.FX, "24/5", None),
        ("ZZZ-USD", Kind.CRYPTO, "24/7", None),
        ("ZZZZ", Kind.STOCK, "XNYS", "USD"),
        ("ZZZZ.L", Kind.STOCK, "XLON", "GBP"),
    ],
)
def test_what_a_symbol_is(symbol: str, kind: Kind, calendar: str, currency: str | None) -> None:
    found = describe(symbol)
    assert (found.kind, found.calendar, found.currency) == (kind, calendar, currency)


def test_currencies_of_downloads_are_repaired(tmp_path: Path) -> None:
    rows = "2022-12-29,1.06,1.06\n2022-12-30,1.0661,1.0661\n2023-01-02,1.071,1.071\n"
    (tmp_path / "EURUSD=X.csv").write_text("Date,Open,Close\n" + rows)
    market = FolderMarket(tmp_path)
    found = market.history("EURUSD=X")
    assert found.frame["close"].tolist() == [1.0661, 1.071]
    assert (found.info.adjustment or "").startswith("close repaired")
    assert next(FolderMarket(tmp_path).stream())[0].adjustment == found.info.adjustment


def test_a_folder_goes_to_another_process(folder: Path) -> None:
    market = FolderMarket(folder)
    market.history("NA")
    market.closes(("TEN",), D("2023-09-01"), D("2023-09-09"))
    copy = pickle.loads(pickle.dumps(market))
    assert copy.history("NA").provenance == market.history("NA").provenance


def test_two_symbols_on_a_file_of_one_series(folder: Path) -> None:
    (folder / "series.csv").write_text("symbol,file,kind\nA,GSPC.csv,stock\nB,GSPC.csv,stock\n")
    market = FolderMarket(folder)
    assert market.history("A").frame["close"].iloc[-1] == 4457.49
    with pytest.raises(NoHistory, match=r"shares GSPC.csv with A, but that file has no column `symbol`"):
        market.history("B")


@pytest.mark.parametrize("file", ["../secret.csv", "/etc/passwd", "a/../../b.csv"])
def test_files_outside_of_the_folder(folder: Path, file: str) -> None:
    (folder / "series.csv").write_text(f"symbol,file,kind\nA,{file},stock\n")
    market = FolderMarket(folder)
    assert market.symbols() == ()
    assert "lies outside of the folder" in str(market.problems[0])


def test_splits_and_dividends_of_a_download(tmp_path: Path) -> None:
    """As yfinance's frames are written by to_csv."""
    (tmp_path / "TEN.csv").write_text(
        "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits\n"
        "2023-09-07 00:00:00-04:00,1,1,1,10,10,5,0.1,0\n"
        "2023-09-08 00:00:00-04:00,1,1,1,11,11,5,0,10\n"
    )
    (tmp_path / "ONE.csv").write_text("Date,Close,Dividends,Stock Splits\n2023-09-08,1,0,0\n")
    (tmp_path / "BAD.csv").write_text("<html></html>")
    market = FolderMarket(tmp_path)
    assert [(split.day, split.ratio) for split in market.splits("TEN")] == [(D("2023-09-08"), 10)]
    raw = market.history("TEN", adjustment=Adjustment.RAW).frame
    assert raw["close"].tolist() == [100, 11]
    assert raw["dividends"].tolist() == [1, 0]
    assert list(market.history("ONE").frame.columns) == ["close"]
    assert (market.splits("ONE"), market.splits("BAD"), market.splits("GONE")) == ((), (), ())
    with SeriesCache(tmp_path / "cache") as cache:
        import_folder(tmp_path, cache)
        assert [split.ratio for split in cache.splits("TEN")] == [10]


HEADER = "symbol,file,name,kind,currency,timezone,calendar,close_time\n"
ROW = "^GSPC,GSPC.csv,S&P 500,price_index,USD,America/New_York,XNYS,16:00\n"
BARS = "date,close\n2024-03-07,100\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"series.csv": HEADER + ROW, "GSPC.csv": BARS}, []),
        ({"prices.csv": BARS}, ["has no series.csv; its files are taken by their names: prices"]),
        ({"series.csv": HEADER + ROW}, ["names GSPC.csv, not there; put it back or mend the row"]),
        (
            {"series.csv": HEADER + ROW + ROW.replace("price_index", "index") * 5, "GSPC.csv": BARS},
            ["kind 'index' is none of"] * 3 + ["2 more rows are not right"],
        ),
    ],
)
def test_what_a_person_should_know_of_a_folder(tmp_path: Path, files: dict[str, str], told: list[str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    remarks = FolderMarket(tmp_path).remarks()
    assert len(remarks) == len(told)
    assert all(part in line for part, line in zip(told, remarks, strict=True))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "name a folder of price files"),
        ({"series.csv": b"ticker,path\n"}, "its first line must name symbol, file, kind"),
        ({"series.csv": HEADER.encode()}, "names no series"),
        ({"series.csv": HEADER.encode() + b"^GSPC,G.csv,S\xff500,price_index,,,,\n"}, "save it as UTF-8 text"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_at_once(tmp_path: Path, files: dict[str, bytes], told: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_bytes(text)
    with pytest.raises(MarketError, match=told):
        FolderMarket(tmp_path).remarks()


def test_a_file_of_bars_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "series.csv").write_text(HEADER + ROW)
    (tmp_path / "GSPC.csv").write_bytes(bytes(range(1, 256)) * 4)
    with pytest.raises(MarketError, match="save it as CSV in UTF-8"):
        FolderMarket(tmp_path).bars("^GSPC")


@pytest.mark.parametrize(
    ("symbol", "currency", "closes", "expected"),
    [
        ("ZC=F", "USX", "410.25,411.25", (4.1025, "USD")),
        ("ZC=F", "USD", "410.25,411.25", (4.1025, "USD")),  # Yahoo's cents under the name of dollars
        ("ZC=F", "USD", "4.1025,4.1125", (4.1025, "USD")),
        ("VOD.L", "GBp", "74.5,75", (0.745, "GBP")),
        ("CL=F", "USD", "74.5,75", (74.5, "USD")),
    ],
)
def test_grains_and_shares_in_hundredths(
    tmp_path: Path, symbol: str, currency: str, closes: str, expected: tuple[float, str]
) -> None:
    kind = "commodity_future" if symbol.endswith("=F") else "stock"
    rows = "".join(f"2023-09-0{7 + i},{close}\n" for i, close in enumerate(closes.split(",")))
    files = {
        "series.csv": f"symbol,file,kind,currency\n{symbol},f.csv,{kind},{currency}\n",
        "f.csv": "date,close\n" + rows,
    }
    found = FolderMarket(write_folder(tmp_path / "m", files)).history(symbol)
    assert (found.frame["close"].iloc[0], found.info.currency) == expected
