"""A claim before one appeal: the case is made by the solver, the leading time's check is what the rule says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tapecheck.crosscheck.appeals import APPEALS, Hearing
from tapecheck.crosscheck.registry import apply_rules
from tapecheck.crosscheck.scene import Scene
from tapecheck.crosscheck.solver import Solver
from tapecheck.schema import Claim, Extent, Fact, Published, Said, Time, TimeSource
from tests.crosscheck.fakes import MemoryMarket, claim

# 2023-09-08 is a Friday. The moves are +2.00, -3.00, +2.00.
BARS = {
    "2023-09-05": (100.0, 101.0, 99.0, 100.0),
    "2023-09-06": (100.0, 103.0, 99.5, 102.0),
    "2023-09-07": (102.0, 103.0, 97.0, 98.94),
    "2023-09-08": (99.0, 101.5, 98.5, 100.92),
}
FRIDAY = "2023-09-08"
EVENING = "2023-09-08T18:00:00-04:00"


def told(
    metric: str = "percent_change", *, day: str = FRIDAY, source: str = "own", at: int = 0, **fields: Any
) -> Claim:
    """A claim of one day in a sentence of 90 characters that begins at `at`; `facts` are those of `said`."""
    facts = {name: Fact(start=at, end=at, value=value) for name, value in fields.pop("facts", {}).items()}
    if "cue" in facts:
        facts["cues"] = (facts.pop("cue"),)  # type: ignore[assignment]
    made = claim(metric, symbol=fields.pop("symbol", "^X"), day=day, published=None, **fields)
    first = date.fromisoformat(day)
    times = (Time(from_=first, to=first + timedelta(days=1), source=TimeSource(source)),)
    said = Said(sentence=Extent(start=at, end=at + 90), paragraph=Extent(start=0, end=1000), **facts)  # type: ignore[arg-type]
    return replace(made, id=f"c{at}", times=times, said=said, start=at, end=at + 50)


def heard(
    name: str, made: Claim, market: MemoryMarket, *others: Claim, published: str = EVENING, scene: Scene | None = None
) -> tuple[str, str | None] | None:
    """What one appeal says of a claim: its verdict and code, None where it has nothing to say."""
    solver = Solver([made, *others], market, apply_rules, Published.parse(published), scene or Scene())
    case = solver.cases[0]
    appeal = next(each for each in APPEALS if each.name == name)
    found = appeal.hear(Hearing(solver, case, case.leading.check, 0.45))
    return None if found is None else (str(found.verdict), found.code)


def market(symbol: str = "^X", **info: Any) -> MemoryMarket:
    """The week of BARS under a symbol."""
    return MemoryMarket().series(symbol, BARS, **info)
