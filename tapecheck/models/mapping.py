"""Maps the labels of a user's model to ours, or says which ones nobody mapped."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files

from tapecheck.errors import ModelError
from tapecheck.schema import Label


@functools.cache
def schemes() -> dict[str, dict[str, str]]:
    """The shipped tables of labels.toml, by the name of the scheme."""
    return tomllib.loads((files("tapecheck.models") / "labels.toml").read_text(encoding="utf-8"))


def map_labels(model: str, labels: Iterable[str], own: Mapping[str, str] | None = None) -> dict[str, Label | None]:
    """A map for exactly these labels of `model`, from the user's table `own` and then the shipped schemes.

    CoNLL's `LOC` is taken where the model has no `GPE`, OntoNotes' where it has.

    Raises:
        ModelError: a label is in no table, or a table maps it to what is no label of ours.
    """
    labels = sorted(set(labels))
    tables = schemes()
    order = ("ontonotes", "conll") if "GPE" in labels else ("conll", "ontonotes")
    merged = {**tables["ours"], **tables[order[1]], **tables[order[0]], **(own or {})}
    missing = [label for label in labels if label not in merged]
    choices = ", ".join(Label)
    if missing:
        raise ModelError(
            f"{model}: nobody mapped its labels {', '.join(missing)}; write a TOML file with `kind`, `model` and "
            f'a table [labels] that maps each to one of {choices}, or to "" to drop it, and name that file as the model'
        )
    wrong = [f"{label} = {merged[label]!r}" for label in labels if merged[label] and merged[label] not in set(Label)]
    if wrong:
        raise ModelError(f'{model}: {", ".join(wrong)} in [labels] is no label of ours; take one of {choices}, or ""')
    return {label: Label(merged[label]) if merged[label] else None for label in labels}
