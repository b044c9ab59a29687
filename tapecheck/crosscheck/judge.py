"""From the times under which a claim was tried to one verdict: contract.md's "As of" and "Doubt cuts both ways"."""

from __future__ import annotations

from dataclasses import replace

from tapecheck.crosscheck.appeals import Hearing, appeal
from tapecheck.crosscheck.appeals.hearing import answer
from tapecheck.crosscheck.certainty import THRESHOLD, certainty_of
from tapecheck.crosscheck.doubts import doubt_of
from tapecheck.crosscheck.solver import FIGURES, PINS, Case, Solver, Tried
from tapecheck.reference.metrics import EXTREMES_SINCE, WITHIN_DAY
from tapecheck.schema import Check, Verdict

SOLVER = "solver.v1"
FEW = 2  # a figure of fewer digits is near some other day's by accident
SOFTENING = frozenset({"general", "from-extreme", "elsewhen"})  # doubts that an agreeing claim of few digits shares
OF_THE_DAY = WITHIN_DAY | EXTREMES_SINCE


def settle(solver: Solver, case: Case, threshold: float = THRESHOLD) -> Check:
    """The verdict on one case."""
    leading = case.leading
    check = leading.check
    if leading.hypothesis.claim is case.claim:
        return check  # no series, or no time at all: the rule said which
    if is_unfinished(case, leading):
        return check if check.verdict is Verdict.NOT_CHECKABLE else solved(check, Verdict.NOT_CHECKABLE, "unfinished")
    if leading.holds:
        return earned(solver, case, leading)
    if (natural := by_nature(solver, case)) is not None:
        return certain(natural.check, natural.weight)
    for verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE):
        if check.verdict is verdict:
            return certain(check, leading.weight)
        if (other := best(case, verdict)) is not None and (verdict is Verdict.SUPPORTED or case.digits >= FEW):
            return under(other)
    if check.verdict is not Verdict.CONTRADICTED:
        return check
    heard = appeal(Hearing(solver, case, check, threshold))
    return certain(heard, certainty_of(solver, case)) if heard.verdict is Verdict.CONTRADICTED else heard


def earned(solver: Solver, case: Case, leading: Tried) -> Check:
    """A claim that holds: supported, unless doubt would have kept it from being contradicted and its digits are few."""
    if case.claim.metric not in FIGURES or solver.printed(case) >= PINS:
        return certain(leading.check, leading.weight)
    doubt = doubt_of(case.claim, stated=leading.hypothesis.is_stated, pinned=solver.is_pinned(case))
    if doubt in SOFTENING:
        return solved(leading.check, Verdict.IMPRECISE, doubt)
    if solver.is_established(case):
        return certain(leading.check, leading.weight)
    return certain(solved(leading.check, Verdict.IMPRECISE, "few-digits"), leading.weight)


def by_nature(solver: Solver, case: Case) -> Tried | None:
    """The close that news of the hour is about, where the claim holds with many digits whatever its neighbours tell."""
    if not case.closes or solver.printed(case) < PINS or not case.closes[0].closed:
        return None
    return next((each for each in case.tried if each.hypothesis.session == case.closes[0] and each.holds), None)


def best(case: Case, verdict: Verdict) -> Tried | None:
    """The likeliest time under which the claim gets a verdict, among those of sessions that were over."""
    found = [each for each in case.tried if each.check.verdict is verdict and not is_unfinished(case, each)]
    return max(found, key=lambda each: each.weight, default=None)


def is_unfinished(case: Case, tried: Tried) -> bool:
    """Whether the session that a time ends with was not over at publication, and its figure does not pin it."""
    running = [each.day for each in case.closes if not each.closed]
    if not running or tried.hypothesis.day is None or tried.hypothesis.day < min(running):
        return False
    by_extreme = case.claim.metric in OF_THE_DAY or case.claim.field is not None
    return tried.hypothesis.is_stated or by_extreme or not tried.holds


def under(tried: Tried) -> Check:
    """Imprecise: true under another time that is open, which the reason names."""
    told = f"{tried.hypothesis.named}: {tried.check.formula}"
    return certain(solved(tried.check, Verdict.IMPRECISE, "other-time", told), tried.weight)


def solved(check: Check, verdict: Verdict, code: str, detail: str | None = None) -> Check:
    """The check as the solver has it."""
    return replace(answer(check, verdict, code, detail or check.formula), decided=SOLVER)


def certain(check: Check, certainty: float) -> Check:
    """The check with how sure it is, decided by its rule where nothing else has decided."""
    return replace(check, certainty=round(certainty, 3), decided=check.decided or check.rule)
