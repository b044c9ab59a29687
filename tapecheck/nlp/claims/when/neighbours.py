"""Times that a figure shares: of the figure whose verb it takes, of its sentence's head or day, of an announcement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.nlp.claims.clauses import enclosed
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.claims.when.dated import SINCE, bounded
from tapecheck.nlp.claims.when.own import Candidate, aside
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Metric, Period

HALF = re.compile(r"\b(?:first|second)\s+half\b", re.IGNORECASE)


def fronted(scene: Scene, found: Sequence[Candidate], before: int) -> Candidate | None:
    """A period at the head of the sentence or after its first name, which holds for what follows."""
    for candidate in found:
        if any(token.text == ";" for token in scene.tokens[candidate.at : before]):
            continue
        if candidate.at < min(before, 4) and not scene.tokens[candidate.at - 1].has("FROM", "SUBJ"):
            return candidate
    return None


def before_when(scene: Scene, spot: int) -> Period | None:
    """The period right before "when" or "in which", where that clause holds the figure."""
    tokens = scene.tokens
    for k in range(spot - 1, 0, -1):
        if tokens[k].has("FIG", "STOP", "BUT") or (tokens[k].has("COMMA") and tokens[k + 1].text != "when"):
            return None
        if tokens[k].text in ("when", "which"):
            before = k - 1
            while before > 0 and tokens[before].has("COMMA", "IN"):
                before -= 1
            item = tokens[before].item
            return item if isinstance(item, Period) else None
    return None


def day_of(scene: Scene, found: Sequence[Candidate], draft: Draft) -> Candidate | None:
    """The day that the sentence names for its main clause: the first one that no "after" or "from" governs."""
    for candidate in found:
        if not candidate.day:
            continue
        lead = scene.tokens[max(0, candidate.at - 6) : candidate.at]
        if candidate.at < scene.index_of(draft.at) and bounded(scene, candidate.at, SINCE):
            continue  # "since WTI bottomed on April 28, crude has reached"
        if aside(scene, candidate.at, draft):
            continue
        owned = scene.tokens[candidate.at + 1 : candidate.at + 3]
        if len(owned) == 2 and owned[0].has("POSS") and owned[1].has("FIG"):
            continue  # "on top of Thursday's 0.3%"
        if candidate.at > scene.index_of(draft.at) and any(
            t.has("AFTER") or t.text == "from" or t.has("FIG") for t in lead[-3:]
        ):
            continue
        if any(t.has("AFTER") or t.text == "than" for t in lead) or announces(lead):
            continue
        if draft.metric not in CHANGES and lead and lead[-1].has("FROM"):
            continue
        return candidate
    return None


def announces(lead: Sequence[Token]) -> bool:
    """Whether the words before a day say what is due then: "ahead of its earnings report Tuesday"."""
    at = next((k for k, t in enumerate(lead) if t.has("BEFORE")), None)
    return at is not None and not any(t.has("CLOSEV", "UPV", "DNV", "FIG", "COMMA") for t in lead[at + 1 :])


def before_colon(scene: Scene, found: Sequence[Candidate], draft: Draft) -> Candidate | None:
    """The period of the words that announce a clause: "a stunning November: the Russell 2000 rose 18.3%"."""
    spot = scene.index_of(draft.at)
    colon = next((k for k in range(spot - 1, -1, -1) if scene.tokens[k].text in (":", "FIG")), None)
    if colon is None or any(t.has("FIG") for t in scene.tokens[:colon]):
        return None
    return next((c for c in found if c.at < colon), None)


def headline_unit(scene: Scene, spot: int) -> str | None:
    """The week, month, quarter or year that a headline ends without an article: "FTSE 100 ends week 0.2% lower"."""
    for k in range(max(0, spot - 3), spot):
        if scene.tokens[k].has("CLOSEV") and scene.tokens[k + 1].text in ("week", "month", "quarter", "year"):
            return scene.tokens[k + 1].text
    return None


def after_another(scene: Scene, draft: Draft) -> bool | None:
    """Whether a change came before another of its sentence: True a day before ("a day after gaining 2%"), False unsaid

    ("rebounded 2% after falling 3%"), None for no such thing.
    """
    spot = scene.index_of(draft.at)
    for k in range(spot - 1, max(0, spot - 5), -1):
        token = scene.tokens[k]
        if token.has("AFTER"):
            return scene.tokens[k - 1].text in ("day", "session")
        if not (token.has("UPV", "DNV", "HAVEV", "DET") or token.tags == {"AUX"}):
            return None
    return None


def best_of(scene: Scene, draft: Draft) -> str | None:
    """The week, month, quarter or year that a superlative beside a change names: "37%, its best year since",

    "its worst week since October, down 3.3%".
    """
    spot = scene.index_of(draft.at)
    for mark in scene.marks:
        half = HALF.search(scene.text, mark.start, mark.end) is not None
        if mark.metric is not Metric.LARGEST_MOVE_SINCE or not (half or mark.freq not in (None, "day")):
            continue
        if 0 <= mark.start - draft.at <= 60:
            between = scene.tokens[spot + 1 : scene.index_of(mark.start)]
            loose = [
                t for t in between if not (t.has("COMMA", "DET", "POSS") or t.text in ("for", "in", "—", "–", ":"))
            ]
        elif 0 <= draft.at - mark.end <= 40:
            between = scene.tokens[scene.index_of(mark.end) : spot]
            loose = [t for t in between if not t.has("COMMA", "DET", "WITH", "OF", "UPN", "DNN", "UPP", "DNP", "AUX")]
        else:
            continue
        if not loose:
            return "half" if half else mark.freq
    return None


def inherits(scene: Scene, shared: Draft, draft: Draft) -> bool:
    """Whether a figure has the time of the figure before it: same verb, or a verb left out, or a year that is over."""
    tokens = scene.tokens
    low, high = scene.index_of(shared.at), scene.index_of(draft.at)
    if enclosed(scene, low, high):
        return False
    if low > 1 and high > low + 3 and tokens[low - 1].has("POSS") and tokens[low - 2].has("PER"):
        return False  # "erased Monday's 0.7% loss to pencil in a 0.4% gain"
    between = range(low + 1, high)
    verbs = [k for k in between if tokens[k].has("UPV", "DNV", "CLOSEV", "HITV") and not noun(scene, k)]
    alike = shared.metric in (
        *CHANGES,
        Metric.FUNDAMENTAL,
        Metric.MARKET_CAP_CHANGE,
        Metric.RELATIVE_CHANGE,
        Metric.BREADTH,
    )
    if not alike:
        return False
    if draft.nominal and shared.when.span > 1:
        return True
    if shared.metric is Metric.BREADTH:
        verbs = verbs[1:]  # its own verb follows its figure
    if not verbs and draft.figure is not None:
        return not any(tokens[k].text == ";" for k in between) or not any(tokens[k].has("BE") for k in between)
    joined = any(tokens[k].has("AND", "WHILE") or tokens[k].text == ";" for k in between)
    return shared.when.span > 20 and shared.when.day_stated and joined


def noun(scene: Scene, at: int) -> bool:
    """Whether a word that may be a verb of movement is a noun here: "the 8% advance in", "its gain"."""
    tokens = scene.tokens
    if not tokens[at].has("UPN", "DNN"):
        return tokens[at].has("FIG")
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    return (before is not None and before.has("FIG", "DET", "POSS")) or (
        after is not None and after.has("IN", "OF") and after.text in ("in", "of")
    )


def contrasted(scene: Scene) -> bool:
    """Whether a sentence sets its sum against that of the sentence before: "That's in contrast to"."""
    head = scene.text[scene.start : scene.start + 50].lower()
    return head.startswith(("that", "this", "it ")) and ("contrast" in head or "compare" in head)
