"""A small web site on loopback for tests: real HTTP, paths answered from a dict."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """What the server says on a path: `wait` seconds before it answers, `drip` seconds before each byte of the body.

    `promised` is the Content-Length that it declares where that is not the truth.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    wait: float = 0.0
    drip: float = 0.0
    promised: int | None = None


# A path may also be answered by what was asked: the request's headers, in lower case.
Reply = Answer | Callable[[Mapping[str, str]], Answer]


@dataclass
class Site:
    """The server's address, its pages, the paths that were asked for, and with which headers."""

    url: str
    pages: dict[str, Reply]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0

    @property
    def pages_asked(self) -> list[str]:
        """The paths without robots.txt, which stands before the first page."""
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serve(pages: Mapping[str, Reply]) -> Iterator[Site]:
    """Serve `pages` until the block ends; any other path is a 404."""
    site = Site("", dict(pages))
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                site.asked.append(self.path)
                site.headers.append({name.lower(): value for name, value in self.headers.items()})
                site._now += 1
                site.most_at_once = max(site.most_at_once, site._now)
            self.answer(site.pages.get(self.path, Answer(b"no such page", 404)))

        def answer(self, reply: Reply) -> None:
            try:
                answer = reply(site.headers[-1]) if callable(reply) else reply
                time.sleep(answer.wait)
            finally:
                with lock:
                    site._now -= 1  # before the client has its answer, and may ask for the next
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                length = len(answer.body) if answer.promised is None else answer.promised
                self.send_header("Content-Length", str(length))
                self.end_headers()
                for piece in [answer.body] if not answer.drip else [bytes([one]) for one in answer.body]:
                    time.sleep(answer.drip)
                    self.wfile.write(piece)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
