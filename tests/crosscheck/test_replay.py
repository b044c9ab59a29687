"""A verdict computed again, and told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapecheck.crosscheck import check_claim, replay
from tapecheck.report.explained import explain
from tests.crosscheck.fakes import MemoryMarket, claim, daily, document_of


def market(*closes: float, snapshot: str | None = "s1") -> MemoryMarket:
    made = MemoryMarket(snapshot=snapshot)
    return made.series("^X", daily("2023-01-03", closes))


MADE = claim(symbol="^X", text="rose 4.0%", day="2023-01-04", low="4.0", direction="up")


def test_nothing_has_changed():
    check = check_claim(MADE, market(100, 104))
    again = replay(check, document_of(MADE), market(100, 104))
    assert (again.holds, again.data_changed, again.rule_changed) == (True, False, False)
    assert again.again is not None
    assert str(again) == (
        "The verdict holds; the rule is the same (percent-change.v1); the data are the same; "
        "the stored snapshot gives the same."
    )


def test_later_rows_are_not_the_checks_rows():
    check = check_claim(MADE, market(100, 104))
    assert replay(check, document_of(MADE), market(100, 104, 120)).data_changed is False


def test_the_data_have_changed():
    check = check_claim(MADE, market(100, 104))
    again = replay(check, document_of(MADE), market(100, 107, snapshot="s2"))
    assert (again.holds, again.data_changed, again.again) == (False, True, None)
    assert str(again).startswith("The verdict was supported and is contradicted now;")
    assert "the data have changed: ^X (fetched now from memory" in str(again)


@pytest.mark.parametrize(
    ("rule", "note"),
    [
        ("percent-change.v0", "the rule percent-change.v0 is gone; percent-change.v1 answers now"),
        ("close.v1", "another rule answers: percent-change.v1 instead of close.v1"),
    ],
)
def test_the_rule_has_changed(rule, note):
    check = replace(check_claim(MADE, market(100, 104)), rule=rule)
    again = replay(check, document_of(MADE), market(100, 104))
    assert again.rule_changed
    assert note in again.notes


def test_a_check_without_rows():
    made = replace(MADE, symbol="^NONE")
    check = check_claim(made, market(100, 104))
    again = replay(check, document_of(made), market(100, 104))
    assert (again.data_changed, again.again, again.holds) == (None, None, True)
    assert "no rows to compare" in again.notes


def test_the_story_in_words():
    told = explain(
        check_claim(replace(MADE, subject="the X", low=MADE.low + 2, high=MADE.high + 2), market(90, 100, 104)), MADE
    )
    said, read, *_ = told.splitlines()
    assert said == "The text says: “rose 4.0%”."
    assert read.startswith(
        "Read as percent change of an unnamed subject (^X), 4.0 percent, a rise or gain, on 2023-01-04"
    )
    assert "Computed: 100.00 / 90.00 - 1 = 11.11%." in told
    assert "The text plausibly means 5.95 to 6.05 (percent)." in told
    assert "Verdict: contradicted." in told
    assert told.splitlines()[-1].startswith("Rule: percent-change.v1, certainty 0.")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"hedge": "more_than"}, "at least 4.0"),
        ({"hedge": "less_than"}, "0.0 to 4.0"),
        ({"attributed_to": "Jane Roe"}, "said by Jane Roe"),
    ],
)
def test_hedges_and_sources_in_words(fields, words):
    made = claim(symbol="^X", text="rose", day="2023-01-04", low="4.0", direction="up", **fields)
    assert words in explain(check_claim(made, market(100, 104)), made)


def test_a_superlative_in_words():
    made = claim("highest_since", symbol="^X", text="highest ever", day="2023-01-04", record=True)
    told = explain(check_claim(made, market(100, 104)), made)
    assert ", ever, on 2023-01-04" in told
    assert "not checkable - consistent with the series" in told
