"""Platforms out to Excel and back: a row for each pledge, into drafts alone, everything wrong at once, and taken back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table
from elections.imports.report import Report
from elections.platforms.models import DemandWay, MoneySource, Sector
from elections.platforms.register_columns import COLUMNS
from elections.platforms.registers import LONGEST_CELL
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Browser
from tests.candidates.dossiers import last_event
from tests.conftest import SHARED_DATA
from tests.factories import Factory
from tests.imports.lists import iin_of
from tests.platforms.programmes import NAME, PLEDGE, load, platforms, row_of
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
TEXT = "Бірінші жол.\n\nҮшінші жол: әғқңөұүһі."
KEPT = {
    "sector": Sector.WATER, "what_kk": "Су құбырын тарту", "what_ru": "", "place": "Ақкөл", "beneficiaries": 1250,
    "demand": "Сход", "demand_kk": "Жиын", "demand_way": DemandWay.GATHERING, "demand_on": date(2021, 6, 12), "demand_people": 40, "indicator": "Труба", "indicator_kk": "Құбыр", "unit": "км", "unit_kk": "шақырым", "start_value": Decimal("2.5"), "goal_value": Decimal(14),
    "cost_kzt": 25_000_000, "money_source": MoneySource.LOCAL_BUDGET, "due_on": date(2023, 9, 1), "responsible": "Аким", "responsible_kk": "Әкім",
}  # fmt: skip


@pytest.fixture
def candidate(factory: Factory) -> Candidate:
    return factory.candidate(person=factory.person(**NAME))


def done(report: Report) -> tuple[int, int, int]:
    assert report.errors == [], report.to_json()
    return report.created, report.updated, report.unchanged


def faults(report: Report) -> list[tuple[int | None, str]]:
    assert (report.created, report.updated) == (0, 0)
    return [(one.row, one.objection.code) for one in report.errors]


def export(app: Flask, path: Path) -> list[list[Any]]:
    answer = app.test_cli_runner().invoke(args=["export", "platforms", str(path)])
    assert answer.exit_code == 0, answer.output
    return read_table(path)[0].rows


def test_draft_is_made_with_all_that_the_rows_say(candidate: Candidate) -> None:
    texts = {"Название на казахском": "Ауыл", "Программа на казахском": TEXT}
    rows = [row_of(candidate, **texts), row_of(candidate, **{"Что обещано на казахском": "Жол"})]

    assert done(load(rows)) == (2, 0, 0)

    platform = platforms()[0]
    assert (platform.candidate_id, platform.edition, platform.status) == (
        candidate.id,
        1,
        PlatformStatus.DRAFT,
    )
    assert (platform.title_kk, platform.text_kk, platform.title_ru) == ("Ауыл", TEXT, "")
    assert [one.what_kk for one in platform.pledges] == ["Су құбырын тарту", "Жол"]
    assert {name: getattr(platform.pledges[0], name) for name in KEPT} == KEPT
    assert done(load(rows)) == (0, 0, 2)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_export_comes_back_and_changes_nothing(
    app: Flask, factory: Factory, candidate: Candidate, tmp_path: Path, suffix: str
) -> None:
    load([row_of(candidate, **{"Название на русском": "=Село", "Программа на русском": TEXT})])
    namesake = factory.candidate(candidate.contest, factory.person(**NAME), own=False)
    ours = factory.platform(
        namesake, status=PlatformStatus.PUBLISHED, text_kk="Жол\r\n жол  \r\n", title_ru=""
    )
    for sector in Sector:
        factory.pledge(
            ours, sector=sector, what_ru=f"Дело {sector}", money_source=list(MoneySource)[len(sector) % 6]
        )
    factory.platform(
        status=PlatformStatus.SUBMITTED, title_kk="Міндеттемесіз", text_ru="а" * (LONGEST_CELL + 1)
    )
    vault = app.extensions["vault"]
    with transaction():
        for number, one in enumerate((candidate, namesake), start=1):
            iin = iin_of(number)
            one.person.iin_sealed, one.person.iin_index = vault.encrypt(iin), vault.blind_index(iin)
    path = tmp_path / f"platforms.{suffix}"

    rows = export(app, path)
    before = [(one.version, [each.version for each in one.pledges]) for one in platforms()]
    answer = app.test_cli_runner().invoke(args=["import", "platforms", str(path), "--json"])

    assert (answer.exit_code, len(rows)) == (0, 1 + 1 + len(Sector) + 1)
    assert f'"unchanged": {len(rows) - 1}' in answer.output
    assert [(one.version, [each.version for each in one.pledges]) for one in platforms()] == before


def test_iin_leaves_only_where_the_name_does_not_tell_who_is_meant(
    app: Flask, candidate: Candidate, tmp_path: Path
) -> None:
    with transaction():
        candidate.person.iin_sealed = app.extensions["vault"].encrypt(iin_of(1))
    load([row_of(candidate)])

    rows = export(app, tmp_path / "platforms.xlsx")

    assert dict(zip(rows[0], rows[1], strict=False))["iin"] is None


def test_cells_change_what_they_say_and_empty_ones_nothing(factory: Factory, candidate: Candidate) -> None:
    platform = factory.platform(candidate, title_kk="Ауыл", text_kk="Су")
    pledge = factory.pledge(platform, what_ru="Водопровод", what_kk="Су", demand="Сход")
    key = {
        "КАТО": candidate.contest.constituency.kato,
        "Фамилия": "өтегенұлы",
        "Имя": "ҒАЛЫМЖАН",
        "Отчество": "Қайратұлы",
    }
    row = {
        **key,
        "№ обязательства": pledge.id,
        "Стоимость, тенге": 30_000_000,
        "Название на казахском": "Ауылға су",
    }

    assert done(load([row])) == (0, 1, 0)

    changed = platforms()[0]
    assert (changed.title_kk, changed.text_kk) == ("Ауылға су", "Су")
    assert (changed.pledges[0].cost_kzt, changed.pledges[0].demand) == (30_000_000, "Сход")
    assert last_event("pledge")["action"] == "pledge.changed"


def test_pledge_without_its_number_is_known_by_its_words(candidate: Candidate) -> None:
    load([row_of(candidate)])

    assert done(load([row_of(candidate, **{"Показатель": "Ұзындығы"})])) == (0, 1, 0)
    assert [one.indicator for one in platforms()[0].pledges] == ["Ұзындығы"]


@pytest.mark.parametrize(
    "status", [PlatformStatus.SUBMITTED, PlatformStatus.APPROVED, PlatformStatus.PUBLISHED]
)
def test_what_is_no_draft_is_left_alone(
    factory: Factory, candidate: Candidate, status: PlatformStatus
) -> None:
    platform = factory.platform(candidate, status=status, title_ru="Село")
    factory.pledge(platform)

    report = load(
        [row_of(candidate), row_of(candidate, **{**dict.fromkeys(PLEDGE), "Название на русском": "Другое"})]
    )

    assert faults(report) == [(2, "platform.import_needs_a_draft"), (3, "platform.import_needs_a_draft")]
    assert platforms()[0].title_ru == "Село"
    same = {**dict.fromkeys(PLEDGE), "Название на русском": "Село"}
    assert done(load([row_of(candidate, **same)])) == (0, 0, 1)


def test_next_edition_is_made_of_rows_that_name_it(factory: Factory, candidate: Candidate) -> None:
    first = factory.platform(candidate, status=PlatformStatus.PUBLISHED)
    old = factory.pledge(first, what_ru="Старое")

    assert done(load([row_of(candidate, **{"Редакция": 2, "№ обязательства": old.id})])) == (1, 0, 0)

    assert [(one.edition, one.status, len(one.pledges)) for one in platforms()] == [
        (1, PlatformStatus.PUBLISHED, 1), (2, PlatformStatus.DRAFT, 1),
    ]  # fmt: skip
    assert faults(load([row_of(candidate, **{"Редакция": 3})])) == [(2, "platform.edition_open")]
    assert faults(load([row_of(candidate, **{"Редакция": 7})])) == [(2, "platform.edition_unknown")]


def test_everything_wrong_in_a_row_is_said_at_once(candidate: Candidate) -> None:
    bare = row_of(candidate, **{**dict.fromkeys(PLEDGE), "Село": "Ақкөл"})
    wrong = {
        "Стоимость, тенге": "25 000,50",
        "Станет": "много",
        "Что обещано на казахском": None,
        "Кто отвечает": None,
        "Кім жауапты (қазақша)": None,
    }

    assert faults(load([bare, row_of(candidate, **wrong)])) == [
        (2, "pledge.sector_missing"), (2, "pledge.source_missing"), (2, "pledge.what_missing"), (2, "pledge.indicator_missing"),
        (2, "pledge.responsible_missing"), (2, "pledge.cost_missing"), (2, "pledge.due_missing"),
        (3, "quantity.unclear"), (3, "sum.tiyn"), (3, "pledge.what_missing"), (3, "pledge.responsible_missing"),
    ]  # fmt: skip
    assert platforms() == []


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Стоимость, тенге": "25 000 000,50"}, "sum.tiyn"),
        ({"Стоимость, тенге": 2500.5}, "sum.tiyn"),
        ({"Стоимость, тенге": "двадцать пять миллионов"}, "sum.words"),
        ({"Стоимость, тенге": "-5"}, "sum.unclear"),
        ({"Было": "2,555"}, "quantity.too_fine"),
        ({"Единица": None, "Единица на казахском": None}, "pledge.unit_missing"),
        ({"Когда просили": date(2021, 7, 30)}, "pledge.demand_ahead"),
        ({"Срок": date(2021, 7, 25)}, "pledge.due_too_early"),
        ({"Срок": "в этом году"}, "import.value_date"),
        ({"Сфера": "Космос"}, "import.value_choice"),
        ({"Сколько людей": 0}, "pledge.people_range"),
        ({"Сколько людей": "все"}, "import.value_integer"),
        ({"КАТО": "999999900"}, "platform.place_unknown"),
        ({"Фамилия": "Неизвестный"}, "platform.candidate_unknown"),
        ({"ИИН": iin_of(7)}, "platform.candidate_unknown"),
        (dict.fromkeys(PLEDGE), "platform.row_empty"),
        ({"Показатель": "а" * 301}, "import.value_too_long"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    candidate: Candidate, cells: dict[str, Any], code: str
) -> None:
    assert faults(load([row_of(candidate, **cells)])) == [(2, code)]


def test_rows_that_contradict_each_other_are_told(candidate: Candidate) -> None:
    rows = [
        row_of(candidate, **{"Название на русском": "Село", "Село": village}) for village in ("А", "Б", "Б")
    ]
    rows[1]["Название на русском"] = "Другое"

    assert faults(load(rows)) == [(3, "platform.texts_differ"), (4, "import.duplicate_row")]


def test_namesakes_are_told_apart_by_the_patronymic_or_the_iin(
    app: Flask, factory: Factory, candidate: Candidate
) -> None:
    iin = iin_of(1)
    person = factory.person(
        **{**NAME, "patronymic": "Болатұлы"}, iin_index=app.extensions["vault"].blind_index(iin)
    )
    other = factory.candidate(candidate.contest, person, own=False)

    assert faults(load([row_of(candidate)])) == [(2, "platform.candidate_ambiguous")]
    assert done(
        load([row_of(candidate, **{"Отчество": "Қайратұлы"}), row_of(candidate, **{"ИИН": iin})])
    ) == (2, 0, 0)
    assert [one.candidate_id for one in platforms()] == [candidate.id, other.id]


def test_who_still_stands_is_meant_rather_than_who_does_not(factory: Factory, candidate: Candidate) -> None:
    factory.candidate(candidate.contest, factory.person(**NAME), own=False, status=Status.WITHDRAWN)

    assert done(load([row_of(candidate)])) == (1, 0, 0)
    assert platforms()[0].candidate_id == candidate.id


def test_dry_run_changes_nothing(candidate: Candidate) -> None:
    assert done(load([row_of(candidate)], dry_run=True)) == (1, 0, 0)
    assert platforms() == []


def test_looking_asks_as_often_for_three_rows_as_for_one(factory: Factory) -> None:
    rows = [row_of(factory.candidate()) for _each in range(3)]
    numbers = []
    for sent in (rows[:1], rows):
        db.session.rollback()
        db.session.expunge_all()
        with counting_queries() as queries:
            load(sent, dry_run=True)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_headings_are_known_in_three_languages_and_never_twice() -> None:
    for language in ("ru", "kk", "en"):
        headings = [one.heading(language) for one in COLUMNS]
        assert len(set(headings)) == len(headings)


def test_file_of_the_reference_data_comes_in_cleanly(app: Flask) -> None:
    files = [*SHARED_DATA.glob("platforms*.xlsx"), *SHARED_DATA.glob("platforms*.csv")]
    if not files:
        pytest.skip("there is no file of platforms in the reference data")
    for kind, name in (("territory", "territory_2021.csv"), ("constituencies", "constituencies_2021.csv"),
                       ("candidates", "candidates_586.xlsx")):  # fmt: skip
        answer = app.test_cli_runner().invoke(args=["import", kind, str(SHARED_DATA / name)])
        assert answer.exit_code == 0, answer.output
    answer = app.test_cli_runner().invoke(args=["import", "platforms", str(files[0]), "--json"])
    assert answer.exit_code == 0, answer.output
