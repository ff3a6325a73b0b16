"""Secret addresses: signed, so that whoever has one may open it and nobody can make one up."""

import hashlib
import hmac

from flask import current_app

LENGTH = 32


def token_of(purpose: str, value: str) -> str:
    """Returns the secret part of an address for `value`: itself and a keyed signature."""
    return f"{value}-{_signature(purpose, value)}"


def read_token(purpose: str, token: str) -> str | None:
    """Returns the value that a token was made for, None when it was not made here or altered."""
    value, _sign, signature = token.rpartition("-")
    signed = _signature(purpose, value)
    return value if hmac.compare_digest(signed.encode(), signature.encode()) else None


def _signature(purpose: str, value: str) -> str:
    key = current_app.extensions["vault"].key(f"address/{purpose}")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:LENGTH]
