"""A file of daily bars as columns: whose names, dates and figures are read in the ways that vendors write them.

Read as they come: the contract's CSV and Parquet, Yahoo downloads (`Date,Open,...,Adj Close,Volume`, `null`),
yfinance's (three header lines), Stooq downloads and bulk files (`<TICKER>,<PER>,<DATE>,...`, `20230908`), FRED's
(`observation_date,DGS10`, `.`), WSJ's (`09/08/23`), Nasdaq's (`Close/Last`, `$189.70`), Investing.com's (`Price`).
A row that cannot be read is left out and told with its number; a table without dates or closes is no sheet at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tapecheck.errors import ProviderError
from tapecheck.market.arrow import as_days, as_floats
from tapecheck.market.bars import Bars, Days
from tapecheck.market.cells import ANOTHER_TIME, MISSING, Rows, parse_days, parse_numbers
from tapecheck.market.tables import Problem
from tapecheck.reference.market import FIELDS

if TYPE_CHECKING:
    import pyarrow as pa

ALIASES = {
    "observation_date": "date",
    "datetime": "date",
    "timestamp": "date",
    "ticker": "symbol",
    "vol": "volume",
    "adjusted_close": "adj_close",
    "adjclose": "adj_close",
    "stock_splits": "splits",
    "value": "close",
    "last": "close",
    "close/last": "close",
    "price": "close",
    "vol.": "volume",
}

LONGEST_HEADER = 100_000  # bytes of a header line; more is no table

TOLD = 20  # rows of one sort that a Parquet file tells one by one


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a file in its order: `bars` (not yet sorted or checked), each row's number, each row's symbol or None."""

    bars: Bars
    rows: Rows
    symbols: pa.DictionaryArray | None = None
    problems: list[Problem] = field(default_factory=list)


def normal(name: str) -> str:
    """A column's name as ours: "Adj Close**" -> "adj_close", "<VOL>" -> "volume"."""
    plain = re.sub(r"[\s_]+", "_", name.strip().strip("<>*").lower())
    return ALIASES.get(plain, plain)


def match_columns(header: list[str], file: str) -> dict[str, str]:
    """Our names of the columns that are there, with the file's own. Raises ProviderError without date and close."""
    found: dict[str, str] = {}
    for name in header:
        if normal(name) in ("symbol", "date", *FIELDS):
            found.setdefault(normal(name), name)
    if "date" in found and "close" not in found and len(header) == 2:  # FRED names the column by the series
        found["close"] = header[1]
    missing = [name for name in ("date", "close") if name not in found]
    if missing and not all(name.isprintable() for name in header):
        raise ProviderError(file, "is no text that can be read; save it as CSV in UTF-8, with columns date and close")
    if missing:
        there = ", ".join(header[:12]) or "nothing"
        raise ProviderError(
            file, f"has no column {' and no column '.join(missing)}, only {there}; bars need date and close"
        )
    return found


# --- Parquet ----------------------------------------------------------------------------------------------------------
def sheet_of(table: pa.Table, path: Path, rows: Rows, problems: Sequence[Problem] = ()) -> Sheet:
    """The sheet of a table with `rows` for its row numbers; float32 stays as it is until a series is cut out."""
    import pyarrow as pa

    names = match_columns(table.column_names, str(path))
    columns = {ours: table[theirs] for ours, theirs in names.items() if ours in FIELDS}
    found = list(problems)
    try:
        values = {name: as_floats(column) for name, column in columns.items()}
        dates = table[names["date"]]
        if pa.types.is_string(dates.type) or pa.types.is_large_string(dates.type):
            days, unread = parse_days(dates.to_pylist(), rows, path.name)
            found += unread
        else:
            days, unread = _stamped_days(dates, rows, path.name)
            found += unread
            undated = np.isnat(days) & ~np.isnan(values["close"])  # an empty line is nothing to tell
            found += [Problem(path.name, int(row), None, "has no date; left out") for row in rows[undated]]
        symbols = encode(table[names["symbol"]]) if "symbol" in names else None
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise unreadable(str(path), error) from error
    return drop_undated(Sheet(Bars(days, values), rows, symbols, found))


