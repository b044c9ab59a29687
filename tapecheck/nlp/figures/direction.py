"""Which way a figure went.

In the order asked: a verb right before the figure ("fell 2.6% ahead of the decision"), a word right behind it ("3%
higher", "10% below its low"), a noun that it describes ("a 5% gain", "$3bn of losses"); then the nearest word of
movement to the left in the clause ("fell 3%", "a drop of 3%", "lost 2% and the Dow 3%"); a figure that is its clause's
subject looks to the right ("$70bn was wiped off").
What stands behind "to", "at" or "above" is a level and has none, unless it is a change that was brought there ("cutting
its loss to 11%"). An amount of money or a count must stand next to its verb, for money is the object of many others.
"""

from __future__ import annotations

from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.tokens import Tokens
from tapecheck.schema import Direction

UP, DOWN = Direction.UP, Direction.DOWN


def verb_direction(word: str) -> Direction | None:
    """The way of a verb of movement, in any form."""
    return lexicon().verbs.get(word)


def noun_direction(word: str) -> Direction | None:
    """The way of a noun of change."""
    return lexicon().nouns.get(word)


def adverb_direction(word: str) -> Direction | None:
    """The way of "up", "lower", "off"."""
    return lexicon().adverbs.get(word)


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
    leads_on = tokens.kind(at + 1) in ("num", "sign", "part") or after in listed("direction.follows")
    return word in listed("direction.doubtful") and not leads_on


CLAUSE = 30  # tokens looked back for the verb
BESIDE = 24
SUBJECT = 26
OBJECT = 14
TURNED = frozenset(["higher", "lower", "up", "down", "stronger", "weaker", "firmer", "softer"])


def find_direction(
    tokens: Tokens, first: int, last: int, *, begins: int, wide: bool, share: bool = False
) -> Direction | None:
    """The movement that the figure states.

    Args:
        tokens: the text's tokens.
        first: its first token.
        last: its last token.
        begins: first token of its hedge, or `first`.
        wide: whether a word of movement anywhere to the left in the clause governs it (percentages, points).
        share: whether it is a part of a whole or a number of companies, so that its own verb follows.
    """
    own = None if stands_at_level(tokens, begins, first) else governed(tokens, begins, last)
    right = own or direction_behind(tokens, last) or direction_shared(tokens, last)
    if right:
        return right
    if tokens.word(last + 1) in listed("direction.static"):
        return None
    left = lead(tokens, begins)
    word, before = tokens.word(left), tokens.word(left - 1)
    if word == "between" and before == "of":
        return noun_direction(tokens.word(left - 2))
    if word == "between":
        return direction_at(tokens, left - 1) if verb_direction(before) else None
    if word == "than":
        return direction_left(tokens, left - 1) if left < begins - 1 else None
    if word == "at" and before in listed("direction.result_verbs"):
        return result_of(tokens, left - 1)
    if word in listed("direction.level_leads") and not at_pace(tokens, left, last):
        return brought_to(tokens, left) if word == "to" else None
    if (word == "of" and before in listed("levels.of_nouns")) or stands_at_level(tokens, begins, first):
        return None
    relative = listed("direction.relative_verbs")
    if wide and word.endswith(("'s", "’s")) and not relative.isdisjoint(tokens.words[max(left - 3, 0) : left]):
        before_it = (tokens.ways[at] for at in tokens.back(left, CLAUSE) if at in tokens.ways)
        return next(before_it, None)  # "its 14% return trailed the benchmark's 16%"
    if word in listed("direction.result_verbs") or before in listed("direction.result_verbs"):
        result = result_of(tokens, left)
        if result:
            return result
    found = direction_left(tokens, left) if wide else direction_beside(tokens, left, first, last)
    if found or verb_before(tokens, left):
        return found
    return direction_of_subject(tokens, last, wide=wide, share=share)


