"""All claims of one article together: which time is meant, and what then holds.

Each claim is computed under every time that is open to it (`times.hypotheses`). A right figure with many printed digits
pins the time it is right for; claims of its sentence, its paragraph and its article lean on it, the nearer the more.
So each claim gets a leading time, and the solver tells what its figure is worth:

    it holds under the leading time                   -> supported
    it holds only under another that is open          -> imprecise, and the check says under which
    it holds under none                               -> contradicted, if `certainty` says that time and thing are sure

The work is linear in the claims: what pins a time is summed once for each sentence, paragraph and article, and a claim
is computed under `MOST` times at most.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter

from tapecheck.crosscheck.asof import DAY, is_day
from tapecheck.crosscheck.doubts import tells_moment
from tapecheck.crosscheck.ranges import AROUND_THE_CLOCK, could_have_stood
from tapecheck.crosscheck.scene import Scene
from tapecheck.crosscheck.times import Hypothesis, Session, hypotheses, sessions
from tapecheck.reference.market import Kind, Market, SeriesInfo
from tapecheck.reference.metrics import CHANGES, FROM_EXTREMES, LEVELS
from tapecheck.schema import Check, Claim, Entity, Published, TimeSource, Verdict, changed

MOST = 12  # a claim is computed under so many times, and no more
FIGURES = CHANGES | LEVELS  # what pins a time: superlatives and streaks are true too often
NEARNESS = {"sentence": 1.0, "paragraph": 0.6, "article": 0.3}  # what a digit is worth at a distance
DIGIT = 1.15  # nats that a printed digit is worth: half of ln 10, as neighbours may share an error
FULL = 4.0  # digits beyond these pin no better
HOLD = (Verdict.SUPPORTED, Verdict.IMPRECISE)

Checker = Callable[[Claim, Market], Check]
Place = tuple[str, int]
Days = tuple[date | None, date | None]


@dataclass(slots=True)
class Tried:
    """A hypothesis and what the rules say under it."""

    hypothesis: Hypothesis
    check: Check
    weight: float = 0.0  # how likely it is, this claim's own figure left aside

    @property
    def holds(self) -> bool:
        return self.check.verdict is Verdict.SUPPORTED


@dataclass(slots=True)
class Case:
    """One claim with all that was tried for it."""

    claim: Claim
    info: SeriesInfo | None
    closes: tuple[Session, ...]
    tried: list[Tried]
    gave_up: bool = False
    places: tuple[Place, ...] = ()
    checks: dict[tuple[str | None, date | None, date | None], Check] = field(default_factory=dict)
    fresh: bool = False  # whether the last close was hours before publication, not days
    of_a_moment: Callable[[Case], bool] = lambda _: False
    leading: Tried = field(init=False)  # the likeliest time, once all were weighed
    _moment: bool | None = None

    @property
    def moment(self) -> bool:
        """Whether a moment of the session that ran could have shown the figure; asked of those that fail."""
        if self._moment is None:
            self._moment = self.of_a_moment(self)
        return self._moment

    @property
    def past(self) -> tuple[Session, ...]:
        """The closes that may excuse a figure: one after the article only where its figures tell of that."""
        leads = self.leading.hypothesis.session
        return tuple(each for each in self.closes if each.name != "after" or each == leads)

    @property
    def digits(self) -> float:
        """How many digits are printed, leading zeros aside: how unlikely it is to be right by chance."""
        return digits(self.claim)

    @property
    def own_worth(self) -> float:
        """What its own figure adds to the evidence for its leading time."""
        return self.digits / max(1, sum(each.holds for each in self.tried)) if self.leading.holds else 0.0


@dataclass(slots=True)
class Evidence:
    """What was found at one place (a sentence, a paragraph, the article): digits that hold, by the days they hold for.

    `periods` is by both ends, `things` by symbol and both ends; `others` and `days` (the close alone) leave out what
    has the time by its own words, which are not its neighbours'; `failed` counts the claims that hold under none of
    their times, `held` those that do.
    """

    days: dict[date, float] = field(default_factory=lambda: defaultdict(float))
    periods: dict[Days, float] = field(default_factory=lambda: defaultdict(float))
    others: dict[Days, float] = field(default_factory=lambda: defaultdict(float))
    things: dict[tuple[str | None, Days], float] = field(default_factory=lambda: defaultdict(float))
    failed: int = 0
    held: int = 0


def digits(claim: Claim) -> float:
    """Printed digits of a claim's figure, at most FULL; a level has one less to say: a day moves its last ones."""
    return min(max(shown(claim) - (claim.metric in LEVELS), 0), FULL)


def shown(claim: Claim) -> int:
    """How many digits are printed, leading zeros aside."""
    if claim.low is None:
        return 0
    if claim.ulp:  # JSON keeps no zeros at the end
        return len(str(int(abs(claim.low) / claim.ulp)).lstrip("0"))
    return len(str(abs(claim.low)).replace(".", "").lstrip("0").split("E")[0])


EMPTY = Scene()
SAYING = frozenset({TimeSource.OWN, TimeSource.SENTENCE, TimeSource.BEFORE})


