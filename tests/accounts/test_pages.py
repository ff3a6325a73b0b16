"""Managing accounts: who may, for which territory, and what an account that was changed may do from then on."""

import re

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.audit.models import AuditEvent
from elections.database import db
from tests.browsing import PASSWORD, Answer, Browser
from tests.queries import counting_queries

FORM = {"login": "aigul", "name": "Айгүл", "role": "trainer", "kato": ""}


def listed(answer: Answer) -> list[str]:
    return [cell.text_content() for cell in answer.page.xpath("//tbody/tr/td[1]")]


def count(answer: Answer) -> str:
    return answer.page.findtext(".//p[@class='count']")


def errors(answer: Answer) -> list[str]:
    return [one.text_content() for one in answer.page.xpath("//div[@role='alert']//li")]


def in_english(browser: Browser) -> Browser:
    browser.get("/password", lang="en")
    return browser


def account(login: str) -> dict[str, object]:
    """Returns what the account is now."""
    db.session.rollback()
    user = db.session.scalars(sa.select(User).where(User.login == login)).one()
    return {
        "name": user.name, "role": user.role, "path": user.path, "label": user.territory_label,
        "active": user.is_active, "version": user.version,
    }  # fmt: skip


def edited(user: User, **changes: str) -> dict[str, str]:
    """Returns the form of an account as its page sends it; `is_active=""` takes the tick away."""
    kato = user.path.rstrip("/").split("/")[-1]
    form = {
        "login": user.login, "name": user.name, "role": user.role.value, "kato": kato, "is_active": "y",
        "version": str(user.version), **changes,
    }  # fmt: skip
    return {name: value for name, value in form.items() if (name, value) != ("is_active", "")}


def test_list_is_by_log_in_name_and_filtered(login, factory) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    factory.user(login="berik", name="Берік Асанов", role=Role.TRAINER)
    factory.user(login="aigul", name="Айгүл Оспанова", role=Role.TRAINER, is_active=False)
    factory.user(login="under_score", name="Z", role=Role.OBSERVER)
    page = browser.get("/users", lang="en")
    assert (listed(page), count(page)) == (["aigul", "berik", "root", "under_score"], "4 of 4")
    first = [" ".join(cell.text_content().split()) for cell in page.page.xpath("//tbody/tr[1]/td")]
    assert first[:4] == ["aigul", "Айгүл Оспанова", "Trainer", "the whole country"]
    assert "disabled" in first[4]
    assert listed(browser.get("/users?role=trainer")) == ["aigul", "berik"]
    assert listed(browser.get("/users?role=trainer&search=ber")) == ["berik"]
    assert listed(browser.get("/users?role=nonsense")) == ["aigul", "berik", "root", "under_score"]
    assert listed(browser.get("/users?search=nobody")) == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("Оспанова", ["aigul"]),
        ("оспанова", ["aigul"]),
        ("айгүл оспан", ["aigul"]),
        ("ЛАТИН", []),
        ("AIGUL", ["aigul"]),
        ("_", ["under_score"]),
        ("%", []),
        (" ", ["aigul", "root", "under_score"]),
    ],
)
def test_search_minds_no_case_and_takes_signs_as_they_are(login, factory, search, found) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    factory.user(login="aigul", name="Айгүл Оспанова")
    factory.user(login="under_score", name="Z")
    assert listed(browser.get("/users", search=search)) == found


def test_list_has_fifty_accounts_a_page(login, factory) -> None:
    browser = login(Role.ADMINISTRATOR, login="zz")
    for number in range(50):
        factory.user(login=f"u{number:02d}")
    first, second = browser.get("/users", lang="en"), browser.get("/users?page=2")
    assert (listed(first), count(first)) == ([f"u{number:02d}" for number in range(50)], "50 of 51")
    assert (listed(second), count(second)) == (["zz"], "1 of 51")
    assert first.page.xpath("//a[@rel='next']/@href") == ["/users?lang=en&page=2"]


def test_list_takes_as_many_queries_for_three_accounts_as_for_one(login, factory) -> None:
    browser = login(Role.ADMINISTRATOR)
    with counting_queries() as one:
        browser.get("/users")
    factory.user()
    factory.user()
    with counting_queries() as three:
        browser.get("/users")
    assert (len(three), len(one)) == (len(one), 4)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.HQ_STAFF, Role.TRAINER, Role.OBSERVER])
def test_accounts_are_the_administrators(login, factory, role) -> None:
    browser, user = login(role), factory.user(login="aigul")
    answers = [
        browser.get("/users"), browser.get("/users/new"), browser.post("/users/new", FORM),
        browser.get(f"/users/{user.id}"), browser.post(f"/users/{user.id}", edited(user, role="administrator")),
        browser.post(f"/users/{user.id}/setup-link"),
    ]  # fmt: skip
    assert [answer.status for answer in answers] == [403] * 6
    assert account("aigul")["role"] == Role.COORDINATOR


