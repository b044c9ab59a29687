"""`FolderMarket`: a folder of files in the contract's format, as a `Market`. Nothing is read before it is asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from tapecheck.errors import MarketError, NoHistory, UnknownSymbol
from tapecheck.market.bars import Bars, adjust, hash_bars, to_frame
from tapecheck.market.files import BarFile
from tapecheck.market.tables import (
    Interval,
    Problem,
    SeriesRow,
    membership,
    read_facts,
    read_members,
    read_series,
    read_splits,
)
from tapecheck.reference.calendars import Calendar, calendar_of
from tapecheck.reference.market import Adjustment, Fact, History, Membership, SeriesInfo, Split
from tapecheck.schema import Provenance

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


def clock() -> datetime:
    """The current instant."""
    return datetime.now(UTC)


class FolderMarket:
    """The series of a folder: series.csv and the files that it names, members.csv, splits.csv, facts.csv.

    Each file is read once. Close, open, high and low are on the split basis of series.csv.

    Raises:
        MarketError: there is no such folder, or it holds no series.csv.
    """

    name = "folder"

    def __init__(self, path: str | Path, *, now: Callable[[], datetime] = clock) -> None:
        self.path = Path(path)
        self._now = now
        self._files: dict[str, BarFile] = {}
        self._bars: dict[str, Bars] = {}
        self.problems: list[Problem] = []  # rows of the small tables that are left out
        if not self.path.is_dir():
            raise MarketError(str(path), "is no folder; market data is a folder with a series.csv")

    def info(self, symbol: str) -> SeriesInfo | None:
        row = self._series.get(symbol)
        return row.info if row else None

    def symbols(self) -> tuple[str, ...]:
        """All symbols of series.csv, in its order."""
        return tuple(self._series)

    def bars(self, symbol: str) -> Bars:
        """All bars of a symbol as they are stored. Raises UnknownSymbol, ProviderError."""
        found = self._bars.get(symbol)
        if found is None:
            found = self._bars[symbol] = self._read(symbol)
        return found

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
        if provider not in (None, self.name):
            raise UnknownSymbol(symbol, f"{provider} is not at hand here, only the folder {self.path}")
        if snapshot is not None:
            raise NoHistory(symbol, "a folder keeps no snapshots; `tapecheck market import` keeps them in the cache")
        info, stored = self._row(symbol).info, self.bars(symbol)
        return make_history(
            info, stored, start, end, field=field, adjustment=adjustment, splits=self.splits(symbol), provider=self.name
        )

    def members(self, index: str, day: date) -> Membership | None:
        intervals = self._members.get(index)
        return membership(index, intervals, day) if intervals else None

    def closes(self, symbols: tuple[str, ...], start: date, end: date) -> pd.DataFrame:
        return close_matrix({s: self.bars(s) for s in symbols if s in self._series}, start, end)

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._facts.get(symbol, ()) if fact.concept == concept)

    def splits(self, symbol: str) -> tuple[Split, ...]:
        return self._splits.get(symbol, ())

    def calendar(self, symbol: str) -> Calendar:
        info = self._row(symbol).info
        return calendar_of(info.calendar, info.timezone, info.close_time)

    def now(self) -> datetime:
        return self._now()

    # --- the files, each read on first use ----------------------------------------------------------------------------
    @functools.cached_property
    def _series(self) -> dict[str, SeriesRow]:
        path = self.path / "series.csv"
        if not path.is_file():
            raise MarketError(
                str(self.path), "has no series.csv (symbol, file, name, kind, ...) that says what it holds"
            )
        rows, problems = read_series(path)
        self.problems += problems
        return rows

    @functools.cached_property
    def _members(self) -> dict[str, list[Interval]]:
        return self._table("members.csv", read_members)

    @functools.cached_property
    def _splits(self) -> dict[str, tuple[Split, ...]]:
        return self._table("splits.csv", read_splits)

    @functools.cached_property
    def _facts(self) -> dict[str, tuple[Fact, ...]]:
        return self._table("facts.csv", read_facts)

    def _table(self, name: str, read: Callable[[Path], tuple[dict[str, T], list[Problem]]]) -> dict[str, T]:
        path = self.path / name
        if not path.is_file():
            return {}
        rows, problems = read(path)
        self.problems += problems
        return rows

    def _row(self, symbol: str) -> SeriesRow:
        row = self._series.get(symbol)
        if row is None:
            raise UnknownSymbol(symbol, f"is not in {self.path / 'series.csv'}; add a row and its file")
        return row

    def _read(self, symbol: str) -> Bars:
        name = self._row(symbol).file
        file = self._files.setdefault(name, BarFile(self.path / name))
        found = file.bars(symbol)
        if found is None or not len(found):
            raise NoHistory(symbol, f"has no bars in {self.path / name}, which series.csv names for it")
        return found


def make_history(
    info: SeriesInfo,
    stored: Bars,
    start: date | None,
    end: date | None,
    *,
    field: str,
    adjustment: Adjustment,
    splits: tuple[Split, ...],
    provider: str,
    fetched_at: str | None = None,
    snapshot: str | None = None,
) -> History:
    """The bars of [start, end) on the basis asked for, and which rows they are: the hash is of what is handed out.

    Raises:
        NoHistory: no bar on those days, or no such field, or no dividends for a total return.
    """
    basis = info.split_basis or stored.last
    bars = adjust(stored.between(start, end), adjustment, splits, basis)
    if bars is None:
        raise NoHistory(info.symbol, "has no dividend-adjusted closes (adj_close), so no total return can be computed")
    if not len(bars):
        reach = f"reaches from {stored.first} to {stored.last}" if len(stored) else "holds nothing"
        raise NoHistory(
            info.symbol, f"has no bars from {start or 'its beginning'} to {end or 'its end'}: the series {reach}"
        )
    provenance = Provenance(
        symbol=info.symbol,
        provider=provider,
        field=field,
        currency=info.currency,
        timezone=info.timezone,
        adjustment=str(stored_adjustment(info) or adjustment),
        split_basis=str(basis) if basis else None,
        fetched_at=fetched_at,
        snapshot=snapshot,
        sha256=hash_bars(bars),
        first=stored.first,
        last=stored.last,
        licence=info.licence,
    )
    return History(frame=to_frame(bars), info=info, provenance=provenance)


def stored_adjustment(info: SeriesInfo) -> Adjustment | None:
    """TOTAL where the only close at hand has dividends in it, whatever is asked; None where the caller chooses."""
    text = (info.adjustment or "").lower()
    close = text.partition("adj_close")[0]
    return Adjustment.TOTAL if "splits and dividends" in close or "split+dividend" in close else None


def close_matrix(found: Mapping[str, Bars], start: date, end: date) -> pd.DataFrame:
    """Closes of [start, end): all days by symbols, NaN where a symbol has none; symbols without any are left out."""
    import pandas as pd

    cut = {symbol: part for symbol, bars in found.items() if len(part := bars.between(start, end))}
    days = np.unique(np.concatenate([bars.days for bars in cut.values()])) if cut else np.array([], "datetime64[D]")
    matrix = np.full((len(days), len(cut)), np.nan)
    for column, bars in enumerate(cut.values()):
        matrix[np.searchsorted(days, bars.days), column] = bars.columns["close"]
    return pd.DataFrame(matrix, index=pd.DatetimeIndex(days.astype("datetime64[s]"), name="date"), columns=list(cut))
