"""What a figure measures, from the frame that fits around it; links between figures of one verb.

`read_figures` goes through the figures of a sentence from left to right. Each is offered first to the readers of
special metrics (money that is not a price, shares of a whole, counts), then to the frames of the table, then it joins
the verb of the figure before it ("617.78 points, or 5.66 percent, to 10,305.77") or stands for one that is left out
("and the Nasdaq 3.2%").
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from tapecheck.nlp.claims.clauses import contrast_of, extent, extreme
from tapecheck.nlp.claims.frames import Frame, Lexicon
from tapecheck.nlp.claims.levels import (
    HIGHEST_PRICE,
    LEVEL_FRAMES,
    TAKEN,
    Spot,
    at_level,
    dated_extreme,
    from_to,
    of_average,
    read_level,
    started_from,
)
from tapecheck.nlp.claims.readers import Role, owner, way
from tapecheck.nlp.claims.scene import NOBODY, Draft, Scene, unit_of
from tapecheck.nlp.claims.signed import bracket_role, quoted_role, signed_role
from tapecheck.nlp.claims.special import read_special
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.tokens import FILLER, PLAIN, Token, match_left, match_right, name_behind
from tapecheck.nlp.claims.when.clock import is_day
from tapecheck.nlp.claims.when.paragraph import UNITS
from tapecheck.nlp.words.tables import listed, patterns
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.reference.reasons import NO_PERIOD
from tapecheck.schema import Direction, Hedge, Label, Metric, Quantity, QuantityKind

RE = patterns("claims.patterns.roles")

LINKS = frozenset(
    listed("""FIG PER COMMA OR AND BY TO AT FROM IN DET POSS ASMUCH FIRSTTIME BE OF SUBJ NAME WHILE PEAK THAN BUT BELOW
    ABOVE MOVEN""")
)


UNSAID = ("dragged", "pulled", "weighed")  # verbs that say which way only with a particle
SHORT_OF = ("off", "shy", "short")
LOOSE = ("correction", "pullback", "drawdown", "selloff", "sell-off")
ANOTHER = "another"  # the frame of a figure that is of another thing than its clause: "a 2% fall in energy shares"
RANGING = ("ranged", "ranging", "moved", "moving", "fluctuated", "fluctuating", "swung", "swinging")
EXACT = 4  # digits of a figure that was not rounded
PLACES = (Label.GPE, Label.LOC, Label.NORP)
TOLD_FOR = ("for", "on", "next to")
SECTORS = ("sector", "group", "industry", "subindex", "banks")


def read_figures(scene: Scene, lexicon: Lexicon) -> list[Draft]:
    """Drafts for the figures of one sentence, in order."""
    drafts: list[Draft] = []
    for at, token in enumerate(scene.tokens):
        if not token.has("FIG"):
            continue
        figure = token.item
        assert isinstance(figure, Quantity)
        special = read_special(scene, at, figure)
        special = day_range(scene, at, figure) if special is None else special
        if special is not None:
            drafts += special
            continue
        draft = read_one(scene, lexicon, at, figure, drafts)
        if draft is not None:
            drafts.append(draft)
    return drafts


def read_one(scene: Scene, lexicon: Lexicon, at: int, figure: Quantity, before: list[Draft]) -> Draft | None:
    """The draft for a figure that no special reader took."""
    if of_no_move(scene, at, figure):
        return None
    dated = set_then(scene, at, figure)
    if dated is not None:
        return dated
    role = (
        list_role(scene, lexicon, at, figure)
        or signed_role(scene, at, figure)
        or frame_role(scene, lexicon, at, figure)
        or bracket_role(scene, at, figure)
        or link_role(scene, at, figure)
        or quoted_role(scene, at, figure)
    )
    if role is None or role.frame == ANOTHER:
        return None
    subject = contrasted(scene, at) or role.subject or possessor(scene, at) or for_name(scene, at)
    subject = subject or (taken_off(scene, at) if figure.kind is QuantityKind.PERCENT else None) or scene.subjects[at]
    if subject is not None and subject.policy:
        return None
    loose = role.frame == "change" and any(t.text in LOOSE for t in scene.tokens[at + 1 : at + 3])
    if loose and not any(t.has("SUBJ") for t in scene.tokens):
        subject = Subject("the market", None, None)  # "a 10% pullback is overdue"
    elif subject is None:
        subject = scene.memory.main() if scene.anaphoric(at) else None
    return make(scene, at, figure, replace(role, subject=subject or NOBODY), before)


def day_range(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Low and high of a session from a range in which something traded: "trading between $1,716.00 and $1,736.50"."""
    subject = scene.subjects[at]
    if figure.kind not in (QuantityKind.MONEY, QuantityKind.INDEX_POINTS) or figure.low == figure.high or at < 2:
        return None
    lead = scene.tokens[max(0, at - 3) : at]
    traded = any(t.text in RANGING for t in lead) or (lead[-1].has("BETWEEN") and any(t.has("TRADEW") for t in lead))
    exact = len(figure.low.normalize().as_tuple().digits) >= EXACT and figure.high < 2 * figure.low
    if not traded or not exact or subject is None or not subject.known or scene.topics[at]:
        return None
    role = Role("at", None, subject, at - 2, at + 1)
    low, high = (draft(scene, at, figure, role, subject, m) for m in (Metric.INTRADAY_LOW, Metric.INTRADAY_HIGH))
    return [replace(low, high=figure.low, field="low"), replace(high, low=figure.high, field="high")]


