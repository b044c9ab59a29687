"""`tapecheck mcp`: the tool for AI assistants."""

from __future__ import annotations

from typing import Any

import click

from tapecheck.console import State
from tapecheck.errors import UsageError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--db", metavar="FILE", help="The database [default: TAPECHECK_DB, else ./tapecheck.db].")
@click.option("--market", "folders", metavar="DIR", multiple=True, help="A folder of market data.")
@click.option("--offline", is_flag=True, help="Open no connection for market data.")
@click.option("--model", metavar="NAME", help='The language model: "default", "fast", or your own.')
@click.option("--http", is_flag=True, help="Streamable HTTP on loopback, instead of stdio.")
@click.option("--port", type=click.IntRange(0, 65535), default=8766, show_default=True, help="Of --http; 0 takes any.")
@click.pass_obj
def mcp(
    state: State, db: str | None, folders: tuple[str, ...], offline: bool, model: str | None, http: bool, port: int
) -> int:
    """Be a tool of AI assistants (Model Context Protocol): check a text, search claims, compute a figure.

    An assistant starts it; docs/assistants.md has the lines for its settings.

    \b
    tapecheck mcp --market FOLDER
    """
    try:
        from tapecheck.assistants.server import Bench, build_server
    except ImportError as error:
        raise UsageError("the tool needs one thing more: pip install 'tapecheck[mcp]'") from error
    from tapecheck.api import market_of

    settings = state.settings
    bench = Bench(
        db=db or settings.db,
        open_market=lambda: market_of(settings, folders, offline=offline),
        model=model or settings.model,
        instruments=settings.instruments,
    )
    server = build_server(bench)
    if http:
        _serve_http(state, server.streamable_http_app(host=LOOPBACK[0], json_response=True, stateless_http=True), port)
    else:
        server.run("stdio")
    return 0


def _serve_http(state: State, application: Any, port: int) -> None:
    """Listen on loopback until interrupted. Raises UsageError where the port is taken."""
    import socket

    import uvicorn

    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK[0], port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(f"cannot listen at port {port} ({error.strerror}); --port 0 takes a free one") from error
    state.console.say(f"listening at http://{LOOPBACK[0]}:{listener.getsockname()[1]}/mcp; Ctrl-C ends it")
    config = uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listener])
