"""Arithmetic inside the article: no market at all."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tapecheck.crosscheck import check_claims, find_consistency
from tapecheck.crosscheck.verdict import with_arithmetic
from tapecheck.nlp.claims.wording.own import as_read
from tapecheck.nlp.sentences import find_sentences
from tapecheck.schema import Cell, Check, Claim, Consistency, Extent, Modality, Table, Verdict
from tests.crosscheck.fakes import MemoryMarket, claim


def said(text: str, *specs: tuple[str, str, dict[str, object]]) -> list[Claim]:
    """Claims at `words` of a text: (metric, words, fields); the figure is the first number in the words."""
    claims = []
    for number, (metric, words, fields) in enumerate(specs):
        start = text.index(words)
        figure = re.search(r"\d[\d,]*(?:\.\d+)?", words)
        assert figure is not None
        low = figure[0].replace(",", "")
        made = claim(metric, text=words, low=low, **{"day": "2000-04-14", "symbol": "^DJI", "subject": "Dow", **fields})
        at = Extent(start=start + figure.start(), end=start + figure.end())
        claims.append(replace(made, id=f"c{number}", start=start, end=start + len(words), quantity=at))
    return [as_read(each, text, list(find_sentences(text))) for each in claims]


DOWN = {"direction": "down"}


@pytest.mark.parametrize(
    ("text", "verdict", "formula"),
    [
        (
            "The Dow fell 617.78 points, or 5.66 percent, to 10,305.77.",
            "supported",
            "617.78 / (10305.77 + 617.78) = 5.655% against 5.66%",
        ),
        ("The Dow fell 617.78 points, or 6.65 percent, to 10,305.77.", "contradicted", None),
        ("The Dow fell 617.78 points, or 5.6 percent, to 10,305.77.", "imprecise", None),
    ],
)
def test_points_percent_and_level(text, verdict, formula):
    percent = text.split(", or ")[1].split(",")[0]
    claims = said(
        text,
        ("point_change", "fell 617.78 points", DOWN),
        ("percent_change", percent, DOWN),
        ("close", "to 10,305.77", {}),
    )
    (found,) = find_consistency(claims)
    assert (found.rule, found.verdict, found.claims) == ("points_percent_level", verdict, ("c0", "c1", "c2"))
    assert formula is None or found.formula == formula


def test_what_belongs_to_another_is_left_alone():
    text = "The Dow fell 617.78 points, or 5.66 percent, to 10,305.77."
    claims = said(
        text,
        ("point_change", "fell 617.78", DOWN),
        ("percent_change", "5.66", DOWN),
        ("close", "10,305.77", {"symbol": "^X"}),
    )
    assert find_consistency(claims) == []
    assert find_consistency([]) == []


GROWTH = {"symbol": None, "direction": "up", "unit": "percent", "day": None}
MONEY = {"symbol": None, "unit": "USD", "day": None}


@pytest.mark.parametrize(
    ("text", "verdict", "formula"),
    [
        ("Sales rose 12%, to $4.6 billion from $4.4 billion.", "contradicted", "4.6 / 4.4 - 1 = 4.55% against 12%"),
        ("Sales rose 5%, to $4.6 billion from $4.4 billion.", "supported", "4.6 / 4.4 - 1 = 4.55% against 5%"),
        ("Revenue of $4.6 billion was up 5% from $4.4 billion.", "supported", None),
        ("We see $4.6 billion (previously $4.4 billion), an increase of 12%.", "contradicted", None),
    ],
)
def test_from_to_and_change(text, verdict, formula):
    claims = said(
        text,
        ("fundamental", re.search(r"\d+%", text)[0], GROWTH),
        ("fundamental", "4.6 billion", MONEY),
        ("fundamental", "4.4 billion", MONEY),
    )
    (found,) = find_consistency(claims)
    assert (found.rule, found.verdict, found.claims) == ("growth", verdict, ("c0", "c1", "c2"))
    assert formula is None or found.formula == formula


def test_a_rate_that_its_own_values_contradict_is_wrong_without_data():
    text = "Sales rose 12%, to $4.6 billion from $4.4 billion."
    claims = said(text, ("fundamental", "12%", GROWTH), ("fundamental", "4.6", MONEY), ("fundamental", "4.4", MONEY))
    checks = check_claims(claims, MemoryMarket(), text=text)
    assert [(check.verdict, check.rule) for check in checks] == [
        ("contradicted", "internal-arithmetic.v1"),
        ("not_checkable", "fundamental.v1"),
        ("not_checkable", "fundamental.v1"),
    ]
    assert checks[0].reason == "the article's own figures disagree"
    forecasts = [claims[0], *(replace(each, modality=Modality.FORECAST) for each in claims[1:])]
    assert len(check_claims(forecasts, MemoryMarket(), text=text)) == 1


OPEN, RIGHT, WRONG = Verdict.NOT_CHECKABLE, Verdict.SUPPORTED, Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("points", "percent", "level", "found"),
    [
        (OPEN, OPEN, OPEN, (OPEN, WRONG, OPEN)),  # of three that nothing is known of it is the percentage
        (RIGHT, RIGHT, OPEN, (RIGHT, RIGHT, WRONG)),
        (OPEN, RIGHT, RIGHT, (WRONG, RIGHT, RIGHT)),
        (RIGHT, OPEN, OPEN, (RIGHT, OPEN, OPEN)),  # either may be wrong
        (RIGHT, RIGHT, RIGHT, (RIGHT, RIGHT, RIGHT)),
        (WRONG, RIGHT, OPEN, (WRONG, RIGHT, OPEN)),
    ],
)
def test_which_part_of_a_sum_is_wrong(points, percent, level, found):
    checks = [Check(claim_id=str(n), verdict=verdict) for n, verdict in enumerate((points, percent, level))]
    sums = [Consistency(rule="points_percent_level", claims=("0", "1", "2"), verdict=WRONG, formula="1 + 1 = 3")]
    assert tuple(check.verdict for check in with_arithmetic(checks, sums)) == found


REVENUE: dict[str, object] = {"symbol": None, "subject": "Revenue", "unit": "USD"}
UP: dict[str, object] = {"direction": "up", "unit": "percent"}


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("Revenue grew 25% to $2.9 billion, while EBITDA increased to $566 million from $533 million.", 0),
        ("Revenue grew 25% as sales rose, to $566 million from $533 million.", 1),
    ],
)
def test_a_rate_that_another_value_parts_from_the_two_is_not_theirs(words, sums):
    other = [("fundamental", "$2.9", REVENUE)] if "$2.9" in words else []
    claims = said(
        words,
        ("fundamental", "grew 25%", REVENUE | UP),
        *other,
        ("fundamental", "to $566", REVENUE),
        ("fundamental", "from $533", REVENUE),
    )
    assert len(find_consistency(claims)) == sums


def test_a_margin_is_no_rate_of_growth():
    margin: dict[str, object] = {"symbol": "TSLA", "subject": "Tesla", "unit": "percent"}
    claims = said(
        "Tesla's margin was 19.3%, down from 23.8% and up 29.1%.",
        ("fundamental", "was 19.3%", margin),
        ("fundamental", "from 23.8%", margin),
        ("fundamental", "up 29.1%", margin | UP),
    )
    assert find_consistency(claims) == []


@pytest.mark.parametrize(
    ("text", "unit", "verdict"),
    [
        ("The yield fell 22 points to 2.34 from 2.56.", "pp", "contradicted"),
        ("The yield fell 0.22 points to 2.34 from 2.56.", "pp", "supported"),
    ],
)
def test_a_change_in_points(text, unit, verdict):
    words = text.split(" points")[0].split("fell ")[1]
    claims = said(
        text,
        ("yield_change", words, {"direction": "down", "unit": unit}),
        ("yield_level", "2.34", {"unit": "percent"}),
        ("yield_level", "2.56", {"unit": "percent"}),
    )
    assert [each.verdict for each in find_consistency(claims)] == [verdict]


def test_a_multiple():
    text = "Output doubled, 2 times, to 40 tonnes from 20 tonnes."
    claims = said(
        text,
        ("fundamental", "2 times", {**GROWTH, "unit": "x"}),
        ("fundamental", "40 tonnes", {**MONEY, "unit": "tonnes"}),
        ("fundamental", "20 tonnes", {**MONEY, "unit": "tonnes"}),
    )
    assert [each.formula for each in find_consistency(claims)] == ["40 / 20 = 2.000 against 2 times"]


@pytest.mark.parametrize(("body", "verdict"), [("3.2", "supported"), ("3.9", "contradicted")])
def test_the_headline_against_the_text(body, verdict):
    text = f"Dow falls 3%\n\nThe Dow fell {body}% on Friday."
    claims = said(text, ("percent_change", "falls 3%", DOWN), ("percent_change", f"fell {body}%", DOWN))
    (found,) = find_consistency(claims, title_end=text.index("\n"))
    assert (found.rule, found.verdict) == ("headline_text", verdict)
    assert find_consistency(claims) == []


def test_the_text_against_a_table():
    text = "The Dow fell 3.9% on Friday."
    (one,) = said(text, ("percent_change", "fell 3.9%", DOWN))
    cell = replace(
        one, id="t", low=Decimal("3.2"), high=Decimal("3.2"), cell=Cell(table=0, row=1, col=1), quantity=None
    )
    (found,) = find_consistency([one, cell])
    assert (found.rule, found.verdict, found.claims) == ("text_table", "contradicted", ("c0", "t"))


TABLE = Table(rows=(("Fund", "Flow ($m)", "Change"), ("A", "1.5", "2"), ("B", "(0.5)", "3"), ("Total", "1.0", "9")))


@pytest.mark.parametrize(("total", "verdict"), [("1.0", "supported"), ("2.0", "contradicted")])
def test_the_totals_of_a_table(total, verdict):
    rows = (*TABLE.rows[:3], ("Total", total, "9"))
    (found,) = find_consistency([], [Table(rows=rows)])
    assert (found.rule, found.verdict) == ("table_total", verdict)
    assert found.formula == f"Flow ($m): 1.5 + -0.5 = 1 against {float(total):g}"


@pytest.mark.parametrize("rows", [TABLE.rows[:3], (("Fund", "x"), ("A", "word"), ("B", "1"), ("Total", "1"))])
def test_a_table_without_a_sum(rows):
    assert find_consistency([], [Table(rows=rows)]) == []


def test_thousands_of_equal_lines():
    line = "The Dow fell 617.78 points, or 5.66 percent, to 10,305.77.\n"
    one = said(
        line,
        ("point_change", "617.78 points", DOWN),
        ("percent_change", "5.66 percent", {**DOWN, "unit": "percent"}),
        ("close", "10,305.77", {}),
    )
    claims = []
    for number in range(2000):
        by = number * len(line)
        for each in one:
            at = Extent(start=each.quantity.start + by, end=each.quantity.end + by)
            claims.append(replace(each, id=f"{number}{each.id}", start=each.start + by, end=each.end + by, quantity=at))
    found = find_consistency(claims)
    sums = [each for each in found if each.rule == "points_percent_level"]
    assert len(sums) == 2000
    assert {each.verdict for each in sums} == {"supported"}


def test_a_percentage_goes_with_the_points_before_it():
    text = "It fell as much as 998.50 points, or 9.2 percent, and ended down 347.80 points at 10,520.32."
    claims = said(
        text,
        ("point_change", "998.50 points", {**DOWN, "field": "low"}),
        ("percent_change", "9.2 percent", {**DOWN, "unit": "percent"}),
        ("point_change", "347.80 points", DOWN),
        ("close", "10,520.32", {}),
    )
    assert [each for each in find_consistency(claims) if each.rule == "points_percent_level"] == []
