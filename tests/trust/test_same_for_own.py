"""What a district sees does not depend on what others have: no word, no sum, no choice, no page more or less.

Every address is read by a district's people while the country holds nothing else, and again when another district is
there with a row of everything. Both readings are the same, so no counter, drop-down, search, export or paper can tell.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from config import Settings
from elections.accounts.access import Role
from elections.app import create_app
from elections.database import EVERYWHERE, db, looking_from
from tests.browsing import Answer
from tests.trust.forms import Sheet, sheets
from tests.trust.permissions import ASKED
from tests.trust.routes import Address, addresses, routes
from tests.trust.test_matrix import LEAVING, allowed
from tests.trust.world import ABOVE, World, text_of

CHANGING = re.compile(
    r'nonce="[^"]*"|name="(csrf_token|idempotency_key)"[^>]*>|value="[^"]*"[^>]*name="(csrf_token|idempotency_key)"'
    r'|\?at=\d+|base64,[^"]*'
)
"""What is new on every page; the number of the log's newest event, by which a paper is asked later, also in its QR code."""
BY_MOMENT = {
    "health.show",
    "health.ready",
    "rehearsal.over",
    "board.show_public",
    "board.note_sight",
    "factors.set_up",
}
"""What tells the present moment (how far the log has come), or a fresh secret, and nothing of any territory."""
SEARCHES = ("/search?q={word}", "/candidates?q={word}", "/tasks?q={word}", "/territory?q={word}", "/headquarters?q={word}",
            "/protocols?q={word}", "/pledges?q={word}")  # fmt: skip


def reader(address: Address) -> Role | None:
    """Whose eyes an address is read with: the first role that may."""
    order = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.TRAINER, Role.LAWYER)
    return next((role for role in order if allowed(role, address, finely=True)), None)


def plain(answer: Answer) -> str:
    """What an answer says; of one that leads on (to a new record, with the next number), only that it does."""
    if answer.status in (302, 303):
        return str(answer.status)
    return f"{answer.status} {CHANGING.sub('', text_of(answer))}"


class Reading:
    """All that a district's people can read: every address, every export, every search."""

    def __init__(self, world: World) -> None:
        self.world, self.texts = world, dict[str, str]()
        for role in Role:
            world.browser(role, 1).get("/password")  # whatever was still to be said is said there
        for rule, method in routes(world.app):
            for address in addresses(rule, method, world.sides[1], world.sides[1]):
                role = reader(address)
                if (
                    method == "GET"
                    and not address.foreign
                    and role
                    and address.endpoint not in (*BY_MOMENT, *LEAVING)
                ):
                    self._read(role, address)
        for url in world.seen_from_below:
            self._keep(url, world.browser(Role.COORDINATOR, 1).get(url))
        for search in SEARCHES:
            for word in ("а", "700", "Округ", world.sides[1].word):
                self._keep(
                    search.format(word=word), world.browser(Role.COORDINATOR, 1).get(search.format(word=word))
                )

    def _read(self, role: Role, address: Address) -> None:
        browser = self.world.browser(role, 1)
        answer = browser.get(address.url, **ASKED.get(address.endpoint, {}))
        self._keep(f"{role.value} {address.url}", answer)
        if answer.mimetype == "text/html" and answer.status == 200:
            for sheet in sheets(address.url, answer):
                if sheet.method == "POST" and (
                    "export" in sheet.url or sheet.url.split("?")[0] == address.url
                ):
                    self._keep(f"{role.value} POST {sheet.url}", browser.post(sheet.url, filled(sheet)))

    def _keep(self, name: str, answer: Answer) -> None:
        assert answer.status != 500, name
        self.texts[name] = plain(answer)


def filled(sheet: Sheet) -> dict[str, object]:
    """A form as it stands, with a reason where one is asked for."""
    return {
        **sheet.values,
        **{name: ["для проверки"] for name in sheet.fields if name in ("reason", "purpose", "what_for")},
    }


@pytest.fixture
def elsewhere(sqlite_app: tuple[Flask, Path], settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """An empty campaign in a file of its own, so that the world of the other tests stays."""
    path = tmp_path / "own.sqlite"
    shutil.copy(sqlite_app[1].with_suffix(".empty"), path)
    app = create_app(replace(settings, database_url=f"sqlite:///{path}"))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, SERVER_NAME="localhost")
    with app.app_context(), looking_from(EVERYWHERE):
        yield app
        db.session.remove()
        db.engine.dispose()


def test_others_change_nothing_of_what_a_district_reads(
    elsewhere: Flask, monkeypatch: pytest.MonkeyPatch, paper_as_text: None
) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False):
        world, commit = World(elsewhere), db.session.commit
        world.add(1)
        world.log_in_all()
        world.freeze(monkeypatch)
        before = Reading(world)
        monkeypatch.setattr(db.session, "commit", commit)
        world.add(2)
        world.freeze(monkeypatch)
        after = Reading(world)

    assert before.texts.keys() == after.texts.keys()
    different = {
        name: first_difference(text, after.texts[name])
        for name, text in before.texts.items() if text != after.texts[name]
    }  # fmt: skip
    assert not different, "\n".join(f"{name}: {told}" for name, told in different.items())
    marks = {*world.sides[2].marks, ABOVE.lower()}
    assert not [name for name, text in after.texts.items() if any(mark in text for mark in marks)]


def first_difference(one: str, other: str) -> str:
    """Where two texts part."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 80) : at + 60]!r} | {other[max(0, at - 20) : at + 60]!r}"
