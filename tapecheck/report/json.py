"""The document itself, as the contract prints it."""

from __future__ import annotations

import json

from tapecheck.report.view import Context
from tapecheck.schema import Document, to_json


def render(document: Document, context: Context | None = None) -> str:  # noqa: ARG001 - the document has no context
    """Indented JSON."""
    return json.dumps(to_json(document), ensure_ascii=False, indent=1)
