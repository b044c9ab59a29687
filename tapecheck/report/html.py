"""The report as one self-contained page: no script, no file beside it, nothing fetched."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from tapecheck.report import words
from tapecheck.report.view import VERDICTS, Context, View, view_of
from tapecheck.schema import Document

if TYPE_CHECKING:
    from jinja2 import Environment


def render(document: Document, context: Context | None = None) -> str:
    """The page: verdict, the text with every claim marked, a card for each claim with its chart, the data used."""
    view = view_of(document, context)
    return environment().get_template("report.html").render(**of_view(view), style=style())


def body(document: Document, context: Context | None = None) -> str:
    """The report without its frame, for a page that has its own."""
    return environment().get_template("body.html").render(**of_view(view_of(document, context)))


def of_view(view: View) -> dict[str, object]:
    """What the templates are given: the view, its charts, and the legend."""
    from tapecheck.report.charts import chart_svg

    charts = {row.number: chart_svg(row.check, row.claim) for row in view.rows if row.check}
    legend = [
        (verdict, words.MARKS[verdict], words.VERDICT_WORDS[verdict], words.LEGEND[verdict]) for verdict in VERDICTS
    ]
    return {"view": view, "charts": charts, "legend": legend}


def style() -> str:
    """The style sheet that the report and the pages share."""
    return str(environment().get_template("style.css").render())


@functools.cache
def environment() -> Environment:
    """The templates. Every value is escaped, in SVG too."""
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("tapecheck.report")
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["metric"] = words.metric_name
    return made
