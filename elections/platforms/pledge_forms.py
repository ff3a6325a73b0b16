"""The form of a pledge; sums and quantities are shown back as they were read."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask_babel import lazy_gettext
from wtforms import DateField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import Length, Optional, ValidationError

from elections.errors import Objection
from elections.platforms.pledge_words import DEMAND_LABELS
from elections.platforms.sums import grouped, read_people, read_quantity, read_sum, written
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed
from elections.web.objections import describe

Read = Callable[[str], Any]


def readable(read: Read) -> Callable[[BaseForm, Field], None]:
    """Returns a validator that refuses what cannot be read, with the reason."""

    def check(_form: BaseForm, field: Field) -> None:
        found = read(field.data or "")
        if isinstance(found, Objection):
            raise ValidationError(describe(found))

    return check


def as_read(read: Read, write: Callable[[Any], str]) -> Callable[[Any], str]:
    """Returns a filter that writes what could be read as it was read, and leaves the rest as it was typed."""

    def show(typed: Any) -> str:
        found = read(str(typed)) if typed else None
        return trimmed(typed) if found is None or isinstance(found, Objection) else write(found)

    return show


def value_of(field: Field, read: Read) -> Any:
    """Returns what was read in a field, None where it is empty or cannot be read."""
    found = read(field.data) if field.data else None
    return None if isinstance(found, Objection) else found


_SUM, _NUMBER, _PEOPLE = (
    as_read(read_sum, grouped),
    as_read(read_quantity, written),
    as_read(read_people, grouped),
)


class InEitherLanguage:
    """Marks a field that must be filled in in one of two languages; the rules, which know both, refuse."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, _form: BaseForm, _field: Field) -> None:
        """Lets any answer pass."""


class PledgeForm(Form):
    """A pledge."""

    sector = SelectField(lazy_gettext("Sector"), choices=choices_of(SECTOR_LABELS))
    what_kk = StringField(
        lazy_gettext("What is promised, in Kazakh"), [InEitherLanguage(), Length(max=500)], [trimmed]
    )
    what_ru = StringField(
        lazy_gettext("What is promised, in Russian"), [InEitherLanguage(), Length(max=500)], [trimmed]
    )
    place = StringField(lazy_gettext("In which village"), [Length(max=200)], [trimmed])
    beneficiaries = StringField(
        lazy_gettext("How many people it serves"), [Optional(), readable(read_people)], [_PEOPLE]
    )
    indicator_kk = StringField(
        lazy_gettext("By what it will be seen (3 km of road, 40 places), in Kazakh"),
        [InEitherLanguage(), Length(max=300)],
        [trimmed],
    )
    indicator = StringField(
        lazy_gettext("By what it will be seen (3 km of road, 40 places), in Russian"),
        [InEitherLanguage(), Length(max=300)],
        [trimmed],
    )
    unit_kk = StringField(
        lazy_gettext("Counted in (km, places, lamps), in Kazakh"), [Length(max=40)], [trimmed]
    )
    unit = StringField(
        lazy_gettext("Counted in (km, places, lamps), in Russian"), [Length(max=40)], [trimmed]
    )
    start_value = StringField(
        lazy_gettext("How many there are now"), [Optional(), readable(read_quantity)], [_NUMBER]
    )
    goal_value = StringField(
        lazy_gettext("How many there will be"), [Optional(), readable(read_quantity)], [_NUMBER]
    )
    cost_kzt = StringField(
        lazy_gettext("Cost, tenge"),
        [Answered(lazy_gettext("Enter the cost in tenge")), readable(read_sum)], [_SUM],
    )  # fmt: skip
    money_source = SelectField(lazy_gettext("Source of the money"), choices=choices_of(SOURCE_LABELS))
    due_on = DateField(lazy_gettext("Due date"), [Answered(lazy_gettext("Enter the due date"))])
    responsible_kk = StringField(
        lazy_gettext("Who answers for it, in Kazakh"), [InEitherLanguage(), Length(max=200)], [trimmed]
    )
    responsible = StringField(
        lazy_gettext("Who answers for it, in Russian"), [InEitherLanguage(), Length(max=200)], [trimmed]
    )
    demand_kk = StringField(
        lazy_gettext("What the people asked for, and where, in Kazakh"), [Length(max=500)], [trimmed]
    )
    demand = StringField(
        lazy_gettext("What the people asked for, and where, in Russian"), [Length(max=500)], [trimmed]
    )
    demand_way = SelectField(
        lazy_gettext("How they asked"),
        default="",
        choices=[SelectChoice("", lazy_gettext("not said")), *choices_of(DEMAND_LABELS)],
    )
    demand_on = DateField(lazy_gettext("When they asked"), [Optional()])
    demand_people = StringField(
        lazy_gettext("How many people asked"), [Optional(), readable(read_people)], [_PEOPLE]
    )
