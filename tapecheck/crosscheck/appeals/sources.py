"""Another source has the figure: the first print of a close, another provider at hand."""

from __future__ import annotations

from dataclasses import replace

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import is_day
from tapecheck.measures.series import RedirectedMarket
from tapecheck.reference.market import Kind, Market
from tapecheck.reference.metrics import CHANGES, LEVELS, WITHIN_DAY
from tapecheck.schema import Check, Direction, Metric, Reading, Verdict

PRELIMINARY = 0.0002  # an index's first close against its final one
LAST_TRADE = 0.0015  # a share's last trade on its exchange against the consolidated tape's
KINDS = {Kind.PRICE_INDEX: PRELIMINARY, Kind.TOTAL_RETURN_INDEX: PRELIMINARY, Kind.STOCK: LAST_TRADE}
QUARTER_PAST = 0.011  # the VIX is reckoned until 16:15, and quoted at 16:00
NARROW = 0.25  # a figure further off than this share of itself is no matter of providers


def of_first_print(hearing: Hearing) -> Check | None:
    """Softened where a close is off by no more than its first print, or another venue's, may be."""
    info, claim, value = hearing.info, hearing.claim, hearing.computed
    if info is None or info.kind not in KINDS or claim.low is None or value is None:
        return None
    stated = -float(claim.low) if claim.direction is Direction.DOWN and claim.metric in CHANGES else float(claim.low)
    off, chart = abs(stated - value), hearing.check.chart
    if info.symbol == "^VIX" and is_day(claim) and stated * value > 0 and chart is not None and chart.values:
        scale = 100.0 if claim.metric is Metric.PERCENT_CHANGE else chart.values[-1]
        if claim.metric in CHANGES | LEVELS - WITHIN_DAY and off <= QUARTER_PAST * scale:
            return hearing.soften("quarter-past")
    if claim.metric not in LEVELS - WITHIN_DAY or off > KINDS[info.kind] * abs(value):
        return None
    return hearing.soften("preliminary")


def of_providers(hearing: Hearing) -> Check | None:
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
