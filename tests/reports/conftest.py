"""A small campaign to report on: every figure of it differs from the others, so that no two can be confused."""

from datetime import date

import pytest

from elections.campaign.models import ContestStatus
from elections.candidates.registration import Status
from elections.headquarters.models import MemberRole
from elections.platforms.models import Sector
from elections.platforms.workflow import PlatformStatus
from elections.training.models import Attendance
from tests.factories import Factory
from tests.results.count import start_count

KATO, PATH = "113200000", "110000000/113200000/"
OTHER_KATO = "113400000"


@pytest.fixture
def district(factory: Factory) -> str:
    """Makes a district of four contests and returns its code; beside it another with records of its own.

    Азат is won by a trained nominee with an approved platform; in Барак, two of three precincts are missing, the
    nominee is behind, invited to a seminar and has a draft; in Весна ours withdrew; Гранит's contest is cancelled.
    """
    factory.election()
    own = factory.district(KATO, name_ru="Аккольский район", name_kk="Ақкөл ауданы")
    seminar = factory.seminar(own.path)
    azat = _contest(factory, own, "Азат")
    count = start_count(factory, contest=azat)
    count.enter(count.figures(250, 150))
    factory.participation(seminar, count.own.person, path=azat.path, attendance=Attendance.PASSED)
    platform = factory.platform(count.own, status=PlatformStatus.APPROVED)
    factory.pledge(platform)
    factory.pledge(platform, sector=Sector.ROADS, cost_kzt=90_000_000)
    factory.pledge(platform, sector=Sector.WATER, cost_kzt=1_000_000)

    barak = _contest(factory, own, "Барак")
    count = start_count(factory, contest=barak, precincts=3)
    count.enter(count.figures(100, 110))
    factory.participation(seminar, count.own.person, path=barak.path, attendance=Attendance.INVITED)
    factory.pledge(factory.platform(count.own), cost_kzt=7)
    factory.candidate(_contest(factory, own, "Весна"), status=Status.WITHDRAWN)
    factory.candidate(_contest(factory, own, "Гранит", status=ContestStatus.CANCELLED))

    office = factory.headquarters(own.path, territory_ru="Аккольский штаб", phone="+7 71638 2 11 22")
    factory.member(office, factory.person(surname="Қасымов"))
    factory.member(office, role=MemberRole.LAWYER)
    factory.member(office, role=MemberRole.DRIVER, until_on=date(2021, 7, 1))
    factory.headquarters(azat.path, territory_ru="Азатский штаб", territory_kk="Азат штабы")
    _fill_other(factory)
    return KATO


def _contest(factory: Factory, district: object, name: str, **changes: object) -> object:
    return factory.contest(factory.constituency(district, name_ru=name), **changes)


def _fill_other(factory: Factory) -> None:
    district = factory.district(OTHER_KATO, name_ru="Жаксынский район")
    count = start_count(factory, contest=_contest(factory, district, "Далёкий"))
    count.enter(count.figures(300, 70))
    factory.pledge(factory.platform(count.own, status=PlatformStatus.APPROVED), cost_kzt=5)
    factory.member(factory.headquarters(district.path, territory_ru="Жаксынский штаб"))