def of_no_move(scene: Scene, at: int, figure: Quantity) -> bool:
    """Whether a figure is a part ("3 out of 4 indexes"), of "the 600", a line of chartists or a gap between yields."""
    after = scene.tokens[at + 1 : at + 7]
    if [t.text for t in after[:2]] == ["for", "the"] and after[2:] and after[2].text[:3].isdigit():
        return True
    if figure.kind in (QuantityKind.MONEY, QuantityKind.INDEX_POINTS) and after and after[0].text in SHORT_OF:
        return any(t.has("PEAK", "TROUGH") for t in after[1:5]) or of_index(scene, at)  # "$2 off a 52-week low"
    if figure.kind is QuantityKind.PERCENTAGE_POINTS and after and after[0].has("ABOVE", "BELOW"):
        return any(t.has("RATE", "YIELDN") for t in after)  # "30 basis points above the 10-year rate"
    if figure.kind is not QuantityKind.PERCENT or at + 1 >= len(scene.tokens):
        return False
    undone = after[0].has("OF") and any(t.has("UPN", "DNN") for t in after)  # "clawed back half of its loss"
    part = RE.percent.search(figure.text) is None and (after[0].has("W", "MEMBERN", "NPHEAD") or undone)
    return part or after[0].text in ("retracement", "retracements", "fibonacci", "market share", "share of the market")


def taken_off(scene: Scene, at: int) -> Subject | None:
    """The name that a figure is taken off: "took 16.2% off the price of bitcoin and 57% off that of solana"."""
    tokens, spot = scene.tokens, at + 2
    while spot < len(tokens) and (tokens[spot].has("DET", "NPHEAD", "OF") or tokens[spot].text == "that"):
        spot += 1
    off = spot < len(tokens) and tokens[at + 1].text == "off"
    return owner(scene, spot) if off and tokens[spot].has("SUBJ") else None


def of_index(scene: Scene, at: int) -> bool:
    """Whether another takes a figure off an index: "Boeing cut 116 points off the Dow" is a part of its move."""
    subject, index = scene.subjects[at], taken_off(scene, at)
    return subject is not None and subject.label is Label.ORG and index is not None and index.label is Label.INDEX


