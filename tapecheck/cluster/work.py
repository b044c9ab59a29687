"""What a worker does: one split of records in, one shard out.

`work` is a function of a split and the run's description alone; models and market are loaded once a process. A record
that fails is a row that says why. One that ends the process is found by `guarded`: then a child of the worker analyzes
the records one by one, and only the record at which it dies is lost.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tapecheck import __version__
from tapecheck.cluster.files import written_whole
from tapecheck.cluster.records import Item, read_split
from tapecheck.cluster.shards import SUFFIX, row_of_document, row_of_failure, write_rows
from tapecheck.cluster.splits import Split
from tapecheck.errors import ClusterError, TapecheckError
from tapecheck.limits import collect_rarely
from tapecheck.schema import SCHEMA, Document, Record

if TYPE_CHECKING:
    from tapecheck.pipeline import Models
    from tapecheck.reference.market import Market

SECONDS = 600.0  # that a guarded record may take
Analyze = Callable[[Record], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What the documents of a run depend on: all workers must have the same."""

    schema: int = SCHEMA
    tapecheck: str = __version__
    model: str
    rules: str
    market: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A run as its workers need it: where shards go, and what `analyze` is given."""

    out: str
    model: str = "default"
    instruments: tuple[str, ...] = ()
    market: str | None = None
    published: str | None = None
    expected: Versions | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a split. `causes` are those of its first failures, with file and offset."""

    name: str
    records: int
    failures: int
    claims: int
    causes: tuple[str, ...] = ()

    def __add__(self, other: Done) -> Done:
        """The counts of both."""
        counts = (self.records + other.records, self.failures + other.failures, self.claims + other.claims)
        return Done(self.name, *counts, self.causes + other.causes)


def work(split: Split, job: Job, *, guarded: bool = False) -> Done:
    """Analyze the records of a split and write its shard. Raises ClusterError where versions differ or a disk is full.

    Raises ModelError and MarketError where this machine lacks what the run needs.
    """
    if (own := versions(job)) != job.expected:
        raise ClusterError(other_versions(own, job.expected))
    tally = Tally()
    analyzed = _guarded(split, job) if guarded else _analyzed(split, job)
    with written_whole(job.out, split.name + SUFFIX) as path:
        write_rows(path, tally.counted(analyzed))
    return Done(split.name, tally.records, tally.failures, tally.claims, tuple(tally.causes))


def give_up(split: Split, job: Job, cause: str) -> Done:
    """Write the shard of a split that nobody could read, with the cause as its only row."""
    with written_whole(job.out, split.name + SUFFIX) as path:
        write_rows(path, [row_of_failure(Item(split.source, split.first), cause)])
    return Done(split.name, 0, 1, 0, (f"{split.source} at {split.first}: {cause}",))


class Tally:
    """Counts rows as they pass."""

    def __init__(self) -> None:
        self.records = self.failures = self.claims = 0
        self.causes: list[str] = []

    def counted(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The rows, counted."""
        for row in rows:
            if cause := row.get("cause"):
                self.failures += 1
                if len(self.causes) < 3:
                    self.causes.append(f"{row['file']} at {row['offset']}: {cause}")
            else:
                self.records += 1
                self.claims += len(row["claims"])
            yield row


# --- what every process loads once -----------------------------------------------------------------------------------
@functools.cache
def _tools(model: str, instruments: tuple[str, ...], market: str | None) -> tuple[Models, Market | None]:
    """Models and market; what they hold is left alone by the collector from then on."""
    from tapecheck.market import open_market
    from tapecheck.pipeline import load_models

    source = open_market(folders=[Path(market)], offline=True) if market else None
    series = source.series() if source else ()
    tools = load_models(model, instruments, series), source
    gc.collect()
    gc.freeze()
    collect_rarely()
    return tools


@functools.cache
def versions(job: Job) -> Versions:
    """What this process would make its documents with. Raises ModelError and MarketError."""
    from tapecheck.crosscheck import RULES_VERSION

    models, _ = _tools(job.model, job.instruments, job.market)
    rules = f"{RULES_VERSION} {_digest(map(Path, job.instruments))}" if job.instruments else RULES_VERSION
    figures = _digest(sorted(path for path in Path(job.market).rglob("*") if path.is_file())) if job.market else None
    return Versions(model=models.version, rules=rules, market=figures)


def other_versions(own: Versions, expected: Versions | None) -> str:
    """One line that says what differs."""
    wanted = asdict(expected) if expected else {}
    differ = [f"{name} {value} instead of {wanted.get(name)}" for name, value in asdict(own).items()
              if value != wanted.get(name)]  # fmt: skip
    return "a worker has " + ", ".join(differ) + "; install the same there and start it again"


def _digest(paths: Iterable[Path]) -> str:
    sha = hashlib.sha256()
    for path in paths:
        sha.update(path.name.encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()[:16]


# --- records to rows -------------------------------------------------------------------------------------------------
def _analyzed(split: Split, job: Job) -> Iterator[dict[str, Any]]:
    from tapecheck.pipeline import analyze

    models, market = _tools(job.model, job.instruments, job.market)
    for item in read_split(split, job.published):
        yield row_of(item, lambda record: analyze(record, models, market))


def row_of(item: Item, analyze: Analyze) -> dict[str, Any]:
    """A record's row: its document, or why there is none."""
    if item.record is None:
        return row_of_failure(item, item.cause or "no record")
    try:
        return row_of_document(item, analyze(item.record))
    except TapecheckError as error:
        return row_of_failure(item, str(error))
    except Exception as error:  # noqa: BLE001 - a record that nobody foresaw poisons itself alone
        return row_of_failure(item, f"this should not happen: {type(error).__name__}: {error}"[:300])


def _guarded(split: Split, job: Job) -> Iterator[dict[str, Any]]:
    """The rows, made by a child that may die: at its death one record is lost, and another child goes on."""
    child = Child(job)
    try:
        for item in read_split(split, job.published):
            row = child.row(item)
            if isinstance(row, str):
                row = row_of_failure(item, row)
                child.close()
                child = Child(job)
            yield row
    finally:
        child.close()


class Child:
    """A process that makes rows of items, one at a time; it may die of one."""

    def __init__(self, job: Job) -> None:
        command = [sys.executable, "-m", "tapecheck.cluster.child"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._send(job)

    def _send(self, item: object) -> None:
        assert self.process.stdin is not None
        pickle.dump(item, self.process.stdin)
        self.process.stdin.flush()

    def row(self, item: Item) -> dict[str, Any] | str:
        """The row of an item, or how the child died of it."""
        timer = threading.Timer(SECONDS, self.process.kill)
        timer.start()
        try:
            self._send(item)
            assert self.process.stdout is not None
            row: dict[str, Any] = pickle.load(self.process.stdout)
            return row
        except (OSError, EOFError, pickle.UnpicklingError):
            code = self.process.wait()
            why = f"took longer than {SECONDS:.0f} s" if timer.finished.is_set() else f"ended its process (code {code})"
            return f"its analysis {why}"
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the child."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:  # what it never read
                    continue
        self.process.wait()


def serve(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """What the child does: a job comes in, then items; for each a row goes out."""
    from tapecheck.pipeline import analyze

    job: Job = pickle.load(stdin)
    models, market = _tools(job.model, job.instruments, job.market)
    while True:
        try:
            item: Item = pickle.load(stdin)
        except EOFError:
            return
        pickle.dump(row_of(item, lambda record: analyze(record, models, market)), stdout)
        stdout.flush()
