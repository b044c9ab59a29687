"""One instrument's bars as the rules read them: sorted days, plain arrays, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tapecheck.reference.market import Adjustment, History, Kind, Market, SeriesInfo, row_of
from tapecheck.schema import Chart, Provenance
from tapecheck.schema.late import late

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

CHART_POINTS = 300
PRICES = ("open", "high", "low", "close")


class Undecidable(Exception):
    """A rule cannot decide: `str(error)` is the reason, a sentence a person can act on. Never leaves the package.

    What the rule did find out (a figure, a formula) may ride along in `found`, as fields of Check.
    """

    def __init__(self, reason: str, *, code: str = "undecided", **found: object) -> None:
        super().__init__(reason)
        self.found = {"code": code, **found}


class TooShort(Undecidable):
    """The series at hand does not reach, or has not all, the days that are needed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, code="series-short")


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Bars of one instrument, oldest first; a day without a close is left out.

    `days` is datetime64[D], `columns` holds float arrays of the same length ("close", and "open", "high", "low"
    where the source has them, NaN where it lacks a day).
    """

    info: SeriesInfo
    provenance: Provenance
    days: npt.NDArray[np.datetime64]
    columns: dict[str, Floats]

    @property
    def symbol(self) -> str:
        return self.info.symbol

    @property
    def closes(self) -> Floats:
        return self.columns["close"]

    def __len__(self) -> int:
        return len(self.days)

    def day(self, index: int) -> date:
        """The day of a row."""
        day: Any = self.days.item(index)
        assert isinstance(day, date)
        return day

    def through(self, day: date) -> int | None:
        """The last row at or before `day`, or None."""
        row = row_of(self.days, day, "right") - 1
        return row if row >= 0 else None

    def before(self, day: date) -> int | None:
        """The last row strictly before `day`, or None."""
        row = row_of(self.days, day) - 1
        return row if row >= 0 else None

    def value(self, row: int, column: str = "close") -> float:
        """One figure; raises Undecidable where the source does not have it."""
        values = self.columns.get(column)
        value = float(values.item(row)) if values is not None else float("nan")
        if value != value:
            raise Undecidable(
                f"the series of {self.symbol} has no {column} for {self.day(row)}; import one that has daily bars"
            )
        return value

    def column(self, column: str) -> Floats:
        """A whole column, NaN where the source lacks a day; raises Undecidable where it never has it."""
        values = self.columns.get(column)
        if values is None:
            raise Undecidable(f"the series of {self.symbol} has no {column}; import one that has daily bars")
        return values

    def inverted(self) -> Series:
        """The other side of a currency pair: one over each figure, highs and lows exchanged."""
        swapped = {"high": "low", "low": "high"}
        columns = {swapped.get(name, name): 1.0 / values for name, values in self.columns.items()}
        return Series(self.info, self.provenance, self.days, columns)

    def chart(self, first: int, last: int, keep: tuple[int, ...] = ()) -> Chart:
        """Closes of rows first..last, at most 300 of them; the ends and the rows of `keep` are always there.

        It is drawn when it is first looked at.
        """

        def draw() -> dict[str, tuple[object, ...]]:
            rows = thin(first, last, {row for row in keep if first <= row <= last})
            return {"dates": tuple(self.days[rows].tolist()), "values": tuple(rounded(self.closes[rows]))}

        return late(Chart, draw)


def rounded(values: Floats) -> list[float]:
    """Each value to six decimals as `round` has it, all at once, unless a seventh digit is a five or close to it."""
    import numpy as np

    scaled = values * 1e6
    whole = np.rint(scaled)
    if np.abs(whole).max(initial=0) < 1e15 and np.abs(scaled - whole).max(initial=0) < 0.499:
        exact: list[float] = (whole / 1e6).tolist()
        return exact
    return [round(value, 6) for value in values.tolist()]


def thin(first: int, last: int, keep: set[int]) -> list[int] | slice:
    """At most CHART_POINTS of the rows first..last, evenly spaced, with both ends and `keep` among them."""
    count = last - first + 1
    if count <= CHART_POINTS:
        return slice(first, last + 1)
    keep = keep | {first, last}
    room = CHART_POINTS - len(keep)
    return sorted(keep | {first + round(i * (count - 1) / room) for i in range(room)})


def read_history(history: History) -> Series:
    """The market's bars as a Series: those with a close."""
    import numpy as np

    days, columns = history.days, {n: history.columns[n] for n in PRICES if n in history.columns}
    known = ~np.isnan(columns["close"])
    if not known.all():
        days, columns = days[known], {name: values[known] for name, values in columns.items()}
    return Series(history.info, history.provenance, days, columns)


