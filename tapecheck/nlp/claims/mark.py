"""What the words of a superlative, a rank, a streak or a tally say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tapecheck.schema import Direction, Metric, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A superlative, a rank or a streak: where its words stand, and what they say. `period` bounds it."""

    start: int
    end: int
    metric: Metric
    direction: Direction | None = None
    count: Decimal | None = None
    unit: str = "date"
    period: Period | None = None
    record: bool = False
    of_period: bool = False
    freq: str | None = None
    measure: str | None = None
    intraday: bool = False
    owner: int | None = None  # offset of a name that the words themselves give ("for the Dow", "the Dow's worst")
    daily: bool = False  # of a day by its words ("best day", "one-day loss")
    ended: bool = False  # the streak was over the day before
    of_closes: bool = False  # a rank among closes and not among moves: "the year's fifth-lowest close"
    window: int | None = None  # the sessions or weeks that a tally counts in
