"""The period in a figure's own words ("gained 16.8% so far this year"), among those of its sentence.

Periods that bound a superlative, date an extreme ("its Jan. 26 record") or name a contract ("for May delivery") are
nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tapecheck.nlp.claims.clauses import clause_start
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.claims.when.clock import is_day, unit_named
from tapecheck.nlp.claims.when.dated import dates_extreme, names_contract
from tapecheck.nlp.words.tables import patterns, word_lists
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Metric, Period, PeriodKind

RE = patterns("when.patterns")
WORDS = word_lists("when.words")

THE_UNIT = re.compile(r"(?:the\s+)?(?:full\s+|whole\s+)?(?P<unit>month|quarter|half|year)", re.IGNORECASE)
PRESENT = frozenset(["is", "are", "has", "have", "'s", "remains", "remain", "stands", "has been", "have been"])
TO_DATE = re.compile(r"to[\s-]date|ytd|so far|this (?:year|month|quarter)", re.IGNORECASE)
ONE_BEFORE = RE.one_before
YEAR = re.compile(r"\d{4}")
EVENTS = WORDS["events"]
MOMENT = re.compile(r"\b(?:trading|hours?|minutes?|seconds)\b", re.IGNORECASE)
SEVERAL = r"\s+\w+\s+(?:days|sessions|weeks|months|quarters|years)"
PRIOR = re.compile(rf"(?:the\s+)?(?:prior|previous|preceding){SEVERAL}", re.IGNORECASE)
ENDED = re.compile(r"(?:snap|end|halt|break|broke|revers|eras|paus|stop|interrupt|follow|despit|amid)")
FIRSTS = ("first", "second", "third", "fourth", "fifth", "best", "worst", "biggest", "largest", "longest", "most")
TAIL = tuple(WORDS["tail"])
ENDS_WORDS = ("while", "whereas", "as", "which", "when")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A period that claims may be for, and its token."""

    at: int
    period: Period

    @property
    def day(self) -> bool:
        return is_day(self.period)


def is_present(scene: Scene, spot: int) -> bool:
    """Whether the predicate before a token speaks of what has been so far ("is up", "has gained"), not of the past."""
    clause = scene.tokens[clause_start(scene, spot) : spot]
    return any(t.text in PRESENT and not (t.has("POSS") and owns_name(clause, k)) for k, t in enumerate(clause))


def owns_name(clause: Sequence[Token], at: int) -> bool:
    """Whether a "'s" at a place is no verb: "Germany's DAX"."""
    return at + 1 < len(clause) and clause[at + 1].has("SUBJ", "W", "NAME", "NPHEAD", "MEMBERN")


def candidates(scene: Scene) -> list[Candidate]:
    """The periods of a sentence that are some claim's time."""
    found = [c for c in scene.once(all_candidates, lambda: all_candidates(scene)) if not is_loose(scene, c)]
    return [retold(scene, c) for c in found]


def is_loose(scene: Scene, candidate: Candidate) -> bool:
    """Whether no calendar resolves a period, or it is only the end of one: "The S&P, through Thursday, rose 14.6%"."""
    through = candidate.day and candidate.at > 0 and scene.tokens[candidate.at - 1].text in ("through", "thru")
    return candidate.period.from_ is None or through or goes_on(scene, candidate.period)


def goes_on(scene: Scene, period: Period) -> bool:
    """Whether words behind a period make it another one: "the last year and a half", "five sessions since then"."""
    if RE.goes_on.match(scene.text, period.end, scene.end) or RE.part_of.search(scene.text, scene.start, period.start):
        return True
    before = [p for p in scene.periods if p.start < period.start and p.from_ is not None]
    return PRIOR.match(period.text) is not None and bool(before)  # "in 1962 ... in the prior four years"


def unresolved(scene: Scene) -> list[Candidate]:
    """Those that no calendar resolves ("fiscal 2021", "in recent weeks"); a part of a session is none."""
    found = scene.once(all_candidates, lambda: all_candidates(scene))
    loose = [c for c in found if is_loose(scene, c)]
    return [c for c in loose if not MOMENT.search(c.period.text)]


