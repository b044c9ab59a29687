"""Which of a sentence's periods a claim is for.

A figure takes the period of its own words first ("gained 16.8% so far this year"), then that of the figure whose verb
it shares, then one that stands before the sentence ("Last year the Dow ..."), then the day that the sentence names,
then the last close. Periods that bound a superlative, date an extreme ("its Jan. 26 record") or name a contract ("for
May delivery") are nobody's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tapecheck.nlp.claims.clauses import clause_start, enclosed
from tapecheck.nlp.claims.dated import dates_extreme, extreme_period, names_contract, names_session, session_of
from tapecheck.nlp.claims.modality import load_cues
from tapecheck.nlp.claims.scene import CHANGES, Draft, Scene
from tapecheck.nlp.claims.spans import stated_span
from tapecheck.nlp.claims.stretches import THE_DAY, THE_STRETCH, is_present, open_to, taken_over
from tapecheck.nlp.claims.times import DAY, NEVER, Clock, When, is_day, look_back_day
from tapecheck.schema import Direction, Metric, Period, PeriodKind

DAILY = (
    Metric.CLOSE,
    Metric.OPEN,
    Metric.INTRADAY_HIGH,
    Metric.INTRADAY_LOW,
    Metric.LEVEL,
    Metric.YIELD_LEVEL,
    Metric.FIRST_SINCE,
    Metric.MOVING_AVERAGE,
    Metric.MARKET_CAP,
)
YEAR = re.compile(r"\d{4}")
COMPARED = ("compared with", "compared to", "versus", "vs", "vs.", "against", "relative to")
COUNTED = re.compile(  # "for the 12th time in 13 sessions" counts them
    r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|\w+th)\s+(?:time|decline|loss|gain|drop|rise|fall|advance)\s+(?:in|over)\s+"
    r"(?:the\s+(?:past|last)\s+)?$",
    re.IGNORECASE,
)
EVENTS = frozenset(
    [
        "report",
        "meeting",
        "decision",
        "data",
        "statement",
        "election",
        "vote",
        "speech",
        "announcement",
        "news",
        "results",
    ]
)
AFTERMATH = re.compile(
    r"^\s*(?:since\s+(?!\w+ing\b|it\b|its\b|reach|hit)|in\s+the\s+(?:wake|aftermath)\s+of\b|in\s+the\s+days\s+since\b)[^,;]*$",
    re.IGNORECASE,
)
TO_DATE = re.compile(r"to[\s-]date|ytd|so far|this year", re.IGNORECASE)
THE_UNIT = re.compile(r"(?:the\s+)?(?:full\s+|whole\s+)?(?P<unit>month|quarter|half|year)", re.IGNORECASE)
HALF = re.compile(r"\b(?:first|second)\s+half\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A period that claims may be for, and its token."""

    at: int
    period: Period

    @property
    def day(self) -> bool:
        return is_day(self.period)


def candidates(scene: Scene) -> list[Candidate]:
    """The periods of a sentence that are some claim's time."""
    found = []
    for at, token in enumerate(scene.tokens):
        period = token.item
        if not isinstance(period, Period) or scene.marked(token) or scene.bounded(period):
            continue
        if period.from_ is None and period.kind is not PeriodKind.OPEN:
            continue
        if period.text.lower().endswith(" after"):
            continue  # "a day after gaining 2%" dates what follows by what stands before
        if COUNTED.search(scene.text[scene.start : period.start]) or session_of(scene, at):
            continue
        if period.from_ is None or dates_extreme(scene, at) or names_contract(scene, at) or names_session(scene, at):
            continue
        if of_another_event(scene, at):
            continue
        found.append(Candidate(at, period))
    return found


def of_another_event(scene: Scene, at: int) -> bool:
    """Whether a day only dates what it owns: "adding to Wednesday's gains", "built on Monday's record"."""
    tokens = scene.tokens
    after = tokens[at + 1 : at + 5]
    before = tokens[at - 1] if at else None
    if before is None or not after or not after[0].has("POSS") or before.has("FROM", "THAN", "BELOW", "ABOVE"):
        return False
    if at == 1 and (before.has("DET") or before.text == "in"):
        return False
    if any(t.has("FIG") for t in after):
        return False
    for token in after[1:]:
        if token.has("UPN", "DNN", "PEAK", "TROUGH") or token.text in EVENTS:
            return True
        if not token.has("W", "AUX"):
            break
    return False


