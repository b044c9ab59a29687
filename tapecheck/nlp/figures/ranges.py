"""Two figures that are one: "8-10 pct", "$27-29 billion", "between 3,400 and 3,500", "3% plus or minus 1%".

"from X to Y" after a word of movement is two values; so is "rose 2% to 4.5%", where the second is where the first led.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tapecheck.nlp.figures.direction import word_direction
from tapecheck.nlp.figures.hedges import hedge_before
from tapecheck.nlp.figures.lexicon import listed
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.operands import (
    BASIS_POINTS,
    MONEY,
    PERCENT,
    POINTS,
    POINTS_OF_PERCENT,
    Operand,
    read_operand,
)
from tapecheck.nlp.figures.tokens import Tokens

ONE = Decimal(1)
DASHES = HYPHENS | {"–", "—", "~"}
WIDEST, WIDEST_AMOUNT = Decimal(20), Decimal(100)
"""Y is at most this many times X in a range."""
STATED_ONCE = 4
"""... and this many behind a verb of movement, where "fell 2 to 45" would be two figures."""


@dataclass(slots=True)
class Found:
    """One figure before its context is read: both ends with unit, currency and scale filled in, alike but in a range.

    `role` is "", "change", "level" or "count"; `noun` is what is counted.
    """

    low: Operand
    high: Operand
    role: str = ""
    noun: str = ""
    spread: bool = False
    """X plus or minus Y: `low` is X and `high` is Y."""

    @property
    def first(self) -> int:
        """Its first token."""
        return self.low.first

    @property
    def last(self) -> int:
        """Its last token."""
        return self.high.last

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Lower and upper end."""
        if self.spread:
            return self.low.value - self.high.value, self.low.value + self.high.value
        return self.low.value, self.high.value


def read_range(tokens: Tokens, a: Operand) -> Found | None:
    """The range that begins with figure `a`, or None where `a` stands alone."""
    at = a.last + 1
    spread = plus_or_minus(tokens, at)
    if spread:
        b = read_operand(tokens, spread)
        return fill_spread(a, b) if b else None
    joint = tokens.word(at)
    if not may_join(tokens, a, at, joint):
        return None
    b = read_operand(tokens, at + 1)
    if b is None or b.sign or (b.number.fraction and not b.number.scaled and b.unit == ""):
        return None
    found = fill(a, b)
    if found is None or not ascends(found):
        return None
    if joint == "to" and not to_joins(tokens, a, b, found):
        return None
    if joint == "or" and (b.unit == "" or found.bounds[1] > found.bounds[0] * 2):
        return None
    return found


def may_join(tokens: Tokens, a: Operand, at: int, joint: str) -> bool:
    """Whether the token behind `a` may join it to a second end: a dash, "to", "between ... and", "5 or 6 percent"."""
    if joint in DASHES:
        return dash_joins(tokens, at)
    if joint == "and":
        return tokens.word(hedge_before(tokens, a.first)[1] - 1) == "between"
    if joint == "or":
        return tokens.kind(at + 1) in ("num", "word", "sign") and not a.number.scaled and not a.unit
    return joint == "to"


def plus_or_minus(tokens: Tokens, at: int) -> int:
    """Token behind "plus or minus", "±", "+/-" at token `at`, or 0."""
    at += tokens.word(at) == ","
    for phrase in (("plus", "or", "minus"), ("±",), ("+", "/", "-"), ("give", "or", "take"), ("+", "/", "−")):
        end = tokens.match(at, phrase)
        if end > 0:
            return end
    return 0


def fill_spread(a: Operand, b: Operand) -> Found | None:
    """X plus or minus Y; points of a percentage count as percent."""
    if a.unit == PERCENT and b.unit in (POINTS_OF_PERCENT, POINTS):
        b = replace(b, unit=PERCENT)
    if a.unit == MONEY and b.unit == PERCENT:
        b = share_of(a, b)
    if a.unit != b.unit or a.currency != b.currency:
        return None
    return Found(a, b, spread=True)


def share_of(a: Operand, b: Operand) -> Operand:
    """The margin in the amount's own unit: "$8.1 billion, plus or minus 2%"."""
    number = replace(a.number, first=b.number.first, last=b.number.last, value=a.number.value * b.value / 100)
    return replace(b, number=number, unit=a.unit, currency=a.currency, power=a.power)


def dash_joins(tokens: Tokens, at: int) -> bool:
    """A glued dash joins; a spaced one only before a figure."""
    glued = tokens.glued(at - 1) and tokens.glued(at)
    if glued:
        return True
    spaced = not tokens.glued(at - 1) and not tokens.glued(at)
    return spaced and tokens.word(at) in ("-", "–") and tokens.kind(at + 1) in ("num", "sign")


def fill(a: Operand, b: Operand) -> Found | None:
    """The range with scale, unit and currency carried from the end that states them."""
    n, m = a.number, b.number
    if m.scaled and not n.scaled and n.value <= max(m.value, ONE) and (not a.unit or not a.behind) and not n.fraction:
        a = replace(a, number=replace(n, power=n.power + m.power, scaled=True))
    if not a.unit and b.unit and (b.behind or b.unit != MONEY):
        a = replace(a, unit=b.unit, currency=b.currency, power=b.power)
    elif a.unit == MONEY and not b.unit and not a.behind:
        b = replace(b, unit=MONEY, currency=a.currency, power=a.power)
    if a.unit != b.unit or a.currency != b.currency:
        return None
    return Found(a, b)


def ascends(found: Found) -> bool:
    """Whether the ends ascend and are not absurdly far apart."""
    low, high = found.bounds
    widest = WIDEST if found.low.unit in (PERCENT, BASIS_POINTS, "") else WIDEST_AMOUNT
    return low < high and (low <= 0 or high <= low * widest)


def to_joins(tokens: Tokens, a: Operand, b: Operand, found: Found) -> bool:
    """Whether "X to Y" is a range here, not a movement from or by X to Y."""
    begins = hedge_before(tokens, a.first)[1]
    word = tokens.word(begins - 1)
    if word == "from":
        return not moved_before(tokens, begins - 1)
    low, high = found.bounds
    if word == "of" and high > low * STATED_ONCE and moved_before(tokens, begins - 1):
        return False  # "fell by the limit of $19 to $533.50"
    if word_direction(word) is None and word != "by":
        return a.unit != "" or b.unit != "" or tokens.kind(b.last + 1) == "word"
    if expected(tokens, begins - 1):
        return True
    stated_once = not a.behind and b.behind  # "fell 5 to 10 percent"
    return stated_once and b.unit != MONEY and high <= low * STATED_ONCE


def moved_before(tokens: Tokens, at: int) -> bool:
    """Whether a word of movement stands to the left in the clause, and no word of ranging."""
    for n in tokens.back(at, 14):
        word = tokens.words[n]
        if word in listed("ranges.ranging"):
            return False
        if word_direction(word) or word in listed("ranges.moved"):
            return True
    return False


def expected(tokens: Tokens, at: int) -> bool:
    """Whether the verb at that token stands behind a modal: "will rise 5% to 7%"."""
    return any(tokens.word(n) in listed("hedges.modals") for n in range(at - 1, at - 4, -1))
