"""Bars that cannot be right: found, told with their rows, and left out or kept as the table in screen.py says."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tapecheck.market.bars import Bars
from tapecheck.market.screen import find_gaps, screen
from tapecheck.reference.calendars import calendar_of
from tapecheck.reference.market import Kind

TODAY = date(2023, 9, 11)
NAN = float("nan")


def run(rows: list[tuple[str, float]], kind: Kind = Kind.STOCK, **columns: list[float]) -> tuple[Bars, list[str]]:
    days = np.array([f"2023-{day}" if len(day) == 5 else day for day, _ in rows], dtype="datetime64[D]")
    values = {"close": np.array([close for _, close in rows]), **{n: np.array(v) for n, v in columns.items()}}
    found, problems = screen(Bars(days, values), np.arange(2, len(rows) + 2), kind, "x.csv", "X", TODAY)
    return found, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("kind", "rows", "closes", "told"),
    [
        ("stock", [("09-07", 1), ("09-08", 2)], [1, 2], []),
        ("stock", [("09-08", 2), ("09-07", 1)], [1, 2], []),  # newest first
        ("stock", [("09-07", 1), ("09-08", NAN)], [1], ["x.csv:3: X: has no close; left out"]),
        ("stock", [("09-07", 1), ("09-08", np.inf)], [1], ["x.csv:3: X: has no close"]),
        ("stock", [("09-07", 1), ("09-07", 1), ("09-08", 2)], [1, 2], ["x.csv:3: X: repeats a day; left out"]),
        ("stock", [("09-07", 1), ("09-08", 2), ("09-07", 1.5)], [2], ["x.csv:2: X: gives a day a second", "x.csv:4:"]),
        ("stock", [("09-06", 1), ("09-07", 0), ("09-08", 1)], [1, 1], ["x.csv:3: X: has a close of zero or below"]),
        ("fx", [("09-06", 1), ("09-07", -1), ("09-08", 1)], [1, 1], ["x.csv:3: X: has a close of zero or below"]),
        ("commodity_future", [("04-17", 18.27), ("04-20", -37.63), ("04-21", 10.01)], [18.27, -37.63, 10.01], []),
        ("yield", [("09-07", -0.5), ("09-08", 0)], [-0.5, 0], []),
        ("stock", [("09-07", 1), ("2203-09-08", 2)], [1], ["x.csv:3: X: is dated in the future; left out"]),
        ("stock", [("0203-09-07", 1), ("09-08", 2)], [2], ["x.csv:2: X: is dated before any market; left out"]),
        ("stock", [("09-06", 10), ("09-07", 41), ("09-08", 10)], [10, 10], ["x.csv:3: X: stands more than 300%"]),
        ("stock", [("09-06", 10), ("09-07", 2), ("09-08", 11)], [10, 11], ["x.csv:3: X: stands more than 300%"]),
        ("stock", [("09-06", 10), ("09-07", 40), ("09-08", 10)], [10, 40, 10], []),  # 300% is not more than 300%
        ("stock", [("09-06", 10), ("09-07", 41), ("09-08", 42)], [10, 41, 42], ["x.csv:3: X: stands more than 300%"]),
        ("stock", [("09-07", 10), ("09-08", 41)], [10, 41], ["x.csv:3: X: stands more than 300%"]),
        ("yield", [("09-06", 4.2), ("09-07", 427), ("09-08", 4.3)], [4.2, 4.3], ["x.csv:3: X: stands more than 300%"]),
        ("yield", [("09-06", 0.02), ("09-07", 0.2), ("09-08", 0.02)], [0.02, 0.2, 0.02], []),
        ("flow", [("09-06", 1), ("09-07", 100), ("09-08", 1)], [1, 100, 1], []),
        ("stock", [("09-08", 1)], [1], []),
        ("stock", [], [], []),
    ],
)
def test_closes(kind: str, rows: list[tuple[str, float]], closes: list[float], told: list[str]) -> None:
    found, problems = run(rows, Kind(kind))
    assert found.columns["close"].tolist() == closes
    assert [line[: len(start)] for line, start in zip(problems, told, strict=True)] == told


def test_a_jump_that_stays_is_told_as_such() -> None:
    assert "stays there: a real move, or a split that splits.csv lacks" in run([("09-07", 10), ("09-08", 100)])[1][0]


def test_fields_that_cannot_be() -> None:
    days = [("09-06", 10.0), ("09-07", 11.0), ("09-08", 12.0)]
    found, told = run(days, open=[0, 11, 12], high=[11, 12, 10], low=[9, 10, 13], adj_close=[9, -1, 12])
    assert found.columns["close"].tolist() == [10, 11, 12]
    assert [int(np.isnan(found.columns[n]).sum()) for n in ("open", "high", "low", "adj_close")] == [1, 1, 1, 1]
    assert [line.partition(": X: ")[0] for line in told] == ["x.csv:2", "x.csv:3", "x.csv:4"]


def test_a_column_that_is_empty_throughout_is_absent() -> None:
    assert list(run([("09-08", 1.0)], open=[NAN])[0].columns) == ["close"]


def test_many_rows_of_one_sort_are_told_together() -> None:
    _, told = run([(f"08-{day:02}", NAN) for day in range(1, 31)])
    assert len(told) == 4
    assert told[-1] == "x.csv:5: X: has no close; left out (here and in 26 more rows to row 31)"


def test_gaps_against_the_calendar() -> None:
    nyse = calendar_of("XNYS", "America/New_York", "16:00")
    found, _ = run([("09-01", 1), ("09-06", 1), ("09-08", 1)])
    assert find_gaps(found, nyse) == (date(2023, 9, 5), date(2023, 9, 7))  # not Labor Day, nor the weekend
    assert find_gaps(run([])[0], nyse) == ()
