"""The accounts of the demo: one per role, with a password that the log-in page of a demo shows to everybody."""

from dataclasses import dataclass

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.accounts.passwords import DEMO_PASSWORD, hash_password
from elections.demo.bulk import insert
from elections.demo.load_territory import Ground

NATION = ""
REGION = "190000000"
DISTRICT = "194200000"
"""In this region the night is half counted; in this district there are protocols and nominees still to come."""


@dataclass(frozen=True)
class Account:
    """An account of the demo; `kato` is the code of its territory, "" the nation's."""

    login: str
    name: str
    role: Role
    kato: str


ACCOUNTS = (
    Account("admin", "Администратор системы", Role.ADMINISTRATOR, NATION),
    Account("national", "Координатор страны", Role.COORDINATOR, NATION),
    Account("coordinator", "Координатор области", Role.COORDINATOR, REGION),
    Account("hq", "Сотрудник штаба района", Role.HQ_STAFF, DISTRICT),
    Account("lawyer", "Юрист штаба области", Role.LAWYER, REGION),
    Account("trainer", "Тренер Школы политического менеджмента", Role.TRAINER, REGION),
    Account("observer", "Наблюдатель", Role.OBSERVER, NATION),
)


def load_accounts(ground: Ground) -> None:
    """Writes the accounts; they share a password and therefore its hash, which takes long to make."""
    password_hash = hash_password(DEMO_PASSWORD)
    insert(
        User,
        [
            {
                "login": account.login,
                "name": account.name,
                "role": account.role,
                "path": ground.paths[account.kato],
                "territory_label": ground.label(account.kato),
                "password_hash": password_hash,
                "is_demo": True,
            }
            for account in ACCOUNTS
        ],
    )
