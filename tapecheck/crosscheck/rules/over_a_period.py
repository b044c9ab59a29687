"""Technical measures of a period: volatility, yearly return, drawdown, average volume, beta, correlation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tapecheck.crosscheck.asof import DAY
from tapecheck.crosscheck.readings import Option
from tapecheck.crosscheck.rules.measured import WITH_DIVIDENDS, Asked, Measured, dividends_in, percent
from tapecheck.crosscheck.verdicts import IMPRECISE, SUPPORTED
from tapecheck.measures.moves import bucket_ends
from tapecheck.measures.series import Series, TooShort, Undecidable, load, show
from tapecheck.reference.market import Kind
from tapecheck.schema import Metric

if TYPE_CHECKING:
    from tapecheck.measures.indicators import Floats

YEAR = 252
VOLUME_WINDOWS = (50, 30, 20, 10, 63, 65, 90, 100, 250)  # those that pages print where they name none
SPANS = (YEAR, 2 * YEAR, 3 * YEAR, 5 * YEAR, 60, 90)  # of a beta whose text names none


def spread_of_returns(asked: Asked) -> Measured:
    """Annualised volatility: the sample deviation of daily log returns times the root of 252."""
    import numpy as np

    from tapecheck.measures.indicators import volatility

    first, last = asked.period()
    closes = asked.series.closes[first : last + 1]
    value = 100 * volatility(closes)
    count = len(closes) - 1
    options = [
        Option("of simple returns", lambda: 100 * volatility(closes, log=False), SUPPORTED),
        Option("by the population's deviation", lambda: value * float(np.sqrt((count - 1) / count)), SUPPORTED),
        Option("with 260 days a year", lambda: 100 * volatility(closes, periods=260), SUPPORTED),
        Option("with 365 days a year", lambda: 100 * volatility(closes, periods=365), SUPPORTED),
        *in_calendar_days(asked, lambda rows: 100 * volatility(rows)),
    ]
    return Measured(
        value, f"standard deviation of {count} daily log returns x root of 252 = {value:.2f}%",
        "annualised: sample standard deviation of daily log returns, 252 sessions a year", options,
        near=0.1 * value, change=True, base=asked.series.day(first), first=first, unit="percent",
    )  # fmt: skip


def in_calendar_days(asked: Asked, compute: Callable[[Floats], float]) -> list[Option]:
    """A window of 30 or more days may be meant by the calendar: 30 days have some 21 sessions."""
    window = asked.window
    if window is None or window < 20 or asked.claim.freq is not None:
        return []
    before = asked.series.before(asked.series.day(asked.row) - window * DAY)
    rows = asked.series.closes[(before or 0) : asked.row + 1]
    return [Option(f"over {window} calendar days", lambda: compute(rows), SUPPORTED)]


def yearly_return(asked: Asked) -> Measured:
    """Compound growth a year by the calendar, without dividends; with them where the series has them."""
    from tapecheck.measures.indicators import annualised_return

    first, last = asked.period()
    closes, days = asked.series.closes[first : last + 1], asked.series.days[first : last + 1]
    years = int((days[-1] - days[0]).astype(int)) / 365.25
    if years < 0.9:
        raise Undecidable("a return is annualised over years; the text gives a shorter period", code="period-open")
    value = 100 * annualised_return(closes, days)
    options = [
        Option("by 252 sessions a year", lambda: 100 * annualised_return(closes), SUPPORTED),
        Option(
            "as the plain mean of the years", lambda: percent(float(closes[-1]), float(closes[0])) / years, IMPRECISE
        ),
    ]
    total = dividends_in(asked)
    if total is not None:
        options.append(
            Option(WITH_DIVIDENDS, lambda: 100 * annualised_return(total[first : last + 1], days), SUPPORTED)
        )
    return Measured(
        value, f"({show(float(closes[-1]))} / {show(float(closes[0]))}) ^ (1 / {years:.2f}) - 1 = {value:.2f}%",
        "compound yearly growth by the calendar, without dividends", options,
        change=True, base=asked.series.day(first), first=first, unit="percent",
    )  # fmt: skip


def largest_fall(asked: Asked) -> Measured:
    """The largest fall from a close to a later one of the period, unsigned as the news prints it."""
    from tapecheck.measures.indicators import max_drawdown

    first, last = asked.period()
    closes = asked.series.closes[first : last + 1]
    fall = max_drawdown(closes)
    peak, trough = asked.series.day(first + fall.peak), asked.series.day(first + fall.trough)
    value = -100 * fall.size
    options = [
        Option("without the close before the period", lambda: -100 * max_drawdown(closes[1:]).size, SUPPORTED),
        Option("from the day's highs to its lows", lambda: within_days(asked, first, last), SUPPORTED),
    ]
    total = dividends_in(asked)
    if total is not None:
        options.append(Option(WITH_DIVIDENDS, lambda: -100 * max_drawdown(total[first : last + 1]).size, SUPPORTED))
    formula = (
        f"{show(float(closes[fall.trough]))} ({trough}) / {show(float(closes[fall.peak]))} ({peak}) - 1 = {-value:.2f}%"
    )
    return Measured(
        value, formula, "largest fall from a close to a later one within the period", options, change=True, base=peak,
        first=first, unit="percent",
    )  # fmt: skip


def within_days(asked: Asked, first: int, last: int) -> float:
    """The largest fall from a day's high to a later day's low, in percent."""
    import numpy as np

    highs, lows = asked.series.column("high")[first + 1 : last + 1], asked.series.column("low")[first + 1 : last + 1]
    if np.isnan(highs).any() or np.isnan(lows).any():
        raise Undecidable("the series lacks highs or lows of the period")
    return float(-100 * (lows[1:] / np.maximum.accumulate(highs)[:-1] - 1).min())


def usual_volume(asked: Asked) -> Measured:
    """The mean of so many days' volume; where the words give no window, of those that pages usually print."""
    import numpy as np

    from tapecheck.measures.indicators import simple_average

    if asked.series.info.kind not in (Kind.STOCK, Kind.ETF):
        raise Undecidable(
            "no volume of one market is that of all exchanges; import the series meant", code="not-its-series"
        )
    end = asked.series.day(asked.row) + DAY
    found = asked.market.history(asked.series.symbol, None, end, field="volume").columns.get("volume")
    volumes = found[~np.isnan(found)] if found is not None else np.empty(0)
    windows = (asked.window,) if asked.window else VOLUME_WINDOWS
    if len(volumes) < windows[0] or not volumes[-windows[0] :].all():
        raise TooShort(f"the series of {asked.series.symbol} has no volumes of these days; import them")
    value = float(volumes[-windows[0] :].mean())
    options = [Option(f"of {n} sessions", partial(simple_average, volumes, n), SUPPORTED) for n in windows[1:]]
    options += [Option("without the day's own", lambda: float(volumes[-windows[0] - 1 : -1].mean()), SUPPORTED)]
    return Measured(
        value, f"mean of the last {windows[0]} days' volume = {value:,.0f}", f"simple average of {windows[0]} sessions",
        options, tolerance=0.02 * value, near=0.2 * value, open=asked.window is None, unit="shares",
    )  # fmt: skip