def all_candidates(scene: Scene) -> list[Candidate]:
    """The periods of a sentence but those that bound a superlative, date an extreme, name a contract or count."""
    found = []
    for at, token in enumerate(scene.tokens):
        period = token.item
        if not isinstance(period, Period) or scene.marked(token) or scene.bounded(period):
            continue
        if period.text.lower().endswith(" after"):
            continue  # "a day after gaining 2%" dates what follows by what stands before
        if RE.of_year.search(scene.text, scene.start, period.start):
            continue  # "in the worst day of 2019"
        if RE.counted.search(scene.text[scene.start : period.start]):
            continue
        if dates_extreme(scene, at) or names_contract(scene, at):
            continue
        if (
            of_another_move(scene, at, period)
            or of_another_event(scene, at)
            or bounds_first(scene, at, period)
            or takes_up_day(scene, period)
        ):
            continue
        found.append(Candidate(at, period))
    return found


def of_another_move(scene: Scene, at: int, period: Period) -> bool:
    """Whether a length is that of the movement before this one: "snapping a four-day retreat", "after a 2-day rout"."""
    if RE.length.fullmatch(period.text) is None or not (period.duration or "session" in period.text):
        return False
    lead = scene.tokens[max(0, at - 3) : at]
    return any(t.has("AFTER", "BEFORE") or ENDED.match(t.text) for t in lead)


def takes_up_day(scene: Scene, period: Period) -> bool:
    """Whether "the day" takes up one that the sentence names: "On Friday, silver was already up 4% on the day"."""
    return period.text.lower() == "the day" and any(is_day(p) and p is not period for p in scene.periods)


def bounds_first(scene: Scene, at: int, period: Period) -> bool:
    """Whether "since November" bounds a first: "rose 1.7% for its first back-to-back advance since November"."""
    if period.kind is not PeriodKind.SINCE:
        return False
    lead = scene.tokens[max(0, at - 6) : at]
    firsts = [k for k, token in enumerate(lead) if token.text in FIRSTS or token.has("FIRSTTIME")]
    return bool(firsts) and not any(token.has("FIG", "COMMA", "STOP") for token in lead[firsts[-1] :])


def of_another_event(scene: Scene, at: int) -> bool:
    """Whether a day only dates what it owns: "adding to Wednesday's gains", "built on Monday's record"."""
    tokens = scene.tokens
    after = tokens[at + 1 : at + 8]
    before = tokens[at - 1] if at else None
    if before is None or not after or not after[0].has("POSS") or before.has("FROM", "THAN", "BELOW", "ABOVE"):
        return False
    if at == 1 and (before.has("DET") or before.text == "in"):
        return False
    if any(t.has("FIG") for t in after[:4]):
        return False
    for token in after[1:]:
        if token.has("UPN", "DNN", "PEAK", "TROUGH") or token.text in EVENTS:
            return True
        if not token.has("W", "AUX", "NAME", "NPHEAD", "ECON", "FUNDN", "SUBJ"):
            break
    return False


def own_period(scene: Scene, draft: Draft, found: Sequence[Candidate]) -> Candidate | None:
    """The period in the words of the claim: after the figure up to the next figure or conjunction, else before it."""
    spot = scene.index_of(draft.at)
    by_token = {c.at: c for c in found}
    if spot > 1 and scene.tokens[spot - 1].has("POSS") and spot - 2 in by_token:
        return by_token[spot - 2]  # "Wednesday's 932-point gain"
    chained = after_chain(scene, spot)
    at = chained if chained in by_token else after_figure(scene, spot, draft, by_token)
    return by_token[at] if at is not None else before_figure(scene, spot, draft, by_token)


