"""Yahoo's currencies: since mid-2010 the daily close repeats the open, a day stale."""

from __future__ import annotations

import numpy as np

from tapecheck.market.bars import Bars, Floats

STALE = 0.5  # share of closes that repeat the open, from which a currency's closes are taken for stale
REPAIRED = "close repaired: next bar's open where the source repeats the open"  # stands in the provenance


def repair_currency(bars: Bars) -> tuple[Bars, bool]:
    """Currencies whose close repeats the open, as Yahoo's do since 2010: the close of a day is the next day's open.

    The last day has no next one, so it is left out. Untouched where most closes are their own.
    """
    opens: Floats | None = bars.columns.get("open")
    if opens is None or len(bars) < 2:
        return bars, False
    close = bars.columns["close"]
    stale = np.isclose(opens, close, rtol=1e-6, atol=0)
    if stale.mean() < STALE:
        return bars, False
    following = np.append(opens[1:], np.nan)
    repaired = np.where(stale, following, close)
    columns = {name: values for name, values in bars.columns.items() if name != "adj_close"}
    whole = Bars(bars.days, columns | {"close": repaired})
    return whole.take(np.isfinite(repaired)), True