def result_of(tokens: Tokens, left: int) -> Direction | None:
    """As in "outflows hit $3 billion", "losses totalled $2bn": the way of the result that the verb measures."""
    for at in range(left - 1, max(left - 5, -1), -1):
        word = tokens.words[at]
        if word in listed("direction.results"):
            return noun_direction(word)
        if tokens.kinds[at] != "word" or word in listed("direction.level_leads") or verb_direction(word):
            return None
    return None


def lead(tokens: Tokens, begins: int) -> int:
    """The token that leads to the figure, articles and the like aside."""
    left = begins - 1
    skipped = listed("direction.articles")
    while tokens.word(left) in skipped or tokens.word(left) in ("the", "only", "just", "even"):
        left -= 1
    return left


def stands_at_level(tokens: Tokens, begins: int, first: int) -> bool:
    """As in "slid below $1.26", "as low as 1.868%": the hedge itself says that a level follows."""
    if extreme_level(tokens, first):
        return True
    last_word = tokens.word(first - 1 - (tokens.word(first - 1) == "the"))
    if begins < first and last_word in listed("direction.level_hedges"):
        return tokens.word(begins - 1) not in ("up", "down", "higher", "lower") and not (
            last_word == "under" and first - begins > 1
        )
    return False


def extreme_level(tokens: Tokens, first: int) -> bool:
    """Whether "as low as" or "as high as" leads to the figure."""
    return tokens.words[max(first - 3, 0) : first] in (["as", "low", "as"], ["as", "high", "as"])


def at_pace(tokens: Tokens, left: int, last: int) -> bool:
    """As in "shrink at a 14% annual rate", "growing at 5%": a pace is no level."""
    if tokens.word(left) != "at":
        return False
    paced = any(tokens.word(at) in listed("direction.pace") for at in range(last + 1, last + 4))
    return paced or tokens.word(left - 1) in listed("direction.pace_verbs")


def brought_to(tokens: Tokens, to: int) -> Direction | None:
    """As in "trimming its gain this year to 4.1%": the way of the change that was brought to this figure, else None."""
    for at in tokens.back(to - 1, 11):
        if at in tokens.figures:
            return None
        way = noun_direction(tokens.word(at))
        before, after = tokens.word(at - 1), tokens.word(at + 1)
        possessed = before in listed("direction.determiners") or before.endswith(("'s", "’s"))
        if way and possessed and after in listed("direction.brought_ends"):  # not "its profit forecast to"
            return way
    return None


def governed(tokens: Tokens, begins: int, last: int) -> Direction | None:
    """The way of the verb whose object the figure is: "fell 2.6% ahead of", "a decline of 5%", not "shot 5% up"."""
    word, before = tokens.word(begins - 1), tokens.word(begins - 2)
    if tokens.word(last + 1) in TURNED or word in listed("direction.doubtful"):
        return None
    if word == "of" and noun_direction(before):
        return noun_direction(before)
    nominal = noun_direction(word) and before in listed("direction.determiners")
    moved = verb_direction(word) and not nominal and changes_by(tokens, begins - 1)
    return direction_at(tokens, begins - 1) if moved else None


# --- behind the figure -----------------------------------------------------------------------------------------------
def direction_behind(tokens: Tokens, last: int) -> Direction | None:
    """A word behind the figure: "3% higher", "10% below", "a 4.5% weekly slide", "$9.7bn of estimated profits"."""
    at = skip_rate(tokens, last + 1)
    word = tokens.word(at)
    if compares(tokens, at):
        if word in listed("direction.up_after"):
            return UP
        if word in listed("direction.down_after"):
            return DOWN
    if word in listed("direction.lost_behind") and tokens.word(at + 1) != "in":
        return DOWN
    of = word in ("of", "in") and tokens.word(at + 1) not in ("the", "its", "their", "a")
    return noun_behind(tokens, at + of, last, of=of)


def direction_shared(tokens: Tokens, last: int) -> Direction | None:
    """As in "58.1 points, or 0.8 per cent, higher": the word behind the figure that says it in another unit."""
    at = last + 1 + (tokens.word(last + 1) == ",")
    if tokens.word(at) == "or":
        at += 1
    elif tokens.word(last + 1) != ",":
        return None
    for n in range(at, at + 7):
        word = tokens.word(n)
        if word in listed("direction.coordinated"):
            followed = tokens.word(n + 1)
            return adverb_direction(word) if followed in ("at", "to", "on", "in", "for", ".", ",", "", "by") else None
        unit = word in lexicon().units or word in ("cent", "points", "point", ",")
        if tokens.kind(n) not in ("num", "sign") and not unit:
            return None
    return None


