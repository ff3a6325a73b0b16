"""Files of platforms as headquarters send them, and what came of them."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.imports.engine import run_import
from elections.imports.registers import Context
from elections.imports.report import Report
from elections.platforms.models import Platform
from elections.platforms.registers import PLATFORMS
from tests.imports.lists import workbook

PLEDGE: dict[str, Any] = {
    "Сфера": "Вода", "Что обещано на казахском": "Су құбырын тарту", "Село": "Ақкөл", "Сколько людей": 1250,
    "Наказ жителей": "Сход", "Наказ жителей на казахском": "Жиын", "Как просили": "сход", "Когда просили": "12.06.2021", "Сколько просили": 40, "Показатель": "Труба", "Көрсеткіш (қазақша)": "Құбыр", "Единица": "км", "Единица на казахском": "шақырым", "Было": "2,5", "Станет": 14,
    "Стоимость, тенге": "25 000 000", "Источник денег": "Местный бюджет", "Срок": date(2023, 9, 1), "Кто отвечает": "Аким", "Кім жауапты (қазақша)": "Әкім",
}  # fmt: skip
NAME = {"surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "Қайратұлы"}


def row_of(candidate: Candidate, **cells: Any) -> dict[str, Any]:
    key = {
        "КАТО": candidate.contest.constituency.kato,
        "Фамилия": candidate.person.surname,
        "Имя": candidate.person.given_name,
    }
    return {**key, **PLEDGE, **cells}


def load(rows: list[dict[str, Any]], *, dry_run: bool = False) -> Report:
    with transaction():
        return run_import(
            PLATFORMS, workbook(rows), Context("programmes.xlsx", date(2021, 7, 12)), dry_run=dry_run
        )


def platforms() -> list[Platform]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Platform).order_by(Platform.id)))
