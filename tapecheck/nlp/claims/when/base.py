"""What a change is counted from: a day's close, an event, an extreme, the end of a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when.clock import NEVER, Clock, When, is_day, look_back_day
from tapecheck.nlp.claims.when.dated import dates_extreme, extreme_period
from tapecheck.nlp.claims.when.own import YEAR, Candidate, possessive
from tapecheck.nlp.claims.when.paragraph import open_to
from tapecheck.schema import Direction, Metric, Period

COMPARED = ("invested", "bought", "compared with", "compared to", "versus", "vs", "vs.", "against", "relative to")
AFTERMATH = re.compile(
    r"^\s*(?:since\s+(?!\w+ing\b|it\b|its\b|reach|hit)|in\s+the\s+(?:wake|aftermath)\s+of\b|in\s+the\s+days\s+since\b)[^,;]*$",
    re.IGNORECASE,
)
ALL_HISTORY = re.compile(
    r"\b(?:from|below|under|off|of|above|than|beneath)\s+(?:(?:its|their|the|an?)\s+)?(?:\w+['’]s\s+)?(?:closing\s+)?"
    r"(?:all-time|record|lifetime|historic(?:al)?)\s+(?:(?:closing|close|intraday)\s+)?(?:highs?|peak|close|lows?)\b"
    r"(?!\s+(?:of|set|hit|reached|on|in|from|at|that|it|touched|notched|close|early|last|earlier)\b)",
    re.IGNORECASE,
)
TO_DATE = re.compile(r"to[\s-]date|ytd|so far|this (?:year|month|quarter)", re.IGNORECASE)


def base_period(scene: Scene, clock: Clock, draft: Draft, found: Sequence[Candidate]) -> When | None:
    """From the end of a named period: "more than 10 percent below where it ended the previous week"."""
    spot = scene.index_of(draft.at)
    window = scene.tokens[spot + 1 : spot + 5]
    where = next((token for token in window if token.text == "where"), None)
    if where is None or not window[0].has("BELOW", "ABOVE", "FROM", "UPP", "DNP"):
        return None
    base = next((c.period for c in found if c.at > spot and c.period.to is not None), None)
    if base is None:
        return None
    end = clock.undated(draft.subject.symbol)
    return When(base.to, end.to, end.day_stated, end.readings)


def of_all_history(scene: Scene, draft: Draft) -> Draft:
    """An `off_high` or `off_low` that is measured from the record of all history, where the words do not date it."""
    if draft.metric not in (Metric.OFF_HIGH, Metric.OFF_LOW) or draft.figure is None or draft.record:
        return draft
    record = ALL_HISTORY.search(scene.text, draft.figure.end, min(scene.end, draft.figure.end + 70))
    between = scene.text[draft.figure.end : record.start()] if record is not None else ","
    return draft if re.search(r"[,;:\d]", between) else replace(draft, record=True)


def from_peak(scene: Scene, draft: Draft) -> Draft:
    """A change that the clause's head measures from an extreme: "From its Jan. 26 record the Dow has shed 8.5%"."""
    if draft.metric is not Metric.PERCENT_CHANGE or draft.direction is None or draft.unit != "percent":
        return draft
    spot = scene.index_of(draft.at)
    since = since_peak(scene, spot)
    if since is not None and (draft.direction is Direction.DOWN) is since:
        return replace(draft, metric=Metric.OFF_HIGH if since else Metric.OFF_LOW)
    head = next(
        (k for k in range(min(spot, 4)) if scene.tokens[k].has("FROM") or scene.tokens[k].text == "since"), None
    )
    far = next((k for k in range(min(spot, 8)) if scene.tokens[k].text in ("far", "away", "down")), None)
    if far is not None and head is None:
        after = next((k for k in range(far, min(spot, far + 2)) if scene.tokens[k].has("FROM")), None)
        colon = any(t.text == ":" for t in scene.tokens[far:spot])
        head = after if colon else None
    if head is None or any(t.has("FIG", "PER") for t in scene.tokens[:head]):
        return draft  # "One year on from the bottom" says how long
    phrase = scene.tokens[head + 1 : head + 7]
    peak = next((k for k, t in enumerate(phrase) if t.has("PEAK", "TROUGH")), None)
    if peak is None or any(t.has("SUBJ", "FIG", "UPV", "DNV") and not t.has("DET", "PEAK") for t in phrase[:peak]):
        return draft
    high = phrase[peak].has("PEAK")
    if (draft.direction is Direction.DOWN) is not high:
        return draft
    return replace(draft, metric=Metric.OFF_HIGH if high else Metric.OFF_LOW)


def since_peak(scene: Scene, spot: int) -> bool | None:
    """Whether a change goes on "since its July 27 peak": True of a high, False of a low, None of neither."""
    tokens, k = scene.tokens, spot + 1
    while k < len(tokens) and tokens[k].has("UPN", "DNN", "UPP", "DNP", "AUX") and not tokens[k].has("FROM"):
        k += 1
    if k < len(tokens) and tokens[k].text in ("in", "for", "of", "by"):  # "the 61.7% gain in the S&P 500 from"
        k += 1
        while k < len(tokens) and tokens[k].has("DET", "SUBJ"):
            k += 1
    if k + 1 >= len(tokens) or not (tokens[k].has("FROM", "SINCE") or tokens[k].text == "since"):
        return None
    for token in tokens[k + 1 : k + 6]:
        if token.has("PEAK", "TROUGH"):
            return token.has("PEAK")
        if not (token.has("DET", "PER", "POSS", "AUX") or token.text in ("closing", "intraday", "all-time", ".", "of")):
            return None
    return None


