"""A series with every claim about it placed in time: what was stated against what the series shows."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tapecheck.report.axes import day_ticks, value_label, value_ticks

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH, HEIGHT = 880, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 866, 20, 258
MOST_POINTS = 400
_LEVELS = ("close", "open", "intraday_high", "intraday_low", "level", "yield_level")


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim on the chart: `level` is what it states on the series' own scale."""

    day: date
    level: float
    style: str
    text: str
    href: str


def mark_of(row: Mapping[str, Any], points: Mapping[date, float], href: str) -> Mark | None:
    """The mark of a row of `claims_with_verdicts`; None where it states no level on the scale of `points`.

    A change is drawn at the level that it gives from its base, where the series' own ends give what was computed.
    """
    if row["as_of"] is None or row["low"] is None:
        return None
    day = date.fromisoformat(row["as_of"])
    stated = (row["low"] + (row["high"] if row["high"] is not None else row["low"])) / 2
    text = f"{row['published_day'] or ''} {row['publisher'] or ''}: {row['text'] or row['sentence']}".strip()
    if row["metric"] in _LEVELS:
        return Mark(day, stated, row["verdict"] or "unchecked", text, href)
    base = points.get(date.fromisoformat(row["base_date"])) if row["base_date"] else None
    end, computed = points.get(day), row["computed"]
    if row["metric"] != "percent_change" or row["unit"] != "percent" or not base or end is None or computed is None:
        return None
    if abs((end / base - 1) * 100 - computed) > max(0.01 * abs(computed), 0.02):
        return None
    signed = -stated if row["direction"] == "down" else stated
    return Mark(day, base * (1 + signed / 100), row["verdict"] or "unchecked", text, href)


def timeline_svg(title: str, points: Mapping[date, float], marks: Iterable[Mark]) -> str:
    """An SVG element, or "" where there are too few points. Marks that would flatten the line are left out."""
    days = sorted(points)
    if len(days) < 3:
        return ""
    values = [points[day] for day in days]
    reach = (max(values) - min(values)) or abs(values[0]) * 0.01 or 1.0
    kept = [mark for mark in marks if min(values) - reach <= mark.level <= max(values) + reach]
    kept = [mark for mark in kept if days[0] <= mark.day <= days[-1]]
    levels = [*values, *(mark.level for mark in kept)]
    low, high = min(levels) - 0.08 * reach, max(levels) + 0.08 * reach
    first, span = days[0].toordinal(), max(1, days[-1].toordinal() - days[0].toordinal())

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day.toordinal() - first) / span, 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    ticks = value_ticks(low, high)
    drawn = _thinned(days)
    return _template().render(
        title=title,
        description=f"{len(kept)} claims on a line of daily figures from {days[0]} to {days[-1]}, "
        f"lowest {min(values):,.2f}, highest {max(values):,.2f}; the table below lists them",
        box=(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM),
        line=" ".join(f"{x(day)},{y(points[day])}" for day in drawn),
        y_ticks=[(y(tick), value_label(tick, ticks)) for tick in ticks],
        x_ticks=[(x(day), text) for day, text in day_ticks(drawn)],
        marks=[(x(mark.day), y(mark.level), mark) for mark in kept],
    )


def _thinned(days: Sequence[date]) -> list[date]:
    step = max(1, -(-len(days) // MOST_POINTS))
    return [*days[:-1:step], days[-1]]


@functools.cache
def _template() -> Template:
    from tapecheck.report.html import environment

    return environment().get_template("timeline.svg")
