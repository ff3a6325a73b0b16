"""The board: what it shows of the night, to whom, and that a repeated look costs nothing."""

from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.board.page import look
from elections.board.queries import read_stamp
from elections.campaign.models import Contest, ContestStatus, Election
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination, Status
from elections.charts.tiles import Standing
from elections.database import db, transaction
from elections.errors import NotFound
from elections.results.dispute_actions import recount
from elections.results.entries import State
from elections.results.models import Outcome, Protocol
from elections.results.tally import OutcomeState
from tests.board.conftest import COORDINATOR, Night, again
from tests.browsing import Answer, Browser
from tests.queries import counting_queries


def words(answer: Answer, heading: str) -> str:
    """The visible words of the part of the board below a heading."""
    part = answer.page.xpath(f"//section[h2[starts-with(normalize-space(), '{heading}')]]")[0]
    return " ".join(part.text_content().split())


def win(night: Night, number: int, own: int = 250, rival: int = 100) -> None:
    """Counts both precincts of a contest."""
    count = night.counts[number]
    for precinct in (0, 1):
        count.enter(count.figures(own, rival), precinct)


def test_in_play_are_the_contests_where_ours_stands_as_on_the_page_of_the_target(night: Night) -> None:
    for count in night.counts[:2]:
        count.enter(count.figures(200, 190))
    with transaction():
        db.session.get_one(Candidate, night.counts[0].own.id).nominated_by_id = None
        db.session.get_one(Candidate, night.counts[0].own.id).nomination = Nomination.SELF

    board = look("")

    assert [one.contest_id for one in board.in_play] == [night.counts[1].contest.id]
    assert board.in_play_total == 1

    with transaction():
        db.session.get_one(Contest, night.counts[1].contest.id).status = ContestStatus.CANCELLED
    assert (look("").in_play, look("").in_play_total) == ([], 0)


def test_board_shows_target_tiles_results_and_what_is_missing(night: Night, login) -> None:
    win(night, 0)
    win(night, 2, own=100, rival=250)
    night.counts[1].enter(night.counts[1].figures(200, 190))

    board = look("")
    tiles = {one.score.key: one.score for one in board.sheet.tiles}

    main = board.target.main
    assert (main.contests, main.needed, main.won, main.open, main.lost) == (4, 4, 1, 2, 1)
    assert (board.received, board.expected) == (5, 8)
    assert (tiles[night.region].won, tiles[night.region].open, tiles[night.region].lost) == (1, 1, 1)
    assert tiles[night.region].below == (Standing.OPEN, Standing.MISSED)
    assert tiles[night.other].standing is Standing.OPEN
    assert [one.contest_id for one in board.results] == [
        night.counts[2].contest.id,
        night.counts[0].contest.id,
    ]
    assert ([one.contest_id for one in board.in_play], board.in_play_total) == (
        [night.counts[1].contest.id],
        1,
    )
    assert [(one.name, one.missing, one.heard_at is None) for one in board.waiting] == [
        ("Актюбинская", 2, True), ("Акмолинская", 1, False),
    ]  # fmt: skip

    page = login(Role.OBSERVER).get("/board", lang="en")
    assert page.status == 200
    assert night.counts[0].own.person.surname in words(page, "Last results")
    assert "10 11" in words(page, "In play")
    assert "3" in words(page, "Not reported")
    assert page.headers["Cache-Control"] == "no-store"


def test_board_of_a_region_has_tiles_of_districts_and_that_of_a_district_its_contests(night: Night) -> None:
    assert [one.score.name for one in look(night.region).sheet.tiles] == ["Аккольский", "Аршалынский"]
    assert [one.score.key for one in look(night.district).sheet.tiles] == [
        count.contest.path for count in night.counts[:2]
    ]
    assert look(night.district).counted == {count.contest.path: (0, 2) for count in night.counts[:2]}


def test_region_without_a_hand_set_place_has_a_tile_too(night: Night, factory) -> None:
    district = factory.district("993200000", factory.region("990000000", name_ru="Новая область"))
    factory.contest(factory.constituency(district))

    assert [one.score.name for one in look("").sheet.tiles] == ["Акмолинская", "Актюбинская", "Новая"]


def test_territory_that_there_is_not_has_no_board(night: Night) -> None:
    with pytest.raises(NotFound):
        look("980000000/")


def test_coordinator_of_a_district_sees_its_board_and_no_other(night: Night, login) -> None:
    browser = login(Role.COORDINATOR, night.district)

    page = browser.get("/board")
    assert (page.status, len(page.page.xpath("//*[contains(@class, 'tile ')]"))) == (200, 2)
    assert "153200000" not in page.text
    assert browser.get("/board", path="").status == 200
    assert {browser.get("/board", path=path).status for path in (night.region, night.other)} == {404}
    assert login(Role.COORDINATOR, night.region).get("/board", path=night.district).status == 200


def test_trainer_may_not_see_the_board(night: Night, login) -> None:
    assert login(Role.TRAINER).get("/board").status == 403


