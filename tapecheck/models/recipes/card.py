"""Writes the model card from numbers measured just now.

`python -m tapecheck.models.recipes.card RECIPE DATA MODEL [GOLD ...]` measures the model in the folder MODEL and writes
its card there, in a process of its own: the memory that it states is then the model's, not the training's.
"""

from __future__ import annotations

import json
import platform
import resource
import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path
from string import Template
from typing import Any

from tapecheck.models.bundle import EMBEDDING, ENDS, PARTS
from tapecheck.models.corpus import read_corpus
from tapecheck.models.encoder import EncoderModel
from tapecheck.models.recipes.measure import (
    SETS,
    TREEBANKS,
    Tally,
    measure,
    measure_documents,
    measure_ends,
    measure_parts,
    read_set,
)


def write_card(
    model: EncoderModel,
    recipe: dict[str, Any],
    data: Path,
    path: Path,
    gold: Iterable[Path] = (),
    kept: float | None = None,
) -> None:
    """Measure `model` on the public test sets, our held-out sentences and `gold`, and write its card to `path`.

    `gold` are files of annotated documents, one a line; `kept` is what `likeness` says of the embedding.
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
    memory = peak_memory()
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
        parts="\n".join(part_lines(model, data)),
        ends="\n".join(end_lines(model, data)),
        likeness=likeness_line(model, kept),
        notes=recipe.get("notes", "").strip(),
        stages=describe_stages(recipe),
        layers=len(recipe["student"]["layers"]),
        student=describe_data(recipe["student"]),
        read=f"{recipe['student']['read']:,}",
        speed=f"{words / seconds:,.0f}",
        memory=f"{memory:,.0f}",
        size=f"{sum(f.stat().st_size for f in path.parent.iterdir() if f.suffix in ('.onnx', '.json')) / 1e6:.0f}",
        machine=f"Python {platform.python_version()}, {platform.machine()}",
    )
    path.write_text(text, encoding="utf-8")


def peak_memory() -> float:
    """The most memory that this process has held, in MiB.

    Linux's own status is asked first: `ru_maxrss` also counts what the process was started by.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def part_lines(model: EncoderModel, data: Path) -> list[str]:
    """Rows of the table of parts of speech: accuracy over all words, F1 of the open classes."""
    lines = []
    for name, file in TREEBANKS.items() if PARTS in model.heads else ():
        tally = measure_parts(model, data / file)
        classes = (f"{short(tally.scores(tag)[2])}" for tag in ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "AUX"))
        lines.append(f"| {name} | **{short(tally.scores()[2])}** | {' | '.join(classes)} | {tally.expected.total()} |")
    return lines


def end_lines(model: EncoderModel, data: Path) -> list[str]:
    """Rows of the table of sentence ends, of texts as they are and without the marks at the ends."""
    lines = []
    for name, file in TREEBANKS.items() if ENDS in model.heads else ():
        for bare in (False, True):
            tally = measure_ends(model.sentence_ends, data / file, bare=bare)
            title = f"{name}{', closing marks taken away' if bare else ''}"
            lines.append(row(title, "all", tally.scores(), tally.expected.total()).replace(" **all** |", ""))
    return lines


def likeness_line(model: EncoderModel, kept: float | None) -> str:
    """What is known of the embedding."""
    if EMBEDDING not in model.heads or kept is None:
        return "not measured"
    return f"{kept:.3f}"


def short(x: float) -> str:
    """A share with three places and no leading zero."""
    return f"{x:.3f}"[1:] if x < 0.9995 else "1.0"


def score_lines(tallies: dict[str, Tally]) -> list[str]:
    """Rows of the table of scores: set, label, precision, recall, F1, names."""
    lines = []
    for name, tally in tallies.items():
        lines.append(row(name, "all", tally.scores(), tally.expected.total()))
        lines += [row(name, label, tally.scores(label), tally.expected[label]) for label in tally.labels()]
    return lines


def row(name: str, label: str, scores: tuple[float, float, float], names: int) -> str:
    """One row of the table."""
    precision, recall, f1 = (short(x) for x in scores)
    bold = "**" if label == "all" else ""
    return f"| {name} | {bold}{label}{bold} | {precision} | {recall} | {bold}{f1}{bold} | {names} |"


def describe_stages(recipe: dict[str, Any]) -> str:
    """The stages in words."""
    return "; then ".join(f"{stage['epochs']} epochs of {describe_data(stage)}" for stage in recipe["stages"])


def describe_data(stage: dict[str, Any]) -> str:
    """The sources of a stage, each with how often it is read."""
    return ", ".join(f"{name} x{times:g}" for name, times in stage["data"].items())


def main(arguments: list[str]) -> None:
    """See the module's text."""
    recipe, data, folder = (Path(a) for a in arguments[:3])
    facts = folder.parent / "likeness.json"
    write_card(
        EncoderModel(folder),
        tomllib.loads(recipe.read_text(encoding="utf-8")),
        data,
        folder / "card.md",
        [Path(a) for a in arguments[3:]],
        json.loads(facts.read_text(encoding="utf-8")) if facts.is_file() else None,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
