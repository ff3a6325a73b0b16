"""The forms of an import: the file or the pasted table, and where its columns are."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import Optional

from elections.web.forms import Form

KINDS_OF_FILE = ".xlsx,.xls,.ods,.csv,.txt,.tsv"


class UploadForm(Form):
    """A file, or what was copied from a spreadsheet."""

    kind = SelectField(lazy_gettext("Into which register"))
    file = FileField(lazy_gettext("File"), render_kw={"accept": KINDS_OF_FILE})
    pasted = TextAreaField(lazy_gettext("Or paste rows copied from a spreadsheet"))
    as_of = DateField(lazy_gettext("Of which day the classifier is"), [Optional()])


class SheetForm(Form):
    """Which sheet of the file holds the table, and which of its rows the headings."""

    sheet = SelectField(lazy_gettext("Sheet"))
    header = SelectField(lazy_gettext("Row with the headings"))
