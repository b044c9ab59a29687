"""A market seen through one provider or one stored snapshot: for second opinions, and for replays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tapecheck.reference.market import Adjustment, Closes, Fact, History, Market, Membership, SeriesInfo, Split

if TYPE_CHECKING:
    from tapecheck.reference.calendars import Calendar


@dataclass(frozen=True, slots=True)
class RedirectedMarket:
    """A market that answers some symbols from a chosen provider or snapshot, all else as it comes.

    `routes` gives the provider and the snapshot of a symbol, None where either may be any.
    """

    market: Market
    routes: Mapping[str, tuple[str | None, str | None]]

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
        provider, snapshot = self.routes.get(symbol, (provider, snapshot))
        return self.market.history(
            symbol, start, end, field=field, adjustment=adjustment, provider=provider, snapshot=snapshot
        )

    def info(self, symbol: str) -> SeriesInfo | None:
        return self.market.info(symbol)

    def members(self, index: str, day: date) -> Membership | None:
        return self.market.members(index, day)

    def closes(self, symbols: tuple[str, ...], start: date, end: date) -> Closes:
        return self.market.closes(symbols, start, end)

    def facts(self, symbol: str, concept: str) -> tuple[Fact, ...]:
        return self.market.facts(symbol, concept)

    def splits(self, symbol: str) -> tuple[Split, ...]:
        return self.market.splits(symbol)

    def calendar(self, symbol: str) -> Calendar:
        return self.market.calendar(symbol)

    def now(self) -> datetime:
        return self.market.now()
