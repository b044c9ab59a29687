"""Any Hugging Face token-classification model as a model of names: `hf:FOLDER`, or `hf:OWNER/NAME` in the cache.

Nothing is downloaded: a model that is not on this machine is an error that says how to get it. Needs torch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tapecheck.errors import ModelError
from tapecheck.models.base import NameSpan
from tapecheck.models.groups import group_sentences
from tapecheck.models.mapping import map_labels
from tapecheck.models.spacy_model import without_overlaps
from tapecheck.models.spans import tidy
from tapecheck.schema import Label, Sentence

LONGEST = 1_200  # characters at once: about 300 word pieces, below the 512 that most models read

Tag = Callable[[str], Iterable[Mapping[str, Any]]]
"""transformers' aggregated token classification: text to dicts of start, end, entity_group, score."""


class HfModel:
    """A `NameModel` over a token-classification pipeline."""

    def __init__(
        self, name: str, version: str, tag: Tag, kinds: Iterable[str], labels: Mapping[str, str] | None = None
    ) -> None:
        """`kinds` are the model's own labels (BIO prefixes are taken off), `labels` the user's map of them.

        Raises:
            ModelError: a label that nobody mapped.
        """
        self.name, self.version = name, version
        self._tag = tag
        bare = {re.sub(r"^[BILSEU]-", "", kind) for kind in kinds} - {"O"}
        self._labels = map_labels(name, bare, labels)

    def names(self, text: str, sentences: Sequence[Sentence]) -> list[NameSpan]:
        """The names of these sentences, in order."""
        found: dict[tuple[int, int], NameSpan] = {}
        for offset, stop in group_sentences(sentences, LONGEST):
            for item in self._tag(text[offset:stop]):
                label = self._labels.get(str(item["entity_group"]))
                start, end = tidy(
                    text, offset + int(item["start"]), offset + int(item["end"]), person=label is Label.PERSON
                )
                if label and start < end:
                    found[start, end] = NameSpan(start, end, label, round(float(item["score"]), 4))
        return without_overlaps(list(found.values()))


def load_hf(model: str, labels: Mapping[str, str] | None = None) -> HfModel:
    """Load a model from a folder or from the local cache, without the network.

    Raises:
        ModelError: torch or the model is not on this machine, or a label is not mapped.
    """
    try:
        import torch  # noqa: F401
        from transformers import AutoModelForTokenClassification, AutoTokenizer, pipeline
    except ImportError as error:
        raise ModelError(f"hf:{model} needs torch: `pip install torch`, or take the model `default`") from error
    try:
        tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=True)
        network = AutoModelForTokenClassification.from_pretrained(model, local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"hf:{model} is not on this machine; fetch it first: `hf download {model}`, or name its folder"
        ) from error
    tag = pipeline("token-classification", model=network, tokenizer=tokenizer, aggregation_strategy="first")
    version = str(getattr(network.config, "_commit_hash", None) or "local")[:12]
    return HfModel(f"hf:{model}", version, tag, network.config.id2label.values(), labels)
