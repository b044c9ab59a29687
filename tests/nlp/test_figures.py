"""What `find_quantities` reads in market news: text in, one short line per figure out."""

from __future__ import annotations

import pytest

from tapecheck.nlp.figures import find_quantities
from tapecheck.schema import Quantity
from tests.nlp import figures_cases as cases


def plain(value: object) -> str:
    """A decimal without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def short(q: Quantity) -> str:
    """`span = value unit /per hedge direction`."""
    value = plain(q.low) if q.low == q.high else f"{plain(q.low)}..{plain(q.high)}"
    rest = [f"/{q.per}" if q.per else "", q.hedge or "", q.direction or ""]
    return " ".join([f"{q.text} = {value} {q.unit}", *filter(None, rest)])


def read(text: str) -> list[str]:
    """The figures of a text, each in a line."""
    return [short(q) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*cases.MONEY, *cases.PERCENT, *cases.POINTS, *cases.RATES, *cases.MULTIPLES, *cases.COUNTS],
)
def test_figures_of_market_news(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", cases.NONE)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []
