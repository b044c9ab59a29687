"""What every command is given, and how commands talk: data to stdout, everything else to stderr."""

from __future__ import annotations

import functools
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from tapecheck.errors import UsageError
from tapecheck.settings import Origins, Settings, load_settings

T = TypeVar("T")
_PATIENCE_SECONDS = 1.0


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

    def track(self, items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
        """The items, with a progress bar that appears after a second, on a terminal only."""
        if self.quiet or self.log_json or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        progress = Progress(*columns, console=RichConsole(stderr=True), transient=True)
        task = progress.add_task(what, total=total)
        started = time.monotonic()
        try:
            for item in items:
                yield item
                progress.advance(task)
                if time.monotonic() - started > _PATIENCE_SECONDS:
                    progress.start()
        finally:
            progress.stop()

    def _write(self, level: str, message: str, details: dict[str, Any]) -> None:
        if self.log_json:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = json.dumps({"time": now, "level": level, "message": message, **details}, ensure_ascii=False)
        else:
            line = f"error: {message}" if level == "error" else message
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


def on_terminal() -> bool:
    """Whether stdout is a terminal: then tables are printed, else data."""
    return sys.stdout.isatty()


def print_json(data: Any) -> None:
    """One indented JSON value."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def print_json_line(data: Any) -> None:
    """One line of NDJSON, handed on at once."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def valid_day(text: str | None, option: str) -> date | None:
    """The day that an option names. Raises UsageError for what is none."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise UsageError(f"{option} {text}: not a day, such as 2023-09-11") from error
