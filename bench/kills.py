"""kill -9 a hundred times at random, in ingest, reanalyze and migration: nothing reported is lost, the file is whole.

python3 dev.py bench kills            100 kills, some minutes
python3 dev.py bench kills --kills 12
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tapecheck.store import Store
from tapecheck.store.upkeep import find_damage
from tests.store.test_layout import make_first_layout
from tests.store.test_robust import MIGRATE
from tests.test_kill import ARTICLES, environ_of, ingest, make_pages, read_again


def main(argv: list[str]) -> int:
    """Print what was killed and what was found after it; 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="bench kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(argv)
    chance = random.Random(arguments.seed)
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        make_pages(place / "pages")
        for share, name, kill in (
            (0.4, "ingest", _in_ingest),
            (0.4, "reanalyze", _in_reanalyze),
            (0.2, "migration", _in_migration),
        ):
            count = round(arguments.kills * share)
            problems = kill(place, count, chance)
            lost += len(problems)
            print(f"{count} kills in {name}: {len(problems)} problems {'; '.join(problems[:3])}")
    return int(lost > 0)


def _in_ingest(place: Path, kills: int, chance: random.Random) -> list[str]:
    db, problems = place / "t.db", []
    reported: set[str] = set()
    for _ in range(kills):
        reported |= set(ingest(place / "pages", db, die_after=chance.randrange(1, ARTICLES - 1)))
        problems += _damage(db)
        with Store.open(str(db)) as store:
            problems += [f"{id_} is lost" for id_ in reported - set(store.article_ids())]
    ingest(place / "pages", db, die_after=None)
    with Store.open(str(db)) as store:
        count = len(store.article_ids())
    return problems + ([] if count == ARTICLES else [f"{count} articles after the last run"])


def _in_reanalyze(place: Path, kills: int, chance: random.Random) -> list[str]:
    db, problems = place / "t.db", []
    for _ in range(kills):
        read_again(db, die_after=chance.uniform(1.0, 4.0))
        problems += _damage(db)
    read_again(db, die_after=None)
    with Store.open(str(db)) as store:
        waiting = store.connection.execute("select count(*) from articles").fetchone()[0]
    return problems + ([] if waiting == ARTICLES else [f"{waiting} articles after the last run"])


def _in_migration(place: Path, kills: int, chance: random.Random) -> list[str]:
    db, problems = place / "old.db", []
    make_first_layout(db, copies=2000)
    for _ in range(kills):
        with subprocess.Popen([sys.executable, "-c", MIGRATE, str(db)], stdout=subprocess.PIPE, text=True,
                              env=environ_of(db)) as process:  # fmt: skip
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.01, 1.0))
            process.send_signal(signal.SIGKILL)
    problems += _damage(db)
    with Store.open(str(db)) as store:
        count = len(store.article_ids())
    return problems + ([] if count == 2001 else [f"{count} of 2001 articles"])


def _damage(db: Path) -> list[str]:
    with Store.open(str(db)) as store:
        return list(find_damage(store))
