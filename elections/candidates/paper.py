"""The candidate's card: one page with a photo, in the language asked for."""

import re
from base64 import b64encode
from collections.abc import Iterator

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.candidates.file_queries import find_consent, find_photo, open_file
from elections.candidates.models import Candidate
from elections.candidates.queries import get_candidate
from elections.candidates.words import NOMINATION_LABELS, STATUS_LABELS
from elections.documents.pdf import render_one_page
from elections.people.names import age_on
from elections.web.i18n import day, local

BIOGRAPHY_LENGTHS = (4000, 3200, 2600, 2000, 1500, 1000, 600, 300, 0)
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
    cut = tidy[: max(length - 1, 0)]
    whole_words = re.sub(r"\s+\S*$", "", cut)
    return (whole_words or cut).rstrip() + "…" if length else ""


def _versions(candidate: Candidate) -> Iterator[str]:
    """Makes the card's page with ever less of the biography, each only when it is asked for."""
    photo = find_photo(candidate.id)
    picture = b64encode(open_file(photo)).decode() if photo else ""
    facts, tried = _facts(candidate), ""
    for length in BIOGRAPHY_LENGTHS:
        biography = shortened(candidate.biography, length)
        if biography == tried and length != BIOGRAPHY_LENGTHS[0]:
            continue
        tried = biography
        yield render_template(
            "paper/candidate.html", candidate=candidate, person=candidate.person, picture=picture, facts=facts,
            biography=biography, election=candidate.contest.election,
        )  # fmt: skip


def _facts(candidate: Candidate) -> list[tuple[str, str]]:
    """Returns what the card says, by name; what is not known is left out, contacts without consent too."""
    person, place = candidate.person, candidate.contest.constituency
    party = candidate.nominated_by
    phone = person.phone if person.phone and find_consent(candidate.id) else ""
    facts = [
        (_("Constituency"), local(place)),
        (_("District"), local(place.district)),
        (_("Birth date"), _born(candidate)),
        (_("Education"), candidate.education),
        (_("Occupation"), candidate.occupation),
        (_("Place of work"), candidate.workplace),
        (_("Nominated by"), local(party) if party else str(NOMINATION_LABELS[candidate.nomination])),
        (_("Member of the party"), local(candidate.member_of) if candidate.member_of else ""),
        (_("Status"), f"{STATUS_LABELS[candidate.status]}, {day(candidate.status_on)}"),
        (_("Phone"), phone),
    ]
    return [(name, value) for name, value in facts if value]


def _born(candidate: Candidate) -> str:
    person, voting_on = candidate.person, candidate.contest.election.voting_on
    if person.born_on is None:
        return str(person.birth_year or "")
    age = age_on(person.born_on, voting_on)
    return _("%(born_on)s (%(age)s years old on voting day)", born_on=day(person.born_on), age=age)
