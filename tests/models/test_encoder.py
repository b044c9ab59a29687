import copy
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.errors import ModelError
from tapecheck.models.bundle import HEADS
from tapecheck.models.encoder import WINDOW, EncoderModel, Words, batches, may_hold_name, windows
from tapecheck.models.registry import WEIGHTS
from tapecheck.models.tags import UPOS
from tapecheck.schema import Label, Sentence


@pytest.fixture(scope="module")
def model() -> EncoderModel:
    return EncoderModel(WEIGHTS)


def seen(model: EncoderModel, text: str) -> list[tuple[str, Label]]:
    return [(text[n.start : n.end], n.label) for n in model.names(text, [Sentence(start=0, end=len(text))])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Shares of Advanced Micro Devices fell, said Maria Delgado of Bluestone Capital in London.",
            ["ORG Advanced Micro Devices", "PERSON Maria Delgado", "ORG Bluestone Capital", "GPE London"],
        ),
        (
            "The Dow Jones Industrial Average rose and the S&P 500 slipped.",
            ["INDEX Dow Jones Industrial Average", "INDEX S&P 500"],
        ),
        (
            "Brent crude fell as the dollar rose against the yen.",
            ["COMMODITY Brent crude", "CURRENCY dollar", "CURRENCY yen"],
        ),
        ("The 10-year Treasury yield climbed.", ["RATE 10-year Treasury yield"]),
        ("European stocks followed Wall Street lower.", ["NORP European", "LOC Wall Street"]),
        ("NEW YORK - Stocks fell after the Federal Reserve met.", ["GPE NEW YORK", "ORG Federal Reserve"]),
        ("She won the gold medal by two points.", []),
        ("Analysts raised their target for the year.", []),
    ],
)
def test_names_of_market_news(model: EncoderModel, text: str, names: list[str]) -> None:
    assert [f"{label} {name}" for name, label in seen(model, text)] == names


def test_offsets_are_into_the_text_whatever_the_sentences(model: EncoderModel) -> None:
    text = "Nothing here.\n\nNvidia Corp. rose.  Apple Inc. fell."
    found = model.names(text, [Sentence(start=15, end=33), Sentence(start=35, end=len(text))])
    assert [text[n.start : n.end] for n in found] == ["Nvidia Corp.", "Apple Inc."]
    assert all(0 < n.score <= 1 for n in found)


def test_no_sentence_no_name(model: EncoderModel) -> None:
    assert model.names("Apple", []) == []
    assert model.names("", [Sentence(start=0, end=0)]) == []
    assert model.names("\x00\x01 \u200b", [Sentence(start=0, end=4)]) == []


def test_a_sentence_longer_than_any_window_loses_no_name(model: EncoderModel) -> None:
    one = "shares of Apple and of Deutsche Bank fell in London, "
    names = seen(model, "On Monday " + one * 40)
    assert [name for name, _ in names] == ["Apple", "Deutsche Bank", "London"] * 40


@given(st.lists(st.integers(1, 8), min_size=1, max_size=400))
def test_windows_show_each_word_with_context_on_both_sides(sizes: list[int]) -> None:
    words = Words([(i, i + 1) for i in range(len(sizes))], [[7] * n for n in sizes], [0] * len(sizes))
    found = list(windows(0, words))
    assert all(len(w.pieces) <= WINDOW + 2 for w in found)
    enough = WINDOW // 4 - 16
    for i in range(len(sizes)):
        assert any(
            (w.first == 0 or sum(sizes[w.first : i]) >= enough)
            and (w.last == len(sizes) or sum(sizes[i + 1 : w.last]) >= enough)
            for w in found
            if w.first <= i < w.last
        )


def test_batches_keep_within_the_budget_and_the_order() -> None:
    each = [w for n in (3, 5, 90, 200) for w in windows(n, Words([(0, 1)] * n, [[7]] * n, [0] * n))]
    found = sorted(each, key=lambda w: len(w.pieces))
    made = list(batches(found))
    assert [w for batch in made for w in batch] == found
    assert all(len(b) == 1 or len(b) * max(len(w.pieces) for w in b) <= 256 for b in made)


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Achterberg expects a fall.", True),
        ("The shares fell.", False),
        ("They fell by 3%, and he said so.", False),
        ("The dollar fell.", True),
        ("The Dow fell.", True),
        ("dow falls below 10,000", True),
        ("“It fell,” he said.", False),
        ("3.2% 4.1% -- 12", False),
    ],
)
def test_only_sentences_that_may_hold_a_name_are_read(sentence: str, read: bool) -> None:
    assert may_hold_name(sentence, 0, len(sentence)) is read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


