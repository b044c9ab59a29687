"""Where a failing figure holds near by: another session, another period, another thing of its sentence.

Agreement under another time is the best evidence that the time was read wrong, or is wrong in the text: a level with
many digits is the close of one day alone. Where no day near by explains the figure, time is not what is wrong with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from operator import attrgetter, itemgetter

from tapecheck.crosscheck.asof import DAY, is_day
from tapecheck.crosscheck.certainty import TELLING, is_other_way, surprise
from tapecheck.crosscheck.scene import setting
from tapecheck.crosscheck.solver import FEW, FIGURES, PINS, Case, Solver, Tried, days_of, digits, sentence_of, shown
from tapecheck.crosscheck.times import Hypothesis, pinned, usual_periods
from tapecheck.crosscheck.verdicts import claimed_of, distance
from tapecheck.errors import MarketError
from tapecheck.measures.series import Series, Undecidable, load, names_quote_currency
from tapecheck.reference.metrics import CHANGES, LEVELS, ORDERS, WITHIN_DAY
from tapecheck.schema import Metric, Period, TimeSource

MOST = 12  # other times of one claim
SESSIONS = 40  # on either side, in which a level of more is looked for
FEWER = 5
UNUSUAL = 0.5  # three times the usual move is looked for whatever its digits
BEFORE = 200  # characters before a sentence in which the level is told that it counts from
WORDS = frozenset({TimeSource.OWN, TimeSource.PARTNER})
FROM_ANOTHER = frozenset({"ago", "before", "earlier", "previous", "prior", "after", "later", "next", "following"})

Named = tuple[date, date, str]
kind_of = attrgetter("metric", "unit", "field")


@dataclass(frozen=True, slots=True)
class Found:
    """Another time or thing under which a figure holds. `said`: whether the sentence itself names it."""

    tried: Tried
    said: bool = True


def other_time(solver: Solver, case: Case) -> Found | None:
    """Another time under which the figure holds, those that its sentence names first."""
    claim = case.leading.hypothesis.claim
    if claim.metric in ORDERS:
        return shifted_order(solver, case)
    if claim.metric not in FIGURES or (digits(claim) < FEW and surprise(case) < UNUSUAL):
        return None
    if says_its_day(solver, case):
        return None
    if (found := paired_close(solver, case)) is not None:
        return found
    sure = solver.has_partner(case) and not is_from_another(solver, case)
    open_one = next((t for t in case.tried if t.holds and t.hypothesis.session in (None, *case.past)), None)
    if open_one is not None and not solver.is_pinned(case):
        return Found(open_one, said=False)  # too unlikely to be what is meant, too true to be wrong
    tried = {days_of(each) for each in case.tried}
    for times, said in (
        (named_times(solver, case), not sure),
        (usual_times(case), False),
        (near_times(case), False),
    ):
        untried = islice((each for each in times if each[:2] not in tried), MOST)
        if (found := first_holding(solver, case, untried, said=said)) is not None:
            return found
    day = None if sure else other_close(solver, case)
    return None if day is None else first_holding(solver, case, [on(day)])


def first_holding(solver: Solver, case: Case, times: Iterable[Named], *, said: bool = False) -> Found | None:
    """The first of other times under which the figure holds."""
    for start, end, named in times:
        found = solver.try_one(case, pinned(case.claim, start, end, TimeSource.DEFAULT, None, 0.1, named))
        if found.holds:
            return Found(found, said)
    return None


def names_its_day(solver: Solver, case: Case) -> bool:
    """Whether the day that leads is the one named nearest to the figure in its sentence, and not from another."""
    said, hypothesis = case.claim.said.day, case.leading.hypothesis
    named = said is not None and hypothesis.day is not None and said.value == hypothesis.day.isoformat()
    if not named or not hypothesis.is_stated or not is_day(hypothesis.claim) or is_from_another(solver, case):
        return False
    return not is_used_up(solver, case)


def is_used_up(solver: Solver, case: Case) -> bool:
    """Whether the day is a like move's ("fell 1%, after [2%]"), or a level's ("rose to [9.8], having been 9.5")."""
    leading = case.leading.hypothesis
    same = [each for each in solver.near(case) if each.claim.symbol == case.claim.symbol]
    right = [each for each in same if each is not case and holds_that_day(each, leading)]
    if is_day(leading.claim) and (has_unread_close(solver, case) or is_between_levels(solver, case)):
        return True
    if case.claim.metric in CHANGES and is_day(leading.claim):
        return any(kind_of(each.claim) == kind_of(case.claim) for each in right)
    return any(map(looked_for, right)) and any(looked_for(each) and not each.leading.holds for each in same)


def has_unread_close(solver: Solver, case: Case) -> bool:
    """Whether a figure of the sentence that no claim states is the close of the day: "to [9.8], having been 9.5"."""
    chart = case.leading.check.chart
    close = chart.values[-1] if chart is not None and case.claim.metric in CHANGES else case.leading.check.computed
    printed = unread_levels(solver, *sentence_of(case.claim))
    return isinstance(close, (int, float)) and any(f"{close:.{len(v.partition('.')[2])}f}" == v for v in printed)


def unread_levels(solver: Solver, low: int, high: int) -> list[str]:
    """The figures within [low, high) that may be levels, and that no claim states, as they are printed."""
    printed = [each.text.strip("$€£¥").replace(",", "") for each in solver.scene.among("unread", low, high)]
    return [each for each in printed if len(each) > TELLING and each.replace(".", "", 1).isdigit()]


def is_between_levels(solver: Solver, case: Case) -> bool:
    """Whether two levels printed at a change or before it are just so far apart, whatever their days."""
    (start, end), claimed = sentence_of(case.claim), claimed_of(case.claim, signed=True)
    if claimed is None or case.claim.metric not in CHANGES:
        return False
    first, last = (bisect_left(solver.levels, at, key=itemgetter(0)) for at in (start - BEFORE, end))
    beside = solver.levels[first:last]
    levels = [level for _, level in beside] + [float(each) for each in unread_levels(solver, start - BEFORE, end)]
    percent = case.claim.unit in ("percent", "%")
    changes = (100 * (b / a - 1) if percent else b - a for a in levels for b in levels if a and b != a)
    return any(distance(each, claimed) <= 0 for each in changes)


def holds_that_day(case: Case, at: Hypothesis) -> bool:
    """Whether a figure holds with the day of a hypothesis."""
    return any(each.holds and each.hypothesis.day == at.day and is_day(each.hypothesis.claim) for each in case.tried)


def is_from_another(solver: Solver, case: Case) -> bool:
    """Whether the day named nearest is counted from another ("the day before"), which may be no day of its sentence."""
    said = case.claim.said.day
    periods = solver.scene.among("periods", said.start, said.end) if said is not None else ()
    return any(isinstance(each, Period) and FROM_ANOTHER.intersection(each.text.lower().split()) for each in periods)


def says_its_day(solver: Solver, case: Case) -> bool:
    """Whether the sentence names the day that leads, and no other time."""
    return names_its_day(solver, case) and setting(case.claim, solver.scene, days_of(case.leading)).other_times == 0


def named_times(solver: Solver, case: Case) -> Iterator[Named]:
    """The times that the sentence names."""
    if digits(case.claim) >= PINS:
        for each in solver.scene.among("periods", *sentence_of(case.claim)):
            if isinstance(each, Period) and each.from_ is not None and each.to is not None:
                yield each.from_, each.to, f"for “{each.text}”"


def usual_times(case: Case) -> Iterator[Named]:
    """What market news is about, up to the last close, where no words give the claim a time."""
    last = max((each.day for each in case.past if each.closed), default=None)
    if last is None or case.leading.hypothesis.source in WORDS:
        return
    if digits(case.claim) >= PINS:
        for each in case.past:
            yield on(each.day)
    percent = case.claim.metric is Metric.PERCENT_CHANGE and not is_other_way(case)  # of few digits, worth a look
    if case.claim.metric in CHANGES and (digits(case.claim) >= PINS or percent):
        for name, start in usual_periods(last).items():
            yield start, last + DAY, name


def near_times(case: Case) -> Iterator[Named]:
    """The period before and the one after, of the same length."""
    claim = case.leading.hypothesis.claim
    start, end = claim.period_from, claim.period_to
    if start is None or end is None or claim.metric not in CHANGES or is_day(claim) or shown(claim) < FEW:
        return
    for close in case.past:
        yield start, close.day + DAY, f"as of the close of {close.day}"
    if end - start <= 7 * DAY:
        monday = start - timedelta(days=start.weekday())
        for weeks, name in ((-1, "for the week before"), (1, "for the week after")):
            first = monday + timedelta(days=7 * weeks)
            yield first, first + 5 * DAY, name


def shifted_order(solver: Solver, case: Case) -> Found | None:
    """Another close under which a superlative, a rank or a streak holds."""
    claim = case.leading.hypothesis.claim
    firm = solver.has_partner(case) or claim.said.day is not None
    days = [(each.day, each.day + DAY, f"as of the close of {each.day}") for each in case.past if not firm]
    longer = claim.period_from if claim.metric is Metric.RANK and not is_day(claim) else None
    times = [(longer or start, end, named) for start, end, named in days]
    return first_holding(solver, case, [each for each in times if each[:2] != (claim.period_from, claim.period_to)])


def other_close(solver: Solver, case: Case) -> date | None:
    """The nearest other day whose close a level of many digits is."""
    claim = case.leading.hypothesis.claim
    day = case.leading.check.as_of
    if not looked_for(case) or day is None:
        return None
    try:
        last = min(day + timedelta(days=70), solver.published.day + DAY if solver.published else date.max)
        series = load(solver.market, claim.symbol or "", day - timedelta(days=70), last)
    except (MarketError, Undecidable):
        return None
    claimed, values = claimed_of(claim, signed=False), level_values(series, case, day)
    at = series.through(day)
    if claimed is None or values is None or at is None:
        return None
    far = SESSIONS if shown(claim) > TELLING else FEWER
    rows = [row for row in range(max(0, at - far), min(len(series), at + far + 1)) if row != at]
    fits = [row for row in rows if distance(values[row], claimed) <= 0]
    return series.day(min(fits, key=lambda row: abs(row - at))) if fits else None


def paired_close(solver: Solver, case: Case) -> Found | None:
    """Another session that a level of the sentence is the close of, where the figures beside it agree with that."""
    thing = case.leading.hypothesis.claim.symbol
    pair = [each for each in solver.near(case) if each.claim.symbol == thing and each.claim.metric in FIGURES]
    for level in (each for each in pair if looked_for(each)):
        held = next((each.check.as_of for each in level.tried if each.holds), None)
        day = held or other_close(solver, level)
        if day is None or case.info is None or (found := first_holding(solver, case, [on(day)])) is None:
            continue
        times = (on(day), on(solver.market.calendar(case.info.symbol).previous(day)))  # "to this, from the one before"
        if any(first_holding(solver, each, times[: 1 + looked_for(each)]) for each in pair if each is not case):
            return found
    return None


def on(day: date) -> Named:
    """A day as another time."""
    return day, day + DAY, f"on {day}"


def looked_for(case: Case) -> bool:
    """Whether a figure is a level of so many digits that a day can be told by it."""
    claim = case.claim
    return claim.metric in LEVELS - WITHIN_DAY and shown(claim) >= TELLING and claim.hedge is None


def level_values(series: Series, case: Case, day: date) -> list[float] | None:
    """The closes as they are printed: the pair the other way round, prices before a split."""
    if case.info is not None and names_quote_currency(case.claim.subject, series.info):
        series = series.inverted()
    row, computed = series.through(day), case.leading.check.computed
    if row is None or not isinstance(computed, (int, float)) or not series.value(row):
        return None
    scale = computed / series.value(row)
    return [scale * float(value) for value in series.closes]


def other_thing(solver: Solver, case: Case) -> Tried | None:
    """Another thing that the sentence names, and of which the figure is true."""
    claim = case.leading.hypothesis.claim
    if claim.metric not in FIGURES or digits(claim) < FEW:
        return None
    tries = (solver.of_thing(case, symbol) for symbol in solver.others(case.claim, *sentence_of(case.claim)))
    return next((each for each in tries if each.holds), None)
