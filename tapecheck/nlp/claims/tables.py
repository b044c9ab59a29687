"""Claims of the page's tables: heads of rows and columns give subject, metric and period, each cell a figure.

Two shapes are read: an instrument in each row under heads such as "Close", "Change", "% change", "YTD", and the same
turned round. Heads may stand in two rows, "Change" over "1 week"; a day or a week that the caption or a line above the
heads names is the time of the whole. Where the heads or the instrument are not understood, the cell yields nothing. A
claim of a table carries its `cell` and stands at 0, since its words need not be in the text. Signs are the cells' own:
in a column of changes a figure without one is a rise. Time is linear in the cells, and no more than `MOST` are read of
an article; `unread` says so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from tapecheck.nlp.claims.frames import load_lexicon, split_words
from tapecheck.nlp.claims.when.clock import DAY, NEVER, Clock, When, look_back_day
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.words.tables import patterns
from tapecheck.reference.instruments import Catalogue, Instrument
from tapecheck.reference.metrics import CHANGES
from tapecheck.schema import (
    Annotations,
    Cell,
    Claim,
    Direction,
    Label,
    Metric,
    Period,
    PeriodKind,
    Table,
    TimeSource,
    plausible_interval,
)

RE = patterns("claims.patterns.tables")

MOST = 20_000
LONGEST_TITLE = 120
CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}
CURRENCIES |= {"US$": "USD", "A$": "AUD", "HK$": "HKD", "C$": "CAD"}
SPANS = dict.fromkeys(("ytd", "mtd", "week", "month", "quarter", "year"), Metric.PERCENT_CHANGE)
BACK = {"month": "P1M", "quarter": "P3M", "year": "P1Y"}
EXTREMES = ("open", "intraday_high", "intraday_low")
YEAR = re.compile(r"\s{0,9}(?:19|20)\d\d\s{0,9}$")
FALLING = ("▼", "▽", "↓", "down")
UNCLEAR = Period(start=0, end=0, text="", kind=PeriodKind.OPEN)
NO_TIME = "the table names several times, or none that is over; supply its date"
NO_INSTRUMENT = "no instrument of the catalogue stands behind the name; add it, or its symbol"


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
    m = RE.figure.match(cell)
    if not m or bool(m["open"]) != bool(m["close"]):
        return None
    number = Decimal(m["number"].replace(",", ""))
    places = len(m["number"].partition(".")[2])
    arrow = (m["arrow"] or m["after"] or "").lower()
    negative = bool(m["open"]) or (m["sign"] or m["sign2"] or "+") in "-−–‑" or arrow in FALLING
    return Figure(
        number,
        Decimal(1).scaleb(-places),
        negative,
        unit_in(m["unit"]),
        CURRENCIES.get((m["currency"] or "").upper()),
    )


def unit_in(printed: str | None) -> str | None:
    """A cell's unit as the rest of the module knows it."""
    unit = "".join((printed or "").lower().split())
    return "%" if unit in ("percent", "pct", "pc") else unit or None


@functools.lru_cache(maxsize=1024)
def find_instrument(cell: str, catalogue: Catalogue) -> Instrument | None:
    """The instrument that a cell names, with or without its ticker in brackets."""
    name = " ".join(cell.split())
    if not name or len(name) > 60 or RE.figure.match(name):
        return None
    tries = [
        name,
        f"{name} yield",
        re.sub(r"\s{0,9}\([^)]{0,99}\)\s{0,9}$", "", name),
        re.sub(r"\s{1,9}(?:index|futures?)$", "", name, flags=re.IGNORECASE),
    ]
    for attempt in tries:
        known = catalogue.find(attempt)
        if known is not None:
            return known
    return None


