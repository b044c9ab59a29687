"""The report as one self-contained page: no script, no file beside it, nothing fetched."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from tapecheck.report.view import view_of
from tapecheck.schema import Document

if TYPE_CHECKING:
    from jinja2 import Template


def render(document: Document) -> str:
    """The page: verdict, the text with every claim marked, a card for each claim with its chart, the data used."""
    from tapecheck.report.charts import chart_svg

    view = view_of(document)
    charts = {row.number: chart_svg(row.check, row.claim) for row in view.rows if row.check and row.check.chart}
    return _template().render(view=view, charts=charts)


@functools.cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("tapecheck.report")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template("report.html")
