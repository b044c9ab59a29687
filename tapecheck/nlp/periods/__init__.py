"""Periods: every time that a text speaks of, resolved against its publication.

One pass of a cascade: words become tokens with a code letter each (tokens.py, lexicons/periods.toml), rules over the
letters find the calendar's names and the times told from the publication (calendar_names.py, relative.py), and further
rules put these together ("the first two months of 2009", "since the Brexit vote in June 2016"; composed.py). What the
words around say (future, company results) is sense.py's.
"""

from __future__ import annotations

import functools

from tapecheck.nlp.periods import calendar_names, lookbacks, parts, ranges, relative
from tapecheck.nlp.periods.times import EVENING, Scene, Time
from tapecheck.nlp.periods.tokens import Stage, Tokens, read_tokens, rewrite
from tapecheck.schema import Period, Published


@functools.cache
def load_stages() -> tuple[Stage, ...]:
    """The cascade: names first, then parts, sums, ranges and look-backs of what was found."""
    return (
        Stage("ABCDEFKLMNOQRSTUWXYZfjmnwy", [*relative.RULES, *calendar_names.RULES]),
        Stage("1234567DHLNOTUan", parts.INSIDE),
        Stage("TEGl", parts.PARTS),
        Stage("1234567DHLNOTUan", parts.INSIDE[2:] + parts.DISTANCES),
        Stage("12345678Bfs", ranges.RANGES),
        Stage("DEHIJNablnvx", lookbacks.LOOKBACKS),
    )


def find_periods(text: str, published: Published | None) -> list[Period]:
    """The periods of a text in order, without overlaps.

    Bounds are half-open days of the publication's own offset. Without `published` only what the words date by
    themselves has bounds. A look-back's `duration` is ISO 8601. Pure; linear in the length of the text.
    """
    tokens = read_tokens(text)
    scene = _scene(tokens, published)
    for stage in load_stages():
        tokens = rewrite(scene, tokens, stage)
    return [
        _period(text, tokens.starts[k], tokens.ends[k], value)
        for k, value in enumerate(tokens.values)
        if isinstance(value, Time) and tokens.codes[k] != "7"
    ]


def _scene(tokens: Tokens, published: Published | None) -> Scene:
    """The publication day, and whether the words are written for the next day's paper.

    A newspaper's evening article says "yesterday" of the day that has just been, and then never "today" nor a weekday.
    """
    if published is None:
        return Scene(None)
    hour = published.instant.hour if published.instant else None
    evening = hour is not None and hour >= EVENING
    speaks_of_days = (
        any(
            code in "Ww" or (code == "j" and word.lower() != "yesterday")
            for code, word in zip(tokens.codes, tokens.words, strict=True)
        )
        if evening
        else True
    )
    return Scene(published.day, hour, print_day=evening and not speaks_of_days)


def _period(text: str, start: int, end: int, time: Time) -> Period:
    """The schema's period of a time that is read."""
    return Period(
        start=start,
        end=end,
        text=text[start:end],
        kind=time.kind,
        from_=time.start,
        to=time.end,
        duration=time.duration,
        to_date=time.to_date,
        readings=time.readings,
        begins=time.begins,
    )
