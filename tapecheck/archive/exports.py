"""Rows for machines: CSV, NDJSON, Markdown and Parquet, with numbers as numbers, ids, symbols and reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapecheck.console import csv_cell

if TYPE_CHECKING:
    import pyarrow as pa

DAYS = frozenset(("published_day", "period_from", "period_to", "base_date", "as_of", "computed_day"))
NUMBERS = frozenset(("low", "high", "certainty", "computed", "claimed_low", "claimed_high"))
WHOLE = frozenset(("key", "checkable"))
_PEOPLE = (
    "verdict",
    "subject",
    "symbol",
    "metric",
    "low",
    "unit",
    "computed",
    "published_day",
    "title",
    "sentence",
    "id",
)


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """CSV line by line; no text of an article is a formula of a spreadsheet, negative numbers stay numbers."""
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line(csv_cell(value) if isinstance(value, str) else value for value in row)


def markdown_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A Markdown table of the columns that people read."""
    shown = [columns.index(name) for name in _PEOPLE if name in columns] or list(range(len(columns)))
    yield "| " + " | ".join(columns[at] for at in shown) + " |\n"
    yield "|" + " --- |" * len(shown) + "\n"
    for row in rows:
        yield "| " + " | ".join(_markdown_cell(row[at]) for at in shown) + " |\n"


def write_parquet(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a Parquet file: days as dates, figures as doubles. Returns how many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _kind(name)) for name in columns])
    count = 0
    partial = path.with_name(f"{path.name}.partial")
    with pq.ParquetWriter(partial, schema) as writer:
        for batch in _batches(rows):
            values = [[_of_kind(name, value) for value in column]
                      for name, column in zip(columns, zip(*batch, strict=True), strict=True)]  # fmt: skip
            writer.write_table(pa.table(values, schema=schema))
            count += len(batch)
    partial.replace(path)
    return count


def _batches(rows: Iterable[Sequence[Any]], size: int = 10_000) -> Iterator[list[Sequence[Any]]]:
    batch: list[Sequence[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _kind(name: str) -> pa.DataType:
    import pyarrow as pa

    if name in DAYS:
        return pa.date32()
    if name in NUMBERS:
        return pa.float64()
    return pa.int64() if name in WHOLE else pa.string()


def _of_kind(name: str, value: Any) -> Any:
    from datetime import date

    return date.fromisoformat(value) if name in DAYS and value is not None else value


def _csv_line(row: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row)
    return out.getvalue()


def _markdown_cell(value: Any) -> str:
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
