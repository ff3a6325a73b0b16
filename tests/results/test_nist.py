"""Results as NIST SP 1500-100 version 2: by its schema, with every id leading somewhere, and nothing made up."""

import copy
import json
from datetime import UTC, date, datetime

import jsonschema
import pytest

from elections.candidates.registration import Nomination
from elections.database import transaction
from elections.results.counting import update_outcome
from elections.results.nist import election_report
from elections.results.outgoing import Results
from elections.results.outgoing_queries import gather_results
from elections.results.tally import OutcomeState
from tests.results.count import Count, start_count
from tests.results.nist_v2 import lost_references, schema

OFFICIAL = "NIST_V2_election_results_reporting.json"
KIND = "ElectionResults."


def objections(report: object) -> list[str]:
    checker = jsonschema.FormatChecker(["date"])
    found = jsonschema.Draft4Validator(schema(), format_checker=checker).iter_errors(report)
    return [f"{'/'.join(map(str, one.path))}: {one.message}" for one in found]


@pytest.fixture
def count(factory) -> Count:
    """A contest of two precincts of which one is counted: 300 for the nominee, 70 for the rival, 20 against all."""
    count = start_count(factory, precincts=2)
    count.enter(count.figures(300, 70))
    return count


def report() -> dict[str, object]:
    return election_report(gather_results())


def contest_of(told: dict[str, object]) -> dict[str, object]:
    return told["Election"][0]["Contest"][0]  # type: ignore[index]


def test_report_holds_by_the_schema_and_leads_nowhere_wrong(count) -> None:
    told = report()

    assert objections(told) == []
    assert lost_references(told) == []
    assert json.loads(json.dumps(told)) == told
    datetime.fromisoformat(told["GeneratedDate"])


def test_report_holds_by_the_standards_own_file_where_it_is_at_hand(count, shared_data) -> None:
    if not (shared_data / OFFICIAL).is_file():
        pytest.skip("NIST's own file is not there")
    jsonschema.validate(report(), json.loads((shared_data / OFFICIAL).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (("Format",), None), (("Format",), "all"), (("Election", 0, "EndDate"), "25.07.2021"),
        (("Election", 0, "Contest", 0, "VotesAllowed"), "1"), (("Election", 0, "Contest", 0, "Winner"), "x"),
        (("GpUnit", 0, "Type"), "oblast"),
        (("Election", 0, "Contest", 0, "BallotSelection", 0, "CandidateIds"), []),
    ],
)  # fmt: skip
def test_schema_refuses_what_the_standard_does(count, where, change) -> None:
    told = copy.deepcopy(report())
    part = told
    for step in where[:-1]:
        part = part[step]  # type: ignore[index]
    if change is None:
        del part[where[-1]]
    else:
        part[where[-1]] = change

    assert len(objections(told)) == 1


def test_ids_that_lead_nowhere_are_found(count) -> None:
    told = report()
    contest_of(told)["ElectoralDistrictId"] = "constituency-000000000"
    assert lost_references(told) == ["ElectoralDistrictId constituency-000000000"]


def test_votes_of_the_counted_precinct_and_none_of_the_missing_one(count) -> None:
    contest = contest_of(report())
    kato = count.contest.constituency.kato
    here = f"precinct-{kato}-{count.protocol().precinct.number}"
    missing = f"precinct-{kato}-{count.protocol(1).precinct.number}"

    votes = {one["@id"]: {each["GpUnitId"]: each["Count"] for each in one["VoteCounts"]}
             for one in contest["BallotSelection"]}  # fmt: skip
    assert votes == {
        f"selection-{count.own.id}": {here: 300, f"constituency-{kato}": 300},
        f"selection-{count.rival.id}": {here: 70, f"constituency-{kato}": 70},
        f"against-all-{count.contest.id}": {here: 20, f"constituency-{kato}": 20},
    }
    assert missing not in json.dumps(contest)
    assert (contest["SubUnitsReported"], contest["TotalSubUnits"]) == (1, 2)
    ballots = [
        (one["GpUnitId"], one.get("OtherType"), one["BallotsCast"]) for one in contest["SummaryCounts"]
    ]
    whole = f"constituency-{kato}"
    assert ballots == [(here, None, 400), (here, "invalid", 10), (whole, None, 400), (whole, "invalid", 10)]


