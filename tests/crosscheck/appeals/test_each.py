"""Each appeal on its own: what it answers, and what it leaves to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tapecheck.crosscheck import check_claims
from tapecheck.crosscheck.scene import Scene
from tapecheck.crosscheck.solver import MOST
from tapecheck.reference.market import History, Kind, Split
from tapecheck.schema import Entity, Hedge, Label, Metric, Published, Time, TimeSource
from tests.crosscheck.appeals.hearings import BARS, EVENING, heard, market, told
from tests.crosscheck.fakes import MemoryMarket

MISPRINT = ("contradicted", "misprint")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"general": "average"}, "general"),
        ({"thing": "spot"}, "not-its-series"),
        ({"base": "high"}, "from-extreme"),
        ({"cue": "comparison"}, "elsewhen"),
        ({}, None),
    ],
)
def test_words(facts, code):
    expected = None if code is None else ("not_checkable", code)
    assert heard("words.v2", told(low="3.1", direction="up", facts=facts), market()) == expected


@pytest.mark.parametrize(
    ("low", "field", "expected"), [("4.9", "low", "supported"), ("4.9", None, None), ("4.1", "low", None)]
)
def test_the_other_half_of_an_intraday_move(low, field, expected):
    """On the 7th it fell by 5 at its low, from 102."""
    points = told("point_change", day="2023-09-07", low="5", direction="down", field=field)
    percent = replace(told(day="2023-09-07", low=low, direction="down"), start=52, end=60)
    found = heard("extreme.v2", percent, market(), points)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("metric", "low", "expected"),
    [
        ("close", "103.92", MISPRINT),
        ("close", "100.32", None),  # one digit right behind it is no proof
        ("close", "100.93", None),  # a first print
        ("percent_change", "2.70", MISPRINT),
        ("percent_change", "0.20", None),
        ("point_change", "1.89", MISPRINT),  # 1.98
        ("point_change", "8.91", None),
    ],
)
def test_misprint(metric, low, expected):
    direction = None if metric == "close" else "up"
    assert heard("misprint.v3", told(metric, low=low, direction=direction), market()) == expected


def test_a_figure_meant_roughly_is_no_misprint():
    assert heard("misprint.v3", told("close", low="103.92", hedge=Hedge.APPROX), market()) is None


@pytest.mark.parametrize(
    ("low", "splits", "code"),
    [
        ("201.84", [], "split"),
        ("100.92", [Split(symbol="^X", day=date(2024, 1, 2), ratio=2.0)], "split-basis"),
        ("190.84", [], None),
    ],
)
def test_splits(low, splits, code):
    found = market(kind=Kind.STOCK)
    wrong = told("close", low=low)
    checked = replace(found, known_splits=splits)
    expected = None if code is None else ("not_checkable", code)
    assert heard("splits.v1", wrong, checked) == expected


@pytest.mark.parametrize(
    ("symbol", "low", "facts", "code"),
    [
        ("GC=F", "102.5", {"thing": "delivery_month"}, "other-contract"),
        ("GC=F", "107.0", {"thing": "delivery_month"}, None),  # no two months of gold are so far apart
        ("CL=F", "107.0", {"thing": "delivery_month"}, "other-contract"),
        ("CL=F", "115.0", {"thing": "delivery_month"}, None),
        ("NG=F", "115.0", {"thing": "delivery_month"}, "other-contract"),
        ("GC=F", "101.5", {}, "other-contract"),  # what financing gold for some months costs
        ("GC=F", "99.5", {}, None),
    ],
)
def test_contracts(symbol, low, facts, code):
    found = market(symbol, kind=Kind.COMMODITY_FUTURE)
    expected = None if code is None else ("not_checkable", code)
    assert heard("contracts.v3", told("close", symbol=symbol, low=low, facts=facts), found) == expected


@pytest.mark.parametrize(("direction", "code"), [("up", "other-contract"), ("down", None)])
def test_no_month_moves_against_the_front_one(direction, code):
    found = market("GC=F", kind=Kind.COMMODITY_FUTURE)
    move = told("point_change", symbol="GC=F", low="2.70", direction=direction, facts={"thing": "delivery_month"})
    assert heard("contracts.v3", move, found) == (None if code is None else ("not_checkable", code))


@pytest.mark.parametrize(("day", "expected"), [("2023-09-18", ("not_checkable", "roll")), ("2023-09-11", None)])
def test_a_change_over_a_roll_is_of_two_contracts_however_right_its_level(day, expected):
    """Crude rolls in the third week; the close is right, and the move from it is another contract's."""
    before = str(date.fromisoformat(day) - timedelta(days=4))
    found = MemoryMarket().series("CL=F", {before: 100.0, day: 101.0}, Kind.COMMODITY_FUTURE)
    move = told(symbol="CL=F", day=day, low="2.05", direction="up")
    level = replace(told("close", symbol="CL=F", day=day, low="101.00"), id="b")
    assert heard("contracts.v3", move, found, level, published=f"{day}T18:00:00-04:00") == expected


