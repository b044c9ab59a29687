"""Distils a trained model into fewer layers: the student learns to answer every word as its teacher does.

`python -m tapecheck.models.recipes.distil RECIPE DATA TEACHER OUT` does that alone, from a folder that `export` wrote:
its int8 weights are read back. The student begins with some of the teacher's layers; the embeddings of words stay.
Truths of the data are not asked, so a word of which no source knows anything teaches as much as any other.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from random import Random
from typing import Any

from tapecheck.models.bundle import EMBEDDING, ENDS, HEADS, NAMES, PARTS
from tapecheck.models.recipes.batches import Row, as_arrays, plan_batches
from tapecheck.models.recipes.network import build, open_plain_tokenizer
from tapecheck.models.recipes.train import epoch_examples, read_pools, say

LINEAR = (
    *(f"attention.self.{name}" for name in ("query", "key", "value")),
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
LAYER = re.compile(r"encoder\.encoder\.layer\.(\d+)\.(.*)")
SAID_EVERY = 100  # steps


def distil(recipe: dict[str, Any], data: Path, backbone: Path, teacher: Path, out: Path) -> Path:
    """Teach a student of the recipe's layers by the model in the folder `teacher`; returns the path of its weights."""
    import torch

    settings = recipe["student"]
    torch.manual_seed(recipe["seed"])
    torch.set_num_threads(settings["threads"])
    state = read_weights(teacher)
    master, student = build(backbone, 0.0).eval(), build(backbone, 0.0, len(settings["layers"])).train()
    master.load_state_dict(state, strict=False)
    student.load_state_dict(of_layers(state, settings["layers"]), strict=False)
    embeddings = student.encoder.embeddings
    for table in (embeddings.word_embeddings, embeddings.position_embeddings):
        table.weight.requires_grad_(False)
    learnt = [weights for weights in student.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=settings["rate"], weight_decay=0.01, fused=True)
    random = Random(recipe["seed"])
    examples = epoch_examples(settings, read_pools({"stages": [settings]}, data), recipe["augment"], random)
    plan = plan_batches(examples, open_plain_tokenizer(backbone), settings, random)
    known: dict[int, Any] = {}  # what the teacher made of a batch: it is read once
    seen = step = 0
    while seen < settings["read"]:
        for number in random.sample(range(len(plan)), len(plan)):
            inputs = {key: torch.from_numpy(value) for key, value in as_arrays(plan[number]).inputs.items()}
            share = min(1.0, (step + 1) / settings["warm_up"]) * max(0.02, 1 - seen / settings["read"])
            for group in optimizer.param_groups:
                group["lr"] = settings["rate"] * share
            with torch.autocast("cpu", dtype=torch.bfloat16):
                if number not in known:
                    with torch.no_grad():
                        known[number] = master.hidden(**inputs).bfloat16()
                losses = losses_of(master, student, inputs, first_pieces(plan[number]), known[number].float())
            total = sum(settings["weights"][head] * loss for head, loss in losses.items())
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            seen += int(inputs["attention_mask"].sum())
            step += 1
            if step % SAID_EVERY == 0:
                told = ", ".join(f"{head} {float(loss.detach()):.4f}" for head, loss in losses.items())
                say(f"distilling: {seen / settings['read']:.0%}; {told}")
            if seen >= settings["read"]:
                break
    out.mkdir(parents=True, exist_ok=True)
    torch.save(student.state_dict(), out / "student.pt")
    return out / "student.pt"


def losses_of(master: Any, student: Any, inputs: dict[str, Any], first: Any, taught: Any) -> dict[str, Any]:
    """How far the student's answers are from its teacher's, by head, and their last layers from each other.

    `first` marks the words' first pieces, `taught` is the teacher's last layer [texts, pieces, width].
    """
    import torch

    functional, mask = torch.nn.functional, inputs["attention_mask"]
    with torch.no_grad():
        truths = dict(zip(HEADS, master.answer(taught, mask), strict=True))
    hidden = student.hidden(**inputs)
    answers = dict(zip(HEADS, student.answer(hidden, mask), strict=True))
    losses: dict[str, Any] = {}
    for head in (NAMES, PARTS):
        own, truth = (functional.log_softmax(table[head].float()[first], -1) for table in (answers, truths))
        losses[head] = functional.kl_div(own, truth, log_target=True, reduction="batchmean")
    odds, truth = (table[ENDS].float()[first] for table in (answers, truths))
    losses[ENDS] = functional.binary_cross_entropy_with_logits(odds, torch.sigmoid(truth))
    losses[EMBEDDING] = (1 - (answers[EMBEDDING].float() * truths[EMBEDDING].float()).sum(-1)).mean()
    words = mask.bool()
    losses["hidden"] = functional.mse_loss(hidden.float()[words], taught[words]) / taught[words].var()
    return losses


def first_pieces(rows: list[Row]) -> Any:
    """Which pieces are the first of a word, [rows, pieces]."""
    import torch

    first = torch.zeros(len(rows), max(len(row.pieces) for row in rows), dtype=torch.bool)
    for i, row in enumerate(rows):
        first[i, [at for at, _ in row.parts]] = True
    return first


def read_weights(folder: Path) -> dict[str, Any]:
    """The weights of an exported model by the network's names: what is int8 is multiplied out again."""
    import numpy as np
    import onnx
    import torch

    graph = onnx.load(str(folder / "names.int8.onnx")).graph
    held = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    state: dict[str, Any] = {}
    matrices: list[Any] = []  # those that the exporter calls by numbers, in the order of the network
    for name, value in held.items():
        base = name.removesuffix("_quantized")
        if base != name:
            full = (value.astype(np.float32) - held[f"{base}_zero_point"].astype(np.float32)) * held[f"{base}_scale"]
            if base.startswith("encoder."):
                state[base] = full
            elif base.startswith(f"heads.{EMBEDDING}"):
                state[f"heads.{EMBEDDING}.weight"] = full.T
            else:
                matrices.append(full.T)
        elif not name.endswith(("_scale", "_zero_point")):
            state[name] = value
    layers = (len(matrices) - len(HEADS) + 1) // len(LINEAR)
    names = [f"encoder.encoder.layer.{layer}.{part}" for layer in range(layers) for part in LINEAR]
    names += [f"heads.{head}" for head in HEADS[:3]]
    state |= {f"{name}.weight": matrix for name, matrix in zip(names, matrices, strict=True)}
    return {name: torch.from_numpy(np.array(value)) for name, value in state.items()}


def of_layers(state: dict[str, Any], layers: list[int]) -> dict[str, Any]:
    """The weights with these layers alone, numbered anew."""
    kept = {}
    for name, value in state.items():
        found = LAYER.fullmatch(name)
        if found is None:
            kept[name] = value
        elif int(found[1]) in layers:
            kept[f"encoder.encoder.layer.{layers.index(int(found[1]))}.{found[2]}"] = value
    return kept


def main(arguments: list[str]) -> None:
    """See the module's text."""
    from tapecheck.models.recipes.export import export
    from tapecheck.models.recipes.run import find_backbone, find_recipe

    path = find_recipe(arguments[0])
    data, teacher, out = map(Path, arguments[1:4])
    recipe = tomllib.loads(path.read_text(encoding="utf-8"))
    backbone = find_backbone(recipe["backbone"], None)
    export(path, backbone, distil(recipe, data, backbone, teacher, out), out / "model", recipe["student"]["layers"])


if __name__ == "__main__":
    main(sys.argv[1:])
