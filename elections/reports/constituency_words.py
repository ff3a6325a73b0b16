"""The sheet of a constituency in words, in the present language: one page, two at most."""

from flask_babel import gettext as _
from flask_babel import ngettext

from elections.candidates.words import DOCUMENT_LABELS, FLAG_LABELS, NOMINATION_LABELS
from elections.candidates.words import STATUS_LABELS as CANDIDATE_LABELS
from elections.platforms.words import SECTOR_LABELS
from elections.platforms.words import STATUS_LABELS as PLATFORM_LABELS
from elections.readiness.words import COMPONENT_LABELS
from elections.reports.blocks import (
    Block,
    Cell,
    Column,
    Figures,
    Look,
    Section,
    Table,
    Text,
    Words,
)
from elections.reports.constituency import ConstituencySheet, PrecinctLine, Rival
from elections.reports.wording import kicker, offices_table, result_text, signatures, steps_section, titles_of
from elections.results.words import STATE_LABELS
from elections.web.i18n import day, local, number, percent

MOST_PLEDGES = 12
"""How many pledges are printed, the dearest first; of the rest the number is told."""


def say(sheet: ConstituencySheet) -> Words:
    """Returns the sheet in the present language."""
    return Words(
        _("Constituency sheet: %(constituency)s", constituency=local(sheet.place)),
        local(sheet.place),
        kicker(sheet.campaign, sheet.region, sheet.district),
        _finding(sheet),
        [
            Section("", [_figures(sheet)]),
            Section(_("Ballot"), [_ballot(sheet)]),
            Section(_("Our candidate"), _own(sheet)),
            Section(_("Headquarters"), [_headquarters(sheet)]),
            Section(_("Platform"), _platform(sheet)),
            Section(_("Precincts"), [_precincts(sheet)]),
            steps_section(sheet.steps, sheet.place, 1, sheet.courses),
            signatures(_("Head of the headquarters")),
        ],
        is_dense=True,
    )


def _finding(sheet: ConstituencySheet) -> str:
    voting = _("Repeat election on %(date)s.", date=day(sheet.voting_on)) if sheet.round > 1 else _("Voting on %(date)s.", date=day(sheet.voting_on))  # fmt: skip
    own = _("Our candidate: %(name)s.", name=sheet.line.nominee.name) if sheet.line.nominee else _("We have no candidate here.")  # fmt: skip
    is_to_come = sheet.line.repeat_on is not None and (
        sheet.line.count is None or not sheet.line.count.received
    )
    result = "" if is_to_come else _("Result: %(result)s.", result=result_text(sheet.line))
    return " ".join(one for one in (own, voting, result) if one)


def _figures(sheet: ConstituencySheet) -> Figures:
    count, watched = sheet.line.count, sum(one.is_watched for one in sheet.precincts)
    received, expected = (count.received, count.expected) if count else (0, len(sheet.precincts))
    points = sheet.line.points
    return Figures(
        [
            (number(sheet.voters), _("voters")),
            (f"{points} / 100" if points is not None else "–", _("readiness, points")),
            (f"{watched} / {len(sheet.precincts)}", _("precincts watched")),
            (f"{received} / {expected}", _("protocols received")),
            (percent(count.turnout if count else None), _("turnout")),
        ]
    )


def _ballot(sheet: ConstituencySheet) -> Table | Text:
    if not sheet.ballot:
        return Text(_("Nobody stands here yet."), is_warning=True)
    columns = (
        Column(_("Candidate"), 38, Look.LABEL), Column(_("Nominated by"), 26), Column(_("Registration"), 20),
        Column(_("Votes"), 16, Look.NUMBER),
    )  # fmt: skip
    return Table("ballot", columns, [_rival(one) for one in sheet.ballot])


def _rival(one: Rival) -> list[Cell]:
    party = local(one, "party") if one.party_ru or one.party_kk else str(NOMINATION_LABELS[one.nomination])
    name = _("%(name)s (ours)", name=one.name) if one.is_ours else one.name
    return [name, party, str(CANDIDATE_LABELS[one.status]), one.votes]