def from_extreme(scene: Scene, clock: Clock, draft: Draft, found: Sequence[Candidate], *, closed: bool) -> When:
    """From the day or month of the extreme to the as-of day; open where the text does not date it."""
    symbol = draft.subject.symbol
    period = extreme_period(scene, draft)
    if period is not None and is_day(period) and not dates_extreme(scene, scene.index_of(period.start)):
        period = None
    spot = scene.index_of(draft.at)
    days = [c for c in found if c.day and c.period is not period]
    day = next((c for c in reversed(days) if c.at < spot), days[0] if days else None)
    end = clock.within(symbol, day.period, closed=closed) if day is not None else clock.undated(symbol, closed=closed)
    if period is None and draft.record and day is None:
        return end  # the highest of all days up to it
    if period is None or period.from_ is None or end.to is None:
        return When(None, end.to, end.day_stated, end.readings)
    start = period.from_
    if start >= end.to and not YEAR.search(period.text):  # an extreme has been: "the record it set in March"
        start = look_back_day(start, "P1Y") or start
    return When(start, end.to, end.day_stated, end.readings)


def from_event(clock: Clock, symbol: str | None, day: Candidate, *, closed: bool) -> When:
    """From the day of an event, or the day after it, to the as-of close: "risen 3% since the decision on Tuesday"."""
    end = clock.undated(symbol, closed=closed)
    if day.period.from_ is None or end.to is None or day.period.from_ >= end.to:
        return NEVER
    return open_to(When(day.period.from_, end.to), When(day.period.to, end.to), "from the day after the event")


def is_aftermath(scene: Scene, draft: Draft, day: Candidate) -> bool:
    """Whether a day after a figure is that of an event since which something moved."""
    end = draft.figure.end if draft.figure else draft.at
    return AFTERMATH.search(scene.text[end : day.period.start]) is not None


def is_base(scene: Scene, own: Candidate, spot: int) -> bool:
    """Whether a figure's own period is what its change is counted from."""
    if compared(scene, own.at) and not possessive(scene, own.at, spot):
        return True
    return from_close(scene, spot, own) or since_event(scene, spot, own) or than_it_was(scene, own.at)


def compared(scene: Scene, at: int) -> bool:
    """Whether a day is what a change is measured from: "up 20% from a year ago", "more than on Thursday"."""
    k = at
    while k and scene.tokens[k - 1].has("DET"):
        k -= 1  # "from its July 31 close"
    lead = scene.tokens[max(0, k - 2) : k]
    if not lead:
        return False
    last = lead[-1]
    return last.has("FROM", "THAN") or last.text in COMPARED or (len(lead) == 2 and lead[0].has("THAN"))


def fronted_base(scene: Scene, found: Sequence[Candidate]) -> tuple[Candidate, Candidate | None] | None:
    """The day that a sentence begins to count from, and the one to: "From its Aug. 31 close to Friday, the Dow"."""
    if not scene.tokens[0].has("FROM") and scene.tokens[0].text != "since":
        return None
    first = next((c for c in found if c.day and c.at <= 3), None)
    if first is None or not any(token.text.startswith("clos") for token in scene.tokens[first.at + 1 : first.at + 4]):
        return None
    last = next((c for c in found if c.day and c.at > first.at and scene.tokens[c.at - 1].text.endswith("to")), None)
    return first, last


def than_it_was(scene: Scene, at: int) -> bool:
    """Whether a day is that of the level compared with: "54% higher than it was two years ago"."""
    lead = scene.tokens[max(0, at - 4) : at]
    than = next((k for k, token in enumerate(lead) if token.has("THAN") or token.text == "where"), None)
    return than is not None and all(
        t.has("PRO", "MENTION", "BE", "IN", "AT", "THAN", "DET") or t.text == "where" for t in lead[than:]
    )


def from_close(scene: Scene, spot: int, own: Candidate) -> bool:
    """Whether a day is that of the close that a change is measured from: "up 9% from the close of 27,480 on Nov. 3"."""
    after = scene.tokens[spot + 1 : own.at]
    return (
        own.day and bool(after) and after[0].has("FROM") and any(t.text in ("close", "level", "finish") for t in after)
    )


def since_event(scene: Scene, spot: int, own: Candidate) -> bool:
    """Whether a day is that of an event since which something moved: "65% since hitting a low on March 9"."""
    return own.day and any(t.text == "since" for t in scene.tokens[spot + 1 : own.at])


def base_time(clock: Clock, symbol: str | None, change: Draft | None) -> When:
    """When the level that a daily change started from was: the session before; of a longer change, nobody knows."""
    if change is None or change.when.span != 1:
        return NEVER
    return clock.before(symbol, change.when)


def until_review(scene: Scene, period: Period, when: When) -> When:
    """A year to date in a review of a quarter that is over ends with the quarter."""
    review = scene.memory.review
    if review is None or review.to is None or when.to is None or when.from_ is None or not TO_DATE.search(period.text):
        return when
    if when.from_ == review.to and review.from_ is not None:  # written when the next one had begun
        year = "year" in period.text.lower() or "ytd" in period.text.lower()
        return When(review.from_.replace(month=1, day=1) if year else review.from_, review.to, True)
    return replace(when, to=review.to) if when.from_ < review.to < when.to else when
