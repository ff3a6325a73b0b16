"""Precincts that are imported are waited for: each brings a protocol."""

import sqlalchemy as sa

from elections.database import db, transaction
from elections.imports.engine import run_import
from elections.imports.registers import Context, find_register
from elections.results.models import Outcome, Protocol


def test_imported_precincts_bring_their_protocols_once(factory) -> None:
    contest = factory.contest()
    kato = contest.constituency.kato
    file = f"constituency_kato,precinct_number,voters\n{kato},1,400\n{kato},2,600\n".encode()
    context = Context("precincts.csv", contest.election.voting_on, None)
    register = find_register("precincts")
    for created in (2, 0):
        with transaction():
            assert run_import(register, file, context).created == created
        assert db.session.scalar(sa.select(sa.func.count(Protocol.id))) == 2
    assert db.session.scalar(sa.select(Outcome.precincts_expected)) == 2
