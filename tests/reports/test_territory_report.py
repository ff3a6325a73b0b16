"""What the reports of a region and of the country say: numbers of the records, the same for whoever may have them."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from elections.campaign.calendar import Phase
from elections.campaign.queries import get_election
from elections.campaign.target_rule import Counting, Denominator
from elections.candidates.registration import Status
from elections.charts.tiles import Standing
from elections.database import db, looking_from, transaction
from elections.errors import NotFound
from elections.platforms.models import Sector
from elections.reports.contents import SectorLine
from elections.reports.kinds import kind_of
from elections.reports.paper import html_of, pdf_of
from elections.reports.territory_report import Counted, Need, Staff, TerritoryReport, list_pending
from elections.training.coverage import Coverage
from elections.training.models import Audience
from tests.factories import Factory
from tests.queries import counting_queries
from tests.reports.boxes import overflowing
from tests.reports.conftest import OTHER_KATO, PATH
from tests.reports.test_district_report import is_plain
from tests.results.count import start_count

REGION = "110000000"
NIGHT = datetime(2021, 7, 25, 18, tzinfo=UTC)
on_one_database = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def of_region(kato: str = REGION) -> TerritoryReport:
    """Returns the report of a region as its page gathers it."""
    return kind_of("region").gather(kato)


def of_country() -> TerritoryReport:
    return kind_of("national").gather("all")


def at(moment: datetime) -> None:
    """Sets the campaign's clock."""
    with transaction():
        get_election().clock_at = moment


def test_each_district_of_a_region_has_its_own_numbers(district) -> None:
    near, far = of_region().lines

    assert [near.place.path, far.place.path] == [PATH, f"{REGION}/{OTHER_KATO}/"]
    assert [(one.contests, one.target.contests, one.target.won, one.target.open) for one in (near, far)] == [
        (3, 2, 1, 1), (1, 1, 1, 0),
    ]  # fmt: skip
    assert [(one.standing, one.registered, one.trained, one.approved) for one in (near, far)] == [
        (2, 2, 1, 1),
        (1, 1, 0, 1),
    ]
    assert [one.counted for one in (near, far)] == [Counted(2, 4, 1000, 650, 0), Counted(1, 1, 500, 390, 0)]
    assert [(one.staff.offices, one.staff.without_head) for one in (near, far)] == [(2, 1), (1, 0)]
    assert (near.counted.turnout, Counted().turnout) == (Fraction(13, 20), None)


def test_whole_of_a_region_is_the_sum_of_its_districts(district) -> None:
    report = of_region()

    assert report.main.contests == 3
    assert report.counted == Counted(3, 5, 1500, 1040, 0)
    assert report.candidates == Coverage(1, 3)
    assert (report.staff.offices, report.own_staff) == (3, Staff())
    assert report.sectors[0] == SectorLine(Sector.ROADS, 1, 90_000_000)
    assert report.funnel[0] == (Status.PROPOSED, 5, 1)  # as its page counts: in cancelled contests too
    assert is_plain(report)


def test_both_denominators_and_both_ways_of_counting_are_told_the_chosen_first(district) -> None:
    ways = {(one, two): target for one, two, target in of_country().targets}

    assert next(iter(ways)) == (Denominator.CONTESTED, Counting.NOMINATED)
    assert [ways[one, Counting.NOMINATED].contests for one in Denominator] == [3, 4]
    assert len(ways) == 4


def test_country_is_told_by_regions_with_their_districts_as_squares(district, factory: Factory) -> None:
    far = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    factory.candidate(factory.contest(factory.constituency(far)))
    first, second = of_country().lines

    assert (first.place.name_ru, second.place.name_ru) == ("Акмолинская область", "Актюбинская область")
    assert (first.below, second.below) == ((Standing.OPEN, Standing.REACHED), (Standing.OPEN,))
    assert (first.contests, second.contests) == (4, 1)


def test_headquarters_of_the_territory_itself_are_told_apart(district, factory: Factory) -> None:
    for path in ("", f"{REGION}/"):
        factory.member(factory.headquarters(path))

    assert (of_region().own_staff.offices, of_region().own_members) == (1, Coverage(0, 1))
    assert (of_country().own_staff.offices, of_country().own_members) == (1, Coverage(0, 1))
    assert of_country().staff.offices == 5


def test_where_courses_are_required_who_has_passed_them_is_trained(district, factory: Factory) -> None:
    before = of_region().members
    for audience in (Audience.CANDIDATES, Audience.MEMBERS):
        factory.course(audience=audience, is_required=True)

    assert before.people == of_region().members.people
    assert (of_region().candidates, of_region().members.trained) == (Coverage(0, 3), 0)


@pytest.mark.parametrize("key", ["999999999", "113200000", "all", "190000000", ""])
def test_region_that_is_none_or_elects_nobody_is_not_there(district, factory: Factory, key: str) -> None:
    factory.region("190000000")
    with pytest.raises(NotFound):
        of_region(key)


def test_report_is_for_who_sees_the_whole_territory_and_the_same_for_all_of_them(district) -> None:
    whole = of_region()

    with looking_from(f"{REGION}/"):
        assert of_region() == whole
        with pytest.raises(NotFound):
            of_country()
    with looking_from(PATH), pytest.raises(NotFound):
        of_region()
    with looking_from("150000000/"), pytest.raises(NotFound):
        of_region()


