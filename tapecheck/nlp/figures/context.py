"""What stands around a figure: its hedge, what it is stated per, and which way it went.

Direction, in the order asked: a word right behind the figure ("3% higher", "10% below its low"), a noun that the figure
describes ("a 5% gain", "$3bn of losses"), a printed sign, then the nearest word of movement to the left in the clause
("fell 3%", "a drop of 3%"); a figure that is its clause's subject looks to the right ("$70bn was wiped off"). What
stands behind "to" or "at" is a level and has none, unless it is a change that was brought there ("its loss to 11%").
"""

from __future__ import annotations

from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.tokens import Tokens
from tapecheck.schema import Direction, Hedge

UP, DOWN = Direction.UP, Direction.DOWN
ARTICLES = frozenset(
    [
        "a",
        "an",
        "another",
        "further",
        "additional",
        "net",
        "record",
        "whopping",
        "staggering",
        "extra",
        "combined",
        "total",
        "cool",
        "full",
        "mere",
    ]
)
MARKS = frozenset(["level", "mark", "threshold", "milestone", "barrier", "line"])
MODALS = frozenset(["to", "will", "would", "could", "may", "might", "can", "should", "must", "ll", "shall"])
PACE = frozenset(["rate", "pace", "clip"])
DETERMINERS = frozenset(
    ["its", "their", "the", "his", "her", "a", "an", "this", "that", "year's", "any", "no", "some", "those", "these"]
)


# --- hedges ----------------------------------------------------------------------------------------------------------
def find_hedge(tokens: Tokens, first: int, last: int) -> tuple[Hedge | None, int]:
    """The hedge of the figure, and the first token of the hedge in front (or `first`)."""
    hedge, begins = hedge_before(tokens, first)
    if hedge is None:
        hedge = hedge_after(tokens, last)
    return hedge, begins


def hedge_before(tokens: Tokens, first: int) -> tuple[Hedge | None, int]:
    """The hedge that ends where the figure begins, a word such as "another" aside."""
    at, skipped = first, 0
    while skipped < 3:
        found = hedge_ending(tokens, at)
        if found:
            return checked_hedge(tokens, *found, first)
        if tokens.word(at - 1) not in ARTICLES and not (
            tokens.word(at - 1) == "of" and tokens.word(at - 2) in ("total", "net")
        ):
            break
        at, skipped = at - 1, skipped + 1
    if tokens.word(first - 1) == "the" and (
        tokens.word(first - 2) in ("above", "below", "over", "under", "past", "through", "beneath")
    ):
        return mark_hedge(tokens, first)
    found_past = passed(tokens, first)
    return (found_past, first - 1) if found_past else (None, first)


def hedge_ending(tokens: Tokens, at: int) -> tuple[Hedge, int] | None:
    """The longest hedge whose last token stands before token `at`: its class and its first token."""
    for phrase, hedge in lexicon().hedges_before.get(tokens.word(at - 1), ()):
        begin = at - len(phrase)
        if begin >= 0 and tuple(tokens.words[begin:at]) == phrase and "gap" not in tokens.kinds[begin:at]:
            return hedge, begin
    return None


def checked_hedge(tokens: Tokens, hedge: Hedge, begin: int, first: int) -> tuple[Hedge | None, int]:
    """The hedge as this sentence means it: "as much as" of a move on the day is its extreme, no bound."""
    phrase = tuple(tokens.words[begin:first])
    before = tokens.word(begin - 1)
    if (
        phrase[:3] == ("as", "much", "as")
        and (movement(tokens, begin - 1) or before in ("up", "down", "higher", "lower"))
        and not hypothetical(tokens, begin - 1)
    ):
        return None, begin
    if phrase[:2] == ("up", "to") and before in (
        "went",
        "go",
        "goes",
        "going",
        "gone",
        "moved",
        "climbed",
        "rose",
        "rises",
        "crept",
        "edged",
        "ticked",
        "brought",
        "back",
        "shot",
        "it",
        "them",
        "jumped",
        "stock",
        "price",
        "inched",
        "all",
    ):
        return None, first
    if before in ("no", "not") and hedge in (Hedge.MORE_THAN, Hedge.LESS_THAN):
        return (Hedge.AT_MOST if hedge is Hedge.MORE_THAN else Hedge.AT_LEAST), begin - 1
    if phrase[0] in ("c", "inside", "beyond", "under", "top", "tops", "near") and not first == begin + len(phrase):
        return None, first
    if phrase == ("top",) and not hypothetical(tokens, begin - 1) and before not in ("to",):
        return None, first
    if phrase == ("some",) and before in ("by", "in") and tokens.word(first - 1) != "some":
        return None, first
    return hedge, begin


