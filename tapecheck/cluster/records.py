"""The records of a split, each with its place; what cannot be read stands there as the reason why."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tapecheck.cluster.files import open_file
from tapecheck.cluster.splits import Split
from tapecheck.cluster.warc import read_pages
from tapecheck.errors import ReadError, TapecheckError
from tapecheck.schema import Published, Record
from tapecheck.scraper.archives import Damage
from tapecheck.scraper.sources import captured_record, read_bytes, read_file, read_ndjson

BATCH = 64  # rows of a Parquet file that are read at once
WHEN = ("published", "date", "published_at")  # columns that say when a text appeared, the first that is there
WANTED = ("id", "text", "html", "url", "title", *WHEN)


@dataclass(frozen=True, slots=True)
class Item:
    """A record and its place: byte, row or page `offset` of `file`. Without a record, `cause` says why.

    `fetched` is when an archive got it (ISO 8601), where it says.
    """

    file: str
    offset: int
    record: Record | None = None
    cause: str | None = None
    fetched: str | None = None


def read_split(split: Split, published: str | None = None) -> Iterator[Item]:
    """The records of a split, in order. Never raises for what an input holds."""
    readers = {"pages": _pages, "ndjson": _lines, "parquet": _rows, "warc": _archive}
    place = split.first
    try:
        for item in readers[split.kind](split, published):
            place = item.offset
            yield item
    except (OSError, EOFError, ValueError, zlib.error) as error:  # pyarrow's own errors are ValueErrors
        yield Item(split.source, place, cause=f"the rest cannot be read: {' '.join(str(error).split())[:200]}")


def _pages(split: Split, published: str | None) -> Iterator[Item]:
    for count, path in enumerate(split.pages, split.first):
        try:
            yield Item(path, count, _page(path, published))
        except TapecheckError as error:
            yield Item(path, count, cause=str(error))


def _page(path: str, published: str | None) -> Record:
    """A page here, or one of a store, whose address is its identity."""
    if "://" not in path:
        return read_file(path, published)
    with open_file(path) as file:
        content = file.read()
    content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return dataclasses.replace(read_bytes(path, content, published), id=_short(path))


def _lines(split: Split, published: str | None) -> Iterator[Item]:
    """The lines that begin in the split: the last may end behind it."""
    with open_file(split.source) as raw:
        file: Any = gzip.GzipFile(fileobj=raw) if split.source.endswith(".gz") else raw
        if split.first:
            file.seek(split.first - 1)
            file.readline()
        while (place := file.tell()) < split.last and (line := file.readline()):
            for record in read_ndjson([line], published):
                if isinstance(record, Record):
                    yield Item(split.source, place, record)
                else:
                    yield Item(split.source, place, cause=str(record).partition(": ")[2])


def _rows(split: Split, published: str | None) -> Iterator[Item]:
    import pyarrow.parquet as pq

    with open_file(split.source) as file, pq.ParquetFile(file) as table:
        columns = [name for name in WANTED if name in table.schema_arrow.names]
        if not {"text", "html"} & set(columns):
            yield Item(split.source, split.first, cause='has no column "text" or "html"')
            return
        groups, row = _groups(table.metadata, split)
        for batch in table.iter_batches(BATCH, row_groups=groups, columns=columns):
            for values in batch.to_pylist():
                if split.first <= row < split.last:
                    yield _row(split.source, row, values, published)
                row += 1


def _groups(metadata: Any, split: Split) -> tuple[list[int], int]:
    """The row groups that hold rows of the split, and the first row of the first of them."""
    groups: list[int] = []
    begin = first_row = 0
    for group in range(metadata.num_row_groups):
        end = begin + metadata.row_group(group).num_rows
        if end > split.first and begin < split.last:
            first_row = first_row if groups else begin
            groups.append(group)
        begin = end
    return groups, first_row


def _row(source: str, row: int, values: dict[str, Any], published: str | None) -> Item:
    text, html, url = values.get("text"), values.get("html"), values.get("url")
    if not (text or html):
        return Item(source, row, cause="neither text nor html in this row")
    when = next((values[name] for name in WHEN if values.get(name) is not None), published)
    when = when.isoformat() if isinstance(when, date) else when
    try:
        when = str(Published.parse(when)) if when else None
    except ValueError:
        return Item(source, row, cause=f"published is {when!r}, not an ISO 8601 date or instant")
    title = values.get("title")
    if text and title and not text.startswith(f"{title}\n"):
        text = f"{title}\n\n{text}"
    known = values.get("id")
    identity = str(known) if known is not None else _short(url or f"{source}#{row}")
    html = None if text else html
    return Item(source, row, Record(id=identity, text=text, html=html, url=url, published=when, verbatim=bool(text)))


def _archive(split: Split, published: str | None) -> Iterator[Item]:
    with open_file(split.source) as file:
        for page in read_pages(file, split.first, split.last):
            if isinstance(page, Damage):
                yield Item(split.source, page.offset, cause=page.what)
                continue
            try:
                record = captured_record(page, page.url or split.source, published=published)
            except ReadError as error:
                yield Item(split.source, page.offset, cause=str(error), fetched=page.fetched)
            else:
                yield Item(split.source, page.offset, record, fetched=page.fetched)


def _short(identity: str) -> str:
    """An article's id from its address, as `ingest` makes it."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]
