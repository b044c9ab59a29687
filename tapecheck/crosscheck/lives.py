"""When an instrument's life began: what a record has to reach back to."""

from __future__ import annotations

import functools
import tomllib
from datetime import date
from importlib import resources


def life_of(symbol: str) -> date | None:
    """The first day on which the instrument had a price, or None where that is not on file."""
    return read_lives().get(symbol)


@functools.cache
def read_lives() -> dict[str, date]:
    """The table of lives.toml."""
    text = resources.files("tapecheck.crosscheck").joinpath("lives.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["lives"])
