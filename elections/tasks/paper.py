"""The list of tasks on paper, for the wall of a headquarters."""

from datetime import datetime

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.accounts.access import Actor
from elections.audit.change_queries import last_change_at
from elections.campaign.models import Election
from elections.documents.pdf import render_pdf
from elections.tasks.page import LABELS, names_of_places
from elections.tasks.queries import Chosen, list_all_tasks, owners_of

MOST = 150
"""How many tasks go on paper; who chose more prints the first to fall due."""


def list_pdf(election: Election, now: datetime, actor: Actor, chosen: Chosen, language: str) -> bytes:
    """Returns the chosen tasks as PDF, the earliest due first, in the language asked for."""
    tasks = list_all_tasks(election, now, actor.user_id, chosen, MOST + 1)
    path = chosen.path or actor.scope
    with force_locale(language):
        places = names_of_places(path, tasks)
        page = render_template(
            "paper/tasks.html", tasks=tasks[:MOST], most=MOST, is_cut=len(tasks) > MOST, election=election, now=now,
            at=last_change_at(path),
            owners=owners_of(tasks[:MOST]), path=path, places=places,
            place=places.get(path, "").strip() or _("the whole country"), **LABELS,
        )  # fmt: skip
        return render_pdf(page)