@pytest.mark.parametrize(
    ("named", "low", "expected"),
    [
        ("^X", "7153.25", ("contradicted", "wrong-thing")),
        ("^Y", "7153.25", None),  # the sentence names the other thing
        ("^X", "7153.26", None),
    ],
)
def test_a_level_is_of_another_thing_to_the_digit(named, low, expected):
    entities = [Entity(start=0, end=2, text=named, label=Label.INDEX, name="", symbol=named)]
    entities += [Entity(start=2, end=4, text="X", label=Label.INDEX, name="", symbol="^X")]
    entities += [Entity(start=100, end=102, text="Y", label=Label.INDEX, name="", symbol="^Y")]
    both = market().series("^Y", {"2023-09-07": 7100.0, "2023-09-08": 7153.25})
    later = replace(told("close", symbol="^Y", low="7153.25", at=95), id="b")
    made = told("close", low=low)
    assert heard("wrong-thing.v2", made, both, later, scene=Scene(entities=entities)) == expected


@pytest.mark.parametrize(
    ("before", "figures", "verdicts"),
    [
        (98.25, ("1.75", "1.78", "100.00"), ["contradicted"] * 3),  # all three are the other's
        (98.04, ("1.96", "2.00", "100.00"), ["contradicted", "not_checkable", "contradicted"]),  # one is of both
        (98.25, ("1.98", "2.00", "100.92"), ["supported"] * 3),
    ],
)
def test_figures_that_are_together_another_things_are_wrong_of_the_one_that_is_named(before, figures, verdicts):
    """Whether the other thing is told of anywhere else or not: what is confused with one another is known."""
    found = market("^GSPC").series("^DJI", {"2023-09-07": before, "2023-09-08": 100.0})
    made = []
    for at, (metric, low) in enumerate(zip(("point_change", "percent_change", "close"), figures, strict=True)):
        direction = None if metric == "close" else "up"
        made.append(replace(told(metric, symbol="^GSPC", low=low, direction=direction), id=f"c{at}", start=at))
    scene = Scene(entities=[Entity(start=0, end=2, text="S&P", label=Label.INDEX, name="", symbol="^GSPC")])
    checks = check_claims(made, found, published=Published.parse(EVENING), scene=scene)
    assert [str(check.verdict) for check in checks] == verdicts


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("102.90", ("not_checkable", "of-a-moment")),  # 4.00% above Thursday's close: where it stood at another hour
        ("103.90", None),
    ],
)
def test_a_change_and_a_level_that_fail_as_one_quote(level, expected):
    move = told(low="4.00", direction="up")
    assert heard("unsure.v2", move, market(), replace(told("close", low=level), id="b")) == expected


