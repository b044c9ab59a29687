"""Figures of statistics offices and of the Fed: unemployment, payrolls, consumer prices, claims, mortgages, its target.

A series at hand is as last revised, an article had the first print. So a figure within the printed interval is
supported, one that is off by no more than is usually revised is not checkable, and only one beyond is contradicted.
First prints in facts.csv (the series as their concept) are exact. The period is the one that the words name, else the
latest that had come out, by the table in `economy.toml`; where either of two may be the latest, a figure that is right
for one of them is not contradicted.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Any

from tapecheck.crosscheck.asof import DAY, find_info, meant_days
from tapecheck.crosscheck.outcome import make_check
from tapecheck.crosscheck.rules.facts import concepts_of
from tapecheck.crosscheck.verdicts import (
    CONTRADICTED,
    IMPRECISE,
    NOT_CHECKABLE,
    SUPPORTED,
    Claimed,
    Judgement,
    claimed_of,
    distance,
    judge,
)
from tapecheck.measures.moves import end_of_month
from tapecheck.measures.series import Series, TooShort, Undecidable, load
from tapecheck.reference.market import Market
from tapecheck.reference.reasons import REASONS
from tapecheck.schema import Check, Claim, Reading

ASSUMED = "assumed"
CHANGES_ALONE = ("PAYEMS", "CPIAUCSL", "CPILFESL")
MONTH_DAYS = range(26, 32)
Prints = dict[date, float]
UNADJUSTED = 0.15  # percentage points that yearly rates of adjusted and unadjusted prices differ by, with rounding
DUE = 8  # days after a decision in which a new target begins


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the series for one period: what it is, where it stands, its formula; `exact`: as first printed."""

    value: float
    row: int
    formula: str
    exact: bool = False


def check(claim: Claim, market: Market) -> Check | None:
    """A level or a change of an economic series against its claim."""
    spec = read_table().get(claim.symbol or "")
    change = is_change(claim)
    claimed = claimed_of(claim, signed=change)
    if spec is None or claimed is None:
        return None  # a company's figure, or another country's
    if "lower" in spec:
        return check_target(claim, market, claimed, spec)
    find_info(claim, market)
    assert claim.symbol is not None
    series = load(market, claim.symbol, None, None)
    rows, stated = periods_of(claim, series, spec)
    first = first_prints(claim, market)
    figures = [figure for row in rows for figure in values_at(claim, series, row, spec, first)]
    if not figures:
        raise TooShort(f"the series of {claim.symbol} does not reach the period that is meant; import more")
    judged = [
        (figure, coarse(claim, claimed, figure.value, spec) or judge(figure.value, claimed, change=change))
        for figure in figures
    ]
    best = next((pair for pair in judged if pair[1].verdict is SUPPORTED), judged[0])
    judgement = weigh(claim, claimed, spec, judged, best, stated=stated)
    figure = best[0]
    others = tuple(
        Reading(reading=each.formula, computed=round(each.value, 4), verdict=verdict.verdict)
        for each, verdict in judged
        if each is not figure
    )
    return make_check(
        claim, judgement, computed=figure.value, claimed=claimed, as_of=series.day(figure.row), series=(series,),
        formula=figure.formula, readings=others[:4],
        chart=series.chart(max(0, figure.row - 36), figure.row),
    )  # fmt: skip


def is_change(claim: Claim) -> bool:
    """Whether a figure is a change: of payrolls and prices always, else in percentage points or over a stated time."""
    return claim.symbol in CHANGES_ALONE or claim.unit == "pp" or claim.freq is not None


def weigh(
    claim: Claim,
    claimed: Claimed,
    spec: dict[str, Any],
    judged: Sequence[tuple[Figure, Judgement]],
    best: tuple[Figure, Judgement],
    *,
    stated: bool,
) -> Judgement:
    """The verdict by all figures that may be meant, revisions and an assumed country considered."""
    figure, judgement = best
    if judgement.verdict is SUPPORTED:
        first = judged[0][0]
        return judgement if figure is first else Judgement(SUPPORTED, f"true as {figure.formula}", "reading")
    room = (
        0.0
        if all(each.exact for each, _ in judged)
        else float(spec.get("change" if is_change(claim) else "level", 0.0))
    )
    if claim.freq == "year" and spec["every"] == "month":
        room += UNADJUSTED
    near = min(distance(each.value, claimed) for each, _ in judged)
    if room and near <= room:
        return refusal("revised")
    if judgement.verdict is not CONTRADICTED:
        return judgement
    if claim.definition == ASSUMED:
        return refusal("source-open")
    return judgement if stated or room or len(judged) > 1 else Judgement(IMPRECISE, judgement.note, judgement.code)


