"""Claims by words, names, numbers and dates: one SQL statement, its words through FTS5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tapecheck.schema import to_json
from tapecheck.store.reading import load_revision

if TYPE_CHECKING:
    from tapecheck.store.database import Store

_WORDS = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """What to look for; None does not narrow. Sizes are compared without sign, `since`/`until` are publication days."""

    words: str = ""
    entity: str | None = None
    symbol: str | None = None
    speaker: str | None = None
    metric: str | None = None
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    since: str | None = None
    until: str | None = None
    verdict: str | None = None
    article: str | None = None
    limit: int = 50


def search(store: Store, query: ClaimQuery) -> Iterator[dict[str, Any]]:
    """Claims of the newest revisions that fit, best first, as the contract's rows (claim, `article`, `check`)."""
    conditions, values = _conditions(query)
    source, order = "claims c", "c.key desc"
    if match := fts_query(query.words):
        source = "claims_fts f join claims c on c.key = f.rowid"
        conditions.insert(0, "claims_fts match ?")
        values.insert(0, match)
        order = "f.rank, " + order
    sql = (
        f"select a.id, a.url, a.title, a.published, a.publisher, c.revision, c.id from {source} join articles a "
        "on a.id = c.article and a.revision = c.revision"
        + (" where " + " and ".join(conditions) if conditions else "")
        + f" order by {order} limit ?"
    )
    documents: dict[int, Any] = {}
    for row in store.db.conn.execute(sql, [*values, query.limit]).fetchall():
        article_id, url, title, published, publisher, revision, claim_id = row
        if revision not in documents:
            documents[revision] = to_json(load_revision(store.db.conn, revision))
        data = documents[revision]
        claim = next(one for one in data["claims"] if one["id"] == claim_id)
        check = next((one for one in data.get("checks") or () if one["claim_id"] == claim_id), None)
        article = {"id": article_id, "url": url, "title": title, "published": published, "publisher": publisher}
        yield {**claim, "article": article, "check": check}


def fts_query(words: str) -> str:
    """The words as an FTS5 query: all must occur, "quoted ones" as a phrase; nothing in them is syntax.

    >>> fts_query('small caps "Russell 2000"')
    '"small" "caps" "Russell 2000"'
    """
    terms = [phrase or word for phrase, word in _WORDS.findall(words)]
    terms = [term.replace('"', " ").strip() for term in terms]
    return " ".join(f'"{term}"' for term in terms if re.search(r"\w", term))


def _conditions(query: ClaimQuery) -> tuple[list[str], list[Any]]:
    """SQL conditions and their values, for all but the words."""
    about = "(c.subject like ? or c.attributed_to like ? or exists (select 1 from entities e where e.revision = "
    about += "c.revision and e.start >= c.start and e.end <= c.end and (e.name like ? or e.text like ?)))"
    like = f"%{query.entity}%"
    choices: list[tuple[object, str, list[Any]]] = [
        (query.entity, about, [like] * 4),
        (query.symbol, "c.symbol = ? collate nocase", [query.symbol]),
        (query.speaker, "c.attributed_to like ?", [f"%{query.speaker}%"]),
        (query.metric, "c.metric = ?", [query.metric]),
        (query.unit, "c.unit = ? collate nocase", [query.unit]),
        (query.min, "abs(c.high) >= ?", [query.min]),
        (query.max, "abs(c.low) <= ?", [query.max]),
        (query.since, "c.published_day >= ?", [query.since]),
        (query.until, "c.published_day <= ?", [query.until]),
        (query.verdict, "c.verdict = ?", [query.verdict]),
        (query.article, "c.article = ?", [query.article]),
    ]
    chosen = [(condition, values) for wanted, condition, values in choices if wanted is not None]
    return [condition for condition, _ in chosen], [value for _, values in chosen for value in values]
