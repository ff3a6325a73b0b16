"""The candidate's card: one page with a photo, in the language asked for or in two."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.audit.slips import Slip, SlipSeal, seal_slip
from elections.candidates.file_queries import find_consent, find_photo, open_file
from elections.candidates.models import Candidate, CandidateFile
from elections.candidates.queries import get_candidate
from elections.candidates.words import FLAG_LABELS, NOMINATION_LABELS, STATUS_LABELS
from elections.documents.pdf import render_one_page
from elections.people.actions import full_name
from elections.people.names import age_on
from elections.people.protected import contacts_of, has_contacts
from elections.web.i18n import day, local
from elections.web.papers import foot_line, in_each, languages_of

BIOGRAPHY_LENGTHS = (4000, 3000, 2200, 1600, 1100, 700, 400, 200, 0)
"""Signs of the biography that are tried until the card fits its page."""


def card_pdf(candidate_id: int, language: str) -> bytes:
    """Returns a candidate's card as PDF of exactly one page, in one language or two; raises NotFound."""
    with force_locale(languages_of(language)[0]):
        return render_one_page(_versions(get_candidate(candidate_id), language))


def card_slip(candidate_id: int) -> Slip:
    """Returns what a candidate's card says, whatever its language and whoever looks; raises NotFound."""
    candidate = get_candidate(candidate_id)
    is_withheld = any(_contacts(candidate)) and find_consent(candidate_id) is None
    return _slip(candidate, find_photo(candidate_id), is_withheld)


def shortened(text: str, length: int) -> str:
    """Returns a text of at most `length` signs, cut at the end of a word and marked "…" where it was longer."""
    tidy = re.sub(r"\s*\n\s*", "\n", text.strip())
    if len(tidy) <= length:
        return tidy
    if not length:
        return ""
    whole_words = re.sub(r"\s+\S*$", "", tidy[:length])  # what the last word may have lost goes with it
    return whole_words[: length - 1].rstrip() + "…"


def _versions(candidate: Candidate, paper: str) -> Iterator[str]:
    """Makes the card's page with ever less of the biography, at last in small type, each only when it is asked for."""
    photo = find_photo(candidate.id)
    is_withheld = has_contacts(candidate.person) and find_consent(candidate.id) is None
    contacts = {} if is_withheld else contacts_of(candidate.person)
    seal = seal_slip(_slip(candidate, photo, is_withheld))
    page = {
        "person": candidate.person, "election": candidate.contest.election, "seal": seal, "is_withheld": is_withheld,
        "picture": b64encode(open_file(photo)).decode() if photo else "", "languages": languages_of(paper),
        "said": in_each(paper, lambda: _words(candidate, contacts, seal)),
    }  # fmt: skip
    texts = dict.fromkeys(shortened(candidate.biography, length) for length in BIOGRAPHY_LENGTHS)
    for biography in texts:
        yield render_template("paper/candidate.html", biography=biography, is_tight=False, **page)
    yield render_template("paper/candidate.html", biography="", is_tight=True, **page)


def _words(candidate: Candidate, contacts: Mapping[str, str], seal: SlipSeal) -> dict[str, Any]:
    """Returns what the card says in the present language; as many facts and marks in each."""
    name = full_name(candidate.person)
    title = _("Candidate's card: %(name)s", name=name)
    withheld = (
        _("There is no consent to the processing of personal data in force."), _("Exports and cards leave the contacts out."),
    )  # fmt: skip
    return {
        "title": title, "foot": foot_line(title, seal.at, candidate.path, seal.digest), "still": _("Is it still true?"),
        "demo": _("Demo campaign: people and votes are invented"), "picture": _("Photo of %(name)s", name=name),
        "photo": _("Photo"), "election": local(candidate.contest.election), "place": _place(candidate),
        "status": f"{STATUS_LABELS[candidate.status]}, {day(candidate.status_on)}", "flags": _flags(candidate),
        "about": _about(candidate), "contacts": _contacts_said(contacts), "withheld": " ".join(withheld),
        "reached": _("Contacts"), "biography": _("Biography"),
    }  # fmt: skip


def _slip(candidate: Candidate, photo: CandidateFile | None, is_withheld: bool) -> Slip:
    person, election, place = candidate.person, candidate.contest.election, candidate.contest.constituency
    named = [election, place, place.district, candidate.nominated_by, candidate.member_of]
    values = {
        "person": [person.surname, person.given_name, person.patronymic, person.born_on, person.birth_year],
        "named": [(one.name_ru, one.name_kk) if one else None for one in named],
        "stands": [candidate.status, candidate.status_on, candidate.nomination, election.voting_on],
        "flags": [name for name in FLAG_LABELS if getattr(candidate, name)],
        "about": [candidate.education, candidate.occupation, candidate.workplace, candidate.biography],
        "photo": photo.id if photo else None,
        "contacts": [] if is_withheld else _contacts(candidate), "is_withheld": is_withheld,
    }  # fmt: skip
    title = _("Candidate's card: %(name)s", name=full_name(person))
    subjects = {"candidate": [candidate.id], "person": [person.id]}
    return Slip("card", candidate.id, candidate.path, values, subjects, title)


def _contacts(candidate: Candidate) -> list[str]:
    return [candidate.person.phone, candidate.person.email, candidate.person.address]


def _place(candidate: Candidate) -> str:
    place = candidate.contest.constituency
    return f"{local(place)}, {local(place.district)}"


def _flags(candidate: Candidate) -> list[str]:
    return [str(label) for name, label in FLAG_LABELS.items() if getattr(candidate, name)]


def _contacts_said(contacts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Returns the contacts by name; none without consent or for who may not see them."""
    names = {"phone": _("Phone"), "email": _("E-mail"), "address": _("Address")}
    return [(names[field], text) for field, text in contacts.items() if text]


def _about(candidate: Candidate) -> list[tuple[str, str]]:
    """Returns what the card says, by name; what is not known is left out."""
    party = candidate.nominated_by
    about = [
        (_("Birth date"), _born(candidate)),
        (_("Education"), candidate.education),
        (_("Occupation"), candidate.occupation),
        (_("Place of work"), candidate.workplace),
        (_("Nominated by"), local(party) if party else str(NOMINATION_LABELS[candidate.nomination])),
        (_("Member of the party"), local(candidate.member_of) if candidate.member_of else ""),
    ]
    return [(name, text) for name, text in about if text]


def _born(candidate: Candidate) -> str:
    person, voting_on = candidate.person, candidate.contest.election.voting_on
    if person.born_on is None:
        return str(person.birth_year or "")
    age = age_on(person.born_on, voting_on)
    return _("%(born_on)s (%(age)s years old on voting day)", born_on=day(person.born_on), age=age)
