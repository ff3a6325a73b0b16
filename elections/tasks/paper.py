"""The list of tasks on paper, for the wall of a headquarters."""

from datetime import datetime

from flask import render_template
from flask_babel import force_locale

from elections.campaign.models import Election
from elections.documents.pdf import render_pdf
from elections.tasks.page import LABELS
from elections.tasks.queries import Chosen, list_all_tasks, owners_of
from elections.territory.queries import place_labels

MOST = 600
"""How many tasks go on paper; who chose more prints the first to fall due."""


def list_pdf(election: Election, now: datetime, user_id: int | None, chosen: Chosen, language: str) -> bytes:
    """Returns the chosen tasks as PDF, the earliest due first, in the language asked for."""
    tasks = list_all_tasks(election, now, user_id, chosen, MOST + 1)
    with force_locale(language):
        page = render_template(
            "paper/tasks.html", tasks=tasks[:MOST], most=MOST, is_cut=len(tasks) > MOST, owners=owners_of(tasks[:MOST]),
            election=election, now=now, chosen=chosen, places=place_labels(), **LABELS,
        )  # fmt: skip
        return render_pdf(page)
