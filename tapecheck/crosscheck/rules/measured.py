"""What the rules of technical measures share: the claim with its series, and a measure with its other readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tapecheck.crosscheck.asof import DAY
from tapecheck.crosscheck.readings import Option
from tapecheck.errors import MarketError
from tapecheck.measures.moves import thinned
from tapecheck.measures.series import Series, TooShort, Undecidable, load
from tapecheck.reference.market import Adjustment, Kind, Market
from tapecheck.schema import Claim

if TYPE_CHECKING:
    from datetime import date

    from tapecheck.measures.indicators import Floats

CLEAN = (Kind.PRICE_INDEX, Kind.TOTAL_RETURN_INDEX, Kind.STOCK, Kind.ETF)
VENDORS = {True: 0.001, False: 0.01}  # share of a level that sources of closes differ by; futures roll
NEARLY = {True: 0.005, False: 0.02}
SESSIONS = {"week": 5, "month": 21}
WITH_DIVIDENDS = "with dividends"


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure by its usual definition, and the claim's other readings.

    `near` is what programs differ by; `open`: the words name no window, so that nothing can be contradicted.
    """

    value: float
    formula: str
    definition: str
    options: Sequence[Option] = ()
    tolerance: float = 0.0
    near: float = 0.0
    change: bool = False
    open: bool = False
    base: date | None = None
    first: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim with its series up to the as-of day. `start` is the row before its period."""

    claim: Claim
    market: Market
    series: Series
    row: int
    factor: float

    @property
    def closes(self) -> Floats:
        """All closes up to the as-of day, on the series' split basis."""
        return self.series.closes[: self.row + 1]

    @property
    def clean(self) -> bool:
        """Whether all vendors have the same closes."""
        return self.series.info.kind in CLEAN

    @property
    def window(self) -> int | None:
        return self.claim.window

    def by(self, unit: str | None) -> Floats:
        """The closes of days, or the last ones of weeks or months, the running one included."""
        return thinned(self.series, self.row, unit)

    def period(self) -> tuple[int, int]:
        """The rows whose changes the measure is of: so many sessions, else the claim's period with the close before."""
        if self.window is not None:
            first = self.row - self.window * SESSIONS.get(self.claim.freq or "", 1)
            if first < 0:
                raise Undecidable(
                    f"the series of {self.series.symbol} is too short for {self.window} sessions; import more"
                )
            return first, self.row
        start, end = self.claim.period_from, self.claim.period_to
        if start is None or end is None or end - start <= 7 * DAY:
            raise Undecidable("the text does not say over how long the measure is taken", code="period-open")
        before = self.series.before(start)
        if before is None:
            raise TooShort(f"the series of {self.series.symbol} begins after {start}; import more")
        return before, self.row


def dividends_in(asked: Asked) -> Floats | None:
    """The closes adjusted for dividends too, of the same days; None where no source has them."""
    if asked.series.info.kind not in (Kind.STOCK, Kind.ETF):
        return None
    try:
        total = load(
            asked.market, asked.series.symbol, None, asked.series.day(asked.row) + DAY, adjustment=Adjustment.TOTAL
        )
    except (MarketError, Undecidable):
        return None
    return total.closes if len(total) == asked.row + 1 else None


def percent(value: float, base: float) -> float:
    """How far above or below a base."""
    return 100 * (value / base - 1)
