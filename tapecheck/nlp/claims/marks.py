"""Claims without a figure of their own: superlatives with a bound, records, ranks and streaks.

Shapes read: "its biggest one-day loss since October 1987", "the most since March", "best day of the year", "its highest
close in two years", "a four-year high", "at a record", "an all-time high", "a level last seen in 1985", "for a tenth
day", "eight straight sessions", "eighth straight weekly loss", "a four-day winning streak", "losing streak to eight".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tapecheck.nlp.claims.frames import load_lexicon, split_words
from tapecheck.nlp.claims.mark import Mark
from tapecheck.nlp.claims.rankings import find_rankings
from tapecheck.nlp.claims.shapes import FREQ, MONTHS, RECORD, UNITS, noun_direction, number_of
from tapecheck.nlp.claims.tallies import find_tallies
from tapecheck.nlp.claims.wording.own import PACKAGE
from tapecheck.nlp.words.rows import rows_in, small
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Direction, Metric, Period, PeriodKind

RE = patterns("claims.patterns.marks")

DAILY = re.compile(r"\b(?:day|session|daily|one-day|single-day|one-session|single-session)\b")
HEIGHT = {"high": Metric.HIGHEST_SINCE, "low": Metric.LOWEST_SINCE}
HEIGHTS = ("strongest", "weakest", "lowest", "highest")


def find_marks(text: str, start: int, end: int, periods: Sequence[Period]) -> list[Mark]:
    """The marks of the sentence text[start:end]; `periods` are the sentence's, which may bound them."""
    found = list(find_tallies(text, start, end, periods))
    named = {row.value for row in rows_in(PACKAGE, "mark", small(text)[start:end])}
    readers = [read for name, read in READERS.items() if name in named]
    for mark in (
        *find_streaks(text, start, end),
        *find_rankings(text, start, end, periods),
        *(mark for read in readers for mark in read(text, start, end, periods)),
    ):
        if not any(mark.start < other.end and other.start < mark.end for other in found):
            found.append(mark)
    return sorted(found, key=lambda mark: mark.start)


