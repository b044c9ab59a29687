"""The words and numbers of a claim and its check, as people read them. All forms of the report share them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tapecheck.reference.metrics import SIGNED
from tapecheck.schema import Check, Claim, Direction, Document, Verdict

SIGNS = {
    "USD": "$",
    "GBP": "£",
    "EUR": "€",
    "JPY": "¥",
    "HKD": "HK$",
    "AUD": "A$",
    "CAD": "C$",
    "SGD": "S$",
    "INR": "₹",
}
MARKS = {
    Verdict.SUPPORTED: "✓",
    Verdict.IMPRECISE: "≈",
    Verdict.CONTRADICTED: "✗",
    Verdict.NOT_CHECKABLE: "·",
    Verdict.PARTLY_SUPPORTED: "◐",
    Verdict.NO_CLAIM: "○",
}
VERDICT_WORDS = {
    Verdict.SUPPORTED: "supported",
    Verdict.IMPRECISE: "imprecise",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.NOT_CHECKABLE: "not checkable",
    Verdict.PARTLY_SUPPORTED: "supported where it could be checked",
    Verdict.NO_CLAIM: "no claim found",
}
HEDGES = {"approx": "about ", "just_below": "nearly ", "less_than": "less than ", "at_most": "at most ",
          "just_above": "just over ", "more_than": "more than ", "at_least": "at least "}  # fmt: skip
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def claimed(claim: Claim) -> str:
    """The stated figure: "+5%", "nearly $13 billion", "highest since 2022-04", "8 days"."""
    if claim.low is None:
        bound = "ever" if claim.record else f"since {claim.since}" if claim.since else ""
        return f"{claim.metric.replace('_since', '').replace('_', ' ')} {bound}".strip()
    signed = claim.metric in SIGNED and claim.direction is not None and claim.unit != "x"
    sign = "+-"[claim.direction is Direction.DOWN] if signed else ""
    low = amount(claim.low, claim.unit)
    text = low if claim.high in (None, claim.low) else f"{low} to {amount(claim.high, claim.unit)}"
    return HEDGES.get(claim.hedge or "", "") + (sign if not text.startswith("-") else "") + text


def computed(claim: Claim, check: Check) -> str:
    """The computed figure beside it, rounded for reading, signed for a movement; "" where there is none."""
    if check.computed is None:
        return ""
    if isinstance(check.computed, str):
        return check.computed
    text = amount(check.computed, check.unit, digits=2)
    return f"+{text}" if claim.metric in SIGNED and check.computed > 0 and claim.unit != "x" else text


def amount(figure: Decimal | float | None, unit: str | None, digits: int | None = None) -> str:
    """A figure with its unit: 5.13%, 0.14 pp, 4,457.49 points, $13 billion, 2.02x, 8 days."""
    if figure is None:
        return ""
    if unit and len(unit) == 3 and unit.isupper():
        return _money(figure, unit, digits)
    number = _number(figure, digits)
    glued = {"percent": "%", "%": "%", "x": "x"}
    return number + glued[unit] if unit in glued else f"{number} {unit}" if unit and unit != "count" else number


def _money(figure: Decimal | float, currency: str, digits: int | None) -> str:
    exact = figure if isinstance(figure, Decimal) else None
    value = abs(float(figure))
    scale, word = next(((scale, word) for scale, word in _SCALES if value >= scale), (1, ""))
    number = _number(abs(exact) / scale if exact is not None else value / scale, digits)
    return f"{'-' if figure < 0 else ''}{SIGNS.get(currency, f'{currency} ')}{number} {word}".rstrip()


def _number(figure: Decimal | float, digits: int | None) -> str:
    """Thousands parted; a printed figure keeps its digits, a computed one gets `digits`."""
    if isinstance(figure, Decimal) or digits is None:
        return f"{figure:,f}" if isinstance(figure, Decimal) else f"{figure:,.6g}"
    return f"{figure:,.0f}" if abs(figure) >= 1e6 and figure == int(figure) else f"{figure:,.{digits}f}"


def period(claim: Claim) -> str:
    """The days a claim speaks of: "2023-09-08", "2023-01-01 to 2023-09-08" (both included), or ""."""
    if claim.period_from is None or claim.period_to is None:
        return ""
    last: date = claim.period_to - timedelta(days=1)
    return str(last) if last <= claim.period_from else f"{claim.period_from} to {last}"


def said(document: Document, claim: Claim) -> str:
    """The claim's own words, or the row of the table that it was read from."""
    if claim.cell is None:
        return f"“{' '.join(claim.text.split())}”"
    return "table: " + " | ".join(document.tables[claim.cell.table].rows[claim.cell.row])


def metric(claim: Claim) -> str:
    """The metric in plain words."""
    return str(claim.metric).replace("_", " ")


def why(check: Check) -> str:
    """What a person reads beside a verdict: the reason, and the formula with its numbers."""
    return ": ".join(part for part in (check.reason, check.formula) if part)
