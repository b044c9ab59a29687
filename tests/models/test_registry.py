from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tapecheck.errors import ModelError
from tapecheck.models import list_models, load, show_model, train
from tapecheck.models.base import NameModel, NameSpan
from tapecheck.models.registry import WEIGHTS, load_plugin
from tests.models.test_users_models import pipeline


class Silent:
    name = "silent"
    version = "1"

    def names(self, text: object, sentences: object) -> list[NameSpan]:
        return []


def test_fast_is_no_model() -> None:
    assert load("fast") is None


def test_the_default_is_the_encoder_that_ships() -> None:
    model = load()
    assert isinstance(model, NameModel)
    assert model.name == "tapecheck-names"


def test_a_folder_is_a_trained_encoder() -> None:
    model = load(str(WEIGHTS))
    assert model is not None
    assert model.name == "tapecheck-names"


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(ModelError, match="no model is called 'best'; there are default, fast"):
        load("best")


def test_a_definition_maps_the_labels_of_a_users_model(tmp_path: Path) -> None:
    pipeline({"Fed": "BANK"}).to_disk(tmp_path / "mine")
    path = tmp_path / "mine.toml"
    path.write_text(f'kind = "spacy"\nmodel = "{tmp_path / "mine"}"\n[labels]\nBANK = "ORG"\n', encoding="utf-8")
    model = load(str(path))
    assert model is not None
    assert model.name.startswith("spacy:")


@pytest.mark.parametrize("content", ["kind = 'spacy'", "kind = 'torch'\nmodel = 'x'", "kind = 'hf'\nmodel = 3", "?"])
def test_a_definition_that_cannot_be_read(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"mine\.toml"):
        load(str(path))


def test_kinds_by_prefix_are_asked_for_their_library() -> None:
    with pytest.raises(ModelError, match="spacy:en_core_web_none"):
        load("spacy:en_core_web_none")
    with pytest.raises(ModelError, match="hf:nobody/none"):
        load("hf:nobody/none")


def test_another_packages_model_is_its_entry_point() -> None:
    model = load_plugin(EntryPoint("silent", "tests.models.test_registry:Silent", "tapecheck.models"))
    assert model.name == "silent"


@pytest.mark.parametrize(
    "value", ["tests.models.test_registry:Gone", "no_such_module:x", "tests.models.test_registry:Path"]
)
def test_an_entry_point_that_is_no_model(value: str) -> None:
    with pytest.raises(ModelError, match="the model odd"):
        load_plugin(EntryPoint("odd", value, "tapecheck.models"))


def test_models_are_listed() -> None:
    default, fast = list_models()[:2]
    assert (default.name, default.kind, default.licence) == ("default", "encoder", "CC-BY-SA-4.0")
    assert default.size is not None
    assert default.size < 60_000_000
    assert fast.name == "fast"


def test_the_card_says_what_the_model_is_made_of() -> None:
    card = show_model()
    for word in ("CC BY-SA 4.0", "UNER-EWT test", "WikiGold", "What it cannot do", "words a second"):
        assert word in card
    assert show_model("fast").startswith("# fast\n")
    assert show_model(str(WEIGHTS)).startswith("# tapecheck-names 3")


def test_training_without_torch_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"pip install tapecheck\[train\]|there is no recipe"):
        train("nothing", tmp_path)


def test_the_example_of_the_documentation_is_a_model() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "models.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    space: dict[str, type] = {}
    exec(compile(code, "docs/models.md", "exec"), space)
    model = space["Shouting"]()
    assert isinstance(model, NameModel)
    assert [(n.start, n.end) for n in model.names("IBM rose", [])] == [(0, 3)]
