"""Headquarters: opened once per territory, with members of one headquarters at a time."""

from elections.accounts.access import Role

MEMBER = {
    "surname": "Оспанова", "given_name": "Әсел", "patronymic": "", "iin": "", "phone": "", "role": "head",
    "since_on": "2021-06-26",
}  # fmt: skip


def test_headquarters_is_opened_once_and_gets_a_head(factory, login) -> None:
    factory.election()
    district = factory.district()
    browser = login(Role.COORDINATOR)
    form = {"kato": district.kato, "address": "Абай к., 1", "phone": "+7 700", "opening_hours": "9–18"}
    saved = browser.post("/headquarters/new", form)
    assert saved.status == 303
    again = browser.post("/headquarters/new", form)
    assert (again.status, "headquarters" in again.text) == (422, True)
    assert browser.post(f"{saved.location}/members/new", MEMBER).status == 303
    assert "Оспанова Әсел" in browser.get(saved.location).words
    second = browser.post(f"{saved.location}/members/new", {**MEMBER, "surname": "Бекова"})
    assert second.status == 422
    assert browser.post("/members/1/end").status == 303
    assert browser.post(f"{saved.location}/members/new", {**MEMBER, "surname": "Бекова"}).status == 303


def test_foreign_headquarters_is_not_found_and_observers_do_not_write(factory, login) -> None:
    factory.election()
    here, there = factory.district(), factory.district("113400000")
    office = factory.headquarters(there.path)
    assert login(Role.HQ_STAFF, here.path).get(f"/headquarters/{office.id}").status == 404
    observer = login(Role.OBSERVER)
    assert observer.get("/headquarters").status == 200
    assert observer.post("/headquarters/new", {"kato": here.kato}).status == 403
