"""A file of daily bars as columns: whose names, dates and figures are read in the ways that vendors write them.

Read as they come: the contract's CSV and Parquet, Yahoo downloads (`Date,Open,...,Adj Close,Volume`, `null`), Stooq
downloads and bulk files (`<TICKER>,<PER>,<DATE>,...`, `20230908`), FRED downloads (`observation_date,DGS10`, `.`).
A row that cannot be read is left out and told with its number; a table without dates or closes is no sheet at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tapecheck.errors import ProviderError
from tapecheck.market.bars import Bars, Days
from tapecheck.market.tables import Problem
from tapecheck.reference.market import FIELDS

if TYPE_CHECKING:
    import pyarrow as pa

MISSING = ["", ".", "null", "NULL", "None", "nan", "NaN", "NA", "N/A", "n/a", "N/D", "-"]
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
}
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WORDY = ("%b %d, %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y")

Rows = NDArray[np.int64]


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
        arrays = {n: c if pa.types.is_float32(c.type) else c.cast(pa.float64()) for n, c in columns.items()}
        dates = table[names["date"]]
        if pa.types.is_string(dates.type) or pa.types.is_large_string(dates.type):
            days, unread = parse_days(dates.to_pylist(), rows, path.name)
            found += unread
        else:
            days = dates.cast(pa.date32()).to_numpy().astype("datetime64[D]")
            undated = np.isnat(days) & arrays["close"].is_valid().to_numpy()  # an empty line is nothing to tell
            found += [Problem(path.name, int(row), None, "has no date; left out") for row in rows[undated]]
        symbols = encode(table[names["symbol"]]) if "symbol" in names else None
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise unreadable(str(path), error) from error
    values = {name: column.to_numpy() for name, column in arrays.items()}
    return drop_undated(Sheet(Bars(days, values), rows, symbols, found))


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

    header, delimiter = _read_header(path)
    names = match_columns(header, str(path))
    torn: list[int] = []
    try:
        table = _parse(path, header, delimiter, names, torn, typed=True)
    except pa.ArrowInvalid:
        torn.clear()
        try:
            table = _parse(path, header, delimiter, names, torn, typed=False)
        except pa.ArrowInvalid as error:
            raise unreadable(str(path), error) from error
    whole = np.ones(table.num_rows + len(torn), dtype=np.bool_)
    whole[np.array(torn, dtype=np.int64) - 2] = False  # the header is row 1
    rows = np.flatnonzero(whole) + 2
    problems = [Problem(path.name, row, None, f"has not {len(header)} columns; left out") for row in torn]
    if pa.types.is_date(table["date"].type):
        return sheet_of(table, path, rows, problems)
    return _read_texts(table, rows, path.name, problems)


def _read_header(path: Path) -> tuple[list[str], str]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            line = file.readline().strip()
    except FileNotFoundError as error:
        raise ProviderError(str(path), "is not there; put it back, or mend the `file` column of series.csv") from error
    if not line:
        raise ProviderError(str(path), "is empty")
    if line.startswith("<") and not line.upper().startswith(("<TICKER>", "<DATE>")):
        raise ProviderError(str(path), "is a web page, not a table; download it again")
    delimiter = max(",;\t", key=line.count)
    return [name.strip().strip('"') for name in line.split(delimiter)], delimiter


def _parse(
    path: Path, header: list[str], delimiter: str, names: dict[str, str], torn: list[int], *, typed: bool
) -> pa.Table:
    """The columns that are ours under our names; numbers of rows with too many or too few cells go to `torn`."""
    import pyarrow as pa
    from pyarrow import csv

    ours = {theirs: name for name, theirs in reversed(names.items())}
    columns = [ours.get(name, f"_{i}") if header.index(name) == i else f"_{i}" for i, name in enumerate(header)]
    types = {"symbol": pa.string(), "date": pa.date32(), **{name: pa.float64() for name in FIELDS}}

    def note(row: Any) -> str:
        torn.append(row.number)
        return "skip"

    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(column_names=columns, skip_rows=1, use_threads=False),
        parse_options=csv.ParseOptions(delimiter=delimiter, invalid_row_handler=note, ignore_empty_lines=False),
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


def parse_numbers(texts: list[str], rows: Rows, file: str, name: str) -> tuple[NDArray[np.float64], list[Problem]]:
    """Figures, thousands' commas allowed; NaN where a cell is empty, and NaN with a problem where it is no figure."""
    values, problems = np.full(len(texts), np.nan), []
    for i, text in enumerate(texts):
        if text.strip() in MISSING:
            continue
        try:
            values[i] = float(text.replace(",", ""))
        except ValueError:
            problems.append(Problem(file, int(rows[i]), None, f"{name} {text[:30]!r} is no figure"))
    return values, problems


