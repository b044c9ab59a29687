"""Yahoo Finance through yfinance, an extra: prices adjusted for splits only, dividends and splits beside them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tapecheck.errors import NoHistory, ProviderError, UnknownSymbol
from tapecheck.market.bars import Bars, splits_in
from tapecheck.market.currencies import REPAIRED, in_whole_money, repair_currency
from tapecheck.market.describe import describe
from tapecheck.market.fred_series import PREFIX, known_series
from tapecheck.market.history import make_history
from tapecheck.market.providers import Context
from tapecheck.reference.market import Adjustment, History, Kind, Split

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "Open": "open",
    "High": "high",
    "Low": "low",
    "Close": "close",
    "Adj Close": "adj_close",
    "Volume": "volume",
    "Dividends": "dividends",
    "Stock Splits": "splits",
}
LICENCE = "Yahoo's terms: personal use"
INSTALL = (
    'yfinance is not installed; pip install "tapecheck[market]" brings it (or take it out of the setting `providers`)'
)
UNKNOWN = ("YFPricesMissingError", "YFTzMissingError", "YFTickerMissingError")


class Ticker(Protocol):
    """What is used of yfinance.Ticker."""

    def history(self, **wanted: Any) -> pd.DataFrame:
        """Daily bars, indexed by aware midnights, with `Dividends` and `Stock Splits`."""


def yfinance_ticker(symbol: str) -> Ticker:
    """A Ticker of yfinance, told to raise instead of printing. Raises ProviderError where it is not installed."""
    try:
        import yfinance
    except ImportError as error:
        raise ProviderError("yfinance", INSTALL) from error
    config = getattr(yfinance, "config", None)
    if config is not None and hasattr(config, "debug"):
        config.debug.hide_exceptions = False
    found: Ticker = yfinance.Ticker(symbol)
    return found


class YahooProvider:
    """Daily bars by Yahoo's symbols. `ticker` makes yfinance's Ticker, or a test's."""

    name = "yfinance"

    def __init__(self, context: Context, *, ticker: Callable[[str], Ticker] = yfinance_ticker) -> None:
        self.context = context
        self.ticker = ticker
        self._splits: dict[str, tuple[Split, ...]] = {}

    def lacking(self) -> str | None:
        if self.ticker is not yfinance_ticker or importlib.util.find_spec("yfinance"):
            return None
        return f"no prices from Yahoo: {INSTALL}"

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
    ) -> History:
        if symbol.startswith(PREFIX) or symbol in known_series()[0]:
            raise UnknownSymbol(symbol, "is a series of FRED's, which Yahoo does not have")
        frame = self._frame(symbol, start, end)
        bars = read_frame(frame, symbol)
        today = self.context.now().date()
        info = replace(describe(symbol, source="Yahoo Finance", licence=LICENCE), split_basis=today)
        adjusted = f"close: splits as of {today}; adj_close: splits and dividends"
        if info.kind is Kind.FX:
            bars, stale = repair_currency(bars)
            adjusted = REPAIRED if stale else "none"
        self._splits[symbol] = splits_in(bars, symbol)
        bars, info = in_whole_money(bars, replace(info, adjustment=adjusted))
        return make_history(
            info,
            bars,
            start,
            end,
            field=field,
            adjustment=adjustment,
            splits=self._splits[symbol],
            provider=self.name,
            fetched_at=self.context.now().isoformat(timespec="seconds"),
        )

    def splits(self, symbol: str) -> tuple[Split, ...]:
        """The splits in the days that were fetched last."""
        return self._splits.get(symbol, ())

    def _frame(self, symbol: str, start: date | None, end: date | None) -> pd.DataFrame:
        wanted: dict[str, Any] = {"interval": "1d", "auto_adjust": False, "actions": True}
        wanted |= {"start": str(start)} if start else {"period": "max"}
        wanted |= {"end": str(end)} if end and start else {}
        try:
            frame = self.ticker(symbol).history(**wanted)
        except ProviderError:
            raise
        except Exception as error:  # yfinance lets through whatever its HTTP and JSON layers raise
            raise _translate(error, symbol) from error
        if not len(frame):
            raise UnknownSymbol(symbol, "Yahoo knows no prices of it on these days")
        return frame


def _translate(error: Exception, symbol: str) -> Exception:
    """An exception of yfinance as ours; by name, as its classes move between versions."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & set(UNKNOWN) or "HTTP Error 404" in str(error):  # a symbol that it never heard of, since 1.0
        return UnknownSymbol(symbol, "Yahoo knows no prices of it on these days")
    if "YFRateLimitError" in kinds or "429" in str(error):
        return ProviderError(
            "yfinance", "Yahoo refuses more requests for now; try again later, or go on with --offline"
        )
    text = " ".join(str(error).split())[:120]
    return ProviderError(
        "yfinance", f"failed on {symbol} ({type(error).__name__}: {text}); try again, or use --offline"
    )


def read_frame(frame: pd.DataFrame, symbol: str) -> Bars:
    """The bars of yfinance's frame, by the days of its own zone. Raises ProviderError for other columns."""
    import pandas as pd

    if "Close" not in frame.columns or not isinstance(frame.index, pd.DatetimeIndex):
        names = ", ".join(map(str, frame.columns))[:80]
        raise ProviderError(
            "yfinance", f"gives columns {names!r} for {symbol}, not Close; upgrade tapecheck or yfinance"
        )
    index = frame.index.tz_localize(None) if frame.index.tz is not None else frame.index
    days = index.to_numpy().astype("datetime64[D]")
    columns = {ours: frame[theirs].to_numpy(dtype=np.float64) for theirs, ours in COLUMNS.items() if theirs in frame}
    priced = np.isfinite(columns["close"])
    last = np.append(days[1:] != days[:-1], True) if len(days) else priced  # the running day may stand twice
    bars = Bars(days, columns).take(priced & last)
    if not len(bars):
        raise NoHistory(symbol, "Yahoo has days but no closes for it")
    return bars
