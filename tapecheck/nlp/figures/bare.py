"""Numbers without a unit: index levels and points, prices and rates, counts with their noun, streaks, or no figure.

A bare number is a level where a preposition or verb of levels leads to it ("to 4,278", "at 12.09", "hit 65.73") and the
clause is about a market; a change where a verb of movement does ("lost 53.77"); a count where a plural noun follows.
Everything else (years, ages, list numbers, codes) is no figure.
"""

from __future__ import annotations

from decimal import Decimal

from tapecheck.nlp.figures.context import ARTICLES, hedge_before, movement, passed, word_direction
from tapecheck.nlp.figures.currencies import currency_table
from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.operands import MONEY, PERCENT, POINTS, Operand
from tapecheck.nlp.figures.tokens import Tokens

COUNT, CHANGE, LEVEL = "count", "change", "level"
STREAK = frozenset(["straight", "consecutive", "successive"])
RUNS = frozenset(["streak", "run", "rally", "slide", "skid", "stretch"])
SMALL = Decimal(1000)


def read_bare(tokens: Tokens, operand: Operand) -> tuple[str, str] | None:
    """What a number without a unit is: (COUNT, noun) or (CHANGE or LEVEL, ""), or None where it is no figure.

    For an exchange rate or a yield the operand's unit and currency are set, and the answer is (LEVEL, "").
    """
    if in_date(tokens, operand) or in_name(tokens, operand):
        return None
    streak = streak_unit(tokens, operand)
    if streak:
        return COUNT, streak
    noun = counted_noun(tokens, operand)
    if noun:
        return COUNT, noun
    if operand.number.spelled and not operand.number.scaled:
        return None
    if not ends_phrase(tokens, operand.last):
        return None
    return read_level(tokens, operand)


def in_date(tokens: Tokens, operand: Operand) -> bool:
    """Whether the number belongs to a date or a time of day: "April 14", "14 April", "4 p.m.", "1430 GMT"."""
    lex = lexicon()
    first, last = operand.first, operand.last
    before, after = tokens.word(first - 1), tokens.word(last + 1)
    if tokens.word(first - 1) == "." and tokens.word(first - 2) in lex.words["names.months"]:
        before = tokens.word(first - 2)
    value = operand.number.value
    day = value % 1 == 0 and 0 < value <= 31 and not operand.number.scaled
    if day and (
        before in lex.words["names.months"] and before != "may" or before == "may" and tokens.capital(first - 1)
    ):
        return True
    if day and after in lex.words["names.months"] and tokens.capital(last + 1):
        return True
    if before in lex.words["names.months"] and tokens.capital(first - 1) and 1900 <= value < 2100:
        return True
    return after in lex.words["names.clock"] and (
        after not in ("a", "p") or tokens.word(last + 2) == "." and tokens.word(last + 3) == "m"
    )


def in_name(tokens: Tokens, operand: Operand) -> bool:
    """Whether a capitalised word before the number makes it part of a name ("Boeing 737", "Model 3")."""
    lex = lexicon()
    first = operand.first
    before = tokens.word(first - 1)
    if (
        tokens.kind(first - 1) != "word"
        or not tokens.capital(first - 1)
        or operand.number.spelled
        or tokens.starts[first] - tokens.ends[first - 1] > 1
    ):
        return False
    if "," in tokens.word(operand.number.first) or "." in tokens.word(operand.number.first) or operand.number.scaled:
        return False
    opens = first < 2 or tokens.stops(first - 2) or tokens.kind(first - 2) == "punct"
    return not (
        opens
        or before in lex.words["names.days"]
        or hedge_before(tokens, first)[0]
        or movement(tokens, first - 1)
        or before in lex.words["levels.prepositions"]
    )


