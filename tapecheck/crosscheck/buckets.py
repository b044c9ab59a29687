"""Days, weeks, months, quarters and years of a series: their last closes, and the moves from one to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tapecheck.crosscheck.series import Series
from tapecheck.crosscheck.verdicts import Undecidable
from tapecheck.reference.market import Kind
from tapecheck.schema import Claim

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FREQUENCIES = ("day", "week", "month", "quarter", "year")
FREQ_WORDS = (
    ("week", re.compile(r"\bweek(?:ly|'s)?\b(?![- ]long)", re.IGNORECASE)),
    ("month", re.compile(r"\bmonth(?:ly|'s)?\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\bquarter(?:ly|'s)?\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:annual|yearly|calendar year)\b", re.IGNORECASE)),
)
POINTS = re.compile(
    r"\bpoints?[- ](?:loss|drop|gain|fall|decline|rise|jump|advance|slide|plunge|swing|move)|\b(?:in|on an?) points? |"
    r"\bpoint terms\b",
    re.IGNORECASE,
)


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

    ends = bucket_ends(series, row, freq)
    closes = series.closes[ends]
    before, after = closes[:-1], closes[1:]
    if points:
        return Moves(ends[1:], after - before, True)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where((before > 0) & (after > 0), 100 * (after / before - 1), np.nan)
    return Moves(ends[1:], values, False)


def bucket_ends(series: Series, row: int, freq: str) -> npt.NDArray[np.int64]:
    """The last row of every bucket up to `row`, which ends the last one."""
    import numpy as np

    if freq == "day":
        return np.arange(row + 1)
    keys = bucket_keys(series.days[: row + 1], freq)
    last = np.flatnonzero(keys[1:] != keys[:-1])
    return np.append(last, row)


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


def frequency_of(claim: Claim) -> str:
    """Of what the claim counts or compares moves: as it says, else by the length of its period, else by its words."""
    if claim.freq:
        freq = claim.freq.casefold().rstrip("s")
        if freq in FREQUENCIES:
            return freq
        raise Undecidable(f"no series is kept by {claim.freq}; the claim's frequency was misread")
    if claim.period_from and claim.period_to and (length := (claim.period_to - claim.period_from).days) > 1:
        return by_length(claim.period_from, length)
    return "day"


def freq_in_words(text: str) -> str | None:
    """The frequency that a text names ("weekly gain"), or None."""
    return next((freq for freq, pattern in FREQ_WORDS if pattern.search(text)), None)


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


def in_points(claim: Claim, series: Series) -> bool:
    """Whether moves are compared in points: the text says so, or a yield's always are."""
    if series.info.kind in (Kind.YIELD, Kind.RATE):
        return claim.measure != "percent"
    if claim.measure is not None:
        return claim.measure == "points"
    return bool(POINTS.search(claim.text))
