"""Of what moves are counted and compared, by the claim."""

from __future__ import annotations

import re

from tapecheck.measures.moves import by_length
from tapecheck.measures.series import Series, Undecidable
from tapecheck.reference.market import Kind
from tapecheck.schema import Claim

FREQUENCIES = ("day", "week", "month", "quarter", "year")


FREQ_WORDS = (
    ("week", re.compile(r"\bweek(?:ly|'s)?\b(?![- ]long)", re.IGNORECASE)),
    ("month", re.compile(r"\bmonth(?:ly|'s)?\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\bquarter(?:ly|'s)?\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:annual|yearly|calendar year)\b", re.IGNORECASE)),
)


POINTS = re.compile(
    r"\bpoints?[- ](?:loss|drop|gain|fall|decline|rise|jump|advance|slide|plunge|swing|move)|\b(?:in|on an?) points? |"
    r"\bpoint terms\b",
    re.IGNORECASE,
)


def frequency_of(claim: Claim) -> str:
    """Of what the claim counts or compares moves: as it says, else by the length of its period, else by its words."""
    if claim.freq:
        freq = claim.freq.casefold().rstrip("s")
        if freq in FREQUENCIES:
            return freq
        raise Undecidable(f"no series is kept by {claim.freq}; the claim's frequency was misread")
    if claim.period_from and claim.period_to and (length := (claim.period_to - claim.period_from).days) > 1:
        return by_length(claim.period_from, length)
    return "day"


def freq_in_words(text: str) -> str | None:
    """The frequency that a text names ("weekly gain"), or None."""
    return next((freq for freq, pattern in FREQ_WORDS if pattern.search(text)), None)


def in_points(claim: Claim, series: Series) -> bool:
    """Whether moves are compared in points: the text says so, or a yield's always are."""
    if series.info.kind in (Kind.YIELD, Kind.RATE):
        return claim.measure != "percent"
    if claim.measure is not None:
        return claim.measure == "points"
    return bool(POINTS.search(claim.text))
