"""Several candidates changed together: looked at first, each with its own line of the log, taken back at once."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.candidates import together
from elections.candidates.models import Candidate, CandidateStep
from elections.candidates.registration import Document, Nomination, Status
from elections.database import db, transaction
from elections.errors import Forbidden, Refused
from elections.imports.models import ImportBatch
from elections.jobs.queue import run_next
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import coordinator, hand_in_all
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
URL = "/candidates/together"
PAPERS = {
    "what": "documents",
    "status": "documents",
    "documents": ["biography", "deposit"],
    "status_on": "2021-07-02",
}
FILED = {"what": "step", "status": "filed", "status_on": "2021-07-03"}


@pytest.fixture
def three(factory: Factory) -> list[Candidate]:
    """Candidates who collect documents: the first has all, the second none, the third is a self-nominee without any."""
    collecting = {"status": Status.DOCUMENTS, "status_on": date(2021, 7, 1)}
    found = [
        factory.candidate(person=factory.person(surname="Асанов"), **collecting),
        factory.candidate(person=factory.person(surname="Бекова"), **collecting),
        factory.candidate(
            person=factory.person(surname="Есенова"), own=False, nomination=Nomination.SELF, **collecting
        ),
    ]  # fmt: skip
    hand_in_all(found[0])
    return found


@pytest.fixture
def clerk(login: LogIn) -> Browser:
    clerk = login(Role.COORDINATOR)
    clerk.get("/candidates", lang="en")
    return clerk


def chosen(candidates: list[Candidate], form: dict[str, object], **more: object) -> dict[str, object]:
    return {**form, "id": [str(one.id) for one in candidates], **more}


def shown(answer: Answer) -> list[tuple[str, str]]:
    """Returns what the look says of each: what it would be then, and what speaks against it."""
    rows = answer.page.xpath("//tbody/tr")
    return [tuple(" ".join(cell.text_content().split()) for cell in row.xpath("td")[2:]) for row in rows]


def statuses() -> list[Status]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Candidate.status).order_by(Candidate.id)))


def events(action: str) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.action == action)) or 0


def test_marked_candidates_are_listed_and_nothing_is_done_by_looking(
    clerk: Browser, three: list[Candidate]
) -> None:
    page = clerk.get(f"{URL}?id={three[0].id}&id={three[2].id}")
    look = clerk.post(URL, chosen(three, FILED))

    assert "2 candidates" in page.words
    assert look.status == 200
    assert [then for then, _against in shown(look)] == ["Filed with the commission", "unchanged", "unchanged"]
    assert shown(look)[0][1] == ""
    assert all(against for _then, against in shown(look)[1:])
    assert "Change 1 candidate" in look.words
    assert statuses() == [Status.DOCUMENTS] * 3
    assert events("candidate.filed") == 0


def test_whom_no_rule_refuses_is_changed_with_a_line_of_the_log_each(
    clerk: Browser, three: list[Candidate]
) -> None:
    hand_in_all(three[1])

    answer = clerk.post(URL, chosen(three, FILED, confirmed="1"))
    page = clerk.follow(answer)

    assert answer.status == 303
    assert statuses() == [Status.FILED, Status.FILED, Status.DOCUMENTS]
    assert events("candidate.filed") == 2
    assert "Changed: 2, left out: 1" in page.words
    assert "Together: Filed with the commission" in page.words


def test_documents_that_the_law_asks_of_nobody_such_are_not_marked_and_earlier_ones_stay(
    clerk: Browser, three: list[Candidate]
) -> None:
    form = {**PAPERS, "documents": ["biography", "party_membership"]}

    clerk.post(URL, chosen(three, form, confirmed="1"))

    db.session.rollback()
    found = [{one.kind for one in db.session.get_one(Candidate, one.id).documents} for one in three]
    assert len(found[0]) == 8
    assert found[1:] == [{Document.BIOGRAPHY, Document.PARTY_MEMBERSHIP}, {Document.BIOGRAPHY}]
    assert events("candidate.documents") == 2  # the first had them all


def test_all_is_taken_back_at_once(clerk: Browser, three: list[Candidate]) -> None:
    before = tables()
    batch = clerk.post(URL, chosen(three, PAPERS, confirmed="1")).location
    assert tables() != before

    answer = clerk.post(f"{batch}/undo")
    assert answer.status == 303
    assert run_next()
    page = clerk.get(batch)

    assert "the register is as it was before" in page.words
    assert tables() == before
    assert events("candidate.import_undone") == 2


def tables() -> object:
    """Returns where each candidacy stands, its documents and its steps."""
    db.session.rollback()
    found = db.session.scalars(sa.select(Candidate).order_by(Candidate.id)).all()
    steps = db.session.execute(sa.select(CandidateStep.candidate_id, CandidateStep.to_status)).all()
    standing = [
        (one.status, one.status_on, one.ground, {paper.kind for paper in one.documents}) for one in found
    ]
    return standing, sorted(map(tuple, steps))


def test_step_is_taken_back_with_its_trace(clerk: Browser, three: list[Candidate]) -> None:
    before = tables()
    batch = clerk.post(URL, chosen(three, FILED, confirmed="1")).location

    clerk.post(f"{batch}/undo")
    run_next()

    assert tables() == before


def test_one_that_was_changed_since_stops_the_taking_back_and_is_named(
    clerk: Browser, three: list[Candidate]
) -> None:
    batch = clerk.post(URL, chosen(three, PAPERS, confirmed="1")).location
    with transaction():
        db.session.get_one(Candidate, three[1].id).education = "КазНУ"
    between = tables()

    clerk.post(f"{batch}/undo")
    run_next()
    page = clerk.get(batch)

    assert tables() == between
    assert "rows edited, or used elsewhere, since: 1" in page.words
    assert f"row 2: {three[1].person.surname}" in page.words


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({**PAPERS, "id": []}, "candidates.nobody_chosen"),
        ({**PAPERS, "documents": []}, "candidates.nothing_chosen"),
    ],
    ids=["nobody", "nothing"],
)
def test_senseless_wish_is_refused_in_words(
    clerk: Browser, three: list[Candidate], form: dict[str, object], words: str
) -> None:
    answer = clerk.post(URL, {"id": [str(three[0].id)], **form, "confirmed": "1"})

    assert answer.status == 422
    assert words not in answer.words
    assert answer.page.xpath("//*[@role='alert']")


def test_more_than_a_page_can_carry_are_refused(
    three: list[Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "MOST", 2)

    with pytest.raises(Refused) as refused:
        together.refuse_useless(three, together.Wish(status=Status.FILED))

    assert [one.code for one in refused.value.objections] == ["candidates.too_many_together"]
    together.refuse_useless(three[:2], together.Wish(status=Status.FILED))


def test_when_nobody_would_change_nothing_is_kept(clerk: Browser, three: list[Candidate]) -> None:
    answer = clerk.post(URL, chosen(three[1:], FILED, confirmed="1"))

    assert answer.status == 422
    assert db.session.scalars(sa.select(ImportBatch)).all() == []


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [(Role.OBSERVER, "", 403), (Role.TRAINER, "", 403), (Role.ADMINISTRATOR, "", 403), (Role.HQ_STAFF, "150000000/", 422)],
)  # fmt: skip
def test_others_change_nobody(
    login: LogIn, three: list[Candidate], role: Role, path: str, status: int
) -> None:
    answer = login(role, path).post(URL, chosen(three, FILED, confirmed="1"))

    assert (answer.status, statuses()) == (status, [Status.DOCUMENTS] * 3)


def test_actor_of_another_territory_changes_nobody(three: list[Candidate]) -> None:
    with pytest.raises(Forbidden), transaction():
        together.change_together(
            coordinator("150000000/"), three, together.Wish(status=Status.FILED), date(2021, 7, 5)
        )


def test_page_makes_as_many_queries_for_three_as_for_one(clerk: Browser, three: list[Candidate]) -> None:
    ids = [f"id={one.id}" for one in three]
    made = []
    for some in (ids[:1], ids):
        with counting_queries() as done:
            assert clerk.get(f"{URL}?{'&'.join(some)}").status == 200
        made.append(len(done))

    assert made[0] == made[1]
