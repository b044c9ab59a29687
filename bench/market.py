"""Market data: importing 3.9 million rows, look-ups, breadth, and files touched, each against its floor."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.common import need_shared

FLOORS = {
    "import, s": 20.0,
    "import, MB at most": 1500.0,
    "history, ms after the first": 5.0,
    "breadth of 2,000 members, s": 0.3,
    "breadth, first time, s": 1.0,
    "files touched more than once": 0.5,
}


def peak_mb() -> float:
    """The most memory this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def timed(call: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main(argv: list[str]) -> int:
    """Measure; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench market", description=__doc__)
    parser.parse_args(argv)
    folder = need_shared() / "market"
    with tempfile.TemporaryDirectory() as place:
        found = measure(folder, Path(place))
    missed = False
    for name, value in found.items():
        over = value > FLOORS[name]
        missed |= over
        print(f"{name:32} {value:10.3f}   floor {FLOORS[name]:>8g}   {'MISSED' if over else 'met'}")
    return int(missed)


def measure(folder: Path, place: Path) -> dict[str, float]:
    """All figures, from one import into an empty cache."""
    from tapecheck.market import open_market
    from tapecheck.market.cache import SeriesCache
    from tapecheck.market.importing import import_folder

    start = time.perf_counter()
    with SeriesCache(place) as cache:
        report = import_folder(folder, cache)
    found = {"import, s": time.perf_counter() - start, "import, MB at most": peak_mb()}
    print(f"{report.summary()}; {time.process_time():.1f} s of processor time since the start")

    market = open_market(cache=place, offline=True)
    start_day, end_day = date(2022, 12, 30), date(2023, 9, 9)
    market.history("NVDA", start_day, end_day)
    times = [timed(lambda: market.history("NVDA", start_day, end_day)) for _ in range(50)]
    found["history, ms after the first"] = 1e3 * sorted(times)[25]

    membership = market.members("^RUT", date(2023, 6, 20))
    assert membership is not None
    first = timed(lambda: market.closes(membership.symbols, start_day, end_day))
    again = timed(lambda: market.closes(membership.symbols, start_day, end_day))
    found |= {"breadth of 2,000 members, s": again, "breadth, first time, s": first}
    found["files touched more than once"] = touched_again(place)
    return found


def touched_again(place: Path) -> float:
    """How many files of the cache a thousand look-ups open more than once, as the interpreter tells it."""
    opened: dict[str, int] = {}

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith(".parquet"):
            opened[str(arguments[0])] = opened.get(str(arguments[0]), 0) + 1

    from tapecheck.market import open_market

    market = open_market(cache=place, offline=True)
    symbols = [entry for entry in ("^GSPC", "^RUT", "^DJI", "^VIX", "AAPL", "MSFT", "NVDA", "CL=F") for _ in range(5)]
    sys.addaudithook(note)  # cannot be taken off again, and costs nothing once this is over
    for i in range(1000):
        market.history(symbols[i % len(symbols)], date(2023, 1, 3), date(2023, 1, 4 + i % 20))
    return float(sum(1 for count in opened.values() if count > 1))
