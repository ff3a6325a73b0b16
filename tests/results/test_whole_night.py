"""A file of every protocol of 2021, imported over the given register: the target is right to the last vote."""

import csv
import json
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.alphabet import fold
from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination, Status
from elections.database import db, transaction
from elections.people.models import Person
from elections.results.models import Outcome, OutcomeVotes
from elections.results.queries import count_received
from elections.territory.models import Constituency

REGISTERS = (("territory", "territory_2021.csv"), ("constituencies", "constituencies_2021.csv"),
             ("precincts", "precincts_2021.csv"))  # fmt: skip
KEYS = ("constituency_kato", "precinct_number", "voters", "ballots_issued", "took_part", "invalid", "against_all",
        "candidate", "votes")  # fmt: skip


def run(app: Flask, *arguments: str) -> dict[str, object]:
    db.session.rollback()
    answer = app.test_cli_runner().invoke(args=[*arguments, "--json"])
    assert answer.exit_code == 0, answer.output[-2000:]
    found: dict[str, object] = json.loads(answer.output)
    return found


def stand(app: Flask) -> dict[str, list[str]]:
    """Makes two to four candidates in each contest, one of the party in four of five; returns their names by code."""
    names: dict[str, list[str]] = {}
    with transaction():
        contests = db.session.execute(
            sa.select(Contest.id, Contest.path, Contest.election_id, Constituency.kato)
            .join(Contest.constituency).order_by(Contest.id)
        ).all()  # fmt: skip
        party = db.session.scalar(sa.text("SELECT own_party_id FROM election"))
        for place, contest in enumerate(contests):
            names[contest.kato] = [f"Кандидат{place} Имя{number}" for number in range(2 + place % 3)]
            for number, name in enumerate(names[contest.kato]):
                own = party if number == 0 and place % 5 != 0 else None
                surname, given = name.split()
                person = Person(surname=surname, given_name=given, sort_key=name, search_text=fold(name))
                db.session.add(
                    Candidate(
                        election_id=contest.election_id, contest_id=contest.id, person=person, path=contest.path,
                        nomination=Nomination.PARTY if own else Nomination.SELF, nominated_by_id=own, member_of_id=own,
                        status=Status.REGISTERED, status_on=date(2021, 7, 14),
                    )
                )  # fmt: skip
    return names


def make_protocols(folder: Path, precincts: Path, names: dict[str, list[str]]) -> Path:
    """Writes a long file of every precinct, its votes drawn."""
    random, path = Random(2021), folder / "night.csv"
    with precincts.open(encoding="utf-8") as source, path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(KEYS)
        for row in csv.DictReader(source):
            kato, voters = row["constituency_kato"], int(row["voters"])
            votes = [random.randrange(voters // 6 + 1) for _ in names[kato]]
            against_all, invalid = random.randrange(voters // 50 + 1), random.randrange(voters // 50 + 1)
            took_part = sum(votes) + against_all
            for name, number in zip(names[kato], votes, strict=True):
                writer.writerow((kato, row["precinct_number"], voters, took_part + invalid, took_part, invalid, against_all,
                                 name, number))  # fmt: skip
    return path


def reckon(file: Path, region: str = "") -> tuple[dict[str, Counter[str]], dict[str, object]]:
    """Adds the file (or its rows of a region) up by itself: votes by constituency and name, and the target as it must be."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    with file.open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            if row["constituency_kato"].startswith(region):
                votes[row["constituency_kato"]][row["candidate"]] += int(row["votes"])
    ours = lost = won = even = 0
    for told in votes.values():
        own = next((one for one in told if one.endswith("Имя0") and int(one.split()[0][8:]) % 5), None)
        (first, most), *others = told.most_common()
        is_tie = bool(others) and others[0][1] == most
        ours += own is not None
        won += own is not None and first == own and not is_tie
        lost += own is not None and first != own and not is_tie
        even += own is not None and is_tie
    needed = {
        name: ceil(Fraction(80, 100) * number) for name, number in (("contested", ours), ("all", len(votes)))
    }
    return votes, {
        "contested": {"contests": ours, "needed": needed["contested"], "won": won, "open": even, "lost": lost,
                      "reachable": won + even >= needed["contested"]},
        "all": {"contests": len(votes), "needed": needed["all"], "won": won, "open": even,
                "lost": len(votes) - won - even, "reachable": won + even >= needed["all"]},
    }  # fmt: skip


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_target_is_right_to_the_last_vote(app: Flask, shared_data: Path, tmp_path: Path) -> None:
    for kind, name in REGISTERS:
        run(app, "import", kind, str(shared_data / name))
    file = make_protocols(tmp_path, shared_data / "precincts_2021.csv", stand(app))
    votes, target = reckon(file)

    report = run(app, "import", "protocols", str(file))

    assert (report["created"], report["errors"], count_received()) == (1847, [], (1847, 1847))
    kept = db.session.execute(
        sa.select(Constituency.kato, Person.surname, Person.given_name, OutcomeVotes.votes)
        .select_from(OutcomeVotes).join(OutcomeVotes.outcome).join(Outcome.contest).join(Contest.constituency)
        .join(OutcomeVotes.candidate).join(Candidate.person)
    ).all()  # fmt: skip
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in kept:
        counted[one.kato][f"{one.surname} {one.given_name}"] += one.votes
    assert counted == votes
    assert run(app, "target") == target
    regions = {kato[:2] for kato in votes}
    assert len(regions) == 14
    for region in regions:
        assert run(app, "target", "--path", f"{region}0000000") == reckon(file, region)[1]
    again = run(app, "import", "protocols", str(file))
    assert (again["created"], again["updated"], again["skipped"]) == (0, 0, 0)
