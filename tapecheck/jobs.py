"""Several processes that analyze, for one that fetches and writes: results come in the order of their records.

The processes are forked from this one after it has loaded models, market and lexicons: nothing is loaded twice, and
what is loaded is shared memory. Fork them before there are threads.
"""

from __future__ import annotations

import dataclasses
import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from tapecheck.errors import Unforeseen, UsageError

if TYPE_CHECKING:
    from tapecheck.pipeline import Models
    from tapecheck.reference.market import Market
    from tapecheck.schema import Document, Record

T = TypeVar("T")
FIRST = (  # a page that asks for every lexicon
    "<h1>Stocks rise</h1><article><p>The S&amp;P 500 rose 1% to 4,450.12 on Monday, its best day since March, and the "
    "London index fell, “A B C,” said Ann Poe, an analyst at Copse Bank. Inflation was 3%.</p></article>"
)
AHEAD = 3  # records a process that are handed out before the first is asked for
_tools: dict[str, Any] = {}  # what a forked process finds here, it shares


class Jobs:
    """`count` processes with these models and this market. Use it as a context manager."""

    def __init__(self, count: int, models: Models, market: Market | None) -> None:
        """Raises UsageError where the system cannot fork."""
        if "fork" not in multiprocessing.get_all_start_methods():
            raise UsageError("--jobs needs a system that can fork processes (Linux, macOS); leave it away")
        self.count, self.models, self.market = count, models, market
        self._pool = self._start()

    def __enter__(self) -> Jobs:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        """Fork now: what the first call of a pool would do."""
        _tools.update(models=self.models, market=self.market)
        _load(self.models)
        gc.collect()
        gc.freeze()  # the collector would write into the shared memory
        pool = ProcessPoolExecutor(self.count, multiprocessing.get_context("fork"), _be_still)
        pool.submit(int).result()
        gc.unfreeze()
        return pool

    def ahead(
        self, items: Iterable[T], record_of: Callable[[T], Record | None]
    ) -> Iterator[tuple[T, Callable[[], Document] | None]]:
        """Each item with what gives its document, or raises what analyzing it raised; None for one without a record."""
        waiting: deque[tuple[T, Callable[[], Document] | None]] = deque()
        for item in items:
            record = record_of(item)
            result = None if record is None else partial(self._result, record, self._pool.submit(_work, record))
            waiting.append((item, result))
            if len(waiting) > AHEAD * self.count:
                yield waiting.popleft()
        yield from waiting

    def _result(self, record: Record, future: Future[Document]) -> Document:
        try:
            return future.result()
        except BrokenProcessPool:  # this record or one beside it ended its process: it is tried alone
            self._pool = self._start()
        try:
            return self._pool.submit(_work, record).result()
        except BrokenProcessPool as error:
            self._pool = self._start()
            raise Unforeseen(record.called, "its analysis ended the process; report it with the page") from error


def _load(models: Models) -> None:
    """Read all lexicons, once: what reads the first page would do in each process. No model is run before a fork."""
    from tapecheck.pipeline import analyze
    from tapecheck.schema import Record

    analyze(Record(id="first", html=FIRST, published="2023-09-11"), dataclasses.replace(models, model=None))


def _be_still() -> None:
    """Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(record: Record) -> Document:
    from tapecheck.pipeline import analyze

    return analyze(record, _tools["models"], _tools["market"])
