"""The seam between the checks and market data.

`crosscheck` asks a `Market`, `market` answers it, `pipeline` introduces them. Prices are floats in the series' own
currency and unit (an index in points, a yield in percent, a currency pair as quoted).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from tapecheck.reference.calendars import Calendar
    from tapecheck.schema import Provenance

NEAR = timedelta(days=7)  # a doubtful session so near to the end of a period may be its base
EPOCH = date(1970, 1, 1).toordinal()  # numpy counts its days from there
FIELDS = ("open", "high", "low", "close", "adj_close", "volume", "dividends", "splits")


class Kind(StrEnum):
    """What a series is; decides which claims it can answer."""

    PRICE_INDEX = "price_index"
    TOTAL_RETURN_INDEX = "total_return_index"
    STOCK = "stock"
    ETF = "etf"
    COMMODITY_FUTURE = "commodity_future"
    FX = "fx"
    CRYPTO = "crypto"
    YIELD = "yield"
    RATE = "rate"
    FLOW = "flow"
    OTHER = "other"


class Adjustment(StrEnum):
    """On which basis prices are given."""

    RAW = "raw"  # as printed on the day
    SPLIT = "split"  # on the split basis that the provenance names: what a change is computed on
    TOTAL = "split+dividend"  # total return


def row_of(days: NDArray[np.datetime64], day: date, side: Literal["left", "right"] = "left") -> int:
    """How many of some rising days, datetime64[D], are before `day`; "right": or are it."""
    return int(days.view("int64").searchsorted(day.toordinal() - EPOCH, side=side))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesInfo:
    """A row of `series.csv`: what a series is. `close_time` is local ("16:00"), `calendar` an exchange's code."""

    symbol: str
    name: str
    kind: Kind
    currency: str | None = None
    timezone: str = "America/New_York"
    calendar: str | None = None
    close_time: str = "16:00"
    adjustment: str | None = None
    split_basis: date | None = None
    source: str | None = None
    licence: str | None = None