def own_period(scene: Scene, draft: Draft, found: list[Candidate]) -> Candidate | None:
    """The period in the words of the claim: after the figure up to the next figure or conjunction, else before it."""
    tokens = scene.tokens
    spot = scene.index_of(draft.at)
    by_token = {c.at: c for c in found}
    if spot > 1 and tokens[spot - 1].has("POSS") and spot - 2 in by_token:
        return by_token[spot - 2]  # "Wednesday's 932-point gain"
    trailing = after_chain(scene, spot)
    if trailing in by_token:
        return by_token[trailing]
    for k in range(spot + 1, len(tokens)):
        token = tokens[k]
        if token.has("FIG", "STOP", "BUT", "AFTER") or token.text in ("while", "whereas", "as", "which", "when"):
            break
        if token.has("COMMA") and draft.metric is not Metric.BREADTH:
            break
        if token.has("AND") and k + 1 < len(tokens) and not tokens[k + 1].has("PER"):
            break
        if token.has("SUBJ") and draft.metric is not Metric.BREADTH and not attached(scene, k):
            break
        if k in by_token:
            return by_token[k]
    start = clause_start(scene, spot)
    if start > 1 and tokens[start - 1].has("COMMA") and (tokens[start].has("UPP", "DNP") or tokens[spot - 1].has("BY")):
        start = clause_start(scene, start - 1)
    for k in range(spot - 1, start - 1, -1):
        if k in by_token and not aside(scene, k, draft):
            if draft.metric not in CHANGES and k and tokens[k - 1].has("FROM"):
                continue  # "down 12% from Friday at 31,458"
            return by_token[k]
    return None


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
    """Whether a preposition ties the name at a token to the words before it ("against the dollar")."""
    k = at - 1
    while k >= 0 and scene.tokens[k].has("DET", "W", "POSS"):
        k -= 1
    return k >= 0 and scene.tokens[k].has("AGAINST", "IN", "OF")


def fronted(scene: Scene, found: list[Candidate], before: int) -> Candidate | None:
    """A period at the head of the sentence or after its first name, which holds for what follows."""
    for candidate in found:
        if any(token.text == ";" for token in scene.tokens[candidate.at : before]):
            continue
        if candidate.at < min(before, 4) and not scene.tokens[candidate.at - 1].has("FROM", "SUBJ"):
            return candidate
    return None


def day_of(scene: Scene, found: list[Candidate], draft: Draft) -> Candidate | None:
    """The day that the sentence names for its main clause: the first one that no "after" or "from" governs."""
    for candidate in found:
        if not candidate.day:
            continue
        lead = scene.tokens[max(0, candidate.at - 6) : candidate.at]
        if aside(scene, candidate.at, draft):
            continue
        owned = scene.tokens[candidate.at + 1 : candidate.at + 3]
        if len(owned) == 2 and owned[0].has("POSS") and owned[1].has("FIG"):
            continue  # "on top of Thursday's 0.3%"
        if candidate.at > scene.index_of(draft.at) and any(
            t.has("AFTER") or t.text == "from" or t.has("FIG") for t in lead[-3:]
        ):
            continue
        if any(t.has("AFTER") or t.text == "than" for t in lead):
            continue
        if draft.metric not in CHANGES and lead and lead[-1].has("FROM"):
            continue
        return candidate
    return None


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


