"""What a page may be served like: to whom, at which address, with or without TLS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.errors import AccessError
from rag.settings import Settings
from ui.guard import is_loopback
from ui.login import Door
from ui.users import Users, read_users


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """How the page is served. door: None where there is no login. warning: to be told at the start, or ""."""

    door: Door | None
    certificate: Path | None
    key: Path | None
    warning: str


def access_of(settings: Settings) -> Access:
    """Return how the settings let the page be served. Raises AccessError with what to do where that is not safe."""
    users = Users(read_users(settings.users))
    certificate, key = settings.tls_certificate, settings.tls_key
    if bool(certificate) != bool(key):
        raise AccessError("TLS takes two settings: DATELINE_TLS_CERTIFICATE and DATELINE_TLS_KEY, each a file.")
    for file in (certificate, key):
        if file and not file.is_file():
            raise AccessError(f"There is no file {file}, which the settings name for TLS.")
    beyond = not is_loopback(settings.host)
    if beyond and not users:
        raise AccessError(
            f"The page is not served at {settings.host} without a login: everybody who reaches this machine could read "
            "its articles and conversations. Make a line for each person with `python -m rag user NAME` and set "
            "DATELINE_USERS to a file of those lines; or serve on this machine alone with DATELINE_HOST=127.0.0.1."
        )
    warning = ""
    if beyond and not certificate:
        warning = (
            "There is no TLS: passwords and articles cross the network readable by all on the way. Set "
            "DATELINE_TLS_CERTIFICATE and DATELINE_TLS_KEY, or put a server with TLS in front."
        )
    door = Door(users, secure=bool(certificate)) if users else None
    return Access(door=door, certificate=certificate, key=key, warning=warning)
