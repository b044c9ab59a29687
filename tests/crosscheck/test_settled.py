"""The day that a check settles: what words leave open is told by the figures, and a named day stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tapecheck.crosscheck.times import settle
from tapecheck.schema import Check, Time, TimeSource, Verdict
from tests.crosscheck.fakes import claim

BEFORE, DAY, AFTER = date(2023, 9, 7), date(2023, 9, 8), date(2023, 9, 9)


@pytest.mark.parametrize(
    ("source", "verdict", "code", "expected"),
    [
        ("default", "supported", None, (BEFORE, DAY)),
        ("partner", "contradicted", None, (BEFORE, DAY)),
        ("default", "imprecise", None, (BEFORE, DAY)),
        ("default", "imprecise", "either-time", (DAY, AFTER)),  # right of the other one alone
        ("default", "not_checkable", "unsure", (DAY, AFTER)),
        ("own", "supported", None, (DAY, AFTER)),
    ],
)
def test_a_day_left_open_is_the_one_that_decided(source, verdict, code, expected):
    made = claim(symbol="^X", low="2", direction="up", day=str(DAY), published=None)
    made = replace(made, id="a", times=(Time(from_=DAY, to=AFTER, source=TimeSource(source)),))
    (found,) = settle([made], [Check(claim_id="a", verdict=Verdict(verdict), code=code, as_of=BEFORE)])
    assert (found.period_from, found.period_to) == expected
    assert found.times == made.times  # judged again by the same times


def test_a_claim_without_a_check_stays():
    made = claim(symbol="^X", low="2", direction="up", day=str(DAY), published=None)
    assert settle([made], []) == (made,)