def test_account_is_made_for_a_territory(login, factory) -> None:
    district = factory.district("113200000", name_ru="Аршалынский район")
    browser = in_english(login(Role.ADMINISTRATOR))
    made = browser.post("/users/new", {**FORM, "login": " AIGUL ", "kato": district.kato})
    assert made.status == 200
    assert account("aigul") == {
        "name": "Айгүл", "role": Role.TRAINER, "path": district.path, "label": "Аршалынский район", "active": True,
        "version": 1,
    }  # fmt: skip
    assert re.search(r"good for three days: http://localhost/setup/[\w-]{43}", made.words)


def link_in(answer) -> str:
    return re.search(r"/setup/[\w-]{43}", answer.words)[0]


def test_no_cookie_keeps_a_one_time_link(login, factory) -> None:
    browser, user = in_english(login(Role.ADMINISTRATOR)), factory.user(login="aigul")
    made = (
        browser.post(f"/users/{user.id}/setup-link"),
        browser.post("/users/new", {**FORM, "login": "berik"}),
    )
    with browser.client.session_transaction() as kept:
        told = str(dict(kept))
    for answer in made:
        assert answer.status == 200
        assert link_in(answer).removeprefix("/setup/") not in told
    assert "setup" not in told
    assert "/setup/" not in browser.get(f"/users/{user.id}").words


def test_one_form_sent_twice_makes_one_link_and_one_account(app, login, factory) -> None:
    browser, user = login(Role.ADMINISTRATOR), factory.user(login="aigul")
    page = browser.get(f"/users/{user.id}").page
    key = page.xpath("//form[contains(@action, 'setup-link')]/input[@name='idempotency_key']/@value")[0]
    first = browser.post(f"/users/{user.id}/setup-link", {"idempotency_key": key})
    twice = browser.post(f"/users/{user.id}/setup-link", {"idempotency_key": key})
    assert (twice.status, twice.location) == (303, f"/users/{user.id}")
    assert Browser(app).get(link_in(first)).status == 200
    form = {**FORM, "login": "berik", "idempotency_key": "a" * 22}
    link = link_in(browser.post("/users/new", form))
    again = browser.post("/users/new", form)
    assert (again.status, again.location[:7]) == (303, "/users/")
    assert Browser(app).get(link).status == 200


@pytest.mark.parametrize(
    ("changes", "objections"),
    [
        ({"login": ""}, ["Enter a log-in name"]),
        ({"login": "ab"}, ["Enter a log-in name of 3 to 60 signs: small Latin letters, digits, dot, dash; it begins with a letter"]),
        ({"login": "айгүл"}, ["Enter a log-in name of 3 to 60 signs: small Latin letters, digits, dot, dash; it begins with a letter"]),
        ({"login": "root"}, ["There is an account “root” already: choose another log-in name"]),
        ({"login": "ROOT"}, ["There is an account “root” already: choose another log-in name"]),
        ({"name": " "}, ["Enter the name"]),
        ({"name": "x" * 121}, ["Field cannot be longer than 120 characters."]),
        ({"role": "king"}, ["Not a valid choice."]),
        ({"kato": "999999999"}, ["There is no territory with the code 999999999: take it from the territory pages"]),
    ],
    ids=["no login", "short", "Cyrillic", "taken", "taken in capitals", "no name", "long name", "role", "territory"],
)  # fmt: skip
def test_refused_account_says_why_and_keeps_what_was_typed(login, changes, objections) -> None:
    browser = in_english(login(Role.ADMINISTRATOR, login="root"))
    typed = {**FORM, "name": "Айгүл О.", **changes}
    answer = browser.post("/users/new", typed)
    assert (answer.status, errors(answer)) == (422, objections)
    kept = answer.page.xpath("//input[@name='login' or @name='name' or @name='kato']/@value")
    assert kept == [typed["login"], typed["name"].strip(), typed["kato"]]
    assert listed(browser.get("/users")) == ["root"]


def test_account_is_changed_and_the_log_tells_it(login, factory) -> None:
    district = factory.district("113200000", name_ru="Аршалынский район")
    user = factory.user(login="aigul", name="Айгүл", role=Role.TRAINER)
    browser = login(Role.ADMINISTRATOR)
    changes = edited(user, name="Айгүл О.", role="hq_staff", kato=district.kato)
    assert browser.post(f"/users/{user.id}", changes).status == 303
    assert account("aigul") == {
        "name": "Айгүл О.", "role": Role.HQ_STAFF, "path": district.path, "label": "Аршалынский район",
        "active": True, "version": 2,
    }  # fmt: skip
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "account.changed")).one()
    assert event.before == {"name": "Айгүл", "role": "trainer", "territory": "", "is_active": True}
    assert event.after == {
        "name": "Айгүл О.", "role": "hq_staff", "territory": "Аршалынский район", "is_active": True,
    }  # fmt: skip


