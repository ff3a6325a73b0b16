"""Keys and encryption at rest: secrets outside the database, and a key of its own per purpose derived from each.

The file of secrets holds one a line: the first seals, all of them open. So a secret is changed while people work: a new
one is put on top, `flask vault rotate` seals anew what an older one sealed, and then the older one goes.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32
NONCE_BYTES = 12


class Vault:
    """Encrypts, decrypts and indexes texts and files with keys derived (HKDF, RFC 5869) from secrets, the present first."""

    def __init__(self, secret: bytes, *older: bytes) -> None:
        self._secrets = (secret, *older)
        self._ciphers = [AESGCM(key) for key in self.keys("encryption")]
        self._file_ciphers = [AESGCM(key) for key in self.keys("files")]
        self._index_keys = self.keys("blind-index")

    def key(self, purpose: str) -> bytes:
        """Returns the 32-byte key for `purpose`; keys of two purposes tell nothing about each other."""
        return self.keys(purpose)[0]

    def keys(self, purpose: str) -> list[bytes]:
        """Returns the keys for `purpose`, the present secret's first, then those of older ones."""
        info = f"sailau/{purpose}".encode()
        return [
            HKDF(hashes.SHA256(), SECRET_BYTES, salt=None, info=info).derive(one) for one in self._secrets
        ]

    def present(self) -> "Vault":
        """Returns a vault that has the present secret only."""
        return Vault(self._secrets[0])

    def encrypt(self, text: str) -> str:
        """Returns `text` under AES-256-GCM (NIST SP 800-38D) with a fresh nonce, as URL-safe base64."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self._ciphers[0].encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, sealed: str) -> str:
        """Returns the text that `encrypt` sealed; raises cryptography's InvalidTag when it was altered."""
        return _open(self._ciphers, base64.urlsafe_b64decode(sealed)).decode()

    def opens(self, sealed: str) -> bool:
        """Tells whether one of this vault's secrets is the one that a text was sealed with."""
        try:
            self.decrypt(sealed)
        except (InvalidTag, ValueError):
            return False
        return True

    def encrypt_bytes(self, content: bytes) -> bytes:
        """Returns a file's content under AES-256-GCM with a key of its own and a fresh nonce, which comes first."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._file_ciphers[0].encrypt(nonce, content, None)

    def decrypt_bytes(self, sealed: bytes) -> bytes:
        """Returns the content that `encrypt_bytes` sealed; raises cryptography's InvalidTag when it was altered."""
        return _open(self._file_ciphers, sealed)

    def blind_index(self, text: str) -> str:
        """Returns a keyed digest (HMAC-SHA256, hex) by which equal texts are found without decrypting any."""
        return self.indexes(text)[0]

    def indexes(self, text: str) -> list[str]:
        """Returns the digests of a text by every secret, the present first: what an older one indexed is found too."""
        return [hmac.digest(key, text.encode(), hashlib.sha256).hex() for key in self._index_keys]

    def index_in(self, text: str, known: Container[str | None]) -> str:
        """Returns the digest of a text that is among those `known`, else that by the present secret."""
        digests = self.indexes(text)
        return next((one for one in digests if one in known), digests[0])


def _open(ciphers: list[AESGCM], sealed: bytes) -> bytes:
    """Returns what one of the ciphers sealed; raises InvalidTag when none of them did, or it was altered."""
    for cipher in ciphers:
        with suppress(InvalidTag):
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    raise InvalidTag


def read_or_create_secrets(path: Path) -> tuple[bytes, ...]:
    """Returns the secrets kept in `path`, making one (readable by its owner only) when there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same start made it a moment ago
            return read_secrets(path)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(SECRET_BYTES) + "\n")
    return read_secrets(path)


def read_secrets(path: Path) -> tuple[bytes, ...]:
    """Returns the secrets kept in `path`, one a line, the present first; raises ValueError when one is too short."""
    lines = [line.strip().encode() for line in path.read_text().splitlines()]
    found = tuple(dict.fromkeys(line for line in lines if line))
    if not found or any(len(secret) < SECRET_BYTES for secret in found):
        raise ValueError(f"{path}: the secret is shorter than {SECRET_BYTES} bytes")
    return found
