"""Who may do what, and where: roles, the permissions each holds, and the prefix test of the territory.

Those who manage accounts and the election never touch candidates or counts; those who count never manage
accounts. Phones, e-mail, addresses, scans and IINs beyond their last digits are for those who work with the people
themselves; a trainer has the phones of the participants.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What an account is for."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    HQ_STAFF = "hq_staff"
    LAWYER = "lawyer"
    TRAINER = "trainer"
    OBSERVER = "observer"


class Permission(StrEnum):
    """One thing that a view asks for and a role holds."""

    SEE_CANDIDATES = "see_candidates"
    EDIT_CANDIDATES = "edit_candidates"
    OVERRIDE_DEADLINES = "override_deadlines"
    SEE_HEADQUARTERS = "see_headquarters"
    EDIT_HEADQUARTERS = "edit_headquarters"
    SEE_TASKS = "see_tasks"
    EDIT_TASKS = "edit_tasks"
    SEE_TRAINING = "see_training"
    EDIT_TRAINING = "edit_training"
    SEE_PLATFORMS = "see_platforms"
    EDIT_PLATFORMS = "edit_platforms"
    APPROVE_PLATFORMS = "approve_platforms"
    CHECK_PLATFORMS = "check_platforms"
    EDIT_MEANS = "edit_means"
    WEIGH_READINESS = "weigh_readiness"
    SEE_RESULTS = "see_results"
    ENTER_PROTOCOLS = "enter_protocols"
    RESOLVE_PROTOCOLS = "resolve_protocols"
    PUBLISH_COUNT = "publish_count"
    REHEARSE = "rehearse"
    SEE_REPORTS = "see_reports"
    PRINT_REPORTS = "print_reports"
    EXPORT_REGISTERS = "export_registers"
    IMPORT_REGISTERS = "import_registers"
    MANAGE_ELECTION = "manage_election"
    MANAGE_TERRITORY = "manage_territory"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_CONTACTS = "see_contacts"
    CALL_PARTICIPANTS = "call_participants"
    SEE_IIN = "see_iin"
    SEE_SCANS = "see_scans"
    SEE_AUDIT = "see_audit"
    SEE_JOBS = "see_jobs"


_READING = frozenset(
    {
        Permission.SEE_CANDIDATES,
        Permission.SEE_HEADQUARTERS,
        Permission.SEE_TASKS,
        Permission.SEE_TRAINING,
        Permission.SEE_PLATFORMS,
        Permission.SEE_RESULTS,
        Permission.SEE_REPORTS,
    }
)
_TRAINING = frozenset(
    {
        Permission.SEE_CANDIDATES,
        Permission.SEE_HEADQUARTERS,
        Permission.SEE_TRAINING,
        Permission.EDIT_TRAINING,
        Permission.EXPORT_REGISTERS,
        Permission.IMPORT_REGISTERS,
        Permission.CALL_PARTICIPANTS,
        Permission.SEE_JOBS,
    }
)
_CAMPAIGNING = _READING | {
    Permission.SEE_CONTACTS,
    Permission.CALL_PARTICIPANTS,
    Permission.SEE_IIN,
    Permission.SEE_SCANS,
    Permission.EDIT_CANDIDATES,
    Permission.EDIT_HEADQUARTERS,
    Permission.EDIT_TASKS,
    Permission.EDIT_PLATFORMS,
    Permission.ENTER_PROTOCOLS,
    Permission.EXPORT_REGISTERS,
    Permission.IMPORT_REGISTERS,
    Permission.SEE_JOBS,
}
_COORDINATING = _CAMPAIGNING | {
    Permission.OVERRIDE_DEADLINES,
    Permission.EDIT_TRAINING,
    Permission.APPROVE_PLATFORMS,
    Permission.EDIT_MEANS,
    Permission.WEIGH_READINESS,
    Permission.RESOLVE_PROTOCOLS,
    Permission.PUBLISH_COUNT,
    Permission.REHEARSE,
    Permission.PRINT_REPORTS,
}
_ADMINISTERING = _READING | {
    Permission.MANAGE_ELECTION,
    Permission.REHEARSE,
    Permission.MANAGE_TERRITORY,
    Permission.MANAGE_ACCOUNTS,
    Permission.IMPORT_REGISTERS,
    Permission.SEE_AUDIT,
    Permission.SEE_JOBS,
}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: _ADMINISTERING,
        Role.COORDINATOR: _COORDINATING,
        Role.HQ_STAFF: _CAMPAIGNING,
        Role.LAWYER: _READING | {Permission.CHECK_PLATFORMS},
        Role.TRAINER: _TRAINING,
        Role.OBSERVER: _READING,
    }
)


@dataclass(frozen=True)
class Actor:
    """Who acts: an account with its role and its territory (`scope`, a path; "" is the nation)."""

    user_id: int | None
    login: str
    role: Role
    scope: str

    def allows(self, permission: Permission) -> bool:
        """Returns whether the actor's role holds the permission."""
        return permission in ROLE_PERMISSIONS[self.role]

    def covers(self, path: str) -> bool:
        """Returns whether the path lies in the actor's territory."""
        return path.startswith(self.scope)

    def may(self, permission: Permission, path: str) -> bool:
        """Returns whether the actor may do this at that place."""
        return self.allows(permission) and self.covers(path)
