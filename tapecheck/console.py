"""What goes to stderr: messages, as text or as JSON lines, and a progress bar for what takes over a second."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

T = TypeVar("T")
_PATIENCE_SECONDS = 1.0


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
