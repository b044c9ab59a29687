from __future__ import annotations

import sqlite3

import pytest

from tapecheck.errors import UsageError
from tapecheck.web.desk import MAX_CHARACTERS, Draft
from tapecheck.web.pages import search_of, side_by_side
from tapecheck.web.queries import match_of


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ("small caps", '"small" "caps"'),
        ('"Russell 2000" infla*', '"Russell 2000" "infla"*'),
        ("AND OR NOT NEAR(", '"AND" "OR" "NOT" "NEAR("'),
        ('a"b ^x -y (z', '"a b" "^x" "-y" "(z"'),
        ("* - ( \0", ""),
        ("", ""),
    ],
)
def test_words(words: str, match: str) -> None:
    assert match_of(words) == match
    if match:
        connection = sqlite3.connect(":memory:")
        connection.execute("create virtual table t using fts5(x)")
        connection.execute("select * from t where t match ?", (match,)).fetchall()
        connection.close()


def test_what_makes_no_sense_narrows_nothing() -> None:
    asked = search_of({"since": "yesterday", "min": "x", "before": "1;drop", "verdict": "supported", "other": "1"})
    where, values = asked.conditions()
    assert where == "where v.verdict = :verdict" and values == {"verdict": "supported"}


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
