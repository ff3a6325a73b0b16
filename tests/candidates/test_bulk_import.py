"""What carrying an import out leaves behind: parties once, keys never used twice, a line of the log for each change."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.alphabet import fold, sort_key
from elections.audit.models import AuditEvent
from elections.campaign.models import Party
from elections.candidates.bulk import ranges, restored
from elections.candidates.models import CandidateStep
from elections.candidates.registration import Nomination, Status
from elections.database import db
from elections.documents.spreadsheet import read_table
from elections.people.iin import Sex
from tests.browsing import Browser
from tests.documents.tables import make_xlsx_of
from tests.factories import Factory
from tests.imports.lists import (
    Clerk,
    candidates,
    counts,
    iin_of,
    make_contests,
    newest,
    number_of_people,
    row_for,
    rows_for,
    standing_as,
    workbook,
)
from tests.queries import counting_queries

LogIn = Callable[..., Browser]


@pytest.fixture
def clerk(login: LogIn) -> Clerk:
    return Clerk(login(Role.COORDINATOR))


def log_of(action: str) -> list[AuditEvent]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == action)))


def test_candidates_are_made_whole(clerk: Clerk, factory: Factory) -> None:
    contest = make_contests(factory, 1)[0]
    cells = {
        "ФИО": "ҚАСЫМОВ Ерлан Мұратұлы", "ИИН": iin_of(1), "Пол": "муж", "Образование": "КазНУ", "Новое лицо": "да",
        "Статус": "зарегистрирован", "Дата регистрации": date(2021, 7, 12), "Адрес": "Абая, 1",
    }  # fmt: skip
    clerk.apply(clerk.send_rows([row_for(contest, **cells)]))

    one = candidates()[0]
    assert (one.status, one.status_on, one.nomination) == (
        Status.REGISTERED,
        date(2021, 7, 12),
        Nomination.PARTY,
    )
    assert (one.education, one.is_new_face, one.is_incumbent) == ("КазНУ", True, False)
    assert one.nominated_by_id == one.member_of_id == one.contest.election.own_party_id
    person = one.person
    assert (person.surname, person.sex, person.birth_year, person.address) == (
        "Қасымов",
        Sex.MALE,
        1980,
        "Абая, 1",
    )
    assert (person.sort_key, person.search_text) == (
        sort_key("Қасымов Ерлан Мұратұлы"), fold("Қасымов Ерлан Мұратұлы"),
    )  # fmt: skip
    assert iin_of(1) not in f"{person.iin_sealed}{person.iin_masked}"
    step = db.session.scalars(sa.select(CandidateStep)).one()
    assert (step.from_status, step.to_status, step.made_by[:4]) == (None, Status.REGISTERED, "user")


def test_candidates_who_are_made_share_a_line_of_the_log_and_changed_ones_have_their_own(
    clerk: Clerk, factory: Factory
) -> None:
    contests = make_contests(factory, 4)
    rows = rows_for(contests)
    known = [standing_as(factory, rows[place], contests[place], phone="+7 700") for place in (0, 1)]
    ids = [one.id for one in known]

    clerk.apply(clerk.send_rows(rows))

    together = log_of("candidates.imported")[0].after
    assert (together["created"], together["updated"]) == (2, 2)
    assert together["ids"] == [[ids[1] + 1, ids[1] + 2]]
    own = log_of("candidate.changed")
    assert [one.subject_id for one in own] == ids
    assert (own[0].before, own[0].after) == ({"phone": "+7 700"}, {"phone": rows[0]["Телефон"]})


def test_party_that_nobody_knew_is_made_once_and_one_of_rows_left_out_never(
    clerk: Clerk, factory: Factory
) -> None:
    contests = make_contests(factory, 3)
    names = ["Общественное объединение А", "общественное  объединение «А»", "Общественное объединение Б"]
    rows = [
        row_for(contest, number, **{"Выдвинувшая партия": name})
        for number, (contest, name) in enumerate(zip(contests, names, strict=True), start=1)
    ]
    batch = clerk.send_rows(rows, kind="rivals")
    clerk.press(batch, "rows", shown=["4"], wanted=[])
    clerk.apply(batch)
    assert [one.name_ru for one in new_parties()] == ["Общественное объединение А"]
    assert len({one.nominated_by_id for one in candidates()}) == 1

    clerk.apply(clerk.send_rows(rows, kind="rivals"))

    made = new_parties()
    assert [one.name_ru for one in made] == [names[0], names[2]]
    assert len({one.code for one in made}) == 2


def test_party_is_known_without_the_word_for_it_and_in_the_other_language(
    clerk: Clerk, factory: Factory
) -> None:
    contests = make_contests(factory, 4)
    party = factory.party(name_ru="Партия «Объединение»", name_kk="«Объединение» партиясы")
    names = ["объединение", "партия Объединение", "«Объединение» партиясы", "Объединение партиясы"]
    rows = [
        row_for(contest, number, **{"Выдвинувшая партия": name})
        for number, (contest, name) in enumerate(zip(contests, names, strict=True), start=1)
    ]

    clerk.apply(clerk.send_rows(rows, kind="rivals"))

    assert {one.nominated_by_id for one in candidates()} == {party.id}


def new_parties() -> list[Party]:
    db.session.rollback()
    return list(
        db.session.scalars(sa.select(Party).where(Party.name_ru.contains("объединение")).order_by(Party.id))
    )


def test_person_whom_the_register_knows_is_not_made_again(clerk: Clerk, factory: Factory) -> None:
    vault = clerk.browser.app.extensions["vault"]
    iin = iin_of(1)
    factory.person(iin_sealed=vault.encrypt(iin), iin_index=vault.blind_index(iin), phone="+7 700")
    contest = make_contests(factory, 1)[0]
    batch = clerk.send_rows([row_for(contest, ИИН=iin)])

    clerk.apply(batch)
    assert (number_of_people(), candidates()[0].person.phone) == (1, "+7 700")
    clerk.undo(batch)

    assert (number_of_people(), candidates()) == (1, [])


def test_keys_of_people_and_candidacies_that_went_are_not_used_again(clerk: Clerk, factory: Factory) -> None:
    rows = rows_for(make_contests(factory, 2))
    first = clerk.send_rows(rows)
    clerk.apply(first)
    went = {(one.id, one.person_id) for one in candidates()}
    clerk.undo(first)

    clerk.apply(clerk.send_rows(rows))

    now = [(one.id, one.person_id) for one in candidates()]
    assert min(one for one, _person in now) > max(one for one, _person in went)
    assert min(person for _one, person in now) > max(person for _one, person in went)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_exported_list_comes_back_unchanged_and_edited_it_shows_cell_by_cell(
    clerk: Clerk, factory: Factory, suffix: str, language: str
) -> None:
    contests = make_contests(factory, 3)
    texts = {
        "education": "КазНУ",
        "is_new_face": True,
        "person": factory.person(phone="+7 701", sex=Sex.FEMALE),
    }
    factory.candidate(contests[0], **texts)
    factory.candidate(contests[1], own=False, nomination=Nomination.AKIM, status=Status.FILED)
    factory.candidate(contests[1], status=Status.WITHDRAWN)
    factory.candidate(contests[1], status=Status.PROPOSED)
    clerk.browser.get("/candidates", lang=language)
    taken = clerk.browser.post("/candidates/export", {"reason": "Сверка", "format": suffix})
    assert taken.status == 200, taken.words

    clerk.send(taken.data, name=f"список.{suffix}")
    assert counts(newest()) == {"unchanged": 4}

    rows = read_table(taken.data)[0].rows
    line = next(row for row in rows if "КазНУ" in row)
    line[line.index("КазНУ")] = "КазНТУ"
    clerk.send(
        make_xlsx_of([[str(cell or "") if isinstance(cell, date) else cell for cell in row] for row in rows])
    )

    assert counts(newest()) == {"changed": 1, "unchanged": 3}
    page = clerk.browser.get(f"/imports/{newest()}", state="changed")
    assert page.page.xpath("string(//del)") == "КазНУ"
    assert page.page.xpath("string(//ins)") == "КазНТУ"


def test_list_with_few_columns_changes_those_alone(clerk: Clerk, factory: Factory) -> None:
    contest = make_contests(factory, 1)[0]
    row = row_for(contest)
    standing_as(factory, row, contest, address="Абая, 1")

    batch = clerk.send_rows([{"ФИО": row["ФИО"], "Округ": row["Округ"], "Эл. почта": "a@b.kz"}])
    clerk.apply(batch)

    person = candidates()[0].person
    assert (person.email, person.address, person.born_on) == ("a@b.kz", "Абая, 1", row["Дата рождения"])


def test_many_rows_are_made_with_as_many_statements_as_few(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 33)
    made = []
    for some in (contests[:3], contests[3:]):
        rows = [row_for(contest, contest.id) for contest in some]
        batch = clerk.send_rows(rows)
        with counting_queries() as done:
            clerk.apply(batch)
        made.append(len(done))

    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("ids", "stretches"), [([], []), ([5], [[5, 5]]), ([1, 2, 3, 7, 8, 10], [[1, 3], [7, 8], [10, 10]])]
)
def test_numbers_are_kept_as_stretches(ids: list[int], stretches: list[list[int]]) -> None:
    assert ranges(ids) == stretches


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({"born_on": "1980-05-17", "sex": "male"}, {"born_on": date(1980, 5, 17), "sex": Sex.MALE}),
        ({"born_on": None, "sex": None}, {"born_on": None, "sex": None}),
        ({"nomination": "akim", "phone": "+7"}, {"nomination": Nomination.AKIM, "phone": "+7"}),
    ],
)
def test_what_was_kept_is_as_the_tables_hold_it(values: dict[str, Any], kinds: dict[str, Any]) -> None:
    assert restored(values) == kinds


def test_file_with_a_very_long_name_is_taken(clerk: Clerk, factory: Factory) -> None:
    clerk.send(workbook(rows_for(make_contests(factory, 1))), name="я" * 300 + ".xlsx")

    assert counts(newest()) == {"new": 1}
