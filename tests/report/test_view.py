from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from tapecheck.report import Context, Review, Revision, render
from tapecheck.report import words as report_words
from tapecheck.report.terminal import print_document
from tapecheck.report.vendors import look_up, source_of
from tapecheck.report.view import view_of
from tapecheck.schema import Direction, Document, Flag, Metric, Provenance, Sentence, Time, TimeSource, Unread, Verdict
from tests.factories import make_check, make_claim, make_document

CONTEXT = Context(
    checked=date(2023, 9, 12),
    reviews={},
    revisions=(Revision(day="2023-09-11", what="first text"), Revision(day="2023-09-12", what="1 claim changed")),
)


def full_document() -> Document:
    document = make_document()
    at = document.text.index("this year")
    unread = Unread(start=at, end=at + 9, text="this year", code="no_noun", reason="nothing says of what it is")
    info = dataclasses.replace(document.article, correction="An earlier version had 6%.")
    first, second = document.checks or ()
    series = Provenance(symbol="^RUT", provider="yfinance", field="close", last=date(2023, 9, 8), licence="none stated")
    checks = (dataclasses.replace(first, certainty=0.97, series=(series,)), second)
    flag = Flag(code="weekday", reason="11 September 2023 was a Monday, not a Friday")
    return dataclasses.replace(document, article=info, unread=(unread,), flags=(flag,), checks=checks)


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_report_tells_what_an_editor_asks(form: str) -> None:
    document = full_document()
    review = Review(action="confirmed", by="Ann Bee", when="2023-09-13T10:00:00Z", note="looked it up")
    text = render(document, form, dataclasses.replace(CONTEXT, reviews={document.claims[1].id: review}))
    text = BeautifulSoup(text, "lxml").get_text(" ") if form == "html" else text
    told = " ".join(text.replace("*", "").split())
    for said in (
        "Checked by a program on 12 September 2023 with data until 8 September 2023.",
        "11 September 2023 was a Monday, not a Friday",
        "An earlier version had 6%.",
        "nothing says of what it is",
        "almost certain (97%)",
        "1 claim changed",
        "looked it up",
        "Yahoo Finance",
        "no licence stated",
        "another figure, or the other direction",
    ):
        assert said in told
    assert "None" not in told


def test_text_and_cards_lead_to_each_other() -> None:
    soup = BeautifulSoup(render(full_document(), "html"), "lxml")
    ids = {tag["id"] for tag in soup.select("[id]")}
    assert {str(link["href"])[1:] for link in soup.select('a[href^="#"]')} <= ids
    assert [link["href"] for link in soup.select(".card h3 a")] == ["#at-1", "#at-2"]
    assert [mark["class"] for mark in soup.select(".text mark")] == [["supported"], ["unread"], ["contradicted"]]


def test_excerpts_hold_the_sentences_of_claims_alone() -> None:
    words = ("The Russell 2000 is up 5% this year.", "Secret words.", "The Dow fell 1.2% on Friday.")
    document = make_document("Small caps lag\n\n" + " ".join(words))
    starts = [document.text.index(one) for one in words]
    ends = [*(start - 1 for start in starts[1:]), len(document.text)]
    sentences = tuple(Sentence(start=start, end=end) for start, end in zip(starts, ends, strict=True))
    page = render(dataclasses.replace(document, sentences=sentences), "html", Context(excerpts=True))
    assert "Secret" not in page and "The Dow fell" in page


@pytest.mark.parametrize(
    ("claim", "check", "said"),
    [
        ({"low": D(14), "high": D(14)}, {"computed": 4.312}, "4%"),
        ({"low": D("14.0"), "high": D("14.0"), "ulp": D("0.1")}, {"computed": 4.312}, "4.3%"),
        ({"low": D("3.9"), "high": D("3.9"), "ulp": D("0.1")}, {"computed": -3.909}, "down 3.9%"),
        ({"low": D("3.9"), "high": D("3.9"), "ulp": D("0.1"), "direction": Direction.DOWN}, {"computed": 0.2},
         "up 0.2%"),
        ({"low": D(5), "high": D(5)}, {"computed": 0.22}, "0.2%"),
        ({"metric": Metric.COUNT, "low": D(3), "high": D(3), "ulp": None, "unit": "count", "direction": None},
         {"computed": 2.0, "unit": "count"}, "2"),
        ({"low": D(5), "high": D(5)}, {"computed": 5.4, "verdict": Verdict.IMPRECISE}, ""),
        ({"low": D(5), "high": D(5)}, {"computed": 4.3, "verdict": Verdict.SUPPORTED}, ""),
        ({"metric": Metric.CLOSE, "low": D("5187.03"), "high": D("5187.03"), "ulp": D("0.01"), "unit": "points",
          "direction": None}, {"computed": 5087.03, "unit": "points"}, "5,087.03 points"),
        ({"metric": Metric.MARKET_CAP, "low": D("2e12"), "high": D("2e12"), "ulp": D("1e11"), "unit": "USD",
          "direction": None}, {"computed": 2.2612e12, "unit": "USD"}, "$2.3 trillion"),
        ({"metric": Metric.HIGHEST_SINCE, "low": None, "high": None, "since": "2013", "unit": "date"},
         {"computed": "2009-03-05", "unit": "date"}, "since 2009"),
        ({"metric": Metric.HIGHEST_SINCE, "low": None, "high": None, "since": "2013-05", "unit": "date"},
         {"computed": "2009-03-05", "unit": "date"}, "since March 2009"),
    ],
)  # fmt: skip
def test_the_suggested_wording_is_rounded_as_the_text_is(
    claim: dict[str, Any], check: dict[str, Any], said: str
) -> None:
    made = make_claim(**claim)
    assert report_words.suggestion(made, make_check(made, **{"verdict": Verdict.CONTRADICTED, **check})) == said


