"""From stored bars to what a check is handed: a `History` with its provenance, and the matrix of many closes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from tapecheck.errors import NoHistory
from tapecheck.market.bars import Bars, adjust, hash_bars
from tapecheck.market.doubts import between, find_doubtful, shifts
from tapecheck.reference.market import Adjustment, Closes, History, Kind, SeriesInfo, Split
from tapecheck.schema import Provenance
from tapecheck.schema.late import late

SPLIT_KINDS = (Kind.STOCK, Kind.ETF)  # nothing else is ever split


def make_history(
    info: SeriesInfo,
    stored: Bars,
    start: date | None,
    end: date | None,
    *,
    field: str = "close",
    adjustment: Adjustment = Adjustment.SPLIT,
    splits: tuple[Split, ...] = (),
    provider: str,
    fetched_at: str | None = None,
    snapshot: str | None = None,
    whole: Mapping[date, str] | None = None,
) -> History:
    """The bars of [start, end) on the basis asked for, and which rows they are: the hash is of what is handed out.

    `whole` are the doubtful days of all that is stored, where the caller keeps them.

    Raises:
        NoHistory: no bar on those days, or no dividends for a total return.
    """
    basis = info.split_basis or stored.last
    cut = stored.between(start, end)
    bars = adjust(cut, adjustment, splits, basis)
    if bars is None:
        raise NoHistory(info.symbol, "has no dividend-adjusted closes (adj_close), so no total return can be computed")
    if not len(bars):
        reach = f"reaches from {stored.first} to {stored.last}" if len(stored) else "holds nothing"
        raise NoHistory(
            info.symbol, f"has no bars from {start or 'its beginning'} to {end or 'its end'}: the series {reach}"
        )
    provenance = late(
        Provenance,
        lambda: {"sha256": hash_bars(bars)},
        symbol=info.symbol,
        provider=provider,
        field=field,
        currency=info.currency,
        timezone=info.timezone,
        adjustment=str(stored_adjustment(info) or adjustment),
        split_basis=str(basis) if basis and info.kind in SPLIT_KINDS else None,
        fetched_at=fetched_at,
        snapshot=snapshot,
        first=stored.first,
        last=stored.last,
        licence=info.licence,
    )
    doubtful = find_doubtful(cut, info, splits) if whole is None else between(whole, cut)
    return History(
        days=bars.days,
        columns=bars.columns,
        info=info,
        provenance=provenance,
        doubtful=doubtful,
        shifted=frozenset(shifts(doubtful)),
    )


def stored_adjustment(info: SeriesInfo) -> Adjustment | None:
    """TOTAL where the only close at hand has dividends in it, whatever is asked; None where the caller chooses."""
    text = (info.adjustment or "").lower()
    close = text.partition("adj_close")[0]
    return Adjustment.TOTAL if "splits and dividends" in close or "split+dividend" in close else None


def close_matrix(found: Mapping[str, Bars], start: date, end: date) -> Closes:
    """Closes of [start, end): all days by symbols, NaN where a symbol has none; symbols without any are left out."""
    cut = {symbol: part for symbol, bars in found.items() if len(part := bars.between(start, end))}
    days = np.unique(np.concatenate([bars.days for bars in cut.values()])) if cut else np.array([], "datetime64[D]")
    matrix = np.full((len(days), len(cut)), np.nan)
    for column, bars in enumerate(cut.values()):
        matrix[np.searchsorted(days, bars.days), column] = bars.columns["close"]
    return Closes(days, tuple(cut), matrix)
