"""The history of a dossier on the screen, and two clerks on one dossier: both versions side by side, nothing typed lost."""

from collections.abc import Callable

import pytest

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.database import db
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import IIN, PERSON, nominee_of, put_up
from tests.factories import Factory
from tests.queries import counting_queries, on_both

LogIn = Callable[..., Browser]
QUERIES = 12


@pytest.fixture
def candidate(factory: Factory) -> Candidate:
    party = factory.election().own_party
    return put_up(factory.contest(), nominee_of(party.id, education="КазНАУ", occupation="агроном"), iin=IIN)


def form_of(answer: Answer, name: str = "surname") -> dict[str, str]:
    """Returns what a browser would send of the form that has a field `name`, as it is shown."""
    form = next(form for form in answer.page.forms if name in form.fields)
    return {
        key: value for key, value in form.fields.items() if value is not None and key != "idempotency_key"
    }


def edit(browser: Browser, candidate_id: int, **changes: str) -> Answer:
    url = f"/candidates/{candidate_id}/edit"
    return browser.post(url, {**form_of(browser.get(url)), **changes})


def rows(answer: Answer) -> list[list[str]]:
    """Returns the cells of each table of the page."""
    found = answer.page.xpath("//main//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("td")] for row in found]


def kept(candidate_id: int) -> tuple[str, str, str, str]:
    db.session.rollback()
    one = db.session.get_one(Candidate, candidate_id)
    return one.person.surname, one.person.phone, one.education, one.occupation


def test_history_tells_who_when_before_and_after_in_words(candidate: Candidate, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF, login="clerk")
    browser.get("/candidates", lang="en")
    edit(browser, candidate.id, education="ЕНУ", is_new_face="y", sex="female", born_on="1980-02-01")

    page = browser.get(f"/candidates/{candidate.id}/history")

    assert rows(page)[:2] == [
        ["New face", "no", "yes", "bring back"],
        ["Education", "КазНАУ", "ЕНУ", "bring back"],
    ]
    assert ["Birth date", "28.10.1979", "01.02.1980", "bring back"] in rows(page)
    assert ["Sex", "man", "woman", "bring back"] in rows(page)
    titles = [" ".join(one.text_content().split()) for one in page.page.xpath("//main//h2")]
    assert ["clerk: " in title for title in titles[:2]] == [True, True]
    assert (IIN in page.text, "79102••" in page.text) == (False, False)
    link = f"/candidates/{candidate.id}/history"
    assert link in browser.get(f"/candidates/{candidate.id}").page.xpath("//main//a/@href")


def test_parties_are_told_by_name(candidate: Candidate, factory: Factory, login: LogIn) -> None:
    name, browser = candidate.nominated_by.name_ru, login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")
    edit(browser, candidate.id, nomination="self", nominated_by="", member_of="")

    told = rows(browser.get(f"/candidates/{candidate.id}/history"))

    assert ["Nominating party", name, "–", "bring back"] in told
    assert ["Nominated by", "a party", "self-nomination", "bring back"] in told


def test_field_is_brought_back_with_a_reason(candidate: Candidate, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF, login="clerk")
    browser.get("/candidates", lang="en")
    edit(browser, candidate.id, education="ЕНУ", occupation="юрист")
    history = browser.get(f"/candidates/{candidate.id}/history")
    url = next(one for one in history.page.xpath("//main//a/@href") if "field=education" in one)

    asked = browser.get(url)
    marked = asked.page.xpath("//input[@name='fields' and @checked]/@value")
    send = {"fields": marked, "version": form_of(asked, "reason")["version"]}
    without = browser.post(url, send)
    done = browser.post(url, {**send, "reason": "Ошибка"})

    assert (asked.status, marked, len(rows(asked))) == (200, ["education"], 2)
    assert (without.status, without.page.xpath("//*[@role='alert']//a/@href")) == (422, ["#reason"])
    assert without.page.xpath("//input[@name='fields' and @checked]/@value") == ["education"]
    assert (done.status, kept(candidate.id)[2:]) == (303, ("КазНАУ", "юрист"))
    assert "Reason: Ошибка" in browser.follow(done).words


def test_whole_version_is_brought_back(candidate: Candidate, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")
    edit(browser, candidate.id, education="ЕНУ", surname="Бекова", phone="+7 701")
    history = browser.get(f"/candidates/{candidate.id}/history")
    url = history.page.xpath("//main//a[contains(., 'whole record')]/@href")[0]

    asked = browser.get(url)
    marked = asked.page.xpath("//input[@name='fields' and @checked]/@value")
    done = browser.post(
        url, {"fields": marked, "version": form_of(asked, "reason")["version"], "reason": "Ошибка"}
    )

    assert sorted(marked) == ["education", "phone", "surname"]
    assert (done.status, kept(candidate.id)) == (
        303,
        (PERSON["surname"], PERSON["phone"], "КазНАУ", "агроном"),
    )
    assert "already as it was then" in browser.get(url).words


def test_rules_are_told_where_the_past_no_longer_holds(
    candidate: Candidate, factory: Factory, login: LogIn
) -> None:
    party, browser = candidate.nominated_by_id, login(Role.HQ_STAFF)
    browser.get("/candidates", lang="en")
    edit(browser, candidate.id, nomination="self", nominated_by="", member_of="")
    put_up(candidate.contest, nominee_of(party), surname="Бекова")
    url = browser.get(f"/candidates/{candidate.id}/history").page.xpath(
        "//a[contains(., 'whole record')]/@href"
    )[0]
    asked = browser.get(url)
    marked = asked.page.xpath("//input[@name='fields' and @checked]/@value")

    refused = browser.post(
        url, {"fields": marked, "version": form_of(asked, "reason")["version"], "reason": "Так"}
    )

    assert (refused.status, "Бекова" in refused.page.xpath("string(//*[@role='alert'])")) == (422, True)
    assert form_of(refused, "reason")["reason"] == "Так"


def test_readers_read_and_others_find_nothing(candidate: Candidate, factory: Factory, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    edit(browser, candidate.id, education="ЕНУ")
    url = f"/candidates/{candidate.id}/history"
    back = browser.get(url).page.xpath("//main//a[contains(@href, 'restoration')]/@href")[0]
    reader, foreign = login(Role.OBSERVER), login(Role.HQ_STAFF, "110000000/113400000/")

    assert (
        reader.get(url).status,
        reader.get(url).page.xpath("//main//a[contains(@href, 'restoration')]"),
    ) == (200, [])
    assert (reader.get(back).status, reader.post(back, {"reason": "Так"}).status) == (403, 403)
    assert [foreign.get(one).status for one in (url, back)] == [404, 404]
    assert foreign.post(back, {"reason": "Так"}).status == 404
    assert [browser.get(f"{url}/{number}/restoration").status for number in (77, 2**40)] == [404, 404]


@pytest.mark.parametrize("number", [1, 3])
def test_history_makes_as_many_queries_for_many_changes(
    candidate: Candidate, login: LogIn, number: int
) -> None:
    browser = login(Role.HQ_STAFF)
    for one in range(number):
        edit(browser, candidate.id, education=f"ЕНУ {one}")

    with counting_queries() as made:
        browser.get(f"/candidates/{candidate.id}/history")

    assert len(on_both(made)) == QUERIES


# --- two clerks on one dossier ---------------------------------------------------------------------------------------


def test_second_clerk_chooses_field_by_field_and_loses_nothing(candidate: Candidate, login: LogIn) -> None:
    first, second = login(Role.HQ_STAFF, login="aigul"), login(Role.COORDINATOR, login="second")
    second.get("/candidates", lang="en")
    url = f"/candidates/{candidate.id}/edit"
    opened = form_of(second.get(url))
    edit(first, candidate.id, education="ЕНУ", phone="+7 701", surname="Өтеген")

    late = second.post(url, {**opened, "education": "КазГЮУ", "surname": "Өтегенов", "occupation": "юрист"})

    shown = form_of(late)
    assert (late.status, kept(candidate.id)) == (422, ("Өтеген", "+7 701", "ЕНУ", "агроном"))
    assert "aigul changed this record" in late.page.xpath("string(//*[@role='alert'])")
    typed = {name: shown[name] for name in ("surname", "education", "occupation", "phone")}
    assert typed == {"surname": "Өтегенов", "education": "КазГЮУ", "occupation": "юрист", "phone": "+7 701"}
    offered = {
        field.get("name"): [" ".join(one.text_content().split()) for one in field.xpath("../../label")]
        for field in late.page.xpath("//fieldset[@class='both']/label[1]/input")
    }
    assert offered == {
        "stays-surname": ["mine: Өтегенов", "the saved one: Өтеген"],
        "stays-education": ["mine: КазГЮУ", "the saved one: ЕНУ"],
        "stays-occupation": ["mine: юрист", "the saved one: агроном"],
    }

    saved = second.post(url, {**shown, "stays-surname": "theirs"})

    assert (saved.status, kept(candidate.id)) == (303, ("Өтеген", "+7 701", "КазГЮУ", "юрист"))


def test_third_change_in_between_is_shown_too(candidate: Candidate, login: LogIn) -> None:
    first, second = login(Role.HQ_STAFF, login="aigul"), login(Role.COORDINATOR, login="second")
    url = f"/candidates/{candidate.id}/edit"
    opened = form_of(second.get(url))
    edit(first, candidate.id, education="ЕНУ")
    late = second.post(url, {**opened, "occupation": "юрист"})
    edit(first, candidate.id, phone="+7 702")

    again = second.post(url, form_of(late))
    saved = second.post(url, form_of(again))

    assert (again.status, saved.status) == (422, 303)
    assert kept(candidate.id) == (PERSON["surname"], "+7 702", "ЕНУ", "юрист")


def test_refused_answers_keep_the_choice_open(candidate: Candidate, login: LogIn) -> None:
    first, second = login(Role.HQ_STAFF, login="aigul"), login(Role.COORDINATOR, login="second")
    url = f"/candidates/{candidate.id}/edit"
    opened = form_of(second.get(url))
    edit(first, candidate.id, education="ЕНУ")
    late = second.post(url, {**opened, "education": "КазГЮУ"})

    refused = second.post(url, {**form_of(late), "given_name": " ", "stays-education": "theirs"})
    saved = second.post(url, {**form_of(refused), "given_name": "Ғалымжан"})

    assert (refused.status, form_of(refused)["education"], saved.status) == (422, "ЕНУ", 303)
    assert kept(candidate.id)[2] == "ЕНУ"
