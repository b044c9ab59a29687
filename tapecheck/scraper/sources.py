"""From what a person types to records: a URL, a file, a folder, a stream of NDJSON."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tapecheck.errors import ReadError, RecordError, TapecheckError
from tapecheck.schema import Published, Record

if TYPE_CHECKING:
    from tapecheck.scraper.fetch import Client

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
TEXT_SUFFIXES = (".txt", ".text", ".md")
_HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml")
_BINARY_STARTS = {
    b"%PDF": "a PDF; save its text as a .txt file and ingest that",
    b"PK\x03\x04": "a ZIP or Office file; save its text as a .txt file and ingest that",
    b"\x89PNG": "a picture, not an article",
    b"\xff\xd8\xff": "a picture, not an article",
    b"GIF8": "a picture, not an article",
    b"SQLite format 3": "a database; name it with --db",
}


def is_url(source: str) -> bool:
    """Whether `source` is to be fetched over HTTP."""
    return source.lower().startswith(("http://", "https://"))


def expand(sources: Iterable[str]) -> Iterator[str]:
    """Put the pages of a folder (and the folders in it) in the folder's place, sorted by name.

    A folder that holds none stays, and fails when its turn comes.
    """
    for source in sources:
        path = Path(source)
        if source == "-" or is_url(source) or not path.is_dir():
            yield source
            continue
        pages = [str(page) for page in sorted(path.rglob("*")) if page.is_file() and _looks_like_page(page)]
        yield from pages or [source]


def records(
    sources: Iterable[str],
    client: Client,
    *,
    stdin: BinaryIO,
    ndjson: bool = False,
    published: str | None = None,
) -> Iterator[Record | TapecheckError]:
    """The records of URLs, files, folders and "-" (`stdin`), or the errors that stand in their places, in order."""
    for wanted in sources:
        try:
            for source in expand([wanted]):
                if ndjson:
                    yield from _ndjson_of(source, stdin, published)
                elif source == "-":
                    yield read_bytes("standard input", stdin.read(), published)
                else:
                    yield read_source(source, client, published)
        except TapecheckError as error:
            yield error


def read_source(source: str, client: Client, published: str | None = None) -> Record:
    """The record of one URL or file. Raises SourceError."""
    return read_url(source, client, published) if is_url(source) else read_file(source, published)


def read_url(url: str, client: Client, published: str | None = None) -> Record:
    """Fetch one page. Raises FetchError or ReadError."""
    page = client.fetch(url)
    return _record(url, page.content, url=page.url, published=published, charset=page.charset, kind=page.content_type)


def read_file(path: str, published: str | None = None) -> Record:
    """Read one HTML or text file, gzipped or not. Raises ReadError."""
    try:
        content = Path(path).read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
    except FileNotFoundError as error:
        if "://" in path:
            raise ReadError(path, "only addresses that begin with http:// or https:// can be fetched") from error
        raise ReadError(path, "no such file; check the path, or put https:// before an address") from error
    except IsADirectoryError as error:
        wanted = ", ".join(HTML_SUFFIXES + TEXT_SUFFIXES)
        raise ReadError(path, f"no page in this folder; looked for {wanted}") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError(path, "is a damaged gzip file; get it again") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        raise ReadError(path, f"cannot be read ({getattr(error, 'strerror', None) or error}); check it") from error
    return _record(path, content, file_id=Path(path).resolve().as_uri(), published=published)


def read_bytes(name: str, content: bytes, published: str | None = None) -> Record:
    """A page that came on standard input. Raises ReadError."""
    return _record(name, content, published=published)


def read_ndjson(lines: Iterable[str | bytes], published: str | None = None) -> Iterator[Record | RecordError]:
    """One record, or the error that a line deserves, for each line that is not blank, in order."""
    for count, line in enumerate(lines, 1):
        if line.strip():
            yield _parse_line(count, line, published)


def _ndjson_of(source: str, stdin: BinaryIO, published: str | None) -> Iterator[Record | RecordError]:
    if source == "-":
        yield from read_ndjson(stdin, published)
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - only the opening may fail here
    except OSError as error:
        raise ReadError(source, f"cannot be read ({error.strerror}); check the path") from error
    with file:
        yield from read_ndjson(file, published)


def _parse_line(count: int, line: str | bytes, published: str | None) -> Record | RecordError:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return RecordError(count, f"not a JSON object ({error}); each line must be one", None)
    if not isinstance(data, dict):
        return RecordError(count, "not a JSON object; each line must be one", None)
    record_id = data.get("id")
    known = str(record_id) if isinstance(record_id, str | int) else None
    if problem := _problem(data, known):
        return RecordError(count, problem, known)
    return Record(
        id=known or "",
        text=data.get("text"),
        html=data.get("html") if data.get("text") is None else None,
        url=data.get("url"),
        published=data.get("published") or published,
        verbatim=True,
    )


def _problem(data: dict[str, Any], known: str | None) -> str | None:
    """What is wrong with a record, or None."""
    if known is None:
        return 'no "id"; give each record one'
    for name in ("text", "html", "published", "url"):
        if data.get(name) is not None and not isinstance(data[name], str):
            return f'"{name}" is not a string'
    if data.get("text") is None and data.get("html") is None:
        return 'neither "text" nor "html"; give one of them'
    if published := data.get("published"):
        try:
            Published.parse(published)
        except ValueError:
            return f'"published" is {published!r}, not an ISO 8601 date or instant'
    return None


def _record(
    source: str,
    content: bytes,
    *,
    url: str | None = None,
    file_id: str | None = None,
    published: str | None = None,
    charset: str | None = None,
    kind: str = "",
) -> Record:
    """A record of what was read; refuses what is no page. Its id is a hash of where it came from."""
    _refuse_binary(source, content)
    identity = url or file_id or hashlib.sha256(content).hexdigest()
    record_id = hashlib.sha256(identity.encode()).hexdigest()[:12]
    if _is_html(source, content, kind):
        from tapecheck.scraper.tree import decode_page

        return Record(id=record_id, html=decode_page(content, charset), url=url, published=published, source=source)
    return Record(id=record_id, text=decode(content), url=url, published=published, source=source)


def _refuse_binary(source: str, content: bytes) -> None:
    head = content.lstrip()[:64]
    if not head:
        raise ReadError(source, "is empty; nothing to read")
    for start, what in _BINARY_STARTS.items():
        if head.startswith(start):
            raise ReadError(source, f"is {what}")
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(source, "is a binary file, not a page; give HTML or plain text")


def _is_html(source: str, content: bytes, kind: str) -> bool:
    if "html" in kind:
        return True
    name = source.lower().removesuffix(".gz")
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    return name.endswith(HTML_SUFFIXES) or head.startswith(_HTML_STARTS)


def _looks_like_page(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(HTML_SUFFIXES + TEXT_SUFFIXES)


def decode(content: bytes) -> str:
    """Text of a file: UTF-8, or UTF-16 by its mark, else Windows-1252, which reads any byte."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
