from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tapecheck.errors import UsageError
from tapecheck.report import FORMATS, render, words
from tapecheck.report.charts import chart_svg
from tapecheck.report.view import view_of
from tapecheck.schema import (
    Cell,
    Chart,
    Check,
    Consistency,
    Document,
    Metric,
    Provenance,
    Reading,
    Table,
    Verdict,
    from_json,
)
from tests.factories import make_check, make_claim, make_document

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DAYS = tuple(date(2022, 12, 30) + timedelta(days=7 * week) for week in range(37))
CHART = Chart(dates=DAYS, values=tuple(1761.25 + week for week in range(37)))
SERIES = Provenance(symbol="^RUT", provider="folder", field="close", first=DAYS[0], last=DAYS[-1], sha256="ab" * 32)


def with_data() -> Document:
    document = make_document()
    first, second = document.checks or ()
    reading = Reading(reading="from the first close of the period", computed=4.2, verdict=Verdict.IMPRECISE)
    first = dataclasses.replace(first, chart=CHART, series=(SERIES,), readings=(reading,))
    failed = Consistency(rule="points", claims=(), verdict=Verdict.CONTRADICTED, formula="1 + 1 = 3")
    return dataclasses.replace(document, checks=(first, second), consistency=(failed,))


def test_the_page_marks_each_claim_and_stands_alone() -> None:
    page = render(with_data(), "html")
    soup = BeautifulSoup(page, "lxml")
    assert [mark.get_text() for mark in soup.select(".text mark")] == ["5%", "The Dow fell 1.2% on Friday"]
    assert [mark["class"] for mark in soup.select(".text mark")] == [["supported"], ["contradicted"]]
    assert soup.select_one(".text").get_text(" ", strip=True).startswith("Small caps lag")  # type: ignore[union-attr]
    cards = soup.select(".card")
    assert [card["id"] for card in cards] == ["claim-1", "claim-2"]
    assert "+5.13%" in cards[0].get_text() and "1851.54 / 1761.25 - 1 = 5.13%" in cards[0].get_text()
    assert len(soup.select(".card svg")) == 1
    assert [link["href"] for link in soup.select(".wrong a")] == ["#claim-2"]
    assert "Does not add up: 1 + 1 = 3" in soup.get_text()
    assert "^RUT: a folder of market data (look up ^RUT); daily close, 2022-12-30 to 2023-09-08" in soup.get_text()
    assert "from the first close of the period: 4.20% (imprecise)" in soup.get_text()
    assert not soup.select("script, link, img, iframe")


def test_what_a_page_says_is_only_text() -> None:
    document = make_document()
    evil = dataclasses.replace(document.article, title="<script>alert(1)</script>", url='javascript:"x')
    page = render(dataclasses.replace(document, article=evil), "html")
    assert not BeautifulSoup(page, "lxml").select("script")


def test_a_claim_of_a_table_is_marked_in_its_cell() -> None:
    document = make_document()
    claim = make_claim(document.text, start=0, end=0, id="t", cell=Cell(table=0, row=1, col=1))
    table = Table(caption="Closes", rows=(("Index", "Close"), ("Russell 2000", "1,851.54")))
    document = dataclasses.replace(document, claims=(claim,), checks=(make_check(claim),), tables=(table,))
    soup = BeautifulSoup(render(document, "html"), "lxml")
    assert [mark.get_text() for mark in soup.select(".text mark")] == ["1,851.54"]


def test_the_pieces_of_the_text_are_the_text() -> None:
    document = make_document()
    view = view_of(document)
    text = "".join(piece.text for paragraph in (view.title, *view.paragraphs) for piece in paragraph)
    assert text == document.text.replace("\n", "")


def test_an_unchecked_document_and_one_without_claims() -> None:
    assert "Not checked: 2 claims" in render(make_document(checks=False), "html")
    nothing = {"claims": (), "checks": (), "verdict": Verdict.NO_CLAIM, "note": "in another language"}
    empty = dataclasses.replace(make_document(), **nothing)
    page = render(empty, "html")
    assert "No claim was found" in page and "in another language" in page
    assert "**No claim found**: nothing to check" in render(empty, "markdown")


