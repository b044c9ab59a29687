"""What a figure is stated per: "a share", "an ounce", "/MWh", "annual rate"; and what a price is per where the text

leaves that to the reader: Brent a barrel, gold an ounce.
"""

from __future__ import annotations

from tapecheck.nlp.figures.direction import verb_direction
from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.tokens import Tokens


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
    for phrase, unit in lexicon().long_rates:
        if tokens.match(at, phrase) > 0:
            return unit
    if tokens.kind(at) == "num" and tokens.word(at + 1) in listed("per.weights"):
        return f"{tokens.word(at)} {tokens.word(at + 1)}"  # gold in India is priced per 10 grams
    at += tokens.word(at) in ("troy", "metric", "fine", "short", "diluted", "basic", "ordinary", "common")
    unit_here = lexicon().per.get(tokens.word(at))
    if unit_here is None or not indefinite:
        return unit_here
    return None if tokens.word(at + 1) in listed("per.not_after") else unit_here  # "$4.4 billion a year ago"


REACH = 40


def priced_per(tokens: Tokens, first: int) -> str | None:
    """The customary unit of the commodity that the sentence prices, or None: its nearest name to the left decides."""
    if tokens.word(first - 1) not in listed("per.leads"):
        return None
    anaphor = crossed = False
    for at in range(first - 1, max(first - REACH, -1), -1):
        if tokens.stops(at):
            if not anaphor:
                return None
            crossed = True
            continue
        word = tokens.words[at]
        unit = commodity(tokens, at)
        if unit:
            return unit
        moved = tokens.capital(at) and verb_direction(tokens.word(at + 1)) and word not in listed("per.neutral")
        if not crossed and (word in listed("per.not_priced.words") or moved):  # "as oil slid, Occidental fell to $58"
            return None
        anaphor = anaphor or word in listed("per.anaphors")
    return None


def commodity(tokens: Tokens, at: int) -> str | None:
    """The unit of the commodity whose name ends at token `at`."""
    for phrase, unit in lexicon().priced.items():
        if tokens.words[at] == phrase[-1] and tuple(tokens.words[max(at - len(phrase) + 1, 0) : at + 1]) == phrase:
            return unit
    return "ounce" if tokens.words[at] == "ounce" and tokens.word(at - 1) == "an" else None
