"""The files of a trained encoder: the manifest with its checksums, the tokenizer, the ONNX graph."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

from tapecheck.errors import ModelError
from tapecheck.models.tags import TAGS, UPOS
from tapecheck.models.words import SHAPES

FORMAT = 1
NAMES, PARTS, ENDS, EMBEDDING = HEADS = ("names", "upos", "ends", "embedding")
"""What an encoder may answer; the graph's outputs are called so. A manifest without `heads` has names alone."""

REINSTALL = "install tapecheck again, or take the model `fast`"


def read_manifest(folder: Path) -> dict[str, Any]:
    """The folder's manifest, if its files and its version are those that this code reads."""
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: the model's manifest cannot be read ({error}); {REINSTALL}") from error
    written = (manifest.get("format"), tuple(manifest.get("tags", ())), manifest.get("shapes"))
    heads = manifest.get("heads", [NAMES])
    known = NAMES in heads and set(heads) <= set(HEADS) and tuple(manifest.get("upos", UPOS)) == UPOS
    if written != (FORMAT, TAGS, SHAPES) or not known:
        raise ModelError(
            f"{path}: the model is of another version (format {manifest.get('format')}, this program reads {FORMAT}); "
            f"{REINSTALL}"
        )
    for name, wanted in manifest["files"].items():
        if not (folder / name).is_file():
            raise ModelError(f"{folder / name} is missing; {REINSTALL}")
        if digest(folder / name, (folder / name).stat().st_mtime_ns) != wanted:
            raise ModelError(
                f"{folder / name} is not the file that the manifest names (its sha256 differs); {REINSTALL}"
            )
    return manifest


@functools.lru_cache(maxsize=32)
def digest(path: Path, _modified: int) -> str:
    """The file's sha256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def graph_of(manifest: dict[str, Any]) -> str:
    """The name of the ONNX file among the manifest's files."""
    return next(str(name) for name in manifest["files"] if name.endswith(".onnx"))


def open_tokenizer(path: Path) -> Any:
    """The tokenizer, from its file alone: nothing is looked for anywhere else."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def open_session(path: Path) -> Any:
    """An onnxruntime session on one thread: two spin under load.

    `tapecheck/__init__.py` has told the library to send nothing; this call is for Windows, where only it is heard.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Fused with the sum before it, a layer norm takes ten times as long: a sixth of a run.
    apart = ["SkipLayerNormFusion"]
    return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"], disabled_optimizers=apart)
