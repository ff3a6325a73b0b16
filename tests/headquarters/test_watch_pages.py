"""Who watches the count: observers in shifts, commissions, the precincts with nobody, by territory and one by one."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from elections.accounts.access import Role
from elections.database import db, transaction
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import CommissionMember, Observer
from elections.territory.models import Precinct
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

ANSWERS = {
    "surname": "Сейітқали", "given_name": "Тимур", "patronymic": "Оралұлы", "born_on": "1980-05-01",
    "starts": "07:00", "ends": "15:00", "mandate_number": "Н-5", "mandate_on": "2021-07-05",
}  # fmt: skip


@pytest.fixture
def login(login: Callable[..., Browser]) -> Callable[..., Browser]:
    """Somebody who reads English."""

    def log_in(*who: object, **where: str) -> Browser:
        browser = login(*who, **where)
        browser.get("/territory", lang="en")
        return browser

    return log_in


@pytest.fixture
def precinct(factory: Factory) -> Precinct:
    return factory.precinct(factory.contest().constituency, number=12)


def send(browser: Browser, precinct: Precinct, **answers: object) -> Answer:
    return browser.post(f"/precincts/{precinct.id}/observers/new", {**ANSWERS, **answers})


def count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_observers_take_turns(login, precinct: Precinct) -> None:
    browser = login()
    assert send(browser, precinct).status == 303
    second = send(browser, precinct, surname="Бекова", starts="15:00", ends="03:00")

    page = browser.follow(second)

    assert page.words.index("07:00–15:00") < page.words.index("15:00–03:00 (+1)")
    assert "✓ watched" in page.words


def test_second_observer_at_the_same_time_is_refused_with_every_other_reason(
    login, factory: Factory, precinct: Precinct
) -> None:
    factory.observer(precinct, factory.person(surname="Асанов"))

    answer = send(login(), precinct, mandate_number="", phone="+7 700 000 00 01")

    assert answer.status == 422
    for text in ("At most 1 observer of a party", "Асанов", "07:00–08:00 (+1)", "Enter the number of the party's mandate",
                 "Without consent the phone is not kept"):  # fmt: skip
        assert text in answer.words
    assert count(Observer) == 1


def test_empty_fields_and_the_law_are_told_at_once(login, precinct: Precinct) -> None:
    answer = send(login(), precinct, surname="", mandate_number="")
    without_hours = send(login(login="second"), precinct, surname="", starts="")

    assert (answer.status, without_hours.status, count(Observer)) == (422, 422, 0)
    assert "Enter the surname" in answer.words
    assert "Enter the number of the party's mandate" in answer.words


def test_election_may_allow_two_at_once(login, factory: Factory, precinct: Precinct) -> None:
    factory.observer(precinct)
    with transaction():
        election = factory._once("election")
        election.rules = {**election.rules, "observers_at_once": 2}

    assert send(login(), precinct).status == 303


def test_person_is_in_one_precinct_at_a_time(login, factory: Factory, precinct: Precinct) -> None:
    browser = login()
    send(browser, precinct)

    again = send(browser, factory.precinct(precinct.constituency, number=13), starts="14:00", ends="21:00")

    assert (again.status, "precinct 12, 07:00–15:00" in again.words) == (422, True)


def test_member_of_a_commission_and_proxy_there_are_refused(login, factory: Factory) -> None:
    proxy = factory.proxy(
        person=factory.person(surname="Сейітқали", given_name="Тимур", patronymic="Оралұлы", birth_year=1980)
    )
    factory.commission_member(name="Сейітқали Тимур Оралұлы, 1980")

    answer = send(login(), proxy.precinct)

    assert (answer.status, "in the precinct as a proxy already" in answer.words) == (422, True)
    assert "cannot be an observer" in answer.words


def test_observer_is_changed_and_taken_back(login, factory: Factory, precinct: Precinct) -> None:
    observer, browser = factory.observer(precinct), login()
    typed = {
        **ANSWERS,
        "ends": "23:00",
        "phone": "+7 701 000 00 02",
        "phone_consent_on": "2021-07-05",
        "version": "1",
    }

    page = browser.follow(browser.post(f"/observers/{observer.id}/edit", typed))
    assert "07:00–23:00" in page.words
    assert page.page.xpath("//a[@href='tel:+77010000002']")
    assert browser.post(f"/observers/{observer.id}/edit", typed).status == 422
    gone = browser.follow(browser.post(f"/observers/{observer.id}/remove"))
    assert "No observer yet." in gone.words
    assert browser.post(f"/observers/{observer.id}/remove").status == 303
    db.session.expire_all()
    assert (observer.removed_on, observer.person.phone) == (date(2021, 7, 5), "+7 701 000 00 02")


def test_commission_is_entered_by_lines_and_nobody_twice(login, precinct: Precinct) -> None:
    browser, url = login(), f"/precincts/{precinct.id}/commission"
    people = "Иванов Иван Иванович, 1980\n\nПетрова Анна"

    assert browser.post(url, {"people": people}).status == 303
    page = browser.follow(browser.post(url, {"people": f"{people}\nАхметов Болат, 1971"}))

    assert [
        text for text in ("Иванов Иван Иванович, 1980", "Ахметов Болат, 1971") if text not in page.words
    ] == []
    assert count(CommissionMember) == 3
    first = db.session.scalars(sa.select(CommissionMember).order_by(CommissionMember.id)).first()
    assert browser.post(f"/commission-members/{first.id}/leave").status == 303
    assert count(CommissionMember) == 2


def test_watcher_is_not_entered_into_a_commission(login, factory: Factory, precinct: Precinct) -> None:
    factory.observer(
        precinct, factory.person(surname="Иванов", given_name="Иван", patronymic="", birth_year=1980)
    )

    answer = login().post(
        f"/precincts/{precinct.id}/commission", {"people": "Иванов Иван, 1980\n12\nПетров Пётр, 1850"}
    )

    assert answer.status == 422
    assert "Иванов Иван is a proxy or an observer (precinct № 12)" in answer.words
    assert "Line 2 is no name" in answer.words
    assert count(CommissionMember) == 0


@pytest.fixture
def ground(factory: Factory) -> list[Precinct]:
    """Four precincts: with a proxy, with an observer of the count, with one who leaves before it, with nobody."""
    proxy = factory.proxy(factory.candidate(contest=factory.contest()))
    place = proxy.precinct.constituency
    found = [proxy.precinct, *(factory.precinct(place, voters=100 * at) for at in (1, 2, 4))]
    factory.observer(found[1], factory.person(phone="+7 700 000 00 09"), phone_consent_on=date(2021, 7, 5))
    factory.observer(found[2], ends=900)
    return found


def test_page_counts_who_watches_and_names_those_without_anybody(login, ground: list[Precinct]) -> None:
    browser = login()
    page = browser.get("/precincts/eyes")

    assert "Nobody watches the count in 2 of 4 precincts; 600 of 1 200 voters" in page.words
    assert page.page.xpath("//figure//*[local-name()='svg']")
    assert page.page.xpath("//a[@href='tel:+77000000009']")
    numbers = {
        show: [int(one.text_content().split()[1]) for one in browser.get("/precincts/eyes", show=show).page.xpath(
            "//td/a[starts-with(@href, '/precincts/') and contains(., '№')]")]
        for show in ("none", "proxy", "observer", "any", "nonsense")
    }  # fmt: skip
    known = [one.number for one in ground]
    assert numbers == {
        "none": known[2:], "proxy": known[:1], "observer": known[1:2], "any": known[:2], "nonsense": known,
    }  # fmt: skip


def test_figures_go_down_from_region_to_constituency(login, ground: list[Precinct]) -> None:
    browser, path = login(), ground[0].path
    for where in ("", path[:10], path[:20]):
        last = browser.get("/precincts/eyes", path=where).page.xpath("//tr[th/a]/td[last()]")
        assert [one.text_content() for one in last] == ["600"]
    lowest = browser.get("/precincts/eyes", path=path)

    assert not lowest.page.xpath("//figure")
    assert lowest.page.xpath(f"//a[@href='/precincts/{ground[3].id}/observers/new']")
    assert lowest.page.xpath(f"//a[contains(@href, 'proxies/new?precinct={ground[3].id}')]")
    assert "No precinct fits" in browser.get("/precincts/eyes", search="nowhere").words


def test_file_holds_what_the_page_shows(login, ground: list[Precinct]) -> None:
    answer = login().get("/precincts/eyes.xlsx", show="none")

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows[1:]] == [one.number for one in ground[2:]]
    assert [(row[6:]) for row in rows[1:]] == [[200, 0, 0, 1, "no"], [400, 0, 0, 0, "no"]]


def test_constituency_shows_who_is_there(login, ground: list[Precinct]) -> None:
    page = login().get(f"/territory/constituencies/{ground[0].constituency_id}")

    assert "Somebody watches the count in 2 of 4 precincts." in page.words
    assert page.page.xpath("//a[@href='tel:+77000000009']")


def test_constituency_without_an_election_shows_its_precincts(login, factory: Factory) -> None:
    precinct = factory.precinct()

    page = login().get(f"/territory/constituencies/{precinct.constituency_id}")

    assert page.status == 200
    assert "Somebody watches" not in page.words


def test_proxies_who_are_not_registered_yet_are_named_and_not_counted(login, factory: Factory) -> None:
    proxy = factory.proxy(status=ProxyStatus.CONSENTED)
    page = login().get("/precincts/eyes")

    assert "(has consented, not registered yet)" in page.words
    assert "Nobody watches the count in 1 of 1 precincts" in page.words
    assert proxy.person.surname in page.words


def test_pages_ask_the_same_number_of_questions_for_one_and_for_three(
    login, factory: Factory, precinct: Precinct
) -> None:
    browser, made = login(), []
    factory.observer(precinct)
    for number in (0, 2):
        for _ in range(number):
            factory.observer(factory.precinct(precinct.constituency))
        for url in ("/precincts/eyes", f"/territory/constituencies/{precinct.constituency_id}"):
            with counting_queries() as queries:
                assert browser.get(url).status == 200
            made.append(len(queries))

    assert made[:2] == made[2:]


def test_readers_see_no_buttons_and_do_not_write(login, factory: Factory, precinct: Precinct) -> None:
    observer, browser = factory.observer(precinct), login(Role.OBSERVER)

    page = browser.get(f"/precincts/{precinct.id}")
    assert (page.status, "Add an observer" in page.words) == (200, False)
    assert send(browser, precinct).status == 403
    assert browser.post(f"/observers/{observer.id}/remove").status == 403


def test_menu_leads_there(login, precinct: Precinct) -> None:
    assert login().get("/territory").page.xpath("//nav//a[@href='/precincts/eyes']")
