"""Whatever a claim says, there is a check, and it says why."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.crosscheck import check_claim, find_consistency
from tapecheck.reference.market import Kind, Membership
from tapecheck.report.explained import explain
from tapecheck.schema import Check, Claim, Direction, Hedge, Metric, from_json, to_json
from tests.crosscheck.fakes import MemoryMarket, daily

BARS = {
    day: (value, value + 2, value - 2, value + 1)
    for day, value in daily("2022-01-03", [100 + (number * 37 % 23) for number in range(300)]).items()
}
SYMBOLS = ("^X", "EURUSD=X", "JPY=X", "CL=F", "DGS10", "AAPL", "^NONE", None)


def market() -> MemoryMarket:
    made = MemoryMarket()
    for symbol, kind in (
        ("^X", Kind.PRICE_INDEX),
        ("EURUSD=X", Kind.FX),
        ("JPY=X", Kind.FX),
        ("CL=F", Kind.COMMODITY_FUTURE),
        ("DGS10", Kind.YIELD),
        ("AAPL", Kind.STOCK),
    ):
        made.series(symbol, BARS, kind)
    made.memberships["^X"] = Membership(index="^X", day=date(2022, 6, 1), symbols=("AAPL", "GONE"), known=True)
    return made


MARKET = market()
days = st.dates(date(2021, 1, 1), date(2024, 1, 1))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Claims of any metric, with units, periods and bounds that may make no sense together."""
    start = draw(st.none() | days)
    length = draw(st.integers(-2, 400))
    low = draw(st.none() | st.decimals(-1000, 100000, places=2))
    words = draw(
        st.sampled_from(["", "its worst day since", "highest in two years", "record", "closed up", "3% on 2 days"])
    )
    return Claim(
        id="c",
        start=0,
        end=len(words),
        text=words,
        subject=draw(st.sampled_from([None, "yen", "the dollar"])),
        symbol=draw(st.sampled_from(SYMBOLS)),
        versus=draw(st.sampled_from([None, "^X", "^NONE"])),
        metric=draw(st.sampled_from(list(Metric))),
        direction=draw(st.none() | st.sampled_from(list(Direction))),
        low=low,
        high=low,
        unit=draw(st.sampled_from([None, "percent", "points", "pp", "x", "USD", "days", "weeks", "date", "furlongs"])),
        ulp=draw(st.none() | st.sampled_from([Decimal("0.01"), Decimal(1)])),
        hedge=draw(st.none() | st.sampled_from(list(Hedge))),
        period_from=start,
        period_to=None if start is None or draw(st.booleans()) else start + timedelta(days=length),
        since=draw(st.sampled_from([None, "2021", "2022-03", "2022-03-04", "never", "2022-13"])),
        record=draw(st.sampled_from([None, True])),
        freq=draw(st.sampled_from([None, "day", "week", "month", "year", "moon"])),
        field=draw(st.sampled_from([None, "high", "low", "open", "close"])),
        published=draw(st.sampled_from([None, "2022-09-01", "2022-09-01T12:00:00-04:00", "2023-12-01T23:00:00+00:00"])),
        day_stated=draw(st.booleans()),
    )


@settings(max_examples=400)
@given(claims())
def test_there_is_always_a_check_and_a_reason(made: Claim) -> None:
    check = check_claim(made, MARKET)
    assert check.rule
    assert not (check.reason or "").startswith("the rule failed"), check.reason
    if check.verdict == "not_checkable":
        assert check.reason
    else:
        assert check.formula
        assert check.as_of
        assert check.as_of <= date(2023, 12, 1)
    assert explain(check, made).splitlines()[-1].startswith(f"Rule: {check.rule}")
    assert from_json(Check, to_json(check)) == check


@given(st.lists(claims(), max_size=5), st.text(max_size=80))
def test_sums_of_anything(made: list[Claim], text: str) -> None:
    for found in find_consistency(made):
        assert found.formula
