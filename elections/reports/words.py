"""The words of reports: what speaks against making them."""

from flask_babel import lazy_gettext

OBJECTIONS = {
    "report.nothing": lazy_gettext("No district there elects an akim: choose another region"),
}
