"""Lengths of time that stand beside a figure without being dates: "3.1% on the week", "an annual gain of 4%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tapecheck.nlp.claims.scene import CHANGES, Draft, Scene
from tapecheck.nlp.claims.times import DAY, NEVER, Clock, When
from tapecheck.schema import Metric, Period, PeriodKind

UNIT = r"(?P<unit>day|session|week|month|quarter|year)"
AFTER = re.compile(
    rf",?\s+(?:(?:higher|lower|up|down)\s+)?(?:(?:on|for|over)\s+the\s+|in\s+the\s+(?:final|last)\s+(?=session)){UNIT}\b(?!['’-])",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r",?\s+(?:(?:higher|lower|up|down)\s+)?(?:for|in|over)\s+the\s+(?:\w+)\s+(?:trading\s+)?(?:sessions|days|weeks|months)\b",
    re.IGNORECASE,
)
AHEAD = re.compile(
    rf"(?:^|[,;:—–]|\band|\bbut)\s*(?:on|for|over)\s+the\s+(?:full\s+|whole\s+)?{UNIT},?\s+[^,;:%]{{0,50}}$",
    re.IGNORECASE,
)
CLIMB = re.compile(
    r"\b(?:during|over|in)\s+(?:their|its|the|a|that|this)\s+[\w]+-(?:session|day|week|month)\b[^;:%]*$", re.IGNORECASE
)
EVERY = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annual": "year",
    "yearly": "year",
}
RATED = re.compile(
    rf"\b(?P<every>{'|'.join(EVERY)})\s+(?:percentage\s+)?(?:gain|rise|advance|loss|decline|drop|fall|slide|increase|return)s?\s+"
    r"(?:of|to|at)\s+(?:(?:about|nearly|almost|roughly|around|more\s+than|just)\s+)*$",
    re.IGNORECASE,
)
RATING = re.compile(
    rf"\s+(?P<every>{'|'.join(EVERY)})\s+(?:gain|rise|advance|loss|decline|drop|fall|slide|return)\b", re.IGNORECASE
)
TWIN = re.compile(r",?\s*(?:or|and)\s+[\d.,]+\s*(?:%|per\s?cent|pc|points|pts)")


def stated_span(scene: Scene, clock: Clock, draft: Draft, found: Sequence[Period], *, closed: bool) -> When | None:
    """The time of a change beside which a unit stands: to date, or the last whole one; None where there is none."""
    if draft.metric not in (*CHANGES, Metric.RELATIVE_CHANGE) or draft.figure is None or draft.field is not None:
        return None
    symbol = draft.subject.symbol
    before, after = scene.text[scene.start : draft.at], scene.text[draft.figure.end : scene.end]
    twin = TWIN.match(after)
    rest = after[twin.end() :] if twin else after
    end = draft.figure.end
    if SEVERAL.match(rest) and not any(end <= p.start <= end + 40 for p in scene.periods):
        return NEVER
    if CLIMB.search(before) and not any(p.start >= end for p in scene.periods):
        return NEVER
    beside = AFTER.match(rest) or AHEAD.search(before)
    if beside is not None:
        return to_date(clock, symbol, beside["unit"].lower(), closed=closed)
    rated = RATED.search(before) or RATING.match(after)
    if rated is None:
        return None
    unit = EVERY[rated["every"].lower()]
    if any(p.to and p.from_ and (p.to - p.from_).days > 1 and p.kind is not PeriodKind.SINCE for p in found):
        return None  # "closed out 2023 with an annual gain of 4%": the year is named
    return clock.undated(symbol, closed=closed) if unit == "day" else clock.whole(symbol, unit)


def to_date(clock: Clock, symbol: str | None, unit: str, *, closed: bool) -> When:
    """From the beginning of a unit to the last close in it."""
    if unit in ("day", "session"):
        when = clock.undated(symbol, closed=closed or clock.named is None)
        return replace(when, readings=())
    last = clock.as_of(symbol, closed=closed)
    if last is None:
        return NEVER
    return When(first_of_unit(last, unit), last + DAY, closed)


def first_of_unit(day: date, unit: str) -> date:
    """The first day of the week, month, quarter or year of a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1 if unit == "year" else (day.month - 1) // 3 * 3 + 1, day=1)
