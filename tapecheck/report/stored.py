"""What a store knows of an article besides its document: when it was checked, what people said of it, its revisions."""

from __future__ import annotations

import sqlite3
from datetime import date

from tapecheck.report.inert import one_line
from tapecheck.report.view import Context, Review, Revision

_CHECKED = """
select max(r.started) from checks k join claims c on c.key = k.claim join runs r on r.id = k.run
where c.revision = (select revision from articles where id = ?) and k.current = 1
"""
_REVIEWS = "select claim, outcome, verdict, reason, reviewer, at from reviews where article = ? order by id"
_REVISIONS = "select saved, title from revisions where article = ? order by id"


def reviews_of(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """The newest review of each reviewed claim, by the claim's id: `action` and `verdict`."""
    found = connection.execute("select claim, outcome, verdict from reviews order by id")
    return {claim: {"action": outcome, "verdict": verdict or ""} for claim, outcome, verdict in found}


def context_of(connection: sqlite3.Connection, article: str, *, excerpts: bool = False) -> Context:
    """The context of a stored article's report, by the article's whole id. The newest review of a claim counts."""
    (started,) = connection.execute(_CHECKED, (article,)).fetchone()
    reviews = {}
    for claim, outcome, verdict, reason, reviewer, at in connection.execute(_REVIEWS, (article,)):
        reviews[claim] = Review(outcome, one_line(reviewer), at, one_line(reason or ""), verdict or "")
    revisions = [(saved, one_line(title or "")) for saved, title in connection.execute(_REVISIONS, (article,))]
    several = revisions if len(revisions) > 1 else []
    return Context(
        checked=date.fromisoformat(started[:10]) if started else None,
        reviews=reviews,
        revisions=tuple(Revision(saved[:16].replace("T", " "), title or "without a title") for saved, title in several),
        excerpts=excerpts,
    )
