"""Passwords as they are kept: scrypt (RFC 7914) with a salt each, in one word that any shell and .env file takes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_N, _R, _P = 2**15, 8, 1  # 32 MiB and about a tenth of a second for each try
_MEMORY = 128 * 1024 * 1024


def hashed(password: str) -> str:
    """Return a password's hash: "scrypt.N.r.p.salt.key", salt and key in unpadded base64url."""
    salt = secrets.token_bytes(16)
    return ".".join(["scrypt", str(_N), str(_R), str(_P), _encoded(salt), _encoded(_key(password, salt, _N, _R, _P))])


def matches(password: str, kept: str) -> bool:
    """Tell whether a password is the one of a hash; False for what is no hash of ours."""
    parts = kept.split(".")
    if not is_hash(kept):
        return False
    n, r, p = (int(part) for part in parts[1:4])
    return hmac.compare_digest(_key(password, _decoded(parts[4]), n, r, p), _decoded(parts[5]))


def is_hash(kept: str) -> bool:
    """Tell whether a text is a hash as `hashed` makes them, of a cost that can be paid."""
    parts = kept.split(".")
    if len(parts) != 6 or parts[0] != "scrypt" or not all(part.isascii() and part.isdigit() for part in parts[1:4]):
        return False
    n, r, p = (int(part) for part in parts[1:4])
    if not (2 <= n <= 2**18 and n & (n - 1) == 0 and 1 <= r <= 16 and 1 <= p <= 4 and 128 * n * r * p < _MEMORY):
        return False
    try:
        return len(_decoded(parts[4])) >= 8 and len(_decoded(parts[5])) == 32
    except ValueError:
        return False


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