def after_figure(scene: Scene, spot: int, draft: Draft, by_token: Mapping[int, Candidate]) -> int | None:
    """The token of the period after a figure, before the next figure, conjunction or name."""
    tokens, counted = scene.tokens, draft.metric is Metric.BREADTH
    for k in range(spot + 1, len(tokens)):
        token = tokens[k]
        if k == spot + 1 and token.text == ")":
            continue  # "41,985.35 (+1.2%) over the past five days"
        if token.has("FIG", "STOP", "BUT", "AFTER") or token.text in ENDS_WORDS:
            return None
        if token.has("BEFORE") and draft.metric in CHANGES:
            return None  # "added 2.5% ahead of its report Tuesday"
        if token.has("COMMA") and not counted:
            return None
        apart = token.has("AND") and k + 2 < len(tokens)  # "at 4,862.31 and 2015 at 4,677.14"
        if apart and (not tokens[k + 1].has("PER") or tokens[k + 2].has("AT")):
            return None
        if token.has("SUBJ") and not token.has("DET") and not counted and not attached(scene, k):
            return None
        if k in by_token:
            return k
    return None


def before_figure(scene: Scene, spot: int, draft: Draft, by_token: Mapping[int, Candidate]) -> Candidate | None:
    """The period before a figure in its clause."""
    tokens = scene.tokens
    start = clause_start(scene, spot)
    if start > 1 and tokens[start - 1].has("COMMA") and (tokens[start].has("UPP", "DNP") or tokens[spot - 1].has("BY")):
        start = clause_start(scene, start - 1)
        if start and tokens[start - 1].has("AFTER"):
            return None  # "rose after strong earnings late Thursday, pushing the index up by 1.5%"
    for k in range(spot - 1, start - 1, -1):
        if k in by_token and not aside(scene, k, draft):
            if k == start and k and tokens[k - 1].has("FIG") and any(t.has("BE", "UPV", "DNV") for t in tokens[k:spot]):
                return None  # "down 4.5 percent yesterday was up 3.95 percent"
            if draft.metric not in CHANGES and k and tokens[k - 1].has("FROM"):
                continue  # "down 12% from Friday at 31,458"
            return by_token[k]
    return None


def shared_tail(scene: Scene, draft: Draft, found: Sequence[Candidate]) -> Candidate | None:
    """The period behind a run of figures, which is of all of them: "fell 0.3% to 4,451.14 on Thursday",

    "rose 1%, 2% and 3% respectively last week".
    """
    spot = scene.index_of(draft.at)
    by_token = {c.at: c for c in found}
    words, figures = 0, 0
    for k in range(spot + 1, min(len(scene.tokens), spot + 24)):
        token = scene.tokens[k]
        if k in by_token:
            led = not scene.tokens[k - 1].has("FROM", "OF", "COMMA")
            return by_token[k] if led and (figures or set_off(scene, k)) else None
        if token.has("FIG"):
            if scene.tokens[k - 1].has("UPP", "DNP") and scene.tokens[spot - 1].has("UPP", "DNP"):
                return None  # "(down 0.2%, up 4.4% since Jan. 1)"
            figures, words = figures + 1, 0
        elif token.text == "(" and figures_in_bracket(scene, k):
            return None  # "1.7% to 30,183.78 (down 16.94% this year)"
        elif token.has(*TAIL) or token.text in ("(", ")", "/"):
            continue
        elif token.has("W", "NPHEAD") and not token.text.endswith(("ed", "ing")) and words < 2:
            words += 1  # "a barrel"
        else:
            return None
    return None


def figures_in_bracket(scene: Scene, at: int) -> bool:
    """Whether the bracket that opens at a token holds a figure and a period of its own."""
    close = next((k for k in range(at, min(len(scene.tokens), at + 12)) if scene.tokens[k].text == ")"), at)
    inner = scene.tokens[at + 1 : close]
    return any(t.has("FIG") for t in inner) and any(t.has("PER") for t in inner)


