"""No regular expression of the package grows with the square: twice the text, at most two and a half times the work."""

from __future__ import annotations

import pytest

from tests.patterns import TWICE, Pattern, attacks, collect, growth

PARTS = (
    "evidence", "market", "models", "nlp.claims", "nlp.figures", "nlp.names", "nlp.periods", "nlp.quotes",
    "nlp.sentences", "nlp.words", "reference", "report", "scraper", "store",
)  # fmt: skip


@pytest.fixture(scope="module")
def patterns() -> list[Pattern]:
    return collect()


def part_of(pattern: Pattern) -> str:
    name = pattern.where.removeprefix("tapecheck.")
    return next((part for part in PARTS if name.startswith(part)), "the rest")


def test_the_patterns_of_code_and_of_tables_are_all_there(patterns: list[Pattern]) -> None:
    assert len(patterns) > 400
    assert {part_of(pattern) for pattern in patterns} >= {"market", "nlp.periods", "nlp.words", "scraper"}


@pytest.mark.parametrize("part", [*PARTS, "the rest"])
def test_growth(patterns: list[Pattern], part: str) -> None:
    ours = [pattern for pattern in patterns if part_of(pattern) == part]
    grown = ((pattern.where, pattern.text[:80], found) for pattern in ours if (found := growth(pattern)))
    assert next((each for each in grown if each[2][0] > TWICE), None) is None


@pytest.mark.parametrize("text", [r"(a+)+$", r"(a|aa)+$", r"\w+\s+\w+!", r"(?:x ?)*y", r".*?foo.*?bar"])
def test_what_is_known_to_grow_is_found(text: str) -> None:
    found = growth(Pattern(text, 0, "here"))
    assert found is not None
    assert found[0] > TWICE


@pytest.mark.parametrize("text", [r"\bfoo\b", r"[a-z]{1,20} bar", r"\d{1,3}(?:,\d{3}){1,5}"])
def test_what_is_linear_is_left_in_peace(text: str) -> None:
    found = growth(Pattern(text, 0, "here"))
    assert found is None or found[0] <= TWICE


def test_an_expression_for_whole_strings_is_tried_on_them(patterns: list[Pattern]) -> None:
    long_word = r"(?:[A-Z][\w.'’]*|of|[,.()–—-]{1,2}|\s)*"  # finds all of a word at once, and fails on it for ever
    slow, quick = (growth(Pattern(long_word, 0, "here", whole)) for whole in (True, False))
    assert slow is not None and slow[0] == float("inf")
    assert quick is None or quick[0] <= TWICE
    assert {part_of(pattern) for pattern in patterns if pattern.whole} >= {"market", "nlp.claims", "scraper"}


def test_attacks_are_made_of_the_patterns_own_parts() -> None:
    assert ("$ ", "1") in attacks(Pattern(r"\$ \d+ (?:million )+x", 0, "here"))
