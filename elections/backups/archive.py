"""The file of a backup: a tar of its manifest and the database, in the age format (age-encryption.org/v1).

The key is an X25519 identity of age, derived from the secret of the installation or from a file of its own: whoever has it
opens a backup with the usual tool too, `age --decrypt --identity KEY FILE | tar xz`. The format authenticates each piece and
the end: what was altered or cut off is not opened.
"""

import errno
import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, Any

import pyrage

from elections.backups.manifest import DATABASE, Manifest, read_manifest
from elections.errors import Objection, Refused

MANIFEST = "manifest.json"
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
PREFIX = "age-secret-key-"
AT_ONCE = 1024 * 1024
WORK = ".sailau-backup-"


def identity_of(key: bytes) -> str:
    """Returns a 32-byte key as age writes identities (Bech32, BIP 173)."""
    five = _five_bits(key)
    spread = [ord(sign) >> 5 for sign in PREFIX] + [0] + [ord(sign) & 31 for sign in PREFIX]
    check = _polymod([*spread, *five, 0, 0, 0, 0, 0, 0]) ^ 1
    sums = [check >> 5 * (5 - place) & 31 for place in range(6)]
    return (PREFIX + "1" + "".join(ALPHABET[one] for one in [*five, *sums])).upper()


def write_archive(database: Path, manifest: Manifest, target: Path, key: bytes) -> None:
    """Writes a backup to `target`, whole or not at all."""
    plain, partial = database.with_suffix(".tar"), target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with tarfile.open(plain, "w:gz", compresslevel=1, format=tarfile.PAX_FORMAT) as tar:
            _add(tar, MANIFEST, manifest.to_json().encode())
            tar.add(database, DATABASE, filter=_nobodys)
        with open(partial, "xb", opener=_closed_to_others) as file:
            recipient = pyrage.x25519.Identity.from_str(identity_of(key)).to_public()
            with plain.open("rb") as content:
                _encrypt(content, file, recipient)
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, target)  # refuses a name that is taken, by others a moment ago too
        _keep_name(target.parent)
    finally:
        plain.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)


def read_archive(source: Path, folder: Path, keys: Sequence[bytes]) -> tuple[Manifest, Path]:
    """Opens a backup into `folder`: returns its manifest and the path of the database. Raises Refused."""
    plain, database = folder / "backup.tar", folder / DATABASE
    _decrypt(source, plain, keys)
    try:
        with tarfile.open(plain) as tar:
            manifest = read_manifest(_content(tar, MANIFEST).decode())
            with open(database, "xb", opener=_closed_to_others) as file:
                _copy(tar, file)
    except (tarfile.TarError, ValueError, TypeError, KeyError) as error:
        raise _refused("backup.damaged", source) from error
    plain.unlink()
    if (database.stat().st_size, digest_of(database)) != (manifest.size, manifest.sha256):
        raise _refused("backup.damaged", source)
    return manifest, database


def digest_of(path: Path) -> str:
    """Returns the SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _decrypt(source: Path, plain: Path, keys: Sequence[bytes]) -> None:
    identities = [pyrage.x25519.Identity.from_str(identity_of(key)) for key in keys]
    if not source.is_file():
        raise _refused("backup.not_there", source)
    try:
        with source.open("rb") as content, open(plain, "xb", opener=_closed_to_others) as file:
            pyrage.decrypt_io(content, file, identities)
    except pyrage.DecryptError as error:
        is_foreign = "matching" in str(error).lower()
        raise _refused("backup.other_key" if is_foreign else "backup.damaged", source) from error
    except OSError as error:  # how the library tells of a piece that was altered or cut off
        if error.errno is not None:
            raise
        raise _refused("backup.damaged", source) from error


def _encrypt(content: IO[bytes], file: IO[bytes], recipient: Any) -> None:
    try:
        pyrage.encrypt_io(content, file, [recipient])
    except pyrage.EncryptError as error:  # the library tells of a full disk in words only
        is_full = f"[Errno {errno.ENOSPC}]" in str(error)
        raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error)) from error


def _refused(code: str, source: Path) -> Refused:
    return Refused([Objection(code, params={"file": source.name})])


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    found = tar.extractfile(name)
    if found is None:
        raise ValueError(name)
    return found.read(AT_ONCE)


def _copy(tar: tarfile.TarFile, file: IO[bytes]) -> None:
    found = tar.extractfile(DATABASE)
    if found is None:
        raise ValueError(DATABASE)
    while piece := found.read(AT_ONCE):
        file.write(piece)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _closed_to_others(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _keep_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _five_bits(content: bytes) -> list[int]:
    number, length = int.from_bytes(content) << (-len(content) * 8 % 5), -(-len(content) * 8 // 5)
    return [number >> 5 * (length - 1 - place) & 31 for place in range(length)]


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, one in enumerate(GENERATOR):
            check ^= one if top >> place & 1 else 0
    return check


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """Yields a folder closed to others, gone afterwards; what a process that was killed left behind goes too."""
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob(f"{WORK}*"):
        if not _is_alive(left.name.removeprefix(WORK).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(prefix=f"{WORK}{os.getpid()}-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_alive(number: str) -> bool:
    if not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
