"""What every command is given, and how commands talk: data to stdout, everything else to stderr.

Whatever is printed goes through here, since a title, a file's name or a server's answer may hold what moves the
cursor, clears the screen or turns text round: `inert` shows such characters instead of sending them.
"""

from __future__ import annotations

import functools
import json
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from tapecheck.errors import UsageError
from tapecheck.settings import Origins, Settings, load_settings

if TYPE_CHECKING:
    from rich.console import Console as Terminal

T = TypeVar("T")
_PATIENCE_SECONDS = 1.0

# Controls (C0 less tab and line end, DEL, C1), marks that turn text round, and ends of lines that look like none.
_LIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIGURE = re.compile(r"[+-]?\d[\d,.]*+[ %\w]*")


def inert(text: str) -> str:
    r"""Text as a terminal may have it: what would command it stands as `\x1b` or `\u202e`."""
    return _LIVE.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def csv_cell(text: str) -> str:
    """Text as a cell that no spreadsheet takes for a formula; symbols such as ^GSPC and figures stay as they are."""
    return f"'{text}" if text.startswith(_FORMULA) and not _FIGURE.fullmatch(text) else text


@dataclass(frozen=True)
class State:
    """What every command gets: how to talk to the person, and the settings, read when first asked for."""

    console: Console

    @functools.cached_property
    def origins(self) -> Origins:
        """The settings with their origins. Raises UsageError for a settings file with errors."""
        return load_settings()

    @property
    def settings(self) -> Settings:
        """The settings themselves."""
        return self.origins.settings


@dataclass(frozen=True, slots=True)
class Console:
    """How to talk to the person: `quiet` drops all but errors, `log_json` makes every message a JSON line."""

    quiet: bool = False
    log_json: bool = False

    def say(self, message: str, **details: Any) -> None:
        """Something a person may want to know."""
        if not self.quiet:
            self._write("info", message, details)

    def warn(self, message: str, **details: Any) -> None:
        """Something that failed while the rest goes on; printed even when quiet."""
        self._write("error", message, details)

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """A sign of life while something takes a moment: on a terminal only, and gone afterwards."""
        if not self._shows_progress():
            yield
            return
        line = f"{what} ..."
        sys.stderr.write(line)
        sys.stderr.flush()
        try:
            yield
        finally:
            sys.stderr.write("\r" + " " * len(line) + "\r")
            sys.stderr.flush()

    def track(self, items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
        """The items, with a progress bar that appears after a second, on a terminal only."""
        if not self._shows_progress():
            yield from items
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        # A bar on stderr takes over stdout as well, so that both do not write into each other's lines; never what is
        # piped, which would end on the terminal.
        together = sys.stdout.isatty()
        progress = Progress(*columns, console=open_terminal(stderr=True), transient=True, redirect_stdout=together)
        task = progress.add_task(what, total=total)
        patience = threading.Timer(_PATIENCE_SECONDS, progress.start)
        patience.daemon = True
        patience.start()
        try:
            for item in items:
                yield item
                progress.advance(task)
        finally:
            patience.cancel()
            patience.join()
            progress.stop()

    def _shows_progress(self) -> bool:
        return not (self.quiet or self.log_json) and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def _write(self, level: str, message: str, details: dict[str, Any]) -> None:
        if self.log_json:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = _json({"time": now, "level": level, "message": message, **details})
        else:
            line = inert(" ".join(message.splitlines()))
            line = f"error: {line}" if level == "error" else line
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


def open_terminal(*, stderr: bool = False) -> Terminal:
    """A rich console on stdout or stderr whose texts are inert.

    When its reader has gone it says so, where rich would exit with 1.
    """
    from rich.console import Console as RichConsole
    from rich.console import ConsoleOptions, RenderableType
    from rich.segment import Segment

    class InertTerminal(RichConsole):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
            for segment in super().render(renderable, options):
                plain = segment.control or not _LIVE.search(segment.text)
                yield segment if plain else Segment(inert(segment.text), segment.style)

    return InertTerminal(stderr=stderr, highlight=False)


def on_terminal() -> bool:
    """Whether stdout is a terminal: then tables are printed, else data."""
    return sys.stdout.isatty()


def print_line(text: str = "") -> None:
    """A line for people on stdout."""
    sys.stdout.write(inert(text) + "\n")


def print_text(text: str, *, styled: bool = False) -> None:
    """A whole text on stdout (a report, CSV), its line ends its own: as it is into a pipe, inert on a terminal.

    What `open_terminal` rendered is `styled`: inert but for the styles, which are ours.
    """
    sys.stdout.write(inert(text) if on_terminal() and not styled else text)


def print_bytes(data: bytes) -> None:
    """A file's bytes (a PDF) on stdout."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def print_json(data: Any) -> None:
    """One indented JSON value."""
    sys.stdout.write(_json(data, indent=1) + "\n")


def print_json_array(items: Iterable[Any]) -> None:
    """An indented JSON array, item by item: it may be longer than what fits into memory."""
    sys.stdout.write("[")
    for number, item in enumerate(items):
        sys.stdout.write(("," if number else "") + "\n" + _json(item, indent=1))
    sys.stdout.write("\n]\n")


def print_json_line(data: Any) -> None:
    """One line of NDJSON, handed on at once."""
    sys.stdout.write(_json(data, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _json(data: Any, **form: Any) -> str:
    """JSON in which nothing is live: the escapes of its own strings say the same."""
    return _LIVE.sub(_json_escape, json.dumps(data, ensure_ascii=False, **form))


def _json_escape(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def valid_day(text: str | None, option: str) -> date | None:
    """The day that an option names. Raises UsageError for what is none."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise UsageError(f"{option} {text}: not a day, such as 2023-09-11") from error
