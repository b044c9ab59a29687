"""What every claim carries: place, stable id, source, whether it can be checked and why not, how firm its day is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.nlp.claims import find_claims
from tapecheck.reference.instruments import load_catalogue
from tests.nlp.claims.conftest import PUBLISHED, annotate

STORY = (
    "The Dow fell 2% on Friday. The S&P 500 lost 1.5%, according to Refinitiv. "
    "“The Nasdaq Composite could drop 10%,” said Ann Lee of Delta Bank."
)


def claims(text, published=PUBLISHED, revision="r1"):
    return find_claims(annotate(text, published), load_catalogue(), revision)


def test_ids_are_stable_and_hang_on_the_revision():
    first, again, other = claims(STORY), claims(STORY), claims(STORY, revision="r2")
    assert [c.id for c in first] == [c.id for c in again]
    assert not {c.id for c in first} & {c.id for c in other}
    assert len({c.id for c in first}) == len(first) == 3


def test_sources():
    dow, spx, nasdaq = claims(STORY)
    assert (dow.attributed_to, dow.in_quote) == (None, False)
    assert spx.attributed_to == "Refinitiv"
    assert (nasdaq.attributed_to, nasdaq.in_quote, nasdaq.modality) == ("Ann Lee", True, "forecast")


@pytest.mark.parametrize(
    ("text", "speaker", "upstream"),
    [
        ("Investors pulled $4 billion from bond funds in April, according to Lipper.", "Lipper", ()),
        (
            "Investors yanked $4 billion from bond funds in April, Bank of America said, citing EPFR Global.",
            "Bank of America",
            ("EPFR Global",),
        ),
        ("Data from EPFR Global show investors pulled $4 billion from bond funds.", "EPFR Global", ()),
        ("Investors pulled $4 billion from bond funds.", None, ()),
    ],
)
def test_who_says_so(text, speaker, upstream):
    claim = claims(text)[-1]
    assert (claim.attributed_to, claim.upstream) == (speaker, upstream)


def test_a_claim_stands_where_its_words_stand():
    for claim in claims(STORY):
        assert STORY[claim.start : claim.end] == claim.text
        assert claim.start <= claim.quantity.start < claim.quantity.end <= len(STORY)


def test_plausible_comes_from_the_figure_and_its_hedge():
    about, over = claims("The Dow rose about 20%. The S&P 500 rose more than 5%.")
    assert tuple(map(float, about.plausible)) == (19, 21)
    assert (float(over.plausible[0]), over.plausible[1]) == (5, None)


@pytest.mark.parametrize(
    ("text", "published", "day", "stated", "readings"),
    [
        ("The Dow fell 2%.", PUBLISHED, "2024-05-17", False, []),
        ("The Dow fell 2% on Thursday.", PUBLISHED, "2024-05-16", True, []),
        ("The Dow closed down 2%.", PUBLISHED, "2024-05-17", True, []),
        # published while New York trades: the last close, and the session under way as another reading
        ("The Dow fell 2%.", "2024-05-17T11:00:00-04:00", "2024-05-16", False, ["2024-05-17"]),
        # a day that the article names holds for its other sentences
        ("Stocks fell on Friday. The Dow fell 2%.", "2024-05-17T11:00:00-04:00", "2024-05-17", False, []),
        # a bare date leaves two closes; "closed" takes the later
        ("The Dow fell 2%.", "2024-05-17", "2024-05-16", False, ["2024-05-17"]),
        ("The Dow closed down 2%.", "2024-05-17", "2024-05-17", True, ["2024-05-16"]),
        ("The Dow fell 2%.", "2024-05-19", "2024-05-17", False, []),
    ],
)
def test_the_day(text, published, day, stated, readings):
    (claim,) = claims(text, published)
    assert (str(claim.period_from), claim.day_stated) == (day, stated)
    assert [str(reading.from_) for reading in claim.readings] == readings


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Short sellers lost $2.3 billion on Nvidia.", "supply its series or its report"),
        ("Tesla's market value slipped below $500 billion.", "dated shares outstanding"),
        ("Apple reported revenue of $90 billion.", "supply the filing or the release"),
        ("The Dow could fall 5%.", "forecast"),
        ("The Dow did not fall 5%.", "denied"),
        ("Asian shares fell 5%.", "no instrument"),
        ("The Dow closed at 39,000 in March.", "supply the day"),
    ],
)
def test_why_a_claim_cannot_be_checked(text, why):
    found = claims(text)
    assert found
    for claim in found:
        assert not claim.checkable
        assert why in claim.reason


def test_without_a_date_nothing_can_be_checked():
    notes = annotate("The Dow fell 2%.")
    undated = type(notes)(**{name: getattr(notes, name) for name in notes.__slots__} | {"published": None})
    (claim,) = find_claims(undated, load_catalogue(), "r")
    assert (claim.period_from, claim.checkable, claim.published) == (None, False, None)


def test_without_sentences_lines_are_sentences():
    notes = annotate("The Dow fell 2%.\nThe S&P 500 rose 1%.")
    bare = type(notes)(**{name: getattr(notes, name) for name in notes.__slots__} | {"sentences": ()})
    assert [c.symbol for c in find_claims(bare, load_catalogue(), "r")] == ["^DJI", "^GSPC"]


@given(
    st.lists(
        st.sampled_from([*STORY.split(), "(", ")", "—", ",", ";", "5%", "$3", "to", "since May", "record", "half of"]),
        max_size=30,
    )
)
def test_any_words_in_any_order(words):
    text = " ".join(words)
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.text
        assert claim.low is None or claim.low <= claim.high