def _stamped_days(dates: pa.ChunkedArray, rows: Rows, file: str) -> tuple[Days, list[Problem]]:
    """Days of dates or instants, in their own zone. A row stamped hours from the others is of an unfinished session."""
    import pyarrow as pa

    if not pa.types.is_timestamp(dates.type):
        return as_days(dates), []
    from pyarrow import compute  # slow to load

    local = compute.local_timestamp(dates) if dates.type.tz else dates
    minutes = local.to_numpy().astype("datetime64[m]")
    days = minutes.astype("datetime64[D]")
    times = (minutes - days).astype(np.int64)
    known = ~np.isnat(days)
    if not known.any():
        return days, []
    usual = int(np.bincount(times[known]).argmax())
    between = np.abs(times - usual)
    odd = known & (np.minimum(between, 1440 - between) > ANOTHER_TIME)
    days[odd] = np.datetime64("NaT", "D")
    told = "is stamped at another time than the rest: of a session that had not ended; left out"
    return days, [Problem(file, int(row), None, told) for row in rows[odd][:TOLD]]


def encode_texts(symbols: list[str]) -> pa.DictionaryArray:
    """Symbols as one dictionary array."""
    import pyarrow as pa

    return pa.array(symbols, pa.string()).dictionary_encode()


def encode(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Symbols as one dictionary array."""
    import pyarrow as pa

    encoded = column if pa.types.is_dictionary(column.type) else column.cast(pa.string()).dictionary_encode()
    return encoded.unify_dictionaries().combine_chunks()


# --- CSV --------------------------------------------------------------------------------------------------------------
def read_csv(path: Path) -> Sheet:
    """The sheet of a CSV file: at once where all of it is as it should be, else cell by cell. Raises ProviderError."""
    import pyarrow as pa

    head = _read_header(path)
    names = match_columns(head.names, str(path))
    torn: list[int] = []
    try:
        table = _parse(path, head, names, torn, typed=True)
    except pa.ArrowInvalid:
        torn.clear()
        try:
            table = _parse(path, head, names, torn, typed=False)
        except pa.ArrowInvalid as error:
            raise unreadable(str(path), error) from error
    whole = np.ones(table.num_rows + len(torn), dtype=np.bool_)
    whole[np.array(torn, dtype=np.int64) - head.lines - 1] = False
    rows = np.flatnonzero(whole) + head.lines + 1
    problems = [Problem(path.name, row, None, f"has not {len(head.names)} columns; left out") for row in torn]
    if pa.types.is_date(table["date"].type):
        return sheet_of(table, path, rows, problems)
    return _read_texts(table, rows, path.name, problems)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above a file's rows: the columns' names, the delimiter, and how many lines they are."""

    names: list[str]
    delimiter: str
    lines: int = 1

    def split(self, line: str) -> list[str]:
        """A further line of the header as cells."""
        return [cell.strip().strip('"') for cell in line.rstrip("\r\n").split(self.delimiter)]


def _read_header(path: Path) -> Head:
    need_file(path)
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        lines = [file.readline(LONGEST_HEADER) for _ in range(3)]
    line = lines[0].strip()
    if not line:
        raise ProviderError(str(path), "is empty")
    if line.startswith("<") and not line.upper().startswith(("<TICKER>", "<DATE>")):
        raise ProviderError(str(path), "is a web page, not a table; download it again")
    if len(line) >= LONGEST_HEADER - 1:
        raise ProviderError(str(path), "begins with a line that is no header; bars need date and close")
    head = Head([], max(",;\t", key=line.count))
    names = head.split(line)
    if names[0] == "Price" and head.split(lines[1])[0] == "Ticker":
        return _yfinance_header(path, head, names, lines)
    return replace(head, names=names)


def _yfinance_header(path: Path, head: Head, names: list[str], lines: list[str]) -> Head:
    """Yfinance's own: what each column is, whose it is, and then the name of the days alone."""
    tickers = sorted(set(head.split(lines[1])[1:]))
    if len(tickers) > 1:
        told = f"holds {', '.join(tickers[:3])} side by side; save a file for each, named by its symbol"
        raise ProviderError(str(path), told)
    return replace(head, names=["Date", *names[1:]], lines=3 if head.split(lines[2])[0] in ("Date", "Datetime") else 2)


def need_file(path: Path) -> None:
    """See that a path is a file that ends. Raises ProviderError for one that is not there, a pipe or a device."""
    if not path.exists():
        raise ProviderError(str(path), "is not there; put it back, or mend the `file` column of series.csv")
    if not path.is_file():
        raise ProviderError(str(path), "is no file (a folder, a pipe or a device); name a CSV or Parquet file")


def _parse(path: Path, head: Head, names: dict[str, str], torn: list[int], *, typed: bool) -> pa.Table:
    """The columns that are ours under our names; numbers of rows with too many or too few cells go to `torn`."""
    import pyarrow as pa
    from pyarrow import csv

    header = head.names
    ours = {theirs: name for name, theirs in reversed(names.items())}
    columns = [ours.get(name, f"_{i}") if header.index(name) == i else f"_{i}" for i, name in enumerate(header)]
    types = {"symbol": pa.string(), "date": pa.date32(), **{name: pa.float64() for name in FIELDS}}

    def note(row: Any) -> str:
        torn.append(row.number)
        return "skip"

    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(column_names=columns, skip_rows=head.lines, use_threads=False),
        parse_options=csv.ParseOptions(delimiter=head.delimiter, invalid_row_handler=note, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types=types if typed else dict.fromkeys(types, pa.string()),
            include_columns=list(names),
            null_values=MISSING if typed else [],
            strings_can_be_null=False,
        ),
    )


