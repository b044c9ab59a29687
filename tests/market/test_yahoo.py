"""yfinance's frames and exceptions, as it gives them, and what becomes of them."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tapecheck.errors import MarketError, NoHistory, ProviderError, UnknownSymbol
from tapecheck.market.providers import Context
from tapecheck.market.providers.yahoo import YahooProvider, yfinance_ticker
from tapecheck.reference.market import Adjustment
from tests.market.conftest import NOW, Server

D = date.fromisoformat


def frame(days: list[str], zone: str | None = "America/New_York", **columns: list[float]) -> pd.DataFrame:
    index = pd.DatetimeIndex([pd.Timestamp(day) for day in days], name="Date")
    return pd.DataFrame(columns, index=index.tz_localize(zone) if zone else index)


NVDA = frame(
    ["2024-06-06", "2024-06-07", "2024-06-10"],
    Open=[124.05, 119.77, 120.37],
    High=[125.59, 121.69, 123.1],
    Low=[118.32, 118.02, 117.01],
    Close=[121.0, 120.89, 121.79],
    **{
        "Adj Close": [120.9, 120.8, 121.7],
        "Volume": [664_696_000, 412_386_000, 314_162_700],
        "Dividends": [0, 0, 0],
        "Stock Splits": [0, 0, 10],
    },
)


class Tickers:
    """What stands for yfinance.Ticker: gives a frame or raises, and keeps what was asked."""

    def __init__(self, given: pd.DataFrame | Exception) -> None:
        self.given, self.asked = given, [("", {"": ""})][:0]

    def __call__(self, symbol: str) -> Any:
        self.symbol = symbol
        return self

    def history(self, **wanted: Any) -> pd.DataFrame:
        self.asked.append((self.symbol, wanted))
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


def provider(given: pd.DataFrame | Exception) -> tuple[YahooProvider, Tickers]:
    tickers = Tickers(given)
    return YahooProvider(Context(now=lambda: NOW), ticker=tickers), tickers


def test_history() -> None:
    yahoo, tickers = provider(NVDA)
    found = yahoo.history("NVDA", D("2024-06-06"), D("2024-06-11"))
    assert tickers.asked == [
        (
            "NVDA",
            {"interval": "1d", "auto_adjust": False, "actions": True, "start": "2024-06-06", "end": "2024-06-11"},
        )
    ]
    assert list(found.frame.columns) == ["open", "high", "low", "close", "adj_close", "volume", "dividends", "splits"]
    assert [str(day.date()) for day in found.frame.index] == ["2024-06-06", "2024-06-07", "2024-06-10"]
    assert found.info.adjustment == "close: splits as of 2023-09-11; adj_close: splits and dividends"
    assert (found.provenance.provider, found.provenance.split_basis) == ("yfinance", "2023-09-11")
    assert [(split.day, split.ratio) for split in yahoo.splits("NVDA")] == [(D("2024-06-10"), 10)]
    assert yahoo.splits("AAPL") == ()


def test_all_there_is() -> None:
    yahoo, tickers = provider(NVDA)
    yahoo.history("NVDA")
    assert tickers.asked[0][1] == {"interval": "1d", "auto_adjust": False, "actions": True, "period": "max"}


def test_the_total_return_is_from_the_adjusted_close() -> None:
    yahoo, _ = provider(NVDA)
    assert yahoo.history("NVDA", adjustment=Adjustment.TOTAL).frame["close"].tolist() == [120.9, 120.8, 121.7]


@pytest.mark.parametrize(
    ("zone", "stamp"),
    [("Asia/Tokyo", "2023-09-08"), ("Europe/London", "2023-09-08"), ("UTC", "2023-09-08"), (None, "2023-09-08")],
)
def test_a_day_is_that_of_the_exchange(zone: str | None, stamp: str) -> None:
    yahoo, _ = provider(frame([stamp], zone, Close=[1.0]))
    assert [str(day.date()) for day in yahoo.history("^N225").frame.index] == ["2023-09-08"]


def test_holes_and_a_running_day_that_stands_twice() -> None:
    yahoo, _ = provider(
        frame(["2023-09-06", "2023-09-07", "2023-09-08", "2023-09-08 13:01"], Close=[1, float("nan"), 2, 3])
    )
    assert yahoo.history("AAPL").frame["close"].tolist() == [1, 3]


def named(name: str, text: str, base: type[Exception] = Exception) -> Exception:
    error: Exception = type(name, (base,), {})(text)
    return error


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        (named("YFRateLimitError", "Too Many Requests. Rate limited."), ProviderError, "refuses more requests for now"),
        (named("HTTPError", "HTTP Error 429:"), ProviderError, "refuses more requests for now"),
        (named("YFPricesMissingError", "$ZZZ: possibly delisted"), UnknownSymbol, "Yahoo knows no prices"),
        (named("HTTPError", "HTTP Error 404: Not Found"), UnknownSymbol, "Yahoo knows no prices"),
        (named("YFTzMissingError", "$ZZZ: no timezone found"), UnknownSymbol, "Yahoo knows no prices"),
        (
            named("JSONDecodeError", "Expecting value: line 1\n<html>", ValueError),
            ProviderError,
            "failed on AAPL .JSONDecode",
        ),
        (ConnectionError("no route to host"), ProviderError, "no route to host.; try again, or use --offline"),
        (frame([], Close=[]), UnknownSymbol, "Yahoo knows no prices"),
        (frame(["2023-09-08"], Last=[1.0]), ProviderError, "gives columns 'Last' for AAPL, not Close"),
        (pd.DataFrame({"Close": [1.0]}), ProviderError, "gives columns"),
        (frame(["2023-09-08"], Close=[float("nan")]), NoHistory, "no closes"),
    ],
)
def test_other_answers(given: pd.DataFrame | Exception, error: type[MarketError], told: str) -> None:
    yahoo, _ = provider(given)
    with pytest.raises(error, match=told):
        yahoo.history("AAPL")


@pytest.mark.parametrize("symbol", ["UNRATE", "DGS10", "FRED:CP"])
def test_what_is_not_asked_of_yahoo(symbol: str) -> None:
    yahoo, tickers = provider(NVDA)
    with pytest.raises(UnknownSymbol, match="FRED"):
        yahoo.history(symbol)
    assert tickers.asked == []


def test_closes_of_currencies_that_repeat_the_open() -> None:
    stale = frame(
        ["2022-12-29", "2022-12-30", "2023-01-02"],
        "Europe/London",
        Open=[1.06, 1.0661, 1.071],
        Close=[1.06, 1.0661, 1.071],
    )
    yahoo, _ = provider(stale)
    found = yahoo.history("EURUSD=X")
    assert found.frame["close"].tolist() == [1.0661, 1.071]
    assert found.info.adjustment == "close repaired: next bar's open where the source repeats the open"
    own = frame(["2009-12-29", "2009-12-30"], "Europe/London", Open=[1.06, 1.07], Close=[1.05, 1.08])
    found = provider(own)[0].history("EURUSD=X")
    assert (found.frame["close"].tolist(), found.info.adjustment) == ([1.05, 1.08], "none")
    assert provider(frame(["2009-12-29"], Close=[1.0]))[0].history("EURUSD=X").frame["close"].tolist() == [1]


@pytest.mark.skipif(importlib.util.find_spec("yfinance") is not None, reason="yfinance is installed")
def test_without_yfinance() -> None:
    yahoo = YahooProvider(Context())
    with pytest.raises(ProviderError, match=r'pip install "tapecheck\[market\]"'):
        yahoo.history("AAPL")
    make: Callable[[str], Any] = yfinance_ticker
    with pytest.raises(ProviderError):
        make("AAPL")


REAL = """
import json, sys
import yfinance, yfinance.base, yfinance.scrapers.history, yfinance.scrapers.quote
for name, module in list(sys.modules.items()):  # the addresses are constants there, and no setting
    if name.startswith("yfinance"):
        for constant, value in list(vars(module).items()):
            if isinstance(value, str) and value.startswith("https://query"):
                setattr(module, constant, sys.argv[1] + value.partition(".com")[2])
