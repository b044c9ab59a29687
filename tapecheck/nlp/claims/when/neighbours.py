"""Times that a figure shares: of the figure whose verb it takes, of its sentence's head or day, of an announcement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tapecheck.nlp.claims.clauses import contrast_of, enclosed
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.claims.when.ask import Ask
from tapecheck.nlp.claims.when.clock import DAY, NEVER, THE_DAY, THE_STRETCH, When, names_day
from tapecheck.nlp.claims.when.lookbacks import look_backs
from tapecheck.nlp.claims.when.own import Candidate, aside, is_present
from tapecheck.nlp.claims.when.units import to_date
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import Metric, Period, PeriodKind, TimeSource

BEFORE_THIS = re.compile(r"(?:the|its) (?:previous|prior|preceding|last) (?:trading )?(?:session|day)", re.IGNORECASE)


# --- the resolvers ---------------------------------------------------------------------------------------------------
def of_superlative(ask: Ask) -> When | None:
    """The week or month that a superlative beside the figure names: "its worst week since October, down 3.3%"."""
    best = best_of(ask.scene, ask.draft) if ask.own is None and ask.change else None
    if best is None:
        return None
    whole, running = ask.clock.whole(ask.symbol, best), to_date(ask.clock, ask.symbol, best, closed=ask.closed)
    if is_present(ask.scene, ask.spot):  # "has risen by almost 11%, its largest monthly increase"
        whole, running = running, whole
    likely = whole.open_to(running.told_by(TimeSource.SENTENCE), THE_STRETCH)
    return likely.open_to(ask.plain, THE_DAY)


def of_partner(ask: Ask) -> When | None:
    """The time of the figure before it, whose verb it takes."""
    bracket = in_bracket_before(ask)
    shared = bracket or (ask.earlier[-1] if ask.earlier else None)
    if ask.change and ask.own is None and contrast_of(ask.scene, ask.spot) is not None:
        if shared is None or shared.metric not in CHANGES:
            return NEVER  # "up 26% from the November lows, vs. 23% for the Dow"
        return replace(shared.when, source=TimeSource.PARTNER) if shared.when.dated else None
    if ask.daily or shared is None or not shared.when.dated:
        return None
    if bracket is None and not inherits(ask.scene, shared, ask.draft):
        return None
    when, symbol = shared.when, shared.subject.symbol
    longer = ask.clock.within(symbol, whole) if (whole := year_of(ask)) is not None else NEVER
    if whole is not None and (longer.from_, longer.to) == (when.from_, when.to):
        when = ask.clock.within(ask.symbol, whole)  # markets end a year on different days
    return replace(when, source=TimeSource.PARTNER)


def year_of(ask: Ask) -> Period | None:
    """The one longer period of its sentence."""
    longer = [c.period for c in ask.everything if not c.day]
    return longer[0] if len(longer) == 1 else None


def in_bracket_before(ask: Ask) -> Draft | None:
    """The figure that stands in the bracket before as this one does in its own: "(up 0.2% on Wednesday, up 8.9% this

    year) and the S&P 500 (down 0.2%, up 4.4% since Jan. 1)".
    """
    text, start = ask.scene.text, ask.scene.start
    opens = [k for k in range(start, ask.draft.at) if text[k] == "("]
    if len(opens) < 2 or ")" in text[opens[-1] : ask.draft.at]:
        return None
    inside = [[d for d in ask.earlier if low < d.at < high] for low, high in pairwise((*opens, ask.draft.at))]
    return inside[-2][len(inside[-1])] if len(inside[-1]) < len(inside[-2]) else None


def of_day_before(ask: Ask) -> When | None:
    """A change that came before another: a session earlier ("a day after its 1% rally"), or nobody knows when."""
    if ask.own is not None or not ask.change:
        return None
    previous = ask.previous
    if previous is not None and previous.when.span != 1:
        return None
    day = after_another(ask.scene, ask.draft)
    if previous is None:
        return ask.clock.before(ask.symbol, ask.plain) if day else None
    if day is None:
        return None
    return ask.clock.before(ask.symbol, previous.when) if day else NEVER


def of_day_after(ask: Ask) -> When | None:
    """The session that runs, where the sentence tells of the one before: "is up 0.9%, after easing 2.4% in the previous

    session".
    """
    before = next((c for c in ask.everything if BEFORE_THIS.fullmatch(c.period.text)), None)
    if before is None or before is ask.own or before.period.from_ is None or ask.plain.from_ != before.period.from_:
        return None
    return ask.clock.after(ask.symbol, before.period.from_)


def of_pair(ask: Ask) -> When | None:
    """A level's time is that of the change beside it: "fell 0.3% to 4,451.14", "soared 118% last week, to 28.03"."""
    previous = ask.previous
    if not ask.daily or previous is None or not previous.metric_is_change:
        return None
    if previous.when.span == 1:
        days = tuple(r for r in previous.when.readings if r.reading != THE_STRETCH)
        return replace(previous.when, readings=days, source=TimeSource.PARTNER)
    if ask.own is not None or enclosed(ask.scene, ask.scene.index_of(previous.at), ask.spot):
        return None
    if ask.draft.metric is Metric.FIRST_SINCE and previous.when.span > 1:
        return NEVER  # "up 13.7% for the period, rising above 37,000 for the first time": on some day of it
    last = ask.clock.as_of(ask.symbol, closed=ask.closed)
    if previous.when.to is None or last is None or previous.when.to > last:
        return None
    return ask.clock.on(ask.symbol, previous.when.to - DAY)


