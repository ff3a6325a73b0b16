"""Certificates on paper: Kazakh and Russian side by side, one landscape sheet each, out of what each of them keeps."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, render_template

from elections.database import looking_from
from elections.documents.pdf import render_pdf
from elections.documents.qr import qr_picture
from elections.jobs.queue import Task
from elections.training.certificate_queries import list_printable
from elections.training.certificates import Printed, in_groups
from elections.training.models import Certificate
from elections.training.wording import WORDINGS

KIND = "training.certificates"
AT_ONCE = 60
"""So many are printed while somebody waits; more are a job's."""


def certificates_pdf(certificates: Iterable[Certificate]) -> bytes:
    """Returns certificates as one PDF, a sheet each: the same bytes whatever was renamed since they were issued."""
    pages = [_page(Printed(**one.printed)) for one in certificates]
    return render_pdf(render_template("paper/certificates.html", pages=pages))


def print_certificates(task: Task) -> dict[str, Any]:
    """Makes the files of such a job that are not there yet: one PDF for each seminar of its territory."""
    seminar_id = task.params.get("seminar_id")
    with looking_from(task.path), current_app.test_request_context():
        found, kept = list_printable(task.path, seminar_id), task.kept()
        total, done = sum(map(len, found.values())), 0
        for number, certificates in found.items():
            task.advance(done, total)
            name = file_name(number)
            if name not in kept:
                task.keep(name, "application/pdf", certificates_pdf(certificates))
            done += len(certificates)
        task.advance(total, total)
    return {"files": len(found), "certificates": total}


def file_name(seminar_id: int) -> str:
    """Returns the name of the file that holds all certificates of a seminar."""
    return f"certificates-{seminar_id}.pdf"


def _page(printed: Printed) -> dict[str, Any]:
    return {
        "printed": printed, "code": in_groups(printed.code), "qr": qr_picture(printed.link),
        "sides": [
            {
                "words": words, "party": getattr(printed, f"party_{words.language}"),
                "course": getattr(printed, f"course_{words.language}"),
            }
            for words in WORDINGS[printed.wording]
        ],
    }  # fmt: skip
