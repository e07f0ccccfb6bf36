"""DATELINE_FETCH_ALLOW: addresses that the user lets Dateline fetch from although they are not public."""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address, ip_network

from ingest.errors import DatelineError
from ingest.web.addresses import PORTS, Network
from ingest.web.connection import Resolver, look_up
from ingest.web.fetch import FetchPolicy

_HOST_AND_PORT = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[\w.-]+?)(?::(?P<port>\d{1,5}))?")


def policy_of(allow: str, *, resolver: Resolver = look_up) -> FetchPolicy:
    """Return the policy of fetching that also allows what is named: host, host:port or network, comma-separated.

    A network is open to every name that leads there, at the usual ports. A host is open under its own name and at
    its own port alone (both usual ones where none is given), and stands for the addresses it has now, so that a
    link in somebody's article opens nothing more. Raises DatelineError for what is none of these.
    """
    networks: list[Network] = []
    opened: dict[tuple[str, int], tuple[Network, ...]] = {}
    for entry in (piece.strip() for piece in allow.split(",")):
        if not entry:
            continue
        found = _network(entry)
        if found is not None:
            networks.append(found)
            continue
        parts = _HOST_AND_PORT.fullmatch(entry)
        ports = [int(parts["port"])] if parts and parts["port"] else list(PORTS.values())
        if parts is None or not all(0 < port < 65536 for port in ports):
            raise DatelineError(
                f"DATELINE_FETCH_ALLOW: “{entry}” is no host, host:port or network (such as 10.1.0.0/16)."
            )
        host = parts["host"].strip("[]").lower()
        addresses = tuple(ip_network(address) for address in _addresses(host, ports[0], resolver))
        opened.update({(host, port): addresses for port in ports})
    return FetchPolicy(allowed_networks=tuple(networks), opened=opened)


def _network(text: str) -> Network | None:
    try:
        return ip_network(text)
    except ValueError:
        return None


def _addresses(host: str, port: int, resolver: Resolver) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        pass
    try:
        return list(resolver(host, port))
    except (OSError, UnicodeError) as error:
        # Without its address the name is refused or not found when it is fetched, which says enough there.
        if isinstance(error, socket.gaierror):
            return []
        raise DatelineError(f"DATELINE_FETCH_ALLOW: {host} could not be looked up ({error}).") from error
