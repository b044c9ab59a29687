"""A return with dividends told of a price index: by a fund on it, else by what dividends commonly add.

Fund letters print total returns ("the S&P 500 gained 7.7% in the quarter", 7.2% by price).
"""

from __future__ import annotations

from tapecheck.crosscheck.appeals.hearing import Hearing
from tapecheck.crosscheck.asof import DAY
from tapecheck.errors import MarketError
from tapecheck.measures.series import Undecidable, load
from tapecheck.reference.market import Adjustment, Kind
from tapecheck.schema import Check, Direction, Metric

FUNDS = {"^GSPC": "SPY", "^RUT": "IWM", "^DJI": "DIA", "^NDX": "QQQ"}  # funds on an index, with their dividends
TRACKING = 0.12  # percentage points that a fund may lie beside its index
MONTH_DAYS = 27  # dividends of a shorter time do not show
YEARLY = 3.0  # percent; an index of shares rarely pays more
ADJUSTED = "splits AND dividends"


def hear(hearing: Hearing) -> Check | None:
    """Withdrawn where the series has dividends in its close; softened where a fund with its dividends agrees."""
    info, check, value = hearing.info, hearing.check, hearing.computed
    if info is None or value is None:
        return None
    if ADJUSTED in (info.adjustment or "") and info.kind is Kind.ETF:
        return hearing.withdraw("adjusted-series", info.symbol)
    if info.kind is not Kind.PRICE_INDEX or hearing.claim.metric is not Metric.PERCENT_CHANGE:
        return None
    claimed, base, day = hearing.claimed, check.base_date, check.as_of
    if claimed is None or base is None or day is None or (day - base).days < MONTH_DAYS:
        return None
    said = -claimed.figure if hearing.claim.direction is Direction.DOWN else claimed.figure
    years = (day - base).days / 365
    most = (100 + value) * ((1 + YEARLY / 100) ** years - 1)
    if not 0 < said - value <= most + claimed.ulp:
        return None
    fund = FUNDS.get(info.symbol)
    if fund is None or hearing.market.info(fund) is None:
        return None
    try:
        other = load(hearing.market, fund, base, day + DAY, adjustment=Adjustment.TOTAL)
    except (Undecidable, MarketError):
        return None
    returned = 100 * (other.value(len(other) - 1) / other.value(0) - 1)
    room = TRACKING * max(1.0, years * (1 + returned / 100))
    if abs(returned - said) > room + claimed.ulp / 2 or abs(returned - said) > abs(value - said):
        return None
    return hearing.soften("with-dividends-only", f"{fund} with them: {returned:.2f}%")
