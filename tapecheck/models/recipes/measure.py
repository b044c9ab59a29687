"""Measures a model on sets that it was not trained on: names, parts of speech, sentence ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tapecheck.models.base import NameModel
from tapecheck.models.encoder import EncoderModel
from tapecheck.models.recipes.data import CORE, UNKNOWN, Example, known_parts, read_source, running
from tapecheck.models.recipes.treebank import paragraphs, read_treebank
from tapecheck.models.tags import UPOS
from tapecheck.schema import Label, Sentence

SETS = {
    "UNER-EWT test": ("uner-ewt-test.iob2.gz", True),
    "WikiGold, held-out tenth": ("wikigold.conll.gz", True),
    "GUM test": ("gum-test.conllu.gz", True),
    "own sentences, held-out tenth": ("own-held-out", False),
}
"""Name of a set: its source, and whether it is coarse (knows people, organisations and places only)."""

TREEBANKS = {"EWT test": "en_ewt-test.conllu.gz", "GUM test": "gum-test.conllu.gz"}
"""Sets with parts of speech and sentence ends."""


@dataclass(slots=True)
class Tally:
    """Right, found and expected names of one set by label, and the errors in order."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def scores(self, label: str | None = None) -> tuple[float, float, float]:
        """Precision, recall and F1 of a label, or of all (micro)."""
        right, found, expected = (
            table[label] if label else table.total() for table in (self.right, self.found, self.expected)
        )
        precision, recall = right / found if found else 0.0, right / expected if expected else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0

    def labels(self) -> list[str]:
        """The labels expected, the most frequent first."""
        return [label for label, _ in self.expected.most_common()]

    def add(self, label: str, gold: set[int], guess: set[int]) -> None:
        """Add one text's places of a label."""
        self.expected[label] += len(gold)
        self.found[label] += len(guess)
        self.right[label] += len(gold & guess)


def read_set(name: str, folder: Path) -> list[Example]:
    """The examples of one of `SETS`."""
    source, _ = SETS[name]
    examples = read_source(source, folder)
    return [e for i, e in enumerate(examples) if i % 10 == 9] if source.startswith("wikigold") else examples


def coarse(label: Label) -> str:
    """The label as the coarse sets have it: places are one."""
    return "LOC" if label in (Label.GPE, Label.LOC) else str(label)


def measure(model: NameModel, examples: Iterable[Example], *, is_coarse: bool) -> Tally:
    """Read every example as one sentence, and compare spans and labels exactly.

    In a coarse set places are one label, and names of labels that the set does not know are passed over, as are
    predictions where the set leaves open what stands there.
    """
    tally = Tally()
    for example in examples:
        found = {(n.start, n.end, n.label) for n in model.names(example.text, whole(example.text))}
        spare = [(a, b) for a, b, labels in example.names if None in labels or (is_coarse and not labels & CORE)]
        spare += example.open if is_coarse else []
        gold = {(a, b, name_of(labels, is_coarse)) for a, b, labels in example.names if (a, b) not in spare}
        guess = {
            (a, b, coarse(label) if is_coarse else str(label))
            for a, b, label in found
            if not (is_coarse and label not in CORE)
            and ((a, b) in {g[:2] for g in gold} or not any(x < b and a < y for x, y in spare))
        }
        count(tally, example.text, gold, guess)
    return tally


def measure_documents(model: NameModel, documents: Iterable[dict[str, Any]]) -> Tally:
    """Read annotated documents of the public contract; names marked optional are passed over."""
    tally = Tally()
    for document in documents:
        text = str(document["text"])
        given = [Sentence(start=s["start"], end=s["end"]) for s in document.get("sentences", ())]
        spare = {(e["start"], e["end"]) for e in document["entities"] if e.get("optional")}
        gold = {(e["start"], e["end"], str(e["label"])) for e in document["entities"]}
        names = model.names(text, given or whole(text))
        guess = {(n.start, n.end, str(n.label)) for n in names if (n.start, n.end) not in spare}
        count(tally, text, {g for g in gold if g[:2] not in spare}, guess)
    return tally


def name_of(labels: frozenset[Label | None], is_coarse: bool) -> str:
    """One label's name for a set of labels."""
    label = next(x for x in sorted(labels, key=str) if x is not None)
    return coarse(label) if is_coarse else str(label)


def whole(text: str) -> list[Sentence]:
    """The text as one sentence."""
    return [Sentence(start=0, end=len(text))]


def count(tally: Tally, text: str, gold: set[tuple[int, int, str]], guess: set[tuple[int, int, str]]) -> None:
    """Add one text's names to the tally."""
    tally.expected.update(label for _, _, label in gold)
    tally.found.update(label for _, _, label in guess)
    tally.right.update(label for _, _, label in gold & guess)
    for sign, some in (("missed", gold - guess), ("extra", guess - gold)):
        tally.errors += [f"{sign} {label}: {text[a:b]!r} in {text[max(0, a - 40) : b + 40]!r}" for a, b, label in some]


def measure_parts(model: EncoderModel, path: Path) -> Tally:
    """Parts of speech of a treebank's sentences, each read alone; the F1 of all labels is the accuracy over words."""
    tally = Tally()
    for sentence in read_treebank(path):
        example = running([sentence], path.name)
        found = model.parts_of_speech(sentence.text, whole(sentence.text))
        truth = known_parts(example, [(a, b) for a, b, _ in found])
        for (_, _, guess), tag in zip(found, truth, strict=True):
            if tag != UNKNOWN:
                tally.expected[UPOS[tag]] += 1
                tally.found[guess] += 1
                tally.right[guess] += guess == UPOS[tag]
    return tally


def measure_ends(split: Callable[[str], Iterable[int]], path: Path, *, bare: bool = False) -> Tally:
    """Sentence ends of a treebank's paragraphs, but for the last of each, which is given.

    `split` tells the offsets behind the last word of each sentence of a paragraph; `bare` takes the marks at the ends
    of sentences away before it is asked.
    """
    tally = Tally()
    for group in paragraphs(read_treebank(path)):
        example = running(group, path.name, bare=bare)
        last = len(example.text)
        tally.add("end", set(example.ends) - {last}, set(split(example.text)) - {last})
    return tally
