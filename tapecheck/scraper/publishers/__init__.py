"""Publishers whose pages need a word of their own: small classes, versioned by date.

A publisher says on which hosts its pages stand, and what of them is text or is not. All else is read as on any page.

    class ExampleNews(Publisher):
        hosts = ("example.com",)
        since = date(2023, 5, 1)                       # this layout; an older class stays for older pages
        body = "//div[@class='story']//p"              # XPath: these blocks are the text, in the page's order
        drop = "//div[@class='price-box']"             # XPath: never text

        def authors(self, page):                       # title, authors, published: None leaves it to the page
            return tuple(one.get_text() for one in self.soup(page).select(".byline a"))

Classes of other packages come in by the entry-point group `tapecheck.publishers`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from tapecheck.scraper.addresses import host_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tapecheck.schema import Published
    from tapecheck.scraper.meta import Page
    from tapecheck.scraper.tree import Block

GROUP = "tapecheck.publishers"


class Publisher:
    """One layout of one publisher's pages. `since` is the first day of the layout, None: since ever."""

    hosts: ClassVar[tuple[str, ...]] = ()
    since: ClassVar[date | None] = None
    body: ClassVar[str] = ""
    drop: ClassVar[str] = ""

    def soup(self, page: Page) -> BeautifulSoup:
        """The page as BeautifulSoup has it, for a method that would rather select by CSS; parsed when it is asked."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(page.html, "lxml")

    def title(self, page: Page) -> str | None:  # noqa: ARG002 - for subclasses
        """The headline, where the page's own ways of saying it mislead."""
        return None

    def authors(self, page: Page) -> tuple[str, ...] | None:  # noqa: ARG002
        """The people who wrote it."""
        return None

    def published(self, page: Page) -> Published | None:  # noqa: ARG002
        """When it appeared."""
        return None

    def leave_out(self, tree: Any, blocks: Sequence[Block]) -> None:
        """Mark the blocks that are never text; they go out of the tree before the text is looked for."""
        for element in tree.xpath(self.drop) if self.drop else ():
            for block in blocks:
                if block.element is element or element in block.element.iterancestors():
                    block.skip, block.root = "related", element

    def find_body(self, tree: Any, blocks: Sequence[Block]) -> list[Block] | None:
        """The blocks that are the text, or None where the page does not look as this class knows it."""
        if not self.body:
            return None
        wanted = set(tree.xpath(self.body))
        found = [block for block in blocks if block.element in wanted]
        return found or None


def find_publisher(url: str | None, published: Published | None) -> Publisher | None:
    """The class for a page by its host, of several the newest that is not younger than the page."""
    host = host_of(url or "").partition(":")[0].removeprefix("www.")
    known = [one for one in _known() if any(host == name or host.endswith(f".{name}") for name in one.hosts)]
    day = published.day if published else date.max
    fitting = [one for one in known if one.since is None or one.since <= day]
    return max(fitting, key=lambda one: one.since or date.min, default=None)


@functools.cache
def _known() -> tuple[Publisher, ...]:
    from tapecheck.scraper.publishers.business_insider import BusinessInsider2019

    return (*_installed(), BusinessInsider2019())


def _installed() -> Iterable[Publisher]:
    """The classes of other packages; one that cannot be loaded is left out, and says so in the log."""
    import logging
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP):
        try:
            loaded = point.load()
            yield loaded() if isinstance(loaded, type) else loaded
        except Exception as error:  # noqa: BLE001 - somebody else's code
            logging.getLogger(__name__).warning("publisher %s cannot be loaded: %s", point.name, error)
