"""What the words around a time say of it: past or future, to come or to date, a company's quarter or the calendar's."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Callable
from datetime import date

from tapecheck.nlp.periods.lexicon import Lexicon, load_lexicon
from tapecheck.nlp.periods.times import Scene, add_months, make_date, step
from tapecheck.nlp.periods.tokens import Tokens

REACH_LEFT = 12
OVER = ("behind", "over", "done", "finished", "history")
REACH_RIGHT = 4
NAMES_BACK = 150  # tokens in which a company is looked for


def ends_sentence(tokens: Tokens, index: int) -> bool:
    """Whether the token ends a sentence: a line's end, a semicolon, or a full stop that is no abbreviation's."""
    code = tokens.code(index)
    if code != "z":
        return code in "~;"
    after = tokens.words[index + 1][:1] if index + 1 < len(tokens.words) else "A"
    short = index > 0 and len(tokens.words[index - 1]) == 1
    return not short and (after.isupper() or not after.isalnum())


def has_cue(scene: Scene, tokens: Tokens, name: str, first: int, stop: int) -> bool:
    """Whether a word of the lexicon's set `name` is among tokens [first, stop); few places need a closer look."""
    places = scene.cues.get(name)
    if places is None:
        words = _spelled(name)
        places = scene.cues[name] = [k for k, word in enumerate(tokens.words) if word in words]
    at = bisect_left(places, first)
    return at < len(places) and places[at] < stop


@functools.cache
def _spelled(name: str) -> frozenset[str]:
    """A set of the lexicon, at a sentence's start too."""
    words = CUES[name](load_lexicon())
    return words | {word.capitalize() for word in words if word != "may"}


CUES: dict[str, Callable[[Lexicon], frozenset[str]]] = {
    "future": lambda lexicon: lexicon.future | {"may"},
    "followers": lambda lexicon: lexicon.followers,
    "superlatives": lambda lexicon: lexicon.superlatives,
    "if": lambda _: frozenset({"if", "unless"}),
    "results": lambda lexicon: lexicon.results,
    "weekly": lambda lexicon: lexicon.weekly,
}


def is_future(scene: Scene, tokens: Tokens, i: int, j: int) -> bool:
    """Whether the words around tokens [i, j) speak of what is to come."""
    known = scene.cache.get(i)
    if known is None:
        left = has_cue(scene, tokens, "future", i - REACH_LEFT, i) and _looks_ahead(tokens, i)
        known = left or (has_cue(scene, tokens, "followers", j, j + REACH_RIGHT) and _is_to_come(tokens, j))
        scene.cache[i] = known
    return known


def _looks_ahead(tokens: Tokens, i: int) -> bool:
    """Left of it, in its clause: will, would, expects, due ... but not "faster than expected" nor "may have"."""
    lexicon = load_lexicon()
    for k in range(i - 1, max(-1, i - 1 - REACH_LEFT), -1):
        word = tokens.word(k)
        if ends_sentence(tokens, k) or word in lexicon.barrier:
            return False
        if (word == "set" and tokens.word(k + 1) not in ("to", "for")) or (
            word in ("course", "track") and tokens.word(k - 1) != "on"
        ):
            continue  # "over the course of last week"
        if word in lexicon.future and tokens.word(k - 1) not in lexicon.comparison and not _have(tokens, k):
            return True
        if tokens.words[k] == "may" and not _have(tokens, k):
            return True
    return False


def _have(tokens: Tokens, k: int) -> bool:
    """Whether the word is of "could have": a guess about the past."""
    return tokens.word(k + 1) == "have" and tokens.word(k) in load_lexicon().modals


def _is_to_come(tokens: Tokens, j: int) -> bool:
    """Right of it: "November delivery", "Friday's report will show"."""
    followers = load_lexicon().followers
    for k in range(j, min(len(tokens.words), j + REACH_RIGHT)):
        word = tokens.word(k)
        if tokens.codes[k] in "~;z,":
            return False
        if k == j and word in ("is", "was") and tokens.word(k + 1) in OVER:
            return False  # "the third quarter is behind us"
        if word in followers and (k == j or word in load_lexicon().followers_far):
            return True
    return False


