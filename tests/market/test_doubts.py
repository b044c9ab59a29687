"""Which days of a series are in doubt, and what the history tells of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tapecheck.market import FolderMarket
from tapecheck.reference.market import Kind
from tests.market.conftest import write_folder

D = date.fromisoformat
HEAD = "symbol,file,name,kind,currency,timezone,calendar,close_time\n"


def market(
    tmp_path: Path, bars: str, kind: Kind = Kind.STOCK, splits: str = "", calendar: str = "XNYS"
) -> FolderMarket:
    series = f"{HEAD}F,F.csv,Ford Motor,{kind},USD,America/New_York,{calendar},16:00\n"
    files = {"series.csv": series, "F.csv": bars}
    return FolderMarket(write_folder(tmp_path / "m", files | ({"splits.csv": splits} if splits else {})))


def doubtful(found: FolderMarket) -> list[tuple[str, str]]:
    return [(str(day), why.split()[0]) for day, why in found.history("F").doubtful.items()]


def test_a_session_without_a_bar(tmp_path: Path) -> None:
    rows = "date,close\n2023-09-01,10\n2023-09-05,11\n2023-09-07,12\n"  # the 4th is Labor Day, the 6th is missing
    assert doubtful(market(tmp_path, rows)) == [("2023-09-06", "has")]


@pytest.mark.parametrize("kind", [Kind.YIELD, Kind.FX, Kind.COMMODITY_FUTURE, Kind.FLOW])
def test_kinds_whose_exchange_opens_more_often_than_they_have_a_figure(tmp_path: Path, kind: Kind) -> None:
    assert doubtful(market(tmp_path, "date,close\n2023-09-05,10\n2023-09-07,11\n", kind)) == []


def test_a_bar_that_repeats_the_one_before(tmp_path: Path) -> None:
    rows = "date,open,high,low,close\n2023-09-05,10,12,9,11\n2023-09-06,10,12,9,11\n2023-09-07,11,12,9,11\n"
    assert doubtful(market(tmp_path, rows)) == [("2023-09-06", "repeats")]


def test_a_fixed_price_is_no_repetition(tmp_path: Path) -> None:
    rows = "date,open,high,low,close\n2023-09-05,1,1,1,1\n2023-09-06,1,1,1,1\n2023-09-07,1,1,1,1\n"
    assert doubtful(market(tmp_path, rows)) == []


def test_a_leap_that_stays_is_kept_and_shifts_the_series(tmp_path: Path) -> None:
    rows = "date,close\n2023-09-05,1\n2023-09-06,10\n2023-09-07,11\n"
    found = market(tmp_path, rows).history("F")
    assert found.frame["close"].tolist() == [1, 10, 11]
    assert found.shifted == {D("2023-09-06")}


@pytest.mark.parametrize(
    ("closes", "splits", "column", "days"),
    [
        ((10, 5.1, 5), "F,2023-09-06,2\n", "", ["2023-09-06"]),  # as printed
        ((10, 10.2, 10), "F,2023-09-06,2\n", "", []),  # adjusted
        ((1, 9.8, 10), "", "0,0.1,0", ["2023-09-06"]),  # a reverse split in the file's own column, not adjusted
        ((10, 9.8, 10), "", "0,0.1,0", []),
    ],
)
def test_listed_splits(tmp_path: Path, closes: tuple[float, ...], splits: str, column: str, days: list[str]) -> None:
    ratios = column.split(",") if column else ["0"] * 3
    rows = "".join(f"2023-09-0{5 + i},{close},{ratios[i]}\n" for i, close in enumerate(closes))
    found = market(
        tmp_path, f"date,close,stock splits\n{rows}", splits=f"symbol,date,ratio\n{splits}" if splits else ""
    )
    assert [str(day) for day in found.history("F").doubtful] == days


def test_what_matters_to_a_figure(tmp_path: Path) -> None:
    days = [f"2023-0{month}-{day:02}" for month in (3, 4, 5) for day in range(1, 31 + (month != 4))]
    rows = "".join(
        f"{day},10\n" for day in days if D(day).weekday() < 5 and day not in ("2023-03-15", "2023-04-07", "2023-05-29")
    )
    found = market(tmp_path, f"date,close\n{rows}").history("F")
    assert list(found.doubtful) == [D("2023-03-15")]
    assert found.doubt(D("2023-03-14"), D("2023-03-16")) == (D("2023-03-15"), "has no bar of this session")
    assert found.doubt(D("2023-03-01"), D("2023-05-26")) is None  # far from both ends
    assert found.doubt(D("2023-03-01"), D("2023-05-26"), every=True) is not None
    assert found.doubt(D("2023-03-20"), D("2023-05-26"), every=True) is None


def test_a_special_session_of_the_series_is_a_session(tmp_path: Path) -> None:
    rows = "".join(f"2024-01-{day},{close}\n" for day, close in ((17, 21571), (18, 21462), (19, 21622), (20, 21571)))
    found = market(tmp_path, f"date,close\n{rows}", Kind.PRICE_INDEX)
    calendar = found.calendar("F")
    assert calendar.is_session(D("2024-01-20"))  # a Saturday
    assert calendar.previous(D("2024-01-22")) == D("2024-01-20")
    assert calendar.close(D("2024-01-20")).hour == 16
    assert not calendar.is_session(D("2024-01-21"))


def test_weekends_of_a_series_that_keeps_to_another_calendar_are_none(tmp_path: Path) -> None:
    rows = "".join(f"2024-01-{day:02},{100 + day}\n" for day in range(1, 29))
    assert not market(tmp_path, f"date,close\n{rows}").calendar("F").is_session(D("2024-01-20"))
