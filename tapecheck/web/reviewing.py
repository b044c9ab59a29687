"""Keeping what a person says of a verdict, beside the machine's own."""

from __future__ import annotations

from collections.abc import Mapping

from tapecheck.errors import UsageError
from tapecheck.report.inert import one_line


def save_review(path: str, form: Mapping[str, str]) -> str:
    """Store the review of a form (claim, outcome, verdict, reason, reviewer); the article's id.

    Raises UsageError for a form that lacks something, StoreError for what the store does not take.
    """
    from tapecheck.store import Store
    from tapecheck.store.reviews import add_review

    outcome, verdict, reason = form.get("outcome", ""), form.get("verdict", ""), one_line(form.get("reason", ""))
    if outcome not in ("confirmed", "overruled") or not form.get("claim"):
        raise UsageError("confirm or overrule a claim")
    overruled = outcome == "overruled"
    if overruled and not reason:
        raise UsageError("to overrule a verdict, choose another and give a reason")
    with Store.open(path, create=False) as store:
        document = store.load_claim(form["claim"])
        machine = next((one.verdict for one in document.checks or () if one.claim_id == form["claim"]), None)
        if overruled and verdict == machine:
            raise UsageError(f"the verdict is {machine} already; confirm it, or choose another")
        add_review(
            store,
            form["claim"],
            outcome,
            reviewer=one_line(form.get("reviewer", "")) or "somebody at the pages",
            verdict=verdict if overruled else None,
            reason=reason or None,
        )
    return document.id
