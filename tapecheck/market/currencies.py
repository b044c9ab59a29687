"""Money as sources have it: Yahoo's currencies, whose close repeats the open since mid-2010, and grains in cents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tapecheck.market.bars import Bars, Floats
from tapecheck.reference.market import SeriesInfo

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


GRAINS = frozenset({"ZC=F", "ZW=F", "ZS=F", "KE=F", "ZO=F"})  # quoted in cents a bushel, told in dollars
CENTS = ("USX", "GBX", "GBp", "ZAc", "ILA")  # codes of a hundredth of a currency
WHOLE = {"USX": "USD", "GBX": "GBP", "GBp": "GBP", "ZAc": "ZAR", "ILA": "ILS"}
DEAREST = 40.0  # dollars a bushel that no grain has cost; closes above are in cents
IN_DOLLARS = "the source is in cents; divided by 100"


def in_whole_money(bars: Bars, info: SeriesInfo) -> tuple[Bars, SeriesInfo]:
    """Prices in dollars and pounds where the source has cents and pence: by its currency's code, or a grain's level."""
    close = bars.columns["close"]
    grain = info.symbol in GRAINS and len(close) > 0 and float(np.nanmedian(close)) > DEAREST
    if info.currency not in CENTS and not grain:
        return bars, info
    money = {name: values / 100 for name, values in bars.columns.items() if name not in ("volume", "splits")}
    told = "; ".join(filter(None, (info.adjustment, IN_DOLLARS)))
    currency = WHOLE.get(info.currency or "", info.currency or "USD")
    return Bars(bars.days, bars.columns | money), replace(info, currency=currency, adjustment=told)