class History:
    """Daily bars and where they come from, and which of their days are in doubt. It is shared: do not write to it.

    `days` are datetime64[D], sorted and unique, `columns` float64 arrays of the same length out of FIELDS: a field that
    the source lacks on a day is NaN, one that it never has is absent. `frame` is the same as a frame with a naive
    DatetimeIndex named "date", made when it is first asked for: it costs more than most of what is computed on it.
    A provider may give a frame instead.

    `doubtful` are days from the first bar to the last whose figure, or whose base, is not certain, each with a reason
    that follows the symbol ("has no bar of this session"): a claim may agree with them, and is never contradicted by
    them. Those in `shifted` may part the series into two that do not compare (a split that nobody told of).
    """

    __slots__ = ("_frame", "columns", "days", "doubtful", "info", "provenance", "shifted")

    def __init__(
        self,
        *,
        info: SeriesInfo,
        provenance: Provenance,
        frame: pd.DataFrame | None = None,
        days: NDArray[np.datetime64] | None = None,
        columns: Mapping[str, NDArray[np.float64]] | None = None,
        doubtful: Mapping[date, str] | None = None,
        shifted: frozenset[date] = frozenset(),
    ) -> None:
        """Give either `frame`, or `days` and `columns`."""
        self.info, self.provenance = info, provenance
        self.doubtful: Mapping[date, str] = doubtful or {}
        self.shifted = shifted
        self._frame = frame
        if frame is not None:
            days = frame.index.to_numpy().astype("datetime64[D]")
            columns = {name: frame[name].to_numpy(dtype="float64") for name in frame.columns if name in FIELDS}
        assert days is not None
        assert columns is not None
        self.days, self.columns = days, columns

    @property
    def frame(self) -> pd.DataFrame:
        """The bars as a frame, columns in the order of FIELDS."""
        if self._frame is None:
            import pandas as pd

            index = pd.DatetimeIndex(self.days.astype("datetime64[s]"), name="date")
            columns = {name: self.columns[name] for name in FIELDS if name in self.columns}
            self._frame = pd.DataFrame(columns, index=index, copy=False)
        return self._frame

    def doubt(self, base: date, as_of: date, *, every: bool = False) -> tuple[date, str] | None:
        """The first doubtful day that matters to a figure from `base` to `as_of`, and why; None where none does.

        The sessions next to both ends always matter (the close before may be another day's), a shift wherever it
        stands, and with `every` all days between: for streaks and counts.
        """
        for day, why in self.doubtful.items():
            near = base <= day <= base + NEAR or as_of - NEAR <= day <= as_of
            if base <= day <= as_of and (near or every or day in self.shifted):
                return day, why
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Closes:
    """Closes of many symbols at once: `values` is float64 of days by symbols, NaN where a symbol has none on a day.

    `days` are datetime64[D], sorted and unique; `frame` is the same as a frame, as `History.frame` is.
    """

    days: NDArray[np.datetime64]
    symbols: tuple[str, ...]
    values: NDArray[np.float64]

    def on(self, day: date) -> NDArray[np.float64] | None:
        """The closes of a day, or None of a day on which nobody has one."""
        import numpy as np

        row = int(self.days.searchsorted(np.datetime64(day, "D")))
        closes: NDArray[np.float64] | None = self.values[row] if self.days[row : row + 1].tolist() == [day] else None
        return closes

    @property
    def frame(self) -> pd.DataFrame:
        """Dates by symbols."""
        import pandas as pd

        index = pd.DatetimeIndex(self.days.astype("datetime64[s]"), name="date")
        return pd.DataFrame(self.values, index=index, columns=list(self.symbols))


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Who was in an index on a day. `known` is false where the lists at hand do not cover the day;

    then `symbols` are those of the last list before it, which ended on `until`.
    """

    index: str
    day: date
    symbols: tuple[str, ...]
    known: bool
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of a filing or a release: `value` in `unit` for [from_, to), public since `filed`."""

    symbol: str
    concept: str
    from_: date
    to: date
    value: float
    unit: str
    filed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """New shares for one old (`ratio` 4 is four for one), from the open of `day`."""

    symbol: str
    day: date
    ratio: float


class Market(Protocol):
    """Where the checks get their figures. Every method may be slow once and is fast after."""

    def info(self, symbol: str) -> SeriesInfo | None:
        """What the series of `symbol` is, or None where no provider at hand has one."""

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
        """Bars of [start, end); open bounds mean all there is. `field` is what the caller uses (for the provenance);

        all fields at hand are in the frame. Raises UnknownSymbol, NoHistory, ProviderError.
        """

    def members(self, index: str, day: date) -> Membership | None:
        """Members of `index` on `day`, or None where nothing is known of its members."""

    def closes(self, symbols: tuple[str, ...], start: date, end: date) -> Closes:
        """Split-adjusted closes of many symbols at once (breadth); absent symbols are left out."""

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        """All facts at hand for a company or a series, oldest first; empty where none are."""

    def splits(self, symbol: str) -> tuple[Split, ...]:
        """All splits at hand, oldest first."""

    def calendar(self, symbol: str) -> Calendar:
        """The sessions of the series' exchange. Raises UnknownSymbol."""

    def now(self) -> datetime:
        """The current instant, aware (a seam, so that tests can hold the clock)."""


def basis_factor(market: Market, symbol: str, day: date) -> float:
    """What a split-adjusted price has to be multiplied by to stand as it was printed in an article of `day`.

    Series are on the split basis of their provider's day, articles on that of their own: a share at 48.78 in today's
    data stood at 487.84 before a split of ten for one. 1.0 where no split at hand lies between the two days.
    """
    info = market.info(symbol)
    basis = info.split_basis if info else None
    factor = 1.0
    for split in market.splits(symbol):
        if day < split.day and (basis is None or split.day <= basis):
            factor *= split.ratio
        elif basis is not None and basis < split.day <= day:
            factor /= split.ratio
    return factor
