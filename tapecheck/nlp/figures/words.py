"""Figures without a numeral or a unit: fractions of a whole, "one in five", "doubled"."""

from __future__ import annotations

from decimal import Decimal

from tapecheck.nlp.figures.direction import word_direction
from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.numbers import HYPHENS, Number, ratio, read_number
from tapecheck.nlp.figures.operands import PERCENT, POINTS_OF_PERCENT, TIMES, Operand
from tapecheck.nlp.figures.tokens import Tokens

WHOLES_OF_ODDS = frozenset([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100])
COARSE = Decimal(5)
"""A half, third or quarter said in words is not meant to the percent."""


# --- shares of a whole -----------------------------------------------------------------------------------------------
def read_share(tokens: Tokens, operand: Operand) -> Operand | None:
    """A fraction of a whole as a percentage: "half of the stocks", "a fifth of its value", "fell by a third"."""
    number = operand.number
    if not number.fraction or not of_whole(tokens, number):
        return None
    value = (number.value * 100).quantize(Decimal("1E-10")).normalize()
    ulp = COARSE if number.fraction < 5 else Decimal(1)
    operand.number = Number(number.first, number.last, value, ulp, spelled=True)
    operand.unit = PERCENT
    return operand


def of_whole(tokens: Tokens, number: Number) -> bool:
    """Whether what stands around shows a share, and no time ("half of the year"), ordinal or measure."""
    first, last = number.first, number.last
    after, before, part = tokens.word(last + 1), tokens.word(first - 1), tokens.word(last)
    alone = first == last
    if before in listed("shares.ordinal_before") or (alone and before == "the"):
        return False
    if "and" in (before, tokens.word(first - 2) if before in ("a", "an") else ""):
        return False  # "a cup and a half"
    if alone and part != "half":
        return False  # "the sixth straight quarter"
    if part == "quarters" and number.value != Decimal("0.75"):
        return False  # "two quarters of contraction"
    if after == "of":
        whole = tokens.word(last + 2 + (tokens.word(last + 2) in listed("shares.determiners")))
        return not (whole in listed("shares.times") or whole.isdigit())  # a stretch of time, or a bare year
    if after in listed("shares.wholes"):
        return part in ("half", "thirds", "quarters")
    if after in listed("shares.holdings"):
        return part != "half"
    leads = before in listed("shares.leads") or word_direction(before) is not None
    return (
        leads
        and after in listed("shares.ends")
        and not (part == "quarter" and before in ("in", "over", "than", "last"))
    )


def read_odds(tokens: Tokens, operand: Operand) -> Operand | None:
    """As in "one in five", "nine out of 10": a percentage."""
    top = operand.number
    at = top.last + 1
    if top.scaled or top.fraction or tokens.word(at) not in ("in", "out"):
        return None
    at += 2 if tokens.word(at) == "out" else 1
    at += tokens.word(at) == "every"
    bottom = read_number(tokens, at)
    if bottom is None or bottom.value not in WHOLES_OF_ODDS:
        return None
    behind = tokens.word(bottom.last + 1)
    if not 0 < top.value < bottom.value or top.value % 1 or behind in HYPHENS or behind in listed("counts.times"):
        return None  # "up 3 in 10 days"
    value = (ratio(int(top.value), int(bottom.value)) * 100).normalize()
    unit = min(Decimal(10), ratio(100, int(bottom.value)))  # "six in ten" is no sharper than a tenth
    operand.number = Number(top.first, bottom.last, value, unit, spelled=True)
    operand.last, operand.unit = bottom.last, PERCENT
    return operand


# --- multiples -------------------------------------------------------------------------------------------------------
def read_multiple(tokens: Tokens, i: int) -> Operand | None:
    """As in "doubled", "tripled", "halved", "tenfold", "twice the", "double the": the ratio stated in one word."""
    word = tokens.word(i)
    value = lexicon().folds.get(word)
    if word == "twice" and tokens.word(i + 1) in listed("ratios.twice_before"):
        value = Decimal(2)
    elif word in lexicon().multiples and multiplies(tokens, i):
        value = lexicon().multiples[word]
    if value is None:
        return None
    return Operand(i, i, Number(i, i, value, Decimal("0.1"), spelled=True), TIMES)


def multiplies(tokens: Tokens, i: int) -> bool:
    """Whether the word is the verb or a true multiple: not "double-digit", "doubled down", "the bitcoin halving"."""
    word, before, after = tokens.word(i), tokens.word(i - 1), tokens.word(i + 1)
    if after in HYPHENS or after in ("down", "witching"):
        return False
    if word.endswith("ed"):
        return after not in ("over", "as", "up")
    if after in listed("ratios.not_before"):
        return False
    if word.endswith("ing"):
        return before not in listed("ratios.not_halving") or after == "of"
    if word in listed("ratios.plain"):
        return after in listed("ratios.plain_before") or before in listed("ratios.plain_after")
    return after not in listed("ratios.not_verb_before")


def read_times(tokens: Tokens, operand: Operand) -> Operand | None:
    """As in "2.5 times earnings", "three times as much": a multiple; "52 times" is a count."""
    at = operand.number.last + 1
    if tokens.word(at) not in ("times", "time") or operand.number.scaled:
        return None
    year = tokens.word(at + 2).endswith(("'s", "’s"))  # "15 times next year's earnings"
    if operand.number.value % 1 == 0 and tokens.word(at + 1) not in listed("ratios.multiplied") and not year:
        return None
    operand.last, operand.unit = at, TIMES
    return operand


def read_one_point(tokens: Tokens, i: int) -> Operand | None:
    """As in "a percentage point", "a full percentage point": one, said by the article."""
    full = tokens.word(i + 1) in ("full", "whole")
    end = tokens.match(i + 1 + full, ("percentage", "point"))
    if end < 0:
        return None
    return Operand(i, end - 1, Number(i, i, Decimal(1), Decimal(1), spelled=True), POINTS_OF_PERCENT)
