"""`tapecheck demo`: the whole job on sample pages that ship with the package, served on loopback."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tapecheck import __version__
from tapecheck.console import Console
from tapecheck.errors import UsageError
from tapecheck.schema import Document, Verdict

if TYPE_CHECKING:
    from rich.console import Console as Terminal

PAGES = ("small-caps", "inflation", "market-wrap", "broker-note", "chips", "week-in-figures")


def run_demo(out: Path, console: Console, model: str = "default") -> int:
    """Serve, ingest, check and report the samples into folder `out`; 0 if all went well, else 1. Raises UsageError."""
    from tapecheck.console import open_terminal

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: no folder can be made there ({error.strerror}); name another with --out") from error
    terminal = open_terminal()
    database = out / "tapecheck.db"
    with as_file(files(__name__)) as folder, serve_pages(Path(folder) / "pages") as site:
        console.say(f"serving {len(PAGES)} sample pages on {site}")
        failed = _ingest(
            [f"{site}/{page}.html" for page in PAGES], Path(folder) / "market", database, terminal, console, model
        )
    terminal.print(_next_steps(out, database), soft_wrap=True, markup=False)
    return int(failed)


@contextmanager
def serve_pages(folder: Path) -> Iterator[str]:
    """A web server on loopback for the files of `folder`; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not told: the demo prints what it found."""


def _ingest(urls: list[str], figures: Path, database: Path, terminal: Terminal, console: Console, model: str) -> bool:
    from tapecheck.market import FolderMarket
    from tapecheck.pipeline import Failed, ingest, load_models
    from tapecheck.scraper.fetch import open_client
    from tapecheck.store import Store

    console.say("loading the language models")
    models, market, failed = load_models(model), FolderMarket(figures), False
    with Store.open(str(database)) as store, closing(open_client(version=__version__, allow_private=True)) as client:
        for result in ingest(urls, store, models, client, market=market):
            if isinstance(result, Failed):
                console.warn(str(result.error))
                failed = True
                continue
            _show(result.document, terminal)
            _write_report(result.document, database.parent, result.source)
    return failed


def _show(document: Document, terminal: Terminal) -> None:
    """One article in a few lines: its verdict, and each figure that is wrong beside the right one."""
    from rich.markup import escape

    from tapecheck.report import words
    from tapecheck.report.terminal import STYLES
    from tapecheck.report.view import summary

    verdict = document.verdict or Verdict.NO_CLAIM
    terminal.print(f"\n[bold]{escape(document.article.title or document.id)}[/bold]")
    terminal.print(f"  {words.MARKS[verdict]} {words.VERDICT_WORDS[verdict]}: {summary(document)}")
    claims = {claim.id: claim for claim in document.claims}
    for check in document.checks or ():
        if check.verdict in (Verdict.CONTRADICTED, Verdict.IMPRECISE):
            claim, style = claims[check.claim_id], STYLES[check.verdict]
            said, is_so = words.claimed(claim), words.computed(claim, check)
            terminal.print(
                f"  [{style}] {words.VERDICT_WORDS[check.verdict]} [/{style}] {escape(words.said(document, claim))}"
            )
            terminal.print(f"     {escape(claim.subject or '')}: stated {escape(said)}, computed {escape(is_so)}")
            terminal.print(f"     [dim]{escape(check.formula or '')}[/dim]")


def _write_report(document: Document, out: Path, url: str) -> None:
    from tapecheck.report import render

    (out / f"{url.rsplit('/', 1)[1]}").write_text(render(document, "html"), "utf-8")


def _next_steps(out: Path, database: Path) -> str:
    command = "tapecheck" if shutil.which("tapecheck") else sys.argv[0]
    live = "" if find_spec("yfinance") else '\n\nPrices from Yahoo need one thing more: pip install "tapecheck[market]"'
    pages = f"  {command} serve --db {database}      search and reports as pages, and a desk to check drafts at"
    if not find_spec("datasette"):
        pages = (
            f'  pip install "tapecheck[web]", then {command} serve --db {database}      the same as pages, and a desk'
        )
    return f"""
The reports are in {out}/: open {out / PAGES[0]}.html in a browser.

Try next:
{pages}
  {command} search "small caps" --db {database}
  {command} search --verdict contradicted --db {database}
  {command} list --db {database}
  {command} check PAGE-OR-URL --market FOLDER{live}"""
