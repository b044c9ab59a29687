"""Making a Check: the shape that every rule's answer has, so that a rule only says what it computed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tapecheck.crosscheck.verdicts import Claimed, Judgement
from tapecheck.measures.series import Series
from tapecheck.schema import Chart, Check, Claim, Histogram, Provenance, Reading, Verdict


def make_check(
    claim: Claim,
    judgement: Judgement,
    *,
    reason: str | None = None,
    computed: float | str | None = None,
    unit: str | None = None,
    claimed: Claimed | tuple[str, str] | None = None,
    tolerance: str | None = None,
    base_date: date | None = None,
    as_of: date | None = None,
    series: Sequence[Series | Provenance] = (),
    formula: str | None = None,
    readings: Sequence[Reading] = (),
    chart: Chart | None = None,
    histogram: Histogram | None = None,
) -> Check:
    """A check of `claim`; the registry writes the rule's name into it."""
    return Check(
        claim_id=claim.id,
        verdict=judgement.verdict,
        code=judgement.code,
        reason=reason or judgement.note,
        computed=round(computed, 6) if isinstance(computed, float) else computed,
        unit=unit or claim.unit,
        claimed=claimed.bounds if isinstance(claimed, Claimed) else claimed,
        tolerance=tolerance,
        base_date=base_date,
        as_of=as_of,
        series=tuple(s.provenance if isinstance(s, Series) else s for s in series),
        formula=formula,
        readings=tuple(readings),
        chart=chart,
        histogram=histogram,
    )


def decline(claim: Claim, reason: str, **found: object) -> Check:
    """Not checkable, with the reason, and whatever was found out on the way (fields of Check)."""
    return Check(claim_id=claim.id, verdict=Verdict.NOT_CHECKABLE, reason=reason, unit=claim.unit, **found)  # type: ignore[arg-type]
