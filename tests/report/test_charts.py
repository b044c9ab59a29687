from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tapecheck.report.axes import day_ticks, spread, value_label, value_ticks
from tapecheck.report.charts import chart_svg, stated_level
from tapecheck.schema import Chart, Direction, Histogram, Metric, Verdict
from tests.factories import make_check, make_claim

DAYS = tuple(date(2022, 12, 30) + timedelta(days=7 * week) for week in range(37))
CHART = Chart(dates=DAYS, values=tuple(1761.25 + week * 2.508 for week in range(37)))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(claim: dict[str, Any], check: dict[str, Any]) -> ET.Element:
    made = make_claim(**claim)
    svg = chart_svg(make_check(made, **{"chart": CHART, **check}), made)
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def labels(svg: ET.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text") if "label" in text.attrib["class"]]


def test_a_change_shows_both_ends_the_period_and_what_was_stated() -> None:
    svg = drawn({"low": D(14), "high": D(14)}, {"verdict": Verdict.CONTRADICTED, "computed": 5.1266})
    assert labels(svg) == ["1,761.25", "1,851.54", "stated +14% = 2,007.83"]
    assert len([rect for rect in svg.iter(f"{SVG}rect") if rect.attrib["class"] == "band"]) == 1
    assert "The text states +14%" in (svg.findtext(f"{SVG}desc") or "")
    assert [text.text for text in svg.iter(f"{SVG}text")][-2:] == ["points", "day of the close"]


def boxes(svg: ET.Element) -> list[tuple[float, float, float, float]]:
    found = []
    for text in svg.iter(f"{SVG}text"):
        if "label" in text.attrib["class"]:
            x, y, wide = float(text.attrib["x"]), float(text.attrib["y"]), 7.0 * len(text.text or "")
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.attrib["text-anchor"]]
            found.append((left, y - 10, left + wide, y))
    return found