def streak_unit(tokens: Tokens, operand: Operand) -> str | None:
    """ "eight straight sessions", "a four-day winning streak", "for eleven sessions in a row", "a 200-day average"."""
    lex = lexicon()
    at = operand.last + 1
    hyphen = tokens.word(at) in HYPHENS and tokens.glued(operand.last)
    at += hyphen
    leading = tokens.word(at) in STREAK
    at += leading
    adjectives = 0
    while (
        tokens.word(at)
        in (
            "trading",
            "weekly",
            "monthly",
            "daily",
            "quarterly",
            "losing",
            "winning",
            "business",
            "annual",
            "record",
            "calendar",
            "yearly",
        )
        and adjectives < 2
    ):
        if leading and tokens.word(at) in FREQUENCIES:
            return FREQUENCIES[tokens.word(at)]
        at, adjectives = at + 1, adjectives + 1
    unit = tokens.word(at)
    if leading and unit in NOT_DAYS:
        return "days"
    if unit not in lex.words["counts.per_time"]:
        return None
    plural = unit if unit.endswith("s") else unit + "s"
    plural = "days" if plural == "sessions" else plural
    if (
        leading
        or (tokens.match(at + 1, ("in", "a", "row")) > 0)
        or tokens.word(at + 1) in ("running",)
        or (tokens.word(at + 1) == "on" and tokens.word(at + 2) == "end")
    ):
        return plural
    if hyphen and average_follows(tokens, at):
        return plural
    if hyphen and any(
        tokens.word(n) in RUNS
        and tokens.word(n - 1) in ("winning", "losing", "day", "session", "week", "month", "win", "losing")
        for n in range(at + 1, at + 4)
    ):
        return plural
    begins = hedge_before(tokens, operand.first)[1]
    for n in range(begins - 1, max(begins - 6, -1), -1):
        if tokens.word(n) in ("streak", "run") and tokens.word(n - 1) in ("losing", "winning"):
            return plural
    if tokens.word(begins - 1) in ("just", "only", "on") and tokens.word(begins - 2) in RISES | {"on", "for", "moved"}:
        return plural if tokens.word(begins - 1) in ("just", "only") else None
    return None


FREQUENCIES = {
    "weekly": "weeks",
    "monthly": "months",
    "daily": "days",
    "quarterly": "quarters",
    "annual": "years",
    "yearly": "years",
}
NOT_DAYS = frozenset(
    [
        "gain",
        "gains",
        "loss",
        "losses",
        "decline",
        "declines",
        "advance",
        "advances",
        "rise",
        "rises",
        "drop",
        "drops",
        "fall",
        "falls",
        "increase",
        "increases",
        "hike",
        "hikes",
        "record",
        "records",
        "closes",
        "close",
        "high",
        "highs",
        "low",
        "lows",
        "session",
        "up",
        "down",
    ]
)
RISES = frozenset(["rose", "fell", "risen", "fallen", "gained", "dropped"])


def average_follows(tokens: Tokens, at: int) -> bool:
    """ "200-day (simple) (moving) average"."""
    return any(
        tokens.word(n) in ("average", "averages", "ma", "sma", "dma")
        for n in range(at + 1, at + 5)
        if all(tokens.kind(k) != "punct" or tokens.word(k) in HYPHENS for k in range(at + 1, n))
    )


