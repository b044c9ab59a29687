"""Arithmetic inside the article: figures that must agree with each other, whatever the market did.

Needs no data. Each finding names the claims that belong together, shows the sum with its numbers, and says whether
their plausible intervals can meet. It judges the sum, not the claims: which of them is wrong only data can tell - but
for a growth rate given with both of its values, where the rate is what follows from the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tapecheck.crosscheck.asof import has_cue
from tapecheck.crosscheck.verdicts import Claimed, claimed_of, judge
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Claim, Consistency, Direction, Metric, Table, Verdict

MATCHES = 200  # so many places of one figure are compared with another; more of them no article has
UNLIKE = 20
NEAR = 260  # characters between claims that belong to one sum
LEVELS = {Metric.CLOSE, Metric.LEVEL, Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW}


def find_consistency(claims: Sequence[Claim], tables: Sequence[Table] = (), title_end: int = 0) -> list[Consistency]:
    """All sums that the article's own figures allow, in the order of the text.

    Args:
        claims: all claims of one article, forecasts and denials too.
        tables: the article's tables, whose rows of totals are added up.
        title_end: where the title ends.
    """
    found = [
        *points_percent_level(claims),
        *growth(claims),
        *headline_and_text(claims, title_end),
        *text_and_table(claims),
        *table_totals(claims, tables),
    ]
    place = {claim.id: claim.start for claim in claims}
    last = max(place.values(), default=0)
    return sorted(found, key=lambda each: min((place.get(name, 0) for name in each.claims), default=last))


def place_of(claim: Claim) -> int:
    """Where the claim's figure stands."""
    return claim.quantity.start if claim.quantity else claim.start


def same_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims are about one instrument or subject, at one time of day."""
    if one.symbol or other.symbol:
        return one.symbol == other.symbol
    return bool(one.subject) and one.subject == other.subject


def same_period(one: Claim, other: Claim) -> bool:
    """Whether two claims are for the same days."""
    return (one.period_from, one.period_to) == (other.period_from, other.period_to)


def same_sentence(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in one sentence, for all that is known."""
    return one.said.sentence is None or other.said.sentence is None or one.said.sentence == other.said.sentence


# --- points, percent and level ---------------------------------------------------------------------------------------
def points_percent_level(claims: Sequence[Claim]) -> list[Consistency]:
    """As in "fell 617.78 points, or 5.66 percent, to 10,305.77": points over the level before are the percentage."""
    found, used = [], set()
    in_order = sorted(claims, key=place_of)
    places = [place_of(claim) for claim in in_order]
    for points in claims:
        if points.metric is not Metric.POINT_CHANGE or points.low is None or points.direction is None or points.hedge:
            continue
        at = place_of(points)
        near = in_order[bisect_left(places, at - NEAR) : bisect_right(places, at + NEAR)]
        percent = nearest(points, [c for c in near if is_rate_of(c, points) and c.id not in used])
        level = nearest(points, [c for c in near if is_level_of(c, points)])
        if percent is None or level is None or belongs_to_another(percent, points, near):
            continue
        used.add(percent.id)
        found.append(sum_of_move(points, percent, level))
    return [each for each in found if each is not None]


def is_rate_of(claim: Claim, points: Claim) -> bool:
    """Whether a claim is the percentage of a move in points."""
    return (
        claim.metric is Metric.PERCENT_CHANGE
        and claim.unit in ("percent", "%")
        and claim.low is not None
        and same_thing(claim, points)
        and same_period(claim, points)
        and claim.field == points.field
        and claim.direction is points.direction
        and same_sentence(claim, points)
    )


def is_level_of(claim: Claim, points: Claim) -> bool:
    """Whether a claim is the level that a move in points led to."""
    if claim.metric not in LEVELS or claim.low is None or claim.hedge is not None or not same_thing(claim, points):
        return False
    extreme = {"high": Metric.INTRADAY_HIGH, "low": Metric.INTRADAY_LOW}.get(points.field or "")
    fits = claim.metric is extreme if extreme else claim.metric in (Metric.CLOSE, Metric.LEVEL)
    return fits and same_period(claim, points)


