"""The server: three tools and the stored articles, over whatever transport runs it."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from tapecheck import __version__
from tapecheck.assistants.answers import document_answer, figure_answer, row_answer
from tapecheck.errors import StoreError, TapecheckError, UsageError
from tapecheck.measures.compute import METRICS, figure
from tapecheck.report import render
from tapecheck.schema import Document, Published, Record

if TYPE_CHECKING:
    from tapecheck.pipeline import Models
    from tapecheck.reference.market import Market

T = TypeVar("T")
MAX_CHARACTERS = 200_000
MOST_ROWS = 50
INSTRUCTIONS = (
    "Checks figures of financial markets deterministically against daily data. Before you print a level, a change, an "
    "average or an extreme, get it from `figure`; before you hand on a text, pass it through `check_text`. "
    "contradicted: change the figure (`say` has the right wording). imprecise: look again. not_checkable: nothing is "
    "said for or against it, so never present it as confirmed."
)
Verdicts = Literal["supported", "imprecise", "contradicted", "not_checkable"]
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


@dataclass
class Bench:
    """What the tools work with: the market and the models, opened when first needed; `db` need not be there."""

    db: str
    open_market: Callable[[], Market]
    model: str = "default"
    instruments: tuple[str, ...] = ()
    _one: threading.Lock = field(default_factory=threading.Lock)  # one text at a time: the models are not for two

    @functools.cached_property
    def market(self) -> Market:
        """Where figures come from."""
        return self.open_market()

    @functools.cached_property
    def models(self) -> Models:
        """The language models."""
        from tapecheck.api import models

        return models(self.model, self.instruments)

    def check(self, text: str, published: str, as_of: str | None) -> Document:
        """The checked document of a text. Raises UsageError for a date that is none."""
        from tapecheck.pipeline import CheckOptions, analyze

        if len(text) > MAX_CHARACTERS:
            raise UsageError(f"the text is over {MAX_CHARACTERS:,} characters; check it in parts")
        try:
            Published.parse(published)
            options = CheckOptions(as_of=date.fromisoformat(as_of) if as_of else None)
        except ValueError as error:
            raise UsageError(
                f"dates are ISO 8601, such as 2023-09-11 or 2023-09-11T17:00:00-04:00 ({error})"
            ) from error
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        record = Record(id=name, text=text, published=published, verbatim=True, source="the text")
        with self._one:
            return analyze(record, self.models, self.market, options)

    def search(self, narrow: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a search. Raises StoreError where there is no database."""
        from tapecheck.store import ClaimQuery, Store
        from tapecheck.store.search import search

        with Store.open(self.db, create=False) as store:
            return [row_answer(row) for row in search(store, ClaimQuery(**narrow))]

    def article(self, wanted: str) -> str:
        """A stored article's report in Markdown. Raises StoreError."""
        from tapecheck.report.stored import context_of
        from tapecheck.store import Store

        with Store.open(self.db, create=False) as store:
            document = store.load(wanted)
            return render(document, "markdown", context_of(store.connection, document.id))

    def articles(self) -> list[dict[str, Any]]:
        """The newest stored articles; none where there is no database."""
        from tapecheck.store import Store

        if not Path(self.db).exists():
            return []
        with Store.open(self.db, create=False) as store:
            return [{"uri": f"tapecheck://article/{one['id']}", "title": one["title"], "published": one["published"],
                     "verdict": one["verdict"]} for one in store.articles(MOST_ROWS)]  # fmt: skip


def build_server(bench: Bench) -> MCPServer[Any]:
    """The server with its tools and resources."""
    server: MCPServer[Any] = MCPServer("tapecheck", title="tapecheck", instructions=INSTRUCTIONS, version=__version__,
                                       log_level="ERROR")  # fmt: skip

    @server.tool(annotations=_READS, title="Check the figures of a text")
    async def check_text(
        text: Annotated[str, Field(description="The text, as it will be printed.")],
        published: Annotated[str, Field(description="ISO 8601 date or instant it is, or will be, published.")],
        as_of: Annotated[str | None, Field(description="Check as of the close of this day (ISO date).")] = None,
    ) -> dict[str, Any]:
        """Compare every market figure of a text with the one computed from daily data.

        Each claim comes back with its verdict (contradicted, imprecise, not_checkable, supported), the stated and the
        computed figure, the right wording, formula, source, certainty and reason. not_checkable is no support.
        """
        return document_answer(await _in_thread(lambda: bench.check(text, published, as_of)))

    @server.tool(annotations=_READS, title="Search stored claims")
    async def search_claims(
        words: Annotated[str, Field(description='Words that must occur, "a phrase" in quotes.')] = "",
        symbol: Annotated[str | None, Field(description="Yahoo's notation: ^GSPC, NVDA, EURUSD=X.")] = None,
        speaker: Annotated[str | None, Field(description="Said or estimated by.")] = None,
        verdict: Verdicts | None = None,
        since: Annotated[str | None, Field(description="Published on or after this ISO date.")] = None,
        until: Annotated[str | None, Field(description="Published on or before this ISO date.")] = None,
        limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 10,
    ) -> dict[str, Any]:
        """Find claims that stored articles make, with their verdicts and the article of each."""
        narrow = {"words": words, "symbol": symbol, "speaker": speaker, "verdict": verdict, "since": since,
                  "until": until, "limit": limit}  # fmt: skip
        return {"claims": await _in_thread(lambda: bench.search(narrow))}

    @server.tool(name="figure", annotations=_READS, title="Compute a figure", description=_figure_words())
    async def compute_figure(
        symbol: Annotated[str, Field(description="Yahoo's notation: ^GSPC, NVDA, EURUSD=X, ^TNX.")],
        metric: Annotated[str, Field(description=", ".join(METRICS), json_schema_extra={"enum": list(METRICS)})],
        period: Annotated[str, Field(description="2023-09-08, 2023-09, 2023-Q3, 2023 or 2023-01-01/2023-09-08.")],
        window: Annotated[int | None, Field(ge=1, le=2000, description="Sessions: of an average, RSI ...")] = None,
        versus: Annotated[str | None, Field(description="The other series of beta and correlation.")] = None,
    ) -> dict[str, Any]:
        found = lambda: figure(bench.market, symbol, metric, period, window=window, versus=versus)  # noqa: E731
        return figure_answer(await _in_thread(found))

    @server.resource("tapecheck://articles", mime_type="application/json", title="Stored articles")
    async def stored_articles() -> dict[str, Any]:
        """The newest stored articles with their addresses here."""
        return {"articles": await _in_thread(bench.articles, ResourceError)}

    @server.resource("tapecheck://article/{id}", mime_type="text/markdown", title="A stored article's report")
    async def stored_article(id: str) -> str:
        """The fact-check report of a stored article, in Markdown."""
        return await _in_thread(lambda: bench.article(id), ResourceNotFoundError)

    return server


def _figure_words() -> str:
    return (
        "The figure itself, computed from daily data, with formula, definition and source, so that it is stated right "
        "in the first place. A period's change counts from the last close before it. Values by other common "
        "definitions stand beside it."
    )


async def _in_thread(function: Callable[[], T], kind: type[Exception] = ToolError) -> T:
    """The function's result; what it raises, as a line that the assistant reads."""
    from tapecheck.errors import unforeseen

    try:
        return await anyio.to_thread.run_sync(function)
    except StoreError as error:
        raise kind(str(error)) from error
    except TapecheckError as error:
        raise (ToolError if kind is ToolError else ResourceError)(str(error)) from error
    except Exception as error:
        raise (ToolError if kind is ToolError else ResourceError)(str(unforeseen("the request", error))) from error
