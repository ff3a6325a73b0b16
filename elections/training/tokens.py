"""Secret addresses: signed, so that whoever has one may open it and nobody can make one up."""

import hashlib
import hmac

from flask import current_app

LENGTH = 32


def token_of(purpose: str, value: str) -> str:
    """Returns the secret part of an address for `value`: itself and a keyed signature."""
    return f"{value}-{_signatures(purpose, value)[0]}"


def read_token(purpose: str, token: str) -> str | None:
    """Returns the value that a token was made for, None when it was not made here or altered."""
    value, _sign, signature = token.rpartition("-")
    signed = _signatures(purpose, value)
    is_ours = any(hmac.compare_digest(one.encode(), signature.encode()) for one in signed)
    return value if is_ours else None


def _signatures(purpose: str, value: str) -> list[str]:
    """Returns the signatures by every secret, the present first: an address made with an older one stays good."""
    keys = current_app.extensions["vault"].keys(f"address/{purpose}")
    return [hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:LENGTH] for key in keys]
