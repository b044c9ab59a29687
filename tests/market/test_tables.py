"""series.csv, members.csv, splits.csv, facts.csv: read as text, wrong rows told and left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tapecheck.errors import MarketError
from tapecheck.market.tables import Interval, membership, read_facts, read_members, read_series, read_splits
from tapecheck.reference.market import Kind


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_series(tmp_path: Path) -> None:
    rows, problems = read_series(
        write(
            tmp_path,
            "symbol,file,name,kind,adjustment\n"
            "NA,a.csv,Nano,stock,close: splits as of 2024-09-10; adj_close: splits and dividends\n"
            "TRUE,b.csv,,price_index,\n"
            "X,c.csv,X,shares,\n"
            "NA,d.csv,Not Available,etf,\n"
            ",e.csv,,stock,\n",
        )
    )
    assert list(rows) == ["NA", "TRUE"]
    assert (rows["NA"].info.split_basis, rows["NA"].info.timezone) == (date(2024, 9, 10), "America/New_York")
    assert (rows["TRUE"].info.name, rows["TRUE"].info.kind) == ("TRUE", Kind.PRICE_INDEX)
    assert [str(p).partition("; ")[0] for p in problems] == [
        f"table.csv:4: X: kind 'shares' is none of {', '.join(Kind)}",
        "table.csv:5: NA: is named twice (first with a.csv)",
        "table.csv:6: a series needs a symbol and a file",
    ]


def test_columns_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(MarketError, match="has no column file, kind"):
        read_series(write(tmp_path, "symbol,name\nA,B\n"))


def test_members(tmp_path: Path) -> None:
    lists, problems = read_members(
        write(
            tmp_path,
            "index,symbol,name,from,to\n^GSPC,A,Alpha,2020-01-01,\n^GSPC,B,,2020-01-01,2019-01-01\n^GSPC,C,,soon,\n",
        )
    )
    assert [interval.symbol for interval in lists["^GSPC"]] == ["A"]
    assert [problem.row for problem in problems] == [3, 4]


A, B = Interval("A", date(2020, 1, 1), date(2021, 1, 1)), Interval("B", date(2020, 1, 1), date(2021, 6, 1))
C = Interval("C", date(2021, 1, 1), date(2021, 6, 1))


@pytest.mark.parametrize(
    ("day", "symbols", "known", "until"),
    [
        ("2019-12-31", (), False, None),
        ("2020-01-01", ("A", "B"), True, None),
        ("2021-01-01", ("B", "C"), True, None),  # A's last day was the one before
        ("2021-06-01", ("B", "C"), False, date(2021, 6, 1)),
        ("2023-06-01", ("B", "C"), False, date(2021, 6, 1)),
    ],
)
def test_membership_on_a_day(day: str, symbols: tuple[str, ...], known: bool, until: date | None) -> None:
    found = membership("^X", [A, B, C], date.fromisoformat(day))
    assert (found.symbols, found.known, found.until) == (symbols, known, until)


def test_splits(tmp_path: Path) -> None:
    splits, problems = read_splits(
        write(
            tmp_path,
            "symbol,date,ratio\nA,2022-08-25,3\nA,2020-08-31,5\nB,2021-08-02,0.125\nC,2021-08-02,-1\nC,2021,2\n",
        )
    )
    assert [(s.day.year, s.ratio) for s in splits["A"]] == [(2020, 5), (2022, 3)]
    assert (splits["B"][0].ratio, "C" in splits, [p.row for p in problems]) == (0.125, False, [5, 6])


def test_facts(tmp_path: Path) -> None:
    facts, problems = read_facts(
        write(
            tmp_path,
            "symbol,concept,from,to,value,unit,filed\n"
            "NA,revenue,2023-04-01,2023-07-01,11,USD,2023-09-01\n"
            "NA,revenue,2023-04-01,2023-07-01,10,USD,2023-08-01\n"
            "NA,revenue,2023-01-01,2023-04-01,9,USD,\n"
            "NA,revenue,2023-01-01,2023-04-01,much,USD,\n",
        )
    )
    assert [(fact.value, fact.filed) for fact in facts["NA"]] == [
        (9, None),
        (10, date(2023, 8, 1)),  # the first print before its revision
        (11, date(2023, 9, 1)),
    ]
    assert [problem.row for problem in problems] == [5]


HEAD = "symbol,concept,from,to,value,unit,filed\n"


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("2022,1981000000,2023-02-03|2022,1981000,2023-04-07", [1981000000]),  # the first filed holds
        ("2021,1800000000,2022-02-03|2022,1981000,2023-02-03|2022,1981000000,2023-04-07", [1800000000, 1981000000]),
        ("2022,1981000000,2023-02-03|2022,1990000000,2023-04-07", [1981000000, 1990000000]),  # a revision
        ("2022,-1981000000,2023-02-03|2022,1981000,2023-04-07", [-1981000000, 1981000]),
    ],
)
def test_filings_thousands_apart(tmp_path: Path, rows: str, kept: list[float]) -> None:
    path = tmp_path / "facts.csv"
    lines = [row.split(",") for row in rows.split("|")]
    path.write_text(HEAD + "".join(f"F,net_income,{y}-01-01,{int(y) + 1}-01-01,{v},USD,{d}\n" for y, v, d in lines))
    facts, problems = read_facts(path)
    assert [fact.value for fact in facts["F"]] == kept
    assert len(problems) == len(lines) - len(kept)
    assert all("thousands apart" in str(problem) for problem in problems)
