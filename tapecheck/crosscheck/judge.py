"""From the times under which a claim was tried to one verdict: contract.md's "As of" and "Doubt cuts both ways"."""

from __future__ import annotations

from datetime import date

from tapecheck.crosscheck.appeals import REST, WHATEVER, Hearing, appeal
from tapecheck.crosscheck.appeals.hearing import answer
from tapecheck.crosscheck.asof import DAY, is_closed, is_day
from tapecheck.crosscheck.certainty import THRESHOLD, surprise
from tapecheck.crosscheck.doubts import doubt_of, tells_moment
from tapecheck.crosscheck.nearby import UNUSUAL
from tapecheck.crosscheck.ranges import held_all_day
from tapecheck.crosscheck.solver import FIGURES, MOST, PINS, Case, Solver, Tried, shown
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import EXTREMES_SINCE, LEVELS, WITHIN_DAY
from tapecheck.schema import Check, Hedge, Metric, Verdict, changed

SOLVER = "solver.v1"
THRESHOLDS = (Hedge.MORE_THAN, Hedge.LESS_THAN, Hedge.AT_LEAST, Hedge.AT_MOST)
FEW = 2  # a figure of fewer digits is near some other day's by accident
SOFTENING = frozenset({"general", "from-extreme", "elsewhen"})  # doubts that an agreeing claim of few digits shares
EITHER = ("same day", "before")
PASSED = 1.2  # times a level: one that is passed or held is nearer
LEAST = 0.04  # a time that is less likely is no open one: a session after the article that no figure tells of
PINNED_OUT = 0.05  # a close that is less likely than this is ruled out by the figures about it
WAITS_NOT = {Metric.FUNDAMENTAL, Metric.MOVING_AVERAGE_LEVEL}  # no close is waited for: a release, a mean of many
OF_THE_DAY = WITHIN_DAY | EXTREMES_SINCE


def settle(solver: Solver, case: Case, threshold: float = THRESHOLD) -> Check:
    """The verdict on one case; it says where times were left untried."""
    check = decide(solver, case, threshold)
    if not case.gave_up:
        return check
    left = f"only the {MOST} likeliest of its times were tried"
    return changed(check, reason=f"{check.reason}; {left}" if check.reason else left)


def decide(solver: Solver, case: Case, threshold: float) -> Check:
    """The verdict on one case, under the times that were tried."""
    leading = case.leading
    check = leading.check
    if leading.hypothesis.claim is case.claim:
        return check  # no series, or no time at all: the rule said which
    if is_unfinished(solver, case, leading):
        return check if check.verdict is Verdict.NOT_CHECKABLE else solved(check, Verdict.NOT_CHECKABLE, "unfinished")
    hearing = Hearing(solver, case, check, threshold)
    if (heard := appeal(hearing, WHATEVER)) is not check:
        return heard
    if (either := by_bare_date(solver, case)) is not None:
        return certain(either.check, either.weight)
    if leading.holds:
        return earned(solver, case, leading)
    if (natural := by_nature(case)) is not None:
        return certain(natural.check, natural.weight) if natural.weight >= PINNED_OUT else under(natural)
    for verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE):
        if check.verdict is verdict:
            return certain(check, leading.weight)
        other = best(solver, case, verdict, PINNED_OUT if solver.has_partner(case) else LEAST)
        if other is not None and (verdict is Verdict.SUPPORTED or case.digits >= FEW):
            return under(other)
    if check.verdict is not Verdict.CONTRADICTED:
        return check
    if solver.published is not None and (leading.hypothesis.day or date.min) > solver.published.day + DAY:
        return solved(check, Verdict.NOT_CHECKABLE, "unfinished")
    heard = appeal(hearing, REST)
    return (
        certain(heard, max(hearing.certainty, heard.certainty or 0)) if heard.verdict is Verdict.CONTRADICTED else heard
    )


def earned(solver: Solver, case: Case, leading: Tried) -> Check:
    """A claim that holds: supported, unless doubt would have kept it from being contradicted and its digits are few."""
    if is_far_threshold(case, leading):
        return solved(leading.check, Verdict.NOT_CHECKABLE, "far-off")
    if is_other_moment(case, leading):
        return solved(leading.check, Verdict.IMPRECISE, "of-the-moment")
    open_day = not leading.hypothesis.is_stated and is_threshold_of_crypto(case)
    if open_day and not held_all_day(case.claim, solver.market, leading.hypothesis.day or date.min):
        return solved(leading.check, Verdict.NOT_CHECKABLE, "of-a-moment")
    if case.claim.metric not in FIGURES or shown(case.claim) >= PINS:
        return certain(leading.check, leading.weight)
    doubt = doubt_of(case.claim, stated=leading.hypothesis.is_stated, pinned=solver.is_pinned(case))
    if doubt in SOFTENING:
        return solved(leading.check, Verdict.IMPRECISE, doubt)
    if solver.is_established(case) or surprise(case) >= UNUSUAL:
        return certain(leading.check, leading.weight)
    return certain(solved(leading.check, Verdict.IMPRECISE, "few-digits"), leading.weight)


