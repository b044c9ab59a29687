"""The floors of the quotes on the development gold, with the gold's own names."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.common import load_gold, score
from bench.quotes import as_json, gold_names
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences


@pytest.mark.shared
def test_the_floors_hold(shared: Path) -> None:
    assert shared.is_dir()
    found = []
    for document in load_gold("articles"):
        text = document["text"]
        quotes = find_quotes(text, find_sentences(text), gold_names(document))
        assert all(text[q.start : q.end] == q.text for q in quotes)
        found.append({"id": document["id"], "quotes": [as_json(q) for q in quotes]})
    result = score("quotes", found)
    assert result.f1 >= 0.82
    assert all(result.attributes[name] >= 0.9 for name in ("type", "role", "affiliation", "upstream"))
