"""Technical measures against pandas, on a made series and on real ones; other definitions; what is declined."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tapecheck.crosscheck import apply_rules, check_claims
from tapecheck.market import FolderMarket
from tapecheck.reference.market import Kind
from tapecheck.schema import Check, Claim, Published
from tests.crosscheck.fakes import MemoryMarket, claim, daily

FIRST, COUNT = "2022-01-03", 420
PUBLISHED = "2024-01-02T18:00:00-05:00"


def walk(seed: int, start: float = 100.0) -> list[float]:
    steps = np.random.default_rng(seed).normal(0.0005, 0.03, COUNT)
    return [float(value) for value in start * np.exp(np.cumsum(steps))]


BARS = daily(FIRST, walk(2))
LAST = max(BARS)
CLOSES = pd.Series(list(BARS.values()), index=pd.to_datetime(list(BARS)))


@pytest.fixture(scope="module")
def market() -> MemoryMarket:
    wide = {day: (value, value * 1.01, value * 0.99, value) for day, value in BARS.items()}
    other = daily(FIRST, [a * b**0.5 for a, b in zip(walk(7), BARS.values(), strict=True)])
    return MemoryMarket().series("^X", wide).series("^Y", other).series("OIL", BARS, Kind.COMMODITY_FUTURE)


def made(metric: str, low: float | str, **fields: object) -> Claim:
    given = {"day": LAST, "symbol": "^X", "published": PUBLISHED, **fields}
    if "period" in given:
        given.pop("day")
    return claim(metric, low=low if isinstance(low, str) else f"{low:.2f}", **given)


def wilder(moves: pd.Series[float], window: int = 14) -> float:
    begun = pd.concat([pd.Series([moves.head(window).mean()]), moves.iloc[window:]], ignore_index=True)
    return float(begun.ewm(alpha=1 / window, adjust=False).mean().iloc[-1])


def by_pandas() -> dict[str, tuple[dict[str, object], float]]:
    """The fields of a claim, and the value that pandas gives."""
    changes = CLOSES.diff().dropna()
    logs = np.log(CLOSES).diff().dropna()
    fifty = CLOSES.rolling(50).mean().iloc[-1]
    weekly = CLOSES.groupby(CLOSES.index.to_period("W")).last()
    middle, spread = CLOSES.rolling(20).mean().iloc[-1], CLOSES.rolling(20).std(ddof=0).iloc[-1]
    year = CLOSES[CLOSES.index > pd.Timestamp(LAST) - pd.Timedelta(days=364)]
    rsi = 100 - 100 / (1 + wilder(changes.clip(lower=0)) / wilder(-changes.clip(upper=0)))
    return {
        "average": ({"metric": "moving_average_level", "window": 50}, fifty),
        "weekly average": ({"metric": "moving_average_level", "window": 10, "freq": "week"}, weekly.tail(10).mean()),
        "distance": (
            {"metric": "moving_average_distance", "window": 50, "unit": "percent"},
            100 * (CLOSES.iloc[-1] / fifty - 1),
        ),
        "year high": ({"metric": "high_52_weeks"}, year.max() * 1.01),
        "year low": ({"metric": "low_52_weeks"}, year.min() * 0.99),
        "rsi": ({"metric": "rsi"}, rsi),
        "band": ({"metric": "bollinger", "definition": "upper"}, middle + 2 * spread),
        "lower band": ({"metric": "bollinger", "definition": "lower"}, middle - 2 * spread),
        "volatility": (
            {"metric": "volatility", "window": 30, "unit": "percent"},
            100 * logs.tail(30).std() * 252**0.5,
        ),
    }


@pytest.mark.parametrize("name", by_pandas())
def test_by_pandas(market: MemoryMarket, name: str) -> None:
    fields, value = by_pandas()[name]
    way = {"direction": "up" if value > 0 else "down"} if fields["metric"] == "moving_average_distance" else {}
    right = made(low=abs(value), **fields, **way)
    check = apply_rules(right, market)
    assert (check.verdict, check.computed) == ("supported", pytest.approx(value, abs=0.006))
    assert check.rule == f"{str(fields['metric']).replace('_', '-')}.v1" and str(check.formula).endswith(")")
    assert apply_rules(wrong(right), market).verdict == "contradicted"


def wrong(right: Claim) -> Claim:
    """The claim with a figure that no definition gives."""
    assert right.low is not None
    figure = {"moving_average_distance": right.low + 9, "rsi": right.low + 30}.get(right.metric, right.low * 2)
    return replace(right, low=figure, high=figure)


def test_a_period(market: MemoryMarket) -> None:
    start = "2022-06-01"
    rows = CLOSES[CLOSES.index >= start]
    base = CLOSES[CLOSES.index < start].iloc[-1]
    end = (date.fromisoformat(LAST) + timedelta(days=1)).isoformat()
    whole = pd.concat([pd.Series([base], index=[CLOSES[CLOSES.index < start].index[-1]]), rows])
    years = (whole.index[-1] - whole.index[0]).days / 365.25
    values = {
        "max_drawdown": -100 * (whole / whole.cummax() - 1).min(),
        "annualised_return": 100 * ((whole.iloc[-1] / whole.iloc[0]) ** (1 / years) - 1),
        "volatility": 100 * np.log(whole).diff().std() * 252**0.5,
    }
    for metric, value in values.items():
        found = apply_rules(made(metric, abs(value), unit="percent", period=(start, end)), market)
        assert found.computed == pytest.approx(value), metric


def test_beta_and_correlation(market: MemoryMarket) -> None:
    other = pd.Series(list(market.bars["^Y"][1]["close"]), index=CLOSES.index)
    frame = pd.DataFrame({"x": CLOSES, "y": other}).tail(253).pct_change().dropna()
    values = {"beta": frame.cov().loc["x", "y"] / frame["y"].var(), "correlation": frame["x"].corr(frame["y"])}
    for metric, value in values.items():
        stated = made(metric, value, versus="^Y", window=252, unit="ratio")
        assert apply_rules(stated, market).verdict == "supported"
        without = apply_rules(made(metric, "0.01", versus="^Y", unit="ratio"), market)
        assert (without.verdict, without.code) == ("not_checkable", "period-open")


@pytest.mark.parametrize(
    ("fields", "low", "reading"),
    [
        ({"metric": "moving_average_level", "window": 50}, lambda: CLOSES.ewm(span=50).mean().iloc[-1], "exponential"),
        ({"metric": "rsi"}, lambda: cutler(), "Cutler"),
        ({"metric": "bollinger", "definition": "upper"}, lambda: sample_band(), "n - 1"),
        ({"metric": "high_52_weeks"}, lambda: CLOSES.tail(252).max(), "by closes"),
    ],
)
def test_other_definitions_are_named(
    market: MemoryMarket, fields: dict[str, object], low: object, reading: str
) -> None:
    check = apply_rules(made(low=low(), **fields), market)  # type: ignore[operator]
    assert (check.verdict, check.code) == ("supported", "reading") and reading in str(check.reason)


def cutler() -> float:
    moves = CLOSES.diff().dropna().tail(14)
    return 100 - 100 / (1 + moves.clip(lower=0).sum() / -moves.clip(upper=0).sum())


def sample_band() -> float:
    return float((CLOSES.rolling(20).mean() + 2 * CLOSES.rolling(20).std()).iloc[-1])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"metric": "moving_average_level", "low": "4"}, "the text states no length of the average"),
        ({"metric": "moving_average_level", "low": "4", "window": 900}, "needs 900 values"),
        ({"metric": "volatility", "low": "12", "unit": "percent"}, "the text does not say over how long"),
        ({"metric": "beta", "low": "1.2"}, "the text names no index"),
        ({"metric": "average_volume", "low": "5000000", "window": 30}, "no volume of one market"),
    ],
)
def test_what_is_missing(market: MemoryMarket, fields: dict[str, object], reason: str) -> None:
    check = apply_rules(made(**fields), market)
    assert check.verdict == "not_checkable" and reason in str(check.reason)


def test_what_dividends_may_explain_is_not_contradicted(market: MemoryMarket) -> None:
    period = ("2022-01-04", (date.fromisoformat(LAST) + timedelta(days=1)).isoformat())
    plain = apply_rules(made("annualised_return", "1", unit="percent", period=period), market)
    more = made("annualised_return", f"{plain.computed + 2:.2f}", unit="percent", period=period)
    check = apply_rules(more, market)
    assert (check.verdict, check.code) == ("not_checkable", "with-dividends")


def test_a_future_s_average_hangs_on_its_rolls(market: MemoryMarket) -> None:
    value = CLOSES.rolling(50).mean().iloc[-1]
    near = made("moving_average_level", value * 1.008, symbol="OIL", window=50)
    assert apply_rules(near, market).verdict == "supported"
    assert apply_rules(replace(near, symbol="^X"), market).verdict != "supported"


# --- real series -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def real(shared: Path) -> FolderMarket:
    return FolderMarket(shared / "market")


REAL = {
    # symbol, day, metric, fields: what pandas gives of the file itself
    "average": ("^GSPC", "2023-11-16", {"metric": "moving_average_level", "window": 200}),
    "average of Apple": ("^NDX", "2023-08-18", {"metric": "moving_average_level", "window": 50}),
    "distance": ("^IXIC", "2024-04-19", {"metric": "moving_average_distance", "window": 50, "unit": "percent"}),
    "rsi": ("^GSPC", "2023-07-31", {"metric": "rsi"}),
    "rsi of gold": ("GC=F", "2023-10-05", {"metric": "rsi"}),
    "volatility": ("^GSPC", "2020-03-31", {"metric": "volatility", "window": 30, "unit": "percent"}),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_series(real: FolderMarket, shared: Path, name: str) -> None:
    symbol, day, fields = REAL[name]
    file = shared / "market" / f"{symbol.lstrip('^').replace('=', '_')}.csv"
    closes = pd.read_csv(file, parse_dates=["date"], index_col="date")["close"].dropna()[:day]
    values = {
        "moving_average_level": closes.tail(int(fields.get("window", 0))).mean(),
        "moving_average_distance": 100 * (closes.iloc[-1] / closes.tail(50).mean() - 1),
        "rsi": 100
        - 100 / (1 + wilder(closes.diff().dropna().clip(lower=0)) / wilder(-closes.diff().dropna().clip(upper=0))),
        "volatility": 100 * np.log(closes).diff().tail(30).std() * 252**0.5,
    }
    value = float(values[str(fields["metric"])])
    way = {"direction": "up" if value > 0 else "down"} if "distance" in str(fields["metric"]) else {}
    stated = made(low=abs(value), symbol=symbol, day=day, published=f"{day}T18:00:00-05:00", **fields, **way)
    right = verdict_of(stated, real, day)
    assert (right.verdict, right.computed) == ("supported", pytest.approx(value, rel=1e-6))
    assert verdict_of(wrong(stated), real, day).verdict == "contradicted"


def verdict_of(stated: Claim, market: FolderMarket, day: str) -> Check:
    return check_claims([stated], market, published=Published.parse(f"{day}T18:00:00-05:00"))[0]


def test_a_moment_within_the_day_excuses_no_average(market: MemoryMarket) -> None:
    """What "is trading" says of a price says nothing of the mean of two hundred closes."""
    made_then = made("moving_average_level", "300", window=50, facts={"session": "open"}, unit="points")
    assert check_claims([made_then], market, published=Published.parse(f"{LAST}T18:00:00-04:00"))[0].code != "moment"


def test_the_figure_of_another_day_puts_the_day_in_doubt(market: MemoryMarket) -> None:
    then = CLOSES.rolling(50).mean().iloc[-8]
    check = apply_rules(made("moving_average_level", then, window=50), market)
    assert (check.verdict, check.code) == ("not_checkable", "time-open")
    assert CLOSES.index[-8].date().isoformat() in str(check.reason)


def test_an_average_of_the_morning_is_without_the_day_s_own_close(market: MemoryMarket) -> None:
    before = CLOSES.rolling(50).mean().iloc[-2]
    stated = made("moving_average_level", before, window=50, day_stated=True, published=f"{LAST}T11:00:00-04:00")
    (check,) = check_claims([stated], market, published=Published.parse(f"{LAST}T11:00:00-04:00"))
    assert (check.verdict, check.code) == ("supported", "reading")
    assert "without the day's own close" in str(check.reason)