def shapes(name: str, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where the words of a superlative or a record stand in text[start:end], in small letters."""
    words = small(text)
    rows = (row for row in rows_in(PACKAGE, "mark", words[start:end]) if row.value == name)
    return (m for row in rows for m in row.words.finditer(words, start, end))


def find_streaks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Runs of days, weeks or months in one direction. A direction that the words leave out is the clause's."""
    words = small(text)
    rows = rows_in(PACKAGE, "streak", words[start:end])
    for m in (m for row in rows for m in row.words.finditer(words, start, end)):
        groups = m.groupdict()
        count, every, unit = number_of(m["n"]), groups.get("every"), groups.get("unit")
        if count is None or count < 2 or is_void("streak", text, start, m, end):
            continue
        yield Mark(
            start=m.start(),
            end=m.end(),
            metric=Metric.STREAK,
            direction=noun_direction(groups.get("kind")),
            count=count,
            unit=f"{FREQ[every]}s" if every else UNITS[(unit or "day").split()[0].rstrip("s")],
            ended=RE.ended.search(words[max(start, m.start() - 40) : m.start("n")]) is not None,
        )


def is_void(mark: str, text: str, start: int, m: re.Match[str], end: int) -> bool:
    """Whether what stands before or after the words of a mark in the sentence text[start:end] makes them none."""
    words = small(text)
    sides = {"before": words[start : m.start()], "after": words[m.end() : end]}
    rows = rows_in(PACKAGE, "void", words[start:end])
    return any(mark in row.only and row.words.search(sides[row.side]) for row in rows)


@dataclass(frozen=True, slots=True)
class Tail:
    """What bounds a superlative: a period, or that it is a record; `end` is where the bound's words end."""

    end: int
    period: Period | None = None
    record: bool = False
    of_period: bool = False


def find_tail(text: str, at: int, end: int, periods: Sequence[Period]) -> Tail | None:
    """The bound that follows a superlative at `at`: within 60 characters and without a comma before it."""
    window = text[at : min(end, at + 60)]
    stop = re.search(r"[,;:()]|\s[–—-]\s", window)
    limit = at + (stop.start() if stop else len(window))
    for period in periods:
        if not at <= period.start <= limit:
            continue
        lead = text[at : period.start].lower().rstrip()
        if period.kind is PeriodKind.SINCE or re.search(r"\bsince\b", lead):
            return Tail(period.end, period)
        if period.kind is PeriodKind.LOOKBACK and RE.within.search(lead):
            return Tail(period.end, period)
        beside = re.fullmatch(r"\s*(?:so\s+far)?\s*(?:in|for)?", lead) and RE.yearly.search(period.text)
        if re.search(r"\bof$", lead) or beside:
            return Tail(period.end, period, of_period=True)
    record = re.compile(rf"\s+(?:\S+\s+){{0,4}}?{RECORD}\b", re.IGNORECASE).match(text, at, limit)
    return Tail(record.end(), record=True) if record else None


def find_moves(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """Largest moves and ranks."""
    table = load_lexicon().lists["superlative"]
    for m in shapes("move", text, start, end):
        sup, noun = m["sup"], m["noun"]
        if is_void("move", text, start, m, end):
            continue
        lead = text[max(start, m.start() - 12) : m.start()].lower()
        if (sup in HEIGHTS and RE.level.match(text, m.end("sup"))) or RE.closing.match(text, m.end("sup")):
            continue  # "its weakest close since" is a level
        if noun is None and not re.search(r"(?:\b(?:its|the|their|was|been)|['’]s)\s*$", lead):
            continue
        if "intraday" in m["mods"] or (noun is None and not RE.plain.match(text, m.end())):
            continue  # "the biggest intraday comeback since" is no move from close to close
        tail = find_tail(text, m.end(), end, periods)
        tail = Tail(m.end(), record=True) if tail is None and m["ever"] else tail
        if tail is None or (sup == "most" and tail.of_period):
            continue
        if tail.of_period and re.match(r"\s+since\b", text[tail.end : end]):
            continue  # "its largest advance in the first three months of the year since 1998"
        direction = noun_direction(m["noun2"]) or noun_direction(noun)
        if direction is None:
            ways = ((Direction.UP, table["up"]), (Direction.DOWN, table["down"]))
            direction = next((way for way, words in ways if sup in split_words(words)), None)
        mods = m["mods"]
        mark = Mark(
            start=m.start(),
            end=tail.end,
            metric=Metric.LARGEST_MOVE_SINCE,
            direction=direction,
            period=tail.period,
            record=tail.record,
            freq=frequency(noun, mods),
            daily=bool(DAILY.search(f"{mods} {noun or ''}".lower())),
            measure="percent" if "percent" in mods else "points" if "point" in mods else None,
        )
        if sup == "most" and noun is None:
            mark = replace(mark, measure="most")
        if tail.of_period or m["rank"]:
            if not tail.of_period and tail.period is None:
                continue
            rank = number_of(m["rank"]) if m["rank"] else Decimal(1)
            mark = replace(mark, metric=Metric.RANK, count=rank, unit="count", of_period=True)
        yield mark


def find_negated(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """A largest move told by what was not: "No single day had been as bad since November 2019"."""
    for m in shapes("negated", text, start, end):
        groups = m.groupdict()
        period = next((p for p in periods if m.start() <= p.start <= m.end() + 2), None)
        unit = groups.get("unit")
        if period is not None:
            yield Mark(
                start=m.start(),
                end=max(m.end(), period.end),
                metric=HEIGHT.get(m.lastgroup or "", Metric.LARGEST_MOVE_SINCE),
                direction=Direction.DOWN if groups.get("down") else Direction.UP if groups.get("up") else None,
                period=period,
                freq=None if unit in ("day", "session") else unit,
                daily=unit in ("day", "session"),
            )


def frequency(noun: str | None, mods: str) -> str | None:
    """Day, week, month, quarter or year, where the words say it; a day is left unsaid."""
    for word in mods.split():
        if word in FREQ:
            return None if FREQ[word] == "day" else FREQ[word]
    noun = (noun or "").lower().removesuffix("s")
    if noun in ("week", "month", "quarter", "year"):
        return noun
    return "month" if noun in MONTHS else None


def find_levels(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """Highest and lowest closes with a bound."""
    for m in shapes("level", text, start, end):
        if m["sup"] in ("strongest", "weakest") and not m["noun"] and not RE.against.match(text, m.end()):
            continue
        if is_void("level", text, start, m, end):
            continue
        record = "ever" in m["mods"]
        tail = find_tail(text, m.end(), end, periods) or (Tail(m.end(), record=True) if record else None)
        if tail is None:
            continue
        high = m["sup"] in ("highest", "strongest", "loftiest", "best")
        yield Mark(
            start=m.start(),
            end=tail.end,
            metric=Metric.HIGHEST_SINCE if high else Metric.LOWEST_SINCE,
            period=tail.period,
            record=tail.record,
            of_period=tail.of_period,
            intraday="intraday" in m["mods"],
        )


def find_aged(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """A "12-year low"."""
    for m in shapes("aged", text, start, end):
        if is_void("aged", text, start, m, end) or m["noun"] == "trough":
            continue
        if RE.of.match(text, m.end(), end) and not RE.to_a.search(text, start, m.start()):
            continue  # "from a 52-week high of 3,500"
        if not RE.reached.search(small(text)[max(start, m.start() - 40) : m.start()]):
            continue
        high = m["noun"] in ("high", "peak")
        yield Mark(
            start=m.start(),
            end=m.end(),
            metric=Metric.HIGHEST_SINCE if high else Metric.LOWEST_SINCE,
            period=lookback_of(text, m, periods),
            intraday="intraday" in m.group().lower() or RE.session.search(text, start, m.start()) is not None,
        )


def lookback_of(text: str, m: re.Match[str], periods: Sequence[Period]) -> Period | None:
    """The look-back of "12-year": a period that was found there, else one without bounds; None for "multi-year"."""
    number = RE.how_many.match(m["age"])
    value = number_of(number["n"]) if number else None
    half = number is not None and number["half"] is not None
    found = next((p for p in periods if p.start <= m.end("age") and p.end >= m.start("age")), None)
    if value is None or (found is not None and not half):
        return found
    count, unit = (int(value) * 10, "year") if m["unit"] == "decade" else (int(value), m["unit"])
    if half:
        count, unit = {"year": (count * 12 + 6, "month"), "month": (count * 30 + 15, "day")}.get(unit, (count, unit))
    return Period(
        start=m.start("age"),
        end=m.end("age"),
        text=text[m.start("age") : m.end("age")],
        kind=PeriodKind.LOOKBACK,
        duration=f"P{count}{'D' if unit == 'session' else unit[0].upper()}",
    )


def find_seen(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """A "level last seen in 1985"; high or low as the clause moves."""
    for m in shapes("seen", text, start, end):
        if is_void("seen", text, start, m, end):
            continue
        period = next((p for p in periods if m.end() <= p.start <= m.end() + 6 or p.start <= m.end() < p.end), None)
        if period is not None and period.from_:
            yield Mark(start=m.start(), end=period.end, metric=Metric.OTHER, period=period)


def find_records(text: str, start: int, end: int, _periods: Sequence[Period]) -> Iterator[Mark]:
    """A close at a record, an all-time high; not a record that something is measured from, set earlier or counted."""
    for m in shapes("record", text, start, end):
        lead, tail = text[max(start, m.start() - 30) : m.start()].lower(), text[m.end() : end].lower()
        noun = m["noun"] or ("close" if RE.straight.search(m.group()) else "")
        if m["record"] == "all-time" and not noun:
            continue
        if is_void("record", text, start, m, end):
            continue
        bare = not noun and m.group().lower() == "record" and lead.endswith("to ")
        if bare and re.match(r"\s+(?:\$|[£€¥]|us\$|\d)", tail):
            continue  # "fell 2% to record $76.28"
        article = re.match(r"\b(?:an?|another|new|fresh|its|their)\b", m.group(), re.I)
        if not RE.closed_off.match(tail) or not (RE.placed.search(lead) or (article and noun)):
            continue
        if not noun and not re.search(r"\b(?:at|to|,)\s*$", lead):
            continue
        low = noun in ("low", "lows")
        yield Mark(
            start=m.start(),
            end=m.end(),
            metric=Metric.LOWEST_SINCE if low else Metric.HIGHEST_SINCE,
            record=True,
            intraday="intraday" in m.group().lower() or re.search(r"touch|briefly|after\s+hitting", lead) is not None,
        )


READERS = {  # by what their rows say
    "move": find_moves,
    "negated": find_negated,
    "level": find_levels,
    "aged": find_aged,
    "seen": find_seen,
    "record": find_records,
}
