"""A campaign of two districts in two regions, and people of every role who belong to one, the other, or see all."""

import io
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import pypdf
import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.accounts.models import User, UserSession
from elections.audit.anchor_actions import note_head
from elections.audit.models import AuditEvent
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.imports.models import ImportBatch
from elections.jobs.queue import run_next
from elections.training.course_models import CourseMaterial, CourseModule
from tests.browsing import PASSWORD, Answer, Browser
from tests.factories import Factory
from tests.trust.border import Border
from tests.trust.sides import HOUR, NOON, WEEK, Builder

OWN, FOREIGN, ABOVE = "Қызғалдақ", "Бәйшешек", "Тырнатай"
"""The words that mark whatever belongs to each side, and whoever works above both; no text of the product holds them."""
SIDES = {1: (OWN, "117800000"), 2: (FOREIGN, "116400000")}
"""By its number: a side's word and its district; both lie in one region."""


@dataclass
class World:
    """The application with its rows: the sides by number, and who is logged in."""

    app: Flask
    factory: Factory = field(default_factory=Factory)
    sides: dict[int, Builder] = field(default_factory=dict)
    browsers: dict[tuple[Role, int], Browser] = field(default_factory=dict)
    fence: Border | None = None
    border: Border | None = None
    """The fence while it is looked at, with whatever is about to be saved."""
    has_nation: bool = False
    crossed: list[str] = field(default_factory=list)
    pages: list[tuple[Browser, str, Answer]] = field(default_factory=list)
    """The pages of the first side as they were read once: who looked, the address, the page."""

    @cached_property
    def region(self) -> Any:
        """The region of both sides."""
        return self.factory.region(name_ru="Облыс")

    @cached_property
    def above(self) -> dict[str, int]:
        """What the region has for all its districts: a headquarters and a seminar, seen from below, and who works there."""
        make, path = self.factory, self.region.path
        office = make.headquarters(path, territory_ru="Облыс", territory_kk="Облыс")
        make.member(office, make.person(surname=f"{ABOVE}ов", phone="+7 709 111 22 33"))
        seminar = make.seminar(path, place="Облыс клубы", starts_at=NOON - WEEK, ends_at=NOON - WEEK + HOUR)
        return {"headquarters": office.id, "seminar": seminar.id}

    @property
    def seen_from_below(self) -> list[str]:
        """The addresses of what the region has for all its districts."""
        seminar, office = f"/seminars/{self.above['seminar']}", f"/headquarters/{self.above['headquarters']}"
        return [
            seminar,
            f"{seminar}/enrolment",
            f"{seminar}/enrolment/group",
            f"{seminar}/list",
            office,
            f"{office}/members/new",
        ]

    @cached_property
    def shared(self) -> dict[str, int]:
        """The numbers of what belongs to the whole country."""
        make = self.factory
        course, party = make.course(), make.party()
        with transaction():
            module = CourseModule(
                course_id=course.id, position=1, title_ru="Модуль", title_kk="Модуль", hours=1
            )
            material = CourseMaterial(
                course_id=course.id,
                title="Материал",
                name="a.txt",
                mimetype="text/plain",
                size=1,
                digest="1",
                content=b"x",
                added_by="hq",
            )
            db.session.add_all([module, material])
        return {
            "course_id": course.id,
            "party_id": party.id,
            "module_id": module.id,
            "material_id": material.id,
            "trainer_id": make.trainer("А. Ортақ").id,
        }

    @cached_property
    def anchor(self) -> int:
        """The number of an anchor of the log, which is one for the whole country."""
        with transaction():
            anchor = note_head(NOON)
        assert anchor
        return anchor.id

    def add(self, number: int) -> Builder:
        """Builds a side, with what only its people make on the pages themselves."""
        word, kato = SIDES[number]
        above = self.factory, self.region, self.above["seminar"]
        side = self.sides[number] = Builder(*above, word, kato, number).build()
        side.logins()
        side.ids |= self.shared
        self._on_pages(side)
        return side

    def add_nation(self) -> None:
        """Adds somebody of each role who works for the whole country."""
        self.has_nation = True
        for role in Role:
            self.factory.user(login=f"{role.value}0", role=role, path="")

    def log_in_all(self) -> "World":
        """Logs everybody in, before a test keeps nothing of what is sent."""
        for role, number in product(Role, [*([0] if self.has_nation else []), *self.sides]):
            self.browser(role, number)
        return self

    def browser(self, role: Role, number: int) -> Browser:
        """Somebody of a role, of a side or (0) of the whole country, logged in."""
        key = (role, number)
        if key not in self.browsers:
            self.browsers[key] = Browser(self.app)
            answer = self.browsers[key].post(
                "/login", {"login": f"{role.value}{number}", "password": PASSWORD}
            )
            assert answer.status == 303, answer.text
        return self.browsers[key]

    def freeze(self, patch: pytest.MonkeyPatch) -> None:
        """From now on whatever a request would save is checked by the database and taken back."""

        def flush_only() -> None:
            db.session.flush()
            self.at_commit()
            db.session.rollback()

        patch.setattr(db.session, "commit", flush_only)
        patch.setattr(
            "elections.backups.actions.make_here", lambda actor: None
        )  # a file stays, whatever is taken back

    def at_commit(self) -> None:
        """Looks at what a request is about to save, and notes where it crossed the border of the other side."""
        if self.border:
            with looking_from(EVERYWHERE):  # PostgreSQL shows the viewer nothing of the other side
                self.crossed += self.border.crossings()

    def _on_pages(self, side: Builder) -> None:
        browser = self.browser(Role.COORDINATOR, side.number)
        ids, note = side.ids, side.text("note")
        ids["statement_id"] = _made(browser.post("/target/statements/new", {"path": side.path, "note": note}))
        ids["coverage_id"] = _made(browser.post("/training/statements", {"path": side.path}))
        ids["kept_id"] = _made(
            browser.post("/forecast/keep", {"path": side.path, "record": str(50 + side.number)})
        )
        pasted = f"ФИО\tОкруг\n{side.word}ов {side.word}жан\t{side.places[1].kato}\n"
        sent = browser.post("/imports/new", {"kind": "candidates", "pasted": pasted})
        assert sent.status == 303, sent.words
        ids["batch_id"] = db.session.query(ImportBatch).order_by(ImportBatch.id.desc()).first().id
        ids["merge_id"] = self._merge(browser, side)
        ids["event_id"] = self._change(browser, side)
        ids["session_id"] = self._log_in_of(f"{Role.COORDINATOR.value}{side.number}")
        ids["anchor_id"] = self.anchor

    def _log_in_of(self, login: str) -> int:
        user = db.session.query(User).filter_by(login=login).one()
        return db.session.query(UserSession).filter_by(user_id=user.id).first().id

    def _merge(self, browser: Browser, side: Builder) -> int:
        pair = [side.person(last) for last in (20, 21)]
        for one in pair:
            side.factory.participation(side.seminar, one)
        address = f"/people/duplicates/{pair[0].id}/{pair[1].id}"
        page = browser.get(address)
        assert page.status == 200, page.words
        return _made(browser.post(address, {**typed(page), "kept": str(pair[0].id)}))

    def _change(self, browser: Browser, side: Builder) -> int:
        """Changes a dossier, and returns the number of the event in the log."""
        address = f"/candidates/{side.candidate.id}/edit"
        form = typed(browser.get(address))
        sent = browser.post(address, {**form, "workplace": side.text("мекеме")})
        assert sent.status == 303, sent.words
        return (
            db.session.query(AuditEvent)
            .filter_by(action="candidate.changed")
            .order_by(AuditEvent.id.desc())
            .first()
            .id
        )


def typed(answer: Answer, form: int = -1) -> dict[str, Any]:
    """What a form of a page would send as it stands."""
    return dict(answer.page.forms[form].form_values())


def _made(answer: Answer) -> int:
    assert answer.status == 303, answer.words
    return int(answer.location.rstrip("/").rsplit("/", 1)[1])


def run_jobs() -> None:
    """Lets a worker do whatever waits."""
    while run_next():
        pass


def text_of(answer: Answer) -> str:
    """Everything that can be read in an answer, whatever it is: a page, a PDF, a workbook, an archive."""
    return read(answer.data, answer.mimetype).lower()


def read(data: bytes, mimetype: str = "") -> str:
    """The text of a file: of what lies in an archive too, and of what lies in that."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join([*archive.namelist(), *(read(archive.read(name)) for name in archive.namelist())])
    if data.startswith(b"%PDF") and b"%%EOF" in data:
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return data.decode("utf-8", "replace")
