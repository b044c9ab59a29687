"""The desk: a text or an address in, the contract's document out, with the models warm and within limits."""

from __future__ import annotations

import asyncio
import functools
import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tapecheck import __version__
from tapecheck.errors import TapecheckError, UsageError
from tapecheck.schema import Document, Published, Record

if TYPE_CHECKING:
    from tapecheck.pipeline import Models
    from tapecheck.reference.market import Market

MAX_CHARACTERS = 200_000
MAX_BODY = 1_000_000
SECONDS = 30.0
WAITING = 4  # so many checks may wait for the one that runs


class Busy(TapecheckError):
    """Too many checks are waiting already."""


class TooSlow(TapecheckError):
    """A check took longer than it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person or a program wants checked: a text or an address, and when it was, or will be, published."""

    text: str = ""
    url: str = ""
    published: str = ""
    as_of: str = ""

    @classmethod
    def read(cls, data: object) -> Draft:
        """A draft from a JSON object or a form. Raises UsageError for what is none, in a line for its sender."""
        if not isinstance(data, dict):
            raise UsageError('send an object such as {"text": "...", "published": "2023-09-11"}')
        known = ("text", "url", "published", "as_of")
        wrong = [name for name in known if not isinstance(data.get(name, ""), str)]
        if wrong:
            raise UsageError(f"{', '.join(wrong)}: should be a text")
        draft = cls(**{name: data[name].strip() if name != "text" else data[name] for name in known if data.get(name)})
        if not draft.text.strip() and not draft.url:
            raise UsageError("nothing to check; give a text or a url")
        if draft.text.strip() and draft.url:
            raise UsageError("give a text or a url, not both")
        if len(draft.text) > MAX_CHARACTERS:
            raise UsageError(f"the text is over {MAX_CHARACTERS:,} characters; check it in parts")
        draft.validate()
        return draft

    def validate(self) -> None:
        """Raises UsageError for a date or an address that is none."""
        try:
            if self.published:
                Published.parse(self.published)
            if self.as_of:
                date.fromisoformat(self.as_of)
        except ValueError as error:
            raise UsageError(f"published and as_of are ISO 8601, such as 2023-09-11 ({error})") from error
        if self.url and urlsplit(self.url).scheme not in ("http", "https"):
            raise UsageError("only addresses that begin with http:// or https:// can be fetched")


@dataclass
class Desk:
    """Checks one draft at a time, in a thread of its own. `private`: addresses of private networks may be fetched."""

    model: str = "default"
    instruments: tuple[str, ...] = ()
    market: Market | None = None
    contact: str = ""
    private: bool = False
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "tapecheck-desk"))
    _waiting: int = 0

    def warm(self) -> None:
        """Begin to load the models, and read a sentence, so that the first draft need not wait."""
        self._pool.submit(self._check, Draft(text="The S&P 500 rose 1% on Friday.", published="2023-09-08"))

    async def check(self, draft: Draft, seconds: float = SECONDS) -> Document:
        """The checked document. Raises Busy, TooSlow, and what reading and fetching raise."""
        if self._waiting > WAITING:
            raise Busy("the desk is busy; try again in some seconds")
        self._waiting += 1
        future = asyncio.get_running_loop().run_in_executor(self._pool, self._check, draft)
        future.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(future), seconds)
        except TimeoutError as error:
            raise TooSlow(f"the check took over {seconds:.0f} seconds; check the text in parts") from error

    def _done(self, future: asyncio.Future[Document]) -> None:
        self._waiting -= 1
        if not future.cancelled():
            future.exception()  # looked at, also where nobody waits any more

    @functools.cached_property
    def models(self) -> Models:
        """The language models, loaded once."""
        from tapecheck.api import models

        return models(self.model, self.instruments)

    def _check(self, draft: Draft) -> Document:
        from tapecheck.errors import unforeseen
        from tapecheck.pipeline import CheckOptions, analyze

        record = self._record(draft)
        options = CheckOptions(as_of=date.fromisoformat(draft.as_of)) if draft.as_of else None
        try:
            return analyze(record, self.models, self.market, options)
        except TapecheckError:
            raise
        except Exception as error:
            raise unforeseen(record.called, error) from error

    def _record(self, draft: Draft) -> Record:
        if not draft.url:
            name = hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
            return Record(id=name, text=draft.text, published=draft.published or None, source="the draft")
        from tapecheck.scraper.fetch import open_client
        from tapecheck.scraper.sources import read_url

        with closing(open_client(self.contact or None, __version__, allow_private=self.private)) as client:
            return read_url(draft.url, client, draft.published or None)
