"""Codes from an app (TOTP, RFC 6238) and codes on paper in its place. The only place that knows pyotp."""

import re
import secrets
from datetime import datetime

import pyotp

from elections.accounts.passwords import token_digest

ISSUER = "Sailau"
DIGITS = 6
STEP_SECONDS = 30
STEPS_ASIDE = 1
"""A code is taken half a minute before and after its time: clocks of phones go wrong, and people type slowly."""
RECOVERY_CODES = 10
RECOVERY_SIGNS = 24
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which look alike on paper; each sign is 5 bits of chance, 120 in a code: from 112 on a plain digest is enough."""


def new_seed() -> str:
    """Returns a fresh seed of 160 bits in Base32."""
    return pyotp.random_base32()


def app_address(seed: str, login: str) -> str:
    """Returns the address that an app takes a seed from, as the QR holds it (otpauth://…)."""
    return pyotp.TOTP(seed).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(seed: str, code: str, now: datetime, last_step: int) -> int | None:
    """Returns the step that the code belongs to, or None: it is wrong, too old, or its step was used before."""
    present = int(now.timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(seed)
    for step in range(present - STEPS_ASIDE, present + STEPS_ASIDE + 1):
        if step > last_step and secrets.compare_digest(codes.at(step * STEP_SECONDS), code):
            return step
    return None


def is_app_code(typed: str) -> bool:
    """Returns whether this has the form of an app's code; what has another may be one on paper."""
    return bool(re.fullmatch(rf"[0-9]{{{DIGITS}}}", typed))


def new_recovery_codes() -> list[str]:
    """Returns fresh codes for paper: XXXX-XXXX-XXXX-XXXX-XXXX-XXXX."""
    codes = ("".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_SIGNS)) for _ in range(RECOVERY_CODES))
    return [in_groups(code) for code in codes]


def in_groups(signs: str, between: str = "-") -> str:
    """Returns signs in groups of four, as people read them out."""
    return between.join(signs[place : place + 4] for place in range(0, len(signs), 4))


def bare(typed: str) -> str:
    """Returns a typed code without the spaces and dashes that people put into it, in capitals."""
    return re.sub(r"[\s\-‐‑–—]", "", typed).upper()


def recovery_digest(typed: str) -> str:
    """Returns what is kept of a recovery code."""
    return token_digest(bare(typed))
