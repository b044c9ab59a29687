"""Readers of figures that are no change and no level of an instrument: money that is not a price, parts, counts.

Each takes a figure in its sentence and answers None where it is not its own, else the drafts that it makes (perhaps
none: the figure is understood and states no claim).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from tapecheck.nlp.claims.money import read_earned, read_holdings, read_money, read_taken, read_volume
from tapecheck.nlp.claims.readers import build, clause, known, named
from tapecheck.nlp.claims.scene import NOBODY, Draft, Scene
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.technical import read_technical
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.words.tables import patterns
from tapecheck.schema import Direction, Label, Metric, Modality, Period, PeriodKind, Quantity, QuantityKind

RE = patterns("claims.patterns.special")

Reader = Callable[[Scene, int, Quantity], list[Draft] | None]
MONTH_OR_SO = 20
MILLION = Decimal(10**6)
FIRSTS = ("first", "first-ever", "second", "third", "only")
TARGETS = ("target", "targets", "price target", "estimate", "projection", "forecast")


def read_special(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Offer a figure to each reader in turn."""
    for reader in READERS:
        found = reader(scene, at, figure)
        if found is not None:
            return found
    return None


def read_average(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """A "200-day moving average": the side of it that the close is on."""
    after = scene.tokens[at + 1 : at + 3]
    if not after or not after[0].has("MAVG"):
        return None
    before, _ = clause(scene, at)
    reached = any(t.has("CLOSETO", "TO") or t.text in ("toward", "towards") for t in before[-3:])
    if figure.unit != "days" or reached or RE.briefly.match(scene.text, after[0].end, scene.end):
        return []  # "close to its 200-day average" says no side; of weeks no rule computes one
    sides = [t for t in before[-5:] if t.has("BELOW", "ABOVE", "UPV", "DNV", "UPP", "DNP")]
    if len(sides) > 1 and sides[-1].text == "off":
        sides.pop()  # "bounced off its 50-day average"
    subject = known(scene, at)
    if not sides or subject is None:
        return []
    side = next((t for t in reversed(sides) if t.has("BELOW", "ABOVE")), sides[-1])  # "below its rising average"
    direction = Direction.DOWN if side.has("BELOW", "DNV", "DNP") else Direction.UP
    if side.text in ("through", "past"):
        direction = Direction.DOWN if any(t.down for t in before) else Direction.UP
    return [build(scene, at, figure, Metric.MOVING_AVERAGE, subject, direction=direction, unit="days")]


def read_count(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """How often: "closed at a record 52 times in 2013", "set 90 record closes", "moved 1% or more on eight days"."""
    if figure.kind is not QuantityKind.COUNT:
        return None
    tokens, subject = scene.tokens, known(scene, at)
    following, before = tokens[at + 1 : at + 4], clause(scene, at)[0]
    times = any(t.has("TIMESN") for t in following[:1])
    peaks = any(t.has("PEAK") for t in following)
    record = any("record" in t.text or "high" in t.text for t in following) or any(t.has("PEAK") for t in before[-3:])
    least = any(t.text in ("or more", "or", "least") for t in tokens[:at])
    sizes = [t.start for t in tokens[:at] if least and t.has("percent")]  # "moved 1% or more on eight days"
    if subject is None or not (peaks or (times and (record or sizes))):
        return None
    spans = [t.item for t in tokens if isinstance(t.item, Period) and t.has("PER") and not scene.marked(t)]
    spans = [p for p in spans if p.kind is not PeriodKind.LOOKBACK]
    if not any(p.from_ and p.to and (p.to - p.from_).days >= MONTH_OR_SO for p in spans):
        return None
    made = build(scene, at, figure, Metric.COUNT, subject, unit="count")
    return [replace(made, start=min([made.start, *sizes]))]


def read_threshold(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """The "1% or more" of a count, the 1,000 of "its first 1,000-point gain": no claims of their own."""
    first = at and scene.tokens[at - 1].text in FIRSTS
    if first and at + 1 < len(scene.tokens) and scene.tokens[at + 1].has("UPN", "DNN", "MOVEN"):
        return []
    if figure.kind is not QuantityKind.PERCENT:
        return None
    following = [t.text for t in scene.tokens[at + 1 : at + 3]]
    threshold = following[:2] in (["or", "more"], ["or", "less"])
    if threshold and at > 1 and scene.tokens[at - 1].has("OF") and scene.tokens[at - 2].has("UPN", "DNN", "MOVEN"):
        return []  # "its 30th decline of 1% or more"
    if threshold and any(t.has("TIMESN") for t in scene.tokens[at + 1 :]):
        return []
    return None


def skip_apposition(tokens: list[Token]) -> list[Token]:
    """The tokens without a first ", a measure of smaller companies," that commas set off."""
    commas = [k for k, token in enumerate(tokens) if token.has("COMMA")]
    if len(commas) < 2 or commas[1] + 1 >= len(tokens):
        return tokens
    first, second = commas[:2]
    inner = tokens[first + 1 : second]
    if len(inner) > 10 or not inner or not inner[0].has("DET") or any(t.has("FIG", "SUBJ") for t in inner):
        return tokens
    return tokens[:first] + tokens[second + 1 :]


@dataclass(frozen=True, slots=True)
class Members:
    """What follows a part of an index: whose members, whether they are called so, and what they did."""

    subject: Subject | None
    called: bool
    sectors: bool
    verb: Token | None


def read_breadth(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """A part of an index's members that rose or fell: "more than 90% of its companies advanced", "five Dow stocks"."""
    if figure.kind not in (QuantityKind.PERCENT, QuantityKind.COUNT):
        return None
    tokens = scene.tokens
    moved = at and tokens[at - 1].has("UPV", "DNV", "UPP", "DNP", "BY", "TO") and figure.kind is QuantityKind.PERCENT
    if moved and not RE.in_parts.search(figure.text):
        return None
    start = part_of(tokens, at, figure)
    if start is None:
        return None
    members = members_after(scene, start)
    if members.verb is None:
        return None
    whole = figure.kind is QuantityKind.COUNT and any(t.has("OF") for t in tokens[max(0, at - 2) : at])
    if whole or excepted(scene, at) or members.sectors:
        return []  # "all but two of the Dow's members", "five of the 11 sectors"
    called = members.called
    subject = members.subject or (scene.subjects[at] or scene.memory.last if called else None)
    if subject is None or subject.label is not Label.INDEX:
        return [] if called else None
    direction = Direction.UP if members.verb.up or members.verb.has("BEATV") else Direction.DOWN
    return [build(scene, at, figure, Metric.BREADTH, subject, direction=direction)]


def part_of(tokens: list[Token], at: int, figure: Quantity) -> int | None:
    """Where the whole begins that a figure is a part of: after "of", after "of the 30", or right behind a count."""
    if at + 2 >= len(tokens):
        return None
    following = tokens[at + 1]
    if following.has("OF") or (figure.text.lower() == "half" and following.has("DET")):
        k = at + 2 + tokens[at + 2].has("DET")
        return k + 1 if k < len(tokens) and tokens[k].has("count") else at + 2
    if figure.kind is QuantityKind.PERCENT and RE.in_parts.search(figure.text):  # "seven in ten S&P 500 members"
        return at + 1 if following.has("SUBJ") and tokens[at + 2].has("MEMBERN", "POSS") else None
    named = following.has("SUBJ") and tokens[at + 2].has("MEMBERN", "POSS")
    return at + 1 if figure.kind is QuantityKind.COUNT and named else None


def members_after(scene: Scene, start: int) -> Members:
    """The members of an index from a token on, up to their verb."""
    subject, called, sectors = None, False, False
    window = skip_apposition(scene.tokens[start : start + 26])
    for k, token in enumerate(window):
        sectors = sectors or token.text in ("sectors", "groups", "industries", "sector")
        if token.has("SUBJ") and token.item is not None and subject is None:
            subject = subject_of(token.item, scene.labels)
        elif token.has("MEMBERN"):
            called = True
        elif token.has("UPN", "DNN") and k and window[k - 1].has("HAVEV"):
            return Members(subject, called, sectors, token)  # "showed losses"
        elif token.has("UPV", "DNV", "UPP", "DNP", "LAGV", "BEATV"):
            return Members(subject, called, sectors, token)
        elif token.has("STOP", "COMMA", "FIG"):
            break
    return Members(subject, called, sectors, None)


def excepted(scene: Scene, at: int) -> bool:
    """Whether a count is of those that did otherwise: "all but two of"."""
    before = scene.text[max(scene.start, scene.tokens[at].start - 24) : scene.tokens[at].start].lower()
    return re.search(r"\b(?:all|every\w*|each)\s+(?:but|except|bar)\s+(?:for\s+)?(?:\w+\s+)?$", before) is not None


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
    near = range(at - 1, max(-1, at - 9), -1)
    spot = next((k for k in near if tokens[k].has("BEATV", "LAGV", "FIG", "STOP")), None)
    if spot is None or not tokens[spot].has("BEATV", "LAGV") or not any(t.has("BY") for t in tokens[spot:at]):
        return read_ahead(scene, at, figure)
    other = named(scene, tokens[spot:at])
    subject = known(scene, spot - 1) if spot else None
    if other is None or subject is None or other.symbol in (None, subject.symbol):
        return []
    direction = Direction.UP if tokens[spot].has("BEATV") else Direction.DOWN
    return [relative(scene, at, figure, subject, direction, other)]


def relative(scene: Scene, at: int, figure: Quantity, subject: Subject, way: Direction, other: Subject) -> Draft:
    """The draft of one instrument against another."""
    return build(scene, at, figure, Metric.RELATIVE_CHANGE, subject, direction=way, unit="pp", versus=other.symbol)


def read_ahead(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """A lead in percentage points: "is 6.7 points ahead of the FTSE 100", "has done better than the Dow by 20"."""
    tokens, subject = scene.tokens, known(scene, at)
    after, before = tokens[at + 1 : at + 3], tokens[max(0, at - 8) : at]
    side: str | None = None
    if after and after[0].text in ("ahead", "behind", "ahead of"):
        side, rest = after[0].text, tokens[at + 1 : at + 6]
    elif before and before[-1].has("BY"):
        than = next((k for k, token in enumerate(before) if token.has("THAN")), None)
        side = before[than - 1].text if than else None
        rest = before[than:] if than else []
    if side not in ("ahead", "ahead of", "behind", "better", "worse"):
        return None
    other = named(scene, rest)
    if subject is None or other is None or other.symbol in (None, subject.symbol):
        return None
    direction = Direction.UP if side in ("ahead", "ahead of", "better") else Direction.DOWN
    return [relative(scene, at, figure, subject, direction, other)]


def read_multiple(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Doubled, tripled, halved."""
    if figure.kind is not QuantityKind.MULTIPLE:
        return None
    if not RE.multiplying.match(figure.text):
        return []
    following = scene.tokens[at + 1 : at + 6]
    if following and following[0].has("W", "FUNDN"):
        return []  # "doubling service staff last year", "has tripled sales"
    if following and following[0].has("DET", "PRO") and any(t.has("UPN", "DNN", "FUNDN", "MOVEN") for t in following):
        return []  # "doubled this loss", "halving an intraday gain"
    subject = scene.subjects[at]
    text = figure.text.lower()
    unsaid = subject is None or subject is NOBODY or not text.endswith(("d", "s", "ing"))
    subject, topic = scene.at_verb(at, None if unsaid else subject, not unsaid and scene.topics[at])
    if subject is None or not subject.name:
        return []
    direction = Direction.DOWN if figure.low < 1 else Direction.UP
    metric = Metric.FUNDAMENTAL if topic else Metric.PERCENT_CHANGE
    return [build(scene, at, figure, metric, subject, direction=direction, unit="x")]


def read_target(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """Somebody's target for something: "raised its year-end target for the S&P 500 to 5,200 from 5,100"."""
    if figure.kind not in (QuantityKind.INDEX_POINTS, QuantityKind.MONEY) or figure.high >= MILLION:
        return None
    before = scene.tokens[:at]
    spot = next((k for k in range(len(before) - 1, -1, -1) if before[k].text in TARGETS), None)
    if spot is None or any(t.has("STOP", "BUT") for t in before[spot:]):
        return None
    after = before[spot + 1 : spot + 5]
    if not after or after[0].text not in ("for", "on", "of"):
        if not all(t.has("TO", "FROM", "FIG", "STOP", "BY", "OF", "AT", "DET", "AUX") for t in before[spot + 1 :]):
            return None
        after = [t for t in before[max(0, spot - 3) : spot] if t.has("SUBJ") and t.item is not None][-1:]
    subject = named(scene, after)
    if subject is None or not subject.known:
        return []
    return [build(scene, at, figure, Metric.LEVEL, subject, modality=Modality.FORECAST)]


READERS: tuple[Reader, ...] = (
    read_target,
    read_technical,
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