def list_role(scene: Scene, lexicon: Lexicon, at: int, figure: Quantity) -> Role | None:
    """A level of a list by its first ("closed at 34,500, 4,457.49 and 13,761.53, respectively"), a change by its last

    ("ended 5.5% and 8.7% lower, respectively").
    """
    first = scene.partners.get(at, at)
    last = max((k for k, lead in scene.partners.items() if lead == first), default=at)
    other = last if first == at else first
    lead = scene.tokens[other].item
    if other == at or not isinstance(lead, Quantity) or lead.kind is not figure.kind:
        return None
    role = frame_role(scene, lexicon, other, lead)
    fits = role is not None and (role.frame == "change" or (first != at and role.frame in LEVEL_FRAMES))
    return replace(role, first=at, last=at + 1) if role is not None and fits else None


def frame_role(scene: Scene, lexicon: Lexicon, at: int, figure: Quantity) -> Role | None:
    """The first frame of the table that fits around the figure at `at`."""
    for frame in lexicon.frames:
        if figure.kind.value not in frame.kinds:
            continue
        first = match_left(frame.left, scene.tokens, at)
        if first is None:
            continue
        last = match_right(frame.right, scene.tokens, at + 1)
        if last is None:
            continue
        role = fill(scene, frame, at, first, last)
        if role is not None and frame.direction == "right" and frame.subject is None:
            role = of_another(scene, role)
            if role.frame == ANOTHER:
                return role
        if role is not None and sensible(scene, role, at, figure):
            return role
    return None


def fill(scene: Scene, frame: Frame, at: int, first: int, last: int) -> Role | None:
    """A matched frame with its direction, its governing verb and the subject it names."""
    left, right = range(at - 1, first - 1, -1), range(at + 1, last)
    fixed = {"up": Direction.UP, "down": Direction.DOWN}
    direction: Direction | None
    verb: int | None = None
    if frame.direction in fixed:
        direction = fixed[frame.direction]
    elif frame.direction:
        span = left if frame.direction == "left" else right
        nouns = (k for k in span if scene.tokens[k].has("UPN", "DNN"))
        verb = next(nouns, next((k for k in span if way(scene.tokens[k])), None))
        direction = way(scene.tokens[verb]) if verb is not None else None
        if direction is None:
            return None
    else:
        verb = first if scene.tokens[first].has("TRADEW", "TRADEV") else governor(scene, first)
        direction = way(scene.tokens[verb]) if verb is not None else None
    named = None
    if frame.subject == "right":
        spot = next((k for k in right if scene.tokens[k].has("SUBJ")), None)
        if spot is not None and owns_figure(scene, spot):
            return None
        named = owner(scene, spot)
        last = spot + 1 if spot is not None else last
    return Role(frame.metric, direction, named, first, last, frame.base, verb)


def owns_figure(scene: Scene, spot: int) -> bool:
    """Whether a name only owns what moved: "a 30% rise in its cash earnings", "a drop in Apple's sales"."""
    rest = scene.tokens[spot + 1 : spot + 6]
    own = scene.tokens[spot].has("DET") or (bool(rest) and rest[0].has("POSS"))
    noun = next((t for t in rest if not t.has("POSS", "PER", "W")), None)
    return own and noun is not None and noun.has("FUNDN", "ECON")


def of_another(scene: Scene, role: Role) -> Role:
    """A noun of movement that goes on "in agriculture" or "in the jobless rate" speaks of that alone."""
    tokens, k = scene.tokens, role.last
    if k + 1 >= len(tokens) or tokens[k].text not in ("in", "of", "for") or not tokens[k - 1].has("UPN", "DNN"):
        return role
    phrase: list[Token] = []
    for token in tokens[k + 1 : k + 7]:
        if token.has("COMMA", "STOP", "FIG", "AND", "BUT", "TO", "IN", "OF", "BE"):
            break
        if token.has("PER") and any(not t.has("DET") for t in phrase):
            break
        phrase.append(token)
    words = [token for token in phrase if not token.has("DET", "PER")]
    if any(token.has("FUNDN", "ECON") for token in words):
        return replace(role, subject=Subject(scene.text[words[0].start : words[-1].end], None, None))
    coded = len(phrase) > 1 and phrase[1].text == "(" and phrase[1].tags == FILLER
    if words and words[0].has("NAME") and (coded or getattr(words[0].item, "label", Label.GPE) not in PLACES):
        return replace(role, frame=ANOTHER)  # "last week's 7.4% gain in Health Insurance Innovations"
    if (
        not words
        or words[0].has("NAME", "SUBJ", "CAPN")
        or words[0].text in ("value", "trading", "trade", "price", "prices", "points")
    ):
        return role
    if tokens[k].text == "for" and not (words[-1].has("MEMBERN") or words[-1].text in SECTORS):
        return role  # "a 2% gain for the fifth straight day"
    return replace(role, frame=ANOTHER)


