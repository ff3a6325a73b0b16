"""Reading protocols out of a file's rows: the figures of each precinct, and every objection at its row and column."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from elections.alphabet import fold
from elections.candidates.models import Candidate
from elections.errors import Objection
from elections.imports.registers import Row
from elections.people.actions import full_name
from elections.results.models import Protocol
from elections.results.protocol_ground import Ballot, Ground
from elections.results.protocol_names import KEYS, called
from elections.results.rules import BY_CODE, OPTIONAL, REQUIRED, check, read_figure
from elections.results.tally import ProtocolFigures

PLACES = 15
"""How many candidates a wide file has columns for."""
AGAINST_ALL = frozenset(
    fold(words) for words in ("Против всех", "Бәріне қарсымын", "Бәріне қарсы", "Against all")
)
"""What a long file may call the row of those who voted against all."""


@dataclass
class Reading:
    """A precinct's rows as they were read: the protocol they are about, its figures when they hold, what objects."""

    rows: list[Row]
    protocol: Protocol | None = None
    figures: ProtocolFigures | None = None
    objections: dict[int, list[Objection]] = field(default_factory=dict)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Where a figure stands: its row's number and its column, by field."""

    @property
    def first(self) -> Row:
        """Returns the row at which the precinct as a whole is decided."""
        return self.rows[0]

    @property
    def label(self) -> str:
        """Returns which precinct it is about."""
        return f"{self.first.text('constituency_kato')}, № {self.first.text('precinct_number')}"

    @property
    def reason(self) -> str:
        """Returns what the file says about unlikely figures."""
        return next((row.text("reason") for row in self.rows if row.text("reason")), "")

    def object(self, number: int, objection: Objection) -> None:
        """Notes an objection at a row."""
        self.objections.setdefault(number, []).append(objection)


def read_protocol(rows: list[Row], ground: Ground) -> Reading:
    """Returns what the rows of one precinct say, with all objections at once."""
    reading = Reading(rows)
    number = rows[0].values["precinct_number"]
    kato = rows[0].text("constituency_kato")
    reading.protocol = ground.protocols.get((kato, number))
    if reading.protocol is None:
        params = {"kato": kato, "number": number}
        reading.object(rows[0].number, _broken("F.114", "precinct_number", **params))
        return reading
    ballot = ground.ballots[reading.protocol.contest_id]
    if any(row.text(name) for row in rows for name in ("candidate", "ballot_place", "votes")):
        votes, against_all = _long(reading, ballot)
    else:
        votes, against_all = _wide(reading, ballot), None
    figures = _figures(reading, against_all)
    if not reading.objections:
        reading.figures = ProtocolFigures(**figures, votes=votes)  # type: ignore[arg-type]
        for one in check(reading.figures):
            place, column = reading.places.get(one.field, (rows[0].number, one.field))
            reading.object(place, Objection(one.code, column, one.params, one.article))
    return reading


def _figures(reading: Reading, against_all: str | None) -> dict[str, int | None]:
    """Returns the plain figures: a long file may say them in each row, or in the first alone, but not differently."""
    found: dict[str, int | None] = {}
    for name in (*REQUIRED, *OPTIONAL):
        told = {row.number: row.text(name) for row in reading.rows if row.text(name)}
        if name == "against_all" and against_all is not None:
            told = {reading.places[name][0]: against_all}
        number, text = next(iter(told.items()), (reading.first.number, ""))
        place = reading.places.setdefault(name, (number, name))
        for other, said in told.items():
            if "".join(said.split()) != "".join(text.split()):
                params = {"row": number, "figure": text}
                reading.object(other, Objection("protocol.rows_differ", name, params))
        found[name] = _figure(reading, text, place, required=name in REQUIRED)
    return found


def _figure(reading: Reading, text: str, place: tuple[int, str], *, required: bool = True) -> int | None:
    figure, objection = read_figure(text, place[1], required=required)
    if objection:
        reading.object(place[0], objection)
    return figure


