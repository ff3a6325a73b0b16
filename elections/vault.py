"""Keys and encryption at rest: one secret outside the database, and a key of its own per purpose derived from it."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32
NONCE_BYTES = 12


class Vault:
    """Encrypts, decrypts and indexes texts and files with keys derived (HKDF, RFC 5869) from one secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._cipher = AESGCM(self.key("encryption"))
        self._file_cipher = AESGCM(self.key("files"))
        self._index_key = self.key("blind-index")

    def key(self, purpose: str) -> bytes:
        """Returns the 32-byte key for `purpose`; keys of two purposes tell nothing about each other."""
        return HKDF(hashes.SHA256(), SECRET_BYTES, salt=None, info=f"sailau/{purpose}".encode()).derive(
            self._secret
        )

    def encrypt(self, text: str) -> str:
        """Returns `text` under AES-256-GCM (NIST SP 800-38D) with a fresh nonce, as URL-safe base64."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, sealed: str) -> str:
        """Returns the text that `encrypt` sealed; raises cryptography's InvalidTag when it was altered."""
        raw = base64.urlsafe_b64decode(sealed)
        return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()

    def opens(self, sealed: str) -> bool:
        """Tells whether this vault's secret is the one that a text was sealed with."""
        try:
            self.decrypt(sealed)
        except (InvalidTag, ValueError):
            return False
        return True

    def encrypt_bytes(self, content: bytes) -> bytes:
        """Returns a file's content under AES-256-GCM with a key of its own and a fresh nonce, which comes first."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._file_cipher.encrypt(nonce, content, None)

    def decrypt_bytes(self, sealed: bytes) -> bytes:
        """Returns the content that `encrypt_bytes` sealed; raises cryptography's InvalidTag when it was altered."""
        return self._file_cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)

    def blind_index(self, text: str) -> str:
        """Returns a keyed digest (HMAC-SHA256, hex) by which equal texts are found without decrypting any."""
        return hmac.digest(self._index_key, text.encode(), hashlib.sha256).hex()


def read_or_create_secret(path: Path) -> bytes:
    """Returns the secret kept in `path`, making one (readable by its owner only) when there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same start made it a moment ago
            return read_secret(path)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(SECRET_BYTES) + "\n")
    return read_secret(path)


def read_secret(path: Path) -> bytes:
    """Returns the secret kept in `path`; raises ValueError when it is shorter than 32 bytes."""
    secret = path.read_text().strip().encode()
    if len(secret) < SECRET_BYTES:
        raise ValueError(f"{path}: the secret is shorter than {SECRET_BYTES} bytes")
    return secret
