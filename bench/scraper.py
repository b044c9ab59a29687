"""How well the main text of a page is found, beside other readers, by the public benchmark's own method.

python3 dev.py bench scraper                 all readers in one run; 1 below a floor
python3 dev.py bench scraper --only ours     this project's reader alone
python3 dev.py bench scraper --worst 5       and the pages that fare worst, with what was missed and what was too much

The score is that of the benchmark's evaluate.py: 4-gram shingles of words, precision and recall each a mean over the
pages, F1 of those two. Table rows count as text, as they do for the other readers. What F1 hides is counted beside it:
sentences with figures that were kept, foreign ones that came in, and whether the first sentence is there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.common import find_shared
from tapecheck.errors import ReadError
from tapecheck.schema import Record
from tapecheck.scraper.read import read

FLOOR_F1, FLOOR_FIGURES, MOST_TIME = 0.965, 0.97, 1.3
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?…”\"])\s+(?=[\"“‘A-Z0-9$£€])|\n+")
Reader = Callable[[bytes, str | None], str]


@dataclass(frozen=True, slots=True)
class Score:
    """One page's score: shares of its shingles, and counts of sentences."""

    page: str
    right: float
    foreign: float
    missed: float
    figures: int  # sentences with a figure in the truth
    kept: int  # of those, in the text
    strange: int  # sentences with a figure in the text that the truth does not have
    lead: bool

    @property
    def precision(self) -> float:
        """Of the shingles found, the share that is right."""
        return _share(self.right, self.foreign, self.missed)

    @property
    def recall(self) -> float:
        """Of the shingles wanted, the share that was found."""
        return _share(self.right, self.missed, self.foreign)

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where nothing was found."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _share(right: float, wrong: float, other: float) -> float:
    if wrong == other == 0:
        return 1.0
    return right / (right + wrong) if right + wrong else 0.0


