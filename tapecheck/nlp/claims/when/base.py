"""What a change is counted from: a day's close, an event, an extreme, the end of a period."""

from __future__ import annotations

import re
from dataclasses import replace

from tapecheck.nlp.claims.modality import modality_rows
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, NEVER, WEEK, WEEKDAY, When, is_day, look_back_day
from tapecheck.nlp.claims.when.dated import dates_extreme, extreme_period
from tapecheck.nlp.claims.when.lookbacks import base_of
from tapecheck.nlp.claims.when.own import YEAR, Candidate
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.metrics import LEVELS
from tapecheck.schema import Direction, Metric, Period, PeriodReading, TimeSource

RE = patterns("when.patterns")

SINCE = re.compile(r"(?:\s{1,9}ever)?\s{1,9}since(?=\s{0,9}(?:[.,;:)]|$|(?:and|but|while)\b))", re.IGNORECASE)


# --- the resolvers ---------------------------------------------------------------------------------------------------
def of_extreme(ask: Ask) -> When | None:
    """From the day or month of the extreme to the as-of day, open where the text does not date it: "12% below its

    February record".
    """
    if ask.draft.metric not in (Metric.OFF_HIGH, Metric.OFF_LOW):
        return None
    period = extreme_period(ask.scene, ask.draft)
    if period is not None and is_day(period) and not dates_extreme(ask.scene, ask.scene.index_of(period.start)):
        period = None
    days = [c for c in ask.everything if c.day and c.period is not period]
    day = next((c for c in reversed(days) if c.at < ask.spot), days[0] if days else None)
    end = ask.within(day) if day is not None else ask.plain
    if period is None and ask.draft.record and day is None:
        return end  # the highest of all days up to it
    if period is None or period.from_ is None or end.to is None:
        return end.counted_from(None)
    start = period.from_
    if start >= end.to and not YEAR.search(period.text):  # an extreme has been: "the record it set in March"
        start = look_back_day(start, "P1Y") or start
    return end.counted_from(start)


def of_bound(ask: Ask) -> When | None:
    """The time of a figure that bounds a superlative: "the biggest slide since falling 307 points on March 24"."""
    tokens, spot = ask.scene.tokens, ask.spot
    k = spot - 1
    linking = ("DET", "AUX", "POSS", "PER", "AT", "IN", "PEAK", "TROUGH")
    while k > max(0, spot - 7) and (tokens[k].has(*linking) or tokens[k].text.endswith("ing")):
        k -= 1
    if k < 0 or tokens[k].text != "since":
        return None
    dated = next((c for c in ask.everything if c.day and k < c.at < spot), None)
    if dated is not None and ask.daily:
        return ask.within(dated)  # "Since bottoming on March 23 at 21,696.13"
    after = next((t for t in tokens[spot + 1 : spot + 9] if t.has("FIG", "PER", "COMMA", "STOP")), None)
    item = after.item if after is not None else None
    if isinstance(item, Period):
        return ask.within(Candidate(0, item))
    return NEVER if ask.draft.metric not in LEVELS else None


def of_end(ask: Ask) -> When | None:
    """From the end of a named period: "more than 10 percent below where it ended the previous week"."""
    lead = ask.scene.tokens[max(0, ask.spot - 9) : ask.spot]
    stood = next((c for c in ask.everything if ask.spot - 6 <= c.at < ask.spot), None)
    if stood is not None and ask.change and any(t.text == "where" for t in lead) and lead[-1].has("OF"):
        return ask.plain.counted_from(stood.period.to)  # "below where it stood a week earlier, a loss of 0.6%"
    window = ask.scene.tokens[ask.spot + 1 : ask.spot + 5]
    where = any(token.text == "where" for token in window)
    if not where or not window[0].has("BELOW", "ABOVE", "FROM", "UPP", "DNP"):
        return None
    base = next((c.period for c in ask.everything if c.at > ask.spot and c.period.to is not None), None)
    return ask.plain.counted_from(base.to) if base is not None else None


