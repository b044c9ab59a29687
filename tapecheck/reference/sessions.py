"""Session tables that ship: what exchange_calendars says of every exchange, without its import (and pandas').

`sessions.json` holds, for each exchange, the gaps between its sessions and the seconds from midnight UTC to its closes,
packed. It is good until the end of the year that it names, since the tables go on for a year behind that; then
exchange_calendars is asked. `python -m tapecheck.reference.sessions` makes it, in an environment with pandas 2: with
pandas 3 exchange_calendars 4.13 fails for Athens and Tel Aviv, and forgets sessions on Saturdays (Seoul, Mumbai).
"""

from __future__ import annotations

import base64
import functools
import itertools
import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from tapecheck.reference.calendars import EPOCH, Sessions, build_sessions

FILE = Path(str(files("tapecheck.reference"))) / "sessions.json"
DAY = 86_400


def shipped_sessions(code: str) -> Sessions | None:
    """The sessions of an exchange, by its MIC or another name of it; None where none ship or they are too old."""
    table = _tables()
    packed = table["exchanges"].get(table["aliases"].get(code, code))
    return unpack(packed) if packed and datetime.now(UTC).year <= table["year"] else None


@functools.cache
def _tables() -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(FILE.read_text("ascii")))


def unpack(packed: dict[str, Any]) -> Sessions:
    """The sessions that `pack` packed."""
    days = tuple(itertools.accumulate(_bytes(packed["gaps"]), initial=packed["day"]))
    offsets, kinds = packed["offsets"], _bytes(packed["closes"])
    closes = tuple((day - EPOCH) * DAY + offsets[kind] for day, kind in zip(days, kinds, strict=True))
    regular = frozenset((time.fromisoformat(moment), zone) for moment, zone in packed["regular"])
    return Sessions(days, closes, packed["first"], packed["last"], regular=regular)


def pack(sessions: Sessions) -> dict[str, Any]:
    """Sessions as JSON: gaps of days, and for each close which of its few offsets from midnight UTC it has."""
    gaps = [after - before for before, after in itertools.pairwise(sessions.days)]
    seconds = [close - (day - EPOCH) * DAY for day, close in zip(sessions.days, sessions.closes, strict=True)]
    offsets = sorted(set(seconds))
    places = {offset: place for place, offset in enumerate(offsets)}
    return {
        "first": sessions.first, "last": sessions.last, "day": sessions.days[0], "gaps": _text(gaps),
        "closes": _text([places[second] for second in seconds]), "offsets": offsets,
        "regular": sorted([moment.isoformat("minutes"), zone] for moment, zone in sessions.regular),
    }  # fmt: skip


def _bytes(text: str) -> bytes:
    return zlib.decompress(base64.b85decode(text))


def _text(values: Sequence[int]) -> str:
    return base64.b85encode(zlib.compress(bytes(values), 9)).decode("ascii")


def make(path: Path = FILE) -> None:
    """Write the tables of all exchanges that exchange_calendars knows, to the end of next year."""
    import exchange_calendars as exchanges

    names = [name for name in exchanges.get_calendar_names(include_aliases=False) if not name.startswith("24/")]
    tables = {
        "year": datetime.now(UTC).year,
        "aliases": {alias: exchanges.resolve_alias(alias) for alias in sorted(exchanges.get_calendar_names())},
        "exchanges": {name: pack(build_sessions(name)) for name in sorted(names)},
    }
    path.write_text(json.dumps(tables, separators=(",", ":")) + "\n", "ascii")


if __name__ == "__main__":
    make()
