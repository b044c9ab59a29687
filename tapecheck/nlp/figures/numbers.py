"""Numerals and number words to exact decimals.

Shapes: 4,457.49 · 12,34,567.89 · .25 · 7 3/4 · twenty-five · two hundred and
fifty · three point five · a dozen · half a million · a quarter of a billion · three and a half · 1.5 lakh crore.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tapecheck.nlp.figures.lexicon import Lexicon, lexicon
from tapecheck.nlp.figures.tokens import Tokens

WELL_FORMED = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,8}(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2}){0,8},[0-9]{3}(?:\.[0-9]+)?|[0-9]{0,24}(?:\.[0-9]+)?"
)
DENOMINATORS = frozenset(["2", "3", "4", "5", "8", "16", "32", "64"])
MAX_DIGITS = 24  # a Decimal keeps 28
HYPHENS = frozenset(["-", "‐", "‑"])
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens `first` to `last`. `value` and `ulp` are before the scale of 10**power.

    `scaled` says that a scale was written ("5 million"), `spelled` that the number stands in words.
    """

    first: int
    last: int
    value: Decimal
    ulp: Decimal
    power: int = 0
    scaled: bool = False
    spelled: bool = False
    fraction: int = 0
    """The denominator where the number is a bare fraction in words ("half", "two-thirds"), else 0."""


def read_number(tokens: Tokens, i: int, *, money: bool = False) -> Number | None:
    """The number that begins at token i, with its scale; `money` admits spaced abbreviations ("$5 m")."""
    kind = tokens.kind(i)
    if kind == "num":
        number = read_numeral(tokens, i)
    elif kind == "word":
        number = read_words(tokens, i)
    else:
        return None
    return number and with_half(tokens, read_scale(tokens, number, money=money), money=money)


def read_numeral(tokens: Tokens, i: int) -> Number | None:
    """A number in digits, with a fraction behind it; None for lists, codes and what is glued to letters."""
    raw = tokens.word(i)
    if len(raw) > MAX_DIGITS or not WELL_FORMED.fullmatch(raw) or (len(raw) > 1 and raw[0] == "0" and raw[1].isdigit()):
        return None
    value = Decimal(raw.replace(",", ""))
    ulp = ONE.scaleb(-len(raw.partition(".")[2]))
    fraction = read_fraction(tokens, i)
    return fraction or Number(i, i, value, ulp)


def read_fraction(tokens: Tokens, i: int) -> Number | None:
    """As in "3/4", "7 3/4", "101 1 / 4": the fractions of bond and old stock prices."""

    def bar(at: int) -> Decimal | None:
        top, bottom = tokens.word(at), tokens.word(at + 2)
        if (
            tokens.word(at + 1) != "/"
            or tokens.kind(at + 2) != "num"
            or bottom not in DENOMINATORS
            or not top.isdigit()
        ):
            return None
        return Decimal(top) / int(bottom) if len(top) < 3 and 0 < int(top) < int(bottom) else None

    part = bar(i)
    if part is not None:
        return Number(i, i + 2, part, ONE / int(tokens.word(i + 2)))
    whole = tokens.word(i).replace(",", "")
    hyphen = tokens.word(i + 1) in HYPHENS and tokens.glued(i)  # "40-3/4 cents"
    part = bar(i + 1 + hyphen) if tokens.near(i) and tokens.kind(i + 1 + hyphen) == "num" else None
    if part is None:
        return None
    place = ONE.scaleb(-len(whole.partition(".")[2]))  # "$6.04 1/4" is a quarter of a cent more
    last = i + 3 + hyphen
    return Number(i, last, Decimal(whole) + part * place, place / int(tokens.word(last)))


def read_scale(tokens: Tokens, number: Number, *, money: bool) -> Number:
    """The number with the scale words that follow it: "million", "lakh crore", a glued "bn"."""
    lex = lexicon()
    power, last, scaled = number.power, number.last, number.scaled
    while True:
        at = last + 1
        if tokens.word(at) in HYPHENS and tokens.glued(last) and tokens.glued(at):
            at += 1
        word = tokens.word(at)
        if tokens.kind(at) != "word":
            break
        if word in lex.scales:
            power += lex.scales[word]
        elif not scaled and word in lex.short_scales and abbreviates(tokens, last, at, money=money):
            power += lex.short_scales[word]
        else:
            break
        last, scaled = at, True
    return Number(
        number.first, last, number.value, number.ulp, power, scaled, number.spelled, 0 if scaled else number.fraction
    )


def abbreviates(tokens: Tokens, last: int, at: int, *, money: bool) -> bool:
    """Whether the letters are a scale here: glued, or a longer abbreviation, or behind an amount of money."""
    word = tokens.word(at)
    if tokens.glued(last):
        return word not in ("t", "b") or tokens.raw(at).isupper() or money
    return money or (len(word) > 1 and word != "mm")


def with_half(tokens: Tokens, number: Number, *, money: bool) -> Number:
    """As in "three and a half million", "five-and-a-half points", "2 and three-quarters": a part behind the whole."""
    at = number.last + 1
    hyphen = tokens.word(at) in HYPHENS and tokens.glued(number.last)
    if number.scaled or number.fraction or tokens.word(at + hyphen) != "and":
        return number
    part = read_part(tokens, at + 1 + 2 * hyphen, joined=hyphen)
    if part is None or part.value >= 1:
        return number
    whole = Number(number.first, part.last, number.value + part.value, part.ulp, 0, False, number.spelled)
    return read_scale(tokens, whole, money=money)


