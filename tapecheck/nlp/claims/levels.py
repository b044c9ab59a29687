"""Levels: closes, opens, extremes of the day, yields, and levels that are crossed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tapecheck.nlp.claims.clauses import clause_start, extreme, first_time
from tapecheck.nlp.claims.modality import modality_rows
from tapecheck.nlp.claims.readers import Role
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.subjects import Subject
from tapecheck.nlp.claims.tokens import FILLER, Token
from tapecheck.nlp.words.tables import listed, patterns
from tapecheck.reference.metrics import CHANGES, LEVELS
from tapecheck.schema import Direction, Hedge, Label, Metric, Period, PeriodKind, Quantity, QuantityKind

RE = patterns("claims.patterns.levels")

LEVEL_FRAMES = frozenset({"to", "at", "base", "below", "above", "touch", "open", "intraday_low", "intraday_high"})
HIGHEST_PRICE = Decimal(10**7)  # dearer things are sums of money
TELLING = (*CHANGES, Metric.CLOSE, Metric.FIRST_SINCE)
DATED = (PeriodKind.DATE, PeriodKind.RANGE)
MEETING = ("reach", "hit", "touch", "tag", "tap", "scal")  # a level met exactly is reached
SIDES = ("support", "resistance")
TAKEN = listed("lost losing shed shedding gained gaining added adding")  # of an amount, and no level crossed
THROUGH = ("through", "past", "beyond")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a level is: the metric, which way it was crossed or reached, and how its figure is bounded."""

    metric: Metric
    direction: Direction | None = None
    hedge: Hedge | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A figure that a frame reads as a level, with what governs it."""

    scene: Scene
    at: int
    figure: Quantity
    subject: Subject
    frame: str
    verb: Token | None  # the movement or predicate of level that governs it
    direction: Direction | None

    @property
    def closes(self) -> bool:
        """Whether its clause says that the session ended."""
        tokens = self.scene.tokens
        return any(token.has("CLOSEV") for token in tokens[clause_start(self.scene, self.at) : self.at])

    @property
    def opens(self) -> bool:
        """Whether the verb that governs it says that a session or a longer time began, and nothing else moved since."""
        return opened(self.scene, self.at)


def opened(scene: Scene, at: int) -> bool:
    """Whether a clause says of the figure at a token that it is where trading began: "had started the day at"."""
    tokens = scene.tokens
    start = clause_start(scene, at)
    if start and tokens[start - 1].has("FIG"):  # "opened 0.5% higher at 16,740"
        start = clause_start(scene, start - 1)
    for k in range(at - 1, start - 1, -1):
        token = tokens[k]
        if token.has("OPENV"):
            noun = k > 0 and (tokens[k - 1].has("DET", "POSS", "OF", "AT", "FROM", "IN") or tokens[k - 1].has("UPN"))
            return not noun and not (k + 1 < len(tokens) and tokens[k + 1].has("TO", "FROM"))
        if token.has("UPV", "DNV", "CLOSEV", "HITV", "SAYV") and not token.has("UPP", "DNP", "FIG"):
            return False
    return False


def read_level(spot: Spot, before: Sequence[Draft]) -> Level | None:
    """What the level at a spot is, or None where its words bear none; `before` are the sentence's earlier drafts."""
    figure, subject = spot.figure, spot.subject
    if figure.kind is QuantityKind.MONEY and (figure.high >= HIGHEST_PRICE or subject.rate):
        return None
    if RE.year.fullmatch(figure.text) and any(
        t.has("PEAK", "TROUGH") for t in spot.scene.tokens[spot.at + 1 : spot.at + 2]
    ):
        return None  # "ends at 2023 high"
    if spot.frame in ("at", "below", "above") and spot.opens and not spot.closes:
        crossing = {"below": Hedge.LESS_THAN, "above": Hedge.MORE_THAN}.get(spot.frame)
        return Level(metric=Metric.OPEN, hedge=figure.hedge or crossing)
    level: Level | None
    match spot.frame:
        case "below" | "above":
            level = crossed(spot)
        case "intraday_low" | "intraday_high" if not spot.closes:
            level = Level(metric=Metric(spot.frame), hedge=figure.hedge)
        case "yield":
            level = Level(metric=Metric.YIELD_LEVEL, hedge=figure.hedge) if subject.rate else None
        case "open":
            level = Level(metric=Metric.OPEN, hedge=figure.hedge)
        case "touch" if of_another_day(spot, before) and not subject.rate:
            level = Level(metric=Metric.LEVEL, hedge=figure.hedge)
        case "touch" if ended_at(spot):
            level = Level(metric=Metric.CLOSE, hedge=figure.hedge)
        case "touch":
            level = touched(spot, before)
        case _:
            level = reached(spot, [d for d in before if d.metric in CHANGES][-2:])
    if level is not None and subject.rate and level.metric in (Metric.CLOSE, Metric.LEVEL):
        metric = Metric.LEVEL if subject.spread else Metric.YIELD_LEVEL
        level = replace(level, metric=metric, direction=spot.direction if spot.frame == "to" else level.direction)
    return level


