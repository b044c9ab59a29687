"""Numbers without a unit that are levels ("to 4,278", "hit 65.73"), changes ("lost 53.77") or rates ("142 per dollar").

They are read only where a preposition or verb of levels, or a verb of movement, leads to them, nothing that they could
count follows, and the sentence is about a market; years, dates and codes are no figures.
"""

from __future__ import annotations

from tapecheck.nlp.figures.currencies import currency_table
from tapecheck.nlp.figures.direction import direction_at, extreme_level, is_movement, noun_direction, word_direction
from tapecheck.nlp.figures.hedges import hedge_before
from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.operands import MONEY, PERCENT, POINTS, Operand
from tapecheck.nlp.figures.tokens import Tokens

CHANGE, LEVEL = "change", "level"
MAX_YIELD = 40
MAX_POINTS = 10
MAX_IN_DOLLARS = 3


def in_date(tokens: Tokens, operand: Operand) -> bool:
    """Whether the number belongs to a date or a time: "April 14", "14 April", "4 p.m.", "1430 GMT", "at 2023 highs"."""
    months, first, after = listed("names.months"), operand.first, tokens.word(operand.last + 1)
    name = first - 2 if tokens.word(first - 1) == "." else first - 1
    value = operand.number.value
    day = value % 1 == 0 and 0 < value <= 31 and not operand.number.scaled
    if tokens.word(name) in months and tokens.capital(name) and (day or 1900 <= value < 2100):
        return True
    if looks_like_year(tokens, operand) and after in listed("levels.of_years"):
        return True
    clock = after in listed("names.clock")
    return clock and (
        after not in ("a", "p") or (tokens.word(operand.last + 2) == "." and tokens.word(operand.last + 3) == "m")
    )


def in_name(tokens: Tokens, operand: Operand) -> bool:
    """Whether a capitalised word before a plain number makes it part of a name ("Boeing 737", "Model 3")."""
    first, text = operand.first, tokens.word(operand.number.first)
    if tokens.kind(first - 1) != "word" or not tokens.capital(first - 1) or not tokens.near(first - 1):
        return False
    if not text.isdigit() or operand.number.scaled or operand.number.last > operand.number.first:
        return False
    opens = first < 2 or tokens.stops(first - 2) or tokens.kind(first - 2) == "punct"
    before = tokens.word(first - 1)
    plain = before in listed("names.days") or before in listed("levels.prepositions") or is_movement(before)
    return not (opens or plain or hedge_before(tokens, first)[0])


def ends_phrase(tokens: Tokens, last: int) -> bool:
    """Whether no noun follows that the number could belong to."""
    word, kind = tokens.word(last + 1), tokens.kind(last + 1)
    if kind in ("", "gap"):
        return True
    if kind == "punct":
        return not (tokens.glued(last) and word in ("/", ":", "-", "–", "_", "@", "#", "%", "&", "°", "'", "’"))
    if kind == "word" and tokens.glued(last) and tokens.raw(last + 1)[:3].isupper():
        return True  # "10,000NEW YORK": a headline glued to its text
    return kind in ("word", "index") and any(
        word in listed(name) for name in ("levels.closers", "levels.after", "names.days")
    )


def read_level(tokens: Tokens, operand: Operand) -> str | None:
    """LEVEL or CHANGE for a number without a unit, which gets one; None where it is no figure."""
    if not ends_phrase(tokens, operand.last) or (operand.number.spelled and not operand.number.scaled):
        return None
    if operand.sign and tokens.word(operand.first - 1) == "(" and operand.first - 2 in tokens.levels:
        operand.unit = POINTS
        return CHANGE  # "Nikkei 225: 38,500.10 (+76.61, +0.20%)"
    left = lead(tokens, operand)
    if set_against(tokens, operand):
        operand.unit = PERCENT if of_yield(tokens, operand, left) else POINTS
        return LEVEL
    market, price = about_market(tokens, operand.first)
    text = tokens.word(operand.number.first)
    exact = "," in text or "." in text or operand.number.last > operand.number.first  # as prices are printed
    if operand.number.value < 2 and not exact:
        return None
    if moves(tokens, left) and tokens.word(left) not in listed("levels.verbs"):
        return CHANGE if changed(tokens, operand, market=market, exact=exact) else None
    if not leads_to_level(tokens, left, operand, exact=exact, market=market):
        return None
    if set_exchange_rate(tokens, operand, left):
        return LEVEL
    if quoted_against(tokens, operand.last + 1) and tokens.word(operand.last + 1) != "to":
        return None  # a rate of something unknown
    if not believable(tokens, operand, left, market=market, price=price, exact=exact):
        return None
    operand.unit = PERCENT if of_yield(tokens, operand, left) else POINTS
    return LEVEL


