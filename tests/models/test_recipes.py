"""The recipes' own reading of open data, without torch: what a source knows, and what it leaves open."""

import gzip
from pathlib import Path
from random import Random

import pytest

from tapecheck.errors import ModelError
from tapecheck.models.base import NameSpan
from tapecheck.models.recipes.augment import recase, swap_names
from tapecheck.models.recipes.card import score_lines
from tapecheck.models.recipes.data import Example, from_tags, read_gum, read_own, read_uner, truths
from tapecheck.models.recipes.distil import of_layers
from tapecheck.models.recipes.measure import measure
from tapecheck.models.recipes.run import check_file, find_recipe
from tapecheck.models.tags import OUTSIDE, TAGS, begin
from tapecheck.models.words import split_words
from tapecheck.schema import Label


def write_gz(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


def shown(example: Example) -> list[tuple[str, list[str]]]:
    return [(example.text[a:b], sorted(str(x) for x in labels)) for a, b, labels in example.names]


def test_places_are_told_apart_where_a_list_knows() -> None:
    words = ["The", "Bank", "of", "X", "met", "in", "Paris", ",", "near", "Lake", "Erie", "and", "Springfield"]
    tags = ["I-ORG", "I-ORG", "I-ORG", "I-ORG", "O", "O", "I-LOC", "O", "O", "I-LOC", "I-LOC", "O", "I-LOC"]
    example = from_tags(words, tags, "wikigold", old_bio=True, wary=False)
    assert shown(example) == [
        ("Bank of X", ["ORG"]),
        ("Paris", ["GPE"]),
        ("Lake Erie", ["LOC"]),
        ("Springfield", ["GPE", "LOC"]),
    ]


def test_misc_is_a_people_or_left_open() -> None:
    example = from_tags(
        ["French", "fans", "of", "Ulysses"], ["I-MISC", "O", "O", "I-MISC"], "w", old_bio=True, wary=False
    )
    assert shown(example)[0] == ("French", ["NORP"])
    assert "None" in shown(example)[1][1]


def test_what_a_source_cannot_know_teaches_nothing() -> None:
    example = from_tags(["He", "sold", "gold", "to", "Foo", "."], ["O"] * 6, "uner", old_bio=False, wary=True)
    allowed = truths(example, split_words(example.text))
    assert allowed[1] == {OUTSIDE}
    assert len(allowed[2]) == len(allowed[4]) == len(TAGS)


def test_universal_ner_keeps_its_text(tmp_path: Path) -> None:
    rows = [("Mr.", "B-PER"), ("Bush", "I-PER"), ("'s", "O"), ("U.S.", "B-LOC"), ("trip", "O")]
    lines = [f"{i}\t{word}\t{tag}\t-\t-" for i, (word, tag) in enumerate(rows, 1)]
    text = "\n".join(["# text = Mr. Bush's U.S. trip", *lines, "", ""])
    (example,) = read_uner(write_gz(tmp_path / "u.gz", text), "uner")
    assert shown(example) == [("Bush", ["PERSON"]), ("U.S.", ["GPE"])]


def test_gum_names_are_mentions_with_a_proper_head(tmp_path: Path) -> None:
    rows = [
        ("The", "DET", "Entity=(1-organization-new-nnnnn-cf1-2,3-sgl"),
        ("Border", "PROPN", "_"),
        ("Force", "PROPN", "Entity=1)"),
        ("met", "VERB", "_"),
        ("the", "DET", "Entity=(2-person-new-nnnnn-cf2-2-sgl"),
        ("crowd", "NOUN", "Entity=2)"),
        ("in", "ADP", "_"),
        ("Lyon", "PROPN", "Entity=(3-place-new-nnnnn-cf3-1-sgl)|SpaceAfter=No"),
        (".", "PUNCT", "_"),
    ]
    lines = [f"{i}\t{word}\t_\t{upos}\t_\t_\t_\t_\t_\t{misc}" for i, (word, upos, misc) in enumerate(rows, 1)]
    (example,) = read_gum(write_gz(tmp_path / "g.gz", "\n".join(lines) + "\n\n"), "gum")
    assert example.text == "The Border Force met the crowd in Lyon."
    assert shown(example) == [("Border Force", ["ORG"]), ("Lyon", ["GPE", "LOC"])]


def test_a_tenth_of_our_sentences_is_held_out() -> None:
    trained, held = read_own(held_out=False), read_own(held_out=True)
    assert not {e.text for e in trained} & {e.text for e in held}
    assert abs(len(trained) - 9 * len(held)) <= 9


def test_truths_are_begin_and_inside() -> None:
    example = Example("Jane Doe won", [(0, 8, frozenset({Label.PERSON}))])
    person = begin(Label.PERSON)
    assert truths(example, split_words(example.text)) == [{person}, {person + 1}, {OUTSIDE}]


def test_swapped_names_keep_their_spans_and_open_stretches() -> None:
    pytest.importorskip("pytickersymbols")
    text = "Acme Corp. sold gold to Jane Doe in Peru"
    names = [(0, 10, frozenset({Label.ORG})), (24, 32, frozenset({Label.PERSON})), (36, 40, frozenset({Label.GPE}))]
    seen = set()
    for seed in range(20):
        swapped = swap_names(Example(text, list(names), [(16, 20)]), Random(seed))
        assert swapped.text[slice(*swapped.open[0])] == "gold"
        between = [swapped.text[b:c] for (_, b, _), (c, _, _) in zip(swapped.names, swapped.names[1:], strict=False)]
        assert between == [" sold gold to ", " in "]
        seen.add(swapped.text)
    assert len(seen) > 10


@pytest.mark.parametrize(
    ("how", "text"),
    [("lower", "shares of acme fell"), ("upper", "SHARES OF ACME FELL"), ("title", "Shares of Acme Fell")],
)
def test_cases(how: str, text: str) -> None:
    assert recase(Example("Shares of Acme fell", []), how).text == text


def test_a_letter_without_a_counterpart_keeps_the_sentence() -> None:
    assert recase(Example("Die Straße", []), "upper").text == "Die Straße"


class Reader:
    name = "reader"
    version = "1"

    def names(self, text: str, sentences: object) -> list[NameSpan]:
        return [NameSpan(0, 4, Label.GPE, 1.0), NameSpan(5, 8, Label.INDEX, 1.0)]


def test_coarse_sets_have_one_label_for_places_and_pass_over_what_they_do_not_know() -> None:
    example = Example("Peru Dow Acme", [(0, 4, frozenset({Label.GPE, Label.LOC})), (9, 13, frozenset({Label.ORG}))])
    tally = measure(Reader(), [example], is_coarse=True)
    assert (tally.right["LOC"], tally.found.total(), tally.expected.total()) == (1, 1, 2)
    assert tally.scores() == (1.0, 0.5, pytest.approx(2 / 3))
    assert score_lines({"set": tally})[0] == "| set | **all** | 1.0 | .500 | **.667** | 2 |"
    assert measure(Reader(), [example], is_coarse=False).errors != []


def test_recipes_and_files_that_are_not_there(tmp_path: Path) -> None:
    assert find_recipe("names").name == "names.toml"
    with pytest.raises(ModelError, match="there is no recipe 'other'"):
        find_recipe("other")
    path = tmp_path / "data.gz"
    with pytest.raises(ModelError, match="is missing"):
        check_file(path, "0")
    path.write_bytes(b"x")
    with pytest.raises(ModelError, match="is not the recipe's file"):
        check_file(path, "0")


def test_a_student_begins_with_some_of_its_teachers_layers() -> None:
    state = {f"encoder.encoder.layer.{n}.output.dense.bias": n for n in range(6)} | {"heads.names.bias": 9}
    kept = {f"encoder.encoder.layer.{n}.output.dense.bias": old for n, old in enumerate((0, 2, 5))}
    assert of_layers(state, [0, 2, 5]) == kept | {"heads.names.bias": 9}
