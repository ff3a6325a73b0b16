"""The forms of the campaign: the election with its rules, and a party."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, NumberRange

from elections.campaign.calendar import Rules, TieRule
from elections.campaign.target_rule import Counting, Denominator
from elections.campaign.words import COUNTING_LABELS, DENOMINATOR_LABELS, TIE_LABELS
from elections.web.forms import REQUIRED, Answered, Form, trimmed

RULES = (
    "nomination_ends_days_before", "registration_ends_days_before", "closing_hour", "voting_opens", "voting_closes",
    "age_minimum", "proxies_per_precinct", "observers_at_once", "tie",
)  # fmt: skip


class ElectionForm(Form):
    """The election: names, days, party, target, and the numbers of the law that later editions changed."""

    name_ru = StringField(lazy_gettext("Name in Russian"), [Answered(REQUIRED), Length(max=200)], [trimmed])
    name_kk = StringField(lazy_gettext("Name in Kazakh"), [Answered(REQUIRED), Length(max=200)], [trimmed])
    called_on = DateField(lazy_gettext("Day of the call"), [Answered(REQUIRED)])
    voting_on = DateField(lazy_gettext("Voting day"), [Answered(REQUIRED)])
    own_party_id = SelectField(lazy_gettext("Our party"), coerce=int)
    target_percent = IntegerField(lazy_gettext("Target, percent"), [Answered(REQUIRED), NumberRange(1, 100)])
    target_denominator = SelectField(
        lazy_gettext("Share of what"), choices=[SelectChoice(*pair) for pair in DENOMINATOR_LABELS.items()]
    )
    target_counting = SelectField(
        lazy_gettext("Whose wins count"), choices=[SelectChoice(*pair) for pair in COUNTING_LABELS.items()]
    )
    entries_required = SelectField(
        lazy_gettext("Entries of each protocol"), coerce=int,
        choices=[SelectChoice(1, lazy_gettext("one")), SelectChoice(2, lazy_gettext("two, by two people"))],
    )  # fmt: skip
    nomination_ends_days_before = IntegerField(
        lazy_gettext("Nomination ends, days before voting"), [Answered(REQUIRED), NumberRange(0, 60)]
    )
    registration_ends_days_before = IntegerField(
        lazy_gettext("Registration ends, days before voting"), [Answered(REQUIRED), NumberRange(0, 60)]
    )
    closing_hour = IntegerField(
        lazy_gettext("Hour at which they end"), [Answered(REQUIRED), NumberRange(0, 23)]
    )
    voting_opens = TimeField(lazy_gettext("Polling stations open at"), [Answered(REQUIRED)])
    voting_closes = TimeField(lazy_gettext("Polling stations close at"), [Answered(REQUIRED)])
    age_minimum = IntegerField(
        lazy_gettext("Least age of a candidate"), [Answered(REQUIRED), NumberRange(18, 99)]
    )
    proxies_per_precinct = IntegerField(
        lazy_gettext("Most proxies per precinct"), [Answered(REQUIRED), NumberRange(0, 20)]
    )
    observers_at_once = IntegerField(
        lazy_gettext("Most observers of a party present at once"), [Answered(REQUIRED), NumberRange(1, 20)]
    )
    tie = SelectField(
        lazy_gettext("After a tie"), choices=[SelectChoice(*pair) for pair in TIE_LABELS.items()]
    )

    def changes(self, rules: Rules) -> dict[str, Any]:
        """Returns what was typed as columns of the election; `rules` are those it had."""
        answers = {name: value for name, value in self.answers().items() if name != "version"}
        legal = {name: answers.pop(name) for name in RULES}
        legal["tie"] = TieRule(legal["tie"])
        answers["target_denominator"] = Denominator(answers["target_denominator"])
        answers["target_counting"] = Counting(answers["target_counting"])
        return {**answers, "rules": Rules(**{**vars(rules), **legal})}


class PartyForm(Form):
    """A party: a short code and its names."""

    code = StringField(lazy_gettext("Code"), [Answered(REQUIRED), Length(max=20)], [trimmed])
    name_ru = StringField(lazy_gettext("Name in Russian"), [Answered(REQUIRED), Length(max=200)], [trimmed])
    name_kk = StringField(lazy_gettext("Name in Kazakh"), [Answered(REQUIRED), Length(max=200)], [trimmed])
