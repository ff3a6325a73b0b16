"""What the law and the house want of a platform before it is printed for voters."""

from datetime import date

import pytest

from elections.platforms.imprint import (
    IMPRINT_FIELDS,
    Written,
    missing_of,
    objections_to_print,
    warnings_of,
    written_in,
)
from elections.platforms.workflow import PlatformStatus

WHOLE = Written(has_title=True, has_text=True, pledges=3, without_words=0)
IMPRINT: dict[str, object] = {**dict.fromkeys(IMPRINT_FIELDS, "есть"), "print_run": 500}
SILENCE = date(2021, 7, 24)


def codes(objections: list[object]) -> list[str]:
    return [one.code for one in objections]


def test_published_platform_with_its_imprint_is_printed() -> None:
    assert objections_to_print(PlatformStatus.PUBLISHED, WHOLE, IMPRINT) == []


@pytest.mark.parametrize("status", [PlatformStatus.DRAFT, PlatformStatus.SUBMITTED, PlatformStatus.APPROVED])
def test_what_is_not_published_is_not_printed(status: PlatformStatus) -> None:
    assert codes(objections_to_print(status, WHOLE, IMPRINT)) == ["leaflet.not_published"]


def test_everything_that_is_missing_is_said_at_once() -> None:
    empty = written_in(" ", "", ["", "Су", " "])

    objections = objections_to_print(PlatformStatus.DRAFT, empty, {})

    assert codes(objections) == [
        "leaflet.not_published", "leaflet.title_missing", "leaflet.text_missing", "leaflet.pledges_missing",
        "imprint.issuer_missing", "imprint.printer_missing", "imprint.address_missing", "imprint.print_run_missing",
        "imprint.customer_missing", "imprint.money_missing",
    ]  # fmt: skip
    assert objections[3].params == {"number": 2, "of": 3}
    assert {one.article for one in objections[4:]} == {"CL 28(5)"}


@pytest.mark.parametrize("name", IMPRINT_FIELDS)
def test_each_part_of_the_imprint_is_wanted(name: str) -> None:
    empty = None if name == "print_run" else ""

    assert [one.field for one in missing_of({**IMPRINT, name: empty})] == [name]


def test_written_tells_what_is_whole() -> None:
    assert written_in("Ауыл", "Су", ["Құбыр"]).is_complete
    assert not written_in("Ауыл", "Су", ["Құбыр", ""]).is_complete
    assert not written_in("", "Су", ["Құбыр"]).is_complete


@pytest.mark.parametrize(
    ("printed_on", "today", "expected"),
    [
        (date(2021, 7, 23), date(2021, 7, 15), []),
        (None, date(2021, 7, 15), []),
        (date(2021, 7, 24), date(2021, 7, 15), ["imprint.printed_in_silence"]),
        (date(2021, 7, 25), date(2021, 7, 24), ["imprint.printed_in_silence"]),
        (date(2021, 7, 20), date(2021, 7, 24), ["imprint.silence_has_begun"]),
        (None, date(2021, 7, 25), ["imprint.silence_has_begun"]),
    ],
)
def test_nothing_is_printed_for_the_day_of_silence(
    printed_on: date | None, today: date, expected: list[str]
) -> None:
    warnings = warnings_of(printed_on, today, SILENCE)

    assert codes(warnings) == expected
    assert all((one.params, one.article) == ({"silent_from": SILENCE}, "CL 27(2)") for one in warnings)
