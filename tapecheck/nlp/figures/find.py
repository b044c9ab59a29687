"""The walk over the tokens, and the making of a `Quantity`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal

from tapecheck.nlp.figures.bare import CHANGE, COUNT, LEVEL, read_bare, read_ordinal_streak
from tapecheck.nlp.figures.context import find_direction, find_hedge, find_per
from tapecheck.nlp.figures.currencies import currency_table
from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.nlp.figures.numbers import Number
from tapecheck.nlp.figures.operands import (
    BASIS_POINTS,
    MONEY,
    PERCENT,
    POINTS,
    POINTS_OF_PERCENT,
    TIMES,
    Operand,
    read_operand,
)
from tapecheck.nlp.figures.priced import priced_per
from tapecheck.nlp.figures.ranges import Range, read_range
from tapecheck.nlp.figures.tokens import Tokens, tokenize
from tapecheck.nlp.figures.words import read_multiple, read_odds, read_percent_of, read_share, read_times
from tapecheck.schema import Direction, Hedge, Quantity, QuantityKind

HUNDREDTH = Decimal("0.01")
KINDS = {
    PERCENT: (QuantityKind.PERCENT, "%"),
    POINTS_OF_PERCENT: (QuantityKind.PERCENTAGE_POINTS, "pp"),
    BASIS_POINTS: (QuantityKind.PERCENTAGE_POINTS, "pp"),
    POINTS: (QuantityKind.INDEX_POINTS, "points"),
    TIMES: (QuantityKind.MULTIPLE, "x"),
}


@dataclass(slots=True)
class Found:
    """One figure before its context is read. `role` is "", CHANGE, LEVEL or COUNT; `noun` is what is counted."""

    low: Operand
    high: Operand
    first: int
    last: int
    bounds: tuple[Decimal, Decimal]
    role: str = ""
    noun: str = ""


def find_quantities(text: str) -> list[Quantity]:
    """The figures of the text in order, without overlap. A pure function of the text, in time linear in its length.

    Values are exact decimals of the stated figure; `direction` is None for levels and prices. Raises nothing.

    >>> [(q.text, str(q.low), q.unit, q.direction) for q in find_quantities("The Dow fell nearly 3% to 21,636.78.")]
    [('3%', '3', '%', <Direction.DOWN: 'down'>), ('21,636.78', '21636.78', 'points', None)]
    """
    tokens = tokenize(text)
    starters = starting_words()
    found: list[Quantity] = []
    i, end = 0, len(tokens)
    kinds, words = tokens.kinds, tokens.words
    while i < end:
        kind = kinds[i]
        if kind in ("num", "sign", "part") or (words[i] in starters and kind in ("word", "punct")):
            figure = read_figure(tokens, i)
            if figure is not None:
                tokens.figures[figure.last] = figure.first
                found.append(make_quantity(tokens, figure))
                i = figure.last + 1
                continue
        i += 1
    return found


@functools.cache
def starting_words() -> frozenset[str]:
    """Words and signs with which a figure may begin."""
    lex, table = lexicon(), currency_table()
    letters = {prefix[:-1] for prefix in table.prefixed}
    signs = {"minus", "plus", "-", "−", "–", "+", "negative"}
    shares = {"a", "an", "half", "quarter", "percents", "percent", "per", "twice", "u"}
    return frozenset({*lex.ones, *lex.tens, *lex.ordinals, *lex.multiples, *table.before, *letters, *signs, *shares})


def read_figure(tokens: Tokens, i: int) -> Found | None:
    """The figure that begins at token i, or None."""
    word = tokens.words[i]
    if word in lexicon().multiples or word == "twice":
        return single(read_multiple(tokens, i))
    if word in ("percent", "percents", "per"):
        return single(read_percent_of(tokens, i))
    operand = read_operand(tokens, i)
    if operand is None:
        return read_ordinal(tokens, i) if word in lexicon().ordinals else None
    joined = None if operand.number.fraction and not operand.unit else read_range(tokens, operand)
    if joined:
        return classify_range(tokens, joined)
    if operand.unit in ("", POINTS):
        operand = reread(tokens, operand)
    if operand.unit == "":
        return classify_bare(tokens, operand)
    return single(operand)


def reread(tokens: Tokens, operand: Operand) -> Operand:
    """Readings that a unit would have ruled out; half a point is of a percentage."""
    if operand.unit == POINTS:
        if operand.number.fraction or (operand.number.value < 1 and operand.number.last > operand.number.first):
            operand.unit = POINTS_OF_PERCENT
        return operand
    return read_share(tokens, operand) or read_odds(tokens, operand) or read_times(tokens, operand) or operand


def single(operand: Operand | None) -> Found | None:
    """One operand as a figure."""
    if operand is None:
        return None
    return Found(operand, operand, operand.first, operand.last, (operand.value, operand.value))


def read_ordinal(tokens: Tokens, i: int) -> Found | None:
    """The ordinal of a streak as a count."""
    streak = read_ordinal_streak(tokens, i)
    if streak is None:
        return None
    value, unit = streak
    operand = Operand(i, i, Number(i, i, Decimal(value), Decimal(1), spelled=True))
    return Found(operand, operand, i, i, (operand.value, operand.value), COUNT, unit)


def classify_range(tokens: Tokens, joined: Range) -> Found | None:
    """A range as a figure; a bare one must be a level or a count."""
    role = noun = ""
    if joined.high.unit == "":
        probe = Operand(joined.first, joined.last, joined.high.number)
        bare = read_bare(tokens, probe)
        if bare is None:
            return None
        role, noun = bare
        joined.low.unit = joined.high.unit = probe.unit
        joined.low.currency = joined.high.currency = probe.currency
    return Found(joined.low, joined.high, joined.first, joined.last, joined.bounds, role, noun)


def classify_bare(tokens: Tokens, operand: Operand) -> Found | None:
    """A number without a unit as count, level or change, or None."""
    bare = read_bare(tokens, operand)
    if bare is None:
        return None
    role, noun = bare
    first = operand.first if role != COUNT else operand.number.first
    return Found(operand, operand, first, operand.last, (operand.value, operand.value), role, noun)


def make_quantity(tokens: Tokens, found: Found) -> Quantity:
    """The figure with its context."""
    hedge, begins = find_hedge(tokens, found.first, found.last)
    per, behind = find_per(tokens, found.last)
    kind, unit = kind_of(found)
    factor = HUNDREDTH if found.high.unit == BASIS_POINTS else Decimal(1)
    direction = way_of(tokens, found, kind, begins)
    if kind is QuantityKind.MONEY and per is None and direction is None and not found.high.number.scaled:
        per = priced_per(tokens, found.first, found.last)
    if found.role == COUNT:
        per = None
    start, end = tokens.starts[found.first], tokens.ends[found.last]
    low, high = found.bounds
    return Quantity(
        start=start,
        end=end,
        text=tokens.text[start:end],
        kind=kind,
        low=low * factor,
        high=high * factor,
        unit=unit,
        ulp=max(found.low.ulp, found.high.ulp) * factor,
        currency=found.high.currency if kind is QuantityKind.MONEY else None,
        hedge=turned(tokens, found, hedge),
        per=per,
        direction=direction,
    )


def kind_of(found: Found) -> tuple[QuantityKind, str]:
    """Kind and unit of the contract."""
    if found.role == COUNT:
        return QuantityKind.COUNT, found.noun
    if found.high.unit == MONEY:
        return QuantityKind.MONEY, found.high.currency or ""
    return KINDS[found.high.unit]


def way_of(tokens: Tokens, found: Found, kind: QuantityKind, begins: int) -> Direction | None:
    """The direction stated by the words around, or by the word itself."""
    word = tokens.words[found.first]
    if kind is QuantityKind.MULTIPLE:
        if (
            word in lexicon().multiples
            and word not in ("double", "triple", "treble", "quadruple")
            or verbal(tokens, found.first)
        ):
            return Direction.DOWN if found.high.value < 1 else Direction.UP
        return None
    if found.role == LEVEL:
        return None
    if found.role == COUNT and tokens.word(found.last + 1) in ("straight", "consecutive", "-", "successive"):
        return None
    signed = found.high.sign
    wide = kind in (QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINTS, QuantityKind.INDEX_POINTS)
    way = find_direction(tokens, found.first, found.last, wide=wide, begins=begins)
    if way is None and signed and wide and tokens.word(begins - 1) not in ("at", "to", "of", "was", "is"):
        return Direction.UP if signed > 0 else Direction.DOWN
    return way


def verbal(tokens: Tokens, i: int) -> bool:
    """ "to double", "will triple": the verb, not "double the Dax's 6.9%"."""
    return tokens.word(i) in lexicon().multiples and tokens.word(i - 1) in (
        "to",
        "will",
        "would",
        "could",
        "may",
        "might",
        "should",
        "can",
    )


def turned(tokens: Tokens, found: Found, hedge: Hedge | None) -> Hedge | None:
    """A currency that strengthens past 142 to the dollar stands below 142."""
    if (
        found.high.unit == MONEY
        and found.role == LEVEL
        and tokens.word(found.first - 1) in ("past", "through", "beyond")
        and found.high.currency not in ("USD",)
    ):
        stronger = any(
            tokens.word(n).startswith(("strengthen", "firm", "apprec", "ris", "rose", "gain", "climb", "rall"))
            for n in range(found.first - 1, max(found.first - 8, -1), -1)
        )
        return Hedge.LESS_THAN if stronger else Hedge.MORE_THAN
    return hedge


__all__ = ["CHANGE", "find_quantities"]