def refusal(code: str) -> Judgement:
    """Not checkable, with the reason of the code."""
    return Judgement(NOT_CHECKABLE, REASONS[code].sentence, code)


def coarse(claim: Claim, claimed: Claimed, value: float, spec: dict[str, Any]) -> Judgement | None:
    """A level told in fewer digits than it is published in: right to its rounding it is imprecise, else wrong."""
    printed = float(spec.get("printed", 0.0))
    if is_change(claim) or claim.hedge is not None or claimed.ulp <= 1.5 * printed or not printed:
        return None
    off = abs(value - claimed.figure)
    if off <= printed / 2:
        return Judgement(SUPPORTED)
    return (
        Judgement(IMPRECISE, "rounded off more than it is published")
        if off <= claimed.ulp / 2
        else Judgement(CONTRADICTED)
    )


# --- which period ----------------------------------------------------------------------------------------------------
def periods_of(claim: Claim, series: Series, spec: dict[str, Any]) -> tuple[list[int], bool]:
    """The rows that may be meant, likeliest first, and whether the words name one."""
    first, last = meant_days(claim)
    named = named_row(first, last, series, spec)
    if named is not None:
        return [named], True
    if (last - first).days > 45:
        raise Undecidable(
            "the text gives a longer time than one period of the series; supply the release", code="period-open"
        )
    lags = (spec["out"][0] - 1, *spec["out"])  # an article of the morning tells what has just come out
    latest = [row for row in (released(series, last, lag, spec) for lag in lags) if row is not None]
    if not latest:
        raise TooShort(f"the series of {series.symbol} begins after {last}; import more")
    newest = max(latest)
    if newest == len(series) - 1 and end_of(series, newest, spec) + timedelta(days=spec["out"][1]) + reach(spec) < last:
        raise TooShort(f"the series of {series.symbol} ends before {last}; import a newer one")
    return list(dict.fromkeys([*sorted(latest, reverse=True), *([newest - 1] if newest else [])])), False


def reach(spec: dict[str, Any]) -> timedelta:
    """How long after a figure the next one comes at the latest."""
    return timedelta(days={"month": 40, "week": 10}.get(spec["every"], 6))


def named_row(first: date, last: date, series: Series, spec: dict[str, Any]) -> int | None:
    """The row of a month or a week that the words name."""
    length = (last - first).days + 1
    if spec["every"] == "month" and first.day == 1 and length in MONTH_DAYS and first.month == last.month:
        row = series.through(first)
        return row if row is not None and series.day(row) == first else None
    if spec["every"] == "week" and 4 <= length <= 8:
        row = series.through(first + timedelta(days=6))
        return row if row is not None and series.day(row) >= first else None
    if spec["every"] == "week" and length == 1:
        row = series.through(first)
        return row if row is not None and series.day(row) == first else None
    return None


def end_of(series: Series, row: int, spec: dict[str, Any]) -> date:
    """The last day of a row's period."""
    day = series.day(row)
    return end_of_month(day) if spec["every"] == "month" else day


def released(series: Series, day: date, lag: int, spec: dict[str, Any]) -> int | None:
    """The last row whose figure had come out by `day`, where it comes out so many days after its period."""
    row = series.through(max(day, day - timedelta(days=lag)))
    while row is not None and row >= 0 and end_of(series, row, spec) + timedelta(days=lag) > day:
        row -= 1
    return row if row is not None and row >= 0 else None


