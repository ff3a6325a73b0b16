"""Is a printed report still true? The page that its code leads to says so, to whoever may see the territory."""

import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pypdf
import pytest
import zxingcpp

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.reports.kinds import kind_of
from elections.reports.stamps import link_of, stamp_of
from tests.browsing import PASSWORD, Browser
from tests.factories import Factory
from tests.queries import counting_queries
from tests.reports.conftest import KATO, OTHER_KATO, PATH

ACTOR = Actor(1, "hq", Role.COORDINATOR, "")
OTHER_PATH = f"110000000/{OTHER_KATO}/"


def address(kato: str = KATO, kind: str = "district") -> str:
    """The address in the code of a report that is printed now, without the server's name."""
    known = kind_of(kind)
    with looking_from(EVERYWHERE):
        link = urlsplit(link_of(known, kato, stamp_of(known, kato, known.gather(kato))))
    return f"{link.path}?{link.query}&lang=en"


def change_name(write: Callable[[], object], surname: str = "Жаңатегі") -> None:
    """Gives a nominee of the district a new name, as the log tells it."""
    with write(), looking_from(EVERYWHERE):
        candidate = db.session.query(Candidate).filter(Candidate.path.startswith(PATH)).first()
        candidate.person.surname = surname
        record(ACTOR, "candidate.changed", candidate, label=f"{surname} Асхат")


def note(
    write: Callable[[], object], path: str = PATH, action: str = "candidate.changed", times: int = 1
) -> None:
    """Has the log tell of something at a place that no report says."""
    with write():
        for _number in range(times):
            record(Actor(1, "hq", Role.COORDINATOR, path), action, "candidate")


def test_unchanged_report_is_said_to_be_so(district: str, login: Callable[..., Browser]) -> None:
    answer = login(Role.OBSERVER, path=PATH).get(address())

    assert answer.status == 200
    assert "Unchanged: the report says today what is printed." in answer.words
    assert "What was changed since then" not in answer.words


