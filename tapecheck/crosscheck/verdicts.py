"""From a claimed interval and a computed figure to a verdict: contract.md's "Verdicts", and nothing else.

Everything here is signed: a fall is negative. A figure is judged by the interval it plausibly means, widened by a named
source tolerance; outside of that, by how many printed units it is off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from tapecheck.measures.series import Undecidable
from tapecheck.schema import Claim, Direction, Hedge, Verdict, last_place, plausible_interval

DUST = 1e-9  # float arithmetic, not a difference
LOOSELY = {2: (Decimal("1.9"), Decimal("2.6")), 3: (Decimal("2.8"), Decimal("3.6"))}  # "doubled", "tripled", no digits

SUPPORTED, IMPRECISE = Verdict.SUPPORTED, Verdict.IMPRECISE
CONTRADICTED, NOT_CHECKABLE = Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and, where it needs one, the words for it."""

    verdict: Verdict
    note: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim states, signed. `figure` is its size as printed, `ulp` one unit of its last digit."""

    low: float | None
    high: float | None
    ulp: float
    figure: float

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        return self.low, self.high


def unit_of_print(claim: Claim) -> Decimal:
    """One unit of the last printed digit: as the claim says, else the finer of its plausible width and its digits."""
    if claim.ulp is not None:
        return claim.ulp
    low, high = claim.low or Decimal(0), claim.high or claim.low or Decimal(0)
    shown = unit_of_digits(low)
    if claim.plausible and claim.hedge is None:
        floor, ceiling = claim.plausible
        if floor is not None and ceiling is not None and (width := (ceiling - floor) - (high - low)) > 0:
            return min(width, shown)
    return shown


def unit_of_digits(figure: Decimal) -> Decimal:
    """The unit that a plain number shows: 2.4 -> 0.1, 1600 -> 1, 13000000000 -> 1000000000 (a word stood there)."""
    if figure == 0:
        return Decimal(1)
    exponent = int(figure.normalize().as_tuple().exponent)
    if abs(figure) < 1_000_000:
        exponent = min(exponent, 0)
    return Decimal(1).scaleb(exponent)


def claimed_of(claim: Claim, *, signed: bool) -> Claimed | None:
    """The claim's figure as a signed interval, or None where it states none.

    `signed` figures (changes) take their sign from the direction; levels are taken as printed.
    """
    if claim.low is None:
        return None
    high = claim.high if claim.high is not None else claim.low
    ulp = unit_of_print(claim)
    plain = plausible_interval(claim.low, high, ulp, claim.hedge)
    floor, ceiling = claim.plausible or plain
    if is_loose(claim):
        floor, ceiling = LOOSELY[int(claim.low)]
    if claim.unit == "x" and claim.direction is Direction.DOWN and claim.low < 1 and (floor, ceiling) == plain:
        floor, ceiling = mirrored(claim.low, high, ulp, claim.hedge)
    lower, upper = number(floor), number(ceiling)
    figure = abs(float(high))
    if claim.unit == "x":  # "tripled" has no printed digits: a tenth of it is near enough, a whole one is not
        ulp = min(ulp, Decimal("0.1"), abs(high) / 10)
    if not signed or claim.unit == "x" or claim.direction is None:
        return Claimed(lower, upper, float(ulp), figure)
    lower = 0.0 if lower is None else lower  # "fell less than 1%" is a fall
    if claim.direction is Direction.DOWN:
        return Claimed(None if upper is None else -upper, -lower, float(ulp), figure)
    return Claimed(lower, upper, float(ulp), figure)


def is_loose(claim: Claim) -> bool:
    """Whether a multiple is told by a verb alone ("doubled"), which is said of more than twice as well."""
    at = claim.quantity or claim
    word = claim.text[at.start - claim.start : at.end - claim.start]
    told = claim.unit == "x" and claim.hedge is None and claim.low == claim.high and claim.low in LOOSELY
    return told and word.isalpha() and claim.direction is Direction.UP and "exactly" not in claim.text


def mirrored(low: Decimal, high: Decimal, ulp: Decimal, hedge: Hedge | None) -> tuple[Decimal | None, Decimal | None]:
    """A hedge on a loss told as a multiple: "more than halved" is a ratio below 0.5, "almost halved" one above."""
    match hedge:
        case Hedge.MORE_THAN | Hedge.AT_LEAST:
            return None, high
        case Hedge.LESS_THAN | Hedge.AT_MOST:
            return low, None
        case Hedge.JUST_BELOW:
            return low, high + last_place(high, ulp)
        case Hedge.JUST_ABOVE:
            return low - last_place(low, ulp), high
        case _:
            return plausible_interval(low, high, ulp, hedge)


def number(figure: Decimal | None) -> float | None:
    """The float of a bound, None where it is open."""
    return None if figure is None else float(figure)


def judge(value: float, claimed: Claimed, *, change: bool = False, tolerance: float = 0.0) -> Judgement:
    """Supported inside the plausible interval (and its source tolerance), imprecise just outside, else contradicted.

    Just outside is at most twice the printed unit, or 5% of a change; but no more than the unit where that is over a
    fifth of the figure ("0.1%" is not imprecise for 0.35%), or than a tenth of a change that is bounded ("over 3%").
    """
    off = distance(value, claimed)
    if off <= DUST * max(1.0, abs(value)):
        return Judgement(SUPPORTED)
    if off <= tolerance + DUST and change and wrong_way(value, claimed):
        return Judgement(IMPRECISE, "the other direction, by no more than the sources are known to differ")
    if off <= tolerance + DUST:
        return Judgement(SUPPORTED, "within what the sources are known to differ by", "source-tolerance")
    off -= tolerance
    if change and wrong_way(value, claimed):
        return Judgement(CONTRADICTED, "the direction is wrong", "direction")
    twice, share = 2 * claimed.ulp, 0.05 * abs(value) if change else 0.0
    slack = max(twice, share)
    if claimed.ulp > claimed.figure / 5:
        slack = min(slack, claimed.ulp)
    if change and None in claimed.bounds:
        slack = min(slack, 2 * share)  # "over 3%" is a bound: 2.5% is not near it
    if off <= slack + DUST * max(1.0, abs(value)):
        return Judgement(IMPRECISE, explain_miss(value, claimed, off, twice))
    return Judgement(CONTRADICTED)


def distance(value: float, claimed: Claimed) -> float:
    """How far the value lies outside of what is claimed; 0 inside."""
    if claimed.low is not None and value < claimed.low:
        return claimed.low - value
    if claimed.high is not None and value > claimed.high:
        return value - claimed.high
    return 0.0


def wrong_way(value: float, claimed: Claimed) -> bool:
    """Whether the sign of a change contradicts the sign that is claimed."""
    if claimed.high is not None and claimed.high <= 0:
        return value > 0
    return claimed.low is not None and claimed.low >= 0 and value < 0


def explain_miss(value: float, claimed: Claimed, off: float, twice: float) -> str:
    """Why a figure is just outside: cut off, rounded twice, or by how much."""
    size = abs(value)
    units = size / claimed.ulp
    stated = round(claimed.figure / claimed.ulp)
    if math.isclose(stated * claimed.ulp, claimed.figure, abs_tol=DUST):
        if math.floor(units) == stated:
            return "the figure was cut off, not rounded"
        if half_up(half_up(units * 10) / 10) == stated:
            return "the figure was rounded twice"
    return "within twice the printed unit" if off <= twice + DUST else "within 5% of the change"


def half_up(value: float) -> int:
    """Round to a whole number as newspapers do: a half goes up."""
    return math.floor(value + 0.5 + DUST)


def judge_direction(value: float, direction: Direction, tolerance: float = 0.0) -> Judgement:
    """A claim without a figure ("wiped out its gain", "outperformed"): only the sign counts."""
    signed = value if direction is Direction.UP else -value
    if abs(value) <= tolerance and tolerance:
        raise Undecidable("the movement is smaller than what the sources differ by; supply a second source")
    return Judgement(SUPPORTED) if signed > 0 else Judgement(CONTRADICTED, "the direction is wrong", "direction")


def judge_count(value: float, claimed: Claimed, *, slack: int = 0) -> Judgement:
    """A whole number: inside or not; with `slack`, so many off is imprecise."""
    off = distance(value, claimed)
    if off <= 0:
        return Judgement(SUPPORTED)
    short = min(abs(value - edge) for edge in (claimed.low, claimed.high) if edge is not None)
    if slack and min(short, abs(value - claimed.figure)) <= slack:
        return Judgement(IMPRECISE, "one off")
    return Judgement(CONTRADICTED, "the count is another", "count")
