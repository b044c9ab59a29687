"""A market in memory, with real calendars: what a test does not put in is not there.

`series("^DJI", {...})` takes closes, or (open, high, low, close), by ISO day. `daily` makes a run of sessions from a
first day, so that a rule's arithmetic can be read off the test.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from tapecheck.errors import NoHistory, ProviderError, UnknownSymbol
from tapecheck.nlp.claims.wording.own import with_own
from tapecheck.reference.calendars import Calendar, calendar_of
from tapecheck.reference.market import Adjustment, Closes, Fact, History, Kind, Membership, SeriesInfo, Split
from tapecheck.schema import ArticleInfo, Claim, Direction, Document, Hedge, Metric, Provenance, Said, Versions
from tapecheck.schema import Fact as Words

Bars = Mapping[str, "float | tuple[float, float, float, float]"]


@dataclass
class MemoryMarket:
    """Answers like any market: from what it was given, on the split basis of today."""

    bars: dict[str, tuple[SeriesInfo, pd.DataFrame]] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)
    known_facts: list[Fact] = field(default_factory=list)
    known_splits: list[Split] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    snapshot: str | None = None

    def series(self, symbol: str, bars: Bars, kind: Kind = Kind.PRICE_INDEX, **info: Any) -> MemoryMarket:
        """Add a series; returns the market, so that calls chain."""
        values = {"name": symbol, "kind": kind, "currency": "USD", "calendar": "XNYS", "symbol": symbol, **info}
        rows = {pd.Timestamp(day): bar if isinstance(bar, tuple) else (bar,) for day, bar in bars.items()}
        wide = any(len(bar) > 1 for bar in rows.values())
        columns = ["open", "high", "low", "close"] if wide else ["close"]
        frame = pd.DataFrame(list(rows.values()), index=pd.DatetimeIndex(list(rows), name="date"), columns=columns)
        self.bars[symbol] = (SeriesInfo(**values), frame.astype(float).sort_index())
        return self

    def info(self, symbol: str) -> SeriesInfo | None:
        return self.bars[symbol][0] if symbol in self.bars else None

    def history(
        self,
        symbol: str,
        start: date | None = None,
        end: date | None = None,
        *,
        field: str = "close",
        adjustment: Adjustment = Adjustment.SPLIT,
        provider: str | None = None,
        snapshot: str | None = None,
    ) -> History:
        if symbol in self.broken:
            raise ProviderError(symbol, "the provider stopped half way; try again later")
        if symbol not in self.bars:
            raise UnknownSymbol(symbol, "no provider knows it")
        if snapshot is not None and snapshot != self.snapshot:
            raise NoHistory(symbol, f"the snapshot {snapshot} is gone")
        info, frame = self.bars[symbol]
        if start is not None:
            frame = frame[frame.index >= pd.Timestamp(start)]
        if end is not None:
            frame = frame[frame.index < pd.Timestamp(end)]
        if frame.empty:
            raise NoHistory(symbol, f"no bars between {start} and {end}")
        if adjustment is Adjustment.RAW:
            frame = frame.copy()
            for split in self.splits(symbol):
                frame.loc[frame.index < pd.Timestamp(split.day)] *= split.ratio
        digest = hashlib.sha256(frame.to_csv().encode()).hexdigest()
        first, last = frame.index[0].date(), frame.index[-1].date()
        provenance = Provenance(
            symbol=symbol, provider="memory", field=field, snapshot=self.snapshot, sha256=digest, first=first, last=last
        )
        return History(frame=frame, info=info, provenance=provenance)

    def members(self, index: str, day: date) -> Membership | None:
        return self.memberships.get(index)

    def closes(self, symbols: tuple[str, ...], start: date, end: date) -> Closes:
        found = {s: self.history(s, start, end).frame["close"] for s in symbols if s in self.bars}
        frame = pd.DataFrame(found)
        return Closes(frame.index.to_numpy().astype("datetime64[D]"), tuple(found), frame.to_numpy(dtype="float64"))

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.known_facts if (fact.symbol, fact.concept) == (symbol, concept))

    def splits(self, symbol: str) -> tuple[Split, ...]:
        return tuple(split for split in self.known_splits if split.symbol == symbol)

    def calendar(self, symbol: str) -> Calendar:
        if symbol not in self.bars:
            raise UnknownSymbol(symbol, "no provider knows it")
        info = self.bars[symbol][0]
        return calendar_of(info.calendar, info.timezone, info.close_time)

    def now(self) -> datetime:
        return datetime(2025, 1, 2, tzinfo=UTC)


def daily(first: str, values: Iterable[float], calendar: str = "XNYS") -> dict[str, float]:
    """Closes of consecutive sessions from the first day on."""
    sessions = calendar_of(calendar, "America/New_York", "16:00")
    day = date.fromisoformat(first)
    bars = {}
    for value in values:
        bars[day.isoformat()] = value
        day = sessions.next(day)
    return bars


def document_of(*claims: Claim) -> Document:
    """A document of these claims alone, published as the first of them."""
    versions = Versions(tapecheck="0", model="none", rules="none")
    text = " ".join(each.text for each in claims)
    return Document(
        id="d",
        published=claims[0].published,
        text=text,
        title_end=0,
        article=ArticleInfo(),
        versions=versions,
        claims=claims,
    )


UNITS = {"percent_change": "percent"} | dict.fromkeys(("highest_since", "lowest_since", "largest_move_since"), "date")


def claim(metric: str = "percent_change", text: str = "", **fields: Any) -> Claim:
    """A claim in short form: `low="2.4"`, `direction="down"`, `day="2008-10-13"` or `period=(FIRST, DAY AFTER)`."""
    first, end = fields.pop("period", (None, None))
    if day := fields.pop("day", None):
        first = day
        end = date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()
    low = fields.pop("low", None)
    values: dict[str, Any] = {
        "id": "c1",
        "start": 0,
        "end": len(text),
        "text": text,
        "metric": Metric(metric),
        "low": None if low is None else Decimal(str(low)),
        "high": None if low is None else Decimal(str(fields.pop("high", low))),
        "ulp": None if low is None else ulp_of(str(low)),
        "unit": UNITS.get(metric, "points"),
        "period_from": None if first is None else date.fromisoformat(first),
        "period_to": None if end is None else date.fromisoformat(end),
        "published": "2024-12-31T18:00:00-05:00",
        **fields,
    }
    values["direction"] = Direction(values["direction"]) if values.get("direction") else None
    values["hedge"] = Hedge(values["hedge"]) if values.get("hedge") else None
    said = {name: Words(start=0, end=0, value=value) for name, value in fields.pop("facts", {}).items()}
    values.pop("facts", None)
    if said:
        cues = (said.pop("cue"),) if "cue" in said else ()
        values["said"] = Said(**said, cues=cues)
    return with_own(Claim(**values))


def ulp_of(printed: str) -> Decimal:
    """One unit of the last digit, as the language side hands it over."""
    return Decimal(1).scaleb(-len(printed.partition(".")[2]))
