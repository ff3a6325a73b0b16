"""Passwords and one-time tokens: argon2id for what people choose, plain digests for what chance chose."""

import hashlib
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

DEMO_PASSWORD = "sailau-demo-2021"  # noqa: S105 - no secret: it opens invented data only, and the log-in page shows it
MINIMUM_LENGTH = 12
LONGEST = 200
COSTS = RFC_9106_LOW_MEMORY
_hasher = PasswordHasher.from_parameters(COSTS)
_nobody = _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """Returns the argon2id hash of a password (RFC 9106)."""
    return _hasher.hash(_composed(password))


def password_fits(password: str, password_hash: str) -> bool:
    """Returns whether the password is the one that was hashed; takes as long for an account that does not exist."""
    try:
        fits = _hasher.verify(password_hash or _nobody, _composed(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return fits and bool(password_hash) and len(password) <= LONGEST


def is_hashed_weakly(password_hash: str) -> bool:
    """Returns whether the hash was made with other costs than are asked for today."""
    return _hasher.check_needs_rehash(password_hash)


def _composed(password: str) -> str:
    """Returns the password with each letter as one sign, however the keyboard made it (NFC)."""
    return unicodedata.normalize("NFC", password)


def new_token() -> str:
    """Returns a fresh token of 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """Returns what is kept of a token: its SHA-256, which needs no salt since the token is chance itself."""
    return hashlib.sha256(token.encode()).hexdigest()
