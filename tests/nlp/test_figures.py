"""What `find_quantities` makes of single figures; whole sentences are in `tests/cases/figures`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.nlp.figures import find_quantities
from tapecheck.schema import Hedge
from tests.cases.read import figure


def read(text: str) -> list[str]:
    """The figures of a text, each in a line."""
    return [figure(q) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "ulp", "plausible"),
    [
        ("$9.7 billion", "100000000", ("9650000000", "9750000000")),
        ("20%", "1", ("19.5", "20.5")),
        ("closed at 4,457.49", "0.01", ("4457.485", "4457.495")),
        ("closed at 40,000", "400", ("39800", "40200")),
        ("$109,000", "1000", ("108500", "109500")),
        ("$109,500", "1", ("109499.5", "109500.5")),
        ("six in ten", "10", ("55", "65")),
        ("5bp", "0.01", ("0.045", "0.055")),
        ("34 cents", "0.01", ("0.335", "0.345")),
        ("half a percentage point", "0.5", ("0.25", "0.75")),
        ("doubled", "0.1", ("1.95", "2.05")),
        ("nearly $140 billion", "1E+9", ("130000000000", "140000000000")),
        ("at least 3%", "1", ("3", None)),
        ("$27-29 billion", "1E+9", ("26500000000", "29500000000")),
        ("ten thousand dollars", "1000", ("9500", "10500")),
        ("twenty-five percent", "1", ("24.5", "25.5")),
    ],
)
def test_what_a_figure_plausibly_means(text: str, ulp: str, plausible: tuple[str, str | None]) -> None:
    (found,) = find_quantities(f"The Dow {text}." if text.startswith("closed") else text)
    assert found.ulp == Decimal(ulp)
    assert found.plausible == tuple(bound and Decimal(bound) for bound in plausible)


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("about", Hedge.APPROX),
        ("roughly", Hedge.APPROX),
        ("some", Hedge.APPROX),
        ("nearly", Hedge.JUST_BELOW),
        ("just under", Hedge.JUST_BELOW),
        ("just over", Hedge.JUST_ABOVE),
        ("a little more than", Hedge.JUST_ABOVE),
        ("more than", Hedge.MORE_THAN),
        ("upwards of", Hedge.MORE_THAN),
        ("less than", Hedge.LESS_THAN),
        ("at least", Hedge.AT_LEAST),
        ("no less than", Hedge.AT_LEAST),
        ("no more than", Hedge.AT_MOST),
        ("up to", Hedge.AT_MOST),
        ("as much as", Hedge.AT_MOST),
        ("an estimated", Hedge.APPROX),
        ("a", None),
        ("only", None),
    ],
)
def test_hedges_before(words: str, hedge: Hedge | None) -> None:
    (found,) = find_quantities(f"It may cost {words} $5 billion.")
    assert (found.text, found.hedge) == ("$5 billion", hedge)


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("or so", Hedge.APPROX),
        ("or more", Hedge.AT_LEAST),
        ("at least", Hedge.AT_LEAST),
        ("or less", Hedge.AT_MOST),
        ("at most", Hedge.AT_MOST),
        ("or both", None),
    ],
)
def test_hedges_behind(words: str, hedge: Hedge | None) -> None:
    (found,) = find_quantities(f"It will cost $13 billion {words}.")
    assert (found.text, found.hedge) == ("$13 billion", hedge)


def test_as_much_as_is_the_extreme_of_a_move_and_a_bound_of_a_guess() -> None:
    assert read("The Dow fell as much as 3%.") == ["3% = 3 % down"]
    assert read("The Dow could fall as much as 3%.") == ["3% = 3 % at_most down"]


def test_the_seed_of_the_project_reads_as_its_contract_says() -> None:
    text = (
        "The group has seen paper profits of nearly $13 billion this year, in contrast to the roughly $140 billion in "
        "losses from short sales. About $9.7 billion of short-sellers' estimated profits emerged since August. "
        "Investors withdrew $1.5 billion last week; US large-cap funds pulled in $5.5 billion."
    )
    assert read(text) == [
        "$13 billion = 13000000000 USD just_below up",
        "$140 billion = 140000000000 USD approx down",
        "$9.7 billion = 9700000000 USD approx up",
        "$1.5 billion = 1500000000 USD down",
        "$5.5 billion = 5500000000 USD up",
    ]


@pytest.mark.shared
def test_the_gold_of_the_project_holds_its_floors(shared: Path) -> None:
    from bench import common
    from bench.figures import KINDS, predict, tally

    findings = {}
    for name in ("articles", "claims"):
        documents = common.load_gold(name)
        findings |= common.score("quantities", map(predict, documents), name).findings
    total = tally(findings, KINDS)
    assert total.f1 >= 0.96
    assert min(total.share(attribute) for attribute in ("hedge", "direction", "per")) >= 0.95
