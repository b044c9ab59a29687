"""Arrow's columns as numpy's arrays, straight from their buffers.

pyarrow's `to_numpy` loads pandas wherever that is installed (.3 s and 45 MB), `cast` and `fill_null` its own compute
module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tapecheck.market.bars import Days

if TYPE_CHECKING:
    import pyarrow as pa


def as_floats(column: pa.ChunkedArray) -> NDArray[Any]:
    """Figures as float64, float32 as it is, NaN where they are missing. Raises pa.ArrowInvalid for other things."""
    import pyarrow as pa

    if not (pa.types.is_float32(column.type) or pa.types.is_float64(column.type)):
        column = column.cast(pa.float64())
    return _values(_whole(column), np.float32 if pa.types.is_float32(column.type) else np.float64, np.nan)


def as_days(column: pa.ChunkedArray) -> Days:
    """Days as datetime64[D], NaT where they are missing. Raises pa.ArrowInvalid for what is no date."""
    import pyarrow as pa

    dates = column if pa.types.is_date32(column.type) else column.cast(pa.date32())
    missing = np.iinfo(np.int32).min
    counted = _values(_whole(dates), np.int32, missing)  # from 1970 on
    days: Days = counted.astype("datetime64[D]")
    days[counted == missing] = np.datetime64("NaT", "D")
    return days


def as_codes(column: pa.DictionaryArray) -> NDArray[np.int32]:
    """The places of a dictionary's values, -1 where they are missing."""
    import pyarrow as pa

    indices = column.indices if pa.types.is_int32(column.indices.type) else column.indices.cast(pa.int32())
    return _values(indices, np.int32, -1)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _values(array: pa.Array, kind: type[np.generic], missing: Any) -> NDArray[Any]:
    """A fixed-width array: a view of its buffer where nothing is missing (Arrow's columnar format: validity bits)."""
    valid, data = array.buffers()
    if not len(array) or data is None:
        return np.full(len(array), missing, kind)
    cut = slice(array.offset, array.offset + len(array))
    values = np.frombuffer(data, kind, cut.stop)[cut]
    if not array.null_count:
        return values
    known = np.unpackbits(np.frombuffer(valid, np.uint8), count=cut.stop, bitorder="little")[cut]
    return np.where(known, values, np.array(missing, kind))
