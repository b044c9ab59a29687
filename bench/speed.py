"""How fast one core is, beside a pipeline put together from libraries: articles a second, stations, growth, starts.

python3 dev.py bench speed                  everything; makes an environment for the libraries at the first time
python3 dev.py bench speed --no-peers       our own figures alone
python3 dev.py bench speed --save           writes bench/results/speed.json, with the machine named

All times are processor time, the least of --rounds, taken in one run: on a busy machine ratios hold, seconds do not.
Pages are 145 kB of markup around a real market text of 500 to 700 words with 15 claims (of `bench trust`, part dev);
dense ones hold four of the gold's articles, with 58 claims in as many words. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.common import RESULTS, ROOT, load_gold, need_shared
from bench.speed_ours import STATIONS
from bench.speed_peers import PACKAGES
from bench.trust import load_real

PAGE = 145_000  # bytes of a real page
WORDS, PERCENTAGES, PARAGRAPHS = (500, 700), 5, 3  # of a market wrap: it has 15 claims
LENGTHS = (1, 2, 4, 8)
MANY = 100  # pages; of real texts there are 26, of dense ones 30
PEERS = ROOT / ".bench" / "peers"
BREADTH = {"text": "About 70% of S&P 500 stocks lagged the index in 2023.", "published": "2023-12-29T21:45:00+00:00"}
LONG = 100_000  # words of a page that nobody would call an article: a year of wraps
WANTED = {"default": 8.0, "fast": 14.0}  # times the put-together pipeline


def main(argv: list[str]) -> int:
    """Measure, print, and save when asked."""
    parser = argparse.ArgumentParser(
        prog="bench speed", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=12, help="pages of each sort")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args(argv)
    result: dict[str, Any] = {"machine": machine(), "rounds": options.rounds}
    gold = [document["text"] for document in load_gold("articles")]
    with pages_of(*wraps(options.articles)) as plain, pages_of(*dense(options.articles)) as thick:
        for name, pages in (("wraps", plain), ("dense", thick)):
            result[name] = {model: ours(model, pages, options.rounds) for model in ("default", "fast")}
            if not options.no_peers:
                result[name]["put together"] = peers(pages, options.rounds)
            show(name, result[name])
    if not options.no_growth:
        result["growth"] = growth(gold, [document["published"] for document in load_gold("articles")])
        show_growth(result["growth"])
    result["breadth"], result["long page"] = (one_document(page) for page in (BREADTH, long_page(gold)))
    for name in ("breadth", "long page"):
        seconds, mb, read = result[name]
        print(f"{name}: {seconds:.2f} s of processor time, peak {mb:.0f} MB, {read:,.0f} words read")
    result["cold"] = cold_starts(gold[0])
    for command, (seconds, mb) in result["cold"].items():
        print(f"  {command:<28} {seconds:6.2f} s of processor time, peak {mb:.0f} MB")
    result["jobs"] = jobs()
    show_jobs(result["jobs"])
    if options.save:
        (RESULTS / "speed.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    return 0


def machine() -> str:
    """Processor, system and Python."""
    found = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return f"{found[0] if found else platform.processor()}, {platform.system()}, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


# --- pages -----------------------------------------------------------------------------------------------------------
def wraps(count: int) -> tuple[list[str], list[str]]:
    """So many real texts of 500 to 700 words with five percentages or more, from all publishers; and their days."""
    found = [
        text
        for text in load_real("dev")
        if WORDS[0] <= len(text.text.split()) <= WORDS[1]
        and len(re.findall("%|percent", text.text)) >= PERCENTAGES
        and text.text.count("\n\n") >= PARAGRAPHS
    ]
    chosen = found[:: max(1, len(found) // count)][:count]
    return [text.text for text in chosen], [str(text.published) for text in chosen]


def dense(count: int) -> tuple[list[str], list[str]]:
    """So many texts of four articles of the gold each, and the days of the first."""
    gold = load_gold("articles")
    bodies = [body(document["text"]) for document in gold] * 2
    return (
        ["\n\n".join([document["text"], *bodies[i + 1 : i + 4]]) for i, document in enumerate(gold[:count])],
        [document["published"] for document in gold[:count]],
    )


def body(text: str) -> str:
    """A text without its title."""
    return text.partition("\n\n")[2]


def page_of(text: str, day: str) -> str:
    """A text in about 145 kB of markup: metadata, scripts, a menu, links to other stories."""
    title, *paragraphs = text.split("\n\n")
    told = html.escape(title)
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": day,
            "author": [{"@type": "Person", "name": "Jane Roe"}]}  # fmt: skip
    head = (
        f'<title>{told} - Example</title><meta property="og:title" content="{told}">'
        f'<meta property="article:published_time" content="{day}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )
    text_html = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    menu = "".join(f'<li class="menu-item level-{i % 3}"><a href="/s/{i}">Section {i}</a></li>' for i in range(120))
    cards = "".join(
        f'<div class="card" data-id="{i}"><a href="/news/{i}"><span>Another story number {i}</span></a></div>'
        for i in range(150)
    )
    page = (
        f'<!doctype html><html lang="en"><head>{head}</head><body><nav><ul>{menu}</ul></nav><main><article>'
        f'<h1>{told}</h1><div class="body">{text_html}</div></article></main><aside>{cards}</aside>'
        f"<footer><p>All rights reserved.</p></footer></body></html>"
    )
    missing = max(0, PAGE - len(page) - 20)
    return page.replace("</head>", f"<script>{'var a=[1,2,3];' * (missing // 14)}</script></head>", 1)


@contextmanager
def pages_of(texts: Sequence[str], days: Sequence[str]) -> Iterator[Path]:
    """A file of the pages of these texts, a JSON object a line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.ndjson"
        lines = (
            json.dumps({"id": f"p{i}", "url": f"https://example.org/{i}", "published": day, "html": page_of(text, day)})
            for i, (text, day) in enumerate(zip(texts, days, strict=True))
        )
        path.write_text("".join(line + "\n" for line in lines), "utf-8")
        yield path


