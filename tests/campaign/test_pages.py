"""The page of the election, its form with the law's checks, and the parties."""

from elections.accounts.access import Role
from elections.campaign.queries import NoElection, find_election, rules_of
from elections.campaign.views import no_election
from elections.database import db


def _form(page) -> dict[str, str]:
    form = next(form for form in page.forms if "name_ru" in form.fields)
    return dict(form.fields)


def test_election_shows_phase_and_next_step_in_the_regions_time(factory, login) -> None:
    factory.election()

    east = login(Role.OBSERVER, path="110000000/").get("/election", lang="en").words
    west = login(Role.OBSERVER, path="150000000/").get("/election", lang="en").words

    for words in (east, west):
        assert "Nomination of candidates" in words
        assert "Nomination closes, 09.07.2021 18:00" in words
    assert "UTC+6" in east
    assert "UTC+5" in west


def test_page_without_an_election_says_what_to_do(login) -> None:
    assert login(Role.OBSERVER).get("/election", lang="en").words.count("There is no election yet") > 0


def test_administrator_sets_the_election_up_and_changes_it(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    assert browser.post("/election").status == 303
    answers = _form(browser.get("/election/edit").page)

    answer = browser.post("/election/edit", {**answers, "target_percent": "75", "age_minimum": "30"})

    db.session.rollback()
    election = find_election()
    assert (answer.status, election.target_percent, rules_of(election).age_minimum) == (303, 75, 30)


def test_calendar_against_the_law_is_refused_and_answers_stay(factory, login) -> None:
    factory.election()
    browser = login(Role.ADMINISTRATOR)
    answers = _form(browser.get("/election/edit", lang="en").page)

    answer = browser.post("/election/edit", {**answers, "voting_on": "2021-09-25"})

    assert (answer.status, "92 days after the call" in answer.words, _form(answer.page)["voting_on"]) == (
        422, True, "2021-09-25",
    )  # fmt: skip


def test_second_clerk_does_not_overwrite_the_first(factory, login) -> None:
    factory.election()
    browser = login(Role.ADMINISTRATOR)
    answers = _form(browser.get("/election/edit").page)

    first = browser.post("/election/edit", {**answers, "target_percent": "70", "idempotency_key": "a"})
    second = browser.post("/election/edit", {**answers, "target_percent": "60", "idempotency_key": "b"})

    assert (first.status, second.status) == (303, 422)


def test_others_may_not_change_the_election(factory, login) -> None:
    factory.election()

    assert login(Role.COORDINATOR).get("/election/edit").status == 403


def test_an_administrator_of_a_district_gets_no_form_that_would_be_refused(factory, login) -> None:
    factory.election()
    party = find_election().own_party_id
    forms = ("/election/edit", "/parties/new", f"/parties/{party}/edit", "/protocols/rules/thresholds")
    district, nation = login(Role.ADMINISTRATOR, path="110000000/111000000/"), login(Role.ADMINISTRATOR)

    for url in forms:
        assert (district.get(url).status, district.post(url).status) == (403, 403)
        assert nation.get(url).status == 200
    for browser, shown in ((district, set()), (nation, set(forms))):
        pages = [browser.get(url).page for url in ("/election", "/parties", "/protocols/rules")]
        assert {link for page in pages for link in page.xpath("//main//a/@href")} & set(forms) == shown


def test_an_administrator_of_a_district_is_not_offered_to_set_the_election_up(login) -> None:
    button = "//form[@action='/election']"
    assert login(Role.ADMINISTRATOR, path="110000000/").get("/election").page.xpath(button) == []
    assert len(login(Role.ADMINISTRATOR).get("/election").page.xpath(button)) == 1


def test_parties_are_added_once(factory, login) -> None:
    browser = login(Role.ADMINISTRATOR)
    answers = {
        **_form(browser.get("/parties/new").page),
        "code": "ADAL",
        "name_ru": "АДАЛ",
        "name_kk": "АДАЛ",
    }

    first = browser.post("/parties/new", {**answers, "idempotency_key": "a"})
    second = browser.post("/parties/new", {**answers, "idempotency_key": "b"})

    assert (first.status, second.status) == (303, 422)
    assert "ADAL" in browser.get("/parties").words


def test_a_page_for_anyone_says_that_there_is_no_election(app, client) -> None:
    with app.test_request_context("/board"):
        page, status = no_election(NoElection())
    assert (status, 'action="/election"' in page) == (404, False)
