"""The bound of a superlative ("since March 2009", "in two years", "ever"), verified on both sides.

A bound holds if the last day as extreme lies in the stated day, month or year. Later: the claim is stale and false.
Earlier: it is true and understated. If the series begins after the bound nothing is proved, and the check says so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tapecheck.crosscheck.verdicts import CONTRADICTED, IMPRECISE, SUPPORTED, Judgement
from tapecheck.measures.series import Undecidable
from tapecheck.schema import Claim

NEIGHBOUR = timedelta(days=3)
BEGINS = timedelta(days=7)  # a series that begins in the first week of a bound covers it


@dataclass(frozen=True, slots=True)
class Searched:
    """The search for an earlier day as extreme: what it found, and from when it searched."""

    last: date | None
    first: date
    what: str  # "the highest close", "the worst day"


def judge_bound(claim: Claim, found: Searched, as_of: date, lived: date | None = None) -> Judgement:
    """Judge a superlative by the last earlier day as extreme.

    `lived` is the day on which the instrument's life begins, where that is known: a record needs all of it.
    """
    if claim.since is None:
        if not claim.record:
            raise Undecidable(f"the text does not say since when it is {found.what}")
        return judge_record(found, lived)
    low, high = since_bounds(claim.since)
    if low >= as_of:
        raise Undecidable(f"the bound of the superlative ({claim.since}) is not before its own day, {as_of}")
    if claim.said.length is not None:
        return judge_lookback(claim.said.length.value, found, as_of, low, high)
    if claim.freq == "week" and low == high:  # where weeks are compared, a day means the week that it is of
        low -= timedelta(days=low.weekday())
        high = low + timedelta(days=6)
    return judge_since(claim.since, found, low, high)


def judge_record(found: Searched, lived: date | None) -> Judgement:
    """A record: false if a day as extreme is there, proved only by the whole life of the instrument."""
    if found.last is not None:
        return Judgement(CONTRADICTED, f"a day as extreme was {found.last}")
    if lived is not None and found.first <= lived + BEGINS:
        return Judgement(SUPPORTED, f"no such day in the whole history, from {found.first}")
    raise Undecidable(
        f"consistent with the series from {found.first}, not provable: a record needs the whole history; "
        "import the series from its beginning"
    )


def judge_since(since: str, found: Searched, low: date, high: date) -> Judgement:
    """A dated bound: the last day as extreme must lie in it."""
    last = found.last
    if last is None:
        must_reach(found, low, since)
        return Judgement(IMPRECISE, f"understated: {found.what} since the series begins, on {found.first}")
    if low <= last <= high:
        return Judgement(SUPPORTED)
    if low - NEIGHBOUR <= last <= high + NEIGHBOUR:
        return Judgement(IMPRECISE, f"a neighbouring day: the last such day was {last}")
    if last > high:
        return Judgement(CONTRADICTED, f"the last such day was {last}")
    return Judgement(IMPRECISE, f"understated: {found.what} since {last}")


def must_reach(found: Searched, bound: date, named: str) -> None:
    """Raise Undecidable where the search began after a bound."""
    if found.first > bound + BEGINS:
        begins = f"the series starts on {found.first}, after the bound of the superlative ({named})"
        raise Undecidable(f"{begins}; import a longer history")


def judge_lookback(length: str, found: Searched, as_of: date, low: date, high: date) -> Judgement:
    """A length ("in two years", "a 12-year low", "of the year"): no day as extreme within it."""
    if length == "so_far":
        target = low - timedelta(days=1)
    else:
        target = high if length == "open" else as_of - timedelta(days=int(length[1:-1]))
    last = found.last
    if last is None:
        must_reach(found, target, f"{target}")
        return Judgement(SUPPORTED)
    if last <= target:
        return Judgement(SUPPORTED)
    if last <= target + NEIGHBOUR or (as_of - last) >= 0.9 * (as_of - target):
        return Judgement(IMPRECISE, f"not quite: the last such day was {last}")
    return Judgement(CONTRADICTED, f"a day as extreme was {last}")


def since_bounds(since: str) -> tuple[date, date]:
    """The first and last day of a bound that is a day, a month or a year. Undecidable for anything else."""
    parts = since.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if len(numbers) == 2:
            year, month = numbers
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date.fromisoformat(since[:10])
    except ValueError as error:
        raise Undecidable(f"the bound of the superlative ({since}) is no date") from error
    return day, day
