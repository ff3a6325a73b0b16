"""`flask target`: what scripts read, number by number."""

import json

import pytest
from flask import Flask

from elections.campaign.target_rule import Counting
from elections.database import db, transaction
from tests.factories import Factory
from tests.results.count import start_count


def run(app: Flask, *options: str) -> tuple[int, str]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["target", *options])
    return result.exit_code, result.output


def make_campaign(factory: Factory, counting: Counting = Counting.NOMINATED) -> None:
    """Makes six contests: four contested, of which two are won and one is lost; two without a nominee.

    Of the latter one is won by a member of the party who nominated himself.
    """
    election = factory.election(target_percent=50, target_counting=counting)
    for own, rival in ((250, 150), (300, 70), (150, 250)):
        count = start_count(factory, contest=factory.contest())
        count.enter(count.figures(own, rival))
    factory.candidate()
    count = start_count(factory, contest=factory.contest())
    with transaction():
        db.session.delete(db.session.merge(count.own))
        db.session.merge(count.rival).member_of_id = election.own_party_id
    member = count.figures(0, 400, votes={count.rival.id: 400})
    count.enter(member)
    factory.contest()


@pytest.mark.parametrize(
    ("counting", "every"),
    [
        (Counting.NOMINATED, {"contests": 6, "needed": 3, "won": 2, "open": 1, "lost": 3, "reachable": True}),
        (Counting.MEMBERS, {"contests": 6, "needed": 3, "won": 3, "open": 2, "lost": 1, "reachable": True}),
    ],
)
def test_target_as_json_has_both_denominators_by_the_elections_way_of_counting(
    app: Flask, factory: Factory, counting: Counting, every: dict[str, object]
) -> None:
    make_campaign(factory, counting)

    status, output = run(app, "--json")

    assert (status, output.count("\n")) == (0, 1)
    assert json.loads(output) == {
        "contested": {"contests": 4, "needed": 2, "won": 2, "open": 1, "lost": 1, "reachable": True},
        "all": every,
    }


def test_target_in_words_says_the_same(app: Flask, factory: Factory) -> None:
    make_campaign(factory)

    assert run(app) == (
        0,
        "contested: contests 4, needed 2, won 2, open 1, lost 1, reachable True\n"
        "all: contests 6, needed 3, won 2, open 1, lost 3, reachable True\n",
    )


def test_target_without_an_election_says_so(app: Flask) -> None:
    assert run(app, "--json") == (1, "Error: there is no election yet\n")


def test_target_refuses_what_it_does_not_know(app: Flask) -> None:
    assert run(app, "--yaml")[0] == 2


def test_target_of_one_territory(app: Flask, factory: Factory) -> None:
    make_campaign(factory)
    election = db.session.execute(db.text("SELECT path FROM contest ORDER BY id")).scalars().all()
    region, _district, constituency = election[0].split("/")[:3]

    assert run(app, "--json", "--path", region) == run(app, "--json")
    status, output = run(app, "--json", "--path", constituency)
    assert (status, json.loads(output)["all"]) == (
        0,
        {"contests": 1, "needed": 1, "won": 1, "open": 0, "lost": 0, "reachable": True},
    )
    assert run(app, "--path", "999999999") == (1, "Error: there is no territory with the code 999999999\n")
