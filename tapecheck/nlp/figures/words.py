"""Figures without a numeral or a unit: fractions of a whole, "one in five", "doubled", "per cent of 22"."""

from __future__ import annotations

from decimal import Decimal

from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.nlp.figures.numbers import HYPHENS, Number, ratio, read_number
from tapecheck.nlp.figures.operands import PERCENT, TIMES, Operand
from tapecheck.nlp.figures.tokens import Tokens

TIME_AFTER = frozenset(
    [
        "hour",
        "hours",
        "year",
        "years",
        "day",
        "days",
        "century",
        "decade",
        "month",
        "months",
        "week",
        "season",
        "past",
        "time",
        "minute",
        "minutes",
        "way",
        "session",
        "quarter",
        "mile",
        "dozen",
        "brother",
        "sister",
        "term",
        "life",
    ]
)
WHOLES = frozenset(
    ["of", "its", "their", "his", "her", "that", "those", "all", "as", "the", "these", "our", "my", "your"]
)
ENDS_PHRASE = frozenset(
    [
        ".",
        ",",
        ";",
        "",
        "on",
        "since",
        "in",
        "this",
        "last",
        "after",
        "from",
        "and",
        "to",
        "as",
        "by",
        "over",
        "—",
        "–",
        "while",
        "amid",
        "but",
    ]
)
PERCENT_OF_WHOLE = Decimal(100)
COARSE = Decimal(5)


def read_share(tokens: Tokens, operand: Operand) -> Operand | None:
    """A fraction of a whole as a percentage: "half of the stocks", "a fifth of its value", "fell by a third"."""
    number = operand.number
    if not number.fraction or operand.unit or not whole_follows(tokens, operand):
        return None
    value = (number.value * 100).quantize(Decimal("1E-10")).normalize()
    operand.number = Number(
        number.first, number.last, value, COARSE if number.fraction < 5 else Decimal(1), spelled=True
    )
    operand.unit = PERCENT
    return operand


def whole_follows(tokens: Tokens, operand: Operand) -> bool:
    """Whether what follows (or "by" before) shows a share and no time, ordinal or measure."""
    last, first = operand.number.last, operand.number.first
    word, before = tokens.word(last + 1), tokens.word(first - 1)
    part = tokens.word(last)
    if before in (
        "first",
        "second",
        "latter",
        "other",
        "next",
        "last",
        "previous",
        "final",
        "this",
        "early",
        "third",
        "fourth",
        "third-",
        "each",
        "every",
        "that",
        "fiscal",
    ) or (before == "the" and part in ("quarter", "half") and first == last):
        return False
    if tokens.glued(last) and word in HYPHENS:
        return tokens.word(last + 2) in ("owned", "stake") or (
            part not in ("half", "quarter") and tokens.word(last + 2) not in TIME_AFTER
        )
    if word == "of":
        after = tokens.word(last + 2)
        after = tokens.word(last + 3) if after in ("the", "a", "an", "this", "last", "its") else after
        return (
            after not in TIME_AFTER and not after.isdigit() and not tokens.word(last + 2).isdigit() and part != "second"
        )
    if word in WHOLES:
        return part in ("half", "thirds", "quarters") or tokens.word(first) != "a"
    if (
        before in ("by", "about", "nearly", "almost", "than", "over", "another", "around", "roughly", "in")
        or first > 0
        and before in lexicon().down_verbs | lexicon().up_verbs
    ):
        return (
            word in ENDS_PHRASE
            and not (before == "in" and part != "half")
            and (before != "than" or tokens.word(first - 2) in ("more", "less"))
            and part not in ("second",)
        )
    return word in ("stake", "share", "interest", "owned", "majority") and part != "half"


def read_odds(tokens: Tokens, operand: Operand) -> Operand | None:
    """ "one in five", "nine out of 10": a percentage."""
    top = operand.number
    at = top.last + 1
    if operand.unit or top.scaled or top.fraction or tokens.word(at) not in ("in", "out"):
        return None
    at = at + 2 if tokens.word(at) == "out" and tokens.word(at + 1) == "of" else at + (tokens.word(at) == "in")
    every = tokens.word(at) == "every"
    bottom = read_number(tokens, at + every) if at > top.last + 1 else None
    if (
        bottom is None
        or bottom.scaled
        or bottom.fraction
        or bottom.value not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100)
    ):
        return None
    if (
        not 0 < top.value < bottom.value
        or top.value % 1
        or tokens.word(bottom.last + 1) in lexicon().words["counts.times"]
        or tokens.word(bottom.last + 1) in HYPHENS
    ):
        return None
    if (
        tokens.word(bottom.last + 1) in ("percent", "per", "%", "of", "million", "points")
        and tokens.word(top.last + 1) == "in"
    ):
        return None
    value = (ratio(int(top.value), int(bottom.value)) * 100).normalize()
    operand.number = Number(top.first, bottom.last, value, Decimal(1), spelled=True)
    operand.last, operand.unit = bottom.last, PERCENT
    return operand


