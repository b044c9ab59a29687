"""Does an article's day agree with the market at all?

A page that was updated through the day, or whose stated time is that of its first version, tells of another session
than its date says. Then one figure after the other contradicts the data, and each fits the next (or the last) session.
No single claim can tell; all of them can. So where most daily figures of an article fail and another session makes
several of them true, none of them is contradicted: the article's date is in doubt, and the check says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tapecheck.crosscheck.asof import find_cutoff
from tapecheck.crosscheck.readings import CLOSED, FIXING
from tapecheck.crosscheck.series import Series, load, names_quote_currency
from tapecheck.crosscheck.verdicts import Claimed, Undecidable, claimed_of
from tapecheck.crosscheck.wording import names_weekday
from tapecheck.errors import MarketError
from tapecheck.reference.calendars import Calendar
from tapecheck.reference.market import Market
from tapecheck.schema import Check, Claim, Metric, Published, Verdict

DAY = timedelta(days=1)
DAILY = frozenset(
    {
        Metric.PERCENT_CHANGE,
        Metric.POINT_CHANGE,
        Metric.YIELD_CHANGE,
        Metric.CLOSE,
        Metric.LEVEL,
        Metric.YIELD_LEVEL,
        Metric.OPEN,
        Metric.INTRADAY_HIGH,
        Metric.INTRADAY_LOW,
    }
)
CHANGES = frozenset({Metric.PERCENT_CHANGE, Metric.POINT_CHANGE, Metric.YIELD_CHANGE})
MANY = 3  # so many contradictions, and more than what holds, put the date in doubt
STEPS = ("after", "before", "last")
SESSIONS = {
    "after": "the session after it",
    "before": "the session before it",
    "last": "the last session before publication",
}
SOME = 2  # so many of them must hold on another session

Checker = Callable[[Claim, Market], Check]


def doubt_the_date(
    claims: Sequence[Claim], checks: Sequence[Check], market: Market, check: Checker, text: str = ""
) -> list[Check]:
    """The checks, with contradictions withdrawn where the article's own date is in doubt.

    A weekday that `text` names leaves nothing open: figures of a Wednesday that are told of Tuesday are wrong.
    """
    by_id = {claim.id: claim for claim in claims}
    daily = [each for each in checks if each.claim_id in by_id and is_daily(by_id[each.claim_id])]
    days = sorted({each.as_of for each in daily if each.as_of is not None})
    changed: dict[str, Check] = {}
    for group in (daily, *([each for each in daily if each.as_of == day] for day in days)):
        failed = [each for each in group if each.verdict is Verdict.CONTRADICTED and each.claim_id not in changed]
        held = [each for each in group if each.verdict in (Verdict.SUPPORTED, Verdict.IMPRECISE)]
        if len(failed) >= MANY and len(failed) > len(held):
            changed |= {each.claim_id: each for each in doubt_a_day(by_id, failed, market, check, text)}
    return [changed.get(each.claim_id, each) for each in checks]


def doubt_a_day(
    by_id: Mapping[str, Claim], failed: Sequence[Check], market: Market, check: Checker, text: str
) -> list[Check]:
    """The contradictions of one day, withdrawn where they are of a moment of it, or hold on another session."""
    claims = {each.claim_id: by_id[each.claim_id] for each in failed}
    step, true = holding_session(claims, failed, market, check)
    # only a figure of the other session can say that the text tells it of this one
    named = any(names_weekday(claims[each.claim_id], text, each.as_of) for each in true or failed)
    if step is not None and named:  # nothing is open: the figures are of another day than the text says
        return [of_another_day(each, step) if each in true else each for each in failed]
    if all(within_its_day(claims[each.claim_id], each, market) for each in failed):
        return [run_on(each) for each in failed]
    if step is None or named:
        return []
    kept = [each for each in failed if each not in true and names_weekday(claims[each.claim_id], text, each.as_of)]
    return [each if each in kept else withdraw(each, step) for each in failed]


def holding_session(
    claims: Mapping[str, Claim], failed: Sequence[Check], market: Market, check: Checker
) -> tuple[str | None, list[Check]]:
    """A neighbouring session on which several of the failed figures hold, and those that do."""
    for step in STEPS:
        true = [each for each in failed if holds_beside(claims[each.claim_id], each, step, market, check)]
        if len(true) >= SOME:
            return step, true
    return None, []


def of_another_day(check: Check, step: str) -> Check:
    """Contradicted, with the session whose figure it is."""
    told = f"it is the figure of {SESSIONS[step]}, not of the day that the text names"
    return replace(check, reason=f"{check.reason}; {told}" if check.reason else told)


def is_daily(claim: Claim) -> bool:
    """Whether a claim is about one day (a weekday too is counted from the article's date)."""
    if claim.metric not in DAILY or claim.period_from is None or claim.period_to is None:
        return False
    return (claim.period_to - claim.period_from).days == 1


def holds_beside(claim: Claim, failed: Check, step: str, market: Market, check: Checker) -> bool:
    """Whether the claim holds on the session before or after the one that it was checked on, or on the last one.

    By that session's close, or, as a page may have been written while it ran, by a figure within its range that is
    outside of the range of the day on which the claim failed.
    """
    if claim.symbol is None or failed.as_of is None:
        return False
    try:
        calendar = market.calendar(claim.symbol)
        day = {"after": calendar.next, "before": calendar.previous}.get(step, lambda _: last_close(claim, calendar))(
            failed.as_of
        )
        if day is None or day == failed.as_of:
            return False
        if check(moved(claim, day), market).verdict is Verdict.SUPPORTED:
            return True
        series = load(market, claim.symbol, calendar.back(failed.as_of, 2), max(day, failed.as_of) + DAY)
        return in_range(claim, series, day) and not in_range(claim, series, failed.as_of)
    except (MarketError, Undecidable):
        return False


def last_close(claim: Claim, calendar: Calendar) -> date | None:
    """The last session closed at publication."""
    cutoff = find_cutoff(claim, calendar)
    return cutoff.later or cutoff.main


def could_have_stood(claim: Claim, market: Market, symbol: str, day: date) -> bool:
    """Whether a market that never closes could have shown the figure between `day` and publication.

    Without the days' ranges it could.
    """
    if claim.published is None:
        return True
    last = Published.parse(claim.published).day
    try:
        series = load(market, symbol, day - 9 * DAY, last + DAY)
        days = [day + n * DAY for n in range((last - day).days + 1)]
        if series.day(len(series) - 1) < last:
            return True
        return any(in_range(claim, series, each, FIXING) for each in days)
    except (MarketError, Undecidable):
        return True


def in_range(claim: Claim, series: Series, day: date, room: float = 0.0) -> bool:
    """Whether the figure lies within what the day's high and low allow, with `room` (a share of the price) besides.

    Undecidable where the series lacks them.
    """
    row = series.through(day)
    claimed = claimed_of(claim, signed=claim.metric in CHANGES)
    if row is None or series.day(row) != day or row == 0 or claimed is None:
        return False
    low, high = series.value(row, "low") * (1 - room), series.value(row, "high") * (1 + room)
    if claim.metric in CHANGES:
        low, high = (change(claim, value, series.value(row - 1)) for value in (low, high))
    return meets(claimed, low, high)


def change(claim: Claim, value: float, base: float) -> float:
    """The change from `base` to `value`, in the claim's unit."""
    return 100 * (value / base - 1) if claim.unit in ("percent", "%") else value - base


def meets(claimed: Claimed, low: float, high: float) -> bool:
    """Whether the claimed interval meets [low, high]."""
    return not ((claimed.low is not None and claimed.low > high) or (claimed.high is not None and claimed.high < low))


def could_be_now(claim: Claim, market: Market, symbol: str) -> bool:
    """Whether a change over a longer period could be that to a moment of the session which ran at publication."""
    if is_daily(claim):
        return True
    try:
        live = find_cutoff(claim, market.calendar(symbol)).live
    except MarketError:
        return True
    return live is None or could_end_on(claim, market, symbol, live)


def could_end_on(claim: Claim, market: Market, symbol: str, day: date) -> bool:
    """Whether a change over a longer period could be that to a moment of `day`.

    Only what lies outside of that day's range, and by more than the print, could not. Without the range it could.
    """
    claimed = claimed_of(claim, signed=True)
    if claimed is None or claim.period_from is None or claim.unit == "x":
        return True
    try:
        series = load(market, symbol, claim.period_from - 10 * DAY, day + DAY)
        base, row = series.before(claim.period_from), series.through(day)
        if base is None or row is None or series.day(row) != day or names_quote_currency(claim.subject, series.info):
            return True
        ends = (series.value(row, "low") * (1 - FIXING), series.value(row, "high") * (1 + FIXING))
        low, high = (change(claim, end, series.value(base)) for end in ends)
    except (MarketError, Undecidable):
        return True
    return meets(claimed, low - 2 * claimed.ulp, high + 2 * claimed.ulp)


def moved(claim: Claim, day: date) -> Claim:
    """The same claim about another day, as if published long after it."""
    later = f"{day + 4 * DAY}T23:59:59+00:00"
    return replace(claim, period_from=day, period_to=day + DAY, published=later, day_stated=True, readings=())


def within_its_day(claim: Claim, failed: Check, market: Market) -> bool:
    """Whether a failed figure lies within what the day it was checked on reached, and the words tell of no close."""
    if claim.symbol is None or failed.as_of is None or CLOSED.search(claim.text):
        return False
    try:
        before = market.calendar(claim.symbol).back(failed.as_of, 2)
        return in_range(claim, load(market, claim.symbol, before, failed.as_of + DAY), failed.as_of)
    except (MarketError, Undecidable):
        return False


def run_on(check: Check) -> Check:
    """Not checkable: the article tells of a moment of the day."""
    reason = (
        f"most daily figures of the article fail by the close of {check.as_of}, and all lie within that day's range: "
        "it was written while the session ran; give the instant with --published"
    )
    return replace(check, verdict=Verdict.NOT_CHECKABLE, reason=reason)


def withdraw(check: Check, step: str) -> Check:
    """Not checkable: the day that the article tells of is in doubt."""
    reason = (
        f"most daily figures of the article fail on {check.as_of} and several hold on {SESSIONS[step]}: "
        "its date is in doubt; give the right one with --published or --as-of"
    )
    return replace(check, verdict=Verdict.NOT_CHECKABLE, reason=reason)
