"""Documents, checks and charts as compressed bytes: each is stored once, and no query reads inside.

The JSON is that of the nouns themselves (exact decimals, every field by its name), read back by their types; fields
that a later version adds take their defaults.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import zlib
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

from tapecheck.schema import Chart, Check, Document

_LEVEL = 3  # level 6 takes twice as long and saves a tenth
_WINDOW = 32_768  # as far as zlib looks back


def pack_document(document: Document) -> bytes:
    """All of a document but its id, text and checks, which are stored beside.

    The text is the dictionary of the compression: the words of what was found stand in it already.
    """
    found = _encoder().encode(dataclasses.replace(document, id="", text="", checks=None, verdict=None))
    packer = zlib.compressobj(_LEVEL, zdict=_dictionary(document.text))
    return packer.compress(found) + packer.flush()


def unpack_document(packed: bytes, text: str) -> Document:
    """What `pack_document` made of a document with this text; its id is empty, and it has no checks."""
    found = zlib.decompressobj(zdict=_dictionary(text)).decompress(packed)
    document: Document = _decoder(Document).decode(found)
    return dataclasses.replace(document, text=text)


def _dictionary(text: str) -> bytes:
    return text.encode()[-_WINDOW:] or b" "


def pack_checks(checks: list[Check]) -> bytes:
    """Checks without their charts."""
    plain = [dataclasses.replace(check, chart=None) if check.chart else check for check in checks]
    return zlib.compress(_encoder().encode(plain), _LEVEL)


def unpack_checks(packed: bytes) -> list[Check]:
    """What `pack_checks` made."""
    checks: list[Check] = _decoder(list[Check]).decode(zlib.decompress(packed))
    return checks


def pack_chart(chart: Chart) -> tuple[str, bytes]:
    """A chart's name, which hashes its points, and the points: JSON of the steps between days, and values."""
    days = [day.toordinal() for day in chart.dates]
    steps = days[:1] + [day - before for before, day in pairwise(days)]
    points = _encoder().encode((steps, chart.values))
    return hashlib.sha256(points).hexdigest()[:16], zlib.compress(points, _LEVEL)


def unpack_chart(packed: bytes) -> Chart:
    """What `pack_chart` made."""
    steps, values = _decoder(tuple[tuple[int, ...], tuple[float, ...]]).decode(zlib.decompress(packed))
    return Chart(dates=tuple(map(date.fromordinal, accumulate(steps))), values=values)


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