def time_of(scene: Scene, clock: Clock, draft: Draft, found: list[Candidate], earlier: list[Draft]) -> When:
    """The bounds of a claim."""
    symbol = draft.subject.symbol
    closed = any(token.has("CLOSEV") for token in scene.tokens)
    if draft.metric in (Metric.OFF_HIGH, Metric.OFF_LOW):
        return from_extreme(scene, clock, draft, found, closed=closed)
    based = base_period(scene, clock, draft, found)
    if based is not None:
        return based
    spot = scene.index_of(draft.at)
    spanned = stated_span(scene, clock, draft, [c.period for c in found], closed=closed)
    if spanned is not None:
        return spanned
    everything, found = found, [c for c in found if not enclosed(scene, c.at, spot)]
    own = retold(scene, in_that_year(scene, own_period(scene, draft, found), found), spot)
    daily = draft.metric in DAILY
    if draft.metric is Metric.SHORT_PROFIT and own is None and scene.memory.profit is not None and contrasted(scene):
        return scene.memory.profit
    if draft.metric is Metric.FUNDAMENTAL:
        before = earlier[-1] if earlier and earlier[-1].metric is Metric.FUNDAMENTAL else None
        return fundamental_time(own, before if draft.direction is not None else None)
    if draft.metric in (Metric.FUND_FLOW, Metric.SHORT_PROFIT) and own is not None and not own.day:
        return clock.up_to_now(own.period)
    if draft.metric is Metric.FUND_FLOW and own is None and day_of(scene, found, draft) is None:
        return NEVER
    if own is not None and draft.metric is Metric.OPEN and not own.day and own.period.from_:
        calendar, first = clock.calendar_of(symbol), own.period.from_
        return clock.on(symbol, first if calendar.is_session(first) else calendar.next(first))
    if own is not None and own.day and draft.metric in CHANGES and AFTERMATH.search(words_between(scene, draft, own)):
        return from_event(clock, symbol, own, closed=closed)
    if (
        own is not None
        and draft.metric in CHANGES
        and (
            (compared(scene, own.at) and not possessive(scene, own.at, spot))
            or from_close(scene, spot, own)
            or since_event(scene, spot, own)
        )
    ):
        end = clock.undated(symbol, closed=closed)
        ends = own.day or own.period.text.lower().startswith(("the end", "end"))
        return When(own.period.to, end.to, end.day_stated, end.readings) if ends else NEVER
    if own is not None and (not daily or own.day):
        return until_review(scene, own.period, clock.within(symbol, own.period, closed=closed))
    if own is not None and daily and own.period.to is not None:
        last = clock.as_of(symbol, closed=closed)
        if last is None or own.period.to <= last:
            return clock.within(symbol, own.period, closed=closed)
    if own is None and draft.metric in CHANGES and (best := best_of(scene, draft)) is not None:
        return (
            NEVER
            if best == "half"
            else open_to(clock.whole(symbol, best), clock.undated(symbol, closed=closed), THE_DAY)
        )
    previous = next((d for d in reversed(earlier) if d.subject.name == draft.subject.name), None)
    shared = earlier[-1] if earlier else None
    if not daily and shared is not None and shared.when is not NEVER and inherits(scene, shared, draft):
        return shared.when
    unit = headline_unit(scene, scene.index_of(draft.at))
    if unit is not None and own is None and not daily:
        return clock.whole(symbol, unit)
    if own is None and draft.metric in CHANGES and previous is None and after_another(scene, draft):
        return clock.before(symbol, clock.undated(symbol, closed=closed))  # "A day after its 1% rally, the Dow"
    if own is None and draft.metric in CHANGES and previous is not None and previous.when.span == 1:
        earlier_day = after_another(scene, draft)
        if earlier_day is not None:
            return clock.before(symbol, previous.when) if earlier_day else NEVER
    if draft.base:
        ahead = (
            previous is not None
            and previous.metric not in CHANGES
            and load_cues().forecast.search(words_before(scene, draft))
        )
        return clock.undated(symbol, closed=closed) if ahead else base_time(clock, symbol, previous)
    if daily and previous is not None and previous.metric in CHANGES and previous.when.span == 1:
        days = tuple(r for r in previous.when.readings if r.reading != THE_STRETCH)
        return replace(previous.when, readings=days)
    held = previous is not None and not enclosed(scene, scene.index_of(previous.at), spot)
    if (
        daily
        and own is None
        and previous is not None
        and held
        and previous.metric in CHANGES
        and previous.when.to is not None
    ):
        last = clock.as_of(symbol, closed=closed)
        if last is not None and previous.when.to <= last:  # "soared 118% last week, to 28.03"
            return clock.on(symbol, previous.when.to - DAY)
    head = fronted(scene, found, scene.index_of(draft.at))
    if head is not None and (head.day or not daily):
        return clock.within(symbol, head.period, closed=closed)
    day = day_of(scene, found, draft)
    if (
        day is not None
        and draft.metric in CHANGES
        and day.at > spot
        and AFTERMATH.search(words_between(scene, draft, day))
    ):
        return from_event(clock, symbol, day, closed=closed)
    if day is not None:
        return clock.within(symbol, day.period, closed=closed)
    longer = [c for c in found if not c.day and c.at < scene.index_of(draft.at)]
    if draft.nominal and longer:
        return clock.within(symbol, longer[-1].period, closed=closed)
    announced = None if daily else before_colon(scene, found, draft)
    if announced is not None:
        return clock.within(symbol, announced.period, closed=closed)
    places = [(c.at, c.period) for c in everything]
    plain = clock.undated(symbol, closed=closed)
    freq = next((m.freq for m in scene.marks if m.freq not in (None, "day")), None)
    if freq is not None and not places and draft.metric in CHANGES:  # "fell 6%, and posted their biggest weekly loss"
        plain = open_to(plain, clock.whole(symbol, freq), THE_STRETCH)
    return taken_over(scene, clock, draft, places, earlier, plain)


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


