"""What stands about a claim in its article: names, figures and times by their places, never their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tapecheck.schema import Claim, Document, Entity, Mention, Period, Quantity

NEAR = 400  # characters before a figure in which its thing is looked for
INSTRUMENTS = frozenset({"INDEX", "FUND", "COMMODITY", "CURRENCY", "CRYPTO", "RATE"})
NAMED = INSTRUMENTS | {"ORG"}


@dataclass(frozen=True, slots=True)
class Scene:
    """The article's findings besides its claims. Empty where a claim is checked on its own."""

    entities: Sequence[Entity] = ()
    mentions: Sequence[Mention] = ()
    quantities: Sequence[Quantity] = ()
    periods: Sequence[Period] = ()
    claimed: frozenset[int] = frozenset()  # where figures begin that some claim states
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
            frozenset(claim.quantity.start for claim in document.claims if claim.quantity),
            document.title_end,
        )

    def among(self, kind: str, low: int, high: int) -> Sequence[Entity | Mention | Quantity | Period]:
        """The findings of a kind ("entities" ...) that begin within [low, high)."""
        items: Sequence[Entity | Mention | Quantity | Period] = getattr(self, kind)
        starts = self.starts.setdefault(kind, [each.start for each in items])
        return items[bisect_left(starts, low) : bisect_left(starts, high)]


@dataclass(frozen=True, slots=True)
class Setting:
    """One claim in its scene: how far its thing is named, what stands between, which times are near."""

    distance: int | None  # characters from the name of its thing to its figure; None where it is named nowhere near
    same_sentence: bool
    between: int  # names of other things between the two
    nameless: int  # names without an instrument between the two
    unread: int  # figures of the sentence that no claim states
    other_times: int  # times in the sentence that are not the claim's
    own_time: bool  # whether a time of the sentence is the claim's
    in_title: bool


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
    others = nameless = 0
    if nearest is not None:
        start, end = min(nearest.end, at), max(nearest.start, at)
        for each in scene.among("entities", start, end):
            if isinstance(each, Entity) and each.label in NAMED and each.symbol != claim.symbol:
                others += each.symbol is not None
                nameless += each.symbol is None
    figures = [q for q in scene.among("quantities", low, high) if q.start not in scene.claimed]
    times = [p for p in scene.among("periods", low, high) if isinstance(p, Period)]
    own = [p for p in times if (p.from_, p.to) == days or (p.from_ == days[0] and p.to_date)]
    return Setting(
        distance=None if nearest is None else abs(at - nearest.end),
        same_sentence=nearest is not None and low <= nearest.start < high,
        between=others,
        nameless=nameless,
        unread=len(figures),
        other_times=len(times) - len(own),
        own_time=bool(own),
        in_title=at < scene.title_end,
    )