def set_then(scene: Scene, at: int, figure: Quantity) -> Draft | None:
    """The draft of an extreme that its own words date: "not far from its high of $1.1438 touched on Friday"."""
    found, subject = dated_extreme(scene, at), scene.subjects[at]
    if found is None or subject is None or not subject.known or subject.policy or scene.topics[at]:
        return None
    kinds = (QuantityKind.PERCENT,) if subject.rate else (QuantityKind.MONEY, QuantityKind.INDEX_POINTS)
    if figure.kind not in kinds or figure.high >= HIGHEST_PRICE:
        return None
    metric, day = found
    if is_day(day) and not RE.within.search(scene.tokens[at - 2].text):
        metric = Metric.CLOSE  # or the day's extreme: the words leave it open
    made = draft(scene, at, figure, Role("at", None, subject, at - 2, at + 1), subject, metric)
    field = {Metric.INTRADAY_HIGH: "high", Metric.INTRADAY_LOW: "low"}.get(metric)
    return replace(made, metric=Metric.YIELD_LEVEL if subject.rate else metric, day=day, field=field)


def for_name(scene: Scene, at: int) -> Subject | None:
    """The name that a figure is told for: "against 5% for the Dow", "Up 28% for the S&P 500", "We fell on the Dow"."""
    tokens, subject = scene.tokens, scene.subjects[at]
    if (bracketed := name_behind(tokens, at)) is not None:
        return owner(scene, bracketed)  # "fell 1.2% (Dow) and"
    k = at + 1
    while k < len(tokens) and k < at + 6 and tokens[k].text not in TOLD_FOR:
        if not (tokens[k].has("PER", "UPN", "DNN", "SPAN", "DET", "IN") or tokens[k].tags == FILLER):
            return None
        k += 1
    spot = next((n for n in range(k + 1, min(k + 5, len(tokens))) if tokens[n].has("SUBJ")), None)
    if not at or spot is None or any(not t.has("DET", "W", "NAME", "POSS") for t in tokens[k + 1 : spot]):
        return None
    if any(t.has("POSS") for t in tokens[spot + 1 : spot + 2]):
        return None  # "down 4% for the Dow's worst day"
    before = tokens[at - 1]
    several = before.has("AGAINST", "AND", "COMMA") or (before.has("OF") and tokens[at - 2].has("UPN", "DNN"))
    ours = any(t.text in ("we", "i", "you") for t in tokens[:at])
    free = tokens[at].has("percent") and (subject is None or (subject is NOBODY and ours))
    direct = k == at + 1 and tokens[k].text == "for"
    plain = not tokens[spot].has("ORG", "MENTION")
    ahead = tokens[at].has("percent") and before.has("UPP", "DNP")  # "down 4.4% for the Dow"
    return owner(scene, spot) if (direct and several) or (plain and (free or (direct and ahead))) else None