def until_review(scene: Scene, period: Period, when: When) -> When:
    """A year to date in a review of a quarter that is over ends with the quarter."""
    review = scene.memory.review
    if review is None or review.to is None or when.to is None or when.from_ is None or not TO_DATE.search(period.text):
        return when
    return replace(when, to=review.to) if when.from_ < review.to < when.to else when


def retold(scene: Scene, own: Candidate | None, spot: int) -> Candidate | None:
    """The month that "the month" takes up, where the text has spoken of one; not of what "is up" since."""
    if own is None or (unit := THE_UNIT.fullmatch(own.period.text)) is None or is_present(scene, spot):
        return own
    told = scene.memory.units.get(unit["unit"].lower())
    return replace(own, period=told) if told is not None else own


def words_between(scene: Scene, draft: Draft, day: Candidate) -> str:
    """What stands between a figure and a day after it."""
    return scene.text[draft.figure.end if draft.figure else draft.at : day.period.start]


def from_event(clock: Clock, symbol: str | None, day: Candidate, *, closed: bool) -> When:
    """From the day of an event, or the day after it, to the as-of close: "risen 3% since the decision on Tuesday"."""
    end = clock.undated(symbol, closed=closed)
    if day.period.from_ is None or end.to is None or day.period.from_ >= end.to:
        return NEVER
    return open_to(When(day.period.from_, end.to), When(day.period.to, end.to), "from the day after the event")


def words_before(scene: Scene, draft: Draft) -> str:
    """The sentence up to a figure, in small letters."""
    return scene.text[scene.start : draft.at].lower()


def after_another(scene: Scene, draft: Draft) -> bool | None:
    """Whether a change came before another of its sentence: True a day before ("a day after gaining 2%"), False unsaid

    ("rebounded 2% after falling 3%"), None for no such thing.
    """
    spot = scene.index_of(draft.at)
    for k in range(spot - 1, max(0, spot - 5), -1):
        token = scene.tokens[k]
        if token.has("PER") and token.text.endswith("day after"):
            return True
        if token.has("AFTER"):
            return scene.tokens[k - 1].text in ("day", "session")
        if not (token.has("UPV", "DNV", "HAVEV", "DET") or token.tags == {"AUX"}):
            return None
    return None


def compared(scene: Scene, at: int) -> bool:
    """Whether a day is what a change is measured from: "up 20% from a year ago", "more than on Thursday"."""
    lead = scene.tokens[max(0, at - 2) : at]
    if not lead:
        return False
    last = lead[-1]
    return last.has("FROM", "THAN") or last.text in COMPARED or (len(lead) == 2 and lead[0].has("THAN"))


def from_close(scene: Scene, spot: int, own: Candidate) -> bool:
    """Whether a day is that of the close that a change is measured from: "up 9% from the close of 27,480 on Nov. 3"."""
    after = scene.tokens[spot + 1 : own.at]
    return (
        own.day and bool(after) and after[0].has("FROM") and any(t.text in ("close", "level", "finish") for t in after)
    )


def since_event(scene: Scene, spot: int, own: Candidate) -> bool:
    """Whether a day is that of an event since which something moved: "65% since hitting a low on March 9"."""
    return own.day and any(t.text == "since" for t in scene.tokens[spot + 1 : own.at])


def contrasted(scene: Scene) -> bool:
    """Whether a sentence sets its sum against that of the sentence before: "That's in contrast to"."""
    head = scene.text[scene.start : scene.start + 50].lower()
    return head.startswith(("that", "this", "it ")) and ("contrast" in head or "compare" in head)


def in_that_year(scene: Scene, own: Candidate | None, found: list[Candidate]) -> Candidate | None:
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


def possessive(scene: Scene, at: int, spot: int) -> bool:
    """Whether a day owns the figure right after it: "more than erased Wednesday's 932-point gain"."""
    return spot == at + 2 and scene.tokens[at + 1].has("POSS")


def headline_unit(scene: Scene, spot: int) -> str | None:
    """The week, month, quarter or year that a headline ends without an article: "FTSE 100 ends week 0.2% lower"."""
    for k in range(max(0, spot - 3), spot):
        if scene.tokens[k].has("CLOSEV") and scene.tokens[k + 1].text in ("week", "month", "quarter", "year"):
            return scene.tokens[k + 1].text
    return None


