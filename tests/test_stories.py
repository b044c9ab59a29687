"""What drifts between copies of one story."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tapecheck.schema import ArticleInfo, Claim, Document, Quote, QuoteType, Versions
from tapecheck.stories import compare
from tests.crosscheck.fakes import claim

VERSIONS = Versions(tapecheck="0", model="0", rules="0")


def document(name: str, text: str, claims=(), quotes=(), published: str | None = None) -> Document:
    return Document(
        id=name, published=published, text=text, title_end=0, article=ArticleInfo(), versions=VERSIONS,
        claims=tuple(claims), quotes=tuple(quotes),
    )  # fmt: skip


def at(text: str, words: str, **fields) -> Claim:
    made = claim(fields.pop("metric", "fund_flow"), text=words, **fields)
    start = text.index(words)
    return replace(made, start=start, end=start + len(words))


ONE = "Investors withdrew $1.5 billion from the funds last week, the most in nearly three months."
TWO = "As shares fell, investors pulled out $1.5 billion from the funds last week, a three-month high."


def drifts(one: Document, two: Document) -> list[tuple[str, str]]:
    return [(each.kind, each.note) for each in compare([one, two])]


@pytest.mark.parametrize(
    ("fields", "kind", "note"),
    [
        ({}, None, None),
        ({"low": "2.5"}, "figure", "exactly 1.5 USD became exactly 2.5 USD"),
        ({"hedge": "approx"}, "hedge", "exactly became approx"),
        ({"direction": "up"}, "direction", "down became up"),
        ({"unit": "EUR"}, "unit", "USD became EUR"),
        (
            {"period": ("2023-01-01", "2023-09-01")},
            "period",
            "2023-09-04 to 2023-09-11 became 2023-01-01 to 2023-09-01",
        ),
        ({"attributed_to": "Jane Roe"}, "source", "Jane Roe is named as the source, whom the first text does not name"),
        ({"symbol": "IWM"}, "instrument", "SPY became IWM"),
    ],
)
def test_claims(fields, kind, note):
    flow = {"low": "1.5", "unit": "USD", "direction": "down", "period": ("2023-09-04", "2023-09-11"), "symbol": "SPY"}
    one = document("a", ONE, [at(ONE, "withdrew $1.5 billion from the funds last week", **flow)])
    two = document("b", TWO, [at(TWO, "pulled out $1.5 billion from the funds last week", **{**flow, **fields})])
    assert drifts(one, two) == ([] if kind is None else [(kind, note)])


def test_a_superlative_that_became_another():
    one = document("a", ONE, [at(ONE, "the most in nearly three months", metric="largest_move_since", since="2023-06")])
    two = document("b", TWO, [at(TWO, "a three-month high", metric="highest_since", since="2023-06")])
    assert drifts(one, two) == [("superlative", "largest move since became highest since")]


def test_bounds():
    text = "The Dow closed at its highest since May 2002."
    one = at(text, "its highest since May 2002", metric="highest_since", symbol="^DJI", since="2002-05")
    assert drifts(document("a", text, [one]), document("b", text, [replace(one, since="2001-05")])) == [
        ("bound", "since 2002-05 became since 2001-05")
    ]
    assert drifts(document("a", text, [one]), document("b", text, [replace(one, since=None, record=True)])) == [
        ("bound", "since 2002-05 became ever")
    ]


def test_who_printed_first():
    one = document("a", ONE, [at(ONE, "withdrew $1.5 billion", low="1.5", unit="USD")], published="2023-09-12")
    two = document("b", ONE, [at(ONE, "withdrew $1.5 billion", low="1.7", unit="USD")], published="2023-09-11")
    (found,) = compare([one, two])
    assert (found.first.document, found.then.document) == ("b", "a")
    assert found.first.text == "withdrew $1.5 billion"
    assert compare([one]) == []


def test_what_has_nothing_in_common_is_not_compared():
    other = "Gold rose 3%."
    one = document("a", ONE, [at(ONE, "withdrew $1.5 billion", low="1.5", unit="USD")])
    two = document("b", other, [at(other, "rose 3%", low="3", metric="percent_change", symbol="GC=F")])
    assert compare([one, two]) == []


SAID = "So much of this year's performance has been about AI enthusiasm, which benefitted the largest tech stocks"
RETOLD = (
    "A lot of this year’s performance has to do with enthusiasm for AI, which benefited the largest technology stocks"
)


def quote(text: str, **fields) -> Quote:
    values = {"type": QuoteType.DIRECT, "speaker": "Jane Roe", "affiliation": "Acme Brokers", **fields}
    return Quote(start=0, end=len(text), text=text, **values)


@pytest.mark.parametrize(
    ("text", "fields", "kinds"),
    [
        (SAID, {}, []),
        (SAID.replace("'", "’"), {}, []),  # an apostrophe is no change
        (RETOLD, {}, ["quote_words"]),
        (SAID, {"speaker": "John Doe"}, ["speaker"]),
        (SAID, {"speaker": None}, ["speaker"]),
        (SAID, {"affiliation": "Beta Bank"}, ["affiliation"]),
        (RETOLD, {"type": QuoteType.INDIRECT}, ["quote_type"]),
    ],
)
def test_quotes(text, fields, kinds):
    one, two = document("a", SAID, quotes=[quote(SAID)]), document("b", text, quotes=[quote(text, **fields)])
    assert [kind for kind, _ in drifts(one, two)] == kinds


def test_changed_words_are_shown():
    one, two = document("a", SAID, quotes=[quote(SAID)]), document("b", RETOLD, quotes=[quote(RETOLD)])
    ((_, note),) = drifts(one, two)
    assert note.startswith("words changed inside the quote marks: “so much” became “a lot”")
    assert claim(low="1.5").low == Decimal("1.5")


@pytest.mark.shared
def test_the_copies_of_the_first_article(shared):
    """A direct quote was reworded inside its quote marks on the way."""
    original = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    copy = (shared / "seed" / "copies" / "a.txt").read_text(encoding="utf-8")
    said, retold = original.split("“")[1].split("”")[0], copy.split("“")[1].split("”")[0]
    one = document("original", original, quotes=[quote(said, speaker="Steve Sosnick")], published="2023-09-11")
    two = document("a", copy, quotes=[quote(retold, speaker="Steve Sosnick")], published="2023-09-12")
    assert [each.kind for each in compare([one, two])] == ["quote_words"]