def without_borrowed_defaults(claims: Sequence[Claim], scene: Scene) -> list[Claim]:
    """The claims; where a partner has no words for its time either, it is by default to both."""
    said = {(sentence_of(c)[0], t.from_, t.to) for c in claims for t in c.times if t.source in SAYING}
    found = []
    for claim in claims:
        if claim.times and claim.times[0].source is TimeSource.PARTNER and is_day(claim):
            time, (start, end) = claim.times[0], sentence_of(claim)
            if (start, time.from_, time.to) not in said and not scene.names_time(start, end, (time.from_, time.to)):
                claim = replace(claim, times=(replace(time, source=TimeSource.DEFAULT), *claim.times[1:]))
        found.append(claim)
    return found


class Solver:
    """The claims of one article under the times that are open to them. `ask` computes one claim by the rules."""

    def __init__(
        self, claims: Sequence[Claim], market: Market, ask: Checker, published: Published | None, scene: Scene = EMPTY
    ) -> None:
        """`claims` are those to check, in the article's order."""
        self.market, self.ask, self.published, self.scene = market, ask, published, scene
        self.things: dict[tuple[int, int], list[str]] = {}
        self.tells_moments = any(tells_moment(claim) for claim in claims)
        self.cases = [self.case_of(claim) for claim in without_borrowed_defaults(claims, scene)]
        self.evidence: dict[Place, Evidence] = defaultdict(Evidence)
        for case in self.cases:
            self.collect(case, 1)
        for case in self.cases:
            self.weigh(case)

    # --- trying -------------------------------------------------------------------------------------------------------
    def case_of(self, claim: Claim) -> Case:
        """The claim under all its times."""
        info = self.info_of(claim)
        closes: tuple[Session, ...] = ()
        if info is not None and self.published is not None:
            closes = sessions(self.published, self.market.calendar(info.symbol), info)
        places = places_of(claim)
        found = hypotheses(claim, self.published, closes) if info is not None else []
        if info is None or not found:  # as the rules find it
            only = Hypothesis(claim, TimeSource.DEFAULT, None, "as it stands", 1.0)
            return Case(claim, info, closes, [Tried(only, self.ask(claim, self.market))], places=places)
        case = Case(claim, info, closes, [], gave_up=len(found) > MOST, places=places, of_a_moment=self.of_a_moment)
        case.fresh = self.is_fresh(info, closes)
        case.tried = [self.try_one(case, each) for each in found[:MOST]]
        return case

    def try_one(self, case: Case, hypothesis: Hypothesis) -> Tried:
        """One hypothesis by the rules; two of the same thing and days are one claim, whatever led to them."""
        claim = hypothesis.claim
        key = (claim.symbol, claim.period_from, claim.period_to)
        if (check := case.checks.get(key)) is None:
            check = case.checks[key] = self.ask(claim, self.market)
        return Tried(hypothesis, check)

    def of_thing(self, case: Case, symbol: str) -> Tried:
        """The leading time of a case, of another thing."""
        leading = case.leading.hypothesis
        return self.try_one(case, changed(leading, claim=changed(leading.claim, symbol=symbol)))

    def others(self, claim: Claim, low: int, high: int) -> list[str]:
        """Other instruments that [low, high) names and the market has."""
        if (low, high) not in self.things:
            named = [e.symbol for e in self.scene.among("entities", low, high) if isinstance(e, Entity) and e.symbol]
            self.things[low, high] = [s for s in dict.fromkeys(named) if self.market.info(s) is not None]
        return [each for each in self.things[low, high] if each != claim.symbol][:MOST]

    def is_fresh(self, info: SeriesInfo, closes: tuple[Session, ...]) -> bool:
        """Whether the article appeared within hours of the last close."""
        if self.published is None or self.published.instant is None or info.kind in AROUND_THE_CLOCK - SETTLED:
            return False
        return self.published.instant - self.market.calendar(info.symbol).close(closes[0].day) < FRESH

    def is_established(self, case: Case) -> bool:
        """Whether words, the hour of publication or right neighbours fix the leading time of a claim."""
        hypothesis = case.leading.hypothesis
        if hypothesis.source is not TimeSource.DEFAULT or case.claim.day_stated or case.fresh:
            return True
        now = case.claim.metric in FROM_EXTREMES and case.claim.record  # how far from its record a thing stands
        if case.leading.check.code == "never-reached" or now:
            return True  # whatever day is meant
        return self.is_pinned(case, *NEARNESS)

    def is_pinned(self, case: Case, *kinds: str) -> bool:
        """Whether right figures beside the claim, in the sentence or paragraph (or `kinds`), have its time."""
        days, own = days_of(case.leading), case.own_worth
        near = [place for place in case.places if place[0] in (kinds or ("sentence", "paragraph"))]
        return any(self.evidence[place].periods.get(days, 0.0) - own >= PINS for place in near)

    def has_partner(self, case: Case) -> bool:
        """Whether another figure of the sentence is right for the same thing at the leading time."""
        thing, own = (case.leading.hypothesis.claim.symbol, days_of(case.leading)), case.own_worth
        near = [place for place in case.places if place[0] == "sentence"]
        return any(self.evidence[place].things.get(thing, 0.0) - own >= FEW for place in near)

    def info_of(self, claim: Claim) -> SeriesInfo | None:
        """What the market knows of the claim's instrument."""
        return None if claim.symbol is None else self.market.info(claim.symbol)

    def of_a_moment(self, case: Case) -> bool:
        """Whether the figure lies within what the session that ran at publication reached."""
        claim = case.claim
        if claim.metric not in FIGURES or claim.symbol is None or not is_day(claim):
            return False
        live = [each.day for each in case.closes if each.name == "running"]
        if self.published is not None and self.published.instant is None:
            live = [each.day for each in case.closes if each.name == "same day"]
        return any(could_have_stood(claim, self.market, day) for day in live)

    def near(self, case: Case) -> list[Case]:
        """The cases of the claim's sentence, itself among them."""
        return [self.cases[place] for place in self.by_sentence[sentence_of(case.claim)[0]]]

    @functools.cached_property
    def by_sentence(self) -> dict[int, list[int]]:
        """Places of cases by where their sentences begin."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, case in enumerate(self.cases):
            found[sentence_of(case.claim)[0]].append(place)
        return found

    @functools.cached_property
    def levels(self) -> list[tuple[int, float]]:
        """The levels that are claimed, by their places."""
        claims = [each.claim for each in self.cases]
        return sorted((each.start, float(each.low)) for each in claims if each.metric in LEVELS and each.low)

    # --- weighing -----------------------------------------------------------------------------------------------------
    def collect(self, case: Case, sign: int) -> None:
        """Add (or take away) what a case tells of the times about it."""
        if case.claim.metric not in FIGURES or is_given_back(case.claim):
            return
        holding = [each for each in case.tried if each.holds]
        worth = sign * case.digits / max(1, len(holding))
        verdicts = {each.check.verdict for each in case.tried}
        for place in case.places:
            found = self.evidence[place]
            if not verdicts.isdisjoint(HOLD):
                found.held += sign
            elif Verdict.CONTRADICTED in verdicts:
                found.failed += sign
            for each in holding:
                if each.check.code == "source-tolerance":
                    continue  # what holds by what sources differ by pins nothing
                claim, own = each.hypothesis.claim, each.hypothesis.source is TimeSource.OWN
                days = (claim.period_from, claim.period_to)
                if each.hypothesis.day is not None and not own:
                    found.days[each.hypothesis.day] += worth
                found.periods[days] += worth
                found.others[days] += 0.0 if own else worth
                found.things[claim.symbol, days] += worth

    def weigh(self, case: Case) -> None:
        """How likely each time of a case is by the words and the other claims."""
        self.collect(case, -1)
        scores = [math.log(each.hypothesis.prior) + self.lean(case, each.hypothesis) for each in case.tried]
        most = max(scores)
        parts = [math.exp(score - most) for score in scores]
        for each, part in zip(case.tried, parts, strict=True):
            each.weight = part / sum(parts)
        case.leading = max(case.tried, key=attrgetter("weight"))
        self.collect(case, 1)

    def lean(self, case: Case, hypothesis: Hypothesis) -> float:
        """What the figures about a claim say for one of its times."""
        days = (hypothesis.claim.period_from, hypothesis.claim.period_to)
        return sum(
            NEARNESS[kind] * DIGIT * min(FULL, max(self.evidence[kind, at].others[days], self.by_day(kind, at, days)))
            for kind, at in case.places
        )

    def by_day(self, kind: str, at: int, days: Days) -> float:
        """Figures of other periods that end with the same close tell of the close, half as much of the period."""
        if days[1] is None:
            return 0.0
        return 0.5 * self.evidence[kind, at].days[days[1] - DAY]


def days_of(tried: Tried) -> Days:
    """The days of a time that was tried."""
    return tried.hypothesis.claim.period_from, tried.hypothesis.claim.period_to


def is_given_back(claim: Claim) -> bool:
    """Whether a figure is of a move within the day that did not last: it tells of no close."""
    return claim.said.moment is not None and claim.said.moment.value in ("earlier", "pared")


FRESH = timedelta(hours=9)
SETTLED = {Kind.COMMODITY_FUTURE, Kind.YIELD}  # run around the clock, but have a settlement that news is about
FEW = 2  # of fewer digits nothing is looked for
PINS = 3  # a figure of so many digits is rarely true of another time by accident


def sentence_of(claim: Claim) -> tuple[int, int]:
    """The places of a claim's sentence, its own clause where that is not known."""
    said = claim.said.sentence
    return (said.start, said.end) if said is not None else (claim.start, claim.end)


def places_of(claim: Claim) -> tuple[Place, ...]:
    """Where a claim stands: its sentence, its paragraph, the article."""
    said = claim.said
    found: list[Place] = []
    if said.sentence is not None:
        found.append(("sentence", said.sentence.start))
    if said.paragraph is not None:
        found.append(("paragraph", said.paragraph.start))
    return (*found, ("article", 0))