def rewrite(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_a_folder_without_a_manifest(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"manifest\.json: the model's manifest cannot be read .* or take the model `fast`"
    ):
        EncoderModel(tmp_path)


@pytest.mark.parametrize("change", [{"format": 2}, {"tags": ["O"]}, {"shapes": 9}])
def test_a_model_of_another_version(folder: Path, change: dict[str, object]) -> None:
    rewrite(folder, **change)
    with pytest.raises(ModelError, match=r"the model is of another version .* install tapecheck again"):
        EncoderModel(folder)


def test_a_missing_and_a_damaged_file(folder: Path) -> None:
    tokenizer = folder / "tokenizer.json"
    tokenizer.write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json is not the file that the manifest names"):
        EncoderModel(folder)
    tokenizer.unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing"):
        EncoderModel(folder)


def test_the_version_changes_with_the_weights(model: EncoderModel) -> None:
    manifest = json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))
    assert model.version == f"{manifest['version']}+{manifest['files']['names.int8.onnx'][:8]}"


class Session:
    """A graph that answers by the pieces alone: each head's values are the piece's own number."""

    def run(self, outputs: list[str], inputs: dict[str, Any]) -> list[Any]:
        ids = inputs["input_ids"]
        if outputs == ["embedding"]:
            made = np.zeros((len(ids), 384), dtype=np.float32)
            made[:, 0], made[:, 1] = 0.6, 0.8
            return [made]
        if outputs == ["ends"]:
            return [np.where(ids == FULL_STOP, 1.0, -1.0)[..., None].astype(np.float32)]
        return [(np.arange(len(UPOS)) == ids[..., None] % len(UPOS)).astype(np.float32)]


FULL_STOP = 1012  # the piece "." of BERT's vocabulary


@pytest.fixture
def many(model: EncoderModel) -> EncoderModel:
    """The shipped model's code with a graph of four heads."""
    made = copy.copy(model)
    made.heads = HEADS
    made._session = Session()
    return made


def test_parts_of_speech_are_of_words_with_offsets_into_the_text(many: EncoderModel) -> None:
    text = "Up.\n\nThe Dow fell."
    found = many.parts_of_speech(text, [Sentence(start=5, end=len(text))])
    assert [text[a:b] for a, b, _ in found] == ["The", "Dow", "fell", "."]
    assert found[-1][2] == UPOS[FULL_STOP % len(UPOS)]
    assert many.parts_of_speech(text, [Sentence(start=3, end=5)]) == []


def test_sentence_ends_within_a_stretch_and_always_its_last_word(many: EncoderModel) -> None:
    text = "Zero. One fell. Two rose. Three"
    assert [text[:e].split()[-1] for e in many.sentence_ends(text, 6)] == ["fell.", "rose.", "Three"]
    assert many.sentence_ends("One fell.") == [9]
    assert many.sentence_ends("") == many.sentence_ends(" \n") == []
    long = "It fell. " * 400
    assert many.sentence_ends(long) == [9 * i + 8 for i in range(400)]


def test_embeddings_are_unit_vectors_and_nothing_is_zero(many: EncoderModel) -> None:
    made = many.embed(["Shares fell.", "", "Stocks dropped. " * 200])
    assert made.shape == (3, 384)
    assert np.linalg.norm(made, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)
    assert many.embed([]).shape == (0, 384)


def test_a_head_that_the_weights_lack(model: EncoderModel) -> None:
    alone = copy.copy(model)
    alone.heads = ("names",)
    with pytest.raises(ModelError, match=r"has no head 'embedding' \(it has names\); train it again"):
        alone.embed(["x"])
    with pytest.raises(ModelError, match="no head 'ends'"):
        alone.sentence_ends("x")
    with pytest.raises(ModelError, match="no head 'upos'"):
        alone.parts_of_speech("x", [Sentence(start=0, end=1)])


@pytest.mark.parametrize("change", [{"heads": ["names", "smell"]}, {"heads": []}, {"upos": ["X"]}])
def test_heads_of_another_version(folder: Path, change: dict[str, object]) -> None:
    rewrite(folder, **change)
    with pytest.raises(ModelError, match="the model is of another version"):
        EncoderModel(folder)
