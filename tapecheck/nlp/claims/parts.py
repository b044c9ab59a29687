"""Parts of an index in words that are no figure: "seven of every ten S&P 500 stocks fell", "the majority of them"."""

from __future__ import annotations

import re
from decimal import Decimal

from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.shapes import NUMBER, number_of
from tapecheck.nlp.claims.special import members_after
from tapecheck.nlp.claims.when.clock import Clock
from tapecheck.nlp.claims.when.own import candidates
from tapecheck.nlp.words.rows import small
from tapecheck.schema import Direction, Hedge, Label, Metric, TimeSource

PART = re.compile(
    rf"(?:(?P<hedge>about|around|roughly|some|nearly|almost|more\s+than|over|at\s+least|fewer\s+than|less\s+than)\s+)?"
    rf"(?:\b(?P<n>{NUMBER})\s+(?:out\s+)?of\s+every\s+(?P<m>{NUMBER})"
    r"|\b(?P<most>(?:the|a)\s+(?:\w+\s+)?(?:majority|minority)|most)\s+of)\s+(?:the\s+)?"
)
HEDGES = {
    **dict.fromkeys(("about", "around", "roughly", "some"), Hedge.APPROX),
    **dict.fromkeys(("nearly", "almost"), Hedge.JUST_BELOW),
    **dict.fromkeys(("more than", "over"), Hedge.MORE_THAN),
    **dict.fromkeys(("fewer than", "less than"), Hedge.LESS_THAN),
    "at least": Hedge.AT_LEAST,
}


def worded_parts(scene: Scene, clock: Clock, drafts: list[Draft]) -> list[Draft]:
    """The parts of an index's members that a sentence states in words; `drafts` are those of its figures."""
    if any(draft.metric is Metric.BREADTH for draft in drafts):
        return []
    found: list[Draft] = []
    words = small(scene.text)
    if not any(words.find(word, scene.start, scene.end) >= 0 for word in ("every", "most", "ority")):
        return found  # the words that the expression holds: it is slow to fail
    for m in PART.finditer(words, scene.start, scene.end):
        members = members_after(scene, scene.index_of(m.end()))
        share = share_of(m)
        subject = members.subject
        if share is None or members.verb is None or not members.called or members.sectors:
            continue
        if subject is None or subject.label is not Label.INDEX or not subject.known:
            continue
        period = next((c for c in reversed(candidates(scene)) if c.period.start > members.verb.start), None)
        low, hedge = share
        when = clock.within(subject.symbol, period.period) if period is not None else clock.undated(subject.symbol)
        found.append(
            Draft(
                metric=Metric.BREADTH,
                subject=subject,
                start=m.start(),
                end=period.period.end if period is not None else members.verb.end,
                direction=Direction.UP if members.verb.up or members.verb.has("BEATV") else Direction.DOWN,
                low=low,
                high=low,
                unit="percent",
                hedge=hedge,
                when=when.told_by(TimeSource.OWN if period is not None else TimeSource.DEFAULT),
                at=m.start(),
            )
        )
    return found


def share_of(m: re.Match[str]) -> tuple[Decimal, Hedge | None] | None:
    """The share in percent that the words state, with how it is bounded."""
    if m["most"]:
        return Decimal(50), Hedge.LESS_THAN if "minority" in m["most"] else Hedge.MORE_THAN
    part, whole = number_of(m["n"]), number_of(m["m"])
    if part is None or whole is None or not 0 < part < whole:
        return None
    return 100 * part / whole, HEDGES.get(" ".join((m["hedge"] or "").split()), Hedge.APPROX)
