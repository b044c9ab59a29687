"""Figures that together are those of another thing, in a sentence that names this one alone: no misreading's chance."""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.doubts import doubt_of
from tapecheck.crosscheck.solver import FIGURES, Case, Solver, days_of, digits, sentence_of
from tapecheck.reference.market import Kind
from tapecheck.reference.metrics import LEVELS
from tapecheck.schema import Check, Hedge, Verdict

ALIKE = (  # what is confused with one another
    ("^GSPC", "^DJI", "^IXIC", "^NDX", "^RUT"),
    ("^FTSE", "^GDAXI", "^FCHI", "^STOXX", "^STOXX50E"),
    ("^N225", "^HSI", "000001.SS", "^KS11", "^AXJO", "^BSESN", "^NSEI"),
    ("GC=F", "SI=F", "HG=F", "PL=F", "PA=F"),
    ("CL=F", "BZ=F", "NG=F", "HO=F", "RB=F"),
    ("BTC-USD", "ETH-USD", "XRP-USD", "LTC-USD", "SOL-USD"),
    ("EURUSD=X", "GBPUSD=X", "AUDUSD=X", "NZDUSD=X"),
    ("JPY=X", "CHF=X", "CAD=X", "CNY=X"),
    ("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA"),
)
ENOUGH = 4  # digits of figures that are another thing's, and not its own
LEAST = 2  # where a level is so far off that it cannot be of this thing
LOOSE = 2  # digits that a figure is worth that holds by what sources differ by
OTHERWISE = frozenset({"general", "not-its-series", "open-subject"})  # the words mean another thing themselves


def hear(hearing: Hearing) -> Check | None:
    """Upheld where the figures of the thing and day are another's; withdrawn where this one holds by chance."""
    solver, case, info = hearing.solver, hearing.case, hearing.info
    if info is None or case.claim.metric not in FIGURES:
        return None
    inside = {getattr(each, "symbol", None) for each in solver.scene.among("entities", *sentence_of(case.claim))}
    if case.claim.symbol not in inside or doubt_of(case.claim, stated=hearing.is_stated, pinned=True) in OTHERWISE:
        return None
    group = together(solver, case)
    if all(each.leading.check.verdict is not Verdict.CONTRADICTED for each in group):
        return None
    off_scale = any(is_off_scale(each) for each in group)
    failing = [each.claim for each in group if not each.leading.holds]
    if sum(map(digits, failing)) < (LEAST if off_scale else ENOUGH):
        return None  # whatever they are of
    alike = next((each for each in ALIKE if case.claim.symbol in each), ())
    for symbol in dict.fromkeys((*alike, *solver.others(case.claim, 0, solver.cases[-1].claim.end))):
        other = hearing.market.info(symbol)
        if symbol in inside or other is None or other.kind is not info.kind:
            continue
        mine = solver.of_thing(case, symbol)
        if not mine.holds:
            continue
        found = {id(each): solver.of_thing(each, symbol) for each in group}
        true = [each for each in group if found[id(each)].holds]
        wanted = LEAST if off_scale and len(true) == len(group) else ENOUGH
        told = sum(worth(each, found[id(each)].check) for each in true if not each.leading.holds)
        if told >= wanted:
            say = hearing.withdraw if hearing.check.verdict is Verdict.SUPPORTED else hearing.uphold
            return say("wrong-thing", mine.check.formula)
    return None


def together(solver: Solver, case: Case) -> list[Case]:
    """The figures of the sentence of one thing and day, the case's among them."""
    thing = (case.leading.hypothesis.claim.symbol, days_of(case.leading))
    near = [each for each in solver.near(case) if each.claim.metric in FIGURES]
    return [each for each in near if (each.leading.hypothesis.claim.symbol, days_of(each.leading)) == thing]


def worth(case: Case, check: Check) -> float:
    """The digits that say of which thing a figure is: none of a threshold, which many a thing is beyond."""
    if case.claim.hedge not in (None, Hedge.APPROX):
        return 0.0
    return min(LOOSE, digits(case.claim)) if check.code == "source-tolerance" else digits(case.claim)


def is_off_scale(case: Case) -> bool:
    """Whether a level cannot be of its thing, whatever the day."""
    value, low = case.leading.check.computed, case.claim.low
    if case.claim.metric not in LEVELS or case.claim.hedge is not None or not isinstance(value, float) or not low:
        return False
    times = 1.1 if case.info is not None and case.info.kind is Kind.FX else 2
    return value > 0 and not 1 / times < float(low) / value < times
