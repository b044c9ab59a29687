"""The times under which a claim is computed: what the words admit, and which close an article may know.

The reader gives each claim the times that its words admit. Where they leave the day open ("the Dow fell 1.2%"), or
where a period runs up to the article ("this week"), the close that is meant is a hypothesis: the last one before
publication, the one before (a paper of the morning after), that of the publication's own day (a bare date, a page that
was updated), or a moment of the session that ran. `hypotheses` lists them for one claim, each as a claim that is
pinned to its days. `settle` gives each claim the day that its check then decided by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tapecheck.crosscheck.asof import DAY, is_day
from tapecheck.crosscheck.ranges import is_around_the_clock
from tapecheck.reference.calendars import Calendar
from tapecheck.reference.market import SeriesInfo
from tapecheck.reference.metrics import ORDERS
from tapecheck.schema import Check, Claim, Published, Time, TimeSource, Verdict, changed

SESSION = timedelta(hours=8, minutes=30)  # no exchange's session is longer
STATED = frozenset({TimeSource.OWN, TimeSource.PARTNER, TimeSource.SENTENCE})
OPEN = (TimeSource.DEFAULT, TimeSource.PARTNER)
DECIDED = (Verdict.SUPPORTED, Verdict.IMPRECISE, Verdict.CONTRADICTED)
NOT_MEANT = ("either-time", "other-time", "elsewhen-true", "time-open", "few-digits")  # right of another time
LATER = 4 * DAY  # a claim is pinned by the word of somebody who writes so long after

# How likely each close is before any figure was looked at (fitted on the development texts: see bench trust).
PRIORS = {"last": 0.70, "same day": 0.62, "before": 0.2, "running": 0.08, "after": 0.03}


@dataclass(frozen=True, slots=True)
class Session:
    """A close that an article may be about. `closed`: whether it was over at publication, for all that is known."""

    name: str
    day: date
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One time for one claim.

    `claim` is pinned to its days; `session` is the close taken where the words leave that open, None where they fix it;
    `named` is what to call it in a reason; `prior` how likely it is by the words alone.
    """

    claim: Claim
    source: TimeSource
    session: Session | None
    named: str
    prior: float

    @property
    def day(self) -> date | None:
        """The day of the close that it ends on."""
        return None if self.claim.period_to is None else self.claim.period_to - DAY

    @property
    def is_stated(self) -> bool:
        """Whether the words fix the time, its end included."""
        return self.session is None and self.source in STATED


def sessions(published: Published, calendar: Calendar, info: SeriesInfo) -> tuple[Session, ...]:
    """The closes that an article may be about, likeliest first; the one that ran at publication is not `closed`."""
    if published.instant is None:
        day = published.day
        before = calendar.previous(day)
        if not calendar.is_session(day):
            earlier = Session("before", calendar.previous(before))
            return (Session("last", before), earlier, Session("after", calendar.next(day)))
        return (Session("same day", day), Session("before", before), Session("after", calendar.next(day)))
    last = calendar.last_closed(published.instant)
    following = calendar.next(last)
    ran = is_around_the_clock(info) or calendar.close(following) - published.instant < SESSION
    return (
        Session("last", last),
        Session("before", calendar.previous(last)),
        Session("running" if ran else "after", following, closed=False),
    )


def times_of(claim: Claim, closes: tuple[Session, ...], published: Published | None) -> tuple[Time, ...]:
    """The times that the words admit, likeliest first: the reader's, else the claim's period."""
    if claim.times:
        return claim.times
    bare = published is not None and published.instant is None
    known = claim.period_from is None or (bare and any(claim.period_from == each.day for each in closes))
    source = TimeSource.DEFAULT if known and is_day(claim) and not claim.day_stated else TimeSource.OWN
    return (Time(from_=claim.period_from, to=claim.period_to, source=source),)


def hypotheses(claim: Claim, published: Published | None, closes: tuple[Session, ...]) -> list[Hypothesis]:
    """The times of one claim, those of its own words first; empty where they fix none and nothing else does."""
    found: list[Hypothesis] = []
    for rank, time in enumerate(times_of(claim, closes, published)):
        found += at_time(claim, time, 0.4**rank, published, closes)
    for reading in claim.readings:
        time = Time(from_=reading.from_, to=reading.to, source=TimeSource.OWN)
        found += at_time(claim, time, 0.2, published, closes, f"for {reading.reading}")
    return distinct(found)


