"""Writes trained weights as the files that ship: int8 ONNX, the tokenizer, a manifest with checksums."""

from __future__ import annotations

import hashlib
import json
import tempfile
import tomllib
import warnings
from collections.abc import Sequence
from pathlib import Path

from tapecheck.models.bundle import EMBEDDING, FORMAT, HEADS
from tapecheck.models.recipes.network import INPUTS, build
from tapecheck.models.tags import TAGS, UPOS
from tapecheck.models.words import SHAPES

OPSET = 17


def export(recipe_path: Path, backbone: Path, weights: Path, out: Path, layers: Sequence[int] | None = None) -> Path:
    """Export `weights` (a state dict) to `out`, one output a head; returns the manifest's path.

    `layers` are those of a student, which has not all.

    The linear layers become int8, per channel with reduced range (per tensor loses a tenth of the accuracy); the
    embeddings become int8 with them. onnxruntime's lightest exporter input is the plain graph of the eager attention.
    """
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    recipe = tomllib.loads(recipe_path.read_text(encoding="utf-8"))
    model = build(backbone, layers=len(layers) if layers is not None else None)
    model.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    onnx = out / "names.int8.onnx"
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "names.onnx"
        axes = {name: {0: "batch", 1: "piece"} for name in (*INPUTS, *HEADS)} | {EMBEDDING: {0: "batch"}}
        sample = {name: torch.ones(2, 9, dtype=torch.int64) for name in INPUTS}
        with warnings.catch_warnings():  # of shapes that it takes for constant; the batch's and the text's are free
            warnings.simplefilter("ignore")
            torch.onnx.export(
                model,
                tuple(sample.values()),
                str(full),
                input_names=list(INPUTS),
                output_names=list(HEADS),
                dynamic_axes=axes,
                opset_version=OPSET,
                dynamo=False,
            )
        quantize_dynamic(full, onnx, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    write_tokenizer(backbone, out / "tokenizer.json")
    files = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in (onnx.name, "tokenizer.json")}
    manifest = {
        "name": recipe["name"],
        "version": recipe["version"],
        "format": FORMAT,
        "heads": list(HEADS),
        "tags": list(TAGS),
        "upos": list(UPOS),
        "shapes": SHAPES,
        "files": files,
        "licence": "CC-BY-SA-4.0",
        "backbone": recipe["backbone"],
    }
    path = out / "manifest.json"
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return path


def write_tokenizer(backbone: Path, path: Path) -> None:
    """The backbone's tokenizer without padding and truncation, which the reader does itself."""
    raw = json.loads((backbone / "tokenizer.json").read_text(encoding="utf-8"))
    raw["padding"] = raw["truncation"] = None
    path.write_text(json.dumps(raw, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
