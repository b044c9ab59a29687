"""The model's part of the names benchmark: exact spans on public test sets and our held-out sentences, and the cost.

`bench/names.py` prints these sections after its own. The public sets lie in the material folder (`treebanks/`).
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.common import load_gold, need_shared
from tapecheck.models import NameModel, load
from tapecheck.models.bundle import ENDS
from tapecheck.models.encoder import EncoderModel
from tapecheck.models.recipes.measure import SETS, TREEBANKS, Tally, count, measure, measure_ends, read_set
from tapecheck.nlp.sentences import find_sentences
from tapecheck.schema import Sentence


@dataclass(frozen=True)
class Section:
    """One part of the report: lines to print, and the same as numbers."""

    title: str
    lines: list[str]
    summary: dict[str, Any] = field(default_factory=dict)


def sections(name: str = "default") -> list[Section]:
    """What is measured of the model of that name; `fast` has no model and no sections."""
    began = time.perf_counter()
    model = load(name)
    if model is None:
        return []
    loaded = time.perf_counter() - began
    folder = need_shared() / "treebanks"
    found = [public(model, title, folder) for title in SETS]
    found += [ends(model, title, folder / file) for title, file in TREEBANKS.items()]
    return [*found, gold(model), cost(model, loaded)]


def public(model: NameModel, title: str, folder: Path) -> Section:
    """One public set, or our held-out sentences."""
    return Section(title, *table(measure(model, read_set(title, folder), is_coarse=SETS[title][1])))


def ends(model: NameModel, title: str, path: Path) -> Section:
    """Sentence ends within a treebank's paragraphs: by the rules, and by the model where it has that head.

    `bare` are the same paragraphs without the marks at the ends of sentences.
    """
    ways: dict[str, Callable[[str], Iterable[int]]] = {"rules": lambda text: [s.end for s in find_sentences(text)]}
    if isinstance(model, EncoderModel) and ENDS in model.heads:
        ways["model"] = model.sentence_ends
    lines, summary = [], {}
    for way, split in ways.items():
        for bare in (False, True):
            p, r, f = measure_ends(split, path, bare=bare).scores()
            name = f"{way}{' bare' if bare else ''}"
            lines.append(f"{name:10} p {p:.3f}  r {r:.3f}  f1 {f:.3f}")
            summary[name] = {"p": p, "r": r, "f1": f}
    return Section(f"sentence ends, {title}", lines, summary)


def gold(model: NameModel) -> Section:
    """The development gold's articles as the model alone reads them, without rules and links."""
    tally = Tally()
    for document in load_gold("articles"):
        optional = {(e["start"], e["end"]) for e in document["entities"] if e.get("optional")}
        wanted = {(e["start"], e["end"], e["label"]) for e in document["entities"]}
        names = model.names(document["text"], sentences_of(document))
        given = {(n.start, n.end, str(n.label)) for n in names if (n.start, n.end) not in optional}
        count(tally, document["text"], {w for w in wanted if w[:2] not in optional}, given)
    return Section("gold articles, model alone", *table(tally))


def cost(model: NameModel, loaded: float) -> Section:
    """Loading, memory, and words a second on the gold's articles: CPU time, best of three."""
    documents = [(d["text"], sentences_of(d)) for d in load_gold("articles")]
    words = sum(len(text.split()) for text, _ in documents)
    best = min(once(model, documents) for _ in range(3))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    summary = {"load_s": loaded, "words_per_s": words / best, "max_rss_mb": memory}
    line = (
        f"load {loaded:.2f} s, {words / best:,.0f} words a CPU second, {memory:,.0f} MB at most (all of this process)"
    )
    return Section("cost of the model", [line], summary)


def once(model: NameModel, documents: list[tuple[str, list[Sentence]]]) -> float:
    """CPU seconds for all documents."""
    began = time.process_time()
    for text, sentences in documents:
        model.names(text, sentences)
    return time.process_time() - began


def sentences_of(document: dict[str, Any]) -> list[Sentence]:
    """The gold's own sentences."""
    return [Sentence(start=s["start"], end=s["end"]) for s in document["sentences"]]


def table(tally: Tally) -> tuple[list[str], dict[str, Any]]:
    """Printed rows and numbers of one tally."""
    rows = [("all", tally.scores(), tally.expected.total())]
    rows += [(label, tally.scores(label), tally.expected[label]) for label in tally.labels()]
    lines = [f"{label:10} p {p:.3f}  r {r:.3f}  f1 {f:.3f}  ({n})" for label, (p, r, f), n in rows]
    return lines, {label: {"p": p, "r": r, "f1": f, "n": n} for label, (p, r, f), n in rows}


def main(argv: list[str]) -> int:
    """Print the sections of one model (the first argument, else `default`)."""
    for section in sections(argv[0] if argv else "default"):
        print(section.title)
        for line in section.lines:
            print(f"  {line}")
    return 0
