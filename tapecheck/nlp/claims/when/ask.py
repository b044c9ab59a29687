"""One question of time: whose it is, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tapecheck.nlp.claims.clauses import enclosed
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.when.clock import DAY, THE_STRETCH, Clock, When, either
from tapecheck.nlp.claims.when.lookbacks import hides, look_backs
from tapecheck.nlp.claims.when.own import Candidate, in_that_year, own_period, owns_another, unresolved
from tapecheck.reference.metrics import CHANGES, LEVELS, OF_A_DAY
from tapecheck.schema import Metric, TimeSource

DAILY = LEVELS | {Metric.FIRST_SINCE, Metric.MOVING_AVERAGE, Metric.MARKET_CAP, *OF_A_DAY}


@dataclass(frozen=True)
class Ask:
    """A draft that wants its time; `everything` are the periods of its sentence, `earlier` the drafts before it."""

    scene: Scene
    clock: Clock
    draft: Draft
    everything: Sequence[Candidate]
    earlier: Sequence[Draft]

    @property
    def symbol(self) -> str | None:
        return self.draft.subject.symbol

    @property
    def daily(self) -> bool:
        """Whether a figure of its metric is of one day."""
        return self.draft.metric in DAILY

    @property
    def change(self) -> bool:
        return self.draft.metric in CHANGES

    @cached_property
    def closed(self) -> bool:
        """Whether the sentence says that the session is over."""
        back = look_backs(self.scene)  # "a day after it closed at"
        return any(t.has("CLOSEV") and not any(b.holds(k) for b in back) for k, t in enumerate(self.scene.tokens))

    @cached_property
    def spot(self) -> int:
        """The token of its figure."""
        return self.scene.index_of(self.draft.at)

    @cached_property
    def found(self) -> list[Candidate]:
        """The sentence's periods but those of an aside, or of another figure, that is not its own."""
        places = [c.at for c in self.everything]
        published = self.draft.metric is Metric.FUNDAMENTAL  # "rose 0.1% from March" is of April
        return [
            c
            for c in self.everything
            if not enclosed(self.scene, c.at, self.spot)
            and not owns_another(self.scene, c.at, self.spot)
            and (published or not hides(self.scene, c.at, self.spot, places))
        ]

    @cached_property
    def own(self) -> Candidate | None:
        """The period of its own words."""
        return in_that_year(self.scene, own_period(self.scene, self.draft, self.found), self.found)

    @cached_property
    def unknown(self) -> Candidate | None:
        """The period of its own words that no calendar resolves: the nearest one, or the sentence's head."""
        loose = unresolved(self.scene)
        if not loose:
            return None
        nearest = own_period(self.scene, self.draft, sorted((*self.found, *loose), key=lambda c: c.at))
        if nearest in loose:
            return nearest
        return loose[0] if loose[0].at < min(self.spot, 4) and not self.found else None

    @cached_property
    def previous(self) -> Draft | None:
        """What the sentence said of the same subject before."""
        return next((d for d in reversed(self.earlier) if d.subject.name == self.draft.subject.name), None)

    @cached_property
    def plain(self) -> When:
        """The time that it has where no words give one."""
        return self.clock.undated(self.symbol, closed=self.closed)

    @property
    def moves(self) -> bool:
        """Whether its claim is of a movement that may be of a longer time."""
        return (self.change or self.draft.metric is Metric.RELATIVE_CHANGE) and self.draft.field is None

    @cached_property
    def undated(self) -> When:
        """The last close; the week or month of a superlative in the sentence stays open beside it."""
        freq = next((m.freq for m in self.scene.marks if m.freq not in (None, "day")), None)
        if freq is None or self.everything or not self.change:
            return self.plain
        whole = self.clock.whole(self.symbol, freq)  # "fell 6%, and posted their biggest weekly loss"
        return self.plain.open_to(whole, THE_STRETCH, TimeSource.SENTENCE)

    def before(self, when: When) -> When:
        """The session before the first day of a time; of a bare date's close, that before the other one as well."""
        days = [
            when.from_,
            *(reading.from_ for reading in when.readings if not when.day_stated),
        ]
        times = [When(day, day + DAY, when.day_stated) for day in days if day is not None]
        return either([self.clock.before(self.symbol, time) for time in times], "the session before the other close")

    def within(self, candidate: Candidate) -> When:
        """Its time in a period."""
        return self.clock.within(self.symbol, candidate.period, closed=self.closed)
