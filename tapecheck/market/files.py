"""Files of daily bars: a CSV or Parquet file of one series, or a long one with a `symbol` column."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tapecheck.errors import ProviderError
from tapecheck.market.arrow import as_codes
from tapecheck.market.bars import Bars, Days
from tapecheck.market.cells import Rows
from tapecheck.market.screen import screen
from tapecheck.market.sheets import Sheet, need_file, normal, read_csv, sheet_of, unreadable
from tapecheck.market.tables import Problem
from tapecheck.reference.market import FIELDS, Kind

Part = tuple[Bars, Rows]
KEPT = 2  # pieces of a sorted file, each some ten megabytes
MOST_ROWS = 50_000_000  # of a Parquet file: five thousand series of forty years


@dataclass
class BarFile:
    """A file of bars, opened once and read in pieces: the row groups of a Parquet file, a CSV file at once.

    `reads` counts the pieces read. Of a Parquet file that is sorted by symbol a look-up reads the row groups that hold
    the symbol and no other, and the last few of them are kept; where the file's statistics say nothing of symbols it
    reads and keeps all.
    """

    path: Path
    reads: int = 0
    problems: list[Problem] = field(default_factory=list)  # rows that could not be read
    taken: str | None = None  # whose series a file without a `symbol` column is
    keeps_all: bool = False  # for who asks for all symbols, in any order
    _pieces: dict[int, dict[str | None, Part]] = field(default_factory=dict)  # what is left of each, the newest last
    _bounds: list[tuple[str, str] | None] | None = None  # first and last symbol of each piece, None is unknown
    _first_rows: list[int] = field(default_factory=list)
    _parquet: Any = None

    def take(self, symbol: str, kind: Kind, today: date) -> tuple[Bars, list[Problem]] | None:
        """The bars of `symbol`, screened, or those of a file without a `symbol` column; None where there are none.

        They are handed out once: the file keeps nothing of them. Raises ProviderError.
        """
        if self._bounds is None:
            self._bounds = self._open()
        pieces = [self._piece(piece) for piece in self._holding([symbol])]
        if any(None in parts for parts in pieces):
            self.taken = symbol
        name = None if self.taken else symbol
        found = [parts.pop(name) for parts in pieces if name in parts]
        if None not in self._bounds and not self.keeps_all:
            for piece in list(self._pieces)[:-KEPT]:
                del self._pieces[piece]
        if not found:
            return None
        bars, rows = join(found)
        return screen(replace(bars, days=bars.days.copy()), rows, kind, self.path.name, symbol, today)

    def let_go(self) -> None:
        """Keep nothing of the file: what is asked for next is read again."""
        self._pieces.clear()

    def closes(self, kinds: Mapping[str, Kind], today: date) -> dict[str, Bars]:
        """Days and closes alone of many symbols of a Parquet file, as `take` has them; nothing else is read or kept."""
        if self._bounds is None:
            self._bounds = self._open()
        found: dict[str, Bars] = {}
        begun: dict[str, list[Part]] = {}
        days: dict[bytes, Days] = {}  # most are traded on the same ones
        for piece in self._holding(kinds):
            for symbol, part in split_sheet(self._read_group(piece, ("symbol", "date", "close"))).items():
                if symbol is None or symbol not in kinds:
                    continue
                begun.setdefault(symbol, []).append(part)
                if self._holding([symbol])[-1] == piece:
                    bars, rows = join(begun.pop(symbol))
                    bars, _ = screen(bars, rows, kinds[symbol], self.path.name, symbol, today)
                    key = hashlib.sha256(bars.days.tobytes()).digest()
                    if len(bars):
                        found[symbol] = replace(bars, days=days.setdefault(key, bars.days.copy()))
        return found

    def left(self) -> list[str]:
        """Symbols that were read and that nobody has asked for."""
        return sorted({symbol for parts in self._pieces.values() for symbol in parts if symbol is not None})

    def _holding(self, symbols: Iterable[str]) -> list[int]:
        """The pieces that may hold one of the symbols."""
        wanted = sorted(symbols)

        def holds(bounds: tuple[str, str] | None) -> bool:
            return bounds is None or bisect_left(wanted, bounds[0]) < bisect_right(wanted, bounds[1])

        return [piece for piece, bounds in enumerate(self._bounds or ()) if holds(bounds)]

    def _open(self) -> list[tuple[str, str] | None]:
        if not is_parquet(self.path.name):
            return [None]
        self._parquet = open_parquet(self.path)
        groups = [self._parquet.metadata.row_group(i) for i in range(self._parquet.metadata.num_row_groups)]
        self._first_rows = [1 + sum(group.num_rows for group in groups[:i]) for i in range(len(groups))]
        return [symbol_bounds(group) for group in groups]

    def _piece(self, piece: int) -> dict[str | None, Part]:
        parts = self._pieces.pop(piece, None)
        if parts is None:
            self.reads += 1
            sheet = read_csv(self.path) if self._parquet is None else self._read_group(piece)
            self.problems += sheet.problems
            parts = split_sheet(sheet)
        self._pieces[piece] = parts
        return parts

    def _read_group(self, group: int, columns: Sequence[str] = ("symbol", "date", *FIELDS)) -> Sheet:
        import pyarrow as pa

        ours = [name for name in self._parquet.schema_arrow.names if normal(name) in columns]
        try:
            table = self._parquet.read_row_group(group, columns=ours or None, use_threads=False)
        except (pa.ArrowInvalid, OSError) as error:
            raise unreadable(str(self.path), error) from error
        pa.default_memory_pool().release_unused()  # what was unpacked on the way: as much again
        first = self._first_rows[group]
        return sheet_of(table, self.path, np.arange(first, first + table.num_rows))


def is_parquet(name: str) -> bool:
    """Whether a file is Parquet, by its name."""
    return name.lower().endswith((".parquet", ".pq"))


def open_parquet(path: Path) -> Any:
    """A pyarrow ParquetFile, symbols read as a dictionary. Raises ProviderError."""
    import pyarrow as pa
    from pyarrow import parquet

    need_file(path)
    try:
        texts = (pa.types.is_string, pa.types.is_large_string)
        fields = [field for field in parquet.read_schema(path) if any(is_text(field.type) for is_text in texts)]
        names = [field.name for field in fields if normal(field.name) == "symbol"]
        opened = parquet.ParquetFile(path, read_dictionary=names)
    except (pa.ArrowInvalid, OSError) as error:
        raise unreadable(str(path), error) from error
    if opened.metadata.num_rows > MOST_ROWS:  # equal rows are packed to nothing, and fill any memory when they are read
        told = f"holds {opened.metadata.num_rows:,} rows, over {MOST_ROWS:,}; split it into several files"
        raise ProviderError(str(path), told)
    return opened


def symbol_bounds(group: Any) -> tuple[str, str] | None:
    """First and last symbol of a row group by its statistics, or None where they say nothing."""
    for column in (group.column(i) for i in range(group.num_columns)):
        if column.path_in_schema.lower() == "symbol" and column.statistics and column.statistics.has_min_max:
            return str(column.statistics.min), str(column.statistics.max)
    return None


def split_sheet(sheet: Sheet) -> dict[str | None, Part]:
    """The rows of a sheet by symbol, whatever their order; None is the one series without a symbol."""
    bars, rows = sheet.bars, sheet.rows
    if sheet.symbols is None:
        return {None: (bars, rows)}
    if not len(bars):
        return {}
    codes, names = as_codes(sheet.symbols), sheet.symbols.dictionary.to_pylist()
    if (codes < 0).any():  # rows that say of nothing what they are
        bars, rows, codes = bars.take(codes >= 0), rows[codes >= 0], codes[codes >= 0]
        if not len(bars):
            return {}
    if (np.diff(codes) < 0).any():
        order = np.argsort(codes, kind="stable")
        bars, rows, codes = bars.take(order), rows[order], codes[order]
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    cuts = [slice(int(a), int(b)) for a, b in zip(starts, np.append(starts[1:], len(codes)), strict=True)]
    return {str(names[codes[cut.start]]): (bars.take(cut), rows[cut]) for cut in cuts}


def join(parts: list[Part]) -> Part:
    """The rows of several pieces, one after the other."""
    if len(parts) == 1:
        return parts[0]
    bars = [part for part, _ in parts]
    names = [name for name in FIELDS if any(name in part.columns for part in bars)]
    empty = [np.full(len(part), np.nan) for part in bars]
    columns = {n: np.concatenate([p.columns.get(n, e) for p, e in zip(bars, empty, strict=True)]) for n in names}
    days = np.concatenate([part.days for part in bars])
    return Bars(days, columns), np.concatenate([rows for _, rows in parts])
