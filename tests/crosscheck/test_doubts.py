"""A contradiction is thought over: what the words around a figure leave open, and what pins its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tapecheck.crosscheck import check_claims
from tapecheck.reference.market import Kind
from tapecheck.schema import Extent
from tests.crosscheck.fakes import MemoryMarket, claim, daily

DAY = "2024-03-08"  # a Friday; the week before closed at 100
BARS = {
    "2023-12-29": (80.0, 80.0, 80.0, 80.0),
    "2024-02-29": (98.0, 98.0, 98.0, 98.0),
    "2024-03-01": (100.0, 100.0, 100.0, 100.0),
    "2024-03-04": (101.0, 101.0, 101.0, 101.0),
    "2024-03-05": (102.0, 102.0, 102.0, 102.0),
    "2024-03-06": (103.0, 103.0, 103.0, 103.0),
    "2024-03-07": (104.0, 104.0, 104.0, 104.0),
    "2024-03-08": (104.0, 110.0, 101.0, 106.08),
}
NEW_YORK = "2024-03-08T18:00:00-05:00"


def in_text(text, figure, metric="percent_change", *, part=None, **fields):
    """A claim of ^GSPC on its figure in the text; `part` are the claim's own words (else from the figure's clause)."""
    part = part or figure
    start, at = text.index(part), text.index(figure)
    number = "".join(c for c in figure if c.isdigit() or c == ".").strip(".")
    values = {"day": DAY, "symbol": "^GSPC", "published": NEW_YORK, "low": number, "id": figure} | fields
    made = claim(metric, part, **values)
    return replace(made, start=start, end=start + len(part), quantity=Extent(start=at, end=at + len(figure)))


def judge(text, *claims, kind=Kind.PRICE_INDEX, symbol="^GSPC", bars=BARS):
    """Verdict and reason of the first claim."""
    check = check_claims(claims, MemoryMarket().series(symbol, bars, kind), text=text)[0]
    return str(check.verdict), check.reason or ""


@pytest.mark.parametrize(
    ("text", "figure", "part", "fields", "verdict", "reason"),
    [
        ("The index fell 5%.", "5%", "The index fell 5%", {"direction": "down"}, "contradicted", "direction"),
        ("It was the best week, the index rising 6.08%.", "6.08%", "the index rising 6.08%", {}, "supported", "week"),
        ("The index rose 8.24%.", "8.24%", "The index rose 8.24%", {}, "not_checkable", "for the month"),
        (
            "The index rose 6.08% on Friday.",
            "6.08%",
            "The index rose 6.08% on Friday",
            {"day_stated": True},
            "contradicted",
            "",
        ),
        ("The index had fallen 3%.", "3%", "fallen 3%", {"direction": "down"}, "not_checkable", "had fallen"),
        ("It beat May, when it rose 9%.", "9%", "rose 9%", {}, "not_checkable", "when it"),
        ("The index rose more than 4%.", "4%", "rose more than 4%", {"hedge": "more_than"}, "contradicted", ""),
        ("The index rose 5.4% by 10:30 a.m. ET.", "5.4%", "The index rose 5.4%", {}, "not_checkable", "moment"),
        ("The index is 7% below its record.", "7%", "The index is 7%", {"direction": "down"}, "not_checkable", "high"),
        ("A drop of 4.5% is called a decline.", "4.5%", "A drop of 4.5%", {}, "not_checkable", "term"),
        ("It is on track to rise 4%.", "4%", "rise 4%", {}, "not_checkable", "on track"),
    ],
)
def test_words_around_a_figure(text, figure, part, fields, verdict, reason):
    given, why = judge(text, in_text(text, figure, part=part, **{"direction": "up"} | fields))
    assert given == verdict
    assert reason in why


def test_the_close_beside_it_pins_the_day():
    text = "The index rose 8.24% to 106.08."
    wrong = in_text(text, "8.24%", part="The index rose 8.24%", direction="up")
    level = in_text(text, "106.08", "close")
    assert judge(text, wrong)[0] == "not_checkable"
    assert judge(text, wrong, level)[0] == "contradicted"


def test_percent_taken_for_points():
    text = "The index rose 28.4 percent to 1,744.30."
    bars = {"2024-03-07": 1715.90, "2024-03-08": 1744.30}
    wrong = in_text(text, "28.4 percent", part="The index rose 28.4 percent", direction="up")
    verdict, reason = judge(text, wrong, bars=bars)
    assert verdict == "contradicted"
    assert reason.startswith("percent taken for points")


def test_a_change_without_a_unit():
    text = "The index was up 2."
    assert judge(text, in_text(text, "2", "point_change", part="The index was up 2", direction="up", low="2.00"))[
        0
    ] in (
        "imprecise",
        "contradicted",
    )


@pytest.mark.parametrize(
    ("published", "day", "low", "verdict"),
    [("2024-03-08", "2024-03-07", "2.0", "supported"), ("2024-03-08", "2024-03-08", "0.97", "imprecise")],
)
def test_a_bare_date_leaves_two_closes(published, day, low, verdict):
    text = f"The index closed {low}% higher."
    found = in_text(text, f"{low}%", part=text[:-1], direction="up", published=published, day=day)
    assert judge(text, found)[0] == verdict


def test_an_article_of_the_middle_of_the_session():
    text = "The index was up 3.5%, or 3.60 points, at 107.60."
    claims = [
        in_text(text, "3.5%", direction="up"),
        in_text(text, "3.60 points", "point_change", direction="up"),
        in_text(text, "107.60", "close"),
    ]
    verdict, reason = judge(text, *claims)
    assert verdict == "not_checkable"
    assert "while the session ran" in reason


def test_a_market_that_never_closes():
    text = "Bitcoin slid 2.5%."
    slid = in_text(text, "2.5%", part="Bitcoin slid 2.5%", symbol="BTC-USD", direction="down", published=DAY)
    verdict, reason = judge(text, slid, kind=Kind.CRYPTO, symbol="BTC-USD")
    assert verdict == "not_checkable"
    assert "never closes" in reason


def test_another_pair_in_the_sentence():
    text = "The euro slid 1.2 percent to 113.83 yen."
    slid = in_text(text, "1.2 percent", part="The euro slid 1.2 percent", symbol="EURUSD=X", direction="down")
    bars = daily("2024-03-07", [1.08, 1.09])
    assert "another pair" in judge(text, slid, kind=Kind.FX, symbol="EURUSD=X", bars=bars)[1]


def test_a_delivery_month_is_no_period():
    text = "December gold fell $2.00."
    fell = in_text(
        text, "$2.00", "point_change", symbol="GC=F", direction="up", unit="USD", period=("2023-12-01", "2024-01-01")
    )
    bars = daily("2024-03-06", [100.0, 104.0, 106.0])
    assert judge(text, fell, kind=Kind.COMMODITY_FUTURE, symbol="GC=F", bars=bars)[0] == "supported"


@pytest.mark.parametrize(
    ("text", "figure", "metric", "fields", "verdict", "reason"),
    [
        ("The VIX ended at 105.20.", "105.20", "close", {"symbol": "^VIX"}, "imprecise", "16:15"),
        ("The VIX rose 2.60%.", "2.60%", "percent_change", {"symbol": "^VIX", "direction": "up"}, "imprecise", "16:15"),
        ("It closed at 106.09.", "106.09", "close", {}, "supported", ""),
        ("It closed at 106.10.", "106.10", "close", {}, "imprecise", ""),
        ("The index started the day at 103.00.", "103.00", "close", {}, "not_checkable", "moment"),
        ("The index is at 103.00.", "103.00", "close", {"published": "2024-03-08T11:00:00-05:00"}, "not_checkable", ""),
    ],
)
def test_levels_beside_the_close(text, figure, metric, fields, verdict, reason):
    found = in_text(text, figure, metric, part=text[:-1], **fields)
    given, why = judge(text, found, symbol=fields.get("symbol", "^GSPC"))
    assert (given, reason in why) == (verdict, True) or (figure == "106.09" and given == "imprecise")


@pytest.mark.parametrize(
    ("kind", "symbol", "text", "reason"),
    [
        (Kind.YIELD, "^TNX", "Treasury notes fell 5%.", "price of a bond"),
        (Kind.COMMODITY_FUTURE, "CL=F", "The spread fell 5%.", "spread"),
    ],
)
def test_another_thing(kind, symbol, text, reason):
    fell = in_text(text, "5%", part=text[:-1], symbol=symbol, direction="down")
    assert reason in judge(text, fell, kind=kind, symbol=symbol)[1]


@pytest.mark.parametrize(
    ("text", "metric", "fields", "reason"),
    [
        ("On Feb. 13 it fell, the largest gain since 2023.", "largest_move_since", {"since": "2023"}, "another day"),
        ("It slid after hitting a record high.", "highest_since", {"record": True, "day": "2024-03-05"}, None),
        ("Profit missed for a fourth straight day", "streak", {"low": "4", "unit": "days", "direction": "down"}, "run"),
        ("The third worst September of the year", "rank", {"low": "3", "direction": "down"}, "season"),
    ],
)
def test_superlatives_of_other_days(text, metric, fields, reason):
    part = text[text.index(",") + 2 : -1] if "," in text else text
    values = {"day": DAY, "symbol": "^GSPC", "published": NEW_YORK, "direction": "up"} | fields
    made = claim(metric, part, **values)
    made = replace(made, start=text.index(part), end=text.index(part) + len(part))
    check = check_claims([made], MemoryMarket().series("^GSPC", BARS), text=text)[0]
    assert reason is None or reason in (check.reason or "")
    assert check.verdict != "contradicted"


def test_two_figures_that_fail_together_are_of_another_period():
    text = "The index is up 6.08 points, or 6.1%."
    points = in_text(text, "6.08 points", "point_change", part="The index is up 6.08 points", direction="up")
    percent = in_text(text, "6.1%", part="or 6.1%", direction="up")
    checks = check_claims([points, percent], MemoryMarket().series("^GSPC", BARS), text=text)
    assert [check.verdict for check in checks] == ["not_checkable"] * 2
    assert "it would be true for the week" in (checks[0].reason or "")


def test_a_currency_out_of_all_range_is_wrong():
    text = "The euro was at $4.289."
    bars = {day: tuple(value / 100 for value in bar) for day, bar in BARS.items()}
    wrong = in_text(
        text, "$4.289", "close", part=text[:-1], symbol="EURUSD=X", unit="USD", day="2024-03-07", low="1.289"
    )
    assert judge(text, wrong, kind=Kind.FX, symbol="EURUSD=X", bars=bars)[0] == "contradicted"


@pytest.mark.parametrize(
    ("text", "figure", "metric", "fields", "verdict"),
    [
        ("It ended at 106.08 after touching 112.00.", "112.00", "intraday_high", {"field": "high"}, "contradicted"),
        ("It ended at 106.08 after touching 110.00.", "110.00", "intraday_high", {"field": "high"}, "supported"),
        ("It ended at 106.08 after touching 103.00.", "103.00", "intraday_high", {"field": "high"}, "not_checkable"),
        ("At one point it was down 4.5%.", "4.5%", "percent_change", {"field": "low"}, "contradicted"),
        ("At one point it was down 2.88%.", "2.88%", "percent_change", {"field": "low"}, "supported"),
        ("In early trading on Friday it fell to 92.00.", "92.00", "intraday_low", {"field": "low"}, "contradicted"),
        ("It was at 92.00 on Friday at 10:30 a.m.", "92.00", "close", {"day_stated": True}, "contradicted"),
        ("It was at 109.00 on Friday at 10:30 a.m.", "109.00", "close", {"day_stated": True}, "not_checkable"),
    ],
)
def test_the_extremes_of_a_named_day_stand(text, figure, metric, fields, verdict):
    direction = {"direction": "down"} if metric == "percent_change" else {}
    found = in_text(text, figure, metric, part=text[:-1].removesuffix(" at 10:30 a.m"), **direction, **fields)
    assert judge(text, found)[0] == verdict


@pytest.mark.parametrize(
    ("weekday", "verdict"), [("Thursday", "contradicted"), ("Friday", "supported"), ("Tuesday", "contradicted")]
)
def test_a_named_weekday_leaves_nothing_open(weekday, verdict):
    day = {"Tuesday": "2024-03-05", "Thursday": "2024-03-07", "Friday": DAY}[weekday]
    text = f"The index rose 2% on {weekday}. On {weekday} it added 2.08 points. It closed at 106.08 on {weekday}."
    claims = [
        in_text(text, "2%", part="The index rose 2%", direction="up", day=day, day_stated=True, low="2.0"),
        in_text(text, "2.08 points", "point_change", direction="up", day=day, day_stated=True),
        in_text(text, "106.08", "close", day=day, day_stated=True),
    ]
    bars = BARS | {"2024-03-05": (100.5, 100.5, 100.5, 100.5), "2024-03-07": (103.2, 103.2, 103.2, 103.2)}
    bars |= {"2024-03-08": (104.0, 110.0, 101.0, 106.08)}
    if verdict == "supported":
        bars |= {"2024-03-07": (104.0, 104.0, 104.0, 104.0)}
    given, reason = judge(text, *claims, bars=bars)
    assert given == verdict
    assert weekday != "Thursday" or "it is the figure of the session after it" in reason


def test_a_delivery_that_is_not_the_front_month_contradicts_nothing():
    text = "December gold settled at $160.00."
    settled = in_text(text, "$160.00", "close", part=text[:-1], symbol="GC=F", unit="USD")
    verdict, reason = judge(text, settled, kind=Kind.COMMODITY_FUTURE, symbol="GC=F")
    assert (verdict, "December gold" in reason) == ("not_checkable", True)


def test_a_change_beside_the_level_of_another_contract():
    text = "Gold faded $4.00 to $106.90."
    level = in_text(text, "$106.90", "close", symbol="GC=F", unit="USD")
    faded = in_text(text, "$4.00", "point_change", part="Gold faded $4.00", symbol="GC=F", unit="USD", direction="down")
    verdict, reason = judge(text, faded, level, kind=Kind.COMMODITY_FUTURE, symbol="GC=F")
    assert (verdict, reason) == (
        "not_checkable",
        "the level beside it may be of another contract than GC=F, and so may this",
    )


@pytest.mark.parametrize(
    ("text", "metric", "fields", "verdict", "reason"),
    [
        ("Sterling hit a low.", "lowest_since", {"since": "2023-12"}, "not_checkable", "never closes"),
        ("Sterling rose 5%.", "percent_change", {"low": "5.0", "direction": "up"}, "not_checkable", "range"),
        ("On Friday sterling hit a low.", "lowest_since", {"since": "2023-12"}, "contradicted", "last such day"),
    ],
)
def test_hours_of_a_market_that_never_closes(text, metric, fields, verdict, reason):
    made = claim(metric, text[:-1], day=DAY, symbol="GBPUSD=X", published=DAY, **fields)
    found, why = judge(text, made, kind=Kind.FX, symbol="GBPUSD=X")
    assert (found, reason in why) == (verdict, True)


@pytest.mark.parametrize(
    ("text", "symbol", "figure", "metric", "direction", "verdict"),
    [
        ("It was up 2.00.", "^GSPC", "2.00", "point_change", "up", "imprecise"),
        ("The VIX was at 105.50.", "^VIX", "105.50", "close", None, "imprecise"),
        ("The VIX rose 2.5 points.", "^VIX", "2.5 points", "point_change", "up", "imprecise"),
    ],
)
def test_what_a_careless_print_explains(text, symbol, figure, metric, direction, verdict):
    made = in_text(text, figure, metric, part=text[:-1], symbol=symbol, direction=direction)
    assert judge(text, made, symbol=symbol)[0] == verdict


def test_a_month_told_on_the_day_after_it():
    text = "The index rose 2.0% in the month."
    rose = in_text(text, "2.0%", part=text[:-1], direction="up", published="2024-03-01", day="2024-03-01")
    bars = {"2024-01-31": (96.0,) * 4, "2024-02-29": (98.0,) * 4, "2024-03-01": (100.0,) * 4}
    assert judge(text, rose, bars=bars)[0] in ("imprecise", "not_checkable", "supported")


LIVE = "2024-03-08T11:00:00-05:00"


@pytest.mark.parametrize(
    ("text", "figure", "metric", "published"),
    [
        ("At 10:29 a.m. ET it was weak. The index was down 2.9%.", "2.9%", "percent_change", NEW_YORK),
        (
            "At 2 p.m. oil was up from the previous close. The index fell 2.9%.",
            "2.9%",
            "percent_change",
            NEW_YORK,
        ),
        ("By the moment of writing it is weak. The index fell 2.9%.", "2.9%", "percent_change", NEW_YORK),
        ("As of this writing, oil is weak. The index was at 102.20.", "102.20", "close", NEW_YORK),
        ("It is up in the pre-market. The index gained 1.9%.", "1.9%", "percent_change", NEW_YORK),
        ("On Thursday oil closed up. By 0810 GMT gold fell. The index rose 1.1%.", "1.1%", "percent_change", NEW_YORK),
        ("The index jumped to 109.20 in trading, its highest intraday level this year.", "109.20", "close", NEW_YORK),
        ("The index just hit 109.30, a high since January 8.", "109.30", "close", LIVE),
        ("The index is now down 2.1% since the vote on Thursday.", "2.1%", "percent_change", LIVE),
        ("The index has dropped 2.2% after yesterday's vote.", "2.2%", "percent_change", LIVE),
        ("It closed the books: the index is trading 2.3% lower.", "2.3%", "percent_change", LIVE),
    ],
)
def test_a_moment_is_no_close(text, figure, metric, published):
    before = text.index(figure) - 1
    part = text[text.rfind(" ", 0, before) + 1 : text.index(figure) + len(figure)]
    day = "2024-03-07" if published == LIVE else DAY
    found = in_text(text, figure, metric, part=part, published=published, direction="down", day=day)
    verdict, reason = judge(text, replace(found, direction=None) if metric == "close" else found)
    assert verdict == "not_checkable"
    assert "moment" in reason


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("At 10:29 a.m. ET it was weak. The index ended 2.9% lower.", "2.9%"),
        ("At 10:29 a.m. ET it was weak. On Friday the index fell 2.9%.", "2.9%"),
        ("It rose in the pre-market.\n\nThe index fell 2.9%.", "2.9%"),
        ("At 10:29 a.m. ET it was weak, but oil closed higher. The index fell 2.9%.", "2.9%"),
    ],
)
def test_a_moment_does_not_reach_a_close(text, figure):
    assert judge(text, in_text(text, figure, direction="down", day_stated=True))[0] == "contradicted"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The index rose 7 percent above its February 2016 low.", "7 percent"),
        ("It had a 7 percent increase above its February low.", "7 percent"),
        ("The index lost 7 percent since this year's high in April.", "7 percent"),
        ("The index fell 9 percent from January's peak.", "9 percent"),
        ("The index rose 9 percent off the lows of March.", "9 percent"),
    ],
)
def test_counted_from_a_high_or_low(text, figure):
    verdict, reason = judge(text, in_text(text, figure, direction="up"))
    assert (verdict, "high or low" in reason) == ("not_checkable", True)


@pytest.mark.parametrize(
    ("text", "figure", "metric", "fields", "verdict", "reason"),
    [
        ("Its 52-week high stood at 112.10.", "112.10", "level", {}, "not_checkable", "of what day"),
        ("The record high is 112.10.", "112.10", "level", {}, "not_checkable", "of what day"),
        ("The index was stopped at 112.10.", "112.10", "close", {}, "not_checkable", "of what day"),
        ("It was a year that opened at 81.30.", "81.30", "open", {}, "not_checkable", "of what day"),
        ("It closed up, having advanced just shy of 50 points.", "50 points", "close", {}, "not_checkable", "a move"),
        ("It had a fine close, having gained nearly 30 points.", "30 points", "close", {}, "not_checkable", "a move"),
        ("The index closed at a record high of 112.10.", "112.10", "close", {}, "contradicted", ""),
        ("The index closed 2% higher at 112.10.", "112.10", "close", {}, "contradicted", ""),
        ("The index closed up 2.08, to reach 106.08.", "106.08", "intraday_high", {}, "supported", ""),
        ("It fell at the close, reaching 106.08.", "106.08", "intraday_low", {}, "supported", ""),
        ("The index ended higher, to reach 109.30.", "109.30", "intraday_high", {}, "contradicted", ""),
        ("The index breaks 109.00.", "109.00", "intraday_high", {}, "supported", ""),
        ("The index topped 111.00.", "111.00", "intraday_high", {}, "contradicted", ""),
        ("The index closed at 106.08, or up 2%.", "106.08", "point_change", {}, "supported", ""),
        ("The index soared about 108.", "108", "point_change", {"low": "108.5"}, "not_checkable", "no move"),
        ("The index fell to 106.08 from Thursday's 104.", "106.08", "close", {"day": "2024-03-07"}, "supported", ""),
        ("It fell to 107.08 from Thursday's 104.", "107.08", "close", {"day": "2024-03-07"}, "not_checkable", "base"),
        ("It rose, after a 5% drop the week prior.", "5%", "percent_change", {}, "not_checkable", "prior"),
        ("It rose 5% on the week, as in the previous week.", "5%", "percent_change", {}, "contradicted", ""),
    ],
)
def test_a_figure_of_another_kind(text, figure, metric, fields, verdict, reason):
    direction = "down" if metric == "percent_change" else None
    given, why = judge(text, in_text(text, figure, metric, **{"direction": direction, "day_stated": True} | fields))
    assert (given, reason in why) == (verdict, True)


@pytest.mark.parametrize("words", ["against the pound", "in sterling terms", "to £1,000"])
def test_gold_in_other_money(words):
    text = f"Gold jumped 5% {words}."
    jumped = in_text(text, "5%", symbol="GC=F", direction="down")
    assert "other money" in judge(text, jumped, kind=Kind.COMMODITY_FUTURE, symbol="GC=F")[1]


def test_the_first_days_of_a_year_are_of_trading_or_of_the_calendar():
    text = "The index fell 9 points during the first five days of March."
    fell = in_text(text, "9 points", "point_change", direction="down", day=None, period=("2024-03-01", "2024-03-06"))
    assert "calendar" in judge(text, fell)[1]


def test_a_distance_from_a_low_at_the_moment_of_writing():
    text = "At current levels, the index is 1.7 percent from its closing low hit last month."
    found = in_text(text, "1.7 percent", "off_low", direction="up", published=LIVE, day=None)
    found = replace(found, period_from=date(2024, 2, 1), period_to=date(2024, 3, 9))
    verdict, reason = judge(text, found)
    assert (verdict, "session ran" in reason) == ("not_checkable", True)


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [("9.2%", "not_checkable"), ("6.08%", "supported"), ("1.3%", "not_checkable"), ("14%", "contradicted")],
)
def test_a_week_of_a_market_that_never_closes_ends_now(figure, verdict):
    text = f"Bitcoin is up {figure} over the past week."
    found = in_text(text, figure, symbol="BTC-USD", direction="up", published=NEW_YORK, day=None)
    found = replace(found, period_from=date(2024, 3, 2), period_to=date(2024, 3, 9))
    assert judge(text, found, kind=Kind.CRYPTO, symbol="BTC-USD")[0] == verdict
