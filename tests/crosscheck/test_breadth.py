"""How many members rose or fell, with bounds for those that have no price."""

from __future__ import annotations

from datetime import date

import pytest

from tapecheck.crosscheck import apply_rules
from tapecheck.reference.market import Kind, Membership
from tests.crosscheck.fakes import MemoryMarket, claim


def market(falls: int, rises: int, missing: int, known: bool = True) -> MemoryMarket:
    """An index of stocks, some without a price."""
    day = date(2023, 9, 8)
    made = MemoryMarket().series("^RUT", {"2022-12-30": 100.0, "2023-09-08": 105.0})
    for number in range(falls + rises):
        last = 9.0 if number < falls else 11.0
        made.series(f"S{number}", {"2022-12-30": 10.0, "2023-09-08": last}, Kind.STOCK)
    symbols = tuple(f"S{number}" for number in range(falls + rises + missing))
    until = None if known else date(2023, 6, 26)
    made.memberships["^RUT"] = Membership(index="^RUT", day=day, symbols=symbols, known=known, until=until)
    return made


def breadth(low: str = "50", **fields):
    values = {
        "symbol": "^RUT",
        "period": ("2023-01-01", "2023-09-09"),
        "direction": "down",
        "unit": "percent",
        **fields,
    }
    return claim("breadth", low=low, published="2023-09-08T18:00:00-04:00", **values)


@pytest.mark.parametrize(
    ("falls", "rises", "missing", "hedge", "verdict"),
    [
        (60, 38, 2, "more_than", "supported"),
        (40, 58, 2, "more_than", "contradicted"),
        (49, 49, 2, "more_than", "not_checkable"),
        (55, 35, 10, None, "contradicted"),
        (50, 30, 20, "more_than", "supported"),
        (48, 32, 20, "more_than", "not_checkable"),  # 48% to 68% straddle one half
    ],
)
def test_all_that_is_possible_must_agree(falls, rises, missing, hedge, verdict):
    check = apply_rules(breadth(hedge=hedge), market(falls, rises, missing))
    assert check.verdict == verdict
    assert f"{missing} of {falls + rises + missing} missing" in check.formula
    assert check.computed == pytest.approx(100 * falls / (falls + rises))


def test_the_members_by_how_far_they_moved():
    spread = apply_rules(breadth(hedge="more_than"), market(60, 38, 2)).histogram
    assert (sum(spread.counts), spread.bar) == (98, 0.0)
    assert sum(n for edge, n in zip(spread.edges, spread.counts, strict=False) if edge < 0) == 60
    assert spread.edges[0] <= -10 and spread.edges[-1] >= 10 and len(spread.counts) <= 26


def test_a_stale_list_proves_nothing_and_shows_the_numbers():
    check = apply_rules(breadth(hedge="more_than"), market(60, 38, 2, known=False))
    assert check.verdict == "not_checkable"
    assert "the list at hand ends 2023-06-26" in check.reason
    assert "members.csv" in check.reason
    assert check.formula == "60 of 98 priced members (61.2%), 2 of 100 missing; bounds 60.0%..62.0%"


def test_against_the_index_and_in_numbers():
    rows = market(60, 40, 0)
    assert apply_rules(breadth("60", text="60% of stocks lagged the index"), rows).verdict == "supported"
    assert apply_rules(breadth("40", text="40% beat the index", direction="up"), rows).verdict == "supported"
    assert apply_rules(breadth("60", unit="stocks"), rows).verdict == "supported"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"direction": None}, "the text states no share, no direction or no index"),
        ({"text": "60% are above their 200-day moving average"}, "what is counted is neither up nor down"),
        ({"symbol": "^GSPC"}, "no price series for ^GSPC is at hand"),
    ],
)
def test_what_is_missing(fields, reason):
    assert apply_rules(breadth(**fields), market(60, 40, 0)).reason.startswith(reason)


def test_no_members_and_no_prices():
    rows = market(60, 40, 0)
    rows.memberships.clear()
    assert apply_rules(breadth(), rows).reason.startswith("breadth needs the members of ^RUT on 2023-09-08")
    rows = market(0, 0, 5)
    assert apply_rules(breadth(), rows).reason.startswith("no member of ^RUT has a price")
