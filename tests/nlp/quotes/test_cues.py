"""Forms of verbs of reporting, and their lexicon."""

from __future__ import annotations

import pytest

from tapecheck.nlp.quotes.cues import Form, Kind, cues, forms_of


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("warn", ["warn", "warns", "warned", "warning"]),
        ("declare", ["declare", "declares", "declared", "declaring"]),
        ("reply", ["reply", "replies", "replied", "replying"]),
        ("stress", ["stress", "stresses", "stressed", "stressing"]),
        ("say", ["say", "says", "said", "saying"]),
    ],
)
def test_inflects(verb: str, forms: list[str]) -> None:
    assert sorted(forms_of(verb, {"say": ["says", "said", "said", "saying"]})) == sorted(forms)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("said", Kind.REPORT),
        ("believes", Kind.BELIEF),
        ("expects", Kind.FORECAST),
        ("urged", Kind.DEMAND),
        ("criticized", Kind.VIEW),
    ],
)
def test_kinds_are_apart(word: str, kind: Kind) -> None:
    assert cues()[word][0].kind is kind


def test_phrases_come_before_their_first_word() -> None:
    assert cues()["pointed"][0].verb == "point out"


def test_a_past_that_is_its_own_base_has_all_forms() -> None:
    assert {Form.BASE, Form.PAST} <= cues()["forecast"][0].forms