def skip_rate(tokens: Tokens, at: int) -> int:
    """Where what follows a hyphen or a rate ("a share", "an ounce") stands."""
    if tokens.word(at) in HYPHENS:
        at += 1
    if tokens.word(at) in ("a", "an", "per") and tokens.word(at + 1) in lexicon().per:
        return at + 2
    return at


def compares(tokens: Tokens, at: int) -> bool:
    """Whether a word behind the figure goes with it: "over" and "better" must lead on to what is compared."""
    word, after = tokens.word(at), tokens.word(at + 1)
    if word in ("over", "past"):
        return after in ("its", "their", "his", "the") and tokens.word(at + 2) in listed("direction.compared")
    if word in listed("direction.needs_than"):
        return after in ("than", "of", "")
    return word not in listed("direction.needs_of") or after in ("of", "from", "the", "its")


def noun_behind(tokens: Tokens, begin: int, last: int, *, of: bool) -> Direction | None:
    """The noun of change that ends the figure's noun phrase, within some words."""
    for at in range(begin, begin + (8 if of else 4)):
        word = tokens.word(at)
        if at > begin and ((word in HYPHENS and tokens.glued(at)) or word in ("'", "’")):
            continue  # "$9.7 billion of short-sellers' estimated profits"
        way = noun_direction(word)
        if way and not (tokens.glued(at) and tokens.word(at + 1) in HYPHENS) and is_noun(tokens, at, last, of=of):
            return way
        if (
            tokens.kind(at) != "word"
            or word in listed("direction.function_words")
            or verb_direction(word)
            or word in listed("direction.copulas")
        ):
            return None
    return None


def is_noun(tokens: Tokens, at: int, last: int, *, of: bool) -> bool:
    """Whether a word that may be verb or noun is the noun here."""
    word, before = tokens.word(at), tokens.word(at - 1)
    if of:
        return word not in listed("direction.no_gain_of")
    plural_subject = before.endswith("s") and at > last + 1
    return word not in listed("direction.verb_or_noun") or not plural_subject


# --- to the left -----------------------------------------------------------------------------------------------------
def direction_left(tokens: Tokens, left: int) -> Direction | None:
    """The nearest word of movement in the clause, across other figures, commas and "and"."""
    lists, determiners = lexicon().words, listed("direction.determiners")
    copula, by = False, tokens.word(left) == "by"
    for at in tokens.back(left, CLAUSE):
        word = tokens.words[at]
        way = direction_at(tokens, at)
        if way:
            return None if copula and not noun_direction(word) else way
        if word in lists["direction.copulas"]:
            copula = True
        elif (word in lists["direction.neutral_verbs"] and not (by or tokens.word(at - 1) in determiners)) or (
            starts_clause(tokens, at) and not copula
        ):
            return None
    return None


def starts_clause(tokens: Tokens, at: int) -> bool:
    """Whether a conjunction or relative begins the figure's clause at that token."""
    word = tokens.words[at]
    if word not in listed("direction.clause_starts") or word in listed("direction.mid_clause"):
        return False
    degree = listed("direction.degree")
    return not (word == "as" and (tokens.word(at + 1) in degree or tokens.word(at - 1) in degree))


