"""Trading sessions: which days an instrument trades, and when its day is over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Calendar(Protocol):
    """The sessions of one market. Days are local to the market, instants aware."""

    def is_session(self, day: date) -> bool:
        """Whether `day` is a trading day."""

    def previous(self, day: date) -> date:
        """The last session strictly before `day`."""

    def next(self, day: date) -> date:
        """The first session strictly after `day`."""

    def back(self, day: date, sessions: int) -> date:
        """The session `sessions` before `day` (0 is `day` itself, or the last session before it)."""

    def sessions(self, start: date, end: date) -> tuple[date, ...]:
        """The sessions of [start, end)."""

    def close(self, day: date) -> datetime:
        """The instant at which the session of `day` ends, early closes included."""

    def last_closed(self, instant: datetime) -> date:
        """The last session whose close is at or before `instant`."""