def of_head(ask: Ask) -> When | None:
    """A period at the head of the sentence, which holds for what follows."""
    head = fronted(ask.scene, [c for c in ask.found if not ask.clock.is_ahead(c.period)], ask.spot)
    if head is None or head.day or not ask.daily:
        return ask.within(head) if head is not None else None
    last = ask.clock.as_of(ask.symbol, closed=ask.closed)
    over = head.period.to is not None and last is not None and head.period.to <= last
    between = ask.scene.tokens[head.at : ask.spot]
    held = not any(token.has("BUT", "WHILE") or token.text == ";" for token in between)
    # "In the first half of January, the euro reached $1.1575"
    return ask.within(head) if over and held and not is_present(ask.scene, ask.spot) else None


def of_when_clause(ask: Ask) -> When | None:
    """The period that a clause with "when" or "in which" says more of: "in mid-March, when gold was at $1,704".

    "Since Oct. 10, when it closed at 7,533" tells of that day; since a longer period, of some day of it.
    """
    period = before_when(ask.scene, ask.spot)
    if period is None or period.from_ is None:
        return None if period is None else NEVER
    if period.kind is not PeriodKind.SINCE:
        return ask.within(Candidate(0, period))
    return ask.clock.on(ask.symbol, period.from_) if names_day(period) else NEVER


def of_day(ask: Ask) -> When | None:
    """The day that the sentence names."""
    begun = [c for c in ask.found if not ask.clock.is_ahead(c.period)]
    day = day_of(ask.scene, begun, ask.draft)
    if day is None:
        return None
    return ask.within(day)


def of_noun(ask: Ask) -> When | None:
    """The longer period before a noun of movement: "the quarter's string of records and 5% gain"."""
    longer = [c for c in ask.found if not c.day and c.at < ask.spot]
    if not ask.draft.nominal or not longer or any(t.has("CLOSEV") for t in ask.scene.tokens[longer[-1].at : ask.spot]):
        return None  # "ongoing since April and closed 1.4 percent lower"
    return ask.within(longer[-1]).open_to(ask.plain, THE_DAY)


def of_announcement(ask: Ask) -> When | None:
    """The period before a colon: "a stunning November: the Russell 2000 rose 18.3%"."""
    announced = None if ask.daily else before_colon(ask.scene, ask.found, ask.draft)
    return ask.within(announced) if announced is not None else None


