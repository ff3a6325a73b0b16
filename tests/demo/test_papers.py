"""The papers of the demo: drawn for protocols that are in and for such as are to be entered, and they add up."""

from flask import Flask

from elections.database import db
from elections.demo.load import load_demo
from elections.demo.load_papers import OF_EACH, _figures
from elections.results.entries import State
from elections.results.models import Protocol
from elections.results.photo_models import ProtocolPhoto
from elections.results.photo_queries import get_photo, open_photo
from elections.results.queries import figures_of
from elections.results.rules import check
from elections.results.tally import ProtocolFigures


def test_papers_are_of_protocols_that_are_in_and_of_expected_ones_and_add_up(app: Flask) -> None:
    load_demo()

    photos = db.session.query(ProtocolPhoto).order_by(ProtocolPhoto.id).all()
    protocols = [db.session.get_one(Protocol, one.protocol_id) for one in photos]
    assert [one.state for one in protocols] == [State.ACCEPTED] * OF_EACH + [State.EXPECTED] * OF_EACH
    assert open_photo(get_photo(protocols[0].id, photos[0].id)).startswith(b"\xff\xd8\xff")
    for protocol in protocols:
        voters, issued, received, cancelled, took_part, invalid, *votes, against, outside, absentee = (
            _figures(protocol)
        )
        figures = ProtocolFigures(
            voters=voters, ballots_issued=issued, ballots_received=received, ballots_cancelled=cancelled,
            took_part=took_part, invalid=invalid, votes=dict(enumerate(votes)), against_all=against, outside=outside,
            absentee=absentee,
        )  # fmt: skip
        assert check(figures) == ()
        if protocol.entries:
            assert figures_of(protocol.entries[-1]).took_part == took_part
