"""The pages of the target: what they say in a sentence, the way to it, the pictures with their numbers."""

import csv
import io
from collections.abc import Callable

import pytest

from elections.accounts.access import Role
from elections.campaign.queries import get_election
from elections.campaign.target_rule import Counting
from elections.database import db, transaction
from tests.browsing import Answer
from tests.factories import Factory
from tests.results.count import start_count
from tests.results.country import make_country

Login = Callable[..., "object"]
EN = {"lang": "en"}


def numbers(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("won", "lost", "open_", "said"),
    [
        (0, 0, 10, "At most 2 more constituencies may be lost, or the target is missed."),
        (3, 1, 6, "At most 1 more constituency may be lost, or the target is missed."),
        (3, 2, 5, "Nothing may be lost any more: every open constituency must be won."),
        (0, 3, 7, "The target is out of reach: even if all that is open is won, 1 win is missing."),
        (8, 0, 2, "The target is reached."),
    ],
)
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_page_says_in_a_sentence_what_may_be_lost(
    factory: Factory, login: Login, won: int, lost: int, open_: int, said: str
) -> None:
    factory.election()
    for number in range(won + lost + open_):
        count = start_count(factory, contest=factory.contest())
        if number < won + lost:
            count.enter(count.figures(*((250, 150) if number < won else (150, 250))))

    assert said in login().get("/target", **EN).words


def test_page_without_contests_says_so(factory: Factory, login: Login) -> None:
    factory.election()

    words = login().get("/target", **EN).words

    assert "There is no constituency here that counts." in words
    assert "Nothing is open any more." in words


def test_page_leads_from_the_nation_to_the_district(factory: Factory, login: Login) -> None:
    make_country(factory)
    browser = login()

    nation = browser.get("/target", **EN)
    region = browser.get("/target", path="110000000/")
    district = browser.get("/target", path="110000000/113400000/")

    assert nation.page.xpath("//a[contains(@href, 'path=110000000')]")
    assert "same share of its own constituencies, rounded up" in nation.words
    assert "Район 113400000" in region.words
    assert "By territory" not in district.words
    assert [one.words.count("(the target of this campaign)") for one in (nation, district)] == [1, 1]
    for place in ("990000000/", "110000000", "x"):
        assert browser.get("/target", path=place).status == 404


def test_who_sees_a_region_finds_it_and_no_other(factory: Factory, login: Login) -> None:
    make_country(factory)
    browser = login(Role.OBSERVER, path="150000000/")

    assert "Target: Вторая" in browser.get("/target", **EN).words
    assert browser.get("/target", path="110000000/").status == 404
    assert login(Role.TRAINER).get("/target").status == 403


def test_way_names_contests_in_play_and_how_many_wins_are_enough(factory: Factory, login: Login) -> None:
    make_country(factory)
    behind = start_count(factory, contest=factory.contest(), precincts=2)
    behind.enter(behind.figures(150, 180))

    answer = login().get("/target", **EN)

    assert "needs 31 votes more than the rival" in answer.words
    assert "With the likeliest 3 wins of this list the target is met." in answer.words
    assert "Nothing was forecast here yet" in answer.words
    assert answer.page.xpath(f"//a[@href='/results/contests/{behind.contest.id}']")


def test_way_goes_by_the_chances_of_the_forecast_once_there_are_any(factory: Factory, login: Login) -> None:
    make_country(factory)
    likely = factory.candidate(factory.contest()).contest
    factory.assessment(likely, chance=95)

    answer = login().get("/target", **EN)

    first = answer.page.xpath("//table[last()]//td[@data-label='Chance']/text()")
    assert "internal, for the campaign alone" in answer.words
    assert first == sorted(first, key=lambda text: -int(text.split()[0]))
    assert numbers(login().get("/target", numbers="target-way", **EN))[1][2] == likely.constituency.name_ru


def test_each_picture_has_its_numbers(factory: Factory, login: Login) -> None:
    make_country(factory)
    browser = login()
    page = browser.get("/target", **EN)
    links = {
        one.split("numbers=")[1].split("&")[0]: one for one in page.page.xpath("//a[@class='numbers']/@href")
    }

    assert set(links) == {"target-ways", "target-places", "target-way", "target-night"}
    files = {name: browser.get(link) for name, link in links.items()}
    assert {one.mimetype for one in files.values()} == {"text/csv"}
    assert "target-places.csv" in files["target-places"].headers["Content-Disposition"]
    tables = {name: numbers(one) for name, one in files.items()}
    assert tables["target-ways"][0][1:6] == ["Constituencies", "Needed", "Won", "Open", "Lost"]
    assert [row[1:6] for row in tables["target-ways"][1:]] == [
        ["6", "5", "3", "2", "1"], ["6", "5", "3", "2", "1"], ["7", "6", "3", "2", "2"], ["7", "6", "3", "3", "1"],
    ]  # fmt: skip
    assert [row[0] for row in tables["target-places"][1:]] == ["Акмолинская область", "Вторая"]
    assert [len(tables["target-way"]), tables["target-night"][-1][1:]] == [3, ["3", "2", "1", "5"]]


def test_night_is_drawn_with_its_finding_and_its_table(factory: Factory, login: Login) -> None:
    make_country(factory)

    answer = login().get("/target", **EN)

    (drawing,) = [one for one in answer.page.xpath("//figure/*[local-name()='svg']")
                  if one.xpath("string(*[local-name()='title'])") == "Wins through the night"]  # fmt: skip
    finding = drawing.xpath("string(*[local-name()='desc'])")
    assert "the wins rose to 3; 5 are needed, 5 are possible" in finding
    assert "The night as a table" in answer.words


def test_table_of_the_pages_of_the_count_has_the_chosen_way_first(factory: Factory, login: Login) -> None:
    make_country(factory)
    with transaction():
        get_election().target_counting = Counting.MEMBERS

    table = login().get("/results", **EN).page.xpath("//table[caption]/tbody/tr")

    assert table[0].get("class") == "chosen"
    assert [row.get("class") for row in table[1:]] == [None] * 3
    db.session.rollback()


@pytest.mark.parametrize("page", ["/", "/results"])
def test_pages_before_it_lead_to_the_target(factory: Factory, login: Login, page: str) -> None:
    make_country(factory)

    assert login().get(page).page.xpath("//a[starts-with(@href, '/target')]")