def set_against(tokens: Tokens, operand: Operand) -> bool:
    """Whether a number is held against a level before it, printed alike: "at 37.21, against 28.22 the day before"."""
    last = max((n for n in tokens.levels if operand.first - 12 < n < operand.first), default=-1)
    led = tokens.words[max(0, operand.first - 6) : operand.first]
    fit = any(word in ("against", "versus", "vs", "compared") for word in led)
    one, two = (tokens.word(n).partition(".")[2] for n in (last, operand.last))
    return last >= 0 and fit and bool(one) and len(one) == len(two)


def believable(tokens: Tokens, operand: Operand, left: int, *, market: bool, price: bool, exact: bool) -> bool:
    """Whether the sentence is about something that has a level, and the number no year."""
    word = tokens.word(left)
    closes = closes_near(tokens, left)
    if looks_like_year(tokens, operand) and not (word in ("at", "above", "below") and market and closes):
        return False
    led_by_change = word == "to" and left - 1 - (tokens.word(left - 1) == ",") in tokens.figures
    closed = word in ("at", "above", "below") and not listed("levels.closing_verbs").isdisjoint(
        tokens.words[max(left - 5, 0) : left]
    )
    cents = len(tokens.word(operand.number.first).partition(".")[2]) == 2  # as shares are quoted
    reached = cents and (word == "of" or (word == "to" and is_movement(tokens.word(left - 1))))
    return market or (exact and (price or led_by_change or closed or reached))


def lead(tokens: Tokens, operand: Operand) -> int:
    """The token that leads to the number: hedges, articles and "a record" aside; a bound ("above") leads itself."""
    first = operand.first
    leads = listed("levels.prepositions") | listed("levels.verbs")
    at = first - 1
    while tokens.word(at) == "the" or tokens.word(at) in listed("hedges.articles"):
        at -= 1
    hedge, left = hedge_before(tokens, first)
    if hedge and tokens.word(at) in leads:
        return at
    left -= 1
    skipped = listed("levels.skipped") | listed("hedges.articles")
    while tokens.word(left) in skipped:
        left -= 1
    return left


# --- changes ---------------------------------------------------------------------------------------------------------
def moves(tokens: Tokens, left: int) -> bool:
    """As in "fell 93.85", "edged up 21.6", "by 8.7": a word of movement leads to the number."""
    word = tokens.word(left)
    if word == "or":  # "gained 1.5 per cent, or 480.33"
        return any(tokens.ways.get(n) is not None for n in (left - 1, left - 2))
    if word == "off" and tokens.word(left - 1) in listed("levels.bounced"):
        return False
    if word == "by":
        return any(is_movement(tokens.word(n)) for n in range(left - 1, max(left - 6, -1), -1))
    return direction_at(tokens, left) is not None and (is_movement(word) or noun_direction(word) is None)


def changed(tokens: Tokens, operand: Operand, *, market: bool, exact: bool) -> bool:
    """Whether it is a change in points: exact, or followed by the level that it led to."""
    after = tokens.word(operand.last + 1)
    led_to = after in ("to", "at", ",") and tokens.kind(operand.last + 2) in ("num", "sign", "word")
    if looks_like_year(tokens, operand) or operand.number.scaled or not (market or (exact and led_to)):
        return False
    if not (exact or led_to or after in listed("levels.ends_change")):
        return False
    operand.unit = POINTS
    return True


