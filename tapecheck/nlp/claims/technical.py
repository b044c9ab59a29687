"""Technical measures: moving averages with level and distance, RSI, Bollinger bands, volatility and so on.

The names of measures are the rows of `wording/technical.toml`, parameters included. A figure is a measure's value where
nothing but linking words stands between both ("RSI rose to 71.3", "a beta of 1.2"), and the distance from it before
"above" or "below" ("4% above its 50-day average"). The side of an average is `special.read_average`'s.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from decimal import Decimal

from tapecheck.nlp.claims.readers import build, known
from tapecheck.nlp.claims.scene import Draft, Scene
from tapecheck.nlp.claims.subjects import Subject, subject_of
from tapecheck.nlp.claims.wording.own import PACKAGE
from tapecheck.nlp.words.rows import Hit, View, find_hits, rows_in, small, view_of
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.reasons import MOMENT
from tapecheck.schema import Direction, Entity, Hedge, Metric, Quantity, QuantityKind

RE = patterns("claims.patterns.technical")

UPWARDS = ("above", "over", "higher than", "north of")
UNITS = {"w": "week", "week": "week", "month": "month", "year": "year"}
LEVELS = ("average", "high_52_weeks", "low_52_weeks", "bollinger")
PLAIN = (QuantityKind.INDEX_POINTS, QuantityKind.COUNT)
PRICED = (QuantityKind.MONEY, *PLAIN)
LARGEST_BETA = 20
METRICS = {"average": Metric.MOVING_AVERAGE_LEVEL, **{str(m): m for m in Metric}}
REVERSED = ("volatility", "annualised_return", "max_drawdown", "beta", "rsi", "correlation")
PAIRED = (Metric.BETA, Metric.CORRELATION)
UNITS_OF = {**dict.fromkeys(PAIRED, "ratio"), Metric.AVERAGE_VOLUME: "shares", Metric.RSI: "points"}
DEFINITIONS = {
    "average": {"exponential": re.compile(r"exponential|\bema"), "simple": re.compile(r"simple|\bsma")},
    "bollinger": {band: re.compile(band) for band in ("upper", "lower", "middle")},
}
RATIOS = ("rsi", "beta", "correlation")


def read_technical(scene: Scene, at: int, figure: Quantity) -> list[Draft] | None:
    """The draft of a figure that is a technical measure's, or the distance from one; [] for a measure's parameter."""
    view, named = scene.once(measures, lambda: measures(scene, "measure"))
    hits = [hit for hit in named if is_meant(scene, hit)]
    view = undated(scene, view, hits)
    for hit in hits:
        if hit.start <= figure.start < hit.end:
            return None if hit.row.value in LEVELS[:3] and has_side(view, hits, hit) else []
    for hit in sorted(hits, key=lambda hit: (hit.start > figure.start, abs(hit.start - figure.start))):
        found = read_value(scene, view, at, figure, hit)
        if found is not None:
            return found
    return None


def read_ratios(scene: Scene) -> list[Draft]:
    """The bare numbers that only the measure's name makes figures: "an RSI of 71.3", "its beta is 1.2"."""
    view, named = scene.once(measures, lambda: measures(scene, "measure"))
    hits = [hit for hit in named if hit.row.value in RATIOS]
    view = undated(scene, view, hits)
    drafts: list[Draft] = []
    for hit in hits:
        figure = ratio_after(scene, view, hit)
        if figure is not None:
            drafts += read_value(scene, view, scene.index_of(figure.start), figure, hit) or []
    return drafts


def ratio_after(scene: Scene, view: View, hit: Hit) -> Quantity | None:
    """The first number behind the name of a measure that is no figure by itself."""
    m = RE.ratio.search(view.words, hit.end - view.start)
    if m is None or "#" in view.between(hit.end, view.start + m.start()):
        return None
    return bare_figure(scene, view, m, QuantityKind.INDEX_POINTS, "points", sign=-1 if m["sign"] else 1)


def bare_figure(
    scene: Scene, view: View, m: re.Match[str], kind: QuantityKind, unit: str, *, sign: int = 1, scale: int = 1
) -> Quantity:
    """A number without a unit as a figure; `number` is the group that holds its digits."""
    number = Decimal(m["number"].replace(",", ""))
    value, ulp = sign * scale * number, scale * Decimal(1).scaleb(int(number.as_tuple().exponent))
    start, end = view.start + m.start(), view.start + m.end()
    text = scene.text[start:end]
    return Quantity(start=start, end=end, text=text, kind=kind, low=value, high=value, unit=unit, ulp=ulp)


