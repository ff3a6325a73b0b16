"""Results as tables: a row for each candidate of each contest, and for each candidate in each precinct."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from flask_babel import gettext as _

from elections.documents.spreadsheet import (
    DAY,
    MOMENT,
    NUMBER,
    SHARE,
    Cell,
    Table,
    write_csv,
    write_workbook,
)
from elections.results.outgoing import ContestCount, Party, Place, PrecinctCount, Results, Stander
from elections.results.tally import ProtocolFigures
from elections.results.words import OUTCOME_LABELS, STATE_LABELS
from elections.web.i18n import local
from elections.zones import zone_for


def results_xlsx(results: Results) -> bytes:
    """Returns a workbook: the contests, and on a second sheet the precincts."""
    title = f"{local(results)}, {results.voting_on:%d.%m.%Y}"
    return write_workbook(title, [contest_table(results), precinct_table(results)])


def table_csv(table: Table) -> bytes:
    """Returns a table as CSV; parts of a whole in percent with one decimal."""
    shares = [table.formats.get(one) == SHARE for one in table.headings]
    rows = [
        [_percent(cell) if is_share else _text(cell) for cell, is_share in zip(row, shares, strict=True)]
        for row in table.rows
    ]
    return write_csv(table.headings, rows)


def contest_table(results: Results) -> Table:
    """Returns a row for each candidate of each contest; a contest without candidates has one row."""
    place, who = (
        _place_headings(),
        [_("Place on the ballot"), _("Candidate"), _("Nominating party"), _("Member of the party")],
    )
    votes, share, turnout = _("Votes"), _("Share of those who took part"), _("Turnout")
    times = [_("Counting since"), _("Preliminary since"), _("Official since")]
    sums = [_("Voters on the list"), _("Took part"), _("Invalid ballots"), _("Against all")]
    precincts = [_("Precincts received"), _("Precincts expected"), _("Margin")]
    headings = [
        *place,
        *who,
        votes,
        share,
        _("Elected"),
        _("State"),
        *times,
        *sums[:2],
        turnout,
        *sums[2:],
        *precincts,
    ]
    formats = {
        **dict.fromkeys((votes, *sums, *precincts), NUMBER), share: SHARE, turnout: SHARE, place[-1]: DAY,
        **dict.fromkeys(times, MOMENT),
    }  # fmt: skip
    rows = [row for one in results.contests for row in _contest_rows(one)]
    return Table(_("Constituencies"), headings, rows, formats)


def precinct_table(results: Results) -> Table:
    """Returns a row for each candidate in each precinct; one that is not counted has one row, without figures."""
    place, who = _place_headings(), [_("Place on the ballot"), _("Candidate"), _("Votes")]
    figures = [
        _("Voters on the list"), _("Ballots received by the commission"), _("Voters who received ballots"),
        _("Cancelled (unused) ballots"), _("Took part"), _("Invalid ballots"), _("Voted outside the polling place"),
        _("Voted by absentee certificates"), _("Against all"),
    ]  # fmt: skip
    headings = [*place, _("Precinct"), _("State"), *figures, *who]
    formats = {**dict.fromkeys((*figures, who[-1]), NUMBER), place[-1]: DAY}
    rows = [row for one in results.contests for row in _precinct_rows(one)]
    return Table(_("Precincts"), headings, rows, formats)


def _place_headings() -> list[str]:
    return [
        _("Region"), _("District"), _("KATO code"), _("Constituency (in Russian)"), _("Constituency (in Kazakh)"),
        _("Round"), _("Voting day"),
    ]  # fmt: skip


def _place_cells(one: ContestCount) -> list[Cell]:
    place = one.constituency
    return [
        local(one.region), local(one.district), place.kato, place.name_ru, place.name_kk, one.round, one.voting_on,
    ]  # fmt: skip


def _contest_rows(one: ContestCount) -> Iterable[list[Cell]]:
    times = [
        _local_time(at, one.constituency) for at in (one.counting_at, one.preliminary_at, one.official_at)
    ]
    turnout, place = one.turnout, _place_cells(one)
    rest: list[Cell] = [
        str(OUTCOME_LABELS[one.state]), *times, one.counted(one.voters), one.counted(one.took_part),
        None if turnout is None else float(turnout), one.counted(one.invalid), one.counted(one.against_all),
        one.received, one.expected, one.counted(one.margin),
    ]  # fmt: skip
    if not one.standers:
        yield [*place, *[None] * 7, *rest]
    for stander in one.standers:
        yield [*place, *_stander_cells(one, stander), *rest]


def _stander_cells(one: ContestCount, stander: Stander) -> list[Cell]:
    share, won = one.share(stander.votes), one.is_elected(stander)
    return [
        stander.place, stander.name, _party_name(stander.nominated_by), _party_name(stander.member_of), stander.votes,
        None if share is None else float(share), None if won is None else _("yes") if won else _("no"),
    ]  # fmt: skip


def _precinct_rows(one: ContestCount) -> Iterable[list[Cell]]:
    place = _place_cells(one)
    for precinct in one.precincts:
        head: list[Cell] = [*place, precinct.number, str(STATE_LABELS[precinct.state])]
        if precinct.figures is None:
            yield [*head, *[None] * 12]
            continue
        figures = _figure_cells(precinct.figures)
        for who in _votes(one.standers, precinct):
            yield [*head, *figures, *who]


def _figure_cells(one: ProtocolFigures) -> list[Cell]:
    return [
        one.voters, one.ballots_received, one.ballots_issued, one.ballots_cancelled, one.took_part, one.invalid,
        one.outside, one.absentee, one.against_all,
    ]  # fmt: skip


def _votes(standers: Sequence[Stander], precinct: PrecinctCount) -> list[list[Cell]]:
    votes = precinct.figures.votes if precinct.figures else {}
    found: list[list[Cell]] = [[one.place, one.name, votes[one.id]] for one in standers if one.id in votes]
    return found or [[None, None, None]]


def _party_name(party: Party | None) -> str | None:
    return None if party is None else local(party)


def _local_time(at: datetime | None, place: Place) -> datetime | None:
    """Returns a moment by the clock of the place, as a spreadsheet knows moments: without a zone."""
    return None if at is None else at.astimezone(zone_for(place.kato)).replace(tzinfo=None, microsecond=0)


def _percent(value: Cell) -> Cell:
    """Returns 45.3 of 0.4526, rounded half up from what the part exactly is."""
    if not isinstance(value, float):
        return value
    return f"{int(Fraction(value).limit_denominator(10**9) * 1000 + Fraction(1, 2)) / 10:.1f}"


def _text(value: Cell) -> Cell:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
