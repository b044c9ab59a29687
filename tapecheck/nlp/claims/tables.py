"""Claims of the page's tables: heads of rows and columns give subject, metric and period, each cell a figure.

Two shapes are read: an instrument in each row under heads such as "Close", "Change", "% change", "YTD", and the same
turned round. Where the heads or the instrument are not understood, the cell yields nothing. A claim of a table carries
its `cell` and stands at 0, since its words need not be in the text. Signs are the cells' own: in a column of changes a
figure without one is a rise. Time is linear in the cells, and no more than `MOST` are read of an article.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tapecheck.nlp.claims.frames import load_lexicon, split_words
from tapecheck.nlp.claims.times import DAY, NEVER, Clock, When, look_back_day
from tapecheck.reference.instruments import Catalogue, Instrument
from tapecheck.schema import Annotations, Cell, Claim, Direction, Label, Metric, Table, plausible_interval

MOST = 20_000
FIGURE = re.compile(
    r"^\s*(?P<open>\()?(?P<arrow>[▲▼△▽↑↓])?\s*(?P<sign>[+\-−–])?\s*(?P<currency>US\$|A\$|HK\$|C\$|[$£€¥₹])?\s*(?P<sign2>[+\-−–])?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>%|pct|bps?|pts|points)?\s*(?P<close>\))?\s*$",
    re.IGNORECASE,
)
CURRENCIES = {
    "US$": "USD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "A$": "AUD",
    "HK$": "HKD",
    "C$": "CAD",
}
SPANS = {
    "ytd": Metric.PERCENT_CHANGE,
    "mtd": Metric.PERCENT_CHANGE,
    "week": Metric.PERCENT_CHANGE,
    "month": Metric.PERCENT_CHANGE,
    "quarter": Metric.PERCENT_CHANGE,
    "year": Metric.PERCENT_CHANGE,
}
BACK = {"month": "P1M", "quarter": "P3M", "year": "P1Y"}
CHANGES = (Metric.PERCENT_CHANGE, Metric.POINT_CHANGE, Metric.YIELD_CHANGE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's number: magnitude, one unit of its last digit, whether a minus stood there, and its unit."""

    value: Decimal
    ulp: Decimal
    negative: bool
    unit: str | None
    currency: str | None


def plain(head: str) -> str:
    """A head in small letters, without punctuation but the percent sign."""
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", head.lower()).split())


@functools.cache
def heads() -> dict[str, str]:
    """What each known head means."""
    return {
        plain(word): kind for kind, entries in load_lexicon().lists["table"].items() for word in split_words(entries)
    }


def read_figure(cell: str) -> Figure | None:
    """The number of a cell, or None where it holds anything else."""
    m = FIGURE.match(cell)
    if not m or bool(m["open"]) != bool(m["close"]):
        return None
    number = Decimal(m["number"].replace(",", ""))
    places = len(m["number"].partition(".")[2])
    negative = bool(m["open"]) or (m["sign"] or m["sign2"] or "+") in "-−–" or (m["arrow"] or "+") in "▼▽↓"
    return Figure(
        number,
        Decimal(1).scaleb(-places),
        negative,
        (m["unit"] or "").lower() or None,
        CURRENCIES.get((m["currency"] or "").upper()),
    )


def find_instrument(cell: str, catalogue: Catalogue) -> Instrument | None:
    """The instrument that a cell names, with or without its ticker in brackets."""
    name = " ".join(cell.split())
    if not name or len(name) > 60 or FIGURE.match(name):
        return None
    tries = [
        name,
        f"{name} yield",
        re.sub(r"\s*\([^)]*\)\s*$", "", name),
        re.sub(r"\s+(?:index|futures?)$", "", name, flags=re.IGNORECASE),
    ]
    for attempt in tries:
        known = catalogue.find(attempt)
        if known is not None:
            return known
    return None


def find_table_claims(annotations: Annotations, catalogue: Catalogue | None, clock: Clock) -> list[Claim]:
    """The claims of all tables, without ids."""
    if catalogue is None:
        return []
    found: list[Claim] = []
    left = MOST
    for number, table in enumerate(annotations.tables):
        left -= sum(map(len, table.rows))
        if left < 0:
            break
        found += read_table(number, table, catalogue, clock)
    return found


