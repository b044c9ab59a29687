"""Days, weeks, months, quarters and years of a series: their last closes, and the moves from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from tapecheck.measures.compute import DAY
from tapecheck.measures.series import Series, Undecidable, show
from tapecheck.schema import Direction

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tapecheck.measures.series import Floats


How = Literal["percent", "ratio", "points"]


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Moves between the last closes of consecutive buckets; `rows[i]` is the row in which move i ends."""

    rows: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]
    points: bool

    def __len__(self) -> int:
        return len(self.rows)


def moves_of(series: Series, row: int, freq: str, *, points: bool) -> Moves:
    """All moves up to `row`, in percent or in points. A percentage across a price at or below zero is NaN."""
    import numpy as np

    ends = bucket_ends(series.days[: row + 1], freq)
    closes = series.closes[ends]
    before, after = closes[:-1], closes[1:]
    if points:
        return Moves(ends[1:], after - before, True)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where((before > 0) & (after > 0), 100 * (after / before - 1), np.nan)
    return Moves(ends[1:], values, False)


def bucket_ends(days: npt.NDArray[np.datetime64], freq: str) -> npt.NDArray[np.int64]:
    """The last row of every bucket of sorted days; the last day ends the last one."""
    import numpy as np

    if freq == "day":
        return np.arange(len(days))
    keys = bucket_keys(days, freq)
    return np.append(np.flatnonzero(keys[1:] != keys[:-1]), len(days) - 1)


def bucket_keys(days: npt.NDArray[np.datetime64], freq: str) -> npt.NDArray[np.int64]:
    """A number that is the same for all days of one week (Monday to Sunday), month, quarter or year."""
    import numpy as np

    match freq:
        case "week":
            keys = (days.astype(np.int64) + 3) // 7  # the epoch was a Thursday
        case "month":
            keys = days.astype("datetime64[M]").astype(np.int64)
        case "quarter":
            keys = days.astype("datetime64[M]").astype(np.int64) // 3
        case "year":
            keys = days.astype("datetime64[Y]").astype(np.int64)
        case _:
            raise Undecidable(f"no series is kept by {freq}; the claim's frequency was misread")
    return np.asarray(keys, dtype=np.int64)


def by_length(first: date, days: int) -> str:
    """The bucket that a period of `days` from `first` fills, in whole or so far."""
    if days <= 7 and first.weekday() in (0, 5, 6):
        return "week"
    if first.month == 1 and first.day == 1 and days > 92:
        return "year"
    if first.day == 1 and days <= 31:
        return "month"
    if first.day == 1 and first.month in (1, 4, 7, 10) and days <= 92:
        return "quarter"
    if days <= 7:
        return "week"
    raise Undecidable("the period is no week, month, quarter or year, so there is nothing to compare it with")


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one series: from row `base` to row `row`, by closes or by the day's extreme in `column`."""

    series: Series
    base: int
    row: int
    how: How
    column: str = "close"
    scale: float = 1.0  # to the price as printed on the day
    of_the_day: bool = False  # by the last day's own extreme, not that of all days of the period

    @property
    def top(self) -> float:
        """The figure at the end: a close, or the extreme of all days of the period."""
        if self.column not in ("high", "low") or self.of_the_day or self.row == self.base + 1:
            return self.series.value(self.row, self.column)
        values = self.series.column(self.column)[self.base + 1 : self.row + 1]
        top = values.max() if self.column == "high" else values.min()
        if top != top:
            raise Undecidable(f"the series of {self.series.symbol} lacks the {self.column} of some days")
        return float(top)

    @property
    def bottom(self) -> float:
        return self.series.value(self.base)

    @property
    def value(self) -> float:
        """The change; raises Undecidable across a price at or below zero."""
        if self.how == "points":
            return (self.top - self.bottom) * self.scale
        if self.top <= 0 or self.bottom <= 0:
            raise Undecidable(f"no percentage can be taken across a price of {self.series.symbol} at or below zero")
        ratio = self.top / self.bottom
        return ratio if self.how == "ratio" else 100 * (ratio - 1)

    @property
    def formula(self) -> str:
        top, bottom = show(self.top * self.scale), show(self.bottom * self.scale)
        if self.how == "points":
            return f"{top} - {bottom} = {show(self.value)}"
        if self.how == "ratio":
            return f"{top} / {bottom} = {self.value:.3f} times"
        return f"{top} / {bottom} - 1 = {self.value:.2f}%"


def last_as_large(moves: Moves, move: float, direction: Direction | None) -> int | None:
    """The last earlier move at least as large, the same way."""
    import numpy as np

    earlier = moves.values[:-1]
    with np.errstate(invalid="ignore"):
        if direction is None:
            as_large = np.abs(earlier) >= abs(move)
        else:
            as_large = earlier >= move if move > 0 else earlier <= move
    rows = np.flatnonzero(as_large)
    return int(rows[-1]) if len(rows) else None


def run_length(series: Series, row: int, freq: str, direction: Direction) -> int:
    """How many buckets in a row, up to that of `row`, moved the way of `direction`; an unchanged one breaks it."""
    import numpy as np

    signed = moves_of(series, row, freq, points=True).values * (1 if direction is Direction.UP else -1)
    broken = np.flatnonzero(signed <= 0)
    return int(len(signed) - (broken[-1] + 1 if len(broken) else 0))


def reaches_start(series: Series, row: int, freq: str, count: int) -> bool:
    """Whether the run is as long as the series, so that it may be longer."""
    return count == len(moves_of(series, row, freq, points=True))


def thinned(series: Series, row: int, unit: str | None) -> Floats:
    """Closes up to a row: of days, or the last ones of weeks or months."""
    return series.closes[bucket_ends(series.days[: row + 1], unit or "day")]


def end_of_month(day: date) -> date:
    """The last day of the month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY
