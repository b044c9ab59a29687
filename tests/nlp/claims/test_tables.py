"""Tables of prices: heads give metric and period, rows or columns the instrument, and each claim its cell."""

from __future__ import annotations

import pytest

from tapecheck.nlp.claims import find_claims, unread
from tapecheck.nlp.claims.tables import MOST, read_figure
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Annotations, Cell, Direction, Metric, Published, Table

CLOSES = (
    ("Index", "Close", "Change", "% change", "YTD"),
    ("Dow Jones Industrial Average", "40,003.59", "+134.21", "0.34%", "6.1%"),
    ("S&P 500 (SPX)", "5,303.27", "−6.17", "(0.12%)", "11.2%"),
    ("Somewhere Index", "1", "2", "3%", "4%"),
)
TURNED = (("", "Dow", "S&P 500"), ("Close", "40,003.59", "5,303.27"), ("% change", "▲0.34", "▼0.12"))
YIELDS = (("Bond", "Yield", "bp"), ("10-year Treasury", "4.42%", "-4"))


def claims_of(*tables, published="2024-05-17T19:00:00-04:00", caption=None, text=""):
    notes = Annotations(
        text=text,
        published=Published.parse(published),
        tables=tuple(Table(caption=caption, rows=rows) for rows in tables),
    )
    return find_claims(notes, load_catalogue(), "r")


def test_rows_of_instruments():
    found = {(c.symbol, c.cell.row, c.cell.col): c for c in claims_of(CLOSES)}
    close, change, fall, ytd = (found[key] for key in (("^DJI", 1, 1), ("^DJI", 1, 2), ("^GSPC", 2, 3), ("^DJI", 1, 4)))
    assert (close.metric, float(close.low), close.unit, close.direction) == (Metric.CLOSE, 40003.59, "points", None)
    assert (change.metric, float(change.low), change.direction) == (Metric.POINT_CHANGE, 134.21, Direction.UP)
    assert (fall.metric, float(fall.low), fall.direction) == (Metric.PERCENT_CHANGE, 0.12, Direction.DOWN)
    assert (str(ytd.period_from), str(ytd.period_to)) == ("2024-01-01", "2024-05-18")
    assert not any(c.symbol is None for c in found.values())
    assert (close.start, close.end, close.text) == (0, 0, "")


def test_columns_of_instruments():
    found = {c.cell: c for c in claims_of(TURNED)}
    assert found[Cell(table=0, row=1, col=2)].symbol == "^GSPC"
    assert found[Cell(table=0, row=2, col=1)].direction is Direction.UP
    assert found[Cell(table=0, row=2, col=2)].direction is Direction.DOWN


@pytest.mark.parametrize(
    ("head", "start"),
    [
        ("YTD", "2024-01-01"),
        ("MTD", "2024-05-01"),
        ("1 week", "2024-05-13"),  # as of a Friday
        ("1 month", "2024-04-18"),
        ("3 months", "2024-02-18"),
        ("52 weeks", "2023-05-18"),
        ("Day %", "2024-05-17"),
        ("Since Jan. 1", "2024-01-01"),
    ],
)
def test_periods_of_columns(head, start):
    (claim,) = claims_of((("", head), ("Dow", "-1.5%")))
    assert (str(claim.period_from), str(claim.period_to), claim.direction) == (start, "2024-05-18", Direction.DOWN)


@pytest.mark.parametrize(
    ("head", "name", "cell", "metric"),
    [
        ("Change", "Dow", "0.5%", Metric.PERCENT_CHANGE),  # the cell's own unit wins
        ("Last", "10-year Treasury yield", "4.42", Metric.YIELD_LEVEL),
        ("Open", "Dow", "39,900.10", Metric.OPEN),
        ("High", "Dow", "40,051.05", Metric.INTRADAY_HIGH),
        ("Low", "Gold", "$2,372.90", Metric.INTRADAY_LOW),
    ],
)
def test_metrics_of_columns(head, name, cell, metric):
    (claim,) = claims_of((("", head), (name, cell)))
    assert claim.metric is metric


