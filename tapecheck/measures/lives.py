"""When an instrument's life began, and its extremes before the usual series: what a record has to reach back to."""

from __future__ import annotations

import functools
import tomllib
from datetime import date, timedelta
from importlib import resources
from typing import Any

NEAR = timedelta(days=7)


def life_of(symbol: str) -> date | None:
    """The first day on which the instrument had a price, or None where that is not on file."""
    found: date | None = read_lives()["lives"].get(symbol)
    return found


def reach_of(symbol: str, first: date, measure: str, value: float) -> date:
    """How far back a search reaches that found nothing from `first` on.

    That is `first`, or the beginning of the instrument's life where its extreme before is on file and beaten.
    `measure` is "highest_close", "lowest_close", or of a day, unsigned, "largest_rise" or "largest_fall" (in percent),
    "largest_point_rise" or "largest_point_fall".
    """
    known = read_lives()["earlier"].get(symbol, {})
    lived, extreme = life_of(symbol), known.get(measure)
    if lived is None or extreme is None or first > known["until"] + NEAR:
        return first
    beaten = value < extreme if measure.startswith("lowest") else value > extreme
    return min(first, lived) if beaten else first


@functools.cache
def read_lives() -> dict[str, Any]:
    """The tables of lives.toml."""
    text = resources.files("tapecheck.measures").joinpath("lives.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
