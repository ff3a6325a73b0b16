"""The register of assessments for import and export."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext
from sqlalchemy.orm import joinedload

from elections.accounts.access import Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.models import Contest
from elections.campaign.queries import get_election, is_newest
from elections.database import db
from elections.errors import Objection
from elections.forecast.assessment_actions import FIELDS, KEY, kept_of, objections_to, write_assessment
from elections.forecast.assessment_queries import list_all
from elections.forecast.chances import Kind as AssessmentKind
from elections.forecast.models import ContestAssessment
from elections.imports.registers import Column, Context, Kind, Register, Row
from elections.imports.report import Report

NAMES = {
    AssessmentKind.POLL: ("Опрос", "Сауалнама", "Poll"),
    AssessmentKind.RECEPTION: ("Данные приёмной", "Қабылдау бөлмесінің деректері", "Reception data"),
    AssessmentKind.MONITORING: ("Мониторинг", "Мониторинг", "Monitoring"),
    AssessmentKind.JUDGEMENT: ("Оценка штаба", "Штабтың бағасы", "Own judgement"),
}
KINDS = {fold(word): kind for kind, words in NAMES.items() for word in (*words, kind.value)}
Key = tuple[Any, ...]


def load_assessments(rows: Sequence[Row], context: Context) -> Report:
    """Enters or changes the assessments that a file names, all or none."""
    report, actor = Report("assessments"), context.actor or SYSTEM
    contests = _contests()
    kept = {_key(one.contest_id, vars_of(one)): one for one in list_all(get_election())}
    wanted = []
    for row in rows:
        contest, values = contests.get(row["kato"]), _values(row)
        if contest is None or not (actor is SYSTEM or actor.may(Permission.ENTER_PROTOCOLS, contest.path)):
            report.refuse(row.number, Objection("assessment.place_unknown", "kato", {"kato": row["kato"]}))
            continue
        for objection in objections_to(values, contest):
            report.refuse(row.number, objection)
        wanted.append((contest, values))
    if not report.errors:
        for contest, values in wanted:
            old = kept.get(_key(contest.id, values))
            changed = old is not None and vars_of(old) != kept_of(values)
            report.count(created=old is None, changed=changed)
            if old is None or changed:
                write_assessment(actor, contest, values, old)
    return report


def dump_assessments() -> Iterable[Mapping[str, Any]]:
    """Returns the assessments by place and day."""
    places = {one.id: one.constituency for one in _contests().values()}
    for one in list_all(get_election()):
        place = places[one.contest_id]
        yield {
            "kato": place.kato, "constituency": place.name_ru, **vars_of(one), "kind": NAMES[one.kind][0],
        }  # fmt: skip


def vars_of(one: ContestAssessment) -> dict[str, Any]:
    """Returns the values of an assessment by field."""
    return {name: getattr(one, name) for name in FIELDS}


def _contests() -> dict[str, Contest]:
    statement = (
        sa.select(Contest)
        .where(Contest.election_id == get_election().id, is_newest())
        .options(joinedload(Contest.constituency), joinedload(Contest.election))
    )
    return {one.constituency.kato: one for one in db.session.scalars(statement)}


def _values(row: Row) -> dict[str, Any]:
    return {name: row[name] or "" if name in ("source", "author") else row[name] for name in FIELDS}


def _key(contest: int, values: Mapping[str, Any]) -> Key:
    return (contest, *(values[name] for name in KEY))


ASSESSMENTS = Register(
    "assessments",
    (
        Column("kato", True, ("КАТО округа", "Округтің ӘАОЖ коды", "Constituency code", "КАТО"), Kind.KATO),
        Column("constituency", False, ("Округ", "Округ атауы", "Constituency")),
        Column(
            "kind", True, ("Вид", "Түрі", "Kind", "Вид оценки"), Kind.CHOICE, choices=KINDS,
            words=tuple(names[0] for names in NAMES.values()),
        ),
        Column("held_on", True, ("Дата", "Күні", "Day", "Дата оценки"), Kind.DATE),
        Column("own", True, ("За нашего, %", "Біздікі үшін, %", "For ours, %"), Kind.INTEGER, may_be_empty=True),
        Column(
            "rival", True, ("За сильнейшего соперника, %", "Ең мықты қарсылас үшін, %", "For the strongest rival, %"),
            Kind.INTEGER, may_be_empty=True,
        ),
        Column("sample", True, ("Опрошено", "Сұралды", "Asked", "Выборка"), Kind.INTEGER, may_be_empty=True),
        Column("chance", True, ("Шанс, %", "Мүмкіндігі, %", "Chance, %"), Kind.INTEGER, may_be_empty=True),
        Column("source", True, ("Источник", "Дереккөзі", "Source"), longest=200),
        Column("author", True, ("Автор", "Авторы", "Author", "Кто оценил"), longest=120),
    ),
    load_assessments,
    dump_assessments,
    ("kato", *KEY),
    permission=Permission.ENTER_PROTOCOLS,
    title=lazy_gettext("Assessments of the contests"),
)  # fmt: skip
REGISTERS = (ASSESSMENTS,)
