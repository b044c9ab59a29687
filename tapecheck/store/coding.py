"""Documents, checks and charts as compressed bytes: each is stored once, and no query reads inside.

The JSON is that of the nouns themselves (exact decimals, every field by its name), read back by their types; fields
that a later version adds take their defaults.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import zlib
from array import array
from datetime import date
from typing import Any

from tapecheck.schema import Chart, Check, Document

_LEVEL = 3  # level 6 takes twice as long and saves a tenth


def pack_document(document: Document) -> bytes:
    """All of a document but its id, text and checks, which are stored beside."""
    return zlib.compress(
        _encoder().encode(dataclasses.replace(document, id="", text="", checks=None, verdict=None)), _LEVEL
    )


def unpack_document(packed: bytes) -> Document:
    """What `pack_document` made, with an empty id and text, and no checks."""
    document: Document = _decoder(Document).decode(zlib.decompress(packed))
    return document


def pack_checks(checks: list[Check]) -> bytes:
    """Checks without their charts."""
    plain = [dataclasses.replace(check, chart=None) if check.chart else check for check in checks]
    return zlib.compress(_encoder().encode(plain), _LEVEL)


def unpack_checks(packed: bytes) -> list[Check]:
    """What `pack_checks` made."""
    checks: list[Check] = _decoder(list[Check]).decode(zlib.decompress(packed))
    return checks


def pack_chart(chart: Chart) -> tuple[str, bytes]:
    """A chart's name, which hashes its points, and the points: days as 32-bit ordinals, values as doubles."""
    days = array("i", [day.toordinal() for day in chart.dates])
    points = days.tobytes() + array("d", chart.values).tobytes()
    return hashlib.sha256(points).hexdigest()[:16], zlib.compress(points, _LEVEL)


def unpack_chart(packed: bytes) -> Chart:
    """What `pack_chart` made."""
    points = zlib.decompress(packed)
    count = len(points) // 12
    days, values = array("i"), array("d")
    days.frombytes(points[: 4 * count])
    values.frombytes(points[4 * count :])
    return Chart(dates=tuple(map(date.fromordinal, days)), values=tuple(values))


def dump(item: Any) -> str:
    """A column's JSON: lists, and objects of the nouns without what is empty."""
    made: bytes = _encoder().encode(item)
    return made.decode()


@functools.cache
def _encoder() -> Any:
    import msgspec

    return msgspec.json.Encoder()


@functools.cache
def _decoder(kind: Any) -> Any:
    import msgspec

    return msgspec.json.Decoder(kind)
