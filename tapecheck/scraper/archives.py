"""Archives of pages: WARC files in, record by record and past damage; MHTML; and a WARC out of what was fetched.

A WARC is read in one pass in bounded memory. fastwarc parses the single record; finding records is done here, because
a damaged one would end the archive there, and one that is cut short would be taken for whole.
"""

from __future__ import annotations

import io
import mmap
import re
import threading
import zlib
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from tapecheck.errors import ReadError, UsageError

MAX_RECORD = 20_000_000  # bytes; what is larger is no article
_STEP = 1 << 18
_GZIP = b"\x1f\x8b\x08"
_START = b"WARC/1."
_END = b"\r\n\r\n"
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_SECRET = ("set-cookie", "authorization", "content-encoding", "transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Captured:
    """A page of an archive: its address, its body, what the server declared of it, and where it stands."""

    url: str | None
    content: bytes
    content_type: str
    charset: str | None
    offset: int
    fetched: str | None = None  # when, as the archive says (ISO 8601)


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of an archive where something is wrong, in words."""

    offset: int
    what: str


# --- WARC in ---------------------------------------------------------------------------------------------------------
def read_warc(path: str) -> Iterator[Captured | Damage]:
    """The pages of a WARC or WARC.gz, and the places that are damaged, in the file's order. Raises ReadError."""
    try:
        with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            plain = data[:2] != _GZIP[:2]
            for found in _records(_plain_pieces(data) if plain else _packed_pieces(data), plain):
                if isinstance(found, Damage):
                    yield found
                elif page := page_of_record(*found):
                    yield page
    except (OSError, ValueError) as error:
        raise ReadError(path, f"cannot be read ({getattr(error, 'strerror', None) or error}); check it") from error


@dataclass(frozen=True, slots=True)
class _Piece:
    """Unpacked bytes and the offset in the file of the member that they came from; no bytes: damage at that place."""

    offset: int
    content: bytes


def _plain_pieces(data: mmap.mmap) -> Iterator[_Piece]:
    for offset in range(0, len(data), _STEP):
        _let_go(data, offset)
        yield _Piece(offset, data[offset : offset + _STEP])


def _let_go(data: mmap.mmap, at: int) -> None:
    """Give back the memory of what was read: a mapped file would stay in it as a whole."""
    if hasattr(mmap, "MADV_DONTNEED") and at % (64 * _STEP) < _STEP and at > mmap.PAGESIZE:
        data.madvise(mmap.MADV_DONTNEED, 0, at - at % mmap.PAGESIZE)


def _packed_pieces(data: mmap.mmap) -> Iterator[_Piece]:
    """What the gzip members hold; past a damaged one it goes on at the next that can be read."""
    at, well = 0, True
    while 0 <= at < len(data):
        _let_go(data, at)
        if data[at : at + 3] == _GZIP:
            end = yield from _member(data, at)
            if end is not None:
                at, well = end, True
                continue
        if well:
            yield _Piece(at, b"")
        well = False
        at = data.find(_GZIP, at + 1)


def _member(data: mmap.mmap, at: int) -> Generator[_Piece, None, int | None]:
    """Yield what a gzip member holds and return its end; None where it is damaged or cut."""
    member, read = zlib.decompressobj(31), at
    while not member.eof:
        packed = member.unconsumed_tail
        if not packed:
            packed = data[read : read + _STEP]
            read += len(packed)
            if not packed:
                return None
        try:
            piece = member.decompress(packed, _STEP)
        except zlib.error:
            return None
        if piece:
            yield _Piece(at, piece)
    return read - len(member.unused_data)


def _records(pieces: Iterator[_Piece], plain: bool) -> Iterator[tuple[int, bytes] | Damage]:
    """Whole records with their offsets. A damaged place costs the record that it stands in, and no other."""
    buffer, base, skip = bytearray(), 0, 0
    for piece in pieces:
        if not piece.content:
            yield Damage(piece.offset, "is damaged there; the records after it are read")
            buffer.clear()
            skip = 0
            continue
        start = min(skip, len(piece.content))
        skip -= start
        if not buffer:
            base = piece.offset + (start if plain else 0)
        buffer += piece.content[start:]
        while (found := _take(buffer, base)) is not None:
            if found.item is not None:
                yield found.item
            del buffer[: found.used]
            skip = found.skip
            base = base + found.used if plain else piece.offset
    if buffer.strip():
        last = _take(buffer + _END, base)  # the blank lines after the last record are sometimes forgotten
        yield (last.item if last and isinstance(last.item, tuple) else
               Damage(base, "stops in the middle of a record; it was cut when it was copied or written"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Taken:
    """A record or a damage, the bytes of the buffer that it takes, and those after it that are still to come."""

    item: tuple[int, bytes] | Damage
    used: int
    skip: int = 0


def _take(buffer: bytearray, base: int) -> _Taken | None:
    """What stands first in the buffer; None where more has to be read."""
    blank = len(buffer) - len(buffer.lstrip(b"\r\n"))
    if not buffer.startswith(b"WARC/", blank):
        if len(buffer) - blank < len(_START):
            return None
        following = buffer.find(b"\n" + _START, blank)
        if following < 0 and len(buffer) < MAX_RECORD:
            return None
        return _Taken(Damage(base, "holds something that is no record; it was left out"),
                      following if following > 0 else len(buffer))  # fmt: skip
    head = buffer.find(_END, blank)
    if head < 0:
        return None
    told = re.search(rb"(?im)^content-length:\s*(\d{1,15})\s*$", bytes(buffer[blank:head]) + b"\r\n")
    if told is None:
        return _Taken(Damage(base, "has a record without a length; it was left out"), head + 4)
    end = head + 4 + int(told[1])
    if int(told[1]) > MAX_RECORD:
        large = Damage(base, f"has a record of {int(told[1]) / 1e6:.0f} MB; it was left out")
        return _Taken(large, min(end, len(buffer)), max(0, end - len(buffer)))
    if len(buffer) < end + 4:
        return None
    if buffer[end : end + 4] != _END:
        following = buffer.find(_START, head)
        wrong = Damage(base, "has a record whose length is wrong; it was left out")
        return _Taken(wrong, following if following > 0 else end)
    return _Taken((base, bytes(buffer[blank : end + 4])), end + 4)


def page_of_record(offset: int, record: bytes) -> Captured | Damage | None:
    """The page of a record; None for requests, revisits, robots.txt, pictures and answers other than 200."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    for parsed in ArchiveIterator(io.BytesIO(record), record_types=wanted, parse_http=False):
        if parsed.headers.get("WARC-Block-Digest") and not parsed.verify_block_digest(consume=False):
            return Damage(offset, "has a record that is not what its digest says; it was left out")
        if parsed.is_http:
            parsed.parse_http()
        http: Any = parsed.http_headers if parsed.is_http else None
        if http is not None and str(http.status_code) != "200":
            return None
        declared = (http.get("Content-Type") if http is not None else parsed.headers.get("Content-Type")) or ""
        kind = declared.partition(";")[0].strip().lower()
        if not re.search(r"html|xml|text/plain|^$", kind):
            return None
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared, re.I)
        content = _unpacked(parsed.reader.read(), http)
        url = parsed.headers.get("WARC-Target-URI")
        if not content or (url or "").rstrip("/").endswith("/robots.txt"):
            return None
        url, when = url.strip("<>") if url else None, parsed.headers.get("WARC-Date")
        return Captured(url, content, kind, charset[1] if charset else None, offset, when)
    return None


def _unpacked(content: bytes, http: Any) -> bytes:
    """The body without codings: many crawlers keep them, others unpack and leave the header."""
    from tapecheck.scraper.decompress import Damaged, TooLarge, decompress

    if http is None:
        return content
    if (http.get("Transfer-Encoding") or "").lower() == "chunked" and re.match(
        rb"[0-9a-fA-F]{1,8}\s*(;[^\r]*)?\r\n", content
    ):
        content = _dechunked(content)
    try:
        return decompress(content, http.get("Content-Encoding") or "", MAX_RECORD)
    except TooLarge:
        return b""
    except Damaged:
        return content


def _dechunked(content: bytes) -> bytes:
    out, at = bytearray(), 0
    while found := _CHUNK.match(content, at):
        size = int(found[1], 16)
        if not size:
            break
        out += content[found.end() : found.end() + size]
        at = found.end() + size + 2
    return bytes(out)


# --- MHTML -----------------------------------------------------------------------------------------------------------
def read_mhtml(name: str, content: bytes) -> Captured:
    """The page in a file that a browser saved as one. Raises ReadError."""
    message = BytesParser(policy=policy.default).parsebytes(content)
    url = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            where = str(url or part.get("Content-Location") or "")
            charset = part.get_content_charset()
            if isinstance(body, bytes) and body.strip():
                return Captured(where if where.startswith("http") else None, body, "text/html", charset, 0)
    raise ReadError(name, "is a saved page without any HTML in it; save the page again")


# --- WARC out --------------------------------------------------------------------------------------------------------
class WarcFile:
    """Keeps what was fetched, as a WARC.gz that any archive tool reads. Safe to share between threads."""

    def __init__(self, path: str, agent: str) -> None:
        """Begin or continue the file at `path`. Raises UsageError if it cannot be written."""
        from warcio.warcwriter import WARCWriter

        try:
            is_new = not Path(path).exists() or not Path(path).stat().st_size
            self._file = Path(path).open("ab")  # noqa: SIM115 - closed by `close`
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file") from error
        self._writer = WARCWriter(self._file, gzip=True)
        self._lock = threading.Lock()
        if is_new:
            info = f"software: {agent}\r\nformat: WARC File Format 1.1\r\n".encode()
            self._write("urn:tapecheck", "warcinfo", info, warc_content_type="application/warc-fields")

    def write(self, url: str, status: int, headers: Mapping[str, str], content: bytes) -> None:
        """One answer: its body without codings, its headers without secrets."""
        from warcio.statusandheaders import StatusAndHeaders

        kept = [(name, value) for name, value in headers.items() if name.lower() not in _SECRET]
        kept.append(("Content-Length", str(len(content))))
        http = StatusAndHeaders(f"{status} OK", kept, protocol="HTTP/1.1")
        with self._lock:
            self._write(url, "response", content, http_headers=http)

    def _write(self, url: str, kind: str, content: bytes, **more: Any) -> None:
        payload = io.BytesIO(content)
        record = self._writer.create_warc_record(url, kind, payload=payload, length=len(content), **more)
        self._writer.write_record(record)
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
