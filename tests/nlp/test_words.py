"""Words that several extractors need are written once: what a table refers to is there, and nothing goes both ways."""

from __future__ import annotations

import pytest

from tapecheck.nlp.words.tables import inflect, load_table, shared

VERBS = ("price", "made", "amount", "compared")


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("ease", ["ease", "eases", "eased", "easing"]),
        ("slip+", ["slip", "slips", "slipped", "slipping"]),
        ("crash", ["crash", "crashes", "crashed", "crashing"]),
        ("rise rises rose", ["rise", "rises", "rose"]),
    ],
)
def test_a_verb_has_its_forms(entry: str, forms: list[str]) -> None:
    assert inflect(entry) == forms


def test_a_verb_stands_once_and_goes_one_way() -> None:
    forms = [form for way in ("up", "down") for group in VERBS for form in shared(f"moves.{way}.{group}")]
    assert len(forms) == len(set(forms)) > 500
    assert not set(shared("moves.up.nouns")) & set(shared("moves.down.nouns"))


def test_lists_and_strings_take_in_what_they_refer_to() -> None:
    assert {"rose", "plunged", "hovered"} <= set(load_table("names")["words"]["moves"])
    assert {"monday", "sunday", "yesterday"} <= set(load_table("quotes")["words"]["days"])
    assert "rose, " in load_table("frames")["words"]["UPV"]
    assert not any("@" in str(load_table(name)) for name in ("figures", "names", "periods", "quotes", "sentences"))
