"""A series over a claim's period as inline SVG, drawn from the points that the check carries."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from tapecheck.schema import Check, Claim
from tapecheck.settings import load_settings

_MIN_POINTS = 3
_INK, _LINE, _SOFT = "#1f2933", "#2b6cb0", "#9aa5b1"


def chart_svg(check: Check, claim: Claim) -> str:
    """An SVG element of about 20 KB, or "" where there are too few points to see anything."""
    if check.chart is None or len(check.chart.dates) < _MIN_POINTS:
        return ""
    # what the library keeps of fonts belongs with our own things, not into the home folder
    os.environ.setdefault("MPLCONFIGDIR", str(Path(load_settings().settings.cache) / "matplotlib"))
    import matplotlib as mpl
    import numpy as np
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.figure import Figure

    with mpl.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": claim.id, "font.family": "sans-serif", "font.size": 9}
    ):
        figure = Figure(figsize=(5.2, 1.7), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.plot(np.array(check.chart.dates, "datetime64[D]"), check.chart.values, color=_LINE, linewidth=1.4)
        for day in (check.base_date, check.as_of):
            if day in check.chart.dates:
                value = check.chart.values[check.chart.dates.index(day)]
                axes.plot(np.array([day], "datetime64[D]"), [value], "o", color=_INK, markersize=4)
                axes.annotate(f"{value:,.2f}", (day, value), xytext=(0, 6), ha="center",
                              textcoords="offset points", color=_INK, fontsize=8)  # fmt: skip
        locator = AutoDateLocator(minticks=3, maxticks=6)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.margins(x=0.06, y=0.22)
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(_SOFT)
        axes.tick_params(colors=_INK, labelsize=8, length=3)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return _inline(out.getvalue(), f"{claim.subject or claim.symbol} over the period of the claim")


def _inline(svg: str, title: str) -> str:
    """The element alone, scaled by the page, with a title that a screen reader says."""
    from markupsafe import escape

    element = svg[svg.index("<svg") :]
    element = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", element, count=1)
    element = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", element, count=1)
    return re.sub(r"(<svg[^>]*)>", rf'\1 role="img"><title>{escape(title)}</title>', element, count=1)
