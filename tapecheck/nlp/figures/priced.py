"""What a price is per where the text leaves it to the reader: Brent a barrel, gold an ounce."""

from __future__ import annotations

from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.movement import verb_direction
from tapecheck.nlp.figures.tokens import Tokens

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
        if not crossed and (word in listed("per.not_priced.words") or other_subject(tokens, at)):
            return None
        anaphor = anaphor or word in listed("per.anaphors")
    return None


def other_subject(tokens: Tokens, at: int) -> bool:
    """Whether a name that is no commodity's moves: "as oil slid, Occidental fell to $58"."""
    named = tokens.capital(at) and tokens.words[at] not in listed("per.neutral")
    return named and verb_direction(tokens.word(at + 1)) is not None


def commodity(tokens: Tokens, at: int) -> str | None:
    """The unit of the commodity whose name ends at token `at`."""
    for phrase, unit in lexicon().priced.items():
        if tokens.words[at] == phrase[-1] and tuple(tokens.words[max(at - len(phrase) + 1, 0) : at + 1]) == phrase:
            return unit
    return "ounce" if tokens.words[at] == "ounce" and tokens.word(at - 1) == "an" else None
