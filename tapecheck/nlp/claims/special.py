"""Readers of figures that are no change and no level of an instrument: money that is not a price, parts, counts.

Each takes a figure in its sentence and answers None where it is not its own, else the drafts that it makes (perhaps none:
the figure is understood and states no claim).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tapecheck.nlp.claims.scene import NOBODY, Draft, Scene, strip_article
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.tokens import Token
from tapecheck.schema import Direction, Hedge, Label, Metric, Period, Quantity, QuantityKind

Reader = Callable[[Scene, int, Quantity], list[Draft] | None]
MILLION = Decimal(10**6)
MONTH_OR_SO = 20
LOST = frozenset(["lost", "lose", "loses", "losing", "loss", "losses", "down"])


def read_special(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Offer a figure to each reader in turn."""
    for reader in READERS:
        found = reader(scene, at, figure)
        if found is not None:
            return found
    return None


def build(
    scene: Scene,
    at: int,
    figure: Quantity,
    metric: Metric,
    subject: Subject,
    *,
    direction: Direction | None = None,
    unit: str | None = None,
    hedge: Hedge | None = None,
    versus: str | None = None,
) -> Draft:
    """A draft over the clause of the figure."""
    from tapecheck.nlp.claims.roles import Role, extent, unit_of

    start, end = extent(scene, at, Role("", direction, subject, at, at + 1))
    return Draft(
        metric=metric,
        subject=subject,
        start=start,
        end=end,
        direction=direction,
        low=figure.low,
        high=figure.high,
        unit=unit or unit_of(figure),
        figure=figure,
        hedge=hedge or figure.hedge,
        versus=versus,
        at=figure.start,
    )


def clause(scene: Scene, at: int) -> tuple[list[Token], list[Token]]:
    """The tokens of the clause before and after the figure, up to a stop, another figure or a conjunction."""
    before: list[Token] = []
    for token in reversed(scene.tokens[:at]):
        if token.has("STOP", "FIG"):
            break
        before.insert(0, token)
    after: list[Token] = []
    for token in scene.tokens[at + 1 :]:
        if token.has("STOP", "FIG", "COMMA", "WHILE", "BUT"):
            break
        after.append(token)
    return before, after


def named(scene: Scene, tokens: list[Token]) -> Subject | None:
    """The first name among tokens."""
    return next((subject_of(t.item, scene.labels) for t in tokens if t.has("SUBJ") and t.item is not None), None)