def hypothetical(tokens: Tokens, i: int) -> bool:
    """Whether a modal stands right before token i, or is it."""
    return tokens.word(i) in MODALS or tokens.word(i - 1) in MODALS


def mark_hedge(tokens: Tokens, first: int) -> tuple[Hedge | None, int]:
    """ "above the 5,000 mark": a bound for all that the article stands between."""
    for at in range(first + 1, first + 5):
        if tokens.word(at) in MARKS:
            return (
                Hedge.MORE_THAN if tokens.word(first - 2) in ("above", "over", "past", "through") else Hedge.LESS_THAN
            ), first - 2
    return None, first


def passed(tokens: Tokens, first: int) -> Hedge | None:
    """ "crashed through $1,400", "climbed past $70": a bound on the side of the movement."""
    if tokens.word(first - 1) not in ("past", "through"):
        return None
    for at in range(first - 2, max(first - 7, -1), -1):
        word = tokens.word(at)
        way = word_direction(word)
        if way or word in (
            "broke",
            "break",
            "breaks",
            "breaking",
            "burst",
            "pushed",
            "powered",
            "sailed",
            "blew",
            "went",
            "moved",
            "smashed",
        ):
            return Hedge.LESS_THAN if way is DOWN else Hedge.MORE_THAN
    return None


def hedge_after(tokens: Tokens, last: int) -> Hedge | None:
    """ "or so", "or more", "-plus", "at least" behind the figure."""
    for phrase, hedge in lexicon().hedges_after.get(tokens.word(last + 1), ()):
        end = tokens.match(last + 1, phrase)
        if end < 0:
            continue
        if phrase[0] in ("+", "-", "odd", "ish", "plus") and not tokens.glued(last) and phrase != ("plus",):
            continue
        if phrase == ("plus",) and not (tokens.word(end) in (",", ".", "") or tokens.glued(last)):
            continue
        if phrase[:2] == ("at", "least") and tokens.kind(end) in ("num", "sign"):
            continue
        return hedge
    return None


# --- direction -------------------------------------------------------------------------------------------------------
def word_direction(word: str) -> Direction | None:
    """The way of a verb, adverb or noun of movement."""
    lex = lexicon()
    if word in lex.up_verbs or word in lex.up_nouns or word in lex.words["direction.up_words"]:
        return UP
    if word in lex.down_verbs or word in lex.down_nouns or word in lex.words["direction.down_words"]:
        return DOWN
    return None


def movement(tokens: Tokens, i: int) -> bool:
    """Whether token i is a verb of movement."""
    word = tokens.word(i)
    return word in lexicon().up_verbs or word in lexicon().down_verbs


def noun_direction(word: str) -> Direction | None:
    """The way of a noun of change."""
    lex = lexicon()
    return UP if word in lex.up_nouns else DOWN if word in lex.down_nouns else None


