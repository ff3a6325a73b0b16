"""The words of reports: what speaks against making them."""

from flask_babel import lazy_gettext

OBJECTIONS = {
    "report.nothing": lazy_gettext("No district there elects an akim: choose another region"),
    "report.slow": lazy_gettext(
        "This report was not ready after a minute and was left out: %(name)s. Print it by itself, and tell your administrator if that takes as long."
    ),
    "report.died": lazy_gettext(
        "This report could not be printed, twice its process was ended from outside: %(name)s. The machine may be short of memory: tell your administrator."
    ),
    "report.wrong": lazy_gettext(
        "This report could not be printed and was left out: %(name)s. Tell your administrator what happened: %(reason)s"
    ),
}
