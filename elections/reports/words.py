"""The words of reports: what speaks against making them, how contests stand, what must happen next."""

from flask_babel import lazy_gettext

from elections.reports.contents import Stand, Todo

OBJECTIONS = {
    "report.nothing": lazy_gettext(
        "There is no report of this kind there: choose another territory or another kind of report"
    ),
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

STAND_LABELS = {
    Stand.WAITING: lazy_gettext("no protocol yet"),
    Stand.LEADS: lazy_gettext("ours leads"),
    Stand.BEHIND: lazy_gettext("ours is behind"),
    Stand.LEVEL: lazy_gettext("even so far"),
    Stand.WON: lazy_gettext("won"),
    Stand.LOST: lazy_gettext("lost"),
    Stand.OTHERS: lazy_gettext("without ours"),
    Stand.TIE: lazy_gettext("tie: repeat election"),
    Stand.ANNULLED: lazy_gettext("Annulled"),
    Stand.NOT_HELD: lazy_gettext("Not held"),
}
TODO_LABELS = {
    Todo.NOMINEE: lazy_gettext("Put up a candidate"),
    Todo.DOCUMENT: lazy_gettext("Get this document: %(name)s"),
    Todo.STEP: lazy_gettext("Step at the commission: %(name)s"),
    Todo.COURSE: lazy_gettext("Train the candidates in the course %(name)s"),
    Todo.SERVED: lazy_gettext("Open a headquarters, or give it to the district's"),
    Todo.HEAD: lazy_gettext("Appoint a head of the headquarters"),
    Todo.LAWYER: lazy_gettext("Find a lawyer for the headquarters"),
    Todo.VACANCIES: lazy_gettext("Fill the vacancies of the headquarters: %(number)s"),
    Todo.PRECINCTS: lazy_gettext("Find who watches the count, precincts without anybody: %(number)s"),
    Todo.NO_PRECINCTS: lazy_gettext("Import the precincts: the register knows none here"),
    Todo.PLATFORM: lazy_gettext("Step of the platform: %(name)s"),
    Todo.TASK: lazy_gettext("Task: %(name)s"),
    Todo.PROTOCOLS: lazy_gettext("Get and enter the protocols that are missing: %(number)s"),
    Todo.REPEAT_DUE: lazy_gettext("Prepare the repeat election, which the law asks for within a month"),
    Todo.REPEAT_CALLED: lazy_gettext("Prepare the repeat election"),
}
