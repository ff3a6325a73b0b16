"""The life of a task: planned, done with proof, opened again, cancelled, handed over; who may, and what the log keeps."""

from datetime import UTC, date, datetime

import pytest

from elections.accounts.access import Actor, Role
from elections.accounts.queries import actor_of
from elections.audit.models import AuditEvent
from elections.audit.queries import find_head
from elections.database import db, transaction
from elections.documents.pdf_plain import plain_pdf
from elections.documents.picture import draw_silhouette
from elections.errors import Forbidden, Refused, Stale
from elections.headquarters.models import MemberRole
from elections.tasks import actions
from elections.tasks.actions import Content, Place
from elections.tasks.models import Task, TaskFile
from elections.tasks.queries import key_of_owner, list_possible_owners
from elections.tasks.rules import Kind, State
from tests.documents.pdfs import small_pdf
from tests.documents.test_pdf_plain import spoil
from tests.factories import Factory
from tests.tasks.conftest import Field

HOME = "110000000/113200000/"
STAFF = Actor(None, "gulnar", Role.HQ_STAFF, HOME)
NOW = datetime(2021, 7, 12, 6, tzinfo=UTC)
PICTURE, PDF = ("чек.jpg", draw_silhouette(1)), ("акт.pdf", small_pdf("act", spoil))


def content(**changes: object) -> Content:
    values = {
        "kind": Kind.PRINTING, "title": "Заказать листовки", "note": "1000 штук", "link": "",
        "due_at": datetime(2021, 7, 12, 12, tzinfo=UTC), "needs_proof": False,
    }  # fmt: skip
    return Content(**{**values, **changes})


def logged() -> list[tuple[str, str, str]]:
    rows = db.session.query(AuditEvent).order_by(AuditEvent.id)
    return [(one.action, one.subject_label, one.reason) for one in rows if one.action.startswith("task")]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in refused.value.objections]


def test_own_task_is_planned_with_place_owner_and_time(factory: Factory, field: Field) -> None:
    user = factory.user(role=Role.LAWYER, path=HOME)

    with transaction():
        task = actions.create_task(
            STAFF, field.election, Place(field.east.path, field.east.id), content(), f"u{user.id}"
        )

    kept = (
        task.title,
        task.kind,
        task.path,
        task.contest_id,
        task.owner_user_id,
        task.owner_member_id,
        task.state,
    )
    assert kept == (
        "Заказать листовки",
        Kind.PRINTING,
        field.east.path,
        field.east.id,
        user.id,
        None,
        State.OPEN,
    )
    assert logged() == [("task.created", "Заказать листовки", "")]


def test_everything_that_speaks_against_a_task_is_told_at_once(factory: Factory, field: Field) -> None:
    elsewhere = factory.user(path="150000000/")
    wrong = content(
        kind=Kind.MEETING, due_at=datetime(2021, 7, 24, 6, tzinfo=UTC), link="javascript:alert(1)"
    )

    with pytest.raises(Refused) as refused, transaction():
        actions.create_task(STAFF, field.election, Place(HOME), wrong, f"u{elsewhere.id}")

    assert codes(refused) == [
        ("task.in_silence", "due_on"),
        ("task.link", "link"),
        ("task.owner_elsewhere", "owner"),
    ]
    assert (db.session.query(Task).count(), logged()) == (0, [])


def test_day_of_silence_is_the_regions_own(field: Field) -> None:
    last = content(kind=Kind.AGITATION, due_at=datetime(2021, 7, 23, 18, 30, tzinfo=UTC))
    chief = Actor(None, "chief", Role.COORDINATOR, "")

    with transaction():
        actions.create_task(chief, field.election, Place(field.west.path, field.west.id), last)
    with pytest.raises(Refused), transaction():
        actions.create_task(chief, field.election, Place(field.east.path, field.east.id), last)


