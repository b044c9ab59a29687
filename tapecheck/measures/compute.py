"""A figure from market data in the first place: what was the change, the average, the volatility of a series then?

The same arithmetic that checks a claim, for whoever is about to write one. Nothing here reads text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tapecheck.errors import NoHistory, UsageError
from tapecheck.measures.series import Series, Undecidable, load, show
from tapecheck.reference.market import Market, basis_factor
from tapecheck.schema import Provenance

if TYPE_CHECKING:
    from tapecheck.measures.indicators import Floats

DAY = timedelta(days=1)
YEAR_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a figure is asked of: the series to the last day, and the rows of the period in it (`base` is before it)."""

    market: Market
    series: Series
    span: Span
    base: int | None
    row: int
    window: int | None
    versus: str | None

    @property
    def closes(self) -> Floats:
        """All closes to the last day."""
        return self.series.closes[: self.row + 1]

    @property
    def period(self) -> Floats:
        """The closes of the period with the one before it, which its returns are counted from."""
        if self.base is None:
            raise Undecidable(f"the series of {self.series.symbol} has no close before {self.span.first}; import more")
        return self.series.closes[self.base : self.row + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A computed figure with what a reader needs to check it: formula, definition, days, the rows' provenance.

    `others` are values by other common definitions.
    """

    symbol: str
    metric: str
    value: float
    unit: str
    formula: str
    definition: str
    base_date: date | None
    as_of: date
    series: tuple[Provenance, ...]
    others: tuple[tuple[str, float], ...] = ()


def figure(
    market: Market, symbol: str, metric: str, period: str, *, window: int | None = None, versus: str | None = None
) -> Figure:
    """The figure of METRICS for `period`: a day, month, quarter, year or "first/last" (ISO dates, both included).

    `window` is a number of sessions, `versus` the other series of beta and correlation. Raises UsageError for what is
    not known, and the market's errors: NoHistory where the data do not reach.
    """
    if metric not in METRICS:
        raise UsageError(f"no metric {metric!r}; there are {', '.join(METRICS)}")
    span = read_period(period)
    try:
        return METRICS[metric](_asked(market, symbol, span, window, versus))
    except Undecidable as error:
        raise NoHistory(symbol, str(error)) from error
    except ValueError as error:
        raise NoHistory(symbol, f"{metric} to {span.last}: {error}; import a longer history") from error


def _asked(market: Market, symbol: str, span: Span, window: int | None, versus: str | None) -> Asked:
    series = load(market, symbol, None, span.last + DAY)
    row = series.through(span.last)
    if row is None or series.day(row) < span.first:
        raise Undecidable(f"the series of {symbol} has no close within {span.first} to {span.last}")
    return Asked(market=market, series=series, span=span, base=series.before(span.first), row=row, window=window,
                 versus=versus)  # fmt: skip


def read_period(text: str) -> Span:
    """The days of "2023-09-08", "2023-09", "2023-Q3", "2023" or "2023-01-01/2023-09-08". Raises UsageError."""
    try:
        if "/" in text:
            first, last = (date.fromisoformat(part.strip()) for part in text.split("/"))
            if first > last:
                raise ValueError("the last day lies before the first")
            return Span(first=first, last=last)
        if re.fullmatch(r"\d{4}", text):
            return Span(first=date(int(text), 1, 1), last=date(int(text), 12, 31))
        if found := re.fullmatch(r"(\d{4})-?Q([1-4])", text):
            return _months(int(found[1]), 3 * int(found[2]) - 2, 3)
        if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return _months(int(found[1]), int(found[2]), 1)
        day = date.fromisoformat(text)
    except ValueError as error:
        known = "2023-09-08, 2023-09, 2023-Q3, 2023 or 2023-01-01/2023-09-08"
        raise UsageError(f"{text!r} is no period ({error}); give one such as {known}") from error
    return Span(first=day, last=day)


def _months(year: int, month: int, count: int) -> Span:
    first = date(year, month, 1)
    after = month + count
    return Span(first=first, last=date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1) - DAY)


# --- the metrics -----------------------------------------------------------------------------------------------------
def _made(asked: Asked, metric: str, value: float, unit: str, formula: str, definition: str, *,
          base: date | None = None, others: tuple[tuple[str, float], ...] = ()) -> Figure:  # fmt: skip
    series = asked.series
    return Figure(
        symbol=series.symbol, metric=metric, value=round(float(value), 6), unit=unit, formula=formula,
        definition=definition,
        base_date=base, as_of=series.day(asked.row), series=(series.provenance,),
        others=tuple((name, round(float(other), 6)) for name, other in others),
    )  # fmt: skip


def _unit(series: Series) -> str:
    """Index points, percent of a yield, or the currency of a price."""
    kind = str(series.info.kind)
    if kind in ("price_index", "total_return_index"):
        return "points"
    return "percent" if kind in ("yield", "rate") else series.info.currency or "points"


def _level(metric: str, column: str) -> Callable[[Asked], Figure]:
    def compute(asked: Asked) -> Figure:
        day = asked.series.day(asked.row)
        factor = basis_factor(asked.market, asked.series.symbol, day)
        value = asked.series.value(asked.row, column) * factor
        formula = f"{column} of {asked.series.symbol} on {day} = {show(value)}"
        return _made(
            asked, metric, value, _unit(asked.series), formula, "as it was printed on the day, before later splits"
        )

    return compute


def _percent_change(asked: Asked) -> Figure:
    closes = asked.period
    value = (closes[-1] / closes[0] - 1) * 100
    formula = f"{show(closes[-1])} / {show(closes[0])} - 1 = {value:.2f}%"
    return _made(asked, "percent_change", value, "percent", formula,
                 "last close of the period over the last close before it, adjusted for splits, without dividends",
                 base=asked.series.day(asked.base or 0))  # fmt: skip


def _point_change(asked: Asked) -> Figure:
    closes = asked.period
    value = float(closes[-1] - closes[0])
    formula = f"{show(closes[-1])} - {show(closes[0])} = {value:.2f}"
    definition = "last close of the period less the last close before it"
    base = asked.series.day(asked.base or 0)
    return _made(asked, "point_change", value, _unit(asked.series), formula, definition, base=base)


def _moving_average(asked: Asked) -> Figure:
    from tapecheck.measures.indicators import exponential_average, simple_average

    window = asked.window or 50
    value = simple_average(asked.closes, window)
    close = float(asked.closes[-1])
    formula = (
        f"mean of the last {window} closes = {show(value)}; close {show(close)}, {(close / value - 1) * 100:+.2f}%"
    )
    others = (
        ("exponential average", exponential_average(asked.closes, window)),
        ("distance of the close, percent", (close / value - 1) * 100),
    )
    return _made(asked, "moving_average", value, _unit(asked.series), formula,
                 f"simple average of {window} sessions, that day's close included", others=others)  # fmt: skip


def _highest(values: Floats) -> float:
    return float(values.max())


def _lowest(values: Floats) -> float:
    return float(values.min())


def _extreme(metric: str, highest: bool) -> Callable[[Asked], Figure]:
    def compute(asked: Asked) -> Figure:
        series, day = asked.series, asked.series.day(asked.row)
        start = series.before(day - YEAR_BACK + DAY)
        if start is None:
            raise Undecidable(f"the series of {series.symbol} begins within the 52 weeks before {day}; import more")
        best = _highest if highest else _lowest
        closes = series.closes[start + 1 : asked.row + 1]
        column = "high" if highest else "low"
        within = series.columns.get(column)
        by_day = within[start + 1 : asked.row + 1] if within is not None else closes
        known = by_day == by_day
        complete = bool(known.all())
        value = best(by_day) if complete else best(closes)
        name = f"the day's {column}" if complete and within is not None else "closes"
        close = float(closes[-1])
        formula = (
            f"{'highest' if highest else 'lowest'} of the year to {day} by {name} = {show(value)}; close {show(close)}"
        )
        others = (("by closes", best(closes)), ("distance of the close, percent", (close / value - 1) * 100))
        return _made(asked, metric, value, _unit(series), formula, f"52 weeks to the day, by {name}", others=others)

    return compute


def _rsi(asked: Asked) -> Figure:
    from tapecheck.measures.indicators import rsi, rsi_of_means

    window = asked.window or 14
    value = rsi(asked.closes, window)
    return _made(asked, "rsi", value, "index", f"RSI({window}) of {len(asked.closes)} closes = {value:.2f}",
                 f"Wilder's, {window} sessions, smoothed by 1/{window} over the whole history at hand",
                 others=(("by plain means of the last sessions", rsi_of_means(asked.closes, window)),))  # fmt: skip


def _bollinger(asked: Asked) -> Figure:
    from tapecheck.measures.indicators import bollinger

    window = asked.window or 20
    bands, close = bollinger(asked.closes, window), float(asked.closes[-1])
    sample = bollinger(asked.closes, window, sample=True)
    formula = (f"{show(bands.middle)} ± 2 standard deviations of {window} closes = {show(bands.lower)} to "
               f"{show(bands.upper)}; close {show(close)}")  # fmt: skip
    others = (("lower band", bands.lower), ("middle", bands.middle), ("%b of the close", bands.position(close)),
              ("upper band with n - 1", sample.upper), ("lower band with n - 1", sample.lower))  # fmt: skip
    definition = f"upper band: Bollinger's, {window} sessions, two standard deviations of the population"
    return _made(asked, "bollinger", bands.upper, _unit(asked.series), formula, definition, others=others)


def _volatility(asked: Asked) -> Figure:
    from tapecheck.measures.indicators import volatility

    closes = asked.series.closes[asked.row - asked.window : asked.row + 1] if asked.window else asked.period
    value = volatility(closes) * 100
    return _made(asked, "volatility", value, "percent",
                 f"standard deviation of {len(closes) - 1} daily log returns x root of 252 = {value:.2f}%",
                 "annualised: sample standard deviation of daily log returns, 252 sessions a year",
                 others=(("of simple returns", volatility(closes, log=False) * 100),
                         ("with 365 days a year", volatility(closes, periods=365) * 100)))  # fmt: skip


def _annualised_return(asked: Asked) -> Figure:
    from tapecheck.measures.indicators import annualised_return

    closes, days = asked.period, asked.series.days[asked.base : asked.row + 1]
    value = annualised_return(closes, days) * 100
    span = int((days[-1] - days[0]).astype(int))
    formula = f"({show(closes[-1])} / {show(closes[0])}) ^ (365.25 / {span}) - 1 = {value:.2f}%"
    others = (("by 252 sessions a year", annualised_return(closes) * 100),)
    definition = "compound yearly growth by the calendar, without dividends"
    base = asked.series.day(asked.base or 0)
    return _made(asked, "annualised_return", value, "percent", formula, definition, base=base, others=others)


def _max_drawdown(asked: Asked) -> Figure:
    from tapecheck.measures.indicators import max_drawdown

    closes = asked.period
    fall = max_drawdown(closes)
    first = asked.base or 0
    peak, trough = asked.series.day(first + fall.peak), asked.series.day(first + fall.trough)
    formula = (
        f"{show(closes[fall.trough])} ({trough}) / {show(closes[fall.peak])} ({peak}) - 1 = {fall.size * 100:.2f}%"
    )
    return _made(asked, "max_drawdown", fall.size * 100, "percent", formula,
                 "largest fall from a close to a later one within the period", base=peak)  # fmt: skip


def _average_volume(asked: Asked) -> Figure:
    import numpy as np

    window = asked.window or 50
    frame = asked.market.history(asked.series.symbol, None, asked.span.last + DAY, field="volume").frame
    volumes = frame["volume"].to_numpy(dtype=np.float64) if "volume" in frame else np.empty(0)
    volumes = volumes[~np.isnan(volumes)]
    if len(volumes) < window:
        raise ValueError(f"needs {window} days with a volume, there are {len(volumes)}")
    value = float(volumes[-window:].mean())
    return _made(asked, "average_volume", value, "shares", f"mean of the last {window} days' volume = {value:,.0f}",
                 f"simple average of {window} sessions")  # fmt: skip


def _with_another(metric: str) -> Callable[[Asked], Figure]:
    def compute(asked: Asked) -> Figure:
        from tapecheck.measures.indicators import beta, common_days, correlation

        if not asked.versus:
            raise UsageError(f"{metric} needs the other series: versus, such as ^GSPC")
        other = load(asked.market, asked.versus, None, asked.span.last + DAY)
        start = asked.row - asked.window if asked.window else asked.base
        if start is None or start < 0:
            raise Undecidable(f"the series of {asked.series.symbol} does not reach back far enough; import more")
        own_days = asked.series.days[start : asked.row + 1]
        left, right = common_days(own_days, other.days)
        own = asked.series.closes[start : asked.row + 1][left]
        value = (beta if metric == "beta" else correlation)(own, other.closes[right])
        pair = f"{asked.series.symbol} and {other.symbol}"
        formula = f"{metric} of {len(left) - 1} daily returns of {pair} = {value:.3f}"
        definition = "of daily simple returns on common days, without dividends or risk-free rate"
        base = asked.series.day(start + int(left[0]))
        made = _made(asked, metric, value, "ratio", formula, definition, base=base)
        return replace(made, series=(asked.series.provenance, other.provenance))

    return compute


METRICS: dict[str, Callable[[Asked], Figure]] = {
    "close": _level("close", "close"),
    "open": _level("open", "open"),
    "high": _level("high", "high"),
    "low": _level("low", "low"),
    "percent_change": _percent_change,
    "point_change": _point_change,
    "moving_average": _moving_average,
    "high_52_weeks": _extreme("high_52_weeks", True),
    "low_52_weeks": _extreme("low_52_weeks", False),
    "rsi": _rsi,
    "bollinger": _bollinger,
    "volatility": _volatility,
    "annualised_return": _annualised_return,
    "max_drawdown": _max_drawdown,
    "average_volume": _average_volume,
    "beta": _with_another("beta"),
    "correlation": _with_another("correlation"),
}
