"""Wrong twins of right sentences: a text with one supported figure, direction, name, weekday or period changed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

FIGURES = ("percent_change", "point_change", "close", "level", "yield_level", "yield_change", "off_high", "open")
CHANGES = ("percent_change", "point_change", "yield_change")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PAIRS = (
    ("rose", "fell"), ("gained", "lost"), ("climbed", "dropped"), ("jumped", "slumped"), ("advanced", "declined"),
    ("added", "shed"), ("surged", "plunged"), ("rallied", "tumbled"), ("rise", "fall"), ("gain", "loss"),
    ("gaining", "losing"), ("rising", "falling"), ("higher", "lower"), ("up", "down"), ("increased", "decreased"),
    ("climbing", "dropping"), ("soared", "sank"), ("gains", "losses"), ("edged up", "edged down"),
    ("increase", "decrease"), ("jump", "drop"), ("climb", "decline"), ("advance", "retreat"),
    ("ticked up", "ticked down"),
)  # fmt: skip
OPPOSITE = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
DIRECTION = re.compile(rf"\b({'|'.join(sorted(OPPOSITE, key=len, reverse=True))})\b")
NAMES = {
    "^GSPC": "Russell 2000", "^DJI": "Nasdaq Composite", "^IXIC": "Dow Jones Industrial Average", "^RUT": "S&P 500",
    "^NDX": "Russell 2000", "^FTSE": "DAX", "^GDAXI": "FTSE 100", "^FCHI": "FTSE 100", "^N225": "Hang Seng",
    "^HSI": "Nikkei 225", "^STOXX": "FTSE 100", "GC=F": "silver", "SI=F": "gold", "CL=F": "natural gas",
    "BTC-USD": "ether", "ETH-USD": "bitcoin", "EURUSD=X": "the Australian dollar", "NVDA": "Apple", "AAPL": "Nvidia",
    "TSLA": "Microsoft", "MSFT": "Tesla", "AMZN": "Apple", "META": "Apple", "GOOGL": "Amazon",
}  # fmt: skip
WEEKDAY = re.compile(rf"\b({'|'.join(DAYS)})\b")
SPANS = {"week": "month", "month": "quarter", "quarter": "year", "year": "month"}
SPAN = re.compile(r"\b(?:this|the|last|for the|in the|over the)( past| last)? (week|month|quarter|year)\b(?!-)")


@dataclass(frozen=True)
class Twin:
    """A text with one thing changed, and where the claim that is wrong now stands."""

    id: str
    kind: str
    text: str
    published: str | None
    start: int
    end: int
    was: str
    now: str


def make_twins(kind: str, supported: Sequence[tuple[Any, Any, Any]], enough: int) -> list[Twin]:
    """At most `enough` twins of one kind, of as many texts as there are: `supported` are (text, document, claim)."""
    twins: list[Twin] = []
    used: dict[str, int] = {}
    for text, document, claim in supported:
        if len(twins) >= enough:
            break
        if used.get(text.id, 0) >= 2 or claim.quantity is None or claim.metric not in FIGURES:
            continue
        change = KINDS[kind](document, claim)
        if change is None:
            continue
        start, end, words = change
        whole = document.text[:start] + words + document.text[end:]
        moved = len(words) - (end - start)
        last = claim.end + moved if start < claim.end else claim.end
        first = claim.start + moved if end <= claim.start else claim.start
        last = last if end > claim.start else claim.end + moved
        twins.append(Twin(text.id, kind, whole, text.published, first, last, document.text[start:end], words))
        used[text.id] = used.get(text.id, 0) + 1
    return twins


Change = tuple[int, int, str] | None


def change_figure(document: Any, claim: Any) -> Change:
    """Another figure with as many digits: one digit put wrong, or half as much again (7% more of a level)."""
    at, words = claim.quantity, document.text[claim.quantity.start : claim.quantity.end]
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    if found is None or not Decimal(found[0].replace(",", "")):
        return None
    chance = random.Random(f"{document.id} {at.start}")
    shown = wrong_digit(found[0], chance) if chance.random() < 0.5 else scaled(found[0], claim.metric)
    return at.start + found.start(), at.start + found.end(), shown


def wrong_digit(figure: str, chance: random.Random) -> str:
    """The figure with one of its first three digits another one, by two or more (of two digits, by three)."""
    places = [i for i, letter in enumerate(figure) if letter.isdigit()]
    places = places[next((n for n, i in enumerate(places) if figure[i] != "0"), 0) :]
    place = chance.choice(places[: min(3, max(1, len(places) - 1))])
    least = 3 if len(places) < 3 else 2
    others = [d for d in range(place == places[0], 10) if abs(d - int(figure[place])) >= least]
    return f"{figure[:place]}{chance.choice(others)}{figure[place + 1 :]}"


def scaled(figure: str, metric: str) -> str:
    """Half as much again for a change, 7% more for a level, at least five units of the last digit."""
    plain = Decimal(figure.replace(",", ""))
    unit = Decimal(1).scaleb(int(plain.as_tuple().exponent))
    factor = Decimal("1.5") if metric in (*CHANGES, "off_high") else Decimal("1.07")
    other = max((plain * factor).quantize(unit), plain + 5 * unit)
    return f"{other:,f}" if "," in figure else f"{other:f}"


def change_direction(_: Any, claim: Any) -> Change:
    """The opposite verb, where the claim has one word of direction."""
    found = list(DIRECTION.finditer(claim.text))
    if len(found) != 1 or claim.metric not in CHANGES or claim.direction is None:
        return None
    start = claim.start + found[0].start()
    return start, start + len(found[0][0]), OPPOSITE[found[0][0]]


def change_instrument(document: Any, claim: Any) -> Change:
    """Another name for the claim's instrument, where the claim's sentence names it once and the other never."""
    start, end = sentence_of(document, claim)
    named = [e for e in document.entities if e.symbol == claim.symbol and start <= e.start and e.end <= end]
    other = NAMES.get(claim.symbol or "")
    if len(named) != 1 or other is None or other.casefold() in document.text[start:end].casefold():
        return None
    words = other[0].upper() + other[1:] if named[0].text[:1].isupper() and named[0].start == start else other
    return named[0].start, named[0].end, words


def change_weekday(document: Any, claim: Any) -> Change:
    """Another weekday, where the claim's sentence names one and the claim is of that very day."""
    start, end = sentence_of(document, claim)
    found = list(WEEKDAY.finditer(document.text, start, end))
    day = claim.period_from
    one = day is not None and claim.period_to is not None and (claim.period_to - day).days == 1
    if len(found) != 1 or not one or f"{day:%A}" != found[0][0] or claim.metric not in (*CHANGES, "close", "level"):
        return None
    other = DAYS[(DAYS.index(found[0][0]) - 1) % 5]
    return found[0].start(), found[0].end(), other


