"""Look-backs and other lengths of time: "in three months", "a four-month high", "for 22 years"."""

from __future__ import annotations

from tapecheck.nlp.periods.calendar_names import day_time
from tapecheck.nlp.periods.counts import QUANTITY, count_of
from tapecheck.nlp.periods.lexicon import load_lexicon
from tapecheck.nlp.periods.sense import is_future, is_superlative
from tapecheck.nlp.periods.times import (
    Scene,
    Time,
    about,
    containing,
    duration_of,
    is_over,
    last_session,
    shift,
    step,
    step_sessions,
)
from tapecheck.nlp.periods.tokens import Found, Rule, Tokens
from tapecheck.schema import PeriodKind

NOT_BACK = ("ago", "earlier", "later", "before", "hence", "old", "time", "row")
SPENT = ("for", "over", "during", "across", "within", "took", "takes", "lasted", "spent")


def build_lookback(scene: Scene, tokens: Tokens, i: int, j: int) -> Time | Found | None:
    """Read "the lowest in nearly three months", "the first gain in eight weeks"; after "will" it is a day."""
    first = i + 1
    at = j - 1
    unit = tokens.values[at]
    start = next((k for k in range(first, at) if tokens.codes[k] in "NDnaH"), at)
    count = count_of(tokens, start, at)
    single = count == 1 and ("a" in tokens.codes[start:at] or unit in ("day", "session"))
    superlative = is_superlative(scene, tokens, i)
    if (single and unit in ("day", "session")) or tokens.word(j) in NOT_BACK:
        return None
    if count is None:
        return Found(Time(PeriodKind.LOOKBACK), first, j)
    if not superlative and is_future(scene, tokens, i, j):
        return Found(day_time(shift(scene.today, unit, count)), first, j)
    if single and not superlative:
        return None
    return Found(lookback(scene, count, unit), first, j)


def lookback(scene: Scene, count: float, unit: str) -> Time:
    """The length of time before publication: from the same day that long ago, to the end of the publication day."""
    base = last_session(scene) if unit == "session" else scene.today
    start = shift(base, unit, 1 - count if unit == "session" else -count)  # sessions are counted with the last one
    end = scene.tomorrow if start else None
    return Time(
        PeriodKind.LOOKBACK, start, end, to_date=True, duration=duration_of(count, unit), begins=about(start, unit)
    )


def build_extreme(scene: Scene, tokens: Tokens, i: int, j: int) -> Found | None:
    """Read "a four-month high", "52-week low", "three-year closing high": the length is the look-back."""
    at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    count = count_of(tokens, i, at)
    if count is None or (tokens.values[at] == "day" and count == 1) or tokens.word(at).endswith("s"):
        return None
    first = i + 1 if tokens.codes[i] == "a" and tokens.values[i + 1] is not None else i
    return Found(lookback(scene, count, tokens.values[at]), first, at + 1)


def build_for_long(scene: Scene, tokens: Tokens, i: int, j: int) -> Found | None:
    """Read "for 22 years", "took 34 years", "over three sessions", "within 9 months", "over the twelve months"."""
    word = tokens.word(i)
    at = j - 1
    unit = tokens.values[at]
    first = i + 1
    start = next((k for k in range(first, at) if tokens.codes[k] in "NDnaH"), at)
    count = count_of(tokens, start, at)
    if word not in SPENT or count is None or tokens.word(j) in (*NOT_BACK, "in", "running", "straight"):
        return None
    if count == 1 and unit in ("day", "session"):
        return None
    if word == "within":
        return Found(
            Time(PeriodKind.RANGE, scene.today, shift(scene.today, unit, count), duration=duration_of(count, unit)),
            first,
            j,
        )
    if word in ("over", "during", "across"):
        return Found(_stretch(scene, tokens, count, unit, first), first, j)
    if word == "took" or any(tokens.word(k) in ("have", "has", "ve", "been") for k in range(max(0, i - 8), i)):
        return Found(lookback(scene, count, unit), first, j)
    return Found(Time(PeriodKind.OPEN, duration=duration_of(count, unit)), first, j)


