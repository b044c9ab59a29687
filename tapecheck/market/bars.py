"""Daily bars as plain arrays: what every provider reads into and the cache keeps.

Arrays, not frames, because thousands of series are cut, hashed and stored: a pandas frame is made only for the caller.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tapecheck.reference.market import FIELDS, Adjustment, Split, row_of

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]
PRICES = ("open", "high", "low", "close")


@dataclass(frozen=True, slots=True)
class Bars:
    """`days` is datetime64[D], strictly rising; `columns` maps names of FIELDS to float64 arrays as long as `days`."""

    days: Days
    columns: dict[str, Floats]

    def __len__(self) -> int:
        return len(self.days)

    @property
    def first(self) -> date | None:
        """The first day, or None of no bars."""
        return day_at(self.days, 0) if len(self) else None

    @property
    def last(self) -> date | None:
        """The last day, or None of no bars."""
        return day_at(self.days, -1) if len(self) else None

    def between(self, start: date | None, end: date | None) -> Bars:
        """The bars of [start, end); arrays are views of these."""
        low = 0 if start is None else row_of(self.days, start)
        high = len(self) if end is None else row_of(self.days, end)
        return self.take(slice(low, max(low, high)))

    def take(self, rows: slice | NDArray[np.bool_] | NDArray[np.intp]) -> Bars:
        """The bars at `rows`, which must keep the order."""
        return Bars(self.days[rows], {name: values[rows] for name, values in self.columns.items()})


def day_at(days: Days, row: int) -> date:
    """One of the days as a date."""
    found: Any = days.item(row)
    assert isinstance(found, date)
    return found


def as_date(day: np.datetime64) -> date:
    """A datetime64[D] as a date."""
    found: Any = day.item()
    assert isinstance(found, date)
    return found


def hash_bars(bars: Bars) -> str:
    """sha256 of the rows: names, days and values in one form, the same on every machine and after every store."""
    parts = [bars.days.astype("datetime64[D]", copy=False).astype("<i4").tobytes()]
    for name in FIELDS:
        if name in bars.columns:
            parts += name.encode(), bars.columns[name].astype("<f8", copy=False).tobytes()
    return hashlib.sha256(b"".join(parts)).hexdigest()


def splits_in(bars: Bars, symbol: str) -> tuple[Split, ...]:
    """The splits that a vendor's column `splits` gives (0 on other days)."""
    ratios = bars.columns.get("splits")
    if ratios is None:
        return ()
    at = np.flatnonzero(np.nan_to_num(ratios) > 0)
    return tuple(Split(symbol=symbol, day=as_date(bars.days[i]), ratio=float(ratios[i])) for i in at)


def adjust(bars: Bars, adjustment: Adjustment, splits: Sequence[Split], basis: date | None) -> Bars | None:
    """Bars on another basis, or None where it cannot be had (total return without `adj_close`).

    `bars` are split-adjusted to `basis`. RAW undoes the splits between each bar and the basis: prices as printed on the
    day, volumes as counted. TOTAL scales all prices by adj_close / close.
    """
    if adjustment is Adjustment.RAW:
        return _undo_splits(bars, [s for s in splits if basis is None or s.day <= basis])
    if adjustment is Adjustment.TOTAL:
        return _with_dividends(bars)
    return bars


def _undo_splits(bars: Bars, splits: Sequence[Split]) -> Bars:
    if not splits:
        return bars
    factor = np.ones(len(bars))
    for split in splits:
        factor[bars.days < np.datetime64(split.day, "D")] *= split.ratio
    columns = {name: values * factor for name, values in bars.columns.items() if name in (*PRICES, "dividends")}
    if "volume" in bars.columns:
        columns["volume"] = bars.columns["volume"] / factor
    kept = {name: values for name, values in bars.columns.items() if name not in columns}
    return replace(bars, columns=kept | columns)


def _with_dividends(bars: Bars) -> Bars | None:
    total = bars.columns.get("adj_close")
    if total is None:
        return None
    factor = total / bars.columns["close"]
    columns = {name: values * factor for name, values in bars.columns.items() if name in PRICES}
    return replace(bars, columns=bars.columns | columns | {"close": total})


def merge(old: Bars, new: Bars) -> Bars | None:
    """Old bars with the new ones in their place, or None where most closes of the same days differ: another basis.

    A split or a dividend between two fetches rescales all of a provider's past; then only a whole new series is right.
    A day or two that differ are corrections, and the new ones hold.
    """
    common, a, b = np.intersect1d(old.days, new.days, assume_unique=True, return_indices=True)
    for name in ("close", "adj_close"):
        if len(common) and name in old.columns and name in new.columns:
            x, y = old.columns[name][a], new.columns[name][b]
            known = np.isfinite(x) & np.isfinite(y)
            differ = ~np.isclose(x[known], y[known], rtol=2e-4, atol=1e-9)
            if len(differ) and differ.mean() > 0.5:
                return None
    kept = old.take(~np.isin(old.days, new.days))
    names = [n for n in FIELDS if n in old.columns or n in new.columns]
    days = np.concatenate([kept.days, new.days])
    order = np.argsort(days, kind="stable")
    blank = (np.full(len(kept), np.nan), np.full(len(new), np.nan))
    columns = {n: np.concatenate([kept.columns.get(n, blank[0]), new.columns.get(n, blank[1])])[order] for n in names}
    return Bars(days[order], columns)
