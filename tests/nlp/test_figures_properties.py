"""What holds for every text: offsets select their text, nothing raises, printed figures read back as themselves."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.figures.currencies import currency_table
from tapecheck.nlp.figures.lexicon import lexicon
from tapecheck.schema import Quantity, QuantityKind

WORDS = sorted(
    {
        "fell",
        "rose",
        "to",
        "from",
        "between",
        "and",
        "or",
        "the",
        "a",
        "half",
        "of",
        "in",
        "points",
        "percent",
        "million",
    }
    | {"bn", "$", "€", "US$", "-", "–", "%", "+", "(", ")", ".", ",", "1", "2.5", "1,000", "10", "20", "S&P 500", "Dow"}
    | {
        "doubled",
        "third",
        "one",
        "twenty",
        "hundred",
        "per",
        "share",
        "dollars",
        "cents",
        "times",
        "±",
        "/",
        "½",
        "\n\n",
    }
    | {
        "more",
        "than",
        "as",
        "much",
        "at",
        "least",
        "year",
        "straight",
        "days",
        "yen",
        "won",
        "plus",
        "minus",
        "lakh",
        "crore",
    }
)
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
GLUED = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
CODES = sorted(currency_table().codes - currency_table().doubtful - lexicon().words["currencies.codes.crypto"])
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)


def check(text: str) -> list[Quantity]:
    """The figures of the text, after what must hold for any of them."""
    found = find_quantities(text)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for q in found:
        assert text[q.start : q.end] == q.text
        assert q.text == q.text.strip()
        assert q.low <= q.high
        assert q.ulp > 0
        assert (q.currency is None) == (q.kind is not QuantityKind.MONEY)
        assert q.unit
        assert q.plausible[0] is None or q.plausible[1] is None or q.plausible[0] <= q.plausible[1]
    return found


@given(st.text(max_size=200))
@example("\ud800 $5")
@example("İ 5%")
@example("٣٤٥ ٪ ½½ ²³ １２％ 5٪")
@example("$" * 100 + "1" * 100 + "%")
def test_any_string(text: str) -> None:
    check(text)


@given(SENTENCES)
@example("between $ 1 and 2.5 million")
def test_any_words(text: str) -> None:
    check(text)


@given(GLUED)
def test_any_glued_words(text: str) -> None:
    check(text)


@given(SENTENCES, SENTENCES)
def test_a_paragraph_is_read_alone(first: str, second: str) -> None:
    """What stands in one paragraph changes nothing about the spans of the next."""
    both = [(q.start, q.text, q.low) for q in find_quantities(f"{first}.\n\nX. {second}") if q.start > len(first) + 1]
    alone = [(q.start + len(first) + 1, q.text, q.low) for q in find_quantities(f"\n\nX. {second}")]
    assert both == alone


@given(st.integers(min_value=0, max_value=10**15))
@example(1_000_000_000)
@example(100)
@example(1_100)
def test_number_words_read_back(number: int) -> None:
    (found,) = check(f"{num2words(number)} percent")
    assert (found.low, found.unit) == (number, "%")


@given(st.integers(min_value=0, max_value=10**9))
@example(12_300_000)
def test_indian_number_words_read_back(number: int) -> None:
    (found,) = check(f"{num2words(number, lang='en_IN')} rupees")
    assert (found.low, found.currency) == (number, "INR")


@given(st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False))
def test_spoken_decimals_read_back(number: Decimal) -> None:
    (found,) = check(f"{num2words(number)} percent")
    assert found.low == number


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=1, max_value=99))
def test_spelled_money_reads_back(whole: int, cents: int) -> None:
    text = num2words(Decimal(whole * 100 + cents) / 100, to="currency", currency="USD")
    (found,) = check(text)
    assert (found.low, found.currency) == (Decimal(whole * 100 + cents) / 100, "USD")


@given(AMOUNTS, st.sampled_from(CODES))
@example(Decimal("0.00"), "USD")
@example(Decimal("0.00"), "XOF")
@example(Decimal("1.00"), "XCG")
def test_money_as_babel_prints_it_reads_back(amount: Decimal, code: str) -> None:
    text = format_currency(amount, code, locale="en", currency_digits=False)
    (found,) = check(text)
    assert (found.text, found.low, found.currency) == (text, amount, code)


@given(AMOUNTS, st.sampled_from(CODES))
def test_losses_as_babel_prints_them_read_back(amount: Decimal, code: str) -> None:
    text = format_currency(-amount - 1, code, locale="en", currency_digits=False)
    (found,) = check(text)
    assert (found.text, found.low, found.currency) == (text, -amount - 1, code)


@given(AMOUNTS, st.sampled_from(["USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "INR", "KRW", "SEK", "PLN", "ZAR"]))
def test_money_in_words_as_babel_prints_it_reads_back(amount: Decimal, code: str) -> None:
    text = format_currency(amount, code, locale="en", format_type="name", currency_digits=False)
    (found,) = check(text)
    assert (found.text, found.low, found.currency) == (text, amount, code)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4, allow_nan=False))
def test_percent_as_babel_prints_it_reads_back(share: Decimal) -> None:
    text = format_percent(share, "#,##0.##%", locale="en")
    (found,) = check(text)
    assert (found.text, found.low) == (text, share * 100)


@given(st.decimals(min_value=1000, max_value=10**6, places=2, allow_nan=False))
def test_levels_as_babel_prints_them_read_back(level: Decimal) -> None:
    (found,) = check(f"The Dow closed at {format_decimal(level, locale='en')}.")
    assert (found.low, found.unit, found.direction) == (level, "points", None)


@given(AMOUNTS)
def test_indian_grouping_reads_back(amount: Decimal) -> None:
    (found,) = check(f"Rs {format_decimal(amount, locale='en_IN')}")
    assert (found.low, found.currency) == (amount, "INR")


@pytest.mark.parametrize("unit", ["1", ",", "$", " ", "1,", "$1", "1%", "- ", "one ", "half ", "1-", "1/", "\n ", "€£"])
def test_long_lines_are_read(unit: str) -> None:
    check(unit * 20_000)
