"""Writes the demo's persons, parties, election, contests and candidacies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import current_app

from elections.accounts.queries import SYSTEM
from elections.alphabet import fold, sort_key
from elections.campaign.calendar import Rules
from elections.campaign.models import Contest, Election, Party
from elections.candidates.models import Candidate, CandidateDocument, CandidateStep
from elections.candidates.registration import Nomination, Status, required_documents
from elections.demo.bulk import Row, insert, insert_returning
from elections.demo.candidacies import Candidacy
from elections.demo.invention import Campaign
from elections.demo.load_territory import Ground
from elections.demo.losses import Loss, filed_on, steps_of
from elections.demo.night import CLOCK_AT
from elections.demo.parties import OWN_PARTY
from elections.demo.people import Person as Invented
from elections.people.iin import mask
from elections.people.models import Person
from elections.vault import Vault

CALLED_ON, VOTING_ON = date(2021, 6, 25), date(2021, 7, 25)
NAME_RU = "Выборы акимов 25 июля 2021 года (демонстрация)"
NAME_KK = "2021 жылғы 25 шілдедегі әкімдер сайлауы (көрсетілім)"
COLLECTED_BEFORE = timedelta(days=1)
"""How long before they were filed the documents were there."""
RECORDED_AT = time(12, tzinfo=UTC)


@dataclass(frozen=True)
class Roll:
    """Ids of what was written: contests by code of constituency, the rest by the numbers of the invention."""

    election: int
    contests: Mapping[str, int]
    people: Mapping[int, int]
    candidates: Mapping[int, int]
    places: Mapping[int, str]
    """The path of the territory in which a person works: a candidate's or a headquarters'."""


def load_people(campaign: Campaign, ground: Ground) -> Roll:
    """Writes persons, parties, the election with its contests, the candidacies with their documents."""
    people = _load_persons(campaign)
    parties = _load_parties(campaign)
    election = _load_election(parties[OWN_PARTY.code])
    contests = _load_contests(election, ground)
    candidates = _load_candidates(campaign, ground, Roll(election, contests, people, {}, {}), parties)
    _load_documents(campaign.own, candidates)
    _load_steps(campaign, ground, candidates)
    return Roll(election, contests, people, candidates, _places(campaign, ground))


def _load_persons(campaign: Campaign) -> dict[int, int]:
    vault: Vault = current_app.extensions["vault"]
    lost = [one.candidacy for one in campaign.lost]
    candidates = [one.person for one in (*campaign.own, *campaign.rivals, *lost)]
    members = [member.person for office in campaign.headquarters for member in office.members]
    persons = sorted([*candidates, *members, *campaign.watchers.people], key=lambda person: person.number)
    addresses = {one.person: one.address for one in campaign.dossiers}
    rows = [_person(person, addresses.get(person.number, ""), vault) for person in persons]
    ids = insert_returning(Person, rows)
    return dict(zip((person.number for person in persons), ids, strict=True))


def _person(person: Invented, address: str, vault: Vault) -> Row:
    return {
        "surname": person.surname,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "sort_key": sort_key(person.full_name),
        "search_text": fold(person.full_name),
        "iin_sealed": vault.encrypt(person.iin) if person.iin else None,
        "iin_index": vault.blind_index(person.iin) if person.iin else None,
        "iin_masked": mask(person.iin),
        "born_on": person.born_on,
        "birth_year": person.birth_year,
        "sex": person.sex,
        "phone": person.phone,
        "address": address,
    }


def _load_parties(campaign: Campaign) -> dict[str, int]:
    rows = [{"code": one.code, "name_ru": one.name_ru, "name_kk": one.name_kk} for one in campaign.parties]
    ids = insert_returning(Party, rows)
    return dict(zip((one.code for one in campaign.parties), ids, strict=True))


def _load_election(own_party: int) -> int:
    row = {
        "name_ru": NAME_RU,
        "name_kk": NAME_KK,
        "called_on": CALLED_ON,
        "voting_on": VOTING_ON,
        "own_party_id": own_party,
        "rules": Rules().to_json(),
        "entries_required": 1,
        "is_current": True,
        "is_demo": True,
        "clock_at": CLOCK_AT,
    }
    return insert_returning(Election, [row])[0]


def _load_contests(election: int, ground: Ground) -> dict[str, int]:
    rows = [
        {"election_id": election, "constituency_id": constituency, "path": ground.paths[kato]}
        for kato, constituency in ground.constituencies.items()
    ]
    return dict(zip(ground.constituencies, insert_returning(Contest, rows), strict=True))


def _load_candidates(
    campaign: Campaign, ground: Ground, roll: Roll, parties: Mapping[str, int]
) -> dict[int, int]:
    candidacies: list[tuple[Candidacy, Loss | None]] = [(one, None) for one in campaign.own + campaign.rivals]
    candidacies += [(one.candidacy, one) for one in campaign.lost]
    biographies = {one.candidate: one.biography for one in campaign.dossiers}
    rows = [
        {**_candidate(one, loss, ground, roll, parties), "biography": biographies.get(one.number, "")}
        for one, loss in candidacies
    ]
    ids = insert_returning(Candidate, rows)
    return dict(zip((one.number for one, _loss in candidacies), ids, strict=True))


def _candidate(
    one: Candidacy, loss: Loss | None, ground: Ground, roll: Roll, parties: Mapping[str, int]
) -> Row:
    return {
        "election_id": roll.election,
        "contest_id": roll.contests[one.constituency_kato],
        "person_id": roll.people[one.person.number],
        "nomination": Nomination(one.nomination),
        "nominated_by_id": parties.get(one.nominated_by),
        "member_of_id": parties.get(one.member_of),
        "status": loss.status if loss else Status.REGISTERED,
        "status_on": one.registered_on,
        "ground": loss.note if loss else "",
        "is_new_face": one.is_new_face,
        "is_incumbent": one.is_incumbent,
        "was_in_primaries": one.was_in_primaries,
        "heads_primary_organisation": one.heads_primary_organisation,
        "education": one.education,
        "occupation": one.occupation,
        "workplace": one.workplace,
        "path": ground.paths[one.constituency_kato],
    }


def _load_documents(own: Iterable[Candidacy], candidates: Mapping[int, int]) -> None:
    insert(
        CandidateDocument,
        [
            {
                "candidate_id": candidates[one.number],
                "kind": kind,
                "received_on": filed_on(one) - COLLECTED_BEFORE,
            }
            for one in own
            for kind in required_documents(Nomination(one.nomination))
        ],
    )


def _load_steps(campaign: Campaign, ground: Ground, candidates: Mapping[int, int]) -> None:
    ended = {one.candidacy.number: one for one in campaign.lost}
    everybody = (*campaign.own, *campaign.rivals, *(one.candidacy for one in campaign.lost))
    insert(
        CandidateStep,
        [
            {
                "candidate_id": candidates[one.number], "path": ground.paths[one.constituency_kato],
                "from_status": step.was, "to_status": step.status, "decided_on": step.on, "ground": step.ground,
                "note": step.note, "made_by": SYSTEM.login, "made_at": datetime.combine(step.on, RECORDED_AT),
            }
            for one in everybody
            for step in steps_of(one, ended.get(one.number))
        ],
    )  # fmt: skip


def _places(campaign: Campaign, ground: Ground) -> dict[int, str]:
    offices = {
        member.person.number: ground.paths[office.kato]
        for office in campaign.headquarters
        for member in office.members
    }
    return offices | {one.person.number: ground.paths[one.constituency_kato] for one in campaign.own}
