"""The words of headquarters: levels, roles, support, and what speaks against a membership."""

from flask_babel import lazy_gettext

from elections.headquarters.models import Level, MemberRole, SupportKind

LEVEL_LABELS = {
    Level.NATION: lazy_gettext("the nation"),
    Level.REGION: lazy_gettext("a region"),
    Level.DISTRICT: lazy_gettext("a district"),
    Level.CONSTITUENCY: lazy_gettext("a constituency"),
}

ROLE_LABELS = {
    MemberRole.HEAD: lazy_gettext("Head"),
    MemberRole.DEPUTY: lazy_gettext("Deputy head"),
    MemberRole.ORGANISER: lazy_gettext("Organiser"),
    MemberRole.LAWYER: lazy_gettext("Lawyer"),
    MemberRole.PRESS: lazy_gettext("Press"),
    MemberRole.AGITATOR_COORDINATOR: lazy_gettext("Coordinator of agitators"),
    MemberRole.OBSERVER_COORDINATOR: lazy_gettext("Coordinator of observers"),
    MemberRole.DRIVER: lazy_gettext("Driver"),
}

SUPPORT_LABELS = {
    SupportKind.ORGANISATIONAL: lazy_gettext("organisational"),
    SupportKind.METHODOLOGICAL: lazy_gettext("methodological"),
    SupportKind.MATERIAL: lazy_gettext("material"),
}

OBJECTIONS = {
    "headquarters.territory_unknown": lazy_gettext(
        "Choose a region, district or constituency of the list: by its name or its KATO code; empty is the whole country"
    ),
    "headquarters.exists": lazy_gettext("This territory has a headquarters already: %(name)s"),
    "member.already": lazy_gettext("This person is a member of a headquarters already: %(name)s"),
    "member.both_present": lazy_gettext(
        "Both work in a headquarters now: %(one)s and %(other)s. End one membership first"
    ),
    "member.head_exists": lazy_gettext("This headquarters has a head already: end that membership first"),
}

ACTIONS = {
    "headquarters.created": lazy_gettext("headquarters opened"),
    "headquarters.changed": lazy_gettext("headquarters changed"),
    "member.added": lazy_gettext("member added"),
    "member.ended": lazy_gettext("membership ended"),
}
"""What the log calls what was done here."""
