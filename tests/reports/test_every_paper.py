"""Whatever is printed can be read by everybody: tagged, titled, in its language, with fonts and figures in order."""

from pathlib import Path

import pytest
from flask import Flask

from elections.database import db
from tests.documents.accessible import faults
from tests.factories import Factory
from tests.reports.papers import list_papers, make_campaign

TEMPLATES = Path(__file__).parents[2] / "templates" / "paper"
IN_BOTH = ("certificates.html", "protocol.html")
"""They are in Kazakh and Russian side by side."""
on_one_database = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@on_one_database
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_paper_can_be_read_by_everybody(app: Flask, factory: Factory, language: str) -> None:
    make_campaign(factory)
    db.session.rollback()

    with app.test_request_context():
        printed = {name: make(language) for name, make in list_papers().items()}
    own = {name: "kk" if name in IN_BOTH else language for name in printed}
    assert {name: found for name, pdf in printed.items() if (found := faults(pdf, own[name]))} == {}


@on_one_database
def test_no_paper_is_left_out(app: Flask, factory: Factory) -> None:
    make_campaign(factory)
    known = {name.split()[0] for name in list_papers()}

    assert {one.name for one in TEMPLATES.glob("[!_]*.html")} == known
