"""The report as a PDF, through WeasyPrint (the extra `tapecheck[pdf]`)."""

from __future__ import annotations

import re

from tapecheck.errors import UsageError
from tapecheck.report.html import render as render_html
from tapecheck.report.html import style
from tapecheck.report.view import Context
from tapecheck.schema import Document

# Charts of what is wrong are printed, as they are open on the page; folds have nobody to unfold them.
_MORE = """
@page { size: A4; margin: 16mm; }
details > summary, .legend { display: none; } details:not([open]) svg { display: none; } svg.chart { max-width: 130mm; }
"""
_HALO = re.compile(r"paint-order: stroke;[^}]*")  # is drawn over the words there


def render(document: Document, context: Context | None = None) -> bytes:
    """The bytes of a PDF. Raises UsageError where WeasyPrint, or a library that it needs, is not there."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        said = " ".join(str(error).split())[:120]
        todo = "pip install 'tapecheck[pdf]' brings WeasyPrint; or write .html and print that from a browser"
        raise UsageError(f"a PDF cannot be made here ({said}); {todo}") from error
    written: bytes = weasyprint.HTML(
        string=_printable(render_html(document, context)), url_fetcher=_nothing
    ).write_pdf()
    return written


def _printable(page: str) -> str:
    """The page with its light colours written out, and each chart with a style sheet of its own.

    WeasyPrint draws SVG by the element's own style sheet alone, and knows no variables there.
    """
    sheet = style()
    colours = dict(re.findall(r"--([\w-]+): ([^;}]+)", sheet[: sheet.index("@media")]))
    plain = re.sub(r"var\(--([\w-]+)\)", lambda found: colours[found[1]], sheet)
    rules = "\n".join(re.findall(r"svg\.[\w.]+ [^{}]*\{[^{}]*\}", plain)) + "text { font: 11px sans-serif; }"
    page = page.replace(sheet, plain + _MORE)
    return re.sub(r"(<svg [^>]*>)", lambda found: f"{found[1]}<style>{_HALO.sub('', rules)}</style>", page)


def _nothing(url: str, *_: object, **__: object) -> object:
    """Nothing is fetched for a report."""
    raise ValueError(f"{url}: not fetched")
