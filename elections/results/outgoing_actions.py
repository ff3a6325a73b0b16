"""Results that leave the system: exactly those of the list, and the log says who took which and what for."""

import json
from collections.abc import Callable, Mapping

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.errors import Forbidden, Objection, refuse_if
from elections.imports.registers import Outlet
from elections.results.nist import election_report
from elections.results.outgoing import Results
from elections.results.outgoing_queries import gather_results
from elections.results.outgoing_sheets import contest_table, precinct_table, results_xlsx, table_csv


def write_json(results: Results) -> bytes:
    """Returns results in the common data format as JSON."""
    return json.dumps(election_report(results), ensure_ascii=False, indent=1).encode()


CONTESTS, PRECINCTS, WORKBOOK, NIST = "contests", "precincts", "workbook", "nist"
WRITERS: Mapping[str, tuple[str, Callable[[Results], bytes]]] = {
    WORKBOOK: ("xlsx", results_xlsx),
    CONTESTS: ("csv", lambda results: table_csv(contest_table(results))),
    PRECINCTS: ("csv", lambda results: table_csv(precinct_table(results))),
    NIST: ("json", write_json),
}
"""What the results can be taken as: the end of the file's name, and what writes it."""


def export_results(actor: Actor, chosen: dict[str, str], reason: str, form: str) -> tuple[bytes, str]:
    """Returns the results that a list with these filters shows, and their file's name. Raises Refused, Forbidden."""
    if not actor.allows(Permission.EXPORT_REGISTERS):
        raise Forbidden
    refuse_if([] if reason.strip() else [Objection("results.export_reason_missing", "reason")])
    results = gather_results(**chosen)
    suffix, write = WRITERS[form]
    content = write(results)
    filters = {name: value for name, value in chosen.items() if value}
    after = {**filters, "contests": len(results.contests), "file": form}
    record(actor, "results.exported", "outcome", after=after, reason=reason)
    name = "precinct-results" if form == PRECINCTS else "results"
    return content, f"{name}-{results.taken_at:%Y-%m-%d}.{suffix}"


def _outlet(kind: str, forms: Mapping[str, str]) -> Outlet:
    """Returns what the command line writes a kind by: `forms` says what each end of a file's name stands for."""

    def write(suffix: str) -> tuple[bytes, int]:
        results = gather_results()
        return WRITERS[forms[suffix]][1](results), len(results.contests)

    return Outlet(kind, tuple(forms), write)


OUTLETS = (
    _outlet("results", {"xlsx": WORKBOOK, "csv": CONTESTS, "json": NIST}),
    _outlet("precinct-results", {"csv": PRECINCTS}),
)
