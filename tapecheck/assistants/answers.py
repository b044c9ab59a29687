"""What an assistant is told: short JSON, a verdict never better than it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tapecheck.measures.compute import Figure
from tapecheck.report import words
from tapecheck.report.inert import one_line
from tapecheck.report.vendors import source_of
from tapecheck.report.view import Row, view_of
from tapecheck.schema import Check, Claim, Document, Verdict, from_json

UNKNOWN = "nothing is said for or against this figure; do not call it confirmed"
NO_VERDICT = "no_verdict"


def document_answer(document: Document) -> dict[str, Any]:
    """The verdict of a text and of each claim in it, worst first, and what was not read."""
    view = view_of(document)
    order = [Verdict.CONTRADICTED, Verdict.IMPRECISE, Verdict.NOT_CHECKABLE, Verdict.SUPPORTED]
    rows = sorted(view.rows, key=lambda row: order.index(row.check.verdict) if row.check else len(order))
    warnings = [flag.reason for flag in document.flags] + [f"does not add up: {one}" for one in view.failed_sums]
    return _known({
        "verdict": str(document.verdict or "not_checked"),
        "summary": view.summary,
        "published": document.published,
        "claims": [claim_answer(row) for row in rows],
        "not_read": [{"text": one.text, "reason": one.reason} for one in document.unread],
        "warnings": warnings + ([document.note] if document.note else []),
    })  # fmt: skip


def claim_answer(row: Row) -> dict[str, Any]:
    """One claim: what is stated, what is computed, by which formula from which source, and how sure that is."""
    check = row.check
    verdict = check.verdict if check else None
    return _known({
        "text": one_line(row.said),
        "subject": row.claim.subject,
        "metric": str(row.claim.metric),
        "verdict": str(verdict or NO_VERDICT),
        "means": UNKNOWN if verdict in (None, Verdict.NOT_CHECKABLE) else None,
        "stated": row.claimed,
        "computed": row.computed,
        "say": row.suggestion,
        "period": row.period,
        "formula": row.formula,
        "source": _source(check),
        "certainty": check.certainty if check else None,
        "reason": row.reason or (f"{row.claim.modality}, not asserted" if check is None else ""),
    })  # fmt: skip


def row_answer(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of a search: the claim as above, shorter, and the article that states it."""
    claim, article = from_json(Claim, dict(row)), row["article"]
    check = from_json(Check, row["check"]) if row["check"] else None
    verdict = check.verdict if check else None
    return _known({
        "text": one_line(claim.text),
        "subject": claim.subject,
        "symbol": claim.symbol,
        "metric": str(claim.metric),
        "verdict": str(verdict or NO_VERDICT),
        "means": UNKNOWN if verdict in (None, Verdict.NOT_CHECKABLE) else None,
        "stated": words.claimed(claim),
        "computed": words.computed(claim, check) if check else None,
        "period": words.period(claim),
        "said_by": claim.attributed_to,
        "certainty": check.certainty if check else None,
        "reason": check.reason if check else claim.reason,
        "article": _known({"uri": f"tapecheck://article/{article['id']}", "title": one_line(article["title"] or ""),
                           "publisher": article["publisher"], "published": article["published"]}),
    })  # fmt: skip


def figure_answer(found: Figure) -> dict[str, Any]:
    """A computed figure with its formula, definition and source, and the values by other definitions."""
    sources = [source_of(series) for series in found.series]
    return _known({
        "symbol": found.symbol,
        "metric": found.metric,
        "value": found.value,
        "unit": found.unit,
        "formula": found.formula,
        "definition": found.definition,
        "from": str(found.base_date) if found.base_date else None,
        "as_of": str(found.as_of),
        "other_definitions": dict(found.others),
        "source": [_known({"vendor": one.vendor, "series": one.symbol, "about": one.about, "look_up": one.link})
                   for one in sources],
    })  # fmt: skip


def _source(check: Check | None) -> str | None:
    if check is None or not check.series:
        return None
    found = [source_of(series) for series in check.series]
    return "; ".join(dict.fromkeys(f"{one.vendor}, {one.symbol}" for one in found))


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an assistant reads less, and finds no null to fill."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}
