"""What breakers try, at length: kills, crowds, broken files, endless sources, slow patterns, many articles.

    python3 dev.py bench robustness                   all of it (about twenty minutes of two cores)
    python3 dev.py bench robustness --only kills      one part; --help names them
    python3 dev.py bench robustness --seconds 600     so long with texts mutated at random [default: 60]
    python3 dev.py bench robustness --articles 10000  so many articles through ingest and check [default: 1000]

It prints the table of docs/robustness.md: what was tried how often, what had to hold, and what did. A row that does not
hold makes the exit code 1.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from bench.common import find_shared, make_parser

MARKET = str(files("tapecheck.demo").joinpath("market"))
SENTENCES = (
    "The S&P 500 rose {count}.5% on Friday to 4,{count:03}.49.",
    "“It is a start,” said Jane Roe of Example Bank, “and {count} clients asked why.”",
    "The yield on the 10-year Treasury note fell {count} basis points to 4.2{digit}%.",
    "Shares of Apple Inc. lost {digit}.{count}% after it cut its forecast for 202{digit} to ${count} billion.",
    "Gold added {digit}% to $1,{count:03} an ounce, its highest since March 202{digit}.",
    "Analysts at Example Bank said {count} of 500 companies had beaten estimates; {digit} in ten missed them.",
    "Brent crude settled {digit}.{count}% lower at $8{digit}.{count:03} a barrel.",
)


@dataclass(frozen=True)
class Row:
    """A line of the table: what was tried, whether it held, and the figure."""

    fault: str
    held: bool
    figure: str


def command(folder: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """A command of the program and its environment: settings and cache lie in the folder."""
    environ = {**os.environ, "TAPECHECK_CONFIG": str(folder / "none.toml"), "TAPECHECK_CACHE": str(folder / "cache")}
    return [sys.executable, "-m", "tapecheck", *arguments], environ | {
        "TAPECHECK_MODEL": "fast",
        "TAPECHECK_OFFLINE": "1",
    }


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    words, environ = command(folder, *arguments)
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, env=environ)


def write_articles(folder: Path, count: int) -> Path:
    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    for number in range(count):
        said = " ".join(SENTENCES).format(count=number % 1000, digit=number % 10)
        text = f"Stocks rise, part {number}\n\n{said}\n\n{said[::-1][: number % 300]}\n"
        (pages / f"{number:05}.txt").write_text(text, "utf-8")
    return pages


def write_prices(folder: Path, count: int) -> Path:
    prices = folder / "prices"
    prices.mkdir(exist_ok=True)
    days = [f"{year}-{month:02}-{day:02}" for year in (2021, 2022) for month in range(1, 13) for day in range(1, 29)]
    rows = "".join(f"{day},{100 + i}\n" for i, day in enumerate(days))
    for number in range(count):
        (prices / f"S{number}.csv").write_text(f"date,close\n{rows}", "utf-8")
    return prices


def whole(db: Path) -> tuple[int, bool]:
    """How many articles a database holds, and whether it is sound."""
    if not db.exists():
        return 0, True
    with sqlite3.connect(db) as connection:
        sound = connection.execute("pragma integrity_check").fetchone() == ("ok",)
        sound = sound and not connection.execute("pragma foreign_key_check").fetchall()
        count = connection.execute("select count(*) from articles").fetchone()[0]
    connection.close()
    return count, sound


def kills(folder: Path) -> Iterator[Row]:
    chance = random.Random(18)
    pages, db, reported, sound = write_articles(folder, 200), folder / "t.db", 0, True
    for _ in range(50):
        process = start(
            folder, "-q", "ingest", str(pages), "--db", "t.db", "--format", "ndjson", "--published", "2023-09-11"
        )
        assert process.stdout is not None
        lines, enough = 0, chance.randint(1, 60)
        for _line in process.stdout:
            lines += 1
            if lines >= enough:
                process.send_signal(signal.SIGKILL)
                break
        process.communicate()
        reported = max(reported, lines)
        count, fine = whole(db)
        sound = sound and fine and count >= lines
    yield Row("kill -9 in ingest, 50 times", sound, f"{whole(db)[0]} articles, at least {reported} reported, all there")
    sound = True
    for _ in range(15):
        process = start(folder, "check", "--stored", "--db", "t.db", "--market", MARKET, "--format", "ndjson")
        time.sleep(chance.uniform(0.5, 4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        sound = sound and whole(db)[1]
    yield Row("kill -9 in check --stored, 15 times", sound, "database sound after each")
    prices, states = write_prices(folder, 300), []
    for _ in range(8):
        process = start(folder, "market", "import", str(prices))
        time.sleep(chance.uniform(0.3, 3))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        states.append(series_in(folder / "cache" / "market"))
    yield Row(
        "kill -9 in market import, 8 times",
        set(states) <= {0, 300},
        f"series visible after each: {sorted(set(states))}",
    )


def series_in(cache: Path) -> int:
    from tapecheck.market import SeriesCache

    with SeriesCache(cache) as opened:
        return len({snapshot.symbol for snapshot in opened.all()})


def crowds(folder: Path) -> Iterator[Row]:
    pages = write_articles(folder, 60)
    done = [start(folder, "ingest", str(pages), "--db", "six.db", "--published", "2023-09-11") for _ in range(6)]
    codes = [process.communicate() and process.returncode for process in done]
    count, sound = whole(folder / "six.db")
    yield Row(
        "six that make the database at once", codes == [0] * 6 and sound and count == 60, f"{count} articles of 60"
    )
    prices = write_prices(folder, 100)
    done = [start(folder, "market", "import", str(prices)) for _ in range(5)]
    codes = [process.communicate() and process.returncode for process in done]
    held = series_in(folder / "cache" / "market")
    yield Row("five imports at once", codes == [0] * 5 and held == 100, f"{held} series of 100")
    writers = [start(folder, "ingest", str(pages), "--db", "two.db", "--published", f"2023-09-1{i}") for i in (1, 2)]
    reads, failed = 0, 0
    while any(process.poll() is None for process in writers):
        reader = start(folder, "list", "--db", "two.db")
        _, err = reader.communicate()
        reads, failed = reads + 1, failed + ("no database" not in err and reader.returncode != 0)
    codes = [process.communicate() and process.returncode for process in writers]
    yield Row("two writers and a reader", codes == [0, 0] and not failed, f"{reads} reads, {failed} failed")


def broken_files(folder: Path) -> Iterator[Row]:
    from tapecheck.errors import TapecheckError
    from tapecheck.market import SeriesCache, import_folder
    from tests.test_held import break_bytes, sample_parquet

    data, told, fell = sample_parquet(folder / "a.parquet"), 0, []
    for seed in range(600):
        place = folder / f"f{seed}"
        place.mkdir()
        (place / "A.parquet").write_bytes(break_bytes(data, random.Random(seed)))
        try:
            import_folder(place, SeriesCache(place / "cache"))
        except TapecheckError:
            told += 1
        except Exception as error:  # noqa: BLE001 - that is what is sought
            fell.append(f"{seed}: {type(error).__name__}")
    yield Row(
        "600 broken Parquet files", not fell, f"{told} told, {600 - told - len(fell)} read, fell: {fell[:3] or 'none'}"
    )


def endless(folder: Path) -> Iterator[Row]:
    (folder / "a.txt").write_text("The Dow rose 1%.", "utf-8")
    os.mkfifo(folder / "pipe")
    with (folder / "hole.txt").open("wb") as file:
        file.truncate(8_000_000_000)
    for name, source in (("a named pipe", "pipe"), ("/dev/zero", "/dev/zero"), ("a file of 8 GB", "hole.txt")):
        words, environ = command(folder, "extract", source, "a.txt")
        begun = time.perf_counter()
        done = subprocess.run(words, capture_output=True, text=True, cwd=folder, env=environ, timeout=300, check=False)
        spent = time.perf_counter() - begun
        lines = len(done.stderr.splitlines())
        held = done.returncode == 1 and lines == 1 and "The Dow" in done.stdout
        yield Row(name, held, f"{spent:.1f} s, {lines} line, the next source read")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    yield Row("peak memory of all of these", peak < 1500, f"{peak:.0f} MB")


def ctrl_c(folder: Path) -> Iterator[Row]:
    """The signal comes so long after the first modules of ours were loaded: before that it is Python that ends."""
    odd = []
    for step in range(60):
        words, environ = command(folder, "extract", "-")
        words[1:1] = ["-X", "importtime"]
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(words, text=True, cwd=folder, env=environ, **streams) as process:
            assert process.stderr is not None
            begun = any(line.split("|")[-1].strip() == "tapecheck.errors" for line in process.stderr)
            time.sleep(step * 0.05)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=120)
        said = [line for line in err.splitlines() if line.strip() and not line.startswith("import time:")]
        if not begun or process.returncode != 130 or len(said) != 1:
            odd.append(f"{step * 0.05:.2f} s: {process.returncode} {said[-1:]}")
    yield Row("Ctrl-C at 60 moments of the first three seconds", not odd, f"odd: {odd[:3] or 'none'}")


def patterns(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - as the others
    from tests.patterns import TWICE, collect, growth

    found = collect()
    grown = [(pattern.where, worst) for pattern in found if (worst := growth(pattern)) and worst[0] > TWICE]
    for where, (times, attack) in grown:
        print(f"   {where}: {times:.1f} times by {attack[:90]}")
    yield Row("regular expressions that grow with the square", not grown, f"{len(grown)} of {len(found)}")


def mutated(folder: Path, seconds: float) -> Iterator[Row]:  # noqa: ARG001 - as the others
    """Real texts, cut, doubled and sprinkled with odd characters, through the whole reading for so long."""
    from tapecheck.api import models
    from tapecheck.errors import ReadError
    from tapecheck.pipeline import analyze
    from tapecheck.schema import Record, to_json

    loaded, chance, read, refused, fell = models("fast"), random.Random(18), 0, 0, []
    texts = load_texts()
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        text = mutate(chance.choice(texts), chance)
        page = f"<html><body><article><h1>Stocks</h1><p>{text}</p></article></body></html>"
        form = {"html": page} if chance.random() < 0.3 else {"text": text, "verbatim": chance.random() < 0.5}
        try:
            document = to_json(analyze(Record(id="a", published="2023-09-11", **form), loaded))
        except ReadError:
            refused += 1
            continue
        except Exception as error:  # noqa: BLE001 - that is what is sought
            fell.append(f"{type(error).__name__} {error} in {text[:60]!r}")
            continue
        read += 1
        fell += [f"{layer} {item['start']}-{item['end']} of {text[:60]!r}" for layer, item in misplaced(document)]
    figure = f"{read} read, {refused} refused, in {seconds:.0f} s of processor time; fell: {fell[:3] or 'none'}"
    yield Row("texts mutated at random", not fell, figure)


def load_texts() -> list[str]:
    """Real texts of the part for development where they lie at hand, else the pages of the demonstration."""
    shared = find_shared()
    if shared is None:
        pages = files("tapecheck.demo").joinpath("pages").iterdir()
        return [page.read_text("utf-8") for page in pages if page.name.endswith(".html")]
    with gzip.open(shared / "real" / "texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [found["text"] for line in lines if (found := json.loads(line))["part"] == "dev"]


ODD = (
    *(
        "\x00",
        "\ud800",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\r",
        "\t",
        "\n\n",
        "e\u0301",
        "ﬁ",
        "½",
        "٣",
        "¶",
        "&amp;",
        "<b>",
        "9" * 30,
    ),
    *"“”’'\"()[]$£%-—−.,:|1A ",
)


def mutate(text: str, chance: random.Random) -> str:
    """A stretch of the text with some pieces cut, doubled, moved, turned to capitals or replaced by odd characters."""
    start = chance.randrange(max(len(text) - 1, 1))
    pieces = list(text[start : start + chance.randint(20, 1500)])
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(pieces) + 1), chance.randint(0, 12)
        piece = pieces[at : at + length]
        pieces[at : at + length] = chance.choice(
            ([], piece * 2, [chance.choice(ODD)] * chance.randint(1, 4), [c.upper() for c in piece], piece[::-1])
        )
    return "".join(pieces)


def misplaced(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a document says stands at a place where it does not."""
    for layer in ("entities", "quantities", "periods", "quotes", "claims", "unread"):
        for item in document[layer]:
            inside = 0 <= item["start"] <= item["end"] <= len(document["text"])
            if not item.get("cell") and not (inside and document["text"][item["start"] : item["end"]] == item["text"]):
                yield layer, item


