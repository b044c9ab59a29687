"""How often something happened in a stretch of days: "its tenth decline in 11 sessions", "its 70th record of the year".

A tally is a mark whose claim counts days of one direction, or records. Its window is a number of sessions or weeks up
to the day of the text, or the year that the words name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tapecheck.nlp.claims.frames import load_lexicon
from tapecheck.nlp.claims.mark import Mark
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.shapes import NUMBER, ORDINAL, noun_direction, number_of, words
from tapecheck.nlp.claims.subjects import Subject
from tapecheck.nlp.claims.when.clock import DAY, NEVER, Clock, When
from tapecheck.nlp.words.rows import small
from tapecheck.schema import Direction, Metric, Period

MOST_SESSIONS = 120
WEEKS = ("week", "weeks")
CUE = re.compile(r"\b(?:day|session|week)s\b|\brecord|\ball-time")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The expressions of tallies: of days in a window, and of records in a year."""

    windows: tuple[re.Pattern[str], ...]
    records: tuple[re.Pattern[str], ...]


@functools.cache
def load_tallies() -> Shapes:
    """Build the expressions once."""
    table = load_lexicon().lists["superlative"]
    moves = words(", ".join((table["nouns_up"], table["nouns_down"])))
    kind = rf"(?P<kind>{moves}|losses|advances|rises|gains|drops|falls)"
    unit = r"(?P<unit>(?:trading\s+)?(?:days?|sessions?|weeks?))"
    past = r"(?:the\s+|its\s+)?(?:(?:past|last|previous|prior|latest)\s+)?"
    window = rf"{past}(?P<m>{NUMBER})\s+{unit}\b(?!\s+(?:running|in\s+a\s+row))"
    new = r"(?:(?:new|fresh|all-time|closing|record)[\s-]+)*"
    record = rf"{new}(?:record|all-time)(?:[\s-]+(?:closing\s+)?(?:highs?|close|finish))?"
    year = r"(?:of|this|in|so\s+far|for)\b"
    flags = re.IGNORECASE
    return Shapes(
        windows=(
            re.compile(
                rf"\b(?P<n>{ORDINAL})\s+(?:(?:straight|daily|weekly)\s+)?(?:(?:day|session|week)\s+of\s+)?{kind}\s+"
                rf"(?:in|of|over)\s+{window}",
                flags,
            ),
            re.compile(
                rf"\bfor\s+(?:the\s+|an?\s+)?(?P<n>{ORDINAL})\s+(?:time|day|session|week)\s+in\s+{window}", flags
            ),
            re.compile(rf"\b(?:in|on|during|for)\s+(?P<n>{NUMBER})\s+(?:out\s+)?of\s+{window}", flags),
            re.compile(rf"\b(?P<n>{NUMBER})\s+{kind}\s+(?:in|over)\s+{window}", flags),
        ),
        records=(
            re.compile(rf"\b(?P<n>{ORDINAL})\s+{record}\s+(?={year})", flags),
            re.compile(
                rf"\brecord\b(?:\s+(?:high|close|closing\s+high))?,?\s+for\s+the\s+(?P<n>{ORDINAL})\s+time\s+(?={year})",
                flags,
            ),
        ),
    )


def find_tallies(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """The tallies of the sentence text[start:end]."""
    if not CUE.search(small(text), start, end):
        return
    for shape in load_tallies().windows:
        for m in shape.finditer(text, start, end):
            count, size = number_of(m["n"]), number_of(m["m"])
            if count is None or size is None or not 1 < count <= size <= MOST_SESSIONS:
                continue
            inside = next((p for p in periods if m.start() <= p.start < m.end()), None)
            yield Mark(
                start=m.start(),
                end=m.end(),
                metric=Metric.COUNT,
                direction=noun_direction(m.groupdict().get("kind")),
                count=count,
                unit="count",
                period=inside,
                window=int(size),
                freq="week" if m["unit"].lower() in WEEKS else None,
            )
    for shape in load_tallies().records:
        for m in shape.finditer(text, start, end):
            year = next((p for p in periods if m.end() <= p.start <= m.end() + 8), None)
            count = number_of(m["n"])
            if year is not None and year.from_ is not None and count is not None and count > 1:
                yield Mark(start=m.start(), end=year.end, metric=Metric.COUNT, count=count, unit="count", period=year)


def tally(scene: Scene, clock: Clock, mark: Mark, subject: Subject, way: Direction | None) -> Draft | None:
    """The claim of a tally: so many days of one direction, or so many records."""
    direction = mark.direction or way
    if mark.window is not None and direction is None:
        return None
    figures = [t.end for t in scene.tokens if t.has("FIG") and t.end <= mark.start]
    return Draft(
        metric=Metric.COUNT,
        subject=subject,
        start=begin_of(scene, mark, max(figures, default=scene.start)),
        end=mark.end,
        direction=direction if mark.window is not None else None,
        low=mark.count,
        high=mark.count,
        unit=mark.unit,
        when=tally_time(clock, subject.symbol, mark, scene),
        at=mark.start,
    )


def begin_of(scene: Scene, mark: Mark, after: int) -> int:
    """Where a tally's clause begins: behind the last comma or figure before it, so that it holds no other figure."""
    comma = scene.text.rfind(",", scene.start, mark.start) + 1
    begin = max(after, comma, scene.start)
    while begin < mark.start and not scene.text[begin].isalnum():
        begin += 1
    return begin


def tally_time(clock: Clock, symbol: str | None, mark: Mark, scene: Scene) -> When:
    """The window of a tally: so many sessions or weeks up to the last close, or the year so far."""
    closed = any(token.has("CLOSEV") for token in scene.tokens)
    if mark.window is None:
        return clock.within(symbol, mark.period, closed=closed) if mark.period is not None else NEVER
    if mark.freq == "week":
        last = clock.whole_weeks(symbol)
        if last.to is None:
            return NEVER
        monday = last.to - DAY - timedelta(days=(last.to - DAY).weekday())
        return When(monday - timedelta(weeks=mark.window - 1), last.to)
    day = clock.as_of(symbol, closed=closed)
    if day is None:
        return NEVER
    first, calendar = day, clock.calendar_of(symbol or clock.home)
    for _ in range(mark.window - 1):
        first = calendar.previous(first)
    return When(first, day + DAY)
