from __future__ import annotations

import pytest

from tapecheck.web.guard import LOOPBACK, refuse

HOSTS = [*LOOPBACK, "desk.example.org"]


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"host": "127.0.0.1:8765"}, None),
        ("GET", {"host": "[::1]:8765"}, None),
        ("GET", {"host": "desk.example.org"}, None),
        ("GET", {"host": "evil.example"}, 421),
        ("GET", {"host": "127.0.0.1.evil.example"}, 421),
        ("GET", {}, 421),
        ("POST", {"host": "localhost:1"}, None),
        ("POST", {"host": "localhost:1", "sec-fetch-site": "same-origin"}, None),
        ("POST", {"host": "localhost:1", "sec-fetch-site": "cross-site"}, 403),
        ("POST", {"host": "localhost:1", "sec-fetch-site": "same-site"}, 403),
        ("POST", {"host": "localhost:1", "origin": "http://localhost:1"}, None),
        ("POST", {"host": "localhost:1", "origin": "http://localhost:2"}, 403),
        ("POST", {"host": "localhost:1", "origin": "null"}, 403),
        ("POST", {"host": "localhost:1", "origin": "null", "sec-fetch-site": "same-origin"}, None),
        ("GET", {"host": "localhost:1", "sec-fetch-site": "cross-site"}, None),
    ],
)
def test_who_is_answered(method: str, headers: dict[str, str], status: int | None) -> None:
    found = refuse(method, {name.encode(): value for name, value in headers.items()}, HOSTS)
    assert (found[0] if found else None) == status


def test_a_plain_datasette_answers_to_any_name() -> None:
    assert refuse("GET", {b"host": "any.example"}, None) is None
