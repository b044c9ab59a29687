"""What a claim's own words say of it, wherever its figure stands in them: what is compared, counted, and how far back.

The rows of `own.toml` are read in the claim's words as printed, nothing masked.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tapecheck.nlp.words.rows import Row, find_hits, load_rows, speaking_of, view_of
from tapecheck.nlp.words.tables import number_words, patterns
from tapecheck.reference.metrics import LEVELS, SUPERLATIVES
from tapecheck.schema import Claim, Direction, Extent, Fact, Metric, Span, changed

RE = patterns("claims.patterns.own")

PACKAGE = "tapecheck.nlp.claims.wording"
OWN = "own"
METRICS = {
    "move": {Metric.LARGEST_MOVE_SINCE},
    "rank": {Metric.LARGEST_MOVE_SINCE, Metric.RANK},
    "breadth": {Metric.BREADTH},
    "level": LEVELS,
    "business": {Metric.FUNDAMENTAL},
}
NUMBERS = number_words() | {"a": 1, "an": 1, "couple": 2}
DAYS = {"day": 1, "session": 1.45, "week": 7, "month": 30.44, "quarter": 91.3, "year": 365.25, "decade": 3652.5}
SINCE = re.compile(r"\b(?:since|last seen|not seen|unseen|last (?:reached|hit|touched))\b", re.IGNORECASE)
DOWN = re.compile(r"\b(?:down|fell|fallen|drop|declin|lost|loss|lower|negative|losing)\w*", re.IGNORECASE)


def with_own(claim: Claim) -> Claim:
    """The claim with what its own words say."""
    cues = {cue.value: cue for cue in (*claim.said.cues, *own_cues(claim))}
    said = changed(
        claim.said,
        cues=tuple(sorted(cues.values(), key=lambda fact: fact.start)),
        length=length_of(claim),
        counted=counted_in(claim) if claim.metric is Metric.COUNT else claim.said.counted,
    )
    return changed(claim, said=said)


def as_read(claim: Claim, text: str, sentences: Sequence[Span]) -> Claim:
    """A claim of another reader with its sentence, what its own words say, and whether it is a value of before."""
    at = claim.quantity or claim
    around: Span = next((each for each in sentences if each.start <= at.start < each.end), claim)
    view = view_of(text, around.start, around.end, [], [])
    rows = tuple(row for row in load_rows(PACKAGE) if row.name == "value-before")
    hits = speaking_of(find_hits(rows, view), view, at.start, at.end)
    cues = tuple(Fact(start=hit.start, end=hit.end, value=str(hit.row.value)) for hit in hits)
    said = replace(claim.said, sentence=Extent(start=around.start, end=around.end), cues=cues)
    every = RE.every.search(claim.text) if claim.metric is Metric.FIRST_SINCE else None
    return with_own(replace(claim, said=said, freq=claim.freq or (every and every[1].lower())))


def own_cues(claim: Claim) -> Iterator[Fact]:
    """The cues of `own.toml` in a claim's words."""
    rows = rows_of(claim.metric)
    words = claim.text.lower().replace("\u2019", "'") if rows else ""
    for row in rows:
        for hit in row.words.finditer(words):
            yield fact_at(claim, hit, row.value or " ".join(hit.group().split()))


@functools.cache
def rows_of(metric: Metric) -> tuple[Row, ...]:
    """The rows that are read in the own words of claims of a metric."""
    own = (row for row in load_rows(PACKAGE) if row.reach == OWN)
    return tuple(row for row in own if any(metric in METRICS[name] for name in row.only))


def fact_at(claim: Claim, hit: re.Match[str], value: str) -> Fact:
    """A fact where words of a claim stand in the text."""
    return Fact(start=claim.start + hit.start(), end=claim.start + hit.end(), value=value)


def length_of(claim: Claim) -> Fact | None:
    """The length of time that bounds a superlative: in days, "so_far" of the year that runs, "open" without a number.

    None where the bound is a date. Of a length that is nearly reached nine tenths count.
    """
    text = claim.text
    if claim.metric not in SUPERLATIVES | {Metric.FIRST_SINCE, Metric.MOVING_AVERAGE} or SINCE.search(text):
        return None
    if claim.since is None:
        return None
    if (so_far := RE.so_far.search(text)) is not None and not RE.counted_in.search(text):
        return fact_at(claim, so_far, "so_far")
    for hit in RE.length.finditer(text):
        days = days_of(hit)
        if days is None:
            continue
        if RE.nearly.search(text[max(0, hit.start() - 14) : hit.start()]):
            days *= 0.9
        if agrees(claim, days):
            return fact_at(claim, hit, f"P{int(days)}D")
    some = RE.length.search(text) or so_far or RE.any_length.search(text)
    return None if some is None else fact_at(claim, some, "open")


def days_of(hit: re.Match[str]) -> float | None:
    """A length in days; None where no number stands before its unit."""
    word = hit["n"].casefold()
    count = float(word) if word[0].isdigit() else NUMBERS.get(word)
    if count is None:
        return None
    return (count + 0.5 * bool(hit["half"])) * DAYS[hit["unit"].split()[-1].casefold()]


def agrees(claim: Claim, days: float) -> bool:
    """Whether a length reaches back to about the bound that was read."""
    if claim.since is None or claim.period_to is None:
        return False
    year, month, day = (*map(int, claim.since[:10].split("-")), 0, 0)[:3]
    low = date(year, month or 1, day or 1)
    room = {4: 365, 7: 30}.get(len(claim.since), 0)
    target = claim.period_to - timedelta(days=1 + days)
    least = timedelta(days=40)
    return low - least <= target <= low + timedelta(days=room) + max(least, timedelta(days=0.15 * days))


def counted_in(claim: Claim) -> Fact | None:
    """What days are counted: "record_highs", "record_lows", "rises", "falls", "moves" of a least size ("rises:1.5").

    "longer": weeks or months, which are not counted.
    """
    text = claim.text
    if (record := RE.records.search(text)) is not None:
        return fact_at(claim, record, "record_lows" if RE.lows.search(text) else "record_highs")
    if (longer := RE.longer.search(text)) is not None:
        return fact_at(claim, longer, "longer")
    ups, downs, size = RE.up.search(text), DOWN.search(text), RE.size.search(text)
    up, down = (
        claim.direction is way or (claim.direction is None and words is not None)
        for way, words in ((Direction.UP, ups), (Direction.DOWN, downs))
    )
    what = "moves" if up is down else "rises" if up else "falls"
    if size is not None:
        return fact_at(claim, size, f"{what}:{float(size[1]):g}")
    words = ups or downs
    if up is down:
        return None
    return Fact(start=claim.start, end=claim.end, value=what) if words is None else fact_at(claim, words, what)
