"""The words of backups."""

from flask_babel import lazy_gettext as _

ACTIONS = {
    "backup.made": _("backup made"),
    "backup.restored": _("backup brought back"),
    "backup.taken": _("backup downloaded"),
}
OBJECTIONS = {
    "backup.newer": _(
        "This backup was made by a newer Sailau (its tables are of version %(schema)s, this one knows them up to %(newest)s). Upgrade first. Nothing was changed."
    ),
    "backup.other_engine": _(
        "This backup holds a database of %(was)s, and this installation has %(here)s. Nothing was changed."
    ),
    "backup.damaged": _("The file %(file)s is damaged or not a backup. Take another one. Nothing was changed."),
    "backup.other_key": _(
        "No key opens the file %(file)s: it was made with another secret, or its beginning is damaged. Nothing was changed."
    ),
    "backup.broken": _("The database in this backup is broken: %(said)s. Take another one. Nothing was changed."),
    "backup.other_content": _("The backup does not hold what it says of itself. Take another one. Nothing was changed."),
    "backup.other_secret": _(
        "The secret of this installation does not open what the backup holds. Put the secret of that time into the file of secrets as a further line. Nothing was changed."
    ),
    "backup.in_use": _(
        "Somebody is using the database. Stop Sailau's services (sailau-web, sailau-worker) and try again. Nothing was changed."
    ),
    "backup.not_there": _("There is no file %(file)s."),
    "backup.no_database": _("There is no database %(file)s to make a backup of."),
    "backup.name_taken": _("There is a file %(file)s already; choose another name."),
    "backup.may_not_create": _(
        "To try a backup, the database role %(role)s must be allowed to make a database: ALTER ROLE %(role)s CREATEDB."
    ),
    "backup.no_program": _("The program %(program)s is not installed; it comes with PostgreSQL's client."),
    "backup.program_failed": _("%(program)s refused: %(said)s"),
}  # fmt: skip