def with_another(asked: Asked) -> Measured:
    """Beta or correlation of daily simple returns on common days; of weeks, months and logs as readings."""
    claim = asked.claim
    if claim.versus is None:
        raise Undecidable("the text names no index to compare with", code="no-figure")
    other = load(asked.market, claim.versus, None, asked.series.day(asked.row) + DAY)
    try:
        spans = [asked.period()]
    except Undecidable:
        spans = [(asked.row - n, asked.row) for n in SPANS if asked.row >= n]
        if not spans:
            raise
        stated = False
    else:
        stated = True
    first, last = spans[0]
    value = related(asked, other, first, last, "day", log=False)
    options = [Option("of log returns", lambda: related(asked, other, first, last, "day", log=True), SUPPORTED)]
    for start, stop in spans:
        for unit in ("day", "week", "month"):
            if (start, unit) != (first, "day"):
                name = f"of {unit}s' returns" if stated else f"of {unit}s' returns over {stop - start} sessions"
                options.append(Option(name, partial(related, asked, other, start, stop, unit, log=False), SUPPORTED))
    pair = f"{asked.series.symbol} and {other.symbol}"
    return Measured(
        value, f"{claim.metric} of {last - first} daily returns of {pair} = {value:.3f}",
        "of daily simple returns on common days, without dividends or risk-free rate", options,
        near=0.05, open=not stated, base=asked.series.day(first), first=first, unit="ratio",
    )  # fmt: skip


def related(asked: Asked, other: Series, first: int, last: int, unit: str, *, log: bool) -> float:
    """Beta or correlation of the returns of days, weeks or months between two rows."""
    from tapecheck.measures.indicators import beta, common_days, correlation

    left, right = common_days(asked.series.days[first : last + 1], other.days)
    days, own, against = other.days[right], asked.series.closes[first : last + 1][left], other.closes[right]
    ends = bucket_ends(days, unit)
    own, against = own[ends], against[ends]
    if len(own) < 10:
        return float("nan")
    measure = beta if asked.claim.metric is Metric.BETA else correlation
    return measure(own, against, log=log)
