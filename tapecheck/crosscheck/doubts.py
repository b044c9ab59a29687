"""Second thoughts on a contradiction: what the words around the figure leave open, and what pins its day.

A claim is read from a sentence; when it fails, the sentence is read again. A neighbour that states the same day's
close, and is right, pins the day: then the contradiction stands. Else the figure may be of another time that the
sentence names (a week, a day, "when it rose"), or of a period that nobody stated; then it is not contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tapecheck.crosscheck.asof import find_cutoff
from tapecheck.crosscheck.coherence import could_be_now, could_end_on, in_range
from tapecheck.crosscheck.identity import OTHER_CONTRACT, other_delivery
from tapecheck.crosscheck.readings import CLOSED, FIXING, MOMENT
from tapecheck.crosscheck.series import load
from tapecheck.crosscheck.stray import (
    BASE,
    CHANGES,
    CROSSED,
    HALF,
    IN_MONEY,
    INTRADAY,
    LEVELS,
    NOW,
    REACHED,
    WITHIN,
    WRITTEN,
    is_day,
    stray,
)
from tapecheck.crosscheck.verdicts import Undecidable, claimed_of, judge
from tapecheck.crosscheck.wording import (
    ANOTHER_MOMENT,
    BOND,
    BUSINESS,
    CONTRACT,
    CROSS,
    FROM_EXTREME,
    GENERIC,
    LEAD,
    LONGER,
    MONTHS,
    NAMED_DAY,
    ON_WEEKDAY,
    OPENING,
    PACE,
    REACHING,
    SEASON,
    SINCE,
    SPREAD,
    STATED,
    TO_DAY,
    UNIT,
    Around,
    around,
    names_period,
    other_moment,
    other_time,
    usual_periods,
)
from tapecheck.errors import MarketError
from tapecheck.reference.market import Kind, Market
from tapecheck.schema import Check, Claim, Direction, Hedge, Metric, Verdict

DAY = timedelta(days=1)
SUPERLATIVES = frozenset({Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE, Metric.LARGEST_MOVE_SINCE, Metric.FIRST_SINCE})
FROM_EXTREMES = frozenset({Metric.OFF_HIGH, Metric.OFF_LOW})
INDICES = (Kind.PRICE_INDEX, Kind.TOTAL_RETURN_INDEX)
CONTINUOUS = (Kind.FX, Kind.CRYPTO)
OPEN_HEDGES = (Hedge.LESS_THAN, Hedge.AT_MOST, Hedge.MORE_THAN, Hedge.AT_LEAST)
HOLD = (Verdict.SUPPORTED, Verdict.IMPRECISE)
FULL = 6  # so many figures that hold on one day make it the day of the whole article
PRELIMINARY = 0.0002  # an index's first close against its final one
QUARTER_PAST = 0.011  # the VIX is reckoned until 16:15, and quoted at 16:00
FAR = timedelta(days=8)
TWO_WEEKS = timedelta(days=14)
YEAR = timedelta(days=370)
TURN = 3  # on the first days of a month its news is of the one before
PINS = 4  # so many printed digits are right on one day alone
AGREEING = 3  # so many figures of one paragraph that hold on a day make it the paragraph's day
FINE = 3  # a figure of so many digits is rarely true of another period by accident

Checker = Callable[[Claim, Market], Check]


def reconsider(
    claims: Sequence[Claim], checks: Sequence[Check], text: str, market: Market, checker: Checker
) -> list[Check]:
    """The checks after second thoughts.

    Args:
        claims: all claims of one article, with the publication that they are checked by.
        checks: their checks, in any order.
        text: the article's text.
        market: where figures come from.
        checker: computes one claim once more (`apply_rules`).
    """
    by_id = {claim.id: claim for claim in claims}
    told = [(by_id[each.claim_id], each) for each in checks if each.claim_id in by_id]
    found = []
    for check in checks:
        claim = by_id.get(check.claim_id)
        if claim is None or check.verdict not in (Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE):
            found.append(check)
            continue
        thought = Thought(claim, check, around(claim, text), told, market, checker)
        found.append(thought.made_certain() if check.verdict is Verdict.NOT_CHECKABLE else thought.doubted())
    return found


@dataclass(frozen=True, slots=True)
class Thought:
    """One check that is thought over, with all that is needed for it; `told` are all claims of the article, checked."""

    claim: Claim
    check: Check
    words: Around
    told: Sequence[tuple[Claim, Check]]
    market: Market
    checker: Checker

    def again(self, **changed: object) -> Check:
        """The claim with other fields, checked once more."""
        return self.checker(replace(self.claim, **changed), self.market)  # type: ignore[arg-type]

    def not_checkable(self, reason: str) -> Check:
        """The check, withdrawn."""
        return replace(self.check, verdict=Verdict.NOT_CHECKABLE, reason=reason)

    # --- what pins the day --------------------------------------------------------------------------------------------
    @property
    def fellows(self) -> list[Claim]:
        """Right claims that are read for the same days, by the same daily figure."""
        same = [(other, each) for other, each in self.told if same_period(self.claim, other)]
        return [c for c, each in same if each.verdict is Verdict.SUPPORTED and c.metric in CHANGES | LEVELS]

    @property
    def fails_with_another(self) -> bool:
        """Whether another change of the same thing in the sentence fails too: the day was misread, not misprinted."""
        claim, words = self.claim, self.words
        return any(
            other.id != claim.id
            and each.verdict is Verdict.CONTRADICTED
            and other.symbol == claim.symbol
            and other.metric in CHANGES
            and words.start <= other.start < words.end
            for other, each in self.told
        )

    @property
    def pinned(self) -> bool:
        """Whether right figures beside the claim fix its day: the same thing's close, or three of the paragraph."""
        claim, words = self.claim, self.words
        if claim.metric not in CHANGES | LEVELS:
            return False
        for other in self.fellows:
            enough = PINS - (other.metric in LEVELS)
            if other.symbol == claim.symbol and words.start <= other.start < words.end and digits(other) >= enough:
                return True
        low, high = words.paragraph
        near = [other for other in self.fellows if low <= other.start < high and digits(other) >= 2]
        return len(near) >= AGREEING and sum(digits(other) for other in near) >= 2 * PINS

    @property
    def of_the_day(self) -> bool:
        """Whether the whole article is about the claim's day, so that a short figure without a time is the day's."""
        return len(self.fellows) >= FULL and digits(self.claim) < FINE and not self.fails_with_another

    def made_certain(self) -> Check:
        """A check that was only doubtful of its period, made certain where neighbours or the words fix that."""
        if "does not say for what period" not in (self.check.reason or ""):
            return self.check
        if other_time(self.claim, self.words) or other_moment(self.claim, self.words):
            return self.check
        if self.pinned:
            again = self.again(day_stated=True) if not self.claim.day_stated else self.check
            return again if again.verdict is Verdict.CONTRADICTED else self.check
        named = self.by_other_period()
        return named if named is not None and named.verdict in HOLD else self.check

    # --- what the words leave open ------------------------------------------------------------------------------------
    def doubted(self) -> Check:
        """A contradiction after second thoughts: as it is, true of what the sentence names, or not checkable."""
        if (reason := self.other_meaning()) is not None:
            return self.not_checkable(reason)
        attempts = [self.by_level, self.by_base, self.by_unit, self.by_preliminary, self.by_hours]
        if not self.pinned:
            attempts = [self.by_other_close, self.by_other_period, *attempts]
        for attempt in attempts:
            if (check := attempt()) is not None:
                return check
        return self.by_delivery() or self.check

    def other_meaning(self) -> str | None:
        """Words near the figure which say that it is of another time, of another thing, or of nothing at all."""
        claim, words = self.claim, self.words
        daily = claim.metric in CHANGES | LEVELS | WITHIN
        if claim.metric in CHANGES | FROM_EXTREMES and self.defines:
            return "the sentence defines a term; its figure is of no day"
        if daily and (cue := other_time(claim, words) or other_moment(claim, words)) and self.may_be_of(cue):
            return f"the words about the figure (\u201c{cue}\u201d) speak of another time; only they tell which"
        after = claim.text[claim.quantity.end - claim.start :] if claim.quantity else ""
        extreme = FROM_EXTREME.search(words.tail) or FROM_EXTREME.search(after)
        if claim.metric in CHANGES and extreme:
            return "the figure is counted from a high or low, not over the day; its day was not read"
        if (reason := stray(claim, self.lead, after + words.tail, words.sentence, late=self.is_late)) is not None:
            return reason
        if claim.metric is Metric.STREAK and (found := BUSINESS.search(words.clause)):
            return f"the run may be of what the words name (\u201c{found[0]}\u201d), not of the price"
        if claim.metric is Metric.RANK and SEASON.search(claim.text):
            return "the words rank the same season of several years; count those by hand"
        if claim.metric in SUPERLATIVES | {Metric.RANK} and self.names_other_day():
            return f"the sentence names another day than {self.check.as_of}; which one is meant is not certain"
        if claim.metric in SUPERLATIVES and REACHING.search(words.clause):
            return "the record is of the day that the words before it mean, and that was not read"
        if PACE.search(words.sentence[: max(0, claim.end - words.start)]):
            return "the sentence speaks of what would be if things stayed so"
        return self.other_thing() or (None if self.pinned else self.other_moment())

    @property
    def lead(self) -> str:
        """The words of the sentence before the figure."""
        at = self.claim.quantity.start if self.claim.quantity else self.claim.end
        return self.words.sentence[: max(0, at - self.words.start)]

    @property
    def is_late(self) -> bool:
        """Whether the claim was checked on one of the last days before publication."""
        day, as_of = published_day(self.claim), self.check.as_of
        return day is None or as_of is None or day - as_of < FAR

    @property
    def defines(self) -> bool:
        """Whether the figure stands in a definition ("a drop of 20% is called a bear market")."""
        found, words = GENERIC.search(self.words.sentence), self.words
        if found is None:
            return False
        at = (self.claim.quantity.start if self.claim.quantity else self.claim.start) - words.start
        return found.start() - LEAD <= at <= found.end() + LEAD

    def may_be_of(self, cue: str) -> bool:
        """Whether words of another time leave the figure open.

        The day's own high and low ("after touching 5,000") stand for the day, unless another day of late had them.
        """
        claim = self.claim
        extreme = claim.field in ("high", "low") or claim.metric in WITHIN
        return not extreme or cue == other_time(claim, self.words) or self.had_another_day()

    def had_another_day(self) -> bool:
        """Whether a day of the year before, or after, had the claimed high or low (of changes: of two weeks before)."""
        claim, as_of = self.claim, self.check.as_of
        info = self.market.info(claim.symbol) if claim.symbol else None
        claimed = claimed_of(claim, signed=claim.metric in CHANGES)
        if info is None or as_of is None or claimed is None or info.kind in CONTINUOUS or not is_day(claim):
            return True
        column = claim.field if claim.field in ("high", "low") else "high"
        column = "low" if claim.metric is Metric.INTRADAY_LOW else column
        change = claim.metric in CHANGES
        try:
            series = load(self.market, info.symbol, as_of - (TWO_WEEKS if change else YEAR), as_of + TWO_WEEKS)
            for row in range(1, len(series)):
                value, base = series.value(row, column), series.value(row - 1)
                if change:
                    value = 100 * (value / base - 1) if claim.unit in ("percent", "%") else value - base
                if series.day(row) != as_of and judge(value, claimed).verdict is Verdict.SUPPORTED:
                    return True
        except (MarketError, Undecidable):
            return True
        return False

    def names_other_day(self) -> bool:
        """Whether the sentence names a date before the superlative that is not the day it was checked on."""
        before = self.words.sentence[: max(0, self.claim.start - self.words.start)]
        found = re.search(rf"\b({MONTHS})[a-z]*\.? (\d{{1,2}})", SINCE.sub("", before), re.IGNORECASE)
        if found is None or self.check.as_of is None:
            return False
        return (found[1].casefold()[:3], int(found[2])) != (f"{self.check.as_of:%b}".casefold(), self.check.as_of.day)

    def other_thing(self) -> str | None:
        """Another pair, a spread, the price of a bond: what the series is not."""
        claim, words = self.claim, self.words
        info = self.market.info(claim.symbol) if claim.symbol else None
        if info is None:
            return None
        if info.kind is Kind.FX and (cross := CROSS.get(info.symbol)) and (beside := cross.search(words.sentence)):
            return f"the sentence quotes another pair too (\u201c{beside[0]}\u201d); which one is meant is not certain"
        if info.kind is Kind.COMMODITY_FUTURE and (money := IN_MONEY.search(words.clause + words.tail)):
            return f"the words (\u201c{money[0]}\u201d) tell of a price in other money than that of {info.symbol}"
        if info.kind is Kind.COMMODITY_FUTURE and self.beside_another_contract:
            return f"the level beside it may be of another contract than {info.symbol}, and so may this"
        if info.kind in (Kind.COMMODITY_FUTURE, Kind.YIELD) and (found := SPREAD.search(words.clause)):
            return f"the figure may be of a {found[0].casefold()}, not of {info.symbol} itself"
        if (
            info.kind is Kind.YIELD
            and BOND.search(claim.text)
            and not re.search(r"\byields?\b", claim.text, re.IGNORECASE)
        ):
            return "the price of a bond moves against its yield, and the words name the bond; import its price"
        return None

    @property
    def beside_another_contract(self) -> bool:
        """Whether a level of the same future in the sentence was taken for that of another contract."""
        claim, words = self.claim, self.words
        return claim.metric in CHANGES and any(
            other.symbol == claim.symbol
            and other.metric in LEVELS
            and words.start <= other.start < words.end
            and each.verdict is Verdict.NOT_CHECKABLE
            and "contract" in (each.reason or "")
            for other, each in self.told
        )

    def other_moment(self) -> str | None:
        """A moment within the day, which daily bars cannot tell."""
        claim, words = self.claim, self.words
        if claim.metric not in CHANGES | LEVELS | WITHIN | SUPERLATIVES | FROM_EXTREMES:
            return None
        now = NOW.search(words.clause if is_day(claim) else self.lead)
        if not now and (CLOSED.search(words.clause) or self.impossible):
            return None
        until = words.sentence[: max(0, claim.end - words.start)]
        moment = MOMENT.search(words.sentence) or ANOTHER_MOMENT.search(words.sentence) or OPENING.search(until)
        moment = moment or self.moment_before or (INTRADAY.match(words.tail) if claim.metric in LEVELS else None)
        if moment:
            return (
                f"the sentence speaks of a moment within the day (\u201c{moment[0]}\u201d); daily bars cannot tell it"
            )
        stated = STATED.search(words.sentence) or CLOSED.search(words.sentence)
        possible = claim.metric in FROM_EXTREMES or could_be_now(claim, self.market, claim.symbol or "")
        if (now or not stated) and self.live and possible:
            return "published while the session ran: the figure may be of that moment"
        return None

    @property
    def live(self) -> bool:
        """Whether a session of the thing ran at publication."""
        claim = self.claim
        if claim.symbol is None or "T" not in (claim.published or ""):
            return False
        try:
            return find_cutoff(claim, self.market.calendar(claim.symbol)).live is not None
        except MarketError:
            return False

    @property
    def moment_before(self) -> re.Match[str] | None:
        """The moment that the sentence before set, in the same paragraph, where this one tells of no day or close."""
        before, sentence = (BASE.sub("", each) for each in (self.words.before, self.words.sentence))
        if CLOSED.search(sentence) or STATED.search(sentence):
            return None
        last = max((found.end() for found in CLOSED.finditer(before)), default=0)
        return WRITTEN.search(before, last)

    @property
    def impossible(self) -> bool:
        """Whether no moment of the day that the text names could have shown the figure."""
        claim, as_of = self.claim, self.check.as_of
        info = self.market.info(claim.symbol) if claim.symbol else None
        if info is None or as_of is None or as_of != claim.period_from or not is_day(claim):
            return False
        if set(ON_WEEKDAY.findall(SINCE.sub("", self.words.sentence))) != {f"{as_of:%A}"}:
            return False
        if claim.metric not in CHANGES | LEVELS | WITHIN or info.kind not in (
            *INDICES,
            Kind.STOCK,
            Kind.ETF,
            Kind.YIELD,
        ):
            return False
        try:
            series = load(self.market, info.symbol, as_of - FAR, as_of + DAY)
            return series.day(len(series) - 1) == as_of and not in_range(claim, series, as_of, FIXING)
        except (MarketError, Undecidable):
            return False

    def by_other_close(self) -> Check | None:
        """The other close that a bare date leaves, for every metric."""
        claim, check = self.claim, self.check
        day = published_day(claim)
        if day is None or check.as_of is None or "T" in (claim.published or "") or claim.symbol is None:
            return None
        before = self.market.calendar(claim.symbol).previous(day)
        sentence = SINCE.sub("", self.words.sentence)
        if (named := NAMED_DAY.search(sentence)) and named[0] != f"{before:%A}":
            return None
        told = set(ON_WEEKDAY.findall(sentence))
        if told == {f"{check.as_of:%A}"} and claim.day_stated:
            return None  # a named day leaves nothing open
        if check.as_of < day and is_day(claim):
            again = self.again(published=f"{day}T23:59:59", period_from=day, period_to=day + DAY)
            return again if again.verdict in HOLD and again.as_of == day else None
        if check.as_of != day or not is_day(claim):
            return None
        again = self.again(period_from=before, period_to=before + DAY, day_stated=True, readings=())
        if again.verdict is not Verdict.SUPPORTED and not (is_near(again) and digits(claim) >= PINS):
            return None
        shared = sum(1 for _, each in self.told if each.as_of == before and each.verdict is Verdict.SUPPORTED)
        if shared >= 2:
            return replace(again, reason=f"true as of {before}, the session that the article is about")
        reason = f"true only of {before}, the other close that a bare date of publication leaves"
        return replace(again, verdict=Verdict.IMPRECISE, reason=reason)

    def by_other_period(self) -> Check | None:
        """Another period, which the sentence names or which nothing excludes."""
        if (misread := self.by_contract()) is not None:
            return misread
        for name, other in self.other_times():
            again = self.checker(other, self.market)
            named = name not in LONGER or names_period(name, self.words)
            near = again.verdict is Verdict.SUPPORTED or (
                named and again.verdict is Verdict.IMPRECISE and digits(self.claim) >= FINE
            )
            if not near and not (is_near(again) and digits(self.claim) >= PINS):
                continue
            if self.claim.hedge in OPEN_HEDGES and not is_tight(self.claim, again):
                continue
            if not named or digits(self.claim) < FINE:
                return self.not_checkable(
                    f"the text does not say for what period it is; it would be true {name}: {again.formula}"
                )
            return replace(again, reason=f"{again.reason + ', ' if again.reason else ''}{name}, as the sentence has it")
        return None

    def by_contract(self) -> Check | None:
        """A future's delivery month that was taken for the period: the day of the article instead."""
        claim, day = self.claim, published_day(self.claim)
        if day is None or claim.period_to is None or day - claim.period_to < FAR:
            return None
        named = (claim.symbol or "").endswith("=F") and CONTRACT.search(self.words.sentence)
        if not named:
            return None
        claim = replace(claim, period_from=None, period_to=None)
        again = self.checker(claim, self.market)
        if again.verdict is not Verdict.CONTRADICTED:
            return again
        return replace(self, claim=claim, check=again).by_other_close() or again

    def by_delivery(self) -> Check | None:
        """A contract that the sentence names and that is not the front month, which the series is."""
        info = self.market.info(self.claim.symbol) if self.claim.symbol else None
        if info is None or self.check.as_of is None:
            return None
        named = other_delivery(info, self.check.as_of, self.words.sentence)
        return None if named is None else self.not_checkable(OTHER_CONTRACT.format(named, info.symbol))

    def other_times(self) -> Iterator[tuple[str, Claim]]:
        """The claim for the other periods that its sentence names, or that nothing excludes, each with its name."""
        claim, check, words = self.claim, self.check, self.words
        day = published_day(claim) or check.as_of
        if claim.metric not in CHANGES | LEVELS or claim.field in ("high", "low") or day is None:
            return
        if claim.metric not in CHANGES:
            return
        counted = TO_DAY.search(claim.text) or TO_DAY.match(words.tail)
        if check.as_of is not None and check.as_of < day and counted:
            until = replace(claim, period_from=check.as_of + DAY, period_to=day + DAY, day_stated=False)
            yield f"from the close of {check.as_of} on", until
        stated = bool(STATED.search(words.sentence)) or self.pinned or self.of_the_day
        last = max(day, check.as_of) if check.as_of else day
        if "T" not in (claim.published or "") and claim.symbol and last.day <= TURN and names_month(words):
            last = self.market.calendar(claim.symbol).previous(last)  # the day after a month's end tells of that month
        for name, start in usual_periods(last).items():
            own = {each for each, pattern in LONGER.items() if pattern.search(claim.text)}
            if own and name not in own:
                continue
            named = names_period(name, words) and not STATED.search(claim.text)
            if named or (is_day(claim) and not stated):
                yield name, replace(claim, period_from=start, period_to=last + DAY, readings=(), day_stated=False)

    def by_level(self) -> Check | None:
        """A level that was read as a change or as an extreme of the day, or that was crossed on the day."""
        claim, lead = self.claim, self.lead
        if claim.metric in WITHIN and REACHED.search(lead):
            close = replace(claim, metric=Metric.CLOSE, field=None)
            again = self.checker(close, self.market)
            return again if again.verdict in HOLD else replace(self, claim=close, check=again).by_preliminary()
        if claim.metric in WITHIN and CROSSED.search(lead) and claim.hedge is None:
            high = claim.metric is Metric.INTRADAY_HIGH
            again = self.again(hedge=Hedge.AT_LEAST if high else Hedge.AT_MOST, plausible=None)
            return again if again.verdict in HOLD else None
        level = self.closing_level()
        if claim.metric is not Metric.POINT_CHANGE or level is None or claim.low is None or not is_day(claim):
            return None
        if float(claim.low) < HALF * level:
            return None
        again = self.again(metric=Metric.CLOSE, direction=None)
        if again.verdict in HOLD:
            return again
        return self.not_checkable(f"{claim.low} is no move of a day from {level:g}: a level, or of another thing")

    def by_base(self) -> Check | None:
        """A level whose day is only that of what it is compared with: "to 4.80% from Monday's 4.69%"."""
        claim, day = self.claim, published_day(self.claim)
        if claim.metric not in LEVELS or day is None or self.check.as_of is None or self.check.as_of >= day:
            return None
        after = claim.text[claim.quantity.end - claim.start :] if claim.quantity else ""
        if not TO_DAY.match(after + self.words.tail):
            return None
        again = self.again(period_from=day, period_to=day + DAY, day_stated=False)
        return again if again.verdict in HOLD else self.not_checkable("the day of the sentence is that of the base")

    def by_unit(self) -> Check | None:
        """A change without a unit ("the Dax was down 1.23"), which holds in percent."""
        claim = self.claim
        if claim.metric is not Metric.POINT_CHANGE or UNIT.search(claim.text + self.words.tail[:12]):
            return None
        again = self.again(metric=Metric.PERCENT_CHANGE, unit="percent")
        if again.verdict is not Verdict.SUPPORTED:
            return None
        return replace(again, verdict=Verdict.IMPRECISE, reason="true only in percent, which the text does not say")

    def by_preliminary(self) -> Check | None:
        """An index's close that is off by so little that it was printed before the final one."""
        claim, check = self.claim, self.check
        info = self.market.info(claim.symbol) if claim.symbol else None
        if info is None or info.kind not in INDICES or claim.low is None or not isinstance(check.computed, float):
            return None
        stated = (
            -float(claim.low) if claim.direction is Direction.DOWN and claim.metric in CHANGES else float(claim.low)
        )
        off = abs(stated - check.computed)
        if claim.symbol == "^VIX" and is_day(claim) and stated * check.computed > 0 and (level := self.closing_level()):
            scale = 100.0 if claim.metric is Metric.PERCENT_CHANGE else level
            if claim.metric in CHANGES | LEVELS and off <= QUARTER_PAST * scale:
                reason = "off by no more than the VIX moves between 16:00 and 16:15, until when it is reckoned"
                return replace(check, verdict=Verdict.IMPRECISE, reason=reason)
        if claim.metric not in LEVELS or off > PRELIMINARY * abs(check.computed):
            return None
        return replace(check, verdict=Verdict.IMPRECISE, reason="off by no more than a preliminary close may be")

    def closing_level(self) -> float | None:
        """The close of the day that was checked, as the check's chart has it."""
        chart = self.check.chart
        return chart.values[-1] if chart is not None and chart.values else None

    def by_hours(self) -> Check | None:
        """A market that never closes: a figure within the range of the days about publication is no contradiction."""
        claim = self.claim
        info = self.market.info(claim.symbol) if claim.symbol else None
        day = published_day(claim)
        if info is None or day is None or info.kind not in CONTINUOUS or CLOSED.search(self.words.sentence):
            return None
        if claim.metric in SUPERLATIVES and not STATED.search(SINCE.sub("", self.words.sentence)):
            return self.not_checkable(f"{info.symbol} never closes, and no day is named; say by which day's close")
        if claim.metric not in CHANGES | LEVELS | WITHIN:
            return None
        if not is_day(claim):
            until_now = claim.metric in CHANGES and claim.period_to is not None and claim.period_to >= day
            possible = until_now and could_end_on(claim, self.market, info.symbol, day)
            return self.not_checkable(f"{info.symbol} never closes: it may be a change until now") if possible else None
        try:
            series = load(self.market, info.symbol, day - 9 * DAY, day + 2 * DAY)
            if not any(in_range(claim, series, day + n * DAY, FIXING) for n in (0, -1)):
                return None
        except (MarketError, Undecidable):
            return None
        return self.not_checkable(
            f"within the day's range of {info.symbol}, which never closes; name the hour's source"
        )


def names_month(words: Around) -> bool:
    """Whether the sentence speaks of a month or a quarter."""
    return names_period("for the month", words) or names_period("for the quarter", words)


def is_near(check: Check) -> bool:
    """Whether a check fails by no more than the print (not by a share of the change)."""
    return check.verdict is Verdict.IMPRECISE and "5%" not in (check.reason or "")


def is_tight(claim: Claim, check: Check) -> bool:
    """Whether a bounded figure ("more than 17%") is near the computed one, not merely beyond it."""
    if claim.low is None or not isinstance(check.computed, float):
        return False
    return abs(check.computed) < 1.5 * abs(float(claim.low))


def same_period(one: Claim, other: Claim) -> bool:
    """Whether two claims are read for the same days, and by the same daily figure."""
    return (one.period_from, one.period_to, one.field) == (other.period_from, other.period_to, other.field)


def digits(claim: Claim) -> int:
    """How many digits are printed, leading zeros aside: how unlikely it is to be right by chance."""
    if claim.low is None:
        return 0
    return len(str(claim.low).replace(".", "").lstrip("-0"))


def published_day(claim: Claim) -> date | None:
    """The day of publication, or None."""
    return None if claim.published is None else date.fromisoformat(claim.published[:10])