def of_bare_since(ask: Ask) -> When | None:
    """From what was just dated to the as-of close: "It closed at 5,799 on May 15, so it has gained 7.8% since"."""
    figure = ask.draft.figure
    if figure is None or not ask.change or SINCE.match(ask.scene.text, figure.end, ask.scene.end) is None:
        return None
    told = ask.scene.memory.told
    before = [c.period for c in ask.everything if c.at < ask.spot]
    named = before[-1] if before else told.period if told is not None else None
    if named is None or named.from_ is None or named.to is None or ask.plain.to is None or named.to >= ask.plain.to:
        return NEVER
    return ask.plain.counted_from(named.to, (named.from_, named.to))


def of_aftermath(ask: Ask) -> When | None:
    """From the day of an event, or the day after it, to the as-of close: "risen 3% since the decision on Tuesday"."""
    own = ask.own or next((c for c in ask.everything if c.day and c.at > ask.spot), None)
    if own is None or not own.day or not ask.change:
        return None
    figure_end = ask.draft.figure.end if ask.draft.figure else ask.draft.at
    if RE.aftermath.search(ask.scene.text[figure_end : own.period.start]) is None:
        return None
    end = ask.clock.undated(ask.symbol, closed=ask.closed)
    if own.period.from_ is None or end.to is None or own.period.from_ >= end.to:
        return NEVER
    return When(own.period.from_, end.to).open_to(When(own.period.to, end.to), "from the day after the event")


def of_base(ask: Ask) -> When | None:
    """From the close that the words name on: "up 9% from the close of 27,480 on Nov. 3", "up 20% from a year ago"."""
    back = base_of(ask.scene, ask.spot) if ask.change else None
    base = next((c for c in ask.everything if back is not None and c.at == back.day), None)
    if base is None:
        after = ask.scene.tokens[ask.spot + 1 : ask.spot + 6] if ask.change and ask.own is None else []
        than = next((k for k, t in enumerate(after) if t.has("THAN")), len(after))
        unread = any(t.text in ("before", "earlier") for t in after[than:])  # "higher than seven days before"
        return NEVER if unread else None
    if not (base.day or base.period.text.lower().startswith(("the end", "end"))):
        return NEVER
    to = next((c for c in ask.everything if back is not None and back.end < c.at <= back.end + 2 and c.day), ask.own)
    end = ask.within(to) if to is not None and to.day else ask.plain
    if base.period.to is None or end.to is None or base.period.to >= end.to:
        return NEVER
    return end.counted_from(base.period.to, base.period.begins)


def of_start(ask: Ask) -> When | None:
    """The level that a change started from, where no words behind it date it: of the session before a day, of the last

    one before a longer period: "rose to 4,769 on Thursday from 4,704", "rose from 7,446 to 7,531 in June".
    """
    if not ask.draft.base:
        return None
    inside = next((c for c in reversed(ask.everything) if c.at < ask.spot and from_it(ask, c)), None)
    if inside is not None and inside.day:  # "from a Friday close of 10,143.81"
        when, level = ask.within(inside), ask.previous.when if ask.previous is not None else NEVER
        again = when.from_ is not None and when.from_ == level.from_ and WEEKDAY.search(inside.period.text) is not None
        return (ask.clock.on(ask.symbol, when.from_ - WEEK) if again and when.from_ else when).told_by(TimeSource.OWN)
    own = behind(ask)
    if own is not None:  # "rose to 22.46 from 21.12 on Thursday", but "from 3.96% late Wednesday"
        day = ask.within(own)
        beside = ask.previous.when if ask.previous is not None else NEVER
        same = own.day and beside.source is TimeSource.DEFAULT and beside.from_ == day.from_
        if not same or ask.scene.tokens[own.at - 1].text != "on":
            return None
        before = replace(ask.clock.before(ask.symbol, day), source=TimeSource.OWN)
        return before.open_to(day, "the day behind it", TimeSource.OWN)
    previous, words = ask.previous, ask.scene.text[ask.scene.start : ask.draft.at].lower()
    if previous is not None and not previous.metric_is_change and foretold(words):
        return ask.plain
    moved = previous.when if previous is not None else moved_in(ask)
    if moved.from_ is None or (previous is not None and previous.metric_is_change and moved.span != 1):
        return NEVER
    told = ask.scene.memory.told
    said = [c.period for c in ask.everything] + ([told.period] if told is not None else [])
    if any(ask.clock.within(ask.symbol, period).from_ == moved.from_ for period in said):
        return replace(ask.before(moved), source=TimeSource.SENTENCE)
    start = with_readings(ask, replace(moved, to=moved.from_ + DAY))
    return start.told_by(TimeSource.OWN) if RE.previous_close.search(words) else start


