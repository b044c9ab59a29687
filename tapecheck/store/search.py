"""Claims by words, meaning, names, numbers and dates.

How a search stays fast on a million claims: keys begin with the day (`keys.py`), so that every index and every list of
the word index gives the newest first and is read only as far as needed. Filters and words are counted up to MANY; what
is rarer than that is taken whole and ranked, what is more common is read from the newest on.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tapecheck.schema import Check, Claim, to_json
from tapecheck.store.query import ClaimQuery, Filter, filters, fts_query
from tapecheck.store.reading import load_revision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tapecheck.store.database import Store

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

MANY = 4000  # rows that are ranked one by one in some ten milliseconds
RRF = 60  # reciprocal rank fusion: how little the first places weigh over the next
DEPTH = 200  # how far down the ranking by words is fused
ALIKE = 20  # and that by meaning, which has no end of its own

_NEWEST = "c.key desc"
_ORDERS = {"date": _NEWEST, "value": "c.high desc, c.key desc"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found, with its current check and its article (id, url, title, published, publisher)."""

    key: int
    claim: Claim
    check: Check | None
    article: dict[str, Any]
    sentence: str


def search(store: Store, query: ClaimQuery, embed: Embed | None = None) -> Iterator[dict[str, Any]]:
    """Claims of the newest revisions that fit, as the contract's rows (claim, `article`, `check`), best first."""
    return map(with_json, find(store, query, embed))


def find(store: Store, query: ClaimQuery, embed: Embed | None = None) -> Iterator[Hit]:
    """What `search` finds, as objects."""
    return load_hits(store.connection, find_keys(store, query, embed))


def find_keys(store: Store, query: ClaimQuery, embed: Embed | None = None) -> list[int]:
    """The keys of the claims that fit, best first: see `ClaimQuery`. `embed` makes vectors of words."""
    connection = store.connection
    made = filters(connection, query)
    if any(one.empty for one in made):
        return []
    if query.similar_to is not None:
        from tapecheck.store.likeness import same_claims

        return same_claims(store, query, made)
    match = fts_query(query.words)
    if not match:
        return _by_filters(connection, made, query.sort or "date", query.limit)
    if query.sort in ("date", "value"):
        return _by_words(connection, match, made, query.sort, query.limit)
    found = _by_words(connection, match, made, "rank", query.limit)
    if embed is None or not query.meaning:
        return found
    from tapecheck.store.likeness import nearest

    alike = nearest(store, embed([query.words])[0], made, ALIKE)
    return fuse([found[:DEPTH], alike])[: query.limit] + found[DEPTH:]


def fuse(rankings: Iterable[Sequence[int]]) -> list[int]:
    """Several rankings as one, by the sum of the reciprocal ranks.

    >>> fuse([[1, 2, 3], [3, 4]])
    [3, 1, 2, 4]
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0) + 1 / (RRF + rank)
    return sorted(scores, key=lambda key: -scores[key])


def count_facets(store: Store, query: ClaimQuery, column: str, most: int = 20) -> list[tuple[str, int]]:
    """How many of the claims that fit have each value of a column of `claims_with_verdicts`, the most common first."""
    made = filters(store.connection, query)
    value = _FACETS.get(column, f"c.{column}")
    source, conditions, values = "claims c", [one.condition for one in made], _values(made)
    if match := fts_query(query.words):
        source = "claims_fts f cross join claims c on c.key = f.rowid"
        conditions, values = ["claims_fts match ?", *conditions], [match, *values]
    sql = (
        f"select {value}, count(*) from {source} where {' and '.join(conditions)} group by 1 order by 2 desc, 1 limit ?"
    )
    return [
        ("" if name is None else str(name), int(count))
        for name, count in store.connection.execute(sql, [*values, most])
    ]


_FACETS = {
    "publisher": "(select publisher from articles a where a.id = c.article)",
    "speaker": "c.attributed_to",
    "year": "substr(c.published_day, 1, 4)",
}


def load_hits(connection: sqlite3.Connection, keys: Iterable[int]) -> Iterator[Hit]:
    """The claims with these keys, in this order. Documents are read once each, the latest few are kept."""
    documents: dict[int, tuple[dict[str, Claim], dict[str, Check]]] = {}
    query = (
        "select c.id, c.revision, c.sentence, a.id, a.url, a.title, a.published, a.publisher "
        "from claims c join articles a on a.id = c.article where c.key=?"
    )
    for key in keys:
        claim, revision, sentence, *article = connection.execute(query, (key,)).fetchone()
        if revision not in documents:
            if len(documents) > DEPTH:
                documents.pop(next(iter(documents)))
            document = load_revision(connection, revision)
            claims = {one.id: one for one in document.claims}
            documents[revision] = claims, {one.claim_id: one for one in document.checks or ()}
        claims, checks = documents[revision]
        named = dict(zip(("id", "url", "title", "published", "publisher"), article, strict=True))
        yield Hit(key, claims[claim], checks.get(claim), named, sentence)


def with_json(hit: Hit) -> dict[str, Any]:
    """A hit as the contract's row: a claim with its `article` and `check`."""
    return {**to_json(hit.claim), "article": hit.article, "check": to_json(hit.check) if hit.check else None}


