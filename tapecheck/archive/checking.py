"""`tapecheck check --stored`: checking what the database holds, and saving the verdicts there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tapecheck import __version__
from tapecheck.crosscheck import RULES_VERSION
from tapecheck.pipeline import CheckOptions, check
from tapecheck.schema import Document
from tapecheck.store.reviews import with_mends

if TYPE_CHECKING:
    from tapecheck.reference.market import Market
    from tapecheck.store import Store


@dataclass(slots=True)
class Counts:
    """How many verdicts a run changed, and how many it left because it had no data where the one before had some."""

    changed: int = 0
    kept: int = 0

    def __str__(self) -> str:
        stay = f"; {self.kept} that had data stay, as no data was found now" if self.kept else ""
        return f"{self.changed} verdicts changed{stay}"


def check_stored(
    store: Store, articles: Sequence[str], market: Market, market_name: str, options: CheckOptions, counts: Counts
) -> Iterator[Document]:
    """Check each article against `market`, as people mended its claims, and save the verdicts; the documents after it.

    What changed is counted in `counts`. `market_name` is what the run remembers of the market. Raises StoreError.
    """
    said = f"as of {options.as_of}" if options.as_of else None
    run: int | None = None
    for article in articles:
        document = store.load(article)
        checked = check(with_mends(store, document), market, options)
        document = replace(document, checks=checked.checks, verdict=checked.verdict)
        if run is None:
            versions = replace(document.versions, tapecheck=__version__, rules=RULES_VERSION)
            run = store.start_run("check", versions, market=market_name, options=said)
        saved = store.save(document, run)
        counts.changed, counts.kept = counts.changed + saved.changed, counts.kept + saved.kept
        yield store.load(article) if saved.kept else document
