"""Documents as pandas frames, and as HTML for a notebook: what `Document`'s own methods give."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from tapecheck.schema.nouns import Check, Claim, Document

DAYS = ("published_day", "period_from", "period_to", "base_date", "as_of", "computed_day")
NUMBERS = ("low", "high", "certainty", "computed", "claimed_low", "claimed_high", "other_low")
WORDS = ("verdict", "metric", "direction", "modality", "unit", "hedge", "review")
_CLAIM = ("id", "text", "subject", "symbol", "metric", "direction", "low", "high", "unit", "hedge", "period_from",
          "period_to", "since", "modality", "attributed_to", "checkable")  # fmt: skip
_CHECK = ("verdict", "certainty", "code", "reason", "base_date", "as_of", "formula")
_COLOURS = {"supported": "#d7f0dc", "imprecise": "#fdf0c2", "contradicted": "#f9d0d0"}


def typed_frame(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Rows as a frame: days as datetime64, figures as float64, verdicts and the like as categories, flags as bool."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns))
    for name in frame.columns:
        if name in DAYS or name.endswith("_published_day"):
            frame[name] = pd.to_datetime(frame[name], errors="coerce").astype("datetime64[s]")
        elif name in NUMBERS:
            frame[name] = pd.to_numeric(frame[name]).astype("float64")
        elif name in WORDS:
            frame[name] = frame[name].astype("category")
        elif name == "checkable":
            frame[name] = frame[name].astype(bool)
    return frame


def frame_of(document: Document) -> pd.DataFrame:
    """A row a claim, with its check beside it."""
    checks = {check.claim_id: check for check in document.checks or ()}
    rows = [_row(claim, checks.get(claim.id)) for claim in document.claims]
    return typed_frame((*_CLAIM, *_CHECK, "computed", "computed_day"), rows)


def marked_html(document: Document) -> str:
    """The text with its claims marked by verdict; the reason stands in the title of each mark."""
    checks = {check.claim_id: check for check in document.checks or ()}
    pieces, at = [], 0
    for claim in sorted(document.claims, key=lambda one: (one.start, -one.end)):
        if claim.cell or claim.start < at:
            continue
        check = checks.get(claim.id)
        verdict = check.verdict.value if check else "not checked"
        told = ": ".join(filter(None, (verdict, (check.formula or check.reason) if check else claim.reason)))
        pieces.append(html.escape(document.text[at : claim.start]))
        colour = _COLOURS.get(verdict, "#e8e8e8")
        words = html.escape(document.text[claim.start : claim.end])
        pieces.append(f'<mark style="background:{colour}" title="{html.escape(told, quote=True)}">{words}</mark>')
        at = claim.end
    pieces.append(html.escape(document.text[at:]))
    verdict = f"<p><b>{document.verdict.value.replace('_', ' ')}</b></p>" if document.verdict else ""
    return f'<div style="white-space:pre-wrap;max-width:48em">{"".join(pieces)}</div>{verdict}'


def _row(claim: Claim, check: Check | None) -> tuple[Any, ...]:
    computed = check.computed if check else None
    day = computed if isinstance(computed, str) else None
    stated = (getattr(claim, name) for name in _CLAIM)
    checked = (getattr(check, name) if check else None for name in _CHECK)
    return (*(_plain(value) for value in stated), *map(_plain, checked), None if day else computed, day)


def _plain(value: Any) -> Any:
    from decimal import Decimal
    from enum import StrEnum

    if isinstance(value, Decimal):
        return float(value)
    return value.value if isinstance(value, StrEnum) else value
