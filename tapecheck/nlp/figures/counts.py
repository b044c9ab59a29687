"""Numbers that count: shares, jobs, barrels; the days of a streak or an average.

A numeral may count any plural noun behind it, a lone number word only the listed ones; times count only in streaks,
averages and "on just eight days", for elsewhere they are periods.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tapecheck.nlp.figures.direction import is_movement
from tapecheck.nlp.figures.hedges import hedge_before
from tapecheck.nlp.figures.lexicon import lexicon, listed
from tapecheck.nlp.figures.numbers import HYPHENS
from tapecheck.nlp.figures.operands import Operand
from tapecheck.nlp.figures.tokens import Tokens

SMALL = Decimal(1000)
SPELLED_FROM = 20  # "twenty-five analysts": a number word this large counts like a numeral
UNITS_WRITTEN = {"bpd": "barrels per day", "bbl": "barrels", "bbls": "barrels"}


# --- streaks ---------------------------------------------------------------------------------------------------------
def plural_time(word: str) -> str:
    """The unit of a streak: sessions are days."""
    plural = word if word.endswith("s") else word + "s"
    return "days" if plural == "sessions" else plural


def in_a_row(tokens: Tokens, at: int) -> bool:
    """As in "in a row", "running", "on end" at that token."""
    return (
        tokens.match(at, ("in", "a", "row")) > 0 or tokens.word(at) == "running" or tokens.match(at, ("on", "end")) > 0
    )


def streak_unit(tokens: Tokens, operand: Operand) -> str | None:
    """The unit in "eight straight sessions", "a four-day winning streak", "eleven sessions in a row"."""
    at = operand.last + 1
    hyphen = tokens.word(at) in HYPHENS and tokens.glued(operand.last)
    at += hyphen
    leading = tokens.word(at) in listed("streaks.straight")
    at += leading
    frequency = lexicon().frequencies.get(tokens.word(at)) if leading else None
    if frequency:
        return frequency
    while tokens.word(at) in listed("streaks.adjectives"):
        at += 1
    word = tokens.word(at)
    if leading and word in listed("streaks.moves"):
        return "days"
    if word not in listed("counts.per_time") or operand.number.value < 2:
        return None
    average = averaged(tokens, at) and (word in ("day", "week") or "moving" in tokens.words[at : at + 3])
    if leading or in_a_row(tokens, at + 1) or (hyphen and (average or runs(tokens, at))):
        return plural_time(word)
    return plural_time(word) if run_to(tokens, operand.first) else None


def averaged(tokens: Tokens, at: int) -> bool:
    """As in "200-day (simple) (moving) average"."""
    for n in range(at + 1, at + 5):
        if tokens.word(n) in listed("streaks.averages"):
            return True
        if tokens.kind(n) != "word" and tokens.word(n) not in HYPHENS and tokens.kind(n) != "num":
            return tokens.word(n) in (",", "and") and averaged(tokens, n)
    return False


def runs(tokens: Tokens, at: int) -> bool:
    """As in "four-day winning streak", "seven-day run"."""
    return any(
        tokens.word(n) in listed("streaks.runs") and tokens.word(n - 1) in listed("streaks.kinds")
        for n in range(at + 1, at + 4)
    )


def run_to(tokens: Tokens, first: int) -> bool:
    """As in "extending its losing streak to eight sessions"; "on just eight days" counts them too."""
    begins = hedge_before(tokens, first)[1]
    if tokens.word(begins - 1) in listed("streaks.only"):
        return tokens.word(begins - 2) in listed("streaks.before_only")
    kinds = ("losing", "winning")
    return any(
        tokens.word(n) in listed("streaks.runs") and (tokens.word(n - 1) in kinds)
        for n in range(begins - 1, begins - 7, -1)
    )


def read_ordinal(tokens: Tokens, i: int) -> tuple[int, int]:
    """The ordinal at token i ("eighth", "12th") and its last token; 0 where there is none."""
    word = tokens.word(i)
    if word in lexicon().ordinals:
        return lexicon().ordinals[word], i
    digits = tokens.kind(i) == "num" and word.isdigit() and len(word) < 4
    if digits and tokens.glued(i) and tokens.word(i + 1) in ("st", "nd", "rd", "th"):
        return int(word), i + 1
    return 0, i


def ordinal_streak(tokens: Tokens, i: int, last: int) -> str | None:
    """The unit of the streak in "its eighth straight weekly loss", "for a tenth day" with its ordinal at i to last."""
    if tokens.word(last + 1) in listed("streaks.straight"):
        for word in tokens.words[last + 2 : last + 5]:
            unit = lexicon().frequencies.get(word)
            if unit or word in listed("counts.per_time"):
                return unit or plural_time(word)
        return "days"
    at = last + 1 + (tokens.word(last + 1) == "trading")
    word = tokens.word(at)
    for_a = tokens.word(i - 1) in ("a", "an") and tokens.word(i - 2) == "for"
    if word in listed("counts.per_time") and (in_a_row(tokens, at + 1) or for_a):
        return plural_time(word)
    return None


# --- counted nouns ---------------------------------------------------------------------------------------------------
def counted_noun(tokens: Tokens, operand: Operand) -> str | None:
    """The noun that the number counts, within four words behind it, else None."""
    words = lexicon().words
    last = operand.last
    if tokens.word(last + 1) in HYPHENS:
        return None
    if tokens.word(last + 1) == "times":
        return "times" if operand.number.value >= 2 else None
    for n, at in enumerate(noun_phrase(tokens, last + 1)):
        word = tokens.word(at)
        if ends_noun_phrase(word, n):
            break
        if word in words["counts.times"] or word in words["names.months"]:
            return None
        if (
            word in words["counts.agents"]
            and tokens.word(at + 1) in words["counts.agents_after"]
            and takes_any(tokens, operand)
        ):
            return inherited(tokens, operand)
        if word in words["counts.nouns"] or word in words["counts.irregular"]:
            return unit_of(tokens, at)
        if is_plural(word) and not (tokens.capital(at) and n > 1):
            return word if takes_any(tokens, operand) else None
        if tokens.glued(at) and tokens.word(at + 1) in HYPHENS:
            break
    small = operand.number.spelled or operand.number.value < SMALL
    if small and operand.number.value >= 2 and tokens.word(last + 1) == "of":
        return counted_of(tokens, last + 2)
    return None


def noun_phrase(tokens: Tokens, at: int) -> Iterator[int]:
    """The next four words; a number with a hyphen and its noun ("52-week") is passed over."""
    for _ in range(4):
        if tokens.kind(at) == "num" and tokens.word(at + 1) in HYPHENS:
            at += 3
        if tokens.kind(at) != "word":
            return
        yield at
        at += 1


def ends_noun_phrase(word: str, n: int) -> bool:
    """Whether the n-th word behind the number ends what it could count."""
    words = lexicon().words
    if word in words["levels.closers"] or word in words["direction.copulas"] or word == "of":
        return True
    return word in words["levels.after"] or (n > 0 and (word in words["levels.prepositions"] or is_movement(word)))


def inherited(tokens: Tokens, operand: Operand) -> str | None:
    """The noun of the sentence's count before this one: "339,000 jobs, more than the 195,000 expected"."""
    last, noun = tokens.counted
    text = tokens.word(operand.number.first)
    large = operand.number.scaled or "," in text
    return noun if large and tokens.sentence_goes_on(last, operand.first) else None


