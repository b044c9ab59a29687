"""Files as vendors write them, and what is said of rows and files that cannot be read."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from tapecheck.errors import ProviderError
from tapecheck.market import FolderMarket
from tapecheck.market.files import KEPT, MOST_ROWS, BarFile
from tapecheck.market.sheets import read_csv, sheet_of

STOOQ_BULK = """\
<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
AAPL.US,D,20230907,000000,1,2,1,11,5,0
AAPL.US,D,20230908,000000,1,2,1,12,5,0
"""
Found = list[tuple[str, float]]


def read(tmp_path: Path, text: str) -> tuple[Found, list[str]]:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    sheet = read_csv(path)
    closes = sheet.bars.columns["close"]
    return [(str(d), float(c)) for d, c in zip(sheet.bars.days, closes, strict=True)], [str(p) for p in sheet.problems]


@pytest.mark.parametrize(
    "text",
    [
        "date,close\n2023-09-07,11\n2023-09-08,12\n",
        "\ufeffdate,close\n2023-09-07,11\n2023-09-08,12\n",
        "Date,Open,High,Low,Close,Adj Close,Volume\n2023-09-07,1,2,1,11,11,5\n2023-09-08,1,2,1,12,12,5\n",  # Yahoo
        "Date,Open,High,Low,Close*,Adj Close**,Volume\n2023-09-07,1,2,1,11,11,5\n2023-09-08,1,2,1,12,12,null\n",
        "Date,Open,High,Low,Close,Volume\r\n2023-09-07,1,2,1,11,5\r\n2023-09-08,1,2,1,12,5\r\n",  # Stooq
        STOOQ_BULK,
        "observation_date,DGS10\n2023-09-07,11\n2023-09-08,12\n",  # FRED
        "DATE,DGS10\n2023-09-07,11\n2023-09-08,12\n",
        "Date;Close\n2023-09-07;11\n2023-09-08;12\n",
        "Date,Close,Dividends,Stock Splits\n2023-09-07 00:00:00-04:00,11,0,0\n2023-09-08 00:00:00-04:00,12,0,0\n",
        "Date,Close\n09/07/2023,11\n09/08/2023,12\n12/31/2023,13\n",
        "Date,Close\n31.12.2023,13\n07.09.2023,11\n08.09.2023,12\n",
        'Date,Close\n"Sep 07, 2023",11\n"Sep 08, 2023",12\n',
        "date,close\n2023-09-07,11\n2023-09-08,12\n,\n",
        'date,close\n2023-09-07,11\n2023-09-08,"12"\n',
    ],
)
def test_formats(tmp_path: Path, text: str) -> None:
    found, _ = read(tmp_path, text)
    assert [entry for entry in sorted(found) if entry[1] != 13] == [("2023-09-07", 11), ("2023-09-08", 12)]


@pytest.mark.parametrize(
    ("rows", "kept", "told"),
    [
        (["2023-09-07,11", "2023-09-08,twelve"], 1, ["file.csv:3: close 'twelve' is no figure"]),
        (["2023-09-07,11", "2023-13-08,12"], 1, ["file.csv:3: '2023-13-08' is no date; left out"]),
        (["yesterday,11", "2023-09-08,12"], 1, ["file.csv:2: 'yesterday' is no date; left out"]),
        (["2023-09-07,11", "2023-09-08,12,13", "2023-09-11,14"], 2, ["file.csv:3: has not 2 columns; left out"]),
        (["2023-09-07,11", ",12", "2023-09-11,14"], 2, ["file.csv:3: has no date; left out"]),
        (["2023-09-07,11", "", "2023-09-11,x"], 1, ["file.csv:4: close 'x' is no figure"]),
        (["2023-09-07,11", "", "2023-09-11,12"], 2, []),
        (["09/07/2023,11", "09/08/2023,12"], 0, ["file.csv:2: '09/07/2023' may be two days", "file.csv:3:"]),
        (["09/07/2023,11", "13/08/2023,12", "08/13/2023,13"], 0, ["file.csv:2:", "file.csv:3:", "file.csv:4:"]),
        (["09/07/2023,11", "09/28/2023,12", "28/09/2023,13"], 0, ["file.csv:2:", "file.csv:3:", "file.csv:4:"]),
        (['2023-09-07,"1,234.5"'], 1, []),
    ],
)
def test_rows_that_cannot_be_read(tmp_path: Path, rows: list[str], kept: int, told: list[str]) -> None:
    found, problems = read(tmp_path, "date,close\n" + "\n".join(rows) + "\n")
    assert len(found) == kept
    assert len(problems) == len(told)
    assert all(line.startswith(start) for line, start in zip(problems, told, strict=True))


def test_mixed_zones_are_told_and_summer_time_is_not(tmp_path: Path) -> None:
    days = ["2023-03-10 00:00:00-05:00", "2023-03-13 00:00:00-04:00", "2023-03-14 00:00:00-04:00"]
    text = "Date,Close\n" + "".join(f"{day},1\n" for day in days)
    assert [day for day, _ in read(tmp_path, text)[0]] == ["2023-03-10", "2023-03-13", "2023-03-14"]
    found, problems = read(tmp_path, text + "2023-03-15 00:00:00+09:00,1\n2023-03-16,1\n2023-03-17T00:00:00Z,1\n")
    assert len(found) == 3
    assert [line.partition(": ")[0] for line in problems] == ["file.csv:5", "file.csv:6", "file.csv:7"]
    assert "in another time zone than the rest" in problems[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("<!DOCTYPE html>\n<html>Too many requests</html>", "is a web page, not a table"),
        ("day,price of it\n2023-09-08,1\n", "has no column date and no column close, only day, price of it"),
        ("date,open,high\n2023-09-08,1,2\n", "has no column close"),
    ],
)
def test_files_that_are_none(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProviderError, match=told):
        read(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("gone.csv", "gone.parquet"):
        with pytest.raises(ProviderError, match="is not there"):
            BarFile(tmp_path / name).take("X", "stock", None)  # type: ignore[arg-type]


def test_parquet_that_is_torn(tmp_path: Path) -> None:
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(ProviderError, match="cannot be read as daily bars"):
        BarFile(tmp_path / "torn.parquet").take("X", "stock", None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "dates",
    [
        pa.array(["2023-09-07", "2023-09-08"]),
        pa.array(np.array(["2023-09-07", "2023-09-08"], "datetime64[D]")),
        pa.array(np.array(["2023-09-07", "2023-09-08"], "datetime64[ns]")),
    ],
)
def test_parquet_dates(dates: pa.Array) -> None:
    sheet = sheet_of(pa.table({"Date": dates, "Close": [11, 12]}), Path("x.parquet"), np.arange(1, 3))
    assert [str(day) for day in sheet.bars.days] == ["2023-09-07", "2023-09-08"]


def test_parquet_without_what_is_needed() -> None:
    with pytest.raises(ProviderError, match="cannot be read"):
        sheet_of(pa.table({"date": ["2023-09-07"], "close": ["x"]}), Path("x.parquet"), np.arange(1, 2))


def long_file(path: Path, symbols: list[str], group: int) -> Path:
    days = np.array(["2023-09-07", "2023-09-08"] * (len(symbols) // 2), "datetime64[D]")
    table = pa.table({"symbol": symbols, "date": days, "close": np.arange(1.0, len(symbols) + 1)})
    parquet.write_table(table, path, row_group_size=group)
    return path


def test_a_sorted_long_file_is_read_by_the_piece_and_each_piece_once(tmp_path: Path) -> None:
    from datetime import date

    from tapecheck.reference.market import Kind

    file = BarFile(long_file(tmp_path / "long.parquet", ["A", "A", "B", "B", "C", "C"], 3))  # B lies in both pieces
    found = file.take("A", Kind.STOCK, date(2023, 9, 11))
    assert found is not None
    assert (found[0].columns["close"].tolist(), file.reads) == ([1, 2], 1)
    found = file.take("B", Kind.STOCK, date(2023, 9, 11))
    assert found is not None
    assert (found[0].columns["close"].tolist(), file.reads) == ([3, 4], 2)
    assert file.take("D", Kind.STOCK, date(2023, 9, 11)) is None
    assert (file.left(), file.reads) == (["C"], 2)


def test_a_long_file_in_any_order(tmp_path: Path) -> None:
    from datetime import date

    from tapecheck.reference.market import Kind

    days = ["2023-09-08", "2023-09-07", "2023-09-07", "2023-09-08"]
    table = pa.table({"symbol": ["B", "A", "B", "A"], "date": days, "close": [4.0, 1.0, 3.0, 2.0]})
    parquet.write_table(table, tmp_path / "long.parquet", row_group_size=2)
    file = BarFile(tmp_path / "long.parquet")
    for symbol, closes in (("A", [1, 2]), ("B", [3, 4])):
        found = file.take(symbol, Kind.STOCK, date(2023, 9, 11))
        assert found is not None
        assert (found[0].columns["close"].tolist(), found[1]) == (closes, [])


def test_closes_alone_are_those_of_the_bars_and_few_pieces_are_kept(tmp_path: Path) -> None:
    from datetime import date

    from tapecheck.reference.market import Kind

    symbols = [symbol for symbol in "ABCDEFGH" for _ in range(2)]
    path, today = long_file(tmp_path / "long.parquet", symbols, 3), date(2023, 9, 11)
    closes = BarFile(path).closes(dict.fromkeys("ACH", Kind.STOCK), today)
    assert {symbol: bars.columns["close"].tolist() for symbol, bars in closes.items()} == {
        "A": [1, 2], "C": [5, 6], "H": [15, 16]}  # fmt: skip
    file = BarFile(path)
    for symbol in "ABCDEFGHA":
        found = file.take(symbol, Kind.STOCK, today)
        assert found is not None
        assert len(found[0]) == 2
        assert len(file._pieces) <= KEPT
    assert file.reads > 6  # the first piece was let go, and read again


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "MSFT",
            "Price,Close,High,Low,Open,Volume\nTicker,MSFT,MSFT,MSFT,MSFT,MSFT\nDate,,,,,\n"
            "2023-09-07,329.91,333.08,329.03,331.29,18381000\n2023-09-08,334.27,336.16,329.46,330.09,19530100\n",
            id="yfinance",
        ),
        pytest.param(
            "MSFT",
            "Date, Open, High, Low, Close\n09/08/23, 330.09, 336.16, 329.46, 334.27\n"
            "09/07/23, 331.29, 333.08, 329.03, 329.91\n08/31/23, 329.2, 330.9, 326.8, 327.76\n",
            id="wsj",
        ),
        pytest.param(
            "MSFT",
            "Date,Close/Last,Volume,Open,High,Low\n09/08/2023,$334.27,19530100,$330.09,$336.16,$329.46\n"
            "09/07/2023,$329.91,18381000,$331.29,$333.08,$329.03\n08/31/2023,$327.76,1,$329.2,$330.9,$326.8\n",
            id="nasdaq",
        ),
        pytest.param(
            "Microsoft Historical Data",
            '\ufeff"Date","Price","Open","High","Low","Vol.","Change %"\n'
            '"Sep 08, 2023","334.27","330.09","336.16","329.46","19.53M","1.32%"\n'
            '"Sep 07, 2023","329.91","331.29","333.08","329.03","18.38M","-0.89%"\n',
            id="investing.com",
        ),
        pytest.param(
            "MSFT",
            "Date,Open,High,Low,Close\n2023-09-07 00:00:00-04:00,331.29,333.08,329.03,329.91\n"
            "2023-09-08 00:00:00-04:00,330.09,336.16,329.46,334.27\n2023-09-11 11:42:07-04:00,1,2,1,2\n",
            id="a running session",
        ),
    ],
)
def test_downloads_of_vendors(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    market = FolderMarket(tmp_path)
    assert market.symbols() == ("MSFT",)
    found = market.history("MSFT", date(2023, 9, 7)).frame
    assert [str(day.date()) for day in found.index] == ["2023-09-07", "2023-09-08"]
    assert found["close"].tolist() == [329.91, 334.27]
    assert found["high"].tolist() == [333.08, 336.16]


def test_instants_of_a_parquet_file(tmp_path: Path) -> None:
    """A day is that of the file's own zone; the row of a session that still ran is left out."""
    stamps = [datetime(2023, 9, day, hour, tzinfo=ZoneInfo("Asia/Tokyo")) for day, hour in ((7, 0), (8, 0), (11, 11))]
    table = pa.table({"Date": pa.array(stamps, pa.timestamp("s", "Asia/Tokyo")), "Close": [1.0, 2.0, 3.0]})
    parquet.write_table(table, tmp_path / "7203.T.parquet")
    market = FolderMarket(tmp_path)
    assert [str(day.date()) for day in market.history("7203.T").frame.index] == ["2023-09-07", "2023-09-08"]
    assert "had not ended" in str(market.problems[0])


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("HistoricalPrices.csv", "Date,Close\n2023-09-08,1\n", "rename it to the symbol"),
        ("a.csv", "Price,Close,Close\nTicker,A,B\nDate,,\n2023-09-08,1,2\n", "save a file for each"),
        ("a.csv", "x" * 200_000, "no header"),
    ],
)
def test_downloads_that_do_not_say_enough(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "b.csv").write_text("date,close\n2023-09-08,1\n", "utf-8")
    market = FolderMarket(tmp_path)
    list(market.stream())
    assert any(told in str(problem) for problem in market.problems)
    assert market.symbols()[-1] == "b"


@pytest.mark.parametrize("name", ["F.csv", "F.parquet"])
def test_pipes_and_devices_are_no_files(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    (tmp_path / "Z.csv").symlink_to("/dev/zero")
    market = FolderMarket(tmp_path)
    for symbol in ("F", "Z"):
        with pytest.raises(ProviderError, match="is no file"):
            market.bars(symbol)


def test_a_parquet_file_that_would_fill_the_memory(tmp_path: Path) -> None:
    path, part = tmp_path / "F.parquet", pa.table({"close": pa.array(np.ones(MOST_ROWS // 10))})
    with parquet.ParquetWriter(path, part.schema) as writer:
        for _ in range(11):
            writer.write_table(part)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ProviderError, match="split it into several files"):
        FolderMarket(tmp_path).bars("F")
