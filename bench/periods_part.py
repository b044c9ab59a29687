"""Periods for `bench figures`: the gold's periods, a peer's own test suite, and the table that maps its convention."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from bench.common import Document, need_shared, read_jsonl, score
from tapecheck.nlp.periods import find_periods
from tapecheck.schema import Period, Published

FLOORS = {"gold periods F1": 0.90, "rec_time F1": 0.75}
DAY = timedelta(days=1)
Bounds = tuple[Any, Any]


# --- the gold --------------------------------------------------------------------------------------------------------
def as_json(period: Period) -> Document:
    """A period as the contract prints it."""
    names = ("start", "end", "text", "kind", "duration", "to_date")
    bounds = {"from": period.from_ and period.from_.isoformat(), "to": period.to and period.to.isoformat()}
    return {name: getattr(period, name) for name in names} | bounds


def predict(record: Document) -> Document:
    """A record's periods."""
    published = Published.parse(record["published"]) if record.get("published") else None
    return {"id": record["id"], "periods": [as_json(p) for p in find_periods(record["text"], published)]}


# --- the peer's test suite -------------------------------------------------------------------------------------------
# Where the peer's convention is not ours. Each row says what it does, what we do, and turns one of our periods into the
# bounds that the peer would print for it.
Convention = Callable[[Period, date], Iterator[Bounds]]


def _same(period: Period, _: date) -> Iterator[Bounds]:
    yield period.from_, period.to
    for reading in period.readings:
        yield reading.from_, reading.to


def _last_item_left_out(period: Period, _: date) -> Iterator[Bounds]:
    if period.from_ and period.to:
        yield period.from_, period.to - DAY
        yield period.from_, _back(period.to, 1)
        yield period.from_, _back(period.to, 12)


def _open_sides(period: Period, _: date) -> Iterator[Bounds]:
    yield None, period.from_
    yield None, period.to
    yield period.from_, None
    yield period.to, None


def _up_to_now(period: Period, anchor: date) -> Iterator[Bounds]:
    if period.from_ and period.to == anchor + DAY:
        yield period.from_, anchor
        for months in (1, 3, 6, 12):
            yield period.from_, _back(period.from_, -months)
        yield period.from_, period.from_ + 7 * DAY
        yield period.from_ - DAY, anchor


def _whole_weeks(period: Period, _: date) -> Iterator[Bounds]:
    if period.from_ and period.from_.weekday() == 0:
        yield period.from_, period.from_ + 7 * DAY


def _parts(period: Period, _: date) -> Iterator[Bounds]:
    if period.from_ and period.from_.day in (11, 21):
        yield period.from_.replace(day=period.from_.day - 1), period.to
        yield period.from_.replace(day=16), None
    if period.from_ and (period.from_.month, period.from_.day) == (12, 31):
        for month in (7, 9):
            yield period.from_.replace(month=month, day=1), period.from_ + DAY
            yield period.from_.replace(month=month, day=1), None


def _within(period: Period, anchor: date) -> Iterator[Bounds]:
    if period.from_ == anchor + DAY and period.to:
        yield anchor, period.to - DAY


CONVENTIONS: list[tuple[str, str, Convention]] = [
    ("the same", "the same", _same),
    ('"from X to Y" ends where Y begins', "Y is part of it", _last_item_left_out),
    ('"before X", "after X", "since X" have one bound', 'X is the period; "since" ends at publication', _open_sides),
    ('"this year" is all of it; look-backs end before today', "to the end of the publication day", _up_to_now),
    ("a week has seven days", "a week that is over has been traded from Monday to Friday", _whole_weeks),
    (
        "the end of a year is its last four or six months, mid-month begins on the 10th",
        "the last day; the 11th",
        _parts,
    ),
    ('"within the next N" begins today', "tomorrow", _within),
]


def _back(day: date, months: int) -> date:
    """The first that many months before a first, or the same day where the month has it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28) if day.day > 28 else day.day)


def _days(duration: str | None) -> float | None:
    """The peer's durations are days: P3M is 90, PT12H a half."""
    match = re.fullmatch(
        r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", duration or ""
    )
    if not match:
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return 365 * years + 30 * months + 7 * weeks + days + hours / 24 + minutes / 1440 + seconds / 86400


def find_convention(expected: Document, period: Period, anchor: date) -> str | None:
    """By which row of the table a period is the expected one; None if it is not."""
    if expected["unit"] == "duration":
        days = _days(period.duration)
        return "duration" if days is not None and abs(days - expected["low"]) < 0.01 * max(days, 1e-3) else None
    wanted = {tuple(alternative) for alternative in expected["alts"]}
    for peer, _, convention in CONVENTIONS:
        for bounds in convention(period, anchor):
            if tuple(b.isoformat() if b else None for b in bounds) in wanted:
                return peer
    return None


def _overlaps(expected: Document, period: Period) -> bool:
    """Spans agree as in the gold's own scorer: half of both, or one inside the other."""
    both = min(expected["end"], period.end) - max(expected["start"], period.start)
    return both > 0 and (
        both == min(expected["end"] - expected["start"], period.end - period.start)
        or 2 * both >= max(expected["end"], period.end) - min(expected["start"], period.start)
    )


def score_peer_suite() -> tuple[dict[str, float], list[tuple[str, str]]]:
    """F1 over the peer's spans, and what became of each that is not simply the same."""
    right = found = wanted = 0
    findings: list[tuple[str, str]] = []
    for row in read_jsonl(need_shared() / "peers" / "rec_time.jsonl"):
        anchor = date.fromisoformat((row["anchor"] or "2016-11-07")[:10])
        periods = find_periods(row["text"], Published(anchor))
        wanted += len(row["spans"])
        found += len(periods)
        for expected in row["spans"]:
            words = row["text"][expected["start"] : expected["end"]]
            by = None
            for period in [p for p in periods if _overlaps(expected, p)]:
                by = find_convention(expected, period, anchor)
                if by:
                    periods.remove(period)
                    break
            right += by is not None
            if by is None:
                findings.append((row["id"], f"missed {words!r} {expected['alts']}"))
            elif by not in ("the same", "duration"):
                findings.append((row["id"], f"right for {words!r}, where {by}"))
        findings += [(row["id"], f"extra {p.text!r} {p.from_} {p.to} {p.duration or ''}") for p in periods]
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "rec_time F1": f1}, findings


# --- for the main file -----------------------------------------------------------------------------------------------
def sections() -> list[tuple[str, dict[str, float], list[tuple[Any, ...]]]]:
    """(name, metrics, findings) of each part: the gold's articles and sentences, and the peer's suite."""
    parts: list[tuple[str, dict[str, float], list[tuple[Any, ...]]]] = []
    for gold in ("articles", "claims"):
        path = need_shared() / "gold" / f"{gold}.jsonl"
        result = score("periods", [predict(d) for d in read_jsonl(path)], gold)
        metrics = {"gold periods F1": result.f1, "precision": result.precision, "recall": result.recall}
        parts.append((f"periods, {gold}", metrics | result.attributes, sorted(result.findings.items())))
    metrics, findings = score_peer_suite()
    parts.append(("periods, rec_time", metrics, list(findings)))
    return parts
