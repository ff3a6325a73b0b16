"""The candidate's card: one page with a photo, in the language asked for."""

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.audit.change_queries import last_change_at
from elections.candidates.file_queries import find_consent, find_photo, open_file
from elections.candidates.models import Candidate
from elections.candidates.queries import get_candidate
from elections.candidates.words import FLAG_LABELS, NOMINATION_LABELS, STATUS_LABELS
from elections.documents.pdf import render_one_page
from elections.people.names import age_on
from elections.web.i18n import day, local

BIOGRAPHY_LENGTHS = (4000, 3000, 2200, 1600, 1100, 700, 400, 200, 0)
"""Signs of the biography that are tried until the card fits its page."""


def card_pdf(candidate_id: int, language: str) -> bytes:
    """Returns a candidate's card as PDF of exactly one page; raises NotFound."""
    with force_locale(language):
        return render_one_page(_versions(get_candidate(candidate_id)))


def shortened(text: str, length: int) -> str:
    """Returns a text of at most `length` signs, cut at the end of a word and marked "…" where it was longer."""
    tidy = re.sub(r"\s*\n\s*", "\n", text.strip())
    if len(tidy) <= length:
        return tidy
    if not length:
        return ""
    whole_words = re.sub(r"\s+\S*$", "", tidy[:length])  # what the last word may have lost goes with it
    return whole_words[: length - 1].rstrip() + "…"


def _versions(candidate: Candidate) -> Iterator[str]:
    """Makes the card's page with ever less of the biography, at last in small type, each only when it is asked for."""
    photo = find_photo(candidate.id)
    page = {
        "candidate": candidate, "person": candidate.person, "election": candidate.contest.election,
        "picture": b64encode(open_file(photo)).decode() if photo else "", "place": _place(candidate),
        "status": f"{STATUS_LABELS[candidate.status]}, {day(candidate.status_on)}", "flags": _flags(candidate),
        "at": last_change_at(candidate.path) or candidate.updated_at, **_facts(candidate),
    }  # fmt: skip
    texts = dict.fromkeys(shortened(candidate.biography, length) for length in BIOGRAPHY_LENGTHS)
    for biography in texts:
        yield render_template("paper/candidate.html", biography=biography, is_tight=False, **page)
    yield render_template("paper/candidate.html", biography="", is_tight=True, **page)


def _place(candidate: Candidate) -> str:
    place = candidate.contest.constituency
    return f"{local(place)}, {local(place.district)}"


def _flags(candidate: Candidate) -> list[str]:
    return [str(label) for name, label in FLAG_LABELS.items() if getattr(candidate, name)]


def _facts(candidate: Candidate) -> dict[str, Any]:
    """Returns what the card says, by heading and name; what is not known is left out, contacts without consent too."""
    person, party = candidate.person, candidate.nominated_by
    contacts = [(_("Phone"), person.phone), (_("E-mail"), person.email), (_("Address"), person.address)]
    is_withheld = any(text for _name, text in contacts) and find_consent(candidate.id) is None
    about = [
        (_("Birth date"), _born(candidate)),
        (_("Education"), candidate.education),
        (_("Occupation"), candidate.occupation),
        (_("Place of work"), candidate.workplace),
        (_("Nominated by"), local(party) if party else str(NOMINATION_LABELS[candidate.nomination])),
        (_("Member of the party"), local(candidate.member_of) if candidate.member_of else ""),
    ]
    groups = (("", about), (_("Contacts"), [] if is_withheld else contacts))
    known = [(heading, [(name, text) for name, text in pairs if text]) for heading, pairs in groups]
    return {"facts": [group for group in known if group[1]], "is_withheld": is_withheld}


def _born(candidate: Candidate) -> str:
    person, voting_on = candidate.person, candidate.contest.election.voting_on
    if person.born_on is None:
        return str(person.birth_year or "")
    age = age_on(person.born_on, voting_on)
    return _("%(born_on)s (%(age)s years old on voting day)", born_on=day(person.born_on), age=age)
