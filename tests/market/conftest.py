"""A folder of market data of a few days, a clock that stands still, and a server on the loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

NOW = datetime(2023, 9, 11, 12, 0, tzinfo=UTC)  # a Monday before the open

SERIES = """\
symbol,file,name,kind,currency,timezone,calendar,close_time,adjustment,split_basis,source,licence
^GSPC,GSPC.csv,S&P 500,price_index,USD,America/New_York,XNYS,16:00,none,,made for tests,none
NA,stocks.csv,Nano Labs,stock,USD,America/New_York,XNYS,16:00,close: splits as of 2023-09-08,,made for tests,none
TEN,stocks.csv,Ten for One,stock,USD,America/New_York,XNYS,16:00,,2023-09-08,made for tests,none
"""
GSPC = """\
date,open,high,low,close,volume
2023-09-05,4510.06,4514.29,4496.01,4496.83,3526250000
2023-09-06,4490.35,4490.35,4442.38,4465.48,3418850000
2023-09-07,4434.55,4457.81,4430.46,4451.14,3763760000
2023-09-08,4451.30,4473.53,4448.38,4457.49,3259290000
"""
STOCKS = """\
symbol,date,close,adj_close,volume
NA,2023-09-06,10,9.5,100
NA,2023-09-07,11,10.45,110
NA,2023-09-08,12,12,120
TEN,2023-09-06,10,9,1000
TEN,2023-09-07,11,9.9,1000
TEN,2023-09-08,12,12,1000
"""
MEMBERS = """\
index,symbol,name,from,to
^GSPC,NA,Nano Labs,2023-01-01,
^GSPC,OLD,Old Member,2020-01-01,2023-06-01
^RUT,TEN,Ten for One,2022-06-27,2023-06-26
"""
SPLITS = "symbol,date,ratio\nTEN,2023-09-08,10\nTEN,2023-10-02,2\n"
FACTS = """\
symbol,concept,from,to,value,unit,filed
NA,shares_outstanding,2023-06-30,2023-07-01,1000,shares,2023-08-01
NA,revenue,2023-04-01,2023-07-01,11,USD,2023-09-01
NA,revenue,2023-04-01,2023-07-01,10,USD,2023-08-01
"""
FILES = {
    "series.csv": SERIES,
    "GSPC.csv": GSPC,
    "stocks.csv": STOCKS,
    "members.csv": MEMBERS,
    "splits.csv": SPLITS,
    "facts.csv": FACTS,
}


def write_folder(path: Path, files: Mapping[str, str] = FILES) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder above on disk."""
    return write_folder(tmp_path / "folder")


@pytest.fixture
def now() -> Callable[[], datetime]:
    return lambda: NOW


Answer = tuple[int, Mapping[str, str], str]


@dataclass
class Server:
    """A real HTTP server: `answers` are given one after the other, the last one for ever; `asked` is what came."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    by_path: dict[str, Answer] = field(default_factory=dict)

    def give(self, *answers: str | Answer) -> None:
        self.answers = [(200, {}, answer) if isinstance(answer, str) else answer for answer in answers]

    def next(self, path: str) -> Answer:
        if path in self.by_path:
            return self.by_path[path]
        if not self.answers:
            return 404, {"Content-Type": "text/html"}, "<!DOCTYPE html><html>not found</html>"
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            made.asked.append((parts.path, dict(parse_qsl(parts.query))))
            made.agents.append(self.headers.get("User-Agent", ""))
            status, headers, body = made.next(parts.path)
            data = body.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *arguments: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Server(f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    http.shutdown()
    http.server_close()
    thread.join()