def with_readings(ask: Ask, when: When) -> When:
    """The session before a day, and before each of its readings."""
    calendar = ask.clock.calendar_of(ask.symbol or ask.clock.home)
    before = ask.clock.before(ask.symbol, when)
    days = [(each.reading, calendar.previous(each.to - DAY)) for each in when.readings if each.to is not None]
    if before.from_ is not None and days:  # the solver asks the closes of a bare date, and this is none of them
        days.append(("the session before the last one", before.from_))
    return replace(before, readings=tuple(PeriodReading(reading=name, from_=d, to=d + DAY) for name, d in days))


def from_it(ask: Ask, period: Candidate) -> bool:
    """Whether a period stands between "from" and the figure that a change started from."""
    lead = ask.scene.tokens[max(0, period.at - 2) : period.at]
    between = ask.scene.tokens[period.at + 1 : ask.spot]
    led = any(t.has("FROM") for t in lead) and all(t.has("FROM", "DET", "W") for t in lead[-1:])
    return led and not any(t.has("FIG", "COMMA", "STOP", "TO") for t in between)


def of_difference(ask: Ask) -> When | None:
    """Between the days of the two levels before it: "fell to $108.59 on Friday from $109.58 a week earlier, a drop of

    0.9%".
    """
    pair = [d for d in ask.earlier if d.subject.name == ask.draft.subject.name][-2:]
    bases = [d for d in pair if d.base and d.when.source is TimeSource.OWN]
    ends = [d for d in pair if not d.base and not d.metric_is_change]
    if not ask.change or ask.own is not None or len(bases) != 1 or len(ends) != 1:
        return None
    between = ask.scene.tokens[ask.scene.index_of(pair[-1].at) + 1 : ask.spot]
    if not any(t.has("COMMA") for t in between) or any(t.has("SUBJ", "AND", "WHILE", "BUT") for t in between):
        return None
    start, end = bases[0].when, ends[0].when
    return When(start.to, end.to, True) if start.to and end.to and start.to < end.to else NEVER


def behind(ask: Ask) -> Candidate | None:
    """The period that stands right behind a figure: "from 3.96% late Wednesday"."""
    for k in range(ask.spot + 1, min(len(ask.scene.tokens), ask.spot + 5)):
        found = next((c for c in ask.everything if c.at == k), None)
        if found is not None or ask.scene.tokens[k].has("FIG", "COMMA", "STOP", "AND", "BUT", "TO"):
            return found
    return None


def moved_in(ask: Ask) -> When:
    """The day or the longer period that the sentence tells its one move of."""
    periods = {c.period.text: c for c in ask.found if not ask.clock.is_ahead(c.period)}
    return ask.within(next(iter(periods.values()))) if len(periods) == 1 else NEVER


def foretold(words: str) -> bool:
    """Whether words speak of what is to come."""
    return any(row.words.search(words) for row in modality_rows().values() if row.value == "forecast")


# --- what the words say ----------------------------------------------------------------------------------------------
def of_all_history(scene: Scene, draft: Draft) -> Draft:
    """An `off_high` or `off_low` that is measured from the record of all history, where the words do not date it."""
    if draft.metric not in (Metric.OFF_HIGH, Metric.OFF_LOW) or draft.figure is None or draft.record:
        return draft
    record = RE.all_history.search(scene.text, draft.figure.end, min(scene.end, draft.figure.end + 70))
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
    if peak is None:
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
        if not (
            token.has("DET", "PER", "POSS", "AUX", "SUBJ", "W")
            or token.text in ("closing", "intraday", "all-time", ".", "of")
        ):
            return None
    return None