def set_off(scene: Scene, at: int) -> bool:
    """Whether a period stands between commas at its clause's end: "closed at $609.99, down 2.72%, on Thursday"."""
    tokens = scene.tokens
    ends = at + 1 >= len(tokens) or tokens[at + 1].has("COMMA", "STOP", "AND", "BUT")
    return ends and at > 1 and tokens[at - 1].has("IN") and tokens[at - 2].has("COMMA")


def after_chain(scene: Scene, spot: int) -> int:
    """The token of a period set off after a figure and its twin: "1.5 per cent, or 118 points, this week"."""
    tokens, k = scene.tokens, spot + 1
    twin = k + 1 if k < len(tokens) and tokens[k].has("COMMA") else k
    if twin + 1 < len(tokens) and tokens[twin].has("OR") and tokens[twin + 1].has("FIG"):
        k = twin + 2
    if k + 1 >= len(tokens) or not tokens[k].has("COMMA") or not tokens[k + 1].has("PER"):
        return -1
    ends = k + 2 >= len(tokens) or tokens[k + 2].has("COMMA", "STOP", "AND", "BUT")
    return k + 1 if ends else -1


def attached(scene: Scene, at: int) -> bool:
    """Whether a preposition ties the name at a token to the words before it ("against the dollar", "than it was")."""
    k = at - 1
    while k >= 0 and scene.tokens[k].has("DET", "W", "POSS"):
        k -= 1
    return k >= 0 and scene.tokens[k].has("AGAINST", "IN", "OF", "THAN", "BEFORE")


def aside(scene: Scene, at: int, draft: Draft) -> bool:
    """Whether a day stands in a relative clause that does not hold the claim."""
    spot = scene.index_of(draft.at)
    for k in range(at - 1, -1, -1):
        token = scene.tokens[k]
        if token.has("COMMA", "STOP"):
            return False
        if token.text in ("which", "who", "that"):
            between = scene.tokens[min(spot, at) : max(spot, at)]
            return any(t.has("COMMA") for t in between) or spot < k
    return False


def in_that_year(scene: Scene, own: Candidate | None, found: Sequence[Candidate]) -> Candidate | None:
    """A quarter or month of the year before "when": "in 1998, when the index advanced 13% in the first quarter"."""
    if own is None or own.period.from_ is None or own.period.to is None or YEAR.search(own.period.text):
        return own
    for candidate in found:
        between = scene.tokens[candidate.at + 1 : own.at]
        year = candidate.period.from_.year if candidate.period.from_ else own.period.from_.year
        if YEAR.fullmatch(candidate.period.text) and any(t.text == "when" for t in between[:2]):
            shift = year - own.period.from_.year
            first, last = own.period.from_, own.period.to
            moved = (first.replace(year=first.year + shift, day=1), last.replace(year=last.year + shift, day=1))
            return replace(own, period=replace(own.period, from_=moved[0], to=moved[1]))
    return own


def retold(scene: Scene, candidate: Candidate) -> Candidate:
    """The month that "the month" takes up, where the text has spoken of one; not of what "is up" since."""
    unit = THE_UNIT.fullmatch(candidate.period.text)
    if unit is None or is_present(scene, candidate.at):
        return candidate
    if candidate.at <= 2:  # "For the month, the Dow gained 3.2%, the S&P 500 rose 2.6% in February"
        named = (
            t.item
            for before, t in pairwise(scene.tokens)
            if before.text == "in" and isinstance(t.item, Period) and unit_named(t.item) == unit["unit"].lower()
        )
        if (period := next(named, None)) is not None:
            return replace(candidate, period=period)
    told = scene.memory.units.get(unit["unit"].lower())
    return replace(candidate, period=told) if told is not None else candidate


def owns_another(scene: Scene, at: int, spot: int) -> bool:
    """Whether a period owns another figure than the one at a token: "a 0.4% gain on top of Tuesday's 1% rebound"."""
    after = scene.tokens[at + 1 : at + 5]
    owned = next((k for k, token in enumerate(after) if token.has("FIG")), None)
    return owned is not None and after[0].has("POSS") and at + 1 + owned != spot
