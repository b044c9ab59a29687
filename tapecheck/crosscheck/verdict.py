"""The story of a verdict: locate, compute, judge, appeal. Checking, replaying and explaining all tell this one.

    locate   the times that the words of each claim admit, and the closes that the article may know (`times.py`)
    compute  the claim under each of them by its rule, arithmetic only (`registry.py`, `rules/`)
    judge    all claims of the article together: which time leads, and what holds under it (`solver.py`, `judge.py`)
    appeal   a claim that holds under none of its times is heard by each of `appeals/` before it is contradicted

What the article's own sums prove wrong is contradicted whatever the market says (`internal-arithmetic.v1`). Every check
tells who had the last word in `decided`, and why in `code`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from tapecheck.crosscheck.appeals import APPEALS
from tapecheck.crosscheck.certainty import THRESHOLD
from tapecheck.crosscheck.consistency import find_consistency
from tapecheck.crosscheck.judge import SOLVER, settle
from tapecheck.crosscheck.registry import RULES, apply_rules, version_of
from tapecheck.crosscheck.scene import Scene
from tapecheck.crosscheck.solver import HOLD, Solver
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Consistency, Document, Metric, Modality, Published, Verdict, changed
from tapecheck.schema.late import complete

ARITHMETIC = "internal-arithmetic.v1"
REFERENCE = "reference-document.v1"
DECIDERS = (*(each.name for each in RULES), SOLVER, *(each.name for each in APPEALS), ARITHMETIC, REFERENCE, "flags.v1")
RULES_VERSION = version_of(DECIDERS)
CITABLE = {  # what a report may be cited for
    Metric.SHORT_PROFIT,
    Metric.FUND_FLOW,
    Metric.FUNDAMENTAL,
    Metric.VOLUME,
    Metric.SHARE_OF_TOTAL,
    Metric.MARKET_CAP,
    Metric.MARKET_CAP_CHANGE,
    Metric.OTHER,
}


class Reference(Protocol):
    """A document to check against, such as `evidence.ReferenceDocument`."""

    @property
    def name(self) -> str: ...

    def check(self, claim: Claim, text: str | None = None) -> Check | None:
        """The check of a claim by what the document says; None where it says nothing of it beyond doubt."""
        ...


def check_claims(
    claims: Sequence[Claim],
    market: Market,
    *,
    published: Published | None = None,
    as_of: date | None = None,
    reference: Reference | None = None,
    text: str | None = None,
    consistency: Sequence[Consistency] | None = None,
    scene: Scene | None = None,
    certainty: float = THRESHOLD,
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
        scene: the article's names, figures and times, by their places.
        certainty: how sure of time and thing a failing claim must be before it is contradicted, 0 to 1.

    Returns:
        One check for each asserted claim, in order.
    """
    if consistency is None:
        consistency = find_consistency(claims, title_end=scene.title_end if scene else 0)
    asserted = [dated(claim, published, as_of) for claim in claims if claim.modality is Modality.ASSERTED]
    solver = Solver(asserted, market, apply_rules, published_of(asserted, published), scene or Scene())
    checks = []
    for case in solver.cases:
        cited = None
        if reference is not None and case.claim.metric in CITABLE:
            cited = reference.check(case.claim, text)
        check = settle(solver, case, certainty) if cited is None else replace(cited, decided=REFERENCE)
        if reference is not None and cited is None and check.verdict is Verdict.NOT_CHECKABLE:
            check = without_reference(case.claim, check, reference, text)
        checks.append(complete(changed(check, decided=check.decided or check.rule)))
    return with_arithmetic(checks, consistency)


def check_document(
    document: Document,
    market: Market,
    *,
    as_of: date | None = None,
    reference: Reference | None = None,
    certainty: float = THRESHOLD,
) -> tuple[Check, ...]:
    """The checks of a document with its claims; what was checked before does not matter."""
    return tuple(
        check_claims(
            document.claims,
            market,
            published=Published.parse(document.published) if document.published else None,
            as_of=as_of,
            reference=reference,
            text=document.text,
            consistency=document.consistency,
            scene=Scene.of(document),
            certainty=certainty,
        )
    )


def check_claim(
    claim: Claim,
    market: Market,
    *,
    published: Published | None = None,
    as_of: date | None = None,
    reference: Reference | None = None,
    text: str | None = None,
) -> Check:
    """Check one claim on its own, whatever its modality."""
    alone = replace(claim, modality=Modality.ASSERTED)
    (check,) = check_claims(
        [alone], market, published=published, as_of=as_of, reference=reference, text=text, consistency=()
    )
    return check


def without_reference(claim: Claim, check: Check, reference: Reference, text: str | None) -> Check:
    """What no market could check, by the reference; where it has nothing either, the reason says so."""
    if claim.metric in CITABLE:
        none = f"no row of {reference.name} has its group, measure and period beyond doubt"
        return replace(check, reason=f"{check.reason}; {none}")
    return reference.check(claim, text) or check


def published_of(claims: Sequence[Claim], published: Published | None) -> Published | None:
    """The publication that the claims carry, or that of the article."""
    return next((Published.parse(claim.published) for claim in claims if claim.published), published)


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


def with_arithmetic(checks: Sequence[Check], consistency: Sequence[Consistency]) -> list[Check]:
    """The checks, with what the article's own sums prove wrong contradicted.

    Of a rate with both its values that is the rate; of points, percent and level the one that the market does not hold
    with, the percentage where it holds with none, and nothing where it contradicts one already.
    """
    found = {check.claim_id: check for check in checks}
    changed: dict[str, Check] = {}
    for each in consistency:
        if each.verdict is not Verdict.CONTRADICTED or each.rule not in ("growth", "points_percent_level"):
            continue
        parts = [found[name] for name in each.claims if name in found]
        if not parts or any(part.verdict is Verdict.CONTRADICTED for part in parts):
            continue
        apart = [part for part in parts if part.verdict not in HOLD]
        if each.rule == "growth":
            apart = parts[:1]
        elif len(apart) not in (1, len(parts)):
            continue
        wrong = apart[min(1, len(apart) - 1)]
        if wrong.verdict is Verdict.NOT_CHECKABLE and wrong.code not in ("no-day", "no-period"):
            changed[wrong.claim_id] = replace(
                wrong,
                verdict=Verdict.CONTRADICTED,
                code="own-sums",
                reason="the article's own figures disagree",
                formula=each.formula,
                rule=ARITHMETIC,
                decided=ARITHMETIC,
                tolerance=None,
                certainty=1.0,
            )
    return [changed.get(check.claim_id, check) for check in checks]
