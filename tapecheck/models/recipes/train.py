"""Trains the model of names from a recipe: `python -m tapecheck.models.recipes.train names.toml DATA BACKBONE OUT`.

Uses a GPU where there is one. Checkpoints make it survive an interruption: started again with the same OUT, it goes on.
Needs the extra `train` (torch, transformers); everything that runs in production does without.
"""

from __future__ import annotations

import json
import math
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tapecheck.models.encoder import CLS, SEP, code_words
from tapecheck.models.recipes.augment import augment
from tapecheck.models.recipes.data import Example, read_source, truths
from tapecheck.models.tags import TAGS
from tapecheck.models.words import LOWER, SHAPES

Batch = dict[str, Any]


def build(backbone: Path, dropout: float = 0.1) -> Any:
    """The encoder with a head over our tags; BERT's two token types become our four shapes of words."""
    import torch
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel

    config = BertConfig.from_pretrained(backbone, type_vocab_size=SHAPES, attn_implementation="eager")
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
    encoder = BertModel(config, add_pooling_layer=False)
    state = {k.removeprefix("bert."): v for k, v in load_file(backbone / "model.safetensors").items()}
    types = state["embeddings.token_type_embeddings.weight"]
    state["embeddings.token_type_embeddings.weight"] = types[:1].repeat(SHAPES, 1)
    state = {k: v for k, v in state.items() if not k.startswith("pooler.") and not k.endswith("position_ids")}
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or [m for m in missing if not m.endswith("position_ids")]:
        raise SystemExit(f"{backbone}: not the encoder that the recipe means ({missing}, {unexpected})")

    class Tagger(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.dropout = torch.nn.Dropout(dropout)
            self.head = torch.nn.Linear(config.hidden_size, len(TAGS))

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            hidden = self.encoder(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            return self.head(self.dropout(hidden))

    return Tagger()


def encode(example: Example, tokenizer: Any, longest: int) -> tuple[list[int], list[int], list[frozenset[int] | None]]:
    """The pieces of an example, the shapes of their words, and the tags that each word's first piece may have."""
    words = code_words(tokenizer, example.text, 0, len(example.text))
    pieces, shapes = [CLS], [LOWER]
    tags: list[frozenset[int] | None] = [None]
    for some, shape, allowed in zip(words.pieces, words.shapes, truths(example, words.spans), strict=True):
        if len(pieces) + len(some) >= longest:
            break
        pieces += some
        shapes += [shape] * len(some)
        tags += [allowed, *[None] * (len(some) - 1)]
    return [*pieces, SEP], [*shapes, LOWER], [*tags, None]


def batches(examples: list[Example], tokenizer: Any, settings: dict[str, Any], random: Random) -> Iterator[Batch]:
    """The examples in batches of like length, as arrays."""
    import numpy as np

    rows = [encode(e, tokenizer, settings["longest"]) for e in examples]
    random.shuffle(rows)
    pool = 2000
    made: list[list[Any]] = []
    for start in range(0, len(rows), pool):
        batch: list[Any] = []
        for row in sorted(rows[start : start + pool], key=lambda r: len(r[0])):
            if batch and (len(batch) + 1) * len(row[0]) > settings["pieces"]:
                made.append(batch)
                batch = []
            batch.append(row)
        made.append(batch)
    random.shuffle(made)
    for batch in made:
        width = max(len(row[0]) for row in batch)
        ids, types, mask = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
        allowed = np.zeros((len(batch), width, len(TAGS)), dtype=bool)
        for i, (pieces, shapes, tags) in enumerate(batch):
            ids[i, : len(pieces)], types[i, : len(pieces)], mask[i, : len(pieces)] = pieces, shapes, 1
            for j, some in enumerate(tags):
                if some is not None and len(some) < len(TAGS):
                    allowed[i, j, list(some)] = True
        yield {"input_ids": ids, "token_type_ids": types, "attention_mask": mask, "allowed": allowed}


def epoch_examples(
    stage: dict[str, Any], pools: dict[str, list[Example]], shares: dict[str, Any], random: Random
) -> list[Example]:
    """One epoch of a stage: each source as often as the recipe says, every example augmented anew."""
    chosen: list[Example] = []
    for name, times in stage["data"].items():
        whole = int(times)
        chosen += pools[name] * whole + random.sample(pools[name], int(len(pools[name]) * (times - whole)))
    return [augment(example, shares, random) for example in chosen]


def train(recipe_path: Path, data: Path, backbone: Path, out: Path) -> Path:
    """Train, and return the path of the final weights (`final.pt`)."""
    import torch
    from tokenizers import Tokenizer

    recipe = tomllib.loads(recipe_path.read_text(encoding="utf-8"))
    settings = recipe["training"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(recipe["seed"])
    if device == "cpu":
        torch.set_num_threads(settings.get("threads", 1))
    model = build(backbone, settings["dropout"]).to(device)
    head = list(model.head.parameters()) + list(model.encoder.embeddings.token_type_embeddings.parameters())
    of_head = {id(p) for p in head}
    body = [p for p in model.parameters() if id(p) not in of_head]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": settings["rate"]}, {"params": head, "lr": settings["head_rate"]}], weight_decay=0.01
    )
    out.mkdir(parents=True, exist_ok=True)
    at = load_checkpoint(out / "checkpoint.pt", model, optimizer)
    tokenizer = Tokenizer.from_file(str(backbone / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    step = at["step"]
    for s, stage in enumerate(recipe["stages"]):
        if s < at["stage"]:
            continue
        pools = {name: read_source(name, data) for name in stage["data"]}
        if "wikigold.conll.gz" in pools:
            pools["wikigold.conll.gz"] = [e for i, e in enumerate(pools["wikigold.conll.gz"]) if i % 10 != 9]
        for epoch in range(stage["epochs"]):
            if (s, epoch) < (at["stage"], at["epoch"]):
                continue
            random = Random(f"{recipe['seed']}/{s}/{epoch}")
            examples = epoch_examples(stage, pools, recipe["augment"], random)
            plan = list(batches(examples, tokenizer, settings, random))
            saved = time.monotonic()
            done = at["batch"] if (s, epoch) == (at["stage"], at["epoch"]) else 0
            total, losses = stage["epochs"] * len(plan), []
            model.train()
            for b in range(done, len(plan)):
                share = min(1.0, (step + 1) / settings["warm_up"])
                if stage["decay"]:
                    share *= max(0.02, 1 - (epoch * len(plan) + b) / total)
                for group, rate in zip(optimizer.param_groups, (settings["rate"], settings["head_rate"]), strict=True):
                    group["lr"] = rate * share
                losses.append(one_step(model, optimizer, plan[b], device))
                step += 1
                if step % 50 == 0:
                    say(f"stage {s} epoch {epoch} batch {b}/{len(plan)} loss {sum(losses[-50:]) / 50:.4f}")
                if time.monotonic() - saved > settings["checkpoint_s"]:
                    save_checkpoint(out / "checkpoint.pt", model, optimizer, s, epoch, b + 1, step)
                    saved = time.monotonic()
            save_checkpoint(out / "checkpoint.pt", model, optimizer, s, epoch + 1, 0, step)
        save_checkpoint(out / "checkpoint.pt", model, optimizer, s + 1, 0, 0, step)
    torch.save(model.state_dict(), out / "final.pt")
    return out / "final.pt"


def say(line: str) -> None:
    """Write a line of progress to stderr."""
    sys.stderr.write(f"{line} cpu {time.process_time():.0f} s\n")


def one_step(model: Any, optimizer: Any, batch: Batch, device: str) -> float:
    """One step down the loss: minus the log of the probability that lies within the allowed tags."""
    import torch

    tensors = {key: torch.from_numpy(value).to(device) for key, value in batch.items()}
    allowed = tensors.pop("allowed")
    with torch.autocast(device, dtype=torch.bfloat16):
        logits = model(**tensors)
    known = allowed.any(-1)
    scores, within = logits.float()[known], allowed[known]
    loss = (torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~within, -math.inf), -1)).mean()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def load_checkpoint(path: Path, model: Any, optimizer: Any) -> dict[str, int]:
    """Where the training stood; the start where there is no checkpoint."""
    import torch

    if not path.exists():
        return {"stage": 0, "epoch": 0, "batch": 0, "step": 0}
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    at: dict[str, int] = json.loads(saved["at"])
    return at


def save_checkpoint(path: Path, model: Any, optimizer: Any, stage: int, epoch: int, batch: int, step: int) -> None:
    """Write the checkpoint beside the old one, then put it in its place."""
    import torch

    at = json.dumps({"stage": stage, "epoch": epoch, "batch": batch, "step": step})
    part = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "at": at}, part)
    part.replace(path)


if __name__ == "__main__":
    recipe_file, data_folder, backbone_folder, out_folder = (Path(a) for a in sys.argv[1:5])
    train(recipe_file, data_folder, backbone_folder, out_folder)
