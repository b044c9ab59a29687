"""The walk over the tokens, and the making of a `Quantity`."""

from __future__ import annotations

import functools
from decimal import Decimal

from tapecheck.nlp.figures.counts import counted_noun, ordinal_streak, read_ordinal, repeats_count, streak_unit
from tapecheck.nlp.figures.currencies import currency_table
from tapecheck.nlp.figures.direction import DOWN, UP, find_direction, verb_direction
from tapecheck.nlp.figures.hedges import find_hedge
from tapecheck.nlp.figures.levels import LEVEL, in_date, in_name, points_of_percent, read_level
from tapecheck.nlp.figures.lexicon import lexicon, listed
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
from tapecheck.nlp.figures.ranges import Found, read_range
from tapecheck.nlp.figures.rates import find_per, priced_per
from tapecheck.nlp.figures.tokens import Tokens, tokenize
from tapecheck.nlp.figures.words import (
    read_multiple,
    read_odds,
    read_one_point,
    read_share,
    read_times,
)
from tapecheck.schema import Direction, Hedge, Quantity, QuantityKind
from tapecheck.schema.nouns import last_place

COUNT = "count"
NUMERIC, WORDED = frozenset(["num", "sign"]), frozenset(["word", "punct"])
ONE_POINT = frozenset(["by", "than", "of", "lost", "gained"])  # before one point of an index
HUNDREDTH = Decimal("0.01")
KINDS = {
    PERCENT: (QuantityKind.PERCENT, "%"),
    POINTS_OF_PERCENT: (QuantityKind.PERCENTAGE_POINTS, "pp"),
    BASIS_POINTS: (QuantityKind.PERCENTAGE_POINTS, "pp"),
    POINTS: (QuantityKind.INDEX_POINTS, "points"),
    TIMES: (QuantityKind.MULTIPLE, "x"),
}


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
        if kind in NUMERIC or (kind in WORDED and words[i] in starters):
            figure = read_figure(tokens, i)
            if figure is not None:
                found.append(make_quantity(tokens, figure))
                keep(tokens, figure, found[-1].direction)
                i = figure.last + 1
                continue
        i += 1
    return found


def keep(tokens: Tokens, figure: Found, way: Direction | None) -> None:
    """Note the figure for those that follow it."""
    tokens.figures[figure.last] = figure.first
    tokens.ways[figure.last] = way
    price = figure.high
    if price.unit == MONEY and not price.number.scaled:
        tokens.rated = figure.last, price.currency or "", price.power


@functools.cache
def starting_words() -> frozenset[str]:
    """Words and signs with which a figure may begin."""
    lex, table = lexicon(), currency_table()
    letters = {prefix[:-1] for prefix in table.prefixed}
    signs = {"minus", "plus", "-", "−", "–", "+", "negative"}
    shares = {"a", "an", "half", "quarter", "twice", "f"}
    return frozenset(
        {*lex.ones, *lex.tens, *lex.ordinals, *lex.multiples, *lex.folds, *table.before, *letters, *signs, *shares}
    )


def read_figure(tokens: Tokens, i: int) -> Found | None:
    """The figure that begins at token i, or None."""
    lex = lexicon()
    word = tokens.words[i]
    if word in lex.multiples or word in lex.folds or word == "twice":
        return single(read_multiple(tokens, i))
    operand = read_operand(tokens, i) or (read_one_point(tokens, i) if word == "a" else None)
    if operand is None:
        return read_streak(tokens, i)
    bare_fraction = operand.number.fraction and not operand.unit
    alone = bare_fraction or (not operand.unit and in_date(tokens, operand))
    joined = None if alone else read_range(tokens, operand)
    if joined:
        return classify_range(tokens, joined)
    if operand.unit in ("", POINTS):
        operand = reread(tokens, operand)
    said = operand.number.spelled and operand.value == 1
    if operand.unit == POINTS and said and tokens.word(operand.first - 1) not in ONE_POINT:
        return None  # "at one point", "one point to make"
    return single(operand) if operand.unit else classify_bare(tokens, operand)


def reread(tokens: Tokens, operand: Operand) -> Operand:
    """Readings that a unit would have ruled out; half a point is of a percentage."""
    if operand.unit == POINTS:
        in_parts = operand.number.value < 1 and operand.number.last > operand.number.first
        if operand.number.fraction or in_parts or points_of_percent(tokens, operand):
            operand.unit = POINTS_OF_PERCENT
        return operand
    return read_share(tokens, operand) or read_odds(tokens, operand) or read_times(tokens, operand) or operand


def single(operand: Operand | None) -> Found | None:
    """One operand as a figure."""
    return None if operand is None else Found(operand, operand)


def read_streak(tokens: Tokens, i: int) -> Found | None:
    """The ordinal of a streak as a count."""
    value, last = read_ordinal(tokens, i)
    unit = ordinal_streak(tokens, i, last) if value else None
    if unit is None:
        return None
    operand = Operand(i, last, Number(i, last, Decimal(value), Decimal(1), spelled=True))
    return Found(operand, operand, COUNT, unit)


def read_bare(tokens: Tokens, operand: Operand) -> tuple[str, str] | None:
    """What a number without a unit is: (COUNT, noun), or a level or change with "", or None."""
    if operand.number.fraction or in_date(tokens, operand) or in_name(tokens, operand):
        return None
    if tokens.word(operand.first - 1) == "per":
        return None  # "per 10 grams" belongs to the price before
    streak = streak_unit(tokens, operand)
    if streak:
        return COUNT, streak
    noun = counted_noun(tokens, operand) or repeats_count(tokens, operand)
    if noun:
        tokens.counted = operand.last, noun
        return COUNT, noun
    level = read_level(tokens, operand)
    return (level, "") if level else None


