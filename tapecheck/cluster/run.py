"""A run, seen from where it was started: plan, shake hands, hand out splits, note what became of them.

The folder of a run holds `run.json`, which says what its documents were made with, and a shard for each split. A shard
that is there is done; so the same command again does only what is missing, whatever ended the run before.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from tapecheck.cluster.files import TEMPORARY, filesystem_of, list_names, remove, written_whole
from tapecheck.cluster.shards import SUFFIX
from tapecheck.cluster.splits import Plan, Split, group_of, names_of
from tapecheck.cluster.work import Done, Job, Versions, give_up, other_versions, versions, work
from tapecheck.errors import ClusterError, TapecheckError

MANIFEST = "run.json"
WAIT_SECONDS = 5
GONE = "the scheduler is gone; what is done stays done: start it and give the same command again"
SPLITS_A_CORE = 3  # handed out at a time: a core is never idle, and the scheduler holds little


@contextmanager
def connect(scheduler: str | None, workers: int | None, dashboard: bool = True) -> Iterator[Any]:
    """A Dask client: of the scheduler at an address, or of one process for each core of this machine.

    Raises ClusterError where nobody answers.
    """
    import dask

    quiet = {"logging.distributed": "critical", "distributed.scheduler.allowed-failures": 1}
    with dask.config.set(quiet), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Port .* is already in use")  # then the dashboard takes another
        from distributed import Client, LocalCluster

        if scheduler is None:
            place = ":8787" if dashboard else None
            with (
                LocalCluster(n_workers=workers or os.cpu_count() or 1, threads_per_worker=1, dashboard_address=place,
                             silence_logs=50) as cluster,
                Client(cluster) as client,
            ):  # fmt: skip
                yield client
            return
        try:
            client = Client(scheduler, timeout=WAIT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                f"{scheduler}: no scheduler answers there; start one with `dask scheduler`, or leave --scheduler away"
            ) from error
        with client:
            yield client


def shake_hands(client: Any, job: Job) -> Job:
    """The job with the versions that all workers have. Raises ClusterError where there are none, or they differ."""
    try:
        client.wait_for_workers(1, timeout=WAIT_SECONDS * 12)
    except TimeoutError as error:
        address = client.scheduler.address
        raise ClusterError(f"no worker has come within a minute; start some with `dask worker {address}`") from error
    answers = client.run(versions, job, on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, TapecheckError):
            raise ClusterError(f"worker {worker}: {answer}")
        if not isinstance(answer, Versions):
            raise ClusterError(f"worker {worker} cannot run tapecheck ({answer}); install the same version there")
    expected = next(iter(answers.values()))
    if expected.tapecheck != Versions(model="", rules="").tapecheck:
        raise ClusterError(
            other_versions(expected, replace(expected, tapecheck=Versions(model="", rules="").tapecheck))
        )
    for own in answers.values():
        if own != expected:
            raise ClusterError(other_versions(own, expected))
    return replace(job, expected=expected)


def claim_folder(job: Job, records: int) -> None:
    """Write into the run's folder what it is made with. Raises ClusterError where another run, or another thing, is."""
    assert job.expected is not None
    own = {**asdict(job.expected), "published": job.published, "records": records}
    fs, path = filesystem_of(job.out)
    fs.invalidate_cache()
    try:
        found = [name.rsplit("/", 1)[-1] for name in fs.ls(path, detail=False)]
    except (FileNotFoundError, NotADirectoryError):
        found = []
    for name in found:
        if name.endswith(TEMPORARY):  # of a worker that was killed
            remove(job.out, name)
    if MANIFEST in found:
        there = json.loads(fs.cat_file(f"{path}/{MANIFEST}"))
        differ = [f"{name} {there.get(name)}, now {value}" for name, value in own.items() if there.get(name) != value]
        if differ:
            raise ClusterError(f"{job.out}: holds another run ({'; '.join(differ)}); name another folder with --out")
    elif [name for name in found if not name.startswith(".")]:
        raise ClusterError(f"{job.out}: holds other files and no run; name another folder with --out")
    else:
        with written_whole(job.out, MANIFEST) as file:
            file.write_text(json.dumps(own, indent=1) + "\n", "utf-8")


def missing(plan: Plan, out: str) -> list[Split]:
    """The splits that have no shard yet. Shards of what an input was before it changed are removed."""
    wanted, there = names_of(plan.splits), list_names(out, SUFFIX)
    groups = {group_of(source) for source in plan.sources}
    for name in there - wanted:
        if name.partition("-")[0] in groups:
            remove(out, name + SUFFIX)
    return [split for split in plan.splits if split.name not in there]


def hand_out(client: Any, splits: Sequence[Split], job: Job) -> Iterator[Done]:
    """What became of each split, as they are done. Raises ClusterError when the run cannot go on."""
    from distributed import as_completed

    waiting = iter(splits)
    cores = max(1, sum(client.ncores().values()))
    running: dict[str, Split] = {}
    guarded: set[str] = set()

    def submit(split: Split) -> Any:
        running[split.name] = split
        careful = split.name in guarded
        key = f"{split.name}-guarded" if careful else split.name
        return client.submit(work, split, job, guarded=careful, key=key, pure=False)

    first = [submit(split) for _, split in zip(range(SPLITS_A_CORE * cores), waiting, strict=False)]
    futures = as_completed(first)
    del first
    for future in futures:
        name = future.key.removesuffix("-guarded")
        split = running.pop(name)
        done = _outcome(future, split, job, name in guarded)
        future.release()
        if done is None:
            guarded.add(name)
            futures.add(submit(split))
            continue
        yield done
        if (following := next(waiting, None)) is not None:
            futures.add(submit(following))


def _outcome(future: Any, split: Split, job: Job, guarded: bool) -> Done | None:
    """What a future brought; None: its worker died of it, and it should be tried with care."""
    from distributed import CancelledError
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    if future.status not in ("finished", "error"):
        raise ClusterError(GONE)
    try:
        if future.status == "finished":
            done: Done = future.result()
            return done
        error = future.exception()
    except (CommClosedError, CancelledError) as closed:  # it ended just before the scheduler did, and is not here yet
        raise ClusterError(GONE) from closed
    if isinstance(error, KilledWorker):
        return give_up(split, job, "reading this part of the file ends the process") if guarded else None
    if isinstance(error, TapecheckError):
        raise error
    raise ClusterError(f"{split.source} at {split.first}: {type(error).__name__}: {error}") from error