def find_direction(tokens: Tokens, first: int, last: int, *, wide: bool, begins: int) -> Direction | None:
    """The movement that the figure states.

    Args:
        tokens: the text's tokens.
        first: its first token.
        last: its last token.
        wide: whether a word of movement anywhere to the left in the clause governs it (percentages, points); an amount
            of money or a count must stand next to it.
        begins: first token of its hedge, or `first`.
    """
    right = direction_behind(tokens, last)
    if right:
        return right
    left = begins - 1
    while (
        tokens.word(left) in ARTICLES
        or tokens.word(left) in ("the", "only", "just", "even", "as", "high", "low", "much")
        and tokens.word(left) != "to"
    ):
        left -= 1
    if tokens.word(left) == "of" and noun_direction(tokens.word(left - 1)):
        return noun_direction(tokens.word(left - 1))
    if tokens.word(left) in (
        "to",
        "at",
        "from",
        "between",
        "above",
        "below",
        "near",
        "past",
        "through",
        "than",
        "with",
    ) and not at_pace(tokens, left, last):
        return brought_to(tokens, left) if tokens.word(left) == "to" else related(tokens, left, first)
    if tokens.word(left) == "of" and tokens.word(left - 1) in lexicon().words["levels.of_nouns"]:
        return None
    found = direction_left(tokens, left) if wide else direction_beside(tokens, left)
    if found or found_neutral(tokens, left):
        return found
    return direction_of_subject(tokens, first, last, wide=wide)


def at_pace(tokens: Tokens, left: int, last: int) -> bool:
    """ "shrink at a 14% annual rate": a pace is no level."""
    return tokens.word(left) == "at" and (
        any(tokens.word(at) in PACE for at in range(last + 1, last + 4))
        or word_direction(tokens.word(left - 1)) is not None
    )


def related(tokens: Tokens, left: int, first: int) -> Direction | None:
    """ "less than the S&P 500's 13.4%", "from a 3% ..." : what is compared shares the direction of what it is held against."""
    if tokens.word(left) == "than" and left < first - 1:
        return direction_left(tokens, left - 1)
    return None


def brought_to(tokens: Tokens, to: int) -> Direction | None:
    """ "trimming its gain this year to 4.1%": the change that was brought to this figure, else None: a level."""
    for at in range(to - 1, max(to - 12, -1), -1):
        if at in tokens.figures or tokens.stops(at):
            return None
        way = noun_direction(tokens.word(at))
        if (
            way
            and tokens.word(at - 1)
            in DETERMINERS | {"week's", "month's", "annual", "weekly", "monthly", "daily"} | POSSESSIVE_ADJECTIVES
        ):
            return way
    return None


POSSESSIVE_ADJECTIVES = frozenset(
    [
        "yearly",
        "quarterly",
        "total",
        "overall",
        "paper",
        "net",
        "cumulative",
        "early",
        "intraday",
        "morning",
        "earlier",
        "two-day",
        "day's",
        "session's",
    ]
)


def direction_behind(tokens: Tokens, last: int) -> Direction | None:
    """A word behind the figure: "3% higher", "10% below", "a 4.5% weekly slide", "$9.7bn of estimated profits"."""
    lex = lexicon()
    at = last + 1
    if tokens.word(at) in HYPHENS:
        at += 1
    word = tokens.word(at)
    per_end = skip_rate(tokens, at)
    word = tokens.word(per_end)
    if (
        word in lex.words["direction.up_after"]
        and not (word == "up" and tokens.word(per_end + 1) in ("to", "for", "with", "by"))
        and compares(tokens, per_end)
    ):
        return UP
    if word in lex.words["direction.down_after"] and compares(tokens, per_end):
        return DOWN
    of = word in ("of", "in")
    reach = 6 if of else 4
    for n, at in enumerate(range(per_end + of, per_end + of + reach)):
        word, kind = tokens.word(at), tokens.kind(at)
        if n and word in HYPHENS and tokens.glued(at):
            continue
        way = noun_direction(word)
        if way and (tokens.glued(at) and tokens.word(at + 1) in HYPHENS):
            continue
        if way and noun_position(tokens, at, last, of=of):
            return way
        if kind != "word" or stops_noun_phrase(word):
            return None
    return None


def skip_rate(tokens: Tokens, at: int) -> int:
    """Behind "a share", "an ounce": where what follows the rate stands."""
    if tokens.word(at) in ("a", "an", "per") and tokens.word(at + 1) in lexicon().per:
        return at + 2
    return at


