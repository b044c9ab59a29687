"""Keeping what a person says of a verdict, beside the machine's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tapecheck.errors import UsageError
from tapecheck.report.inert import one_line
from tapecheck.schema import Verdict

OUTCOMES = ("confirmed", "overruled")
VERDICTS = tuple(
    str(one) for one in (Verdict.SUPPORTED, Verdict.IMPRECISE, Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE)
)


def save_review(path: str, form: Mapping[str, str]) -> str:
    """Store the review of a form (claim, outcome, verdict, reason, reviewer); the article's id.

    Raises UsageError for a form that lacks something, StoreError where the claim is not there.
    """
    from tapecheck.store import Store

    claim, outcome, verdict = form.get("claim", ""), form.get("outcome", ""), form.get("verdict", "")
    reason, reviewer = one_line(form.get("reason", "")), one_line(form.get("reviewer", "")) or "at the pages"
    if outcome not in OUTCOMES or not claim:
        raise UsageError("confirm or overrule a claim")
    if outcome == "overruled" and (verdict not in VERDICTS or not reason):
        raise UsageError("to overrule a verdict, choose another and give a reason")
    query = ("select c.article, r.sha, c.start, c.\"end\", c.text, c.verdict from claims c "
             "join revisions r on r.id = c.revision where c.id = ? and c.latest = 1")  # fmt: skip
    columns = 'claim, article, sha, start, "end", text, outcome, verdict, machine, reason, reviewer, at'
    with Store.open(path, create=False) as store:
        row = store.db.conn.execute(query, (claim,)).fetchone()
        if row is None:
            raise UsageError("there is no such claim")
        article, sha, start, end, text, machine = row
        if outcome == "overruled" and verdict == machine:
            raise UsageError(f"the verdict is {machine} already; confirm it, or choose another")
        said = verdict if outcome == "overruled" else machine
        values = (claim, article, sha, start, end, text, outcome, said, machine, reason or None, reviewer,
                  datetime.now(UTC).isoformat(timespec="seconds"))  # fmt: skip
        marks = ", ".join("?" * len(values))
        store.db.conn.execute("begin immediate")
        store.db.conn.execute(f"insert into reviews ({columns}) values ({marks})", values)
        store.db.conn.commit()
    return str(article)