def test_own_task_is_changed_by_who_saw_it_last(factory: Factory, field: Field) -> None:
    task = factory.task(path=HOME)
    with transaction():
        actions.change_task(STAFF, field.election, task, 1, content(title="Новое"))

    with pytest.raises(Stale), transaction():
        actions.change_task(STAFF, field.election, task, 1, content())
    with pytest.raises(Refused) as refused, transaction():
        actions.change_task(STAFF, field.election, task, 2, content(kind=Kind.MEDIA))

    assert codes(refused) == [("task.before_campaign", "due_on")]
    assert (task.title, task.version) == ("Новое", 2)


def test_a_task_saved_as_it_was_leaves_no_event(factory: Factory, field: Field) -> None:
    task = factory.task(path=HOME)
    events = []
    for title in ("Новое", "Новое"):
        with transaction():
            actions.change_task(STAFF, field.election, task, task.version, content(title=title))
        events.append(find_head().event_id)
    assert events[0] == events[1]


def test_of_the_pack_only_note_and_link_change(factory: Factory, field: Field) -> None:
    task = factory.task(field.east, template="consent", kind=Kind.DOCUMENTS)
    due = task.due_at

    with transaction():
        actions.change_task(
            STAFF, field.election, task, 1, content(note="у секретаря", link="https://a.kz/1")
        )
    with pytest.raises(Refused), transaction():
        actions.change_task(STAFF, field.election, task, 2, content(link="a.kz"))

    kept = (task.title, task.kind, task.due_at, task.note, task.link)
    assert kept == ("", Kind.DOCUMENTS, due, "у секретаря", "https://a.kz/1")


def test_done_with_text_photo_and_scan(factory: Factory, field: Field) -> None:
    task = factory.task(path=HOME, needs_proof=True)

    with transaction():
        actions.mark_done(STAFF, task, 1, NOW, proof="акт № 4", uploads=[PICTURE, PDF, PDF])

    assert (task.state, task.done_at, task.done_by, task.proof) == (State.DONE, NOW, "gulnar", "акт № 4")
    files = db.session.query(TaskFile).order_by(TaskFile.id).all()
    assert [(one.name, one.mimetype, one.path) for one in files] == [
        ("чек.jpg", "image/jpeg", HOME), ("акт.pdf", "application/pdf", HOME),
    ]  # fmt: skip
    assert PDF[1] not in files[1].content_sealed
    with transaction():
        assert actions.look_at_file(STAFF, task, files[1]) == plain_pdf(PDF[1])
        actions.remove_file(STAFF, task, files[1])
    assert db.session.query(TaskFile).count() == 1
    assert [one[0] for one in logged()] == ["task.done", "task.file_seen", "task.file_removed"]


