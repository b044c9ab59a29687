"""What a store knows of an article besides its document: when it was checked, reviews, revisions, near copies."""

from __future__ import annotations

import sqlite3
from datetime import date

from tapecheck.report.inert import address, one_line
from tapecheck.report.view import Context, Review, Revision, Twin
from tapecheck.report.words import VERDICT_WORDS
from tapecheck.schema import Verdict

_CHECKED = """
select max(r.started) from checks k join claims c on c.key = k.claim join runs r on r.id = k.run
where c.revision = (select revision from articles where id = ?) and k.current = 1
"""
_REVIEWS = "select claim, outcome, verdict, reason, reviewer, at from reviews where article = ? order by id"
_TWINS = """
select t.twin, t.share, a.title, a.publisher, a.published_day, a.url, a.verdict
from twins t join articles a on a.id = t.twin where t.article = ? order by t.share desc, t.twin limit 20
"""
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
        twins=tuple(_twin(*row) for row in connection.execute(_TWINS, (article,))),
        excerpts=excerpts,
    )


def _twin(
    article: str, share: float, title: str | None, publisher: str | None, day: str | None, url: str | None,
    verdict: str | None,
) -> Twin:  # fmt: skip
    about = ", ".join(one_line(part) for part in (publisher, day) if part)
    said = VERDICT_WORDS[Verdict(verdict)] if verdict else ""
    return Twin(article, one_line(title or "") or "without a title", about, share, said, address(url))