# --- which figure ----------------------------------------------------------------------------------------------------
def values_at(claim: Claim, series: Series, row: int, spec: dict[str, Any], first: Prints) -> Iterator[Figure]:
    """The figures that a claim may mean of a row: its level, or the change that the words tell of."""
    scale = float(spec.get("scale", 1))
    day, exact = series.day(row), series.day(row) in first
    value, name = first.get(day, series.value(row)) * scale, label(day, spec)
    if not is_change(claim):
        yield Figure(value, row, f"{series.symbol} of {name} = {value:,.10g}", exact)
        return
    for freq in [claim.freq] if claim.freq else ["month", "year"]:
        before = before_it(day, freq, spec)
        back = series.through(before)
        if back is None or series.day(back) != before:
            continue  # a month that was never published
        old, of = first.get(before, series.value(back)) * scale, label(before, spec)
        both = exact and before in first
        if claim.unit in ("percent", "%"):
            moved = 100 * (value / old - 1)
            told = f"{series.symbol} {value:,.10g} ({name}) / {old:,.10g} ({of}) - 1 = {moved:.2f}%"
        else:
            moved = value - old
            told = f"{series.symbol} {value:,.10g} ({name}) - {old:,.10g} ({of}) = {moved:,.10g}"
        yield Figure(moved, row, told, both)


def before_it(day: date, freq: str, spec: dict[str, Any]) -> date:
    """The day of the row that a change is counted from."""
    if spec["every"] == "month":
        return day.replace(year=day.year - 1) if freq == "year" else (day - DAY).replace(day=1)
    return day - timedelta(days=364 if freq == "year" else 7)


def first_prints(claim: Claim, market: Market) -> Prints:
    """The first print of each period that facts.csv has, by the first day of the period."""
    assert claim.symbol is not None
    found: Prints = {}
    names = (claim.symbol, *concepts_of(claim))
    facts = [fact for name in names for fact in market.facts(claim.symbol, name) if fact.filed is not None]
    for fact in sorted(facts, key=lambda fact: fact.filed or date.max):
        found.setdefault(fact.from_, fact.value)
    return found


def label(day: date, spec: dict[str, Any]) -> str:
    """A month or a day for a formula."""
    return f"{day:%Y-%m}" if spec["every"] == "month" else str(day)


# --- the Fed's target ------------------------------------------------------------------------------------------------
def check_target(claim: Claim, market: Market, claimed: Claimed, spec: dict[str, Any]) -> Check:
    """A target range by its two limits, or one rate by either; a new one begins some days after its decision."""
    first, last = meant_days(claim)
    limits = []
    for symbol in (spec["lower"], spec["upper"]):
        if market.info(symbol) is None:
            raise Undecidable(
                f"no series of {symbol} is at hand; import one with: tapecheck market import DIR", code="no-series"
            )
        limits.append(load(market, symbol, None, last + DUE * DAY))
    low, high = limits
    if low.day(0) > first or (last - low.day(len(low) - 1)).days > DUE:
        raise TooShort(f"the series of {low.symbol} does not reach {first}; import more")
    stated = (float(claim.low or 0), float(claim.high if claim.high is not None else claim.low or 0))
    ranges = [(last + k * DAY, (at(low, last + k * DAY), at(high, last + k * DAY))) for k in (0, 1, 2, 3, -1)]
    single = stated[0] == stated[1]
    right = next((each for each in ranges if (stated[0] in each[1] if single else stated == each[1])), None)
    day, limit = right or ranges[0]
    if right is not None:
        judgement = Judgement(SUPPORTED)
    elif claim.hedge is not None:
        judgement = Judgement(NOT_CHECKABLE, "a bound of the policy rate is not compared", "no-rule")
    elif single and any(pair[0] <= stated[0] <= pair[1] for _, pair in ranges):
        judgement = Judgement(IMPRECISE, "within the target range")
    else:
        judgement = Judgement(CONTRADICTED)
    row = high.through(last)
    assert row is not None
    formula = f"the target range on {day} = {limit[0]:g}% to {limit[1]:g}%"
    return make_check(
        claim, judgement, computed=limit[1], claimed=claimed, as_of=day, series=(low, high), formula=formula,
        chart=high.chart(max(0, row - 250), row),
    )  # fmt: skip


def at(series: Series, day: date) -> float:
    """The value in force on a day."""
    row = series.through(day)
    assert row is not None
    return series.value(row)


@functools.cache
def read_table() -> dict[str, Any]:
    """The table of economy.toml."""
    return tomllib.loads(resources.files("tapecheck.crosscheck").joinpath("economy.toml").read_text(encoding="utf-8"))