def change_period(document: Any, claim: Any) -> Change:
    """A month for a week, a year for a quarter, where the claim's sentence has one such word, of the claim's period."""
    start, end = sentence_of(document, claim)
    found = list(SPAN.finditer(document.text, start, end))
    if len(found) != 1 or claim.metric not in CHANGES or claim.period_from is None or claim.period_to is None:
        return None
    days = (claim.period_to - claim.period_from).days
    word = found[0][2]
    if days < {"week": 3, "month": 12, "quarter": 40, "year": 45}[word] and days < 5:
        return None
    at = found[0].start(2)
    named = any(p.start <= at < p.end and p.from_ == claim.period_from for p in document.periods)
    if not named or same_start(claim.period_from, claim.period_to - timedelta(days=1), SPANS[word]):
        return None
    return at, found[0].end(2), SPANS[word]


def same_start(first: date, last: date, word: str) -> bool:
    """Whether the month, quarter or year of a day begins with the same session as a period: January is its quarter."""
    month = {"month": last.month, "quarter": 3 * ((last.month - 1) // 3) + 1, "year": 1}[word]
    low, high = sorted((first, last.replace(month=month, day=1)))
    return all((low + timedelta(days=n)).weekday() > 4 for n in range((high - low).days))


def sentence_of(document: Any, claim: Any) -> tuple[int, int]:
    """The sentence that holds the claim's figure."""
    at = claim.quantity.start
    return next(((s.start, s.end) for s in document.sentences if s.start <= at < s.end), (claim.start, claim.end))


KINDS: dict[str, Callable[[Any, Any], Change]] = {
    "figure": change_figure,
    "direction": change_direction,
    "instrument": change_instrument,
    "weekday": change_weekday,
    "period": change_period,
}


def shift_published(published: str | None, name: str) -> str | None:
    """Another publication of the same text: its bare date, the morning after, the bare date after."""
    if published is None:
        return None
    day = date.fromisoformat(published[:10])
    if name == "bare date":
        return day.isoformat()
    after = day + timedelta(days=1)
    if name == "morning after" and len(published) > 10:
        offset = datetime.fromisoformat(published).strftime("%z")
        return f"{after}T06:30:00{offset[:3]}:{offset[3:5]}" if offset else f"{after}T06:30:00"
    return after.isoformat()
