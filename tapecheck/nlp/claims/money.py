"""Readers of money that is no price, and of what belongs to funds and companies: market value, flows, short sellers'
profit, volume, earnings, and what is taken off something.
"""

from __future__ import annotations

from decimal import Decimal

from tapecheck.nlp.claims.readers import build, clause, named
from tapecheck.nlp.claims.scene import NOBODY, Draft, Scene, strip_article
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.tokens import Token
from tapecheck.nlp.words.tables import listed
from tapecheck.schema import Direction, Hedge, Label, Metric, Quantity, QuantityKind

MILLION = Decimal(10**6)
TAKING = listed("cut cuts slash slashed slice sliced slicing wiped knocked shaved lopped chopped carved")
PARTS = listed("""factors dividends dividend ex-dividend stocks shares miners banks sector producers majors
    heavyweight heavyweights group""")
DEPOSITORS = ("depositors", "customers", "clients", "savers")
LOST = frozenset(["lost", "lose", "loses", "losing", "loss", "losses", "down"])


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
        last = last if last is not None and last.label is Label.ORG and last.known else None
        who = named(scene, after) or named(scene, before) or last or Subject("short sellers", None, None)
        return [build(scene, at, figure, Metric.SHORT_PROFIT, who, direction=Direction.DOWN if lost else Direction.UP)]
    own = bank_run(scene, at, figure, before, after)
    if own is not None:
        return [own]
    near = [t for t in near if t.text != "worth" or values(scene, t)]
    flows = any(t.has("FUNDSN", "FUND") for t in around) and any(t.has("FLOWINV", "FLOWOUTV") for t in near)
    if flows and figure.high >= MILLION and not any(t.has("CAPN") and t.text != "worth" for t in near):
        return flow(scene, at, figure, before, after)
    if figure.high >= MILLION * 10 and any(t.has("CAPN") for t in near):
        return market_value(scene, at, figure, before, after)
    if figure.high >= MILLION * 10 and any(t.has("ERASEV") for t in near):
        return market_value(scene, at, figure, before, after)
    return None


def bank_run(scene: Scene, at: int, figure: Quantity, before: list[Token], after: list[Token]) -> Draft | None:
    """What customers took out of a bank, a figure of the bank's: "depositors withdrew $42bn from SVB"."""
    if not any(t.text in DEPOSITORS for t in before) or not any(t.has("FLOWOUTV") for t in before[-3:]):
        return None
    bank = named(scene, after)
    if bank is None or bank.label is not Label.ORG or after[0].text != "from" or any(t.has("FUNDSN") for t in after):
        return None
    subject = Subject(f"{bank.name} deposits", None, None, bank.start)
    return build(scene, at, figure, Metric.FUNDAMENTAL, subject, direction=Direction.DOWN)


def values(scene: Scene, worth: Token) -> bool:
    """Whether "worth" says what a company is worth, not "goods worth of" or "a deal worth"."""
    at = scene.index_of(worth.start)
    before = scene.tokens[at - 1] if at else None
    after = scene.tokens[at + 1] if at + 1 < len(scene.tokens) else None
    if before is None or after is None or not after.has("FIG"):
        return False
    return before.has("BE", "AUX") or before.text in ("company", "companies", "business")


def market_value(scene: Scene, at: int, figure: Quantity, before: list[Token], after: list[Token]) -> list[Draft]:
    """Market value gained or wiped out, or what it stands at."""
    here = scene.subjects[at]
    words = (*before, *after)  # "the contract was worth", "equity losses in China wiped out"
    other = here is NOBODY and any(token.text == "worth" or token.has("ERASEV") for token in words)
    before_it = scene.memory.main() if not other or scene.anaphoric(at) else None
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
    if not subject.known:
        return []
    hedge = None
    if before and before[-1].has("ABOVE", "BELOW") and figure.hedge is None:
        hedge = Hedge.MORE_THAN if before[-1].has("ABOVE") else Hedge.LESS_THAN
    way = Direction.DOWN if any(t.down or t.has("BELOW") for t in before[-4:]) else Direction.UP
    return [build(scene, at, figure, Metric.MARKET_CAP, subject, direction=way, hedge=hedge)]


