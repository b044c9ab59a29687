"""How fast the pages answer from a store of a million claims, the desk a draft, and a report is written.

python3 dev.py bench pages                    25,000 articles of 40 claims (the store is kept in --folder)
python3 dev.py bench pages --articles 500     a smaller store

Prints milliseconds on the server (median and slowest of 5, wall time) with their floor, the processor time of a
report of 1,500 words and 40 claims, and that of a draft of 600 words at the desk.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from tapecheck.schema import (
    ArticleInfo,
    Chart,
    Check,
    Claim,
    Direction,
    Document,
    Extent,
    Metric,
    Quote,
    QuoteType,
    Sentence,
    Verdict,
    Versions,
    claim_id,
)
from tapecheck.store import Store

PAGE_FLOOR, REPORT_FLOOR, DESK_FLOOR = 0.3, 2.0, 0.5  # seconds
CLAIMS = 40
NAMES = (("S&P 500", "^GSPC"), ("Russell 2000", "^RUT"), ("Nasdaq Composite", "^IXIC"), ("Dow", "^DJI"))
VERDICTS = (Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.IMPRECISE,
            Verdict.NOT_CHECKABLE)  # fmt: skip
CHART = Chart(
    dates=tuple(date(2023, 1, 2) + timedelta(days=day) for day in range(250)),
    values=tuple(100.0 + day % 17 for day in range(250)),
)
FILLER = "Traders said that little was to be had on a day on which nobody knew what the next one would bring to them."


def make_document(number: int) -> Document:
    """An article of 1,500 words with 40 checked claims, about four indices; every third is somebody's."""
    text, spans, claims, checks, quotes = "A day of figures\n\n", [], [], [], []
    for row in range(CLAIMS):
        name, symbol = NAMES[(number + row) % 4]
        figure = Decimal(f"{row}.{number % 10}")
        said = f"The {name} rose {figure}% in case{number}"
        sentence = f"{said}, and {FILLER.lower()}" + (" " + FILLER if row % 2 else "")
        start = len(text)
        text += sentence + ("\n" if row % 4 == 3 else " ")
        speaker = f"Person {row % 50}" if row % 3 == 0 else None
        claim = Claim(
            id=claim_id(str(number), start, start + len(said), "percent_change"), start=start, end=start + len(said),
            text=said, subject=name, symbol=symbol, metric=Metric.PERCENT_CHANGE, direction=Direction.UP, low=figure,
            high=figure, unit="percent", ulp=Decimal("0.1"), plausible=(figure, figure), attributed_to=speaker,
            period_from=date(2023, 1, 2), period_to=date(2023, 3, 2) + timedelta(days=number % 365),
            quantity=Extent(start=start + len(said) - 4, end=start + len(said)),
        )  # fmt: skip
        spans.append(Sentence(start=start, end=start + len(sentence)))
        claims.append(claim)
        if speaker:
            quotes.append(
                Quote(start=start, end=start + len(said), text=said, type=QuoteType.INDIRECT, speaker=speaker)
            )
        checks.append(
            Check(claim_id=claim.id, verdict=VERDICTS[(number + row) % 6], computed=float(figure) + 1, unit="percent",
                  claimed=(float(figure), float(figure)), base_date=CHART.dates[0], as_of=CHART.dates[-1],
                  rule="percent-change.v1", formula="116 / 100 - 1 = 16%", chart=CHART if row < 12 else None)
        )  # fmt: skip
    day = date(2010, 1, 1) + timedelta(days=number % 5000)
    address = f"https://example.org/{number}"
    info = ArticleInfo(url=address, title="A day of figures", publisher=f"Paper {number % 30}")
    return Document(
        id=f"{number:012x}", published=day.isoformat(), text=text, title_end=16,
        article=info,
        versions=Versions(tapecheck="bench", model="none", rules="none"), sentences=tuple(spans), quotes=tuple(quotes),
        claims=tuple(claims), checks=tuple(checks), verdict=Verdict.CONTRADICTED,
    )  # fmt: skip


def fill(path: Path, articles: int) -> None:
    """Save the articles, unless the store has them from an earlier run."""
    with Store.open(str(path)) as store:
        if len(store.article_ids()) >= articles:
            return
        run = store.start_run("bench", make_document(0).versions)
        for first in range(0, articles, 500):
            store.save_all((make_document(number) for number in range(first, min(articles, first + 500))), run)


