"""Which addresses may be fetched: checked as a URL before anything is looked up, and as an IP before connecting."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from ingest.errors import AddressRefused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PORTS = {"http": 80, "https": 443}
_LONGEST_URL = 4096
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,254}}\Z)(?:{_LABEL}\.)*{_LABEL}\.?")
# How C libraries read numbers as addresses: 2130706433, 0x7f.1, 0177.0.0.1, 127.1.
_LOOKS_NUMERIC = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)\.?")

# Written out, because `is_global` misses several: it is True for NAT64 and 6to4, which carry an IPv4 address.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # a cloud's metadata service on an address that is otherwise public
    )
)  # fmt: skip
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

_PRIVATE = (
    "the address leads to a private, local or reserved network, which is not fetched from; "
    "save the page to a file and add the file, or allow the host by DATELINE_FETCH_ALLOW"
)


def check_url(
    url: str | httpx.URL,
    *,
    ports: Collection[int] = tuple(PORTS.values()),
    opened: Collection[tuple[str, int]] = (),
) -> httpx.URL:
    """Return the URL as it will be fetched, without its fragment; AddressRefused where it must not be.

    Only http and https, to a named or canonically written host, without user name or password. `opened`: hosts
    with a port that is allowed for that host alone.
    """
    text = str(url).strip()
    if not text or len(text) > _LONGEST_URL:
        raise AddressRefused(f"not an address, or longer than {_LONGEST_URL} characters; copy it from the browser")
    # Browsers drop or translate these; whatever reads the text differently from us would fetch another host.
    if any(char.isspace() or ord(char) < 32 or ord(char) == 127 for char in text) or "\\" in text:
        raise AddressRefused("the address holds a space, a control character or a backslash; copy it again")
    try:
        parsed = httpx.URL(text)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError) as error:  # idna's errors are UnicodeErrors
        raise AddressRefused("not a well-formed address; copy it again from the browser") from error
    if parsed.scheme not in PORTS:
        raise AddressRefused("only addresses that begin with http:// or https:// are fetched")
    if parsed.userinfo or "@" in text.split("://", 1)[-1].partition("/")[0].partition("?")[0].partition("#")[0]:
        raise AddressRefused("the address holds a user name or password; remove the part before the @")
    _check_host(host)
    port = parsed.port or PORTS[parsed.scheme]
    if port not in ports and (host, port) not in opened:
        if _is_here(host):
            raise AddressRefused(_PRIVATE)
        raise AddressRefused(
            f"port {parsed.port} is not fetched from, as news sites answer at the usual ones; "
            "save the page to a file and add the file"
        )
    return parsed.copy_with(fragment=None)


def check_addresses(answers: Sequence[str], *, allowed: Sequence[Network] = ()) -> tuple[str, ...]:
    """Return a name's looked-up addresses, or raise AddressRefused where any of them must not be fetched from.

    One private answer among public ones refuses all: such a mixture is how a name is rebound between the
    check and the connection.
    """
    for answer in answers:
        if not may_connect(answer, allowed=allowed):
            raise AddressRefused(_PRIVATE)
    return tuple(answers)


def may_connect(address: str, *, allowed: Sequence[Network] = ()) -> bool:
    """Tell whether an IP address is on the public internet, or in a network that the user allowed."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if any(parsed.version == network.version and parsed in network for network in allowed):
        return True
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _NOT_PUBLIC_4)
    return parsed.scope_id is None and parsed in _PUBLIC_6 and not any(parsed in network for network in _NOT_PUBLIC_6)


def _is_here(host: str) -> bool:
    """Tell whether a host as written can only be this machine or its network."""
    try:
        return not may_connect(str(ip_address(host)))
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _check_host(host: str) -> None:
    if ":" in host:
        try:
            literal = IPv6Address(host)
        except ValueError as error:
            raise AddressRefused("not a well-formed address; copy it again from the browser") from error
        if literal.scope_id is not None:
            raise AddressRefused(_PRIVATE)
        return
    if not _HOST.fullmatch(host):
        raise AddressRefused("not a well-formed host name; copy the address again from the browser")
    if _LOOKS_NUMERIC.fullmatch(host):
        try:
            IPv4Address(host)
        except ValueError as error:
            raise AddressRefused("the host is a number in disguise; write the site's name instead") from error
