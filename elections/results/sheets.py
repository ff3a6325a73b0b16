"""Precincts as the count wants them: whoever imports them expects a protocol of each in the present election."""

from collections.abc import Sequence
from dataclasses import replace

from elections.campaign.queries import find_election, list_all_contests
from elections.imports.registers import Context, Row
from elections.imports.report import Report
from elections.results.actions import expect_protocols
from elections.territory import sheets as territory


def load_precincts(rows: Sequence[Row], context: Context) -> Report:
    """Loads precincts and makes the protocols that their contests will bring."""
    report = territory.load_precincts(rows, context)
    election = find_election()
    if election is not None and not report.errors:
        for contest in list_all_contests(election):
            expect_protocols(contest)
    return report


REGISTERS = tuple(
    replace(register, load=load_precincts) for register in territory.REGISTERS if register.kind == "precincts"
)