def _stretch(scene: Scene, tokens: Tokens, count: float, unit: str, first: int) -> Time:
    """Read "over three sessions", "over six months"; "the twelve months" of a year that is over are the year."""
    today, duration = scene.today, duration_of(count, unit)
    if today is None:
        return Time(PeriodKind.RANGE, duration=duration)
    if unit == "session":
        last = last_session(scene)
        return Time(PeriodKind.RANGE, step_sessions(last, -int(count) + 1), step(last, 1))
    start, end = containing("year", today)
    if tokens.codes[first] == "T" and (count, unit) == (12, "month") and is_over(end, today):
        return Time(PeriodKind.RANGE, start, end, duration=duration)
    return trailing(scene, count, unit)


def trailing(scene: Scene, count: float, unit: str) -> Time:
    """So many units up to now: days are those of trading."""
    if unit == "day":
        last = last_session(scene)
        return Time(
            PeriodKind.RANGE, step_sessions(last, -int(count) + 1), step(last, 1), duration=duration_of(count, unit)
        )
    start = step(shift(scene.today, unit, -count), 1)
    return Time(PeriodKind.RANGE, start, scene.tomorrow, duration=duration_of(count, unit), begins=about(start, unit))


def build_long_move(scene: Scene, tokens: Tokens, i: int, j: int) -> Found | None:
    """Read "a six-week rally", "a 1 month rally", "its 12-month gain": the time that a movement took."""
    at = next(k for k in range(i, j) if tokens.codes[k] == "U")
    count, unit = count_of(tokens, i, at), tokens.values[at]
    noun = any(tokens.word(k) in load_lexicon().stretches for k in range(at + 1, j))
    if count is None or not noun or tokens.word(at).endswith("s") or (count == 1 and unit in ("day", "session")):
        return None
    first = i + 1 if tokens.codes[i] == "a" and tokens.values[i + 1] is not None else i
    return Found(trailing(scene, count, unit), first, at + 1)


def build_clock(_: Scene, tokens: Tokens, i: int, j: int) -> Found | None:
    """Read "for 3 hours", "more than 1 hour and 30 minutes", "for 3h": a length of time, open."""
    if tokens.codes[j - 1] == "V":
        number, letter = tokens.values[j - 1]
        return Found(
            Time(PeriodKind.OPEN, duration=f"PT{number}H" if letter == "H" else f"P{number}{letter}"), i + 1, j
        )
    start = i + 1
    parts, k = "", start
    while k < j:
        unit = next(n for n in range(k, j) if tokens.codes[n] == "u")
        count = count_of(tokens, k, unit)
        if count is None:
            return None
        parts += f"{int(count)}{tokens.values[unit]}" + ("30M" if count % 1 and tokens.values[unit] == "H" else "")
        k = unit + 2
    return Found(Time(PeriodKind.OPEN, duration=f"PT{parts}"), start, j)


def build_trading(_: Scene, tokens: Tokens, i: int, j: int) -> Time | None:
    """Read "early trading", "after-hours trading": a part of a session, open."""
    part = tokens.codes[i] != "x" or tokens.word(i) in load_lexicon().trading_parts
    return Time(PeriodKind.OPEN) if part and tokens.word(j - 1) == "trading" else None


LOOKBACKS = [
    Rule(f"{QUANTITY}-UC?[xK]?h", build_extreme),
    Rule(f"{QUANTITY}-?U-?x{{1,2}}", build_long_move),
    Rule(f"I(?:[bv]|xk){{0,5}}T?{QUANTITY}C?U", build_lookback),
    Rule(f"[vx]b{{0,5}}T?{QUANTITY}C?U", build_for_long),
    Rule(f"[vb]{QUANTITY}u(?:&[NDn]u)?|vV", build_clock),
    Rule("[EJ]-?C|xC|l-uC", build_trading),
]
