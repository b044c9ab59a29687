"""Content codings with a bound on what comes out: a small body cannot become a large memory.

gzip of several members is read to its end (RFC 1952, 2.2), zstd of several frames too (RFC 8878, 3.1); a stream that
stops early is an error, never half a page without a word.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

_STEP = 1 << 18  # bytes that come out at a time
MAX_CODINGS = 2  # "gzip, gzip" is seen; more is an attack


class Damaged(Exception):
    """The coding is broken or stops before its end."""


class TooLarge(Exception):
    """More comes out than may."""


def decompress(content: bytes, codings: str, limit: int) -> bytes:
    """The body without its codings (a Content-Encoding header), at most `limit` bytes. Raises Damaged or TooLarge."""
    names = [name.strip().lower() for name in codings.split(",") if name.strip().lower() not in ("", "identity")]
    if len(names) > MAX_CODINGS:
        raise Damaged(f"is compressed {len(names)} times over")
    for name in reversed(names):
        read = _CODINGS.get(name)
        if read is None:
            raise Damaged(f"is compressed in a way that nobody here reads ({name[:20]})")
        content = _joined(read(content), limit)
    return content


def gunzip(content: bytes, limit: int) -> bytes:
    """All members of a gzip file. Raises Damaged or TooLarge."""
    return _joined(_gzip(content), limit)


def _joined(pieces: Iterator[bytes], limit: int) -> bytes:
    out = bytearray()
    for piece in pieces:
        out += piece
        if len(out) > limit:
            raise TooLarge
    return bytes(out)


def _gzip(content: bytes) -> Iterator[bytes]:
    if not content.startswith(b"\x1f\x8b"):  # declared and not done: some servers do
        yield content
        return
    while content.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(31)
        yield from _inflate(member, content)
        content = member.unused_data.lstrip(b"\0")  # a tape's padding


def _deflate(content: bytes) -> Iterator[bytes]:
    """The zlib format that the standard names, or the raw one that some servers send."""
    raw = len(content) < 2 or content[0] & 15 != 8 or (content[0] << 8 | content[1]) % 31
    yield from _inflate(zlib.decompressobj(-15 if raw else 15), content)


def _inflate(member: Any, content: bytes) -> Iterator[bytes]:
    """What one member holds, to its own end: what follows it is another's."""
    try:
        while not member.eof:
            piece = member.decompress(content, _STEP)
            content = member.unconsumed_tail
            if piece:
                yield piece
            elif not content:
                break
    except zlib.error as error:
        raise Damaged("is damaged or misdeclared") from error
    if not member.eof:
        raise Damaged("stops before its end")


def _brotli(content: bytes) -> Iterator[bytes]:
    if sys.implementation.name == "cpython":
        import brotli
    else:
        import brotlicffi as brotli
    reader = brotli.Decompressor()
    try:
        piece = reader.process(content, output_buffer_limit=_STEP)
        while piece or not reader.can_accept_more_data():
            yield piece
            piece = reader.process(b"", output_buffer_limit=_STEP)
    except brotli.error as error:
        raise Damaged("is damaged or misdeclared") from error
    if not reader.is_finished():
        raise Damaged("stops before its end")


def _zstd(content: bytes) -> Iterator[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    while content:
        frame = zstd.ZstdDecompressor()
        try:
            yield frame.decompress(content, _STEP)
            while not frame.eof and not frame.needs_input:
                yield frame.decompress(b"", _STEP)
        except zstd.ZstdError as error:
            raise Damaged("is damaged or misdeclared") from error
        if not frame.eof:
            raise Damaged("stops before its end")
        content = frame.unused_data


_CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
