"""Which rooms there are: their pages, the texts of their rules, their menu entries, their commands."""

from flask import Flask

from elections.accounts import views as accounts
from elections.accounts import words as account_words
from elections.accounts.cli import users_cli
from elections.audit import views as audit
from elections.audit.cli import audit_cli
from elections.jobs import views as jobs
from elections.jobs.cli import worker
from elections.web import health
from elections.web.objections import register_objections
from elections.web.pages import register_menu

VIEWS = (accounts, audit, jobs, health)
WORDS = (account_words,)
COMMANDS = (users_cli, audit_cli, worker)


def register_rooms(app: Flask) -> None:
    """Adds every room's pages, texts, menu entries and commands to `app`."""
    for view in VIEWS:
        app.register_blueprint(view.bp)
    for words in WORDS:
        register_objections(words.OBJECTIONS)
    register_menu(*(view.MENU for view in VIEWS if hasattr(view, "MENU")))
    for command in COMMANDS:
        app.cli.add_command(command)
