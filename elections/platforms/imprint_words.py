"""The words about a platform on paper and in Excel: what it lacks before it is printed, what an import objects to."""

from flask_babel import lazy_gettext

from elections.platforms.imprint import Paper

PAPER_LABELS = {Paper.KAZAKH: lazy_gettext("In Kazakh"), Paper.RUSSIAN: lazy_gettext("In Russian")}

OBJECTIONS = {
    "leaflet.not_published": lazy_gettext(
        "The platform is not published yet: until then only drafts are printed, and they are not for distribution"
    ),
    "leaflet.title_missing": lazy_gettext("The title is not written in this language yet"),
    "leaflet.text_missing": lazy_gettext("The programme is not written in this language yet"),
    "leaflet.pledges_missing": lazy_gettext(
        "%(number)s of %(of)s pledges do not say in this language what is promised"
    ),
    "imprint.issuer_missing": lazy_gettext("Enter the organisation that issues the leaflet"),
    "imprint.printer_missing": lazy_gettext("Enter the name of the printer"),
    "imprint.address_missing": lazy_gettext("Enter the address of the printer"),
    "imprint.print_run_missing": lazy_gettext("Enter how many copies are printed"),
    "imprint.customer_missing": lazy_gettext("Enter who ordered the print"),
    "imprint.money_missing": lazy_gettext("Enter from what money the print is paid"),
    "platform.place_unknown": lazy_gettext(
        "No candidate of yours stands in a constituency with this KATO code"
    ),
    "platform.candidate_unknown": lazy_gettext("No such candidate stands in this constituency"),
    "platform.candidate_ambiguous": lazy_gettext(
        "More than one candidate of this constituency is called so: give the patronymic or the IIN"
    ),
    "platform.edition_unknown": lazy_gettext(
        "There is no edition %(edition)s: leave the cell empty, or write %(next)s for the next edition"
    ),
    "platform.import_needs_a_draft": lazy_gettext(
        "Edition %(edition)s cannot be changed now (%(state)s): return it to draft, or write the next edition when it is published"
    ),
    "platform.texts_differ": lazy_gettext(
        "Row %(row)s says something else here of the same platform: leave one of the two"
    ),
    "platform.row_empty": lazy_gettext("The row says nothing: neither a text of the platform nor a pledge"),
    "pledge.sector_missing": lazy_gettext("Enter the sector"),
    "pledge.indicator_missing": lazy_gettext("Enter the indicator"),
    "pledge.source_missing": lazy_gettext("Enter the source of the money"),
    "pledge.responsible_missing": lazy_gettext("Enter who answers for it"),
    "imprint.printed_in_silence": lazy_gettext(
        "Campaigning ends before %(silent_from)s: what is printed on that day or later may not be handed out"
    ),
    "imprint.silence_has_begun": lazy_gettext(
        "Campaigning ended before %(silent_from)s: print nothing more and hand out nothing more"
    ),
}

ACTIONS = {
    "imprint.created": lazy_gettext("imprint written"),
    "imprint.changed": lazy_gettext("imprint changed"),
    "platform.import_undone": lazy_gettext("import taken back"),
}
"""What the log calls what was done here."""
