import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from tapecheck.models.tags import OUTSIDE, TAGS, begin, best_path, runs
from tapecheck.schema import Label

ORG, PERSON = begin(Label.ORG), begin(Label.PERSON)


def scores(rows: list[dict[int, float]]) -> np.ndarray:
    table = np.full((len(rows), len(TAGS)), -9.0, dtype=np.float32)
    for i, row in enumerate(rows):
        for tag, score in row.items():
            table[i, tag] = score
    return table


def test_an_inside_tag_alone_becomes_a_begin_or_nothing() -> None:
    assert best_path(scores([{OUTSIDE: -1.0, ORG: -2.0, ORG + 1: -0.1}])) == [OUTSIDE]


def test_the_likeliest_row_that_is_well_formed_wins_over_the_likeliest_words() -> None:
    table = scores([{PERSON: -0.6, ORG: -0.8}, {ORG + 1: -0.1, PERSON + 1: -3.0}])
    assert best_path(table) == [ORG, ORG + 1]


def test_no_words_have_no_tags() -> None:
    assert best_path(scores([])) == []


@given(
    st_numpy.arrays(np.float32, st.tuples(st.integers(1, 9), st.just(len(TAGS))), elements=st.floats(-20, 0, width=32))
)
def test_every_row_is_well_formed(table: np.ndarray) -> None:
    tags = best_path(table)
    assert len(tags) == len(table)
    for before, tag in zip([OUTSIDE, *tags], tags, strict=False):
        if tag != OUTSIDE and tag % 2 == 0:
            assert before in (tag - 1, tag)


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ([], []),
        ([OUTSIDE, ORG, ORG + 1, OUTSIDE], [(1, 3, Label.ORG)]),
        ([ORG, ORG, PERSON, PERSON + 1], [(0, 1, Label.ORG), (1, 2, Label.ORG), (2, 4, Label.PERSON)]),
    ],
)
def test_runs(tags: list[int], names: list[tuple[int, int, Label]]) -> None:
    assert list(runs(tags)) == names
