"""Claims without a figure of their own: superlatives with a bound, records, ranks and streaks.

Shapes read: "its biggest one-day loss since October 1987", "the most since March", "best day of the year", "its highest
close in two years", "a four-year high", "at a record", "an all-time high", "a level last seen in 1985", "for a tenth day",
"eight straight sessions", "eighth straight weekly loss", "a four-day winning streak", "losing streak to eight sessions".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tapecheck.nlp.claims.frames import load_lexicon, split_words
from tapecheck.schema import Direction, Metric, Period, PeriodKind

UNITS = {
    "day": "days",
    "session": "days",
    "trading": "days",
    "week": "weeks",
    "month": "months",
    "quarter": "quarters",
    "year": "years",
}
SMALL = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
FREQ = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annual": "year",
    "yearly": "year",
    "calendar": "year",
    "calendar-year": "year",
    "full-year": "year",
    "one-week": "week",
    "one-month": "month",
}
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
RECORD = r"(?:ever|(?:on|in)\s+record|in\s+(?:its\s+|the\s+index['’]s\s+)?history|of\s+all\s+time|in\s+its\s+history|in\s+at\s+least\s+a\s+generation)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A superlative, a rank or a streak: where its words stand, and what they say. `period` bounds it."""

    start: int
    end: int
    metric: Metric
    direction: Direction | None = None
    count: Decimal | None = None
    unit: str = "date"
    period: Period | None = None
    record: bool = False
    of_period: bool = False
    freq: str | None = None
    measure: str | None = None
    intraday: bool = False
    owner: int | None = None  # offset of a name that the words themselves give ("for the Dow", "the Dow's worst")
    ended: bool = False  # the streak was over the day before


@dataclass(frozen=True, slots=True)
class Shapes:
    """The expressions, built from the table's words."""

    move: re.Pattern[str]
    level: re.Pattern[str]
    aged: re.Pattern[str]
    record: re.Pattern[str]
    seen: re.Pattern[str]
    streaks: tuple[re.Pattern[str], ...]


