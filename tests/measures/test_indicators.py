"""Every measure against a second implementation: pandas' own windows, by hand, on made and on real series."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tapecheck.measures import indicators as ta

REAL = ("GSPC.csv", "IXIC.csv", "TNX.csv", "EURUSD_X.csv", "GC_F.csv")


def walk(seed: int, count: int = 900) -> pd.Series[float]:
    steps = np.random.default_rng(seed).normal(0.0004, 0.012, count)
    days = pd.bdate_range("2020-01-01", periods=count)
    return pd.Series(100 * np.exp(np.cumsum(steps)), index=days)


@pytest.fixture(scope="module", params=[*range(3), *(pytest.param(name, marks=pytest.mark.shared) for name in REAL)])
def closes(request: pytest.FixtureRequest) -> pd.Series[float]:
    if isinstance(request.param, int):
        return walk(request.param)
    folder: Path = request.getfixturevalue("shared") / "market"
    frame = pd.read_csv(folder / request.param, parse_dates=["date"], index_col="date")
    return frame["close"].dropna().tail(1500)


def by_pandas(closes: pd.Series[float]) -> dict[str, float]:
    changes = closes.diff().dropna()
    returns = closes.pct_change().dropna()
    logs = np.log(closes).diff().dropna()
    middle, spread = closes.rolling(20).mean(), closes.rolling(20).std(ddof=0)
    seeded = pd.concat([pd.Series([closes.head(50).mean()]), closes.iloc[50:]], ignore_index=True)

    def wilder(moves: pd.Series[float]) -> float:
        begun = pd.concat([pd.Series([moves.head(14).mean()]), moves.iloc[14:]], ignore_index=True)
        return float(begun.ewm(alpha=1 / 14, adjust=False).mean().iloc[-1])

    up, down = wilder(changes.clip(lower=0)), wilder(-changes.clip(upper=0))
    return {
        "simple": closes.rolling(200).mean().iloc[-1],
        "exponential": seeded.ewm(span=50, adjust=False).mean().iloc[-1],
        "rsi": 100 - 100 / (1 + up / down),
        "rsi of means": 100 - 100 / (1 + changes.tail(14).clip(lower=0).sum() / -changes.tail(14).clip(upper=0).sum()),
        "lower": (middle - 2 * spread).iloc[-1],
        "upper": (middle + 2 * spread).iloc[-1],
        "upper of the sample": (middle + 2 * closes.rolling(20).std(ddof=1)).iloc[-1],
        "volatility": logs.std() * 252**0.5,
        "volatility, simple": returns.std() * 252**0.5,
        "growth": (closes.iloc[-1] / closes.iloc[0]) ** (365.25 / (closes.index[-1] - closes.index[0]).days) - 1,
        "drawdown": (closes / closes.expanding().max() - 1).min(),
    }


def by_us(values: ta.Floats, days: Any) -> dict[str, float]:
    bands = ta.bollinger(values)
    return {
        "simple": ta.simple_average(values, 200),
        "exponential": ta.exponential_average(values, 50),
        "rsi": ta.rsi(values),
        "rsi of means": ta.rsi_of_means(values),
        "lower": bands.lower,
        "upper": bands.upper,
        "upper of the sample": ta.bollinger(values, sample=True).upper,
        "volatility": ta.volatility(values),
        "volatility, simple": ta.volatility(values, log=False),
        "growth": ta.annualised_return(values, days),
        "drawdown": ta.max_drawdown(values).size,
    }


def test_the_same_by_pandas(closes: pd.Series[float]) -> None:
    made = by_us(closes.to_numpy(), closes.index.to_numpy())
    assert made == pytest.approx(by_pandas(closes), rel=1e-9)


def test_a_drawdown_knows_its_days(closes: pd.Series[float]) -> None:
    found = ta.max_drawdown(closes.to_numpy())
    values = closes.to_numpy()
    assert found.peak <= found.trough
    assert found.size == pytest.approx(values[found.trough] / values[found.peak] - 1)
    assert values[: found.trough + 1].max() == values[found.peak]


@pytest.mark.parametrize("seed", range(3))
def test_beta_and_correlation_by_pandas(seed: int) -> None:
    market = walk(seed)
    own = walk(seed + 10) * market**0.7
    frame = pd.DataFrame({"own": own, "market": market}).drop(index=own.index[[5, 90, 300]])
    left, right = ta.common_days(frame.index.to_numpy(), market.index.to_numpy())
    returns = frame.pct_change().dropna()
    mine, theirs = frame["own"].to_numpy()[left], market.to_numpy()[right]
    assert ta.beta(mine, theirs) == pytest.approx(returns.cov().loc["own", "market"] / returns["market"].var())
    assert ta.correlation(mine, theirs) == pytest.approx(returns["own"].corr(returns["market"]))


def test_edges() -> None:
    flat = np.full(30, 5.0)
    assert ta.rsi(flat) == 50.0 and ta.max_drawdown(flat).size == 0.0
    assert ta.rsi(np.arange(1.0, 40.0)) == 100.0 and ta.rsi(np.arange(40.0, 1.0, -1)) == 0.0
    assert ta.Bands(90, 100, 110).position(100) == 0.5 and ta.Bands(90, 100, 110).width == 0.2
    assert ta.total_return(np.array([100.0, 105.0])) == pytest.approx(0.05)
    assert ta.annualised_return(np.array([100.0] * 252 + [121.0])) == pytest.approx(0.21)


@pytest.mark.parametrize(
    "call",
    [
        lambda values: ta.simple_average(values, 5),
        lambda values: ta.rsi(values, 4),
        lambda values: ta.simple_average(values, 0),
        lambda values: ta.beta(values, values[:2]),
        lambda values: ta.volatility(values[:2]),
    ],
)
def test_too_few_values(call: Any) -> None:
    with pytest.raises(ValueError, match="need"):
        call(np.array([1.0, 2.0, 3.0, 4.0]))