def is_far_threshold(case: Case, leading: Tried) -> bool:
    """Whether a thing is said to be above or below a level that is far from it: what was passed is near."""
    value, low = leading.check.computed, case.claim.low
    if case.claim.metric not in LEVELS or case.claim.hedge not in THRESHOLDS or not low:
        return False
    return isinstance(value, (int, float)) and not 1 / PASSED < value / float(low) < PASSED


def is_threshold_of_crypto(case: Case) -> bool:
    """Whether something that never closes is said to stand above or below a level, no close and no named day."""
    claim = case.claim
    level = claim.metric in (Metric.CLOSE, Metric.LEVEL) and claim.hedge in THRESHOLDS
    return case.info is not None and case.info.kind is Kind.CRYPTO and level and not is_closed(claim)


def is_other_moment(case: Case, leading: Tried) -> bool:
    """Whether the sentence tells of a moment within a day, and the close is near it but not the very figure."""
    said = case.claim.said
    if said.moment is None or said.sentence is None or not said.sentence.start <= said.moment.start < said.sentence.end:
        return False
    if is_closed(case.claim) or not is_day(leading.hypothesis.claim) or case.claim.metric not in FIGURES - WITHIN_DAY:
        return False
    if not tells_moment(case.claim):
        return False
    return leading.check.code == "source-tolerance" or shown(case.claim) <= PINS


def by_nature(case: Case) -> Tried | None:
    """The close that news of the hour is about, where the claim holds with many digits whatever its neighbours tell."""
    if not case.closes or shown(case.claim) < PINS or not case.closes[0].closed:
        return None
    # what comes after a crossing changes nothing
    crossed = case.claim.metric is Metric.FIRST_SINCE and case.claim.field is not None
    wanted = ("running", case.closes[0].name) if crossed else (case.closes[0].name,)
    return next(
        (t for t in case.tried if t.holds and t.hypothesis.session and t.hypothesis.session.name in wanted), None
    )


def by_bare_date(solver: Solver, case: Case) -> Tried | None:
    """Either of the two closes that a bare date leaves to a period up to the article, the reader's first."""
    if solver.published is None or solver.published.instant is not None or is_day(case.leading.hypothesis.claim):
        return None
    ends = [each for each in case.tried if each.holds and ends_either_way(each)]
    return min(ends, key=lambda each: each.hypothesis.claim.period_to != case.claim.period_to, default=None)


def ends_either_way(tried: Tried) -> bool:
    """Whether a longer period ends with one of a bare date's two closes, and no figures pin the other."""
    close = tried.hypothesis.session
    longer = not is_day(tried.hypothesis.claim)
    return close is not None and close.name in EITHER and longer and tried.weight > PINNED_OUT


def best(solver: Solver, case: Case, verdict: Verdict, least: float) -> Tried | None:
    """The likeliest time under which the claim gets a verdict, among those of sessions that were over."""
    found = [t for t in case.tried if t.check.verdict is verdict and t.hypothesis.session in (None, *case.past)]
    found = [t for t in found if (t.weight >= least or t.hypothesis.is_stated) and not is_unfinished(solver, case, t)]
    return max(found, key=lambda each: each.weight, default=None)


def is_unfinished(solver: Solver, case: Case, tried: Tried) -> bool:
    """Whether the session that a time ends with was not over at publication, and its figure does not pin it."""
    if case.claim.metric in WAITS_NOT:
        return False
    running = [each.day for each in case.closes if not each.closed]
    if not running or tried.hypothesis.day is None or tried.hypothesis.day < min(running):
        return False
    by_extreme = case.claim.metric in OF_THE_DAY or case.claim.field is not None
    beside = case.claim.metric in EXTREMES_SINCE and case.claim.field is not None and solver.has_partner(case)
    told = beside or (
        case.claim.metric in WITHIN_DAY and case.claim.hedge is not Hedge.APPROX and shown(case.claim) >= PINS
    )
    return not tried.holds or (not told and (tried.hypothesis.is_stated or by_extreme))


def under(tried: Tried) -> Check:
    """Imprecise: right, or nearly, under another time that is open, which the reason names."""
    told = f"{tried.hypothesis.named}: {tried.check.formula}"
    code = "either-time" if tried.holds else "time-open"
    return certain(solved(tried.check, Verdict.IMPRECISE, code, told), tried.weight)


def solved(check: Check, verdict: Verdict, code: str, detail: str | None = None) -> Check:
    """The check as the solver has it."""
    return changed(answer(check, verdict, code, detail or check.formula), decided=SOLVER)


def certain(check: Check, certainty: float) -> Check:
    """The check with how sure it is, decided by its rule where nothing else has decided."""
    return changed(check, certainty=round(certainty, 3), decided=check.decided or check.rule)
