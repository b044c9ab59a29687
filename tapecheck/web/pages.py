"""The pages: each a function from a request to an answer, as HTML or (its address ending in .json) as JSON."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tapecheck.reference.metrics import SIGNED
from tapecheck.report import words
from tapecheck.report.inert import address, one_line
from tapecheck.report.view import VERDICTS
from tapecheck.schema import Verdict
from tapecheck.store import ClaimQuery
from tapecheck.web import queries
from tapecheck.web.guard import STRICT

if TYPE_CHECKING:
    from jinja2 import Environment

Row = dict[str, Any]
HOME = "/-/tapecheck"
SEARCH_MILLISECONDS = 2000


class NotFound(Exception):
    """Nothing of that name is stored."""


@functools.cache
def environment() -> Environment:
    """The pages' templates, which may include the report's."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader

    loader = ChoiceLoader([PackageLoader("tapecheck.web"), PackageLoader("tapecheck.report")])
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(
        verdict_words={str(key): value for key, value in words.VERDICT_WORDS.items()},
        verdict_marks={str(key): value for key, value in words.MARKS.items()},
        verdicts=[str(one) for one in VERDICTS],
        legend=[(one, words.MARKS[one], words.VERDICT_WORDS[one], words.LEGEND[one]) for one in VERDICTS],
        address=address,
        path=path,
        review_form=review_form,
        more=lambda given, **changes: "?" + urlencode({k: v for k, v in {**given, **changes}.items() if v}),
    )
    made.filters["line"] = lambda text: one_line(str(text)) if text is not None else ""
    made.filters["metric"] = words.metric_name
    made.filters["figure"] = figure
    made.filters["computed"] = computed
    return made


def path(*parts: object) -> str:
    """The address of a page, its parts made safe: a symbol or a name may hold any character."""
    return "/" + "/".join(quote(str(part), safe="~") for part in parts)


def review_form(row: Any) -> Any:
    """The buttons beneath a claim's card, for whoever may review; nothing where there is no verdict."""
    from markupsafe import Markup

    if row.check is None:
        return ""
    return Markup(environment().get_template("review_form.html").render(claim=row.claim.id, own=row.style))


def figure(row: Mapping[str, Any]) -> str:
    """What a row of `claims_with_verdicts` states, in words."""
    if row["low"] is None:
        return f"{words.metric_name(row['metric'])} {'since ' + row['since'] if row['since'] else ''}".strip()
    signed = row["metric"] in SIGNED and row["unit"] != "x"
    return words.stated(row["low"], row["high"], row["unit"], row["hedge"], row["direction"] if signed else None)


def computed(row: Mapping[str, Any]) -> str:
    """What was computed for it, in words."""
    if row["computed"] is None:
        return row["computed_day"] or ""
    return words.amount(row["computed"], row["unit"], digits=2)


