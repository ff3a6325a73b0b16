"""The forms of a commission's result and of a repeat election."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from elections.candidates.models import Candidate
from elections.people.actions import full_name
from elections.results.forms import Figure
from elections.results.official import PLAIN, Official, OfficialKind
from elections.results.outcome_words import FIELD_LABELS, KIND_LABELS
from elections.results.rules import read_figure
from elections.web.forms import REQUIRED, Answered, Form, choices_of, trimmed


def _digits(value: str | None) -> str:
    return "".join((value or "").split())


def _figure(label: Any) -> StringField:
    keyboard = {"inputmode": "numeric", "autocomplete": "off"}
    return StringField(label, [Figure(required=False)], [_digits], render_kw=keyboard)


class OfficialForm(Form):
    """What the commission decided; figures that are not known stay empty."""

    kind = SelectField(FIELD_LABELS["kind"], choices=choices_of(KIND_LABELS))
    elected = SelectField(FIELD_LABELS["elected"])
    decided_on = DateField(FIELD_LABELS["decided_on"], [Answered(REQUIRED)])
    source = StringField(FIELD_LABELS["source"], [Length(max=200)], [trimmed])
    voters = _figure(FIELD_LABELS["voters"])
    took_part = _figure(FIELD_LABELS["took_part"])
    invalid = _figure(FIELD_LABELS["invalid"])
    against_all = _figure(FIELD_LABELS["against_all"])
    reason = StringField(lazy_gettext("Why it is so, or why it changes"), [Length(max=500)], [trimmed])

    def told(self, ballot: Sequence[Candidate]) -> Official:
        """Returns what was typed as the rules want it; an empty field is unknown, not zero."""
        votes = {one.id: _number(self[f"votes_{one.id}"].data) for one in ballot}
        return Official(
            OfficialKind(self.kind.data), self.decided_on.data or date.min,
            int(self.elected.data) if self.elected.data else None,
            **{name: _number(self[name].data) for name in PLAIN},
            votes={one: number for one, number in votes.items() if number is not None}, source=self.source.data or "",
        )  # fmt: skip


def official_form(ballot: Sequence[Candidate], known: Official | None) -> OfficialForm:
    """Returns the form for a contest with what is recorded: a field `votes_<id>` for each candidate."""
    fields = {f"votes_{one.id}": _figure(full_name(one.person)) for one in ballot}
    form: OfficialForm = type("OfficialBallotForm", (OfficialForm,), fields)(data=answers_of(known))
    nobody = {"": lazy_gettext("nobody")}
    form.elected.choices = choices_of({**nobody, **{one.id: full_name(one.person) for one in ballot}})
    return form


def answers_of(known: Official | None) -> dict[str, object]:
    """Returns a recorded result by the fields of its form."""
    if known is None:
        return {}
    plain = {name: getattr(known, name) for name in PLAIN} | {"elected": known.elected}
    votes = {f"votes_{one}": str(number) for one, number in known.votes.items()}
    return {
        "kind": known.kind.value, "decided_on": known.decided_on, "source": known.source, **votes,
        **{name: "" if number is None else str(number) for name, number in plain.items()},
    }  # fmt: skip


def _number(text: str | None) -> int | None:
    return read_figure(text or "", "", required=False)[0]


class RepeatForm(Form):
    """The day of a repeat election."""

    voting_on = DateField(lazy_gettext("Day of the repeat election"), [Answered(REQUIRED)])
    reason = StringField(lazy_gettext("Why it is later than the law says"), [Length(max=300)], [trimmed])
