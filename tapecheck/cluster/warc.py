"""The pages of a stretch of a WARC file, read from any place in it.

A gzipped WARC is a row of gzip members, one a record. A split takes the records that begin in it: the first is found by
its marks (gzip's, then WARC's). That is also how reading goes on behind a damaged record, which is reported.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import compat32
from typing import BinaryIO

from tapecheck.scraper.archives import MAX_RECORD, Captured, Damage, page_of_record

MEMBER = b"\x1f\x8b\x08"
START = b"WARC/1."
BLOCK = 1 << 18


class Damaged(ValueError):
    """What stands at a place is no whole record."""


def read_pages(file: BinaryIO, first: int, last: int) -> Iterator[Captured | Damage]:
    """The pages whose records begin in bytes [first, last), and what is damaged there."""
    place = find_record(file, first, last)
    while place is not None and place < last:
        try:
            record, after = read_record(file, place)
        except Damaged as error:
            yield Damage(place, str(error))
            place = find_record(file, place + 1, last)
            continue
        if record is None:  # the end, or blanks before it
            return
        page = page_of_record(place, record)
        if page is not None:
            yield page
        place = after


def find_record(file: BinaryIO, first: int, last: int) -> int | None:
    """Where the first record at or behind `first` begins, or None where none does before `last`."""
    place = first
    while place < last:
        file.seek(place)
        block = file.read(BLOCK)
        if not block:
            return None
        for mark, at in _marks(block):
            if place + at >= last:
                return None
            if mark == START or _begins_record(file, place + at):
                return place + at
        place += max(1, len(block) - len(START))
    return None


def _marks(block: bytes) -> Iterator[tuple[bytes, int]]:
    """The places of gzip's and WARC's marks, in order."""
    gz, plain = block.find(MEMBER), block.find(START)
    while gz >= 0 or plain >= 0:
        if plain < 0 or 0 <= gz < plain:
            yield MEMBER, gz
            gz = block.find(MEMBER, gz + 1)
        else:
            yield START, plain
            plain = block.find(START, plain + 1)


def _begins_record(file: BinaryIO, place: int) -> bool:
    file.seek(place)
    try:
        return zlib.decompressobj(31).decompress(file.read(1024), len(START)).startswith(START)
    except zlib.error:
        return False


def read_record(file: BinaryIO, place: int) -> tuple[bytes | None, int]:
    """The whole record at a place, and where the next begins; None at the file's end. Raises Damaged."""
    file.seek(place)
    block = file.read(BLOCK)
    if not block.strip():
        return None, place + len(block)
    if block.startswith(MEMBER):
        return _member(file, block, place)
    return _plain(file, block, place)


def _member(file: BinaryIO, block: bytes, place: int) -> tuple[bytes, int]:
    unpack, parts, size, taken = zlib.decompressobj(31), [], 0, 0
    while True:
        try:
            parts.append(unpack.decompress(block, MAX_RECORD - size + 1))
        except zlib.error as error:
            raise Damaged(f"a damaged record ({error})") from error
        size += len(parts[-1])
        if size > MAX_RECORD:
            raise Damaged(f"a record of more than {MAX_RECORD // 1_000_000} MB")
        taken += len(block)
        if unpack.eof:
            return b"".join(parts), place + taken - len(unpack.unused_data)
        if not (block := file.read(BLOCK)):
            raise Damaged("the file ends within a record")


def _plain(file: BinaryIO, block: bytes, place: int) -> tuple[bytes, int]:
    lead = len(block) - len(block.lstrip(b"\r\n"))
    head_end = block.find(b"\r\n\r\n", lead)
    if not block.startswith(START, lead) or head_end < 0:
        raise Damaged("no record begins here")
    length = _fields(block[lead:head_end]).get("content-length", "")
    if not length.isdigit() or int(length) > MAX_RECORD:
        raise Damaged(f"a record of {length or 'no'} bytes")
    wanted = head_end + 4 + int(length)
    if len(block) < wanted:
        block += file.read(wanted - len(block))
    if len(block) < wanted:
        raise Damaged("the file ends within a record")
    return block[lead:wanted], place + wanted + 4


def _fields(head: bytes) -> dict[str, str]:
    """The fields behind the first line, names in small letters."""
    _, _, lines = head.partition(b"\r\n")
    message = BytesParser(policy=compat32).parsebytes(lines + b"\r\n\r\n", headersonly=True)
    return {name.lower(): str(value) for name, value in message.items()}
