"""Two people at once: two clerks with one protocol, a button pressed twice, a form that is old by the time it is sent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import sqlalchemy as sa
from lxml import html

from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.people.models import Person
from tests.faults.clerk import Clerk, Heard
from tests.faults.ledger import Row, tries
from tests.faults.stand import Stand

Keep = Callable[[Row], None]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Has all do their act at the same moment, and returns what came of each."""
    together = Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        together.wait(20)
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def test_two_clerks_save_one_protocol(stand: Stand, keep: Keep) -> None:
    row = Row("two clerks", stand.database)
    for _ in range(tries(6)):
        paper = stand.ledger.papers.popleft()
        forms = [
            {**paper.form(), "idempotency_key": f"two-{paper.protocol_id}-{place}"} for place in range(2)
        ]
        url = f"/protocols/{paper.protocol_id}/entry"
        heard = at_once(
            *(lambda place=place: stand.clerks[place].post(url, forms[place]) for place in range(2))
        )
        assert sorted(one.status for one in heard) == [303, 422]
        stand.ledger.confirmed[paper.protocol_id] = paper
        row.tries += 1
    keep(stand.ledger.check(stand.app, row))


def test_same_form_sent_several_times(stand: Stand, keep: Keep) -> None:
    row = Row("double submit", stand.database)
    for number in range(tries(6)):
        paper, clerk = stand.ledger.papers.popleft(), stand.clerks[number % 4]
        heard = at_once(*[lambda: stand.ledger.send(clerk, paper)[1]] * 3)
        assert [one.status for one in heard] == [303] * 3
        assert len({one.location for one in heard}) == 1
        row.tries += 1
    keep(stand.ledger.check(stand.app, row))


def form_on(heard: Heard | None) -> dict[str, str]:
    """Returns the answers of the form on a page, as a browser would send them."""
    assert heard is not None
    page = html.document_fromstring(heard.text)
    found = [one for one in page.xpath("//main//form[@method='post']") if "idempotency_key" in one.fields]
    assert found, heard.words[:1000]
    return dict(found[0].form_values())


def test_old_form_overwrites_nothing(stand: Stand, keep: Keep) -> None:
    row = Row("lost update", stand.database)
    first, second = stand.clerks[:2]
    with stand.app.app_context(), looking_from(EVERYWHERE):
        ids = list(db.session.scalars(sa.select(Candidate.id).order_by(Candidate.id)))
        db.session.remove()
    for number in range(tries(3)):
        candidate, url = ids[number % len(ids)], f"/candidates/{ids[number % len(ids)]}/edit"
        theirs, mine = form_on(first.get(url)), form_on(second.get(url))
        phone, name = f"+7 700 000 {number:02d} 01", f"Имя{'а' * number}"
        assert status_of(first, url, {**theirs, "phone": phone}) == 303
        refused = second.post(url, {**mine, "given_name": name})
        assert refused is not None
        assert refused.status == 422
        again = form_on(refused)
        assert again["given_name"] == name, "what was typed is not kept"
        assert status_of(second, url, again) == 303
        row.tries += 1
        with stand.app.app_context(), looking_from(EVERYWHERE):
            person = db.session.get_one(Person, db.session.get_one(Candidate, candidate).person_id)
            row.lost += (person.phone, person.given_name) != (phone, name)
            db.session.remove()
            db.engine.dispose()
    keep(row)


def status_of(clerk: Clerk, url: str, form: dict[str, str]) -> int:
    heard = clerk.post(url, form)
    assert heard is not None
    assert heard.status in (303, 422), heard.words[:1000]
    return heard.status
