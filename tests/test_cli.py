"""The commands, run as a person runs them: real files, real HTTP on loopback, real databases."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from tapecheck import cli
from tapecheck.console import Console
from tapecheck.errors import Unforeseen
from tapecheck.pipeline import Failed, Models, ingest
from tapecheck.schema import Record
from tapecheck.scraper.fetch import open_client
from tapecheck.store import Store
from tests.site import Answer, Site, serve

SAMPLES = Path(str(files("tapecheck.demo")))
MARKET = str(SAMPLES / "market")
TEXT = (
    "Small caps lag\n\nThe Russell 2000 is up 5% this year, far below the 16% jump in the S&P 500. "
    "The Dow Jones Industrial Average has climbed 14% this year.\n"
)


class Run(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Run]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run a command in an empty folder, with settings of its own and no way out to the network."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAPECHECK_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("TAPECHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TAPECHECK_MODEL", "fast")
    monkeypatch.setenv("TAPECHECK_OFFLINE", "1")
    monkeypatch.setenv("TAPECHECK_ALLOW_PRIVATE", "1")

    def run(*arguments: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["tapecheck", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capfd.readouterr()
        return Run(int(stopped.value.code or 0), out, err)

    return run


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    pages = {f"/{page.name}": Answer(page.read_bytes()) for page in (SAMPLES / "pages").glob("*.html")}
    pages["/circle"] = Answer(status=302, headers={"Location": "/circle"})
    pages["/report.pdf"] = Answer(b"%PDF-1.4 x", headers={"Content-Type": "application/pdf"})
    pages["/german.html"] = Answer(
        "<html lang='de'><body><article><h1>Dax steigt</h1><p>Der Dax ist am Freitag um 1,2 Prozent auf 15.740 "
        "Punkte gestiegen, weil die Anleger wieder Mut gefasst haben und die Zinsen nicht weiter steigen.</p><p>Auch "
        "der MDax und die Aktien der Banken legten zu, während Öl und Gold nachgaben.</p></article></body></html>"
        "".encode()
    )
    with serve(pages) as site:
        yield site


def verdicts(document: dict[str, Any]) -> dict[str, str]:
    """Symbol -> verdict of a checked document's percent changes."""
    symbols = {claim["id"]: claim["symbol"] for claim in document["claims"]}
    return {symbols[check["claim_id"]]: check["verdict"] for check in document["checks"]}


def test_check_needs_no_database(run: Command, article: str, tmp_path: Path) -> None:
    done = run("check", article, "--published", "2023-09-11", "--market", MARKET)
    assert done.code == 0
    assert verdicts(done.data) == {"^RUT": "supported", "^GSPC": "supported", "^DJI": "contradicted"}
    checks = {check["computed"]: check["formula"] for check in done.data["checks"]}
    assert any("1851.54" in formula and "1761.25" in formula for formula in checks.values())
    assert done.data["verdict"] == "contradicted"
    assert not list(tmp_path.glob("*.db"))


def test_every_offset_selects_its_text(run: Command, article: str) -> None:
    document = run("extract", article, "--published", "2023-09-11").data
    assert document["schema"] == 1
    assert "checks" not in document
    assert document["text"][: document["title_end"]] == "Small caps lag"
    for layer in ("entities", "quantities", "periods", "quotes", "claims"):
        assert all(document["text"][item["start"] : item["end"]] == item["text"] for item in document[layer])
    assert {claim["symbol"] for claim in document["claims"]} == {"^RUT", "^GSPC", "^DJI"}


def test_fail_on_is_a_gate(run: Command, article: str) -> None:
    common = ("check", article, "--published", "2023-09-11", "--market", MARKET)
    assert run(*common, "--fail-on", "contradicted").code == 3
    assert run(*common, "--fail-on", "imprecise").code == 0


def test_check_prints_a_table_for_people(run: Command, article: str) -> None:
    out = run("check", article, "--published", "2023-09-11", "--market", MARKET, "--format", "table", "--explain").out
    assert "✗ contradicted" in out
    assert "Dow Jones Industrial Average" in out
    assert "2 supported, 1 contradicted" in out
    assert "34576.59" in out