def read_ordinal_streak(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """ "its eighth straight weekly loss", "for a tenth day": the ordinal's number and the streak's unit."""
    lex = lexicon()
    at = i + 1
    if tokens.word(at) in STREAK:
        at += 1
        for n in range(at, at + 3):
            word = tokens.word(n)
            if word in FREQUENCIES:
                return lex.ordinals[tokens.word(i)], FREQUENCIES[word]
            if word in lex.words["counts.per_time"]:
                return lex.ordinals[tokens.word(i)], plural_time(word)
        return lex.ordinals[tokens.word(i)], "days"
    word = tokens.word(at)
    if word in ("trading",):
        at, word = at + 1, tokens.word(at + 1)
    if word in ("day", "session", "week", "month", "quarter", "year") and (
        tokens.match(at + 1, ("in", "a", "row")) > 0
        or tokens.word(at + 1) == "running"
        or (tokens.word(i - 1) in ("a", "an") and tokens.word(i - 2) == "for")
    ):
        return lex.ordinals[tokens.word(i)], plural_time(word)
    return None


def plural_time(word: str) -> str:
    """The contract's unit of a streak: sessions are days."""
    plural = word if word.endswith("s") else word + "s"
    return "days" if plural == "sessions" else plural


def counted_noun(tokens: Tokens, operand: Operand) -> str | None:
    """The noun that the number counts, within three words behind it, else None."""
    lex = lexicon()
    words = lex.words
    last = operand.last
    if tokens.word(last + 1) in HYPHENS or (operand.number.fraction and not operand.number.scaled):
        return None
    for n, at in enumerate(range(last + 1, last + 5)):
        word = tokens.word(at)
        if tokens.kind(at) != "word" or (n == 0 and word in words["levels.closers"]):
            break
        if word in words["counts.times"] or word in words["names.months"] or word in words["names.days"]:
            return None
        if word == "times" and n == 0:
            return "times" if counts_times(tokens, operand) else None
        if word in words["counts.nouns"] or word in words["counts.irregular"]:
            return irregular_unit(tokens, at)
        if plural(word) and not (tokens.capital(at) and n > 1):
            return word if takes_any_plural(operand) else None
        if n and (word in words["levels.closers"] or word in words["levels.prepositions"] or word == "of"):
            break
        if word in words["direction.copulas"] or movement(tokens, at):
            break
        if tokens.glued(at) and tokens.word(at + 1) in HYPHENS:
            break
    if (
        operand.number.scaled
        and tokens.kind(last + 1) == "word"
        and tokens.word(last + 1) not in words["levels.closers"]
        and tokens.word(last + 1).isalpha()
        and takes_any_plural(operand)
    ):
        return None
    if (
        (operand.number.spelled or operand.number.value < SMALL)
        and tokens.word(last + 1) == "of"
        and tokens.word(last + 2) in ("the", "its", "their", "those")
        and operand.number.value >= 2
    ):
        return counted_of(tokens, last + 3)
    return None


def counted_of(tokens: Tokens, at: int) -> str | None:
    """ "four of the 30 stocks", "eight of its members": the noun behind the whole."""
    for n in range(at, at + 5):
        if tokens.word(n) in lexicon().words["counts.nouns"]:
            return tokens.word(n)
        if tokens.kind(n) not in ("word", "num", "index", "name"):
            return None
    return None


def counts_times(tokens: Tokens, operand: Operand) -> bool:
    """ "closed at a record 52 times": not "the phone rang 3 times already"? That is one too; multiples were read before."""
    return operand.number.value >= 2


def takes_any_plural(operand: Operand) -> bool:
    """A numeral from 2 on, or a written scale, may count any plural noun; a lone number word only listed ones."""
    return (
        not operand.number.spelled or operand.number.scaled or operand.number.value >= 20
    ) and operand.number.value > 1


def plural(word: str) -> bool:
    """Whether the word looks like a plural noun."""
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "'s", "’s", "us", "is"))
        and word not in lexicon().words["counts.not_nouns"]
    )


def irregular_unit(tokens: Tokens, at: int) -> str:
    """The unit as it is written, with "barrels a day" and "square feet" in full."""
    word = tokens.word(at)
    if word in ("square", "cubic", "metric", "troy", "sq") and tokens.kind(at + 1) == "word":
        return f"{word} {tokens.word(at + 1)}"
    return {"bpd": "barrels per day", "bbl": "barrels", "bbls": "barrels"}.get(word, word)


def ends_phrase(tokens: Tokens, last: int) -> bool:
    """Whether no noun follows that the number could belong to."""
    lex = lexicon()
    word, kind = tokens.word(last + 1), tokens.kind(last + 1)
    if kind in ("", "gap"):
        return True
    if kind == "punct":
        return not (
            tokens.glued(last) and word in ("/", ":", "-", "–", "_", "@", "#", "%", "&", "°", "'", "’")
        ) or word in ("–", "—", "--")
    return kind in ("word", "index") and (
        word in lex.words["levels.closers"] or word in lex.words["levels.after"] or word in lex.words["names.days"]
    )


# --- levels and changes ----------------------------------------------------------------------------------------------
def read_level(tokens: Tokens, operand: Operand) -> tuple[str, str] | None:
    """A level, a price, a rate or a change without a unit, where the clause is about a market."""
    left = lead(tokens, operand)
    word = tokens.word(left)
    market, price = about_market(tokens, operand.first)
    text = tokens.word(operand.number.first)
    exact = "," in text or "." in text or operand.number.last > operand.number.first
    if operand.number.value < 2 and not exact:
        return None
    if movement_leads(tokens, left) and not operand.number.scaled:
        return moved_by(tokens, operand, market=market, exact=exact)
    if not leads_to_level(tokens, left, operand, exact=exact, market=market):
        return None
    if exchange_rate(tokens, operand, left):
        return LEVEL, ""
    if looks_like_year(operand, text) and not (
        word in ("at", "above", "below") and market and closes_near(tokens, left)
    ):
        return None
    if (
        not market
        and not (price and exact)
        and not (exact and closes_near(tokens, left) and word in ("at", "above", "below"))
    ):
        return None
    if rate_subject(tokens, left) and operand.value < 40 and "," not in text:
        operand.unit = PERCENT
        return LEVEL, ""
    operand.unit = POINTS
    return LEVEL, ""


