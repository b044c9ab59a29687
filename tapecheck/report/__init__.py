"""Article + checks -> terminal, HTML, Markdown, JSON: made from the document alone."""

from __future__ import annotations

from tapecheck.errors import UsageError
from tapecheck.schema import Document

FORMATS = ("html", "markdown", "json", "claimreview")


def render(document: Document, form: str = "html") -> str:
    """The report of a document in one of FORMATS. Raises UsageError for another."""
    if form not in FORMATS:
        raise UsageError(f"no report format {form!r}; choose one of {', '.join(FORMATS)}")
    from importlib import import_module

    return str(import_module(f"tapecheck.report.{form}").render(document))
