"""The document itself, as the contract prints it."""

from __future__ import annotations

import json

from tapecheck.schema import Document, to_json


def render(document: Document) -> str:
    """Indented JSON."""
    return json.dumps(to_json(document), ensure_ascii=False, indent=1)
