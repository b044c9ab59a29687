"""Another provider at hand does not share a narrow contradiction."""

from __future__ import annotations

from dataclasses import replace

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.measures.series import RedirectedMarket
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Reading, Verdict

NARROW = 0.25  # a figure further off than this share of itself is no matter of providers


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where another provider supports the claim."""
    check = hearing.check
    if not check.series or not is_narrow(check):
        return None
    used = {each.provider for each in check.series}
    for name in provider_names(hearing.market):
        if name in used:
            continue
        routes = {each.symbol: (name, None) for each in check.series}
        other = hearing.solver.ask(hearing.claim, RedirectedMarket(hearing.market, routes))
        if other.verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE):
            reading = Reading(reading=f"by {name}", computed=other.computed, verdict=other.verdict)
            told = f"{name} has {other.formula}, {', '.join(sorted(used))} {check.formula}"
            found = hearing.withdraw("providers-disagree", told)
            return replace(found, readings=(*check.readings, reading))
    return None


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