@pytest.mark.parametrize(
    ("kind", "adjustment", "expected"),
    [
        (Kind.ETF, "splits AND dividends", ("not_checkable", "adjusted-series")),
        (Kind.ETF, "splits", None),
        (Kind.PRICE_INDEX, "none", None),
    ],
)
def test_dividends(kind, adjustment, expected):
    assert heard("dividends.v1", told(low="3.1", direction="up"), market(kind=kind, adjustment=adjustment)) == expected


@pytest.mark.parametrize(("low", "expected"), [("101.10", ("not_checkable", "other-hours")), ("103.92", None)])
def test_a_future_that_stands_near_its_settlement_is_of_another_hour(low, expected):
    found = market("ZZ=F", kind=Kind.COMMODITY_FUTURE)
    assert heard("contracts.v3", told("close", symbol="ZZ=F", low=low), found) == expected


@pytest.mark.parametrize(("low", "expected"), [("2.0", ("not_checkable", "other-measure")), ("7.3", None)])
def test_a_change_without_a_unit_may_be_its_percent(low, expected):
    bars = {day: tuple(100 * v for v in bar) for day, bar in BARS.items()}
    made = told("point_change", low=low, direction="up", unit="points")
    assert heard("measure.v1", made, MemoryMarket().series("^X", bars)) == expected


@pytest.mark.parametrize(("low", "expected"), [("100.92", ("imprecise", "reading")), ("100.12", None)])
def test_a_low_may_be_meant_by_closes(low, expected):
    assert heard("extreme.v2", told("intraday_low", low=low), market()) == expected


@pytest.mark.parametrize(
    ("symbol", "low", "expected"),
    [
        ("^X", "100.93", ("imprecise", "preliminary")),
        ("^X", "101.50", None),
        ("^VIX", "101.50", ("imprecise", "quarter-past")),
    ],
)
def test_preliminary(symbol, low, expected):
    assert heard("preliminary.v1", told("close", symbol=symbol, low=low), market(symbol)) == expected


@pytest.mark.parametrize(("source", "expected"), [("default", ("not_checkable", "unsure")), ("own", None)])
def test_unsure(source, expected):
    wrong = told(low="3.1", direction="up", source=source)
    assert heard("unsure.v2", wrong, market(), published="2023-09-10T12:00:00-04:00") == expected


@pytest.mark.parametrize(("record", "expected"), [(True, None), (None, ("not_checkable", "unsure"))])
def test_how_far_from_its_record_a_thing_stands_is_of_the_publication(record, expected):
    wrong = told("off_high", low="7.1", unit="percent", direction="down", record=record, source="default")
    wrong = wrong if record else replace(wrong, metric=Metric.PERCENT_CHANGE)
    assert heard("unsure.v2", wrong, market(), published="2023-09-10") == expected


def test_the_solver_says_where_it_gave_up():
    first = date(2023, 9, 8)
    made = told(low="9.1", direction="up")
    days = [first - timedelta(days=n) for n in range(MOST + 4)]
    times = tuple(Time(from_=day, to=day + timedelta(days=1), source=TimeSource.OWN) for day in days)
    (check,) = check_claims([replace(made, times=times)], market(), published=Published.parse(EVENING))
    assert check.reason.endswith(f"only the {MOST} likeliest of its times were tried")


class TwoProviders(MemoryMarket):
    """The week of BARS by one provider, and by another with Friday's close at `other`."""

    providers = ("memory", "second")
    other = 0.0

    def history(self, symbol, start=None, end=None, *, provider=None, **asked):
        found = super().history(symbol, start, end, **asked)
        if provider != "second":
            return found
        frame = found.frame.copy()
        frame.iloc[-1, frame.columns.get_loc("close")] = self.other
        return History(frame=frame, info=found.info, provenance=replace(found.provenance, provider="second"))


@pytest.mark.parametrize(("other", "expected"), [(101.5, ("not_checkable", "providers-disagree")), (100.1, None)])
def test_providers(other, expected):
    found = TwoProviders(market().bars)
    found.other = other
    assert heard("providers.v1", told("close", low="101.50"), found) == expected