def compares(tokens: Tokens, at: int) -> bool:
    """ "over", "past", "short", "away" and "better" must lead on to what is compared; the rest stand alone."""
    word, following = tokens.word(at), tokens.word(at + 1)
    if word in ("over", "past"):
        return following in ("its", "their", "his", "the") and tokens.word(at + 2) in (
            "close",
            "record",
            "previous",
            "prior",
            "low",
            "high",
            "level",
            "price",
            "share",
        )
    if word in (
        "better",
        "faster",
        "greater",
        "larger",
        "bigger",
        "worse",
        "slower",
        "smaller",
        "more",
        "less",
        "fewer",
        "ahead",
        "richer",
        "poorer",
    ):
        return following in ("than", "of", "")
    if word in ("short", "away", "shy", "behind", "north", "south", "off", "ahead"):
        return word == "off" or following in ("of", "from", "the", "its")
    return not (word in ("above", "below", "under") and following in ("which", "zero"))


def noun_position(tokens: Tokens, at: int, last: int, *, of: bool) -> bool:
    """Whether a word that may be verb or noun is the noun here: hyphenated, behind "of", or no clause follows it."""
    word, following = tokens.word(at), tokens.word(at + 1)
    if (
        word in ("cut", "fall", "drop", "rise", "gain", "slide", "hike", "return", "raise", "charge")
        and at == last + 1
        and (following in ("its", "their", "his") or tokens.word(at - 1) in ("companies", "stocks"))
    ):
        return False
    if word in ("charge", "returns", "return", "raise", "run-up") and of:
        return False
    if (
        word in ("fall", "rise", "gain", "decline", "drop", "slide", "advance", "climb")
        and tokens.word(at - 1).endswith("s")
        and at > last + 1
        and not of
    ):
        return False
    return True


def stops_noun_phrase(word: str) -> bool:
    """Whether the word ends a run of adjectives and nouns."""
    lex = lexicon()
    return (
        word in FUNCTION_WORDS
        or word in lex.words["direction.copulas"]
        or (word in lex.up_verbs or word in lex.down_verbs)
    )


FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "to",
        "at",
        "from",
        "on",
        "by",
        "for",
        "with",
        "and",
        "or",
        "as",
        "after",
        "before",
        "while",
        "but",
        "that",
        "which",
        "who",
        "its",
        "their",
        "his",
        "this",
        "last",
        "since",
        "so",
        "if",
        "when",
        "into",
        "than",
        "against",
        "during",
        "of",
        "in",
        "over",
        "under",
        "amid",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "may",
        "might",
        "said",
        "according",
        "it",
        "they",
        "he",
        "she",
        "we",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "year",
        "today",
        "yesterday",
        "because",
        "despite",
    ]
)


def direction_left(tokens: Tokens, left: int) -> Direction | None:
    """The nearest word of movement in the clause, across other figures, commas and "and"."""
    lex = lexicon()
    copula = False
    for at in range(left, max(left - 30, -1), -1):
        word = tokens.words[at]
        if tokens.stops(at):
            return None
        way = word_direction(word)
        if way and not spurious(tokens, at):
            if copula and not noun_direction(word):
                return None
            return phrasal(tokens, at, way)
        if word in lex.words["direction.copulas"]:
            copula = True
        elif word in lex.words["direction.neutral_verbs"]:
            return None
        elif (
            word in lex.words["direction.clause_starts"]
            and not (word == "as" and tokens.word(at + 1) in ("much", "many", "low", "high", "measured"))
            and not past_year(tokens, at)
        ):
            if word == "even" or copula:
                continue
            return None
    return None


def past_year(tokens: Tokens, at: int) -> bool:
    """ "since the start of the year" inside a clause does not begin one."""
    return tokens.word(at) in ("since", "despite", "following", "amid", "before", "where") or (
        tokens.word(at) == "after" and tokens.kind(at + 1) == "name"
    )


