"""What a run is cut into: stretches of its inputs, each of which becomes one shard.

Inputs are files, folders or patterns, here or on any store that fsspec knows (s3://, gs://). A WARC or NDJSON file is
cut by bytes, a Parquet file by rows, the pages of a folder by count. A split names the state of what it reads (sizes,
times or tags), so that a file that has changed since is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tapecheck.cluster.files import filesystem_of, open_file
from tapecheck.errors import ClusterError
from tapecheck.scraper.sources import HTML_SUFFIXES, TEXT_SUFFIXES

Kind = Literal["warc", "ndjson", "parquet", "pages"]
KINDS: dict[str, Kind] = {
    ".warc": "warc", ".warc.gz": "warc", ".parquet": "parquet", ".ndjson": "ndjson", ".jsonl": "ndjson",
    ".ndjson.gz": "ndjson", ".jsonl.gz": "ndjson",
    **{suffix + end: "pages" for suffix in (*HTML_SUFFIXES, *TEXT_SUFFIXES) for end in ("", ".gz")},
}  # fmt: skip
BYTES_OF_A_RECORD = {"warc": 32_000, "ndjson": 4_000}  # about: a page of CC-NEWS takes 25-35 kB, compressed
TO_THE_END = 1 << 62


@dataclass(frozen=True, slots=True)
class Split:
    """Bytes or rows [first, last) of the file `source`, or pages [first, last) of the folder: those of `pages`."""

    kind: Kind
    source: str
    first: int
    last: int
    state: str
    pages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its shard: where it lies, and in which state it was read."""
        state = _digest(f"{self.kind} {self.last} {self.state} {' '.join(self.pages)}", 8)
        return f"{group_of(self.source)}-{self.first:012}-{state}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The splits of a run, in order; `sources` are all files and folders that they come from."""

    splits: tuple[Split, ...]
    sources: frozenset[str] = field(default_factory=frozenset)


def group_of(source: str) -> str:
    """How the names of a source's shards begin."""
    return _digest(source, 16)


def plan(inputs: Sequence[str], records: int) -> Plan:
    """Cut the inputs into splits of about so many records. Raises ClusterError for what is not there or no input."""
    splits = tuple(split for wanted in inputs for split in _cut(wanted, records))
    return Plan(splits, frozenset(split.source for split in splits))


def _cut(wanted: str, records: int) -> Iterator[Split]:
    found = _find(wanted)
    if not found:
        raise ClusterError(f"{wanted}: nothing here to read; looked for {', '.join(KINDS)}")
    pages = []
    for path, info in found:
        kind = _kind(path)
        if kind == "pages":
            pages.append((path, _state(info)))
        elif kind == "parquet":
            yield from _by_rows(path, _state(info), records)
        else:
            yield from _by_bytes(path, kind, info, records)
    for first in range(0, len(pages), records):
        paths, states = zip(*pages[first : first + records], strict=True)
        yield Split("pages", wanted, first, first + len(paths), _digest(" ".join(states), 16), paths)


def _find(wanted: str) -> list[tuple[str, dict[str, Any]]]:
    """The files of an input, sorted by name, each with what its store says of it."""
    fs, path = filesystem_of(wanted)
    try:
        listed = fs.glob(path, detail=True) if "*" in path else fs.find(path, detail=True)
    except OSError as error:
        raise ClusterError(f"{wanted}: cannot be listed ({error.strerror or error})") from error
    files = ((fs.unstrip_protocol(name), info) for name, info in listed.items() if info.get("type") == "file")
    local = "file://"
    named = ((name.removeprefix(local), info) for name, info in files)
    return sorted(((name, info) for name, info in named if _suffix(name)), key=lambda item: item[0])


def _suffix(path: str) -> str | None:
    return max((suffix for suffix in KINDS if path.lower().endswith(suffix)), key=len, default=None)


def _kind(path: str) -> Kind:
    return KINDS[_suffix(path) or ""]


def _by_bytes(path: str, kind: Kind, info: dict[str, Any], records: int) -> Iterator[Split]:
    """A gzipped file of lines has no place to begin at but its start; a WARC has one before each record."""
    if kind == "ndjson" and path.endswith(".gz"):
        yield Split(kind, path, 0, TO_THE_END, _state(info))
        return
    size, step = int(info["size"]), records * BYTES_OF_A_RECORD[kind]
    for first in range(0, max(size, 1), step):
        yield Split(kind, path, first, first + step, _state(info))


def _by_rows(path: str, state: str, records: int) -> Iterator[Split]:
    """By rows, where the file can be read; a damaged one is a split of its own, which says so in its shard."""
    import pyarrow.parquet as pq

    try:
        with open_file(path) as file:
            rows = pq.read_metadata(file).num_rows
    except (OSError, ValueError):  # pyarrow's own errors are ValueErrors
        rows = 1
    for first in range(0, rows, records):
        yield Split("parquet", path, first, min(first + records, rows), state)


def _state(info: dict[str, Any]) -> str:
    """What tells a file from the same file later: its tag where the store has one, else its size and time."""
    tag = info.get("ETag") or info.get("etag") or info.get("mtime") or info.get("LastModified") or ""
    return f"{info.get('size')} {tag}"


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def names_of(splits: Iterable[Split]) -> set[str]:
    """The names of the shards that a plan makes."""
    return {split.name for split in splits}
