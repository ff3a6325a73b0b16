"""Sealing anew what an older secret sealed: every column whose name ends in "sealed", what lies inside it, and the digests beside it.

Portion by portion, each in a transaction of its own, while people work: a run that was broken off is begun again and goes
on. A row that somebody changes meanwhile is left: it is sealed by the present secret then.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.vault import Vault

SEALED = "sealed"
ROWS, FILES = 200, 10
"""So many rows are sealed anew at once, and so many where each holds a file."""
IIN, IIN_INDEX = "iin_sealed", "iin_index"
CONTENT, DIGEST = "content_sealed", "digest"


@dataclass
class Rotation:
    """What came of it: values looked at, values sealed anew, and the places of those that no secret opens."""

    seen: int = 0
    renewed: int = 0
    lost: list[str] = field(default_factory=list)


def sealed_tables() -> list[sa.Table]:
    """Returns the tables that have a sealed column."""
    return [table for table in db.metadata.sorted_tables if _columns(table)]


def rotate(vault: Vault) -> Rotation:
    """Seals anew whatever the present secret does not open."""
    found = Rotation()
    with looking_from(EVERYWHERE):
        for table in sealed_tables():
            for keys in _portions(table):
                with transaction():
                    _renew(table, keys, vault, found)
    return found


def count_older(vault: Vault) -> Rotation:
    """Returns how many values an older secret sealed, and which nobody opens, and changes nothing."""
    found = Rotation()
    with looking_from(EVERYWHERE):
        for table in sealed_tables():
            for keys in _portions(table):
                for row in _rows(table, keys):
                    _changes(table, row, vault, found)
                db.session.rollback()
    return found


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if column.name.endswith(SEALED)]


def _portions(table: sa.Table) -> Iterator[list[int]]:
    """Yields the keys of all rows, some at a time."""
    ids = list(db.session.scalars(sa.select(table.c.id).order_by(table.c.id)))
    db.session.rollback()
    size = FILES if any(isinstance(one.type, sa.LargeBinary) for one in _columns(table)) else ROWS
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _rows(table: sa.Table, keys: list[int]) -> Sequence[Mapping[str, Any]]:
    names = {"id", *(one.name for one in _columns(table))} | ({IIN_INDEX, DIGEST} & set(table.c.keys()))
    wanted = sa.select(*(table.c[name] for name in sorted(names))).where(table.c.id.in_(keys))
    return [dict(row) for row in db.session.execute(wanted).mappings()]


def _renew(table: sa.Table, keys: list[int], vault: Vault, found: Rotation) -> None:
    for row in _rows(table, keys):
        changes = _changes(table, row, vault, found)
        if not changes:
            continue
        if "updated_at" in table.c:  # nobody edited it
            changes["updated_at"] = table.c.updated_at
        unchanged = [table.c[name] == row[name] for name in changes if name.endswith(SEALED)]
        db.session.execute(sa.update(table).where(table.c.id == row["id"], *unchanged).values(changes))


def _changes(table: sa.Table, row: Mapping[str, Any], vault: Vault, found: Rotation) -> dict[str, Any]:
    """Returns what of a row is to be other than it is."""
    changes: dict[str, Any] = {}
    for column in _columns(table):
        value = row[column.name]
        if not value:
            continue
        found.seen += 1
        try:
            new = _bytes_anew(vault, value) if isinstance(value, bytes) else _text_anew(vault, value)
        except (InvalidTag, ValueError):
            found.lost.append(f"{table.name} {row['id']} {column.name}")
            continue
        if new is not None:
            found.renewed += 1
            changes |= {column.name: new, **_digests(table, row, column.name, new, vault)}
    return changes


def _bytes_anew(vault: Vault, value: bytes) -> bytes | None:
    try:
        vault.present().decrypt_bytes(value)
    except InvalidTag:
        return vault.encrypt_bytes(vault.decrypt_bytes(value))
    return None


def _text_anew(vault: Vault, value: str) -> str | None:
    """Returns a text sealed by the present secret, with what is sealed inside it, or None when it is so already."""
    text = vault.decrypt(value)
    inner = _inside(vault, text)
    if inner is None and vault.present().opens(value):
        return None
    return vault.encrypt(text if inner is None else inner)


def _inside(vault: Vault, text: str) -> str | None:
    """Returns a JSON text whose sealed values are sealed anew, or None when it has none that need it."""
    if SEALED not in text:
        return None
    try:
        content = json.loads(text)
    except ValueError:
        return None
    changed = _walk(vault, content)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) if changed else None


def _walk(vault: Vault, node: Any) -> bool:
    if isinstance(node, list):
        return sum([_walk(vault, one) for one in node]) > 0
    if not isinstance(node, dict):
        return False
    changed = sum([_walk(vault, one) for one in node.values()]) > 0
    for name, value in list(node.items()):
        if name.endswith(SEALED) and isinstance(value, str) and value and not vault.present().opens(value):
            plain = vault.decrypt(value)
            node[name], changed = vault.encrypt(plain), True
            if name == IIN and node.get(IIN_INDEX):
                node[IIN_INDEX] = vault.blind_index(plain)
    return changed


def _digests(table: sa.Table, row: Mapping[str, Any], name: str, new: Any, vault: Vault) -> dict[str, Any]:
    """Returns the keyed digests that stand beside a value."""
    if name == IIN and row.get(IIN_INDEX):
        return {IIN_INDEX: vault.blind_index(vault.decrypt(new))}
    if name == CONTENT and row.get(DIGEST):
        return {DIGEST: vault.blind_index(sha256(vault.decrypt_bytes(new)).hexdigest())}
    return {}
