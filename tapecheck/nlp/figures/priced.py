"""What a price is per where the text leaves it to the reader: Brent a barrel, gold an ounce."""

from __future__ import annotations

from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.nlp.figures.tokens import Tokens

ANAPHORS = frozenset(["metal", "contract", "commodity", "bullion", "peak", "intraday", "benchmark", "fuel"])
LEADS = frozenset(
    [
        "to",
        "at",
        "above",
        "below",
        "hit",
        "touched",
        "reached",
        "near",
        "around",
        "about",
        "was",
        "of",
        "over",
        "under",
        "fetched",
        "through",
        "past",
        "topped",
        "from",
        "record",
        "a",
        "as",
        "low",
        "high",
        "just",
        "see",
        "between",
        "nearly",
        "almost",
    ]
)
REACH = 40


def priced_per(tokens: Tokens, first: int) -> str | None:
    """The customary unit of the commodity that the sentence prices, or None: its nearest name to the left decides."""
    if tokens.word(first - 1) not in LEADS:
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
        if not crossed and word in lexicon().words["per.not_priced.words"]:
            return None
        anaphor = anaphor or word in ANAPHORS
    return None


def commodity(tokens: Tokens, at: int) -> str | None:
    """The unit of the commodity whose name ends at token `at`."""
    for phrase, unit in lexicon().priced.items():
        if tokens.words[at] == phrase[-1] and tuple(tokens.words[max(at - len(phrase) + 1, 0) : at + 1]) == phrase:
            return unit
    return "ounce" if tokens.words[at] == "ounce" and tokens.word(at - 1) == "an" else None
