"""The words of platforms: statuses, sectors, sources of money, and what speaks against them."""

from flask_babel import lazy_gettext

from elections.platforms.models import MoneySource, Sector
from elections.platforms.workflow import PlatformStatus

STATUS_LABELS = {
    PlatformStatus.DRAFT: lazy_gettext("Draft"),
    PlatformStatus.SUBMITTED: lazy_gettext("Submitted for approval"),
    PlatformStatus.APPROVED: lazy_gettext("Approved"),
    PlatformStatus.PUBLISHED: lazy_gettext("Published"),
}

STEP_LABELS = {
    PlatformStatus.DRAFT: lazy_gettext("Return to draft"),
    PlatformStatus.SUBMITTED: lazy_gettext("Submit for approval"),
    PlatformStatus.APPROVED: lazy_gettext("Approve"),
    PlatformStatus.PUBLISHED: lazy_gettext("Publish"),
}

SECTOR_LABELS = {
    Sector.WATER: lazy_gettext("Water"),
    Sector.ROADS: lazy_gettext("Roads"),
    Sector.SCHOOL: lazy_gettext("School"),
    Sector.HEALTH: lazy_gettext("Health"),
    Sector.DIGITAL: lazy_gettext("Internet and digital services"),
    Sector.JOBS: lazy_gettext("Work places"),
    Sector.CULTURE: lazy_gettext("Culture and sport"),
    Sector.ENERGY: lazy_gettext("Energy and light"),
    Sector.OTHER: lazy_gettext("Other sector"),
}

SOURCE_LABELS = {
    MoneySource.LOCAL_BUDGET: lazy_gettext("Local budget"),
    MoneySource.DISTRICT_BUDGET: lazy_gettext("Transfers from the district"),
    MoneySource.REGIONAL_BUDGET: lazy_gettext("Regional budget"),
    MoneySource.NATIONAL_BUDGET: lazy_gettext("National budget"),
    MoneySource.BUSINESS: lazy_gettext("Business"),
    MoneySource.COMMUNITY: lazy_gettext("The villagers themselves"),
    MoneySource.PARTY: lazy_gettext("The party"),
}

OBJECTIONS = {
    "platform.step_impossible": lazy_gettext("This step does not follow from where the platform stands now"),
    "platform.text_missing": lazy_gettext("Write the programme in Kazakh or in Russian before you submit it"),
    "platform.pledges_missing": lazy_gettext("Add at least one pledge before you submit the platform"),
    "platform.own_approval": lazy_gettext(
        "You wrote, changed or submitted this version: somebody who had no hand in it must approve it"
    ),
    "platform.edition_open": lazy_gettext("Edition %(edition)s is not published yet: go on with that one"),
    "platform.not_a_draft": lazy_gettext("Only a draft can be changed: return the platform to draft first"),
}

ACTIONS = {
    "platform.created": lazy_gettext("platform drafted"),
    "platform.changed": lazy_gettext("texts changed"),
    "platform.draft": lazy_gettext("sent back to the draft"),
    "platform.submitted": lazy_gettext("platform submitted"),
    "platform.approved": lazy_gettext("platform approved"),
    "platform.published": lazy_gettext("platform published"),
}
"""What the log calls what was done here."""
