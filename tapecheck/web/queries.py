"""What the pages ask the store: few rows by an index each, so that a store of a million claims answers at once.

Searches are the store's own; counts are of the first `FACET_ROWS` claims that it finds, and say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

PAGE_ROWS = 50
FACET_ROWS = 1_000
# What a search is narrowed by in the list beside it: the parameter, and the column that holds its values.
FACETS = {"verdict": "verdict", "metric": "metric", "symbol": "symbol", "speaker": "attributed_to",
          "publisher": "publisher"}  # fmt: skip
NARROWING = (*FACETS, "entity", "direction", "modality", "period", "reviewed", "similar_to")

ARTICLES = """
select a.id, a.title, a.publisher, a.published, a.published_day, a.verdict, a.url, a.language
from articles a {where} order by a.published_day desc limit :limit
"""
CLAIMS = "select * from claims_with_verdicts v {where} order by v.key desc limit :limit"
OF_KEYS = "select v.* from claims_with_verdicts v where v.key in (select value from json_each(:keys))"
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


def counted(rows: Sequence[Mapping[str, Any]], most: int = 8) -> dict[str, list[tuple[str, int]]]:
    """For each facet its commonest values among the rows, with their counts."""
    values = {name: Counter(str(row[column]) for row in rows if row[column]) for name, column in FACETS.items()}
    return {name: counts.most_common(most) for name, counts in values.items()}
