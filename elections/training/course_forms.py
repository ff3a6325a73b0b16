"""The forms of a course's modules and materials."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, StringField
from wtforms.validators import Length

from elections.candidates.file_forms import PICTURES
from elections.web.forms import Answered, Form, trimmed

TITLE = lazy_gettext("Title of the material")
TITLE_MISSING = lazy_gettext("Enter what the material is called")


class ModuleForm(Form):
    """A module: what it is called in both languages, and how long it takes."""

    title_kk = StringField(
        lazy_gettext("Title in Kazakh"),
        [Answered(lazy_gettext("Enter the title in Kazakh")), Length(max=200)],
        [trimmed],
    )
    title_ru = StringField(
        lazy_gettext("Title in Russian"),
        [Answered(lazy_gettext("Enter the title in Russian")), Length(max=200)],
        [trimmed],
    )
    hours = IntegerField(lazy_gettext("Hours"), [Answered(lazy_gettext("Enter how many hours it takes"))])


class LinkForm(Form):
    """A link among the materials."""

    title = StringField(TITLE, [Answered(TITLE_MISSING), Length(max=200)], [trimmed])
    url = StringField(
        lazy_gettext("Address of the page"), [Answered(lazy_gettext("Enter the address")), Length(max=500)],
        [trimmed], render_kw={"inputmode": "url"},
    )  # fmt: skip


class FileForm(Form):
    """A file among the materials."""

    title = StringField(TITLE, [Answered(TITLE_MISSING), Length(max=200)], [trimmed])
    file = FileField(
        lazy_gettext("File"), [FileRequired(lazy_gettext("Choose a file"))],
        render_kw={"accept": f"application/pdf,.pptx,.docx,.xlsx,{PICTURES}"},
    )  # fmt: skip
