"""How often something happened in a stretch of days: "its tenth decline in 11 sessions", "its 70th record of the year".

A tally is a mark whose claim counts days of one direction, or records. Its window is a number of sessions or weeks up
to the day of the text, or the year that the words name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from tapecheck.nlp.claims.mark import Mark
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.shapes import noun_direction, number_of
from tapecheck.nlp.claims.subjects import Subject
from tapecheck.nlp.claims.when.clock import DAY, NEVER, Clock, When
from tapecheck.nlp.claims.wording.own import PACKAGE
from tapecheck.nlp.words.rows import View, find_hits, rows_in, small
from tapecheck.schema import Direction, Metric, Period

MOST_SESSIONS = 120


def find_tallies(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """The tallies of the sentence text[start:end]."""
    words = small(text)[start:end]
    for hit in find_hits(rows_in(PACKAGE, "tally", words), View(words, start)):
        count, size = number_of(hit.parts["n"]), number_of(hit.parts.get("m", ""))
        if count is None or count <= 1:
            continue
        if "m" not in hit.parts:  # the records of a year
            year = next((p for p in periods if hit.end < p.start <= hit.end + 9), None)
            if year is not None and year.from_ is not None:
                yield Mark(start=hit.start, end=year.end, metric=Metric.COUNT, count=count, unit="count", period=year)
        elif size is not None and count <= size <= MOST_SESSIONS:
            yield Mark(
                start=hit.start,
                end=hit.end,
                metric=Metric.COUNT,
                direction=noun_direction(hit.parts.get("kind")),
                count=count,
                unit="count",
                period=next((p for p in periods if hit.start <= p.start < hit.end), None),
                window=int(size),
                freq="week" if hit.parts["unit"].startswith("week") else None,
            )


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
