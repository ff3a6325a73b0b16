"""Lists of candidates as headquarters send them, the constituencies they are for, and the clerk who sends them."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.imports.models import ImportBatch
from elections.jobs.queue import run_next
from elections.people.iin import complete
from elections.people.models import Person
from elections.territory.codes import UnitKind
from elections.territory.models import Constituency, Unit
from tests.browsing import Answer, Browser
from tests.documents.tables import make_xlsx
from tests.factories import Factory

HEADINGS = ["ФИО", "Округ", "Дата рождения", "Телефон"]
BORN = date(1980, 5, 17)


def iin_of(number: int, born: date = BORN) -> str:
    """Returns a valid IIN, another for each number, of a man born on that day of the last century."""
    serials = (complete(f"{born:%y%m%d}3{serial:04d}") for serial in range(number * 3, 10_000))
    return next(found for found in serials if found)


def name_of(number: int) -> str:
    """Returns a full name, another for each number: letters stand for the digits."""
    letters = "".join("абвгдежзик"[int(digit)] for digit in str(number))
    return f"Сейтқали{letters} Асхат{letters} Мұратұлы"


def make_contests(factory: Factory, number: int, district: Unit | None = None) -> list[Contest]:
    """Makes constituencies of a district, as many as are wanted, each with its contest, in one transaction."""
    district = district or factory.district()
    election = factory._once("election")
    with transaction():
        over = db.session.scalars(sa.select(Unit).where(Unit.kato == district.parent_kato)).one()
        made = []
        for place in range(1, number + 1):
            kato = f"{district.kato[:4]}{place:03d}00"
            name = f"Округ {kato}"
            made.append(Constituency(
                kato=kato, kind=UnitKind.RURAL_OKRUG, name_ru=name, name_kk=name, sort_key=name, search_text=name.lower(),
                district_id=district.id, region_id=over.id, voters=1000, path=f"{district.path}{kato}/",
            ))  # fmt: skip
        db.session.add_all(made)
        db.session.flush()
        contests = [Contest(constituency_id=one.id, election_id=election.id, path=one.path) for one in made]
        db.session.add_all(contests)
    return contests


def row_for(contest: Contest, number: int = 1, **cells: Any) -> dict[str, Any]:
    """Returns a good row of a list of ours, by heading."""
    return {
        "ФИО": name_of(number), "Округ": contest.constituency.kato, "Дата рождения": BORN, "Телефон": f"+7 701 000 {number:04d}",
        **cells,
    }  # fmt: skip


def rows_for(contests: Sequence[Contest], **cells: Any) -> list[dict[str, Any]]:
    """Returns a good row for each contest."""
    return [row_for(contest, number, **cells) for number, contest in enumerate(contests, start=1)]


def workbook(rows: Sequence[dict[str, Any]], above: Iterable[Sequence[Any]] = ()) -> bytes:
    """Returns an XLSX of the rows, headed, below whatever stands above; the headings are those that any row has."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [*above, headings, *([row.get(heading) for heading in headings] for row in rows)]

    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell)

    return make_xlsx(fill)


@dataclass
class Clerk:
    """Somebody at the pages of the import, in English."""

    browser: Browser

    def __post_init__(self) -> None:
        self.browser.get("/imports", lang="en")

    def send(self, content: bytes, name: str = "список.xlsx", kind: str = "candidates") -> Answer:
        """Sends a file and follows to the page that comes next, the rows or the columns."""
        answer = self.browser.post("/imports/new", {"kind": kind, "file": (io.BytesIO(content), name)})
        assert answer.status == 303, answer.words
        return self.browser.follow(answer)

    def send_rows(self, rows: Sequence[dict[str, Any]], **options: Any) -> int:
        """Sends rows as a workbook and returns the key of the import, which was looked through."""
        page = self.send(workbook(rows), **options)
        assert page.status == 200, page.words
        return newest()

    def press(self, batch_id: int, button: str, **form: Any) -> Answer:
        """Presses a button of an import's page and follows to the page that it leads to."""
        answer = self.browser.post(f"/imports/{batch_id}/{button}", form)
        assert answer.status == 303, (answer.status, answer.text[:300])
        return self.browser.follow(answer)

    def apply(self, batch_id: int) -> Answer:
        """Has an import carried out, by a worker too, and returns its page."""
        self.press(batch_id, "application")
        assert run_next()
        return self.browser.get(f"/imports/{batch_id}")

    def undo(self, batch_id: int) -> Answer:
        """Has an import taken back, by a worker too, and returns its page."""
        self.press(batch_id, "undo")
        assert run_next()
        return self.browser.get(f"/imports/{batch_id}")


def newest() -> int:
    """Returns the key of the import that was sent last."""
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.max(ImportBatch.id))) or 0


def counts(batch_id: int) -> dict[str, int]:
    """Returns how many rows of an import are in each state, without those that none is in."""
    db.session.rollback()
    found = db.session.get_one(ImportBatch, batch_id).counts
    return {state: number for state, number in found.items() if number}


def candidates() -> list[Candidate]:
    """Returns all candidacies, the first first."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Candidate).order_by(Candidate.id)))


def number_of_people() -> int:
    """Returns how many people the register knows."""
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0


def standing_as(factory: Factory, row: dict[str, Any], contest: Contest, **person: Any) -> Candidate:
    """Makes the candidate that a row is about, as if the row had been imported before, but for what `person` says."""
    surname, given_name, patronymic = row["ФИО"].split(" ")
    values = {
        "surname": surname, "given_name": given_name, "patronymic": patronymic, "born_on": row["Дата рождения"],
        "birth_year": row["Дата рождения"].year, "phone": row["Телефон"], "sex": None,
    }  # fmt: skip
    return factory.candidate(contest, factory.person(**{**values, **person}))