def spurious(tokens: Tokens, at: int) -> bool:
    """Words of movement that are none here: "close to", "off to", "up to", names and ranks, "lead manager"."""
    word, following, before = tokens.words[at], tokens.word(at + 1), tokens.word(at - 1)
    if word == "up" and following == "to":
        return True
    if word in ("lower", "higher") and before in ("and", "or") and following in ("price", "prices", "costs"):
        return True
    if word in ("up", "down", "off", "ahead") and (
        movement(tokens, at - 1)
        or before in ("put", "pick", "picked", "gave", "give", "given", "giving", "set", "wrap", "catch")
    ):
        return True
    if tokens.word(at - 1) in HYPHENS and tokens.glued(at - 1):
        return word not in ("off", "run-up")
    if tokens.word(at + 1) in HYPHENS and tokens.glued(at) and tokens.glued(at + 1):
        return tokens.word(at + 2) not in ("year", "week", "month", "day")
    return word in (
        "charge",
        "discount",
        "power",
        "barrel",
        "hammer",
        "firm",
        "pop",
        "cave",
        "ahead",
        "behind",
        "cool",
        "moderate",
        "lead",
        "leads",
        "led",
        "leading",
        "draw",
        "net",
        "profit",
        "collect",
        "dent",
        "returns",
        "revise",
        "revised",
        "slow",
        "tank",
        "return",
    ) and not direct(tokens, at)


def direct(tokens: Tokens, at: int) -> bool:
    """Whether a figure's own words follow token `at` at once."""
    following = tokens.kind(at + 1)
    return following in ("num", "sign") or tokens.word(at + 1) in (
        "by",
        "about",
        "nearly",
        "almost",
        "of",
        "a",
        "more",
        "another",
        "just",
        "roughly",
        "around",
        "up",
        "less",
    )


def phrasal(tokens: Tokens, at: int, way: Direction) -> Direction:
    """A verb with its particle: "pulled in" and "poured into" go the other way from "pulled" and "sank"."""
    word, following = tokens.words[at], tokens.word(at + 1)
    if word in ("pull", "pulls", "pulled", "pulling") and following in ("in", "ahead"):
        return UP
    if word in ("edge", "edged", "draw", "drew", "drift", "drifted") and following in ("down", "lower"):
        return DOWN
    return way


def direction_beside(tokens: Tokens, left: int) -> Direction | None:
    """The word of movement that the amount stands next to, hedges, articles and earlier figures aside."""
    between = lexicon().words["direction.between"]
    at, by = left, False
    for _ in range(24):
        if at < 0 or tokens.stops(at):
            return None
        if at in tokens.figures:
            at = tokens.figures[at] - 1
            continue
        word = tokens.words[at]
        if (
            word in ("in", "out", "on", "away", "up", "back", "off", "down", "over")
            and tokens.word(at - 1) in PARTICLE_VERBS
        ):
            return PARTICLE_VERBS[tokens.word(at - 1)].get(word)
        way = word_direction(word)
        if way and not (spurious(tokens, at) or (word == "of")):
            return phrasal(tokens, at, way) if by or transitive(tokens, at) else None
        by = by or word == "by"
        if word in MONEY_VERBS and into_or_net(tokens, at, left):
            return MONEY_VERBS[word]
        if not (
            word in between
            or word == ","
            or (by and at > left - 10 and word not in lexicon().words["direction.neutral_verbs"])
        ):
            return None
        at -= 1
    return None


