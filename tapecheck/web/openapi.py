"""The OpenAPI description of what programs may ask of the desk."""

from __future__ import annotations

from typing import Any

from tapecheck import __version__
from tapecheck.web.desk import MAX_BODY, MAX_CHARACTERS, SECONDS

_ERROR = {"application/json": {"schema": {"type": "object", "properties": {"error": {"type": "string"}}}}}
_CODES = {
    "400": "the request is no draft; the line says why",
    "422": "the text or page cannot be read",
    "503": "too many checks are waiting; try again in some seconds",
    "504": f"the check took over {SECONDS:.0f} seconds",
}

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "tapecheck", "version": __version__, "description": "Checks the figures of market news."},
    "paths": {
        "/-/check": {
            "post": {
                "summary": "Check a text or a page",
                "description": f"At most {MAX_BODY:,} bytes and {MAX_CHARACTERS:,} characters; nothing is stored.",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "text": {"type": "string", "maxLength": MAX_CHARACTERS},
                                    "url": {"type": "string", "format": "uri"},
                                    "published": {"type": "string", "description": "ISO 8601 date or instant"},
                                    "as_of": {"type": "string", "format": "date"},
                                },
                                "oneOf": [{"required": ["text"]}, {"required": ["url"]}],
                            }
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": "The document with its claims and checks (the schema of tapecheck check)",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                    **{code: {"description": said, "content": _ERROR} for code, said in _CODES.items()},
                },
            }
        }
    },
}