def measures(scene: Scene, fact: str, but: Container[str] = ()) -> tuple[View, list[Hit]]:
    """The sentence with its figures and the names of instruments masked, and where the rows of a fact stand in it.

    `but` are symbols whose names stay.
    """
    rows = rows_in(PACKAGE, fact, small(scene.text)[scene.start : scene.end])
    if not rows:
        return View("", scene.start), []
    figures = [token.item for token in scene.tokens if token.item is not None and token.has("FIG")]
    names = [t.item for t in scene.tokens if isinstance(t.item, Entity) and t.has("SUBJ")]
    masked = [name for name in names if name.symbol and name.symbol not in but]
    view = view_of(scene.text, scene.start, scene.end, figures, masked)
    return view, find_hits(rows, view)


def undated(scene: Scene, view: View, hits: Sequence[Hit]) -> View:
    """The sentence with its periods blank, but for those in the name of a measure ("52-week high")."""
    words = list(view.words)
    for period in scene.periods if words else ():
        low, high = max(period.start, scene.start), min(period.end, scene.end)
        if not any(hit.start < high and low < hit.end for hit in hits):
            words[low - scene.start : high - scene.start] = " " * (high - low)
    return View("".join(words), view.start)


def is_meant(scene: Scene, hit: Hit) -> bool:
    """Whether a high or low of so many weeks is that of 52, a band one of Bollinger's."""
    if hit.row.value == "bollinger":
        return "bollinger" in scene.text[scene.start : scene.end].lower()
    if hit.row.value not in ("high_52_weeks", "low_52_weeks"):
        return True
    return not scene.text[hit.start].isdigit() or scene.text.startswith(("52", "12-", "1-"), hit.start)