def _wide(reading: Reading, ballot: Ballot) -> dict[int, int]:
    row = reading.first
    votes: dict[int, int] = {}
    for other in reading.rows[1:]:
        reading.object(
            other.number, Objection("import.duplicate_row", "precinct_number", {"row": row.number})
        )
    _by_names(reading, ballot, votes)
    for number in range(1, max(PLACES, len(ballot.standing)) + 1):
        column = f"place_{number}"
        text = row.text(column)
        if not text and number <= len(ballot.standing) and ballot.standing[number - 1].id in votes:
            continue
        if number > len(ballot.standing):
            if text.strip(" 0"):
                reading.object(row.number, _broken("F.112", column, name=f"№ {number}"))
            continue
        candidate = ballot.standing[number - 1]
        if not text:
            name = full_name(candidate.person)
            reading.object(row.number, _broken("F.113", column, name=name))
            continue
        if candidate.id in votes:
            reading.object(row.number, Objection("import.duplicate_row", column, {"row": row.number}))
        figure = _figure(reading, text, (row.number, column))
        votes[candidate.id] = figure or 0
        reading.places[f"votes.{candidate.id}"] = (row.number, column)
    return votes


def _by_names(reading: Reading, ballot: Ballot, votes: dict[int, int]) -> None:
    """Reads the columns that are headed by names; one about somebody of another contest is empty here."""
    row = reading.first
    for column in KEYS:
        heading, text = row.headings.get(column, ""), row.text(column)
        found = called(ballot.standing, heading) if heading else []
        if len(found) == 1 and text:
            votes[found[0].id] = _figure(reading, text, (row.number, column)) or 0
            reading.places[f"votes.{found[0].id}"] = (row.number, column)
        elif len(found) == 1:
            votes[found[0].id] = 0
            reading.object(row.number, _broken("F.113", column, name=full_name(found[0].person)))
        elif found and text:
            reading.object(row.number, Objection("protocol.candidate_ambiguous", column, {"name": heading}))
        elif text.strip(" 0"):
            code = "F.115" if called(ballot.off, heading) else "F.112"
            reading.object(row.number, _broken(code, column, name=heading or column))


def _long(reading: Reading, ballot: Ballot) -> tuple[dict[int, int], str | None]:
    votes: dict[int, int] = {}
    against_all = None
    for row in reading.rows:
        if fold(row.text("candidate")) in AGAINST_ALL:
            against_all = row.text("votes")
            reading.places["against_all"] = (row.number, "votes")
            continue
        candidate, objection = _find(row, ballot)
        if objection:
            reading.object(row.number, objection)
        if candidate is None:
            continue
        if candidate.id in votes:
            first = reading.places[f"votes.{candidate.id}"][0]
            reading.object(row.number, Objection("import.duplicate_row", "candidate", {"row": first}))
            continue
        votes[candidate.id] = _figure(reading, row.text("votes"), (row.number, "votes")) or 0
        reading.places[f"votes.{candidate.id}"] = (row.number, "votes")
    for one in ballot.standing:
        if one.id not in votes:
            reading.object(reading.first.number, _broken("F.113", "votes", name=full_name(one.person)))
    return votes, against_all


def _find(row: Row, ballot: Ballot) -> tuple[Candidate | None, Objection | None]:
    """Returns whom of the ballot a row is about: by the place on it, and by the name, which must not contradict."""
    name, place = row.text("candidate"), row.text("ballot_place")
    if place:
        number, wrong = read_figure(place, "ballot_place")
        if wrong or not number or number > len(ballot.standing):
            return None, wrong or _broken("F.112", "ballot_place", name=f"№ {place}")
        candidate = ballot.standing[number - 1]
        if name and candidate not in ballot.find(name):
            return None, _off(row, ballot, name)
        return candidate, None
    known: Sequence[Candidate] = ballot.find(name)
    if len(known) > 1:
        return None, Objection("protocol.candidate_ambiguous", "candidate", {"name": name})
    return (known[0], None) if known else (None, _off(row, ballot, name))


def _off(row: Row, ballot: Ballot, name: str) -> Objection | None:
    """Returns why votes cannot be somebody's: of another contest, or withdrawn, refused, struck off; no votes harm nobody."""
    if ballot.find_off(name):
        return _broken("F.115", "candidate", name=name) if row.text("votes").strip(" 0") else None
    return _broken("F.112", "candidate", name=name or "–")


def _broken(code: str, column: str, **params: object) -> Objection:
    return Objection(code, column, params, BY_CODE[code].article)


def find_on_ballot(row: Row, ballot: Ballot) -> tuple[Candidate | None, Objection | None]:
    """Returns whom of a ballot a row of another register is about, or what speaks against it."""
    return _find(row, ballot)
