"""Two clerks at one protocol on the night, and a coordinator: nothing typed is lost, only what differs is looked at again."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from elections.accounts.models import User
from elections.campaign.models import Election
from elections.candidates.queries import list_ballot
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.demo.accounts import DISTRICT
from elections.results.entries import State
from elections.results.models import Protocol
from elections.results.queries import votes_of
from elections.territory.models import Precinct
from tests.browser.conftest import DESK, PHONE, Site

INVALID = 2


@dataclass(frozen=True)
class Paper:
    """A protocol that is expected, its voters by the register, and the votes on its paper by candidate."""

    id: int
    voters: int
    votes: dict[int, int]

    def figures(self, **misread: int) -> dict[str, str]:
        """Returns what somebody types who reads the paper, with some figures misread."""
        took_part = sum(self.votes.values())
        read = {
            "voters": self.voters, "ballots_issued": took_part + INVALID, "took_part": took_part, "invalid": INVALID,
            "against_all": 0, **{f"votes_{one}": votes for one, votes in self.votes.items()}, **misread,
        }  # fmt: skip
        return {name: str(value) for name, value in read.items()}


def test_two_clerks_and_a_coordinator_agree_on_one_protocol(site: Site, open_as: Callable[..., Page]) -> None:
    paper = prepare(site)
    one, other = (f"votes_{candidate}" for candidate in list(paper.votes)[:2])
    first, second = open_as("hq", width=PHONE), open_as("hq2", width=PHONE)
    for clerk in (first, second):
        clerk.goto(f"/protocols/{paper.id}/entry")
    right = {name: int(value) for name, value in paper.figures().items()}
    misread = paper.figures(**{one: right[one] - 1, other: right[other] + 1})

    save(first, paper.figures())
    word = first.locator(".flash")
    assert word.evaluate("it => it.clientHeight < 4 * parseFloat(getComputedStyle(it).lineHeight)"), (
        "no taller than its words"
    )
    save(second, misread, confirm=False)
    told = second.locator(".summary")
    expect(told).to_contain_text("hq")
    assert read(second, misread) == misread

    save(second, {}, confirm=False)
    expect(second.locator("#differing input")).to_have_count(2)
    expect(second.locator(f"#differing #{one}")).to_have_value(misread[one])
    expect(second.locator("#voters")).to_be_hidden()
    assert second.evaluate("document.documentElement.scrollWidth") <= PHONE
    save(second, {})
    assert state_of(site, paper.id) is State.DIFFERS

    coordinator = open_as("coordinator", width=DESK)
    coordinator.goto(f"/protocols/{paper.id}")
    coordinator.click(f"a[href='/protocols/{paper.id}/resolution']")
    expect(coordinator.locator("fieldset[id^=pick_]")).to_have_count(2)
    for name in (one, other):
        coordinator.locator(f"#pick_{name} input[value='{right[name]}']").check()
    save(coordinator, {"reason": "На бумаге так"})

    assert accepted(site, paper.id) == paper.votes
    expect(coordinator.locator("main")).to_contain_text("На бумаге так")


def prepare(site: Site) -> Paper:
    """Requires two entries, adds a second clerk, and takes a protocol of the district that is expected."""
    with site.app.app_context(), looking_from(EVERYWHERE), transaction():
        db.session.scalars(sa.select(Election)).one().entries_required = 2
        clerk = db.session.scalars(sa.select(User).where(User.login == "hq")).one()
        names = ("name", "role", "path", "territory_label", "password_hash", "is_demo")
        db.session.add(User(login="hq2", **{name: getattr(clerk, name) for name in names}))
        statement = (
            sa.select(Protocol).join(Protocol.precinct)
            .where(Protocol.path.contains(DISTRICT), Protocol.state == State.EXPECTED, Precinct.voters > 50)
            .order_by(Precinct.voters, Protocol.id)
        )  # fmt: skip
        for protocol in db.session.scalars(statement):
            ballot = [one.id for one in list_ballot(protocol.contest_id)]
            if len(ballot) > 1:
                share = protocol.precinct.voters * 6 // 10 // len(ballot)
                return Paper(
                    protocol.id, protocol.precinct.voters,
                    {one: share + place for place, one in enumerate(ballot)},
                )  # fmt: skip
    raise AssertionError("no protocol of the district is expected")


def save(page: Page, figures: dict[str, str], *, confirm: bool = True) -> None:
    """Types figures and saves; what is unlikely is confirmed with a reason when it is asked for."""
    for name, value in figures.items():
        if page.locator(f"#{name}").is_visible():
            page.fill(f"#{name}", value)
    press(page)
    if confirm and page.locator("#unlikely").count():
        page.check("#confirmed")
        if not page.input_value("#reason"):
            page.fill("#reason", "Так на бумаге")
        press(page)


def press(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form:has(#voters) button:not([formaction])").last.click()


def read(page: Page, figures: dict[str, str]) -> dict[str, str]:
    return {name: page.input_value(f"#{name}") for name in figures}


def state_of(site: Site, protocol_id: int) -> State:
    with site.app.app_context(), looking_from(EVERYWHERE):
        return db.session.get_one(Protocol, protocol_id).state


def accepted(site: Site, protocol_id: int) -> dict[int, int]:
    with site.app.app_context(), looking_from(EVERYWHERE):
        protocol = db.session.get_one(Protocol, protocol_id)
        assert protocol.state is State.ACCEPTED
        return votes_of(protocol.accepted_entry)