def at_time(
    claim: Claim,
    time: Time,
    weight: float,
    published: Published | None,
    closes: tuple[Session, ...],
    named: str = "",
) -> list[Hypothesis]:
    """The hypotheses that one time leaves: itself, or one for each close where its end is open."""
    if time.from_ is None and time.to is None and not closes:
        return []
    start, end = time.from_, time.to
    if start is None and end is not None and claim.record:
        start = end - DAY
    if (start is None) != (end is None):
        return []
    if start is None or end is None:
        if time.source in STATED and claim.metric not in ORDERS:
            return []  # words name a period that cannot be resolved: it is never replaced by another
        open_day = True
    else:
        open_day = end - start <= DAY and time.source not in STATED and not fixed_day(claim, time)
    if open_day:
        return [pinned(claim, each.day, each.day + DAY, time.source, each, weight, named) for each in closes]
    assert start is not None
    assert end is not None
    known = [each for each in closes if each.closed]
    latest = max((each.day for each in known), default=None)
    cut = any(end - DAY == each.day for each in known) and not is_whole(start, end)
    if latest is None or (end - DAY < latest and not cut) or end - start <= DAY or published is None:
        return [pinned(claim, start, end, time.source, None, weight, named)]
    if end - DAY > published.day + DAY:
        return [pinned(claim, start, end, time.source, None, weight, named)]
    running = [each for each in closes if each.day >= start and each.day <= max(end - DAY, latest)]
    said = None if claim.said.day is None else claim.said.day.value
    running = [each for each in running if each.day.isoformat() == said] or running
    return [pinned(claim, start, each.day + DAY, time.source, each, weight, named) for each in running]


def is_whole(start: date, end: date) -> bool:
    """Whether a week, month, quarter or year may be over at `end`: no period that was cut off at some close."""
    return end.day == 1 or (end - start <= 7 * DAY and end.weekday() in (0, 5))


def fixed_day(claim: Claim, time: Time) -> bool:
    """Whether the reader says that the day is fixed by words of the claim, whatever their source."""
    return claim.day_stated and time.from_ == claim.period_from and time.source is not TimeSource.DEFAULT


def pinned(
    claim: Claim, start: date, end: date, source: TimeSource, session: Session | None, weight: float, named: str
) -> Hypothesis:
    """The claim about [start, end) and no other days."""
    what = named or (f"as of the close of {session.day}" if session else f"of {start}")
    fixed = changed(
        claim,
        period_from=start,
        period_to=end,
        published=f"{end + LATER}T23:59:59+00:00",
        day_stated=True,
        readings=(),
        times=(),
        begins=claim.begins if start == claim.period_from else None,
    )
    prior = weight * (PRIORS[session.name] if session else 1.0)
    return Hypothesis(fixed, source, session, what, prior)


def distinct(found: list[Hypothesis]) -> list[Hypothesis]:
    """Each pair of days once, where it stands first."""
    kept: dict[tuple[date | None, date | None], Hypothesis] = {}
    for each in found:
        kept.setdefault((each.claim.period_from, each.claim.period_to), each)
    return list(kept.values())


def usual_periods(day: date) -> dict[str, date]:
    """The first days of the periods that market news is about, up to `day`."""
    return {
        "for the week": day - timedelta(days=day.weekday()),
        "for the month": day.replace(day=1),
        "for the quarter": day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1),
        "for the year": day.replace(month=1, day=1),
        "over twelve months": day - timedelta(days=364),
    }


def settle(claims: Sequence[Claim], checks: Sequence[Check]) -> tuple[Claim, ...]:
    """The claims, each whose day its words leave open with the day that its check decided by.

    A page of the morning after with a bare date says "the Dow fell 1.2%" of one of two closes: the figures of the whole
    article tell of which. `times` stays as the words admit them, so that a stored claim is judged again by the same.
    """
    judged = {each.claim_id: each.as_of for each in checks if each.verdict in DECIDED and each.code not in NOT_MEANT}
    found = []
    for claim in claims:
        day = judged.get(claim.id)
        if day is not None and is_day(claim) and claim.times and claim.times[0].source in OPEN:
            claim = changed(claim, period_from=day, period_to=day + DAY)
        found.append(claim)
    return tuple(found)