class Site:
    """The pages over one database of a Datasette. `desk` and `token` are None where serve did not give them."""

    def __init__(self, datasette: Any, database: str, token: str | None = None) -> None:
        self.datasette = datasette
        self.database = database
        self.token = token

    async def rows(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a query, under Datasette's own time limit."""
        found = await self.datasette.get_database(self.database).execute(sql, dict(values or {}))
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    async def apply(self, function: Any) -> Any:
        """What `function(connection)` gives, on a connection that only reads."""
        return await self.datasette.get_database(self.database).execute_fn(function)

    # --- the pages ---------------------------------------------------------------------------------------------------
    async def home(self, _: Mapping[str, str]) -> tuple[str, Row]:
        """Latest articles, and latest contradicted claims."""
        articles = await self.rows(queries.ARTICLES.format(where=""), {"limit": 20})
        wrong = await self.rows(
            queries.CLAIMS.format(where="where v.verdict = :verdict"), {"verdict": Verdict.CONTRADICTED, "limit": 8}
        )
        return "home.html", {"articles": articles, "wrong": wrong}

    async def search(self, args: Mapping[str, str]) -> tuple[str, Row]:
        """Claims by words and facets, newest first, with the facets' counts."""
        asked = search_of(args)
        given = {"q": args.get("q", ""), **{name: args.get(name, "") for name in _ASKED}}
        keys = await self.apply(functools.partial(find_keys, path=self.database, query=asked))
        rows = {row["key"]: row for row in await self.rows(queries.OF_KEYS, {"keys": json.dumps(keys)})}
        found = [rows[key] for key in keys if key in rows]
        page = _whole(args.get("page")) or 1
        shown = found[(page - 1) * queries.PAGE_ROWS : page * queries.PAGE_ROWS]
        return "search.html", {
            "asked": given, "rows": shown, "facets": queries.counted(found), "counted": len(found),
            "all": len(found) < queries.FACET_ROWS, "page": page,
            "after": page + 1 if page * queries.PAGE_ROWS < len(found) else None,
            "ranked": bool(asked.words) and asked.sort is None,
        }  # fmt: skip

    async def article(self, args: Mapping[str, str]) -> tuple[str, Row]:
        """The report of an article, live, with its revisions and reviews."""
        from tapecheck.report.html import of_view
        from tapecheck.report.stored import context_of
        from tapecheck.report.view import view_of
        from tapecheck.store.reading import load_revision

        latest = await self.rows(queries.LATEST, {"article": args["id"]})
        if not latest or latest[0]["revision"] is None:
            raise NotFound(f"no article {args['id']}")
        revision, article = latest[0]["revision"], args["id"]
        document = await self.apply(lambda connection: load_revision(connection, revision))
        context = await self.apply(lambda connection: context_of(connection, article))
        more = {"id": article, "several": bool(context.revisions), "document": document}
        return "article.html", {**of_view(view_of(document, context)), **more}

    async def revisions(self, args: Mapping[str, str]) -> tuple[str, Row]:
        """The two newest texts of an article side by side."""
        found = await self.rows(queries.REVISIONS, {"article": args["id"]})
        if len(found) < 2:
            raise NotFound(f"no two revisions of article {args['id']}")
        old, new = found[-2:]
        return "revisions.html", {
            "id": args["id"],
            "old": old,
            "new": new,
            "pairs": side_by_side(old["text"], new["text"]),
        }

    async def instrument(self, args: Mapping[str, str]) -> tuple[str, Row]:
        """An instrument's line with every claim about it, and the claims as a table."""
        from tapecheck.report.timeline import mark_of, timeline_svg
        from tapecheck.store.coding import unpack_chart

        symbol = args["id"]
        where = "where v.symbol = :symbol"
        rows = await self.rows(queries.CLAIMS.format(where=where), {"symbol": symbol, "limit": 300})
        if not rows:
            raise NotFound(f"no claim about {symbol}")
        points: dict[date, float] = {}
        for one in await self.rows(queries.CHARTS, {"symbol": symbol}):
            chart = unpack_chart(one["points"])
            points = {**dict(zip(chart.dates, chart.values, strict=True)), **points}
        placed = ((row, f"{path('article', row['article'])}#{row['id']}") for row in rows)
        marks = [mark for row, href in placed if (mark := mark_of(row, points, href))]
        name = next((row["subject"] for row in rows if row["subject"]), symbol)
        svg = timeline_svg(f"{name}: claims against daily figures", points, marks)
        return "instrument.html", {"symbol": symbol, "name": name, "rows": rows, "svg": svg, "tally": tally(rows)}

    async def speaker(self, args: Mapping[str, str]) -> tuple[str, Row]:
        """What somebody said and claimed; the record is of claims that a person reviewed."""
        name = args["id"]
        quotes = await self.rows(queries.QUOTES, {"name": name, "limit": 100})
        where = "where v.attributed_to = :name"
        rows = await self.rows(queries.CLAIMS.format(where=where), {"name": name, "limit": 300})
        if not quotes and not rows:
            raise NotFound(f"nothing said by {name}")
        return "speaker.html", {"name": name, "quotes": quotes, "rows": rows, "tally": tally(rows),
                                "reviewed": tally([row for row in rows if row["review"]])}  # fmt: skip

    async def publisher(self, args: Mapping[str, str]) -> tuple[str, Row]:
        """A publisher's articles and their verdicts."""
        name = args["id"]
        where = "where a.publisher = :name"
        articles = await self.rows(queries.ARTICLES.format(where=where), {"name": name, "limit": 200})
        if not articles:
            raise NotFound(f"no article of {name}")
        return "publisher.html", {"name": name, "articles": articles}

    async def conflicts(self, args: Mapping[str, str]) -> tuple[str, Row]:
        """Where two articles state the same thing of the same time differently; of one `symbol` where it is given."""
        symbol = args.get("symbol", "")
        where = "where symbol = :symbol" if symbol else ""
        rows = await self.rows(queries.CONFLICTS.format(where=where), {"limit": 100, "symbol": symbol})
        return "conflicts.html", {"rows": rows, "symbol": symbol}


_ASKED = (*queries.NARROWING, "since", "until", "min", "max", "sort")


def search_of(args: Mapping[str, str]) -> ClaimQuery:
    """The search that an address asks for; what makes no sense narrows nothing."""
    narrowed: dict[str, Any] = {name: args[name].strip() for name in queries.NARROWING if args.get(name, "").strip()}
    return ClaimQuery(
        words=args.get("q", "")[:500], since=_day(args.get("since")), until=_day(args.get("until")),
        min=_number(args.get("min")), max=_number(args.get("max")),
        sort=args.get("sort") if args.get("sort") in ("date", "value") else None,
        limit=queries.FACET_ROWS, **narrowed,
    )  # fmt: skip


def find_keys(connection: sqlite3.Connection, path: str, query: ClaimQuery) -> list[int]:
    """The keys that the store's own search finds on a connection of Datasette's, within the time of a page."""
    from datasette.utils import sqlite_timelimit

    from tapecheck.store import Store
    from tapecheck.store.search import find_keys as found

    with sqlite_timelimit(connection, SEARCH_MILLISECONDS):
        return found(Store(connection, path), query)


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def tally(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows have which verdict."""
    return {str(one): sum(row["verdict"] == one for row in rows) for one in VERDICTS}


def side_by_side(old: str, new: str) -> list[tuple[str, str, str]]:
    """Paragraphs of two texts in pairs, each "same", "changed", "gone" or "added"."""
    from difflib import SequenceMatcher

    left, right = ([line for line in text.split("\n") if line.strip()] for text in (old, new))
    pairs: list[tuple[str, str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += [("same", one, one) for one in left[a:b]]
            continue
        for index in range(max(b - a, d - c)):
            one = left[a + index] if a + index < b else ""
            other = right[c + index] if c + index < d else ""
            pairs.append(("changed" if one and other else "gone" if one else "added", one, other))
    return pairs


def page(name: str, values: Mapping[str, Any], **more: Any) -> str:
    """A template filled in."""
    return environment().get_template(name).render(**values, **more)


def as_json(values: Mapping[str, Any]) -> str:
    """The page's data as JSON: what is drawn is left out, an article is the contract's document."""
    from tapecheck.schema import Document, to_json

    if isinstance(document := values.get("document"), Document):
        return json.dumps(to_json(document), ensure_ascii=False)
    kept = {name: value for name, value in values.items() if name not in ("svg", "view", "charts", "legend")}
    return json.dumps(kept, ensure_ascii=False, default=str)


SECURE = {"content-security-policy": STRICT, "cache-control": "no-store"}