def words(entries: str) -> str:
    """An alternation of phrases, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(split_words(entries), key=len, reverse=True))


@functools.cache
def load_shapes() -> Shapes:
    """Build the expressions once."""
    table = load_lexicon().lists["superlative"]
    sup = words(", ".join((table["up"], table["down"], table["either"])))
    noun = words(", ".join((table["nouns_up"], table["nouns_down"], table["nouns"])))
    number = "|".join(SMALL) + r"|\d{1,3}"
    ordinal = "|".join(ORDINALS) + r"|\d{1,3}(?:st|nd|rd|th)"
    unit = r"(?P<unit>(?:trading\s+)?(?:day|session|week|month|quarter|year)s?)"
    moves = words(", ".join((table["nouns_up"], table["nouns_down"])))
    kind = rf"(?P<kind>{moves}|ups|downs|losses|winners)"
    flags = re.IGNORECASE
    return Shapes(
        move=re.compile(
            rf"(?:(?P<rank>{ordinal})[- ])?\b(?P<sup>{sup})\b(?!\s+of\s+(?!the\s+year\b|20|19))(?P<mods>(?:[\s-]+(?:{words(table['mods'])})\b)*)"
            rf"(?:[\s-]+(?P<noun>{noun})\b)?(?:\s+(?P<noun2>{moves})\b)?",
            flags,
        ),
        level=re.compile(
            r"\b(?P<sup>highest|lowest|strongest|weakest|loftiest)\b(?P<mods>(?:\s+(?:closing|intraday|settlement|ever|end-of-day))*)"
            r"(?:\s+(?P<noun>close|level|levels|finish|settlement|point|price|reading|yield|value|mark|closing|ending|trade))?",
            flags,
        ),
        aged=re.compile(
            rf"\b(?P<age>(?:(?:more\s+than|nearly|almost)\s+)?(?:{number}|multi|multi-)(?:-|\s)(?:and-a-half-)?(?P<unit>day|week|month|year|decade))(?:['’]s)?\s+"
            r"(?:closing\s+|intraday\s+)?(?P<noun>high|low|peak|trough)s?\b(?!\s+of\b)",
            flags,
        ),
        record=re.compile(
            r"\b(?:(?:an?|another|new|fresh|its|their|the)\s+)?(?:(?:new|fresh|intraday|closing|second|third|latest|straight)\s+)*"
            r"(?P<record>all-time|record)\b(?:[\s-]+(?P<mods>closing|intraday|session))?(?:\s+(?P<noun>high|highs|low|lows|peak|close|finish|level|territory|terrain))?\b",
            flags,
        ),
        seen=re.compile(
            r"\b(?:levels?|price)\s+(?:(?:not|last|n[o']t)\s+)?(?:last\s+|been\s+)?(?:seen|reached|touched|hit)\s+(?=in|since)",
            flags,
        ),
        streaks=(
            re.compile(
                rf"\bfor\s+(?:an?|the|its)\s+(?P<n>{ordinal})\s+(?P<mid>(?:straight|consecutive|successive)\s+)?{unit}",
                flags,
            ),
            re.compile(
                rf"\bfor\s+(?:the\s+(?:past|last)\s+)?(?P<n>{number})\s+(?P<mid>straight|consecutive|successive)\s+{unit}",
                flags,
            ),
            re.compile(
                rf"\b(?:for|in)\s+(?P<n>{number})\s+{unit}\s+(?:running|in\s+a\s+row|on\s+the\s+trot|straight)", flags
            ),
            re.compile(rf"\bin\s+(?P<n>{number})\s+(?:straight|consecutive|successive)\s+{unit}", flags),
            re.compile(
                rf"\b(?:an?|its|their|the|for\s+an?|['’]s)\s+(?P<n>{ordinal})[\s-]+(?:straight|consecutive|successive)\s+(?:(?P<every>daily|weekly|monthly|quarterly|annual|yearly)\s+)?"
                rf"(?:{unit}\s+of\s+)?{kind}",
                flags,
            ),
            re.compile(
                rf"\b(?P<n>{ordinal})\s+(?P<every>daily|weekly|monthly|quarterly|annual|yearly)\s+{kind}\s+in\s+a\s+row",
                flags,
            ),
            re.compile(rf"\b(?P<n>{ordinal})\s+(?:(?:straight|consecutive|successive)\s+)?{unit}\s+of\s+{kind}", flags),
            re.compile(rf"\b(?P<n>{ordinal})\s+{unit}\s+(?:in\s+a\s+row|running)\s+of\s+{kind}", flags),
            re.compile(
                rf"\b(?P<n>{number})-(?P<unit>day|session|week|month|quarter|year)\s+(?P<kind>winning|losing)\s+(?:streak|run)",
                flags,
            ),
            re.compile(
                rf"\b(?P<n>{number})-(?P<unit>day|session|week|month)\s+(?:streak|run|string)\s+of\s+{kind}", flags
            ),
            re.compile(
                rf"\b(?P<kind>winning|losing)\s+(?:streak|run)\s+(?:to|of)\s+(?:an?\s+)?(?P<n>{number}|{ordinal})\s+(?:(?:straight|consecutive)\s+)?{unit}",
                flags,
            ),
            re.compile(
                rf"\b(?P<n>{number})\s+(?:straight|consecutive|successive)\s+(?:(?P<every>daily|weekly|monthly|quarterly|annual)\s+)?(?:{unit}\s+of\s+)?{kind}",
                flags,
            ),
        ),
    )


def number_of(word: str) -> Decimal | None:
    """The value of a cardinal or an ordinal up to twenty, or in digits; None for any other word."""
    word = word.lower()
    for row in (SMALL, ORDINALS):
        if word in row:
            return Decimal(row.index(word) + 1)
    digits = re.sub(r"\D", "", word)
    return Decimal(digits) if digits else None


def noun_direction(noun: str | None) -> Direction | None:
    """Which way a noun of movement points."""
    table = load_lexicon().lists["superlative"]
    noun = (noun or "").lower()
    if noun in split_words(table["nouns_up"]) or noun == "ups":
        return Direction.UP
    if noun in split_words(table["nouns_down"]) or noun in ("downs", "losing"):
        return Direction.DOWN
    return Direction.UP if noun == "winners" else None


def find_marks(text: str, start: int, end: int, periods: Sequence[Period]) -> list[Mark]:
    """The marks of the sentence text[start:end]; `periods` are those of the whole text that may bound them."""
    here = [p for p in periods if start <= p.start < end]
    found: list[Mark] = []
    for mark in (
        *find_streaks(text, start, end),
        *find_moves(text, start, end, here),
        *find_levels(text, start, end, here),
        *find_aged(text, start, end, here),
        *find_seen(text, start, end, here),
        *find_records(text, start, end, here),
    ):
        if not any(mark.start < other.end and other.start < mark.end for other in found):
            found.append(mark)
    return sorted(found, key=lambda mark: mark.start)


def find_streaks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Runs of days, weeks or months in one direction. A direction that the words leave out is the clause's."""
    for shape in load_shapes().streaks:
        for m in shape.finditer(text, start, end):
            groups = m.groupdict()
            count = number_of(m["n"])
            every, unit = groups.get("every"), groups.get("unit")
            name = {"daily": "days", "weekly": "weeks", "monthly": "months", "quarterly": "quarters"}.get(
                (every or "").lower(), "years" if every else UNITS[(unit or "day").lower().split()[0].rstrip("s")]
            )
            if count is None or count < 2:
                continue
            direction = noun_direction(groups.get("kind"))
            before = text[max(start, m.start() - 40) : m.start()].lower()
            ended = re.search(
                r"\b(?:end|ending|ended|ends|snap|snapping|snapped|snaps|break|breaking|broke|halt|halting|halted|after)\b[^,;]*$",
                before,
            )
            yield Mark(
                start=m.start(),
                end=m.end(),
                metric=Metric.STREAK,
                direction=direction,
                count=count,
                unit=name,
                ended=bool(ended),
            )


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
        if period.kind is PeriodKind.LOOKBACK and re.search(
            r"\bin(?:\s+(?:more|less)\s+than|\s+(?:over|at\s+least|nearly|almost|about|some))?$", lead
        ):
            return Tail(period.end, period)
        if re.search(r"\bof$", lead) or (
            re.search(r"\b(?:so\s+far|in|for)$|^$", lead) and re.search(r"year|(?:19|20)\d\d", period.text)
        ):
            return Tail(period.end, period, of_period=True)
    record = re.compile(rf"\s+(?:\S+\s+){{0,4}}?{RECORD}\b", re.IGNORECASE).match(text, at, limit)
    return Tail(record.end(), record=True) if record else None


