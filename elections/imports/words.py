"""The words of imports: what can be wrong with a file, a column, a row or a value."""

from flask_babel import lazy_gettext

OBJECTIONS = {
    "file.unreadable": lazy_gettext(
        "This file cannot be read. Send a table as XLSX, XLS, ODS or CSV; open it in a spreadsheet and save it anew."
    ),
    "file.empty": lazy_gettext("There are no rows in this file. Check that you chose the right one."),
    "file.too_large": lazy_gettext("This file is too large. Take out what is not needed, or split it."),
    "file.bomb": lazy_gettext("This file would unpack into far too much. Save it anew from a spreadsheet."),
    "file.password": lazy_gettext("This file is protected by a password. Save it without one."),
    "import.column_missing": lazy_gettext(
        "There is no column “%(heading)s”. Add it, or correct its heading."
    ),
    "import.code_unknown": lazy_gettext(
        "There is no code %(kato)s in the territory on %(on)s. Check the code."
    ),
    "import.duplicate_row": lazy_gettext("This row repeats row %(row)s. Keep one of them."),
    "import.value_missing": lazy_gettext("This cell is empty: fill it in"),
    "import.value_integer": lazy_gettext("“%(value)s” is not a whole number"),
    "import.value_date": lazy_gettext("“%(value)s” is not a date: write it as 25.07.2021"),
    "import.value_too_early": lazy_gettext("“%(value)s” is too long ago: check the year"),
    "import.value_kato": lazy_gettext("“%(value)s” is not a KATO code: it has nine digits"),
    "import.value_choice": lazy_gettext("“%(value)s” is not one of: %(choices)s"),
    "import.status_by_steps": lazy_gettext(
        "A status is changed step by step on the candidate's page, not by a file: leave it as it is"
    ),
    "import.as_of_today": lazy_gettext(
        "Neither the command nor the name of the file says of which day this is: taken as of today, %(as_of)s"
    ),
}