def enter(night: Night, _factory) -> None:
    night.counts[0].enter(night.counts[0].figures(250, 100))


def correct(night: Night, _factory) -> None:
    with transaction():
        protocol = night.counts[1].protocol()
        recount(COORDINATOR, protocol, protocol.version, "опечатка")


def decide(night: Night, _factory) -> None:
    with transaction():
        night.counts[1].outcome().state = OutcomeState.ANNULLED


def cancel(night: Night, _factory) -> None:
    with transaction():
        db.session.get_one(Contest, night.counts[1].contest.id).status = ContestStatus.CANCELLED


def withdraw(night: Night, _factory) -> None:
    with transaction():
        db.session.get_one(Candidate, night.counts[1].own.id).status = Status.WITHDRAWN


def raise_target(night: Night, _factory) -> None:
    with transaction():
        db.session.get_one(Election, night.counts[1].contest.election_id).target_percent = 90


def call(night: Night, factory) -> None:
    factory.contest(factory.constituency(night.near))


CLOCK = datetime(2021, 7, 25, 21, tzinfo=UTC)
CHANGES = (enter, correct, decide, cancel, withdraw, raise_target, call)


@pytest.mark.parametrize("change", CHANGES)
def test_repeated_look_answers_304_until_something_changes(
    night: Night, factory, client, change, monkeypatch
) -> None:
    night.counts[1].enter(night.counts[1].figures(200, 190))
    monkeypatch.setattr(
        "elections.board.page.utc_now", lambda: CLOCK
    )  # the stamp moves every five minutes by itself
    url = night.link()
    stamp = client.get(url).headers["ETag"]

    assert again(client, url, stamp) == (304, stamp)
    change(night, factory)
    status, fresh = again(client, url, stamp)
    assert (status, fresh != stamp) == (200, True)
    assert again(client, url, fresh) == (304, fresh)


def test_new_picture_holds_the_change_that_made_it(night: Night, client) -> None:
    url = night.link()
    assert "No contest is decided yet" in client.get(url, lang="en").words
    win(night, 0)

    page = client.get(url, lang="en")
    assert night.counts[0].own.person.surname in words(page, "Last results")


def test_what_happens_elsewhere_leaves_the_board_of_a_district_as_it_is(night: Night, client) -> None:
    url = night.link(night.district)
    stamp = client.get(url).headers["ETag"]

    win(night, 3)
    assert again(client, url, stamp)[0] == 304
    win(night, 0)
    assert again(client, url, stamp)[0] == 200


def test_stamp_differs_by_language_and_by_who_looks(night: Night, client, login) -> None:
    url = night.link()
    stamp = client.get(url, lang="ru").headers["ETag"]

    assert again(client, f"{url}?lang=kk", stamp)[0] == 200
    assert again(login(Role.OBSERVER), "/board", stamp)[0] == 200
    assert again(client, night.link(), stamp)[0] == 200


def test_no_sum_takes_a_stamp_back_to_what_it_was(night: Night) -> None:
    first = read_stamp("")
    enter(night, None)
    second = read_stamp("")
    with transaction():
        protocol = night.counts[0].protocol()
        recount(COORDINATOR, protocol, protocol.version, "опечатка")

    assert len({first, second, read_stamp("")}) == 3


def test_taken_back_contest_is_no_result_any_more(night: Night) -> None:
    win(night, 0)
    assert len(look("").results) == 1
    correct_first = night.counts[0].protocol()
    with transaction():
        recount(COORDINATOR, correct_first, correct_first.version, "опечатка")

    assert look("").results == []


def test_board_without_an_election_says_that_there_is_none(app, login) -> None:
    assert login(Role.OBSERVER).get("/board").status == 404


def queries_of(browser: Browser, url: str, stamp: str = "") -> list[str]:
    browser.get(url)
    with counting_queries() as made:
        again(browser, url, stamp)
    return made


def test_board_makes_as_many_queries_for_many_contests_and_precincts_as_for_few(
    night: Night, factory, client
) -> None:
    for number in (0, 1):
        night.counts[number].enter(night.counts[number].figures(230, 220))
    url = night.link()
    at_few = queries_of(client, url)
    for number in (2, 3):
        win(night, number)
    for _ in range(6):
        factory.protocol(night.counts[0].contest)
    at_many = queries_of(client, url)

    assert len(at_few) == len(at_many) <= 13
    assert [one for one in at_many if "FROM protocol" in one or "JOIN protocol" in one] == []
    stamp = client.get(url).headers["ETag"]
    assert len(queries_of(client, url, stamp)) == 3


def test_disputed_and_missing_protocols_are_missing_and_not_zero(night: Night) -> None:
    with transaction():
        protocol = db.session.get_one(Protocol, night.counts[0].protocols[0])
        protocol.state = State.DISPUTED
    board = look(night.district)

    assert (board.received, board.expected, board.changed_at) == (0, 4, None)
    assert db.session.query(Outcome).count() == 4