@pytest.mark.parametrize(
    ("head", "name", "cell"),
    [
        ("Close", "Dow", "1.5%"),  # a percentage is no close of an index
        ("Change", "10-year Treasury yield", "0.05"),  # points or basis points, nobody knows
        ("Yield", "Dow", "1.5"),
    ],
)
def test_cells_that_do_not_go_with_their_head(head, name, cell):
    assert claims_of((("", head), (name, cell))) == []


def test_yields_and_basis_points():
    level, change = claims_of(YIELDS)
    assert {level.metric, change.metric} == {Metric.YIELD_LEVEL, Metric.YIELD_CHANGE}
    moved = change if change.metric is Metric.YIELD_CHANGE else level
    assert (float(moved.low), moved.unit, moved.direction) == (0.04, "pp", Direction.DOWN)


@pytest.mark.parametrize(
    "rows",
    [
        (("Player", "Goals"), ("Smith", "3")),
        (("Index", "Comment"), ("Dow", "strong")),
        (("Index", "Close"), ("Dow", "n/a")),
        ((), ()),
        (("Close",),),
    ],
)
def test_what_is_not_understood_yields_nothing(rows):
    assert claims_of(rows) == []


def test_ids_differ_by_cell_and_a_large_table_is_cut():
    found = claims_of(CLOSES, CLOSES)
    assert len({c.id for c in found}) == len(found)
    large = (CLOSES[0], *(("Dow", "1", "1", "1%", "1%") for _ in range(MOST)))
    assert max(claim.cell.row for claim in claims_of(large)) == MOST // 5 - 1
    assert unread([Table(rows=large)]) is not None
    assert unread([Table(rows=CLOSES)]) is None
    assert claims_of(large, CLOSES)[-1].cell.table == 0


def line(claim):
    direction = {Direction.UP: "+", Direction.DOWN: "-", None: ""}[claim.direction]
    period = f"{claim.period_from}:{claim.period_to}"
    return f"{claim.symbol} {claim.metric} {direction}{float(claim.low):g} {claim.unit} {period}"


