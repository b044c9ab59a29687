"""`tapecheck serve`: the pages over a store, and the desk, in a browser."""

from __future__ import annotations

import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from tapecheck.console import State
from tapecheck.errors import UsageError

SQL_MILLISECONDS = 2000


@click.command()
@click.option("--db", metavar="FILE", help="The database [default: TAPECHECK_DB, else ./tapecheck.db].")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0 takes any.")
@click.option("--allow-host", "hosts", metavar="NAME", multiple=True, help="Answer to this name too.")
@click.option("--market", "folders", metavar="DIR", multiple=True, help="A folder of market data for the desk.")
@click.option("--offline", is_flag=True, help="The desk opens no connection for market data.")
@click.option("--model", metavar="NAME", help='The desk\'s language model: "default", "fast", or your own.')
@click.option("--no-desk", is_flag=True, help="Pages alone, no desk.")
@click.option("--review", is_flag=True, help="Let people with the printed address review verdicts and keep drafts.")
@click.option("--allow-private", is_flag=True, help="Let the desk fetch addresses of private networks.")
@click.pass_obj
def serve(
    state: State,
    db: str | None,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    folders: tuple[str, ...],
    offline: bool,
    model: str | None,
    no_desk: bool,
    review: bool,
    allow_private: bool,
) -> int:
    """Open the stored articles and claims in a browser, with a desk to check drafts at.

    Datasette's tables, SQL and JSON are there too. Nothing can be written without --review.

    \b
    tapecheck serve --market FOLDER
    """
    if find_spec("datasette") is None:
        raise UsageError("the pages need Datasette: pip install 'tapecheck[web]'")
    path = Path(db or state.settings.db)
    if not path.exists():
        state.console.say(f"made an empty database, {path}; tapecheck ingest SOURCE fills it")
    with_tables(path)
    token = secrets.token_urlsafe(24) if review else None
    served = build(path, names(host, hosts), token)
    if not no_desk:
        served.tapecheck_desk = desk(state, folders, offline, model, allow_private)
    run(state, served, host, port, token)
    return 0


def with_tables(path: Path) -> None:
    """Make or migrate the database, so that the pages find their tables. Raises StoreError."""
    from tapecheck.store import Store

    Store.open(str(path), create=True).close()


def names(host: str, more: tuple[str, ...]) -> list[str]:
    """The names that the server answers to."""
    from tapecheck.web.guard import LOOPBACK

    return [*LOOPBACK, *(name.lower() for name in (host, *more) if name not in ("0.0.0.0", "::"))]


def build(path: Path, hosts: list[str], token: str | None) -> Any:
    """A Datasette over the database with our pages."""
    import inspect

    from datasette.app import Datasette

    told = {"plugins": {"tapecheck": {"hosts": hosts, "token": token, "home": True}}}
    where = "config" if "config" in inspect.signature(Datasette).parameters else "metadata"  # 1.0 has both
    settings = {"sql_time_limit_ms": SQL_MILLISECONDS, "max_returned_rows": 2001, "num_sql_threads": 3,
                "allow_download": False}  # fmt: skip
    return Datasette([str(path)], settings=settings, **{where: told})


def desk(state: State, folders: tuple[str, ...], offline: bool, model: str | None, private: bool) -> Any:
    """The desk with its market; its models begin to load."""
    from tapecheck.api import market_of
    from tapecheck.web.desk import Desk

    settings = state.settings
    market = market_of(settings, folders, offline=offline, say=state.console.say)
    made = Desk(model=model or settings.model, instruments=settings.instruments, market=market,
                contact=settings.contact, private=private)  # fmt: skip
    made.warm()
    return made


def run(state: State, served: Any, host: str, port: int, token: str | None) -> None:
    """Listen until interrupted. Raises UsageError where the port is taken."""
    import socket

    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(f"cannot listen at {host}:{port} ({error.strerror}); --port 0 takes a free one") from error
    shown = f"[{host}]" if ":" in host else host
    base = f"http://{shown}:{listener.getsockname()[1]}"
    state.console.say(f"open {base}/ in a browser; Ctrl-C ends it")
    if token:
        state.console.say(f"to review: {base}/-/review?token={token}")
    config = uvicorn.Config(served.app(), log_level="warning", lifespan="on", timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listener])
