"""A protocol as people entered it, on paper: the law's figures in its order, Kazakh and Russian side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from elections.audit.slips import Slip, seal_slip
from elections.candidates.queries import list_ballot
from elections.documents.pdf import render_pdf
from elections.people.actions import full_name
from elections.results.confirmation import find_warnings
from elections.results.dispute_queries import list_disputes
from elections.results.entries import State
from elections.results.entry_page import AFTER_VOTES, BEFORE_VOTES
from elections.results.entry_queries import read_ballot
from elections.results.forms import protocol_form
from elections.results.models import Protocol, ProtocolEntry
from elections.results.photo_queries import list_photos
from elections.results.queries import figures_of, get_protocol, votes_of
from elections.results.resolution_words import INSTANCE_LABELS, SETTLEMENT_LABELS
from elections.results.rule_words import SAYS
from elections.results.words import STATE_LABELS
from elections.web.i18n import day, local, number
from elections.web.i18n import language as present_language
from elections.web.objections import describe

BOTH = ("kk", "ru")
UNSHOWN = (State.EXPECTED, State.FIRST)
"""In these states nobody sees figures: the second person reads the paper for themselves."""


@dataclass(frozen=True)
class Row:
    """A figure of the protocol: what it is in both languages, and what each entry that is shown says."""

    labels: Mapping[str, str]
    values: Sequence[str]
    is_name: bool = False

    @property
    def differs(self) -> bool:
        """Whether the entries do not agree."""
        return len(set(self.values)) > 1


def copy_pdf(protocol_id: int) -> bytes:
    """Returns the copy of a protocol as PDF; raises NotFound."""
    protocol = get_protocol(protocol_id)
    page = _page(protocol)
    with force_locale(BOTH[0]):
        return render_pdf(
            render_template("paper/protocol.html", **page, seal=seal_slip(_slip(protocol, page)))
        )


def copy_slip(protocol_id: int) -> Slip:
    """Returns what the copy of a protocol says; raises NotFound."""
    protocol = get_protocol(protocol_id)
    return _slip(protocol, _page(protocol))


def _page(protocol: Protocol) -> dict[str, Any]:
    """Returns what the copy says, in both languages."""
    shown, said, rules = _shown(protocol), {}, {}
    for language in BOTH:
        with force_locale(language):
            said[language] = _words(protocol, shown)
            rules[language] = {code: str(text) for code, text in SAYS.items()}
    with force_locale(BOTH[0]):
        return {
            "protocol": protocol, "said": said, "rules": rules, "rows": _rows(protocol, shown), "entries": shown,
            "sums": [line for one in shown for line in _sums(one)], "election": protocol.contest.election,
        }  # fmt: skip


def _slip(protocol: Protocol, page: Mapping[str, Any]) -> Slip:
    entries = [
        (one.number, one.entered_by_login, one.confirmed_codes, one.confirmed_reason, one.source, one.reason, one.entered_at)
        for one in protocol.entries
    ]  # fmt: skip
    values = {"entries": entries, **{name: page[name] for name in ("said", "rows", "sums")}}
    title = page["said"].get(present_language(), page["said"]["ru"])["title"]
    return Slip("copy", protocol.id, protocol.path, values, {"protocol": [protocol.id]}, str(title))


def _shown(protocol: Protocol) -> list[ProtocolEntry]:
    """Returns the entries whose figures the copy shows: the one that counts, else those that wait for a decision."""
    if protocol.state in UNSHOWN:
        return []
    if protocol.accepted_entry is not None:
        return [protocol.accepted_entry]
    return [one for one in protocol.entries if not one.is_taken_back][-2:]


def _words(protocol: Protocol, shown: list[ProtocolEntry]) -> dict[str, Any]:
    """Returns what the copy says in the present language."""
    place, photos = protocol.contest.constituency, list_photos(protocol.id)
    heading = _("Precinct №%(number)s", number=protocol.precinct.number)
    return {
        "title": _("Copy of a protocol: %(precinct)s, %(place)s", precinct=heading, place=local(place)),
        "heading": heading, "kicker": local(protocol.contest.election),
        "where": f"{local(place)}, {local(place.district)}, {local(place.region)}",
        "state": str(STATE_LABELS[protocol.state]),
        "note": _("As the party's people entered it from the copy of its observer; the commission's protocol alone is official."),
        "unshown": _("No figures are printed before two people have entered them."),
        "figure": _("Figure"), "number": _("Number"), "entries": _("Entries"), "who": _("Who"), "when": _("When"),
        "why": _("Confirmed and decided"), "import": _("import"),
        "checks": _("The sums of the protocol"), "doubts": _("What is unlikely in it"),
        "no_doubts": _("Nothing is unlikely in these figures."), "differ": _("The entries differ here"),
        "warnings": [describe(one) for one in find_warnings(protocol, figures_of(shown[0]))] if shown else [],
        "disputes": [_dispute(one) for one in list_disputes(protocol.id)],
        "still": _("Is it still true?"),
        "photos": _("Photos of the paper: %(number)s", number=number(len(photos))) if photos else _("There is no photo of the paper."),
    }  # fmt: skip


def _dispute(dispute: Any) -> str:
    """Returns a dispute in a sentence, with how it ended."""
    told = [
        _("Disputed on %(day)s by %(whom)s, %(instance)s: %(reason)s", day=day(dispute.since_on),
          whom=dispute.by_whom, instance=INSTANCE_LABELS[dispute.instance], reason=dispute.reason),
    ]  # fmt: skip
    if dispute.settled_on:
        how = SETTLEMENT_LABELS[dispute.settlement]
        told.append(_("Settled on %(day)s: %(how)s.", day=day(dispute.settled_on), how=how))
    return " ".join(told)


def _rows(protocol: Protocol, shown: list[ProtocolEntry]) -> list[Row]:
    ballot, votes = list_ballot(protocol.contest_id), [votes_of(one) for one in shown]
    names = {one.id: full_name(one.person) for one in ballot}
    return [
        *(_figure(protocol, name, shown) for name in BEFORE_VOTES),
        *(
            Row(dict.fromkeys(BOTH, names[one.id]), [number(given.get(one.id)) for given in votes], is_name=True)
            for one in ballot
        ),
        *(_figure(protocol, name, shown) for name in ("against_all", *AFTER_VOTES)),
    ]  # fmt: skip


def _figure(protocol: Protocol, name: str, shown: list[ProtocolEntry]) -> Row:
    labels, form = {}, protocol_form(read_ballot(protocol.contest_id))
    for language in BOTH:
        with force_locale(language):
            labels[language] = str(form[name].label.text)
    return Row(labels, [number(getattr(one, name)) for one in shown])


def _sums(entry: ProtocolEntry) -> list[tuple[str, str]]:
    """Returns (code, arithmetic) of the sums that a protocol must keep, with its own numbers."""
    found, votes = [], list(votes_of(entry).values())
    if entry.ballots_received is not None and entry.ballots_cancelled is not None:
        left = entry.ballots_received - entry.ballots_issued
        told = f"{number(entry.ballots_received)} − {number(entry.ballots_issued)} = {number(left)}"
        found.append(("F.105", _against(told, left, entry.ballots_cancelled, "=")))
    total = sum(votes) + entry.against_all
    told = f"{' + '.join(map(number, (*votes, entry.against_all)))} = {number(total)}"
    found.append(("F.106", _against(told, total, entry.took_part, "=")))
    used = entry.took_part + entry.invalid
    told = f"{number(entry.took_part)} + {number(entry.invalid)} = {number(used)}"
    return [*found, ("F.107", _against(told, used, entry.ballots_issued, "≤"))]


def _against(told: str, value: int, other: int, sign: str) -> str:
    is_kept = value == other if sign == "=" else value <= other
    return (
        f"{told} {sign if is_kept else '≠' if sign == '=' else '>'} {number(other)}{' ✓' if is_kept else ''}"
    )