PARTICLE_VERBS: dict[str, dict[str, Direction]] = {
    **dict.fromkeys(("pull", "pulls", "pulled", "pulling"), {"in": UP, "out": DOWN, "back": DOWN}),
    **dict.fromkeys(("take", "takes", "took", "taken", "taking"), {"in": UP, "out": DOWN, "off": DOWN}),
    **dict.fromkeys(("rake", "raked", "raking", "rakes", "bring", "brought", "bringing"), {"in": UP}),
    **dict.fromkeys(("put", "puts", "putting"), {"on": UP}),
    **dict.fromkeys(("pick", "picked", "picking"), {"up": UP}),
    **dict.fromkeys(("tack", "tacked", "pile", "piled", "pack", "packed", "slap", "slapped"), {"on": UP}),
    **dict.fromkeys(("give", "gives", "gave", "given", "giving", "hand", "handed"), {"up": DOWN, "back": DOWN}),
    **dict.fromkeys(("wipe", "wiped", "wiping", "knock", "knocked", "shave", "shaved"), {"out": DOWN, "off": DOWN}),
    **dict.fromkeys(
        (
            "go",
            "goes",
            "going",
            "went",
            "gone",
            "inch",
            "inched",
            "tick",
            "ticked",
            "edge",
            "edged",
            "edging",
            "shoot",
            "shot",
            "creep",
            "crept",
            "ended",
            "finished",
            "closed",
            "was",
            "is",
            "were",
            "are",
        ),
        {"up": UP, "down": DOWN, "off": DOWN},
    ),
}
MONEY_VERBS: dict[str, Direction] = {
    **dict.fromkeys(
        (
            "poured",
            "pour",
            "pours",
            "pouring",
            "ploughed",
            "plowed",
            "pumped",
            "put",
            "piled",
            "funneled",
            "funnelled",
            "channeled",
            "funnel",
            "plowing",
            "sank",
            "injected",
            "bought",
            "buy",
            "buys",
            "buying",
            "made",
            "make",
            "making",
            "deposited",
        ),
        UP,
    ),
    **dict.fromkeys(
        ("sold", "sell", "sells", "selling", "took", "take", "taking", "moved", "offloaded", "dumped", "unloaded"), DOWN
    ),
}


def into_or_net(tokens: Tokens, at: int, left: int) -> bool:
    """Money verbs state a flow only as "put X into", "took X out of", "sold a net X"; "made" only as a gain on something."""
    word = tokens.words[at]
    behind = [tokens.word(n) for n in range(left + 1, min(left + 14, len(tokens)))]
    stop = next((n for n, w in enumerate(behind) if w in (";", "and", "but", "while")), len(behind))
    behind = behind[:stop]
    if word in (
        "bought",
        "buy",
        "buys",
        "buying",
        "sold",
        "sell",
        "sells",
        "selling",
        "offloaded",
        "dumped",
        "unloaded",
    ):
        return "net" in tokens.words[at + 1 : left + 1]
    if word in ("made", "make", "making"):
        return any(w in ("on", "from", "betting", "profit", "shorting") for w in behind)
    if MONEY_VERBS[word] is UP:
        return "into" in behind or word == "injected"
    return any(w in ("out", "off") for w in behind)


def transitive(tokens: Tokens, at: int) -> bool:
    """Whether an amount as the verb's object is the change: not with "raised $1bn" or "returned $5bn to shareholders"."""
    word = tokens.words[at]
    if word.startswith(
        (
            "raise",
            "raising",
            "return",
            "lead",
            "led",
            "collect",
            "lift",
            "discount",
            "net",
            "charg",
            "exceed",
            "revise",
            "beat",
            "redeem",
            "hammer",
        )
    ):
        return noun_direction(word) is not None and tokens.word(at + 1) in ("of", "in")
    return True


def found_neutral(tokens: Tokens, left: int) -> bool:
    """Whether some verb stands to the left in the clause, so that the figure is not its subject."""
    lex = lexicon()
    for at in range(left, max(left - 12, -1), -1):
        word = tokens.words[at]
        if (
            tokens.stops(at)
            or word in lex.words["direction.clause_starts"]
            and word != "since"
            or word in (":", "“", '"', "—", "–")
        ):
            return False
        if word in lex.words["direction.neutral_verbs"] or word.endswith("ed") or word in OTHER_VERBS:
            return True
    return False