def read_average(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """A "200-day moving average": the side of it that the close is on."""
    after = scene.tokens[at + 1 : at + 3]
    if not after or not (after[0].has("MAVG") or (after[0].text == "-" and len(after) > 1 and after[1].has("MAVG"))):
        return None
    before, _ = clause(scene, at)
    sides = [t for t in before[-5:] if t.has("BELOW", "ABOVE", "UPV", "DNV", "UPP", "DNP")]
    subject = scene.subjects[at]
    if not sides or subject is None or not subject.known:
        return []
    side = sides[-1]
    direction = Direction.DOWN if side.has("BELOW", "DNV", "DNP") else Direction.UP
    if side.text in ("through", "past"):
        direction = Direction.DOWN if any(t.down for t in before) else Direction.UP
    return [build(scene, at, figure, Metric.MOVING_AVERAGE, subject, direction=direction, unit="days")]


def read_count(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """How often: "closed at a record 52 times in 2013", "set 90 record closes", "moved 1% or more on just eight days"."""
    if figure.kind is not QuantityKind.COUNT:
        return None
    following = scene.tokens[at + 1 : at + 4]
    subject = scene.subjects[at]
    before, after = clause(scene, at)
    close = bool(following) and following[0].has("TIMESN")
    record = any(t.has("PEAK") or "record" in t.text or "high" in t.text for t in following) or any(
        t.has("PEAK") for t in before[-3:]
    )
    threshold = any(t.has("percent") for t in scene.tokens[:at]) and any(
        t.text in ("or more", "or", "least") for t in scene.tokens[:at]
    )
    counted = (record and (close or any(t.has("PEAK") for t in following))) or (close and threshold)
    before, after = list(scene.tokens[:at]), list(scene.tokens[at:])
    if not counted or subject is None or not subject.known:
        return None
    spans = [t.item for t in (*before, *after) if isinstance(t.item, Period) and t.has("PER") and not scene.marked(t)]
    if not any(p.from_ and p.to and (p.to - p.from_).days >= MONTH_OR_SO for p in spans):
        return None
    return [build(scene, at, figure, Metric.COUNT, subject, unit="count")]


def read_threshold(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """The "1% or more" of a count is no claim of its own."""
    if figure.kind is not QuantityKind.PERCENT:
        return None
    following = [t.text for t in scene.tokens[at + 1 : at + 3]]
    if following[:2] in (["or", "more"], ["or", "less"]) and any(t.has("TIMESN") for t in scene.tokens[at + 1 :]):
        return []
    return None


def read_breadth(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """A part of an index's members that rose or fell: "more than 90% of its companies advanced"."""
    if figure.kind not in (QuantityKind.PERCENT, QuantityKind.COUNT):
        return None
    tokens = scene.tokens
    if at and tokens[at - 1].has("UPV", "DNV", "UPP", "DNP", "BY", "TO") and figure.kind is QuantityKind.PERCENT:
        return None
    if at + 1 >= len(tokens) or not tokens[at + 1].has("OF"):
        return None
    subject, verb, members = None, None, False
    for token in tokens[at + 2 : at + 26]:
        if token.has("SUBJ") and token.item is not None and subject is None:
            subject = subject_of(token.item, scene.labels)
        elif token.has("MEMBERN") and verb is None:
            members = True
        elif token.has("UPV", "DNV", "UPP", "DNP", "LAGV", "BEATV"):
            verb = token
            break
        elif token.has("STOP", "COMMA", "FIG"):
            break
    if verb is None:
        return None
    if subject is None:
        subject = scene.subjects[at] or scene.memory.last if members else None
    if subject is None or subject.label is not Label.INDEX:
        return [] if members else None
    direction = Direction.UP if verb.up or verb.has("BEATV") else Direction.DOWN
    return [build(scene, at, figure, Metric.BREADTH, subject, direction=direction)]


def read_share(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """A part of the whole: "account for 29% of the S&P 500", "33% of the S&P 500's gain"."""
    if figure.kind is not QuantityKind.PERCENT:
        return None
    before, after = clause(scene, at)
    if not any(t.has("SHAREV") for t in before[-4:]) or not after or not after[0].has("OF"):
        return None
    subject = named(scene, after)
    return [build(scene, at, figure, Metric.SHARE_OF_TOTAL, subject)] if subject is not None else []


def read_relative(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """One instrument against another: "outpacing the S&P 500 by more than half a point"."""
    if figure.kind not in (QuantityKind.PERCENTAGE_POINTS, QuantityKind.INDEX_POINTS, QuantityKind.PERCENT):
        return None
    tokens = scene.tokens
    spot = next(
        (
            k
            for k in range(at - 1, max(-1, at - 9), -1)
            if tokens[k].has("BEATV", "LAGV") or tokens[k].has("FIG", "STOP")
        ),
        None,
    )
    if spot is None or not tokens[spot].has("BEATV", "LAGV") or not any(t.has("BY") for t in tokens[spot:at]):
        return None
    other = named(scene, tokens[spot:at])
    subject = scene.subjects[spot - 1] if spot else None
    if other is None or subject is None or not subject.known or other.symbol is None or other.symbol == subject.symbol:
        return []
    direction = Direction.UP if tokens[spot].has("BEATV") else Direction.DOWN
    return [
        build(scene, at, figure, Metric.RELATIVE_CHANGE, subject, direction=direction, unit="pp", versus=other.symbol)
    ]


def read_multiple(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Doubled, tripled, halved."""
    if figure.kind is not QuantityKind.MULTIPLE:
        return None
    subject = scene.subjects[at]
    text = figure.text.lower()
    if subject is None or subject is NOBODY or not (text.endswith(("d", "es", "s")) or text.endswith("ing")):
        start, end = None, None
        subject, topic = scene.at_verb(at, None, False)
        if subject is None or not subject.name:
            return []
        del start, end
    else:
        subject, topic = scene.at_verb(at, subject, scene.topics[at])
    if subject is None or not subject.name:
        return []
    direction = Direction.DOWN if figure.low < 1 else Direction.UP
    metric = Metric.FUNDAMENTAL if topic else Metric.PERCENT_CHANGE
    return [build(scene, at, figure, metric, subject, direction=direction, unit="x")]


def read_money(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Short sellers' profit, flows of funds, market value."""
    if figure.kind is not QuantityKind.MONEY:
        return None
    before, after = clause(scene, at)
    around = before + after
    near = before[-6:] + after[:6]
    if any(t.has("SHORTN") for t in around) and not any(t.text == "short interest" for t in around):
        lost = any(t.text in LOST for t in near)
        last = scene.memory.main()
        who = (
            named(scene, after)
            or named(scene, before)
            or (last if last is not None and last.label is Label.ORG and last.known else None)
        )
        who = who or Subject("short sellers", None, None)
        return [build(scene, at, figure, Metric.SHORT_PROFIT, who, direction=Direction.DOWN if lost else Direction.UP)]
    flows = any(t.has("FUNDSN") for t in around) and any(t.has("FLOWINV", "FLOWOUTV") for t in near)
    if flows and figure.high >= MILLION and not any(t.has("CAPN") and t.text != "worth" for t in near):
        return flow(scene, at, figure, before, after)
    if figure.high >= MILLION * 10 and any(t.has("CAPN") for t in near):
        return market_value(scene, at, figure, before, after)
    if figure.high >= MILLION * 10 and any(t.has("ERASEV") for t in near):
        return market_value(scene, at, figure, before, after)
    return None


def market_value(scene: Scene, at: int, figure: Quantity, before: list[Token], after: list[Token]) -> list[Draft]:
    """Market value gained or wiped out, or what it stands at."""
    here = scene.subjects[at]
    before_it = scene.memory.main()
    if before_it is not None and before_it.label is not Label.ORG:
        before_it = None
    subject = named(scene, after) or (here if here is not NOBODY else None) or before_it
    if subject is None or subject.label not in (Label.ORG, Label.INDEX, Label.CRYPTO, Label.FUND, None):
        subject = Subject("the stock market", None, None)
    near = before[-4:] + after[:8]
    moved = next((t for t in (*reversed(before[-4:]), *after[:8]) if t.has("UPV", "DNV", "ERASEV")), None)
    level = any(t.has("CLOSEV", "TRADEV", "BE", "HITV", "AT", "ABOVE", "BELOW", "TO") for t in before[-3:]) or any(
        t.text == "worth" for t in near
    )
    if moved is not None and not (level and not moved.has("ERASEV")):
        direction = Direction.DOWN if moved.has("ERASEV", "DNV") else Direction.UP
        return [build(scene, at, figure, Metric.MARKET_CAP_CHANGE, subject, direction=direction)]
    hedge = None
    if before and before[-1].has("ABOVE", "BELOW") and figure.hedge is None:
        hedge = Hedge.MORE_THAN if before[-1].has("ABOVE") else Hedge.LESS_THAN
    down = any(t.down or t.has("BELOW") for t in before[-4:])
    return [
        build(
            scene,
            at,
            figure,
            Metric.MARKET_CAP,
            subject,
            direction=Direction.DOWN if down else Direction.UP,
            hedge=hedge,
        )
    ]


def flow(scene: Scene, at: int, figure: Quantity, before: list[Token], after: list[Token]) -> list[Draft]:
    """Money into or out of funds. Whose: the funds named, else who moved it."""
    out = any(t.has("FLOWOUTV") for t in before[-6:] + after[:5])
    funds = fund_phrase(scene, at)
    if funds is None:
        return []
    return [build(scene, at, figure, Metric.FUND_FLOW, funds, direction=Direction.DOWN if out else Direction.UP)]


def fund_phrase(scene: Scene, at: int) -> Subject | None:
    """The noun phrase around the funds of the clause, those after the figure first."""
    tokens = scene.tokens
    order = [*range(at + 1, min(len(tokens), at + 9)), *range(at - 1, max(-1, at - 9), -1)]
    spots = [k for k in order if tokens[k].has("FUNDSN") and not tokens[k].has("FLOWINV", "FLOWOUTV")]
    for k in sorted(spots, key=lambda k: tokens[k].text in ("investors", "traders", "buyers")):
        first = k
        while (
            first > 0
            and tokens[first - 1].has("W", "NAME", "NPHEAD", "MEMBERN", "SUBJ")
            and not tokens[first - 1].text.endswith("ed")
        ):
            first -= 1
        text = strip_article(scene.text[tokens[first].start : tokens[k].end])
        return Subject(text, None, None, tokens[first].start)
    return None


def read_taken(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """What is taken off something: "would knock 15% off European banks", "cut 40% from Chinese earnings"."""
    tokens = scene.tokens
    if figure.kind not in (QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINTS) or at < 1 or at + 2 >= len(tokens):
        return None
    verb = next((t for t in reversed(tokens[max(0, at - 3) : at]) if t.tags != {"AUX"} and not t.has("DET")), None)
    if verb is None or not (verb.has("TAKEV", "ERASEV") or verb.text in ("cut", "slash", "slice", "cuts")):
        return None
    if tokens[at + 1].text not in ("off", "from"):
        return None
    end = at + 2
    while end < len(tokens) and tokens[end].has(
        "W", "DET", "SUBJ", "NAME", "FUNDN", "NPHEAD", "MEMBERN", "POSS", "UPN"
    ):
        end += 1
    phrase = tokens[at + 2 : end]
    if not phrase:
        return []
    subject = named(scene, phrase) or Subject(strip_article(scene.text[phrase[0].start : phrase[-1].end]), None, None)
    fundamental = figure.kind is QuantityKind.PERCENTAGE_POINTS and not subject.rate
    metric = Metric.FUNDAMENTAL if fundamental else Metric.YIELD_CHANGE if subject.rate else Metric.PERCENT_CHANGE
    return [build(scene, at, figure, metric, subject, direction=Direction.DOWN)]


def read_holdings(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """What a fund holds, in tonnes or shares: "Holdings in SPDR Gold Trust shrank by 4.2 tonnes"."""
    if figure.kind is not QuantityKind.COUNT or figure.unit not in ("tonnes", "tons", "ounces", "tonne"):
        return None
    before = scene.tokens[:at]
    spot = next((k for k, t in enumerate(before) if t.text == "holdings"), None)
    subject = named(scene, before[spot:]) if spot is not None else None
    verb = next((t for t in reversed(before) if t.has("UPV", "DNV")), None)
    if subject is None or verb is None:
        return None
    return [
        build(
            scene,
            at,
            figure,
            Metric.FUND_FLOW,
            subject,
            direction=Direction.UP if verb.up else Direction.DOWN,
            unit=figure.unit,
        )
    ]


def read_earned(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """What a company earned or will earn: "earned $1.20 a share", "can earn $10 a share"."""
    if figure.kind is not QuantityKind.MONEY or at < 1:
        return None
    verb = next((t for t in reversed(scene.tokens[max(0, at - 2) : at]) if t.tags != {"AUX"}), None)
    subject = scene.subjects[at]
    if (
        verb is None
        or not verb.text.startswith("earn")
        or subject is None
        or not subject.name
        or subject.label is not Label.ORG
    ):
        return None
    return [build(scene, at, figure, Metric.FUNDAMENTAL, subject)]


def read_volume(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Shares traded."""
    tokens = scene.tokens
    around = tokens[max(0, at - 10) : at + 5]
    shares = figure.unit == "shares" or (at + 1 < len(tokens) and tokens[at + 1].text == "shares")
    if figure.kind is not QuantityKind.COUNT or not shares or figure.high < MILLION:
        return None
    words = " ".join(t.text for t in around)
    if "volume" not in words and "changed hands" not in words and "traded" not in words and "turnover" not in words:
        return None
    subject = named(scene, tokens[at + 1 :]) or named(scene, tokens[:at])
    if subject is None:
        names = [t for t in tokens if t.has("NAME")]
        place = next((k for k, t in enumerate(tokens) if t.has("IN") and t.text == "on" and k + 1 < len(tokens)), None)
        if place is not None:
            text = strip_article(scene.text[tokens[place + 1].start : tokens[min(len(tokens) - 1, place + 2)].end])
            subject = Subject(text, None, None)
        elif names:
            subject = Subject(scene.text[names[0].start : names[0].end], None, None)
        else:
            return []
    return [build(scene, at, figure, Metric.VOLUME, subject, unit="shares")]


READERS: tuple[Reader, ...] = (
    read_average,
    read_threshold,
    read_count,
    read_share,
    read_breadth,
    read_taken,
    read_holdings,
    read_earned,
    read_relative,
    read_multiple,
    read_money,
    read_volume,
)
