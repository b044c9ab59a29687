"""Models that a user brings: a spaCy pipeline, a Hugging Face model; made here, small, without weights."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from tapecheck.errors import ModelError
from tapecheck.models.base import NameModel
from tapecheck.models.hf_model import HfModel, load_hf
from tapecheck.models.spacy_model import SpacyModel, load_spacy
from tapecheck.schema import Label, Sentence

TEXT = "The Fed met. Mr. Powell's Fed waited in Washington, D.C."
SENTENCES = [Sentence(start=0, end=12), Sentence(start=13, end=len(TEXT))]


def pipeline(patterns: dict[str, str], name: str = "ner") -> Language:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", name=name)
    ruler.add_patterns([{"label": label, "pattern": words} for words, label in patterns.items()])  # type: ignore[attr-defined]
    return nlp


def seen(model: NameModel) -> list[tuple[str, Label]]:
    return [(TEXT[n.start : n.end], n.label) for n in model.names(TEXT, SENTENCES)]


def test_a_spacy_pipelines_names_get_our_labels_and_spans() -> None:
    model = SpacyModel(pipeline({"The Fed": "ORG", "Mr. Powell's": "PERSON", "Washington": "GPE", "met": "DATE"}))
    assert isinstance(model, NameModel)
    assert seen(model) == [("Fed", Label.ORG), ("Powell", Label.PERSON), ("Washington", Label.GPE)]


def test_a_pipeline_from_a_folder(tmp_path: Path) -> None:
    pipeline({"Fed": "BANK"}).to_disk(tmp_path / "mine")
    assert seen(load_spacy(str(tmp_path / "mine"), {"BANK": "ORG"})) == [("Fed", Label.ORG)] * 2


def test_a_pipeline_that_finds_no_names() -> None:
    with pytest.raises(ModelError, match="has no `ner` component"):
        SpacyModel(spacy.blank("en"))


def test_a_pipeline_that_is_not_installed() -> None:
    with pytest.raises(ModelError, match=r"spacy:en_core_web_none cannot be loaded .* `pip install en_core_web_none`"):
        load_spacy("en_core_web_none")


def tagger(answers: dict[str, str]) -> Any:
    def tag(text: str) -> Iterable[Mapping[str, Any]]:
        for words, label in answers.items():
            at = text.find(words)
            if at >= 0:
                yield {"start": at, "end": at + len(words), "entity_group": label, "score": 0.98765}

    return tag


def test_a_hugging_face_models_names() -> None:
    tag = tagger({"the Fed": "ORG", "The Fed": "ORG", "Powell": "PER", "Powell's Fed": "ORG", "met": "MISC"})
    model = HfModel("hf:mine", "1", tag, ["O", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-MISC"])
    assert isinstance(model, NameModel)
    assert seen(model) == [("Fed", Label.ORG), ("Powell's Fed", Label.ORG)]  # of two that overlap the longer
    assert model.names(TEXT, SENTENCES)[0].score == 0.9877


def test_a_hugging_face_model_with_unmapped_labels() -> None:
    with pytest.raises(ModelError, match="hf:mine: nobody mapped its labels GENE"):
        HfModel("hf:mine", "1", tagger({}), ["B-GENE"])


def test_a_hugging_face_model_that_is_not_here_is_not_looked_for_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^hf:.*(pip install torch|hf download)"):
        load_hf(str(tmp_path / "nowhere"))
