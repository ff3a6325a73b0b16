"""The words of accounts: roles, and what speaks against a log-in or a password."""

from flask_babel import lazy_gettext

from elections.accounts.access import Role

ROLE_LABELS = {
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
    Role.COORDINATOR: lazy_gettext("Coordinator"),
    Role.HQ_STAFF: lazy_gettext("HQ staff"),
    Role.LAWYER: lazy_gettext("Lawyer"),
    Role.TRAINER: lazy_gettext("Trainer"),
    Role.OBSERVER: lazy_gettext("Observer (read only)"),
}

OBJECTIONS = {
    "account.login_form": lazy_gettext(
        "Enter a log-in name of 3 to 60 signs: small Latin letters, digits, dot, dash; it begins with a letter"
    ),
    "account.login_taken": lazy_gettext(
        "There is an account “%(login)s” already: choose another log-in name"
    ),
    "account.log_in_failed": lazy_gettext(
        "The log-in name and the password do not fit together. Check both."
    ),
    "account.password_short": lazy_gettext("Enter a password of at least %(minimum)s signs"),
    "account.password_has_login": lazy_gettext("Choose a password that does not contain your log-in name"),
    "account.password_long": lazy_gettext("Enter a password of at most %(maximum)s signs"),
    "account.password_common": lazy_gettext(
        "This password is among the first that are guessed. Choose another, for example four words that have nothing to do with each other"
    ),
    "account.password_context": lazy_gettext(
        "Choose a password that is not made of your name, your territory, the party or the name of this system"
    ),
    "account.wait": lazy_gettext(
        "There were too many failed tries. Wait %(seconds)s s, then try again; nothing is lost."
    ),
    "account.code_wrong": lazy_gettext(
        "This code is wrong, too old or used already. Wait until the app shows the next one and enter that"
    ),
    "account.factor_required": lazy_gettext(
        "Your role needs a second factor: set up another phone instead of taking this one away"
    ),
    "account.password_wrong": lazy_gettext("This is not your present password"),
    "account.password_differs": lazy_gettext("The two passwords differ: enter the same one twice"),
    "account.own_role": lazy_gettext(
        "You cannot disable your own account or change its role: ask another administrator"
    ),
    "account.territory_unknown": lazy_gettext(
        "There is no territory with the code %(kato)s: take it from the territory pages"
    ),
}

ACTIONS = {
    "account.created": lazy_gettext("account made"),
    "account.changed": lazy_gettext("account changed"),
    "account.logged_in": lazy_gettext("logged in"),
    "account.log_in_failed": lazy_gettext("failed to log in"),
    "account.confirm_failed": lazy_gettext("failed to confirm the password"),
    "account.code_failed": lazy_gettext("failed to enter the code"),
    "account.slowed_down": lazy_gettext("tries to log in were slowed down"),
    "account.factor_set": lazy_gettext("second factor set up"),
    "account.factor_removed": lazy_gettext("second factor taken away by its owner"),
    "account.factor_reset": lazy_gettext("second factor taken away by another"),
    "account.recovery_codes": lazy_gettext("recovery codes made"),
    "account.recovery_code_used": lazy_gettext("recovery code used"),
    "account.confirmed": lazy_gettext("said again who they are"),
    "account.device_ended": lazy_gettext("ended a log-in on another device"),
    "account.devices_ended": lazy_gettext("ended all log-ins on other devices"),
    "account.logged_out": lazy_gettext("logged out"),
    "account.password_changed": lazy_gettext("password changed"),
    "account.password_set": lazy_gettext("password set by the one-time link"),
    "account.setup_link": lazy_gettext("one-time link made"),
}
"""What the log calls what was done here."""
