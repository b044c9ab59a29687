"""A second opinion on a contradiction: another provider, and the figure beside it in the sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tapecheck.crosscheck.redirected import RedirectedMarket
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Metric, Reading, Verdict

Checker = Callable[[Claim, Market], Check]

NARROW = 0.25  # a figure further off than this share of itself is no matter of providers
BESIDE = 4  # characters between two figures of one move ("998.50 points, or 9.2 percent")
CHANGES = (Metric.PERCENT_CHANGE, Metric.POINT_CHANGE)


def ask_others(claim: Claim, check: Check, market: Market, checker: Checker) -> Check:
    """The check, withdrawn where it is a narrow contradiction and another provider at hand does not share it."""
    if check.verdict is not Verdict.CONTRADICTED or not check.series or not is_narrow(check):
        return check
    used = {each.provider for each in check.series}
    for name in provider_names(market):
        if name in used:
            continue
        routes = {each.symbol: (name, None) for each in check.series}
        other = checker(claim, RedirectedMarket(market, routes))
        if other.verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE):
            reading = Reading(reading=f"by {name}", computed=other.computed, verdict=other.verdict)
            reason = f"the providers disagree: {name} has {other.formula}, {', '.join(sorted(used))} {check.formula}"
            readings = (*check.readings, reading)
            return replace(check, verdict=Verdict.NOT_CHECKABLE, reason=reason, readings=readings)
    return check


def provider_names(market: Market) -> tuple[str, ...]:
    """The names of the sources of a market that has several (see tapecheck.market), else none."""
    sources = (*getattr(market, "folders", ()), *getattr(market, "providers", ()))
    return tuple(dict.fromkeys(str(getattr(source, "name", source)) for source in sources))


def is_narrow(check: Check) -> bool:
    """Whether a figure is off by so little that a provider's own error could be the cause; dates always may."""
    if not isinstance(check.computed, (int, float)) or check.claimed is None:
        return True
    edges = [float(bound) for bound in check.claimed if isinstance(bound, (int, float))]
    return bool(edges) and min(abs(check.computed - edge) for edge in edges) <= NARROW * max(1e-9, abs(check.computed))


def borrow_field(claim: Claim, check: Check, claims: Sequence[Claim], market: Market, checker: Checker) -> Check:
    """A contradicted figure that is the other half of an intraday move, read as such.

    In "fell as much as 998.50 points, or 9.2 percent" the extreme is said once and meant of both.
    """
    if check.verdict is not Verdict.CONTRADICTED or claim.metric not in CHANGES or claim.field is not None:
        return check
    for other in claims:
        beside = 0 <= claim.start - other.end <= BESIDE and other.metric in CHANGES and other.metric is not claim.metric
        if beside and other.field in ("high", "low") and other.symbol == claim.symbol:
            again = checker(replace(claim, field=other.field), market)
            return again if again.verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE) else check
    return check