@pytest.mark.parametrize(("found", "said"), [("2022-11-10", "since November 2022"), ("2023-09-07", "")])
def test_a_bound_of_this_very_year_is_told_finer_and_yesterdays_not_at_all(found: str, said: str) -> None:
    claim = make_claim(metric=Metric.LOWEST_SINCE, low=None, high=None, since="2006", unit="date")
    as_of = date(2022, 12, 30) if said else date(2023, 9, 8)
    check = make_check(claim, Verdict.CONTRADICTED, computed=found, unit="date", as_of=as_of)
    assert report_words.suggestion(claim, check) == said


@pytest.mark.parametrize(
    ("source", "said"), [(TimeSource.OWN, ""), (TimeSource.BEFORE, "from the sentence before"),
                         (TimeSource.DEFAULT, "assumed: no words give it")],
)  # fmt: skip
def test_which_words_gave_the_time(source: TimeSource, said: str) -> None:
    time = Time(from_=date(2023, 1, 1), to=date(2023, 9, 9), source=source)
    assert report_words.time_source(make_claim(times=(time,))) == said


@pytest.mark.parametrize(
    ("reason", "why"), [("the direction is wrong", "the direction is wrong: 98 / 100 - 1 = -2.00%"),
                        ("it fails (98 / 100 - 1 = -2.00%)", "it fails (98 / 100 - 1 = -2.00%)"),
                        ("", "98 / 100 - 1 = -2.00%")],
)  # fmt: skip
def test_a_formula_that_the_reason_holds_is_not_told_twice(reason: str, why: str) -> None:
    claim = make_claim()
    check = make_check(claim, Verdict.CONTRADICTED, reason=reason, formula="98 / 100 - 1 = -2.00%")
    assert view_of(dataclasses.replace(make_document(), claims=(claim,), checks=(check,))).rows[0].why == why


def test_a_claim_without_a_known_time_has_no_computed_figure_beside_it() -> None:
    claim = make_claim(period_from=None, period_to=None)
    check = make_check(claim, Verdict.NOT_CHECKABLE, reason="no period")
    assert (report_words.computed(claim, check), report_words.computed(make_claim(), check)) == ("", "+5.13%")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12000000000.0 / 4 = 3000000000.0", "12,000,000,000 / 4 = 3,000,000,000"),
        ("31104.97 - 32381.34 = -1276.37", "31,104.97 - 32,381.34 = -1276.37"),
        ("close of ^GSPC on 2024-02-22 = 5087.03", "close of ^GSPC on 2024-02-22 = 5087.03"),
        ("12345.0", "12,345.0"),
    ],
)
def test_formulas_are_readable(text: str, shown: str) -> None:
    assert report_words.numbers(text) == shown


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (D("12e9"), D("13e9"), "USD", "$12-13 billion"),
        (D("900e6"), D("1e9"), "USD", "$900 million to $1 billion"),
        (D(5), D(6), "percent", "5% to 6%"),
        (D("4.5"), D("5.5"), "points", "4.5 to 5.5 points"),
        (D(5), D(5), "x", "5x"),
    ],
)
def test_spans(low: D, high: D, unit: str, text: str) -> None:
    assert report_words.span(low, high, unit) == text


def test_the_whole_sentence_stands_around_a_fragment() -> None:
    text = "Wrap\n\nThe Dow fell, and the Russell 2000 is up 5% this year, traders said."
    claim = make_claim(text, "the Russell 2000 is up 5% this year")
    document = dataclasses.replace(
        make_document(), text=text, checks=(), claims=(claim,), sentences=(Sentence(start=6, end=len(text)),)
    )
    row = view_of(document).rows[0]
    assert (row.before, row.said, row.after) == (
        "The Dow fell, and ", "the Russell 2000 is up 5% this year", ", traders said.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("provider", "symbol", "link"),
    [
        ("yfinance", "^RUT", "https://finance.yahoo.com/quote/%5ERUT/history/"),
        ("fred", "^TNX", "https://fred.stlouisfed.org/series/DGS10"),
        ("fred", "UNRATE", "https://fred.stlouisfed.org/series/UNRATE"),
        ("a plugin", "X", None),
    ],
)
def test_where_to_look_a_series_up(provider: str, symbol: str, link: str | None) -> None:
    series = Provenance(symbol=symbol, provider=provider, field="close")
    assert look_up(series) == link
    assert source_of(series).symbol == symbol


@pytest.mark.parametrize("width", [40, 79, 80, 140])
def test_a_terminal_shows_the_words_with_their_marks_at_any_width(width: int) -> None:
    console = Console(width=width, highlight=False)
    with console.capture() as captured:
        print_document(full_document(), console=console)
    shown = " ".join(captured.get().split())
    for said in ("Russell 2000 is up 5%[✓1]", "The Dow fell 1.2% on Friday[✗2]", "+0.22%", "not read: “this year”"):
        assert said in shown
    assert max(len(line) for line in captured.get().splitlines()) <= width