OTHER_VERBS = frozenset(
    [
        "has",
        "have",
        "had",
        "made",
        "make",
        "makes",
        "took",
        "take",
        "takes",
        "saw",
        "see",
        "sees",
        "won",
        "sold",
        "put",
        "gave",
        "left",
        "says",
        "did",
        "does",
        "got",
        "gets",
        "set",
        "sent",
        "brought",
        "to",
        "into",
        "for",
    ]
)


def direction_of_subject(tokens: Tokens, first: int, last: int, *, wide: bool) -> Direction | None:
    """ "70% of its stocks fell", "$1.2 trillion was erased": the figure is the subject, its verb follows."""
    lex = lexicon()
    following = tokens.word(last + 1)
    if wide and following not in ("of", "the", "its", "their"):
        return None
    for at in range(last + 1, min(last + 26, len(tokens))):
        word = tokens.words[at]
        if tokens.stops(at) or (tokens.kinds[at] in ("num", "sign") and at > last + 1):
            return None
        way = UP if word in lex.up_verbs else DOWN if word in lex.down_verbs else None
        if way is None and wide and tokens.word(at - 1) in ("is", "are", "was", "were", "ended", "closed", "finished"):
            way = (
                UP
                if word in lex.words["direction.up_words"]
                else DOWN
                if word in lex.words["direction.down_words"]
                else None
            )
        if (
            way
            and not wide
            and word not in SUBJECT_VERBS
            and not word.startswith(
                (
                    "eras",
                    "wip",
                    "los",
                    "evaporat",
                    "vanish",
                    "add",
                    "shav",
                    "knock",
                    "slash",
                    "destroy",
                    "shed",
                    "withdraw",
                    "pull",
                    "redeem",
                    "cut",
                )
            )
        ):
            return None
        if way and not (
            tokens.word(at - 1) in lex.words["direction.copulas"] and word in ("led", "lifted", "raised", "returned")
        ):
            return phrasal(tokens, at, way)
        if not wide and word in ("poured", "flowed", "flooded", "went", "streamed", "came", "pumped"):
            return (
                UP
                if tokens.word(at + 1) in ("into", "in")
                else DOWN
                if tokens.word(at + 1) in ("out", "from")
                else None
            )
        if word in lex.words["direction.clause_starts"]:
            return None
    return None


SUBJECT_VERBS = frozenset(["gained", "lost", "withdrawn", "withdrew", "disappeared"])


# --- rates -----------------------------------------------------------------------------------------------------------
def find_per(tokens: Tokens, last: int) -> tuple[str | None, int]:
    """What the figure is stated per ("a share", "an ounce", "/MWh", "annual rate"), and the last token of it."""
    lex = lexicon()
    at = last + 1
    while tokens.word(at) in HYPHENS and tokens.glued(at):
        at += 1
    word = tokens.word(at)
    if word in ("a", "an", "per", "/", "each"):
        at += 1
        if tokens.word(at) in HYPHENS:
            at += 1
        if (
            tokens.match(at, ("million", "british", "thermal", "units")) > 0
            or tokens.match(at, ("million", "btu")) > 0
            or tokens.word(at) == "mmbtu"
        ):
            return "mmBtu", at
        if tokens.match(at, ("megawatt", "hour")) > 0:
            return "MWh", at + 1
        if (
            tokens.match(at, ("troy", "ounce")) > 0
            or tokens.match(at, ("metric", "ton")) > 0
            or tokens.match(at, ("metric", "tonne")) > 0
        ):
            at += 1
        unit = lex.per.get(tokens.word(at))
        if (
            unit
            and not (
                word in ("a", "an")
                and tokens.word(at + 1) in ("earlier", "ago", "before", "later", "after", "on", "early")
            )
            and not (
                word == "a"
                and unit in ("unit", "term", "bond", "trade", "contract", "member")
                and tokens.word(at + 1) not in (",", ".", "")
            )
        ):
            return unit, at
    if (
        word in lex.words["per.annual"]
        and (tokens.word(at + 1) in PACE or word == "annually")
        or (word in ("annualised", "annualized"))
    ):
        return "year", last
    return None, last
