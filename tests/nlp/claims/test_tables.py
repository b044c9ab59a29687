"""Tables of prices: heads give metric and period, rows or columns the instrument, and each claim its cell."""

from __future__ import annotations

import pytest

from tapecheck.nlp.claims import find_claims
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


def claims_of(*tables, published="2024-05-17T19:00:00-04:00"):
    notes = Annotations(
        text="", published=Published.parse(published), tables=tuple(Table(rows=rows) for rows in tables)
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
    assert claims_of(large) == []


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