def base_time(clock: Clock, symbol: str | None, change: Draft | None) -> When:
    """When the level that a daily change started from was: the session before; of a longer change, nobody knows."""
    if change is None or change.when.span != 1:
        return NEVER
    return clock.before(symbol, change.when)


def before_colon(scene: Scene, found: list[Candidate], draft: Draft) -> Candidate | None:
    """The period of the words that announce a clause: "a stunning November: the Russell 2000 rose 18.3%"."""
    spot = scene.index_of(draft.at)
    colon = next((k for k in range(spot - 1, -1, -1) if scene.tokens[k].text in (":", "FIG")), None)
    if colon is None or any(t.has("FIG") for t in scene.tokens[:colon]):
        return None
    return next((c for c in found if c.at < colon), None)


def fundamental_time(own: Candidate | None, before: Draft | None) -> When:
    """A company's or an economy's figure: its own period as it stands, else that of the figure before it.

    The year before is what it is compared with, not its time.
    """
    if own is None:
        return before.when if before is not None else NEVER
    if any(word in own.period.text.lower() for word in ("earlier", "ago", "previous", "prior")):
        return NEVER
    return When(own.period.from_, own.period.to)


def inherits(scene: Scene, shared: Draft, draft: Draft) -> bool:
    """Whether a figure has the time of the figure before it: same verb, or a verb left out, or a year that is over."""
    tokens = scene.tokens
    low, high = scene.index_of(shared.at), scene.index_of(draft.at)
    if enclosed(scene, low, high):
        return False
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


def base_period(scene: Scene, clock: Clock, draft: Draft, found: list[Candidate]) -> When | None:
    """From the end of a named period: "more than 10 percent below where it ended the previous week"."""
    spot = scene.index_of(draft.at)
    window = scene.tokens[spot + 1 : spot + 5]
    where = next((token for token in window if token.text == "where"), None)
    if where is None or not window[0].has("BELOW", "ABOVE", "FROM", "UPP", "DNP"):
        return None
    base = next((c.period for c in found if c.at > spot and c.period.to is not None), None)
    if base is None:
        return None
    end = clock.undated(draft.subject.symbol)
    return When(base.to, end.to, end.day_stated, end.readings)


def from_peak(scene: Scene, draft: Draft) -> Draft:
    """A change that the clause's head measures from an extreme: "From its Jan. 26 record the Dow has shed 8.5%"."""
    if draft.metric is not Metric.PERCENT_CHANGE or draft.direction is None or draft.unit != "percent":
        return draft
    spot = scene.index_of(draft.at)
    head = next(
        (k for k in range(min(spot, 4)) if scene.tokens[k].has("FROM") or scene.tokens[k].text == "since"), None
    )
    far = next((k for k in range(min(spot, 8)) if scene.tokens[k].text in ("far", "away", "down")), None)
    if far is not None and head is None:
        after = next((k for k in range(far, min(spot, far + 2)) if scene.tokens[k].has("FROM")), None)
        colon = any(t.text == ":" for t in scene.tokens[far:spot])
        head = after if colon else None
    if head is None or any(t.has("FIG", "PER") for t in scene.tokens[:head]):
        return draft  # "One year on from the bottom" says how long
    phrase = scene.tokens[head + 1 : head + 7]
    peak = next((k for k, t in enumerate(phrase) if t.has("PEAK", "TROUGH")), None)
    if peak is None or any(t.has("SUBJ", "FIG", "UPV", "DNV") and not t.has("DET", "PEAK") for t in phrase[:peak]):
        return draft
    high = phrase[peak].has("PEAK")
    if (draft.direction is Direction.DOWN) is not high:
        return draft
    return replace(draft, metric=Metric.OFF_HIGH if high else Metric.OFF_LOW)


def from_extreme(scene: Scene, clock: Clock, draft: Draft, found: list[Candidate], *, closed: bool) -> When:
    """From the day or month of the extreme to the as-of day; open where the text does not date it."""
    symbol = draft.subject.symbol
    period = extreme_period(scene, draft)
    if period is not None and is_day(period) and not dates_extreme(scene, scene.index_of(period.start)):
        period = None
    day = next((c for c in found if c.day and c.period is not period), None)
    end = clock.within(symbol, day.period, closed=closed) if day is not None else clock.undated(symbol, closed=closed)
    if period is None or period.from_ is None or end.to is None:
        return When(None, end.to, end.day_stated, end.readings)
    start = period.from_
    if start >= end.to and not YEAR.search(period.text):  # an extreme has been: "the record it set in March"
        start = look_back_day(start, "P1Y") or start
    return When(start, end.to, end.day_stated, end.readings)
