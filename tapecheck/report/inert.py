"""What strangers wrote (titles, names, addresses, answers of servers), made inert for the place where it is shown."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# C0 and C1 controls, marks that turn the direction of writing, line separators that JavaScript ends a line at.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# All that begins something in Markdown and in the HTML that it lets through.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&$@])")
_MARKDOWN_START = re.compile(r"^(?=[-+=:]+(?:\s|$))|^(\d+)(?=[.)]\s)")
_BARE_ADDRESS = re.compile(r"(?i)\b(https?|ftp|www|mailto)([:.])")


def plain(text: str) -> str:
    """The text without characters that move a cursor, turn the writing round or end a line unseen."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def one_line(text: str) -> str:
    """`plain`, with every run of blanks and line ends as one blank."""
    return " ".join(plain(text).split())


def markdown(text: str) -> str:
    """One line of text that Markdown shows as it is: no link, no image, no HTML, no table cell of its own."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _BARE_ADDRESS.sub("\\1\u200b\\2", _MARKDOWN_START.sub(r"\1\\", escaped))


def address(text: str | None) -> str | None:
    """An http or https address that may become a link, without the name and password in it; None for anything else."""
    if not text:
        return None
    try:
        parts = urlsplit(one_line(text))
        host = parts.hostname
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=host + port).geturl().replace('"', "%22").replace("<", "%3C").replace(">", "%3E")


def script_json(text: str) -> str:
    """JSON that may stand inside a script element: it can neither end it nor open a comment or another."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
