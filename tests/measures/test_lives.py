"""The bounds of lives.toml against real series: a series begins where its bounds end, and breaks them only later."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tapecheck.market import FolderMarket
from tapecheck.measures.lives import NEAR, life_of, reach_of, read_lives
from tapecheck.measures.series import load

BOUNDED = sorted(read_lives()["earlier"])


@pytest.fixture(scope="module")
def market(shared: Path) -> FolderMarket:
    return FolderMarket(shared / "market")


@pytest.mark.shared
@pytest.mark.parametrize("symbol", BOUNDED)
def test_bounds_of_a_life_before_its_series(market: FolderMarket, symbol: str) -> None:
    known, series = read_lives()["earlier"][symbol], load(market, symbol, None, None)
    lived = life_of(symbol)
    assert lived is not None and lived < known["until"] and series.day(0) <= known["until"] + NEAR
    assert reach_of(symbol, series.day(0), "highest_close", float(series.closes.max())) == min(lived, series.day(0))


@pytest.mark.shared
@pytest.mark.parametrize(("symbol", "day"), [("^N225", date(1968, 10, 1)), ("^HSI", date(1987, 6, 4))])
def test_the_first_close_above_the_bound(market: FolderMarket, symbol: str, day: date) -> None:
    series, bound = load(market, symbol, None, None), read_lives()["earlier"][symbol]["highest_close"]
    assert next(series.day(row) for row, close in enumerate(series.closes) if close > bound) == day
