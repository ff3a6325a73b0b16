"""Passwords and one-time tokens: argon2id for what people choose, plain digests for what chance chose."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

DEMO_PASSWORD = "sailau-demo-2021"  # noqa: S105 - no secret: it opens invented data only, and the log-in page shows it
MINIMUM_LENGTH = 12
_hasher = PasswordHasher()
_nobody = _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """Returns the argon2id hash of a password (RFC 9106)."""
    return _hasher.hash(password)


def password_fits(password: str, password_hash: str) -> bool:
    """Returns whether the password is the one that was hashed; takes as long for an account that does not exist."""
    try:
        return _hasher.verify(password_hash or _nobody, password) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """Returns a fresh token of 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """Returns what is kept of a token: its SHA-256, which needs no salt since the token is chance itself."""
    return hashlib.sha256(token.encode()).hexdigest()
