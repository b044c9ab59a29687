"""What every answer and every request has to keep to: known hosts, headers, no writing from other sites' pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# Our pages run one script file and one style sheet, both from here. Datasette's own need scripts within the page.
STRICT = ("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")  # fmt: skip
LOOSE = ("default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
         "img-src 'self' data:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'")  # fmt: skip
HEADERS = {
    b"x-frame-options": b"DENY",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
_READING = ("GET", "HEAD", "OPTIONS")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


def guarded(application: Application, hosts: Sequence[str] | None, home: str | None) -> Application:
    """The application behind the guard. `hosts` are the names it answers to (None: any); `home` stands in for "/"."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers") or ()}
        if refusal := refuse(str(scope["method"]), headers, hosts):
            await _refused(send, *refusal)
            return
        if home is not None and scope["path"] == "/":
            scope = {**scope, "path": home, "raw_path": home.encode()}
        await application(scope, receive, _with_headers(send))

    return answer


def refuse(method: str, headers: MutableMapping[bytes, str], hosts: Sequence[str] | None) -> tuple[int, str] | None:
    """Status and reason why a request is not answered, or None.

    A page of another site can neither read here (the host is not known under a rebound name) nor write: browsers say
    where a request comes from, programs say nothing and are let through.
    """
    host = headers.get(b"host", "")
    if hosts is not None and _name(host) not in hosts:
        return 421, f"this server does not answer to {host!r}; tapecheck serve --allow-host NAME adds a name"
    if method in _READING:
        return None
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return None if site in ("same-origin", "none") else (403, "a page of another site may not write here")
    origin = headers.get(b"origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return 403, "a page of another site may not write here"
    return None


def _name(host: str) -> str:
    """A Host header without its port."""
    name = host.lower()
    return name[: name.index("]") + 1] if name.startswith("[") and "]" in name else name.partition(":")[0]


def _with_headers(send: Send) -> Send:
    async def wrapped(event: MutableMapping[str, Any]) -> None:
        if event["type"] == "http.response.start":
            given = {bytes(name).lower() for name, _ in event.get("headers") or ()}
            more = {**HEADERS, b"content-security-policy": LOOSE.encode()}
            added = [[name, value] for name, value in more.items() if name not in given]
            event = {**event, "headers": [*(event.get("headers") or ()), *added]}
        await send(event)

    return wrapped


async def _refused(send: Send, status: int, reason: str) -> None:
    headers = [[b"content-type", b"text/plain; charset=utf-8"], *([name, value] for name, value in HEADERS.items())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode("utf-8", "replace")})