def direction_beside(tokens: Tokens, left: int, first: int, last: int) -> Direction | None:
    """The word of movement that the amount stands next to, hedges, articles and earlier figures aside."""
    between, by, worth, at = listed("direction.between"), False, False, left
    for _ in range(BESIDE):
        if at < 0 or tokens.stops(at):
            return None
        if at in tokens.figures:
            if tokens.ways.get(at) is None and tokens.word(at + 1) in ("or", ","):
                return None  # "fell to $1.1 billion, or 84 cents a share"
            at = tokens.figures[at] - 1
            continue
        word = tokens.words[at]
        way = direction_at(tokens, at)
        if way:
            return way if by or changes_by(tokens, at) else None
        worth = worth or word == "worth"
        way = flow(tokens, at, first, last, worth=worth)
        if way:
            return way
        by = by or word == "by"
        traded = word == "worth" or (worth and word in listed("direction.traded"))
        if not (traded or word in between or word == "," or (by and not starts_clause(tokens, at))):
            return None
        at -= 1
    return None


def changes_by(tokens: Tokens, at: int) -> bool:
    """Whether an amount as object is the change: not with "raised $1bn" or "returned $5bn to shareholders"."""
    return tokens.words[at] not in listed("direction.no_change")


def flow(tokens: Tokens, at: int, first: int, last: int, *, worth: bool) -> Direction | None:
    """Flows and winnings: "put X into", "took X out of", "bought a net X", "sold shares worth X", "made X on"."""
    word = tokens.words[at]
    behind = clause_behind(tokens, last)
    if tokens.word(at + 1) == "back":
        return None
    net = worth or "net" in tokens.words[at + 1 : first]
    won = word in listed("direction.won_on") and not listed("direction.won_by").isdisjoint(behind)
    into = word in listed("direction.flows_in") and "into" in behind
    if won or into or (net and word in listed("direction.net_in")):
        return UP
    out = word in listed("direction.flows_out") and "off" in behind
    return DOWN if out or (net and word in listed("direction.net_out")) else None


def clause_behind(tokens: Tokens, last: int) -> list[str]:
    """The words behind the figure to the end of its clause, some at most."""
    words: list[str] = []
    for at in range(last + 1, min(last + 1 + OBJECT, len(tokens))):
        if tokens.stops(at) or tokens.words[at] in ("and", "but", "while"):
            break
        words.append(tokens.words[at])
    return words


# --- the figure as subject -------------------------------------------------------------------------------------------
def verb_before(tokens: Tokens, left: int) -> bool:
    """Whether some verb or preposition stands to the left in the clause, so that the figure is not its subject."""
    lists = lexicon().words
    for at in tokens.back(left, 12):
        word = tokens.words[at]
        if starts_clause(tokens, at) or word in (":", "“", '"', "—", "–", "and"):
            return False
        if word in lists["direction.neutral_verbs"] or word.endswith("ed") or word in lists["direction.other_verbs"]:
            return True
    return False


def direction_of_subject(tokens: Tokens, last: int, *, wide: bool, share: bool) -> Direction | None:
    """As in "70% of its stocks fell", "$1.2 trillion was erased": the way of the verb that follows."""
    lists = lexicon().words
    if (
        wide
        and not share
        and tokens.word(last + 1) not in ("of", "the", "its", "their")
        and tokens.word(last + 1) not in lists["direction.copulas"]
    ):
        return None
    for at in range(last + 1, min(last + SUBJECT, len(tokens))):
        word = tokens.words[at]
        if tokens.stops(at) or (starts_clause(tokens, at) and word not in ("that", "which")):
            return None
        before = tokens.word(at - 1)
        whole = before in ("the", "of", "its") or before.endswith(("'s", "’s"))  # 450 of the index's 500 members
        whole = whole or tokens.word(at + 1) in lists["direction.breadth_nouns"]
        if tokens.kinds[at] in ("num", "sign") and at > last + 1 and not (share and whole):
            return None
        passive = before in lists["direction.copulas"]
        verb = verb_direction(word) and direction_at(tokens, at)
        way = verb or (adverb_direction(word) if passive and wide and word != "behind" else None)
        if not wide and word in lists["direction.subject_flows"]:
            return {"into": UP, "in": UP, "out": DOWN, "from": DOWN}.get(tokens.word(at + 1))
        if way and share and tokens.kind(at + 1) in ("num", "sign"):
            return None  # "the seven companies have added $4 trillion"
        if way:
            return way if wide or word in lists["direction.subject_verbs"] else None
    return None