def read_multiple(tokens: Tokens, i: int) -> Operand | None:
    """ "doubled", "tripled", "halved", "twice the", "double the": the ratio stated in one word."""
    word = tokens.word(i)
    value = lexicon().multiples.get(word)
    if word == "twice":
        value = Decimal(2) if tokens.word(i + 1) in ("the", "as", "its", "their", "that", "what") else None
    elif value is not None and not multiplies(tokens, i):
        value = None
    if value is None:
        return None
    return Operand(i, i, Number(i, i, value, Decimal("0.1"), spelled=True), TIMES)


def multiplies(tokens: Tokens, i: int) -> bool:
    """Whether the word is the verb or a true multiple: not "double-digit", "doubled down", "the bitcoin halving"."""
    word, before, after = tokens.word(i), tokens.word(i - 1), tokens.word(i + 1)
    if (
        after
        in (
            "down",
            "up",
            "witching",
            "dip",
            "bottom",
            "top",
            "whammy",
            "a",
            "bogey",
            "header",
            "play",
            "check",
            "counting",
            "dose",
            "team",
        )
        and not word.endswith("ed")
        or after == "down"
    ):
        return False
    if after in HYPHENS and tokens.glued(i) or (before in HYPHENS and tokens.glued(i - 1)):
        return False
    if word.endswith("ed"):
        return after not in ("down", "over", "as")
    if word.endswith("ing"):
        return (
            before not in ("the", "bitcoin", "bitcoin's", "next", "last", "s", "reward", "this", "fourth", "third")
            or after == "of"
        )
    if word in ("double", "triple", "treble", "quadruple", "halve", "quintuple"):
        return after in (
            "the",
            "its",
            "their",
            "that",
            "what",
            "his",
            "from",
            "last",
            "in",
            "by",
            "this",
            "over",
            "to",
            "analysts",
            "their",
        ) or before in (
            "to",
            "could",
            "would",
            "will",
            "may",
            "might",
            "should",
            "nearly",
            "almost",
            "than",
            "can",
            "about",
        )
    return (
        word in ("doubles", "triples", "trebles", "quadruples", "halves")
        and after not in ("tennis", ".", ",", "of", "")
        and before not in ("both", "two", "the")
    )


def read_times(tokens: Tokens, operand: Operand) -> Operand | None:
    """ "2.5 times earnings", "three times as much": a multiple; "52 times" is a count."""
    at = operand.number.last + 1
    if operand.unit or tokens.word(at) not in ("times", "time") or operand.number.scaled:
        return None
    after = tokens.word(at + 1)
    if operand.number.value % 1 == 0 and after not in MULTIPLIED:
        return None
    operand.last, operand.unit = at, TIMES
    return operand


MULTIPLIED = frozenset(
    [
        "as",
        "the",
        "more",
        "higher",
        "its",
        "their",
        "earnings",
        "sales",
        "book",
        "oversubscribed",
        "forward",
        "trailing",
        "estimated",
        "larger",
        "bigger",
        "greater",
        "annual",
        "projected",
        "expected",
        "revenue",
        "revenues",
        "ebitda",
        "profit",
        "profits",
        "prospective",
        "faster",
        "covered",
        "what",
        "average",
        "normal",
        "usual",
        "that",
        "less",
        "lower",
        "cash",
        "net",
        "core",
        "future",
        "current",
        "leverage",
        "subscribed",
        "today's",
        "this",
        "next",
        "over",
        "those",
        "likelier",
    ]
)


def read_percent_of(tokens: Tokens, i: int) -> Operand | None:
    """ "per cent of 22": the unit first."""
    for phrase in (("percents", "of"), ("percent", "of"), ("per", "cent", "of")):
        end = tokens.match(i, phrase)
        number = read_number(tokens, end) if end > 0 and tokens.kind(end) in ("num", "word") else None
        if number and tokens.kind(i - 1) not in ("num", "word"):
            return Operand(i, number.last, number, PERCENT)
    return None
