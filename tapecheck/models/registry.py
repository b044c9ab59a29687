"""Which models there are, and how a name in the settings becomes a loaded model.

| name | what |
|---|---|
| `default` | the encoder that ships |
| `fast` | no model: rules alone |
| `spacy:PACKAGE` | an installed spaCy pipeline, or one in a folder |
| `hf:FOLDER`, `hf:OWNER/NAME` | a Hugging Face token-classification model on this machine |
| a folder | what `tapecheck models train` wrote |
| a `.toml` file | `kind` (spacy, hf, encoder), `model`, and a table `[labels]` |
| any other | an entry point of the group `tapecheck.models`: a function that returns a `NameModel` |
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path

from tapecheck.errors import ModelError
from tapecheck.models.base import NameModel

FAST = "fast"
DEFAULT = "default"
GROUP = "tapecheck.models"
WEIGHTS = Path(str(files("tapecheck.models"))) / "weights"
CARDS = Path(str(files("tapecheck.models"))) / "cards"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A line of `tapecheck models list`. `size` is in bytes, None where it is not ours to know."""

    name: str
    kind: str
    version: str
    about: str
    licence: str | None = None
    size: int | None = None


def load(name: str = DEFAULT) -> NameModel | None:
    """The model of that name, ready to read; None for `fast`, which is rules alone.

    Raises:
        ModelError: there is no such model, it is of another version, or some of its labels are mapped to none of ours.
    """
    if name == FAST:
        return None
    if name == DEFAULT:
        return load_kind("encoder", str(WEIGHTS))
    kind, colon, model = name.partition(":")
    if colon and kind in ("spacy", "hf"):
        return load_kind(kind, model)
    if name.endswith(".toml"):
        return load_definition(Path(name))
    if Path(name).is_dir():
        return load_kind("encoder", name)
    for point in plugins():
        if point.name == name:
            return load_plugin(point)
    known = ", ".join(info.name for info in list_models())
    raise ModelError(f"no model is called {name!r}; there are {known}, `hf:FOLDER` and TOML files with [labels]")


def load_kind(kind: str, model: str, labels: Mapping[str, str] | None = None) -> NameModel:
    """A model of one kind; its libraries are imported only now."""
    if kind == "spacy":
        from tapecheck.models.spacy_model import load_spacy

        return load_spacy(model, labels)
    if kind == "hf":
        from tapecheck.models.hf_model import load_hf

        return load_hf(model, labels)
    from tapecheck.models.encoder import EncoderModel

    return EncoderModel(Path(model))


def load_definition(path: Path) -> NameModel:
    """The model that a TOML file defines.

    Raises:
        ModelError: the file cannot be read, or lacks `kind` or `model`.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read as a model's definition ({error})") from error
    kind, model, labels = raw.get("kind"), raw.get("model"), raw.get("labels", {})
    if kind not in ("spacy", "hf", "encoder") or not isinstance(model, str) or not isinstance(labels, dict):
        raise ModelError(f'{path} needs `kind = "spacy"` (or "hf", "encoder"), `model = "..."` and, if any, [labels]')
    return load_kind(str(kind), model, labels)


def plugins() -> list[EntryPoint]:
    """The models that other packages register."""
    return sorted(entry_points(group=GROUP), key=lambda point: point.name)


def load_plugin(point: EntryPoint) -> NameModel:
    """Call a registered function, and see that what it returns is a model."""
    try:
        model = point.load()()
    except (ImportError, AttributeError, TypeError) as error:
        raise ModelError(f"the model {point.name} ({point.value}) cannot be loaded: {error}") from error
    if not isinstance(model, NameModel):
        raise ModelError(f"the model {point.name} ({point.value}) is no NameModel: it needs name, version and names()")
    return model


def list_models() -> list[ModelInfo]:
    """The models at hand: those that ship, the installed spaCy pipelines, those that packages register."""
    manifest = json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))
    size = sum((WEIGHTS / name).stat().st_size for name in manifest["files"])
    about = "small encoder of market news and open data; ships with tapecheck"
    models = [
        ModelInfo(DEFAULT, "encoder", manifest["version"], about, manifest["licence"], size),
        ModelInfo(FAST, "rules", "", "no model: tables and rules alone; a page costs a fifth less"),
    ]
    models += [
        ModelInfo(f"spacy:{p.name}", "spacy", p.dist.version if p.dist else "", "an installed spaCy pipeline")
        for p in sorted(entry_points(group="spacy_models"), key=lambda p: p.name)
    ]
    return models + [ModelInfo(p.name, "plugin", p.dist.version if p.dist else "", p.value) for p in plugins()]


def show_model(name: str = DEFAULT) -> str:
    """The model card of `default`, or what is known of another model, as Markdown.

    Raises:
        ModelError: there is no such model.
    """
    if name == DEFAULT:
        return (CARDS / "tapecheck-names.md").read_text(encoding="utf-8")
    for info in list_models():
        if info.name == name:
            return f"# {info.name} {info.version}".rstrip() + f"\n\n{info.about}\n"
    model = load(name)
    assert model is not None  # `fast` is listed
    return f"# {model.name} {model.version}\n"


def train(
    recipe: str, out: Path, *, data: Path | None = None, backbone: Path | None = None, gold: Sequence[Path] = ()
) -> Path:
    """Repeat a shipped training (`names`) or that of a recipe file; returns the folder that `load` takes.

    `data` is the folder of the open data that the recipe names, `backbone` that of the encoder (else the installed
    package that the recipe names), `gold` files of annotated documents that are measured too. An interrupted training
    goes on when it is started again with the same `out`.

    Raises:
        ModelError: torch is not installed, or data or backbone are missing or not those of the recipe.
    """
    try:
        import torch  # noqa: F401
    except ImportError as error:
        raise ModelError("training needs torch and transformers: `pip install tapecheck[train]`") from error
    from tapecheck.models.recipes.run import run_recipe

    return run_recipe(recipe, out, data, backbone, gold)
