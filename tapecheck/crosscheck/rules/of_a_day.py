"""Technical measures as of one day: averages and the distance from them, 52-week extremes, RSI, Bollinger bands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tapecheck.crosscheck.asof import DAY
from tapecheck.crosscheck.readings import Option
from tapecheck.crosscheck.rules.measured import (
    NEARLY,
    SESSIONS,
    VENDORS,
    Asked,
    Measured,
    dividends_in,
    percent,
)
from tapecheck.crosscheck.verdicts import IMPRECISE, SUPPORTED
from tapecheck.measures.series import TooShort, Undecidable, show
from tapecheck.schema import Metric

if TYPE_CHECKING:
    from tapecheck.measures.indicators import Bands, Floats

SMOOTHED = 2000  # closes before which nothing is left of an average that is smoothed by 1/14


def averages_of(asked: Asked, form: Callable[[float], float]) -> tuple[float, str, str, list[Option]]:
    """A moving average with its name and definition, and what `form` makes of the others that may be meant."""
    from tapecheck.measures.indicators import exponential_average, simple_average

    claim, window = asked.claim, asked.window
    if window is None or window < 2:
        raise Undecidable("the text states no length of the average", code="no-figure")
    unit = claim.freq if claim.freq in ("week", "month") else None
    closes, length = asked.by(unit), f"{window}-{unit or 'day'}"

    def option(name: str, average: Callable[[Floats, int], float], values: Floats, count: int = window) -> Option:
        return Option(name, lambda: form(average(values, count)), SUPPORTED)

    if claim.definition == "exponential":
        others, value = [option("by a simple average", simple_average, closes)], exponential_average(closes, window)
        return value, f"{length} exponential average", "exponential average, weight 2 / (n + 1)", others
    value = simple_average(closes, window)
    others = [option("by an exponential average", exponential_average, closes)]
    others.append(option("without the day's own close", simple_average, closes[:-1]))
    if unit is not None:
        days = window * SESSIONS[unit]
        others.append(option(f"of {days} daily closes", simple_average, asked.closes, days))
    if (total := dividends_in(asked)) is not None and unit is None:
        others.append(option("of closes adjusted for dividends", simple_average, total))
    return value, f"{length} average", f"simple average of {window} closes, the day's own included", others


def average_level(asked: Asked) -> Measured:
    """Where a moving average stands, as printed on the day."""
    value, name, definition, options = averages_of(asked, lambda average: asked.factor * average)
    value *= asked.factor
    size = abs(value)
    window = asked.window or 0
    return Measured(
        value, f"{name} of {asked.series.symbol} = {show(value)}", definition, options,
        tolerance=VENDORS[asked.clean] * size, near=NEARLY[asked.clean] * size, first=asked.row + 1 - window,
        unit=asked.claim.unit or asked.series.info.currency,
    )  # fmt: skip


def average_distance(asked: Asked) -> Measured:
    """How far the close lies from a moving average, in percent; at the day's high and low too."""
    close = float(asked.closes[-1])
    value, name, definition, options = averages_of(asked, partial(percent, close))
    apart = percent(close, value)
    for column in ("high", "low"):
        reached = partial(asked.series.value, asked.row, column)
        options.append(Option(f"at the day's {column}", lambda at=reached: percent(at(), value), IMPRECISE))  # type: ignore[misc]
    window = asked.window or 0
    return Measured(
        apart, f"{show(close)} / {show(value)} - 1 = {apart:.2f}%, from the {name}", definition, options,
        tolerance=100 * VENDORS[asked.clean], near=200 * VENDORS[asked.clean], change=True,
        first=asked.row + 1 - window, unit="percent",
    )  # fmt: skip


