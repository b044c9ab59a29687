"""The second-worst day of the year; how often something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tapecheck.crosscheck.asof import Sighting, sight
from tapecheck.crosscheck.bounds import BEGINS
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.rules.moves import in_points
from tapecheck.crosscheck.verdicts import CONTRADICTED, Claimed, Judgement, claimed_of, judge_count
from tapecheck.measures.lives import life_of, reach_of
from tapecheck.measures.moves import moves_of
from tapecheck.measures.series import Series, Undecidable
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Direction

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def check_rank(claim: Claim, market: Market) -> Check | None:
    """The rank of the last move among those of its period."""
    claimed = claimed_of(claim, signed=False)
    if claimed is None or claim.direction is None or claim.period_from is None:
        raise Undecidable("the text states no rank, no direction or no period to rank within")
    if claim.field == "close":
        return check_close_rank(claim, market, claimed)
    freq = claim.freq or "day"
    seen = sight(claim, market, whole=True)
    series = seen.series
    moves = moves_of(series, seen.row, freq, points=in_points(claim, series))
    inside = moves.values[series.days[moves.rows] >= series.days.dtype.type(claim.period_from)]
    if not len(inside):
        raise Undecidable(f"there is no {freq} of {series.symbol} between {claim.period_from} and {seen.day}")
    sign = 1 if claim.direction is Direction.UP else -1
    move = float(inside[-1])
    rank = 1 + int((inside * sign > move * sign).sum())
    judgement = judge_count(float(rank), claimed)
    if move * sign <= 0:
        judgement = Judgement(CONTRADICTED, "the direction is wrong")
    unit = " points" if moves.points else "%"
    what = f"{move:.2f}{unit} on {seen.day} is number {rank} of {len(inside)} {freq}s from {claim.period_from}"
    return ranked(claim, judgement, rank, seen, what, series.before(claim.period_from) or 0)


def check_close_rank(claim: Claim, market: Market, claimed: Claimed) -> Check:
    """The rank of the last close among the closes of its period, or of all history for a record."""
    assert claim.period_from is not None
    seen = sight(claim, market, whole=True)
    series = seen.series
    before = None if claim.record else series.before(claim.period_from)
    if before is None and not claim.record and series.day(0) > claim.period_from + BEGINS:
        raise Undecidable(f"the series of {series.symbol} begins on {series.day(0)}; import a longer history")
    first = 0 if before is None else before + 1
    inside = series.closes[first : seen.row + 1]
    close = float(inside[-1])
    rank = 1 + int((inside > close).sum() if claim.direction is Direction.UP else (inside < close).sum())
    judgement = judge_count(float(rank), claimed)
    lived, measure = life_of(series.symbol), "highest_close" if claim.direction is Direction.UP else "lowest_close"
    whole = lived is not None and reach_of(series.symbol, series.day(0), measure, close) <= lived + BEGINS
    if claim.record and not whole and rank <= float(claim.low or 0):
        raise Undecidable(f"number {rank} from {series.day(0)} on; a rank ever needs the whole history; import it")
    what = f"the close of {close:.2f} on {seen.day} is number {rank} of {len(inside)} from {series.day(first)}"
    return ranked(claim, judgement, rank, seen, what, first)


def ranked(claim: Claim, judgement: Judgement, rank: int, seen: Sighting, formula: str, first: int) -> Check:
    """The check of a rank; `first` is the row where its chart begins."""
    return make_check(
        claim, judgement, computed=float(rank), claimed=claimed_of(claim, signed=False), as_of=seen.day,
        series=(seen.series,), formula=formula, chart=seen.series.chart(first, seen.row),
    )  # fmt: skip


def check_count(claim: Claim, market: Market) -> Check | None:
    """How many days of the period set a record, moved so far, rose or fell."""
    claimed = claimed_of(claim, signed=False)
    if claimed is None or claim.period_from is None:
        raise Undecidable("the text states no count, or no period to count in")
    seen = sight(claim, market, whole=True)
    series = seen.series
    before = series.before(claim.period_from)
    if before is None:
        raise Undecidable(f"the series of {series.symbol} begins on {series.day(0)}; import a longer history")
    what, hits = counted_days(claim, series, seen.row)
    inside = hits[before + 1 : seen.row + 1]
    number = int(inside.sum())
    return make_check(
        claim,
        judge_count(float(number), claimed, slack=1),
        computed=float(number),
        claimed=claimed,
        base_date=series.day(before + 1),
        as_of=seen.day,
        series=(series,),
        formula=f"{what} of {series.symbol} from {series.day(before + 1)} to {seen.day}: {number} of {len(inside)}",
        chart=series.chart(before, seen.row),
    )


def counted_days(claim: Claim, series: Series, row: int) -> tuple[str, npt.NDArray[np.bool_]]:
    """What is counted, and for every row whether it counts; Undecidable where the text does not say."""
    import numpy as np

    if claim.said.counted is None:
        raise Undecidable("the text does not say what is counted in words that are known")
    what, _, size = claim.said.counted.value.partition(":")
    if what == "longer":
        raise Undecidable("what is counted are not days; only days are counted")
    closes = series.closes[: row + 1]
    if what in ("record_highs", "record_lows"):
        sign = -1 if what == "record_lows" else 1
        best = np.maximum.accumulate(sign * closes)
        return what.replace("_", " "), np.concatenate(([False], sign * closes[1:] > best[:-1]))
    moves = np.concatenate(([np.nan], 100 * (closes[1:] / closes[:-1] - 1)))
    signed = np.abs(moves) if what == "moves" else -moves if what == "falls" else moves
    with np.errstate(invalid="ignore"):
        return (f"{what} of {size}% or more", signed >= float(size)) if size else (what, signed > 0)
