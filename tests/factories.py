"""One maker per table: each makes what it needs above it, and takes whatever the test wants otherwise."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from flask import current_app

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.accounts.passwords import hash_password
from elections.alphabet import fold, sort_key
from elections.board.models import BoardLink
from elections.campaign.models import Contest, Election, Party
from elections.candidates.consent import ConsentWay
from elections.candidates.models import Candidate, CandidateFile, Consent
from elections.candidates.registration import Document, Nomination, Status
from elections.database import db, transaction
from elections.forecast.chances import Kind as AssessmentKind
from elections.forecast.models import ContestAssessment
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.headquarters.observers import name_key, read_member
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import CommissionMember, Observer, Proxy
from elections.people.iin import Sex
from elections.people.models import Person
from elections.platforms.imprint_models import Imprint
from elections.platforms.means_models import Means
from elections.platforms.models import MoneySource, Platform, Pledge, Sector
from elections.results.draft_models import ProtocolDraft
from elections.results.models import Protocol
from elections.results.official import OfficialKind
from elections.results.official_models import OfficialResult, OfficialVotes
from elections.results.photo_models import ProtocolPhoto
from elections.tasks.models import Task
from elections.tasks.rules import Kind
from elections.territory.codes import UnitKind
from elections.territory.models import Constituency, Precinct, Unit
from elections.training.certificates import Printed, make_code
from elections.training.models import (
    Attendance,
    Audience,
    Certificate,
    Course,
    Participation,
    Seminar,
    SeminarStatus,
)
from elections.training.trainer_models import Trainer
from elections.training.trainer_queries import key_of
from tests.browsing import PASSWORD

PASSWORD_HASH = hash_password(PASSWORD)
CALLED_ON, VOTING_ON = date(2021, 6, 25), date(2021, 7, 25)
NAMES = ("Асанов", "Әлиев", "Бекова", "Ғалымов", "Дүйсен", "Есенова", "Жұмабай", "Қасымов")


class Factory:
    """Makes rows, committed, so that requests see them."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self._kept: dict[str, Any] = {}

    def _save(self, row: Any) -> Any:
        with transaction():
            db.session.add(row)
        return row

    def _once(self, name: str) -> Any:
        """The row that is made once and shared by all that need one."""
        if name not in self._kept:
            self._kept[name] = getattr(self, name)()
        return self._kept[name]

    def unit(self, kato: str, kind: UnitKind, parent: Unit | None = None, **changes: Any) -> Unit:
        name = changes.pop("name_ru", f"Единица {kato}")
        values = {
            "kato": kato, "kind": kind, "parent_kato": parent.kato if parent else "", "name_ru": name, "name_kk": name,
            "sort_key": sort_key(name), "search_text": fold(f"{name} {kato}"), "valid_from": date(2021, 1, 1),
            "path": (parent.path if parent else "") + kato + "/",
        }  # fmt: skip
        return self._save(Unit(**{**values, **changes}))

    def region(self, kato: str = "110000000", **changes: Any) -> Unit:
        return self.unit(
            kato, UnitKind.REGION, name_ru=changes.pop("name_ru", "Акмолинская область"), **changes
        )

    def district(self, kato: str = "113200000", region: Unit | None = None, **changes: Any) -> Unit:
        name = changes.pop("name_ru", f"Район {kato}")
        return self.unit(kato, UnitKind.DISTRICT, region or self._once("region"), name_ru=name, **changes)

    def constituency(self, district: Unit | None = None, **changes: Any) -> Constituency:
        district = district or self._once("district")
        kato = changes.pop("kato", f"{district.kato[:4]}{next(self.numbers):02d}000")
        name = changes.pop("name_ru", f"Округ {kato}")
        region = db.session.query(Unit).filter_by(kato=district.parent_kato).first()
        values = {
            "kato": kato, "kind": UnitKind.RURAL_OKRUG, "name_ru": name, "name_kk": name, "sort_key": sort_key(name),
            "search_text": fold(f"{name} {kato}"), "district_id": district.id, "region_id": region.id, "voters": 1000,
            "path": f"{district.path}{kato}/",
        }  # fmt: skip
        return self._save(Constituency(**{**values, **changes}))

    def precinct(self, constituency: Constituency | None = None, **changes: Any) -> Precinct:
        constituency = constituency or self._once("constituency")
        values = {
            "constituency_id": constituency.id, "number": next(self.numbers), "voters": 500, "path": constituency.path,
        }  # fmt: skip
        return self._save(Precinct(**{**values, **changes}))

    def party(self, **changes: Any) -> Party:
        code = changes.pop("code", f"P{next(self.numbers)}")
        return self._save(
            Party(**{"code": code, "name_ru": f"Партия {code}", "name_kk": f"{code} партиясы", **changes})
        )

    def election(self, **changes: Any) -> Election:
        own = changes.pop("own_party", None) or self._once("party")
        values = {
            "name_ru": "Выборы акимов", "name_kk": "Әкімдер сайлауы", "called_on": CALLED_ON, "voting_on": VOTING_ON,
            "own_party_id": own.id, "clock_at": datetime(2021, 7, 5, 6, tzinfo=UTC),
        }  # fmt: skip
        election = self._save(Election(**{**values, **changes}))
        self._kept.setdefault("election", election)
        return election

    def contest(self, constituency: Constituency | None = None, **changes: Any) -> Contest:
        constituency = constituency or self.constituency()
        values = {"constituency_id": constituency.id, "path": constituency.path}
        if "election" not in changes and "election_id" not in changes:
            values["election_id"] = self._once("election").id
        return self._save(Contest(**{**values, **changes}))

    def person(self, **changes: Any) -> Person:
        number = next(self.numbers)
        surname = changes.pop("surname", NAMES[number % len(NAMES)])
        given = changes.pop("given_name", f"Асхат{'а' * (number % 5)}")
        patronymic = changes.pop("patronymic", "Мұратұлы")
        full = f"{surname} {given} {patronymic}"
        values = {
            "surname": surname, "given_name": given, "patronymic": patronymic, "sort_key": sort_key(full),
            "search_text": fold(full), "born_on": date(1975, 3, 1), "birth_year": 1975, "sex": Sex.MALE,
        }  # fmt: skip
        return self._save(Person(**{**values, **changes}))

    def candidate(
        self, contest: Contest | None = None, person: Person | None = None, **changes: Any
    ) -> Candidate:
        contest, person = contest or self.contest(), person or self.person()
        own = changes.pop("own", True)
        party_id = self._once("election").own_party_id if own else None
        values = {
            "election_id": contest.election_id, "contest_id": contest.id, "person_id": person.id, "path": contest.path,
            "nomination": Nomination.PARTY if own else Nomination.SELF, "nominated_by_id": party_id,
            "member_of_id": party_id, "status": Status.REGISTERED, "status_on": date(2021, 7, 10),
        }  # fmt: skip
        return self._save(Candidate(**{**values, **changes}))

    def scan(self, candidate: Candidate | None = None, **changes: Any) -> CandidateFile:
        """A scan of a document; with `document=None` the photo."""
        candidate, content = candidate or self.candidate(), changes.pop("content", b"%PDF-1.4 scan")
        values = {
            "candidate_id": candidate.id, "path": candidate.path, "document": Document.BIOGRAPHY, "name": "scan.pdf",
            "mimetype": "application/pdf", "size": len(content), "digest": str(next(self.numbers)),
            "content_sealed": current_app.extensions["vault"].encrypt_bytes(content), "uploaded_by": "hq",
        }  # fmt: skip
        return self._save(CandidateFile(**{**values, **changes}))

    def consent(self, candidate: Candidate | None = None, **changes: Any) -> Consent:
        candidate = candidate or self.candidate()
        values = {
            "candidate_id": candidate.id, "path": candidate.path, "text_version": 1, "given_on": date(2021, 7, 1),
            "way": ConsentWay.PAPER,
        }  # fmt: skip
        return self._save(Consent(**{**values, **changes}))

    def user(self, **changes: Any) -> User:
        login = changes.pop("login", f"user{next(self.numbers)}")
        values = {
            "login": login,
            "name": login,
            "role": Role.COORDINATOR,
            "path": "",
            "password_hash": PASSWORD_HASH,
        }
        return self._save(User(**{**values, **changes}))

    def headquarters(self, path: str = "", **changes: Any) -> Headquarters:
        levels = [Level.NATION, Level.REGION, Level.DISTRICT, Level.CONSTITUENCY]
        values = {
            "election_id": self._once("election").id, "path": path, "level": levels[path.count("/")],
            "territory_ru": "Штаб", "territory_kk": "Штаб",
        }  # fmt: skip
        return self._save(Headquarters(**{**values, **changes}))

    def member(self, headquarters: Headquarters, person: Person | None = None, **changes: Any) -> Member:
        person = person or self.person()
        values = {
            "headquarters_id": headquarters.id, "person_id": person.id, "role": MemberRole.HEAD,
            "since_on": CALLED_ON, "path": headquarters.path,
        }  # fmt: skip
        return self._save(Member(**{**values, **changes}))

    def proxy(
        self, candidate: Candidate | None = None, precinct: Precinct | None = None, person: Person | None = None,
        **changes: Any,
    ) -> Proxy:  # fmt: skip
        """A registered proxy; with `status=ProxyStatus.CONSENTED` one without certificate."""
        candidate, person = candidate or self.candidate(), person or self.person()
        precinct = precinct or self.precinct(candidate.contest.constituency)
        is_registered = changes.get("status", ProxyStatus.REGISTERED) is ProxyStatus.REGISTERED
        values = {
            "candidate_id": candidate.id, "precinct_id": precinct.id, "person_id": person.id, "path": candidate.path,
            "status": ProxyStatus.REGISTERED, "proposed_on": CALLED_ON, "declared_on": CALLED_ON, "consent_on": CALLED_ON,
            "registered_on": date(2021, 7, 1) if is_registered else None, "certificate_number": "7" if is_registered else "",
        }  # fmt: skip
        return self._save(Proxy(**{**values, **changes}))

    def observer(
        self, precinct: Precinct | None = None, person: Person | None = None, **changes: Any
    ) -> Observer:
        """An observer from seven in the morning until eight of the next."""
        precinct, person = precinct or self.precinct(), person or self.person()
        values = {
            "election_id": self._once("election").id, "precinct_id": precinct.id, "person_id": person.id,
            "path": precinct.path, "starts": 420, "ends": 1920, "mandate_number": "1", "mandate_on": CALLED_ON,
        }  # fmt: skip
        return self._save(Observer(**{**values, **changes}))

    def commission_member(
        self, precinct: Precinct | None = None, name: str = "Әлиев Асхат", **changes: Any
    ) -> CommissionMember:
        precinct, known = precinct or self.precinct(), read_member(name)
        values = {
            "precinct_id": precinct.id, "path": precinct.path, "surname": known.name.surname,
            "given_name": known.name.given_name, "patronymic": known.name.patronymic, "birth_year": known.birth_year,
            "name_key": name_key(known.name),
        }  # fmt: skip
        return self._save(CommissionMember(**{**values, **changes}))

    def course(self, **changes: Any) -> Course:
        values = {
            "code": f"C{next(self.numbers)}", "title_ru": "Закон о выборах", "title_kk": "Сайлау туралы заң",
            "audience": Audience.EVERYBODY, "hours": 8,
        }  # fmt: skip
        return self._save(Course(**{**values, **changes}))

    def trainer(self, name: str = "Т. Оспанова", **changes: Any) -> Trainer:
        return self._save(Trainer(name=name, name_key=key_of(name), **changes))

    def _named(self, name: str) -> Trainer:
        """The trainer of that name, made when nobody asked for them yet."""
        known = f"trainer {name}"
        self._kept[known] = self._kept.get(known) or self.trainer(name)
        return self._kept[known]

    def seminar(self, path: str = "", **changes: Any) -> Seminar:
        if "course_id" not in changes:
            changes["course_id"] = self._once("course").id
        if "trainer" in changes:
            changes["trainers"] = [self._named(changes["trainer"])] if changes["trainer"] else []
            del changes["trainer"]
        if "trainers" not in changes:
            changes["trainers"] = [self._once("trainer")]
        values = {
            "election_id": self._once("election").id, "path": path, "place": "Дом культуры", "capacity": 60, "starts_at": datetime(2021, 7, 3, 4, tzinfo=UTC), "ends_at": datetime(2021, 7, 3, 10, tzinfo=UTC),
        }  # fmt: skip
        return self._save(Seminar(**{**values, **changes}))

    def participation(self, seminar: Seminar, person: Person | None = None, **changes: Any) -> Participation:
        person = person or self.person()
        values = {
            "seminar_id": seminar.id, "person_id": person.id, "path": seminar.path, "seminar_path": seminar.path,
            "attendance": Attendance.INVITED,
        }  # fmt: skip
        return self._save(Participation(**{**values, **changes}))

    def certificate(self, participation: Participation | None = None, **changes: Any) -> Certificate:
        """A certificate of somebody who passed; `printed` takes single values: `printed={"hours": 4}`."""
        if participation is None:
            seminar = self.seminar(status=SeminarStatus.CLOSED)
            participation = self.participation(seminar, attendance=Attendance.PASSED)
        number = next(self.numbers)
        code = make_code([number // 23**place % 23 for place in range(11)])
        printed = Printed(number, code, "Әлиев Асхат", "Сайлау туралы заң", "Закон о выборах", 8, "2021-07-03",
                          "2021-07-03", "Біздің", "Наша", "2021-07-05", trainers=["Т. Оспанова"],
                          address="https://sailau.example")  # fmt: skip
        values = {
            "participation_id": participation.id, "path": participation.path, "code": code, "serial_number": number,
            "seminar_path": participation.seminar_path, "issued_on": date(2021, 7, 5),
            "printed": {**printed.as_json(), **changes.pop("printed", {})},
        }  # fmt: skip
        return self._save(Certificate(**{**values, **changes}))

    def platform(self, candidate: Candidate | None = None, **changes: Any) -> Platform:
        candidate = candidate or self.candidate()
        values = {
            "candidate_id": candidate.id,
            "path": candidate.path,
            "status_on": date(2021, 7, 11),
            "title_ru": "Программа",
        }
        return self._save(Platform(**{**values, **changes}))

    def pledge(self, platform: Platform | None = None, **changes: Any) -> Pledge:
        platform = platform or self.platform()
        values = {
            "platform_id": platform.id, "path": platform.path, "sector": Sector.WATER, "what_ru": "Водопровод",
            "indicator": "3 км", "cost_kzt": 25_000_000, "money_source": MoneySource.LOCAL_BUDGET,
            "due_on": date(2023, 9, 1), "responsible": "Аким",
        }  # fmt: skip
        return self._save(Pledge(**{**values, **changes}))

    def means(self, constituency: Constituency | None = None, **changes: Any) -> Means:
        constituency = constituency or self._once("constituency")
        values = {
            "constituency_id": constituency.id, "path": constituency.path, "year": 2022,
            "source": MoneySource.LOCAL_BUDGET, "amount_kzt": 20_000_000, "document": f"Решение № {next(self.numbers)}",
            "document_on": date(2021, 1, 14),
        }  # fmt: skip
        return self._save(Means(**{**values, **changes}))

    def imprint(self, platform: Platform | None = None, **changes: Any) -> Imprint:
        platform = platform or self.platform()
        values = {
            "platform_id": platform.id, "path": platform.path, "language": "ru", "issued_by": "Филиал партии",
            "printer": "ТОО «Полиграфия»", "printer_address": "Кокшетау, ул. Абая, 112", "print_run": 1500,
            "ordered_by": "Кандидат", "paid_from": "средства партии", "printed_on": date(2021, 7, 15),
        }  # fmt: skip
        return self._save(Imprint(**{**values, **changes}))

    def task(self, contest: Contest | None = None, path: str = "", **changes: Any) -> Task:
        """An own task at a path, or in a contest; with `template` a task of the pack."""
        values = {
            "election_id": self._once("election").id, "contest_id": contest.id if contest else None,
            "path": contest.path if contest else path, "kind": Kind.OTHER, "due_at": datetime(2021, 7, 9, 12, tzinfo=UTC),
        }  # fmt: skip
        named = {"pack_version": 1} if "template" in changes else {"title": f"Задача {next(self.numbers)}"}
        return self._save(Task(**{**values, **named, **changes}))

    def protocol(self, contest: Contest, precinct: Precinct | None = None, **changes: Any) -> Protocol:
        precinct = precinct or self.precinct(contest.constituency)
        values = {"contest_id": contest.id, "precinct_id": precinct.id, "path": contest.path}
        return self._save(Protocol(**{**values, **changes}))

    def official(self, elected: Candidate | None = None, **changes: Any) -> OfficialResult:
        """What a commission decided: this candidate is elected, with 250 votes."""
        elected = elected or self.candidate()
        values = {
            "contest_id": elected.contest_id, "path": elected.path, "number": 1, "kind": OfficialKind.ELECTED,
            "elected_id": elected.id, "decided_on": date(2021, 7, 27), "recorded_by_login": "coordinator",
            "votes": [OfficialVotes(candidate_id=elected.id, votes=250)],
        }  # fmt: skip
        return self._save(OfficialResult(**{**values, **changes}))

    def board_link(self, path: str = "", **changes: Any) -> BoardLink:
        values = {
            "path": path, "name": "Экран в зале", "token_digest": f"{next(self.numbers):064d}",
            "ends_on": date(2021, 7, 27), "made_by_login": "coordinator",
        }  # fmt: skip
        return self._save(BoardLink(**{**values, **changes}))

    def photo(self, protocol: Protocol, **changes: Any) -> ProtocolPhoto:
        values = {
            "protocol_id": protocol.id, "path": protocol.path, "size": 1, "digest": f"{next(self.numbers):064x}",
            "content_sealed": current_app.extensions["vault"].encrypt_bytes(b"x"), "uploaded_by": "clerk",
        }  # fmt: skip
        return self._save(ProtocolPhoto(**{**values, **changes}))

    def draft(self, protocol: Protocol, user: User) -> ProtocolDraft:
        values = {"protocol_id": protocol.id, "user_id": user.id, "path": protocol.path}
        return self._save(ProtocolDraft(answers={"voters": "5"}, **values))

    def assessment(self, contest: Contest | None = None, **changes: Any) -> ContestAssessment:
        contest = contest or self.contest()
        values = {
            "contest_id": contest.id, "path": contest.path, "kind": AssessmentKind.JUDGEMENT, "held_on": date(2021, 7, 4),
            "chance": 70, "source": f"Источник {next(self.numbers)}", "author": "Штаб",
        }  # fmt: skip
        return self._save(ContestAssessment(**{**values, **changes}))
