"""A series over a claim's period as inline SVG, drawn from the points that the check carries: stated against computed.

Written by hand through one small template: a chart takes under a millisecond and 3-12 kB, follows the page's own
colours in light and dark, and its labels are text that a browser can find. Nothing needs a plotting library.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tapecheck.reference.metrics import CHANGES, EXTREMES_SINCE, FROM_EXTREMES, LEVELS
from tapecheck.report import words
from tapecheck.report.axes import day_ticks, spread, value_label, value_ticks
from tapecheck.schema import Check, Claim, Direction, Metric

if TYPE_CHECKING:
    from jinja2 import Template

Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 440, 220
LEFT, RIGHT, TOP, BOTTOM = 54, 426, 24, 182
LINES = {  # levels that are no price of a day, by their names in a chart
    Metric.MOVING_AVERAGE_LEVEL: "average",
    Metric.HIGH_52_WEEKS: "52-week high",
    Metric.LOW_52_WEEKS: "52-week low",
    Metric.BOLLINGER: "band",
}
SPREAD = 144  # the height of a histogram
CAPTION = "members by change, open at the ends"
_MIN_POINTS = 3
_OFF_THE_CHART = 4.0  # a stated value so many times the drawn range away is told by an arrow
_UNITS = {"points": "points", "percent": "percent", "pp": "percent", "USD": "US dollars", "x": "times"}


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside the drawing. `anchor` is start, middle or end, `style` a class of the style sheet."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    style: str = "ink"

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of the words, as wide as they are set at most (on a phone)."""
        width = 7.4 * len(self.text)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - 12, left + width, self.y + 3


