"""Second opinions on a contradiction."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tapecheck.crosscheck import check_claim, check_claims
from tapecheck.crosscheck.opinions import is_narrow, provider_names
from tapecheck.errors import UnknownSymbol
from tapecheck.schema import Check, Verdict
from tests.crosscheck.fakes import MemoryMarket, claim, daily


@dataclass(frozen=True)
class Named:
    name: str


class TwoProviders(MemoryMarket):
    """A market whose second provider has other closes."""

    folders = (Named("memory"),)
    providers = (Named("second"), Named("gone"))

    def history(self, symbol, start=None, end=None, *, provider=None, **more):
        if provider == "gone":
            raise UnknownSymbol(symbol, "no longer there")
        if provider != "second":
            return super().history(symbol, start, end, **more)
        other = MemoryMarket().series("^X", daily("2023-01-03", [100.0, 103.0])).history(symbol, start, end, **more)
        return replace(other, provenance=replace(other.provenance, provider="second"))


MADE = claim(symbol="^X", text="rose 3.0%", day="2023-01-04", low="3.0", direction="up")


@pytest.mark.parametrize(
    ("close", "verdict"),
    [
        (103.4, "not_checkable"),  # narrow, and the second provider has it as the text does
        (107.0, "contradicted"),  # no matter of providers
        (103.0, "supported"),
    ],
)
def test_providers_that_disagree(close, verdict):
    check = check_claim(MADE, TwoProviders().series("^X", daily("2023-01-03", [100.0, close])))
    assert check.verdict == verdict
    if verdict == "not_checkable":
        assert check.reason == (
            "the providers disagree: second has 103.00 / 100.00 - 1 = 3.00%, memory 103.40 / 100.00 - 1 = 3.40%"
        )
        assert check.readings[-1].reading == "by second"


def test_one_provider_has_nobody_to_ask():
    market = MemoryMarket().series("^X", daily("2023-01-03", [100.0, 103.4]))
    assert provider_names(market) == ()
    assert check_claim(MADE, market).verdict == "contradicted"
    assert provider_names(TwoProviders()) == ("memory", "second", "gone")


@pytest.mark.parametrize(
    ("computed", "claimed", "narrow"),
    [
        (3.4, (2.95, 3.05), True),
        (9.0, (2.95, 3.05), False),
        ("2002-06-18", ("2001-01-01", "2001-12-31"), True),
        (1.0, None, True),
    ],
)
def test_narrow(computed, claimed, narrow):
    check = Check(claim_id="c", verdict=Verdict.CONTRADICTED, computed=computed, claimed=claimed)
    assert is_narrow(check) is narrow


BARS = {"2010-05-05": (10900.0, 10950.0, 10800.0, 10866.83), "2010-05-06": (10862.0, 10879.0, 9869.62, 10520.32)}


@pytest.mark.parametrize(("low", "verdict"), [("9.2", "supported"), ("8.2", "contradicted")])
def test_the_other_half_of_an_intraday_move(low, verdict):
    first = claim(
        "point_change", text="fell as much as 997.21 points", symbol="^DJI", day="2010-05-06", low="997.21",
        direction="down", field="low",
    )  # fmt: skip
    second = claim(text=f"or {low} percent", symbol="^DJI", day="2010-05-06", low=low, direction="down", id="c2")
    second = replace(second, start=first.end + 2, end=first.end + 2 + len(second.text))
    checks = check_claims([first, second], MemoryMarket().series("^DJI", BARS))
    assert [check.verdict for check in checks] == ["supported", verdict]


@pytest.mark.parametrize(
    ("text", "low", "verdict"),
    [
        ("4.7% more than on Thursday", "4.7", "supported"),
        ("4.7% more", "4.7", "contradicted"),
        ("9.9% more than on Thursday", "9.9", "contradicted"),
    ],
)
def test_a_day_that_is_named_as_the_base(text, low, verdict):
    market = MemoryMarket().series("GC=X", daily("2016-06-22", [1268.0, 1261.2, 1320.0]))
    made = claim(text=text, symbol="GC=X", day="2016-06-23", low=low, direction="up", day_stated=True)
    assert check_claim(made, market).verdict == verdict


def test_a_day_after_that_is_not_there_yet():
    market = MemoryMarket().series("GC=X", daily("2016-06-22", [1268.0, 1261.2]))
    made = claim(text="4.7% more than on Thursday", symbol="GC=X", day="2016-06-23", low="4.7", direction="up")
    assert check_claim(made, market).verdict == "contradicted"
