"""Addresses: what of one is kept, and which of them a program on somebody's machine must not visit."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

# Parameters that say where a reader came from, never which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|cmp|ncid|smid|smtyp|ito|guccounter|guce_\w+|taid|sref",
    re.I,
)
# And those that let somebody in: they are asked with, and neither kept nor shown.
_SECRET = (
    r"(?:api|access|auth|private|subscription)[_-]?(?:key|token)|(?:id_|refresh_|csrf_?)?token|apikey|auth|jwt|sig|signature|secret"
    r"|client_secret|passw(?:or)?d|pwd|session_?id|phpsessid|jsessionid|x-(?:amz|goog)-(?:signature|credential|security-token)"
)
_DROPPED = re.compile(rf"{_TRACKING.pattern}|{_SECRET}", re.I)
_SHOWN_SECRET = re.compile(rf"([?&;](?:{_SECRET})=)[^&#\s]+", re.I)
_EMBEDDED_V4 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "64:ff9b:1::/48")))  # RFC 6052, 4291, 8215
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})  # a cloud's own service that has a public address


def clean_url(url: str, base: str | None = None) -> str | None:
    """`url` as it may be kept: absolute, no credentials, fragment or marks of campaigns; None for what is none.

    >>> clean_url("https://me:secret@Example.org/a?utm_source=x&token=s&id=7#top")
    'https://example.org/a?id=7'
    """
    try:
        parts = urlsplit(urljoin(base or "", url.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        netloc += f":{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", _without_tracking(parts), ""))


def _without_tracking(parts: SplitResult) -> str:
    if not _DROPPED.search(parts.query):
        return parts.query
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _DROPPED.fullmatch(key)]  # fmt: skip
    return urlencode(kept)


def hide_credentials(text: str) -> str:
    """The text with what stands before the @ of its addresses left out, and keys hidden: for messages.

    >>> hide_credentials("https://me:secret@example.org/a?api_key=secret&id=7: HTTP 401")
    'https://example.org/a?api_key=***&id=7: HTTP 401'
    """
    return _SHOWN_SECRET.sub(r"\1***", re.sub(r"(?<=://)[^/\s@]*@", "", text))


def host_of(url: str) -> str:
    """The host of an address with its port, in lower case, or ""."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or ''}:{parts.port}" if parts.port else parts.hostname or ""
    except ValueError:
        return ""


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, and of no single network, machine or cloud.

    IPv4 addresses inside of IPv6 ones (mapped, NAT64, 6to4, Teredo) are looked at themselves.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner_addresses(address)
        if inner:
            return all(is_public(one) for one in inner)
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _METADATA


def _inner_addresses(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    if any(address in network for network in _EMBEDDED_V4) and int(address) > 1:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


def literal_address(host: str) -> Address | None:
    """The IP address that `host` is a notation of (dotted, decimal, octal, hexadecimal, bracketed), or None.

    >>> literal_address("0x7f.1")
    IPv4Address('127.0.0.1')
    """
    host = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if re.fullmatch(r"[0-9a-fx.]+", host, re.I) else None
    except OSError:
        return None
