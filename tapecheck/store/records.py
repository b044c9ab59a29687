"""Quotes, articles and conflicts as plain records: what stands beside the search of claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from tapecheck.store.names import fold
from tapecheck.store.query import ClaimQuery, distinct, fts_query

MANY = 4000


def find_quotes(connection: sqlite3.Connection, query: ClaimQuery) -> Iterator[dict[str, Any]]:
    """Quotes by words, speaker, affiliation, publisher and day, best first where there are words, else newest first."""
    wanted = [("q.latest = 1", []), *_days(query)]
    for column, value in (("speaker", query.speaker), ("affiliation", query.affiliation)):
        if value is not None:
            names = [name for name in distinct(connection, "quotes", column) if fold(value) in fold(name)]
            wanted.append((f"q.{column} in ({', '.join('?' * len(names))})", names))
    source = "quotes q"
    yield from _found(connection, query, "quotes", source, "q.key", wanted, (
        "q.text", "q.speaker", "q.role", "q.affiliation", "q.type", "q.published_day", "a.title", "a.publisher",
        "a.url", "a.id as article",
    ), "a.id = q.article")  # fmt: skip


def find_articles(connection: sqlite3.Connection, query: ClaimQuery) -> Iterator[dict[str, Any]]:
    """Articles by words of their newest text, publisher, day and verdict; `excerpt` is where the words stand."""
    wanted = [(f"a.{column} {sign} ?", [str(value)]) for column, sign, value in (
        ("published_day", ">=", query.since), ("published_day", "<=", query.until), ("verdict", "=", query.verdict),
    ) if value is not None]  # fmt: skip
    excerpt = "snippet(revisions_fts, 1, '', '', '…', 24)" if fts_query(query.words) else "substr(r.text, 1, 160)"
    yield from _found(connection, query, "revisions", "revisions r", "r.id", wanted, (
        "a.id", "a.title", "a.publisher", "a.published_day", "a.verdict", "a.language", "a.url",
        f"{excerpt} as excerpt",
    ), "a.revision = r.id")  # fmt: skip


def find_conflicts(
    connection: sqlite3.Connection, symbol: str | None, since: str | None, limit: int
) -> Iterator[dict[str, Any]]:
    """Rows of the view `disagreements`."""
    conditions, values = ["1"], []
    if symbol is not None:
        conditions.append("symbol = ?")
        values.append(symbol)
    if since is not None:
        conditions.append("published_day >= ? and other_published_day >= ?")
        values += [since, since]
    sql = f"select * from disagreements where {' and '.join(conditions)} limit ?"
    yield from _records(connection.execute(sql, [*values, limit]))


def _found(
    connection: sqlite3.Connection, query: ClaimQuery, table: str, source: str, key: str,
    wanted: list[tuple[str, list[str]]], columns: tuple[str, ...], join: str,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    conditions, values = [one for one, _ in wanted], [value for _, some in wanted for value in some]
    if query.publisher is not None:
        names = [name for name in distinct(connection, "articles", "publisher") if fold(query.publisher) in fold(name)]
        conditions.append(f"a.publisher in ({', '.join('?' * len(names))})")
        values += names
    order = f"{key} desc" if table == "quotes" else "a.published_day desc, a.id"
    if match := fts_query(query.words):
        index = f"{table}_fts"
        counting = f"select count(*) from (select 1 from {index} where {index} match ? limit ?)"
        (count,) = connection.execute(counting, (match, MANY + 1)).fetchone()
        source = f"{index} f cross join {source} on {key} = f.rowid"
        conditions, values = [f"{index} match ?", *conditions], [match, *values]
        order = "f.rowid desc" if count > MANY or query.sort == "date" else f"f.rank, {order}"
    where = f" where {' and '.join(conditions)}" if conditions else ""
    sql = f"select {', '.join(columns)} from {source} join articles a on {join}{where} order by {order} limit ?"
    yield from _records(connection.execute(sql, [*values, query.limit]))


def _days(query: ClaimQuery) -> list[tuple[str, list[str]]]:
    made = []
    if query.since is not None:
        made.append(("q.published_day >= ?", [str(query.since)]))
    if query.until is not None:
        made.append(("q.published_day <= ?", [str(query.until)]))
    return made


def _records(cursor: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