SHAPES = {
    "two rows of heads": (
        None,
        (("", "", "Change", "Change"), ("Index", "Last", "1 day", "YTD"), ("FTSE 100", "8,420.3", "-0.22%", "+8.9%")),
        [
            "^FTSE close 8420.3 points 2024-05-17:2024-05-18",
            "^FTSE percent_change -0.22 percent 2024-05-17:2024-05-18",
            "^FTSE percent_change +8.9 percent 2024-01-01:2024-05-18",
        ],
    ),
    "a week in the caption": (
        "Week ended May 10",
        (("Index", "Close", "% change"), ("Dow", "39,512.84", "2.16")),
        [
            "^DJI close 39512.8 points 2024-05-10:2024-05-11",
            "^DJI percent_change +2.16 percent 2024-05-04:2024-05-11",
        ],
    ),
    "a day in a line above the heads": (
        None,
        (("Markets on May 15", "Markets on May 15"), ("Index", "Close"), ("S&P 500", "5,308.15")),
        ["^GSPC close 5308.15 points 2024-05-15:2024-05-16"],
    ),
    "units in the heads": (
        None,
        (("Commodity", "Price ($)", "Chg (%)"), ("Gold", "2,417.40", "1.34")),
        ["GC=F close 2417.4 USD 2024-05-17:2024-05-18", "GC=F percent_change +1.34 percent 2024-05-17:2024-05-18"],
    ),
    "arrows behind": (
        None,
        (("", "Day %"), ("Dow", "0.34% ▲"), ("Nasdaq", "0.07% ▼")),
        [
            "^DJI percent_change +0.34 percent 2024-05-17:2024-05-18",
            "^IXIC percent_change -0.07 percent 2024-05-17:2024-05-18",
        ],
    ),
    "words for signs": (
        None,
        (("", "Change"), ("Dow", "up 134.21"), ("Nasdaq", "down 0.1 per cent")),
        [
            "^DJI point_change +134.21 points 2024-05-17:2024-05-18",
            "^IXIC percent_change -0.1 percent 2024-05-17:2024-05-18",
        ],
    ),
    "minus signs": (
        None,
        (("", "Net chg", "1M"), ("Dow", "−38.62", "(1.2)")),
        [
            "^DJI point_change -38.62 points 2024-05-17:2024-05-18",
            "^DJI percent_change -1.2 percent 2024-04-18:2024-05-18",
        ],
    ),
    "a currency in the cell": (
        None,
        (("Stock", "Last"), ("Apple", "$189.87")),
        ["AAPL close 189.87 USD 2024-05-17:2024-05-18"],
    ),
    "the ticker in brackets": (
        None,
        (("Name", "Close", "5D"), ("Nvidia (NVDA)", "924.79", "2.9%")),
        [
            "NVDA close 924.79 USD 2024-05-17:2024-05-18",
            "NVDA percent_change +2.9 percent 2024-05-13:2024-05-18",
        ],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_tables(shape):
    caption, rows, wanted = SHAPES[shape]
    assert [line(claim) for claim in claims_of(rows, caption=caption)] == wanted


def test_a_title_that_says_when_the_week_ended_dates_the_cells():
    rows = (("Index", "Weekly change"), ("Dow", "+1.2%"))
    title = "# Weekly Wrap: Week Ending May 17, 2024\n\nStocks rose."
    (claim,) = claims_of(rows, published="2024-05-17", text=title)
    assert (str(claim.period_from), str(claim.period_to)) == ("2024-05-13", "2024-05-18")


def test_a_caption_of_two_times_leaves_the_cells_unchecked():
    rows = (("Index", "Close"), ("Dow", "39,512.84"))
    (claim,) = claims_of(rows, caption="May 10 and May 17")
    assert not claim.checkable


@pytest.mark.parametrize(
    ("cell", "value", "negative"),
    [
        ("5,303.27", 5303.27, False),
        ("-0.5%", 0.5, True),
        ("(3)", 3, True),
        ("$1.20", 1.2, False),
        ("▼ 2.1", 2.1, True),
        ("+7", 7, False),
    ],
)
def test_figures_of_cells(cell, value, negative):
    figure = read_figure(cell)
    assert figure is not None
    assert (float(figure.value), figure.negative) == (value, negative)


@pytest.mark.parametrize("cell", ["", "n/a", "(3", "3)", "1.2.3", "May 5", "12-15"])
def test_cells_without_a_figure(cell):
    assert read_figure(cell) is None


def test_a_page_with_too_large_a_table_says_so_beside_what_else_is_missing():
    from tapecheck.pipeline import Models, analyze_article
    from tapecheck.schema import Article, ArticleInfo

    table = Table(rows=(("Index", "Close"),) * MOST)
    article = Article(id="a", text="", title_end=0, info=ArticleInfo(language="en"), tables=(table,))
    models = Models(None, load_catalogue(), "rules")
    document = analyze_article(article, models)
    assert document.note is not None
    assert "no publication date" in document.note
    assert "only the first 20,000 were read" in document.note


@pytest.mark.parametrize(
    ("head", "metric", "start", "end"),
    [
        ("April", "percent_change", "2024-04-01", "2024-05-01"),
        ("Q1 2024 return", "percent_change", "2024-01-01", "2024-03-29"),
        ("2023", "percent_change", "2023-01-01", "2023-12-30"),
        ("Thursday's close", "close", "2024-05-16", "2024-05-17"),
    ],
)
def test_heads_that_name_a_time(head, metric, start, end):
    figure = "5,303.27" if metric == "close" else "+1.2%"
    (found,) = claims_of((("Index", head), ("S&P 500", figure)))
    assert (found.metric, str(found.period_from), str(found.period_to)) == (metric, start, end)


def test_a_month_is_the_running_one_or_the_last_thirty_days():
    (found,) = claims_of((("Index", "Day", "Month"), ("S&P 500", "x", "+1.2%")))
    assert [str(time.from_) for time in found.times] == ["2024-04-18", "2024-05-01"]