class KeptMarket:
    """A market as one document asks it: what its rules come back to is kept, and nothing forgotten."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self._histories: dict[tuple[Any, ...], History] = {}
        self._series: dict[int, Series] = {}

    def __getattr__(self, name: str) -> Any:
        """All that is quick is asked of the market itself."""
        return getattr(self.market, name)

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
        provider: str | None = None,
        snapshot: str | None = None,
    ) -> History:
        """The market's bars, made once. Raises what the market raises."""
        key = (symbol, start, end, field, adjustment, provider, snapshot)
        found = self._histories.get(key)
        if found is None:
            found = self._histories[key] = self.market.history(
                symbol, start, end, field=field, adjustment=adjustment, provider=provider, snapshot=snapshot
            )
        return found

    def series(self, history: History) -> Series:
        """A history as arrays, made once."""
        found = self._series.get(id(history))
        if found is None:
            found = self._series[id(history)] = read_history(history)
        return found


def load(
    market: Market,
    symbol: str,
    start: date | None,
    end: date | None,
    *,
    field: str = "close",
    adjustment: Adjustment = Adjustment.SPLIT,
) -> Series:
    """Bars of [start, end). Raises the market's errors, and Undecidable where there are none."""
    history = market.history(symbol, start, end, field=field, adjustment=adjustment)
    series = market.series(history) if isinstance(market, KeptMarket) else read_history(history)
    if not len(series):
        raise Undecidable(f"the series of {symbol} has no close between {start} and {end}; import a longer history")
    return series


def names_quote_currency(subject: str | None, info: SeriesInfo) -> bool:
    """Whether a currency claim is about the pair's quote side, so that the pair moves against it.

    "The yen fell" on USD/JPY (JPY=X) is a rise of the pair; "the dollar rose" is one too; EURUSD=X is the euro's own.
    """
    code = info.symbol.removesuffix("=X")
    if info.kind is not Kind.FX or code == info.symbol:
        return False
    named_dollar = is_us_dollar(subject)
    if len(code) == 3:  # dollars per nothing named: USD/XXX
        return not named_dollar
    return named_dollar and not code.startswith("USD")


def is_us_dollar(subject: str | None) -> bool:
    """Whether the subject is the US dollar, not the Australian one or a pair."""
    words = (subject or "").casefold()
    others = ("australia", "canad", "zealand", "hong kong", "singapore", "taiwan", "aussie", "kiwi", "loonie", "euro")
    if any(other in words for other in others):
        return False
    return "dollar" in words or "greenback" in words or words in ("usd", "us$", "buck")


def show(value: float) -> str:
    """A price or level for a formula: two decimals, four below ten and for what is finer."""
    return f"{value:.2f}" if abs(value) >= 10 else f"{value:.4f}"


class RedirectedMarket:
    """A market that answers some symbols from a chosen provider or snapshot, all else as it comes.

    `routes` gives the provider and the snapshot of a symbol, None where either may be any.
    """

    def __init__(self, market: Market, routes: Mapping[str, tuple[str | None, str | None]]) -> None:
        self.market, self.routes = market, routes

    def __getattr__(self, name: str) -> Any:
        """What no route is for is asked of the market itself."""
        return getattr(self.market, name)

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        provider: str | None = None,
        snapshot: str | None = None,
        **asked: Any,
    ) -> History:
        """The market's bars, from where the symbol's route says. Raises what the market raises."""
        provider, snapshot = self.routes.get(symbol, (provider, snapshot))
        return self.market.history(symbol, start, end, provider=provider, snapshot=snapshot, **asked)
