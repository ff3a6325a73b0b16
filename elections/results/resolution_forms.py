"""The forms of the coordinator's word: which figure is right where entries differ, disputes, recounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import DateField, RadioField, StringField
from wtforms.validators import Length

from elections.results.disputes import Claim, Instance
from elections.results.entries import apart
from elections.results.entry_papers import BallotLine
from elections.results.forms import FIGURE_NAMES, ProtocolForm, vote_fields
from elections.results.models import Protocol
from elections.results.queries import figures_of
from elections.results.resolution_words import INSTANCE_LABELS
from elections.web.forms import REQUIRED, Answered, Form, choices_of, trimmed

OTHER, EMPTY = "other", "empty"


def reason_field(label: Any = None) -> StringField:
    """Returns the field of a reason that may not stay empty."""
    return StringField(
        label or lazy_gettext("Reason (what the paper says)"),
        [Answered(lazy_gettext("Enter the reason")), Length(max=500)],
        [trimmed],
    )


@dataclass(frozen=True)
class Known:
    """What is entered of a protocol: the figures all agree on or that are accepted, and what was said of the others."""

    figures: Mapping[str, str]
    said: Mapping[str, Mapping[str, list[str]]]
    """By field, each value with who entered it."""


def known_of(protocol: Protocol) -> Known:
    """Returns what a form for the coordinator begins with."""
    entries = (
        [protocol.accepted_entry]
        if protocol.accepted_entry
        else [one for one in protocol.entries if not one.is_taken_back]
    )
    figures = [figures_of(one) for one in entries]
    said: dict[str, dict[str, list[str]]] = {}
    for field in apart(figures) if figures else ():
        values = said.setdefault(field.replace(".", "_"), {})
        for entry, one in zip(entries, figures, strict=True):
            who = entry.entered_by_login or gettext("import")
            values.setdefault(str(one.by_field().get(field, EMPTY)), []).append(who)
    last = figures[-1].by_field() if figures else {}
    agreed = {field.replace(".", "_"): str(value) for field, value in last.items()}
    return Known({field: value for field, value in agreed.items() if field not in said}, said)


class ResolutionForm(ProtocolForm):
    """What the paper says; in a field where entries differ, one of theirs or another value."""

    reason = reason_field()
    picks: tuple[str, ...] = ()
    """The fields in which entries differ."""

    def take_picks(self) -> None:
        """Puts the value that was chosen into its field, as if it had been typed."""
        for name in (
            *FIGURE_NAMES,
            "against_all",
            *(one for one in self._fields if one.startswith("votes_")),
        ):
            picked = request.form.get(f"pick_{name}", OTHER)
            if picked != OTHER:
                self[name].data = "" if picked == EMPTY else picked
                self[name].raw_data = [self[name].data]


def resolution_form(ballot: Sequence[BallotLine], known: Known) -> ResolutionForm:
    """Returns the form of a protocol for the coordinator, begun with what is known."""
    picks: dict[str, Any] = {f"pick_{name}": _pick(values) for name, values in known.said.items()}
    kind = type("BallotResolutionForm", (ResolutionForm,), {**vote_fields(ballot), **picks})
    form: ResolutionForm = kind(data=dict(known.figures))
    form.picks = tuple(known.said)
    if form.is_submitted():
        form.take_picks()
    return form


def _pick(values: Mapping[str, Sequence[str]]) -> RadioField:
    labels = {
        value: lazy_gettext(
            "%(value)s – entered by %(who)s", value="–" if value == EMPTY else value, who=", ".join(who)
        )
        for value, who in values.items()
    }
    other = {OTHER: lazy_gettext("another value, typed here:")}
    return RadioField(
        lazy_gettext("What does the paper say?"), [Answered(lazy_gettext("Choose what the paper says"))],
        choices=choices_of({**labels, **other}),
    )  # fmt: skip


class DisputeForm(Form):
    """Who contests a protocol, before whom, since when and why."""

    by_whom = StringField(
        lazy_gettext("Who contests it (a candidate, a proxy, a party)"),
        [Answered(REQUIRED), Length(max=200)],
        [trimmed],
    )
    instance = RadioField(
        lazy_gettext("Before whom"), [Answered(lazy_gettext("Choose before whom"))],
        choices=choices_of(INSTANCE_LABELS),
    )  # fmt: skip
    since_on = DateField(lazy_gettext("Since"), [Answered(REQUIRED)])
    reason = reason_field(lazy_gettext("What is contested, and why"))

    def claim(self) -> Claim:
        """Returns what was typed as the rules want it."""
        assert self.since_on.data is not None  # noqa: S101
        return Claim(
            self.by_whom.data or "", Instance(self.instance.data), self.since_on.data, self.reason.data or ""
        )


class ReasonForm(Form):
    """Why something is decided so."""

    reason = reason_field(lazy_gettext("Reason (who decided, when, the number of the decision)"))
