"""Every row of cues reads each of its `yes` sentences, at the figure in brackets, and none of its `no` sentences."""

from __future__ import annotations

import re

import pytest

from tapecheck.nlp.claims.modality import find_modality, without_may
from tapecheck.nlp.claims.wording.own import OWN, PACKAGE
from tapecheck.nlp.words.rows import Row, find_hits, load_rows, small, speaks_of, view_of
from tapecheck.reference.instruments import load_catalogue
from tests.nlp.claims.conftest import annotate

ROWS = load_rows(PACKAGE)
EXAMPLES = [(row, text) for row in ROWS for text in (*row.yes, *row.no)]
FIELDS = {
    "when",
    "session",
    "moment",
    "base",
    "thing",
    "total_return",
    "general",
    "cue",
    "measure",
    "time",
    "economy",
    "modality",
    "streak",
    "tally",
    "mark",
    "void",
}


def reads(row: Row, marked: str) -> bool:
    """Whether a row speaks of the figure in brackets."""
    figure = re.search(r"\[(.+?)\]", marked)
    assert figure is not None
    text = marked.replace("[", "").replace("]", "")
    start, end = figure.start(), figure.end() - 2
    if row.reach == OWN:  # the claim's words stand in brackets
        return row.words.search(figure[1].lower()) is not None
    if row.fact in ("streak", "tally"):
        return row.words.search(small(text)) is not None
    if row.fact == "void":  # the mark stands in brackets
        return row.words.search(small(text[end:] if row.side == "after" else text[:start])) is not None
    if row.fact == "modality":
        decides = find_modality(text, 0, start, level=True)
        sounds = row.value == "asserted" and row.words.search(without_may(text[:start])) is not None
        return decides is row or (sounds and decides is None)
    found = annotate(text)
    view = view_of(text, 0, len(text), found.quantities, [e for e in found.entities if e.symbol])
    return any(speaks_of(hit, view, start, end) for hit in find_hits((row,), view))


def test_rows_have_names_of_their_own_and_examples() -> None:
    load_catalogue()
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert {row.fact for row in ROWS} <= FIELDS
    assert all(row.yes and row.no for row in ROWS)


@pytest.mark.parametrize(("row", "text"), EXAMPLES, ids=[f"{row.name}-{n}" for n, (row, _) in enumerate(EXAMPLES)])
def test_a_row_reads_its_examples(row: Row, text: str) -> None:
    assert reads(row, text) is (text in row.yes)