def test_changed_report_names_the_changes_newest_first(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    note(write)
    printed = address()
    change_name(write)
    change_name(write, "Екінші")

    answer = login(Role.COORDINATOR, path=PATH).get(printed)

    assert "Changed since" in answer.words
    assert "2 of 2" in answer.words
    rows = [" ".join(row.text_content().split()) for row in answer.page.xpath("//tbody/tr")]
    assert ["Екінші Асхат" in rows[0], "Жаңатегі Асхат" in rows[1]] == [True, True]
    assert "dossier changed" in rows[0]
    assert answer.page.xpath("//a[contains(@class, 'button')]/@href")


def test_change_says_from_what_to_what_and_no_more_of_a_person_than_the_paper(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    printed = address()
    before = {"status": "registered", "phone": "+7 701 111 22 33", "is_new_face": True}
    with write(), looking_from(EVERYWHERE):
        candidate = db.session.query(Candidate).filter(Candidate.path.startswith(PATH)).first()
        candidate.person.surname = "Жаңатегі"
        record(
            ACTOR,
            "candidate.changed",
            candidate,
            before=before,
            after={**before, "phone": "+7 702", "is_new_face": False},
        )
        record(ACTOR, "person.changed", candidate.person, before={"surname": "Әлиев", "iin": "870101300123"},
               after={"surname": "Жаңатегі", "iin": "870101300131"})  # fmt: skip
        near = Actor(1, "hq", Role.COORDINATOR, PATH)
        record(near, "protocol.entered", "protocol", after={"state": "accepted", "took_part": 1390})
        record(
            near,
            "task.changed",
            "task",
            before={"due_at": "2021-07-20 10:00:00+00:00"},
            after={"due_at": "2021-07-21 10:00:00+00:00"},
        )

    rows = [
        " ".join(row.text_content().split()) for row in login(path=PATH).get(printed).page.xpath("//tbody/tr")
    ]
    assert (
        "20.07.2021 15:00 → 21.07.2021 15:00" in rows[0] or "20.07.2021 16:00 → 21.07.2021 16:00" in rows[0]
    )
    assert "Took part: – → 1" in rows[1]
    assert "Әлиев → Жаңатегі" in rows[-2]
    assert "yes → no" in rows[-1]
    assert not any(secret in " ".join(rows) for secret in ("8701", "+7 70", "registered →"))


def test_what_changes_no_word_of_the_report_leaves_it_true(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    printed = address()
    note(write)
    note(write, action="candidates.exported")

    answer = login(path=PATH).get(printed)
    assert "Unchanged" in answer.words
    assert "Written since then, without changing the report" in answer.words
    assert "1 of 1" in answer.words


def test_changes_come_by_pages(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    printed = address()
    note(write, times=59)
    change_name(write)
    browser = login(path=PATH)

    assert "50 of 60" in browser.get(printed).words
    second = browser.get(f"{printed}&page=2")
    assert "10 of 60" in second.words
    assert "Changed since" in second.words


@pytest.mark.parametrize("path", [PATH, ""])
def test_change_elsewhere_is_not_told(
    district: str, login: Callable[..., Browser], write: Callable[[], object], path: str
) -> None:
    printed = address()
    note(write, OTHER_PATH)

    assert "Nothing." in login(path=path).get(printed).words


def test_what_was_decided_above_is_said_to_be_so(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    printed = address()
    with write(), looking_from(EVERYWHERE):
        candidate = db.session.query(Candidate).filter(Candidate.path.startswith(PATH)).first()
        candidate.person.surname = "Жаңатегі"
    note(write, "110000000/", "headquarters.changed")

    answer = login(path=PATH).get(printed)
    assert "Changed since" in answer.words
    assert "What changed lies outside your territory" in answer.words
    assert "headquarters changed" not in answer.text


def test_ones_own_people_are_told_of_whoever_changed_them(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    printed = address()
    with write(), looking_from(EVERYWHERE):
        candidate = db.session.query(Candidate).filter(Candidate.path.startswith(PATH)).first()
        candidate.person.surname = "Жаңатегі"
        record(
            Actor(1, "hq", Role.COORDINATOR, OTHER_PATH),
            "person.changed",
            candidate.person,
            label="Жаңатегі Асхат",
        )

    answer = login(path=PATH).get(printed)
    assert "Changed since" in answer.words
    assert "Жаңатегі Асхат" in answer.words


def test_people_of_others_move_no_time_and_are_not_told(
    district: str, factory: Factory, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    printed, stranger = address(), factory.person(surname="Чужой")
    with write(), looking_from(EVERYWHERE):
        other = db.session.query(Candidate).filter(Candidate.path.startswith(OTHER_PATH)).first()
        for person in (stranger, other.person):
            record(ACTOR, "person.changed", person, label="Чужой Человек")

    assert address() == printed
    answer = login(path=PATH).get(printed)
    assert ("Unchanged" in answer.words, "Чужой" in answer.words) == (True, False)


@pytest.mark.parametrize(
    "code", ["", "at=1", "at=&is=", "at=x&is=0123456789ab", "at=0&is=01234", "at=%C2%B2&is=0123456789ab"]
)
def test_code_that_was_cut_is_named(code: str, district: str, login: Callable[..., Browser]) -> None:
    answer = login(path=PATH).get(f"/reports/check/district/{KATO}?{code}&lang=en")

    assert (answer.status, "The code was not read whole." in answer.words) == (400, True)


def test_code_from_elsewhere_is_named(district: str, login: Callable[..., Browser]) -> None:
    answer = login(path=PATH).get(
        f"/reports/check/district/{KATO}?at=999999999999999&is=0123456789ab&lang=en"
    )

    assert (answer.status, "No report with this code was printed here." in answer.words) == (400, True)


def test_forged_code_is_not_confirmed(district: str, login: Callable[..., Browser]) -> None:
    answer = login(path=PATH).get(address().split("&is=")[0] + "&is=0123456789ab&lang=en")

    assert "yet the report says something else today" in answer.words


def test_foreign_territory_is_not_there(district: str, login: Callable[..., Browser]) -> None:
    foreign = login(path=OTHER_PATH)

    assert foreign.get(address()).status == 404
    assert foreign.get(f"/reports/check/nonsense/{OTHER_KATO}").status == 404
    assert foreign.get("/reports/check/district/999999999").status == 404


def test_log_in_comes_first_and_leads_back(district: str, client: Browser, factory: Factory) -> None:
    printed, user = address(), factory.user(role=Role.OBSERVER, path=PATH)

    asked = client.get(printed)
    assert asked.status == 303
    wanted = parse_qs(urlsplit(asked.location).query)["next"][0]
    answer = client.follow(client.post("/login", {"login": user.login, "password": PASSWORD, "next": wanted}))
    assert "Unchanged" in answer.words


def test_everybody_with_the_territory_gets_the_same_code(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    note(write, "110000000/")

    codes = set()
    for scope in (EVERYWHERE, "110000000/", PATH):
        with looking_from(scope):
            known = kind_of("district")
            codes.add(link_of(known, KATO, stamp_of(known, KATO, known.gather(KATO))))
    assert len(codes) == 1


def test_page_takes_as_many_queries_with_one_change_as_with_three(
    district: str, login: Callable[..., Browser], write: Callable[[], object]
) -> None:
    printed, browser = address(), login(path=PATH)
    numbers = []
    for times in (1, 2):
        note(write, times=times)
        with counting_queries() as made:
            browser.get(printed)
        numbers.append(len(made))
    assert numbers[0] == numbers[1]


def test_code_on_the_paper_is_read_by_a_phone_and_opens_the_page(
    district: str, login: Callable[..., Browser]
) -> None:
    browser = login(Role.COORDINATOR, path=PATH)
    pdf = pypdf.PdfReader(io.BytesIO(browser.get(f"/reports/district/{KATO}.pdf").data))

    pictures = [one.image.convert("L") for one in pdf.pages[0].images]
    link = urlsplit(next(read.text for one in pictures if (read := zxingcpp.read_barcode(one))))
    answer = browser.get(f"{link.path}?{link.query}&lang=en")
    assert "Unchanged" in answer.words
    short = parse_qs(link.query)["is"][0][:8]
    assert short in pdf.pages[0].extract_text()
