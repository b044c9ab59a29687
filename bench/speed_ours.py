"""Processor time of our pipeline over pages, station by station: what `bench speed` runs in a process of its own.

python -m bench.speed_ours MODEL PAGES MARKET ROUNDS     prints one JSON object
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
STATIONS = ("read", "sentences", "names", "figures", "periods", "quotes", "claims", "check", "save")


class Clock:
    """Processor time of each station, in seconds."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STATIONS, 0.0)

    def time(self, station: str, call: Callable[[], T]) -> T:
        """What the call gives; its time is the station's."""
        started = time.process_time()
        result = call()
        self.spent[station] += time.process_time() - started
        return result


def measure(model: str, pages: list[dict[str, Any]], market_folder: str, rounds: int) -> dict[str, Any]:
    """The least time a round of each station, over all pages, and what was found."""
    from tapecheck.limits import collect_rarely
    from tapecheck.market import open_market
    from tapecheck.pipeline import load_models
    from tapecheck.schema import Versions
    from tapecheck.store import Store

    collect_rarely()  # as every command does
    versions = Versions(tapecheck="bench", model=model, rules="bench")
    started = time.process_time()
    market = open_market(folders=[Path(market_folder)], offline=True)
    models = load_models(model, series=market.series())
    loading = time.process_time() - started
    clocks: list[Clock] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in range(rounds + 1):
            clocks.append(Clock())
            with Store.open(str(Path(folder) / f"{count}.db")) as store:
                run = store.start_run("bench", versions)  # one for all, as `ingest` has it
                found = [one(page, models, market, store, run, clocks[-1]) for page in pages]
    spent = {station: min(clock.spent[station] for clock in clocks[1:]) for station in STATIONS}
    return {
        "articles": len(pages), "claims": sum(found), "loading": loading, "stations": spent,
        "total": min(sum(clock.spent.values()) for clock in clocks[1:]),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def one(page: dict[str, Any], models: Any, market: Any, store: Any, run: int, clock: Clock) -> int:
    """One page all the way, as `pipeline.analyze` goes it; returns the number of claims."""
    from tapecheck.nlp.figures import find_quantities
    from tapecheck.nlp.names import find_entities, find_mentions
    from tapecheck.nlp.periods import find_periods
    from tapecheck.nlp.quotes import find_quotes
    from tapecheck.nlp.sentences import find_sentences
    from tapecheck.pipeline import check, find
    from tapecheck.schema import Annotations, Record
    from tapecheck.scraper.read import read

    record = Record(id=page["id"], html=page["html"], url=page["url"], published=page["published"])
    article = clock.time("read", lambda: read(record))
    text, catalogue = article.text, models.catalogue
    sentences = clock.time("sentences", lambda: tuple(find_sentences(text, article.title_end)))
    entities = clock.time("names", lambda: tuple(find_entities(text, sentences, catalogue, models.model)))
    mentions = clock.time("names", lambda: tuple(find_mentions(text, sentences, entities, catalogue)))
    found = Annotations(
        text=text, title_end=article.title_end, published=article.published, sentences=sentences, entities=entities,
        mentions=mentions, tables=article.tables,
        quantities=clock.time("figures", lambda: tuple(find_quantities(text))),
        periods=clock.time("periods", lambda: tuple(find_periods(text, article.published))),
        quotes=clock.time("quotes", lambda: tuple(find_quotes(text, sentences, entities))),
    )  # fmt: skip
    document = clock.time("claims", lambda: find(article, found, models))
    checked = clock.time("check", lambda: check(document, market))
    clock.time("save", lambda: store.save(checked, run))
    return len(checked.claims)


if __name__ == "__main__":
    with Path(sys.argv[2]).open(encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    print(json.dumps(measure(sys.argv[1], texts, sys.argv[3], int(sys.argv[4]))))
