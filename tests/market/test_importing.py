"""Importing: what is right comes in, what is wrong is told with file and row, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tapecheck.errors import MarketError
from tapecheck.market import SeriesCache, import_folder, open_market
from tapecheck.reference.market import basis_factor
from tests.market.conftest import FILES, write_folder

Clock = Callable[[], datetime]


@pytest.fixture
def cache(tmp_path: Path, now: Clock) -> SeriesCache:
    return SeriesCache(tmp_path / "cache", now=now)


def test_a_folder(folder: Path, cache: SeriesCache) -> None:
    seen: list[str] = []
    report = import_folder(folder, cache, on_series=seen.append)
    assert seen == ["^GSPC", "NA", "TEN"]
    assert (report.series, report.rows, report.members, report.splits, report.facts) == (3, 10, 3, 2, 3)
    assert (report.problems, report.gaps) == ((), {})
    assert report.lines() == [
        f"imported from {folder}: 3 series (10 rows), 3 index members, 2 splits, 3 facts",
    ]
    assert [snapshot.symbol for snapshot in cache.all()] == ["TEN", "NA", "^GSPC"]


def test_the_same_folder_again_changes_nothing(folder: Path, cache: SeriesCache) -> None:
    import_folder(folder, cache)
    report = import_folder(folder, cache)
    assert (report.series, report.unchanged, len(cache.all())) == (0, 3, 3)
    assert len(cache.members("^GSPC")) == 2


def closes(cache: SeriesCache, symbol: str) -> list[float]:
    newest = cache.newest(symbol)
    assert newest is not None
    bars = cache.load(newest)
    assert bars is not None
    values: list[float] = bars.columns["close"].tolist()
    return values


def test_later_days_are_added_to_earlier_ones(folder: Path, cache: SeriesCache) -> None:
    import_folder(folder, cache)
    (folder / "GSPC.csv").write_text("date,close\n2023-09-08,4457.49\n2023-09-11,4487.46\n")
    import_folder(folder, cache)
    assert closes(cache, "^GSPC") == [4496.83, 4465.48, 4451.14, 4457.49, 4487.46]


def test_a_corrected_file_stands_in_the_place_of_the_old_one(folder: Path, cache: SeriesCache) -> None:
    import_folder(folder, cache)
    (folder / "GSPC.csv").write_text("date,close\n2023-09-05,4496.83\n2023-09-08,4457.49\n")
    import_folder(folder, cache)
    assert closes(cache, "^GSPC") == [4496.83, 4457.49]


def test_another_split_basis_is_told(folder: Path, cache: SeriesCache) -> None:
    import_folder(folder, cache)
    (folder / "stocks.csv").write_text("symbol,date,close\nTEN,2023-09-08,6\nTEN,2023-09-11,7\nNA,2023-09-08,12\n")
    report = import_folder(folder, cache)
    assert closes(cache, "TEN") == [6, 7]
    assert closes(cache, "NA") == [10, 11, 12]
    assert [str(problem).partition("(")[0] for problem in report.problems] == [
        "made for tests: TEN: differs from the 3 rows imported before ",
    ]


def test_what_is_wrong_is_told_and_the_rest_is_there(tmp_path: Path, cache: SeriesCache) -> None:
    files = dict(FILES)
    files["series.csv"] += (
        "^DJI,gone.csv,Dow,price_index,,,,,,,,\nNA,GSPC.csv,Other,etf,,,,,,,,\nTNX,p.csv,10y,yield,,,,,,,,\n"
    )
    files["stocks.csv"] = (
        "symbol,date,close\n"
        "NA,2023-09-08,12\nNA,2023-09-06,-10\nNA,2023-09-06,10\nNA,2023-09-05,ten\nNA,2023-09-01,10\n"
        "TEN,2023-09-06,10\nTEN,2023-09-07,1000\nTEN,2023-09-08,12\nTEN,2023-09-08,13\n"
        "STRAY,2023-09-08,1\n"
    )
    files["p.csv"] = "<html>Too many requests</html>"
    report = import_folder(write_folder(tmp_path / "folder", files), cache)
    assert report.series == 3
    assert closes(cache, "NA") == [10, 10, 12]
    assert closes(cache, "TEN") == [10, 1000]
    told = [str(problem) for problem in report.problems]
    assert [line.partition(": ")[0] for line in told] == [
        "series.csv:6",  # NA is two things
        "stocks.csv:5",  # ten
        "stocks.csv:3",  # -10
        "stocks.csv:9",  # the two closes of 8 September
        "stocks.csv:10",
        "stocks.csv:8",  # the jump, which has no next day left
        "gone.csv",
        "p.csv",
        "stocks.csv",  # STRAY
    ]
    assert "holds STRAY, which series.csv does not name; left out" in told[-1]
    assert "web page" in told[-2]
    assert report.gaps == {"NA": (date(2023, 9, 5), date(2023, 9, 7))}
    lines = report.lines(limit=2)
    assert lines[3] == "... and 7 more problems (--problems FILE writes all)"
    assert lines[-1] == "NA: no bar on 2023-09-05, 2023-09-07"


def test_a_calendar_that_nobody_knows_is_told(folder: Path, cache: SeriesCache) -> None:
    text = (folder / "series.csv").read_text().replace("XNYS,16:00,none", "XMARS,16:00,none")
    (folder / "series.csv").write_text(text)
    report = import_folder(folder, cache)
    assert report.series == 3
    assert str(report.problems[0]).startswith("series.csv: ^GSPC: XMARS: no such exchange")


def test_an_import_that_is_broken_off_leaves_the_cache_as_it_was(folder: Path, cache: SeriesCache) -> None:
    def interrupt(symbol: str) -> None:
        if symbol == "TEN":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_folder(folder, cache, on_series=interrupt)
    assert cache.all() == []


def test_a_table_that_cannot_be_read_stops_the_import(folder: Path, cache: SeriesCache) -> None:
    (folder / "members.csv").write_text("index,who\n^GSPC,A\n")
    with pytest.raises(MarketError, match="has no column symbol, from, to"):
        import_folder(folder, cache)
    assert cache.all() == []


def test_a_folder_with_nothing_in_it(tmp_path: Path, cache: SeriesCache) -> None:
    write_folder(tmp_path / "folder", {"AAPL.csv": "<html></html>"})
    with pytest.raises(MarketError, match=r"holds nothing that can be imported; AAPL.csv: AAPL: is a web page"):
        import_folder(tmp_path / "folder", cache)


def test_what_was_imported_is_a_market(folder: Path, cache: SeriesCache, now: Clock) -> None:
    import_folder(folder, cache)
    market = open_market(cache=cache.path, offline=True, now=now)
    found = market.history("TEN", date(2023, 9, 7), date(2023, 9, 9))
    assert found.frame["close"].tolist() == [11, 12]
    assert (found.provenance.provider, found.provenance.fetched_at) == ("folder", "2023-09-11T12:00:00+00:00")
    members = market.members("^GSPC", date(2023, 9, 8))
    assert members is not None
    assert members.symbols == ("NA",)
    assert [fact.value for fact in market.facts("NA", "revenue")] == [10, 11]


@pytest.mark.shared
def test_the_year_to_8_september_2023(shared: Path) -> None:
    """The two figures of the seed: 16.10% and 5.13%, from the closes of 30 December 2022."""
    market = open_market(folders=[shared / "market"])
    for symbol, base, percent in (("^GSPC", 3839.50, 16.10), ("^RUT", 1761.25, 5.13)):
        day = market.calendar(symbol).previous(date(2023, 1, 1))
        close = market.history(symbol, day, date(2023, 9, 9)).frame["close"]
        assert (close.index[0].date(), close.index[-1].date()) == (date(2022, 12, 30), date(2023, 9, 8))
        assert close.iloc[0] == pytest.approx(base, abs=0.005)
        assert round(100 * (close.iloc[-1] / close.iloc[0] - 1), 2) == percent


@pytest.mark.shared
def test_traps_of_real_data(shared: Path) -> None:
    market = open_market(folders=[shared / "market"])
    day = date(2023, 8, 29)
    nvidia = market.history("NVDA", day, date(2023, 8, 30)).frame["close"]
    assert nvidia.iloc[0] == pytest.approx(48.784, abs=0.0005)
    assert nvidia.iloc[0] * basis_factor(market, "NVDA", day) == pytest.approx(487.84, abs=0.005)
    assert market.info("NA") is not None
    oil = market.history("CL=F", date(2020, 4, 20), date(2020, 4, 21)).frame["close"]
    assert oil.iloc[0] == pytest.approx(-37.63)
    members = market.members("^RUT", date(2023, 6, 20))
    assert members is not None
    closes = market.closes(members.symbols, date(2022, 12, 30), date(2023, 6, 21))
    assert (len(members.symbols), len(closes.symbols) > 1700) == (1980, True)
    assert market.history("XLU").provenance.adjustment == "split+dividend"