def contrasted(scene: Scene, at: int) -> Subject | None:
    """Whose figure a contrast is, NOBODY where it names none: "vs. a 32% pop by the small-cap ETF"."""
    if contrast_of(scene, at) is None:
        return None
    after = list(takewhile(lambda t: not t.has("COMMA", "STOP", "FIG", "BUT", "WHILE"), scene.tokens[at + 1 : at + 10]))
    tie = next((k for k, t in enumerate(after) if t.text in ("for", "by", "in", "of") and k + 1 < len(after)), None)
    led = next((k for k in range(at) if scene.tokens[k].has("BEATV", "LAGV")), at)
    rival = next((k for k in range(led, at) if scene.tokens[k].has("SUBJ")), None)
    if tie is None and rival is not None:
        return owner(scene, rival)  # "has lagged the S&P 500, falling 31% against a 22% loss"
    if tie is None or any(t.has("PER", "SINCE") for t in after[: tie + 3]):
        return None  # "versus a gain of 2% in May"
    name = next((t for t in after[tie + 1 :] if t.has("SUBJ") and not t.has("MENTION") and t.item is not None), None)
    return subject_of(name.item, scene.labels) if name is not None and name.item is not None else NOBODY


def possessor(scene: Scene, at: int) -> Subject | None:
    """The name whose figure it is: "the S&P 500's 16% gain"."""
    k = at - 1
    while k > 1 and scene.tokens[k].tags == FILLER:
        k -= 1
    if k < 1 or not scene.tokens[k].has("POSS") or not scene.tokens[k - 1].has("SUBJ"):
        return None
    return owner(scene, k - 1)


def governor(scene: Scene, at: int) -> int | None:
    """The movement or predicate of level that governs what begins at token `at`: left over linking tokens only."""
    loose = 0
    for k in range(at - 1, -1, -1):
        token = scene.tokens[k]
        if scene.marked(token):
            continue
        if token.has("UPP", "DNP") and k + 1 < len(scene.tokens) and scene.tokens[k + 1].has("THAN"):
            continue
        if token.has("UPV", "DNV", "UPP", "DNP") or (token.has("UPN", "DNN") and not token.has("FIG")):
            return k
        if token.has("CLOSEV", "OPENV", "HITV", "TRADEV", "YIELDV"):
            return k
        if not LINKS.isdisjoint(token.tags) or token.tags == {"AUX"}:
            continue
        if token.text in ("(", ")", "—", "–", "-", ";") or (token.has("W") and token.text.endswith("ly")):
            continue
        loose += 1
        if token.has("STOP") or loose > 3 or token.text in UNSAID:
            return None
    return None


def sensible(scene: Scene, role: Role, at: int, figure: Quantity) -> bool:
    """Whether a frame may hold here: a level needs a predicate, a percentage is a level only of a yield."""
    if role.frame == "change" and role.verb is not None and role.verb > at:
        side = scene.tokens[at - 1]  # "dipped below $50,000 once more"
        if discount(scene, role.verb) or (side.has("BELOW", "ABOVE") and not side.has("OVER")):
            return False
    counted = role.frame == "change" and role.first > 0 and any(t.has("BE") for t in scene.tokens[role.first : at])
    if counted and scene.tokens[role.first - 1].has("BEFORE", "AFTER", "IN", "OF", "FROM"):
        return False  # "its weighting before the sell-off was 4.4%"
    subject = role.subject or scene.subjects[at]
    rate = subject is not None and subject.rate
    if role.frame == "change" and rate and figure.kind is QuantityKind.PERCENT and scene.tokens[at - 1].has("AT"):
        return False  # "lower at 3.93%" is where a rate stands
    if role.frame == "change" and scene.tokens[at - 1].has("OVER"):
        taken = figure.kind is QuantityKind.MONEY and scene.tokens[at - 2].text in TAKEN  # "lost over $11,000"
        return taken or figure.kind is QuantityKind.PERCENT or "point" in figure.text.lower()  # "fell over 700 points"
    if role.frame in LEVEL_FRAMES:
        if role.frame == "at" and scene.tokens[at - 1].has("TRADEW"):
            return figure.hedge is not None  # "trades around $52", not "traded 4 million"
        if figure.kind is QuantityKind.PERCENT and not rate:
            return bool(scene.topics[at]) and role.frame in ("to", "base", "at")
        if figure.kind is QuantityKind.PERCENTAGE_POINTS:
            return subject is not None and subject.spread
        return True
    return True


