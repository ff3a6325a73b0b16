"""The forms of accounts."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import Length

from elections.accounts.words import ROLE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


class LogInForm(Form):
    """Log-in name and password."""

    login = StringField(
        lazy_gettext("Log-in name"), [Answered(lazy_gettext("Enter your log-in name"))], [trimmed]
    )
    password = PasswordField(lazy_gettext("Password"), [Answered(lazy_gettext("Enter your password"))])
    next = HiddenField()


class CodeForm(Form):
    """A code from the app or from paper, after the password."""

    code = StringField(lazy_gettext("Code"), [Answered(lazy_gettext("Enter the code"))], [trimmed])


class SecondFactorForm(CodeForm):
    """The first code of an app, with the seed that was shown to it."""

    offer = HiddenField()


class ConfirmForm(Form):
    """The password once more, before what needs a fresh log-in."""

    password = PasswordField(lazy_gettext("Password"), [Answered(lazy_gettext("Enter your password"))])
    next = HiddenField()


class ConfirmWithCodeForm(ConfirmForm):
    """The same for who has a second factor."""

    code = StringField(lazy_gettext("Code"), [Answered(lazy_gettext("Enter the code"))], [trimmed])


class NewPasswordForm(Form):
    """A new password, twice, for the owner of a one-time link."""

    password = PasswordField(lazy_gettext("New password"), [Answered(lazy_gettext("Enter a new password"))])
    password_again = PasswordField(
        lazy_gettext("New password once more"), [Answered(lazy_gettext("Enter the new password once more"))]
    )


class ChangePasswordForm(NewPasswordForm):
    """One's own password: the present one, and the new one twice."""

    old_password = PasswordField(
        lazy_gettext("Present password"), [Answered(lazy_gettext("Enter your present password"))]
    )


class UserForm(Form):
    """An account: who, as what, for which territory."""

    login = StringField(
        lazy_gettext("Log-in name"), [Answered(lazy_gettext("Enter a log-in name"))], [trimmed]
    )
    name = StringField(
        lazy_gettext("Name of the person"),
        [Answered(lazy_gettext("Enter the name")), Length(max=120)],
        [trimmed],
    )
    role = SelectField(lazy_gettext("Role"), choices=choices_of(ROLE_LABELS))
    kato = StringField(lazy_gettext("Territory (KATO code; empty is the whole country)"), filters=[trimmed])
    is_active = BooleanField(lazy_gettext("The account may log in"), default=True)
