"""Inputs for runs: small pages and texts, archives written byte by byte, and what one process makes of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tapecheck.api import models
from tapecheck.pipeline import analyze
from tapecheck.schema import Record, to_json
from tapecheck.scraper.sources import read_ndjson

DAY = "2023-09-11"
BODY = "The S&P 500 rose {part}.5% on Friday to 4,{part:03}.49. “It is a start,” said Jane Roe of Example Bank."
PAGE = """<!doctype html><html lang="en"><head><title>Stocks rise, part {part}</title>
<meta property="article:published_time" content="2023-09-11T16:30:00-04:00"></head><body><article>
<h1>Stocks rise, part {part}</h1><p>{body}</p><p>The Russell 2000 was little changed in part {part}, while the Dow Jones
Industrial Average fell 0.2% as investors waited for figures on inflation that are due on Wednesday.</p></article>
</body></html>"""


def text_of(part: int) -> str:
    return f"Stocks rise, part {part}\n\n{BODY.format(part=part % 1000)}\n"


def page_of(part: int) -> str:
    return PAGE.format(part=part, body=BODY.format(part=part % 1000))


def write_ndjson(path: Path, parts: Iterable[int], extra: dict[int, str] | None = None) -> Path:
    """A line for each part; `extra` lines stand before the parts that they are of."""
    lines = []
    for part in parts:
        if extra and part in extra:
            lines.append(extra[part])
        lines.append(json.dumps({"id": f"n{part}", "text": text_of(part), "published": DAY}))
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path


def warc_record(url: str, page: str, status: str = "200 OK", kind: str = "response") -> bytes:
    content = page.encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-09-11T21:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive(parts: Iterable[int], packed: bool = True) -> list[bytes]:
    """The records of an archive, each as it stands in the file."""
    records = [warc_record(f"https://example.org/{part}", page_of(part)) for part in parts]
    return [gzip.compress(record, mtime=0) for record in records] if packed else records


def alone(path: Path, model: str = "fast") -> set[str]:
    """The documents of an NDJSON file as one process makes them, as canonical JSON."""
    loaded = models(model)
    with path.open("rb") as lines:
        records = [record for record in read_ndjson(lines) if isinstance(record, Record)]
    return {canonical(to_json(analyze(record, loaded))) for record in records}


def canonical(document: dict[str, Any]) -> str:
    return json.dumps(document, sort_keys=True, ensure_ascii=True)


def rows(out: Path) -> Iterator[dict[str, Any]]:
    """The rows of all shards of a run."""
    for shard in sorted(out.glob("*.parquet")):
        yield from pq.read_table(shard).to_pylist()


def documents(out: Path) -> list[str]:
    return [canonical(json.loads(row["document"])) for row in rows(out) if row["cause"] is None]


def failures(out: Path) -> list[tuple[str, int, str]]:
    return [(Path(row["file"]).name, row["offset"], row["cause"]) for row in rows(out) if row["cause"] is not None]
