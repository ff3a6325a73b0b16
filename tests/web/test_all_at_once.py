"""An empty field hides no rule: whoever sends a form hears everything that is wrong with it at once."""

from collections.abc import Callable

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.database import db
from elections.headquarters.models import Member
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.headquarters.test_pages import MEMBER

LogIn = Callable[..., Browser]
CANDIDATE = {
    "surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "", "born_on": "1979-10-28", "sex": "male",
    "iin": "123", "phone": "", "nomination": "self", "nominated_by": "", "member_of": "",
}  # fmt: skip


def wrong(answer: Answer) -> list[str]:
    lines = answer.page.xpath("//*[@role='alert']//li")
    return sorted(str(line.xpath("string(a/@href)")).removeprefix("#") for line in lines)


def count(model: type) -> int:
    db.session.rollback()
    return db.session.query(model).count()


def test_new_candidate_without_a_name_hears_of_the_iin_and_the_age_too(
    factory: Factory, login: LogIn
) -> None:
    kato = factory.contest().constituency.kato

    answer = login(Role.COORDINATOR).post(
        "/candidates/new", {**CANDIDATE, "contest": kato, "surname": "", "born_on": "2000-01-01"}
    )

    assert (answer.status, wrong(answer), count(Candidate)) == (422, ["born_on", "iin", "surname"], 0)


def test_new_candidate_in_no_constituency_hears_of_the_iin_too(login: LogIn, factory: Factory) -> None:
    factory.election()

    answer = login(Role.COORDINATOR).post("/candidates/new", {**CANDIDATE, "contest": "", "given_name": ""})

    assert (answer.status, wrong(answer)) == (422, ["contest", "given_name", "iin"])


def test_choice_that_was_never_offered_is_told_by_itself(login: LogIn, factory: Factory) -> None:
    kato = factory.contest().constituency.kato

    answer = login(Role.COORDINATOR).post(
        "/candidates/new", {**CANDIDATE, "contest": kato, "sex": "x", "surname": ""}
    )

    assert (answer.status, wrong(answer)) == (422, ["sex", "surname"])


def test_change_without_a_name_hears_of_the_iin_too_and_changes_nothing(
    login: LogIn, factory: Factory
) -> None:
    candidate = factory.candidate()
    number, before = candidate.id, candidate.version
    sent = {
        **CANDIDATE,
        "contest": candidate.contest.constituency.kato,
        "given_name": "",
        "version": str(before),
    }

    answer = login(Role.COORDINATOR).post(f"/candidates/{number}/edit", sent)

    assert (answer.status, wrong(answer)) == (422, ["given_name", "iin"])
    db.session.rollback()
    assert db.session.get_one(Candidate, number).version == before


def test_member_without_a_name_hears_of_the_iin_and_the_head_too(login: LogIn, factory: Factory) -> None:
    office = factory.headquarters()
    browser = login(Role.COORDINATOR)
    url = f"/headquarters/{office.id}/members/new"
    assert browser.post(url, MEMBER).status == 303

    answer = browser.post(url, {**MEMBER, "surname": "", "iin": "123"})

    assert (answer.status, wrong(answer), count(Member)) == (422, ["iin", "role", "surname"], 1)