def belongs_to_another(percent: Claim, points: Claim, near: Sequence[Claim]) -> bool:
    """Whether the percentage directly follows another move in points ("998.50 points, or 9.2 percent")."""
    other = nearest(percent, [c for c in near if c.metric is Metric.POINT_CHANGE and same_thing(c, percent)])
    return other is not None and other.id != points.id and other.field != percent.field


def nearest(claim: Claim, others: Sequence[Claim]) -> Claim | None:
    """The one of `others` that stands nearest."""
    return min(others, key=lambda other: abs(place_of(other) - place_of(claim)), default=None)


def sum_of_move(points: Claim, percent: Claim, level: Claim) -> Consistency | None:
    """The sum of one move."""
    moved, stated, at = (
        claimed_of(points, signed=False),
        claimed_of(percent, signed=False),
        claimed_of(level, signed=False),
    )
    if moved is None or stated is None or at is None:
        return None
    sign, word = (1, "-") if points.direction is Direction.UP else (-1, "+")
    before = at.figure - sign * moved.figure
    if before <= 0 or at.figure <= 0:
        return None
    value = 100 * moved.figure / before
    if not stated.figure or not 1 / UNLIKE < value / stated.figure < UNLIKE:
        return None  # so far apart they are of two things, not one sum
    room = value * (moved.ulp / 2 / moved.figure + (at.ulp + moved.ulp) / 2 / before)
    formula = f"{moved.figure:g} / ({level_text(at)} {word} {moved.figure:g}) = {value:.3f}% against {stated.figure:g}%"
    verdict = judge(value, stated, change=True, tolerance=room).verdict
    return Consistency(
        rule="points_percent_level", claims=(points.id, percent.id, level.id), verdict=verdict, formula=formula
    )


def level_text(claimed: Claimed) -> str:
    """A level with the decimals that it has."""
    return f"{claimed.figure:.2f}".rstrip("0").rstrip(".")


# --- from X to Y and the change -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class FromTo:
    """Two values of one thing in a sentence, the earlier marked by "from", "previously" and the like."""

    before: Claim
    now: Claim


def growth(claims: Sequence[Claim]) -> list[Consistency]:
    """As in "rose 12%, to $4.6 billion from $4.4 billion": the change must follow from its two values."""
    found = []
    for members in by_sentence(claims):
        pairs = from_to_pairs(members)
        if len(pairs) != 1:
            continue
        pair = pairs[0]
        changes = [c for c in members if is_change(c) and belongs(c, pair) and not parted(c, pair, members)]
        if changes:
            change = min(changes, key=lambda c: min(abs(place_of(c) - place_of(p)) for p in (pair.before, pair.now)))
            found.append(sum_of_growth(change, pair))
    return [each for each in found if each is not None]


def belongs(change: Claim, pair: FromTo) -> bool:
    """Whether a change may be that of the two values: near them, and of nothing else that is named."""
    if min(abs(place_of(change) - place_of(each)) for each in (pair.before, pair.now)) > NEAR / 2:
        return False
    if change.symbol and change.metric in CHANGES and pair.now.metric not in LEVELS | {Metric.YIELD_LEVEL}:
        return False  # a price moved, and the values are of a business
    if change.metric is Metric.FUNDAMENTAL and change.unit == pair.now.unit:
        return False  # a margin is a level, and no growth
    if not (change.symbol or pair.now.symbol) and change.subject != pair.now.subject:
        return False
    return not (change.symbol and pair.now.symbol) or change.symbol == pair.now.symbol


def parted(change: Claim, pair: FromTo, members: Sequence[Claim]) -> bool:
    """Whether another value stands between a change and the two: "grew 25% to $2.9B, while EBITDA rose to X from Y"."""
    own = (change.id, pair.now.id, pair.before.id)
    ends = sorted([place_of(change), min(place_of(pair.now), place_of(pair.before))])
    return any(
        c.id not in own and c.unit == pair.now.unit and not is_change(c) and ends[0] < place_of(c) < ends[1]
        for c in members
    )


