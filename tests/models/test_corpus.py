from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.models.corpus import CorpusError, Marked, read_corpus, read_line, render_line
from tapecheck.schema import Label


def test_marks_become_spans() -> None:
    marked = read_line("[Nvidia Corp.|ORG] rose, said [Jane Doe|PERSON] [[sic]].")
    assert marked.text == "Nvidia Corp. rose, said Jane Doe [sic]."
    assert [(marked.text[a:b], label) for a, b, label in marked.names] == [
        ("Nvidia Corp.", Label.ORG),
        ("Jane Doe", Label.PERSON),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[Nvidia|COMPANY] rose", "'COMPANY' is no label"),
        ("[Nvidia rose", "a bracket at column 1"),
        ("Nvidia] rose", "a bracket at column 7"),
        ("[ Nvidia|ORG] rose", "blanks at its ends"),
        ("[|ORG] rose", "is empty"),
        ("[the Fed|ORG] met", "begins with an article or title"),
        ("Mr. X and [Mr. Powell|PERSON] met", "begins with an article or title"),
        ("[Nvidia's|ORG] shares", "ends with a possessive"),
    ],
)
def test_a_mark_that_is_off_says_where_and_why(line: str, why: str) -> None:
    with pytest.raises(CorpusError, match=f"^topic:7: .*{why}"):
        read_line(line, "topic", 7)


def test_names_that_end_in_s_by_right_may() -> None:
    assert [label for _, _, label in read_line("[Moody's|ORG] cut [McDonald’s|ORG]").names] == [Label.ORG] * 2


@given(
    st.lists(st.tuples(st.text("ab[]| ", max_size=5), st.text("xy", min_size=1, max_size=3), st.sampled_from(Label)))
)
def test_a_rendered_line_reads_as_the_same(pieces: list[tuple[str, str, Label]]) -> None:
    text, names = "", []
    for gap, name, label in pieces:
        text += gap
        names.append((len(text), len(text) + len(name), label))
        text += name
    marked = Marked(text, tuple(names))
    assert read_line(render_line(marked)) == marked


def test_files_and_lines_are_told(tmp_path: Path) -> None:
    path = tmp_path / "oil.txt"
    path.write_text("# A comment\n\n[Brent|COMMODITY] fell.\n", encoding="utf-8")
    (marked,) = read_corpus([path])
    assert (marked.file, marked.line, marked.text) == ("oil", 3, "Brent fell.")


def test_the_shipped_sentences_are_many_varied_and_without_doubles() -> None:
    corpus = read_corpus()
    texts = Counter(m.text for m in corpus)
    labels = Counter(label for m in corpus for _, _, label in m.names)
    assert len(corpus) >= 1500
    assert max(texts.values()) == 1
    assert set(labels) == set(Label)
    assert min(labels.values()) >= 40
    assert len({m.file for m in corpus}) >= 15
    assert sum(not m.names for m in corpus) >= 100  # examples of what is no name
