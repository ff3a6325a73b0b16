"""What a backup says of itself."""

from dataclasses import replace

import pytest

from elections.backups.manifest import Manifest, objections_to, read_manifest

MANIFEST = Manifest("2021-07-25T12:00:00+00:00", "sqlite", "0046", 10, "a" * 64, 3, "b" * 64)


def test_manifest_comes_back_as_it_was_written() -> None:
    assert read_manifest(MANIFEST.to_json()) == MANIFEST


@pytest.mark.parametrize("text", ["", "[]", "{}", "17", '{"made_at": "x"}'])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_manifest(text)


def test_backup_of_the_same_kind_and_a_known_schema_fits() -> None:
    assert objections_to(MANIFEST, "sqlite", ["0001", "0046"]) == []


def test_all_that_speaks_against_a_backup_is_told() -> None:
    found = objections_to(replace(MANIFEST, schema="0099"), "postgresql", ["0001", "0046"])

    assert [one.code for one in found] == ["backup.newer", "backup.other_engine"]
    assert found[0].params == {"schema": "0099", "newest": "0046"}
