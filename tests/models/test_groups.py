from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tapecheck.models.groups import group_sentences
from tapecheck.schema import Sentence


def test_sentences_are_grouped_up_to_the_limit() -> None:
    sentences = [Sentence(start=a, end=a + 9) for a in range(0, 50, 10)]
    assert list(group_sentences(sentences, 30)) == [(0, 29), (30, 49)]


def test_a_long_sentence_is_cut_with_an_overlap() -> None:
    assert list(group_sentences([Sentence(start=5, end=25)], 10)) == [(5, 15), (13, 23), (21, 25)]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(5, 30))
def test_everything_is_covered_and_nothing_too_long(lengths: list[int], longest: int) -> None:
    edges = [0]
    for length in lengths:
        edges.append(edges[-1] + length)
    groups = list(group_sentences([Sentence(start=a, end=b) for a, b in pairwise(edges)], longest))
    assert all(b - a <= longest for a, b in groups)
    assert {i for a, b in groups for i in range(a, b)} == set(range(edges[-1]))