def discount(scene: Scene, particle: int) -> bool:
    """Whether "off" takes a figure off some goods ("$250 off retail models") rather than saying which way it went."""
    after = scene.tokens[particle + 1] if particle + 1 < len(scene.tokens) else None
    return scene.tokens[particle].text == "off" and after is not None and after.has("W", "DET", "NAME")


def link_role(scene: Scene, at: int, figure: Quantity) -> Role | None:
    """A figure without a frame of its own: second figure of a verb, or the verb is left out after a new name."""
    tokens = scene.tokens
    if figure.kind not in (
        QuantityKind.PERCENT,
        QuantityKind.INDEX_POINTS,
        QuantityKind.MONEY,
        QuantityKind.PERCENTAGE_POINTS,
    ):
        return None
    before = tokens[at - 1] if at else None
    if before is None:
        return None
    k = lead_of(tokens, at)
    ellipsis = k >= 0 and (tokens[k].has("SUBJ") or (tokens[k].has("POSS") and k and tokens[k - 1].has("SUBJ")))
    joined = k >= 0 and tokens[k].has("OR", "AND", "FIG", "STOP", "BY", "ASMUCH", "PER", "MOVEN")
    set_off = before.has("COMMA") and at + 1 < len(tokens) and tokens[at + 1].has("COMMA")
    joined = joined or (set_off and k > 0 and tokens[k].has("UPP", "DNP") and tokens[k - 1].has("FIG"))
    if not (ellipsis or joined or (k >= 0 and tokens[k].has("AGAINST") and for_name(scene, at) is not None)):
        return None
    if ellipsis and tokens[k].has("POSS") and at + 1 < len(tokens) and tokens[at + 1].has("W", "FUNDN", "MEMBERN"):
        return None
    if tokens[k].has("STOP") and tokens[k].text not in ("(", "[", "-", "–", "—"):
        return None
    if figure.kind is QuantityKind.MONEY and tokens[k].text == "(" and k and tokens[k - 1].has("money"):
        return None  # "to 677 yen (US$5.69)"
    if figure.kind is QuantityKind.INDEX_POINTS and RE.nearby.search(scene.text[before.end : tokens[at].start]):
        verb = governor(scene, at)  # "fell 730 points, or 2.8%, around 25,015"
        return Role("at", None, None, at, at + 1, verb=verb) if verb is not None else None
    if tokens[k].text in ("(", "[") and k and tokens[k - 1].has("COMMA", "W", "NAME"):
        lead = next((t for t in reversed(tokens[:k]) if not t.has("COMMA")), None)
        if lead is not None and lead.has("W", "NAME") and not lead.text.endswith(("ed", "ing")):
            return None  # "Netflix (2.3 percent) and salesforce.com, (1.5 percent) fell"
    if tokens[k].has("AND") and not ellipsis and (base := last_base(scene, k)) is not None:
        return Role("base", None, None, at, at + 1, base=True, verb=governor(scene, base))
    verb = governor(scene, k if ellipsis else at)
    verb = announced(scene) if verb is None and ellipsis else verb
    if verb is None:
        return None
    direction = way(tokens[verb])
    if direction is None:
        return None
    named = (for_name(scene, at) or owner(scene, k if tokens[k].has("SUBJ") else k - 1)) if ellipsis else None
    if named is not None and named.rate and figure.kind is QuantityKind.PERCENT:
        return Role("yield", None, named, k, at + 1)  # "with the 10-year yield around 3.82%"
    if tokens[k].has("AND") and from_to(scene, at) and any(from_to(scene, n) for n in range(at)):
        return Role("to", direction, named, at, at + 1, verb=verb)
    return Role("change", direction, named, k if ellipsis else at, at + 1, verb=verb)


