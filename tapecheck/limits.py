"""How much one source may take, in bytes, characters and seconds, so that none costs the others of its batch."""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tapecheck.errors import ReadError

BYTES = 60_000_000  # of a page or text, decompressed: a long market wrap has a hundred thousand
CHARACTERS = 2_000_000  # of an article's text: a book has one million
SECONDS = 60.0  # of processor time: an article of 600 words takes a twentieth of one
KEPT = 20_000  # objects more than before, and the collector looks which are garbage: some six articles make as many


def collect_rarely() -> None:
    """Let the collector of cycles run seldom, in a process that is ours: each time it walks all that was loaded."""
    gc.set_threshold(KEPT, 10, 10)


class _Late(BaseException):
    """Not an Exception: libraries catch those, and go on."""


@contextmanager
def within(source: str, seconds: float = SECONDS) -> Iterator[None]:
    """Ends what takes too long with a ReadError that names the source.

    Processor time of this process is counted, so that a busy machine fails nothing. It needs the main thread of a
    system with interval timers (not Windows); elsewhere, and inside of another limit, nothing is counted.
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")) or signal.getitimer(signal.ITIMER_PROF)[0]:
        yield
        return

    def stop(*_: object) -> None:
        raise _Late

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # and again each second, should it be swallowed
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    except _Late as late:
        raise ReadError(source, f"takes over {seconds:g} seconds to read; leave it out, or split it") from late
