"""Which way a word goes: verbs, nouns and adverbs of movement."""

from __future__ import annotations

from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.tokens import Tokens
from tapecheck.schema import Direction

UP, DOWN = Direction.UP, Direction.DOWN


def verb_direction(word: str) -> Direction | None:
    """The way of a verb of movement, in any form."""
    lex = lexicon()
    return UP if word in lex.up_verbs else DOWN if word in lex.down_verbs else None


def noun_direction(word: str) -> Direction | None:
    """The way of a noun of change."""
    lex = lexicon()
    return UP if word in lex.up_nouns else DOWN if word in lex.down_nouns else None


def adverb_direction(word: str) -> Direction | None:
    """The way of "up", "lower", "off"."""
    return UP if word in listed("direction.up_words") else DOWN if word in listed("direction.down_words") else None


def word_direction(word: str) -> Direction | None:
    """The way of a verb, noun or adverb of movement."""
    return verb_direction(word) or noun_direction(word) or adverb_direction(word)


def is_movement(word: str) -> bool:
    """Whether the word is a verb of movement."""
    return verb_direction(word) is not None


def direction_at(tokens: Tokens, at: int) -> Direction | None:
    """The way of the word at that token as it stands there, with its particle; None where it only looks like one."""
    word, before, after = tokens.word(at), tokens.word(at - 1), tokens.word(at + 1)
    particles = lexicon().particles
    way = particles.get((before, word))
    if way:
        return way
    way = word_direction(word)
    if way is None or only_looks(tokens, at, word, before, after):
        return None
    return particles.get((word, after), way)


def only_looks(tokens: Tokens, at: int, word: str, before: str, after: str) -> bool:
    """Words of movement that are none here: "up to", "make up", "higher costs", "cash-return", "firm"."""
    if word == "up" and after == "to":
        return True
    if word in ("up", "off", "down") and before in listed("direction.no_particle"):
        return True
    if before in HYPHENS and tokens.glued(at - 1):
        return noun_direction(word) is None
    return word in listed("direction.doubtful") and not leads_on(tokens, at)


def leads_on(tokens: Tokens, at: int) -> bool:
    """Whether a figure's own words follow token `at` at once."""
    return tokens.kind(at + 1) in ("num", "sign", "part") or tokens.word(at + 1) in listed("direction.follows")