@pytest.mark.parametrize("kind", ["region", "national"])
def test_report_takes_as_many_queries_for_three_districts_as_for_one(
    district, factory: Factory, kind: str
) -> None:
    def queries() -> int:
        db.session.expire_all()
        with counting_queries() as made:
            kind_of(kind).gather(REGION if kind == "region" else "all")
        return len(made)

    first = queries()
    for kato in ("113600000", "113800000"):
        count = start_count(factory, contest=factory.contest(factory.constituency(factory.district(kato))))
        count.enter(count.figures(300, 70))
        factory.member(factory.headquarters(f"{REGION}/{kato}/"))
    assert queries() == first


def test_only_what_can_still_happen_is_asked_for(district) -> None:
    report = of_region()

    def needs(phase: Phase) -> set[Need]:
        return {one.need for one in list_pending(replace(report, phase=phase, late=1, short=2))}

    assert needs(Phase.NOMINATION) == {Need.SHORT, Need.TRAIN, Need.STAFF, Need.APPROVE, Need.LATE}
    assert needs(Phase.CAMPAIGN) == {Need.SHORT, Need.TRAIN, Need.STAFF, Need.APPROVE, Need.LATE}
    assert needs(Phase.VOTING) == {Need.LATE}
    assert needs(Phase.COUNTING) == {Need.LATE, Need.PROTOCOLS}


def test_places_that_lack_most_come_first_with_the_day_of_the_law(district) -> None:
    at(NIGHT)
    step = next(one for one in list_pending(of_region()) if one.need is Need.PROTOCOLS)

    assert (step.number, [(place.name_ru, number) for place, number in step.places]) == (
        2,
        [("Аккольский район", 2)],
    )
    assert step.due_on == date(2021, 7, 26)
    assert of_region().days.repeats_until == date(2021, 8, 25)


def test_nothing_left_to_do_is_nothing(district) -> None:
    report = replace(of_region(), phase=Phase.FINISHED, lines=(), short=0, late=0)

    assert list_pending(report) == []
    with_words = kind_of("region").words
    assert with_words(report).sections[-2].title


def test_late_tasks_are_told_by_district(district, factory: Factory) -> None:
    now = get_election().clock_at
    factory.task(path=PATH, due_at=now - timedelta(days=1))
    factory.task(path=PATH, due_at=now + timedelta(days=1))
    report = of_region()

    assert ([one.late for one in report.lines], report.late, report.due_soon) == ([1, 0], 1, 1)


def texts(pdf: bytes) -> str:
    """Returns all texts of a PDF, their spaces made one."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@on_one_database
@pytest.mark.parametrize("language", ["ru", "kk", "en", "kk-ru"])
@pytest.mark.parametrize("moment", [datetime(2021, 7, 5, 6, tzinfo=UTC), NIGHT])
def test_paper_says_it_in_each_language_and_nothing_runs_over(
    app: Flask, district, language: str, moment: datetime
) -> None:
    at(moment)
    with app.test_request_context():
        for kind, key in (("region", REGION), ("national", "all")):
            assert overflowing(html_of(kind_of(kind), key, language)) == []
            said = texts(pdf_of(kind_of(kind), key, language))
            names = (
                {"ru": "Аккольский", "kk": "Ақкөл", "en": "Аккольский"}
                if kind == "region"
                else dict.fromkeys(("ru", "kk", "en"), "Акмолинская")
            )
            for one in language.split("-"):
                assert names[one] in said


@on_one_database
def test_names_of_120_letters_and_a_region_without_anything_are_printed(app: Flask, factory: Factory) -> None:
    factory.election()
    long = "Сарыарқаөзенқорғантөбешығысбатыс " * 4
    region = factory.region(name_ru=long.strip()[:120], name_kk=long.strip()[:120])
    factory.contest(
        factory.constituency(factory.district("113200000", region, name_ru="Ы" * 120, name_kk="Ң" * 120))
    )
    with app.test_request_context():
        for language in ("ru", "kk-ru"):
            for kind, key in (("region", REGION), ("national", "all")):
                assert overflowing(html_of(kind_of(kind), key, language)) == []


def test_command_needs_no_picture_to_be_opened_from_outside(app: Flask, district) -> None:
    with app.test_request_context():
        html = html_of(kind_of("region"), REGION, "ru")

    assert "<svg" in html
    assert re.findall(r'(?:href|src)="(?!data:)([^"#]+)"', html) == []
    assert html.count("<title>") == 1 + html.count("<svg")


def same_structure(one: Any, other: Any) -> bool:
    return [[block.kind for block in section.blocks] for section in one.sections] == [
        [block.kind for block in section.blocks] for section in other.sections
    ]


def test_languages_have_the_same_parts_so_that_they_stand_side_by_side(app: Flask, district) -> None:
    report, words = of_region(), kind_of("region").words
    with app.test_request_context("/?lang=ru"):
        russian = words(report)
    with app.test_request_context("/?lang=kk"):
        assert same_structure(russian, words(report))