# --- levels ----------------------------------------------------------------------------------------------------------
def leads_to_level(tokens: Tokens, left: int, operand: Operand, *, exact: bool, market: bool) -> bool:
    """Whether the words before the number lead to a level."""
    word, before = tokens.word(left), tokens.word(left - 1)
    if extreme_level(tokens, operand.first) or (tokens.word(operand.last + 1) in listed("levels.after") and exact):
        return True
    score = tokens.kind(left - 1) == "num" and left - 1 not in tokens.figures and len(tokens.word(left - 1)) < 4
    if word == "to" and score:
        return False  # "winners beat losers 305 to 211"
    if word in listed("levels.verbs"):
        return exact or market
    if word in listed("levels.prepositions"):
        return word != "from" or closes_near(tokens, left)
    if (word == "of" and before in listed("levels.of_nouns")) or (word == "off" and before in listed("levels.bounced")):
        return True
    if word == "of" and exact and market and dated_noun(tokens, left):
        return True
    if word in listed("levels.linking"):
        return exact and market
    if word in ("and", ",", "or") and left - 1 in tokens.levels:
        return exact or market
    return (
        left == operand.first - 1
        and named_before(tokens, left - 1 if word == ":" else left)
        and ("," in tokens.word(operand.number.first) or (word == ":" and exact))
    )


def dated_noun(tokens: Tokens, left: int) -> bool:
    """Whether a day stands between a noun of levels and its "of": "a high on Tuesday of 36,934.84"."""
    for at in range(left - 2, max(left - 6, -1), -1):
        if tokens.word(at) in listed("levels.of_nouns"):
            return tokens.word(at + 1) == "on" or tokens.word(at + 1) in listed("names.days")
    return False


def named_before(tokens: Tokens, at: int) -> bool:
    """Whether an index stands at that token, as in "Nikkei 225 31,458.42" and "**FTSE 100 (UKX)**: 7,748.35"."""
    at -= tokens.word(at) in ("*", "**")
    if tokens.word(at) == ")" and tokens.raw(at - 1).isupper():
        at = next((n - 1 for n in range(at - 1, at - 6, -1) if tokens.word(n) == "("), at)
    at -= (tokens.word(at - 1), tokens.word(at)) == ("dow", "jones")
    return tokens.kind(at) == "index" or (tokens.word(at) in listed("levels.markets") and tokens.capital(at))


def looks_like_year(tokens: Tokens, operand: Operand) -> bool:
    """Four digits without a comma between 1900 and 2099."""
    text = tokens.word(operand.number.first)
    return len(text) == 4 and text.isdigit() and "1900" <= text < "2100" and not operand.number.scaled


def closes_near(tokens: Tokens, left: int) -> bool:
    """Whether a verb of closing or a word of movement stands within some words to the left."""
    closing = listed("levels.closing")
    return any(tokens.word(n) in closing or word_direction(tokens.word(n)) for n in range(left, max(left - 9, -1), -1))


def about_market(tokens: Tokens, first: int) -> tuple[bool, bool]:
    """Whether the sentence names an index (or stands for one), and whether it names anything that is priced."""
    markets, prices = listed("levels.markets"), listed("levels.prices")
    around = tokens.sentence(first)
    words = [word.removesuffix("'s").removesuffix("’s") for word in tokens.words[around]]
    price = not prices.isdisjoint(words[: first - around.start])
    if "index" in tokens.kinds[around] or not markets.isdisjoint(words):
        return True, price
    opening = next((word for word in words if word[:1].isalpha()), "")
    stands_for_one = opening in listed("levels.subjects") or not listed("levels.retests").isdisjoint(words)
    return stands_for_one, price


def points_of_percent(tokens: Tokens, operand: Operand) -> bool:
    """Whether "0.3 point" is one of a percentage: the sentence is about a rate and no index."""
    around = tokens.sentence(operand.first)
    words = set(tokens.words[around])
    if "index" in tokens.kinds[around] or not words.isdisjoint(listed("levels.markets")):
        return False
    return operand.value < MAX_POINTS and not words.isdisjoint(listed("rates.in_percent"))


