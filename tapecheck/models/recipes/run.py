"""A whole recipe: check what it names, train, distil, export, measure, write the card."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from tapecheck.errors import ModelError


def run_recipe(recipe: str, out: Path, data: Path | None, backbone: Path | None, gold: Sequence[Path] = ()) -> Path:
    """Train by a recipe's name or file, and distil; returns `out`/model, the folder that `load` takes.

    Each step leaves its result in `out` (checkpoint.pt, final.pt, teacher/, student.pt, model/), so a second
    start goes on.
    """
    from tapecheck.models.encoder import EncoderModel
    from tapecheck.models.recipes.distil import distil
    from tapecheck.models.recipes.export import export
    from tapecheck.models.recipes.likeness import likeness
    from tapecheck.models.recipes.train import Trainer, read_pools, say

    path = find_recipe(recipe)
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    backbone = find_backbone(settings["backbone"], backbone)
    if data is None:
        raise ModelError(f"{path.name} needs the folder of its open data: {', '.join(settings['data'])}")
    check_data(settings["data"], data)
    for file in gold:
        if not file.is_file():
            raise ModelError(f"{file} is missing; --gold takes files of annotated documents, one a line")
    say("training")
    weights = Trainer(settings, backbone, out).run(read_pools(settings, data))
    say("writing the model as int8 ONNX")
    export(path, backbone, weights, out / "teacher")
    student = distil(settings, data, backbone, out / "teacher", out)
    export(path, backbone, student, out / "model", settings["student"]["layers"])
    say("measuring the embedding against the untouched encoder's")
    kept = likeness(EncoderModel(out / "model"), backbone, data)
    (out / "likeness.json").write_text(json.dumps(kept), encoding="utf-8")
    say("measuring names, parts of speech and sentence ends, and writing the card")
    write_card_apart(path, data, out / "model", gold)
    return out / "model"


def write_card_apart(recipe: Path, data: Path, model: Path, gold: Sequence[Path]) -> None:
    """Write the card in a process of its own, so that the memory it states is the model's.

    Raises:
        ModelError: the process failed; what it said stands above.
    """
    command = [sys.executable, "-m", "tapecheck.models.recipes.card", str(recipe), str(data), str(model)]
    if subprocess.run([*command, *map(str, gold)], check=False).returncode:
        raise ModelError(f"the card could not be written; the model itself is in {model}. Start again to try once more")


def find_recipe(recipe: str) -> Path:
    """The file of a recipe: its path, or the name of a shipped one."""
    shipped = Path(str(files("tapecheck.models.recipes"))) / f"{recipe}.toml"
    for path in (Path(recipe), shipped):
        if path.suffix == ".toml" and path.is_file():
            return path
    raise ModelError(f"there is no recipe {recipe!r}; take `names`, or the path of a TOML file")


def find_backbone(settings: dict[str, Any], backbone: Path | None) -> Path:
    """The folder of the encoder that the recipe starts from, checked by its sha256."""
    if backbone is None:
        spec = importlib.util.find_spec(settings["path"].partition("/")[0])
        if spec is None or not spec.origin:
            raise ModelError(f"the encoder is not installed: `pip install {settings['package']}`")
        backbone = Path(spec.origin).parent.joinpath(*settings["path"].split("/")[1:])
    check_file(backbone / "model.safetensors", settings["sha256"])
    return backbone


def check_data(wanted: dict[str, dict[str, str]], folder: Path) -> None:
    """See that the folder has the recipe's files, as the recipe means them."""
    for name, facts in wanted.items():
        check_file(folder / name, facts["sha256"])


def check_file(path: Path, sha256: str) -> None:
    """See that a file is there and has this checksum."""
    if not path.is_file():
        raise ModelError(f"{path} is missing; the recipe says where it comes from")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise ModelError(f"{path} is not the recipe's file: its sha256 is {found}, the recipe says {sha256}")
