"""Wide files headed by the candidates' names: matched by themselves where a name is one candidate's, else by people."""

import pytest

from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import transaction
from elections.documents.spreadsheet import Sheet
from elections.imports.layout import guess_layout
from elections.imports.registers import find_register
from elections.results.entries import State
from elections.results.protocol_names import called
from elections.results.queries import figures_of
from tests.results.count import Count, start_count
from tests.results.test_protocol_import import counts, found, plain, run, write

FULL, SHORT, INITIALS = "{0} {1} {2}", "{0} {1}", "{0} {1[0]}.{2[0]}."


@pytest.fixture
def count(factory) -> Count:
    count = start_count(factory, precincts=2)
    with transaction():
        rename(count.own, "Өтегенұлы", "Ғалымжан", "Қайратұлы")
        rename(count.rival, "Иванова", "Анна", "Петровна")
    return count


def rename(candidate: Candidate, surname: str, given_name: str, patronymic: str) -> None:
    person = candidate.person
    person.surname, person.given_name, person.patronymic = surname, given_name, patronymic


def headed(count: Count, form: str = FULL) -> tuple[str, str]:
    return tuple(
        form.format(one.person.surname, one.person.given_name, one.person.patronymic)
        for one in (count.own, count.rival)
    )  # type: ignore[return-value]


@pytest.mark.parametrize("form", [FULL, SHORT, INITIALS, "{1[0]}. {2[0]}. {0}", "{0} {1[0]}"])
def test_columns_of_names_are_matched_by_themselves(app, count, tmp_path, form) -> None:
    own, rival = headed(count, form)
    rows = [
        {**plain(count, 300, 70), rival: "70", own: "300"},
        {**plain(count, 100, 280, 1), rival: "280", own: "100"},
    ]

    answer = run(app, write(tmp_path, rows))

    assert (counts(answer), found(answer)) == ([0, 2, 2, 0, 0, 0], [])
    assert figures_of(count.protocol().accepted_entry) == count.figures(300, 70)
    assert figures_of(count.protocol(1).accepted_entry) == count.figures(100, 280)


def test_several_contests_in_one_file_have_each_their_own_names(app, factory, count, tmp_path) -> None:
    other = start_count(factory, contest=factory.contest())
    with transaction():
        rename(other.own, "Серікова", "Ләззат", "")
        rename(other.rival, "Ким", "Вячеслав", "")
    (own, rival), (third, fourth) = headed(count), headed(other, SHORT)
    rows = [{**plain(count, 300, 70), own: "300", rival: "70", third: "", fourth: "0"},
            {**plain(other, 100, 280), own: "", rival: "", third: "100", fourth: "280"}]  # fmt: skip

    answer = run(app, write(tmp_path, rows))

    assert (counts(answer), found(answer)) == ([0, 2, 2, 0, 0, 0], [])
    assert figures_of(other.protocol().accepted_entry) == other.figures(100, 280)


def test_votes_for_somebody_of_another_contest_are_refused(app, factory, count, tmp_path) -> None:
    other = start_count(factory, contest=factory.contest())
    with transaction():
        rename(other.own, "Серікова", "Ләззат", "")
    (own, rival), third = headed(count), "Серікова Ләззат"
    rows = [{**plain(count, 300, 70), own: "300", rival: "70", third: "5"},
            {**plain(other, 100, 280), own: "", rival: "", third: "100", "place_1": "", "place_2": ""}]  # fmt: skip

    answer = run(app, write(tmp_path, rows))

    assert (2, "Серікова Ләззат", "F.112") in found(answer)
    assert count.protocol().state is State.EXPECTED


def test_a_name_of_two_on_the_ballots_is_left_to_people(app, factory, count) -> None:
    twin = factory.candidate(count.contest, own=False)
    with transaction():
        rename(twin, "Иванова", "Анна", "Сергеевна")
    kato = count.contest.constituency.kato
    file = [
        ["constituency_kato", "precinct_number", "Өтегенұлы Ғалымжан", "Иванова Анна", "Иванова А.С."],
        [kato, 1, 1, 2, 3],
    ]

    layout = guess_layout(find_register("protocols"), [Sheet("", file)])

    assert {key: place for key, place in layout.places.items() if key.startswith("named")} == {
        "named_1": 2,
        "named_2": 4,
    }


def test_what_nobody_is_called_stays_unmatched_and_the_missing_votes_are_told(app, count, tmp_path) -> None:
    own, _rival = headed(count)
    answer = run(app, write(tmp_path, [{**plain(count, 300, 70), own: "300", "Примечание": "70"}]))

    assert ("F.113" in [one[2] for one in found(answer)], counts(answer)[0]) == (True, 1)


def test_a_column_by_name_and_one_by_place_must_not_be_the_same_candidates(app, count, tmp_path) -> None:
    own, rival = headed(count)
    row = {**plain(count, 300, 70), own: "300", rival: "70", "place_1": "70"}
    assert (2, "place_1", "import.duplicate_row") in found(run(app, write(tmp_path, [row])))


def test_an_empty_cell_is_missing_and_not_zero(app, count, tmp_path) -> None:
    own, rival = headed(count)
    row = {**plain(count, 300, 70), own: "300", rival: ""}
    assert [one[2] for one in found(run(app, write(tmp_path, [row])))] == ["F.113"]


def test_votes_for_who_withdrew_are_refused_where_people_have_taken_the_column(app, factory, count) -> None:
    gone = factory.candidate(count.contest, own=False, status=Status.WITHDRAWN)
    with transaction():
        rename(gone, "Ушёл", "Пётр", "")
    assert called([gone], "Ушёл П.") == [gone]
    assert called([gone, count.own], "") == []


def test_long_files_have_no_columns_of_names(app, count) -> None:
    own, _rival = headed(count)
    kato = count.contest.constituency.kato
    file = [["constituency_kato", "precinct_number", "candidate", "votes", own], [kato, 1, own, 5, 7]]
    places = guess_layout(find_register("protocols"), [Sheet("", file)]).places
    assert [key for key in places if key.startswith("named")] == []


def test_people_take_a_column_of_a_name_for_a_place_on_the_ballot(count, login) -> None:
    """The wizard shows what was matched, and what people say instead holds."""
    own, rival = headed(count)
    row = {**plain(count, 300, 70), own: "300", rival: "70"}
    browser = login()
    pasted = ";".join(row) + "\n" + ";".join(row.values()) + "\n"

    sent = browser.post("/imports/new", {"kind": "protocols", "pasted": pasted})
    assert sent.status == 303, sent.words
    page = browser.get(f"{sent.location}/columns")
    taken = page.page.xpath("//select/option[@selected]/@value")
    assert taken[-2:] == ["named_1", "named_2"]

    form = dict(columns(page))
    ballot = sorted((count.own, count.rival), key=lambda one: (one.person.sort_key, one.id))
    by_place = [f"place_{ballot.index(one) + 1}" for one in (count.own, count.rival)]
    last = sorted(form, key=lambda one: int(one.removeprefix("column-")))[-2:]
    answer = browser.post(
        f"{sent.location}/columns",
        {**form, **dict(zip(last, by_place, strict=True)), "sheet": "0", "header": "0"},
    )
    assert answer.status == 303, answer.words
    assert "F.1" not in browser.follow(answer).words


def columns(page: object) -> list[tuple[str, str]]:
    selects = page.page.xpath("//select[starts-with(@name, 'column-')]")  # type: ignore[attr-defined]
    return [(one.get("name"), (one.xpath("option[@selected]/@value") or [""])[0]) for one in selects]
