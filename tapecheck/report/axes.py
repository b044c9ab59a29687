"""The arithmetic of a chart: round ticks for values and for days, and labels that keep out of each other's way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

MOST_TICKS = 5


def value_ticks(low: float, high: float) -> list[float]:
    """Three to six round values within [low, high]: steps of 1, 2 or 5 times a power of ten."""
    span = high - low or abs(high) or 1.0
    rough = span / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = math.ceil(low / step)
    return [count * step for count in range(first, math.floor(high / step + 1e-9) + 1)]


def value_label(value: float, ticks: Sequence[float]) -> str:
    """A tick's value with as many decimals as tell the ticks apart, thousands parted."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else abs(value) or 1.0
    decimals = max(0, min(6, -math.floor(math.log10(step) + 1e-9)))
    return f"{value:,.{decimals}f}"


def day_ticks(days: Sequence[date]) -> list[tuple[date, str]]:
    """At most five days to label: of the days themselves where there are few, else firsts of months or years."""
    first, last = days[0], days[-1]
    steps = [("month", count) for count in (1, 2, 3, 6)] + [("year", count) for count in (1, 2, 5, 10, 20, 50)]
    if (last - first).days > 75:
        for kind, count in steps:
            firsts = list(_stepped(first, last, kind, count))
            if len(firsts) <= MOST_TICKS:
                break
        if len(firsts) > 1:
            return [(day, _first_label(day, kind, index)) for index, day in enumerate(firsts)]
    step = max(1, -(-(len(days) - 1) // (MOST_TICKS - 1)))
    picked = list(reversed(days[::-1][::step]))
    return [(day, f"{day.day} {day:%b}" + (f" {day.year}" if day == last else "")) for day in picked]


def _first_label(day: date, kind: str, index: int) -> str:
    if kind == "year":
        return str(day.year)
    return f"{day:%b} {day.year}" if index == 0 or day.month == 1 else f"{day:%b}"


def _stepped(first: date, last: date, kind: str, count: int) -> Iterator[date]:
    """The firsts of every `count`th month or year within [first, last]."""
    year, month = first.year, first.month
    while (day := date(year, month, 1)) <= last:
        fits = (month - 1) % count == 0 if kind == "month" else month == 1 and year % count == 0
        if day >= first and fits:
            yield day
        year, month = year + month // 12, month % 12 + 1


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near the wanted ones as may be, at least `gap` apart, within [low, high], in the same order."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    floor = low
    for index in order:
        placed[index] = max(wanted[index], floor)
        floor = placed[index] + gap
    ceiling = high
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed
