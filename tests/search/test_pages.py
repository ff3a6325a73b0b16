"""The search box, an IIN that is looked up and logged, and lists saved under a name with a link."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.accounts.queries import SYSTEM
from elections.audit.models import AuditEvent
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.errors import Forbidden
from elections.people.actions import create_person
from elections.search.actions import look_up, remove_view, save_view
from elections.search.models import SavedView
from tests.browsing import Answer, Browser
from tests.factories import Factory

LogIn = Callable[..., Browser]
IIN = "850301300127"
HOME, OTHER = "110000000/113200000/", "110000000/113400000/"


def logged(action: str) -> list[tuple[str, str, int | None]]:
    """Returns (who, whom, the subject's number) of each event of that kind."""
    db.session.rollback()
    rows = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
    )
    return [(row.actor_login, row.subject_label, row.subject_id) for row in rows]


def headings(answer: Answer) -> list[str]:
    return [one.text_content() for one in answer.page.xpath("//main//h2")]


def found(answer: Answer) -> list[str]:
    return [" ".join(one.text_content().split()) for one in answer.page.xpath("//main//tbody/tr/td[a][1]")]


@pytest.fixture
def azatov(factory: Factory) -> Candidate:
    """A candidate of a district, known by IIN."""
    with transaction():
        person = create_person(
            SYSTEM, {"surname": "Азатов", "given_name": "Берік", "patronymic": "", "iin": IIN, "phone": "+7 701 123 45 67"}
        )  # fmt: skip
    return factory.candidate(factory.contest(factory.constituency(factory.district())), person)


def test_box_is_on_every_page_and_finds_in_any_spelling(azatov: Candidate, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    box = browser.get("/candidates", lang="en").page.xpath("//header//form[@role='search']")[0]
    assert (box.get("action"), box.get("method", "get")) == ("/search", "get")

    answers = [browser.get("/search", q=typed) for typed in ("Azatov", "азатов бер", "8 701 123-45-67")]

    assert [found(answer) for answer in answers] == [["Азатов Берік"]] * 3
    assert answers[0].page.xpath("//main//tbody//a/@href")[0] == f"/candidates/{azatov.id}"
    assert headings(answers[0]) == ["Candidates"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Type at least two letters"), ("а", "Type at least two letters"), ("Жоков", "Nothing was found"),
        ("%%", "Type at least two letters"), ("<b>", "Type at least two letters"), ("жа" * 450, "Nothing was found"),
    ],
)  # fmt: skip
def test_page_says_why_nothing_is_shown(azatov: Candidate, login: LogIn, typed: str, told: str) -> None:
    answer = login(Role.OBSERVER).get("/search", q=typed, lang="en")

    assert (answer.status, told in answer.words, found(answer)) == (200, True, [])


def test_more_than_a_few_are_shown_by_kind_and_by_page(factory: Factory, login: LogIn) -> None:
    contests = [factory.contest() for _ in range(51)]
    for one in contests:
        factory.candidate(one, factory.person(surname="Азатов"), own=False)
    browser = login(Role.OBSERVER)

    few = browser.get("/search", q="азатов", lang="en")
    link = few.page.xpath("//main//p/a[contains(., '51')]/@href")[0]
    all_of_them = browser.get(link)
    last = browser.get(all_of_them.page.xpath("//a[@rel='next']/@href")[0])

    assert [len(found(answer)) for answer in (few, all_of_them, last)] == [8, 50, 1]


def test_foreign_people_and_places_are_not_found(azatov: Candidate, factory: Factory, login: LogIn) -> None:
    factory.district("113400000")
    browser = login(Role.HQ_STAFF, OTHER)

    assert found(browser.get("/search", q="Азатов")) == []
    assert found(browser.get("/search", person=str(azatov.person_id))) == []
    assert found(browser.get("/search", q=azatov.contest.constituency.kato)) == []


def test_nobody_searches_without_an_account(client: Browser) -> None:
    assert client.get("/search", q="азатов").location.startswith("/login")
    assert client.post("/search", {"q": IIN}).location.startswith("/login")


def test_iin_is_looked_up_by_post_and_logged(azatov: Candidate, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF, login="clerk")

    answer = browser.post("/search", {"q": "850301 300127"})

    assert (answer.status, answer.location) == (303, f"/search?person={azatov.person_id}")
    assert found(browser.follow(answer)) == ["Азатов Берік"]
    assert logged("person.looked_up") == [("clerk", "Азатов Берік", azatov.person_id)]


def test_iin_in_an_address_is_not_looked_up_but_offered(azatov: Candidate, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)

    answer = browser.get("/search", q=IIN, lang="en")
    form = answer.page.xpath("//main//form[@method='post']")[0]
    looked = browser.post(form.action, dict(form.fields))

    assert (found(answer), form.action) == ([], "/search")
    assert IIN not in answer.page.findtext(".//title") + answer.page.findtext(".//h1")
    assert found(browser.follow(looked)) == ["Азатов Берік"]


@pytest.mark.parametrize("typed", ["850301300135", "850301300128"])
def test_unknown_iin_and_one_of_another_territory_are_told_alike(
    azatov: Candidate, factory: Factory, login: LogIn, typed: str
) -> None:
    factory.district("113400000")
    browser = login(Role.HQ_STAFF, OTHER, login="clerk")
    browser.get("/candidates", lang="en")

    told = [browser.follow(browser.post("/search", {"q": iin})).words for iin in (typed, IIN)]

    assert ["Nobody in your territory has this IIN" in words for words in told] == [True, True]
    assert logged("person.looked_up") == [
        ("clerk", f"8503••••••{typed[-2:]}", None),
        ("clerk", "8503••••••27", None),
    ]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TRAINER, Role.ADMINISTRATOR])
def test_who_may_not_edit_candidates_looks_up_no_iin(azatov: Candidate, login: LogIn, role: Role) -> None:
    browser = login(role)

    shown = browser.get("/search", q=IIN, lang="en")

    assert ("those alone who may change candidates" in shown.words, shown.page.xpath("//main//button")) == (
        True,
        [],
    )
    assert browser.post("/search", {"q": IIN}).status == 403
    assert logged("person.looked_up") == []


def test_action_itself_refuses_to_look_up(azatov: Candidate) -> None:
    with pytest.raises(Forbidden), transaction():
        look_up(Actor(1, "observer", Role.OBSERVER, ""), IIN)


def test_other_words_sent_by_post_are_searched_for(azatov: Candidate, login: LogIn) -> None:
    browser = login(Role.OBSERVER)

    answer = browser.post("/search", {"q": "Азатов"})

    assert (answer.status, found(browser.follow(answer))) == (303, ["Азатов Берік"])
    assert logged("person.looked_up") == []


# --- lists saved under a name ----------------------------------------------------------------------------------------


QUERY = "search=аза&status=filed&sort=constituency"


def save(browser: Browser, name: str = "Поданные", query: str = QUERY, **changes: str) -> Answer:
    return browser.post(f"/search/views/new?{query}", {"name": name, **changes})


def views() -> list[tuple[str, str, dict[str, str], bool]]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(SavedView).order_by(SavedView.id))
    return [(row.owner_login, row.name, row.filters, row.is_shared) for row in rows]


def offered(browser: Browser) -> list[str]:
    links = browser.get("/candidates", lang="en").page.xpath("//*[@aria-labelledby='saved-lists']//a")
    return [one.text_content() for one in links]


def test_list_is_saved_under_a_name_and_its_link_opens_the_same(factory: Factory, login: LogIn) -> None:
    for surname, status in (
        ("Азатов", Status.FILED),
        ("Азатова", Status.REGISTERED),
        ("Бекова", Status.FILED),
    ):
        factory.candidate(person=factory.person(surname=surname), own=False, status=status)
    browser = login(Role.HQ_STAFF, login="clerk")
    browser.get("/candidates", lang="en")
    listed = browser.get(f"/candidates?{QUERY}")
    url = next(one for one in listed.page.xpath("//main//a/@href") if one.startswith("/search/views/new?"))

    saved = browser.post(url, {"name": " Поданные "})
    opened = browser.get("/search/views/1")

    assert views() == [
        ("clerk", "Поданные", {"search": "аза", "status": "filed", "sort": "constituency"}, False)
    ]
    assert (saved.status, opened.status, saved.location) == (303, 303, opened.location)
    assert found(browser.follow(opened)) == found(listed)
    assert [one.split()[0] for one in found(listed)] == ["Азатов"]
    assert (offered(browser), logged("view.saved")) == (["Поданные"], [("clerk", "Поданные", 1)])


@pytest.mark.parametrize(("name", "told"), [("", "name"), ("  ", "name"), ("х" * 121, "name")])
def test_list_without_a_name_is_not_saved(factory: Factory, login: LogIn, name: str, told: str) -> None:
    factory.election()

    answer = save(login(Role.HQ_STAFF), name)

    assert (answer.status, answer.page.xpath("//*[@role='alert']//a/@href")) == (422, [f"#{told}"])
    assert views() == []


def test_name_is_ones_own_once(factory: Factory, login: LogIn) -> None:
    factory.election()
    one, other = login(Role.HQ_STAFF, login="one"), login(Role.HQ_STAFF, login="other")

    answers = [save(one), save(one, query="status=refused"), save(other)]

    assert [answer.status for answer in answers] == [303, 422, 303]
    assert answers[1].page.xpath("//*[@role='alert']//a/@href") == ["#name"]
    assert [view[:2] for view in views()] == [("one", "Поданные"), ("other", "Поданные")]


def test_own_list_is_ones_own_and_a_shared_one_is_everybodys_who_works_there(
    factory: Factory, login: LogIn
) -> None:
    factory.election()
    owner = login(Role.HQ_STAFF, HOME, login="owner")
    save(owner, "Свои")
    save(owner, "Общие", is_shared="y")

    above, beside = login(Role.COORDINATOR, login="above"), login(Role.HQ_STAFF, OTHER, login="beside")

    assert [offered(one) for one in (owner, above, beside)] == [["Общие", "Свои"], ["Общие"], []]
    assert [above.get(f"/search/views/{number}").status for number in (1, 2)] == [404, 303]
    assert [beside.get(f"/search/views/{number}").status for number in (1, 2)] == [404, 404]


def test_list_is_removed_by_its_owner_alone(factory: Factory, login: LogIn) -> None:
    factory.election()
    owner, other = login(Role.HQ_STAFF, login="owner"), login(Role.COORDINATOR, login="other")
    save(owner, is_shared="y")

    refused = other.post("/search/views/1/removal")
    kept = views()
    removed = owner.post("/search/views/1/removal")

    assert (refused.status, len(kept)) == (403, 1)
    assert (removed.status, views(), logged("view.removed")) == (303, [], [("owner", "Поданные", 1)])
    assert owner.post("/search/views/1/removal").status == 404


def test_actions_themselves_ask_who_it_is(factory: Factory) -> None:
    nobody = Actor(None, "command line", Role.ADMINISTRATOR, "")
    view = SavedView(owner_id=factory.user().id, name="Поданные", filters={}, path="")

    with pytest.raises(Forbidden), transaction():
        save_view(nobody, "Поданные", {}, shared=True)
    with pytest.raises(Forbidden), transaction():
        remove_view(nobody, view)