def read_part(tokens: Tokens, i: int, *, joined: bool = False) -> Number | None:
    """A fraction in words: "half", "a quarter", "two-thirds", "three quarters"; `joined` admits "a-half"."""
    lex = lexicon()
    top = 1
    at = i
    word = tokens.word(at)
    if word in ("a", "an", "one"):
        at += 1
    elif word in lex.ones and 1 < lex.ones[word] < 20:
        top, at = lex.ones[word], at + 1
    elif word not in ("half", "quarter"):
        return None
    if at > i and tokens.word(at) in HYPHENS:
        at += 1
    if word in ("a", "an") and not joined and tokens.word(at + 1) in HYPHENS and tokens.glued(at):
        return None  # the article of "a half-point cut" is none of the figure
    bottom = lex.parts.get(tokens.word(at), 0)
    if not bottom or top >= bottom or (top > 1) != tokens.word(at).endswith("s"):
        return None
    return Number(i, at, ratio(top, bottom), ratio(1, bottom), spelled=True, fraction=bottom)


def ratio(top: int, bottom: int) -> Decimal:
    """A quotient to twelve places: exact where it is short, and no longer than it needs to be where it is not."""
    return (Decimal(top) / bottom).quantize(ONE.scaleb(-12)).normalize()


def read_words(tokens: Tokens, i: int) -> Number | None:
    """A number in words, or a fraction of a scale ("half a million", "a quarter of a billion")."""
    lex = lexicon()
    word = tokens.word(i)
    if word in ("half", "quarter") or word in ("a", "an", "one", "two", "three", "four"):
        part = read_part(tokens, i)
        if part:
            return part_of_scale(tokens, part, lex)
    if word in ("a", "an"):
        following = tokens.word(i + 1)
        if following in lex.scales and not following.endswith("s"):
            return Number(i, i, ONE, ONE, spelled=True)
        return None
    return spell_out(tokens, i, lex) if word in lex.ones or word in lex.tens else None


def part_of_scale(tokens: Tokens, part: Number, lex: Lexicon) -> Number:
    """As in "half a million", "half million", "a quarter of a million": the article and "of" belong to the number."""
    at = part.last + 1
    if tokens.word(at) == "of" and tokens.word(at + 1) in ("a", "one"):
        at += 1
    if tokens.word(at) in ("a", "one") and tokens.word(at + 1) in lex.scales:
        return Number(part.first, at, part.value, part.ulp, spelled=True)
    return part


def spell_out(tokens: Tokens, i: int, lex: Lexicon) -> Number | None:
    """The longest number in words: "one crore, twenty-three lakh", "two hundred and fifty", "three point five"."""
    total = current = 0
    at, last, power, bound, smallest = i, i - 1, 0, 10**30, 100
    while True:
        word = tokens.word(at)
        if word in lex.tens and current % 100 == 0 and smallest > 10:
            current, smallest = current + lex.tens[word], 10
        elif word in lex.ones and (current % 10 == 0 and (smallest > 10 or (smallest == 10 and lex.ones[word] < 10))):
            current, smallest = current + lex.ones[word], 1
        elif word == "hundred" and 0 < current < 100 and last >= i:
            current, smallest = current * 100, 100
        elif (
            word in lex.scales
            and lex.scales[word] > 2
            and current
            and 10 ** lex.scales[word] < bound
            and not word.endswith("s")
        ):
            power = lex.scales[word]
            bound = 10**power
            total, current, smallest = total + current * bound, 0, 100
        else:
            break
        last = at
        at = next_word(tokens, at + 1, lex)
    return finish_words(tokens, i, last, total + current, power if not current else 0, lex)


def next_word(tokens: Tokens, at: int, lex: Lexicon) -> int:
    """Skip a hyphen, "and" or a comma, where a number word follows and one of size stands before."""
    word, before = tokens.word(at), tokens.word(at - 1)
    following = tokens.word(at + 1)
    numeral = following in lex.ones or following in lex.tens
    if word in HYPHENS and tokens.glued(at - 1) and tokens.glued(at) and (numeral or following in lex.scales):
        return at + 1
    if word == "and" and numeral and before in lex.scales:
        return at + 1
    if word == "," and numeral and lex.scales.get(before, 0) > 2:
        return at + 1
    return at


def finish_words(tokens: Tokens, i: int, last: int, value: int, power: int, lex: Lexicon) -> Number:
    """The number with spoken decimals, its scale taken out so that the last place is known."""
    digits = ""
    if tokens.word(last + 1) == "point" and tokens.word(last + 2) in lex.ones and lex.ones[tokens.word(last + 2)] < 10:
        at = last + 2
        while tokens.word(at) in lex.ones and lex.ones[tokens.word(at)] < 10:
            digits += str(lex.ones[tokens.word(at)])
            at += 1
        return Number(i, at - 1, Decimal(f"{value}.{digits}"), ONE.scaleb(-len(digits)), spelled=True)
    return Number(i, last, Decimal(value).scaleb(-power), ONE, power, power > 0, spelled=True)