def test_the_page_of_an_account_shows_its_territory_and_version(login, factory) -> None:
    user = factory.user(path=factory.district("113200000").path)
    page = login(Role.ADMINISTRATOR).get(f"/users/{user.id}").page
    assert page.xpath("//input[@name='kato']/@value") == ["113200000"]
    assert page.xpath("//input[@name='version']/@value") == ["1"]


def test_a_changed_role_counts_from_the_next_page_on(login, factory) -> None:
    trainer = login(Role.TRAINER, login="aigul")
    assert trainer.get("/seminars/new").status != 403
    user = db.session.query(User).filter_by(login="aigul").one()
    assert login(Role.ADMINISTRATOR).post(f"/users/{user.id}", edited(user, role="observer")).status == 303
    assert trainer.get("/seminars/new").status == 403


def test_disabled_account_is_logged_out_at_once_and_stays_out(login, client) -> None:
    root, coordinator = login(Role.ADMINISTRATOR), login(Role.COORDINATOR, login="aigul")
    assert coordinator.get("/password").status == 200
    user = db.session.query(User).filter_by(login="aigul").one()
    assert root.post(f"/users/{user.id}", edited(user, is_active="")).status == 303
    assert coordinator.get("/password").location == "/login?next=/password&expired=1"
    form = {"login": "aigul", "password": PASSWORD}
    assert client.post("/login", form).status == 422
    db.session.refresh(user)
    assert root.post(f"/users/{user.id}", edited(user, is_active="y")).status == 303
    assert coordinator.get("/password").status == 303
    assert client.post("/login", form).status == 303


@pytest.mark.parametrize("change", [{"role": "coordinator"}, {"is_active": ""}])
def test_administrators_cannot_shut_themselves_out(login, change) -> None:
    browser = in_english(login(Role.ADMINISTRATOR, login="root"))
    user = db.session.query(User).filter_by(login="root").one()
    answer = browser.post(f"/users/{user.id}", edited(user, **change))
    assert (answer.status, errors(answer)) == (
        422, ["You cannot disable your own account or change its role: ask another administrator"],
    )  # fmt: skip
    assert browser.get("/users").status == 200
    assert browser.post(f"/users/{user.id}", edited(user, name="Root")).status == 303


@pytest.mark.parametrize("version", ["1", "x"])
def test_change_that_was_overtaken_is_refused_and_says_what_to_do(login, factory, version) -> None:
    user = factory.user(login="aigul", name="Айгүл")
    root = in_english(login(Role.ADMINISTRATOR, login="root"))
    assert root.post(f"/users/{user.id}", edited(user, name="First", version="1")).status == 303
    answer = root.post(f"/users/{user.id}", edited(user, name="Second", version=version))
    (objection,) = errors(answer)
    assert (answer.status, account("aigul")["name"]) == (422, "First")
    assert objection.startswith("root changed this record at ")
    assert objection.endswith("Choose which of the two stays and save again.")
    assert answer.page.xpath("//input[@name='name']/@value") == ["Second"]
    again = answer.page.xpath("//input[@name='version']/@value")
    assert root.post(f"/users/{user.id}", edited(user, name="Second", version=again[0])).status == 303
    assert account("aigul")["name"] == "Second"


def test_administrator_of_a_region_manages_its_accounts_only(login, factory) -> None:
    here, there = factory.district("113200000"), factory.district("113400000")
    region = factory.region("150000000", name_ru="Актюбинская область")
    mine, foreign = (
        factory.user(login="mine", path=here.path),
        factory.user(login="foreign", path=region.path),
    )
    above = factory.user(login="above")
    browser = in_english(login(Role.ADMINISTRATOR, path="110000000/", login="root"))
    assert listed(browser.get("/users")) == ["mine", "root"]
    assert [browser.get(f"/users/{user.id}").status for user in (mine, foreign, above)] == [200, 404, 404]
    assert browser.post(f"/users/{foreign.id}/setup-link").status == 404
    assert browser.post(f"/users/{mine.id}", edited(mine, kato=there.kato)).status == 303
    assert browser.post("/users/new", {**FORM, "kato": ""}).status == 403
    refused = browser.post("/users/new", {**FORM, "kato": region.kato})
    assert errors(refused) == [
        "There is no territory with the code 150000000: take it from the territory pages"
    ]


def test_a_one_time_link_does_not_outlive_a_changed_password(app, login) -> None:
    root, owner = in_english(login(Role.ADMINISTRATOR)), login(Role.TRAINER, login="aigul")
    user = db.session.query(User).filter_by(login="aigul").one()
    page = root.post(f"/users/{user.id}/setup-link").words
    path = re.search(r"/setup/[\w-]{43}", page)[0]
    assert Browser(app).get(path).status == 200
    new = "a long good phrase"
    form = {"old_password": PASSWORD, "password": new, "password_again": new}
    assert owner.post("/password", form).status == 303
    assert Browser(app).get(path).status == 404
    form = {"password": "another good phrase", "password_again": "another good phrase"}
    assert Browser(app).post(path, form).status == 404
    assert Browser(app).post("/login", {"login": "aigul", "password": new}).status == 303