def _read_texts(table: pa.Table, rows: Rows, file: str, problems: list[Problem]) -> Sheet:
    """A sheet of texts, cell by cell: what cannot be read is told with its row, and a row without a figure left out."""
    texts = {name: table[name].to_pylist() for name in table.column_names}
    filled = np.array(
        [bool(day.strip() or close.strip()) for day, close in zip(texts["date"], texts["close"], strict=True)]
    )
    if not filled.all():  # empty lines
        texts = {name: [t for t, full in zip(column, filled, strict=True) if full] for name, column in texts.items()}
        rows = rows[filled]
    days, unread = parse_days(texts["date"], rows, file)
    problems = problems + unread
    columns = {}
    for name in FIELDS:
        if name in texts:
            columns[name], unread = parse_numbers(texts[name], rows, file, name)
            problems += unread
            if name == "close" and unread:
                days[np.isin(rows, np.array([problem.row for problem in unread]))] = np.datetime64("NaT", "D")
    symbols = encode_texts(texts["symbol"]) if "symbol" in texts else None
    return drop_undated(Sheet(Bars(days, columns), rows, symbols, problems))


# --- both -------------------------------------------------------------------------------------------------------------
def drop_undated(sheet: Sheet) -> Sheet:
    """The sheet without rows that have no day."""
    import pyarrow as pa

    dated = ~np.isnat(sheet.bars.days)
    if dated.all():
        return sheet
    symbols = None if sheet.symbols is None else sheet.symbols.filter(pa.array(dated))
    return replace(sheet, bars=sheet.bars.take(dated), rows=sheet.rows[dated], symbols=symbols)


def unreadable(file: str, error: Exception) -> ProviderError:
    """The error for a file that is torn or no table at all."""
    return ProviderError(file, f"cannot be read as daily bars: {str(error).splitlines()[0]}")
