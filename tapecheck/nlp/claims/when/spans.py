"""Levels of a longer period: its high or low ("at its peak for 2018"), and where it began ("started the year at")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import When, is_day
from tapecheck.nlp.claims.when.own import Candidate
from tapecheck.nlp.periods.times import containing
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Metric, Period

RE = patterns("when.patterns")

NOUN = r"(?:(?P<high>highs?|peak|top)|(?P<low>lows?|trough|bottom|nadir))"
BEHIND_PERIOD = re.compile(rf"['’]s\s+(?:intraday\s+)?{NOUN}\b", re.IGNORECASE)
OTHER_FIGURE = re.compile(r"\d|[;:]|\b(?:from|above|below|off|under|since|after|before|previous|old)\b", re.IGNORECASE)
NEAR = 48


def of_period(scene: Scene, draft: Draft, found: Sequence[Candidate]) -> Draft:
    """A level that the words call the high, the low or the beginning of a longer period, as that."""
    if draft.metric not in (Metric.CLOSE, Metric.LEVEL) or draft.base or draft.hedge is not None:
        return draft
    if RE.began.search(scene.text, scene.start, draft.at):
        return replace(draft, metric=Metric.OPEN)
    period, high = extreme_before(scene, draft, found)
    if period is None:
        return draft
    metric = Metric.INTRADAY_HIGH if high else Metric.INTRADAY_LOW
    return replace(draft, metric=metric, field="high" if high else "low")


def extreme_before(scene: Scene, draft: Draft, found: Sequence[Candidate]) -> tuple[Period | None, bool]:
    """The longer period before a level whose high (True) or low it is."""
    text = scene.text
    for candidate in found:
        period = candidate.period
        if is_day(period) or period.from_ is None or not 0 < draft.at - period.end <= NEAR:
            continue
        before = RE.before_period.search(text, scene.start, period.start)
        behind = BEHIND_PERIOD.match(text, period.end, draft.at)
        said = before or behind
        rest = text[behind.end() if behind else period.end : draft.at]
        if said is None or OTHER_FIGURE.search(rest.replace(draft.subject.name, "").replace(name_in(scene, rest), "")):
            continue
        return period, said["high"] is not None
    return None, False


def name_in(scene: Scene, words: str) -> str:
    """The name of an instrument that stands in some words, whose digits are no figure: "the CAC 40 stood at"."""
    names = (scene.text[t.start : t.end] for t in scene.tokens if t.has("SUBJ"))
    return next((name for name in names if name in words), "\0")


def of_longer(ask: Ask) -> When | None:
    """The period whose high or low a level is, up to the last close."""
    if ask.draft.metric not in (Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW) or ask.draft.field is None:
        return None
    period, _ = extreme_before(ask.scene, ask.draft, ask.everything)
    return ask.clock.within(ask.symbol, period, closed=ask.closed) if period is not None else None


def of_beginning(ask: Ask) -> When | None:
    """The first session of the year, quarter, month or week that something started at a level."""
    began = RE.began.search(ask.scene.text, ask.scene.start, ask.draft.at) if ask.draft.metric is Metric.OPEN else None
    day = ask.clock.as_of(ask.symbol, closed=ask.closed) if began is not None else None
    if began is None or day is None:
        return None
    return ask.clock.first_session(ask.symbol, containing(began["unit"].lower(), day)[0])


def is_extreme(draft: Draft) -> bool:
    """Whether a draft is the high or low of a longer period."""
    return draft.field is not None and draft.metric in (Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW)
