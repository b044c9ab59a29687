"""What the pages ask the store: few rows by an index each, so that a store of a million claims answers at once.

Counts are of the newest `FACET_ROWS` rows that fit, and say so; nothing walks through a whole table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PAGE_ROWS = 50
FACET_ROWS = 1_000
FACETS = ("verdict", "metric", "symbol", "attributed_to", "publisher")
_WORD = re.compile(r'"([^"]*)"|(\S+)')

ARTICLES = """
select a.id, a.title, a.publisher, a.published, a.published_day, a.verdict, a.url, a.language
from articles a {where} order by a.published_day desc limit :limit
"""
CLAIMS = "select * from claims_with_verdicts v {where} order by v.key desc limit :limit"
# The word index gives its rows by descending key, which is by day: no ranking over all of a common word's rows.
FOUND = """
select v.* from (select rowid from claims_fts where claims_fts match :words order by rowid desc limit :reach) f
join claims_with_verdicts v on v.key = f.rowid {where} order by v.key desc limit :limit
"""
QUOTES = """
select q.article, q.text, q.speaker, q.role, q.affiliation, q.published_day, a.title, a.publisher
from quotes q join articles a on a.id = q.article
where q.speaker = :name and q.latest = 1 order by q.key desc limit :limit
"""
CHARTS = """
select k.points from checks h join claims c on c.key = h.claim join charts k on k.id = h.chart
where c.symbol = :symbol and c.latest = 1 and h.current = 1 order by c.key desc limit 40
"""
CONFLICTS = "select * from disagreements {where} limit :limit"
REVISIONS = "select id, saved, title, text, title_end from revisions where article = :article order by id"
LATEST = "select revision from articles where id = :article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a search page was asked: words, and a value for each narrowed column."""

    words: str = ""
    narrowed: Mapping[str, str] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    least: float | None = None
    most: float | None = None
    before: int | None = None

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """A where clause and its values, words aside."""
        parts = [f"v.{column} = :{column}" for column in FACETS if column in self.narrowed]
        values: dict[str, Any] = {column: self.narrowed[column] for column in FACETS if column in self.narrowed}
        more: Sequence[tuple[Any, str, str]] = (
            (self.since, "since", "v.published_day >= :since"),
            (self.until, "until", "v.published_day <= :until"),
            (self.least, "least", "v.high >= :least"),
            (self.most, "most", "v.low <= :most"),
            (self.before, "before", "v.key < :before"),
        )
        for value, name, condition in more:
            if value not in (None, ""):
                parts.append(condition)
                values[name] = value
        return ("where " + " and ".join(parts) if parts else ""), values

    def sql(self, limit: int) -> tuple[str, dict[str, Any]]:
        """The query for `limit` rows, the newest first, and its values."""
        where, values = self.conditions()
        values["limit"] = limit
        if match := match_of(self.words):
            reach = 20_000 if where else limit
            return FOUND.format(where=where), {**values, "words": match, "reach": reach}
        return CLAIMS.format(where=where), values


def match_of(words: str) -> str:
    """The words as an FTS5 query that never fails: all must occur, "quoted" as a phrase, infla* as a beginning.

    >>> match_of('small caps "Russell 2000" infla*')
    '"small" "caps" "Russell 2000" "infla"*'
    """
    terms = []
    for phrase, word in _WORD.findall(words.replace("\0", "")[:500]):
        text = (phrase or word).replace('"', " ").strip()
        if re.search(r"\w", text):
            star = "*" if word.endswith("*") else ""
            terms.append(f'"{text.rstrip("*")}"{star}')
    return " ".join(terms)


def counted(rows: Sequence[Mapping[str, Any]], most: int = 8) -> dict[str, list[tuple[str, int]]]:
    """For each facet its commonest values among the rows, with their counts."""
    from collections import Counter

    found = {}
    for column in FACETS:
        counts = Counter(str(row[column]) for row in rows if row[column])
        found[column] = counts.most_common(most)
    return found