def word_before(tokens: Tokens, i: int) -> str:
    """The word before token i; "the end of the" is skipped."""
    k = i - 1
    while k > 0 and tokens.codes[k] in "TEo-" and i - k < 6:
        k -= 1
    return tokens.word(k)


def verb_before(tokens: Tokens, i: int) -> str:
    """The word before token i, its particle aside: "closed out 2023", "wrapped up the year"."""
    return tokens.word(i - 2) if tokens.word(i - 1) in ("out", "up") else tokens.word(i - 1)


def is_weekly(scene: Scene, tokens: Tokens, i: int, j: int) -> bool:
    """Whether the words near tokens [i, j) are of data that come by the week, such as fund flows."""
    return has_cue(scene, tokens, "weekly", i - 15, j + 8)


def is_hypothetical(scene: Scene, tokens: Tokens, i: int) -> bool:
    """Whether the clause left of token i begins with "if": a month in it is the coming one."""
    if not has_cue(scene, tokens, "if", i - REACH_LEFT, i):
        return False
    for k in range(i - 1, max(-1, i - 1 - REACH_LEFT), -1):
        if ends_sentence(tokens, k):
            return False
        if tokens.word(k) in ("if", "unless"):
            return True
    return False


def is_superlative(scene: Scene, tokens: Tokens, i: int) -> bool:
    """Whether the clause left of token i says highest, first, most, not ..."""
    if not has_cue(scene, tokens, "superlatives", i - REACH_LEFT, i):
        return False
    words = load_lexicon().superlatives
    for k in range(i - 1, max(-1, i - 1 - REACH_LEFT), -1):
        if ends_sentence(tokens, k):
            return False
        if tokens.word(k) in words:
            return True
    return False


# --- company quarters ------------------------------------------------------------------------------------------------
def is_fiscal(scene: Scene, tokens: Tokens, i: int, j: int) -> bool:
    """Whether the sentence speaks of a company's results near tokens [i, j), and not of an economy."""
    if not has_cue(scene, tokens, "results", i - 12, j + 6):
        return False
    lexicon = load_lexicon()
    near = [tokens.word(k) for k in range(i - 1, max(-1, i - 12), -1)]
    near = near[: next((n for n in range(len(near)) if ends_sentence(tokens, i - 1 - n)), len(near))]
    after = [tokens.word(k) for k in range(j, min(len(tokens.words), j + 6))]
    after = after[: next((n for n in range(len(after)) if ends_sentence(tokens, j + n)), len(after))]
    words = set(near) | set(after)
    return bool(words & lexicon.results) and not words & lexicon.economy


def fiscal_year_end(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """How the year of the company named last before token i ends, if it is a known one."""
    years = load_lexicon().fiscal_years
    for k in range(min(i + 6, len(tokens.words)) - 1, max(-1, i - NAMES_BACK), -1):
        word = tokens.words[k]
        if word[:1].isupper() and (found := years.get(word.lower())):
            return found
    return None


def fiscal_quarter(end_rule: tuple[int, str], quarter: int, before: date) -> tuple[date, date]:
    """[start, end) of the latest such fiscal quarter that begins on or before `before`."""
    month, weekday = end_rule
    for year in range(before.year + 1, before.year - 3, -1):
        end = _quarter_end(year, month + 3 * quarter - 12, weekday)
        start = _quarter_end(year, month + 3 * quarter - 15, weekday)
        if start <= before:
            return start, end
    raise AssertionError("three years hold every quarter")


def _quarter_end(year: int, month: int, weekday: str) -> date:
    """The day after a fiscal quarter's last day: the last such weekday of the month, or its last day."""
    first = date(year, 1, 1)
    after = add_months(first, month) or first
    if not weekday:
        return after
    last = step(after, -1) or after
    number = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(weekday)
    return step(last, -((last.weekday() - number) % 7) + 1) or after


# --- which one -------------------------------------------------------------------------------------------------------
def pick(today: date, month: int, day: int, future: bool) -> date | None:
    """The latest such day not after `today`, or the first not before it; 29 February finds its leap year."""
    for offset in range(9):
        found = make_date(today.year + (offset if future else -offset), month, day)
        if found and (found >= today if future else found <= today):
            return found
    return None
