from __future__ import annotations

import pytest

from tapecheck.errors import UsageError
from tapecheck.web.desk import MAX_CHARACTERS, Draft
from tapecheck.web.pages import search_of, side_by_side


def test_what_makes_no_sense_narrows_nothing() -> None:
    asked = search_of({"since": "yesterday", "min": "x", "sort": "1;drop", "verdict": "supported", "other": "1"})
    assert (asked.since, asked.min, asked.sort, asked.verdict) == (None, None, None, "supported")


def test_two_texts_side_by_side() -> None:
    old, new = "a\n\nb\nc", "a\n\nB\nc\nd"
    assert side_by_side(old, new) == [("same", "a", "a"), ("changed", "b", "B"), ("same", "c", "c"), ("added", "", "d")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "send an object"),
        ({}, "nothing to check"),
        ({"text": " "}, "nothing to check"),
        ({"text": "x", "url": "https://example.org"}, "not both"),
        ({"text": 5}, "text: should be a text"),
        ({"text": "x" * (MAX_CHARACTERS + 1)}, "check it in parts"),
        ({"text": "x", "published": "yesterday"}, "ISO 8601"),
        ({"text": "x", "as_of": "x"}, "ISO 8601"),
        ({"url": "file:///etc/passwd"}, "only addresses that begin with http"),
    ],
)
def test_what_is_no_draft(data: object, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Draft.read(data)
