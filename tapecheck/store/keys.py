"""Keys of claims and quotes that begin with the day of publication.

SQLite keeps the rows of one value of an index in the order of their keys, and FTS5 the rows of one word: with the day
in front, "the newest that fit" is the end of a list that is read backwards, never a sort of all that fit. Keys stay
below 2**53, so that programs that read numbers as floats read them exactly.
"""

from __future__ import annotations

import sqlite3
from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()
_SHIFT = 32  # claims of one day
_DAYS = 1 << 20


def day_key(day: str | None) -> int:
    """The first key of an ISO day; that of no day, and of days before 1970, is 0."""
    if not day:
        return 0
    number = date.fromisoformat(day[:10]).toordinal() - _EPOCH
    return min(max(number, 0), _DAYS) << _SHIFT


class Keys:
    """New keys of one table, in one write transaction: what is the largest of a day is asked once."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        """For a table whose key is called `key`."""
        self._connection = connection
        self._query = f"select max(key) from {table} where key >= ? and key < ?"
        self._next: dict[int, int] = {}

    def take(self, day: str | None, count: int) -> int:
        """The first of `count` keys in a row, of that day."""
        first = day_key(day)
        key = self._next.get(first)
        if key is None:
            (largest,) = self._connection.execute(self._query, (first, first + (1 << _SHIFT))).fetchone()
            key = first + 1 if largest is None else largest + 1
        self._next[first] = key + count
        return key
