"""Growth: how the time of each stage grows with length, on articles, on news and on rows that are hard; the exponents.

An exponent of 1 is linear. Times are of the processor, the best of two. The articles are of 100, 200 and 400 claims,
put together from the gold's, and are checked against the market data beside it.
"""

from __future__ import annotations

import math
import sys
import time
import timeit
from collections.abc import Callable
from functools import partial

from bench import common
from bench.speed import slope
from tapecheck.market import open_market
from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.find import find_annotations
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.pipeline import check, find, load_models
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Published, Record
from tapecheck.scraper.read import read

CLAIMS = (100, 200, 400)
OF_ARTICLES = 1.15  # within an article of so many claims no station may grow faster
CEILING = 1.35  # short runs are a few milliseconds, so the exponent wavers by some tenths
FLOOR = 0.004  # seconds: what takes less is noise
SIZES = (5_000, 40_000)
ROWS = {
    "said": "said ",
    "he said that": "he said that ",
    "one word": "a",
    "letters and digits": "Ab1",
    "stops": "ab.",
    "initials": "A. ",
    "names": "Apple Bank ",
    "people": "Jane Poe, a trader at Copse Bank, ",
    "quotes": "“A b c,” said Ann Poe of Copse. ",
    "quotes that never close": "“A b c ",
    "single marks": "'a b c' ",
    "quotes apart": "Ann Poe said:\n\n“A b c d e f.”\n\n",
    "commas": "a, ",
    "brackets": "(A ",
    "links": "[A](b) ",
    "codes": "AAPL.O <.DJI> (NYSE: F) ",
    "digits": "1 ",
    "thousands apart": "to 1 234 ",
    "blanks": " ",
    "lines": "\n",
    "rates": "German 10-year ",
    "mentions": "the yield on the 10-year note and the dollar ",
}


def stages(text: str) -> dict[str, Callable[[], object]]:
    """Each stage on a text, with what it needs ready."""
    catalogue, published = load_catalogue(), Published.parse("2023-09-08T18:00:00-04:00")
    sentences = find_sentences(text)
    entities = find_entities(text, sentences, catalogue)
    return {
        "sentences": lambda: find_sentences(text),
        "names": lambda: find_entities(text, sentences, catalogue),
        "mentions": lambda: find_mentions(text, sentences, entities, catalogue),
        "figures": lambda: find_quantities(text),
        "periods": lambda: find_periods(text, published),
        "quotes": lambda: find_quotes(text, sentences, entities),
    }


def seconds(work: Callable[[], object], runs: int = 2) -> float:
    """Processor time of the work, the least of some runs."""
    return min(timeit.repeat(work, timer=time.process_time, number=1, repeat=runs))


def exponents(short: str, long: str) -> dict[str, float]:
    """How the time of each stage grows from the shorter text to the longer one."""
    few = {name: max(seconds(work), FLOOR) for name, work in stages(short).items()}
    many = {name: max(seconds(work), FLOOR) for name, work in stages(long).items()}
    return {name: math.log(many[name] / few[name]) / math.log(len(long) / len(short)) for name in few}


def of_articles() -> tuple[list[int], dict[str, float]]:
    """The claims of longer and longer articles, and how the time of each station grows with their length."""
    market = open_market(folders=[common.need_shared() / "market"], offline=True)
    models = load_models("fast", series=market.series())
    bodies = [document["text"].partition("\n\n")[2] for document in common.load_gold()]
    counts: list[int] = []
    lengths: list[int] = []
    spent: dict[str, list[float]] = {}
    for wanted in CLAIMS:
        text = "Wrap"
        for body in bodies * 4:
            text += f"\n\n{body}"
            record = Record(id="a", text=text, published="2023-09-08T18:00:00-04:00", verbatim=True)
            article = read(record)
            found = find_annotations(article, models.catalogue, models.model)
            if len((document := find(article, found, models)).claims) >= wanted:
                break
        work = {
            **{name: stages(text)[name] for name in ("names", "mentions", "figures", "periods", "quotes")},
            "claims": partial(find, article, found, models), "check": partial(check, document, market),
        }  # fmt: skip
        counts.append(len(document.claims))
        lengths.append(len(text))
        for name, call in work.items():
            spent.setdefault(name, []).append(seconds(call, runs=5))
    spent["names"] = [sum(both) for both in zip(spent["names"], spent.pop("mentions"), strict=True)]
    return counts, {name: slope(lengths, times) for name, times in spent.items()}


def main(argv: list[str]) -> int:
    """Print the exponents; 1 where one is above the ceiling."""
    common.make_parser("growth", __doc__).parse_args(argv)
    news = "\n\n".join(d["text"] for d in common.load_gold())
    exponents(news[:200], news[:400])  # loads the tables
    pairs = {"news": (news[:20_000], (news * 9)[:160_000])}
    pairs |= {name: (unit * (SIZES[0] // len(unit)), unit * (SIZES[1] // len(unit))) for name, unit in ROWS.items()}
    counts, found = of_articles()
    print(f"articles of {', '.join(map(str, counts))} claims: " + ", ".join(f"{s} {e:.2f}" for s, e in found.items()))
    high = [f"{stage} of long articles" for stage, value in found.items() if value > OF_ARTICLES]
    print(f"{'':26}" + " ".join(f"{name:>9}" for name in stages("")))
    for name, (short, long) in pairs.items():
        found = exponents(short, long)
        high += [f"{stage} on {name}" for stage, value in found.items() if value > CEILING]
        print(f"{name:26}" + " ".join(f"{value:9.2f}" for value in found.values()))
    print(f"above {CEILING}, or {OF_ARTICLES} of articles: {', '.join(high) or 'none'}")
    return int(bool(high))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
