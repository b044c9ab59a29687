"""Business Insider: since 2019 the page holds the story twice more, as plain data in hidden elements beside it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from tapecheck.scraper.publishers import Publisher


class BusinessInsider2019(Publisher):
    """The text stands in `KonaBody`; the copies around it repeat headline, addresses and times."""

    hosts: ClassVar[tuple[str, ...]] = ("businessinsider.com", "businessinsider.de", "businessinsider.in")
    since: ClassVar[date | None] = date(2019, 1, 1)
    body: ClassVar[str] = (
        "//div[contains(concat(' ', @class, ' '), ' KonaBody ')]"
        "//*[self::p or self::li or self::h2 or self::h3 or self::blockquote]"
    )
