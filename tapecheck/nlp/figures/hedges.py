"""The words that bound a figure: in front of it ("nearly", "as much as", "above the ... mark") or behind ("or so")."""

from __future__ import annotations

from tapecheck.nlp.figures.direction import is_movement, word_direction
from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.tokens import Tokens
from tapecheck.schema import Direction, Hedge

REACH = 6


def find_hedge(tokens: Tokens, first: int, last: int) -> tuple[Hedge | None, int]:
    """The hedge of the figure in tokens `first` to `last`, and the first token of a hedge in front (or `first`)."""
    hedge, begins = hedge_before(tokens, first)
    return (hedge or hedge_after(tokens, last)), begins


def hedge_before(tokens: Tokens, first: int) -> tuple[Hedge | None, int]:
    """The hedge that ends where the figure begins, a word such as "another" aside, and its first token."""
    articles = listed("hedges.articles")
    at = first
    for _ in range(3):
        found = hedge_ending(tokens, at)
        if found:
            return meant(tokens, *found, at)
        if tokens.word(at - 1) in articles:
            at -= 1
        elif tokens.word(at - 1) == "of" and tokens.word(at - 2) in articles:
            at -= 2
        else:
            break
    if tokens.word(first - 1) == "the" and tokens.word(first - 2) in listed("hedges.bounds"):
        return of_mark(tokens, first)
    way = passed(tokens, first)
    return (way, first - 1) if way else (None, first)


def hedge_ending(tokens: Tokens, at: int) -> tuple[Hedge, int] | None:
    """The longest hedge whose last token stands before token `at`: its class and its first token."""
    if at < 1:
        return None
    for phrase, hedge in lexicon().hedges_before.get(tokens.words[at - 1], ()):
        begin = at - len(phrase)
        if begin >= 0 and tuple(tokens.words[begin:at]) == phrase and tokens.kinds[begin] != "gap":
            return hedge, begin
    return None


def meant(tokens: Tokens, hedge: Hedge, begin: int, end: int) -> tuple[Hedge | None, int]:
    """The hedge as this sentence means it, and its first token."""
    phrase = tuple(tokens.words[begin:end])
    before = tokens.word(begin - 1)
    if phrase[-3:] == ("as", "much", "as") and extreme(tokens, begin - 1):
        return None, begin  # "fell as much as 3%" is the day's extreme, no bound
    if phrase[:2] == ("up", "to") and before in listed("hedges.brought_up"):
        return None, end
    if before in ("no", "not") and hedge is Hedge.MORE_THAN:
        return Hedge.AT_MOST, begin - 1
    if phrase == ("top",) and before not in listed("hedges.modals"):
        return None, end  # "the top 10"
    return hedge, begin


def extreme(tokens: Tokens, at: int) -> bool:
    """Whether "as much as" follows a stated move ("fell", "was down"), not a possible one ("could fall")."""
    if not (is_movement(tokens.word(at)) or tokens.word(at) in listed("hedges.extremes")):
        return False
    return tokens.word(at - 1) not in listed("hedges.modals")


def of_mark(tokens: Tokens, first: int) -> tuple[Hedge | None, int]:
    """As in "above the 5,000 mark": a bound for all that the article stands between."""
    for at in range(first + 1, first + 5):
        if tokens.word(at) in listed("hedges.marks"):
            above = tokens.word(first - 2) in listed("hedges.bounds_up")
            return (Hedge.MORE_THAN if above else Hedge.LESS_THAN), first - 2
    return None, first


def passed(tokens: Tokens, first: int) -> Hedge | None:
    """As in "crashed through $1,400", "climbed past $70": a bound on the side of the movement."""
    if tokens.word(first - 1) not in ("past", "through"):
        return None
    for at in range(first - 2, max(first - 2 - REACH, -1), -1):
        word = tokens.words[at]
        way = word_direction(word)
        if way or word in listed("hedges.broke"):
            return Hedge.LESS_THAN if way is Direction.DOWN else Hedge.MORE_THAN
    return None


def hedge_after(tokens: Tokens, last: int) -> Hedge | None:
    """As in "or so", "or more", "-plus", "at least" behind the figure."""
    for phrase, hedge in lexicon().hedges_after.get(tokens.word(last + 1), ()):
        end = tokens.match(last + 1, phrase)
        if end < 0 or (phrase[0] in listed("hedges.glued_after") and phrase != ("plus",) and not tokens.glued(last)):
            continue
        if phrase == ("plus",) and not (tokens.word(end) in (",", ".", "") or tokens.glued(last)):
            continue
        if phrase[0] in ("at", "and") and tokens.kind(end) in ("num", "sign"):
            continue  # "at least", "and up" belong to the figure that follows
        return hedge
    return None
