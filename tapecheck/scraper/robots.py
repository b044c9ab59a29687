"""robots.txt (RFC 9309): whether a page may be asked for, and how long to wait between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "tapecheck"
MAX_BYTES = 512_000  # RFC 9309, 2.5
MAX_DELAY = 60.0  # seconds; who asks for more is taken to mean this


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host; without rules all is allowed."""

    rules: Protego | None = None

    def allow(self, url: str) -> bool:
        """Whether the host lets programs like ours have `url`."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds between two requests."""
        asked = self.rules.crawl_delay(AGENT) if self.rules else None
        return min(MAX_DELAY, max(0.0, float(asked or 0)))

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the file names."""
        return tuple(self.rules.sitemaps) if self.rules else ()


def parse_robots(content: bytes) -> Robots:
    """Rules of a robots.txt. A byte order mark in front would hide its first group: it goes."""
    from protego import Protego

    text = content[:MAX_BYTES].decode("utf-8-sig", "replace").lstrip("\ufeff")
    return Robots(Protego.parse(text))
