"""Files here or on a store that fsspec knows: opened, listed, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from tapecheck.errors import ClusterError

EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs"}
TEMPORARY = ".part"


class NoSpace(ClusterError):
    """What is written to is full: a run stops, since nothing of it can be kept."""


def filesystem_of(url: str) -> tuple[Any, str]:
    """Fsspec's filesystem and its own path of a URL or a local path. Raises ClusterError."""
    import fsspec

    try:
        fs, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        scheme = url.partition("://")[0]
        extra = f"pip install 'tapecheck[{EXTRAS[scheme]}]'" if scheme in EXTRAS else str(error)
        raise ClusterError(f"{url}: reading this store needs one more library: {extra}") from error
    except ValueError as error:
        raise ClusterError(f"{url}: no such kind of store ({error}); give a path, s3://... or gs://...") from error
    return fs, str(path)


def open_file(url: str) -> BinaryIO:
    """A file to read from, at any place in it."""
    fs, path = filesystem_of(url)
    return cast(BinaryIO, fs.open(path, "rb"))


def list_names(folder: str, suffix: str) -> set[str]:
    """The names, without the suffix, of the files in a folder; empty where there is none yet."""
    fs, path = filesystem_of(folder)
    fs.invalidate_cache()
    try:
        found = fs.ls(path, detail=False)
    except FileNotFoundError:
        return set()
    return {name.rsplit("/", 1)[-1].removesuffix(suffix) for name in found if name.endswith(suffix)}


def remove(folder: str, name: str) -> None:
    """Remove a file; one that is gone already is no error."""
    fs, path = filesystem_of(folder)
    with suppress(FileNotFoundError):
        fs.rm_file(f"{path}/{name}")


@contextmanager
def written_whole(folder: str, name: str) -> Iterator[Path]:
    """A local path to write to; when the block ends the file stands under `name` in `folder`, whole and on the disk.

    Under its own name there is never half a file: here it is written beside it, synced and renamed; a store of objects
    shows an upload when it is complete. Raises NoSpace where a disk is full.
    """
    fs, path = filesystem_of(folder)
    local = "file" in (fs.protocol if isinstance(fs.protocol, tuple) else (fs.protocol,))
    try:
        if local:
            Path(path).mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(TEMPORARY, f".{name}.", path if local else None)
        os.close(handle)
    except OSError as error:
        raise _told(folder, error) from error
    try:
        yield Path(part)
        _sync(part)
        if local:
            Path(part).replace(f"{path}/{name}")
            _sync(path)
        else:
            fs.put_file(part, f"{path}/{name}")
    except OSError as error:
        raise _told(folder, error) from error
    finally:
        Path(part).unlink(missing_ok=True)


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _told(folder: str, error: OSError) -> ClusterError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpace(
            f"{folder}: the disk is full; make room and give the same command again, what is done stays done"
        )
    return ClusterError(f"{folder}: cannot be written ({error.strerror or error}); name another folder with --out")
