"""Roles, permissions, territory: the whole table, so that no right is gained or lost unseen."""

import pytest

from elections.accounts.access import ROLE_PERMISSIONS, Actor, Permission, Role

COLUMNS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.HQ_STAFF, Role.LAWYER, Role.TRAINER, Role.OBSERVER)
TABLE = {
    "see_candidates": "++++++",
    "edit_candidates": "-++---",
    "override_deadlines": "-+----",
    "see_headquarters": "++++++",
    "edit_headquarters": "-++---",
    "see_tasks": "++++-+",
    "edit_tasks": "-++---",
    "see_training": "++++++",
    "edit_training": "-+--+-",
    "see_platforms": "++++-+",
    "edit_platforms": "-++---",
    "approve_platforms": "-+----",
    "check_platforms": "---+--",
    "edit_means": "-+----",
    "weigh_readiness": "-+----",
    "see_results": "++++-+",
    "enter_protocols": "-++---",
    "resolve_protocols": "-+----",
    "publish_count": "-+----",
    "rehearse": "++----",
    "see_reports": "++++-+",
    "print_reports": "-+----",
    "export_registers": "-++-+-",
    "import_registers": "+++-+-",
    "manage_election": "+-----",
    "manage_territory": "+-----",
    "manage_accounts": "+-----",
    "see_contacts": "-++---",
    "call_participants": "-++-+-",
    "see_iin": "-++---",
    "see_scans": "-++---",
    "see_audit": "+-----",
    "see_jobs": "+++-+-",
}


def actor(role: Role = Role.HQ_STAFF, scope: str = "") -> Actor:
    return Actor(user_id=1, login="aigul", role=role, scope=scope)


def test_the_table_names_every_role_and_permission() -> None:
    assert (set(COLUMNS), set(TABLE)) == (set(Role), set(Permission))


@pytest.mark.parametrize(("place", "role"), tuple(enumerate(COLUMNS)))
def test_a_role_holds_its_permissions_and_no_other(place: int, role: Role) -> None:
    held = {permission for permission in Permission if TABLE[permission][place] == "+"}
    assert {permission for permission in Permission if actor(role).allows(permission)} == held


def test_the_table_of_roles_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ROLE_PERMISSIONS[Role.OBSERVER] = frozenset()  # type: ignore[index]


@pytest.mark.parametrize(
    ("scope", "path", "covered"),
    [
        ("", "", True),
        ("", "110000000/111000000/", True),
        ("110000000/", "110000000/", True),
        ("110000000/", "110000000/111000000/111033000/", True),
        ("110000000/", "", False),
        ("110000000/", "150000000/", False),
        ("110000000/111000000/", "110000000/", False),
    ],
)
def test_covers(scope: str, path: str, covered: bool) -> None:
    assert actor(scope=scope).covers(path) == covered


@pytest.mark.parametrize(
    ("role", "path", "may"),
    [
        (Role.HQ_STAFF, "110000000/111000000/", True),
        (Role.HQ_STAFF, "150000000/", False),
        (Role.OBSERVER, "110000000/111000000/", False),
    ],
)
def test_may_asks_for_permission_and_place(role: Role, path: str, may: bool) -> None:
    assert actor(role, "110000000/").may(Permission.EDIT_CANDIDATES, path) == may