def rows_of(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The columns of `claims_with_verdicts`, and its rows with these keys, in this order."""
    cursor = connection.execute("select * from claims_with_verdicts where key is null")
    columns = [column[0] for column in cursor.description]

    def rows() -> Iterator[tuple[Any, ...]]:
        for first in range(0, len(keys), DEPTH):
            some = keys[first : first + DEPTH]
            marks = ", ".join("?" * len(some))
            found = connection.execute(f"select * from claims_with_verdicts where key in ({marks})", some)
            by_key = {row[0]: row for row in found}
            yield from (by_key[key] for key in some)

    return columns, rows()


def marked(connection: sqlite3.Connection, words: str, keys: Iterable[int]) -> dict[int, str]:
    """The sentences of these claims that have the words, each with STX and ETX around what matches."""
    match = fts_query(words)
    if not match:
        return {}
    match, _ = _that_finds(connection, match)
    sql = "select highlight(claims_fts, 0, char(2), char(3)) from claims_fts where claims_fts match ? and rowid = ?"
    found = ((key, connection.execute(sql, (match, key)).fetchone()) for key in keys)
    return {key: row[0] for key, row in found if row}


# --- by filters ------------------------------------------------------------------------------------------------------
def _by_filters(connection: sqlite3.Connection, made: list[Filter], sort: str, limit: int) -> list[int]:
    rarest, count = rarest_of(connection, made)
    order = _ORDERS.get(sort, _NEWEST)
    source = "claims c indexed by claims_high" if sort == "value" else "claims c not indexed"
    conditions = [one.condition for one in made]
    if sort == "value" and count > MANY:
        conditions.append("c.high is not null")
    elif rarest is not None and rarest.keys and (count <= MANY or rarest.in_order):
        # one name's claims stand in the order of their keys, those of several are few enough to be sorted
        several = "distinct " * (not rarest.in_order)
        source = f"(select {several}claim as found from ({rarest.keys})) k cross join claims c on c.key = k.found"
        order = order.replace(_NEWEST, "k.found desc") if not several else order
        conditions = [one.condition for one in made if one is not rarest]
        return _keys(connection, source, conditions, order, limit, rarest.values, *_others(made, rarest))
    elif rarest is not None and rarest.index and (count <= MANY or rarest.ordered):
        source = f"claims c indexed by {rarest.index}"
    return _keys(connection, source, conditions, order, limit, _values(made))


def rarest_of(connection: sqlite3.Connection, made: list[Filter]) -> tuple[Filter | None, int]:
    """The filter with an index of its own that the fewest claims pass, and how many do, counted up to MANY + 1."""
    best: tuple[Filter | None, int] = (None, MANY + 2)
    for one in made:
        if one.keys:
            rows = f"{one.keys} limit ?"
        elif one.index:
            rows = f"select 1 from claims c indexed by {one.index} where {one.condition} limit ?"
        else:
            continue
        (count,) = connection.execute(f"select count(*) from ({rows})", [*one.values, MANY + 1]).fetchone()
        if count < best[1]:
            best = one, count
    return best


# --- by words --------------------------------------------------------------------------------------------------------
def _by_words(connection: sqlite3.Connection, match: str, made: list[Filter], sort: str, limit: int) -> list[int]:
    match, count = _that_finds(connection, match)
    conditions, values = ["claims_fts match ?", *(one.condition for one in made)], [match, *_values(made)]
    source = "claims_fts f cross join claims c on c.key = f.rowid"
    if count > MANY:
        rarest, others = rarest_of(connection, made)
        if rarest is not None and others <= MANY:
            return _among_few(connection, match, made, sort, limit)
        sort = "value" if sort == "value" else "date"  # a word of so many claims ranks none of them
    order = {"rank": "f.rank, f.rowid desc", "date": "f.rowid desc", "value": "c.high desc, f.rowid desc"}[sort]
    return _keys(connection, source, conditions, order, limit, values)


def _that_finds(connection: sqlite3.Connection, match: str) -> tuple[str, int]:
    """The query, or where it finds nothing one whose beginnings are shortened to what the stemmer leaves of a word."""
    counting = "select count(*) from (select 1 from claims_fts where claims_fts match ? limit ?)"
    shorter = match
    while True:
        (count,) = connection.execute(counting, (shorter, MANY + 1)).fetchone()
        cut = _shortened(shorter)
        if count or cut == shorter:
            return (shorter, count) if count else (match, 0)
        shorter = cut


def _shortened(match: str) -> str:
    """The query with each beginning of more than four letters cut by one.

    >>> _shortened('"small" "inflatio"*')
    '"small" "inflati"*'
    """
    return re.sub(r'(\w{4,})\w"\*', r'\1"*', match)


def _among_few(connection: sqlite3.Connection, match: str, made: list[Filter], sort: str, limit: int) -> list[int]:
    """The claims of a rare filter that have common words: each is asked for in the word index."""
    keys = _by_filters(connection, made, "value" if sort == "value" else "date", MANY)
    asked = "select 1 from claims_fts where claims_fts match ? and rowid = ?"
    found = (key for key in keys if connection.execute(asked, (match, key)).fetchone())
    return [key for key, _ in zip(found, range(limit), strict=False)]


def _keys(
    connection: sqlite3.Connection, source: str, conditions: list[str], order: str, limit: int, *values: list[Any]
) -> list[int]:
    where = " where " + " and ".join(conditions) if conditions else ""
    sql = f"select c.key from {source}{where} order by {order} limit ?"
    flat = [value for some in values for value in some]
    return [int(row[0]) for row in connection.execute(sql, [*flat, limit])]


def _values(made: Iterable[Filter]) -> list[Any]:
    return [value for one in made for value in one.values]


def _others(made: Iterable[Filter], rarest: Filter) -> list[list[Any]]:
    return [one.values for one in made if one is not rarest]
