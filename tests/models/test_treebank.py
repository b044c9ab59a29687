"""Treebanks as running text: contractions, paragraphs, ends, and what a word of ours is told by a word of theirs."""

import gzip
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tapecheck.models.recipes.augment import recase, swap_names
from tapecheck.models.recipes.data import Example, known_ends, known_parts, read_source, running
from tapecheck.models.recipes.measure import measure_ends
from tapecheck.models.recipes.treebank import TreeSentence, join, paragraphs, read_treebank, stretches
from tapecheck.models.tags import UPOS
from tapecheck.models.words import split_words
from tapecheck.schema import Label

CONLLU = """
# newdoc id = GUM_news_one
# newpar
1|He|PRON|_
2-3|can't|_|_
2|ca|AUX|_
3|n't|PART|_
4|sell|VERB|SpaceAfter=No
5|.|PUNCT|_

1|It|PRON|_
2|rose|VERB|_
3|3.5|NUM|SpaceAfter=No
4|%|SYM|SpaceAfter=No
5|.|PUNCT|_

# newpar
1-2|du|_|SpaceAfter=No
1|de|ADP|_
2|le|DET|_
3|?|PUNCT|_

# newdoc id = GUM_vlog_two
1|Hi|INTJ|_
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [line.split("|") for line in CONLLU.strip("\n").splitlines()]
    lines = ["\t".join([r[0], r[1], "_", r[2], *"_____", r[3]]) if len(r) == 4 else r[0] for r in rows]
    made = tmp_path / "gum-train.conllu.gz"
    made.write_bytes(gzip.compress("\n".join([*lines, ""]).encode()))
    return made


@pytest.fixture
def sentences(path: Path) -> list[TreeSentence]:
    return list(read_treebank(path))


def test_sentences_stand_as_they_were_written(sentences: list[TreeSentence]) -> None:
    assert [(s.text, s.begins, s.document) for s in sentences] == [
        ("He can't sell.", True, "GUM_news_one"),
        ("It rose 3.5%.", False, "GUM_news_one"),
        ("du?", True, "GUM_news_one"),
        ("Hi", True, "GUM_vlog_two"),
    ]


def test_genres_choose_documents(path: Path) -> None:
    assert [s.text for s in read_treebank(path, frozenset({"vlog"}))] == ["Hi"]


def test_a_word_has_the_part_of_speech_that_covers_its_first_character(sentences: list[TreeSentence]) -> None:
    example = running(sentences[:2], "x")
    words = split_words(example.text)
    tags = [UPOS[tag] for tag in known_parts(example, words)]
    assert [example.text[a:b] for a, b in words[:6]] == ["He", "can", "'", "t", "sell", "."]
    assert tags == ["PRON", "AUX", "PART", "PART", "VERB", "PUNCT", "PRON", "VERB", "NUM", "SYM", "PUNCT"]


def test_one_word_written_for_two_has_the_first_ones_part_of_speech(sentences: list[TreeSentence]) -> None:
    example = running(sentences[2:3], "x")
    assert [UPOS[tag] for tag in known_parts(example, split_words(example.text))] == ["ADP", "PUNCT"]


def test_ends_are_last_words_with_and_without_their_marks(sentences: list[TreeSentence]) -> None:
    text, _, ends = join(sentences[:3])
    assert text == "He can't sell. It rose 3.5%.\n\ndu?"
    assert [text[:e].split()[-1] for e in ends] == ["sell.", "3.5%.", "du?"]
    text, parts, ends = join(sentences[:3], bare=True)
    assert text == "He can't sell It rose 3.5%\n\ndu"
    assert [text[:e].split()[-1] for e in ends] == ["sell", "3.5%", "du"]
    assert all(b <= len(text) for _, b, _ in parts)
    example = running(sentences[:3], "x", bare=True)
    words = split_words(text)
    assert [text[a:b] for (a, b), last in zip(words, known_ends(example, words), strict=True) if last] == [
        "sell",
        "%",
        "du",
    ]


def test_a_sentence_of_marks_alone_keeps_them() -> None:
    assert join([TreeSentence("...", [], "d", True, True)], bare=True)[0] == "..."


def test_paragraphs_and_stretches_stay_within_a_document(sentences: list[TreeSentence]) -> None:
    assert [len(p) for p in paragraphs(iter(sentences))] == [2, 1, 1]
    for seed in range(5):
        groups = list(stretches(iter(sentences), Random(seed)))
        assert [s for g in groups for s in g] == sentences
        assert all(len({s.document for s in g}) == 1 for g in groups)


def test_running_text_teaches_no_names_and_names_no_ends(path: Path) -> None:
    example = read_source("text:gum-train.conllu.gz", path.parent)[0]
    assert example.open == [(0, len(example.text))]
    assert example.ends
    named = read_source("gum-train.conllu.gz", path.parent)[0]
    assert named.parts
    assert set(known_ends(named, split_words(named.text))) == {-1}


def test_what_is_known_moves_with_the_text() -> None:
    pytest.importorskip("pytickersymbols")
    verb = UPOS.index("VERB")
    org = frozenset({Label.ORG})
    example = Example("Acme Corp. rose", [(0, 10, org)], [], "x", [(0, 4, 0), (11, 15, verb)], [15])
    for seed in range(10):
        moved = swap_names(example, Random(seed))
        assert [(moved.text[a:b], tag) for a, b, tag in moved.parts] == [("rose", verb)]
        assert moved.ends == [len(moved.text)]
    assert recase(example, "upper") == replace(example, text="ACME CORP. ROSE")


def test_the_given_end_of_a_paragraph_is_not_counted(path: Path) -> None:
    tally = measure_ends(lambda text: [text.find(".") + 1 or len(text), len(text)], path)
    assert tally.scores() == (1.0, 1.0, 1.0)
    assert tally.expected.total() == 1
    assert measure_ends(lambda text: [len(text)], path).scores() == (0.0, 0.0, 0.0)