@pytest.mark.parametrize("stated", ["0", "1", "2.5", "4", "5", "5.2", "6", "9", "40", "400"])
@pytest.mark.parametrize("days", [5, 12, 37])
def test_labels_stand_apart_and_inside(stated: str, days: int) -> None:
    values = (*CHART.values[: days - 1], 1851.54)
    check = {"chart": Chart(dates=DAYS[:days], values=values), "as_of": DAYS[days - 1], "computed": 5.1266}
    svg = drawn({"low": D(stated), "high": D(stated)}, check)
    made = boxes(svg)
    assert len(made) == 3
    assert all(left >= 0 and right <= 440 and top >= 0 and bottom <= 220 for left, top, right, bottom in made)
    pairs = [(one, other) for i, one in enumerate(made) for other in made[i + 1 :]]
    over = [1 for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    assert not over


@pytest.mark.parametrize(
    ("claim", "check", "level"),
    [
        ({"low": D(14), "high": D(14)}, {}, 2007.825),
        ({"low": D(3), "high": D(3), "direction": Direction.DOWN}, {}, 1708.4125),
        ({"metric": Metric.POINT_CHANGE, "unit": "points", "low": D(100), "high": D(100)},
         {"unit": "points", "computed": 90.288}, 1861.25),
        ({"metric": Metric.CLOSE, "unit": "points", "low": D(1900), "high": D(1900)},
         {"unit": "points", "computed": 1851.54}, 1900.0),
        # a pair quoted the other way round: the chart's ends do not give what was computed
        ({"low": D(14), "high": D(14)}, {"computed": -4.9}, None),
        ({"low": None, "high": None, "metric": Metric.HIGHEST_SINCE}, {"computed": "2022-04-01"}, None),
    ],
)  # fmt: skip
def test_the_level_that_is_stated(claim: dict[str, Any], check: dict[str, Any], level: float | None) -> None:
    made = make_claim(**claim)
    found = stated_level(make_check(made, **{"chart": CHART, **check}), made)
    assert found == (pytest.approx(level) if level is not None else None)


def test_a_superlative_marks_the_earlier_extreme_and_the_stated_bound() -> None:
    claim = {"metric": Metric.HIGHEST_SINCE, "low": None, "high": None, "unit": "date", "since": "2023-03"}
    svg = drawn(claim, {"computed": "2022-12-30", "unit": "date"})
    assert len([dot for dot in svg.iter(f"{SVG}circle") if "earlier" in dot.attrib["class"]]) == 1
    assert "stated since 2023-03" in labels(svg)


def test_a_streak_marks_its_days() -> None:
    claim = {"metric": Metric.STREAK, "unit": "days", "low": D(4), "high": D(4), "freq": "day"}
    svg = drawn(claim, {"computed": 3.0, "unit": "days"})
    assert len([dot for dot in svg.iter(f"{SVG}circle") if "streak" in dot.attrib["class"]]) == 3


@pytest.mark.parametrize(
    ("metric", "stated", "computed", "line"),
    [
        (Metric.HIGH_52_WEEKS, 1860, 1840.0, "52-week high 1,840.00"),
        (Metric.MOVING_AVERAGE_LEVEL, 1800, 1780.0, "average 1,780.00"),
        (Metric.MOVING_AVERAGE_LEVEL, 1780, 1780.0, None),  # the line of the stated figure is the same
    ],
)
def test_a_level_of_a_measure_is_a_line(metric: Metric, stated: int, computed: float, line: str | None) -> None:
    claim = {"metric": metric, "low": D(stated), "high": D(stated), "unit": "points"}
    shown = labels(drawn(claim, {"computed": computed, "unit": "points"}))
    assert [text for text in shown if text.startswith(("52-week", "average"))] == ([line] if line else [])
    assert f"stated {stated:,} points" in shown


def test_breadth_is_a_bar_of_the_members() -> None:
    claim = {"metric": Metric.BREADTH, "low": D(72), "high": D(72)}
    svg = drawn(claim, {"computed": 55.5, "tolerance": "12 members have no price", "verdict": Verdict.CONTRADICTED})
    assert labels(svg) == ["computed 55.5%", "stated 72%"]
    assert "12 members have no price" in (svg.findtext(f"{SVG}desc") or "")


def test_breadth_is_shown_by_how_far_its_members_moved() -> None:
    spread = Histogram(edges=(-4.0, -2.0, 0.0, 2.0, 4.0), counts=(3, 9, 6, 2))
    claim = {"metric": Metric.BREADTH, "low": D(50), "high": D(50), "direction": Direction.DOWN}
    svg = drawn(claim, {"computed": 60.0, "histogram": spread})
    bars = [(bar.attrib["class"], float(bar.attrib["height"])) for bar in svg.findall(f"{SVG}rect")]
    assert [style for style, _ in bars] == ["fill", "fill", "rest", "rest"]
    assert bars[1][1] == max(height for _, height in bars) and bars[0][1] == pytest.approx(bars[1][1] / 3, abs=0.1)
    assert "12 of 20 members below unchanged, 8 at it or above" in (svg.findtext(f"{SVG}desc") or "")


def test_a_far_off_figure_gets_an_arrow() -> None:
    svg = drawn({"low": D(400), "high": D(400)}, {"verdict": Verdict.CONTRADICTED})
    assert labels(svg)[-1].endswith("↑")


def test_charts_are_the_same_each_time_and_need_points() -> None:
    claim = make_claim()
    check = make_check(claim, chart=CHART)
    assert chart_svg(check, claim) == chart_svg(check, claim)
    few = dataclasses.replace(check, chart=Chart(dates=DAYS[:2], values=(1.0, 2.0)))
    assert chart_svg(few, claim) == ""
    flat = dataclasses.replace(check, chart=Chart(dates=DAYS, values=(5.0,) * 37))
    assert "<polyline" in chart_svg(flat, claim)


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (31000.0, 36000.0, ["32,000", "34,000", "36,000"]),
        (3.36, 3.42, ["3.36", "3.38", "3.40", "3.42"]),
        (0.0, 0.0, ["0"]),
        (-2.0, 3.0, ["-2", "0", "2"]),
    ],
)
def test_value_ticks(low: float, high: float, shown: list[str]) -> None:
    ticks = value_ticks(low, high)
    assert [value_label(tick, ticks) for tick in ticks] == shown


@pytest.mark.parametrize(
    ("first", "days", "shown"),
    [
        (date(2023, 9, 4), 5, ["4 Sep", "5 Sep", "6 Sep", "7 Sep", "8 Sep 2023"]),
        (date(2022, 12, 30), 250, ["Jan 2023", "Mar", "May", "Jul", "Sep"]),
        (date(2010, 6, 1), 4600, ["2015", "2020"]),
    ],
)
def test_day_ticks(first: date, days: int, shown: list[str]) -> None:
    assert [text for _, text in day_ticks([first + timedelta(days=n) for n in range(days)])] == shown


def test_labels_spread() -> None:
    assert spread([100, 110], 50, 0, 400) == [100, 150]
    assert spread([390, 395], 50, 0, 400) == [350, 400]