@pytest.mark.parametrize(
    ("proof", "uploads", "expected"),
    [
        ("", [], [("task.proof_missing", "proof")]),
        ("да", [("x.exe", b"MZ"), ("y.txt", b"hello")], [("scan.kind", "files"), ("scan.kind", "files")]),
        ("да", [PDF] * 11, [("task.too_many_files", "files")]),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_changes(
    factory: Factory, proof: str, uploads: list[tuple[str, bytes]], expected: list[tuple[str, str]]
) -> None:
    task = factory.task(path=HOME, needs_proof=True)

    with pytest.raises(Refused) as refused, transaction():
        actions.mark_done(STAFF, task, 1, NOW, proof=proof, uploads=uploads)

    db.session.expire_all()
    assert (codes(refused), task.state, db.session.query(TaskFile).count()) == (expected, State.OPEN, 0)


def test_task_is_opened_again_and_cancelled_for_a_reason(factory: Factory) -> None:
    task = factory.task(path=HOME)
    with transaction():
        actions.mark_done(STAFF, task, 1, NOW, proof="готово")
    with pytest.raises(Refused), transaction():
        actions.mark_done(STAFF, task, 2, NOW)
    with pytest.raises(Refused), transaction():
        actions.reopen(STAFF, task, 2, " ")
    with transaction():
        actions.reopen(STAFF, task, 2, "не тот документ")
    kept = (task.state, task.done_at, task.proof, task.reason)
    with transaction():
        actions.cancel(STAFF, task, 3, "не нужно")

    assert kept == (State.OPEN, None, "готово", "не тот документ")
    assert (task.state, task.reason) == (State.CANCELLED, "не нужно")
    assert [(one, why) for one, _label, why in logged()] == [
        ("task.done", ""), ("task.reopened", "не тот документ"), ("task.cancelled", "не нужно"),
    ]  # fmt: skip


@pytest.mark.parametrize("step", ["done", "reopen", "cancel"])
def test_step_of_who_was_overtaken_is_stale(factory: Factory, step: str) -> None:
    task = factory.task(path=HOME)
    acts = {
        "done": lambda: actions.mark_done(STAFF, task, 7, NOW),
        "reopen": lambda: actions.reopen(STAFF, task, 7, "x"),
        "cancel": lambda: actions.cancel(STAFF, task, 7, "x"),
    }

    with pytest.raises(Stale), transaction():
        acts[step]()


def test_task_is_given_to_accounts_and_members_who_see_its_place(factory: Factory, field: Field) -> None:
    office = factory.headquarters(HOME)
    driver = factory.member(office, role=MemberRole.DRIVER)
    left = factory.member(office, role=MemberRole.PRESS, until_on=date(2021, 7, 1))
    chief, trainer = (
        factory.user(path="110000000/", login="chief"),
        factory.user(role=Role.TRAINER, path=HOME),
    )
    away = factory.user(is_active=False, path=HOME)
    first, second = factory.task(field.east), factory.task(path=HOME)

    assert list(list_possible_owners(field.east.path)) == [f"u{chief.id}", f"m{driver.id}"]
    with transaction():
        assert actions.hand_over(STAFF, [first, second], f"m{driver.id}") == 2
        assert actions.hand_over(STAFF, [first, second], f"m{driver.id}") == 0
        assert actions.hand_over(STAFF, [first], f"u{chief.id}") == 1
        assert actions.hand_over(STAFF, [second], "") == 1
    assert (key_of_owner(first), key_of_owner(second)) == (f"u{chief.id}", "")
    for wrong in (f"u{trainer.id}", f"u{away.id}", f"m{left.id}", "u0", "x1", "m99999999999"):
        with pytest.raises(Refused) as refused, transaction():
            actions.hand_over(STAFF, [first, second], wrong)
        assert codes(refused) == [("task.owner_elsewhere", "owner")]


def test_owner_who_only_reads_marks_the_own_task_done_and_no_other(factory: Factory, field: Field) -> None:
    lawyer = factory.user(role=Role.LAWYER, path=HOME)
    actor, own, other = (
        actor_of(lawyer),
        factory.task(path=HOME, owner_user_id=lawyer.id),
        factory.task(path=HOME),
    )

    with transaction():
        actions.mark_done(actor, own, 1, NOW)
        actions.reopen(actor, own, 2, "рано")
    for act in (
        lambda: actions.mark_done(actor, other, 1, NOW),
        lambda: actions.cancel(actor, own, 3, "x"),
        lambda: actions.hand_over(actor, [own], ""),
        lambda: actions.change_task(actor, field.election, own, 3, content()),
        lambda: actions.create_task(actor, field.election, Place(HOME), content()),
    ):
        with pytest.raises(Forbidden), transaction():
            act()


@pytest.mark.parametrize("scope", ["110000000/113400000/", "150000000/", f"{HOME}113202000/"])
def test_nobody_writes_outside_ones_territory(factory: Factory, field: Field, scope: str) -> None:
    actor, task = Actor(None, "x", Role.COORDINATOR, scope), factory.task(path=HOME)
    file = TaskFile(name="x")

    for act in (
        lambda: actions.create_task(actor, field.election, Place(HOME), content()),
        lambda: actions.change_task(actor, field.election, task, 1, content()),
        lambda: actions.mark_done(actor, task, 1, NOW),
        lambda: actions.reopen(actor, task, 1, "x"),
        lambda: actions.cancel(actor, task, 1, "x"),
        lambda: actions.hand_over(actor, [task], ""),
        lambda: actions.look_at_file(actor, task, file),
        lambda: actions.remove_file(actor, task, file),
    ):
        with pytest.raises(Forbidden), transaction():
            act()
    assert logged() == []