@dataclass(slots=True)
class Drawing:
    """What the template draws; all places in the units of the view box."""

    id: str
    title: str
    description: str
    unit: str
    style: str
    line: str
    band: tuple[float, float] | None = None
    y_ticks: list[tuple[float, str]] = field(default_factory=list)
    x_ticks: list[tuple[float, str, str]] = field(default_factory=list)
    rules: list[tuple[float, str]] = field(default_factory=list)  # horizontal: y, class
    posts: list[tuple[float, str]] = field(default_factory=list)  # vertical: x, class
    dots: list[tuple[float, float, str]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def chart_svg(check: Check, claim: Claim) -> str:
    """An SVG element of some 3 to 12 kB, or "" where there are too few points to see anything.

    Breadth is the members by how far they moved over a bar of their shares, everything else the daily figures over the
    period.
    """
    if claim.metric is Metric.BREADTH and isinstance(check.computed, float) and check.unit in ("percent", "%"):
        return _share_template().render(**_share(check, claim), spread=_spread(check, claim), width=WIDTH)
    if check.chart is None or len(check.chart.dates) < _MIN_POINTS or len(set(check.chart.dates)) < _MIN_POINTS:
        return ""
    return _template().render(d=_draw(check, claim), box=(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM))


def stated_level(check: Check, claim: Claim) -> float | None:
    """The level that the stated figure amounts to on the chart's scale.

    None where it has none there, or where the chart's own ends do not give the computed figure (a pair quoted the
    other way round, another field of the day): then nothing is drawn rather than something wrong.
    """
    figure, computed = claim.low, check.computed
    if figure is None or not isinstance(computed, float) or check.chart is None:
        return None
    stated = float((figure + (claim.high if claim.high is not None else figure)) / 2)
    if claim.metric in LEVELS or claim.metric in LINES:
        return stated if check.unit == claim.unit and 0.2 < stated / (computed or 1) < 5 else None
    base, end = _value_on(check, check.base_date), _value_on(check, check.as_of)
    if claim.metric not in CHANGES | FROM_EXTREMES or base is None or end is None or not base:
        return None
    signed = -stated if claim.direction is Direction.DOWN else stated
    found = {"percent": (end / base - 1) * 100, "x": end / base}.get(check.unit or "", end - base)
    if abs(found - computed) > max(0.01 * abs(computed), 0.02):
        return None
    return {"percent": base * (1 + signed / 100), "x": base * stated}.get(check.unit or "", base + signed)


def _value_on(check: Check, day: date | None) -> float | None:
    chart = check.chart
    return chart.values[chart.dates.index(day)] if chart and day in chart.dates else None


def _draw(check: Check, claim: Claim) -> Drawing:
    assert check.chart is not None
    days, values = check.chart.dates, check.chart.values
    stated = stated_level(check, claim)
    low, high, off = _range(values, stated)
    first, span = days[0].toordinal(), max(1, days[-1].toordinal() - days[0].toordinal())

    def x(day: date) -> float:
        return round(LEFT + 8 + (RIGHT - LEFT - 16) * (day.toordinal() - first) / span, 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    ticks = value_ticks(low, high)
    drawing = Drawing(
        id=f"chart-{claim.id}",
        title=f"{claim.subject or claim.symbol or 'The series'}, {words.day(days[0])} to {words.day(days[-1])}",
        description=describe(check, claim, stated),
        unit=_unit(check, claim),
        style=str(check.verdict),
        line=" ".join(f"{x(day)},{y(value)}" for day, value in zip(days, values, strict=True)),
        y_ticks=[(y(tick), value_label(tick, ticks)) for tick in ticks],
        x_ticks=_x_labels([(x(day), text) for day, text in day_ticks(days)]),
    )
    base, end = check.base_date, check.as_of
    wanted = [day for day in (base, end) if day is not None]
    if len(wanted) == 2 and {*wanted} <= {*days} and wanted[0] < wanted[1]:
        drawing.band = (x(wanted[0]), x(wanted[1]))
    ends = [(day, value) for day in wanted if (value := _value_on(check, day)) is not None]
    drawing.dots = [(x(day), y(value), "ink") for day, value in ends]
    _mark_metric(drawing, check, claim, x, y)
    _label_ends(drawing, [(x(day), y(value), value) for day, value in ends])
    if stated is not None:
        _mark_stated(drawing, y(min(max(stated, low), high)), stated, claim, off)
    return drawing


def _range(values: tuple[float, ...], stated: float | None) -> tuple[float, float, str]:
    """Lowest and highest drawn value, and an arrow where the stated one lies far off the chart."""
    low, high = min(values), max(values)
    reach = (high - low) or abs(high) * 0.01 or 1.0
    off = ""
    if stated is not None:
        if stated > high + _OFF_THE_CHART * reach:
            off = " ↑"
        elif stated < low - _OFF_THE_CHART * reach:
            off = " ↓"
        else:
            low, high = min(low, stated), max(high, stated)
    margin = ((high - low) or abs(high) * 0.01 or 1.0) * 0.16
    return low - margin, high + margin, off


def _unit(check: Check, claim: Claim) -> str:
    """The unit of the axis. A change has another unit than the series it is computed from."""
    currency = next((series.currency for series in check.series), None)
    symbol = claim.symbol or ""
    if symbol in ("^TNX", "^FVX", "^TYX", "^IRX") or claim.metric in (Metric.YIELD_CHANGE, Metric.YIELD_LEVEL):
        return "percent"
    if symbol.startswith("^"):
        return "points"
    return _UNITS.get(currency or "", currency or "level")


def _x_labels(ticks: list[tuple[float, str]]) -> list[tuple[float, str, str]]:
    """Ticks with the anchors that keep their labels inside; from the last backwards, those that have room."""
    kept: list[tuple[float, str, str]] = []
    free = WIDTH + 100.0
    for x, text in reversed(ticks):
        anchor = "start" if x < LEFT + 30 else "end" if x > RIGHT - 40 else "middle"
        left, _, right, _ = Label(x, 0, text, anchor).box
        if right + 6 < free:
            kept.append((x, text, anchor))
            free = left
    return kept[::-1]


def _label_ends(drawing: Drawing, ends: list[tuple[float, float, float]]) -> None:
    """The figures at the first and the last day, beside their dots, where nothing else stands."""
    for x, y, value in ends:
        anchor = _side(x)
        x += {"start": -4, "middle": 0, "end": 4}[anchor]
        text = f"{value:,.2f}"
        _put(drawing, [Label(x, y + shift, text, anchor) for shift in (-9, 17, -22, 30)])


def _mark_stated(drawing: Drawing, y: float, stated: float, claim: Claim, off: str) -> None:
    """A dashed line at the level that the text states, its label where nothing else stands."""
    drawing.rules.append((y, "stated"))
    said = words.claimed(claim)
    text = f"stated {said}" if claim.metric in LEVELS or claim.metric in LINES else f"stated {said} = {stated:,.2f}"
    places = [(LEFT + 8, "start"), ((LEFT + RIGHT) / 2, "middle"), (RIGHT - 4, "end")]
    rows = (y - 5, y + 13)
    _put(drawing, [Label(x, row, text + off, anchor, "stated") for row in rows for x, anchor in places])


def _put(drawing: Drawing, places: list[Label]) -> None:
    """The label at the first place that lies inside and over no other; at the first place where none does."""
    inside = [one for one in places if TOP - 12 < one.y < BOTTOM - 2] or places
    boxes = [label.box for label in drawing.labels]
    free = (one for one in inside if not any(_overlap(one.box, box) for box in boxes))
    drawing.labels.append(next(free, inside[0]))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _mark_metric(
    drawing: Drawing, check: Check, claim: Claim, place_x: Callable[[date], float], place_y: Callable[[float], float]
) -> None:
    """What a metric shows besides: the earlier extreme, the days of a streak, the average."""
    assert check.chart is not None
    days, values = check.chart.dates, check.chart.values
    if claim.metric in EXTREMES_SINCE:
        if (earlier := _value_on(check, check.base_date)) is not None and check.base_date is not None:
            drawing.dots.append((place_x(check.base_date), place_y(earlier), "earlier"))
            end = _value_on(check, check.as_of)
            drawing.rules.append((place_y(end if end is not None else earlier), "soft"))
        bound = _bound(claim)
        if bound and days[0] <= bound <= days[-1]:
            drawing.posts.append((place_x(bound), "stated"))
            at = place_x(bound)
            _put(drawing, [Label(at, TOP - 4, f"stated since {claim.since}", _side(at), "stated")])
    elif claim.metric is Metric.STREAK and isinstance(check.computed, float):
        count = int(check.computed) if claim.freq in (None, "day") else 0
        for day, value in list(zip(days, values, strict=True))[-count:] if count else ():
            drawing.dots.append((place_x(day), place_y(value), "streak"))
    elif (line := _line_of(check, claim)) is not None:
        name, level = line
        at = place_y(min(max(level, min(values)), max(values)))
        drawing.rules.append((at, "soft"))
        _put(drawing, [Label(LEFT + 8, at + shift, f"{name} {level:,.2f}", "start", "soft") for shift in (-4, 14)])


def _line_of(check: Check, claim: Claim) -> tuple[str, float] | None:
    """A level that a technical measure draws through the series: the average, the extreme of a year, the band."""
    assert check.chart is not None
    if claim.metric in LINES and isinstance(check.computed, float):
        stated, reach = stated_level(check, claim), max(check.chart.values) - min(check.chart.values)
        drawn = stated is not None and abs(stated - check.computed) < 0.1 * reach  # by the line of the stated figure
        return None if drawn else (LINES[claim.metric], check.computed)
    plain = claim.definition is None and claim.freq in (None, "day")
    if claim.metric is Metric.MOVING_AVERAGE or (claim.metric is Metric.MOVING_AVERAGE_DISTANCE and plain):
        return "average", sum(check.chart.values) / len(check.chart.values)
    return None


def _side(x: float) -> str:
    return "start" if x < LEFT + 60 else "end" if x > RIGHT - 60 else "middle"


def _bound(claim: Claim) -> date | None:
    text = claim.since or ""
    try:
        return date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError:
        return None


def describe(check: Check, claim: Claim, stated: float | None) -> str:
    """The chart in a sentence, for those who do not see it."""
    assert check.chart is not None
    days, values = check.chart.dates, check.chart.values
    base = _value_on(check, check.base_date)
    start = (check.base_date, base) if base is not None and check.base_date else (days[0], values[0])
    end_value = _value_on(check, check.as_of)
    end = (check.as_of, end_value) if end_value is not None and check.as_of else (days[-1], values[-1])
    low, high = min(values), max(values)
    ends = f"{start[1]:,.2f} on {words.day(start[0])}, {end[1]:,.2f} on {words.day(end[0])}"
    parts = [f"Line chart of daily figures: {ends}; lowest {low:,.2f}, highest {high:,.2f}."]
    if stated is not None:
        parts.append(f"The text states {words.claimed(claim)}, drawn as a dashed line at {stated:,.2f}.")
    if said := words.computed(claim, check):
        parts.append(f"Computed: {said}.")
    return " ".join(parts)


def _share(check: Check, claim: Claim) -> dict[str, object]:
    """Breadth: the members as one bar, those that moved the stated way filled, the stated share as a mark."""
    assert isinstance(check.computed, float)
    reach = RIGHT - LEFT
    stated = float(claim.low) if claim.low is not None and claim.unit in ("percent", "%") else None
    x = LEFT + reach * check.computed / 100
    at = LEFT + reach * stated / 100 if stated is not None else None
    tops = spread([x, at], 150, LEFT + 60, RIGHT - 60) if at is not None else [min(max(x, LEFT + 60), RIGHT - 60)]
    return {
        "id": f"chart-{claim.id}", "style": str(check.verdict), "left": LEFT, "right": RIGHT, "fill": round(x, 1),
        "stated": round(at, 1) if at is not None else None,
        "computed_label": (round(tops[0], 1), f"computed {check.computed:.1f}%"),
        "stated_label": (round(tops[1], 1), f"stated {words.claimed(claim)}") if at is not None else None,
        "title": f"Members of {claim.subject or claim.symbol or 'the index'}",
        "description": f"{check.computed:.1f}% of the priced members; the text states {words.claimed(claim)}. "
                       f"{check.tolerance or ''}",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """A histogram as it is drawn: `bars` with place, top, width, height and class; `at` is the bar to pass."""

    bars: list[tuple[float, float, float, float, str]]
    ticks: list[tuple[float, str, str]]
    at: float
    labels: list[Label]
    description: str
    height: float = SPREAD


def _spread(check: Check, claim: Claim) -> Spread | None:
    """The members by how far they moved: those on the stated side filled, the rest pale."""
    found = check.histogram
    if found is None or not any(found.counts):
        return None
    first, span = found.edges[0], found.edges[-1] - found.edges[0]

    def x(value: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (value - first) / span, 1)

    bars = []
    for low, high, count in zip(found.edges, found.edges[1:], found.counts, strict=False):
        height = round((SPREAD - 50) * count / max(found.counts), 1)
        stated = high <= found.bar + span / 1e6 if claim.direction is Direction.DOWN else low >= found.bar - span / 1e6
        width = max(1.0, round(x(high) - x(low) - 1, 1))
        bars.append((x(low), round(SPREAD - 18 - height, 1), width, height, "fill" if stated else "rest"))
    step = max(1, -(-(len(found.edges) - 1) // 6))
    start = min(range(len(found.edges)), key=lambda k: abs(found.edges[k] - found.bar)) % step
    ticks = [(x(edge), f"{edge:+.4g}%" if edge else "0%", _inside(x(edge))) for edge in found.edges[start::step]]
    name = "unchanged" if not found.bar else f"the index {found.bar:+.2f}%"
    at = x(found.bar)
    down = sum(n for edge, n in zip(found.edges, found.counts, strict=False) if edge < found.bar - span / 1e6)
    said = f"{down} of {sum(found.counts)} members below {name}, {sum(found.counts) - down} at it or above"
    labels = [Label(LEFT, 12, CAPTION, "start", "soft"), Label(at, 28, name, _side(at), "soft")]
    return Spread(bars, ticks, at, labels, said)


def _inside(x: float) -> str:
    """The anchor that keeps a tick's label within the picture."""
    return "start" if x < LEFT + 8 else "end" if x > RIGHT - 12 else "middle"


@functools.cache
def _template() -> Template:
    from tapecheck.report.html import environment

    return environment().get_template("chart.svg")


@functools.cache
def _share_template() -> Template:
    from tapecheck.report.html import environment

    return environment().get_template("share.svg")
