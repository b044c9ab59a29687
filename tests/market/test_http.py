"""One GET, against a real server: patience, and a clear line for every other answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tapecheck.errors import ProviderError
from tapecheck.market.providers import Context
from tapecheck.market.providers.http import get, is_page, retry_after
from tests.market.conftest import NOW, Server

pytestmark = pytest.mark.filterwarnings("error")


class Sleeper:
    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


def context(sleep: Sleeper) -> Context:
    return Context(contact="Test test@example.com", now=lambda: NOW, sleep=sleep)


def test_a_good_answer(server: Server) -> None:
    server.give("hello")
    made = context(Sleeper())
    assert get(made, f"{server.url}/x", {"a": "1"}, who="test").text == "hello"
    assert server.asked == [("/x", {"a": "1"})]
    assert "(Test test@example.com)" in server.agents[0]
    made.close()
    made.close()


@pytest.mark.parametrize(
    ("answers", "slept"),
    [
        ([(500, {}, "oops"), (200, {}, "hello")], [1]),
        ([(429, {"Retry-After": "7"}, ""), (200, {}, "hello")], [7]),
        ([(429, {"Retry-After": "Mon, 11 Sep 2023 12:00:20 GMT"}, ""), (200, {}, "hello")], [20]),
        ([(503, {"Retry-After": "soon"}, ""), (429, {}, ""), (200, {}, "hello")], [1, 2]),
    ],
)
def test_a_busy_server_is_asked_again(
    server: Server, answers: list[tuple[int, dict[str, str], str]], slept: list[float]
) -> None:
    server.give(*answers)
    sleeper = Sleeper()
    made = context(sleeper)
    assert get(made, server.url, who="test").text == "hello"
    assert sleeper.slept == slept
    made.close()


@pytest.mark.parametrize(
    ("answer", "asked", "told"),
    [
        ((500, {}, "oops"), 3, r"is out of order \(500\); try again later, or go on with --offline"),
        ((429, {}, ""), 3, r"refuses more requests for now \(429\); try again later"),
        ((429, {"Retry-After": "3600"}, ""), 1, r"try again in 3600 seconds"),
    ],
)
def test_a_server_that_stays_busy(
    server: Server, answer: tuple[int, dict[str, str], str], asked: int, told: str
) -> None:
    server.give(answer)
    made = context(Sleeper())
    with pytest.raises(ProviderError, match=told) as raised:
        get(made, server.url, {"api_key": "SECRET"}, who="test")
    assert len(server.asked) == asked
    assert "SECRET" not in str(raised.value)
    made.close()


def test_no_server() -> None:
    sleeper = Sleeper()
    made = context(sleeper)
    with pytest.raises(ProviderError, match="cannot be reached"):
        get(made, "http://127.0.0.1:9/", who="test")
    assert sleeper.slept == [1, 2]
    made.close()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("12", 12),
        ("Mon, 11 Sep 2023 11:00:00 GMT", 0),
        ("Mon, 11 Sep 2023 12:01:00 -0000", 60),
        ("x", None),
    ],
)
def test_retry_after(text: str | None, seconds: float | None) -> None:
    assert retry_after(text, datetime(2023, 9, 11, 12, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("text", "page"), [("<!DOCTYPE html>", True), ("\ufeff <html>", True), ("date,close", False), ("", False)]
)
def test_pages(text: str, page: bool) -> None:
    assert is_page(text) is page
