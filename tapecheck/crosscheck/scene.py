"""What stands about a claim in its article: names, figures and times by their places, never their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tapecheck.schema import Claim, Document, Entity, Mention, Period, Quantity, Span, Unread

NEAR = 400  # characters before a figure in which its thing is looked for
DURATIONS = frozenset({"hours", "days", "sessions", "weeks", "months", "quarters", "years"})


@dataclass(frozen=True, slots=True)
class Scene:
    """The article's findings besides its claims. Empty where a claim is checked on its own."""

    entities: Sequence[Entity] = ()
    mentions: Sequence[Mention] = ()
    quantities: Sequence[Quantity] = ()
    periods: Sequence[Period] = ()
    unread: Sequence[Unread] = ()
    claimed: frozenset[int] = frozenset()  # where figures begin that some claim states
    used: frozenset[tuple[date | None, date | None] | str] = frozenset()  # times, and bounds, that some claim is about
    title_end: int = 0
    starts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Scene:
        """The scene of a document whose claims were found."""
        return cls(
            document.entities,
            document.mentions,
            document.quantities,
            document.periods,
            document.unread,
            frozenset(claim.quantity.start for claim in document.claims if claim.quantity),
            frozenset(used_times(document)),
            document.title_end,
        )

    def names_time(self, low: int, high: int, days: tuple[date | None, date | None]) -> bool:
        """Whether a time within [low, high) is the one of these days."""
        return any(isinstance(p, Period) and (p.from_, p.to) == days for p in self.among("periods", low, high))

    def among(self, kind: str, low: int, high: int) -> Sequence[Span]:
        """The findings of a kind ("entities" ...) that begin within [low, high)."""
        items: Sequence[Span] = getattr(self, kind)
        if kind not in self.starts:
            self.starts[kind] = [each.start for each in items]
        starts = self.starts[kind]
        return items[bisect_left(starts, low) : bisect_left(starts, high)]


def used_times(document: Document) -> Iterator[tuple[date | None, date | None] | str]:
    """The times that claims are about, and the bounds of their superlatives."""
    for claim in document.claims:
        yield claim.period_from, claim.period_to
        for time in claim.times:
            yield time.from_, time.to
        for word in (claim.since, claim.said.day and claim.said.day.value, claim.said.base and claim.said.base.value):
            if word:
                yield word


@dataclass(frozen=True, slots=True)
class Setting:
    """One claim in its scene: how far its thing is named, what stands between, which times are near."""

    distance: int | None  # characters from the name of its thing to its figure; None where it is named nowhere near
    same_sentence: bool
    unread: int  # figures of the sentence that no claim states
    other_times: int  # times in the sentence that are not the claim's
    unused_times: int  # times in the sentence that are no claim's, and durations
    own_time: bool  # whether a time of the sentence is the claim's


def setting(claim: Claim, scene: Scene, days: tuple[date | None, date | None]) -> Setting:
    """Where a claim stands; `days` is the time that leads."""
    at = claim.quantity.start if claim.quantity else claim.end
    low, high = (
        (claim.said.sentence.start, claim.said.sentence.end) if claim.said.sentence else (claim.start, claim.end)
    )
    named = [
        each
        for each in (*scene.among("entities", at - NEAR, high), *scene.among("mentions", at - NEAR, high))
        if isinstance(each, (Entity, Mention)) and each.symbol == claim.symbol and claim.symbol is not None
    ]
    before = [each for each in named if each.start < at]
    nearest = max(before, key=lambda each: each.start, default=None) or min(named, key=lambda e: e.start, default=None)
    figures = [q for q in scene.among("quantities", low, high) if q.start not in scene.claimed]
    times = [p for p in scene.among("periods", low, high) if isinstance(p, Period)]
    own = [p for p in times if (p.from_, p.to) == days or (p.from_ == days[0] and p.to_date)]
    return Setting(
        distance=None if nearest is None else abs(at - nearest.end),
        same_sentence=nearest is not None and low <= nearest.start < high,
        unread=len(figures),
        other_times=len(times) - len(own),
        unused_times=sum(not is_used(each, scene) for each in times)
        + sum(q.unit in DURATIONS for q in figures if isinstance(q, Quantity)),
        own_time=bool(own),
    )


def is_used(period: Period, scene: Scene) -> bool:
    """Whether some claim is about a time, or counts from it."""
    if (period.from_, period.to) in scene.used:
        return True
    start = None if period.from_ is None else period.from_.isoformat()
    return start is not None and any(start[:size] in scene.used for size in (4, 7, 10))