yfinance.set_tz_cache_location(sys.argv[2])
from datetime import date
from tapecheck.errors import MarketError
from tapecheck.market.providers import Context
from tapecheck.market.providers.yahoo import YahooProvider
yahoo = YahooProvider(Context())
try:
    found = yahoo.history("NVDA", date(2024, 6, 7), date(2024, 6, 11))
    print(json.dumps([found.frame["close"].round(2).tolist(), [str(s.day) for s in yahoo.splits("NVDA")]]))
except MarketError as error:
    print(type(error).__name__, error)
"""


def chart() -> str:
    """An answer of Yahoo's /v8/finance/chart, of our own making."""
    stamps = [1717767000, 1718026200]  # 9:30 in New York on 7 and 10 June 2024
    quote = {"open": [119.77, 120.37], "high": [121.69, 123.1], "low": [118.0, 117.0], "close": [120.89, 121.79]}
    quote["volume"] = [412386000, 314162700]
    meta = {
        "currency": "USD",
        "symbol": "NVDA",
        "instrumentType": "EQUITY",
        "exchangeTimezoneName": "America/New_York",
        "timezone": "EDT",
        "gmtoffset": -14400,
        "dataGranularity": "1d",
        "range": "",
        "validRanges": ["1d", "max"],
        "regularMarketTime": 1718049600,
        "priceHint": 2,
        "currentTradingPeriod": {
            "regular": {"timezone": "EDT", "start": 1718026200, "end": 1718049600, "gmtoffset": -14400},
            "pre": {"timezone": "EDT", "start": 1718006400, "end": 1718026200, "gmtoffset": -14400},
            "post": {"timezone": "EDT", "start": 1718049600, "end": 1718064000, "gmtoffset": -14400},
        },
    }
    split = {"date": 1718026200, "numerator": 10, "denominator": 1, "splitRatio": "10:1"}
    result = {
        "meta": meta,
        "timestamp": stamps,
        "events": {"splits": {"1718026200": split}},
        "indicators": {"quote": [quote], "adjclose": [{"adjclose": [120.8, 121.7]}]},
    }
    return json.dumps({"chart": {"result": [result], "error": None}})


NOBODY = json.dumps(
    {"chart": {"result": None, "error": {"code": "Not Found", "description": "No data found, delisted"}}}
)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("yfinance") is None, reason="needs yfinance")
@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ((200, {"Content-Type": "application/json"}, chart()), '[[120.89, 121.79], ["2024-06-10"]]'),
        ((404, {"Content-Type": "application/json"}, NOBODY), "UnknownSymbol"),
        ((429, {"Retry-After": "60"}, "Too Many Requests"), "ProviderError yfinance: Yahoo refuses more requests"),
        ((200, {"Content-Type": "text/html"}, "<!DOCTYPE html><html>Will be right back</html>"), "Error"),
        ((200, {"Content-Type": "application/json"}, '{"chart": {"result": [], "error": null}}'), "Error"),
    ],
)
def test_yfinance_against_a_server(
    server: Server, tmp_path: Path, answer: tuple[int, dict[str, str], str], printed: str
) -> None:
    server.give(answer)
    command = [sys.executable, "-c", REAL, server.url, str(tmp_path)]
    closed = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ | closed)
    assert printed in done.stdout.splitlines()[-1], done.stderr
    assert server.asked
    assert "Traceback" not in done.stderr
