"""One side of the world: a district with a row of every kind that has a territory, each text marked with a word."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import update

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.alphabet import fold, sort_key
from elections.candidates.models import CandidateDocument, CandidateStep
from elections.candidates.registration import Document, Status
from elections.database import db, transaction
from elections.headquarters.models import Support
from elections.headquarters.support_rules import SupportKind
from elections.jobs.models import Job, JobFile, JobState
from elections.people.models import Person
from elections.platforms.checklist import Point, Verdict
from elections.platforms.review_models import (
    PlatformApproval,
    PlatformCheck,
    PlatformComment,
    PlatformSubmission,
)
from elections.platforms.workflow import PlatformStatus, Side
from elections.privacy.models import Incident
from elections.reports.models import ReportFile
from elections.results.dispute_models import ProtocolDispute
from elections.results.disputes import Instance
from elections.results.entries import State
from elections.results.models import EntryVotes, Outcome, OutcomeChange, OutcomeVotes, ProtocolEntry
from elections.results.tally import OutcomeState
from elections.search.models import SavedView
from elections.tasks.models import TaskFile
from elections.territory.models import Unit
from elections.training.attendance_paper import BADGE
from elections.training.models import Attendance, Seminar, SeminarStatus
from elections.training.notice_models import NoticeCall, NoticeKind, SeminarNotice
from elections.training.tokens import token_of
from tests.factories import Factory

WEEK, HOUR = timedelta(7), timedelta(hours=1)
NOON = datetime(2021, 7, 3, 6, tzinfo=UTC)
DAY = date(2021, 7, 3)


class Builder:
    """Makes the rows of one side; `ids` says which number each kind of address takes, `marks` what must not get out."""

    def __init__(
        self, factory: Factory, region: Unit, common: int, word: str, kato: str, number: int
    ) -> None:
        self.factory, self.word, self.number, self.common = factory, word, number, common
        self.region, self.kato, self.ids = region, kato, dict[str, Any]()
        self.marks = {word.lower(), kato, self.phone(0)[:-2]}

    def phone(self, last: int) -> str:
        """A number of this side alone."""
        return f"+7 70{self.number} {self.number}71 93 {last:02d}"

    def text(self, of: str) -> str:
        return f"{self.word} {of}"

    def save(self, row: Any) -> Any:
        with transaction():
            db.session.add(row)
        return row

    def build(self) -> "Builder":
        self.territory()
        self.people()
        self.dossier()
        self.offices()
        self.watchers()
        self.school()
        self.programme()
        self.count()
        self.work()
        return self

    def territory(self) -> None:
        make, text = self.factory, self.text
        self.district = make.district(
            self.kato, self.region, name_ru=text("ауданы"), name_kk=text("ауданы"),
        )  # fmt: skip
        self.path = self.district.path
        self.places = [
            make.constituency(
                self.district, kato=f"{self.kato[:4]}{place}0000", name_ru=text(f"округ {place}"), name_kk=text(f"округі {place}"),
                voters=7000 + 100 * self.number,
            )
            for place in (3, 5)
        ]  # fmt: skip
        self.precinct = make.precinct(self.places[0], address=text("көшесі"), phone=self.phone(1))
        self.contest, self.second = (make.contest(place) for place in self.places)
        self.ids |= {
            "unit_id": self.district.id, "constituency_id": self.places[0].id, "precinct_id": self.precinct.id,
            "contest_id": self.contest.id, "path": self.path, "kato": self.kato, "place_kato": self.places[0].kato, "region_kato": self.region.kato,
        }  # fmt: skip

    def person(self, last: int) -> Person:
        surname, given = f"{self.word}ов", f"{self.word}бек"
        full = f"{surname} {given}"
        return self.factory.person(
            surname=surname, given_name=given, patronymic="", sort_key=sort_key(full), search_text=fold(full),
            phone=self.phone(last), email=f"{self.number}{last}@{self.kato}.example", address=self.text("үйі"),
            born_on=date(1970 + last, 1, 1 + self.number), birth_year=1970 + last,
        )  # fmt: skip

    def people(self) -> None:
        vault = current_app.extensions["vault"]
        self.folk = [self.person(last) for last in range(2, 8)]
        iin = f"7{self.number}0101300{self.number}12"
        with transaction():
            one = db.session.get_one(Person, self.folk[0].id)
            one.iin_sealed, one.iin_index = vault.encrypt(iin), vault.blind_index(iin)
            one.iin_masked = f"********{iin[-4:]}"
        self.ids |= {"one": self.folk[0].id, "other": self.folk[1].id, "person_id": self.folk[0].id}
        self.marks.add(iin)

    def dossier(self) -> None:
        make, text = self.factory, self.text
        said = {
            name: text(name)
            for name in ("ground", "education", "occupation", "workplace", "biography", "note")
        }
        self.candidate = make.candidate(self.contest, self.folk[0], **said)
        self.rival = make.candidate(self.contest, self.folk[1], own=False, **said)
        make.candidate(self.second, self.folk[2], status=Status.PROPOSED, **said)
        scan = make.scan(self.candidate, name=text("scan.pdf"))
        self.save(CandidateDocument(candidate_id=self.candidate.id, kind=Document.BIOGRAPHY, received_on=DAY))
        make.scan(self.candidate, document=None, name=text("photo.jpg"), mimetype="image/jpeg", content=b"x")
        make.consent(self.candidate)
        self.save(
            CandidateStep(candidate_id=self.candidate.id, path=self.candidate.path, to_status=Status.REGISTERED, decided_on=DAY,
                          note=text("note"), reason=text("reason"), made_by=f"staff{self.number}", made_at=NOON)
        )  # fmt: skip
        self.ids |= {"candidate_id": self.candidate.id, "scan_id": scan.id, "assessment_id": make.assessment(
            self.contest, source=text("source"), author=text("author")).id}  # fmt: skip

    def offices(self) -> None:
        make, text = self.factory, self.text
        office = make.headquarters(
            self.path, territory_ru=text("штаб"), territory_kk=text("штаб"), address=text("көше"), phone=self.phone(10),
            sort_key=sort_key(self.word), search_text=fold(self.word), opening_hours=text("9-18"),
        )  # fmt: skip
        self.member = make.member(office, self.folk[3])
        support = self.save(
            Support(headquarters_id=office.id, path=self.path, kind=SupportKind.MATERIAL, what=text("машина"),
                    requested_on=DAY, requested_by=f"staff{self.number}", reason=text("reason"))
        )  # fmt: skip
        self.ids |= {"headquarters_id": office.id, "member_id": self.member.id, "support_id": support.id}

    def watchers(self) -> None:
        make, text = self.factory, self.text
        proxy = make.proxy(self.candidate, self.precinct, self.folk[4], note=text("note"))
        observer = make.observer(
            self.precinct, self.folk[5], mandate_number=f"M{self.number}7193", phone_consent_on=DAY
        )
        seated = make.commission_member(self.precinct, f"{self.word}ев Асхат")
        self.ids |= {"proxy_id": proxy.id, "observer_id": observer.id, "commission_member_id": seated.id}

    def school(self) -> None:
        make, text = self.factory, self.text
        held = {"territory_ru": text("аудан"), "territory_kk": text("аудан"), "place": text("клуб"), "reason": text("себеп"),
                "link": f"https://{self.kato}.example/", "starts_at": NOON + self.number * WEEK, "ends_at": NOON + self.number * WEEK + HOUR}  # fmt: skip
        self.seminar = seminar = make.seminar(self.path, **held)
        part = make.participation(seminar, self.folk[0])
        closed = make.seminar(self.path, status=SeminarStatus.CLOSED, **held)
        done = make.participation(closed, self.folk[1], attendance=Attendance.PASSED, score=90)
        certificate = make.certificate(done, printed={"name": f"{self.word}ов"})
        make.participation(closed, self.folk[2], attendance=Attendance.PASSED)
        make.participation(db.session.get_one(Seminar, self.common), self.folk[2], path=self.path)
        notice = self.save(
            SeminarNotice(seminar_id=seminar.id, path=self.path, kind=NoticeKind.MOVED, reason=text("себеп"),
                          was_place=text("мектеп"), was_starts_at=NOON, made_by=f"staff{self.number}")
        )  # fmt: skip
        self.save(
            NoticeCall(
                notice_id=notice.id, participation_id=part.id, reached_by=text("coordinator"), reached_at=NOON
            )
        )
        self.ids |= {"seminar_id": seminar.id, "participation_id": part.id, "part_id": part.id, "notice_id": notice.id,
                     "certificate_id": certificate.id, "certificate_code": certificate.code,
                     "badge": token_of(BADGE, str(part.id))}  # fmt: skip

    def programme(self) -> None:
        make, text = self.factory, self.text
        said = {name: text(name) for name in ("title_ru", "title_kk", "text_ru", "text_kk")}
        platform = make.platform(self.candidate, status=PlatformStatus.SUBMITTED, submissions=1, **said)
        words = ("what_ru", "what_kk", "place", "indicator", "indicator_kk", "responsible", "responsible_kk")
        pledge = make.pledge(platform, **{name: text(name) for name in words})
        make.imprint(platform, issued_by=text("филиал"), printer=text("баспа"), ordered_by=text("кандидат"))
        means = make.means(self.places[0], document=text("шешім"))
        stamp = {
            "platform_id": platform.id,
            "path": platform.path,
            "login": f"staff{self.number}",
            "at": NOON,
        }
        self.save(PlatformSubmission(number=1, texts=said, pledges=[], **stamp))
        self.save(PlatformApproval(side=Side.LAWYER, **stamp))
        self.save(
            PlatformCheck(
                submission=1, point=Point.ORDER, verdict=Verdict.BROKEN, words=text("words"), **stamp
            )
        )
        comment = self.save(PlatformComment(language="kk", quote=text("quote"), body=text("body"), **stamp))
        self.ids |= {
            "platform_id": platform.id,
            "pledge_id": pledge.id,
            "means_id": means.id,
            "comment_id": comment.id,
        }

    def count(self) -> None:
        make, text, home = self.factory, self.text, {"path": self.contest.path}
        self.protocol = protocol = make.protocol(
            self.contest, self.precinct, state=State.ACCEPTED, accepted_at=NOON
        )
        votes = [(self.candidate.id, 301 + self.number), (self.rival.id, 97)]
        entry = self.save(
            ProtocolEntry(protocol_id=protocol.id, number=1, entered_by_login=f"staff{self.number}", voters=500, ballots_issued=410,
                          took_part=400 + self.number, invalid=1, against_all=1, likeness=1, source=text("source"),
                          reason=text("reason"), confirmed_reason=text("confirmed"), **home,
                          votes=[EntryVotes(candidate_id=one, votes=number) for one, number in votes])
        )  # fmt: skip
        with transaction():
            db.session.execute(
                update(type(protocol))
                .where(type(protocol).id == protocol.id)
                .values(accepted_entry_id=entry.id)
            )
        counted = {"contest_id": self.contest.id, "state": OutcomeState.PRELIMINARY, "precincts_received": 1,
                   "winner_id": self.candidate.id, "is_called": True, "is_tie": False, **home}  # fmt: skip
        self.save(
            Outcome(precincts_expected=1, leader_id=self.candidate.id, took_part=400, margin=200, preliminary_at=NOON, **counted,
                    votes=[OutcomeVotes(candidate_id=one, votes=number) for one, number in votes])
        )  # fmt: skip
        self.save(OutcomeChange(**counted))
        self.save(
            ProtocolDispute(protocol_id=protocol.id, by_whom=text("by"), instance=Instance.COURT, since_on=DAY, reason=text("reason"),
                            state_before=State.ACCEPTED, **home)
        )  # fmt: skip
        make.official(self.candidate, source=text("source"), reason=text("reason"))
        photo = make.photo(protocol)
        self.ids |= {"protocol_id": protocol.id, "photo_id": photo.id}

    def work(self) -> None:
        make, text = self.factory, self.text
        owner = make.user(
            login=f"staff{self.number}", name=text("қызметкер"), role=Role.HQ_STAFF, path=self.path, territory_label=text("ауданы"),
        )  # fmt: skip
        task = make.task(self.contest, title=text("тапсырма"), note=text("note"), proof=text("proof"), reason=text("reason"),
                         owner_user_id=owner.id)  # fmt: skip
        make.task(path=self.path, title=text("аудандық"), owner_member_id=self.member.id)
        proof = self.save(
            TaskFile(task_id=task.id, path=task.path, name=text("photo.jpg"), mimetype="image/jpeg", size=1, digest="1",
                     content_sealed=current_app.extensions["vault"].encrypt_bytes(b"x"), uploaded_by=owner.login)
        )  # fmt: skip
        view = self.save(SavedView(owner_id=owner.id, owner_login=owner.login, name=text("тізім"), filters={}, is_shared=True,
                                   path=self.path))  # fmt: skip
        link = make.board_link(self.path, name=text("экран"), made_by_login=owner.login)
        job = self.save(
            Job(kind="reports.batch", params={"kind": "district", "language": "ru"}, user_id=owner.id, user_login=owner.login,
                state=JobState.DONE, path=self.path, result={"files": 1})
        )  # fmt: skip
        file = self.save(JobFile(job_id=job.id, path=self.path, name=f"{self.kato}.pdf", mimetype="application/pdf", size=4,
                                 sha256="0" * 64, content=self.word.encode()))  # fmt: skip
        self.save(
            ReportFile(kind="district", key=self.kato, language="ru", log_id=0, day=DAY, made_with="x", digest="x", sha256="x", size=4,
                       content=self.word.encode(), path=self.path)
        )  # fmt: skip
        make.draft(self.protocol, owner)
        incident = self.save(
            Incident(path=self.path, what=text("what"), whose=text("whose"), data=text("data"), measures=text("measures"),
                     contact=text("contact"), noticed_at=NOON, reported_by=owner.login)
        )  # fmt: skip
        self.ids |= {"user_id": owner.id, "task_id": task.id, "proof_id": proof.id, "view_id": view.id, "link_id": link.id,
                     "job_id": job.id, "job_file_id": file.id, "incident_id": incident.id}  # fmt: skip

    def logins(self) -> list[User]:
        """The accounts of this side, one of each role."""
        return [
            self.factory.user(
                login=f"{role.value}{self.number}", name=self.text(role.value), role=role, path=self.path
            )
            for role in Role
        ]
