"""Every error that tapecheck raises on purpose.

TapecheckError                 one clear line, says what to do next
├── UsageError                 the words of a command or a setting are off (exit code 2)
├── SourceError                a page, file or feed could not be had; carries `source`
│   ├── FetchError             HTTP: status, time-out, redirects, refused address
│   ├── ReadError              not a page we can read: empty, binary, PDF, no text
│   └── Unforeseen             an error of ours while reading it; the others of its batch go on
├── RecordError                a line of NDJSON is not a record; carries `line`
├── StoreError                 the database: not ours, locked, damaged, nothing found; carries `path`
├── MarketError                market data; carries `symbol` or `path`
│   ├── UnknownSymbol          no provider knows the symbol
│   ├── NoHistory              the symbol is known, but not on the days that are asked for
│   └── ProviderError          a provider failed or answered what cannot be read
├── ClusterError               a run on many machines: no scheduler, other versions, another run's folder, a full disk
└── ModelError                 a language model is missing, of another version, or has labels nobody mapped
"""

from __future__ import annotations


class TapecheckError(Exception):
    """Base of all. `str(error)` is one line that says what is wrong and what to do next."""

    exit_code = 1

    def __reduce__(self) -> tuple[object, ...]:
        """As it is, for another process: what Python does by itself would call `__init__` with the finished line."""
        return _again, (type(self), str(self), dict(self.__dict__))


def _again(kind: type[TapecheckError], told: str, carried: dict[str, object]) -> TapecheckError:
    error = kind.__new__(kind, told)
    error.args = (told,)
    error.__dict__.update(carried)
    return error


class UsageError(TapecheckError):
    """The call is off: an option, a setting or a value that cannot be."""

    exit_code = 2


class SourceError(TapecheckError):
    """A source could not be had. `source` is the URL or path as it was given."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source


class FetchError(SourceError):
    """An HTTP request failed; `status` is the response's code, or None where there was no response."""

    def __init__(self, source: str, message: str, status: int | None = None) -> None:
        super().__init__(source, message)
        self.status = status


class ReadError(SourceError):
    """What was fetched is not an article that can be read."""


class Unforeseen(SourceError):
    """Something went wrong in tapecheck itself while it read this source."""


def unforeseen(source: str, error: Exception) -> Unforeseen:
    """What nobody foresaw, as the failure of one input."""
    return Unforeseen(source, f"this should not happen: {type(error).__name__}: {' '.join(str(error).split())[:200]}")


class RecordError(TapecheckError):
    """Line `line` (from 1) of an NDJSON stream is not a record; `record_id` is its id where it has one."""

    def __init__(self, line: int, message: str, record_id: str | None = None) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line
        self.record_id = record_id


class StoreError(TapecheckError):
    """The database at `path` cannot be used as asked; `fatal` where SQLite says so: a full disk, a lock, damage."""

    def __init__(self, path: str, message: str, *, fatal: bool = False) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.fatal = fatal


class MarketError(TapecheckError):
    """Market data is missing or wrong. `subject` is the symbol or file concerned."""

    def __init__(self, subject: str, message: str) -> None:
        super().__init__(f"{subject}: {message}")
        self.subject = subject


class UnknownSymbol(MarketError):
    """No provider at hand knows the symbol."""


class NoHistory(MarketError):
    """The symbol is known, but its history does not reach the days that are asked for."""


class ProviderError(MarketError):
    """A provider failed half way, or answered what cannot be read."""


class ModelError(TapecheckError):
    """A language model cannot be used: missing, of another version, or with unmapped labels."""


class ClusterError(TapecheckError):
    """A run on many machines cannot go on: what is wrong with it, its inputs, its workers or its folder."""