def classify_bare(tokens: Tokens, operand: Operand) -> Found | None:
    """A number without a unit as count, level or change, or None."""
    bare = read_bare(tokens, operand)
    if bare is None:
        return None
    role, noun = bare
    if role == LEVEL:
        tokens.levels.add(operand.last)
    return Found(operand, operand, role, noun)


def classify_range(tokens: Tokens, found: Found) -> Found | None:
    """A range as a figure; a bare one must be a level or a count."""
    if found.high.unit == "":
        probe = Operand(found.first, found.last, found.high.number)
        bare = read_bare(tokens, probe)
        if bare is None:
            return None
        found.role, found.noun = bare
        found.low.unit = found.high.unit = probe.unit
        found.low.currency = found.high.currency = probe.currency
    return found


def make_quantity(tokens: Tokens, found: Found) -> Quantity:
    """The figure with its context."""
    hedge, begins = find_hedge(tokens, found.first, found.last)
    kind, unit = kind_of(found)
    direction = way_of(tokens, found, kind, begins)
    per = None if found.role == COUNT else find_per(tokens, found.last)
    priced = kind is QuantityKind.MONEY and per is None and direction is None and not found.high.number.scaled
    factor = HUNDREDTH if found.high.unit == BASIS_POINTS else Decimal(1)
    start, end = tokens.starts[found.first], tokens.ends[found.last]
    low, high = found.bounds
    level = direction is None and kind in (QuantityKind.MONEY, QuantityKind.INDEX_POINTS)
    return Quantity(
        start=start,
        end=end,
        text=tokens.text[start:end],
        kind=kind,
        low=plain(low * factor),
        high=plain(high * factor),
        unit=unit,
        ulp=plain(max(unit_of(found.low, level), unit_of(found.high, level)) * factor),
        currency=found.high.currency if kind is QuantityKind.MONEY else None,
        hedge=turned(tokens, found, hedge),
        per=priced_per(tokens, found.first) if priced else per,
        direction=direction,
    )


def unit_of(operand: Operand, level: bool) -> Decimal:
    """One unit of the last printed digit; of a level in full thousands ("$109,000") its round place."""
    number = operand.number
    if not level or number.spelled or number.scaled or number.value < 1000 or int(number.value) % 1000:
        return operand.ulp
    return max(min(last_place(operand.value, operand.ulp), abs(operand.value) / 100), operand.ulp)


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent above zero: 13000000000, not 1.3E+10."""
    return Decimal(f"{value:f}")


def kind_of(found: Found) -> tuple[QuantityKind, str]:
    """Kind and unit of the contract."""
    if found.role == COUNT:
        return QuantityKind.COUNT, found.noun
    if found.high.unit == MONEY:
        return QuantityKind.MONEY, found.high.currency or ""
    return KINDS[found.high.unit]


def way_of(tokens: Tokens, found: Found, kind: QuantityKind, begins: int) -> Direction | None:
    """The direction stated by the words around, by the word itself, or by a printed sign."""
    if found.role == LEVEL or (
        found.role == COUNT and (found.noun in listed("counts.per_time") or found.noun == "times")
    ):
        return None
    if kind is QuantityKind.MULTIPLE:
        return way_of_multiple(tokens, found, begins)
    spelled = found.high.number.spelled
    way = find_direction(
        tokens,
        found.first,
        found.last,
        begins=begins,
        wide=kind not in (QuantityKind.MONEY, QuantityKind.COUNT) or breadth(found),
        share=breadth(found) or (kind is QuantityKind.PERCENT and spelled and found.first <= found.last),
    )
    sign, word = found.high.sign, tokens.word(begins - 1)
    at_level = word in listed("direction.level_leads") or word in listed("direction.copulas") or word == "of"
    if sign and (way or not at_level or is_change(tokens, begins, kind)) and (kind is not QuantityKind.MONEY or way):
        return UP if sign > 0 else DOWN
    return way


def breadth(found: Found) -> bool:
    """Whether it is a number of companies or stocks: how many rose or fell."""
    return found.role == COUNT and found.noun in listed("direction.breadth_nouns")


def is_change(tokens: Tokens, begins: int, kind: QuantityKind) -> bool:
    """As in "the S&P 500 was -1.4%": a signed percentage of what is no rate is a change."""
    if kind is not QuantityKind.PERCENT or tokens.word(begins - 1) not in listed("direction.copulas"):
        return False
    return any(
        tokens.kind(n) == "index" or tokens.word(n) in listed("levels.markets") for n in range(begins - 8, begins)
    )


def way_of_multiple(tokens: Tokens, found: Found, begins: int) -> Direction | None:
    """As in "doubled" is up, "halved" down; "double the Dax's 6.9%" and "2.5 times earnings" are neither."""
    lex = lexicon()
    word = tokens.words[found.first]
    verb = word in lex.multiples and (
        word not in listed("ratios.plain") or tokens.word(found.first - 1) in listed("hedges.modals")
    )
    if verb:
        return DOWN if found.high.value < 1 else UP
    fold = word in lex.folds or tokens.word(found.last) == "fold"
    return find_direction(tokens, found.first, found.last, begins=begins, wide=True) if fold else None


def turned(tokens: Tokens, found: Found, hedge: Hedge | None) -> Hedge | None:
    """A currency that strengthens past 142 to the dollar stands below 142."""
    rate = found.high.unit == MONEY and found.role == LEVEL and found.high.currency != "USD"
    if not rate or tokens.word(found.first - 1) not in ("past", "through", "beyond"):
        return hedge
    ways = [verb_direction(tokens.word(n)) for n in range(found.first - 1, max(found.first - 8, -1), -1)]
    return Hedge.LESS_THAN if UP in ways else Hedge.MORE_THAN
