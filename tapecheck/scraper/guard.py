"""Where the socket connects: only to public addresses, and never longer than the page's deadline.

A name is looked up once, what it leads to is judged, and that very address is connected to: a second answer of the
name server (DNS rebinding) changes nothing. Redirects come through here like any other request.
"""

from __future__ import annotations

import contextvars
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2

from tapecheck.scraper.addresses import is_public

_deadline: contextvars.ContextVar[float | None] = contextvars.ContextVar("deadline", default=None)


class PrivateAddress(Exception):
    """A host leads to an address that only this machine or its network has."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} is {address}, an address of a private network" if host != address else host)
        self.host = host
        self.address = address


class UnknownHost(Exception):
    """No name server knows the host: asking again in a second does not help."""


class DeadlinePassed(Exception):
    """The whole page took longer than it may."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """All reading and connecting of this block ends within `seconds`, however slowly bytes drip in."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def time_left(timeout: float | None) -> float | None:
    """The smaller of `timeout` and what the deadline leaves. Raises DeadlinePassed."""
    end = _deadline.get()
    if end is None:
        return timeout
    left = end - time.monotonic()
    if left <= 0:
        raise DeadlinePassed
    return left if timeout is None else min(timeout, left)


class GuardedBackend(httpcore2.NetworkBackend):
    """httpcore2's own sockets, to public addresses only unless `allow_private`."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first public address of `host` that answers. Raises PrivateAddress if it has none."""
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(address, port, time_left(timeout), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream)
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnknownHost(f"no address is known of {host}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        public = [one for one in addresses if self._allow_private or is_public(_parse(one))]
        if addresses and not public:
            raise PrivateAddress(host, addresses[0])
        return public


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every wait ends at the deadline of the request that waits."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, time_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, time_left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, time_left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _parse(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(address.partition("%")[0])