def words(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - as the others
    """The whole reading of texts made of one thing, at two lengths."""
    from tapecheck.api import models
    from tapecheck.errors import ReadError
    from tapecheck.pipeline import analyze
    from tapecheck.schema import Record

    loaded = models("fast")
    units = {
        "one word": "a",
        "one number": "1",
        "blanks": " ",
        "capitals": "Aa ",
        "figures": "1.5% ",
        "said": "said ",
        "quotes": "“a,” said Jane Roe. ",
        "commas": ", ",
        "lines": "\n",
        "a sentence": "The S&P 500 rose 1.5% on Friday. ",
    }
    for name, unit in units.items():
        spent = []
        for length in (25_000, 50_000):
            record = Record(
                id="a", text="Stocks\n\n" + unit * (length // len(unit)), published="2023-09-11", verbatim=True
            )
            begun = time.process_time()
            try:
                analyze(record, loaded)
            except ReadError:
                spent = [1.0, float("inf")]
                break
            spent.append(time.process_time() - begun)
        growth = spent[1] / max(spent[0], 0.02)
        yield Row(
            f"50,000 characters of {name}",
            growth < 3 or spent[1] < 2,
            f"{spent[-1]:.1f} s, {growth:.1f} times the half",
        )


def articles(folder: Path, count: int) -> Iterator[Row]:
    """Distinct articles through ingest and check, a tenth of them first: memory must not grow with their number."""
    for name in ("ingest", "check"):
        peaks, row = [], ""
        for number in (count // 10, count):
            db = f"{number}.db"
            if name == "ingest":
                where = folder / str(number)
                where.mkdir()
                given = ("ingest", str(write_articles(where, number)), "--published", "2023-09-11")
            else:
                given = ("check", "--stored", "--market", MARKET)
            begun = time.perf_counter()
            done, peak, code = told_by(folder, "-q", *given, "--db", db, "--format", "ndjson")
            peaks.append(peak)
            held = code == 0 and done == number and whole(folder / db)[1]
            rate = done / (time.perf_counter() - begun)
            row = f"{rate:.1f} a second, peak {peak} MB, {peaks[0]} MB for a tenth of them"
        yield Row(f"{count:,} articles through {name}", held and peaks[1] < 1.2 * peaks[0] + 20, row)


def told_by(folder: Path, *arguments: str) -> tuple[int, int, int]:
    """What a command of the program did: lines that it printed, its peak of memory in MB, its exit code."""
    words, environ = command(folder, *arguments)
    with (folder / "told").open("wb") as out:
        process = subprocess.Popen(words, stdout=out, cwd=folder, env=environ)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    with (folder / "told").open(encoding="utf-8") as lines:
        return sum(1 for line in lines if json.loads(line)), used.ru_maxrss // 1000, process.returncode


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "kills": kills,
    "crowds": crowds,
    "files": broken_files,
    "endless": endless,
    "ctrl-c": ctrl_c,
    "patterns": patterns,
    "words": words,
}


def main(argv: list[str]) -> int:
    parser = make_parser("robustness", __doc__ or "")
    parser.add_argument("--only", choices=[*PARTS, "mutated", "articles"], help="one part")
    parser.add_argument("--articles", type=int, default=1000, help="articles through ingest and check")
    parser.add_argument("--seconds", type=float, default=60, help="processor time for texts mutated at random")
    options = parser.parse_args(argv)
    parts = {
        **PARTS,
        "mutated": lambda folder: mutated(folder, options.seconds),
        "articles": lambda folder: articles(folder, options.articles),
    }
    failed = 0
    print("| tried | held | figure |\n|---|---|---|")
    for name, run in parts.items():
        if options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as made:
            for row in run(Path(made)):
                print(f"| {row.fault} | {'yes' if row.held else 'NO'} | {row.figure} |", flush=True)
                failed += not row.held
    return int(failed > 0)
