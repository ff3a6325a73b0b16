"""A published target: frozen with date and author, never altered, compared with what holds now, on paper."""

import io
from collections.abc import Callable

import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, set_writing, transaction
from elections.errors import Forbidden, Refused
from elections.results.statement_queries import get_statement, main_of
from elections.results.target_actions import publish_target
from elections.results.target_models import TargetStatement
from elections.results.target_page import look_at
from tests.factories import Factory
from tests.results.count import start_count
from tests.results.country import make_country

Login = Callable[..., "object"]
COORDINATOR = Actor(3, "coordinator", Role.COORDINATOR, "")
EN = {"lang": "en"}


def publish(actor: Actor = COORDINATOR, path: str = "", note: str = "") -> int:
    with transaction():
        return publish_target(actor, look_at(path), None, note).id


def test_coordinator_publishes_the_target_as_it_stands(factory: Factory, login: Login) -> None:
    make_country(factory)
    browser = login(login="aigul")
    form = browser.get("/target/statements/new", **EN)
    assert "At most 0" not in form.words
    assert "not the commission's result" in form.words

    sent = browser.post("/target/statements/new", {"path": "", "note": "Брифинг в 23:00"})
    shown = browser.follow(sent)

    assert sent.status == 303
    assert "aigul" in shown.words
    assert "Брифинг в 23:00" in shown.words
    statement = db.session.query(TargetStatement).one()
    main = main_of(statement)
    assert (main.won, main.open, main.lost, main.needed) == (3, 2, 1, 5)
    assert [place["path"] for place in statement.figures["places"]] == ["110000000/", "150000000/"]
    (event,) = db.session.query(AuditEvent).filter_by(action="target.published")
    assert (event.after["won"], event.after["received"], event.reason) == (3, [4, 6], "Брифинг в 23:00")


def test_statement_of_a_region_names_it_and_holds_its_districts(factory: Factory, login: Login) -> None:
    make_country(factory)
    browser = login(path="110000000/")

    browser.post("/target/statements/new", {"path": "110000000/"})

    statement = db.session.query(TargetStatement).one()
    assert (statement.territory_ru, statement.path) == ("Акмолинская область", "110000000/")
    assert len(statement.figures["places"]) == 2
    assert login(Role.OBSERVER, path="150000000/").get(f"/target/statements/{statement.id}").status == 404


def test_who_counts_but_does_not_coordinate_publishes_nothing(factory: Factory, login: Login) -> None:
    make_country(factory)

    with pytest.raises(Forbidden):
        publish(Actor(4, "hq", Role.HQ_STAFF, ""))
    with pytest.raises(Forbidden):
        publish(Actor(4, "far", Role.COORDINATOR, "150000000/"))
    for role in (Role.HQ_STAFF, Role.OBSERVER):
        assert login(role).get("/target/statements/new").status == 403
        assert "Publish the target" not in login(role).get("/target", **EN).words
    assert login(path="150000000/").get("/target/statements/new", path="110000000/").status == 404


def test_where_no_contest_counts_there_is_nothing_to_publish(factory: Factory, login: Login) -> None:
    factory.election()

    with pytest.raises(Refused, match=r"target\.nothing"):
        publish()
    answer = login().post("/target/statements/new", {"path": "", "lang": "en"})
    assert answer.status == 422


def test_statement_stays_as_it_was_and_says_what_changed(factory: Factory, login: Login) -> None:
    make_country(factory)
    number = publish()
    count = start_count(factory, contest=factory.contest())
    count.enter(count.figures(150, 250))

    answer = login().get(f"/target/statements/{number}", **EN)

    assert (main_of(get_statement(number)).won, main_of(get_statement(number)).contests) == (3, 6)
    compared = answer.page.xpath("//div[@aria-label='What has changed since']//tbody/tr")
    assert "1 → 2" in compared[0].text_content()
    places = answer.page.xpath("//div[@aria-label='Territories whose figures have changed']//tbody/tr")
    assert [row.text_content().split("→")[0].split()[0] for row in places] == ["Акмолинская"]


def test_statement_says_when_no_territory_has_changed(factory: Factory, login: Login) -> None:
    make_country(factory)

    words = login().get(f"/target/statements/{publish()}", **EN).words

    assert "No territory's figures have changed." in words


def test_published_targets_are_listed_the_latest_first(factory: Factory, login: Login) -> None:
    make_country(factory)
    assert "Nothing was published yet" in login().get("/target/statements", **EN).words
    first, second = publish(), publish(path="110000000/")

    links = login().get("/target/statements", **EN).page.xpath("//table//a/@href")

    assert links == [f"/target/statements/{one}" for one in (second, first)]
    assert login().get("/target/statements/999").status == 404


def test_database_refuses_to_alter_what_was_published(factory: Factory) -> None:
    make_country(factory)
    publish()

    set_writing(True)
    with pytest.raises(DBAPIError, match="never altered"), db.engine.begin() as connection:
        connection.execute(text("UPDATE target_statement SET note = 'x'"))
    set_writing(False)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_paper_holds_what_was_published_with_the_drawing_of_the_night(factory: Factory, login: Login) -> None:
    make_country(factory)
    number = publish(note="Брифинг")
    count = start_count(factory, contest=factory.contest())
    count.enter(count.figures(150, 250))

    answers = {
        code: login().get(f"/target/statements/{number}.pdf", paper=code) for code in ("ru", "en", "xx")
    }

    assert {one.mimetype for one in answers.values()} == {"application/pdf"}
    assert f"target-{number}-en.pdf" in answers["en"].headers["Content-Disposition"]
    reader = pypdf.PdfReader(io.BytesIO(answers["en"].data))
    words = " ".join("".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "Nothing may be lost any more",
        "4 of 6 precincts",
        "Брифинг",
        "won: 3",
        "needed: 5",
        "Вторая",
    ):
        assert said in words


def test_numbers_of_the_night_are_those_that_were_published(factory: Factory, login: Login) -> None:
    make_country(factory)
    number = publish()
    count = start_count(factory, contest=factory.contest())
    count.enter(count.figures(150, 250))

    answer = login().get(f"/target/statements/{number}", numbers="target-night", **EN)

    assert answer.mimetype == "text/csv"
    assert answer.data.decode("utf-8-sig").splitlines()[-1].split(";")[1:] == ["3", "2", "1", "5"]
