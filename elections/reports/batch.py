"""All district reports of a territory, one file each: as a background job, and into a folder at the command line."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.campaign.queries import get_election
from elections.database import looking_from
from elections.errors import Forbidden, Objection, refuse_if
from elections.jobs.models import Job
from elections.jobs.queue import Task, enqueue
from elections.reports.paper import district_pdf
from elections.reports.queries import list_districts_with_contests

KIND = "reports.districts"


def enqueue_districts(actor: Actor, path: str, language: str) -> Job:
    """Asks for the reports of all districts below `path`. Raises Refused when there are none, Forbidden."""
    if not actor.may(Permission.PRINT_REPORTS, path):
        raise Forbidden
    refuse_if([] if list_katos(path) else [Objection("report.nothing", "region")])
    return enqueue(actor, KIND, {"language": language}, path)


def print_districts(task: Task) -> dict[str, Any]:
    """Makes the files of such a job that are not there yet."""
    language = str(task.params["language"])
    with looking_from(task.path), current_app.test_request_context():
        katos, kept = list_katos(task.path), task.kept()
        for done, kato in enumerate(katos):
            task.advance(done, len(katos))
            name = file_name(kato, language)
            if name not in kept:
                task.keep(name, "application/pdf", district_pdf(kato, language))
        task.advance(len(katos), len(katos))
    return {"files": len(katos)}


def write_districts(folder: Path, language: str, tell: Callable[[str], None]) -> tuple[int, int]:
    """Writes the reports of all districts that are not in the folder yet; returns (written, there before).

    A file appears under its name only when it is whole, so that what a stopped command left can be gone on with.
    """
    katos = list_katos("")
    folder.mkdir(parents=True, exist_ok=True)
    missing = [kato for kato in katos if not (folder / file_name(kato, language)).exists()]
    for kato in missing:
        path = folder / file_name(kato, language)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(district_pdf(kato, language))
        os.replace(unfinished, path)
        tell(path.name)
    return len(missing), len(katos) - len(missing)


def list_katos(path: str) -> list[str]:
    """Returns the codes of the districts below `path` that elect akims."""
    found = list_districts_with_contests(get_election())
    return [district.kato for _region, district, _contests in found if district.path.startswith(path)]


def file_name(kato: str, language: str) -> str:
    """Returns the name of a district report's file."""
    return f"district-{kato}-{language}.pdf"
