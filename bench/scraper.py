"""How well the main text of a page is found: F1 of its words against the ground truth of a public benchmark.

python3 dev.py bench scraper            the mean over the pages; fails below the floor
python3 dev.py bench scraper --worst 5  and the pages that fare worst, with what was missed and what was too much

The pages are the public article-extraction benchmark's; the score is that of word multisets, as its authors use.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.common import find_shared
from tapecheck.errors import ReadError
from tapecheck.schema import Record
from tapecheck.scraper.read import read

FLOOR = 0.93
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """One page's score."""

    page: str
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where nothing was found."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(page: str, text: str, truth: str) -> Score:
    """Words of `text` against words of `truth`, each as often as it occurs.

    >>> score("a", "the Dow fell", "the Dow rose").f1
    0.6666666666666666
    """
    found, wanted = Counter(_WORD.findall(text.lower())), Counter(_WORD.findall(truth.lower()))
    right = sum((found & wanted).values())
    return Score(page, right / max(1, sum(found.values())), right / max(1, sum(wanted.values())))


def score_folder(folder: Path) -> list[Score]:
    """The pages of a benchmark folder, worst first. The title, which our text begins with, is no part of the truth."""
    truths = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    scores = []
    for page, truth in truths.items():
        path = folder / f"{page}.html.gz"
        if path.exists():
            scores.append(score(page, _body(path, truth.get("url")), truth["articleBody"]))
    return sorted(scores, key=lambda one: one.f1)


def _body(path: Path, url: str | None) -> str:
    try:
        article = read(Record(id=path.name, html=gzip.decompress(path.read_bytes()), url=url))
    except ReadError:
        return ""
    return article.text[article.title_end :]


def main(argv: list[str]) -> int:
    """Print the mean score; 1 below the floor, 2 without the pages."""
    parser = argparse.ArgumentParser(prog="bench scraper", description=__doc__)
    parser.add_argument("--worst", type=int, default=0, help="show so many of the worst pages")
    arguments = parser.parse_args(argv)
    shared = find_shared()
    if shared is None or not (shared / "articles" / "benchmark").is_dir():
        print("the pages are not there: put them into shared/articles/benchmark (TAPECHECK_SHARED names shared)")
        return 2
    scores = score_folder(shared / "articles" / "benchmark")
    for one in scores[: arguments.worst]:
        print(f"{one.page[:12]}  F1 {one.f1:.3f}  precision {one.precision:.3f}  recall {one.recall:.3f}")
    count = len(scores)
    mean, precision, recall = (
        sum(values) / count
        for values in ([s.f1 for s in scores], [s.precision for s in scores], [s.recall for s in scores])
    )
    print(f"{count} pages: F1 {mean:.3f} (floor {FLOOR}), precision {precision:.3f}, recall {recall:.3f}")
    return int(mean < FLOOR)
