"""The tool as an assistant meets it: the package's own client, over real stdio and real HTTP."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import anyio
from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

MARKET = str(Path(str(files("tapecheck.demo"))) / "market")
DRAFT = "The S&P 500 rose 3.1% on Thursday, February 22, 2024, to 5,087.03. The Russell 2000 may gain 5% in March."
Talk = Callable[[Client], Awaitable[Any]]


def command(database: Path, *more: str) -> list[str]:
    return ["-m", "tapecheck", "mcp", "--db", str(database), "--market", MARKET, "--offline", "--model", "fast", *more]


def over_stdio(database: Path, talk: Talk) -> Any:
    environment = {"TAPECHECK_CONFIG": str(database.parent / "none"), "TAPECHECK_CACHE": str(database.parent / "cache")}
    server = StdioServerParameters(command=sys.executable, args=command(database), env=environment)

    async def meet() -> Any:
        with anyio.fail_after(120):
            async with Client(stdio_client(server)) as client:
                return await talk(client)

    return anyio.run(meet)


def test_a_conversation_over_stdio(demo_database: Path) -> None:
    async def talk(client: Client) -> dict[str, Any]:
        told: dict[str, Any] = {"tools": {tool.name: tool for tool in (await client.list_tools()).tools}}
        told["checked"] = await client.call_tool(
            "check_text", {"text": DRAFT, "published": "2024-02-22T18:00:00-05:00"}
        )
        told["found"] = await client.call_tool("search_claims", {"words": "russell", "verdict": "contradicted"})
        told["figure"] = await client.call_tool("figure", {"symbol": "^GSPC", "metric": "percent_change",
                                                           "period": "2024-02-22"})  # fmt: skip
        told["articles"] = await client.read_resource("tapecheck://articles")
        uri = told["found"].structured_content["claims"][0]["article"]["uri"]
        told["article"] = await client.read_resource(uri)
        return told

    told = over_stdio(demo_database, talk)
    assert {*told["tools"]} == {"check_text", "search_claims", "figure"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in told["tools"].values())
    claims = told["checked"].structured_content["claims"]
    assert [(one["verdict"], one["stated"]) for one in claims] == [
        ("contradicted", "+3.1%"), ("supported", "5,087.03 points"), ("no_verdict", "+5%")
    ]  # fmt: skip
    assert claims[0]["say"] == "2.1%" and claims[0]["formula"].endswith("= 2.11%")
    figure = told["figure"].structured_content
    assert (figure["value"], figure["formula"]) == (2.112289, "5087.03 / 4981.80 - 1 = 2.11%")
    assert figure["source"][0]["look_up"].startswith("https://finance.yahoo.com/")
    assert "Russell 2000" in told["found"].content[0].text
    assert told["article"].contents[0].text.startswith("# ")
    assert "tapecheck://article/" in told["articles"].contents[0].text


WRONG: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("figure", {"symbol": "NOPE", "metric": "close", "period": "2024"}, "NOPE"),
    ("figure", {"symbol": "^GSPC", "metric": "close", "period": "lately"}, "give one such as"),
    ("figure", {"symbol": "^GSPC", "metric": "sharpe", "period": "2024"}, "there are close, open"),
    ("check_text", {"text": "x", "published": "yesterday"}, "dates are ISO 8601"),
    ("check_text", {"text": "x"}, "published"),
    ("search_claims", {"words": "x", "limit": 1000}, "limit"),
    ("search_claims", {"words": "x"}, "no database here yet"),
)


def test_what_is_wrong_comes_back_as_a_line_and_a_text_can_be_checked_without_a_database(tmp_path: Path) -> None:
    async def talk(client: Client) -> Any:
        answers = [await client.call_tool(tool, arguments) for tool, arguments, _ in WRONG]
        return answers, await client.call_tool("check_text", {"text": DRAFT, "published": "2024-02-22"})

    answers, checked = over_stdio(tmp_path / "none.db", talk)
    for answer, (_, _, said) in zip(answers, WRONG, strict=True):
        assert answer.is_error and said in answer.content[0].text
    assert not checked.is_error


def test_over_http_on_loopback(demo_database: Path) -> None:
    arguments = [sys.executable, *command(demo_database, "--http", "--port", "0")]
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/mcp", process.stderr.readline())
        assert found is not None

        async def talk() -> Any:
            with anyio.fail_after(120):
                async with Client(streamable_http_client(found[0])) as client:
                    return await client.call_tool(
                        "figure", {"symbol": "^RUT", "metric": "close", "period": "2023-09-08"}
                    )

        assert anyio.run(talk).structured_content["value"] == 1851.54
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()
