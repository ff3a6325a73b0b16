"""Results in the common data format of NIST SP 1500-100, version 2 (pure): dataclasses in, a dict for JSON out.

docs/results-format.md says what stands where, and why. What is not known has no element: a missing precinct is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from typing import Any

from elections.results.nist_places import constituency_id, list_units, precinct_id
from elections.results.nist_words import AGAINST_ALL, OFFICE, bare, plain_name, text
from elections.results.outgoing import ContestCount, Party, PrecinctCount, Results, Stander
from elections.results.tally import OutcomeState

Json = dict[str, Any]
NOTES = (
    "Counts of a party's own observers from their copies of the precincts' protocols, not results of an election "
    "commission. A precinct without counts is missing, not zero."
)
DECIDED = {
    OutcomeState.OFFICIAL: "certified", OutcomeState.ANNULLED: "annulled", OutcomeState.NOT_HELD: "not-held",
}  # fmt: skip


def election_report(results: Results) -> Json:
    """Returns an ElectionReport of the results."""
    contests = results.contests
    standers = [stander for one in contests for stander in one.standers]
    report = {
        "@type": "ElectionResults.ElectionReport", "Format": "precinct-level",
        "GeneratedDate": results.taken_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "Issuer": results.party.name_ru, "IssuerAbbreviation": results.party.code, "SequenceStart": 1, "SequenceEnd": 1,
        "Status": _status(contests), "VendorApplicationId": "Sailau", "Notes": NOTES, "IsTest": results.is_demo,
        "GpUnit": list_units(contests), "Party": _parties(results, standers), "Person": _people(standers),
        "Office": [_office(one) for one in _by_constituency(contests).values()],
        "Election": [_election(results, *one) for one in _by_round(contests).items()],
    }  # fmt: skip
    return {**report, "TestType": "demonstration, invented figures"} if results.is_demo else report


def _status(contests: Sequence[ContestCount]) -> str:
    if contests and all(one.state is OutcomeState.OFFICIAL for one in contests):
        return "certified"
    if contests and all(one.is_complete or one.is_decided for one in contests):
        return "unofficial-complete"
    return "unofficial-partial" if any(one.received for one in contests) else "pre-election"


def _by_round(contests: Iterable[ContestCount]) -> Mapping[tuple[int, date], list[ContestCount]]:
    found: dict[tuple[int, date], list[ContestCount]] = {}
    for one in contests:
        found.setdefault((one.round, one.voting_on), []).append(one)
    return dict(sorted(found.items()))


def _by_constituency(contests: Iterable[ContestCount]) -> Mapping[str, ContestCount]:
    return {one.constituency.kato: one for one in contests}


def _election(results: Results, when: tuple[int, date], contests: Sequence[ContestCount]) -> Json:
    number, day = when
    kind = {"Type": "general"} if number == 1 else {"Type": "other", "OtherType": "repeat-election"}
    return {
        "@type": "ElectionResults.Election", "ElectionScopeId": "country", "StartDate": day.isoformat(),
        "EndDate": day.isoformat(), "Name": text(results.name_ru, results.name_kk), **kind,
        "Candidate": [_candidate(one, stander) for one in contests for stander in one.standers],
        "Contest": [_contest(one) for one in contests],
    }  # fmt: skip


def _contest(one: ContestCount) -> Json:
    known = {"ExternalIdentifier": [_repeats(one.repeats)]} if one.repeats else {}
    place = one.constituency
    return {
        "@type": "ElectionResults.CandidateContest", "@id": f"contest-{one.id}", **known,
        "Name": plain_name(place), "BallotTitle": text(place.name_ru, place.name_kk),
        "ElectoralDistrictId": constituency_id(one), "OfficeIds": [f"office-{place.kato}"], "VotesAllowed": 1,
        "NumberElected": 1, "VoteVariation": "plurality", "SubUnitsReported": one.received, "TotalSubUnits": one.expected,
        "CountStatus": _count_status(one), "SummaryCounts": _summary(one),
        "BallotSelection": [*(_selection(one, stander) for stander in one.standers), _against_all(one)],
    }  # fmt: skip


def _repeats(contest: int) -> Json:
    kind = {"@type": "ElectionResults.ExternalIdentifier", "Type": "other", "OtherType": "repeats-contest"}
    return {**kind, "Value": f"contest-{contest}"}


def _count_status(one: ContestCount) -> list[Json]:
    counted = "completed" if one.is_complete else "in-process" if one.received else "not-processed"
    decided = {
        "OtherType": DECIDED.get(one.state, "certified"),
        "Status": "completed" if one.is_decided else "not-processed",
    }
    kind = {"@type": "ElectionResults.CountStatus"}
    return [{**kind, "Type": "total", "Status": counted}, {**kind, "Type": "other", **decided}]


def _summary(one: ContestCount) -> list[Json]:
    """Returns the ballots in the boxes, and apart from them the invalid ones among them, by precinct and in all."""
    found = []
    for precinct in one.precincts:
        if precinct.figures is not None:
            cast = precinct.figures.took_part + precinct.figures.invalid
            found += _ballots(precinct_id(one, precinct), cast, precinct.figures.invalid)
    whole = _ballots(constituency_id(one), one.took_part + one.invalid, one.invalid) if one.received else []
    return [*found, *whole]


def _ballots(unit: str, cast: int, invalid: int) -> list[Json]:
    kind = {"@type": "ElectionResults.SummaryCounts", "GpUnitId": unit}
    return [
        {**kind, "Type": "total", "BallotsCast": cast},
        {**kind, "Type": "other", "OtherType": "invalid", "BallotsCast": invalid},
    ]


def _selection(one: ContestCount, stander: Stander) -> Json:
    by = {"EndorsementPartyIds": [_party_id(stander.nominated_by)]} if stander.nominated_by else {}
    counts = {
        precinct_id(one, each): votes
        for each in one.precincts
        if (votes := _votes(each, stander)) is not None
    }
    return {
        "@type": "ElectionResults.CandidateSelection", "@id": f"selection-{stander.id}", "SequenceOrder": stander.place,
        "CandidateIds": [f"candidate-{stander.id}"], **by, "VoteCounts": _counts(one, counts, stander.votes),
    }  # fmt: skip


def _votes(precinct: PrecinctCount, stander: Stander) -> int | None:
    return None if precinct.figures is None else precinct.figures.votes.get(stander.id)


def _against_all(one: ContestCount) -> Json:
    """Returns the line against all: a choice of the ballot that is nobody, so no candidate is made up for it."""
    counts = {
        precinct_id(one, each): each.figures.against_all for each in one.precincts if each.figures is not None
    }
    return {
        "@type": "ElectionResults.BallotMeasureSelection", "@id": f"against-all-{one.id}",
        "SequenceOrder": len(one.standers) + 1, "Selection": text(*AGAINST_ALL),
        "VoteCounts": _counts(one, counts, one.counted(one.against_all)),
    }  # fmt: skip


def _counts(one: ContestCount, by_precinct: Mapping[str, int], whole: int | None) -> list[Json]:
    kind = {"@type": "ElectionResults.VoteCounts", "Type": "total"}
    found = [{**kind, "GpUnitId": unit, "Count": votes} for unit, votes in by_precinct.items()]
    return found if whole is None else [*found, {**kind, "GpUnitId": constituency_id(one), "Count": whole}]


def _candidate(one: ContestCount, stander: Stander) -> Json:
    by = {"PartyId": _party_id(stander.nominated_by)} if stander.nominated_by else {}
    won = {"PostElectionStatus": "winner" if one.state is OutcomeState.OFFICIAL else "projected-winner"}
    return {
        "@type": "ElectionResults.Candidate", "@id": f"candidate-{stander.id}", "BallotName": bare(stander.name),
        "PersonId": f"person-{stander.person_id}", "PreElectionStatus": "qualified", **by,
        **(won if one.is_elected(stander) else {}),
    }  # fmt: skip


def _people(standers: Iterable[Stander]) -> list[Json]:
    return list({one.person_id: _person(one) for one in standers}.values())


def _person(stander: Stander) -> Json:
    member = {"PartyId": _party_id(stander.member_of)} if stander.member_of else {}
    middle = {"MiddleName": [stander.patronymic]} if stander.patronymic else {}
    return {
        "@type": "ElectionResults.Person", "@id": f"person-{stander.person_id}", "FullName": bare(stander.name),
        "LastName": stander.surname, "FirstName": stander.given_name, **middle, **member,
    }  # fmt: skip


def _parties(results: Results, standers: Sequence[Stander]) -> list[Json]:
    named = [
        results.party,
        *(party for one in standers for party in (one.nominated_by, one.member_of) if party),
    ]
    return [
        {"@type": "ElectionResults.Party", "@id": _party_id(one), "Abbreviation": one.code,
         "Name": text(one.name_ru, one.name_kk)}
        for one in dict.fromkeys(named)
    ]  # fmt: skip


def _party_id(party: Party) -> str:
    return f"party-{party.code}"


def _office(one: ContestCount) -> Json:
    place = one.constituency
    ru, kk = OFFICE
    return {
        "@type": "ElectionResults.Office", "@id": f"office-{place.kato}", "ElectoralDistrictId": constituency_id(one),
        "Name": text(ru.format(place.name_ru), kk.format(place.name_kk or place.name_ru)),
    }  # fmt: skip
