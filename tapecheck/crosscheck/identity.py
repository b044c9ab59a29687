"""Is it the very thing? A figure of a future, a sector, another contract or another exchange contradicts no series.

The text names an index, and the catalogue finds its series; but "S&P 500 futures", "the S&P 500 energy index" and the
equal-weight version move on their own. A contradiction must be certain of its series, so where the words hint at
another thing, or a contract was about to roll, the check says so instead.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tapecheck.crosscheck.verdicts import Undecidable
from tapecheck.reference.market import Kind, SeriesInfo
from tapecheck.schema import Claim

INDICES = (Kind.PRICE_INDEX, Kind.TOTAL_RETURN_INDEX)
DERIVED = re.compile(
    r"\bfutures?\b|\be-?minis?\b|\bequal[- ]weight(?:ed)?\b|\bETFs?\b|\bexchange-traded\b|\bsub-?ind(?:ex|ices)\b|"
    r"\byields?\b|\bbunds?\b|\bgilts?\b|\bspreads?\b|"
    r"\bex[- ](?:financials?|energy|tech\w*|US|U\.S\.)\b|\bin (?:dollar|euro|sterling|yen|local[- ]currency) terms\b",
    re.IGNORECASE,
)
SECTOR = re.compile(
    r"(?:\b500|\b600|\b100|\b2000|\b225|\bNasdaq|\bDow Jones)(?:'s|\u2019s)?\s+"
    r"(?:(?!(?i:stock|composite|benchmark|industrials?|average|small|cap|europe|broad|blue|chip|equit|share|large|index))"
    r"[A-Za-z&-]+\s+){1,3}(?:index|sector|group|gauge|sub-?index)\b"
)
SPOT = re.compile(r"\bspot\b|\bLME\b|\bLondon\b|\bShanghai\b|\b(?:three|3)-month (?:copper|delivery)\b", re.IGNORECASE)
# Days of the month about which the front month rolls: the news may quote the next contract, the series still this one.
ROLLS = {
    "CL=F": range(16, 25),
    "NG=F": (*range(24, 32), 1),
    "BZ=F": (*range(25, 32), 1),
    "HO=F": (*range(25, 32), 1),
    "RB=F": (*range(25, 32), 1),
    "GC=F": (*range(24, 32), 1),
    "SI=F": (*range(24, 32), 1),
    "HG=F": (*range(24, 32), 1),
}
ROLL_GAP = 0.02  # two contracts of one commodity are rarely further apart
OTHER_MONTH = 0.005  # the most active month of a metal is rarely further from the front one
DELIVERY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\w+ )?(?:gold|silver|copper|crude|futures?|"
    r"deliver\w+)\b|\bfor (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* delivery\b|\bmost[- ]active\b",
    re.IGNORECASE,
)
FAR_MONTH = 0.25  # contracts of one commodity are rarely so far apart
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH_OF = re.compile(  # "December gold", "for March delivery", "the June 2021 WTI contract"
    rf"\b(?P<a>{MONTH}) (?:20\d\d )?(?:(?:COMEX|WTI|Brent|US|U\.S\.) )?(?:gold|silver|copper|crude|oil|natural gas|"
    rf"(?:\w+ )?(?:futures?|contracts?|deliver\w+))\b|\bfor (?P<b>{MONTH})(?: 20\d\d)? (?:delivery|settlement)\b"
)
# The front month of a day in months ahead of it, and the last day of the month on which that contract may trade.
FRONT = {"CL=F": (1, 22), "NG=F": (1, 29), "HO=F": (1, 31), "RB=F": (1, 31), "BZ=F": (2, 31)}
ROLL_DAYS = 6
OTHER_CONTRACT = "the text names a delivery (\u201c{}\u201d), {} is the front month; import that contract"
ENERGY_MOVE = 0.03  # on the day after a roll the close before is that of the contract that has expired
ROLL_MOVE = 0.004  # and move together within a day


def refuse_spot(claim: Claim, info: SeriesInfo) -> None:
    """Raise Undecidable where the text means a spot price, or another exchange's, and the series is a future."""
    if info.kind is Kind.COMMODITY_FUTURE and info.symbol != "BZ=F" and SPOT.search(claim.text):
        raise Undecidable(f"the text means another price than the front-month future {info.symbol}; import that series")


def another_thing(claim: Claim, info: SeriesInfo) -> str | None:
    """Why the claim may be about something beside the index of the series, or None."""
    if info.kind in INDICES and (found := DERIVED.search(claim.text) or SECTOR.search(claim.text)):
        return f"the text may mean another thing than {info.symbol} (\u201c{found[0]}\u201d); import that series"
    return None


def holds_a_roll(info: SeriesInfo, last: date, freq: str) -> bool:
    """Whether the day, week or month that ends on `last` may hold a roll, so that its move is no price's."""
    if info.symbol not in FRONT:  # a metal's contracts lie too near each other to make a move
        return False
    days = {"day": 1, "week": 7}.get(freq, 31)
    return any((last - timedelta(days=n)).day in ROLLS.get(info.symbol, ()) for n in range(days))


def other_delivery(info: SeriesInfo, day: date, text: str) -> str | None:
    """The words that name a delivery month which is surely not the front one on `day`, or None."""
    first, last_day = FRONT.get(info.symbol, (0, 31))
    for found in MONTH_OF.finditer(text) if info.kind is Kind.COMMODITY_FUTURE else ():
        ahead = (MONTHS.index((found["a"] or found["b"]).casefold()[:3]) + 1 - day.month) % 12
        near = {first, first + 1} if day.day >= last_day - ROLL_DAYS else {first}
        if info.symbol not in FRONT:
            near = {0, 1}
        if ahead not in near:
            return found[0]
    return None


def about_to_roll(info: SeriesInfo, day: date, off: float, text: str, *, gap: float = ROLL_GAP) -> str | None:
    """Why a future's figure that is off by the share `off` may be another contract's, or None."""
    if gap == ROLL_MOVE and info.symbol in FRONT:
        gap = ENERGY_MOVE
    if info.kind is Kind.COMMODITY_FUTURE and day.day in ROLLS.get(info.symbol, ()) and off <= gap:
        return f"{info.symbol} rolls about {day}: the text may quote the next contract; import it"
    if off <= FAR_MONTH and (other := other_delivery(info, day, text)):
        return OTHER_CONTRACT.format(other, info.symbol)
    if info.kind is Kind.COMMODITY_FUTURE and off <= min(gap, OTHER_MONTH) and (found := DELIVERY.search(text)):
        named = f"the text names a delivery (\u201c{found[0]}\u201d)"
        return f"{named}, {info.symbol} is the front month; import that contract"
    return None
