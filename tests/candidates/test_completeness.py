"""What a dossier needs: each thing counts the same, and what is missing is named."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.accounts.access import Role
from elections.candidates.completeness import ON_THE_DOSSIER, Completeness, Part, completeness_of
from elections.candidates.registration import Document, Nomination, Status, required_documents
from elections.candidates.words import PART_LABELS
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import hand_in_all
from tests.factories import Factory

LogIn = Callable[..., Browser]


@pytest.mark.parametrize(
    ("nomination", "of"), [(Nomination.PARTY, 19), (Nomination.SELF, 17), (Nomination.AKIM, 17)]
)
def test_list_is_the_eleven_parts_and_the_documents_of_the_nomination(
    nomination: Nomination, of: int
) -> None:
    empty = completeness_of(nomination, (), ())
    whole = completeness_of(nomination, set(Part), set(Document))

    assert empty == Completeness(0, of, tuple(Part), required_documents(nomination))
    assert (whole, whole.is_whole, empty.is_whole) == (Completeness(of, of, (), ()), True, False)


def test_some_are_there() -> None:
    found = completeness_of(
        Nomination.SELF, {Part.PHONE, Part.SEX, Part.IIN}, {Document.DEPOSIT, Document.MINUTES_EXTRACT}
    )

    assert (found.have, found.of, Part.PHONE in found.missing) == (4, 17, False)
    assert Document.DEPOSIT not in found.missing_documents


@given(st.sampled_from(Nomination), st.sets(st.sampled_from(Part)), st.sets(st.sampled_from(Document)))
def test_what_is_there_and_what_is_missing_make_the_whole(
    nomination: Nomination, parts: set[Part], documents: set[Document]
) -> None:
    found = completeness_of(nomination, parts, documents)

    assert found.have + len(found.missing) + len(found.missing_documents) == found.of
    assert set(found.missing).isdisjoint(parts)
    assert set(found.missing_documents).isdisjoint(documents)
    assert found.is_whole == (not found.missing and not found.missing_documents)


def test_every_part_has_its_words_and_its_place() -> None:
    assert set(PART_LABELS) == set(Part)
    assert {Part.PHOTO, Part.CONSENT} == ON_THE_DOSSIER


def links(answer: Answer) -> dict[str, str]:
    """Returns where each missing thing of the dossier leads to, by its words."""
    found = answer.page.xpath("//*[@id='completeness']/following::ul[1]//a")
    return {one.text: one.get("href") for one in found}


def test_every_missing_thing_leads_to_where_it_is_added(factory: Factory, login: LogIn) -> None:
    person = factory.person(born_on=None, birth_year=None, sex=None)
    candidate = factory.candidate(person=person, status=Status.DOCUMENTS)
    browser, url = login(), f"/candidates/{candidate.id}"

    page = browser.get(url)
    found = links(page)
    form = browser.get(f"{url}/edit").page

    assert len(found) == 19
    here = [one.removeprefix("#") for one in found.values() if one.startswith("#")]
    there = [one.removeprefix(f"{url}/edit#") for one in found.values() if one.startswith(f"{url}/edit#")]
    assert (len(here), len(there)) == (10, 9)
    assert [one for one in here if not page.page.xpath(f"//*[@id='{one}']")] == []
    assert [one for one in there if not form.xpath(f"//main//*[@id='{one}' and @name='{one}']")] == []


def test_dossier_is_filled_until_nothing_is_missing(factory: Factory, login: LogIn) -> None:
    person = factory.person(phone="+7 701", address="ул. Абая", iin_masked="7910••••••28")
    texts = dict.fromkeys(("education", "occupation", "workplace", "biography"), "есть")
    candidate = factory.candidate(person=person, **texts)
    browser, url = login(), f"/candidates/{candidate.id}"

    def bar() -> tuple[list[str], list[str]]:
        page = browser.get(url).page
        return page.xpath("//progress/@value"), page.xpath("//progress/@max")

    hand_in_all(candidate)
    before = bar()
    factory.consent(candidate)
    factory.scan(candidate, document=None)

    assert (before, bar()) == ((["17"], ["19"]), (["19"], ["19"]))
    assert links(browser.get(url)) == {}


def test_who_may_not_change_a_dossier_sees_what_is_missing_without_links(
    factory: Factory, login: LogIn
) -> None:
    page = login(Role.OBSERVER).get(f"/candidates/{factory.candidate().id}")

    listed = page.page.xpath("//*[@id='completeness']/following::ul[1]/li")
    assert (len(listed), links(page)) == (17, {})


def test_rivals_are_not_asked_for_a_dossier(factory: Factory, login: LogIn) -> None:
    page = login().get(f"/candidates/{factory.candidate(own=False).id}").page

    assert (page.xpath("//progress"), page.xpath("//*[@id='completeness']")) == ([], [])
