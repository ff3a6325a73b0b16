"""Platforms in the import wizard: shown, carried out, taken back, each clerk in their own territory."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.imports.changes import RowState
from elections.platforms.models import Pledge
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Browser
from tests.candidates.dossiers import last_event
from tests.factories import Factory
from tests.imports.lists import Clerk, counts
from tests.platforms.programmes import NAME, PLEDGE, platforms, row_of

LogIn = Callable[..., Browser]


@pytest.fixture
def candidate(factory: Factory) -> Candidate:
    return factory.candidate(person=factory.person(**NAME))


@pytest.fixture
def clerk(login: LogIn) -> Clerk:
    return Clerk(login(Role.HQ_STAFF))


def test_wizard_shows_applies_and_takes_back(clerk: Clerk, factory: Factory, candidate: Candidate) -> None:
    platform = factory.platform(candidate, title_ru="Село", text_ru="Вода")
    pledge = factory.pledge(platform)
    other = factory.candidate()
    rows = [
        row_of(candidate, **dict.fromkeys(PLEDGE), **{"№ обязательства": pledge.id})
        | {"Стоимость, тенге": 7},
        row_of(candidate, **{"Название на русском": "Другое"}),
        row_of(other, **{"Село": "А"}),
        row_of(other, **{"Село": "Б", "Название на русском": "Новое"}),
    ]

    batch = clerk.send_rows(rows, kind="platforms")
    assert counts(batch) == {RowState.CHANGED: 1, RowState.NEW: 3}
    clerk.apply(batch)
    assert [(one.title_ru, [each.cost_kzt for each in one.pledges]) for one in platforms()] == [
        ("Другое", [7, 25_000_000]), ("Новое", [25_000_000, 25_000_000]),
    ]  # fmt: skip

    clerk.undo(batch)

    assert [(one.title_ru, one.text_ru, [each.cost_kzt for each in one.pledges]) for one in platforms()] == [
        ("Село", "Вода", [25_000_000])
    ]
    assert db.session.query(Pledge).one().due_on == date(2023, 9, 1)
    assert last_event("platform")["action"] == "platform.import_undone"


@pytest.mark.parametrize("deed", ["text", "pledge", "submitted", "new pledge", "imprint"])
def test_what_was_worked_on_since_is_not_taken_back(
    clerk: Clerk, factory: Factory, candidate: Candidate, deed: str
) -> None:
    batch = clerk.send_rows([row_of(candidate)], kind="platforms")
    clerk.apply(batch)
    platform = platforms()[0]
    if deed == "new pledge":
        factory.pledge(platform)
    elif deed == "imprint":
        factory.imprint(platform)
    else:
        with transaction():
            if deed == "text":
                platform.title_ru = "Село"
            elif deed == "pledge":
                platform.pledges[0].place = "Ащысай"
            else:
                platform.status = PlatformStatus.SUBMITTED

    clerk.undo(batch)

    assert len(platforms()) == 1
    assert len(platforms()[0].pledges) == 1 + (deed == "new pledge")


def test_row_left_out_of_the_wizard_leaves_its_texts_to_the_others(
    clerk: Clerk, candidate: Candidate
) -> None:
    rows = [
        row_of(candidate, **{"Название на русском": "Село", "Село": "А"}),
        row_of(candidate, **{"Село": "Б"}),
    ]
    batch = clerk.send_rows(rows, kind="platforms")
    clerk.press(batch, "rows", shown=["2"], wanted=[])

    clerk.apply(batch)

    assert [(one.title_ru, [each.place for each in one.pledges]) for one in platforms()] == [("Село", ["Б"])]


def test_clerk_imports_into_their_own_territory_alone(
    login: LogIn, factory: Factory, candidate: Candidate
) -> None:
    clerk = Clerk(login(Role.HQ_STAFF, path="990000000/"))

    batch = clerk.send_rows([row_of(candidate)], kind="platforms")

    assert counts(batch) == {RowState.REFUSED: 1}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINER])
def test_roles_that_write_no_platforms_import_none(login: LogIn, role: Role) -> None:
    page = login(role).get("/imports/new", lang="en").page

    assert "platforms" not in page.xpath("//select[@id='kind']//option/@value")