# --- what stands around a figure -------------------------------------------------------------------------------------
def fronted(scene: Scene, found: Sequence[Candidate], before: int) -> Candidate | None:
    """A period at the head of the sentence or after its first name, which holds for what follows."""
    for candidate in found:
        if any(token.text == ";" for token in scene.tokens[candidate.at : before]):
            continue
        lead = scene.tokens[candidate.at - 1]
        whole = not candidate.day and " to " in candidate.period.text  # "From the end of 2021 to Friday"
        if candidate.at < min(before, 4) and not lead.has("SUBJ") and (whole or not lead.has("FROM")):
            return candidate
    return None


def before_when(scene: Scene, spot: int) -> Period | None:
    """The period right before "when" or "in which", where that clause holds the figure."""
    tokens = scene.tokens
    for k in range(spot - 1, 0, -1):
        if tokens[k].has("FIG") and any(t.has("AND") for t in tokens[k:spot]):
            continue  # "when the Dow tumbled 1,000 points and the S&P 500 slid 3%"
        if tokens[k].has("FIG", "STOP", "BUT") or (tokens[k].has("COMMA") and tokens[k + 1].text != "when"):
            return None
        if tokens[k].text in ("when", "which"):
            before = k - 1
            while before > 0 and tokens[before].has("COMMA", "IN"):
                before -= 1
            if before > 1 and tokens[before - 1].has("POSS") and tokens[before - 2].has("PER"):
                before -= 2  # "Monday's rout, when the Dow tumbled"
            item = tokens[before].item
            return item if isinstance(item, Period) else None
    return None


def day_of(scene: Scene, found: Sequence[Candidate], draft: Draft) -> Candidate | None:
    """The day that the sentence names for its main clause: the first one that no "after" or "from" governs."""
    spot = scene.index_of(draft.at)
    for candidate in found:
        if not candidate.day:
            continue
        lead = scene.tokens[max(0, candidate.at - 6) : candidate.at]
        if aside(scene, candidate.at, draft):
            continue
        if subordinate(scene, candidate.at, spot) or announces(lead):
            continue
        if candidate.at > spot and any(t.text == "from" or t.has("FIG") for t in lead[-3:]):
            continue
        return candidate
    return None


def subordinate(scene: Scene, at: int, spot: int) -> bool:
    """Whether the period at a token looks back, or stands in a contrast or a participle's clause behind the figure:

    "jumped 3% to 193, overcoming Wednesday's weakness"; "fell 3.2%, though on Friday it fell 1.2%".
    """
    if any(back.holds(at) and not back.past for back in look_backs(scene)):
        return True
    for k in range(at - 1, min(spot, at), -1):
        token = scene.tokens[k]
        if token.has("COMMA"):
            first = scene.tokens[k + 1]
            return (first.tags == {"W"} and first.text.endswith("ing")) or first.text in ("its", "their")
        if token.has("BUT") or token.text in ("though", "although", "while", ";"):
            return True
        if token.has("STOP"):
            return False
    return False


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
        if mark.metric is not Metric.LARGEST_MOVE_SINCE or mark.freq in (None, "day"):
            continue
        if absolute(scene, mark.end, spot):
            loose: list[Token] = []
        elif 0 <= mark.start - draft.at <= 60:
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
            return mark.freq
    return None


def absolute(scene: Scene, end: int, spot: int) -> bool:
    """Whether a name with a participle says how much: "its worst week since March, the Euro Stoxx 50 sliding 6.1%"."""
    between = scene.tokens[scene.index_of(end) : spot]
    words = [t for t in between if not t.has("DET")]
    shape = len(words) == 3 and words[0].has("COMMA") and words[1].has("SUBJ")
    return shape and words[2].has("UPV", "DNV") and words[2].text.endswith("ing")


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
    if tokens[at].text in ("close", "finish", "settlement") and at and tokens[at - 1].has("PER", "POSS", "DET"):
        return True  # "doubled from its March 23, 2020 close, a gain of 99.7%"
    if not tokens[at].has("UPN", "DNN"):
        return tokens[at].has("FIG")
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    return (before is not None and before.has("FIG", "DET", "POSS")) or (
        after is not None and after.has("IN", "OF") and after.text in ("in", "of")
    )
