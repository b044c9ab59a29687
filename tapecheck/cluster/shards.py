"""A shard: one Parquet file with a row for each record of a split, the document or why there is none.

A row has the columns that people ask about, the findings as lists of structs (what DuckDB unnests into tables without
reading the texts), and the whole document as the contract's JSON (what the store is built from).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tapecheck.cluster.records import Item
from tapecheck.schema import Article, Document, to_json, without_surrogates

SUFFIX = ".parquet"
ROWS = 100  # documents that are held before they are written: what bounds the memory
FINDINGS: dict[str, dict[str, str]] = {
    "entities": {"start": "int", "end": "int", "text": "str", "label": "str", "name": "str", "symbol": "str"},
    "quantities": {"start": "int", "end": "int", "text": "str", "kind": "str", "low": "float", "high": "float",
                   "unit": "str", "currency": "str", "hedge": "str", "per": "str", "direction": "str"},
    "periods": {"start": "int", "end": "int", "text": "str", "kind": "str", "from": "day", "to": "day",
                "duration": "str"},
    "quotes": {"start": "int", "end": "int", "text": "str", "type": "str", "speaker": "str", "role": "str",
               "affiliation": "str", "cue": "str"},
    "claims": {"id": "str", "start": "int", "end": "int", "text": "str", "sentence": "str", "subject": "str",
               "symbol": "str", "metric": "str", "direction": "str", "low": "float", "high": "float", "unit": "str",
               "hedge": "str", "period_from": "day", "period_to": "day", "since": "str", "modality": "str",
               "attributed_to": "str", "in_quote": "bool", "checkable": "bool", "reason": "str", "versus": "str",
               "field": "str", "plausible_low": "float", "plausible_high": "float", "time_source": "str"},
    "checks": {"claim_id": "str", "verdict": "str", "code": "str", "reason": "str", "decided": "str",
               "certainty": "float", "computed": "float", "computed_day": "day", "unit": "str", "base_date": "day",
               "as_of": "day", "rule": "str", "formula": "str"},
}  # fmt: skip
COLUMNS: dict[str, str] = {
    "file": "str", "offset": "int", "record": "str", "fetched": "str", "id": "str", "revision": "str",
    "address": "str", "url": "str", "canonical_url": "str", "publisher": "str", "title": "str", "published": "str",
    "published_day": "day", "language": "str", "section": "str", "verdict": "str", "note": "str", "model": "str",
    "rules": "str", "text": "str", "document": "str", "cause": "str",
}  # fmt: skip


@functools.cache
def schema() -> Any:
    """The Arrow schema of a shard."""
    import pyarrow as pa

    types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "day": pa.date32(), "bool": pa.bool_()}
    plain = [pa.field(name, types[kind]) for name, kind in COLUMNS.items()]
    found = [
        pa.field(name, pa.list_(pa.struct([pa.field(column, types[kind]) for column, kind in columns.items()])))
        for name, columns in FINDINGS.items()
    ]
    return pa.schema([*plain, *found])


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write a shard as its rows come; returns how many there were."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(path, schema(), compression="zstd") as writer:
        for some in _chunks(rows):
            writer.write_table(pa.Table.from_pylist(some, schema=schema()))
            count += len(some)
    return count


def _chunks(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    chunk: list[Mapping[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def row_of_failure(item: Item, cause: str) -> dict[str, Any]:
    """The row of a record that gave no document."""
    record = item.record
    row = {
        "file": item.file, "offset": item.offset, "record": record.id if record else None, "fetched": item.fetched,
        "url": record.url if record else None, "cause": cause,
    }  # fmt: skip
    return _writable(row)


def row_of_document(item: Item, document: Document) -> dict[str, Any]:
    """The row of a document."""
    data, info = to_json(document), document.article
    plain = {
        "file": item.file, "offset": item.offset, "record": item.record.id if item.record else None,
        "fetched": item.fetched, "id": document.id,
        "revision": Article(id=document.id, text=document.text).revision, "address": address_of(document),
        "url": info.url, "canonical_url": info.canonical_url, "publisher": info.publisher, "title": info.title,
        "published": document.published, "published_day": _day((document.published or "")[:10]),
        "language": info.language, "section": info.section, "verdict": document.verdict, "note": document.note,
        "model": document.versions.model, "rules": document.versions.rules,
        "text": document.text,
        "document": json.dumps(data, separators=(",", ":")),  # in ASCII, so that half a character stays what it is
    }  # fmt: skip
    claims = ({**claim, **_besides(document, claim)} for claim in data["claims"])
    found = {**data, "claims": claims, "checks": map(_with_computed, data.get("checks") or ())}
    return {**_writable(plain), **{name: [_finding(name, one) for one in found[name]] for name in FINDINGS}}


def address_of(document: Document) -> str:
    """What an article is known by across archives: its address without a fragment, else its id."""
    address = document.article.canonical_url or document.article.url
    return address.partition("#")[0] if address else document.id


def _finding(name: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of one finding, days as days."""
    return _writable({column: _value(kind, item.get(column)) for column, kind in FINDINGS[name].items()})


def _besides(document: Document, claim: Mapping[str, Any]) -> dict[str, Any]:
    """What a claim's row has besides its own fields: its sentence, its bounds, what gives its likeliest time."""
    low, high = claim.get("plausible") or (None, None)
    source = next((time["source"] for time in claim.get("times") or ()), None)
    return {
        "sentence": _sentence(document, claim), "plausible_low": low, "plausible_high": high, "time_source": source
    }  # fmt: skip


def _with_computed(check: Mapping[str, Any]) -> dict[str, Any]:
    """A check whose computed figure is a number, or else a day."""
    computed = check.get("computed")
    is_day = isinstance(computed, str)
    return {**check, "computed": None if is_day else computed, "computed_day": computed if is_day else None}


def _value(kind: str, value: Any) -> Any:
    if value is None or kind in ("int", "bool"):
        return value
    return _day(value) if kind == "day" else float(value) if kind == "float" else str(value)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _writable(row: dict[str, Any]) -> dict[str, Any]:
    """The row with U+FFFD for half a surrogate pair, which no file can hold."""
    return {name: without_surrogates(value) if isinstance(value, str) else value for name, value in row.items()}


def _sentence(document: Document, claim: Mapping[str, Any]) -> str:
    """The sentences that a claim stands in; a table's cell stands alone."""
    if claim.get("cell"):
        return str(claim["text"])
    inside = [s for s in document.sentences if s.start < claim["end"] and claim["start"] < s.end]
    return document.text[inside[0].start : inside[-1].end] if inside else str(claim["text"])
