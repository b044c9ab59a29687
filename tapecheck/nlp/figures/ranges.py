"""Two figures that are one: "8-10 pct", "$27-29 billion", "between 3,400 and 3,500", "3% plus or minus 1%".

"from X to Y" after a word of movement is two values; so is "rose 2% to 4.5%", where the second is where the first led.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tapecheck.nlp.figures.context import MODALS, hedge_before, word_direction
from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.operands import BASIS_POINTS, MONEY, PERCENT, POINTS_OF_PERCENT, Operand, read_operand
from tapecheck.nlp.figures.tokens import Tokens

DASHES = HYPHENS | {"–", "—", "~"}
MOVED = frozenset(
    [
        "cut",
        "raised",
        "lowered",
        "changed",
        "went",
        "moved",
        "upgraded",
        "revised",
        "lifted",
        "increased",
        "took",
        "brought",
        "pushed",
        "hiked",
        "improved",
        "goes",
        "go",
        "move",
        "moves",
        "moving",
        "change",
        "expanded",
        "widened",
        "narrowed",
        "ticked",
        "swung",
        "switched",
        "reduced",
        "sent",
        "trimmed",
        "boosted",
        "downgraded",
    ]
)
WIDEST = 20
"""Y is at most this many times X in a range."""


@dataclass(slots=True)
class Range:
    """Both ends of a range as operands with unit, currency and scale filled in."""

    low: Operand
    high: Operand
    first: int
    last: int
    spread: bool = False
    """X plus or minus Y: `low` is X and `high` is Y."""

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Lower and upper end."""
        if self.spread:
            return self.low.value - self.high.value, self.low.value + self.high.value
        return self.low.value, self.high.value


def read_range(tokens: Tokens, a: Operand) -> Range | None:
    """The range that begins with figure `a`, or None where `a` stands alone."""
    at = a.last + 1
    spread = plus_or_minus(tokens, at)
    if spread:
        b = read_operand(tokens, spread)
        return fill_spread(a, b) if b else None
    joint = tokens.word(at)
    between = tokens.word(hedge_before(tokens, a.first)[1] - 1) == "between"
    if joint in DASHES or joint == "/" and False:
        if not dash_joins(tokens, a, at):
            return None
    elif joint == "and":
        if not between:
            return None
    elif joint == "or":
        at_next = tokens.kind(at + 1)
        if at_next not in ("num", "word", "sign") or a.number.scaled or a.unit not in ("",):
            return None
    elif joint != "to":
        return None
    b = read_operand(tokens, at + 1)
    if b is None or b.sign or b.number.fraction and not b.number.scaled and b.unit == "":
        return None
    filled = fill(tokens, a, b)
    if filled is None or not ascends(filled):
        return None
    if joint == "to" and not to_joins(tokens, a, b, filled):
        return None
    if joint == "or" and (b.unit == "" or filled.bounds[1] > filled.bounds[0] * 2):
        return None
    return filled


def plus_or_minus(tokens: Tokens, at: int) -> int:
    """Token behind "plus or minus", "±", "+/-" at token `at`, or 0."""
    for phrase in (("plus", "or", "minus"), ("±",), ("+", "/", "-"), ("give", "or", "take"), ("+", "/", "−")):
        end = tokens.match(at, phrase)
        if end > 0:
            return end
    return 0


def fill_spread(a: Operand, b: Operand) -> Range | None:
    """X plus or minus Y, the unit stated once or twice; points of a percentage count as percent."""
    if not a.unit:
        a = replace(a, unit=b.unit, currency=b.currency, power=b.power)
    if not b.unit:
        b = replace(b, unit=a.unit, currency=a.currency, power=a.power)
    if a.unit == PERCENT and b.unit == POINTS_OF_PERCENT:
        b = replace(b, unit=PERCENT)
    if a.unit != b.unit or a.currency != b.currency:
        return None
    return Range(a, b, a.first, b.last, spread=True)


def dash_joins(tokens: Tokens, a: Operand, at: int) -> bool:
    """A glued dash joins; a spaced one only where both ends carry their unit."""
    glued = tokens.glued(at - 1) and tokens.glued(at)
    if glued:
        return True
    spaced = not tokens.glued(at - 1) and not tokens.glued(at)
    return (
        spaced
        and tokens.word(at) in ("-", "–")
        and tokens.kind(at + 1) in ("num", "sign")
        and (a.unit in (PERCENT, MONEY) or a.unit == "")
    )


def fill(tokens: Tokens, a: Operand, b: Operand) -> Range | None:
    """The range with scale, unit and currency carried from the end that states them."""
    n, m = a.number, b.number
    if m.scaled and not n.scaled and n.value <= max(m.value, 1) and (not a.unit or not a.behind) and not n.fraction:
        a = replace(a, number=replace(n, power=n.power + m.power, scaled=True))
    if not a.unit and b.unit and (b.behind or b.unit != MONEY):
        a = replace(a, unit=b.unit, currency=b.currency, power=b.power)
    elif a.unit == MONEY and not b.unit and not a.behind:
        b = replace(b, unit=MONEY, currency=a.currency, power=a.power)
    elif (
        a.unit == MONEY and b.unit == MONEY and not a.behind and b.behind and b.power == 0 and a.currency != b.currency
    ):
        return None
    if a.unit != b.unit or a.currency != b.currency:
        return None
    if (
        a.unit == ""
        and (tokens.kind(a.number.first) != "num" or tokens.kind(b.number.first) != "num")
        and a.number.spelled != b.number.spelled
    ):
        return None
    return Range(a, b, a.first, b.last)


def ascends(found: Range) -> bool:
    """Whether the ends ascend and are not absurdly far apart."""
    low, high = found.bounds
    return low < high and (
        low <= 0 or high <= low * (WIDEST if found.low.unit in (PERCENT, "", BASIS_POINTS) else WIDEST * 5)
    )


def to_joins(tokens: Tokens, a: Operand, b: Operand, found: Range) -> bool:
    """Whether "X to Y" is a range here, not a movement from or by X to Y."""
    begins = hedge_before(tokens, a.first)[1]
    word = tokens.word(begins - 1)
    if word in ("from", "of") or tokens.word(begins) == "from":
        return word == "of" or not moved_before(tokens, begins - 1)
    moved = word_direction(word) is not None or word == "by"
    if not moved:
        return a.unit != "" or b.unit != "" or tokens.kind(b.last + 1) == "word"
    if forecast(tokens, begins - 1):
        return True
    stated_once = a.last == a.number.last and not a.behind and b.behind  # "fell 5 to 10 percent"
    low, high = found.bounds
    return stated_once and b.unit != MONEY and high <= low * 4


def moved_before(tokens: Tokens, at: int) -> bool:
    """Whether a word of movement stands to the left in the clause, and no word of ranging."""
    for n in range(at, max(at - 14, -1), -1):
        word = tokens.words[n]
        if tokens.stops(n):
            return False
        if word in ("ranging", "range", "ranged", "ranges", "anywhere", "anything", "estimates", "vary", "varying"):
            return False
        if word_direction(word) or word in MOVED:
            return True
    return False


def forecast(tokens: Tokens, at: int) -> bool:
    """Whether the verb at that token stands behind a modal: "will rise 5% to 7%"."""
    return any(
        tokens.word(n) in MODALS or tokens.word(n) in ("expects", "sees", "forecasts", "projects")
        for n in range(at - 1, max(at - 4, -1), -1)
    ) and not lexicon().has("direction.copulas", tokens.word(at))
