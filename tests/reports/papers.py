"""Everything that the product prints, each on a small campaign of its own making."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import force_locale

from elections.accounts.access import Actor, Role
from elections.audit.anchor_actions import note_head
from elections.audit.models import AuditAnchor
from elections.audit.paper import anchor_pdf
from elections.campaign.queries import get_election, present
from elections.candidates.paper import card_pdf
from elections.database import db, transaction, utc_now
from elections.headquarters.proxy_paper import proxies_pdf
from elections.platforms.imprint import Paper
from elections.platforms.imprint_queries import list_imprints
from elections.platforms.paper import leaflet_pdf, programme_pdf
from elections.platforms.queries import get_platform
from elections.platforms.workflow import PlatformStatus
from elections.privacy.incident_actions import report_incident
from elections.privacy.incident_views import print_incident
from elections.reports.kinds import KINDS
from elections.reports.paper import pdf_of
from elections.results.protocol_paper import copy_pdf
from elections.results.statement_queries import get_statement as get_target
from elections.results.target_actions import publish_target
from elections.results.target_page import look_at
from elections.results.target_paper import statement_pdf as target_pdf
from elections.tasks.paper import list_pdf
from elections.tasks.queries import Chosen
from elections.territory.models import Unit
from elections.training.attendance_paper import badges_pdf, sheet_pdf
from elections.training.certificate_paper import certificates_pdf
from elections.training.models import Attendance, Certificate
from elections.training.statement_actions import publish
from elections.training.statement_paper import statement_pdf
from elections.training.statement_queries import get_statement
from tests.documents.test_picture import picture
from tests.factories import Factory
from tests.results.count import start_count

ACTOR = Actor(None, "coordinator", Role.COORDINATOR, "")
REGION, DISTRICT = "110000000/", "110000000/113200000/"
Print = Callable[[str], bytes]


def make_campaign(factory: Factory) -> None:
    """Two constituencies of a district: a nominee of whom all is known with half the votes counted, and an open seat."""
    factory.election(is_demo=True)
    district = factory.district(name_ru="Аккольский район", name_kk="Ақкөл ауданы")
    place = factory.constituency(district, name_ru="Азатский с.о.", name_kk="Азат а.о.")
    factory.contest(factory.constituency(district, name_ru="Сарыаркинский с.о.", name_kk="Сарыарқа а.о."))
    person = factory.person(surname="Өтегенұлы", given_name="Ғалымжан", phone="+7 701 000 00 00")
    nominee = factory.candidate(factory.contest(place), person, biography="Ауылда туған. Екі баласы бар.")
    factory.scan(nominee, document=None, content=picture(), mimetype="image/jpeg")
    count = start_count(factory, own=nominee, precincts=2)
    count.enter(count.figures(250, 150))
    factory.proxy(nominee)
    platform = factory.platform(
        nominee, status=PlatformStatus.PUBLISHED, title_kk="Ауылға су", text_kk="# Су\nӘр үйге таза су.\n- құбыр\n- ұңғы",
        text_ru="# Вода\nВ каждый дом чистую воду.\n- труба\n- скважина",
    )  # fmt: skip
    for number in range(6):
        factory.pledge(platform, what_ru=f"Водопровод {number}", what_kk=f"Су құбыры {number}")
    factory.imprint(platform)
    seminar = factory.seminar(district.path)
    factory.certificate(
        factory.participation(seminar, person, path=nominee.path, attendance=Attendance.PASSED)
    )
    factory.participation(seminar, path=nominee.path)
    factory.member(factory.headquarters(district.path, territory_ru="Аккольский штаб"), factory.person())
    factory.task(count.contest)
    factory.task(path=district.path)
    with transaction():
        publish_target(ACTOR, look_at(""), None)
        publish(ACTOR, get_election(), REGION, db.session.query(Unit).filter_by(path=REGION).one(), _now())


def list_papers() -> dict[str, Print]:
    """Returns how each paper of that campaign is printed, by its template and what it is."""
    nominee = _platform().candidate_id
    reports = {
        f"report.html {kind.name}": (
            lambda language, kind=kind: pdf_of(kind, kind.list_keys("")[0].key, language)
        )
        for kind in KINDS.values()
    }
    return {
        **reports,
        "candidate.html": lambda language: card_pdf(nominee, language),
        "sign_in.html": lambda language: sheet_pdf(1, language),
        "badges.html": lambda language: badges_pdf(1, language),
        "certificates.html": lambda _language: certificates_pdf(db.session.query(Certificate)),
        "leaflet.html": lambda language: _leaflet(leaflet_pdf, language),
        "programme.html": lambda language: _leaflet(programme_pdf, language),
        "proxies.html": lambda language: proxies_pdf(nominee, language),
        "target.html": lambda language: target_pdf(get_target(1), language),
        "statement.html": lambda language: statement_pdf(get_statement(1), language),
        "protocol.html": lambda _language: copy_pdf(1),
        "anchor.html": lambda language: anchor_pdf(_anchor(), language),
        "incident.html": _incident,
        "tasks.html": lambda language: list_pdf(get_election(), _now(), ACTOR, Chosen(), language),
    }


def _anchor() -> AuditAnchor:
    with transaction():
        note_head(_now())
    return db.session.query(AuditAnchor).one()


def _incident(language: str) -> bytes:
    with transaction():
        incident = report_incident(
            ACTOR,
            {
                "what": "Телефон жоғалды",
                "noticed_at": utc_now(),
                "whose": "",
                "data": "",
                "people": 3,
                "measures": "",
                "contact": "",
            },
            utc_now(),
        )
    with force_locale(language):
        return print_incident(incident)


def _leaflet(make: Callable[..., bytes], language: str) -> bytes:
    platform, paper = _platform(), Paper(language)
    return make(platform, paper, list_imprints(platform.id).get(paper), is_draft=False)


def _platform() -> object:
    return get_platform(1)


def _now() -> datetime:
    return present(get_election())