def read_table(number: int, table: Table, catalogue: Catalogue, clock: Clock) -> Iterator[Claim]:
    """The claims of one table, whichever way round it stands."""
    for turned in (False, True):
        rows = tuple(zip(*table.rows, strict=False)) if turned else table.rows
        head = next((k for k, row in enumerate(rows[:3]) if sum(plain(cell) in heads() for cell in row) >= 1), None)
        if head is None:
            continue
        kinds = {col: heads()[plain(cell)] for col, cell in enumerate(rows[head]) if plain(cell) in heads()}
        named = False
        for r, row in enumerate(rows[head + 1 :], head + 1):
            first = min(kinds)
            instrument = next((i for cell in row[:first] if (i := find_instrument(cell, catalogue))), None)
            if instrument is None:
                continue
            named = True
            for col, kind in kinds.items():
                if col < len(row):
                    claim = read_cell(
                        row[col],
                        kind,
                        instrument,
                        clock,
                        Cell(table=number, row=col if turned else r, col=r if turned else col),
                    )
                    if claim is not None:
                        yield claim
        if named:
            return


def read_cell(cell: str, kind: str, instrument: Instrument, clock: Clock, place: Cell) -> Claim | None:
    """The claim of one cell, or None where its figure does not go with its head."""
    figure = read_figure(cell)
    if figure is None:
        return None
    rate = instrument.label is Label.RATE
    metric = SPANS.get(kind) or Metric(kind)
    if metric is Metric.POINT_CHANGE and figure.unit in ("%", "pct"):
        metric = Metric.PERCENT_CHANGE
    if metric is Metric.CLOSE and rate:
        metric = Metric.YIELD_LEVEL
    if metric in (Metric.CLOSE, Metric.OPEN) and figure.unit in ("%", "pct"):
        return None
    if (rate and metric is Metric.POINT_CHANGE) or (metric is Metric.YIELD_LEVEL and not rate):
        return None  # a change of a yield in a column of points may be in percentage points or basis points
    basis = metric is Metric.YIELD_CHANGE
    scale = Decimal("0.01") if basis else Decimal(1)
    low, ulp = figure.value * scale, figure.ulp * scale
    changes = metric in CHANGES
    signed = low if changes or not figure.negative else -low
    direction = (Direction.DOWN if figure.negative else Direction.UP) if changes and figure.value else None
    when = column_time(kind, instrument, clock)
    currency = figure.currency or (instrument.currency if instrument.label not in (Label.INDEX, Label.RATE) else None)
    unit = (
        "pp" if basis else "percent" if metric in (Metric.PERCENT_CHANGE, Metric.YIELD_LEVEL) else currency or "points"
    )
    reason = (
        None
        if instrument.symbol and when.to
        else "no instrument of the catalogue stands behind the name; add it, or its symbol"
    )
    return Claim(
        id="",
        start=0,
        end=0,
        text="",
        subject=instrument.name,
        symbol=instrument.symbol,
        metric=metric,
        direction=direction,
        low=signed,
        high=signed,
        unit=unit,
        ulp=ulp,
        plausible=plausible_interval(signed, signed, ulp, None),
        period_from=when.from_,
        period_to=when.to,
        cell=place,
        checkable=reason is None,
        reason=reason,
        published=str(clock.published) if clock.published else None,
        day_stated=when.day_stated,
        readings=when.readings,
    )


def column_time(kind: str, instrument: Instrument, clock: Clock) -> When:
    """The period of a column: the last close, or back from it."""
    day = clock.undated(instrument.symbol)
    if day.to is None or kind not in SPANS:
        return day
    last = day.to - DAY
    if kind == "ytd":
        first = last.replace(month=1, day=1)
    elif kind == "mtd":
        first = last.replace(day=1)
    elif kind == "week":
        first = last - timedelta(days=last.weekday()) if last.weekday() == 4 else last - timedelta(days=6)
    else:
        begin = look_back_day(last, BACK[kind])
        if begin is None:
            return NEVER
        first = begin + DAY
    return When(first, day.to, day.day_stated)
