"""The report as a PDF, through WeasyPrint (the extra `tapecheck[pdf]`)."""

from __future__ import annotations

from tapecheck.errors import UsageError
from tapecheck.report.html import render as render_html
from tapecheck.report.view import Context
from tapecheck.schema import Document

_MORE = "\n@page { size: A4; margin: 16mm; } details > summary { display: none; } .legend { display: none; }\n"


def render(document: Document, context: Context | None = None) -> bytes:
    """The bytes of a PDF. Raises UsageError where WeasyPrint, or a library that it needs, is not there."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        said = " ".join(str(error).split())[:120]
        todo = "pip install 'tapecheck[pdf]' brings WeasyPrint; or write .html and print that from a browser"
        raise UsageError(f"a PDF cannot be made here ({said}); {todo}") from error
    page = render_html(document, context).replace("</style>", f"{_MORE}</style>", 1)
    written: bytes = weasyprint.HTML(string=page, url_fetcher=_nothing).write_pdf()
    return written


def _nothing(url: str, *_: object, **__: object) -> object:
    """Nothing is fetched for a report."""
    raise ValueError(f"{url}: not fetched")