def flow(scene: Scene, at: int, figure: Quantity, before: list[Token], after: list[Token]) -> list[Draft]:
    """Money into or out of funds. Whose: the funds named, else who moved it."""
    out = any(t.has("FLOWOUTV") for t in before[-6:] + after[:5])
    listed = next((t for t in before + after if t.has("FUND") and t.item is not None), None)
    item = listed.item if listed is not None else None
    funds = subject_of(item, scene.labels) if item is not None else fund_phrase(scene, at)
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


def taken_chain(tokens: list[Token], at: int) -> tuple[int, int]:
    """The first and last figure of "617.78 points, or 5.66 percent, off the Dow" around the one at `at`."""
    first = last = at
    if at > 1 and tokens[at - 1].has("OR"):
        k = at - 2
        k -= 1 if tokens[k].has("COMMA") else 0
        first = k if k >= 0 and tokens[k].has("FIG") else at
    k = at + 1
    k += 1 if k < len(tokens) and tokens[k].has("COMMA") else 0
    if k + 1 < len(tokens) and tokens[k].has("OR") and tokens[k + 1].has("FIG"):
        last = k + 1
    if last + 1 < len(tokens) and tokens[last + 1].has("COMMA") and last > first:
        last += 1
    return first, last


def read_taken(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """What is taken off something: "would knock 15% off European banks", "cut 40% from Chinese earnings"."""
    tokens = scene.tokens
    kinds = (QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINTS, QuantityKind.INDEX_POINTS)
    if figure.kind not in kinds or at < 1 or at + 2 >= len(tokens):
        return None
    first, last = taken_chain(tokens, at)
    verb = next(
        (t for t in reversed(tokens[max(0, first - 3) : first]) if t.tags != {"AUX"} and not t.has("DET")), None
    )
    if verb is None or not (verb.has("TAKEV", "ERASEV") or verb.text in TAKING):
        return None
    if last + 2 >= len(tokens) or tokens[last + 1].text not in ("off", "from"):
        return None
    points = figure.kind is QuantityKind.INDEX_POINTS
    if any(t.text in PARTS or (points and t.has("ORG")) for t in tokens[max(0, first - 7) : first]):
        return []  # "ex-dividend factors knocked 1.94 points off the index": a part of the day's change
    end = last + 2
    while end < len(tokens) and tokens[end].has(
        "W", "DET", "SUBJ", "NAME", "FUNDN", "NPHEAD", "MEMBERN", "POSS", "UPN"
    ):
        end += 1
    phrase = tokens[last + 2 : end]
    if not phrase:
        return [] if figure.kind is not QuantityKind.INDEX_POINTS else None
    subject = named(scene, phrase) or Subject(strip_article(scene.text[phrase[0].start : phrase[-1].end]), None, None)
    fundamental = figure.kind is QuantityKind.PERCENTAGE_POINTS and not subject.rate
    metric = Metric.FUNDAMENTAL if fundamental else Metric.YIELD_CHANGE if subject.rate else Metric.PERCENT_CHANGE
    if figure.kind is QuantityKind.INDEX_POINTS:
        if not subject.known:
            return None
        metric = Metric.YIELD_CHANGE if subject.rate else Metric.POINT_CHANGE
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
    way = Direction.UP if verb.up else Direction.DOWN
    return [build(scene, at, figure, Metric.FUND_FLOW, subject, direction=way, unit=figure.unit)]


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
        place = next((k for k, t in enumerate(tokens[:-1]) if t.has("IN") and t.text == "on"), None)
        names = [t for t in tokens if t.has("NAME")]
        spots = tokens[place + 1 : place + 3] if place is not None else names[:1]
        if not spots:
            return []
        subject = Subject(strip_article(scene.text[spots[0].start : spots[-1].end]), None, None)
    return [build(scene, at, figure, Metric.VOLUME, subject, unit="shares")]
