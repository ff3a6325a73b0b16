"""All district reports into a folder or as a job: what was there stays, what is missing is made, no file is half written."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.database import EVERYWHERE, looking_from
from elections.errors import Forbidden, Refused
from elections.reports import batch
from tests.factories import Factory

KATOS = ["113200000", "113400000", "113600000"]
NAMES = [f"district-{kato}-ru.pdf" for kato in KATOS]


@pytest.fixture(autouse=True)
def districts(factory: Factory) -> None:
    factory.election()
    for kato in KATOS:
        factory.contest(factory.constituency(factory.district(kato)))


class Printer:
    """Prints quickly, and may run out of paper before a district."""

    def __init__(self, fails_at: str = "") -> None:
        self.fails_at = fails_at
        self.printed: list[str] = []

    def __call__(self, kato: str, language: str) -> bytes:
        if kato == self.fails_at:
            raise RuntimeError("no paper")
        self.printed.append(kato)
        return f"{kato} {language}".encode()


def write(
    folder: Path, monkeypatch: pytest.MonkeyPatch, printer: Printer
) -> tuple[tuple[int, int], list[str]]:
    monkeypatch.setattr(batch, "district_pdf", printer)
    told: list[str] = []
    with looking_from(EVERYWHERE):
        return batch.write_districts(folder, "ru", told.append), told


def test_each_district_gets_its_file_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done, told = write(tmp_path / "new" / "folder", monkeypatch, Printer())

    assert (done, told) == ((3, 0), NAMES)
    assert sorted(one.name for one in (tmp_path / "new" / "folder").iterdir()) == NAMES


def test_what_a_stopped_command_left_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuntimeError):
        write(tmp_path, monkeypatch, Printer(fails_at=KATOS[1]))
    assert [one.name for one in tmp_path.glob("*.pdf")] == NAMES[:1]
    (tmp_path / NAMES[0]).write_bytes(b"as it was")

    printer = Printer()
    done, told = write(tmp_path, monkeypatch, printer)

    assert (done, told, printer.printed) == ((2, 1), NAMES[1:], KATOS[1:])
    assert (tmp_path / NAMES[0]).read_bytes() == b"as it was"


def test_half_a_file_of_a_killed_command_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = (tmp_path / NAMES[0]).with_suffix(".part")
    half.write_bytes(b"half")

    done, _told = write(tmp_path, monkeypatch, Printer())

    assert (done, half.exists()) == ((3, 0), False)
    assert (tmp_path / NAMES[0]).read_bytes() == f"{KATOS[0]} ru".encode()


class Keeper:
    """A job whose worker was killed after some files."""

    def __init__(self, path: str, kept: set[str]) -> None:
        self.params, self.path, self._kept = {"language": "ru"}, path, kept
        self.made: list[str] = []
        self.steps: list[tuple[int, int]] = []

    def kept(self) -> set[str]:
        return self._kept

    def advance(self, done: int, total: int) -> None:
        self.steps.append((done, total))

    def keep(self, name: str, _mimetype: str, _content: bytes) -> None:
        self.made.append(name)


def test_job_makes_only_the_files_that_are_missing_and_tells_how_far_it_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "district_pdf", Printer())
    task: Any = Keeper("", {NAMES[1]})

    assert batch.print_districts(task) == {"files": 3}
    assert (task.made, task.steps) == ([NAMES[0], NAMES[2]], [(0, 3), (1, 3), (2, 3), (3, 3)])


def test_job_is_asked_for_by_who_may_print_and_for_something() -> None:
    with looking_from(EVERYWHERE):
        with pytest.raises(Forbidden):
            batch.enqueue_districts(Actor(1, "x", Role.HQ_STAFF, "110000000/113200000/"), "", "ru")
        with pytest.raises(Refused):
            batch.enqueue_districts(Actor(1, "x", Role.COORDINATOR, ""), "990000000/", "ru")
