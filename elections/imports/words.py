"""The words of imports: what can be wrong with a file, a column, a row or a value."""

from flask_babel import lazy_gettext

from elections.imports.changes import RowState
from elections.imports.models import BatchState

BATCH_LABELS = {
    BatchState.UPLOADED: lazy_gettext("Columns to be matched"),
    BatchState.CHECKED: lazy_gettext("To be looked through"),
    BatchState.APPLYING: lazy_gettext("Being carried out"),
    BatchState.APPLIED: lazy_gettext("Carried out"),
    BatchState.UNDOING: lazy_gettext("Being taken back"),
    BatchState.UNDONE: lazy_gettext("Taken back"),
}
ROW_LABELS = {
    RowState.NEW: lazy_gettext("New"),
    RowState.CHANGED: lazy_gettext("Changed"),
    RowState.UNCHANGED: lazy_gettext("Unchanged"),
    RowState.REFUSED: lazy_gettext("Refused"),
}
ACTIONS = {
    "import.uploaded": lazy_gettext("file sent for import"),
    "import.discarded": lazy_gettext("import thrown away"),
    "import.applied": lazy_gettext("import carried out"),
    "import.undone": lazy_gettext("import taken back"),
    "import.refused_taken": lazy_gettext("refused rows of an import taken"),
}

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
    "import.papers_missing": lazy_gettext(
        "Comes further than “proposed”, though its documents are not in the dossier: mark them there afterwards"
    ),
    "import.likely_known": lazy_gettext(
        "Most likely the same person as %(name)s, who is in the register: compare before you take the row"
    ),
    "import.likely_row": lazy_gettext(
        "Most likely the same person as in row %(row)s: compare before you take both"
    ),
    "import.value_missing": lazy_gettext("This cell is empty: fill it in"),
    "import.value_integer": lazy_gettext("“%(value)s” is not a whole number"),
    "import.value_date": lazy_gettext("“%(value)s” is not a date: write it as 25.07.2021"),
    "import.value_year": lazy_gettext(
        "“%(value)s” is a year without its day and month: write the whole date, as 25.07.1980, or put years into a column of their own"
    ),
    "import.footer": lazy_gettext("Not a row of the list, but a total or a note below it: left out"),
    "import.value_too_early": lazy_gettext("“%(value)s” is too long ago: check the year"),
    "import.value_kato": lazy_gettext("“%(value)s” is not a KATO code: it has nine digits"),
    "import.value_too_long": lazy_gettext("This text of %(length)s signs is too long: at most %(maximum)s"),
    "import.value_choice": lazy_gettext("“%(value)s” is not one of: %(choices)s"),
    "import.status_by_steps": lazy_gettext(
        "A status is changed step by step on the candidate's page, not by a file: leave it as it is"
    ),
    "import.file_missing": lazy_gettext("Choose a file, or paste rows copied from a spreadsheet"),
    "import.no_column": lazy_gettext("Say of at least one column what it is"),
    "import.nothing_to_apply": lazy_gettext(
        "No row is chosen that would change anything: there is nothing to carry out"
    ),
    "import.all_or_nothing": lazy_gettext(
        "This register is imported as a whole: mend the refused rows in the file and send it again"
    ),
    "import.no_undo": lazy_gettext(
        "This register keeps its own history; import the earlier file again instead"
    ),
    "import.overtaken": lazy_gettext(
        "Somebody changed these records after the preview. Nothing was carried out: check again and look once more"
    ),
    "import.failed": lazy_gettext(
        "It could not be finished and nothing was changed. Try again; tell your administrator if it fails again"
    ),
    "import.edited_since": lazy_gettext(
        "The import cannot be taken back: rows edited, or used elsewhere, since: %(number)s. Nothing was changed"
    ),
    "import.is_uploaded": lazy_gettext("First say what the columns are"),
    "import.is_checked": lazy_gettext("This import was not carried out yet"),
    "import.is_applying": lazy_gettext("This import is being carried out: wait until it has ended"),
    "import.is_applied": lazy_gettext("This import was carried out already"),
    "import.is_undoing": lazy_gettext("This import is being taken back: wait until it has ended"),
    "import.is_undone": lazy_gettext("This import was taken back: send the file again to import it anew"),
    "import.as_of_today": lazy_gettext(
        "Neither the command nor the name of the file says of which day this is: taken as of today, %(as_of)s"
    ),
}
