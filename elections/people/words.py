"""The words of persons: what speaks against a name, a birth date, an IIN."""

from flask_babel import lazy_gettext

from elections.people.iin import Sex
from elections.people.likeness import Reason

SEX_LABELS = {Sex.MALE: lazy_gettext("man"), Sex.FEMALE: lazy_gettext("woman")}

REASON_LABELS = {
    Reason.IIN_SAME: lazy_gettext("the same IIN"),
    Reason.SURNAME_SAME: lazy_gettext("the same surname"),
    Reason.SURNAME_SPELLING: lazy_gettext("the same surname, spelt differently"),
    Reason.SURNAME_ENDING: lazy_gettext("the same surname with another ending"),
    Reason.SURNAME_PART: lazy_gettext("a part of a double surname"),
    Reason.SURNAME_SLIP: lazy_gettext("one letter of the surname differs"),
    Reason.SURNAME_DIFFERS: lazy_gettext("the surnames differ"),
    Reason.GIVEN_SAME: lazy_gettext("the same given name"),
    Reason.GIVEN_SPELLING: lazy_gettext("the same given name, spelt differently"),
    Reason.GIVEN_INITIAL: lazy_gettext("the initial of the given name fits"),
    Reason.GIVEN_SLIP: lazy_gettext("one letter of the given name differs"),
    Reason.GIVEN_DIFFERS: lazy_gettext("the given names differ"),
    Reason.NAMES_SWAPPED: lazy_gettext("surname and given name are exchanged"),
    Reason.PATRONYMIC_SAME: lazy_gettext("the same patronymic"),
    Reason.PATRONYMIC_FORM: lazy_gettext("the same patronymic in another form"),
    Reason.PATRONYMIC_INITIAL: lazy_gettext("the initial of the patronymic fits"),
    Reason.PATRONYMIC_SLIP: lazy_gettext("one letter of the patronymic differs"),
    Reason.PATRONYMIC_MISSING: lazy_gettext("one has no patronymic"),
    Reason.PATRONYMIC_NONE: lazy_gettext("neither has a patronymic"),
    Reason.PATRONYMIC_DIFFERS: lazy_gettext("the patronymics differ"),
    Reason.BORN_SAME_DAY: lazy_gettext("born on the same day"),
    Reason.BORN_SAME_YEAR: lazy_gettext("born in the same year"),
    Reason.BORN_SLIP: lazy_gettext("one part of the birth date differs"),
    Reason.BORN_NEAR_YEAR: lazy_gettext("one digit of the birth year differs"),
    Reason.BORN_DIFFERS: lazy_gettext("the birth dates differ"),
    Reason.PLACE_SAME: lazy_gettext("the same constituency"),
    Reason.PLACE_DISTRICT: lazy_gettext("the same district"),
    Reason.PLACE_REGION_DIFFERS: lazy_gettext("another region"),
}

RECORD_LABELS = {
    "candidate": lazy_gettext("candidacies"),
    "headquarters_member": lazy_gettext("memberships of headquarters"),
    "observer": lazy_gettext("shifts as an observer"),
    "participation": lazy_gettext("seminars"),
    "proxy": lazy_gettext("work as a proxy"),
}
"""What the records are called that refer to a person, by their table."""

OBJECTIONS = {
    "people.likely_known": lazy_gettext(
        "%(names)s may be the same person: compare before you save a new one"
    ),
    "people.told_apart": lazy_gettext(
        "Somebody found these to be two people: take that back before you make them one"
    ),
    "people.elsewhere": lazy_gettext(
        "%(number)s of their records belong to another territory than yours: ask the headquarters above you"
    ),
    "people.both_needed": lazy_gettext(
        "Both have a record of one and the same thing, and other records hang on both: take one of them away first"
    ),
    "people.parted_already": lazy_gettext("%(who)s parted these two already"),
    "people.later_merge_first": lazy_gettext(
        "A later merge concerns the same person: take back “%(name)s” (made by %(who)s) first"
    ),
    "people.moved_on": lazy_gettext(
        "%(number)s of the records that moved belong to somebody else by now: nobody can tell any more whose they are"
    ),
    "people.number_taken": lazy_gettext(
        "The IIN of the one who was merged belongs to %(name)s by now: correct it there first"
    ),
    "people.no_way_back": lazy_gettext(
        "A record that was taken out cannot come back: what it belonged to is gone, or there is another in its place"
    ),
    "phone.format": lazy_gettext(
        "“%(phone)s” is no phone number: write ten digits after +7 or 8, or + and the number of another country"
    ),
    "phone.too_many": lazy_gettext("Write two phone numbers at most"),
    "email.format": lazy_gettext("“%(email)s” is no e-mail address: it looks like name@example.kz"),
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
    "person.birth_year": lazy_gettext(
        "%(year)s cannot be a birth year: it lies before %(earliest)s or in the future"
    ),
    "person.too_young_for_register": lazy_gettext(
        "At %(age)s years a person is too young for the register: at least %(minimum)s"
    ),
}

ACTIONS = {
    "person.created": lazy_gettext("person entered"),
    "person.changed": lazy_gettext("person's data changed"),
    "people.merged": lazy_gettext("two records of one person made one"),
    "people.unmerged": lazy_gettext("people parted again"),
    "people.told_apart": lazy_gettext("said to be two people"),
    "people.distinction_forgotten": lazy_gettext("no longer said to be two people"),
}
"""What the log calls what was done here."""
