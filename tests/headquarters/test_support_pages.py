"""Support on pages: asked for, sent, received, each step by an account; what is late and short; sums by region and sort."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.errors import Forbidden, Refused, Stale
from elections.headquarters.models import Headquarters, Support, SupportKind, SupportState
from elections.headquarters.support_actions import request_support, take_step
from elections.headquarters.support_rules import Step
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
REGION = "110000000/"
HOME, OTHER = f"{REGION}113200000/", "150000000/153200000/"
STAFF = Actor(None, "gulnar", Role.HQ_STAFF, HOME)
DAY = date(2021, 7, 1)
LIST_QUERIES = 9
FORM = {
    "kind": "material",
    "what": "Листовки",
    "quantity": "1 200",
    "unit": "шт.",
    "cost_kzt": "36 000",
    "on": "2021-07-01",
}


def item(office: Headquarters, **changes: object) -> Support:
    values = {
        "headquarters_id": office.id, "path": office.path, "kind": SupportKind.MATERIAL, "what": "Листовки",
        "quantity": 100, "requested_on": date(2021, 6, 26), "requested_by": "gulnar",
    }  # fmt: skip
    with transaction():
        made = Support(**{**values, **changes})
        db.session.add(made)
    return made


def sent(office: Headquarters, day: date, **changes: object) -> Support:
    return item(office, state=SupportState.SENT, sent_on=day, sent_quantity=80, sent_by="centre", **changes)


def test_support_goes_from_request_to_receipt_and_says_what_is_missing(
    factory: Factory, login: LogIn
) -> None:
    office = factory.headquarters(HOME)
    browser = login(Role.HQ_STAFF, HOME, login="gulnar")

    asked = browser.post(f"/headquarters/{office.id}/support/new", FORM)
    url = asked.location
    steps = [
        browser.post(f"{url}/{step}", {"version": str(version), "on": day, "quantity": number})
        for version, step, day, number in (
            (1, "received", "2021-07-02", "1200"), (1, "sent", "2021-07-02", "1 000"),
            (2, "received", "2021-07-03", "1001"), (2, "received", "2021-07-03", "990"),
        )
    ]  # fmt: skip
    shown = browser.get(url).words.replace("\u202f", " ")

    assert [one.status for one in (asked, *steps)] == [303, 422, 303, 422, 303]
    assert ("36 000" in shown, "990" in shown, "10" in shown, shown.count("gulnar") >= 3) == (True,) * 4
    db.session.rollback()
    made = db.session.query(Support).one()
    assert (made.state, made.sent_quantity, made.received_quantity) == (SupportState.RECEIVED, 1000, 990)
    assert (made.requested_by, made.sent_by, made.received_by) == ("gulnar",) * 3
    told = [one.action for one in db.session.query(AuditEvent).filter_by(subject_kind="support_item")]
    assert told == ["support.requested", "support.sent", "support.received"]


@pytest.mark.parametrize("step", ["refused", "cancelled"])
def test_support_is_refused_or_cancelled_with_a_reason(factory: Factory, login: LogIn, step: str) -> None:
    made = item(factory.headquarters(HOME))
    browser, url = login(Role.HQ_STAFF, HOME), f"/headquarters/support/{made.id}"
    form = {"version": "1", "on": "2021-07-02", "reason": ""}

    silent = browser.post(f"{url}/{step}", form)
    said = browser.post(f"{url}/{step}", {**form, "reason": "Нет на складе"})

    page = browser.get(url)
    assert (silent.status, said.status) == (422, 303)
    assert ("Нет на складе" in page.words, page.page.xpath("//main//a[contains(@class, 'button')]")) == (
        True,
        [],
    )


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"what": " ", "quantity": ""}, ["what", "quantity"]),
        ({"quantity": "0"}, ["quantity"]),
        ({"quantity": "много", "cost_kzt": "12,5"}, ["quantity", "cost_kzt"]),
        ({"quantity": "0", "on": "2021-07-06"}, ["quantity", "on"]),
        ({"what": "", "quantity": "0", "on": "2021-07-06"}, ["what", "quantity", "on"]),
        ({"quantity": "много", "on": "2021-07-06"}, ["quantity", "on"]),
    ],
)
def test_refused_request_keeps_what_was_typed(
    factory: Factory, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    office = factory.headquarters(HOME)

    answer = login(Role.HQ_STAFF, HOME).post(f"/headquarters/{office.id}/support/new", {**FORM, **changes})

    lines = answer.page.xpath("//*[@role='alert']//li/a/@href")
    assert (answer.status, [one.removeprefix("#") for one in lines]) == (422, fields)
    assert answer.page.xpath("//input[@name='unit']/@value") == ["шт."]
    assert db.session.query(Support).count() == 0


def test_list_shows_what_is_late_and_sums_by_region_and_sort(factory: Factory, login: LogIn) -> None:
    home, other = factory.headquarters(HOME), factory.headquarters(OTHER)
    factory.region("110000000")
    sent(home, date(2021, 6, 29), what="Плакаты", cost_kzt=500)
    sent(home, date(2021, 6, 30), what="Буклеты", cost_kzt=100)
    item(other, what="Встреча", kind=SupportKind.ORGANISATIONAL)
    item(home, what="Баннер", state=SupportState.REFUSED, ended_on=DAY, reason="нет", cost_kzt=7)
    browser = login(Role.OBSERVER)

    def rows(**query: str) -> list[str]:
        page = browser.get("/headquarters/support", **query).page
        return page.xpath("(//table)[last()]//tbody/tr/td[1]/a/text()")

    assert rows() == ["Плакаты", "Буклеты", "Встреча", "Баннер"]
    assert rows(state="late") == ["Плакаты"]
    assert rows(state="late", days="4") == ["Плакаты", "Буклеты"]
    assert [rows(state="refused"), rows(kind="organisational"), rows(path=HOME, search="плак")] == [
        ["Баннер"], ["Встреча"], ["Плакаты"],
    ]  # fmt: skip
    sums = browser.get("/headquarters/support").page.xpath("(//table)[1]//tbody/tr")
    assert [[one.text_content() for one in row.xpath("td")][1:] for row in sums] == [
        ["3", "0", "2", "0", "1", "0", "600"], ["1", "1", "0", "0", "0", "0", "0"],
        ["4", "1", "2", "0", "1", "0", "600"],
    ]  # fmt: skip


def test_each_region_has_its_own_total(factory: Factory, login: LogIn) -> None:
    home, far = factory.headquarters(HOME), factory.headquarters("150000000/153200000/")
    sent(home, DAY, cost_kzt=500)
    item(home, kind=SupportKind.ORGANISATIONAL, cost_kzt=20)
    item(far, kind=SupportKind.ORGANISATIONAL, cost_kzt=3)

    sums = login(Role.OBSERVER).get("/headquarters/support").page.xpath("(//table)[1]//tbody/tr")

    costs = [row.xpath("td")[-1].text for row in sums]
    assert [cost for row, cost in zip(sums, costs, strict=True) if row.get("class")] == ["520", "523"]
    assert sorted(costs, key=int) == ["3", "20", "500", "520", "523"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_makes_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    for at in range(number):
        sent(factory.headquarters(f"{HOME}11323{at}100/"), DAY)
    browser = login(Role.HQ_STAFF, HOME)

    with counting_queries() as made:
        page = browser.get("/headquarters/support")

    assert (len(page.page.xpath("(//table)[last()]//tbody/tr")), len(made)) == (number, LIST_QUERIES)


def test_steps_are_taken_where_one_may_and_by_who_saw_the_last(factory: Factory) -> None:
    office, made = factory.headquarters(HOME), item(factory.headquarters(f"{HOME}113232100/"))
    step = Step(SupportState.SENT, DAY, 5)
    for actor in (Actor(None, "x", Role.OBSERVER, ""), Actor(None, "x", Role.COORDINATOR, OTHER)):
        with pytest.raises(Forbidden), transaction():
            take_step(actor, made, 1, step)
        with pytest.raises(Forbidden), transaction():
            request_support(actor, office, SupportKind.MATERIAL, "x", 1, on=DAY)
    with pytest.raises(Stale), transaction():
        take_step(STAFF, made, 2, step)
    with transaction():
        db.session.merge(office).closed_on = DAY
    with pytest.raises(Refused) as refused, transaction():
        request_support(STAFF, office, SupportKind.MATERIAL, "x", 1, on=DAY)

    assert [one.code for one in refused.value.objections] == ["headquarters.closed_already"]


def test_foreign_support_is_not_found(factory: Factory, login: LogIn) -> None:
    made = item(factory.headquarters(OTHER))
    browser = login(Role.HQ_STAFF, HOME)

    found = [browser.get(f"/headquarters/support/{made.id}{end}").status for end in ("", "/sent")]
    own = item(factory.headquarters(HOME))

    assert found == [404, 404]
    assert browser.get(f"/headquarters/support/{own.id}/burnt").status == 404
