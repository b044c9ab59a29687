"""Days, weeks or months in a row."""

from __future__ import annotations

from tapecheck.crosscheck.asof import has_cue, sight
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.verdicts import CONTRADICTED, NOT_CHECKABLE, SUPPORTED, Judgement, claimed_of, judge_count
from tapecheck.measures.moves import bucket_ends, moves_of, reaches_start, run_length
from tapecheck.measures.series import Series, Undecidable
from tapecheck.reference.market import Kind, Market
from tapecheck.schema import Check, Claim, Direction, Reading

UNITS = {"days": "day", "sessions": "day", "weeks": "week", "months": "month", "quarters": "quarter", "years": "year"}


def check(claim: Claim, market: Market) -> Check | None:
    """Count back from the as-of day."""
    claimed = claimed_of(claim, signed=False)
    if claimed is None or claim.direction is None:
        raise Undecidable("the text states no count, or no direction, of the streak")
    freq = UNITS.get((claim.unit or "").rstrip("s") + "s") or claim.freq
    if freq is None:
        raise Undecidable(f"a streak is counted in days, weeks or months, not in {claim.unit}")
    seen = sight(claim, market, whole=True, as_named=True)
    series, row = seen.series, seen.row
    count = run_length(series, row, freq, claim.direction)
    if count == 0 and has_cue(claim, "ended") and row > 0:
        row -= 1
        count = run_length(series, row, freq, claim.direction)
    judgement = judge_count(float(count), claimed)
    readings = []
    for name, other_row in other_ends(series, row, freq):
        if judgement.verdict is not CONTRADICTED:
            break
        other = run_length(series, other_row, freq, claim.direction)
        verdict = judge_count(float(other), claimed).verdict
        readings.append(Reading(reading=name, computed=float(other), verdict=verdict))
        if verdict is SUPPORTED:
            judgement, count, row = Judgement(SUPPORTED, f"true {name}"), other, other_row
    if judgement.verdict is CONTRADICTED and count and reaches_start(series, row, freq, count):
        judgement = Judgement(NOT_CHECKABLE, f"the series starts on {series.day(0)}, within the streak; import more")
    if judgement.verdict is CONTRADICTED and (doubt := hangs_on_dust(series, row, freq, claim)):
        judgement = Judgement(NOT_CHECKABLE, doubt)
    return make_check(
        claim,
        judgement,
        computed=float(count),
        claimed=claimed,
        as_of=series.day(row),
        series=(series,),
        formula=f"{series.symbol}: {count} {freq}s {claim.direction} in a row to {series.day(row)}",
        readings=readings,
        chart=series.chart(max(0, row - 60), row),
    )


def other_ends(series: Series, row: int, freq: str) -> list[tuple[str, int]]:
    """The last whole week or month where the one that runs is not over."""
    whole = [int(each) for each in bucket_ends(series.days[: row + 1], freq)[-2:-1]] if freq != "day" else []
    return [(f"counting whole {freq}s only", end) for end in whole]


def hangs_on_dust(series: Series, row: int, freq: str, claim: Claim) -> str | None:
    """Why a streak of a yield or currency is not settled: the day that breaks it moved by less than sources differ."""
    if series.info.kind not in (Kind.YIELD, Kind.FX) or claim.low is None:
        return None
    moves = moves_of(series, row, freq, points=True).values[-int(claim.low) - 1 :]
    dust = 0.015 if series.info.kind is Kind.YIELD else 0.001 * series.value(row)
    signed = moves[-int(claim.low) :] * (1 if claim.direction is Direction.UP else -1)
    if len(signed) and (signed > -dust).all() and (signed <= 0).any():
        return "the streak hangs on a move smaller than sources differ by; supply a second source"
    return None
