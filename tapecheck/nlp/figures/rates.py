"""What a figure is stated per: "a share", "an ounce", "/MWh", "annual rate"."""

from __future__ import annotations

from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.tokens import Tokens

LONG = (
    (("million", "british", "thermal", "units"), "mmBtu"),
    (("million", "btu"), "mmBtu"),
    (("million", "btus"), "mmBtu"),
    (("megawatt", "hour"), "MWh"),
    (("kilowatt", "hour"), "kWh"),
)
"""Rates of several words, and how they are written in short."""


def find_per(tokens: Tokens, last: int) -> str | None:
    """What the figure that ends at token `last` is stated per, or None."""
    at = last + 1
    while tokens.word(at) in HYPHENS and tokens.glued(at):
        at += 1
    word = tokens.word(at)
    if word in ("a", "an", "per", "/", "each"):
        return rate_at(tokens, at + 1, indefinite=word in ("a", "an"))
    if word in ("annualised", "annualized") or (
        word in listed("per.annual") and tokens.word(at + 1) in listed("direction.pace")
    ):
        return "year"
    return "year" if word in ("annually", "yearly") else None


def rate_at(tokens: Tokens, at: int, *, indefinite: bool) -> str | None:
    """The unit that begins at token `at`, behind "a", "per" or a stroke."""
    at += tokens.word(at) in HYPHENS
    for phrase, unit in LONG:
        if tokens.match(at, phrase) > 0:
            return unit
    if tokens.kind(at) == "num" and tokens.word(at + 1) in listed("per.weights"):
        return f"{tokens.word(at)} {tokens.word(at + 1)}"  # gold in India is priced per 10 grams
    at += (
        tokens.word(at) in ("troy", "metric", "fine", "short", "diluted", "basic", "ordinary", "common")
        and tokens.kind(at + 1) == "word"
    )
    unit_here = lexicon().per.get(tokens.word(at))
    if unit_here is None or not indefinite:
        return unit_here
    after = tokens.word(at + 1)
    if after in listed("per.not_after") or (unit_here in listed("per.doubtful") and after not in (",", ".", "")):
        return None  # "$4.4 billion a year ago", "a bond trader"
    return unit_here
