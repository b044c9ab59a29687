"""Writes the model card from numbers measured just now."""

from __future__ import annotations

import json
import platform
import resource
import time
from collections.abc import Iterable
from pathlib import Path
from string import Template
from typing import Any

from tapecheck.models.base import NameModel
from tapecheck.models.corpus import read_corpus
from tapecheck.models.recipes.measure import SETS, Tally, measure, measure_documents, read_set


def write_card(
    model: NameModel, recipe: dict[str, Any], data: Path, path: Path, gold: Iterable[Path] = (), notes: str = ""
) -> None:
    """Measure `model` on the public test sets, our held-out sentences and `gold`, and write its card to `path`.

    `gold` are files of annotated documents, one a line; `notes` are lines of Markdown for the end of the scores.
    """
    words, seconds, tallies = 0, 0.0, {}
    for name, (_, is_coarse) in SETS.items():
        examples = read_set(name, data)
        began = time.process_time()
        tallies[name] = measure(model, examples, is_coarse=is_coarse)
        seconds += time.process_time() - began
        words += sum(len(e.text.split()) for e in examples)
    for file in gold:
        documents = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        tallies[f"development gold, {file.stem}"] = measure_documents(model, documents)
    template = Template((Path(__file__).parent / "card.md").read_text(encoding="utf-8"))
    text = template.substitute(
        name=model.name,
        version=model.version,
        backbone=recipe["backbone"]["package"],
        sources="\n".join(
            f"| {name} | {facts['source']} | {facts['licence']} |" for name, facts in recipe["data"].items()
        ),
        sentences=len(read_corpus()),
        scores="\n".join(score_lines(tallies)),
        notes=notes,
        stages=describe_stages(recipe),
        speed=f"{words / seconds:,.0f}",
        memory=f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}",
        machine=f"Python {platform.python_version()}, {platform.machine()}",
    )
    path.write_text(text, encoding="utf-8")


def score_lines(tallies: dict[str, Tally]) -> list[str]:
    """Rows of the table of scores: set, label, precision, recall, F1, names."""
    lines = []
    for name, tally in tallies.items():
        lines.append(row(name, "all", tally.scores(), tally.expected.total()))
        lines += [row(name, label, tally.scores(label), tally.expected[label]) for label in tally.labels()]
    return lines


def row(name: str, label: str, scores: tuple[float, float, float], names: int) -> str:
    """One row of the table."""
    precision, recall, f1 = (f"{x:.3f}"[1:] if x < 1 else "1.0" for x in scores)
    bold = "**" if label == "all" else ""
    return f"| {name} | {bold}{label}{bold} | {precision} | {recall} | {bold}{f1}{bold} | {names} |"


def describe_stages(recipe: dict[str, Any]) -> str:
    """The stages in words."""
    parts = []
    for stage in recipe["stages"]:
        data = ", ".join(f"{name} x{times:g}" for name, times in stage["data"].items())
        parts.append(f"{stage['epochs']} epochs of {data}")
    return "; then ".join(parts)