# --- measuring -------------------------------------------------------------------------------------------------------
def ours(model: str, pages: Path, rounds: int) -> dict[str, Any]:
    """Our pipeline with checks and saving, in a process of its own."""
    market = str(need_shared() / "market")
    return _json_of([sys.executable, "-m", "bench.speed_ours", model, str(pages), market, str(rounds)])


def peers(pages: Path, rounds: int) -> dict[str, Any]:
    """The put-together pipeline, in an environment of its own."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        print("making an environment for the libraries (some minutes the first time)", file=sys.stderr)
        venv.create(PEERS, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return _json_of([str(python), str(ROOT / "bench" / "speed_peers.py"), str(pages), str(rounds)])


def _json_of(command: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench speed: {' '.join(command[:3])} failed: {done.stderr.strip()[-400:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def long_page(texts: Sequence[str]) -> dict[str, str]:
    """A page of LONG words, out of the texts again and again."""
    bodies = [body(text) for text in texts]
    words = sum(len(text.split()) for text in bodies)
    whole = "\n\n".join(["Everything of the year", *bodies * (LONG // words + 1)])
    return {"html": page_of(whole, "2023-09-11"), "published": "2023-09-11"}


def one_document(page: dict[str, str]) -> tuple[float, float, float]:
    """Processor time after loading, peak memory and the words that were read, of one document in a fresh process."""
    script = (
        "import json, resource, sys, time\nfrom pathlib import Path\nfrom tapecheck.market import open_market\n"
        "from tapecheck.pipeline import analyze, load_models\nfrom tapecheck.schema import Record\n"
        "market = open_market(folders=[Path(sys.argv[1])], offline=True)\n"
        "models, began = load_models('default', series=market.series()), time.process_time()\n"
        "words = 0\n"
        "try:\n    words = len(analyze(Record(id='x', **json.load(sys.stdin)), models, market).text.split())\n"
        "except Exception as error:\n    print(error, file=sys.stderr)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(time.process_time() - began, peak, words)"
    )
    command = [sys.executable, "-c", script, str(need_shared() / "market")]
    done = subprocess.run(command, input=json.dumps(page), capture_output=True, text=True, check=True)
    print(done.stderr, end="", file=sys.stderr)
    seconds, mb, words = map(float, done.stdout.split())
    return seconds, mb, words


def growth(texts: Sequence[str], days: Sequence[str]) -> dict[str, float]:
    """How the time of each station grows with the length of an article: 1 is linear."""
    spent: dict[str, list[float]] = {station: [] for station in STATIONS}
    for times in LENGTHS:
        longer = ["\n\n".join([text, *[body(text)] * (times - 1)]) for text in texts[:4]]
        with pages_of(longer, days[:4]) as pages:
            stations = ours("fast", pages, 1)["stations"]
        for station in STATIONS:
            spent[station].append(stations[station])
    return {station: slope(LENGTHS, seconds) for station, seconds in spent.items()}


def slope(sizes: Iterable[float], seconds: Iterable[float]) -> float:
    """The exponent of growth: the slope of the line through the logarithms."""
    points = [(math.log(size), math.log(max(second, 1e-6))) for size, second in zip(sizes, seconds, strict=True)]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def cold_starts(text: str) -> dict[str, tuple[float, float]]:
    """Processor time and peak memory of whole commands, each in a fresh process; the least of three."""
    market = str(need_shared() / "market")
    with tempfile.TemporaryDirectory() as folder:
        article, db = str(Path(folder) / "a.txt"), str(Path(folder) / "t.db")
        Path(article).write_text(text, "utf-8")
        dated = ("--published", "2023-09-11", "--market", market, "--offline")
        program = [sys.executable, "-m", "tapecheck", "-q"]
        subprocess.run([*program, "ingest", article, "--db", db, "--model", "fast", "--published", "2023-09-11"],
                       check=True, capture_output=True)  # fmt: skip
        commands = {
            "--help": ["--help"], "check, default": ["check", article, *dated],
            "check, fast": ["check", article, *dated, "--model", "fast"], "search": ["search", "stocks", "--db", db],
            "list": ["list", "--db", db],
        }  # fmt: skip
        return {name: min(_cost([*program, *words]) for _ in range(3)) for name, words in commands.items()}


def jobs() -> dict[str, tuple[float, float, float]]:
    """`ingest` of all pages by one process and by two: processor time, time by the clock, load of the machine."""
    found = {}
    texts, days = (one + more for one, more in zip(wraps(MANY), dense(MANY), strict=True))
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        for i, (text, day) in enumerate(zip(texts, days, strict=True)):
            (pages / f"{i}.html").write_text(page_of(text, day), "utf-8")
        for number in ("1", "2"):
            options = ("--db", f"{folder}/{number}.db", "--market", str(need_shared() / "market"), "--offline")
            command = [sys.executable, "-m", "tapecheck", "-q", "ingest", str(pages), "--no-embed", *options]
            began = time.monotonic()
            seconds, _ = _cost([*command, "--jobs", number])
            found[number] = (seconds, time.monotonic() - began, os.getloadavg()[0])
    return found


def _cost(command: Sequence[str]) -> tuple[float, float]:
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3); "
        "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)"
    )
    out = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True).stdout
    seconds, mb = map(float, out.split())
    return seconds, mb


# --- printing --------------------------------------------------------------------------------------------------------
def show(name: str, measured: dict[str, dict[str, Any]]) -> None:
    """Articles a second, the times of the put-together pipeline, memory, and the share of each station."""
    beside = measured.get("put together")
    first = next(iter(measured.values()))
    print(f"{name}: {first['articles']} pages, {first['claims'] / first['articles']:.1f} claims a page")
    for pipeline, one in measured.items():
        line = f"  {pipeline:<14} {one['articles'] / one['total']:6.1f} a second, peak {one['peak_mb']:.0f} MB"
        if beside and pipeline in WANTED:
            line += f", {beside['total'] / one['total']:.1f} times as fast (wanted: {WANTED[pipeline]:.0f})"
        print(line + f"; loading {one['loading']:.1f} s")
        if "stations" in one:
            milliseconds = {s: 1000 * seconds / one["articles"] for s, seconds in one["stations"].items()}
            print("    " + ", ".join(f"{s} {ms:.1f}" for s, ms in milliseconds.items()) + " ms a page")
            whole = sum(milliseconds.values())
            print("    " + ", ".join(f"{s} {100 * ms / whole:.0f}%" for s, ms in milliseconds.items()))


def show_growth(exponents: dict[str, float]) -> None:
    """The exponents of growth with an article's length."""
    print("growth with an article's length (1 is linear): " + ", ".join(f"{s} {e:.2f}" for s, e in exponents.items()))


def show_jobs(measured: dict[str, tuple[float, float, float]]) -> None:
    """How many times as fast two processes are, by their processor time on two free cores and by the clock."""
    (one, alone, _), (two, together, load) = measured["1"], measured["2"]
    print(f"ingest --jobs 2: {one:.1f} s of processor time by one process, {two:.1f} by two: {2 * one / two:.2f} times")
    print(f"  as fast on two free cores; by the clock {alone / together:.2f}, at a load of {load:.1f}")
