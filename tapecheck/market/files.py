"""Files of daily bars: a CSV or Parquet file of one series, or a long one with a `symbol` column."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tapecheck.errors import ProviderError
from tapecheck.market.bars import Bars
from tapecheck.reference.market import FIELDS

if TYPE_CHECKING:
    import pyarrow as pa


COLUMNS = ("symbol", "date", *FIELDS)


@dataclass
class BarFile:
    """A file of bars, opened once and read in pieces: the row groups of a Parquet file, a CSV file at once.

    `reads` counts the pieces read. Of a Parquet file that is sorted by symbol a look-up reads the row groups that hold
    the symbol and no other; where the file's statistics say nothing of symbols it reads all.
    """

    path: Path
    reads: int = 0
    _parts: dict[str | None, list[Bars]] = field(default_factory=dict)
    _whole: dict[str | None, Bars] = field(default_factory=dict)
    _loaded: set[int] = field(default_factory=set)
    _bounds: list[tuple[str, str] | None] | None = None  # first and last symbol of each piece, None is unknown
    _parquet: Any = None

    def bars(self, symbol: str) -> Bars | None:
        """The bars of `symbol`, or those of a file without a `symbol` column; None where there are none."""
        if self._bounds is None:
            self._bounds = self._open()
        for piece, bounds in enumerate(self._bounds):
            if piece not in self._loaded and (bounds is None or bounds[0] <= symbol <= bounds[1]):
                self._load(piece)
        key = None if None in self._parts or None in self._whole else symbol
        if key in self._parts:
            self._whole[key] = tidy(join(self._parts.pop(key)))
        return self._whole.get(key)

    def _open(self) -> list[tuple[str, str] | None]:
        if not is_parquet(self.path):
            return [None]
        self._parquet = open_parquet(self.path)
        groups = self._parquet.metadata.num_row_groups
        return [symbol_bounds(self._parquet.metadata.row_group(group)) for group in range(groups)]

    def _load(self, piece: int) -> None:
        self._loaded.add(piece)
        self.reads += 1
        table = read_csv(self.path) if self._parquet is None else read_group(self._parquet, piece, self.path)
        for symbol, bars in split_table(table, self.path).items():
            self._parts.setdefault(symbol, []).append(bars)


def is_parquet(path: Path) -> bool:
    """Whether the name says Parquet; all else is read as CSV."""
    return path.suffix.lower() in (".parquet", ".pq")


def open_parquet(path: Path) -> Any:
    """A pyarrow ParquetFile, symbols read as a dictionary. Raises ProviderError."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(path, read_dictionary=["symbol"])
    except FileNotFoundError as error:
        raise not_there(path) from error
    except (pa.ArrowInvalid, OSError) as error:
        raise unreadable(path, error) from error


def symbol_bounds(group: Any) -> tuple[str, str] | None:
    """First and last symbol of a row group by its statistics, or None where they say nothing."""
    for column in (group.column(i) for i in range(group.num_columns)):
        if column.path_in_schema.lower() == "symbol" and column.statistics and column.statistics.has_min_max:
            return str(column.statistics.min), str(column.statistics.max)
    return None


def read_group(file: Any, group: int, path: Path) -> pa.Table:
    """The columns of one row group that are ours, names in lower case."""
    import pyarrow as pa

    names = [name for name in file.schema_arrow.names if normal(name) in COLUMNS]
    try:
        table = file.read_row_group(group, columns=names)
    except (pa.ArrowInvalid, OSError) as error:
        raise unreadable(path, error) from error
    return table.rename_columns([normal(name) for name in names])


def read_csv(path: Path) -> pa.Table:
    """The columns of a CSV file: dates as dates, figures as floats, symbols as text."""
    import pyarrow as pa
    from pyarrow import csv

    numbers = {name: pa.float64() for name in FIELDS}
    types = {"symbol": pa.string(), "date": pa.date32(), **numbers}
    try:
        return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=False))
    except FileNotFoundError as error:
        raise not_there(path) from error
    except (pa.ArrowInvalid, OSError) as error:
        raise unreadable(path, error) from error


def normal(name: str) -> str:
    """A column's name as ours: "Adj Close" -> "adj_close"."""
    return name.strip().lower().replace(" ", "_")


def not_there(path: Path) -> ProviderError:
    """The error for a file that series.csv names and nobody finds."""
    return ProviderError(str(path), "is not there; put it back, or mend the `file` column of series.csv")


def unreadable(path: Path, error: Exception) -> ProviderError:
    """The error for a file that is torn or no table at all."""
    return ProviderError(str(path), f"cannot be read as daily bars: {str(error).splitlines()[0]}")


def split_table(table: pa.Table, path: Path) -> dict[str | None, Bars]:
    """The bars of a table by symbol, whatever the order of its rows; None is the one series without a symbol."""
    import pyarrow as pa

    whole = _columns(table, path)
    if "symbol" not in table.column_names:
        return {None: whole}
    if not len(whole):
        return {}
    column = table["symbol"]
    encoded = column if pa.types.is_dictionary(column.type) else column.cast(pa.string()).dictionary_encode()
    merged = encoded.unify_dictionaries().combine_chunks()
    codes, names = merged.indices.to_numpy(zero_copy_only=False), merged.dictionary.to_pylist()
    if (np.diff(codes) < 0).any():
        order = np.argsort(codes, kind="stable")
        whole, codes = whole.take(order), codes[order]
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    ends = np.append(starts[1:], len(codes))
    return {str(names[codes[a]]): whole.take(slice(int(a), int(b))) for a, b in zip(starts, ends, strict=True)}


def _columns(table: pa.Table, path: Path) -> Bars:
    """The columns as arrays; float32 stays as it is until a series is cut out, as a long file is big."""
    import pyarrow as pa

    missing = [name for name in ("date", "close") if name not in table.column_names]
    if missing:
        raise ProviderError(str(path), f"has no column {', '.join(missing)}; daily bars need date and close")
    try:
        days = table["date"].cast(pa.date32()).to_numpy().astype("datetime64[D]")
        found = [name for name in FIELDS if name in table.column_names]
        kept = {n: c if pa.types.is_float32(c.type) else c.cast(pa.float64()) for n in found for c in (table[n],)}
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise unreadable(path, error) from error
    return Bars(days, {name: column.to_numpy() for name, column in kept.items()})


def join(parts: list[Bars]) -> Bars:
    """The bars of several pieces, one after the other."""
    if len(parts) == 1:
        return parts[0]
    names = [name for name in FIELDS if any(name in part.columns for part in parts)]
    empty = [np.full(len(part), np.nan) for part in parts]
    columns = {n: np.concatenate([p.columns.get(n, e) for p, e in zip(parts, empty, strict=True)]) for n in names}
    return Bars(np.concatenate([part.days for part in parts]), columns)


def tidy(bars: Bars) -> Bars:
    """float64, rising, unique days (of two rows the last holds), none without a close, no column empty throughout."""
    days = bars.days
    if len(days) > 1 and not (days[1:] > days[:-1]).all():
        order = np.argsort(days, kind="stable")
        bars = bars.take(order[np.append(days[order][1:] != days[order][:-1], True)])
    priced = ~np.isnan(bars.columns["close"])
    bars = bars if priced.all() else bars.take(priced)
    kept = {n: v.astype(np.float64) for n, v in bars.columns.items() if n == "close" or not np.isnan(v).all()}
    return Bars(bars.days, kept)
