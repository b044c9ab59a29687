"""Many articles in one page: the largest misses, how much could be checked, and what people made of the verdicts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tapecheck.report import words
from tapecheck.report.inert import address, one_line
from tapecheck.report.inert import markdown as safe
from tapecheck.report.view import VERDICTS
from tapecheck.schema import Check, Claim, Verdict, from_json

FORMS = ("markdown", "html", "json")
_MOST = 20
_NOBODY = "no verdict was reviewed by a person; publishers and speakers are told apart only by reviewed ones"


@dataclass(frozen=True, slots=True)
class Miss:
    """A contradicted or imprecise claim: `size` is the miss as a share of the larger figure (2 for a wrong sign)."""

    size: float
    verdict: str
    subject: str
    metric: str
    stated: str
    computed: str
    suggestion: str
    title: str
    day: str
    article: str
    link: str | None
    reviewed: str


@dataclass(frozen=True, slots=True)
class Record:
    """What people confirmed of a publisher's or a speaker's claims."""

    name: str
    reviewed: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What a span of days brought. `judged` of `checkable` claims got a verdict that says something."""

    since: date | None
    until: date | None
    articles: int
    claims: int
    verdicts: Mapping[str, int]
    checkable: int
    judged: int
    misses: tuple[Miss, ...]
    publishers: tuple[Record, ...]
    speakers: tuple[Record, ...]


def digest(rows: Iterable[Mapping[str, Any]], since: date | None = None, until: date | None = None) -> Digest:
    """The digest of a search's rows: the contract's, with `review` where a person gave one."""
    rows = list(rows)
    verdicts = Counter(str(row["check"]["verdict"]) if row["check"] else "not checked" for row in rows)
    judged = sum(verdicts[str(one)] for one in (Verdict.SUPPORTED, Verdict.IMPRECISE, Verdict.CONTRADICTED))
    misses = sorted((miss for row in rows if (miss := _miss(row))), key=lambda miss: -miss.size)
    return Digest(
        since=since,
        until=until,
        articles=len({row["article"]["id"] for row in rows}),
        claims=len(rows),
        verdicts=dict(verdicts),
        checkable=sum(1 for row in rows if row.get("checkable", True)),
        judged=judged,
        misses=tuple(misses),
        publishers=_records(rows, lambda row: row["article"].get("publisher")),
        speakers=_records(rows, lambda row: row.get("attributed_to")),
    )


def _miss(row: Mapping[str, Any]) -> Miss | None:
    if not row["check"] or row["check"]["verdict"] not in (Verdict.CONTRADICTED, Verdict.IMPRECISE):
        return None
    claim, check, article = from_json(Claim, dict(row)), from_json(Check, row["check"]), row["article"]
    return Miss(
        size=_size(check),
        verdict=words.VERDICT_WORDS[check.verdict],
        subject=one_line(claim.subject or ""),
        metric=words.metric(claim),
        stated=words.claimed(claim),
        computed=words.computed(claim, check),
        suggestion=words.suggestion(claim, check),
        title=one_line(article.get("title") or article["id"]),
        day=(article.get("published") or "")[:10],
        article=article["id"],
        link=address(article.get("url")),
        reviewed=_review(row).get("action", ""),
    )


def _review(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return row.get("review") or {}


def _size(check: Check) -> float:
    bounds = [bound for bound in check.claimed or () if isinstance(bound, int | float)]
    if not bounds or not isinstance(check.computed, int | float):
        return 0.0
    stated = sum(bounds) / len(bounds)
    largest = max(abs(stated), abs(check.computed))
    return round(abs(stated - check.computed) / largest, 4) if largest else 0.0


def _records(
    rows: Sequence[Mapping[str, Any]], name_of: Callable[[Mapping[str, Any]], str | None]
) -> tuple[Record, ...]:
    """By name, claims whose verdict a person confirmed or overruled; `wrong` as the person left it."""
    reviewed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in rows:
        name, review = name_of(row), _review(row)
        if not name or not review:
            continue
        reviewed[name] += 1
        verdict = review.get("verdict") or (row["check"] or {}).get("verdict")
        wrong[name] += verdict in (Verdict.CONTRADICTED, "contradicted")
    return tuple(Record(one_line(name), count, wrong[name]) for name, count in reviewed.most_common())


def render(found: Digest, form: str = "markdown") -> str:
    """The digest in one of FORMS."""
    if form == "json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str)
    if form == "html":
        from tapecheck.report.html import environment, style

        page = environment().get_template("digest.html")
        return page.render(found=found, style=style(), span=span(found), most=_MOST, marks=_marks(), nobody=_NOBODY)
    return "\n".join(_lines(found)) + "\n"


def span(found: Digest) -> str:
    """The days in words."""
    start = words.day(found.since) if found.since else "the beginning"
    return f"{start} to {words.day(found.until) if found.until else 'today'}"


def _marks() -> list[tuple[str, str, str]]:
    return [(str(one), words.MARKS[one], words.VERDICT_WORDS[one]) for one in VERDICTS]


def _lines(found: Digest) -> Iterator[str]:
    yield f"# Figures in the news, {span(found)}\n"
    judged = f"a verdict for {found.judged} of {found.checkable} checkable ones"
    yield f"{found.articles} articles, {found.claims} claims; {judged}.\n"
    yield from (f"- {mark} {name}: {found.verdicts.get(key, 0)}" for key, mark, name in _marks())
    yield "\n## Largest misses\n"
    if not found.misses:
        yield "none"
    for miss in found.misses[:_MOST]:
        say = f", say {safe(miss.suggestion)}" if miss.suggestion else ""
        checked = f" ({safe(miss.reviewed)} by a person)" if miss.reviewed else ""
        figures = f"stated {safe(miss.stated)}, computed {safe(miss.computed)}{say}; {miss.verdict}{checked}"
        yield f"- {safe(miss.subject)}, {miss.metric}: {figures}; {safe(miss.title)} ({miss.day}, {safe(miss.article)})"
    if len(found.misses) > _MOST:
        yield f"- and {len(found.misses) - _MOST} more"
    yield "\n## Publishers and speakers\n"
    if not found.publishers and not found.speakers:
        yield _NOBODY
    for record in (*found.publishers, *found.speakers):
        yield f"- {safe(record.name)}: {record.wrong} of {record.reviewed} reviewed claims were wrong"
