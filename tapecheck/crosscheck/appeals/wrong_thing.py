"""A level that is, to the digit, that of another thing of the article, in a sentence that names this one alone."""

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.nearby import looked_for, other_symbols, replaced
from tapecheck.crosscheck.solver import sentence_of
from tapecheck.schema import Check


def hear(hearing: Hearing) -> Check | None:
    """Upheld where the day's level of another thing of its kind is printed: no misreading gives that by chance."""
    solver, case, info = hearing.solver, hearing.case, hearing.info
    if info is None or not looked_for(case):
        return None
    inside = {getattr(each, "symbol", None) for each in solver.scene.among("entities", *sentence_of(case.claim))}
    if case.claim.symbol not in inside:
        return None
    for symbol in other_symbols(solver, case.claim, (0, solver.cases[-1].claim.end)):
        other = solver.market.info(symbol)
        if symbol in inside or other is None or other.kind is not info.kind:
            continue
        found = solver.try_one(replaced(case.leading.hypothesis, symbol))
        if found.holds and found.check.code != "source-tolerance":
            return hearing.uphold("wrong-thing", found.check.formula)
    return None