def lead(tokens: Tokens, operand: Operand) -> int:
    """The token that leads to the number: hedges, articles and "a record" aside."""
    hedge, left = hedge_before(tokens, operand.first)
    if passed(tokens, operand.first):
        return operand.first - 1
    bound = hedge is not None and tokens.word(left) in lexicon().words["levels.prepositions"]
    if bound and left >= 0 and tokens.word(operand.first - 1) != "than":
        return operand.first - 1
    left -= 1
    while tokens.word(left) in ARTICLES or tokens.word(left) in (
        "the",
        "only",
        "just",
        "even",
        "as",
        "low",
        "high",
        "all-time",
        "session",
        "intraday",
        "level",
        "levels",
        "psychological",
        "key",
    ):
        left -= 1
    if tokens.word(left) == "point" or tokens.word(left) in HYPHENS and tokens.word(left - 1) == "all":
        left -= 2
    return left


def movement_leads(tokens: Tokens, left: int) -> bool:
    """ "fell 93.85", "edged up 21.6", "by 8.7": a word of movement stands right before."""
    word = tokens.word(left)
    lex = lexicon()
    if word in ("ahead", "behind", "over"):
        return False
    if word == "by":
        return any(movement(tokens, n) for n in range(left - 1, max(left - 6, -1), -1))
    return (
        movement(tokens, left)
        and word not in ("top", "lead", "leads", "firm")
        or word in lex.words["direction.up_words"]
        or word in lex.words["direction.down_words"]
    )


def moved_by(tokens: Tokens, operand: Operand, *, market: bool, exact: bool) -> tuple[str, str] | None:
    """A change in points: exact, or followed by the level that it led to."""
    after = tokens.word(operand.last + 1)
    led_to = after in ("to", "at", ",") and tokens.kind(operand.last + 2) in ("num", "sign", "word")
    if looks_like_year(operand, tokens.word(operand.number.first)) or not (market or exact and led_to):
        return None
    if exact or led_to or (market and after in (".", "", ",", "on", "in", "as", "by")):
        operand.unit = POINTS
        return CHANGE, ""
    return None


def leads_to_level(tokens: Tokens, left: int, operand: Operand, *, exact: bool, market: bool) -> bool:
    """Whether the words before the number lead to a level."""
    lex = lexicon()
    word = tokens.word(left)
    if word in lex.words["levels.verbs"]:
        return exact or market
    if word in lex.words["levels.prepositions"]:
        return word != "from" or moves_near(tokens, left) or closes_near(tokens, left)
    if word == "of" and tokens.word(left - 1) in lex.words["levels.of_nouns"]:
        return True
    if word in ("was", "is", "were", "stood", "stands", "reads", "read", "fetched", "being"):
        return exact and market
    if word in ("and", ",", "or") and left - 1 in tokens.figures and exact:
        return (
            tokens.kind(tokens.figures[left - 1]) == "num"
            and lead_word(tokens, tokens.figures[left - 1]) in lex.words["levels.prepositions"]
        )
    if tokens.kind(left) == "index" or word in lex.words["levels.markets"] and tokens.capital(left):
        return "," in tokens.word(operand.number.first) and left == operand.first - 1
    return False


def lead_word(tokens: Tokens, first: int) -> str:
    """The word before a figure, hedges aside."""
    return tokens.word(hedge_before(tokens, first)[1] - 1) or ""


def looks_like_year(operand: Operand, text: str) -> bool:
    """Four digits without a comma between 1900 and 2099."""
    return len(text) == 4 and text.isdigit() and 1900 <= int(text) < 2100 and not operand.number.scaled


def closes_near(tokens: Tokens, left: int) -> bool:
    """Whether a verb of closing or a word of movement stands within some words to the left."""
    closing = lexicon().words["levels.closing"]
    return any(tokens.word(n) in closing or word_direction(tokens.word(n)) for n in range(left, max(left - 9, -1), -1))


def moves_near(tokens: Tokens, left: int) -> bool:
    """Whether a word of movement stands within some words to the left."""
    return any(word_direction(tokens.word(n)) for n in range(left, max(left - 6, -1), -1))


