"""The numbers of a picture as a file: `?numbers=NAME` on the page that shows it, by components/numbers.html."""

from collections.abc import Iterable, Sequence

from flask import Response, request

from elections.documents.spreadsheet import Cell, write_csv


def numbers_asked() -> str:
    """Returns which picture's numbers are asked for, "" for none."""
    return request.args.get("numbers", "")[:20]


def numbers_file(name: str, headings: Sequence[object], rows: Iterable[Sequence[Cell]]) -> Response:
    """Returns the numbers of a picture as a CSV that is named after it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(write_csv([str(one) for one in headings], rows), mimetype="text/csv", headers=headers)