def find_table_claims(annotations: Annotations, catalogue: Catalogue | None, clock: Clock) -> list[Claim]:
    """The claims of all tables up to `MOST` cells, without ids."""
    if catalogue is None:
        return []
    found: list[Claim] = []
    left, week = MOST, week_ended(annotations.text, clock)
    for number, table in enumerate(annotations.tables):
        rows = table.rows[: left // max(1, max(map(len, table.rows), default=1))]
        left -= sum(map(len, table.rows))
        found += read_table(number, replace(table, rows=rows), catalogue, clock, week)
        if left <= 0:
            break
    return found


def unread(tables: Sequence[Table]) -> str | None:
    """What a reader must know of tables that are longer than is read of them; None where all was read."""
    cells = sum(len(row) for table in tables for row in table.rows)
    if cells <= MOST:
        return None
    return f"the tables hold {cells:,} cells, and only the first {MOST:,} were read; check the rest on its own"


def week_ended(text: str, clock: Clock) -> Period | None:
    """The week of a text whose title says when it ended: "Weekly Market Wrap: Week Ending August 9, 2024"."""
    title = text.lstrip("# \n").partition("\n")[0]
    periods = find_periods(title, clock.published) if len(title) <= LONGEST_TITLE else []
    return periods[0] if len(periods) == 1 and RE.week_ended.match(periods[0].text) and periods[0].from_ else None


def read_table(
    number: int, table: Table, catalogue: Catalogue, clock: Clock, week: Period | None = None
) -> Iterator[Claim]:
    """The claims of one table, whichever way round it stands."""
    for turned in (False, True):
        rows = tuple(zip(*table.rows, strict=False)) if turned else table.rows
        head, kinds = read_heads(rows, clock)
        if not kinds:
            continue
        above = () if turned else rows[:head]
        stated = stated_time(table.caption, above, clock) or week
        named = False
        for r, row in enumerate(rows[head + 1 :], head + 1):
            instrument = next((i for cell in row[: min(kinds)] if (i := find_instrument(cell, catalogue))), None)
            if instrument is None:
                continue
            named = True
            for col, (kind, own) in kinds.items():
                place = Cell(table=number, row=col if turned else r, col=r if turned else col)
                claim = read_cell(row[col], kind, instrument, clock, place, own or stated) if col < len(row) else None
                if claim is not None:
                    yield claim
        if named:
            return


Column = tuple[str, Period | None]  # what its cells state, and of which time where the head itself names one


def read_heads(rows: Sequence[Sequence[str]], clock: Clock) -> tuple[int, dict[int, Column]]:
    """The row of heads among the first three, and what each of its columns states; the row above may say more."""
    known = [(sum(kind_of(cell) is not None for cell in row), k) for k, row in enumerate(rows[:3])]
    count, head = max(known, default=(0, 0))
    if not count:
        head = 0  # times alone, "January" beside "February", stand in the first row
    kinds: dict[int, Column] = {}
    for col, cell in enumerate(rows[head] if rows else ()):
        upper = rows[head - 1][col] if head and col < len(rows[head - 1]) else ""
        kind = kind_of(f"{upper} {cell}") or kind_of(f"{cell} {upper}")
        column = (kind, None) if kind is not None else column_of(cell, clock)
        if column is not None:
            kinds[col] = column
    return head, kinds


def column_of(head: str, clock: Clock) -> Column | None:
    """What a head means, by its words or by the time that it names: "% change", "Friday's close", "Q1 2012", "2022"."""
    kind = kind_of(head)
    if kind is not None:
        return kind, None
    periods = find_periods(f"in {head}" if YEAR.match(head) else head, clock.published) if len(head) < 40 else []
    if len(periods) != 1 or periods[0].from_ is None or periods[0].kind is PeriodKind.SINCE:
        return None
    rest = plain(re.sub(rf"{re.escape(periods[0].text)}(?:['’]s)?|^{YEAR.pattern}", " ", head, count=1))
    if rest in ("", "change", "return", "returns", "performance"):
        return Metric.PERCENT_CHANGE, periods[0]
    return (Metric.CLOSE, periods[0]) if kind_of(rest) == Metric.CLOSE and periods[0].kind is PeriodKind.DATE else None


def kind_of(head: str) -> str | None:
    """What a head means, with or without its unit in brackets."""
    return heads().get(plain(head)) or heads().get(plain(RE.unit_in_head.sub("", head)))


def stated_time(caption: str | None, above: Sequence[Sequence[str]], clock: Clock) -> Period | None:
    """The time that a caption, or a line above the heads, names for the whole table; UNCLEAR where it names several."""
    words = dict.fromkeys(cell for row in above for cell in row)
    found = [
        period
        for line in (caption or "", *words)
        for period in find_periods(line, clock.published)
        if period.from_ is not None and period.to is not None and period.kind is not PeriodKind.SINCE
    ]
    distinct = {(period.from_, period.to) for period in found}
    return found[0] if len(distinct) == 1 else UNCLEAR if found else None


def read_cell(
    cell: str, kind: str, instrument: Instrument, clock: Clock, place: Cell, stated: Period | None
) -> Claim | None:
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
    when = column_time(kind, instrument, clock, stated)
    currency = figure.currency or (instrument.currency if instrument.label not in (Label.INDEX, Label.RATE) else None)
    unit = (
        "pp" if basis else "percent" if metric in (Metric.PERCENT_CHANGE, Metric.YIELD_LEVEL) else currency or "points"
    )
    reason = None if when.to else NO_TIME
    reason = reason if instrument.symbol else NO_INSTRUMENT
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
        times=when.told_by(TimeSource.HEADING).times,
    )


def column_time(kind: str, instrument: Instrument, clock: Clock, stated: Period | None) -> When:
    """The period of a column: the last close or the time that the table names, or back from it."""
    day = clock.undated(instrument.symbol)
    if stated is not None:
        whole = clock.within(instrument.symbol, stated) if stated.from_ is not None else NEVER
        if whole.to is None or (kind in EXTREMES and whole.span > 1):
            return NEVER
        if kind not in SPANS and (kind.endswith("change") or whole.span == 1):
            return whole
        day = clock.on(instrument.symbol, whole.to - DAY)
    return back_from(day, kind)


def back_from(day: When, kind: str) -> When:
    """The time of a column that looks back from a day: "YTD", "1 week"; the day itself for any other.

    A "week", a "month" or a "year" may be the one that runs as well as so many days.
    """
    if day.to is None or kind not in SPANS:
        return day
    last = day.to - DAY
    running = {
        "week": last - timedelta(days=last.weekday()),
        "quarter": last.replace(month=last.month - (last.month - 1) % 3, day=1),
        "year": last.replace(month=1, day=1),
    }
    to_date = running.get("year" if kind == "ytd" else kind, last.replace(day=1))
    whole = When(to_date, day.to, day.day_stated)
    if kind in ("ytd", "mtd") or (kind == "week" and last.weekday() == 4):
        return whole
    begin = last - timedelta(days=7) if kind == "week" else look_back_day(last, BACK[kind])
    return NEVER if begin is None else When(begin + DAY, day.to, day.day_stated).open_to(whole, f"the {kind} to date")
