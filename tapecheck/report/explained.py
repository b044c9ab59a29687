"""The story of a verdict in words: what was read, what was computed from what, and why that is the verdict."""

from __future__ import annotations

from datetime import timedelta

from tapecheck.schema import Check, Claim, Direction


def explain(check: Check, claim: Claim) -> str:
    """The story of a verdict in words: what was read, what was computed from what, and why that is the verdict."""
    lines = [f"The text says: “{' '.join(claim.text.split())}”.", read_as(claim)]
    if check.as_of is not None:
        base = f", from the close of {check.base_date}" if check.base_date and check.base_date != check.as_of else ""
        lines.append(f"It was checked as of {check.as_of}{base}.")
    if check.formula:
        lines.append(f"Computed: {check.formula}.")
    if check.claimed is not None and any(bound is not None for bound in check.claimed):
        lines.append(f"The text plausibly means {between(*check.claimed)}{f' ({check.unit})' if check.unit else ''}.")
    if check.tolerance:
        lines.append(f"Allowed for: {check.tolerance}.")
    lines.append(f"Verdict: {check.verdict.replace('_', ' ')}{f' - {check.reason}' if check.reason else ''}.")
    lines += [
        f"Read {reading.reading}: {reading.computed}, which would be {reading.verdict.replace('_', ' ')}."
        for reading in check.readings
    ]
    for each in check.series:
        rows = f", rows {each.sha256[:12]}" if each.sha256 else ""
        lines.append(f"Data: {each.symbol} ({each.field}) from {each.provider}{rows}.")
    sure = "" if check.certainty is None else f", certainty {check.certainty:.2f}"
    by = "" if check.decided in (None, check.rule) else f", decided by {check.decided}"
    lines.append(f"Rule: {check.rule}{by}{sure}.")
    return "\n".join(lines)


def read_as(claim: Claim) -> str:
    """The claim as it was understood."""
    who = claim.subject or "an unnamed subject"
    parts = [f"Read as {claim.metric.replace('_', ' ')} of {who}{f' ({claim.symbol})' if claim.symbol else ''}"]
    if claim.low is not None:
        high = f" to {claim.high:,f}" if claim.high is not None and claim.high != claim.low else ""
        hedge = f" ({claim.hedge.replace('_', ' ')})" if claim.hedge else ""
        parts.append(f"{claim.low:,f}{high} {claim.unit or ''}{hedge}".strip())
    if claim.direction:
        parts.append("a rise or gain" if claim.direction is Direction.UP else "a fall or loss")
    if claim.since or claim.record:
        parts.append(f"since {claim.since}" if claim.since else "ever")
    if claim.period_from and claim.period_to:
        last = claim.period_to - timedelta(days=1)
        parts.append(f"on {last}" if last == claim.period_from else f"from {claim.period_from} through {last}")
    if claim.attributed_to:
        parts.append(f"said by {claim.attributed_to}")
    return ", ".join(parts) + "."


def between(low: float | str | None, high: float | str | None) -> str:
    """An interval in words."""
    if low is None:
        return f"at most {high}"
    if high is None:
        return f"at least {low}"
    return f"{low} to {high}"
