"""A claim that fails on a day that its own series puts in doubt is not checkable."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapecheck import analyze

HEAD = "symbol,file,name,kind,currency,timezone,calendar,close_time\n"
ROW = "F,F.csv,Ford Motor,stock,USD,America/New_York,XNYS,16:00\n"


def verdicts(tmp_path: Path, text: str, rows: str, published: str = "2023-09-08T18:00:00-04:00") -> list[str]:
    (tmp_path / "series.csv").write_text(HEAD + ROW, "utf-8")
    (tmp_path / "F.csv").write_text(rows, "utf-8")
    document = analyze(text, published=published, market=tmp_path, model="fast")
    return [check.verdict for check in document.checks or ()]


WEEK = {"2023-08-31": 12.10, "2023-09-01": 12.07, "2023-09-05": 12.09, "2023-09-06": 12.07, "2023-09-07": 11.96,
        "2023-09-08": 12.30}  # fmt: skip


def table(**closes: float | None) -> str:
    days = WEEK | {f"2023-09-{day[1:]}": close for day, close in closes.items()}
    return "date,close\n" + "".join(f"{day},{close}\n" for day, close in days.items() if close is not None)


@pytest.mark.parametrize(
    ("text", "closes", "expected"),
    [
        ("Ford rose 2.8% on Friday.", {}, "supported"),
        ("Ford rose 9.8% on Friday.", {}, "contradicted"),
        ("Ford rose 0.2% on Tuesday.", {"d05": 1209.0}, "not_checkable"),  # a day at a hundred times the price
        ("Ford rose 0.2% on Tuesday.", {"d05": 1209.0, "d06": 1207.0}, "not_checkable"),  # two such days
        ("Ford rose 9.8% on Friday.", {"d07": None}, "not_checkable"),  # the session before is missing
        ("Ford rose 2.8% on Friday.", {"d05": None}, "supported"),
        ("Ford rose 2% on Friday.", {"d08": 120.0}, "not_checkable"),  # ten times, and nothing after it to tell why
    ],
)
def test_lying_days_contradict_nobody(
    tmp_path: Path, text: str, closes: dict[str, float | None], expected: str
) -> None:
    assert verdicts(tmp_path, text, table(**closes)) == [expected]
