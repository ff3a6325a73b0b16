"""A person's name in what others wrote: found in any order, shortened, inflected; others' names stay."""

from datetime import date

import pytest
import sqlalchemy as sa

from elections.database import db, transaction
from elections.platforms.models import Pledge
from elections.platforms.review_models import PlatformSubmission
from elections.privacy.naming import name_pattern, without_names
from tests.browsing import Browser
from tests.factories import Factory
from tests.privacy.test_pages import ERASE, admin, set_clock

__all__ = ["admin"]


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Тестова Әсел Мұратқызы", "№ 5"),
        ("кандидат Тестова Асель Муратқызы, тел.", "кандидат № 5, тел."),
        ("спросить Асель Тестову", "спросить № 5"),
        ("ТЕСТОВА А.М. и А. М. Тестовой", "№ 5 и № 5"),
        ("А.Тестова; Тестова, А.", "№ 5; № 5"),
        ("Әсел Тестованың есебі", "№ 5 есебі"),
        ("Тестова Гульнар, Тестова Г.М., Асель Иванова", None),
        ("улица Тестова, а потом направо", None),
        ("протестова Асель", None),
    ],
)
def test_name_is_found_however_it_is_written_and_others_are_left(told: str, left: str | None) -> None:
    pattern = name_pattern("Тестова", "Әсел", "Мұратқызы")
    assert pattern is not None

    assert without_names({"a": [told, 3]}, (pattern,), "№ 5") == {"a": [left or told, 3]}


def test_name_without_a_patronymic_and_a_surname_that_is_an_adjective_are_found() -> None:
    pattern = name_pattern("Тестовский", "Болат")
    assert pattern is not None

    told = "От Тестовского Болата, Б. Тестовскому; Тестовский Б. Е."
    assert without_names(told, (pattern,), "№ 5") == "От № 5, № 5; № 5 Е."


def test_surname_alone_is_not_searched() -> None:
    assert name_pattern("Тестова", "") is name_pattern("№ 5", "—") is None


def test_erased_name_leaves_pledges_imprints_tasks_and_what_was_submitted(
    factory: Factory, admin: Browser
) -> None:
    person = factory.person(surname="Тестова", given_name="Асель", patronymic="Муратовна")
    candidate = factory.candidate(person=person)
    platform = factory.platform(candidate, text_ru="Я, Асель Тестова, обещаю")
    pledge = factory.pledge(
        platform, responsible="Тестова Асель Муратовна, аким", responsible_kk="А.М. Тестова"
    )
    other = factory.pledge(responsible="Тестова Асель Муратовна")
    imprint = factory.imprint(platform, ordered_by="кандидат Тестова А. М.")
    task = factory.task(candidate.contest, note="Позвонить Асель Тестовой")
    with transaction():
        row = PlatformSubmission(
            platform_id=platform.id, path=platform.path, number=1, texts={"text_ru": "Тестова А.М."},
            pledges=[{"responsible": "Тестова Асель"}], login="hq", at=task.due_at,
        )  # fmt: skip
        db.session.add(row)
    set_clock(date(2021, 12, 1))
    number = f"№ {person.id}"

    page = admin.get(f"/erasures/{person.id}").words
    answer = admin.post(f"/erasures/{person.id}", {**ERASE, "version": str(person.version)})

    assert "Опубликованные справки, Учётные записи" in page
    assert answer.status == 303
    db.session.rollback()
    db.session.expire_all()
    assert (pledge.responsible, pledge.responsible_kk) == (f"{number}, аким", number)
    assert (platform.text_ru, imprint.ordered_by) == (f"Я, {number}, обещаю", f"кандидат {number}")
    assert (task.note, row.texts, row.pledges) == (
        f"Позвонить {number}", {"text_ru": number}, [{"responsible": number}],
    )  # fmt: skip
    told = list(db.session.scalars(sa.select(Pledge.responsible).where(Pledge.id == other.id)))
    assert told == ["Тестова Асель Муратовна"]  # a pledge of another candidate tells of somebody else
