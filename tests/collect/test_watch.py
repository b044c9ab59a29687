"""`tapecheck watch` and what ingest remembers: real feeds on loopback, real processes, real databases."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import tapecheck.demo
from tapecheck import cli
from tapecheck.collect.watch import Source, read_config
from tapecheck.console import Console
from tapecheck.errors import UsageError
from tests.site import Answer, Site, serve

MARKET = str(Path(tapecheck.demo.__file__).parent / "market")


def story(title: str, sentence: str, day: str = "2023-09-11T17:00:00-04:00") -> bytes:
    more = "".join(
        f"<p>In part {n} of the report on {title} the desk looks at what traders said about it.</p>" for n in range(9)
    )
    return (
        f"<html lang=en><head><title>{title}</title><meta property='article:published_time' content='{day}'></head>"
        f"<body><article><h1>{title}</h1><p>{sentence}</p>{more}</article></body></html>"
    ).encode()


def feed(site: Site, *names: str) -> Answer:
    items = "".join(f"<item><link>{site.url}/{name}</link></item>" for name in names)
    return Answer(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())


def command(folder: Path, *arguments: str) -> list[str]:
    return [*arguments, "--db", str(folder / "t.db"), "--model", "fast", "--allow-private"]


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """`tapecheck ARGUMENTS` in an empty folder, in this process: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"CONFIG": "none.toml", "CACHE": str(tmp_path), "OFFLINE": "1"}.items():
        monkeypatch.setenv(f"TAPECHECK_{name}", value)

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = cli.run(cli.cli, Console(), command(tmp_path, *arguments))
        return code, *capfd.readouterr()

    return call


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "t.db") as connection:
        rows = connection.execute(query).fetchall()
    connection.close()
    return rows


RIGHT = "The S&amp;P 500 has jumped 16% this year."
WRONG = "The S&amp;P 500 has jumped 46% this year."


def test_a_new_wrong_figure_is_told_once_over_restarts(tmp_path: Path, run: Run) -> None:
    teller = tmp_path / "tell.py"
    teller.write_text(
        "import json, os, sys\nclaim = json.load(sys.stdin)\n"
        "open('told.txt', 'a').write(claim['verdict'] + ' ' + claim['text'] + ' ' + os.environ['TAPECHECK_URL'] + '\\n')\n",
        "utf-8",
    )
    (tmp_path / "feeds.toml").write_text('every = "1s"\nfeeds = ["SITE/feed"]\n', "utf-8")
    with serve(
        {
            "/old": Answer(story("Old story", WRONG)),
            "/right": Answer(story("Stocks jump", RIGHT)),
            "/wrong": Answer(story("Stocks jump more", WRONG)),
        }
    ) as site:
        (tmp_path / "feeds.toml").write_text(f'feeds = ["{site.url}/feed"]\n', "utf-8")
        run("ingest", f"{site.url}/old", "--market", MARKET)
        watch = (
            "watch",
            "feeds.toml",
            "--once",
            "--market",
            MARKET,
            "--on",
            "contradicted",
            "--run",
            f"{sys.executable} {teller}",
        )
        site.pages["/feed"] = feed(site, "right", "old")
        code, _, err = run(*watch)
        assert (code, "2 seen, 1 new, 0 failed, 0 told" in err) == (0, True), err
        site.pages["/feed"] = feed(site, "wrong", "right", "old")
        run(*watch)
        run(*watch)
        address = site.url
    told = (tmp_path / "told.txt").read_text("utf-8").splitlines()
    assert len(told) == 1
    assert told[0].startswith("contradicted") and "46%" in told[0] and told[0].endswith(f"{address}/wrong")


def test_what_could_not_be_told_is_told_the_next_time(tmp_path: Path, run: Run) -> None:
    with serve({"/wrong": Answer(story("Stocks jump more", WRONG))}) as site:
        site.pages["/feed"] = feed(site)
        (tmp_path / "feeds.toml").write_text(f'feeds = ["{site.url}/feed"]\n', "utf-8")
        watch = ("watch", "feeds.toml", "--once", "--market", MARKET, "--on", "contradicted", "--run")
        run(*watch, "true")
        site.pages["/feed"] = feed(site, "wrong")
        code, _, err = run(*watch, "false")
        assert "could not tell of" in err and "exit code 1" in err
        code, _, err = run(*watch, "true")
        assert (code, "told of" in err) == (0, True)
        _, _, err = run(*watch, "true")
        assert "told of" not in err


