"""Claims against a document that the user supplied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tapecheck.crosscheck import check_claims
from tapecheck.errors import ReadError
from tapecheck.evidence import ReferenceDocument
from tapecheck.evidence.document import read_number, read_period
from tapecheck.schema import Claim
from tests.crosscheck.fakes import MemoryMarket, claim

REPORT = """\
period,group,count,interest_usd,pnl_usd,pnl_percent
2023 year to date,Mega & Large,1700,650000000000,-110700000000,-16.95
2023 year to date,Mid,2900,227000000000,-29100000000,-12.78
2023 year to date,"Small, Nano & Micro",14000,85000000000,12900000000,15.11
2023 year to date,All U.S. Shorts,18600,962000000000,-126900000000,-13.13
August-September 2023,Mid,2600,219000000000,15100000000,6.88
August-September 2023,"Small, Nano & Micro",9400,75000000000,9740000000,12.96
"""
YEAR = ("2023-01-01", "2023-09-12")
AUGUST = ("2023-08-01", "2023-09-12")


@pytest.fixture
def report(tmp_path) -> ReferenceDocument:
    path = tmp_path / "report.csv"
    path.write_text(REPORT, encoding="utf-8")
    return ReferenceDocument.read(path)


def profit(text: str, low: str, words: str = "", **fields) -> Claim:
    words = words or text
    start = text.index(words)
    values = {"period": YEAR, "unit": "USD", "direction": "up", "subject": "short sellers", **fields}
    made = claim("short_profit", text=words, low=low, **values)
    return replace(made, start=start, end=start + len(words), ulp=Decimal(10) ** 9 / 10)


@pytest.mark.parametrize(
    ("text", "low", "fields", "verdict", "computed"),
    [
        (
            "Profits on small-, micro- and nano-cap shares were $12.9 billion this year",
            "12900000000",
            {},
            "supported",
            12.9e9,
        ),
        (
            "Profits on small-, micro- and nano-cap shares were $15 billion this year",
            "15000000000",
            {},
            "contradicted",
            12.9e9,
        ),
        (
            "Losses on mid-, mega- and large-cap stocks were $139.8 billion",
            "139800000000",
            {"direction": "down"},
            "supported",
            -139.8e9,
        ),
        ("Gains on mid-cap stocks", "29100000000", {"direction": "up"}, "contradicted", -29.1e9),
        ("Profits on small caps since August", "9700000000", {"period": AUGUST}, "supported", 9.74e9),
    ],
)
def test_rows_are_found_by_their_words(report, text, low, fields, verdict, computed):
    (check,) = check_claims([profit(text, low, **fields)], MemoryMarket(), reference=report, text=text)
    assert (check.verdict, check.computed, check.rule) == (verdict, computed, "reference-document.v1")
    assert "pnl_usd: " in check.formula
    assert check.series[0].symbol == "report.csv"


def test_a_sum_of_rows_quotes_both(report):
    text = "Losses on mid-, mega- and large-cap stocks were $139.8 billion"
    (check,) = check_claims(
        [profit(text, "139800000000", direction="down")], MemoryMarket(), reference=report, text=text
    )
    assert check.formula == (
        "pnl_usd: -110700000000 (2023 year to date, Mega & Large) + -29100000000 (2023 year to date, Mid)"
        " = -139800000000"
    )


def test_a_clause_cut_inside_a_list_of_hyphens_goes_on_to_its_end(report):
    text = "Against that stand $139.8 billion in losses from bets on mid-, mega- and large-cap stocks this year."
    cut = profit(text, "139800000000", text[: text.index("-,")], direction="down")
    (check,) = check_claims([cut], MemoryMarket(), reference=report, text=text)
    assert (check.verdict, check.computed) == ("supported", -139_800_000_000)


def test_a_group_may_stand_in_the_sentence_before(report):
    text = "Small-cap stocks joined in. But with about $9.7 billion of profits since August, they were hit."
    made = profit(text, "9700000000", "with about $9.7 billion of profits since August", period=AUGUST)
    (check,) = check_claims([made], MemoryMarket(), reference=report, text=text)
    assert check.verdict == "supported"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Profits were $12.9 billion this year", {}),  # of which group?
        ("Profits on small-cap and mid-cap shares", {"period": ("2021-01-01", "2021-09-01")}),
        ("Profits on small caps", {"period": (None, None)}),
        ("Profits on small caps", {"unit": "percent", "period": ("2022-01-01", "2022-06-01")}),
        ("Profits on small and mega caps", {}),
        ("Profits on small caps", {"low": None}),
    ],
)
def test_never_by_value_alone(report, text, fields):
    low = fields.pop("low", "12900000000")
    (check,) = check_claims([profit(text, low, **fields)], MemoryMarket(), reference=report, text=text)
    assert check.verdict == "not_checkable"
    assert check.reason.endswith("no row of report.csv has its group, measure and period beyond doubt")


def test_a_percentage_takes_the_column_of_percentages(report):
    text = "Profits on small caps of 15.1% this year"
    made = replace(profit(text, "15.1", unit="percent"), ulp=Decimal("0.1"))
    (check,) = check_claims([made], MemoryMarket(), reference=report, text=text)
    assert (check.verdict, check.computed) == ("supported", 15.11)


def test_a_page_with_a_table_and_its_scale(tmp_path):
    path = tmp_path / "flows.html"
    path.write_text(
        "<html><body><h2>Fund flows, 2023, in millions of dollars</h2><table><tr><th>Fund</th><th>Net flow</th></tr>"
        "<tr><td>Technology</td><td>1,500.5</td></tr><tr><td>Energy</td><td>(300)</td></tr></table><p>Note.</p></body></html>",
        encoding="utf-8",
    )
    reference = ReferenceDocument.read(path)
    made = claim(
        "fund_flow", text="energy funds saw outflows of $300 million", low="300000000", unit="USD", direction="down",
        period=("2023-01-01", "2024-01-01"),
    )  # fmt: skip
    (check,) = check_claims([made], MemoryMarket(), reference=reference)
    assert (check.verdict, check.computed) == ("supported", -300e6)


def test_a_sentence_of_plain_text(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text("Acme reports.\nAcme revenue for 2023 was $4.6 billion.\nBeta revenue for 2023 was $9 billion.\n")
    reference = ReferenceDocument.read(path)
    made = claim(
        "fundamental", text="Acme's revenue was $4.6 billion", subject="Acme", low="4600000000", unit="USD",
        period=("2023-01-01", "2024-01-01"),
    )  # fmt: skip
    (check,) = check_claims([made], MemoryMarket(), reference=reference)
    assert (check.verdict, check.computed) == ("supported", 4.6e9)
    assert check.formula == "“Acme revenue for 2023 was $4.6 billion.”"
    (other,) = check_claims([replace(made, subject="Gamma")], MemoryMarket(), reference=reference)
    assert other.verdict == "not_checkable"


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("2023 year to date", (date(2023, 1, 1), date(2024, 1, 1))),
        ("August-September 2023", (date(2023, 8, 1), date(2023, 10, 1))),
        ("Dec. 2022", (date(2022, 12, 1), date(2023, 1, 1))),
        ("Q2 2023", (date(2023, 4, 1), date(2023, 7, 1))),
        ("fourth quarter of 2023", (date(2023, 10, 1), date(2024, 1, 1))),
        ("2023-09-01 to 2023-09-08", (date(2023, 9, 1), date(2023, 9, 9))),
        ("Small caps", None),
    ],
)
def test_periods_of_labels(label, period):
    assert read_period(label) == period


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.5", 1234.5),
        ("(12)", -12.0),
        ("−3.5%", -3.5),
        ("$1.5bn", 1.5e9),
        ("2m", 2e6),
        ("n/a", None),
        ("3 rd", None),
    ],
)
def test_numbers_of_cells(cell, value):
    assert read_number(cell) == value


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"  \n", "is empty"),
        ("x.pdf", b"%PDF\xff\xfe", "is not UTF-8 text"),
        (None, b"", "cannot be read"),
    ],
)
def test_what_cannot_be_read(tmp_path, name, content, message):
    path = tmp_path / (name or "missing.csv")
    if name:
        path.write_bytes(content)
    with pytest.raises(ReadError, match=message):
        ReferenceDocument.read(path)


@pytest.mark.shared
def test_the_figures_of_the_first_article(shared):
    reference = ReferenceDocument.read(shared / "seed" / "s3-reference.csv")
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")

    def figure(words: str, low: str, hedge: str, direction: str, period: tuple[str, str], ulp: int) -> Claim:
        start = text.index(words)
        made = claim("short_profit", text=words, low=low, hedge=hedge, direction=direction, period=period, unit="USD")
        return replace(made, start=start, end=start + len(words), ulp=Decimal(ulp), published="2023-09-11")

    claims = [
        figure("paper profits of nearly $13 billion this year", "13000000000", "just_below", "up", YEAR, 10**9),
        figure("roughly $140 billion in losses", "140000000000", "approx", "down", YEAR, 10**9),
        figure("with about $9.7 billion of", "9700000000", "approx", "up", AUGUST, 10**8),
    ]
    with_reference = check_claims(claims, MemoryMarket(), reference=reference, text=text)
    assert [check.verdict for check in with_reference] == ["supported"] * 3
    assert "Mega & Large" in with_reference[1].formula
    assert "Mid" in with_reference[1].formula
    assert [check.verdict for check in check_claims(claims, MemoryMarket(), text=text)] == ["not_checkable"] * 3
