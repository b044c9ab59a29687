"""Trains the encoder with its heads from a recipe; `tapecheck models train` runs it, and what follows.

Uses a GPU where there is one. Checkpoints make it survive an interruption: started again with the same folder, it goes
on from the last of them. Needs the extra `train` (torch); everything that runs in production does without.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tapecheck.models.bundle import EMBEDDING, ENDS, HEADS, NAMES, PARTS
from tapecheck.models.recipes.augment import augment
from tapecheck.models.recipes.batches import Batch, as_arrays, plan_batches
from tapecheck.models.recipes.data import UNKNOWN, Example, read_source
from tapecheck.models.recipes.network import Teacher, build, open_plain_tokenizer

SAID_S = 20  # seconds between two lines of progress


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a training stands: the batch that comes next, and how many steps were made."""

    stage: int = 0
    epoch: int = 0
    batch: int = 0
    step: int = field(default=0, compare=False)


def read_pools(recipe: dict[str, Any], data: Path) -> dict[str, list[Example]]:
    """The examples of each source that a stage of the recipe names; WikiGold's held-out tenth is left out."""
    pools = {name: read_source(name, data) for stage in recipe["stages"] for name in stage["data"]}
    return {
        name: [e for i, e in enumerate(examples) if i % 10 != 9] if name.startswith("wikigold") else examples
        for name, examples in pools.items()
    }


def epoch_examples(
    stage: dict[str, Any], pools: dict[str, list[Example]], shares: dict[str, Any], random: Random
) -> list[Example]:
    """One epoch of a stage: each source as often as the recipe says, every example augmented anew."""
    chosen: list[Example] = []
    for name, times in stage["data"].items():
        whole = int(times)
        chosen += pools[name] * whole + random.sample(pools[name], int(len(pools[name]) * (times - whole)))
    return [augment(example, shares, random) for example in chosen]


def epoch_sizes(recipe: dict[str, Any], pools: dict[str, list[Example]]) -> list[float]:
    """About how much text each epoch reads, stage by stage, to tell how much is left."""
    length = {name: sum(len(e.text) for e in examples) for name, examples in pools.items()}
    stages = recipe["stages"]
    return [sum(length[n] * x for n, x in s["data"].items()) for s in stages for _ in range(s["epochs"])]


class Progress:
    """Lines for a person: how far, the mean loss of each head since the last line, minutes left."""

    def __init__(self, recipe: dict[str, Any], sizes: list[float]) -> None:
        self._stages = recipe["stages"]
        self._sizes = sizes
        self._began = self._said = time.monotonic()
        self._first: float | None = None
        self._losses: dict[str, list[float]] = defaultdict(list)

    def step(self, place: Place, count: int, losses: dict[str, float]) -> None:
        """One batch of `count` in the epoch is done."""
        for head, loss in losses.items():
            self._losses[head].append(loss)
        if self._first is None:
            self._first, self._began = self._share(place, count), time.monotonic()
        if time.monotonic() - self._said >= SAID_S or place.batch + 1 == count:
            self._say(place, count)

    def _share(self, place: Place, count: int) -> float:
        """The share of the whole training that is done."""
        at = sum(stage["epochs"] for stage in self._stages[: place.stage]) + place.epoch
        done: float = sum(self._sizes[:at]) + self._sizes[at] * place.batch / count
        return done / sum(self._sizes)

    def _say(self, place: Place, count: int) -> None:
        share, first = self._share(place, count), self._first or 0.0
        passed = time.monotonic() - self._began
        left = passed * (1 - share) / (share - first) / 60 if share > first else math.nan
        losses = " ".join(f"{head} {sum(some) / len(some):.3f}" for head, some in self._losses.items())
        stage = self._stages[place.stage]
        where = f"stage {place.stage + 1} of {len(self._stages)}, epoch {place.epoch + 1} of {stage['epochs']}"
        minutes = "" if math.isnan(left) else f"; about {left:.0f} minutes left"
        say(f"{where}, batch {place.batch + 1} of {count}: {share:.0%} done; loss {losses}{minutes}")
        self._losses.clear()
        self._said = time.monotonic()