def lead_of(tokens: list[Token], at: int) -> int:
    """The token that a figure follows, its article and adjective aside: "and the DAX a more modest 5.3%"."""
    k = at - 1
    while k >= 0 and (tokens[k].has("COMMA", "DET", "IN") or tokens[k].tags == {"AUX"}):
        k -= 1
    gap = 1 + (k > 1 and tokens[k - 1].has("MOREP"))
    told = k > gap and tokens[k].tags == PLAIN and tokens[k - gap].has("DET") and tokens[at].has("percent")
    return k - gap - 1 if told and tokens[k - gap - 1].has("SUBJ") and not tokens[k - gap - 1].has("MENTION") else k


def last_base(scene: Scene, joint: int) -> int | None:
    """The word before a level that a change started from and another joins: "from $48 in May and $37 in June"."""
    spot = next((k for k in range(joint - 1, 0, -1) if scene.tokens[k].has("FIG")), 0)
    led = spot - 1 if spot and scene.tokens[spot - 1].has("FROM", "AGAINST", "THAN") else None
    inner = [t for t in scene.tokens[spot + 1 : joint] if not t.has("DET", "AT", "OF", "W", "NAME", "NPHEAD")]
    told = bool(inner) and all(t.has("PER", "IN") for t in inner)
    return led if told and not scene.tokens[spot].has("percent") else None


def announced(scene: Scene) -> int | None:
    """The movement that heads a list: "Indexes down: Dow 1.07%, S&P 500 1.45%"."""
    for k, token in enumerate(scene.tokens[:5]):
        if token.text == ":":
            return next((n for n in range(k) if way(scene.tokens[n])), None)
    return None


def make(scene: Scene, at: int, figure: Quantity, role: Role, before: list[Draft]) -> Draft | None:
    """The draft of a figure in its role."""
    subject = role.subject
    assert subject is not None
    if role.frame == "base" and figure.kind is QuantityKind.COUNT and before and before[-1].metric in LEVELS:
        figure = replace(
            figure, kind=QuantityKind.INDEX_POINTS, unit="points"
        )  # "at 37.21, against 28.22 the day before"
    if (
        role.frame == "fundamental"
        or scene.topics[at]
        or (subject.label is None and fundamental(subject))
        or object_of(scene, at, role)
        or of_count(scene, at, role)
    ):
        flat = role.frame in ("base", "fundamental", "at")
        return draft(scene, at, figure, replace(role, direction=None) if flat else role, subject, Metric.FUNDAMENTAL)
    if figure.kind is QuantityKind.COUNT and subject.label is not Label.CURRENCY:
        return None
    if role.frame in ("off_high", "off_low"):
        made = draft(scene, at, figure, role, subject, Metric(role.frame))
        return replace(made, hedge=Hedge.AT_MOST) if at and scene.tokens[at - 1].text == "within" else made
    if at_level(scene, at, figure, role, subject):
        role, figure = replace(role, frame="to"), replace(figure, hedge=None)
    if role.frame in ("percent_change", "of_start"):
        made = draft(scene, at, figure, role, subject, Metric.PERCENT_CHANGE)
        return replace(made, reason=NO_PERIOD) if role.frame == "of_start" else made
    if role.frame == "change":
        metric = change_metric(figure, subject)
        span = scene.tokens[at + 1].text if role.verb is None and at + 1 < len(scene.tokens) else None
        freq = span if span in UNITS else None  # "a 3.2% week"
        return replace(draft(scene, at, figure, role, subject, metric), freq=freq) if metric else None
    verb = scene.tokens[role.verb] if role.verb is not None else None
    spot = Spot(
        scene=scene, at=at, figure=figure, subject=subject, frame=role.frame, verb=verb, direction=role.direction
    )
    level = read_level(spot, before)
    if level is None or of_average(scene, at) or started_from(scene, at, role):
        return None
    moved = any(d.metric in CHANGES and d.subject.name == subject.name for d in before)
    if not subject.known and subject.label in (Label.ORG, None) and not moved:
        return None  # a price of something that nobody quotes
    made = draft(scene, at, figure, replace(role, direction=level.direction), subject, level.metric)
    return replace(made, hedge=level.hedge, field=level.field, base=role.frame == "base")


