"""Telling of new claims with a verdict that somebody waits for: at most once a claim, by a command or a webhook."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tapecheck.errors import FetchError, UsageError
from tapecheck.store import Fetches

if TYPE_CHECKING:
    from tapecheck.scraper.fetch import Client
    from tapecheck.store import Store

SECONDS = 60.0
_BEGUN = "(watching began)"  # stands among the claims told: what was stored before it is old


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that went out, or the reason why it did not."""

    claim: str
    text: str
    failed: str | None = None


class Alerts:
    """What is told, of which verdicts, and how."""

    def __init__(
        self, store: Store, verdicts: Sequence[str], command: str | None, webhook: str | None, client: Client
    ) -> None:
        """Raises UsageError for a command that cannot be read. What is stored already is never told."""
        self._store = store
        self._memory = Fetches(store)
        self._verdicts = tuple(verdicts)
        self._webhook = webhook
        self._client = client
        try:
            self._command = shlex.split(command) if command else []
        except ValueError as error:
            raise UsageError(f"--run {command}: {error}; quote it as for a shell") from error
        if self._memory.tell_once(_BEGUN, ",".join(verdicts)):
            for claim in self._new():
                self._memory.tell_once(claim["claim"], "stored before")

    def tell(self) -> Iterator[Told]:
        """Tell of every claim that was not told yet. One whose telling failed is tried again the next time."""
        for claim in self._new():
            if not self._memory.tell_once(claim["claim"], claim["verdict"]):
                continue
            failed = self._send(claim)
            if failed:
                self._memory.untell(claim["claim"])
            yield Told(claim["claim"], claim["text"], failed)

    def _new(self) -> list[dict[str, Any]]:
        marks = ", ".join("?" * len(self._verdicts))
        return self._store.rows(
            "select c.id as claim, c.verdict, c.text, c.sentence, c.subject, c.symbol, a.id as article, a.title, "
            "a.url, a.publisher, a.published, k.formula, k.computed, k.unit, k.reason from claims c join articles a on "
            "a.id = c.article left join checks k on k.claim = c.key and k.current = 1 "
            f"where c.latest = 1 and c.verdict in ({marks}) and c.id not in (select claim from told) order by c.key",
            self._verdicts,
        )

    def _send(self, claim: dict[str, Any]) -> str | None:
        """Send one alert; why that failed, or None."""
        body = json.dumps(claim, ensure_ascii=False)
        if self._command and (failed := _run(self._command, body, claim)):
            return failed
        if self._webhook:
            try:
                self._client.post(self._webhook, body.encode())
            except FetchError as error:
                return str(error)
        return None


def _run(command: Sequence[str], body: str, claim: dict[str, Any]) -> str | None:
    environ = {**os.environ, "TAPECHECK_CLAIM": claim["claim"], "TAPECHECK_VERDICT": claim["verdict"],
               "TAPECHECK_URL": claim["url"] or "", "TAPECHECK_TEXT": claim["text"]}  # fmt: skip
    try:
        done = subprocess.run(
            command, input=body.encode(), env=environ, timeout=SECONDS, capture_output=True, check=False
        )
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return f"--run {command[0]}: {error}"
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return f"--run {command[0]}: exit code {done.returncode}{f' ({said[-1][:200]})' if said else ''}"
    return None