def crossed(spot: Spot) -> Level:
    """A level that something is above or below: a close, for the first time perhaps, or an extreme of the day."""
    crossing = Hedge.LESS_THAN if spot.frame == "below" else Hedge.MORE_THAN
    lead = spot.scene.tokens[max(0, spot.at - 6) : spot.at]
    through = next(t.text for t in reversed(lead) if t.has("BELOW", "ABOVE")) in THROUGH
    # "crashed through 1,400" is below; "the yen strengthened past 142" too, since its series is yen per dollar
    if through:
        down = (spot.direction is Direction.DOWN) is not inverse(spot.subject)
        crossing = Hedge.LESS_THAN if down else Hedge.MORE_THAN
    low = crossing is Hedge.LESS_THAN
    direction = Direction.DOWN if low else Direction.UP
    hedge = crossing if through else spot.figure.hedge or crossing
    currency = spot.subject.label is Label.CURRENCY
    if first_time(spot.scene, spot.at):
        field = ("low" if low else "high") if currency and not spot.closes else None
        return Level(metric=Metric.FIRST_SINCE, direction=direction, hedge=hedge, field=field)
    if (currency and not spot.closes) or extreme(spot.scene, spot.at) or peak_before(spot):
        return Level(metric=Metric.INTRADAY_LOW if low else Metric.INTRADAY_HIGH, direction=direction, hedge=hedge)
    return Level(metric=Metric.CLOSE, direction=direction, hedge=hedge)


def peak_before(spot: Spot) -> bool:
    """Whether "a peak" or "a low" stands before "above 68,000"."""
    return any(
        token.text in ("peak", "high", "low", "trough", "peaks", "highs", "lows")
        for token in spot.scene.tokens[max(0, spot.at - 2) : spot.at]
    )


def reached(spot: Spot, before: Sequence[Draft]) -> Level | None:
    """A level after "to", "at" or "from": a close where a movement or the end of the session governs it."""
    tokens, closes, verb = spot.scene.tokens, spot.closes, spot.verb
    level = Level(metric=Metric.LEVEL, hedge=spot.figure.hedge)
    if verb is None and spot.frame == "to" and any(d.subject.name == spot.subject.name for d in before):
        return replace(level, metric=Metric.CLOSE)  # "Dow +835 points to 40,003"
    if verb is None and not closes:
        behind = tokens[spot.at + 1 : spot.at + 2]
        fronted = spot.at < 3 and tokens[spot.at - 1].has("AT") and bool(behind) and behind[0].has("COMMA")
        row = tokens[spot.at - 1].has("SUBJ")
        quoted = tokens[spot.at - 1].text in (":", ",", "|") or fronted or row or signed_behind(spot)
        if quoted:
            return level
        stands = any(token.has("BE", "FETCHV", "HAVEV") for token in tokens[max(0, spot.at - 3) : spot.at])
        stands = stands or (tokens[spot.at - 1].has("OF") and tokens[spot.at - 2].has("NPHEAD"))  # "at a price of"
        return level if spot.frame == "at" and (stands or quoted_at(spot) or coming(spot.scene, spot.at)) else None
    trades = verb is not None and verb.has("TRADEV") and not verb.text.endswith("changed")
    if (spot.frame == "at" and trades and not closes) or (verb is None and not closes):
        return level
    return replace(level, metric=Metric.CLOSE)


def quoted_at(spot: Spot) -> bool:
    """Whether a name that no verb acts on stands right before: "Gold at $2,030", "with the VIX at 17.24"."""
    tokens, k = spot.scene.tokens, spot.at - 2
    if k < 0 or not tokens[k + 1].has("AT", "CLOSETO") or not tokens[k].has("SUBJ", "NPHEAD"):
        return False
    while k >= 0 and (tokens[k].has("SUBJ", "NPHEAD", "DET") or tokens[k].tags == FILLER):
        k -= 1
    return k < 0 or tokens[k].has("COMMA", "STOP", "AND", "BUT", "WHILE", "WITH")


def signed_behind(spot: Spot) -> bool:
    """Whether a change with its sign stands in brackets behind a level: "at $78.45 (-0.8%)"."""
    tokens = spot.scene.tokens
    k = next((k for k in range(spot.at + 1, min(spot.at + 4, len(tokens))) if tokens[k].text == "("), None)
    return k is not None and k + 1 < len(tokens) and tokens[k + 1].has("FIG") and tokens[k + 1].text[:1] in "+-−–"


