"""Secrets: what is sealed comes back only whole and only by the same key; the secret itself is kept from other eyes."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from config import Settings
from elections.app import create_app
from elections.vault import SECRET_BYTES, Vault, read_or_create_secrets, read_secrets

VAULT, OTHER = Vault(b"a" * SECRET_BYTES), Vault(b"b" * SECRET_BYTES)
BOTH = Vault(b"b" * SECRET_BYTES, b"a" * SECRET_BYTES)
LONG_ENOUGH = "s" * SECRET_BYTES


@given(st.text())
def test_text_comes_back_as_it_was_sealed(text: str) -> None:
    assert VAULT.decrypt(VAULT.encrypt(text)) == text


def test_same_text_is_sealed_differently_each_time() -> None:
    assert VAULT.encrypt("750301300123") != VAULT.encrypt("750301300123")


def test_text_sealed_by_another_secret_is_not_opened() -> None:
    with pytest.raises(InvalidTag):
        OTHER.decrypt(VAULT.encrypt("750301300123"))


@pytest.mark.parametrize("place", [0, 20, -5])
def test_altered_text_is_not_opened(place: int) -> None:
    sealed = VAULT.encrypt("750301300123")
    other = "A" if sealed[place] != "A" else "B"
    altered = sealed[:place] + other + sealed[place:][1:]

    with pytest.raises(InvalidTag):
        VAULT.decrypt(altered)


@given(st.binary())
def test_file_comes_back_as_it_was_sealed(content: bytes) -> None:
    assert VAULT.decrypt_bytes(VAULT.encrypt_bytes(content)) == content


@pytest.mark.parametrize(
    "alter", [lambda one: one[:-1] + bytes([one[-1] ^ 1]), lambda one: bytes([one[0] ^ 1]) + one[1:]]
)
def test_altered_or_foreign_file_is_not_opened(alter: Callable[[bytes], bytes]) -> None:
    sealed = VAULT.encrypt_bytes(b"a photograph")

    with pytest.raises(InvalidTag):
        VAULT.decrypt_bytes(alter(sealed))
    with pytest.raises(InvalidTag):
        OTHER.decrypt_bytes(sealed)


def test_index_is_the_same_for_equal_texts_and_tells_nothing_without_the_secret() -> None:
    indexes = [
        VAULT.blind_index("750301300123"),
        VAULT.blind_index("750301300124"),
        OTHER.blind_index("750301300123"),
    ]

    assert VAULT.blind_index("750301300123") == indexes[0]
    assert len(set(indexes)) == 3
    assert [len(one) for one in indexes] == [64, 64, 64]


def test_each_purpose_and_each_secret_has_a_key_of_its_own() -> None:
    keys = [VAULT.key("cookies"), VAULT.key("encryption"), OTHER.key("cookies")]

    assert VAULT.key("cookies") == keys[0]
    assert len(set(keys)) == 3
    assert [len(one) for one in keys] == [SECRET_BYTES] * 3


def test_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "secret.key"

    first, second = read_or_create_secrets(path), read_or_create_secrets(path)

    assert (first == second, len(first), len(first[0])) == (True, 1, 2 * SECRET_BYTES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_create_secrets(tmp_path / "other.key") != first


def test_secret_that_another_process_made_at_the_same_moment_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.key"
    really_open: Callable[..., int] = os.open

    def open_second(name: Path, *arguments: int) -> int:
        path.write_text(LONG_ENOUGH)
        return really_open(name, *arguments)

    monkeypatch.setattr(os, "open", open_second)

    assert read_or_create_secrets(path) == (LONG_ENOUGH.encode(),)


def test_secret_is_read_without_the_white_space_around_it(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text(f"\n{LONG_ENOUGH}\n\n")

    assert read_secrets(path) == (LONG_ENOUGH.encode(),)


@pytest.mark.parametrize("content", ["", "\n", "s" * (SECRET_BYTES - 1), " " * 40])
def test_short_secret_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret.key"
    path.write_text(content)

    with pytest.raises(ValueError, match=r"secret\.key: the secret is shorter than 32 bytes"):
        read_or_create_secrets(path)


def test_application_takes_the_secret_of_the_file_it_is_told(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "secret.key"
    path.write_text(LONG_ENOUGH)

    app = create_app(replace(settings, environment="production", secret_key_file=str(path)))

    assert app.config["SECRET_KEY"] == Vault(LONG_ENOUGH.encode()).key("cookies")


def test_production_without_a_secret_does_not_start(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="SECRET_KEY_FILE"):
        create_app(replace(settings, environment="production", secret_key_file=""))


def test_older_secret_still_opens_what_it_sealed_and_the_present_one_seals() -> None:
    assert BOTH.decrypt(VAULT.encrypt("750301300123")) == "750301300123"
    assert BOTH.decrypt_bytes(VAULT.encrypt_bytes(b"a photograph")) == b"a photograph"
    assert OTHER.decrypt(BOTH.encrypt("750301300123")) == "750301300123"
    assert BOTH.present().opens(BOTH.encrypt("1"))
    assert not BOTH.present().opens(VAULT.encrypt("1"))


def test_text_is_found_by_the_index_of_an_older_secret_too() -> None:
    old, new = VAULT.blind_index("750301300123"), OTHER.blind_index("750301300123")

    assert BOTH.indexes("750301300123") == [new, old]
    assert [BOTH.index_in("750301300123", known) for known in ({old}, {new}, {new, old}, ())] == [
        old, new, new, new,
    ]  # fmt: skip


def test_file_of_secrets_holds_one_a_line_the_present_first(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text(f"{'n' * 40}\n\n  {LONG_ENOUGH}\n{'n' * 40}\n")

    assert read_secrets(path) == (b"n" * 40, LONG_ENOUGH.encode())


def test_file_with_one_short_secret_among_good_ones_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_text(f"{LONG_ENOUGH}\nshort\n")

    with pytest.raises(ValueError, match="shorter than 32 bytes"):
        read_secrets(path)


def test_log_ins_made_with_the_older_secret_go_on(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "secret.key"
    path.write_text(f"{'n' * 40}\n{LONG_ENOUGH}\n")

    app = create_app(replace(settings, secret_key_file=str(path)))

    assert app.config["SECRET_KEY"] == Vault(b"n" * 40).key("cookies")
    assert app.config["SECRET_KEY_FALLBACKS"] == [Vault(LONG_ENOUGH.encode()).key("cookies")]
