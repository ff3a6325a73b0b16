"""Files that pages hand out, under their name and of their kind; of a picture, the numbers that it shows."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, send_file
from markupsafe import Markup
from werkzeug.wrappers import Response

from elections.documents.spreadsheet import XLSX, write_csv

KINDS = {"xlsx": XLSX, "csv": "text/csv", "json": "application/json"}


def hand_out(content: bytes, name: str) -> Response:
    """Returns a file as a download, of the kind that the end of its name says."""
    kind = KINDS[name.rsplit(".", 1)[-1]]
    return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)


@dataclass(frozen=True)
class Picture:
    """A drawing with the numbers that it shows; `name` tells it from the other pictures of its page."""

    name: str
    drawing: Markup
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def __html__(self) -> Markup:
        """Returns the drawing, for templates."""
        return self.drawing


def asked_numbers(*pictures: Picture | None) -> Response | None:
    """Returns the numbers of the picture that the address asks for (?numbers=name), or None when it asks for none."""
    wanted = request.args.get("numbers", "")
    for one in pictures:
        if one is not None and one.name == wanted:
            return hand_out(write_csv(one.headings, one.rows), f"{one.name}.csv")
    return None
