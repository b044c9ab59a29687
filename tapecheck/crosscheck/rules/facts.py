"""What companies, statistics offices and data vendors report: checked against facts and series that a user supplies."""

from __future__ import annotations

import functools
import tomllib
from datetime import date
from importlib import resources

from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import CONTRADICTED, IMPRECISE, SUPPORTED, Claimed, Judgement, claimed_of, judge
from tapecheck.measures.filings import a_year_before, first_print, matches
from tapecheck.measures.series import Undecidable
from tapecheck.reference.market import Fact, Kind, Market
from tapecheck.schema import Check, Claim, Metric, Published, Reading

REASONS = {
    Metric.FUNDAMENTAL: "a company or economic figure: supply the filing or the release with --reference FILE",
    Metric.FUND_FLOW: "the figure comes from a data vendor; supply its series, or its report with --reference FILE",
    Metric.SHORT_PROFIT: "the figure comes from a data vendor; supply its series, or its report with --reference FILE",
    Metric.VOLUME: "no series of the volume meant is at hand; import one with: tapecheck market import DIR",
    Metric.SHARE_OF_TOTAL: "a share of a total needs the total's source; supply it with --reference FILE",
    Metric.OTHER: "no rule computes this; supply its source with --reference FILE",
}


def check(claim: Claim, market: Market) -> Check | None:
    """A figure against the facts filed by publication; declines, with what to supply, where there are none."""
    claimed = claimed_of(claim, signed=True)
    reason = REASONS.get(claim.metric, REASONS[Metric.OTHER])
    if claimed is None or claim.symbol is None or claim.period_from is None or claim.period_to is None:
        raise Undecidable(reason, code="no-facts")
    concepts = concepts_of(claim)
    facts = [fact for concept in concepts for fact in market.facts(claim.symbol, concept)]
    if claim.unit in ("percent", "%", "x") and claim.direction is not None:
        return check_growth(claim, claimed, facts, reason)
    same = [fact for fact in facts if matches(fact, claim.period_from, claim.period_to)]
    printed = first_print(same, published_day(claim))
    if printed is None:
        raise Undecidable(vintage_reason(claim, market, reason), code="no-facts")
    size = Claimed(*magnitude(claimed), claimed.ulp, claimed.figure)
    judgement = judge(abs(printed.value), size)
    readings = []
    revised = same[-1]
    if judgement.verdict is not SUPPORTED and revised.value != printed.value:
        verdict = judge(abs(revised.value), size).verdict
        readings.append(Reading(reading=f"as revised on {revised.filed}", computed=revised.value, verdict=verdict))
        if verdict is SUPPORTED and judgement.verdict is CONTRADICTED:
            judgement = Judgement(IMPRECISE, f"true only as revised on {revised.filed}")
    return make_check(
        claim,
        judgement,
        computed=printed.value,
        unit=printed.unit,
        claimed=claimed,
        as_of=printed.filed or printed.to,
        formula=f"{printed.concept} of {printed.symbol}, {printed.from_} to {printed.to}: {printed.value:g}",
        readings=readings,
    )


def check_growth(claim: Claim, claimed: Claimed, facts: list[Fact], reason: str) -> Check:
    """A growth rate against the same period a year before."""
    assert claim.period_from is not None
    assert claim.period_to is not None
    day = published_day(claim)
    now = first_print([f for f in facts if matches(f, claim.period_from, claim.period_to)], day)
    before = None
    if now is not None:
        before = first_print([f for f in facts if matches(f, a_year_before(now.from_), a_year_before(now.to))], day)
    if now is None or before is None or not before.value:
        raise Undecidable(reason, code="no-facts")
    ratio = now.value / before.value
    value = ratio if claim.unit == "x" else 100 * (ratio - 1)
    return make_check(
        claim,
        judge(value, claimed, change=True),
        computed=value,
        claimed=claimed,
        base_date=before.to,
        as_of=now.filed or now.to,
        formula=f"{now.value:g} / {before.value:g}" + ("" if claim.unit == "x" else f" - 1 = {value:.2f}%"),
    )


def magnitude(claimed: Claimed) -> tuple[float | None, float | None]:
    """The interval without its sign: facts of outflows and losses are kept either way."""
    low, high = claimed.bounds
    if high is not None and high <= 0:
        return -high, None if low is None else -low
    return low, high


def published_day(claim: Claim) -> date | None:
    """The day of publication, where it is known."""
    return Published.parse(claim.published).day if claim.published else None


def vintage_reason(claim: Claim, market: Market, reason: str) -> str:
    """Why a series of latest revisions does not do."""
    info = market.info(claim.symbol) if claim.symbol else None
    if info is not None and info.kind in (Kind.RATE, Kind.OTHER):
        return (
            f"{info.symbol} is at hand as last revised; a first print and a revision are kept apart, so supply the "
            "vintage with its date of filing in facts.csv"
        )
    return reason


def concepts_of(claim: Claim) -> tuple[str, ...]:
    """The concepts that the claim's words may mean, those of its longest words first."""
    words = sorted((cue.value for cue in claim.said.cues), key=len, reverse=True)
    found = [concept for word in words for concept in read_concepts().get(word, ())]
    return tuple(dict.fromkeys([*found, claim.metric.value]))


@functools.cache
def read_concepts() -> dict[str, tuple[str, ...]]:
    """The table of concepts.toml."""
    text = resources.files("tapecheck.crosscheck").joinpath("concepts.toml").read_text(encoding="utf-8")
    return {word: tuple(names) for word, names in tomllib.loads(text)["concepts"].items()}