def test_it_survives_a_kill_and_goes_on_where_it_was(tmp_path: Path, run: Run) -> None:
    with serve({f"/{n}": Answer(story(f"Story number {n}", RIGHT), wait=0.2) for n in range(8)}) as site:
        site.pages["/feed"] = feed(site, *map(str, range(8)))
        (tmp_path / "feeds.toml").write_text(f'every = "1s"\nfeeds = ["{site.url}/feed"]\n', "utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "tapecheck", *command(tmp_path, "watch", "feeds.toml")],
            stderr=subprocess.PIPE,
            cwd=tmp_path,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not ((tmp_path / "t.db").exists() and _saved(tmp_path) >= 2):
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        before = _saved(tmp_path)
        assert before >= 2
        code, _, err = run("watch", "feeds.toml", "--once")
        assert (code, _saved(tmp_path)) == (0, 8), err
        assert f"{8 - before} new" in err


def _saved(folder: Path) -> int:
    try:
        return int(str(asked(folder, "select count(*) from articles")[0][0]))
    except sqlite3.OperationalError:
        return 0


def test_a_host_that_fails_is_told_and_the_others_are_read(tmp_path: Path, run: Run) -> None:
    with serve({"/a": Answer(story("Stocks jump", RIGHT))}) as site:
        site.pages["/feed"] = feed(site, "a", "none")
        (tmp_path / "feeds.toml").write_text(f'feeds = ["{site.url}/gone", "{site.url}/feed"]\n', "utf-8")
        code, _, err = run("watch", "feeds.toml", "--once")
    assert code == 1
    assert "HTTP 404" in err and "asked again in 1800 seconds" in err
    assert "2 seen, 1 new, 2 failed" in err


def test_failures_are_kept_with_their_reason_and_tried_again(tmp_path: Path, run: Run) -> None:
    with serve({"/a": Answer(status=404)}) as site:
        assert run("ingest", f"{site.url}/a", "none.txt")[0] == 1
        kept = {
            str(address).rpartition("/")[2]: str(reason)
            for address, reason in asked(tmp_path, "select address, reason from fetches")
        }
        assert "HTTP 404" in kept["a"] and "no such file" in kept["none.txt"]
        site.pages["/a"] = Answer(story("Stocks jump", RIGHT))
        (tmp_path / "none.txt").write_text("The Dow rose 1% on Monday.", "utf-8")
        code, out, _ = run("ingest", "--retry")
        assert (code, len(out.splitlines())) == (0, 2)
        assert run("ingest", "--retry")[2].strip() == "nothing failed before: there is nothing to try again"


def test_what_has_not_changed_is_neither_sent_nor_read_again(tmp_path: Path, run: Run) -> None:
    def page(headers: Mapping[str, str]) -> Answer:
        tag = {"ETag": '"7"', "Content-Type": "text/html"}
        return Answer(status=304) if "if-none-match" in headers else Answer(story("Stocks jump", RIGHT), headers=tag)

    with serve({"/a": page}) as site:
        first = json.loads(run("ingest", f"{site.url}/a")[1])
        again = json.loads(run("ingest", f"{site.url}/a")[1])
        checked = json.loads(run("ingest", f"{site.url}/a", "--market", MARKET)[1])
        assert [("if-none-match" in headers) for headers in site.headers if headers].count(True) == 2
    assert (first["saved"], again["saved"], checked["saved"]) == ("new", "same", "checked")
    assert first["id"] == again["id"]
    assert (first["verdict"], checked["verdict"] is None) == ("no_claim" if not first["claims"] else None, False)


def test_copies_are_merged_and_near_copies_linked(tmp_path: Path, run: Run) -> None:
    wire = story("Stocks jump", RIGHT)
    near = wire.replace(b"The S&amp;P 500 has jumped 16% this year.", b"The S&amp;P 500 index has jumped 16% so far.")
    other = b"<p>".join(b"Oil fell %d.1%% on day %d as supply of grade %d grew." % (n, n, n) for n in range(1, 25))
    other = (
        b"<html><title>Oil slips</title><meta name=date content=2023-09-11><article><h1>Oil slips</h1><p>%s</article>"
        % other
    )
    with serve({"/a": Answer(wire), "/copy": Answer(wire), "/near": Answer(near), "/other": Answer(other)}) as site:
        _, out, _ = run("ingest", *(f"{site.url}/{name}" for name in ("a", "copy", "near", "other")))
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["saved"] for row in rows] == ["new", "same", "new", "new"]
    assert rows[0]["id"] == rows[1]["id"]
    twins = asked(tmp_path, "select article, twin from twins")
    assert set(twins) == {(rows[0]["id"], rows[2]["id"]), (rows[2]["id"], rows[0]["id"])}


def test_what_was_fetched_can_be_read_from_the_archive_that_kept_it(tmp_path: Path, run: Run) -> None:
    with serve({"/a": Answer(story("Stocks jump", RIGHT)), "/b": Answer(status=404)}) as site:
        run("ingest", f"{site.url}/a", f"{site.url}/b", "--save-warc", "kept.warc.gz")
    (tmp_path / "t.db").unlink()
    code, out, _ = run("ingest", "kept.warc.gz")
    assert (code, json.loads(out)["title"]) == (0, "Stocks jump")


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("feeds = [", "not a TOML file"),
        ("", "nothing to watch"),
        ('feeds = ["example.org/feed"]', "is no address of a feed"),
        ('feeds = ["https://example.org/f"]\nevery = "often"', "every cannot be 'often'"),
        ('feeds = ["https://example.org/f"]\nlimit = 0', "limit cannot be 0"),
        ('feed = ["https://example.org/f"]', "is no address of a feed"),
        ('feds = ["https://example.org/f"]', "unknown 'feds'"),
    ],
)
def test_a_wrong_configuration_is_one_line(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "w.toml").write_text(toml, "utf-8")
    with pytest.raises(UsageError, match=says):
        read_config(str(tmp_path / "w.toml"))


def test_a_configuration(tmp_path: Path) -> None:
    toml = 'every = "2h"\nfeeds = ["https://example.org/f"]\n[[sitemap]]\nurl = "https://example.org/s"\nevery = "90s"\nlimit = 5\n'
    (tmp_path / "w.toml").write_text(toml, "utf-8")
    assert read_config(str(tmp_path / "w.toml")) == (
        Source("https://example.org/f", "feed", 7200.0, 100), Source("https://example.org/s", "sitemap", 90.0, 5),
    )  # fmt: skip
