"""spaCy's CNN, trained on the recipe's data: what the shipped encoder is measured against.

`python -m tapecheck.models.recipes.baseline DATA OUT [SECONDS]` needs no torch. Where a source leaves a word open, the
word is missing for the CNN too; a name with more than one possible label is missing as a whole.
"""

from __future__ import annotations

import sys
import time
import tomllib
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from tapecheck.models.recipes.augment import augment
from tapecheck.models.recipes.data import Example, read_source
from tapecheck.schema import Label


def train_baseline(data: Path, out: Path, seconds: float) -> None:
    """Train for about so many seconds on the recipe's last stage, and write the pipeline to `out`."""
    import spacy
    from spacy.util import minibatch

    recipe = tomllib.loads((files("tapecheck.models.recipes") / "names.toml").read_text(encoding="utf-8"))
    pools = {name: read_source(name, data) for name in recipe["stages"][-1]["data"]}
    pools["wikigold.conll.gz"] = [e for i, e in enumerate(pools["wikigold.conll.gz"]) if i % 10 != 9]
    nlp = spacy.blank("en")
    ner: Any = nlp.add_pipe("ner")  # its own CNN: hashed embeddings, width 96, depth 4
    random = Random(recipe["seed"])
    for label in Label:
        ner.add_label(str(label))
    optimizer = nlp.initialize(lambda: [to_spacy(nlp, e) for e in pools["own"][:200]])
    began, epoch = time.process_time(), 0
    while time.process_time() - began < seconds:
        chosen = [e for name, times in recipe["stages"][-1]["data"].items() for e in pools[name] * max(1, int(times))]
        random.shuffle(chosen)
        losses: dict[str, float] = {}
        for batch in minibatch(chosen, 32):  # type: ignore[no-untyped-call]
            nlp.update(
                [to_spacy(nlp, augment(e, recipe["augment"], random)) for e in batch],
                sgd=optimizer,
                losses=losses,
                drop=0.1,
            )
            if time.process_time() - began > seconds:
                break
        epoch += 1
        sys.stderr.write(f"epoch {epoch} {losses} {time.process_time() - began:.0f} s\n")
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(out)


def to_spacy(nlp: Any, example: Example) -> Any:
    """The example as spaCy has it, BILUO tags with `-` where nothing is known."""
    from spacy.training import Example as SpacyExample
    from spacy.training import offsets_to_biluo_tags

    doc = nlp.make_doc(example.text)
    known = [(a, b, str(next(iter(labels)))) for a, b, labels in example.names if len(labels) == 1]
    fits = [n for n in known if doc.char_span(n[0], n[1]) is not None]
    tags = offsets_to_biluo_tags(doc, fits)
    vague = [(a, b) for a, b, labels in example.names if len(labels) > 1] + example.open
    vague += [n[:2] for n in known if n not in fits]
    for token in doc:
        if tags[token.i] == "O" and any(a < token.idx + len(token) and token.idx < b for a, b in vague):
            tags[token.i] = "-"
    return SpacyExample.from_dict(doc, {"entities": tags})


if __name__ == "__main__":
    train_baseline(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 900)