def say(line: str) -> None:
    """Write a line of progress to stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class Trainer:
    """A training as it runs: the network, its optimizer, the teacher of the embedding, the checkpoint."""

    def __init__(self, recipe: dict[str, Any], backbone: Path, out: Path) -> None:
        import torch

        self.recipe, self.settings, self.out = recipe, recipe["training"], out
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(recipe["seed"])
        if self.device == "cpu":
            torch.set_num_threads(self.settings.get("threads", 1))
        self.model = build(backbone, self.settings["dropout"]).to(self.device)
        self.teacher = Teacher(backbone, self.device)
        self.tokenizer = open_plain_tokenizer(backbone)
        new = [p for head in HEADS[:3] for p in self.model.heads[head].parameters()]
        new += self.model.encoder.embeddings.token_type_embeddings.parameters()
        adapter = list(self.model.heads[EMBEDDING].parameters())  # begins as it should be, and follows the encoder
        fresh = {id(p) for p in (*new, *adapter)}
        body = [p for p in self.model.parameters() if id(p) not in fresh]
        self.rates = (self.settings["rate"], self.settings["head_rate"], self.settings["adapter_rate"])
        some = zip((body, new, adapter), self.rates, strict=True)
        groups = [{"params": params, "lr": rate} for params, rate in some]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        out.mkdir(parents=True, exist_ok=True)

    def run(self, pools: dict[str, list[Example]]) -> Path:
        """All stages from where the checkpoint stands; returns the path of the final weights."""
        import torch

        place = self.load()
        if place != Place():
            say(f"going on at stage {place.stage + 1}, epoch {place.epoch + 1}, batch {place.batch + 1}")
        progress = Progress(self.recipe, epoch_sizes(self.recipe, pools))
        for s, stage in enumerate(self.recipe["stages"]):
            for epoch in range(stage["epochs"]):
                if (s, epoch) >= (place.stage, place.epoch):
                    place = self.epoch(Place(s, epoch, place.batch, place.step), pools, progress)
            if place.stage == s:
                place = Place(s + 1, 0, 0, place.step)
                self.save(place)
        torch.save(self.model.state_dict(), self.out / "final.pt")
        return self.out / "final.pt"

    def epoch(self, place: Place, pools: dict[str, list[Example]], progress: Progress) -> Place:
        """One epoch from `place` on; returns the place where the next one begins."""
        stage = self.recipe["stages"][place.stage]
        random = Random(f"{self.recipe['seed']}/{place.stage}/{place.epoch}")
        examples = epoch_examples(stage, pools, self.recipe["augment"], random)
        plan = plan_batches(examples, self.tokenizer, self.settings, random)
        saved = time.monotonic()
        self.model.train()
        step = place.step
        for b in range(place.batch, len(plan)):
            done = (place.epoch + b / len(plan)) / stage["epochs"]
            share = min(1.0, (step + 1) / self.settings["warm_up"])
            share *= max(0.02, 1 - done) if stage["decay"] else 1.0
            for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
                group["lr"] = rate * share
            taught = b % self.settings["embedding_every"] == 0
            losses = self.step(as_arrays(plan[b]), taught=taught)
            step += 1
            progress.step(Place(place.stage, place.epoch, b, step), len(plan), losses)
            if time.monotonic() - saved > self.settings["checkpoint_s"]:
                self.save(Place(place.stage, place.epoch, b + 1, step))
                saved = time.monotonic()
        after = Place(place.stage, place.epoch + 1, 0, step)
        self.save(after)
        return after

    def step(self, batch: Batch, *, taught: bool) -> dict[str, float]:
        """One step down the weighted sum of the heads' losses; returns them."""
        import torch

        inputs = {key: torch.from_numpy(value).to(self.device) for key, value in batch.inputs.items()}
        with torch.autocast(self.device, dtype=torch.bfloat16):
            answers = self.model(**inputs)
        losses = self.losses(dict(zip(HEADS, answers, strict=True)), batch)
        if taught:
            cosines = (answers[-1].float() * self.teacher.embed(batch.texts)).sum(-1)
            losses[EMBEDDING] = 1 - cosines.mean()
        total = sum(self.recipe["weights"][head] * loss for head, loss in losses.items())
        self.optimizer.zero_grad(set_to_none=True)
        if losses:
            total.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
        return {head: float(loss.detach()) for head, loss in losses.items()}

    def losses(self, answers: dict[str, Any], batch: Batch) -> dict[str, Any]:
        """The loss of each head of words of which the batch knows something.

        Where it knows little, that little counts for less: a loss is spread over at least a quarter of the batch.
        Names: minus the log of the probability that lies within the allowed tags.
        """
        import torch

        allowed, parts, ends = (torch.from_numpy(t).to(self.device) for t in (batch.allowed, batch.parts, batch.ends))
        least = int(batch.inputs["attention_mask"].sum()) / 4
        losses = {}
        known = allowed.any(-1)
        if known.any():
            scores, within = answers[NAMES].float()[known], allowed[known]
            lost = torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~within, -math.inf), -1)
            losses[NAMES] = lost.sum() / max(least, len(lost))
        known = parts != UNKNOWN
        if known.any():
            lost = torch.nn.functional.cross_entropy(answers[PARTS].float()[known], parts[known], reduction="sum")
            losses[PARTS] = lost / max(least, int(known.sum()))
        known = ends != UNKNOWN
        if known.any():
            odds, truth = answers[ENDS].float().squeeze(-1)[known], ends[known].float()
            lost = torch.nn.functional.binary_cross_entropy_with_logits(odds, truth, reduction="sum")
            losses[ENDS] = lost / max(least, int(known.sum()))
        return losses

    def load(self) -> Place:
        """Take up the checkpoint; the start where there is none."""
        import torch

        path = self.out / "checkpoint.pt"
        if not path.exists():
            return Place()
        saved = torch.load(path, map_location="cpu", weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        return Place(**json.loads(saved["at"]))

    def save(self, place: Place) -> None:
        """Write the checkpoint beside the old one, then put it in its place."""
        import torch

        path = self.out / "checkpoint.pt"
        part = path.with_suffix(".part")
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save({**state, "at": json.dumps(asdict(place))}, part)
        part.replace(path)