def of_yield(tokens: Tokens, operand: Operand, left: int) -> bool:
    """Whether a yield is what stands at the bare number."""
    if operand.value >= MAX_YIELD or "," in tokens.word(operand.number.first):
        return False
    for at in tokens.back(left, 14):
        if tokens.kinds[at] == "index" or tokens.words[at] in listed("rates.not_yields"):
            return False
        if tokens.words[at] in listed("rates.yields"):
            return True
    return False


# --- exchange rates --------------------------------------------------------------------------------------------------
def set_exchange_rate(tokens: Tokens, operand: Operand, left: int) -> bool:
    """As in "past 142 per dollar", "to 1.0850 against the dollar", "EUR/USD at 1.0850": sets the quote currency."""
    quote = pair_before(tokens, left) or quote_of(tokens, operand, left)
    last, currency, power = tokens.rated
    if quote is None and tokens.word(left) == "from" and tokens.sentence_goes_on(last, left):
        quote, operand.power = currency, power
    if quote is None:
        return False
    operand.unit, operand.currency = MONEY, quote
    return True


def quote_of(tokens: Tokens, operand: Operand, left: int) -> str | None:
    """The currency in which the clause's currency is quoted: dollars for the euro, else units of it per dollar."""
    subject = subject_currency(tokens, left)
    against = quoted_against(tokens, operand.last + 1)
    in_dollars = listed("currencies.codes.quoted_in_dollars")
    if subject is None or subject == against:
        return None
    if against == "USD" and subject in in_dollars:
        return "USD" if operand.value < MAX_IN_DOLLARS else None  # "Egypt's pound fell to 47 per dollar"
    if against == "USD":
        return subject
    if against:
        return against
    decimal = "." in tokens.word(operand.number.first) and operand.value < 3
    return "USD" if subject in in_dollars and decimal else None


def quoted_against(tokens: Tokens, at: int) -> str | None:
    """The currency in "per dollar", "to the dollar", "against the yen", "a dollar", "versus the greenback"."""
    if tokens.word(at) not in listed("rates.against"):
        return None
    at += 1 + (tokens.word(at + 1) in ("the", "one", "each", "a"))
    at += tokens.word(at) == "us"
    if tokens.match(at, ("u", ".", "s", ".")) > 0:
        at += 4
    return named_currency(tokens, at)


def named_currency(tokens: Tokens, at: int) -> str | None:
    """The currency that the word at that token names, by name, nickname or code."""
    word = tokens.word(at)
    if word in lexicon().nicknames:
        return lexicon().nicknames[word]
    table = currency_table()
    for name, (code, power) in table.names.get(word, ()):
        if power == 0 and len(word) > 2 and tokens.match(at, name) > 0:
            return code
    code_here = table.code(tokens.raw(at)) if tokens.kind(at) == "word" else None
    return code_here if tokens.raw(at) not in table.doubtful else None


def subject_currency(tokens: Tokens, left: int) -> str | None:
    """The first currency of the clause to the left: what is quoted."""
    found = None
    for at in tokens.back(left, 22):
        if tokens.words[at] in listed("rates.not_currencies"):
            return found
        if tokens.kinds[at] == "word" and at not in tokens.figures:
            found = named_currency(tokens, at) or found
    return found


def pair_before(tokens: Tokens, left: int) -> str | None:
    """As in "EUR/USD at", "USDJPY traded at": the quote currency of a pair named within some words."""
    table = currency_table()
    for at in tokens.back(left, 8):
        quote = table.code(tokens.raw(at))
        if quote and tokens.word(at - 1) == "/" and table.code(tokens.raw(at - 2)):
            return quote
        raw = tokens.raw(at)
        if len(raw) == 6 and raw.isupper() and raw[:3] in table.codes and raw[3:] in table.codes:
            return raw[3:]
    return None
