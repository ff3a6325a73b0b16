"""A night to look at: two regions, three districts, four contests with a nominee of the party each."""

from contextvars import Context
from dataclasses import dataclass
from datetime import date

import pytest

from elections.accounts.access import Actor, Role
from elections.board.actions import make_link
from elections.campaign.queries import present
from elections.database import db, transaction
from elections.territory.models import Unit
from tests.browsing import Browser
from tests.factories import Factory
from tests.results.count import Count, start_count

COORDINATOR = Actor(3, "coordinator", Role.COORDINATOR, "")


@dataclass(frozen=True)
class Night:
    """The counts, the two of the first district before that of the second, and that of the other region."""

    counts: tuple[Count, ...]
    near: Unit
    region: str
    district: str
    other: str

    def link(self, path: str = "", name: str = "Экран в зале", ends_on: date = date(2021, 7, 27)) -> str:
        """Makes a link and returns its address."""
        with transaction():
            _link, token = make_link(COORDINATOR, name=name, path=path, ends_on=ends_on, now=present(None))
        return f"/board/{token}"


def again(browser: Browser, url: str, stamp: str) -> tuple[int, str]:
    """Looks again with the stamp of the last look, as a server is asked; returns status and the new stamp."""
    db.session.rollback()
    answer = Context().run(browser.client.get, url, headers={"If-None-Match": stamp})
    return answer.status_code, answer.headers.get("ETag", "")


@pytest.fixture
def night(factory: Factory, monkeypatch: pytest.MonkeyPatch) -> Night:
    election = factory.election()
    monkeypatch.setattr("tests.board.conftest.present", lambda _none: election.clock_at)
    near = factory.district("113200000", name_ru="Аккольский район")
    next_ = factory.district("113400000", name_ru="Аршалынский район")
    far = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    counts = tuple(
        start_count(factory, contest=factory.contest(factory.constituency(one)), precincts=2)
        for one in (near, near, next_, far)
    )
    return Night(counts, near, "110000000/", near.path, "150000000/")