def has_side(view: View, hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether an average is one of prices that something may lie above: not reached, and not crossed by another."""
    lead = view.between(max(view.start, hit.start - 60), hit.start)
    others = [other for other in hits if other.row.value == "average" and other.end <= hit.start]
    crossed = any(not RE.apart.search(view.between(other.end, hit.start)) for other in others)
    return not (crossed or RE.reached.search(lead))


def is_traded(view: View, hit: Hit) -> bool:
    """Whether an average is one of volumes: "on volume above its 50-day average"."""
    lead = view.between(max(view.start, hit.start - 60), hit.start)
    return hit.row.value == "average" and RE.traded.search(lead) is not None


def read_value(scene: Scene, view: View, at: int, figure: Quantity, hit: Hit) -> list[Draft] | None:
    """The figure as the value of a measure or the distance from it; None where it is neither."""
    name = str(hit.row.value)
    if figure.end <= hit.start:
        between = view.between(figure.end, hit.start)
        if name == "average" and (far := RE.distant.fullmatch(between)) and figure.kind is QuantityKind.PERCENT:
            way = Direction.UP if far["way"] in UPWARDS else Direction.DOWN
            return drafted(scene, view, at, figure, hit, Metric.MOVING_AVERAGE_DISTANCE, direction=way)
        apart = name in LEVELS and "," in between and RE.before_it.fullmatch(between)
        stands = apart or (name in REVERSED and RE.adjoining.fullmatch(between))
        return drafted(scene, view, at, figure, hit, METRICS[name]) if stands and fits(name, figure) else None
    between = view.between(hit.end, figure.start)
    linking = RE.against if METRICS[name] in PAIRED else RE.linked
    of_names = RE.of_another.match(between)
    if of_names and METRICS[name] not in PAIRED:
        between = between[of_names.end() :].lstrip("&")
    if name == "average" and view.words[hit.end - view.start - 1] == "s":
        between = RE.several.sub("", between)  # "the 55- and 100-day averages at $55.40 and $55.73"
    if not linking.fullmatch(between) or not fits(name, figure):
        return None
    metric = Metric.AVERAGE_VOLUME if is_traded(view, hit) else METRICS[name]
    return drafted(scene, view, at, figure, hit, metric, hedge=bound_in(between, figure))


def bound_in(lead: str, figure: Quantity) -> Hedge | None:
    """The bound that the words before a figure set, where it has none of its own."""
    bounded = RE.bounded.search(lead)
    if bounded is None or figure.hedge is not None:
        return None
    return Hedge.MORE_THAN if bounded[1] in ("above", "over") else Hedge.LESS_THAN


def fits(name: str, figure: Quantity) -> bool:
    """Whether a figure is of a kind that a measure has."""
    if figure.direction is not None and name not in ("annualised_return", "max_drawdown"):
        return False
    match name:
        case "volatility" | "annualised_return" | "max_drawdown":
            return figure.kind is QuantityKind.PERCENT
        case "rsi":
            return figure.kind in (*PLAIN, QuantityKind.PERCENT) and 0 < figure.high < 100
        case "beta" | "correlation":
            small = figure.high <= (1 if name == "correlation" else LARGEST_BETA)
            return figure.kind in (*PLAIN, QuantityKind.MULTIPLE) and small and "." in figure.text
        case "average_volume":
            return figure.kind is QuantityKind.COUNT and figure.unit in ("", "shares", "count", "contracts")
        case _:
            return figure.kind in (*PRICED, QuantityKind.PERCENT)


def drafted(
    scene: Scene,
    view: View,
    at: int,
    figure: Quantity,
    hit: Hit,
    metric: Metric,
    *,
    direction: Direction | None = None,
    hedge: Hedge | None = None,
) -> list[Draft]:
    """The draft of a measure, none where nobody's it is."""
    subject, versus = pair_of(scene, view, hit) if metric in PAIRED else (owner_of(scene, view, hit), None)
    if subject is None or not subject.known or (metric in PAIRED and versus is None):
        return []
    window, unit = window_of(scene, hit, at)
    if unit == "year" and window is not None:
        window, unit = 252 * window, None
    own = UNITS_OF.get(metric)
    made = build(scene, at, figure, metric, subject, direction=direction, unit=own, hedge=hedge, versus=versus)
    made = replace(made, start=min(hit.start, figure.start), end=max(hit.end, figure.end))
    if unit == "hour":
        return [replace(made, reason=MOMENT)]
    if metric in (Metric.HIGH_52_WEEKS, Metric.LOW_52_WEEKS):
        return [made]
    return [replace(made, window=window, freq=unit, definition=definition_of(hit))]


def window_of(scene: Scene, hit: Hit, at: int) -> tuple[int | None, str | None]:
    """How many sessions, weeks or months a measure is of; of several ("55- and 100-day") by the figure's place."""
    words = scene.text[hit.start : hit.end].lower()
    if (every := re.match(r"weekly|monthly|hourly", words)) is not None:
        return None, every.group().removesuffix("ly")
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    if not numbers:
        return None, None
    rest = [t.item for t in scene.tokens if t.has("FIG") and t.item is not None and t.item.start >= hit.end]
    place = next((k for k, item in enumerate(rest) if item is scene.tokens[at].item), 0)
    unit = RE.number_unit.search(words)
    return numbers[min(place, len(numbers) - 1)], UNITS.get(unit["unit"]) if unit else None


def definition_of(hit: Hit) -> str | None:
    """Which average the words mean, where they say, or which of Bollinger's bands."""
    kinds = DEFINITIONS.get(hit.row.value or "", {})
    return next((kind for kind, words in kinds.items() if words.search(hit.words)), None)


def owner_of(scene: Scene, view: View, hit: Hit) -> Subject | None:
    """Whose measure it is: of a name right behind or before it, else of the clause's subject."""
    behind = RE.of_another.match(view.words, hit.end - scene.start)
    if behind is not None:
        place = scene.start + behind.end()
        items = (t.item for t in scene.tokens if t.has("SUBJ") and t.item)
        named = next((item for item in items if item.start <= place < item.end), None)
        if named is not None:
            return subject_of(named, scene.labels)
    first = scene.index_of(hit.start)
    subject = known(scene, first - 1) if first else None
    if subject is not None:
        return subject
    found = [subject_of(t.item, scene.labels) for t in scene.tokens[:first] if t.has("SUBJ") and t.item is not None]
    listed = {each.symbol: each for each in found if each.symbol}
    return next(iter(listed.values())) if len(listed) == 1 else scene.memory.main()


def pair_of(scene: Scene, view: View, hit: Hit) -> tuple[Subject | None, str | None]:
    """The two instruments of a beta or a correlation: whose it is, and against which other."""
    known = [t.item for t in scene.tokens if t.has("SUBJ") and t.item is not None]
    after = [subject_of(item, scene.labels) for item in known if item.start >= hit.end]
    after = [subject for subject in after if subject.symbol]
    if scene.text[hit.end : hit.end + 9].strip().startswith("between"):
        return (after[0], after[1].symbol) if len(after) > 1 else (None, None)
    subject = owner_of(scene, view, hit)
    return subject, next((other.symbol for other in after if subject and other.symbol != subject.symbol), None)
