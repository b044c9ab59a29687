"""Arithmetic of bars: cutting, other bases, hashes, and merging what was fetched twice."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.market.bars import Bars, adjust, hash_bars, merge
from tapecheck.market.encoding import decode_bars, encode_bars
from tapecheck.market.history import make_history
from tapecheck.reference.market import Adjustment, Kind, SeriesInfo, Split

FIRST = date(2023, 9, 4)
prices = st.floats(0.01, 1e6, allow_nan=False)


def bars(*closes: float, start: date = FIRST, **columns: list[float]) -> Bars:
    days = np.array([start + timedelta(days=i) for i in range(len(closes))], dtype="datetime64[D]")
    return Bars(days, {"close": np.array(closes, dtype=float), **{n: np.array(v, float) for n, v in columns.items()}})


def split(day: int, ratio: float) -> Split:
    return Split(symbol="X", day=FIRST + timedelta(days=day), ratio=ratio)


@pytest.mark.parametrize(
    ("splits", "basis", "closes"),
    [
        ([], None, [1, 2, 3]),
        ([split(1, 10)], None, [10, 2, 3]),  # from the open of the day: the day itself is on the new basis
        ([split(1, 10), split(2, 2)], None, [20, 4, 3]),
        ([split(1, 10), split(2, 2)], FIRST + timedelta(days=1), [10, 2, 3]),  # the second came after the basis
        ([split(2, 0.125)], None, [0.125, 0.25, 3]),  # a reverse split
    ],
)
def test_raw_prices_are_as_printed_on_the_day(splits: list[Split], basis: date | None, closes: list[float]) -> None:
    found = adjust(bars(1, 2, 3, volume=[100, 100, 100]), Adjustment.RAW, splits, basis)
    assert found is not None
    assert found.columns["close"].tolist() == closes
    assert (found.columns["close"] * found.columns["volume"]).tolist() == [100, 200, 300]


def test_total_return_scales_all_prices() -> None:
    found = adjust(bars(10, 20, open=[8, 20], adj_close=[5, 20]), Adjustment.TOTAL, [], None)
    assert found is not None
    assert found.columns["close"].tolist() == [5, 20]
    assert found.columns["open"].tolist() == [4, 20]
    assert adjust(bars(10, 20), Adjustment.TOTAL, [], None) is None


@given(st.lists(prices, min_size=1, max_size=30), st.integers(-5, 40), st.integers(-5, 40))
def test_between_is_half_open(closes: list[float], start: int, end: int) -> None:
    low, high = FIRST + timedelta(days=start), FIRST + timedelta(days=end)
    found = bars(*closes).between(low, high)
    assert found.columns["close"].tolist() == closes[max(0, start) : max(0, start, end)]


@given(st.lists(prices, min_size=1, max_size=30), st.booleans())
def test_parquet_and_back_is_the_same_rows(closes: list[float], more: bool) -> None:
    columns = {"high": [float("nan"), *closes[1:]]} if more else {}
    whole = bars(*closes, **columns)
    back = decode_bars(encode_bars(whole))
    assert hash_bars(back) == hash_bars(whole)
    assert back.last == whole.last


def test_a_hash_tells_days_values_and_columns_apart() -> None:
    found = {
        hash_bars(bars(1, 2)),
        hash_bars(bars(1, 2.0000001)),
        hash_bars(bars(1, 2, start=FIRST + timedelta(days=1))),
        hash_bars(bars(1, 2, open=[1, 2])),
        hash_bars(bars(1, 2, high=[1, 2])),
    }
    assert len(found) == 5


def test_a_frame_is_what_the_protocol_says() -> None:
    stored = bars(1, 2, volume=[5, 6], open=[1, 1])
    info = SeriesInfo(symbol="X", name="X", kind=Kind.STOCK)
    history = make_history(info, stored, None, None, provider="memory")
    assert history.columns["close"].tolist() == [1, 2]
    frame = history.frame
    assert list(frame.columns) == ["open", "close", "volume"]
    assert (frame.index.name, str(frame.index.tz), frame.index.is_monotonic_increasing) == ("date", "None", True)


@pytest.mark.parametrize(
    ("old", "new", "both"),
    [
        (bars(1, 2), bars(3, start=FIRST + timedelta(days=2)), [1, 2, 3]),
        (bars(1, 2), bars(2, 3, start=FIRST + timedelta(days=1)), [1, 2, 3]),
        (bars(1, 2), bars(2.0001, 3, start=FIRST + timedelta(days=1)), [1, 2.0001, 3]),  # a revision of the last digit
        (bars(1, 2, 3, 4), bars(2, 3.5, 4, start=FIRST + timedelta(days=1)), [1, 2, 3.5, 4]),  # a correction
        (bars(5, 6, start=FIRST + timedelta(days=3)), bars(1, 2), [1, 2, 5, 6]),
        (bars(10, 20), bars(2, 3, start=FIRST + timedelta(days=1)), None),  # a split between the two
        (
            bars(1, 2, adj_close=[1, 2]),
            bars(2, 3, start=FIRST + timedelta(days=1), adj_close=[1.9, 3]),
            None,
        ),  # a dividend
    ],
)
def test_merge(old: Bars, new: Bars, both: list[float] | None) -> None:
    found = merge(old, new)
    assert (None if found is None else found.columns["close"].tolist()) == both


def test_merge_keeps_columns_that_one_side_lacks() -> None:
    found = merge(bars(1, 2, volume=[7, 8]), bars(3, start=FIRST + timedelta(days=2), open=[3]))
    assert found is not None
    assert np.array_equal(found.columns["volume"], [7, 8, np.nan], equal_nan=True)
    assert np.array_equal(found.columns["open"], [np.nan, np.nan, 3], equal_nan=True)
