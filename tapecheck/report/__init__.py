"""Article + checks -> terminal, HTML, Markdown, JSON, PDF, ClaimReview: made from the document alone."""

from __future__ import annotations

from tapecheck.errors import UsageError
from tapecheck.report.view import Context, Review, Revision
from tapecheck.schema import Document

__all__ = ["FORMATS", "Context", "Review", "Revision", "render"]

FORMATS = ("html", "markdown", "json")


def render(document: Document, form: str = "html", context: Context | None = None) -> str:
    """The report of a document in one of FORMATS. Raises UsageError for another.

    `context` has what the document does not hold: the day of the check, reviews, revisions, whether to leave out the
    text. A PDF is `tapecheck.report.pdf.render`, a ClaimReview `tapecheck.report.claimreview.render`.
    """
    if form not in FORMATS:
        raise UsageError(f"no report format {form!r}; choose one of {', '.join(FORMATS)}")
    from importlib import import_module

    return str(import_module(f"tapecheck.report.{form}").render(document, context))