def repeats_count(tokens: Tokens, operand: Operand) -> str | None:
    """The noun of a number that is held against a count before: "by 12,000 contracts to 215,000"."""
    left = hedge_before(tokens, operand.first)[1] - 1
    left -= tokens.word(left) in ("the", "a")
    leads = tokens.word(left) in listed("counts.inherits") or tokens.word(operand.first - 1) == "than"
    leads = leads or (tokens.word(left) == "of" and tokens.word(left - 1) in ("average", "total", "norm"))
    again = inherited(tokens, operand) if leads else None
    return again or (subject_counted(tokens, operand, left) if leads or tokens.word(left) == "by" else None)


def subject_counted(tokens: Tokens, operand: Operand, left: int) -> str | None:
    """What the clause counts: "payrolls increased by 187,000", "jobless claims rose to 250,000"."""
    if not (operand.number.scaled or "," in tokens.word(operand.number.first)):
        return None
    for at in tokens.back(left, 12):
        if tokens.kinds[at] == "index":
            return None
        if tokens.words[at] in listed("counts.subjects"):
            return tokens.words[at]
    return None


def counted_of(tokens: Tokens, at: int) -> str | None:
    """As in "four of the 30 stocks", "eight of its members": the noun behind the whole."""
    if tokens.word(at) not in ("the", "its", "their", "those", "these") and tokens.kind(at) != "num":
        return None
    for n in range(at + 1, at + 6):
        if tokens.word(n) in listed("counts.nouns"):
            return tokens.word(n)
        if tokens.kind(n) not in ("word", "num", "index", "name") and tokens.word(n) not in HYPHENS:
            return None
    return None


def takes_any(tokens: Tokens, operand: Operand) -> bool:
    """Whether the number may count any plural noun: a numeral above 1 that is no year, or a large number word."""
    number, text = operand.number, tokens.word(operand.number.first)
    if number.value <= 1 or (text.isdigit() and not number.scaled and 1900 <= number.value < 2100):
        return False
    return not number.spelled or number.value >= SPELLED_FROM


def is_plural(word: str) -> bool:
    """Whether the word looks like a plural noun."""
    ends = word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us", "is"))
    return ends and len(word) > 3 and word not in listed("counts.not_nouns")


def unit_of(tokens: Tokens, at: int) -> str:
    """The unit as it is written, "square feet" in full."""
    word = tokens.word(at)
    if word in listed("counts.parts"):
        return f"{word} {tokens.word(at + 1)}"
    return UNITS_WRITTEN.get(word, word)
