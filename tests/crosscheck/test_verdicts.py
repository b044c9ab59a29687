"""A computed figure against what a printed one plausibly means."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.crosscheck.verdicts import (
    Claimed,
    Judgement,
    claimed_of,
    judge,
    judge_count,
    judge_direction,
    unit_of_digits,
    unit_of_print,
)
from tapecheck.measures.series import Undecidable
from tapecheck.schema import Direction, Verdict
from tests.crosscheck.fakes import claim


@pytest.mark.parametrize(
    ("low", "hedge", "direction", "computed", "verdict"),
    [
        ("2.4", None, "down", -2.4393, "supported"),
        ("2.4", None, "down", 2.4393, "contradicted"),  # the wrong way
        ("1.7", None, "up", 1.6418, "imprecise"),  # within twice the printed unit
        ("7.9", None, "down", -7.2564, "contradicted"),
        ("7.4", None, "up", 7.1345, "imprecise"),  # within 5% of the change
        ("6", "just_below", "down", -5.7395, "supported"),
        ("6", "just_below", "down", -2.9778, "contradicted"),
        ("2", "more_than", "down", -2.5525, "supported"),
        ("6", "more_than", "down", -2.5525, "contradicted"),
        ("3", "more_than", "up", 2.77, "imprecise"),
        ("3", "more_than", "up", 2.5, "contradicted"),  # a bound is none of the figures that may be rounded to it
        ("1", "less_than", "down", -0.4, "supported"),
        ("1", "less_than", "down", 0.4, "contradicted"),
        ("1", "just_above", "up", 1.1278, "supported"),
        ("69", "approx", "up", 69.3362, "supported"),
        ("0.1", None, "up", 0.24, "imprecise"),  # a unit over a fifth of the figure: no more than one unit off
        ("0.1", None, "up", 0.34, "contradicted"),
        ("0.1", None, "up", -0.13, "contradicted"),
        ("2", None, None, 2.3, "supported"),
    ],
)
def test_judge_percent(low, hedge, direction, computed, verdict):
    claimed = claimed_of(claim(low=low, hedge=hedge, direction=direction), signed=True)
    assert judge(computed, claimed, change=True).verdict == verdict


@pytest.mark.parametrize(
    ("low", "computed", "note"),
    [
        ("6.6", -6.6634, "the figure was cut off, not rounded"),
        ("6.4", -6.3481, "the figure was rounded twice"),
        ("41", -40.3368, "within twice the printed unit"),
        ("7.4", -7.1345, "within 5% of the change"),
    ],
)
def test_a_miss_is_explained(low, computed, note):
    claimed = claimed_of(claim(low=low, direction="down"), signed=True)
    assert judge(computed, claimed, change=True) == Judgement(Verdict.IMPRECISE, note)


@pytest.mark.parametrize(
    ("low", "hedge", "direction", "ratio", "verdict"),
    [
        ("2", None, "up", 2.0172, "supported"),
        ("3", "more_than", "up", 3.3887, "supported"),
        ("0.5", "more_than", "down", 0.47, "supported"),  # more than halved: below a half
        ("0.5", "more_than", "down", 0.7, "contradicted"),
        ("0.5", "just_below", "down", 0.5056, "supported"),  # almost halved: just above
        ("0.5", "just_above", "down", 0.45, "supported"),
        ("0.5", "less_than", "down", 0.6, "supported"),
        ("0.5", "approx", "down", 0.52, "supported"),
    ],
)
def test_multiples(low, hedge, direction, ratio, verdict):
    claimed = claimed_of(claim(low=low, hedge=hedge, direction=direction, unit="x"), signed=False)
    assert judge(ratio, claimed, change=True).verdict == verdict


@pytest.mark.parametrize(
    ("text", "low", "ratio", "verdict"),
    [
        ("doubled", "2", 2.4593, "supported"),  # and more
        ("doubled", "2", 1.92, "supported"),
        ("doubled", "2", 2.9, "contradicted"),
        ("doubled", "2", 1.6, "contradicted"),
        ("tripled", "3", 3.55, "supported"),
        ("tripled", "3", 2.4, "contradicted"),
        ("2.0 times", "2.0", 2.4593, "contradicted"),  # digits are a measure
        ("exactly doubled", "2", 2.4593, "contradicted"),
    ],
)
def test_a_verb_alone_is_said_of_somewhat_more(text, low, ratio, verdict):
    claimed = claimed_of(replace(claim(text=text, low=low, direction="up", unit="x"), ulp=Decimal("0.1")), signed=False)
    assert judge(ratio, claimed, change=True).verdict == verdict


def test_a_source_tolerance_widens_and_is_said():
    claimed = claimed_of(claim("yield_level", low="3.51"), signed=False)
    assert judge(3.54, claimed).verdict is Verdict.CONTRADICTED
    found = judge(3.54, claimed, tolerance=0.03)
    assert found == Judgement(Verdict.SUPPORTED, "within what the sources are known to differ by", "source-tolerance")


def test_an_unbounded_claim_and_one_without_a_figure():
    assert claimed_of(claim(direction="up"), signed=True) is None
    assert claimed_of(claim("close", low="4100", hedge="less_than"), signed=False).bounds == (None, 4100.0)


def test_a_price_below_zero_keeps_its_sign():
    claimed = claimed_of(claim("close", low="-37.63", direction="down"), signed=False)
    assert judge(-37.63, claimed).verdict is Verdict.SUPPORTED
    assert judge(37.63, claimed).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("figure", "unit"), [("2.4", "0.1"), ("1600", "1"), ("13000000000", "1E+9"), ("0", "1"), ("20", "1")]
)
def test_unit_of_digits(figure, unit):
    assert unit_of_digits(Decimal(figure)) == Decimal(unit)


def test_the_printed_unit_of_a_claim_without_one():
    made = claim(low="2.5", plausible=(Decimal("2.495"), Decimal("2.505")))
    from dataclasses import replace

    assert unit_of_print(made) == Decimal("0.1")
    assert unit_of_print(replace(made, ulp=None)) == Decimal("0.010")
    assert unit_of_print(replace(made, ulp=None, plausible=(Decimal(2), None))) == Decimal("0.1")
    assert unit_of_print(replace(made, ulp=None, plausible=None)) == Decimal("0.1")


@pytest.mark.parametrize(
    ("value", "direction", "verdict"),
    [(-1.4, "down", "supported"), (1.4, "down", "contradicted"), (2.0, "up", "supported")],
)
def test_direction_alone(value, direction, verdict):
    assert judge_direction(value, Direction(direction)).verdict == verdict


def test_a_movement_smaller_than_the_sources_differ_decides_nothing():
    with pytest.raises(Undecidable, match="second source"):
        judge_direction(0.01, Direction.UP, 0.03)


@pytest.mark.parametrize(
    ("value", "slack", "verdict"),
    [(52, 0, "supported"), (51, 0, "contradicted"), (51, 1, "imprecise"), (50, 1, "contradicted")],
)
def test_counts(value, slack, verdict):
    claimed = claimed_of(claim("count", low="52"), signed=False)
    assert judge_count(float(value), claimed, slack=slack).verdict == verdict


@given(st.decimals(-500, 500, places=2), st.integers(0, 2))
def test_what_is_rounded_from_a_figure_is_supported(figure, places):
    printed = abs(figure).quantize(Decimal(1).scaleb(-places))
    if not printed:
        return
    direction = "up" if figure > 0 else "down"
    claimed = claimed_of(claim(low=str(printed), direction=direction), signed=True)
    assert judge(float(figure), claimed, change=True).verdict is Verdict.SUPPORTED


@given(st.floats(-100, 100), st.floats(0.01, 50))
def test_the_sign_of_a_large_enough_move_always_counts(value, figure):
    claimed = Claimed(figure - 0.005, figure + 0.005, 0.01, figure)
    if value < -0.02:
        assert judge(value, claimed, change=True).verdict is Verdict.CONTRADICTED
