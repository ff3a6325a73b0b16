"""Pages of a task: planned, changed, done with a scan, opened again, cancelled; the packs; what other rooms show."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.documents.picture import draw_silhouette
from elections.tasks.models import Task, TaskFile
from elections.tasks.pack import PACK
from elections.tasks.rules import Kind, State
from tests.browsing import Browser
from tests.factories import Factory
from tests.tasks.conftest import Field

LogIn = Callable[..., Browser]
HOME = "110000000/113200000/"
TYPED = {
    "title": "Собрать подписи", "kind": "other", "due_on": "2021-07-12", "due_time": "", "note": "", "link": "",
    "place": "113202000", "owner": "",
}  # fmt: skip


def one() -> Task:
    db.session.expire_all()
    return db.session.query(Task).one()


def test_task_is_planned_in_a_constituency_until_the_end_of_its_day(field: Field, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF, HOME)
    assert browser.get("/tasks/new", place="113202000").page.xpath("//input[@name='place']/@value") == [
        "113202000"
    ]

    answer = browser.post("/tasks/new", TYPED)

    task = one()
    assert (answer.status, answer.location) == (303, f"/tasks/{task.id}")
    assert (task.contest_id, task.path) == (field.east.id, field.east.path)
    assert task.due_at == datetime(2021, 7, 12, 17, 59, tzinfo=UTC)
    assert "Собрать подписи" in browser.follow(answer).words


@pytest.mark.parametrize(
    ("typed", "path"), [("", HOME), ("113200000", HOME), ("Жалгызкудук", f"{HOME}113206000/")]
)
def test_place_is_typed_by_code_by_name_or_not_at_all(
    field: Field, login: LogIn, typed: str, path: str
) -> None:
    login(Role.HQ_STAFF, HOME).post("/tasks/new", {**TYPED, "place": typed})

    assert one().path == path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "Enter what is to be done"),
        ({"due_on": ""}, "Enter the day on which it is due"),
        ({"due_on": "0001-01-01"}, "Enter a date of this campaign: the voting is on 25.07.2021"),
        ({"due_on": "9999-12-31"}, "Enter a date of this campaign: the voting is on 25.07.2021"),
        ({"place": "нигде"}, "Choose a region, district or constituency of the list"),
        ({"place": "110000000"}, "You may plan tasks in your own territory only"),
        ({"owner": "m77"}, "Choose somebody who works where the task is"),
        (
            {"kind": "meeting", "due_on": "2021-07-24", "due_time": "00:00"},
            "Campaigning ends at 24.07.2021 00:00",
        ),
        ({"kind": "meeting", "due_on": "2021-07-25"}, "(CL\xa027(2), 32)"),
        ({"kind": "distribution"}, "Campaigning is allowed from 14.07.2021 18:00 only"),
        ({"link": "data:text/html,x"}, "Enter a whole address that begins with https://"),
    ],
)
def test_what_speaks_against_a_task_is_said_and_what_was_typed_stays(
    field: Field, login: LogIn, changes: dict[str, str], said: str
) -> None:
    answer = login(Role.HQ_STAFF, HOME).post("/tasks/new?lang=en", {**TYPED, "note": "важно", **changes})

    assert (answer.status, db.session.query(Task).count()) == (422, 0)
    assert said in answer.text.replace("&#39;", "'")
    assert "важно" in answer.text


def test_own_task_is_changed_and_a_late_change_is_shown_side_by_side(factory: Factory, login: LogIn) -> None:
    task = factory.task(path=HOME, title="Старое")
    browser = login(Role.HQ_STAFF, HOME)
    typed = {**TYPED, "title": "Новое", "version": "1"}

    first = browser.post(f"/tasks/{task.id}/edit", typed)
    second = browser.post(f"/tasks/{task.id}/edit?lang=en", {**typed, "title": "Другое"})

    assert (first.status, second.status, one().title) == (303, 422, "Новое")
    assert "Saved now: Новое" in second.words


def test_of_the_pack_the_note_is_added(factory: Factory, field: Field, login: LogIn) -> None:
    task = factory.task(field.east, template="consent")
    browser = login(Role.HQ_STAFF, HOME)

    fields = browser.get(f"/tasks/{task.id}/edit").page.xpath("//main//*[@name]/@name")
    browser.post(f"/tasks/{task.id}/edit", {"note": "у секретаря", "link": "", "version": "1"})

    assert {"title", "due_on"} & set(fields) == set()
    assert (one().note, one().template) == ("у секретаря", "consent")


def test_done_with_a_photo_that_is_handed_out_again(factory: Factory, login: LogIn) -> None:
    task = factory.task(path=HOME, needs_proof=True)
    browser = login(Role.HQ_STAFF, HOME)
    photo = (io.BytesIO(draw_silhouette(2)), "../../чек.png")

    bare = browser.post(f"/tasks/{task.id}/done?lang=en", {"version": "1"})
    answer = browser.post(f"/tasks/{task.id}/done", {"version": "1", "files": photo, "proof": "чек № 7"})

    assert (bare.status, answer.status, answer.location) == (422, 303, f"/tasks/{task.id}")
    assert "This task needs a proof" in bare.words
    address = f"/tasks/{task.id}/files/{db.session.query(TaskFile).one().id}"
    page = browser.follow(answer)
    assert "чек № 7" in page.words
    taken = browser.post(f"{address}/download")
    assert (taken.mimetype, taken.data[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "attachment" in taken.headers["Content-Disposition"]
    assert browser.post(f"{address}/removal").status == 303
    assert browser.post(f"{address}/download").status == 404


def test_task_is_opened_again_and_cancelled_on_its_page(factory: Factory, login: LogIn) -> None:
    task = factory.task(path=HOME)
    browser = login(Role.HQ_STAFF, HOME)
    steps = [
        ("done", {"version": "1"}, 303), ("reopening", {"version": "2", "reason": ""}, 422),
        ("reopening", {"version": "2", "reason": "рано"}, 303), ("cancellation", {"version": "2", "reason": "x"}, 422),
        ("cancellation", {"version": "3", "reason": "не нужно"}, 303), ("owner", {"owner": "m9"}, 422),
        ("owner", {"owner": ""}, 303),
    ]  # fmt: skip

    assert [browser.post(f"/tasks/{task.id}/{step}", typed).status for step, typed, _status in steps] == [
        status for _step, _typed, status in steps
    ]
    assert (one().state, one().reason) == (State.CANCELLED, "не нужно")
    assert "не нужно" in browser.get(f"/tasks/{task.id}").words


def test_page_says_that_campaigning_is_over(factory: Factory, field: Field, login: LogIn) -> None:
    task = factory.task(path=HOME, kind=Kind.MEETING, due_at=datetime(2021, 7, 20, 6, tzinfo=UTC))
    browser = login(Role.HQ_STAFF, HOME)
    before = browser.get(f"/tasks/{task.id}", lang="en").words
    with transaction():
        field.election.clock_at = datetime(2021, 7, 24, 6, tzinfo=UTC)

    after = browser.get(f"/tasks/{task.id}", lang="en").words

    assert [("Campaigning is over" in one) for one in (before, after)] == [False, True]


def test_who_only_reads_sees_no_buttons_but_the_owner_marks_done(factory: Factory, login: LogIn) -> None:
    browser = login(Role.LAWYER, HOME, "jurist")
    own = factory.task(path=HOME, owner_user_id=factory.user(role=Role.LAWYER, path=HOME, login="x").id)

    page = browser.get(f"/tasks/{own.id}")

    assert (page.page.xpath("//main//form"), browser.get("/tasks/new").status) == ([], 403)
    assert browser.post(f"/tasks/{own.id}/done", {"version": "1"}).status == 403


@pytest.mark.parametrize("address", ["", "/edit"])
def test_foreign_task_is_not_there(factory: Factory, login: LogIn, address: str) -> None:
    task = factory.task(path="150000000/")

    assert login(Role.HQ_STAFF, HOME).get(f"/tasks/{task.id}{address}").status == 404


def test_packs_are_made_on_their_page(field: Field, login: LogIn) -> None:
    browser = login(Role.COORDINATOR)
    before = browser.get("/tasks/packs", lang="en").words

    answer = browser.post("/tasks/packs", {"path": "110000000/"})
    told = browser.follow(answer).words
    with transaction():
        field.election.voting_on = date(2021, 8, 1)
    page = browser.get("/tasks/packs")
    listed = browser.get("/tasks").words

    assert "0 of 2 constituencies with a candidate of ours have their tasks" in before
    assert (answer.location, f"{len(PACK)} tasks were made." in told) == ("/tasks?path=110000000/", True)
    assert len(page.page.xpath("//table")[0].xpath(".//tbody/tr")) == len(PACK)
    assert f"The calendar was changed: {len(PACK)} due dates are to be moved" in listed
    again = browser.follow(browser.post("/tasks/packs", {})).words
    assert "Moved with the calendar: Get the candidate's written consent to stand (1)" in again
    assert "Nothing to do" in browser.follow(browser.post("/tasks/packs", {})).words
    assert browser.post("/tasks/packs", {"path": f"{HOME}113206000/"}).status == 422


def test_packs_say_what_the_dossiers_show(factory: Factory, field: Field, login: LogIn) -> None:
    browser = login(Role.COORDINATOR)
    browser.post("/tasks/packs?lang=en", {})
    with transaction():  # past the session, as an import in bulk does
        filed = sa.update(Candidate.__table__).values(status=Status.FILED, status_on=date(2021, 7, 4))
        db.session.execute(filed.where(Candidate.__table__.c.contest_id == field.east.id))

    told = browser.follow(browser.post("/tasks/packs", {})).words

    assert "2 tasks are done by what the dossiers show" in told


def test_contest_and_headquarters_show_their_tasks(factory: Factory, field: Field, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    member = factory.member(office)
    factory.task(
        field.east, title="на участке", owner_member_id=member.id, due_at=datetime(2021, 7, 1, tzinfo=UTC)
    )
    factory.task(path=HOME, title="в штабе")
    factory.task(field.east, title="сделано", state=State.DONE, done_at=datetime(2021, 7, 1, tzinfo=UTC))
    browser = login(Role.HQ_STAFF, HOME)

    contest = browser.get(f"/candidates/contests/{field.east.id}", lang="en")
    headquarters = browser.get(f"/headquarters/{office.id}")

    assert contest.page.xpath("//td/a[contains(@href, '/tasks/')]/text()") == ["на участке"]
    assert "1 of 2 done. 1 is late." in contest.words
    assert headquarters.page.xpath("//td/a[contains(@href, '/tasks/')]/text()") == ["на участке", "в штабе"]
    trainer = login(Role.TRAINER, HOME).get(f"/headquarters/{office.id}")
    assert (trainer.status, trainer.page.xpath("//*[@id='part-tasks']")) == (200, [])


def test_first_page_tells_whose_tasks_are_late(factory: Factory, field: Field, login: LogIn) -> None:
    browser = login(Role.COORDINATOR, "", "chief")
    user = db.session.query(User).filter_by(login="chief").one()
    factory.task(path=HOME, due_at=datetime(2021, 7, 1, tzinfo=UTC), owner_user_id=user.id)
    factory.task(path=HOME, due_at=datetime(2021, 7, 8, tzinfo=UTC))

    page = browser.get("/", lang="en").words

    assert (
        "Your tasks: 1 late, 0 due within 7 days. Tasks in the whole territory: 1 late, 1 without owner."
        in page
    )