# --- extremes of 52 weeks --------------------------------------------------------------------------------------------
def year_extreme(asked: Asked) -> Measured:
    """The highest or lowest price of the 52 weeks to the day: by the day's extremes where the series has them."""
    import numpy as np

    high = asked.claim.metric is Metric.HIGH_52_WEEKS
    series, last = asked.series, asked.series.day(asked.row)
    before = series.before(last - 364 * DAY)
    if before is None:
        raise TooShort(f"the series of {series.symbol} begins within the 52 weeks before {last}; import more")
    pick = np.nanmax if high else np.nanmin
    rows = slice(before + 1, asked.row + 1)
    closes = series.closes[rows]
    column = "high" if high else "low"
    by_day = series.columns.get(column)
    complete = by_day is not None and not bool(np.isnan(by_day[rows]).any())
    values = by_day[rows] if by_day is not None and complete else closes
    value = float(pick(values)) * asked.factor
    name = f"the day's {column}s" if complete else "closes"
    options = [
        Option("by closes", lambda: float(pick(closes)) * asked.factor, SUPPORTED),
        Option("before the day itself", lambda: float(pick(values[:-1])) * asked.factor, SUPPORTED),
        Option("by closes before the day itself", lambda: float(pick(closes[:-1])) * asked.factor, SUPPORTED),
        Option("at the week before", lambda: float(pick(values[:-5])) * asked.factor, IMPRECISE),
    ]
    size = abs(value)
    extreme = "highest" if high else "lowest"
    return Measured(
        value, f"{extreme} of 52 weeks to {last} by {name} = {show(value)}", f"52 weeks to the day, by {name}", options,
        tolerance=0.1 * VENDORS[asked.clean] * size, near=(2 if complete else 6) * VENDORS[asked.clean] * size,
        first=before + 1, unit=asked.claim.unit or series.info.currency,
    )  # fmt: skip


# --- oscillators and bands -------------------------------------------------------------------------------------------
def strength(asked: Asked) -> Measured:
    """Wilder's relative strength index; Cutler's by plain means, and the values at the day's high and low."""
    from tapecheck.measures.indicators import rsi, rsi_exponential, rsi_of_means

    unit = asked.claim.freq if asked.claim.freq in ("week", "month") else None
    closes, window = asked.by(unit)[-SMOOTHED:], asked.window or 14
    value = rsi(closes, window)
    options = [Option("by plain means (Cutler's)", partial(rsi_of_means, closes, window), SUPPORTED)]
    options.append(Option("by exponential means", partial(rsi_exponential, closes, window), SUPPORTED))
    options += [
        Option(f"at the day's {column}", partial(at_extreme, asked, closes, column, window), IMPRECISE)
        for column in ("high", "low")
    ]
    options.append(Option("as of the close before", partial(rsi, closes[:-1], window), IMPRECISE))
    return Measured(
        value, f"RSI({window}) of {len(closes)} {f'{unit}ly' if unit else 'daily'} closes = {value:.2f}",
        f"Wilder's, {window} {unit or 'session'}s, smoothed by 1/{window}", options,
        tolerance=0.5, near=3.0, unit="points",
    )  # fmt: skip


def at_extreme(asked: Asked, closes: Floats, column: str, window: int) -> float:
    """The index with the day's extreme in place of its close."""
    from tapecheck.measures.indicators import rsi

    changed = closes.copy()
    changed[-1] = asked.series.value(asked.row, column)
    return rsi(changed, window)


def band(asked: Asked) -> Measured:
    """One of Bollinger's bands: two standard deviations of the population from a simple average of 20 sessions."""
    from tapecheck.measures.indicators import bollinger

    window = asked.window or 20
    which = asked.claim.definition or "upper"

    def take(bands: Bands) -> float:
        return float(getattr(bands, which)) * asked.factor

    value = take(bollinger(asked.closes, window))
    options = [
        Option(
            "by the sample's deviation (n - 1)", lambda: take(bollinger(asked.closes, window, sample=True)), SUPPORTED
        ),
        Option("as of the close before", lambda: take(bollinger(asked.closes[:-1], window)), IMPRECISE),
    ]
    size = abs(value)
    return Measured(
        value, f"{which} band of {window} closes of {asked.series.symbol} = {show(value)}",
        f"Bollinger's, {window} sessions, two standard deviations of the population", options,
        tolerance=VENDORS[asked.clean] * size, near=2 * NEARLY[asked.clean] * size, first=asked.row + 1 - window,
        unit=asked.claim.unit or asked.series.info.currency,
    )  # fmt: skip
