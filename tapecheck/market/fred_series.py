"""The FRED series that are known by name (fred.toml): what they are, and which index's closes FRED carries."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from tapecheck.reference.market import Kind

PREFIX = "FRED:"  # before the id of any other series


@dataclass(frozen=True, slots=True)
class FredSeries:
    """A row of fred.toml. `frequency` is day, week, month or quarter."""

    id: str
    name: str
    kind: Kind
    frequency: str


@functools.cache
def known_series() -> tuple[dict[str, FredSeries], dict[str, str]]:
    """FRED's series by id, and Yahoo's index symbols with the id of the same closes."""
    text = resources.files("tapecheck.market").joinpath("fred.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    series = {key: FredSeries(key, name, Kind(kind), often) for key, (name, kind, often) in table["series"].items()}
    return series, table["indices"]


def fred_id(symbol: str) -> str | None:
    """FRED's id for a symbol, or None: a series of fred.toml, an index whose closes it carries, or `FRED:ID`."""
    series, indices = known_series()
    if symbol.startswith(PREFIX):
        return symbol.removeprefix(PREFIX).upper() or None
    return symbol if symbol in series else indices.get(symbol)