def test_a_page_of_many_wrong_figures_shows_the_first_and_folds_the_rest() -> None:
    document = make_document()
    claims = tuple(dataclasses.replace(document.claims[1], id=f"c{count}") for count in range(100))
    checks = tuple(make_check(claim, Verdict.CONTRADICTED) for claim in claims)
    page = render(dataclasses.replace(document, claims=claims, checks=checks, verdict=Verdict.CONTRADICTED), "html")
    soup = BeautifulSoup(page, "lxml")
    assert len(soup.select("main > ul.wrong li")) == 8
    assert len(soup.select("main > details ul.wrong li")) == 92
    assert len(soup.select(".card")) == 100
    assert [mark.get_text() for mark in soup.select(".text mark")] == ["The Dow fell 1.2% on Friday"]


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_a_browser_shows_the_page_as_it_was_written(tmp_path: Path) -> None:
    """A real browser parses it, runs no script, and its own tree still has every mark, card and chart."""
    page = tmp_path / "report.html"
    page.write_text(render(with_data(), "html"), "utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
               "--disable-background-networking", "--dump-dom", page.as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    soup = BeautifulSoup(done.stdout, "lxml")
    assert [mark.get_text() for mark in soup.select(".text mark")] == ["5%", "The Dow fell 1.2% on Friday"]
    assert len(soup.select(".card svg path")) > 0
    targets = {tag["id"] for tag in soup.select("[id]")}
    assert {str(link["href"])[1:] for link in soup.select('a[href^="#"]')} <= targets


def test_markdown_has_the_numbers() -> None:
    text = render(with_data(), "markdown")
    assert "| 2 | **The Dow fell 1.2% on Friday** | -1.2% | +0.22% | 8 Sep 2023 | ✗ contradicted |" in text
    assert "**Contradicted**: 1 supported, 1 contradicted" in text
    assert "- from the first close of the period: 4.20% (imprecise)" in text


def test_json_is_the_document() -> None:
    document = with_data()
    assert from_json(Document, json.loads(render(document, "json"))) == document


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="choose one of html, markdown"):
        render(make_document(), "docx")
    assert FORMATS[0] == "html"


def test_charts_need_points_and_are_the_same_each_time() -> None:
    claim = make_claim()
    check = make_check(claim, chart=CHART)
    assert chart_svg(check, claim) == chart_svg(check, claim)
    assert chart_svg(make_check(claim, chart=Chart(dates=DAYS[:2], values=(1.0, 2.0))), claim) == ""
    assert chart_svg(make_check(claim), claim) == ""
    assert 'role="img"' in chart_svg(check, claim)
    assert len(chart_svg(check, claim)) < 12_000


@pytest.mark.parametrize(
    ("figure", "unit", "digits", "text"),
    [
        (D("13e9"), "USD", None, "$13 billion"),
        (D("1.5e12"), "JPY", None, "¥1.5 trillion"),
        (D("-37.63"), "USD", None, "-$37.63"),
        (D("5e6"), "SEK", None, "SEK 5 million"),
        (12926413948.0, "USD", 2, "$12.93 billion"),
        (D("4457.49"), "points", None, "4,457.49 points"),
        (D("0.14"), "pp", None, "0.14 pp"),
        (D("2"), "x", None, "2x"),
        (D("4"), "count", None, "4"),
        (5.1266, "percent", 2, "5.13%"),
        (12345678.0, "shares", 2, "12,345,678 shares"),
        (None, "percent", None, ""),
    ],
)
def test_amounts(figure: D | float | None, unit: str, digits: int | None, text: str) -> None:
    assert words.amount(figure, unit, digits) == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "+5%"),
        ({"hedge": "just_below"}, "up nearly 5%"),
        ({"high": D(6)}, "+5% to 6%"),
        ({"metric": Metric.CLOSE, "unit": "points", "low": D("4457.49"), "high": D("4457.49")}, "4,457.49 points"),
        ({"metric": Metric.HIGHEST_SINCE, "low": None, "high": None, "since": "2022-04"}, "highest since 2022-04"),
        ({"metric": Metric.LARGEST_MOVE_SINCE, "low": None, "high": None, "record": True}, "largest move ever"),
    ],
)
def test_what_is_claimed(fields: dict[str, Any], text: str) -> None:
    assert words.claimed(make_claim(**fields)) == text


@pytest.mark.parametrize(
    ("metric", "unit", "computed", "text"),
    [
        (Metric.PERCENT_CHANGE, "percent", 5.1266, "+5.13%"),
        (Metric.POINT_CHANGE, "points", -90.5, "-90.50 points"),
        (Metric.YIELD_LEVEL, "percent", 3.515, "3.52%"),
        (Metric.HIGHEST_SINCE, "date", "2022-11-10", "2022-11-10"),
        (Metric.COUNT, "count", 2.0, "2"),
        (Metric.CLOSE, "points", None, ""),
    ],
)
def test_what_is_computed(metric: Metric, unit: str, computed: float | str | None, text: str) -> None:
    claim = make_claim(metric=metric)
    assert words.computed(claim, make_check(claim, unit=unit, computed=computed)) == text


def test_a_check_without_a_figure_has_none_to_show() -> None:
    claim = make_claim()
    check = Check(claim_id=claim.id, verdict=Verdict.NOT_CHECKABLE, reason="no series")
    assert words.computed(claim, check) == ""
