"""Changing the territory: a classifier is laid into the history and deletes nothing; precincts get their voters; who may."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.accounts.queries import SYSTEM
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.errors import Forbidden, Objection, Refused
from elections.territory.actions import Outcome, UnitContent, check_actor, lay_classifier, set_precincts
from elections.territory.codes import UnitKind
from elections.territory.models import Precinct, Snapshot
from elections.territory.queries import find_unit, list_history, list_snapshots

ADMINISTRATOR = Actor(1, "administrator", Role.ADMINISTRATOR, "")
OTHERS = [
    *[Actor(2, role.value, role, "") for role in Role if role is not Role.ADMINISTRATOR],
    Actor(3, "administrator of a region", Role.ADMINISTRATOR, "110000000/"),
]
Y2021, Y2022, Y2026 = (date(year, 1, 1) for year in (2021, 2022, 2026))
REGION, DISTRICT, OKRUG = "110000000", "113200000", "113241000"


def unit(path: str, kind: UnitKind, name: str, **changes: str) -> UnitContent:
    parent = path.split("/")[-3] if path.count("/") > 1 else ""
    return UnitContent(
        **{"parent_kato": parent, "path": path, "kind": kind, "name_ru": name, "name_kk": name, **changes}
    )


def classifier(**names: str) -> dict[str, UnitContent]:
    """Returns a region, its district and an okrug; `names` rename one or leave one out ("")."""
    units = {
        REGION: unit(f"{REGION}/", UnitKind.REGION, names.get("region", "Акмолинская область")),
        DISTRICT: unit(f"{REGION}/{DISTRICT}/", UnitKind.DISTRICT, names.get("district", "Аккольский район")),
        OKRUG: unit(
            f"{REGION}/{DISTRICT}/{OKRUG}/", UnitKind.RURAL_OKRUG, names.get("okrug", "Карасайский с.о.")
        ),
    }
    return {kato: content for kato, content in units.items() if content.name_ru}


def lay(
    units: dict[str, UnitContent], as_of: date, actor: Actor | None = ADMINISTRATOR, file: str = ""
) -> Outcome:
    with transaction():
        return lay_classifier(actor, units, as_of, file)


def outcome(created: str = "", changed: str = "", closed: str = "") -> Outcome:
    return Outcome(*(frozenset(codes.split()) for codes in (created, changed, closed)))


def history(kato: str) -> list[tuple[str, date, date | None]]:
    return [(row.name_ru, row.valid_from, row.valid_to) for row in list_history(kato)]


def events() -> list[tuple[str, str, str, Any]]:
    rows = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id))
    return [(row.action, row.actor_login, row.subject_label, row.after) for row in rows]


def test_first_classifier_makes_its_units_and_the_log_tells(app) -> None:
    done = lay(classifier(), Y2021, file="kato_2021.csv")

    assert done == outcome(created=f"{REGION} {DISTRICT} {OKRUG}")
    assert history(OKRUG) == [("Карасайский с.о.", Y2021, None)]
    assert [(row.as_of, row.file_name, row.units) for row in list_snapshots()] == [
        (Y2021, "kato_2021.csv", 3)
    ]
    assert events() == [
        ("territory.imported", "administrator", "kato_2021.csv", {"as_of": "2021-01-01", "units": 3, "changes": 3})
    ]  # fmt: skip


def test_same_classifier_again_changes_and_records_nothing(app) -> None:
    lay(classifier(), Y2021)

    assert lay(classifier(), Y2021) == outcome()
    assert len(events()) == 1


def test_later_classifier_that_says_the_same_is_remembered(app) -> None:
    lay(classifier(), Y2021)

    assert lay(classifier(), Y2026) == outcome()
    assert [row.as_of for row in list_snapshots()] == [Y2026, Y2021]
    assert history(OKRUG) == [("Карасайский с.о.", Y2021, None)]


def test_later_classifier_renames_and_closes_from_its_day_on(app) -> None:
    lay(classifier(), Y2021)

    done = lay(classifier(district="Район Акколь", okrug=""), Y2022)

    assert done == outcome(changed=DISTRICT, closed=OKRUG)
    assert history(DISTRICT) == [("Аккольский район", Y2021, Y2022), ("Район Акколь", Y2022, None)]
    assert history(OKRUG) == [("Карасайский с.о.", Y2021, Y2022)]
    assert [find_unit(OKRUG, day) is not None for day in (Y2021, Y2022)] == [True, False]


def test_earlier_classifier_that_comes_later_leaves_the_later_days_alone(app) -> None:
    lay(classifier(district="Район Акколь"), Y2022)

    done = lay(classifier(), Y2021)

    assert done == outcome(changed=f"{REGION} {DISTRICT} {OKRUG}")
    assert history(DISTRICT) == [("Аккольский район", Y2021, Y2022), ("Район Акколь", Y2022, None)]
    assert history(REGION) == [("Акмолинская область", Y2021, None)]


def test_classifier_of_the_same_day_corrects_the_names_and_the_search(app) -> None:
    lay(classifier(okrug="Карасаский с.о."), Y2021, file="first.csv")

    done = lay(classifier(okrug="Қарасай а.о."), Y2021, file="second.csv")

    found = find_unit(OKRUG, Y2021)
    assert done == outcome(changed=OKRUG)
    assert (history(OKRUG), found.search_text) == (
        [("Қарасай а.о.", Y2021, None)],
        "карасаи а о карасаи а о 113241000",
    )
    assert [(row.file_name, row.units) for row in list_snapshots()] == [("second.csv", 3)]


def test_unit_known_from_that_very_day_only_is_not_let_vanish(app) -> None:
    lay(classifier(), Y2021)

    with pytest.raises(Refused) as refused:
        lay({REGION: classifier()[REGION]}, Y2021)

    assert refused.value.objections == (
        Objection("territory.vanishes", "kato", {"kato": DISTRICT}), Objection("territory.vanishes", "kato", {"kato": OKRUG}),
    )  # fmt: skip
    assert (history(OKRUG), len(events())) == ([("Карасайский с.о.", Y2021, None)], 1)


def test_long_name_of_a_file_is_cut(app) -> None:
    lay(classifier(), Y2021, file="k" * 300)

    assert db.session.get(Snapshot, Y2021).file_name == "k" * 255


def test_precincts_are_made_changed_and_left(factory) -> None:
    constituency = factory.constituency()
    factory.precinct(constituency, number=7, voters=70)
    keys = [(constituency.id, number) for number in (1, 2)]

    done = []
    for voters in (100, 100, 150):
        wanted = {key: (constituency.path, number) for key, number in zip(keys, (voters, 200), strict=True)}
        with transaction():
            done.append(list(set_precincts(ADMINISTRATOR, wanted, "precincts.csv").values()))

    assert done == [["created", "created"], ["unchanged", "unchanged"], ["updated", "unchanged"]]
    rows = db.session.scalars(sa.select(Precinct).order_by(Precinct.number))
    assert [(row.number, row.voters, row.path) for row in rows] == [
        (1, 150, constituency.path), (2, 200, constituency.path), (7, 70, constituency.path),
    ]  # fmt: skip
    assert events() == [("precincts.imported", "administrator", "precincts.csv", {"rows": 2})] * 2


def test_no_precincts_are_no_event(app) -> None:
    with transaction():
        assert set_precincts(ADMINISTRATOR, {}) == {}
    assert events() == []


@pytest.mark.parametrize("actor", [None, SYSTEM])
def test_command_of_the_operator_changes_the_territory_as_the_system(app, actor: Actor | None) -> None:
    assert check_actor(actor) is SYSTEM
    lay(classifier(), Y2021, actor)
    assert [who for _what, who, _file, _after in events()] == ["system"]


def test_administrator_of_the_nation_may_change_the_territory() -> None:
    assert check_actor(ADMINISTRATOR) is ADMINISTRATOR


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.login)
@pytest.mark.parametrize(
    "change", [lambda who: lay_classifier(who, classifier(), Y2021), lambda who: set_precincts(who, {(1, 1): ("", 5)})],
    ids=["classifier", "precincts"],
)  # fmt: skip
def test_others_change_nothing_of_the_territory(app, actor: Actor, change: Callable[[Actor], object]) -> None:
    with pytest.raises(Forbidden), transaction():
        change(actor)

    assert (find_unit(REGION, Y2021), events()) == (None, [])
