"""Economic figures: which period is meant, what revisions excuse, first prints, the Fed's target."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tapecheck.crosscheck import apply_rules, check_claim
from tapecheck.crosscheck.rules.economy import read_table
from tapecheck.market import FolderMarket
from tapecheck.reference.market import Fact, Kind
from tapecheck.schema import Claim
from tests.crosscheck.fakes import MemoryMarket, claim

UNEMPLOYMENT = dict(
    zip(
        ("2022-10-01", "2022-11-01", "2023-10-01", "2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01"),
        (3.6, 3.6, 3.9, 3.7, 3.7, 3.7, 3.9),
        strict=True,
    )
)
PAYROLLS = {"2023-11-01": 156_700.0, "2023-12-01": 156_900.0, "2024-01-01": 157_100.0, "2024-02-01": 157_340.0}
PRICES = {f"{y}-{m:02d}-01": 100 * 1.003 ** (12 * (y - 2022) + m) for y in (2022, 2023) for m in range(1, 13)}
CLAIMS = {"2024-01-13": 190_000, "2024-01-20": 215_000, "2024-01-27": 224_000, "2024-02-03": 220_000}
TARGET = {date(2023, 7, 27) + timedelta(days=k): (5.25, 5.5) for k in range(420)}
TARGET |= {date(2024, 9, 19) + timedelta(days=k): (4.75, 5.0) for k in range(40)}
OCTOBER = ("2023-10-01", "2023-11-01")


@pytest.fixture
def market() -> MemoryMarket:
    kinds = {"calendar": None, "currency": None}
    made = MemoryMarket().series("UNRATE", UNEMPLOYMENT, Kind.RATE, **kinds)
    made.series("PAYEMS", PAYROLLS, Kind.OTHER, **kinds).series("CPIAUCSL", PRICES, Kind.OTHER, **kinds)
    made.series("ICSA", CLAIMS, Kind.OTHER, **kinds)
    made.series("DFEDTARL", {str(day): low for day, (low, _) in TARGET.items()}, Kind.RATE, **kinds)
    return made.series("DFEDTARU", {str(day): high for day, (_, high) in TARGET.items()}, Kind.RATE, **kinds)


def level(symbol: str, low: str, **fields: object) -> Claim:
    return claim("fundamental", symbol=symbol, low=low, **{"unit": "percent", **fields})


def change(symbol: str, low: str, **fields: object) -> Claim:
    return claim("fundamental", symbol=symbol, low=low, **{"unit": "count", "direction": "up", **fields})


JANUARY = ("2024-01-01", "2024-02-01")


@pytest.mark.parametrize(
    ("made", "verdict", "code"),
    [
        (level("UNRATE", "3.7", period=JANUARY), "supported", None),
        (level("UNRATE", "3.8", period=JANUARY), "not_checkable", "revised"),
        (level("UNRATE", "4.4", period=JANUARY), "contradicted", None),
        # the figure of January came out on 2 February
        (level("UNRATE", "3.7", day="2024-02-15"), "supported", None),
        (level("UNRATE", "3.9", day="2024-03-14"), "supported", None),
        # on 4 March it may be January's or February's
        (level("UNRATE", "3.7", day="2024-03-04"), "supported", "reading"),
        (level("UNRATE", "4.9", day="2024-03-04"), "contradicted", None),
        # told in fewer digits than it is published in
        (level("UNRATE", "4", period=OCTOBER), "not_checkable", "revised"),
        (level("UNRATE", "5", period=OCTOBER), "contradicted", None),
        (change("PAYEMS", "200000", period=JANUARY, freq="month"), "supported", None),
        (change("PAYEMS", "353000", period=JANUARY, freq="month"), "not_checkable", "revised"),
        (change("PAYEMS", "853000", period=JANUARY, freq="month"), "contradicted", None),
        (level("ICSA", "224000", period=("2024-01-21", "2024-01-27"), unit="count"), "supported", None),
        (level("ICSA", "224000", day="2024-01-31", unit="count"), "supported", None),  # told in the morning after
        (level("ICSA", "227000", day="2024-02-01", unit="count"), "not_checkable", "revised"),
        (level("ICSA", "324000", day="2024-02-01", unit="count"), "contradicted", None),
        (change("ICSA", "9000", day="2024-02-01", unit="count", freq="week"), "supported", None),
        (change("CPIAUCSL", "0.3", period=OCTOBER, unit="percent", freq="month"), "supported", None),
        (change("CPIAUCSL", "3.7", period=OCTOBER, unit="percent", freq="year"), "supported", None),
        (change("CPIAUCSL", "3.7", period=OCTOBER, unit="percent"), "supported", "reading"),
        (change("CPIAUCSL", "5.1", period=OCTOBER, unit="percent"), "contradicted", None),
        (level("UNRATE", "4.4", period=JANUARY, definition="assumed"), "not_checkable", "source-open"),
        (level("UNRATE", "3.7", period=("2023-01-01", "2024-01-01")), "not_checkable", "period-open"),
        (level("UNRATE", "3.7", day="2025-02-15"), "not_checkable", "series-short"),
    ],
)  # fmt: skip
def test_verdicts(market: MemoryMarket, made: Claim, verdict: str, code: str | None) -> None:
    check = apply_rules(made, market)
    assert (check.verdict, check.code) == (verdict, code)


def test_a_first_print_is_exact(market: MemoryMarket) -> None:
    for low, filed in (("353000", date(2024, 2, 2)), ("0", date(2024, 1, 5))):
        month = date(2024, 1, 1) if low != "0" else date(2023, 12, 1)
        value = 157_700.0 if low != "0" else 157_347.0
        fact = Fact(
            symbol="PAYEMS", concept="PAYEMS", from_=month, to=month, value=value, unit="thousands", filed=filed
        )
        market.known_facts.append(fact)
    right = apply_rules(change("PAYEMS", "353000", period=JANUARY, freq="month"), market)
    wrong = apply_rules(change("PAYEMS", "300000", period=JANUARY, freq="month"), market)
    assert (right.verdict, wrong.verdict) == ("supported", "contradicted")
    assert right.formula == "PAYEMS 157,700,000 (2024-01) - 157,347,000 (2023-12) = 353,000"


@pytest.mark.parametrize(
    ("low", "high", "day", "verdict"),
    [
        ("5.25", "5.5", "2024-01-31", "supported"),
        ("5.5", "5.5", "2024-01-31", "supported"),
        ("5.3", "5.3", "2024-01-31", "imprecise"),
        ("4.25", "4.5", "2024-01-31", "contradicted"),
        ("4.75", "5", "2024-09-18", "supported"),  # decided on the 18th, in force from the 19th
        ("5.25", "5.5", "2024-09-18", "supported"),
        ("5.25", "5.5", "2022-01-31", "not_checkable"),
    ],
)
def test_the_target(market: MemoryMarket, low: str, high: str, day: str, verdict: str) -> None:
    assert apply_rules(level("FEDFUNDS", low, high=high, day=day), market).verdict == verdict


def test_a_decision_of_the_day_waits_for_no_close(market: MemoryMarket) -> None:
    """The article of 15:00 on the day of the decision: the check shows the range that begins the day after."""
    made = level("FEDFUNDS", "4.75", high="5", day="2024-09-18", day_stated=True, published="2024-09-18T15:00:00-04:00")
    check = check_claim(made, market)
    assert (check.verdict, check.formula) == ("supported", "the target range on 2024-09-19 = 4.75% to 5%")


def test_a_month_that_was_never_published_is_no_base(market: MemoryMarket) -> None:
    made = change("CPIAUCSL", "0.3", period=OCTOBER, unit="percent", freq="month")
    info, frame = market.bars["CPIAUCSL"]
    market.bars["CPIAUCSL"] = (info, frame[frame.index != "2023-09-01"])
    assert apply_rules(made, market).code == "series-short"


def test_every_series_of_the_table_has_what_the_rule_asks() -> None:
    for name, spec in read_table().items():
        assert spec["every"] in ("month", "week", "day") and len(spec["out"]) == 2, name
        assert "level" in spec or "change" in spec, name


REAL = [
    # what was printed then, and a figure that was not
    ("UNRATE", "level", "percent", ("2024-06-01", "2024-07-01"), "2024-07-05", "4.1", "5.2", None),
    ("CPIAUCSL", "change", "percent", ("2023-11-01", "2023-12-01"), "2023-12-12", "3.1", "5.1", "year"),
    ("CPIAUCSL", "change", "percent", ("2022-06-01", "2022-07-01"), "2022-07-13", "1.3", "2.3", "month"),
    ("MORTGAGE30US", "level", "percent", ("2024-07-08", "2024-07-13"), "2024-07-11", "6.89", "6.49", None),
    ("FEDFUNDS", "level", "percent", ("2024-01-31", "2024-02-01"), "2024-01-31", "5.5", "4.5", None),
]


@pytest.mark.shared
@pytest.mark.parametrize("case", REAL, ids=lambda case: f"{case[0]}-{case[7] or 'level'}")
def test_real_series(shared: Path, case: tuple[str, ...]) -> None:
    symbol, metric, unit, period, day, right, wrong, freq = case
    fields = {"symbol": symbol, "unit": unit, "period": period, "freq": freq, "published": f"{day}T16:00:00-04:00"}
    fields |= {"direction": "up"} if "change" in metric else {}
    market = FolderMarket(shared / "market")
    checks = [apply_rules(claim("fundamental", low=low, **fields), market) for low in (right, wrong)]
    assert [check.verdict for check in checks] == ["supported", "contradicted"]
