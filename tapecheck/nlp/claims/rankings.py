"""Ranks among closes: "the year's fifth-lowest close", "its fourth-highest finish ever", "the fifth lowest of 2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tapecheck.nlp.claims.mark import Mark
from tapecheck.nlp.claims.shapes import ORDINAL, RECORD, number_of
from tapecheck.nlp.words.rows import small
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Direction, Metric, Period, PeriodKind

RE = patterns("claims.patterns.rankings")

CLOSE = r"(?:clos(?:e|ing(?:\s+(?:level|high|low|value|price))?)|finish|settlement|settle)"
RANKED = re.compile(
    rf"\b(?P<n>{ORDINAL})[\s-]+(?P<sup>highest|lowest)\b(?:\s+(?P<close>(?:daily\s+)?{CLOSE}|level|point|mark)\b)?(?P<ever>\s+{RECORD}\b)?",
    re.IGNORECASE,
)
OF_A_CLOSE = re.compile(
    rf"\b{CLOSE}\b[^;]{{0,200}}\b(?:was|is|is\s{{1,9}}now|ranks?(?:ed)?(?:\s{{1,9}}as)?|marked)\s{{1,9}}(?:the|its)\s{{1,9}}$",
    re.IGNORECASE,
)
SINCE = re.compile(r"\s{1,9}(?:since|in\s{1,9}(?!20|19|the\s{1,9}year))", re.IGNORECASE)


def find_rankings(text: str, start: int, end: int, periods: Sequence[Period]) -> Iterator[Mark]:
    """The ranks among closes of the sentence text[start:end]; `periods` are the sentence's, which bound them."""
    words = small(text)[start:end]
    if "highest" not in words and "lowest" not in words:
        return
    for m in RANKED.finditer(text, start, end):
        count = number_of(m["n"])
        close = m["close"] is not None and m["close"].lower() not in ("level", "point", "mark")
        said = close or any(words.search(text, start, m.start()) for words in (RE.closed_at, OF_A_CLOSE))
        if (
            count is None
            or count < 2
            or not said
            or RE.some_of.search(text, start, m.start())
            or SINCE.match(text, m.end())
        ):
            continue
        period = None if m["ever"] else bounding(text, m, periods)
        if period is None and m["ever"] is None:
            continue
        yield Mark(
            start=m.start(),
            end=max(m.end(), period.end) if period is not None else m.end(),
            metric=Metric.RANK,
            direction=Direction.UP if m["sup"].lower() == "highest" else Direction.DOWN,
            count=count,
            unit="count",
            period=period,
            record=m["ever"] is not None,
            of_period=period is not None,
            of_closes=True,
        )


def bounding(text: str, m: re.Match[str], periods: Sequence[Period]) -> Period | None:
    """The period that a rank is of: what owns it, or what follows it."""
    for period in periods:
        if period.kind is not PeriodKind.RANGE or period.from_ is None:
            continue
        if period.end <= m.start() and RE.owning.fullmatch(text, period.end, m.start()):
            return period
        if period.start >= m.end() and RE.of.fullmatch(text, m.end(), period.start):
            return period
    return None