PATHS = {
    "home": "/",
    "search, a common word": "/search?q=rose",
    "search, a rare word": "/search?q=case77",
    "search, two facets": "/search?verdict=contradicted&symbol=%5ERUT",
    "search, words and a facet": "/search?q=rose&verdict=imprecise",
    "search, an absent word": "/search?q=zebra",
    "search, by size and day": "/search?min=35&since=2022-01-01&sort=value",
    "search, an absent speaker": "/search?speaker=Nobody",
    "article": "/article/00000000000f",
    "instrument": "/instrument/%5ERUT",
    "speaker": "/speaker/Person%203",
    "publisher": "/publisher/Paper%203",
    "conflicts of one": "/conflicts?symbol=%5ERUT",
    "conflicts": "/conflicts",
}


async def ask(path: Path) -> Iterator[tuple[str, list[float], int, int]]:
    """Each page asked five times of the application itself, after one that warms it."""
    from tapecheck.web.commands import build

    served = build(path, ["localhost"], None)
    await served.invoke_startup()
    rows = []
    for name, address in PATHS.items():
        times = []
        for _ in range(6):
            started = time.perf_counter()
            answer = await served.client.get(address)
            times.append(time.perf_counter() - started)
        rows.append((name, times[1:], len(answer.content), answer.status_code))
    return iter(rows)


def report_seconds() -> tuple[float, int]:
    """Processor time of one report, and the words of its text."""
    from tapecheck.report import render

    document = make_document(7)
    render(document)
    started = time.process_time()
    render(dataclasses.replace(document, id="x"))
    return time.process_time() - started, len(document.text.split())


def desk_seconds(model: str) -> tuple[float, int]:
    """Median processor time of a draft of 600 words with the models warm, and its words."""
    from tapecheck.market import FolderMarket
    from tapecheck.web.desk import Desk, Draft

    sample = Path(str(files("tapecheck.demo")))
    desk = Desk(model=model, market=FolderMarket(sample / "market"))
    pages = ("chips", "inflation", "market-wrap", "broker-note", "small-caps", "week-in-figures")
    from tapecheck.scraper.read import read
    from tapecheck.scraper.sources import read_file

    words = " ".join(read(read_file(str(sample / "pages" / f"{page}.html"))).text for page in pages).split(" ")[:600]
    draft = Draft(text=" ".join(words), published="2024-02-22T18:00:00-05:00")

    async def check() -> list[float]:
        times = []
        for _ in range(6):
            started = time.process_time()
            await desk.check(draft, 120)
            times.append(time.process_time() - started)
        return times[1:]

    return statistics.median(asyncio.run(check())), len(draft.text.split())


def main(argv: list[str]) -> int:
    """Fill, ask, print; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(prog="bench pages", description=__doc__)
    parser.add_argument("--articles", type=int, default=25_000)
    parser.add_argument("--folder", help="keep the store here, and use it again")
    parser.add_argument("--model", default="default", help="of the desk")
    options = parser.parse_args(argv)
    missed = 0
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(options.folder or temporary) / f"pages-{options.articles}.db"
        fill(path, options.articles)
        print(f"{options.articles * CLAIMS:,} claims, {path.stat().st_size / 1e6:,.0f} MB")
        print(f"{'page':28} {'median ms':>10} {'slowest':>8} {'kB':>6}   floor {PAGE_FLOOR * 1000:.0f} ms")
        for name, times, size, status in asyncio.run(ask(path)):
            median = statistics.median(times)
            missed += median > PAGE_FLOOR or status != 200
            note = "" if status == 200 else f"  HTTP {status}"
            print(f"{name:28} {median * 1000:10.0f} {max(times) * 1000:8.0f} {size / 1000:6.0f}{note}")
    rows: list[tuple[str, tuple[float, int], float]] = [
        ("a report, processor time", report_seconds(), REPORT_FLOOR),
        (f"the desk, {options.model}, processor", desk_seconds(options.model), DESK_FLOOR),
    ]
    for name, (seconds, words), floor in rows:
        missed += seconds > floor
        print(f"{name:28} {seconds * 1000:10.0f} ms for {words} words   floor {floor * 1000:.0f} ms")
    return int(missed > 0)