def touched(spot: Spot, before: Sequence[Draft]) -> Level:
    """High or low of the day of what was touched: as the words say, else as the subject moved; a yield's level."""
    hedge = spot.figure.hedge
    high = touched_high(spot, before)
    if first_time(spot.scene, spot.at) and not (spot.subject.rate and brushed(spot)):
        met = any(t.text.startswith(MEETING) for t in spot.scene.tokens[max(0, spot.at - 4) : spot.at] if t.has("HITV"))
        beyond = (Hedge.AT_LEAST, Hedge.AT_MOST) if met else (Hedge.MORE_THAN, Hedge.LESS_THAN)
        crossing = hedge or (beyond[0] if high else beyond[1])
        way = Direction.UP if high else Direction.DOWN
        field = None if spot.subject.rate else "high" if high else "low"
        return Level(metric=Metric.FIRST_SINCE, direction=way, hedge=crossing, field=field)
    if spot.subject.rate and not brushed(spot):
        return Level(metric=Metric.YIELD_LEVEL, direction=Direction.UP if high else Direction.DOWN, hedge=hedge)
    return Level(metric=Metric.INTRADAY_HIGH if high else Metric.INTRADAY_LOW, hedge=hedge)


def of_another_day(spot: Spot, before: Sequence[Draft]) -> bool:
    """Whether a level that was hit has a day of its own, and only a move told before its sentence says which way."""
    own = any(d.direction is not None and d.subject.name == spot.subject.name for d in before)
    words = any(t.has("PEAK", "TROUGH", "ASHIGH", "ASLOW") for t in spot.scene.tokens[max(0, spot.at - 5) : spot.at])
    dated = any(
        isinstance(t.item, Period) and t.item.kind is PeriodKind.DATE
        for t in spot.scene.tokens[spot.at + 1 : spot.at + 4]
    )
    told = spot.scene.memory.moves.get(spot.subject.name)
    return dated and not own and not words and told is Direction.DOWN


def ended_at(spot: Spot) -> bool:
    """Whether what a participle reached is where the session ended: "fell 18.7 points at the close, reaching 9,427"."""
    tokens, k = spot.scene.tokens, spot.at - 1
    while k > 0 and tokens[k].has("DET"):
        k -= 1
    joined = k > 1 and tokens[k].text in ("reaching", "hitting") and tokens[k - 1].has("COMMA")
    return joined and any(t.has("CLOSEV") for t in tokens[max(0, k - 6) : k])


def brushed(spot: Spot) -> bool:
    """Whether a yield only touched a level: the verb says so, or that it closed elsewhere stands before it."""
    tokens = spot.scene.tokens
    verb = next((t for t in reversed(tokens[max(0, spot.at - 5) : spot.at]) if t.has("HITV")), None)
    if verb is not None and verb.text.startswith(("touch", "brush", "tap", "tag", "test")):
        return True
    return extreme(spot.scene, spot.at) or any(t.has("CLOSEV") for t in tokens[: spot.at])


def touched_high(spot: Spot, before: Sequence[Draft]) -> bool:
    """Whether what was touched is a high."""
    scene, name = spot.scene, spot.subject.name
    held = next((t.text for t in scene.tokens[spot.at + 1 : spot.at + 4] if t.text in SIDES), None)
    if held is not None:
        return held == "resistance"  # "broke the $6,500 support"
    window = scene.tokens[max(0, spot.at - 5) : spot.at]
    if any(token.has("PEAK", "ASHIGH") for token in window):
        return True
    if any(token.has("TROUGH", "ASLOW") for token in window):
        return False
    ended = next((d.low for d in reversed(before) if d.subject.name == name and d.metric in LEVELS and d.low), None)
    if ended is not None and any(token.has("AFTER") for token in window):
        return spot.figure.low > ended  # "dropped to 20.37, after touching 65"
    after = next((m for m in scene.marks if 0 <= m.start - spot.figure.end <= 30), None)
    if after is not None and after.metric in (Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE):
        return after.metric is Metric.HIGHEST_SINCE
    if after is not None and after.measure == "most":
        return True
    moves = (d.direction for d in reversed(before) if d.subject.name == name and d.direction and d.metric in TELLING)
    return (next(moves, None) or scene.memory.moves.get(name)) is not Direction.DOWN


def inverse(subject: Subject) -> bool:
    """Whether a currency's series is quoted the other way round: "the yen" is JPY=X, yen to the dollar."""
    return subject.label is Label.CURRENCY and subject.symbol is not None and len(subject.symbol) == len("JPY=X")