def parse_days(texts: list[str | None], rows: Rows, file: str) -> tuple[Days, list[Problem]]:
    """Days as written: ISO, 20230908, with a time and zone, 09/08/2023, Sep 8, 2023. NaT with a problem where not.

    A date of two small numbers is read as the rest of the file has it; where nothing says which is the month, the row
    is left out. An instant's day is the day of its own zone, and zones that are not the file's usual one are told.
    """
    days, problems = np.full(len(texts), np.datetime64("NaT", "D")), []
    order = _slash_order(texts)
    zones = _usual_zones(texts)
    for i, text in enumerate(texts):
        found, why = _read_day((text or "").strip(), order, zones)
        if found is None:
            problems.append(Problem(file, int(rows[i]), None, f"{why}; left out"))
        else:
            days[i] = np.datetime64(found, "D")
    return days, problems


def _read_day(text: str, order: str | None, zones: set[str]) -> tuple[date | None, str]:
    """A day, or None and why not."""
    try:
        if iso := _ISO.fullmatch(text):
            if (iso[4] or "") not in zones:
                return None, f"{text} is in another time zone than the rest"
            return date(int(iso[1]), int(iso[2]), int(iso[3])), ""
        if slashed := _SLASHED.fullmatch(text):
            if order is None:
                return None, f"{text!r} may be two days, as nothing says whether the month comes first"
            first, second = int(slashed[1]), int(slashed[2])
            month, day = (first, second) if order == "month" else (second, first)
            return date(int(slashed[3]), month, day), ""
    except ValueError:
        return None, f"{text!r} is no date"
    for form in _WORDY:
        try:
            return datetime.strptime(text, form).date(), ""  # noqa: DTZ007 - a day, not an instant
        except ValueError:
            continue
    return None, f"{text[:30]!r} is no date"


def _slash_order(texts: list[str | None]) -> str | None:
    """Whether the month or the day comes first in dates with slashes, by those that can be read one way only."""
    pairs = [(int(m[1]), int(m[2])) for text in texts if text and (m := _SLASHED.fullmatch(text.strip()))]
    month_first, day_first = any(b > 12 for _, b in pairs), any(a > 12 for a, _ in pairs)
    if month_first == day_first:
        return None
    return "month" if month_first else "day"


def _usual_zones(texts: list[str | None]) -> set[str]:
    """The offsets of the file's own zone: the commonest one and its neighbour of summer time (an hour off)."""
    found = Counter((m[4] or "") for text in texts if text and (m := _ISO.fullmatch(text.strip())))
    if not found:
        return {""}
    usual = found.most_common(1)[0][0]
    if not usual:
        return {""}
    near = [zone for zone in found if zone and abs(_minutes(zone) - _minutes(usual)) == 60]
    return {usual, *sorted(near, key=lambda zone: -found[zone])[:1]}


def _minutes(zone: str) -> int:
    if zone == "Z":
        return 0
    digits = zone.replace(":", "")
    return (int(digits[1:3]) * 60 + int(digits[3:5])) * (-1 if digits[0] == "-" else 1)


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
