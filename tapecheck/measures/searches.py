"""Rows of a series that are looked for: the last day as extreme, the highest or lowest of some days, a threshold."""

from __future__ import annotations

from datetime import date

from tapecheck.measures.series import Series, Undecidable
from tapecheck.reference.market import Kind

BAD_TICK = 0.2  # no currency moves so far from its close within a day; sources have such figures


def last_as_extreme(series: Series, row: int, column: str, value: float, highest: bool) -> int | None:
    """The last row before `row` at or beyond the value."""
    import numpy as np

    earlier = series.column(column)[:row]
    with np.errstate(invalid="ignore"):
        beyond = earlier >= value if highest else earlier <= value
        if series.info.kind is Kind.FX and column != "close":
            beyond &= np.abs(earlier / series.closes[:row] - 1) < BAD_TICK
    rows = np.flatnonzero(beyond)
    return int(rows[-1]) if len(rows) else None


def first_known(series: Series, column: str) -> date:
    """The first day with a figure in the column: how far back the search went."""
    import numpy as np

    return series.day(int(np.flatnonzero(~np.isnan(series.column(column)))[0]))


def extreme_row(series: Series, first: int, last: int, column: str, high: bool) -> int:
    """The row of the highest (or lowest) figure of rows first..last."""
    import numpy as np

    values = series.column(column)[first : last + 1]
    if np.isnan(values).all():
        raise Undecidable(f"the series of {series.symbol} lacks the {column} of these days")
    return first + int(np.nanargmax(values) if high else np.nanargmin(values))


def holds(series: Series, row: int, column: str, figure: float, above: bool) -> bool:
    """Whether the row lies on the side of the figure that is meant."""
    value = float(series.column(column)[row])
    return value > figure if above else value < figure


def last_held(series: Series, row: int, column: str, figure: float, above: bool) -> int | None:
    """The last earlier row on the same side of the figure."""
    import numpy as np

    earlier = series.column(column)[:row]
    with np.errstate(invalid="ignore"):
        rows = np.flatnonzero(earlier > figure if above else earlier < figure)
    return int(rows[-1]) if len(rows) else None
