"""The register of headquarters for import and export: a row for each member, with what is said of the headquarters."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import joinedload, selectinload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.queries import get_election, present
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Forbidden
from elections.headquarters.bulk import Carrier
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.headquarters.planning import Planner
from elections.headquarters.snapshot import may_write, take_snapshot
from elections.headquarters.undoing import undo_headquarters
from elections.imports.changes import Applied, Blocked, Change
from elections.imports.registers import Column, Context, Kind, Register, Row, RowByRow
from elections.people import iin as iins

_LEVELS = {
    Level.NATION: ("республика", "республика", "nation", "республиканский", "республикалық", "страна"),
    Level.REGION: ("область", "облыс", "region", "областной", "облыстық"),
    Level.DISTRICT: ("район", "аудан", "district", "районный", "аудандық"),
    Level.CONSTITUENCY: ("округ", "округ", "constituency", "окружной", "округтік", "избирательный округ", "сайлау округі"),
}  # fmt: skip
_ROLES = {
    MemberRole.HEAD: ("руководитель", "басшы", "head", "начальник штаба", "штаб басшысы"),
    MemberRole.DEPUTY: ("заместитель руководителя", "басшының орынбасары", "deputy", "заместитель", "орынбасар", "deputy head"),
    MemberRole.ORGANISER: ("организатор", "ұйымдастырушы", "organiser", "organizer"),
    MemberRole.LAWYER: ("юрист", "заңгер", "lawyer"),
    MemberRole.PRESS: ("пресса", "баспасөз", "press", "пресс-секретарь", "баспасөз хатшысы"),
    MemberRole.AGITATOR_COORDINATOR: (
        "координатор агитаторов", "үгітшілер үйлестірушісі", "coordinator of agitators", "agitator_coordinator",
    ),
    MemberRole.OBSERVER_COORDINATOR: (
        "координатор наблюдателей", "байқаушылар үйлестірушісі", "coordinator of observers", "observer_coordinator",
    ),
    MemberRole.DRIVER: ("водитель", "жүргізуші", "driver"),
}  # fmt: skip


def _choice(key: str, words: Mapping[Any, tuple[str, ...]], *headings: str) -> Column:
    choices = {fold(word): value for value, spellings in words.items() for word in (*spellings, value.value)}
    told = tuple(dict.fromkeys(word for spellings in words.values() for word in spellings[:2]))
    return Column(key, False, headings, Kind.CHOICE, choices=choices, words=told)


COLUMNS = (
    Column("kato", True, ("КАТО территории", "Аумақтың ӘАОЖ коды", "KATO code", "КАТО", "Код КАТО", "ӘАОЖ коды"),
           Kind.KATO, may_be_empty=True),
    _choice("level", _LEVELS, "Уровень штаба", "Штаб деңгейі", "Level", "Уровень", "Деңгейі"),
    Column("territory", False, ("Территория", "Аумақ", "Territory", "Штаб", "Штабы")),
    Column("address", False, ("Адрес штаба", "Штаб мекенжайы", "Address", "Адрес", "Мекенжайы"), longest=300),
    Column("hq_phone", False, ("Телефон штаба", "Штаб телефоны", "Headquarters' phone"), longest=100),
    Column("opening_hours", False, ("Часы работы", "Жұмыс уақыты", "Opening hours", "Режим работы"), longest=120),
    Column("opened_on", False, ("Штаб открыт", "Штаб ашылды", "Opened"), Kind.DATE),
    Column("closed_on", False, ("Штаб закрыт", "Штаб жабылды", "Closed"), Kind.DATE),
    _choice("role", _ROLES, "Роль в штабе", "Штабтағы рөлі", "Role", "Роль", "Рөлі", "Должность в штабе"),
    Column("surname", False, ("Фамилия", "Тегі", "Surname")),
    Column("given_name", False, ("Имя", "Аты", "Given name")),
    Column("patronymic", False, ("Отчество", "Әкесінің аты", "Patronymic")),
    Column("iin", False, ("ИИН", "ЖСН", "IIN"), is_secret=True),
    Column("phone", False, ("Телефон", "Телефоны", "Phone", "Личный телефон"), longest=100),
    Column("email", False, ("Эл. почта", "Эл. поштасы", "E-mail", "Почта", "Электронная почта"), longest=200),
    Column("consent_on", False, ("Согласие на передачу контактов", "Байланыс деректерін беруге келісім",
                                 "Consent to hand contacts on"), Kind.DATE),
    Column("since_on", False, ("С какого дня", "Қай күннен", "Since", "С", "Дата начала"), Kind.DATE),
    Column("until_on", False, ("По какой день", "Қай күнге дейін", "Until", "По", "Дата окончания"), Kind.DATE),
)  # fmt: skip


def plan(rows: Sequence[Row], context: Context) -> list[Change]:
    """Returns what an import would do with each row."""
    election, actor = get_election(), _actor(context)
    vault = current_app.extensions["vault"]
    numbers = [number for row in rows if (number := iins.clean(row.text("iin")))]
    digests = [digest for number in numbers for digest in vault.indexes(number)]
    with looking_from(EVERYWHERE):  # somebody may work where this actor does not see
        snapshot = take_snapshot(election, actor, digests)
        index = partial(vault.index_in, known=snapshot.by_iin)
        return Planner(snapshot, present(election).date(), actor.scope, index).plan(rows)


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Carries planned rows out. Raises Forbidden for a row outside the actor's territory."""
    actor = _actor(context)
    if not all(may_write(actor, one.path) for one in changes):
        raise Forbidden
    return Carrier(actor, get_election()).carry(changes)


def undo(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Takes rows back, all or none; returns those that somebody has edited since."""
    return undo_headquarters(_actor(context), applied)


def dump() -> Iterable[Mapping[str, Any]]:
    """Returns all headquarters with everybody who works or worked there, with the columns that an import takes."""
    statement = (
        sa.select(Headquarters)
        .where(Headquarters.election_id == get_election().id)
        .options(selectinload(Headquarters.members).options(joinedload(Member.person)))
        .order_by(Headquarters.path)
    )
    return [
        {**_of_office(one), **of_member}
        for one in db.session.scalars(statement)
        for of_member in ([_of_member(member) for member in one.members] or [{}])
    ]


def _of_office(one: Headquarters) -> dict[str, Any]:
    return {
        "kato": one.path.rstrip("/").rpartition("/")[2] or None, "level": _LEVELS[one.level][0],
        "territory": one.territory_ru or None, "address": one.address or None, "hq_phone": one.phone or None,
        "opening_hours": one.opening_hours or None, "opened_on": one.opened_on, "closed_on": one.closed_on,
    }  # fmt: skip


def _of_member(member: Member) -> dict[str, Any]:
    person, vault = member.person, current_app.extensions["vault"]
    return {
        "role": _ROLES[member.role][0], "surname": person.surname, "given_name": person.given_name,
        "patronymic": person.patronymic or None, "phone": person.phone or None, "email": person.email or None,
        "iin": vault.decrypt(person.iin_sealed) if person.iin_sealed else None, "consent_on": member.consent_on,
        "since_on": member.since_on, "until_on": member.until_on,
    }  # fmt: skip


def _actor(context: Context) -> Actor:
    return context.actor or SYSTEM


HEADQUARTERS = Register(
    "headquarters", COLUMNS, RowByRow(plan, apply), dump, permission=Permission.EDIT_HEADQUARTERS, undo=undo,
    names=("surname", "given_name", "territory", "kato"), title=_("Headquarters and their members"),
)  # fmt: skip
REGISTERS = (HEADQUARTERS,)