def test_a_stream_keeps_order_ids_and_bad_lines(run: Command, tmp_path: Path) -> None:
    records = tmp_path / "records.ndjson"
    good = {"id": "one", "text": "The S&P 500 has jumped 16% this year.", "published": "2023-09-11"}
    lines = [json.dumps(good), "{broken", json.dumps({"id": "two"}), json.dumps({**good, "id": "three"})]
    records.write_text("\n".join(lines), "utf-8")
    done = run("check", "--input-format", "ndjson", str(records), "--market", MARKET)
    assert done.code == 1
    assert [line["id"] for line in done.lines] == ["one", None, "two", "three"]
    assert ["error" in line for line in done.lines] == [False, True, True, False]
    assert "line 2: not a JSON object" in done.err
    assert done.lines[0]["text"] == good["text"]
    assert [check["verdict"] for check in done.lines[3]["checks"]] == ["supported"]


def test_standard_input(tmp_path: Path) -> None:
    record = json.dumps({"id": "a", "text": "The Dow fell 1%.", "published": "2023-09-11"})
    command = [sys.executable, "-m", "tapecheck", "extract", "--input-format", "ndjson", "--model", "fast"]
    done = subprocess.run(command, input=record, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert json.loads(done.stdout)["id"] == "a"
    assert done.stderr == ""


def test_the_way_from_url_to_report(run: Command, site: Site, tmp_path: Path) -> None:
    url = f"{site.url}/small-caps.html"
    first = run("ingest", url, "--market", MARKET)
    assert first.code == 0
    assert first.lines[0]["saved"] == "new"
    assert run("ingest", url, "--market", MARKET).lines[0]["saved"] == "same"
    found = run("search", "russell", "--symbol", "^RUT", "--min", "5", "--since", "2023-01-01").data
    assert {row["article"]["url"] for row in found} == {url}
    assert "supported" in {row["check"]["verdict"] for row in found if row["check"]}
    listed = run("list").data
    assert [row["title"] for row in listed] == ["Small caps miss the party as the big names run away with…"]
    for name in ("r.html", "r.md", "r.json"):
        assert run("report", listed[0]["id"], "-o", name).code == 0
        assert "Russell 2000" in (tmp_path / name).read_text("utf-8")
    assert run("report", "r.json", "--format", "markdown").out.startswith("# Small caps miss")


def test_ingest_first_and_check_later(run: Command, site: Site) -> None:
    run("ingest", f"{site.url}/inflation.html", f"{site.url}/market-wrap.html")
    done = run("check", "--stored", "--market", MARKET, "--format", "ndjson", "--fail-on", "contradicted")
    assert done.code == 3
    assert [line["verdict"] for line in done.lines] == ["contradicted", "contradicted"]
    wrong = run("search", "--verdict", "contradicted", "--format", "csv").out.splitlines()
    assert len(wrong) >= 3
    one = run("search", "--verdict", "contradicted", "--limit", "1")
    assert "--limit gives more" in one.err
    replayed = run("check", "--replay", one.data[0]["id"], "--market", MARKET)
    assert replayed.code == 0
    assert replayed.out.strip()


@pytest.mark.parametrize("form", ["table", "markdown", "ndjson"])
def test_searches_print_in_every_form(run: Command, site: Site, form: str) -> None:
    run("ingest", f"{site.url}/chips.html")
    assert "Nvidia" in run("search", "nvidia", "--format", form).out
    assert "no claim fits" in run("search", "zebra", "--format", form).err


def test_a_batch_does_the_others(run: Command, site: Site, article: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    bad = [f"{site.url}/none", f"{site.url}/circle", f"{site.url}/report.pdf", "no/such/file.html", "empty.txt"]
    done = run("ingest", *bad[:3], article, *bad[3:], "--published", "2023-09-11")
    assert done.code == 1
    assert [line["title"] for line in done.lines] == ["Small caps lag"]
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == len(bad)
    for error, says in zip(
        errors, ["HTTP 404", "redirects in a circle", "a PDF", "no such file", "is empty"], strict=True
    ):
        assert says in error


def test_another_language_is_kept_and_says_so(run: Command, site: Site) -> None:
    document = run("extract", f"{site.url}/german.html").data
    assert document["article"]["language"] == "de"
    assert document["claims"] == []
    assert "another language" in document["note"]


def test_without_a_date_it_says_how_to_give_one(run: Command, article: str) -> None:
    document = run("check", article, "--market", MARKET).data
    assert document["published"] is None
    assert "--published" in document["note"]
    assert {check["verdict"] for check in document["checks"]} == {"not_checkable"}


def test_copies_of_a_story_are_compared(run: Command, tmp_path: Path) -> None:
    first = "The Russell 2000 is up 5% this year. “It is about credit,” said Jane Roe, a strategist at Example Bank."
    (tmp_path / "a.txt").write_text(first, "utf-8")
    (tmp_path / "b.txt").write_text(first.replace("5%", "15%").replace("about credit", "all about credit"), "utf-8")
    drifts = run("compare", "a.txt", "b.txt", "--published", "2023-09-11").data
    assert {"figure", "quote_words"} <= {drift["kind"] for drift in drifts}
    assert "15%" in run("compare", "a.txt", "b.txt", "--published", "2023-09-11", "--format", "table").out
    assert "nothing drifted" in run("compare", "a.txt", "a.txt").err
    assert run("compare", "a.txt").code == 2


def test_market_commands(run: Command) -> None:
    assert "13 series" in run("market", "import", MARKET).out
    listed = run("market", "list", "russell").data
    assert [(row["symbol"], row["name"]) for row in listed] == [("^RUT", "Russell 2000")]
    assert "^RUT" in run("market", "list", "--format", "table").out
    shown = run("market", "show", "^RUT", "--until", "2023-09-08", "--limit", "1").data
    assert shown["rows"][0]["close"] == 1851.54
    assert "Russell 2000" in run("market", "show", "^RUT", "--format", "table").out
    assert run("market", "verify").code == 0
    assert run("market", "prune").code == 0
    assert run("market", "export", "out", "^RUT").code == 0
    assert run("market", "show", "^RUT", "--market", "out").code == 0


def test_what_was_imported_is_used_without_a_folder(run: Command, article: str) -> None:
    run("market", "import", MARKET)
    done = run("check", article, "--published", "2023-09-11")
    assert verdicts(done.data)["^RUT"] == "supported"


def test_a_name_of_ones_own(run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The big gauge is up 16% this year. Zedquo rose 2%.", "utf-8")
    assert run("market", "alias", "^GSPC", "big gauge").code == 0
    assert "give its own name" in run("market", "alias", "ZZZQ", "Zedquo").err
    assert run("market", "alias", "ZZZQ", "Zedquo", "--name", "Zedquo Holdings").code == 0
    claims = run("extract", "a.txt", "--published", "2023-09-11").data["claims"]
    assert [claim["symbol"] for claim in claims] == ["^GSPC", "ZZZQ"]


def test_names_of_ones_own_are_listed_and_forgotten(run: Command, tmp_path: Path) -> None:
    assert "no names of your own" in run("market", "aliases").err
    assert "is a common word" in run("market", "alias", "^GSPC", "gauge").err
    assert run("market", "alias", "^GSPC", "big gauge", "broad gauge").code == 0
    assert "^GSPC        S&P 500: " in run("market", "aliases").out
    assert run("market", "unalias", "^gspc", "big gauge").code == 0
    assert "broad gauge" in run("market", "aliases").out
    assert "big gauge" not in run("market", "aliases").out
    assert "has no such name" in run("market", "unalias", "^GSPC", "big gauge").err
    assert run("market", "unalias", "^GSPC").code == 0
    assert run("market", "aliases").out == ""


@pytest.mark.parametrize(
    ("typed", "meant"), [("^GSPCC", "^GSPC"), ("apple", "AAPL"), ("NVDAA", "NVDA"), ("^rut", "^RUT")]
)
def test_a_symbol_that_may_have_been_meant(run: Command, typed: str, meant: str) -> None:
    done = run("market", "show", typed)
    assert (done.code, f"did you mean {meant}?" in done.err) == (1, True)


def test_settings_are_changed_by_a_command(run: Command, tmp_path: Path) -> None:
    assert run("config", "set", "contact", "desk@example.org").code == 0
    assert run("config", "set", "providers", "fred", "yfinance").code == 0
    assert "fred, yfinance" in run("config").out
    assert run("config", "unset", "contact").code == 0
    assert "desk@example.org" not in run("config").out
    assert "no setting is called" in run("config", "set", "contcat", "x").err


@pytest.mark.parametrize("place", [0, 1, 2])
def test_options_of_all_commands_may_stand_anywhere(run: Command, place: int) -> None:
    words = ["market", "aliases"]
    assert run(*words[:place], "-q", *words[place:]).err == ""
    assert json.loads(run(*words[:place], "--log-json", *words[place:]).err)["level"] == "info"


def test_models_are_listed_shown_and_chosen(run: Command, tmp_path: Path) -> None:
    assert {row["name"]: row["used"] for row in run("models", "list").data}["fast"] is True
    assert "* fast" in run("models", "list", "--format", "table").out
    assert "rules" in run("models", "show", "fast").out
    assert run("models", "use", "fast").code == 0
    assert (tmp_path / "settings.toml").read_text("utf-8") == 'model = "fast"\n'
    assert "nonsense" in run("models", "use", "nonsense").err


def test_config_shows_where_each_setting_comes_from(run: Command, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('contact = "desk@example.org"\n', "utf-8")
    out = run("config").out
    assert f"desk@example.org{'':<29}{tmp_path / 'settings.toml'}" in out
    assert "TAPECHECK_MODEL" in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("check", "a.txt", "--published", "soon"), 2, "--published soon: not an ISO 8601 date"),
        (("check", "a.txt", "--as-of", "soon"), 2, "--as-of soon: not a day"),
        (("check", "a.txt", "--stored"), 2, "not both"),
        (("check", "none.txt"), 1, "no such file; check the path"),
        (("check", "The Dow rose 1% on Friday."), 1, "echo TEXT | tapecheck check -"),
        (("check", "a.txt", "--date", "2024-03-05"), 2, "it is --published here"),
        (("check", "x.txt", "--market", "nowhere"), 1, "nowhere"),
        (("check", "--input-format", "ndjson", "none.ndjson"), 1, "cannot be read"),
        (("extract", "x.txt", "--model", "gpt"), 1, "gpt"),
        (("search", "dow"), 1, "no database here yet; `tapecheck ingest SOURCE` makes it"),
        (("report", "none.json"), 1, "no such file"),
        (("report", "x.json"), 1, "not a document of tapecheck"),
        (("market", "show", "^NOPE"), 1, "^NOPE"),
        (("market", "show", "^RUT", "--since", "soon"), 2, "not a day"),
        (("market", "import", "nowhere"), 1, "nowhere"),
        (("nonsense",), 2, "No such command"),
        (("check", "a.txt", "--frob"), 2, "No such option"),
    ],
)
def test_bad_calls_get_one_clear_line(
    run: Command, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "x.txt").write_text("The Dow rose 1%.", "utf-8")
    (tmp_path / "x.json").write_text("{}", "utf-8")
    done = run(*arguments)
    assert done.code == code
    assert says in done.err
    assert "Traceback" not in done.err
    assert not list(tmp_path.glob("*.db"))


def test_messages_as_json_lines(run: Command) -> None:
    done = run("--log-json", "search", "dow")
    assert json.loads(done.err)["level"] == "error"


@pytest.mark.parametrize(
    "command",
    [
        "check --help",
        "extract a.txt a.txt --model fast --format ndjson",
        "extract a.txt a.txt --model fast --format table",
    ],
)
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("The Dow rose 1%. " * 5000, "utf-8")
    script = f"{sys.executable} -m tapecheck {command} | head -c 5; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert (done.stderr, done.stdout[5:]) == ("", "0\n")


@pytest.mark.parametrize(
    ("redirection", "code", "says"),
    [("</dev/null >/dev/full", 1, "No space left"), ("<&-", 2, "nothing to read"), ("</dev/null >&-", 1, "")],
)
def test_streams_that_are_closed_or_full(tmp_path: Path, redirection: str, code: int, says: str) -> None:
    (tmp_path / "a.txt").write_text("The Dow rose 1%.", "utf-8")
    source = "a.txt" if "full" in redirection else ""
    script = f"{sys.executable} -m tapecheck extract {source} --model fast {redirection}"
    done = subprocess.run(["bash", "-c", script], stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False)
    assert done.returncode == code
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_full_disk_is_told_however_little_was_printed(tmp_path: Path) -> None:
    script = f"{sys.executable} -m tapecheck config >/dev/full"
    done = subprocess.run(["bash", "-c", script], stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def interrupt(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and stderr of a process after Ctrl-C."""
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    return process.returncode, err


def test_ctrl_c_says_so(tmp_path: Path) -> None:
    """The signal comes when the first result shows that the command is at work, however busy the machine is."""
    command = [sys.executable, "-m", "tapecheck", "extract", "--input-format", "ndjson", "--model", "fast"]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, text=True, **streams) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write('{"id": "a", "text": "The Dow rose 1%."}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "a"
        code, err = interrupt(process)
    assert (code, err.strip()) == (130, "error: interrupted; what was saved stays saved")


@pytest.mark.parametrize(
    "loaded", ["click.core", "tapecheck.errors", "tapecheck.report.commands", "tapecheck.reference.instruments"]
)
def test_ctrl_c_while_libraries_are_loaded(tmp_path: Path, loaded: str) -> None:
    """Python tells each module when it has loaded it, so that the signal comes at the same place on every machine."""
    command = [sys.executable, "-X", "importtime", "-m", "tapecheck", "extract", "-", "--model", "fast"]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, text=True, **streams) as process:
        assert process.stderr is not None
        assert any(line.split("|")[-1].strip() == loaded for line in process.stderr)
        code, err = interrupt(process)
    assert code == 130
    (said,) = [line for line in err.splitlines() if line and not line.startswith("import time:")]
    assert said.startswith("error: interrupted")


def test_a_page_that_cannot_be_opened_stops_no_batch(run: Command, article: str, tmp_path: Path) -> None:
    (tmp_path / "loop.html").symlink_to("loop.html")
    done = run("extract", "loop.html", article, "--published", "2023-09-11", "--format", "ndjson")
    assert (done.code, len(done.lines), len(done.err.splitlines())) == (1, 1, 1)


class Broken:
    """A catalogue that fails in a way that nobody foresaw."""

    def __call__(self, *_: object) -> None:
        raise RuntimeError("boom\nbang")

    __getattr__ = __call__


def test_what_nobody_foresaw_is_one_line_and_stops_no_batch(article: str, tmp_path: Path) -> None:
    models = Models(model=None, catalogue=Broken(), version="broken")  # type: ignore[arg-type]
    with pytest.raises(Unforeseen, match=r"^a: this should not happen: RuntimeError: boom bang$"):
        cli.analyze_one(Record(id="a", text="The Dow rose."), models, None, None)
    with open_client() as client, Store.open(str(tmp_path / "t.db")) as store:
        results = list(ingest([article, article], store, models, client))
    assert [type(result) for result in results] == [Failed, Failed]


@pytest.mark.parametrize(("debug", "traces"), [("", False), ("1", True)])
def test_the_last_resort(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], debug: str, traces: bool
) -> None:
    @click.command()
    def boom() -> None:
        raise RuntimeError("boom\nbang")

    monkeypatch.setattr(sys, "argv", ["boom"])
    monkeypatch.setenv("TAPECHECK_DEBUG", debug)
    assert cli.run(boom, Console()) == 1
    err = capsys.readouterr().err
    assert err.splitlines()[-1].startswith("error: this should not happen: RuntimeError: boom bang. Please report it")
    assert ("Traceback" in err) is traces


def test_the_library(tmp_path: Path, run: Command, article: str) -> None:
    import tapecheck

    text = "The S&P 500 has jumped 16% this year."
    document = tapecheck.analyze(text, published="2023-09-11", market=MARKET, model="fast")
    assert [check.verdict for check in document.checks or ()] == ["supported"]
    run("ingest", article, "--published", "2023-09-11", "--market", MARKET)
    library = tapecheck.open(tmp_path / "tapecheck.db")
    frame = library.claims(symbol="^DJI").to_pandas()
    assert list(frame["verdict"]) == ["contradicted"]
    assert library.article(library.articles()[0]["id"]).verdict == "contradicted"
    library.store.close()
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tapecheck.nonsense  # noqa: B018
