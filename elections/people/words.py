"""The words of persons: what speaks against a name, a birth date, an IIN."""

from flask_babel import lazy_gettext

from elections.people.iin import Sex

SEX_LABELS = {Sex.MALE: lazy_gettext("man"), Sex.FEMALE: lazy_gettext("woman")}

OBJECTIONS = {
    "iin.digits": lazy_gettext("Enter the twelve digits of the IIN"),
    "iin.check_digit": lazy_gettext(
        "The last digit of the IIN does not fit the others: compare it with the document"
    ),
    "person.iin_taken": lazy_gettext(
        "Another person of the register has this IIN: compare it with the document"
    ),
    "person.iin_other_name": lazy_gettext(
        "The person with this IIN is entered under another name: compare the IIN and the name with the document."
        " If the name has changed, change it first where the person is entered"
    ),
    "person.iin_other_birth": lazy_gettext(
        "The person with this IIN is entered with another birth date: compare the IIN and the date with the document"
    ),
    "iin.birth_differs": lazy_gettext(
        "The birth date differs from the one in the IIN: compare both with the document"
    ),
    "iin.sex_differs": lazy_gettext(
        "The sex differs from the one in the IIN: compare both with the document"
    ),
    "name.missing": lazy_gettext("Enter the surname and the given name"),
    "name.letters": lazy_gettext(
        "“%(name)s” has signs that no name has: write letters only, of one alphabet"
    ),
    "name.too_long": lazy_gettext("A name of %(length)s signs is too long: at most %(maximum)s"),
    "person.born_in_future": lazy_gettext("The birth date %(born_on)s lies in the future"),
    "person.born_too_long_ago": lazy_gettext(
        "The birth date %(born_on)s is before the year %(earliest)s: check the year"
    ),
    "person.too_young_for_register": lazy_gettext(
        "At %(age)s years a person is too young for the register: at least %(minimum)s"
    ),
}

ACTIONS = {
    "person.created": lazy_gettext("person entered"),
    "person.changed": lazy_gettext("person's data changed"),
}
"""What the log calls what was done here."""
