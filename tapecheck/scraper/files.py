"""Bytes of files and streams, never more than an article can have."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tapecheck.errors import ReadError
from tapecheck.limits import BYTES


def open_file(path: str) -> BinaryIO:
    """A regular file, or a pipe that has been given by the shell; a named pipe or a device would never end."""
    kind = Path(path).stat().st_mode
    if stat.S_ISFIFO(kind) and not Path(path).resolve().is_relative_to("/proc"):
        raise ReadError(path, "is a pipe; write `- < PIPE` to read it as standard input")
    if stat.S_ISCHR(kind) or stat.S_ISBLK(kind) or stat.S_ISSOCK(kind):
        raise ReadError(path, "is a device, not a file; name a page or a text")
    return Path(path).open("rb")


def read_bounded(name: str, stream: BinaryIO) -> bytes:
    """All of a stream. Raises ReadError for one that does not end within the bound."""
    content = stream.read(BYTES + 1)
    if len(content) > BYTES:
        raise ReadError(name, f"is over {BYTES / 1e6:g} MB; this is hardly an article. A stream of many is NDJSON")
    return content


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is longer than a record may be, of which nothing is kept."""
    while line := stream.readline(BYTES + 1):
        if len(line) <= BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(BYTES)
        yield None
