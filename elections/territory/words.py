"""The words of the territory: kinds of unit, and what can be wrong with a classifier or a precinct."""

from flask_babel import lazy_gettext

from elections.territory.codes import UnitKind

KIND_LABELS = {
    UnitKind.REGION: lazy_gettext("region"),
    UnitKind.CITY_OF_REPUBLICAN_SIGNIFICANCE: lazy_gettext("city of republican significance"),
    UnitKind.DISTRICT: lazy_gettext("district"),
    UnitKind.CITY_ADMINISTRATION: lazy_gettext("city administration"),
    UnitKind.RURAL_OKRUG: lazy_gettext("rural okrug"),
    UnitKind.VILLAGE: lazy_gettext("village"),
    UnitKind.SETTLEMENT: lazy_gettext("settlement"),
    UnitKind.TOWN: lazy_gettext("town of district significance"),
    UnitKind.TOWN_OF_REGION_SIGNIFICANCE: lazy_gettext("town of region significance"),
    UnitKind.CITY_DISTRICT: lazy_gettext("district in a city"),
    UnitKind.LOCALITY: lazy_gettext("locality"),
}

OBJECTIONS = {
    "kato.format": lazy_gettext("“%(kato)s” is not a KATO code: it has nine digits and lies in a district"),
    "territory.no_parent": lazy_gettext(
        "The file has no unit in which %(kato)s lies: is its region missing?"
    ),
    "territory.kind_unclear": lazy_gettext(
        "The name “%(name)s” does not say what this is: taken as a locality"
    ),
    "territory.closed": lazy_gettext(
        "Units that this file does not have and that end on %(as_of)s: %(number)s. Nothing is deleted."
    ),
    "territory.vanishes": lazy_gettext(
        "The unit %(kato)s was imported for this very day and is not in this file. Nothing is deleted: name another day."
    ),
    "territory.constituency_unknown": lazy_gettext(
        "There is no constituency with the code %(kato)s. Import the constituencies first, or correct the code."
    ),
    "territory.precinct_number": lazy_gettext("Precincts are numbered from 1"),
    "territory.precinct_large": lazy_gettext(
        "The precinct has %(voters)s voters, more than the %(maximum)s that the law allows"
    ),
}

ACTIONS = {
    "territory.imported": lazy_gettext("territory imported"),
    "precincts.imported": lazy_gettext("precincts imported"),
}
"""What the log calls what was done here."""
