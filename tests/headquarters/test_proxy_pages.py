"""Proxies of a candidate: proposed, consenting, registered, ended; what the law forbids is refused with all reasons."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.headquarters.proxies import EndGround, ProxyStatus
from elections.headquarters.proxy_models import Proxy
from elections.headquarters.proxy_queries import eyes_by_constituency, serve_two
from elections.people.models import Person
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

DECLARED = dict.fromkeys(("is_citizen", "is_not_in_commission", "is_not_political_servant"), "y")
ANSWERS = {
    "surname": "Сейітқали", "given_name": "Тимур", "patronymic": "Оралұлы", "born_on": "1980-05-01",
    "phone": "+7 700 000 00 01", "declared_on": "2021-07-04", **DECLARED,
}  # fmt: skip


@pytest.fixture
def login(login: Callable[..., Browser]) -> Callable[..., Browser]:
    """Somebody who reads English."""

    def log_in(*who: object, **where: str) -> Browser:
        browser = login(*who, **where)
        browser.get("/territory", lang="en")
        return browser

    return log_in


def propose(browser: Browser, candidate: Candidate, *precincts: object, **answers: object) -> Answer:
    chosen = [one.id for one in precincts]
    return browser.post(
        f"/candidates/{candidate.id}/proxies/new", {**ANSWERS, "precincts": chosen, **answers}
    )


def proxies() -> list[Proxy]:
    return list(db.session.scalars(sa.select(Proxy).order_by(Proxy.id)))


def count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.fixture
def candidate(factory: Factory) -> Candidate:
    return factory.candidate(status_on=date(2021, 7, 4))


def test_proxy_goes_from_proposal_to_certificate_in_two_precincts_at_once(
    login, factory: Factory, candidate: Candidate
) -> None:
    browser, places = login(), [factory.precinct(candidate.contest.constituency) for _ in range(2)]

    shown = browser.follow(propose(browser, candidate, *places))
    assert "proposed, no consent yet" in shown.words
    first, second = proxies()
    assert (first.person_id, first.status) == (second.person_id, ProxyStatus.PROPOSED)
    consent = {"on": "2021-07-03", "everywhere": "y", "version": "1"}
    assert browser.post(f"/proxies/{first.id}/consent", consent).status == 303
    certificate = {"on": "2021-07-05", "certificate_number": "17", "everywhere": "y", "version": "2"}
    answer = browser.post(f"/proxies/{first.id}/certificate", certificate)

    assert "№ 17, 05.07.2021" in browser.follow(answer).words
    db.session.expire_all()
    assert [(one.status, one.certificate_number) for one in proxies()] == [(ProxyStatus.REGISTERED, "17")] * 2
    actions = [one.action for one in db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id))]
    assert [one for one in actions if one.startswith("proxy.")] == [
        *["proxy.proposed"] * 2,
        *["proxy.consented"] * 2,
        *["proxy.registered"] * 2,
    ]


def test_consent_in_the_same_form_makes_one_step_of_two(
    login, factory: Factory, candidate: Candidate
) -> None:
    propose(login(), candidate, factory.precinct(candidate.contest.constituency), consent_on="2021-07-05")

    assert [one.status for one in proxies()] == [ProxyStatus.CONSENTED]


def test_fourth_proxy_is_refused_by_the_names_of_the_three_and_what_was_typed_stays(
    login, factory: Factory, candidate: Candidate
) -> None:
    place = factory.precinct(candidate.contest.constituency)
    for surname in ("Асанов", "Бекова", "Жұмабай"):
        factory.proxy(candidate, place, factory.person(surname=surname))

    answer = propose(login(), candidate, place, is_citizen="")

    assert answer.status == 422
    assert f"In precinct {place.number} the candidate has all 3 proxies already" in answer.words
    assert [
        one for one in ("Асанов", "Бекова", "Жұмабай", "A proxy is a citizen") if one not in answer.words
    ] == []
    assert answer.page.xpath("//input[@name='surname']/@value") == ["Сейітқали"]
    assert count(Proxy) == 3


def test_empty_fields_and_the_law_are_told_at_once(login, factory: Factory, candidate: Candidate) -> None:
    answer = propose(login(), candidate, surname="", is_citizen="")

    assert answer.status == 422
    told = ("Enter the surname", "Choose one precinct at least", "A proxy is a citizen")
    assert [one for one in told if one not in answer.words] == []
    assert count(Proxy) == 0


def test_ended_proxy_makes_room_for_another(login, factory: Factory, candidate: Candidate) -> None:
    place = factory.precinct(candidate.contest.constituency)
    for _ in range(2):
        factory.proxy(candidate, place)
    gone = factory.proxy(candidate, place)
    browser = login()

    answer = browser.post(
        f"/proxies/{gone.id}/end", {"on": "2021-07-05", "ground": "own_wish", "version": "1"}
    )

    assert "own wish" in browser.follow(answer).words
    assert propose(browser, candidate, place).status == 303


def test_member_of_a_commission_in_any_spelling_is_refused_until_the_years_differ(
    login, factory: Factory, candidate: Candidate
) -> None:
    place = factory.precinct(candidate.contest.constituency)
    member = factory.commission_member(name="Сейткали Тимур")

    refused = propose(login(), candidate, place)
    with transaction():
        member.birth_year = 1955
    allowed = propose(login(), candidate, place)

    assert (refused.status, "is in the commission of precinct" in refused.words) == (422, True)
    assert allowed.status == 303


def test_candidate_and_proxy_of_another_are_refused(login, factory: Factory, candidate: Candidate) -> None:
    place = factory.precinct(candidate.contest.constituency)
    person = {"surname": "Сейітқали", "given_name": "Тимур", "patronymic": "Оралұлы", "birth_year": 1980,
              "born_on": date(1980, 5, 1)}  # fmt: skip
    rival = factory.candidate(person=factory.person(**person))
    stands = propose(login(), candidate, place)
    with transaction():
        rival.status = Status.REFUSED
    factory.proxy(factory.candidate(person=factory.person(surname="Бекова")), person=rival.person)
    serves = propose(login(), candidate, place)

    assert "a candidate cannot be a proxy" in stands.words
    assert "This person is a proxy of another candidate already: Бекова" in serves.words
    assert (stands.status, serves.status) == (422, 422)


def test_certificate_waits_for_consent_and_for_the_candidates_registration(login, factory: Factory) -> None:
    candidate = factory.candidate(status=Status.FILED)
    early = factory.proxy(candidate, status=ProxyStatus.PROPOSED, consent_on=None)

    answer = login().post(f"/proxies/{early.id}/certificate", {"on": "2021-07-05", "version": "1"})

    assert answer.status == 422
    for text in ("Without written consent", "this candidate is not registered yet", "Enter the number"):
        assert text in answer.words


def test_proxies_end_with_the_candidacy_and_stay_readable(login, factory: Factory) -> None:
    candidate = factory.candidate(status=Status.CANCELLED, status_on=date(2021, 7, 4))
    proxy = factory.proxy(candidate)
    browser = login()

    shown = browser.get(f"/proxies/{proxy.id}")
    listed = browser.get(f"/candidates/{candidate.id}/proxies")

    for page in (shown, listed):
        assert "is a proxy no more" in page.words
        assert "the candidacy has ended" in page.words
    assert "04.07.2021" in shown.words
    assert propose(browser, candidate, proxy.precinct).status == 422
    db.session.expire_all()
    assert proxies()[0].status is ProxyStatus.REGISTERED


def test_same_person_serves_further_precincts_but_none_twice(
    login, factory: Factory, candidate: Candidate
) -> None:
    proxy = factory.proxy(candidate)
    place = factory.precinct(candidate.contest.constituency)
    browser = login()
    offered = browser.get(f"/proxies/{proxy.id}/precincts").page.xpath("//input[@name='precincts']/@value")

    assert offered == [str(place.id)]
    assert browser.post(f"/proxies/{proxy.id}/precincts", {"precincts": [place.id]}).status == 303
    assert browser.post(f"/proxies/{proxy.id}/precincts", {"precincts": []}).status == 422
    assert len({one.person_id for one in proxies()}) == 1
    assert [one.status for one in proxies()] == [ProxyStatus.REGISTERED, ProxyStatus.CONSENTED]


def test_two_precincts_entered_apart_without_an_iin_are_one_person(
    login, factory: Factory, candidate: Candidate
) -> None:
    browser, people = login(), count(Person)
    for _ in range(2):
        assert propose(browser, candidate, factory.precinct(candidate.contest.constituency)).status == 303

    assert count(Person) == people + 1


def test_step_of_somebody_faster_is_told(login, factory: Factory, candidate: Candidate) -> None:
    proxy = factory.proxy(candidate, status=ProxyStatus.CONSENTED)

    answer = login().post(
        f"/proxies/{proxy.id}/certificate", {"on": "2021-07-05", "certificate_number": "1", "version": "0"}
    )

    assert (answer.status, "Somebody else changed this record" in answer.words) == (422, True)


def test_dossier_shows_each_precinct_with_its_proxies(login, factory: Factory, candidate: Candidate) -> None:
    proxy = factory.proxy(candidate)
    empty = factory.precinct(candidate.contest.constituency)

    page = login().get(f"/candidates/{candidate.id}")

    assert "A registered proxy is in 1 of 2 precincts; at most 3 in each." in page.words
    assert page.page.xpath(f"//a[@href='/proxies/{proxy.id}']")
    assert page.page.xpath(f"//a[@href='/candidates/{candidate.id}/proxies/new?precinct={empty.id}']")


def test_rivals_have_no_proxies_here(login, factory: Factory) -> None:
    rival = factory.candidate(own=False)
    browser = login()

    assert browser.get(f"/candidates/{rival.id}/proxies").status == 404
    assert "part-proxies" not in browser.get(f"/candidates/{rival.id}").text
    answer = propose(browser, rival, factory.precinct(rival.contest.constituency))
    assert "this candidate is neither" in answer.words


def test_list_for_the_commission_is_a_pdf_in_both_languages(
    login, factory: Factory, candidate: Candidate
) -> None:
    factory.proxy(candidate)
    browser = login()

    for language in ("kk", "ru", "nonsense"):
        answer = browser.get(f"/candidates/{candidate.id}/proxies.pdf", language=language)
        assert (answer.status, answer.data[:5]) == (200, b"%PDF-")


def test_spaces_are_no_ground_of_an_end(login, factory: Factory, candidate: Candidate) -> None:
    proxy = factory.proxy(candidate)
    answer = login().post(f"/proxies/{proxy.id}/end", {"on": "2021-07-05", "ground": "   ", "version": "1"})
    assert answer.status == 422


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LAWYER, Role.TRAINER])
def test_readers_see_and_do_not_write(role: Role, login, factory: Factory, candidate: Candidate) -> None:
    proxy, browser = factory.proxy(candidate), login(role)

    assert browser.get(f"/proxies/{proxy.id}").status == 200
    assert "/end" not in browser.get(f"/proxies/{proxy.id}").text
    assert propose(browser, candidate, proxy.precinct).status == 403
    assert browser.post(f"/proxies/{proxy.id}/end", {"version": "1"}).status == 403


def test_foreign_territory_is_not_there(login, factory: Factory, candidate: Candidate) -> None:
    proxy, browser = factory.proxy(candidate), login(path="190000000/")

    for url in (f"/proxies/{proxy.id}", f"/proxies/{proxy.id}/end", f"/precincts/{proxy.precinct_id}",
                f"/candidates/{candidate.id}/proxies"):  # fmt: skip
        assert browser.get(url).status == 404
    assert candidate.person.surname not in browser.get("/precincts/eyes").words


def test_list_asks_the_same_number_of_questions_for_one_and_for_three(
    login, factory: Factory, candidate: Candidate
) -> None:
    browser, made = login(), []
    for number in (1, 2):
        for _ in range(number):
            factory.proxy(candidate)
        with counting_queries() as queries:
            assert browser.get(f"/candidates/{candidate.id}/proxies").status == 200
        made.append(len(queries))

    assert made[0] == made[1]


def test_two_people_who_serve_two_candidates_do_not_become_one(factory: Factory) -> None:
    one, other = factory.proxy(), factory.proxy()
    twin = factory.proxy(one.candidate)

    assert [found.code for found in serve_two(one.person, other.person)] == ["proxy.both_serve"]
    assert [found.code for found in serve_two(one.person, other.candidate.person)] == ["proxy.is_candidate"]
    assert serve_two(one.person, twin.person) == []
    assert serve_two(factory.person(), factory.person()) == []


def test_readiness_counts_precincts_with_a_registered_proxy_or_an_observer_of_the_count(
    factory: Factory,
) -> None:
    candidate = factory.candidate()
    place = candidate.contest.constituency
    factory.proxy(candidate)
    factory.proxy(candidate, status=ProxyStatus.CONSENTED)
    factory.proxy(candidate, status=ProxyStatus.ENDED, ended_on=date(2021, 7, 5), ground=EndGround.OWN_WISH)
    factory.observer(factory.precinct(place))
    factory.observer(factory.precinct(place), ends=1000)
    lost = factory.proxy(factory.candidate(status=Status.REFUSED))
    rival = factory.proxy(factory.candidate(own=False))

    assert eyes_by_constituency(candidate.election_id) == {
        place.path: (2, 5),
        lost.path: (0, 1),
        rival.path: (0, 1),
    }
