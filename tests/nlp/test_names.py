"""Names: what is none, what a model adds, what always holds; market sentences are in `tests/cases/names`."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.common import score
from bench.names import make_predict
from tapecheck.models.base import NameModel, NameSpan
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Label, Sentence


def names(text: str, model: NameModel | None = None) -> list[tuple[str, str, str | None, str]]:
    found = find_entities(text, find_sentences(text), load_catalogue(), model)
    return [(e.text, e.label.value, e.symbol, e.name) for e in found]


@pytest.mark.parametrize(
    "text",
    [
        "Investors should keep costs low.",
        "The target was missed, and the gap widened.",
        "She won a gold medal.",
        "The two-year plan costs 90 cents on the dollar.",
        "A 10-year high was near.",
        "It cost a million-dollar fortune.",
        "Match your risk to your goals.",
        "Shell-shocked traders fled.",
        "In May, the CEO spoke about AI and GDP.",
        "",
        "\n\n",
    ],
)
def test_no_names(text: str) -> None:
    assert names(text) == []


def test_the_name_is_the_fullest_form_of_the_article() -> None:
    text = (
        "Marsh sees risks\n\n“Wait,” said Ellen Marsh of Kestrel & Dunn Securities. Kestrel & Dunn manages $2 billion."
    )
    assert [(t, n) for t, _, _, n in names(text)] == [
        ("Marsh", "Ellen Marsh"),
        ("Ellen Marsh", "Ellen Marsh"),
        ("Kestrel & Dunn Securities", "Kestrel & Dunn Securities"),
        ("Kestrel & Dunn", "Kestrel & Dunn Securities"),
    ]


def test_users_instruments_come_first(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "symbol,name,label,kind,currency,aliases\nQRL.L,Quorl Energy,ORG,stock,GBP,Quorl\n", encoding="utf-8"
    )
    text = "Quorl rose 3%. Quorl Energy plc declined to comment."
    found = find_entities(text, find_sentences(text), load_catalogue([path]))
    assert [(e.text, e.name, e.symbol) for e in found] == [
        ("Quorl", "Quorl Energy", "QRL.L"),
        ("Quorl Energy plc", "Quorl Energy", "QRL.L"),
    ]


# --- with a model ----------------------------------------------------------------------------------------------------


class Seer:
    """A model that sees what it is told to."""

    name = "seer"
    version = "1"

    def __init__(self, *spans: tuple[str, Label, float]) -> None:
        self.spans = spans

    def names(self, text: str, sentences: list[Sentence]) -> list[NameSpan]:
        return [
            NameSpan(text.index(words), text.index(words) + len(words), label, score)
            for words, label, score in self.spans
        ]


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("Plover rallied.", ("Plover", Label.ORG, 0.9), [("Plover", "ORG")]),  # the model adds
        ("Plover rallied.", ("Plover", Label.ORG, 0.3), []),  # too unsure
        ("We met Wexley Dane.", ("Wexley Dane", Label.PERSON, 0.9), [("Wexley Dane", "PERSON")]),  # decides a guess
        ("Apple rose.", ("Apple", Label.PERSON, 0.9), [("Apple", "ORG")]),  # the catalogue stands
        ("The bourse rose.", ("bourse", Label.INDEX, 0.9), []),  # no name
        ("Plover Xtra rose.", ("Plover Xtra", Label.INDEX, 0.9), [("Plover Xtra", "INDEX")]),  # an index of no table
        ("Plover Xtra rose.", ("Plover Xtra", Label.FUND, 0.7), [("Plover Xtra", "ORG")]),  # too unsure for a fund
        ("The FTSE 100 rose.", ("FTSE 100", Label.FUND, 0.9), [("FTSE 100", "INDEX")]),  # the catalogue stands
        ("Apple (NASDAQ: AAPL) rose.", ("AAPL", Label.ORG, 0.9), [("Apple", "ORG")]),  # a ticker is no name
        ("He runs the CEO forum.", ("CEO", Label.ORG, 0.9), []),  # no name
    ],
)
def test_model_and_rules(text: str, seen: tuple[str, Label, float], expected: list[tuple[str, str]]) -> None:
    assert [(t, label) for t, label, _, _ in names(text, Seer(seen))] == expected


# --- what always holds -----------------------------------------------------------------------------------------------


@given(st.text(max_size=300))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    sentences = find_sentences(text)
    entities = find_entities(text, sentences, load_catalogue())
    mentions = find_mentions(text, sentences, entities, load_catalogue())
    assert all(text[f.start : f.end] == f.text for f in [*entities, *mentions])
    assert all(a.end <= b.start for a, b in itertools.pairwise(entities))


WORDS = [
    *[
        "Apple",
        "Dow",
        "the",
        "10-year",
        "yield",
        "Corp.",
        "(NYSE: F)",
        "Ford",
        "$AAPL",
        "of",
        "&",
        "Jane",
        "Roe",
        "said",
    ],
    *["fell", "3%", "“", ".", "\n\n", "S&P 500", "it", "its", "index", "U.S.", "O'Hare", "van der", "US$", "-"],
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_row_of_market_words_gives_spans_of_itself(text: str) -> None:
    sentences = find_sentences(text)
    entities = find_entities(text, sentences, load_catalogue())
    mentions = find_mentions(text, sentences, entities, load_catalogue())
    assert all(text[f.start : f.end] == f.text and f.name for f in [*entities, *mentions])
    assert all(a.end <= b.start for a, b in itertools.pairwise(entities))


@pytest.mark.shared
@pytest.mark.parametrize("gold", ["articles", "claims"])
def test_floors_on_the_gold(shared: Path, gold: str) -> None:
    predict = make_predict(load_catalogue(), None)
    lines = (shared / "gold" / f"{gold}.jsonl").read_text(encoding="utf-8").splitlines()
    result = score("entities", [predict(json.loads(line)) for line in lines], gold)
    assert result.f1 >= 0.92
    assert min(result.attributes[key] for key in ("span", "symbol", "name")) >= 0.95