def find_moves(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """Largest moves and ranks."""
    table = load_lexicon().lists["superlative"]
    for m in load_shapes().move.finditer(text, start, end):
        sup, noun = m["sup"].lower(), m["noun"]
        if re.search(
            r"\b(?:one|two|some|among)\s+(?:of\s+)?(?:the|its)?\s*$|\bat\s+(?:its|their|the)\s+$|\bat\s+$",
            text[start : m.start()],
            re.I,
        ):
            continue
        lead = text[max(start, m.start() - 12) : m.start()].lower()
        if noun is None and not re.search(r"(?:\b(?:its|the|their|was|been)|['’]s)\s*$", lead):
            continue
        tail = find_tail(text, m.end(), end, periods)
        if tail is None or (sup == "most" and tail.of_period):
            continue
        direction = noun_direction(m["noun2"]) or noun_direction(noun)
        if direction is None:
            direction = (
                Direction.UP
                if sup in split_words(table["up"])
                else Direction.DOWN
                if sup in split_words(table["down"])
                else None
            )
        mods = m["mods"].lower()
        mark = Mark(
            start=m.start(),
            end=tail.end,
            metric=Metric.LARGEST_MOVE_SINCE,
            direction=direction,
            period=tail.period,
            record=tail.record,
            freq=frequency(noun, mods),
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


def frequency(noun: str | None, mods: str) -> str | None:
    """Day, week, month, quarter or year, where the words say it; a day is left unsaid."""
    for word in mods.split():
        if word in FREQ:
            return None if FREQ[word] == "day" else FREQ[word]
    noun = (noun or "").lower()
    if noun in ("week", "month", "quarter", "year"):
        return noun
    return "month" if noun in MONTHS else None


def find_levels(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """Highest and lowest closes with a bound."""
    for m in load_shapes().level.finditer(text, start, end):
        if m["sup"].lower() in ("strongest", "weakest") and not m["noun"]:
            continue
        if re.search(r"\bone\s+of\s+(?:the|its)\s*$", text[start : m.start()], re.I):
            continue
        record = "ever" in m["mods"].lower()
        tail = find_tail(text, m.end(), end, periods) or (Tail(m.end(), record=True) if record else None)
        if tail is None:
            continue
        high = m["sup"].lower() in ("highest", "strongest", "loftiest")
        yield Mark(
            start=m.start(),
            end=tail.end,
            metric=Metric.HIGHEST_SINCE if high else Metric.LOWEST_SINCE,
            period=tail.period,
            record=tail.record,
            of_period=tail.of_period,
            intraday="intraday" in m["mods"].lower(),
        )


def find_aged(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """A "12-year low"."""
    for m in load_shapes().aged.finditer(text, start, end):
        if re.search(r"\b(?:no|\d+)\s+(?:new\s+)?$", text[max(start, m.start() - 12) : m.start()], re.IGNORECASE):
            continue  # a count of members at new highs
        lead = text[max(start, m.start() - 40) : m.start()].lower()
        if (
            re.search(r"\b(?:below|off|from|under|above|of)\s+(?:its|a|the|their|an)\s+$", lead)
            or m["noun"].lower() == "trough"
        ):
            continue
        if not re.search(r"\b(?:an?|its|their|new|fresh|at|to|hit|hits)\s+(?:near\s+)?$", lead) or re.search(
            r"\bnear\s+(?:an?\s+)?$|\bto\s+near\b", lead
        ):
            continue
        period = next((p for p in periods if p.start <= m.end("age") and p.end >= m.start("age")), None)
        high = m["noun"].lower() in ("high", "peak")
        yield Mark(
            start=m.start(),
            end=m.end(),
            metric=Metric.HIGHEST_SINCE if high else Metric.LOWEST_SINCE,
            period=period or lookback_of(m),
            intraday="intraday" in m.group().lower(),
        )


def lookback_of(m: re.Match[str]) -> Period | None:
    """The look-back of "12-year" as a period without bounds, where the periods do not have it; None for "multi-year"."""
    number = re.search(r"[A-Za-z0-9]+(?=(?:-|\s)(?:day|week|month|year|decade))", m["age"])
    if number is None or number.group().lower() == "multi":
        return None
    value, unit = number_of(number.group()), m["unit"].lower()
    if value is None:
        return None
    count = int(value)
    count, unit = (count * 10, "year") if unit == "decade" else (count, unit)
    return Period(
        start=m.start("age"),
        end=m.end("age"),
        text=m["age"],
        kind=PeriodKind.LOOKBACK,
        duration=f"P{count}{unit[0].upper()}",
    )


def find_seen(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """A "level last seen in 1985"; high or low as the clause moves."""
    for m in load_shapes().seen.finditer(text, start, end):
        period = next((p for p in periods if m.end() <= p.start <= m.end() + 6 or p.start <= m.end() < p.end), None)
        if period is not None and period.from_:
            yield Mark(start=m.start(), end=period.end, metric=Metric.OTHER, period=period)


def find_records(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:  # noqa: ARG001
    """A close at a record, an all-time high; not a record that something is measured from, set earlier or counted."""
    for m in load_shapes().record.finditer(text, start, end):
        lead, tail = text[max(start, m.start() - 30) : m.start()].lower(), text[m.end() : end].lower()
        noun = (m["noun"] or "").lower()
        if m["record"].lower() == "all-time" and not noun:
            continue
        if re.search(
            r"\b(?:below|off|from|under|beneath|above|near|of|since|toward|towards|past|surpass\w*|previous|prior|short of|shy of|on|for|in|with)\s+(?:(?:its|a|an|the|their|that|\w+['’]s|\w+\.?\s?\d*)\s+){0,2}$",
            lead,
        ):
            continue
        if re.match(r"\s+(?:\$|[£€¥]|us\$|\d)", tail) and re.match(r"\s+\d+\s+times", tail):
            continue
        article = re.match(r"\b(?:an?|another|new|fresh|its|their)\b", m.group(), re.I)
        placed = re.search(
            r"\b(?:at|to|hit|hits|hitting|set|sets|setting|notch\w*|reach\w*|touch\w*|post\w*|at an?)\s+$|,\s*$", lead
        )
        ends = re.match(
            r"\s*(?:$|[,.;:–—)]|\s(?:on|in|for|as|after|while|and|by|of|at|with|this|for|just|mon|tues|wednes|thurs|fri|to)|\s(?:\$|£|€|us\$|\d))",
            tail,
        )
        if not ends or not (placed or (article and noun)):
            continue
        if not noun and not re.search(r"\b(?:at|to|,)\s*$", lead):
            continue
        low = noun in ("low", "lows")
        yield Mark(
            start=m.start(),
            end=m.end(),
            metric=Metric.LOWEST_SINCE if low else Metric.HIGHEST_SINCE,
            record=True,
            intraday="intraday" in m.group().lower() or "touch" in lead,
        )