def shingles(text: str, count: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of `count` words in a text, each as often as it occurs.

    >>> sorted(shingles("the Dow fell again", 3))
    [('Dow', 'fell', 'again'), ('the', 'Dow', 'fell')]
    """
    words = _WORD.findall(text)
    found = (tuple(words[at : at + count]) for at in range(max(1, len(words) - count + 1)))
    return Counter(one for one in found if one)


def score(page: str, text: str, truth: str) -> Score:
    """The text found on a page against the one that stands there."""
    found, wanted = shingles(text), shingles(truth)
    counts = (sum((found & wanted).values()), sum((found - wanted).values()), sum((wanted - found).values()))
    right, foreign, missed = (count / max(1, sum(counts)) for count in counts)
    ours, theirs = _folded(text), _folded(truth)
    sentences = [one for one in _SENTENCE.split(truth) if one and one.strip()]
    figures = [one for one in sentences if _states_figure(one)]
    strange = [one for one in _SENTENCE.split(text) if one and _states_figure(one) and _folded(one) not in theirs]
    lead = not sentences or _folded(sentences[0]) in ours
    return Score(page, right, foreign, missed, len(figures), sum(_folded(one) in ours for one in figures), len(strange),
                 lead)  # fmt: skip


def _states_figure(sentence: str) -> bool:
    """A sentence of four words or more with a figure; addresses of pages, of mail and of accounts count as none."""
    said = re.sub(r"\S*@\S+|https?://\S+", "", sentence)
    return bool(re.search(r"\d", said)) and len(_WORD.findall(said)) >= 4


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text)).casefold()


# --- the readers -----------------------------------------------------------------------------------------------------
def _ours(content: bytes, url: str | None) -> str:
    try:
        article = read(Record(id="page", html=content, url=url))
    except ReadError:
        return ""
    rows = [" ".join(row) for table in article.tables for row in table.rows]
    body = article.text[article.title_end :]
    return "\n".join([body, *(row for row in rows if row not in body), article.info.correction or ""])


def _trafilatura(**options: bool) -> Reader:
    def extract(content: bytes, url: str | None) -> str:
        import trafilatura

        document = trafilatura.bare_extraction(
            content, url=url, include_comments=False, with_metadata=True, date_extraction_params=None, **options
        )
        return str(document.text or "") if document else ""

    return extract


def _newspaper(content: bytes, url: str | None) -> str:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import newspaper

        page = newspaper.Article(url or "http://example.org/", language="en", fetch_images=False)
        page.download(input_html=content.decode("utf-8", "replace"))
        page.parse()
    return str(page.text)


def _readability(content: bytes, url: str | None) -> str:
    from lxml import html
    from readability import Document

    summary = Document(content.decode("utf-8", "replace"), url=url).summary(html_partial=True)
    blocks = html.fromstring(summary).iter("p", "h2", "h3", "li", "blockquote", "td", "pre")
    return "\n".join(" ".join(block.text_content().split()) for block in blocks)


READERS: dict[str, Reader] = {
    "ours": _ours,
    "trafilatura": _trafilatura(),
    "trafilatura precision": _trafilatura(favor_precision=True),
    "trafilatura recall": _trafilatura(favor_recall=True),
    "newspaper4k": _newspaper,
    "readability": _readability,
}


@dataclass(frozen=True, slots=True)
class Run:
    """One reader over all pages: its scores and its processor seconds."""

    scores: list[Score]
    seconds: float

    def mean(self, name: str) -> float:
        """The mean of one measure over the pages."""
        return statistics.mean(float(getattr(one, name)) for one in self.scores)

    def total(self, name: str) -> int:
        """The sum of one count over the pages."""
        return sum(int(getattr(one, name)) for one in self.scores)

    @property
    def f1(self) -> float:
        """F1 of mean precision and mean recall, as evaluate.py has it."""
        precision, recall = self.mean("precision"), self.mean("recall")
        return 2 * precision * recall / (precision + recall)


def run_reader(reader: Reader, folder: Path) -> Run:
    """Read the pages of a benchmark folder; what a reader cannot read counts as an empty text."""
    truths: dict[str, Any] = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = [(name, folder / f"{name}.html.gz", truth) for name, truth in truths.items()]
    contents = [(name, gzip.decompress(path.read_bytes()), truth) for name, path, truth in pages if path.exists()]
    started = time.process_time()
    texts = [reader(content, truth.get("url")) for _, content, truth in contents]
    seconds = time.process_time() - started
    scores = [score(name, text, truth["articleBody"]) for (name, _, truth), text in zip(contents, texts, strict=True)]
    return Run(scores, seconds)


def main(argv: list[str]) -> int:
    """Print a table of readers; 1 where ours is below a floor, 2 without the pages."""
    parser = argparse.ArgumentParser(prog="bench scraper", description=__doc__)
    parser.add_argument("--worst", type=int, default=0, help="show so many of our worst pages")
    parser.add_argument("--only", choices=READERS, action="append", help="run these readers alone")
    arguments = parser.parse_args(argv)
    shared = find_shared()
    if shared is None or not (shared / "articles" / "benchmark").is_dir():
        print("the pages are not there: put them into shared/articles/benchmark (TAPECHECK_SHARED names shared)")
        return 2
    folder = shared / "articles" / "benchmark"
    wanted = arguments.only or list(READERS)
    run_warm = {name: READERS[name] for name in wanted}
    runs = {}
    print(f"{'reader':<22} F1    precision recall figures kept     strange leads  seconds")
    for name, reader in run_warm.items():
        reader(b"<html><body><p>Warm up, with some words to read here.</p></body></html>", None)
        runs[name] = done = run_reader(reader, folder)
        kept, figures = done.total("kept"), done.total("figures")
        print(f"{name:<22} {done.f1:.3f} {done.mean('precision'):.3f}     {done.mean('recall'):.3f}  "
              f"{kept} of {figures} ({kept / figures:.3f}) {done.total('strange'):>6}  {done.total('lead'):>5}  "
              f"{done.seconds:.2f}")  # fmt: skip
    return _judge(runs, arguments.worst)


def _judge(runs: dict[str, Run], worst: int) -> int:
    if (ours := runs.get("ours")) is None:
        return 0
    for one in sorted(ours.scores, key=lambda one: one.f1)[:worst]:
        print(f"{one.page[:12]}  F1 {one.f1:.3f}  precision {one.precision:.3f}  recall {one.recall:.3f}  "
              f"figures {one.kept} of {one.figures}, strange {one.strange}, lead {one.lead}")  # fmt: skip
    kept = ours.total("kept") / ours.total("figures")
    print(f"{len(ours.scores)} pages; floors: F1 {FLOOR_F1}, figures kept {FLOOR_FIGURES}")
    if best := [run for name, run in runs.items() if name.startswith("trafilatura")]:
        rival = max(best, key=lambda run: run.f1)
        pairs = zip(ours.scores, rival.scores, strict=True)
        wins = Counter((a.f1 > b.f1 + 0.005) - (b.f1 > a.f1 + 0.005) for a, b in pairs)
        print(f"against trafilatura's best mode, page by page: better {wins[1]}, alike {wins[0]}, worse {wins[-1]}; "
              f"processor time {ours.seconds / runs['trafilatura'].seconds:.2f} of its default mode with metadata, "
              f"at most {MOST_TIME} wanted" if "trafilatura" in runs else "")  # fmt: skip
    return int(ours.f1 < FLOOR_F1 or kept < FLOOR_FIGURES)