def _own(sheet: ConstituencySheet) -> list[Block]:
    own, nominee = sheet.own, sheet.line.nominee
    if own is None or nominee is None:
        return [Text(_("Nobody of the party stands here."), is_warning=True)]
    documents = ", ".join(str(DOCUMENT_LABELS[one]) for one in own.missing)
    facts = [
        _("%(status)s since %(date)s.", status=CANDIDATE_LABELS[nominee.status], date=day(own.status_on)),
        ". ".join(str(FLAG_LABELS[one]) for one in own.flags) + "." if own.flags else "",
        _("Documents missing: %(documents)s.", documents=documents) if documents else _("No document is missing."),
        _("Courses to pass: %(courses)s.", courses=titles_of(own.courses, sheet.courses)) if own.courses else _("All required courses are passed."),
    ]  # fmt: skip
    columns = (
        Column(_("Part of readiness"), 46, Look.LABEL), Column(_("There is"), 18, Look.NUMBER),
        Column(_("Needed"), 18, Look.NUMBER), Column(_("Points"), 18, Look.NUMBER),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [str(COMPONENT_LABELS[one.part]), one.have, one.need, f"{one.points} / {one.weight}"]
        for one in own.parts
    ]
    return [Text(" ".join(one for one in facts if one)), Table("readiness", columns, rows)]


def _headquarters(sheet: ConstituencySheet) -> Table | Text:
    if not sheet.offices:
        return Text(_("No headquarters works here."), is_warning=True)
    return offices_table(sheet.offices)


def _platform(sheet: ConstituencySheet) -> list[Block]:
    one = sheet.programme
    if one is None:
        return [Text(_("There is no platform yet."), is_warning=sheet.own is not None)]
    title = local(one, "title") if one.title_ru or one.title_kk else _("without a title")
    head = Text(_("“%(title)s”. %(status)s, edition %(edition)s.", title=title, status=PLATFORM_LABELS[one.status], edition=one.edition))  # fmt: skip
    if not one.pledges:
        return [head, Text(_("It makes no pledges yet."))]
    columns = (
        Column(_("Pledge"), 50, Look.LABEL), Column(_("Sector"), 18), Column(_("Cost, tenge"), 18, Look.NUMBER),
        Column(_("Due"), 14, Look.NUMBER),
    )  # fmt: skip
    rows = [[local(line, "what") if line.what_ru or line.what_kk else None, str(SECTOR_LABELS[line.sector]), line.cost_kzt, line.due_on] for line in one.pledges[:MOST_PLEDGES]]  # fmt: skip
    total: list[Cell] = [_("Total, pledges: %(number)s", number=len(one.pledges)), "", sum(line.cost_kzt for line in one.pledges), ""]  # fmt: skip
    more = len(one.pledges) - MOST_PLEDGES
    rest = [Text(ngettext("%(num)s more pledge is not printed.", "%(num)s more pledges are not printed.", more))] if more > 0 else []  # fmt: skip
    return [head, Table("pledges", columns, rows, total), *rest]


def _precincts(sheet: ConstituencySheet) -> Table | Text:
    if not sheet.precincts:
        return Text(_("The register knows no precinct here: import the precincts"), is_warning=True)
    columns = (
        Column("№", 6, Look.LABEL), Column(_("Address"), 22), Column(_("Voters"), 10, Look.NUMBER),
        Column(_("Proxies and observers"), 26, Look.NAME), Column(_("Protocol"), 15), Column(_("Turnout"), 11, Look.NUMBER),
        Column(_("Our votes"), 10, Look.NUMBER),
    )  # fmt: skip
    return Table("precincts", columns, [_precinct(one) for one in sheet.precincts])


def _precinct(one: PrecinctLine) -> list[Cell]:
    people = ", ".join((*one.proxies, *one.observers)) or _("nobody yet")
    state = str(STATE_LABELS[one.state]) if one.state else None
    return [str(one.number), one.address or None, one.voters, people, state, one.turnout, one.own_votes]
