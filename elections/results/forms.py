"""The form of a protocol: the law's figures, and a number for each candidate on the ballot."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.form import BaseForm
from wtforms.validators import Length, StopValidation

from elections.errors import Objection
from elections.results.confirmation import Confirmation, keys_of
from elections.results.entries import differences
from elections.results.entries import keys_of as keys_of_fields
from elections.results.entry_papers import BallotLine
from elections.results.models import Protocol
from elections.results.rules import read_figure
from elections.results.tally import ProtocolFigures
from elections.web.forms import Form, trimmed
from elections.web.objections import describe

FORMS_KEPT = 1024
"""Some more than there are contests."""


def _digits(value: str | None) -> str:
    return "".join((value or "").split())


class WhyUnlikely(Length):
    """Bounds the reason of a confirmation, and marks it as one that may not stay empty: the rules ask for it."""

    def __init__(self) -> None:
        super().__init__(max=500)
        self.field_flags = {**self.field_flags, "required": True}


class Figure:
    """Refuses what is not a figure by the rules of protocols (F.101, F.102, F.110, F.111)."""

    def __init__(self, *, required: bool) -> None:
        self.required = required
        self.field_flags = {"required": True} if required else {"optional": True}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation with the rule that an answer breaks."""
        _number, objection = read_figure(field.data or "", field.name, required=self.required)
        if objection:
            raise StopValidation(describe(objection))


def _figure(label: str, *, required: bool) -> StringField:
    return StringField(
        label,
        [Figure(required=required)],
        [_digits],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
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
    shown = HiddenField()
    """The keys of the warnings that the page showed."""
    confirmed = BooleanField(lazy_gettext("I have compared with the paper: it stands there so"))
    reason = StringField(
        lazy_gettext("Why it is so (what the paper or the observer says)"), [WhyUnlikely()], [trimmed]
    )
    kept = HiddenField()
    """The keys of the figures that the page showed as differing from the first entry."""
    found: tuple[Objection, ...] = ()
    """What is unlikely in the figures that were typed."""
    differing: tuple[str, ...] = ()
    """The fields that differ from the first entry, as the form names them."""
    elsewhere: Sequence[Protocol] = ()
    """Protocols nearby whose precincts have as many voters as were typed, where this one has not."""

    def confirmation(
        self, found: Sequence[Objection], figures: ProtocolFigures, first: ProtocolFigures | None = None
    ) -> Confirmation:
        """Returns what was confirmed and what was looked at again; from now on the page shows what there is now.

        Warnings are unticked where they are new; of the first entry it says only in which fields it differs.
        """
        given = Confirmation(
            frozenset((self.shown.data or "").split()), bool(self.confirmed.data), self.reason.data or "",
            frozenset((self.kept.data or "").split()),
        )  # fmt: skip
        fields = differences(first, figures) if first else ()
        self.differing = tuple(field.replace(".", "_") for field in fields)
        self.kept.data = " ".join(sorted(keys_of_fields(figures, fields)))
        keys = keys_of(found, figures)
        self.found, self.shown.data = tuple(found), " ".join(sorted(keys))
        self.confirmed.data = given.is_ticked and keys <= given.shown
        return given


FIGURE_NAMES = (
    "voters", "ballots_received", "ballots_issued", "ballots_cancelled", "took_part", "invalid", "outside", "absentee",
)  # fmt: skip


def protocol_form(ballot: Sequence[BallotLine]) -> ProtocolForm:
    """Returns the form for a contest: a field `votes_<id>` for each candidate, in the ballot's order."""
    return form_of(tuple(ballot))()


def vote_fields(ballot: Sequence[BallotLine]) -> dict[str, Any]:
    """Returns the fields of a form for the votes of each candidate on a ballot."""
    return {f"votes_{one.id}": _figure(one.name, required=True) for one in ballot}


@lru_cache(maxsize=FORMS_KEPT)
def form_of(ballot: tuple[BallotLine, ...]) -> type[ProtocolForm]:
    """Returns the class of a ballot's form, kept: to make it takes longer than to read what was typed into it."""
    return type("BallotForm", (ProtocolForm,), vote_fields(ballot))


def figures_from(form: ProtocolForm, ballot: Sequence[BallotLine]) -> ProtocolFigures:
    """Returns what was typed as the rules want it; an empty field is None, not zero."""
    numbers = {name: _number(form[name].data) for name in (*FIGURE_NAMES, "against_all")}
    votes = {one.id: _number(form[f"votes_{one.id}"].data) for one in ballot}
    return ProtocolFigures(**numbers, votes=votes)  # type: ignore[arg-type]


def _number(text: str | None) -> int | None:
    return read_figure(text or "", "", required=False)[0]