def by_sentence(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims grouped by the sentence in which their figure stands."""
    groups: dict[int, list[Claim]] = {}
    for claim in sorted(claims, key=place_of):
        if claim.low is not None and claim.cell is None and claim.said.sentence is not None:
            groups.setdefault(claim.said.sentence.start, []).append(claim)
    return [group for group in groups.values() if len(group) > 1]


def from_to_pairs(members: Sequence[Claim]) -> list[FromTo]:
    """Pairs of values in one unit of which exactly one is marked as the earlier."""
    values = [claim for claim in members if not is_change(claim) and claim.unit not in ("x", "date", "days", None)]
    pairs = []
    for one, other in pairwise(values):
        if one.unit != other.unit or one.metric is not other.metric or (not same_thing(one, other) and one.symbol):
            continue
        marks = [has_cue(each, "value_before") for each in (one, other)]
        if marks[0] is not marks[1]:
            pairs.append(FromTo(one, other) if marks[0] else FromTo(other, one))
    return pairs


def is_change(claim: Claim) -> bool:
    """Whether the claim is a change that two values imply."""
    if claim.direction is None:
        return False
    if claim.metric in CHANGES:
        return True
    return claim.unit in ("percent", "%", "x") and claim.metric in (Metric.FUNDAMENTAL, Metric.OTHER)


def sum_of_growth(change: Claim, pair: FromTo) -> Consistency | None:
    """The change that follows from the two values, against the one that is stated."""
    stated = claimed_of(change, signed=change.unit != "x")
    before, now = claimed_of(pair.before, signed=False), claimed_of(pair.now, signed=False)
    if stated is None or before is None or now is None or before.figure <= 0 or now.figure <= 0:
        return None
    ratio = now.figure / before.figure
    room = ratio * (now.ulp / 2 / now.figure + before.ulp / 2 / before.figure)
    one, two = f"{now.figure:.6g}", f"{before.figure:.6g}"
    if change.unit in ("percent", "%"):
        value, room = 100 * (ratio - 1), 100 * room
        formula = f"{one} / {two} - 1 = {value:.2f}% against {signed_text(change)}%"
    elif change.unit == "x":
        value, formula = ratio, f"{one} / {two} = {ratio:.3f} against {stated.figure:g} times"
    elif change.unit == pair.now.unit or change.metric is Metric.YIELD_CHANGE:
        value, room = now.figure - before.figure, (now.ulp + before.ulp) / 2
        formula = f"{one} - {two} = {value:.4g} against {signed_text(change)}"
    else:
        return None
    verdict = judge(value, stated, change=True, tolerance=room).verdict
    ids = (change.id, pair.now.id, pair.before.id)
    return Consistency(rule="growth", claims=ids, verdict=verdict, formula=formula)


def signed_text(claim: Claim) -> str:
    """The stated change with its sign."""
    return f"{'-' if claim.direction is Direction.DOWN else ''}{float(claim.low or 0):g}"


# --- headline, text and table ---------------------------------------------------------------------------------------
def headline_and_text(claims: Sequence[Claim], end: int) -> list[Consistency]:
    """The title's figures against the same figures of the text."""
    title = [c for c in claims if c.start < end and c.cell is None]
    body = [c for c in claims if c.start >= end and c.cell is None]
    return compare("headline_text", title, body)


def text_and_table(claims: Sequence[Claim]) -> list[Consistency]:
    """The text's figures against the same figures of a table."""
    return compare("text_table", [c for c in claims if c.cell is None], [c for c in claims if c.cell is not None])


def compare(rule: str, ours: Sequence[Claim], theirs: Sequence[Claim]) -> list[Consistency]:
    """Claims of one thing at one time in two places: their intervals must meet."""
    found = []
    told: dict[tuple[object, ...], list[Claim]] = {}
    for other in theirs:
        told.setdefault(figure_key(other), []).append(other)
    for claim in ours:
        matching = [other for other in told.get(figure_key(claim), ())[:MATCHES] if is_same_figure(claim, other)]
        if not matching:
            continue
        agreeing = next((other for other in matching if meet(claim, other)), None)
        other = agreeing or matching[0]
        verdict = Verdict.SUPPORTED if agreeing else Verdict.CONTRADICTED
        formula = f"{figure_text(claim)} against {figure_text(other)}"
        found.append(Consistency(rule=rule, claims=(claim.id, other.id), verdict=verdict, formula=formula))
    return found


def figure_key(claim: Claim) -> tuple[object, ...]:
    """What claims of one figure have in common, so that only those are compared."""
    return claim.metric, claim.symbol or claim.subject, claim.unit, claim.period_from, claim.period_to, claim.field


def is_same_figure(one: Claim, other: Claim) -> bool:
    """Whether two claims state the same figure, so that their numbers must meet."""
    return (
        one.metric is other.metric
        and one.metric in CHANGES | LEVELS | {Metric.YIELD_LEVEL, Metric.FUND_FLOW, Metric.FUNDAMENTAL}
        and one.unit == other.unit
        and one.low is not None
        and other.low is not None
        and one.modality is other.modality
        and one.field == other.field
        and one.period_from is not None
        and same_thing(one, other)
        and same_period(one, other)
    )


def meet(one: Claim, other: Claim) -> bool:
    """Whether two stated figures can be the same."""
    a, b = claimed_of(one, signed=True), claimed_of(other, signed=True)
    if a is None or b is None:
        return True
    low = max(edge for edge in (a.low, b.low, float("-inf")) if edge is not None)
    high = min(edge for edge in (a.high, b.high, float("inf")) if edge is not None)
    return low <= high + 1e-9


def figure_text(claim: Claim) -> str:
    """A claim's figure with its unit and direction."""
    direction = f" {claim.direction}" if claim.direction else ""
    return f"{float(claim.low or 0):.10g} {claim.unit}{direction}"


# --- totals of a table's rows ----------------------------------------------------------------------------------------
def table_totals(claims: Sequence[Claim], tables: Sequence[Table]) -> list[Consistency]:
    """Rows called "Total" against the rows above them, column by column."""
    found = []
    for number, table in enumerate(tables):
        for at, row in enumerate(table.rows):
            if (
                at < 3
                or not row
                or row[0].casefold().removeprefix("grand ").split(" ")[0].strip(":") not in ("total", "all")
            ):
                continue
            for column in range(1, len(row)):
                each = sum_of_column(table, at, column)
                if each is None:
                    continue
                ids = tuple(c.id for c in claims if c.cell and (c.cell.table, c.cell.col) == (number, column))
                found.append(Consistency(rule="table_total", claims=ids, verdict=each[0], formula=each[1]))
    return found


def sum_of_column(table: Table, at: int, column: int) -> tuple[Verdict, str] | None:
    """One column's total against its sum; None where it is no column of amounts."""
    header = table.rows[0][column] if column < len(table.rows[0]) else ""
    if any(word in header.casefold() for word in ("%", "percent", "average", "ratio", "change", "price")):
        return None
    cells = [row[column] if column < len(row) else "" for row in table.rows[1 : at + 1]]
    figures = [cell_number(cell) for cell in cells]
    known = [figure for figure in figures if figure is not None]
    if len(known) != len(figures) or len(known) < 3 or any("%" in cell for cell in cells):
        return None
    *parts, total = known
    value = sum(part for part, _ in parts)
    room = sum(ulp for _, ulp in known) / 2
    verdict = Verdict.SUPPORTED if abs(value - total[0]) <= room + 1e-9 else Verdict.CONTRADICTED
    name = f"{header or f'column {column}'}: "
    return verdict, f"{name}{' + '.join(f'{part:g}' for part, _ in parts)} = {value:g} against {total[0]:g}"


def cell_number(cell: str) -> tuple[float, float] | None:
    """A cell's figure and one unit of its last digit; brackets are negative. None for words."""
    digits = cell.strip(" ()+-−$£€¥\t").replace(",", "")
    if not digits.replace(".", "", 1).isdecimal():
        return None
    sign = -1.0 if cell.strip().startswith(("(", "-", "−")) else 1.0
    return sign * float(digits), 10.0 ** -len(digits.partition(".")[2])
