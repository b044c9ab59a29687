"""The cross-checker: a claim and the computed figure side by side, with a verdict.

`check_claims(claims, market)` asks the rules (`registry.py`, one file per family in `rules/`); `find_consistency` does
the arithmetic inside an article and needs no data; `ReferenceDocument` is what a user checks against. A check is a
value: nothing here raises for a claim that cannot be checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tapecheck.crosscheck.coherence import doubt_the_date
from tapecheck.crosscheck.consistency import find_consistency
from tapecheck.crosscheck.doubts import reconsider
from tapecheck.crosscheck.opinions import ask_others, borrow_field
from tapecheck.crosscheck.reference_document import ReferenceDocument
from tapecheck.crosscheck.references import CITABLE, check_reference
from tapecheck.crosscheck.registry import RULES, RULES_VERSION, Rule, all_rules, apply_rules
from tapecheck.crosscheck.replay import Replay, explain, replay
from tapecheck.crosscheck.stories import Drift, Told, compare
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Consistency, Modality, Published, Verdict

__all__ = [
    "RULES",
    "RULES_VERSION",
    "Drift",
    "ReferenceDocument",
    "Replay",
    "Rule",
    "Told",
    "all_rules",
    "check_claim",
    "check_claims",
    "compare",
    "explain",
    "find_consistency",
    "replay",
]

ARITHMETIC = "internal-arithmetic.v1"


def check_claims(
    claims: Sequence[Claim],
    market: Market,
    *,
    published: Published | None = None,
    as_of: date | None = None,
    reference: ReferenceDocument | None = None,
    text: str | None = None,
    consistency: Sequence[Consistency] | None = None,
) -> list[Check]:
    """Check every claim that is asserted; forecasts, hypotheticals and denials get no check at all.

    Args:
        claims: the claims of one article.
        market: where figures come from.
        published: for claims that do not carry it themselves.
        as_of: overrides it: nothing after that day's close is known.
        reference: a document to check against where no market has the figure.
        text: the article's text, from which a reference's groups are read where a clause has only a pronoun.
        consistency: what `find_consistency` found; None, it is asked here.

    Returns:
        One check for each asserted claim, in order.
    """
    if consistency is None:
        consistency = find_consistency(claims, text or "")
    checks = []
    for claim in claims:
        if claim.modality is not Modality.ASSERTED:
            continue
        check = check_claim(claim, market, published=published, as_of=as_of, reference=reference, text=text)
        check = borrow_field(dated(claim, published, as_of), check, claims, market, apply_rules)
        checks.append(with_arithmetic(check, consistency))
    known = [dated(claim, published, as_of) for claim in claims]
    checks = reconsider(known, checks, text or "", market, apply_rules)
    return doubt_the_date(known, checks, market, apply_rules, text or "")


def check_claim(
    claim: Claim,
    market: Market,
    *,
    published: Published | None = None,
    as_of: date | None = None,
    reference: ReferenceDocument | None = None,
    text: str | None = None,
) -> Check:
    """Check one claim, whatever its modality: against the reference where it is of that sort, else the market."""
    claim = dated(claim, published, as_of)
    if reference is not None and claim.metric in CITABLE:
        cited = check_reference(claim, reference, text)
        if cited is not None:
            return cited
    check = ask_others(claim, apply_rules(claim, market), market, apply_rules)
    if reference is None or check.verdict is not Verdict.NOT_CHECKABLE:
        return check
    if claim.metric in CITABLE:
        none = f"no row of {reference.name} has its group, measure and period beyond doubt"
        return replace(check, reason=f"{check.reason}; {none}")
    return check_reference(claim, reference, text) or check


def dated(claim: Claim, published: Published | None, as_of: date | None) -> Claim:
    """The claim with the instant that decides what had closed."""
    if as_of is not None:
        published = Published.parse(f"{as_of.isoformat()}T23:59:59")
        end = claim.period_to
        if end is not None and claim.period_from is not None and end > as_of + timedelta(days=1) > claim.period_from:
            claim = replace(claim, period_to=as_of + timedelta(days=1))
        return replace(claim, published=str(published))
    if claim.published is None and published is not None:
        return replace(claim, published=str(published))
    return claim


def with_arithmetic(check: Check, consistency: Sequence[Consistency]) -> Check:
    """A rate that its own two values contradict is wrong without any data; other sums judge no single claim."""
    if check.verdict is not Verdict.NOT_CHECKABLE:
        return check
    for each in consistency:
        if each.rule == "growth" and each.verdict is Verdict.CONTRADICTED and each.claims[0] == check.claim_id:
            reason = "the article's own figures disagree"
            return replace(
                check,
                verdict=Verdict.CONTRADICTED,
                reason=reason,
                formula=each.formula,
                rule=ARITHMETIC,
                tolerance=None,
            )
    return check