def about_market(tokens: Tokens, first: int) -> tuple[bool, bool]:
    """Whether the sentence so far names an index (or stands for one), and whether it names anything that is priced."""
    words = lexicon().words
    market = price = False
    begun = begin = first
    for at in range(first - 1, max(first - 40, -1), -1):
        if tokens.stops(at):
            break
        begin = at
        word = tokens.words[at]
        market = (
            market
            or tokens.kinds[at] == "index"
            or word in words["levels.markets"]
            or word.endswith(("'s", "’s"))
            and word[:-2] in words["levels.markets"]
        )
        price = price or word in words["levels.prices"]
    for at in range(begun + 1, min(begun + 16, len(tokens))):
        if tokens.stops(at):
            break
        market = market or tokens.kinds[at] == "index" or tokens.words[at] in words["levels.markets"]
    if (
        not market
        and tokens.word(begin) in ("it", "they", "that", "if", "support", "resistance", "i'd", "we")
        or not market
        and any(
            w in words["levels.of_nouns"] and w in ("retest", "support", "resistance")
            for w in tokens.words[begin:first]
        )
    ):
        market = True
    return market, price


def rate_subject(tokens: Tokens, left: int) -> bool:
    """Whether a yield is what stands at the bare number."""
    for at in range(left, max(left - 14, -1), -1):
        if tokens.stops(at):
            return False
        if tokens.kinds[at] == "index" or tokens.words[at] in ("vix", "index", "dow", "nasdaq"):
            return False
        if tokens.words[at] in ("yield", "yields"):
            return True
    return False


def exchange_rate(tokens: Tokens, operand: Operand, left: int) -> bool:
    """ "past 142 per dollar", "to 1.0850 against the dollar", "EUR/USD at 1.0850": sets the quote currency."""
    against = quoted_against(tokens, operand.last + 1)
    pair = pair_before(tokens, left)
    if pair:
        operand.unit, operand.currency = MONEY, pair
        return True
    subject = currency_subject(tokens, left)
    if against and subject and subject != against:
        direct = lexicon().words["currencies.codes"] if False else frozenset(["EUR", "GBP", "AUD", "NZD"])
        strong = against == "USD"
        operand.unit, operand.currency = (
            MONEY,
            (against if subject in direct and strong or subject == "USD" else subject if strong else against),
        )
        return True
    if against and not subject:
        return False
    if subject in ("EUR", "GBP", "AUD", "NZD") and "." in tokens.word(operand.number.first) and operand.value < 3:
        operand.unit, operand.currency = MONEY, "USD"
        return True
    return False


def quoted_against(tokens: Tokens, at: int) -> str | None:
    """The currency in "per dollar", "to the dollar", "against the yen", "a dollar", "versus the greenback"."""
    if tokens.word(at) not in ("per", "to", "against", "a", "versus", "vs", "for"):
        return None
    at += 1 + (tokens.word(at + 1) in ("the", "one", "each", "a"))
    at += tokens.word(at) in ("us", "u.s")
    if tokens.match(at, ("u", ".", "s", ".")) > 0:
        at += 4
    return named_currency(tokens, at)


def named_currency(tokens: Tokens, at: int) -> str | None:
    """The currency that the word at that token names, by name, nickname or code."""
    word = tokens.word(at)
    nick = {"greenback": "USD", "aussie": "AUD", "kiwi": "NZD", "loonie": "CAD", "sterling": "GBP", "cable": "GBP"}.get(
        word
    )
    if nick:
        return nick
    table = currency_table()
    for name, (code, power) in table.names.get(word, ()):
        if power == 0 and tokens.match(at, name) > 0 and len(word) > 2:
            return code
    return table.code(tokens.raw(at)) if tokens.kind(at) == "word" and tokens.raw(at) not in table.doubtful else None


def currency_subject(tokens: Tokens, left: int) -> str | None:
    """The first currency of the clause to the left: what is quoted."""
    found = None
    for at in range(left, max(left - 22, -1), -1):
        if tokens.stops(at):
            break
        if tokens.kinds[at] == "word" and tokens.kind(at - 1) != "num" and at not in tokens.figures:
            found = named_currency(tokens, at) or found
            if tokens.words[at] in ("gold", "oil", "bitcoin", "shares", "index", "crude", "brent"):
                return None
    return found


def pair_before(tokens: Tokens, left: int) -> str | None:
    """ "EUR/USD at", "USDJPY traded at": the quote currency of a pair named within some words."""
    table = currency_table()
    for at in range(left, max(left - 8, 0), -1):
        if tokens.stops(at):
            return None
        if tokens.word(at - 1) == "/" and table.code(tokens.raw(at)) and table.code(tokens.raw(at - 2)):
            return table.code(tokens.raw(at))
        raw = tokens.raw(at)
        if len(raw) == 6 and raw.isupper() and raw[:3] in table.codes and raw[3:] in table.codes:
            return raw[3:]
    return None
