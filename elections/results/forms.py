"""The form of a protocol: the law's figures, and a number for each candidate on the ballot."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import RadioField, StringField
from wtforms.validators import Length, Optional, Regexp

from elections.candidates.models import Candidate
from elections.results.tally import ProtocolFigures
from elections.web.forms import Answered, Form, trimmed

DIGITS = Regexp(
    r"^[0-9]{1,7}$", message=lazy_gettext("Enter a whole number in digits, at most seven of them")
)


def _digits(value: str | None) -> str:
    return "".join((value or "").split())


def _figure(label: str, *, required: bool) -> StringField:
    first = (
        Answered(lazy_gettext("Enter this number; if the protocol says none, enter 0"))
        if required
        else Optional()
    )
    return StringField(
        label, [first, DIGITS], [_digits], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )


class ProtocolForm(Form):
    """The figures of CL 43; those that copies of protocols often lack may stay empty (missing is not zero)."""

    voters = _figure(lazy_gettext("Voters on the list"), required=True)
    ballots_received = _figure(lazy_gettext("Ballots received by the commission"), required=False)
    ballots_issued = _figure(lazy_gettext("Voters who received ballots"), required=True)
    ballots_cancelled = _figure(lazy_gettext("Cancelled (unused) ballots"), required=False)
    took_part = _figure(lazy_gettext("Voters who took part (without invalid ballots)"), required=True)
    invalid = _figure(lazy_gettext("Invalid ballots"), required=True)
    outside = _figure(lazy_gettext("Voted outside the polling place"), required=False)
    absentee = _figure(lazy_gettext("Voted by absentee certificates"), required=False)
    against_all = _figure(lazy_gettext("Against all"), required=True)


FIGURE_NAMES = (
    "voters", "ballots_received", "ballots_issued", "ballots_cancelled", "took_part", "invalid", "outside", "absentee",
)  # fmt: skip


def protocol_form(ballot: Sequence[Candidate]) -> ProtocolForm:
    """Returns the form for a contest: a field `votes_<id>` for each candidate, in the ballot's order."""
    fields = {
        f"votes_{one.id}": _figure(
            f"{one.person.surname} {one.person.given_name} {one.person.patronymic}", required=True
        )
        for one in ballot
    }
    form: ProtocolForm = type("BallotForm", (ProtocolForm,), fields)()
    return form


def figures_from(form: ProtocolForm, ballot: Sequence[Candidate]) -> ProtocolFigures:
    """Returns what was typed as the rules want it; an empty field is None, not zero."""
    numbers = {name: _number(form[name].data) for name in (*FIGURE_NAMES, "against_all")}
    votes = {one.id: int(form[f"votes_{one.id}"].data) for one in ballot}
    return ProtocolFigures(**numbers, votes=votes)  # type: ignore[arg-type]


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _reason() -> StringField:
    return StringField(
        lazy_gettext("Reason (what the paper says)"),
        [Answered(lazy_gettext("Enter the reason")), Length(max=500)],
        [trimmed],
    )


class ResolutionForm(Form):
    """The coordinator's word on two entries that differ."""

    entry = RadioField(
        lazy_gettext("Which entry is right?"), [Answered(lazy_gettext("Choose the entry that is right"))]
    )
    reason = _reason()


class ReopeningForm(Form):
    """Why an accepted protocol is taken out of the count."""

    reason = _reason()
