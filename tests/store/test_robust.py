"""What may go wrong around a database: readers during an ingest, a full disk, a damaged file, places that are none."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapecheck.errors import StoreError
from tapecheck.schema import ArticleInfo
from tapecheck.store import ClaimQuery, Store
from tapecheck.store.search import search
from tapecheck.store.upkeep import find_damage
from tests.factories import VERSIONS, make_document
from tests.store.test_layout import make_first_layout

READERS = 5


def save(store: Store, name: str, run: int) -> None:
    info = ArticleInfo(url=f"https://example.org/{name}", title=name)
    store.save(make_document(id=name, article=info), run)


def fill(store: Store, names: Iterator[str], run: int) -> None:
    for name in names:
        save(store, name, run)


def read_all(path: str) -> None:
    with Store.open(path) as store:
        for article in store.article_ids():
            store.load(article)
        list(search(store, ClaimQuery(words="russell", limit=1000)))


def whole(path: str) -> None:
    with Store.open(path) as store:
        assert list(find_damage(store)) == []


def test_readers_see_no_error_and_no_half_article(tmp_path: Path) -> None:
    path = str(tmp_path / "t.db")
    Store.open(path).close()
    done, seen, failures = threading.Event(), [0] * READERS, list[BaseException]()

    def read(number: int) -> None:
        try:
            with Store.open(path) as store:
                while not done.is_set():
                    for row in store.articles(5):
                        assert (row["claims"], len(store.load(row["id"]).checks or ())) == (2, 2)
                    assert len(list(search(store, ClaimQuery(words="russell", limit=9)))) >= min(seen[number], 9)
                    seen[number] += 1
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    with Store.open(path) as store:
        run = store.start_run("ingest", VERSIONS)
        for count in range(20):
            save(store, f"first{count}", run)
        for reader in readers:
            reader.start()
        for count in range(100):
            save(store, f"s{count}", run)
        time.sleep(0.1)
        done.set()
        for reader in readers:
            reader.join()
    assert failures == []
    assert all(seen)


def test_a_full_disk_is_one_line_and_an_intact_file(tmp_path: Path) -> None:
    path = str(tmp_path / "t.db")
    with Store.open(path) as store:
        run = store.start_run("ingest", VERSIONS)
        pages = store.db.execute("pragma page_count").fetchone()[0]
        store.db.execute(f"pragma max_page_count={pages + 20}")
        names = iter(f"s{count}" for count in range(500))
        with pytest.raises(StoreError, match="the disk is full; nothing of the last article was saved"):
            fill(store, names, run)
    with Store.open(path) as store:
        saved = store.article_ids()
    assert next(names) == f"s{len(saved) + 1}"
    assert len(saved) > 5
    whole(path)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(str(path)) as store:
        run = store.start_run("ingest", VERSIONS)
        for count in range(50):
            save(store, f"s{count}", run)
        store.db.execute("pragma wal_checkpoint(truncate)")
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError, match="not a database that can be read"):
        read_all(str(path))


@pytest.mark.skipif(shutil.which("setpriv") is None or os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(str(path)) as store:
        save(store, "s", store.start_run("ingest", VERSIONS))
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    path.chmod(0o444)
    code = f"from tapecheck.store import Store; Store.open({str(path)!r})"
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--clear-groups", sys.executable, "-c", code], capture_output=True, text=True
    )
    assert "is read-only; make it writable" in done.stderr


MIGRATE = "import sys; from tapecheck.store import Store; print('start', flush=True); Store.open(sys.argv[1]).close()"


@pytest.mark.slow
def test_a_killed_migration_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    make_first_layout(path, copies=400)
    chance = random.Random(7)
    for _ in range(4):
        with subprocess.Popen([sys.executable, "-c", MIGRATE, str(path)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.05, 0.4))
            process.send_signal(signal.SIGKILL)
    whole(str(path))
    with Store.open(str(path)) as store:
        assert len(store.article_ids()) == 401
        assert all(store.load(article).checks for article in store.article_ids())
