"""Is a card, a sheet to sign, a protocol's copy still true? The page that its code leads to says so."""

import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pypdf
import pytest
import sqlalchemy as sa
import zxingcpp
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.audit.slips import seal_slip
from elections.candidates.models import Candidate
from elections.candidates.paper import card_slip
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.results.models import Protocol
from elections.results.protocol_paper import copy_slip
from elections.training.attendance_paper import sheet_slip
from elections.training.models import Seminar
from elections.web.i18n import moment
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries
from tests.reports.papers import list_papers, make_campaign

DISTRICT, OTHER = "110000000/113200000/", "110000000/113400000/"
ACTOR = Actor(1, "hq", Role.COORDINATOR, "")
SLIPS = {"candidate.html": "card", "sign_in.html": "sheet", "protocol.html": "copy"}
on_each = pytest.mark.parametrize("name", list(SLIPS))


@pytest.fixture
def campaign(app: Flask, factory: Factory) -> Factory:
    make_campaign(factory)
    db.session.rollback()
    return factory


def printed(app: Flask, name: str, language: str = "ru") -> tuple[str, pypdf.PdfReader]:
    """The address in the code of a paper that is printed now, without the server's name, and the paper."""
    with app.test_request_context(), looking_from(EVERYWHERE):
        pdf = pypdf.PdfReader(io.BytesIO(list_papers()[name](language)))
    db.session.rollback()
    pictures = [one.image.convert("L") for one in pdf.pages[0].images]
    link = urlsplit(next(read.text for one in pictures if (read := zxingcpp.read_barcode(one))))
    return f"{link.path}?{link.query}&lang=en", pdf


def change(name: str) -> None:
    """Changes what a paper says, as the log tells it."""
    kind = {"candidate.html": Candidate, "sign_in.html": Seminar, "protocol.html": Protocol}[name]
    with transaction(), looking_from(EVERYWHERE):
        row = db.session.get(kind, 1)
        if isinstance(row, Candidate):
            row.biography = "Басқа өмірбаян"
        elif isinstance(row, Seminar):
            row.place = "Басқа мектеп"
        else:
            row.entries[0].source = "Басқа көшірме"
        record(ACTOR, "candidate.changed", row, label="Өзгерді")


@on_each
def test_code_is_read_by_a_phone_and_its_page_confirms_the_paper(
    app: Flask, campaign: Factory, login: Callable[..., Browser], name: str
) -> None:
    address, pdf = printed(app, name)

    answer = login(Role.OBSERVER if name != "sign_in.html" else Role.TRAINER, path=DISTRICT).get(address)
    assert answer.status == 200
    assert "Unchanged: it would be printed the same today." in answer.words
    assert parse_qs(urlsplit(address).query)["is"][0][:8] in pdf.pages[0].extract_text()
    assert parse_qs(urlsplit(address).query)["is"][0][:8] in answer.words


@on_each
def test_code_is_one_in_all_languages(app: Flask, campaign: Factory, name: str) -> None:
    assert printed(app, name, "ru")[0] == printed(app, name, "kk")[0]


@on_each
def test_changed_paper_is_out_of_date_and_the_change_is_told(
    app: Flask, campaign: Factory, login: Callable[..., Browser], name: str
) -> None:
    address, _pdf = printed(app, name)
    change(name)

    answer = login(Role.COORDINATOR, path=DISTRICT).get(address)
    assert "the paper is out of date" in answer.words
    assert "Өзгерді" in answer.words
    assert "1 of 1" in answer.words


@on_each
def test_what_happens_to_other_records_is_no_change(
    app: Flask, campaign: Factory, login: Callable[..., Browser], name: str
) -> None:
    address, _pdf = printed(app, name)
    with transaction():
        record(Actor(1, "hq", Role.COORDINATOR, DISTRICT), "candidate.changed", "task", label="Бөтен")

    answer = login(Role.COORDINATOR, path=DISTRICT).get(address)
    assert "Unchanged" in answer.words
    assert "Бөтен" not in answer.words
    assert printed(app, name)[0] == address


@on_each
def test_forged_cut_and_unknown_codes_are_not_confirmed(
    app: Flask, campaign: Factory, login: Callable[..., Browser], name: str
) -> None:
    page = printed(app, name)[0].split("?")[0]
    browser = login(Role.COORDINATOR, path=DISTRICT)

    forged = browser.get(f"{page}?at=0&is=0123456789ab&lang=en")
    assert (forged.status, "Unchanged" in forged.words) == (200, False)
    for code in ("", "at=0", "at=x&is=0123456789ab", "at=0&is=0123"):
        cut = browser.get(f"{page}?{code}&lang=en")
        assert (cut.status, "The code was not read whole." in cut.words) == (400, True)
    unknown = browser.get(f"{page}?at=99999999&is=0123456789ab&lang=en")
    assert (unknown.status, "No paper with this code was printed here." in unknown.words) == (400, True)


@on_each
def test_page_is_for_whoever_may_see_the_record(
    app: Flask, campaign: Factory, login: Callable[..., Browser], client: Browser, name: str
) -> None:
    address, _pdf = printed(app, name)

    campaign.district("113400000")
    assert client.get(address).status == 303
    assert login(Role.COORDINATOR, path=OTHER).get(address).status == 404
    refused = {"sign_in.html": Role.LAWYER, "protocol.html": Role.TRAINER}.get(name)
    if refused is Role.TRAINER:
        assert login(refused, path=DISTRICT).get(address).status == 403


def test_seminar_s_code_is_one_for_who_sees_all_and_who_sees_a_part_of_its_list(
    app: Flask, campaign: Factory
) -> None:
    with transaction(), looking_from(EVERYWHERE):
        db.session.query(Seminar).one().path = "110000000/"
    seals = set()
    with app.test_request_context():
        for scope in (EVERYWHERE, DISTRICT, OTHER):
            with looking_from(scope):
                seals.add(seal_slip(sheet_slip(1)).link)
                db.session.rollback()
    assert len(seals) == 1


def test_page_takes_as_many_queries_with_one_change_as_with_three(
    app: Flask, campaign: Factory, login: Callable[..., Browser]
) -> None:
    address, browser = printed(app, "candidate.html")[0], login(path=DISTRICT)
    numbers = []
    for times in (1, 2):
        for _number in range(times):
            change("candidate.html")
        with counting_queries() as made:
            browser.get(address)
        numbers.append(len(made))
    assert numbers[0] == numbers[1]


@on_each
def test_paper_is_of_the_last_change_in_the_log_and_not_of_the_campaign_s_clock(
    app: Flask, campaign: Factory, name: str
) -> None:
    with transaction(), looking_from(EVERYWHERE):
        record(ACTOR, "election.changed", "election")
        wide = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
        at = moment(wide.at, DISTRICT)
    db.session.rollback()
    with app.test_request_context(), looking_from(EVERYWHERE):
        make = {"card": card_slip, "sheet": sheet_slip, "copy": copy_slip}[SLIPS[name]]
        seal = seal_slip(make(1))
        known = list(db.session.scalars(sa.select(AuditEvent.at)))

    assert seal.at in known
    if not seal.log_id:  # nothing was written of its records
        said = " ".join(printed(app, name)[1].pages[0].extract_text().split())
        assert at in said
