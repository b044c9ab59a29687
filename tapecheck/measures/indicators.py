"""Technical measures of a daily series, each by its usual definition: plain functions of arrays, oldest value first.

All return floats in the series' own unit or as a share (0.05 is 5%), and raise ValueError for too few values.

Moving averages   simple: the mean of the last n closes, that day's included; exponential: weight 2 / (n + 1) for the
                  newest, begun with the simple mean of the first n
RSI               J. Welles Wilder, New Concepts in Technical Trading Systems (1978): averages of rises and falls begun
                  with the mean of the first n, then smoothed by 1 / n
Bollinger bands   J. Bollinger: the simple average of 20 closes, plus and minus two standard deviations of those 20
                  (of the population, divided by n)
Volatility        the sample standard deviation (n - 1) of daily log returns, times the root of 252
Drawdown          the largest fall from a high to a later low, by closes
Beta, correlation of daily simple returns on the days that both series have
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Days = npt.NDArray[np.datetime64]

TRADING_DAYS = 252  # sessions of a year, as the industry counts
YEAR_DAYS = 365.25


def simple_average(values: Floats, window: int) -> float:
    """The mean of the last `window` values."""
    return float(_last(values, window).mean())


def exponential_average(values: Floats, window: int) -> float:
    """The exponential average over all values, begun with the simple mean of the first `window`."""
    _enough(values, window)
    weight = 2 / (window + 1)
    average = float(values[:window].mean())
    for value in values[window:]:
        average += weight * (float(value) - average)
    return average


def rsi(values: Floats, window: int = 14) -> float:
    """Wilder's relative strength index, 0 to 100; 50 where nothing moved."""
    _enough(values, window + 1)
    changes = np.diff(values)
    rises, falls = np.maximum(changes, 0.0), np.maximum(-changes, 0.0)
    up, down = float(rises[:window].mean()), float(falls[:window].mean())
    for rise, fall in zip(rises[window:], falls[window:], strict=True):
        up += (float(rise) - up) / window
        down += (float(fall) - down) / window
    return _strength(up, down)


def rsi_of_means(values: Floats, window: int = 14) -> float:
    """The index by plain means of the last `window` rises and falls (Cutler's), which some vendors print."""
    changes = np.diff(_last(values, window + 1))
    return _strength(float(np.maximum(changes, 0.0).mean()), float(np.maximum(-changes, 0.0).mean()))


def rsi_exponential(values: Floats, window: int = 14) -> float:
    """The index by exponential averages of rises and falls (weight 2 / (n + 1)), which some programs print."""
    _enough(values, window + 1)
    changes = np.diff(values)
    return _strength(
        exponential_average(np.maximum(changes, 0.0), window), exponential_average(np.maximum(-changes, 0.0), window)
    )


def _strength(up: float, down: float) -> float:
    return 100 * up / (up + down) if up + down else 50.0


@dataclass(frozen=True, slots=True)
class Bands:
    """Bollinger's bands; `width` is upper less lower as a share of the middle."""

    lower: float
    middle: float
    upper: float

    @property
    def width(self) -> float:
        return (self.upper - self.lower) / self.middle

    def position(self, value: float) -> float:
        """%b: 0 at the lower band, 1 at the upper."""
        return (value - self.lower) / (self.upper - self.lower)


def bollinger(values: Floats, window: int = 20, width: float = 2.0, *, sample: bool = False) -> Bands:
    """The bands of the last day; `sample` divides the squares by n - 1, as some programs do."""
    last = _last(values, window)
    middle, spread = float(last.mean()), float(last.std(ddof=int(sample)))
    return Bands(middle - width * spread, middle, middle + width * spread)


def volatility(values: Floats, *, periods: float = TRADING_DAYS, log: bool = True) -> float:
    """Annualised: the standard deviation of daily returns (log, or simple) times the root of `periods` a year."""
    _enough(values, 3)
    returns = np.diff(np.log(values)) if log else values[1:] / values[:-1] - 1
    return float(returns.std(ddof=1) * np.sqrt(periods))


def total_return(values: Floats) -> float:
    """The change from the first value to the last, as a share."""
    _enough(values, 2)
    return float(values[-1] / values[0] - 1)


def annualised_return(values: Floats, days: Days | None = None) -> float:
    """The constant yearly growth that gives the whole change: by 252 sessions a year, or by the calendar's `days`."""
    _enough(values, 2)
    if days is None:
        years = (len(values) - 1) / TRADING_DAYS
    else:
        years = float((days[-1] - days[0]) / np.timedelta64(1, "D")) / YEAR_DAYS
    return float((values[-1] / values[0]) ** (1 / years) - 1)


@dataclass(frozen=True, slots=True)
class Drawdown:
    """A fall from the high at row `peak` to the low at row `trough`; `size` is negative, 0 where nothing fell."""

    size: float
    peak: int
    trough: int


def max_drawdown(values: Floats) -> Drawdown:
    """The largest fall from a high to a later low."""
    _enough(values, 1)
    falls = values / np.maximum.accumulate(values) - 1
    trough = int(falls.argmin())
    return Drawdown(float(falls[trough]), int(values[: trough + 1].argmax()), trough)


def beta(values: Floats, market: Floats, *, log: bool = False) -> float:
    """How far the series moves with the market: covariance over the market's variance, of simple returns (or logs)."""
    own, other = _paired(values, market, log=log)
    return float(np.cov(own, other, ddof=1)[0, 1] / other.var(ddof=1))


def correlation(values: Floats, market: Floats, *, log: bool = False) -> float:
    """Pearson's coefficient of simple returns, or of logs."""
    own, other = _paired(values, market, log=log)
    return float(np.corrcoef(own, other)[0, 1])


def common_days(own: Days, other: Days) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The rows of two sorted arrays of days that both have."""
    _, left, right = np.intersect1d(own, other, assume_unique=True, return_indices=True)
    return left, right


def _paired(values: Floats, market: Floats, *, log: bool) -> tuple[Floats, Floats]:
    if len(values) != len(market):
        raise ValueError("both series need the same days")
    _enough(values, 3)
    if log:
        return np.diff(np.log(values)), np.diff(np.log(market))
    return values[1:] / values[:-1] - 1, market[1:] / market[:-1] - 1


def _last(values: Floats, window: int) -> Floats:
    _enough(values, window)
    return values[-window:]


def _enough(values: Floats, wanted: int) -> None:
    if wanted < 1 or len(values) < wanted:
        raise ValueError(f"needs {wanted} values, there are {len(values)}")
