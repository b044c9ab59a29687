"""Bars as Parquet, and files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

from tapecheck.errors import MarketError
from tapecheck.market.arrow import as_days, as_floats
from tapecheck.market.bars import Bars
from tapecheck.reference.market import FIELDS


def encode_bars(bars: Bars) -> bytes:
    """Bars as the bytes of a Parquet file: snappy, without dictionaries and statistics, which save nothing here."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = {name: bars.columns[name] for name in FIELDS if name in bars.columns}
    table = pa.table({"date": pa.array(bars.days.astype("datetime64[D]")), **columns})
    sink = io.BytesIO()
    parquet.write_table(table, sink, compression="snappy", use_dictionary=False, write_statistics=False)
    return sink.getvalue()


def decode_bars(data: bytes, columns: Sequence[str] | None = None) -> Bars:
    """The bars of such a file; only some of their columns where these are named."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.ParquetFile(pa.BufferReader(data)).read(["date", *columns] if columns else None, use_threads=False)
    found = {name: as_floats(table[name]) for name in table.column_names if name != "date"}
    return Bars(as_days(table["date"]), found)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; one that holds the same is left as it is.

    Raises MarketError where it cannot be written.
    """
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            partial.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        told = f"cannot be written ({error.strerror}); make room, or name another cache"
        raise MarketError(str(path), told) from error