def dated_extreme(scene: Scene, at: int) -> tuple[Metric, Period] | None:
    """The extreme that a figure is, and when it was set: "a low of $1.0912 on Friday", "Monday's high of $44.94"."""
    tokens = scene.tokens
    if at < 2 or not tokens[at - 1].has("OF") or not tokens[at - 2].has("PEAK", "TROUGH"):
        return None
    peak = tokens[at - 2]
    extreme = Metric.INTRADAY_HIGH if peak.has("PEAK") else Metric.INTRADAY_LOW
    metric = Metric.CLOSE if "clos" in peak.text else extreme
    before = ("FROM", "BELOW", "ABOVE", "AFTER", "DNP", "HITV")
    older = any(t.has(*before) or t.text == "since" for t in tokens[max(0, at - 9) : at]) or "day" in peak.text
    for token in tokens[at + 1 : at + 8]:
        older = older or token.has("HITV") or token.text in ("set", "seen", "scaled", "struck", "recorded", "brushed")
        if isinstance(token.item, Period):
            vague = token.item.kind not in DATED or token.item.text.endswith("ago")
            return None if vague or not older else (metric, token.item)
        if not (token.has("IN", "HITV", "PRO", "DET", "W", "MENTION") or token.tags == FILLER):
            break
    for k in range(at - 3, max(-1, at - 8), -1):
        day = tokens[k].item
        if isinstance(day, Period) and day.kind in DATED and (k == at - 3 or tokens[k + 1].has("POSS")):
            return metric, day
    return None


def coming(scene: Scene, at: int) -> bool:
    """Whether a forecast governs a level without a verb of its own: "sees the Nikkei at 43,000"."""
    start = clause_start(scene, at)
    words = scene.text[scene.tokens[max(0, start - 3)].start : scene.tokens[at].start].lower()
    return modality_rows()["sees-at"].words.search(words) is not None


def at_level(scene: Scene, at: int, figure: Quantity, role: Role, subject: Subject) -> bool:
    """Whether what reads as a change is where a thing came: "rose close to $94", "climbed, up to 4.71% from 4.69%"."""
    lead = scene.text[max(0, figure.start - 6) : figure.end].lower().lstrip()
    if subject.rate and figure.kind is QuantityKind.PERCENT:
        return role.frame == "change" and from_to(scene, at) and lead.startswith("up to")
    bare = figure.kind is QuantityKind.MONEY or (
        figure.kind is QuantityKind.INDEX_POINTS and figure.text[-1:].isdigit()
    )
    if role.frame != "change" or role.verb is None or not bare:
        return False
    near = RE.close_to.search(scene.text, max(scene.start, figure.start - 24), figure.start)
    return near is not None and scene.tokens[role.verb].text not in TAKEN


def started_from(scene: Scene, at: int, role: Role) -> bool:
    """Whether a level is a peak or low that something is measured from: "from a high of $69,000 it has dropped"."""
    tokens = scene.tokens
    if at > 1 and tokens[at - 1].has("ABOVE", "BELOW") and tokens[at - 2].has("FROM"):
        return True  # "retreating from above 13,000"
    if role.frame in ("intraday_high", "intraday_low"):
        ranged = role.first > 1 and tokens[role.first - 2].text in ("ranged", "ranging", "moved", "traded", "trading")
        return not ranged and role.first > 0 and tokens[role.first - 1].has("FROM", "SINCE")
    peak = next((k for k in range(at - 1, max(-1, at - 4), -1) if tokens[k].has("PEAK", "TROUGH")), None)
    if peak is None or role.frame not in ("at", "to"):
        return False
    k = peak - 1
    while k > 0 and (tokens[k].has("DET", "PER", "POSS", "NPHEAD", "W", "PEAK") or tokens[k].tags == FILLER):
        k -= 1
    if tokens[k].has("FROM", "BELOW", "ABOVE", "THAN", "DNP", "AGAINST", "CLOSETO", "OF"):
        return True  # "4% away from their all-time high at 351.47"
    first = next((n for n in range(k, -1, -1) if tokens[n].has("FIG")), 0)
    lead = tokens[max(0, first - 7) : first]  # "from the January low of 22,787 to the February high of 23,807"
    return any(t.has("FROM") for t in lead) and any(t.has("PEAK", "TROUGH") for t in lead)


def of_average(scene: Scene, at: int) -> bool:
    """Whether a figure is where a moving average, support or resistance lies."""
    before = [t for t in scene.tokens[:at] if t.tags != FILLER and not t.has("COMMA")][-6:]
    charted = any(t.text in SIDES for t in before[-4:])  # "topped resistance at the 2,000 level"
    return any(t.has("MAVG") for t in before[-4:]) or (charted and not any(t.has("ABOVE", "BELOW") for t in before))


def from_to(scene: Scene, at: int) -> bool:
    """Whether a figure is the later of two values: "to $1.2738 from $1.2514"."""
    behind = scene.tokens[at : at + 3]
    kinds = [token.item.kind for token in behind if isinstance(token.item, Quantity)]
    return len(kinds) == 2 and behind[1].has("FROM") and kinds[0] is kinds[1]
