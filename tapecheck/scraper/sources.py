"""From what a person types to records: URLs, files, folders, archives, feeds, sitemaps, lists, a stream of NDJSON.

What a source is, is found out by looking at it; what it cannot be is refused by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tapecheck.errors import ReadError, RecordError, TapecheckError, unforeseen
from tapecheck.limits import BYTES
from tapecheck.schema import Published, Record
from tapecheck.scraper.addresses import clean_url, hide_credentials
from tapecheck.scraper.files import lines, open_file, read_bounded
from tapecheck.scraper.kinds import HTML_SUFFIXES, TEXT_SUFFIXES, Kind, kind_of, may_be_source

if TYPE_CHECKING:
    from tapecheck.scraper.archives import Captured
    from tapecheck.scraper.fetch import Client

__all__ = ["HTML_SUFFIXES", "TEXT_SUFFIXES", "expand", "is_url", "read_bytes", "read_file", "read_ndjson", "records"]

STREAM_SUFFIXES = (".ndjson", ".jsonl")
_MANY = {
    Kind.FEED: "is a feed, not an article; tapecheck ingest --feed reads its stories",
    Kind.SITEMAP: "is a sitemap, not an article; tapecheck ingest --sitemap reads its stories",
    Kind.ADDRESSES: "is a list of addresses, not an article; tapecheck ingest --urls reads them",
    Kind.WARC: "is a WARC archive of many pages, not an article; tapecheck ingest --warc reads them",
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
        pages = [str(page) for page in sorted(path.rglob("*")) if page.is_file() and may_be_source(page.name)]
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
                if ndjson or source.lower().endswith(STREAM_SUFFIXES):
                    yield from _ndjson_of(source, stdin, published)
                elif source == "-":
                    yield read_bytes("standard input", read_bounded("standard input", stdin), published)
                else:
                    from tapecheck.scraper.live import split_posts

                    yield from split_posts(read_source(source, client, published))
        except TapecheckError as error:
            yield error
        except Exception as error:  # noqa: BLE001 - a source that nobody foresaw stops no batch
            yield unforeseen(wanted, error)


def read_source(source: str, client: Client, published: str | None = None) -> Record:
    """The record of one URL or file. Raises SourceError."""
    return read_url(source, client, published) if is_url(source) else read_file(source, published)


def read_url(url: str, client: Client, published: str | None = None) -> Record:
    """Fetch one page. Raises FetchError or ReadError."""
    page = client.fetch(url)
    return _record(hide_credentials(url), page.content, url=page.url, published=published, charset=page.charset,
                   kind=page.content_type)  # fmt: skip


def read_file(path: str, published: str | None = None) -> Record:
    """Read one HTML, text, MHTML, PDF or DOCX file, gzipped or not. Raises ReadError."""
    content = load_file(path)
    return _record(path, content, file_id=Path(path).resolve().as_uri(), published=published)


def load_file(path: str) -> bytes:
    """The content of a file, unpacked where it is gzipped, within bounds. Raises ReadError."""
    from tapecheck.scraper.decompress import Damaged, TooLarge, gunzip

    try:
        with open_file(path) as file:
            return gunzip(read_bounded(path, file), BYTES)
    except FileNotFoundError as error:
        if "://" in path:
            message = "only addresses that begin with http:// or https:// can be fetched"
            raise ReadError(hide_credentials(path), message) from error
        hint = "text is read from standard input: echo TEXT | tapecheck check -"
        hint = hint if path.count(" ") > 2 else "check the path, or put https:// before an address"
        raise ReadError(path, f"no such file; {hint}") from error
    except IsADirectoryError as error:
        wanted = ", ".join(HTML_SUFFIXES + TEXT_SUFFIXES)
        raise ReadError(path, f"no page in this folder; looked for {wanted} and archives") from error
    except Damaged as error:
        raise ReadError(path, "is a damaged gzip file; get it again") from error
    except TooLarge as error:
        raise ReadError(path, f"is over {BYTES / 1e6:g} MB; this is hardly an article") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        raise ReadError(path, f"cannot be read ({getattr(error, 'strerror', None) or error}); check it") from error


def read_bytes(name: str, content: bytes, published: str | None = None) -> Record:
    """A page that came on standard input. Raises ReadError."""
    return _record(name, content, published=published)


def read_ndjson(lines: Iterable[str | bytes | None], published: str | None = None) -> Iterator[Record | RecordError]:
    """One record, or the error that a line deserves, for each line that is not blank, in order; None is too long."""
    for count, line in enumerate(lines, 1):
        if line is None:
            yield RecordError(count, f"is over {BYTES / 1e6:g} MB; this is hardly an article", None)
        elif line.strip():
            yield _parse_line(count, line, published)


def _ndjson_of(source: str, stdin: BinaryIO, published: str | None) -> Iterator[Record | RecordError]:
    if source == "-":
        yield from read_ndjson(lines(stdin), published)
        return
    try:
        file = open_file(source)
    except OSError as error:
        raise ReadError(source, f"cannot be read ({error.strerror}); check the path") from error
    with file:
        yield from read_ndjson(lines(file), published)


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
    """A record of what was read; refuses what is no article. Its id is a hash of where it came from."""
    found = kind_of(content, source, kind)
    if not isinstance(found, Kind):
        raise ReadError(source, found)
    if found in _MANY:
        raise ReadError(source, _MANY[found])
    if found is Kind.MHTML:
        from tapecheck.scraper.archives import read_mhtml

        return captured_record(read_mhtml(source, content), source, file_id=file_id, published=published)
    identity = clean_url(url) or url if url else file_id or hashlib.sha256(content).hexdigest()
    record_id = hashlib.sha256(str(identity).encode()).hexdigest()[:12]
    if found is Kind.PAGE:
        from tapecheck.scraper.tree import decode_page

        return Record(id=record_id, html=decode_page(content, charset), url=url, published=published, source=source)
    return Record(id=record_id, text=_text(source, content, found), url=url, published=published, source=source)


def captured_record(page: Captured, source: str, *, file_id: str | None = None, published: str | None = None) -> Record:
    """The record of a page out of an archive. Raises ReadError where it is no article."""
    return _record(source, page.content, url=clean_url(page.url) if page.url else None, file_id=file_id,
                   published=published, charset=page.charset, kind=page.content_type)  # fmt: skip


def _text(source: str, content: bytes, kind: Kind) -> str:
    if kind is Kind.PDF:
        from tapecheck.scraper.documents import read_pdf

        return read_pdf(source, content)
    if kind is Kind.DOCX:
        from tapecheck.scraper.documents import read_docx

        return read_docx(source, content)
    return decode(content)


def decode(content: bytes) -> str:
    """Text of a file: UTF-8, or UTF-16 by its mark, else Windows-1252, which reads any byte."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
