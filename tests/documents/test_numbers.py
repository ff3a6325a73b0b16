"""The numbers of a picture as a file."""

from flask import Flask

from elections.documents.numbers import numbers_asked, numbers_file


def test_file_is_named_after_its_picture_and_opens_in_a_spreadsheet(app: Flask) -> None:
    answer = numbers_file("target-places", ["Place", "Won"], [["А", 1], ["=x", 2]])

    assert answer.data.decode("utf-8-sig").splitlines() == ["Place;Won", "А;1", "'=x;2"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="target-places.csv"'
    assert answer.mimetype == "text/csv"


def test_address_says_whose_numbers_are_asked_for(app: Flask) -> None:
    with app.test_request_context("/target?numbers=places"):
        assert numbers_asked() == "places"
    with app.test_request_context("/target"):
        assert numbers_asked() == ""