def object_of(scene: Scene, at: int, role: Role) -> bool:
    """Whether a verb's object is a company figure: "cut its output guidance by 15%"."""
    if role.verb is None:
        return False
    if scene.tokens[role.verb].has("UPP", "DNP"):
        return False
    for token in scene.tokens[role.verb + 1 : at]:
        if token.has("FIG", "COMMA", "AFTER", "BEFORE", "WITH"):
            return False
        if token.has("FUNDN"):
            return True
    return False


def of_count(scene: Scene, at: int, role: Role) -> bool:
    """Whether a change set off by a comma is of what was counted before it: "had 98,771 employees, up 23 percent"."""
    tokens, k = scene.tokens, at - 1
    if role.frame != "change" or k < 3 or not tokens[k].has("UPP", "DNP") or not tokens[k - 1].has("COMMA"):
        return False
    clause = tokens[max(0, k - 12) : k - 1]
    spot = next((n for n in range(len(clause) - 1, -1, -1) if clause[n].has("FIG")), None)
    if spot is None or not clause[spot].has("count"):
        return False
    counted = spot + 1 < len(clause) and clause[spot + 1].has("W", "FUNDN")
    return counted and not any(token.has("UPV", "DNV", "CLOSEV", "TRADEV", "HITV") for token in clause)


def fundamental(subject: Subject) -> bool:
    """Whether a subject without a name is an economic or company figure."""
    from tapecheck.nlp.claims.frames import load_lexicon

    phrases = load_lexicon().phrases
    words = tuple(subject.name.lower().split())
    return any("FUNDN" in phrases.get(words[k:j], ()) for k in range(len(words)) for j in range(k + 1, len(words) + 1))


def change_metric(figure: Quantity, subject: Subject) -> Metric | None:
    """What a change in this unit is for this subject; None where the two do not go together."""
    if figure.kind is QuantityKind.PERCENT:
        return Metric.PERCENT_CHANGE
    if figure.kind is QuantityKind.PERCENTAGE_POINTS:
        return Metric.YIELD_CHANGE if subject.rate else None
    if figure.kind is QuantityKind.INDEX_POINTS:
        if subject.rate:  # a bond's price moves in 32nds of a point, against its yield
            return None if "/" in figure.text else Metric.YIELD_CHANGE
        return Metric.POINT_CHANGE
    if figure.kind is QuantityKind.MONEY:
        if subject.label is Label.INDEX and figure.text.endswith("p"):
            return None  # points of an index, which the paper printed as pence
        return Metric.POINT_CHANGE if figure.high < Decimal(10**6) and not subject.rate else None
    return None


def draft(scene: Scene, at: int, figure: Quantity, role: Role, subject: Subject, metric: Metric) -> Draft:
    """A draft with the figure's own bounds and the clause as its span."""
    start, end = extent(scene, at, role.first, role.last)
    direction = role.direction
    if metric in CHANGES and direction is Direction.UP and figure.high < 0:
        direction = Direction.DOWN  # "bringing its return to -0.73%"
    field = None
    if metric in CHANGES and direction and extreme(scene, at):
        field = "low" if direction is Direction.DOWN else "high"
    return Draft(
        metric=metric,
        subject=subject,
        start=start,
        end=end,
        direction=direction,
        low=abs(figure.low) if metric in CHANGES else figure.low,
        high=abs(figure.high) if metric in CHANGES else figure.high,
        unit=unit_of(figure),
        figure=figure,
        hedge=figure.hedge,
        at=figure.start,
        field=field,
        nominal=role.verb is not None and role.verb > at,
    )