def test_against_all_is_a_choice_of_the_ballot_that_is_nobody(count) -> None:
    told = report()
    last = contest_of(told)["BallotSelection"][-1]

    assert last["@type"] == f"{KIND}BallotMeasureSelection"
    assert [one["Content"] for one in last["Selection"]["Text"]] == ["Против всех", "Бәріне қарсымын"]
    assert len(told["Person"]) == len(told["Election"][0]["Candidate"]) == 2


def test_nominating_party_and_membership_stay_apart(factory) -> None:
    own = factory.election().own_party_id
    factory.candidate(own=False, nomination=Nomination.SELF, member_of_id=own)
    with transaction():
        start_count(factory, contest=factory.contest())
    told = report()

    people = {one["@id"]: one.get("PartyId") for one in told["Person"]}
    by_party = [one.get("PartyId") for one in told["Election"][0]["Candidate"]]
    assert by_party.count(None) == 1
    assert set(people.values()) - {None} == {told["Party"][0]["@id"]}


def test_nothing_counted_has_no_counts_at_all(factory) -> None:
    start_count(factory)
    told = report()

    assert told["Status"] == "pre-election"
    assert '"Count"' not in json.dumps(told)
    assert '"BallotsCast"' not in json.dumps(told)
    assert objections(told) == []


def test_status_is_of_the_count_until_the_commission_has_decided(count) -> None:
    assert (report()["Status"], statuses(report())) == ("unofficial-partial", ["in-process", "not-processed"])

    count.enter(count.figures(300, 70, outside=4), 1)
    assert (report()["Status"], statuses(report())) == ("unofficial-complete", ["completed", "not-processed"])
    assert winners(report()) == {f"candidate-{count.own.id}": "projected-winner"}

    decide(count, OutcomeState.OFFICIAL)
    assert (report()["Status"], statuses(report())) == ("certified", ["completed", "completed"])
    assert winners(report()) == {f"candidate-{count.own.id}": "winner"}

    decide(count, OutcomeState.ANNULLED)
    assert report()["Status"] == "unofficial-complete"
    assert contest_of(report())["CountStatus"][1]["OtherType"] == "annulled"
    assert winners(report()) == {}
    assert objections(report()) == []


def test_repeat_election_is_an_election_of_its_own_over_the_same_precincts(factory, count) -> None:
    with transaction():
        first = count.contest
        repeat = factory.contest(
            first.constituency, round=2, repeats_id=first.id, voting_on=date(2021, 8, 22)
        )
    again = start_count(factory, contest=repeat, precincts=1)
    again.enter(again.figures(100, 200))
    told = report()

    assert [(one["Type"], one["StartDate"]) for one in told["Election"]] == [
        ("general", "2021-07-25"), ("other", "2021-08-22")
    ]  # fmt: skip
    assert told["Election"][1]["Contest"][0]["ExternalIdentifier"][0]["Value"] == f"contest-{first.id}"
    assert (objections(told), lost_references(told)) == ([], [])


def test_an_election_without_contests_is_a_report_too(factory) -> None:
    factory.election()
    told = report()
    assert (told["Status"], told["Election"], objections(told), lost_references(told)) == (
        "pre-election",
        [],
        [],
        [],
    )


def test_demo_says_that_it_is_a_test() -> None:
    from elections.results.outgoing import Party

    empty = Results(
        "", "", date(2021, 7, 25), Party("A", "А", "А"), True, datetime(2021, 7, 25, tzinfo=UTC), []
    )
    assert election_report(empty)["IsTest"] is True
    assert election_report(empty)["GeneratedDate"] == "2021-07-25T00:00:00Z"


def decide(count: Count, state: OutcomeState) -> None:
    with transaction():
        outcome = update_outcome(count.contest)
        outcome.state = state


def statuses(told: dict[str, object]) -> list[str]:
    return [one["Status"] for one in contest_of(told)["CountStatus"]]  # type: ignore[attr-defined]


def winners(told: dict[str, object]) -> dict[str, str]:
    candidates = told["Election"][0]["Candidate"]  # type: ignore[index]
    return {one["@id"]: one["PostElectionStatus"] for one in candidates if "PostElectionStatus" in one}
