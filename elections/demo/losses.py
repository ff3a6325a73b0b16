"""The candidacies of the demo that did not come to registration, and the steps of all of them.

2 582 people were nominated and 2 297 registered: 285 were lost, two of them of the own party. Which of them was refused
or withdrew, at which stage and why, is invented.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from elections.candidates.registration import Ground, Status
from elections.demo.candidacies import EDUCATION, OCCUPATIONS, Candidacy
from elections.demo.parties import OWN_PARTY, PARTIES
from elections.demo.people import People
from elections.demo.places import Constituency
from elections.people.iin import Sex

LOST = 285
OWN_LOST = ((Status.REFUSED, Ground.REQUIREMENTS_NOT_MET), (Status.WITHDRAWN, Ground.OWN_WISH))
PARTY_NOMINEES_LOST = 8
WOMEN_PERCENT = 20
NOMINATION_CLOSED = date(2021, 7, 9)
FILED_BEFORE, COLLECTED_BEFORE, PROPOSED_BEFORE = timedelta(2), timedelta(6), timedelta(9)
"""How long before the decision on the registration each step was taken."""
WITHDRAWN_AT = (Status.PROPOSED,) * 70 + (Status.DOCUMENTS,) * 58 + (Status.FILED,) * 24
GROUNDS = (
    (Ground.NOMINATION_BROKEN,) * 74 + (Ground.REQUIREMENTS_NOT_MET,) * 31 + (Ground.DECLARATION_UNTRUE,) * 14
    + (Ground.CAMPAIGNED_OUT_OF_TIME,) * 7 + (Ground.OFFICE_USED,) * 3 + (Ground.OTHER,) * 2
)  # fmt: skip
NOTES = {Ground.OTHER: "решение комиссии по статье 27(9)", Ground.NOMINATION_BROKEN: "недостаточно подписей"}
ROAD = (Status.PROPOSED, Status.DOCUMENTS, Status.FILED)


@dataclass(frozen=True)
class Loss:
    """A candidacy that ended on the day kept as its registration's: how, from where, on which ground."""

    candidacy: Candidacy
    status: Status
    lost_at: Status
    ground: Ground
    note: str


@dataclass(frozen=True)
class Step:
    """A step of a candidacy, as the headquarters recorded it."""

    was: Status | None
    status: Status
    on: date
    ground: Ground | None = None
    note: str = ""


def losses(
    constituencies: Sequence[Constituency], registered: Sequence[Candidacy], people: People
) -> tuple[Loss, ...]:
    """Returns the 285 candidacies that were lost, numbered after the registered ones."""
    random = Random("demo: losses")
    contested = {one.constituency_kato for one in registered if one.is_own_nominee}
    free = [one for one in constituencies if one.kato not in contested and not one.kato.startswith("19")]
    ends = _ends(random)
    rivals = len(ends) - len(OWN_LOST)
    parties = [party.code for party in PARTIES[1:5] for _ in range(PARTY_NOMINEES_LOST // 4)]
    parties += [""] * (rivals - len(parties))
    places = [*random.sample(free, len(OWN_LOST)), *random.choices(constituencies, k=rivals)]
    found = zip(places, [OWN_PARTY.code] * len(OWN_LOST) + parties, ends, strict=True)
    return tuple(
        Loss(_candidacy(number, place, party, people, random), *end, NOTES.get(end[2], ""))
        for number, (place, party, end) in enumerate(found, len(registered) + 1)
    )


def steps_of(candidacy: Candidacy, loss: Loss | None = None) -> Iterator[Step]:
    """Yields the steps of a candidacy up to its registration, or to its end."""
    decided = candidacy.registered_on
    days = (decided - PROPOSED_BEFORE, decided - COLLECTED_BEFORE, filed_on(candidacy))
    road = ROAD if loss is None else ROAD[: ROAD.index(loss.lost_at) + 1]
    was: Status | None = None
    for status, on in zip(road, days, strict=False):
        yield Step(was, status, on)
        was = status
    if loss is None:
        yield Step(was, Status.REGISTERED, decided)
    else:
        yield Step(was, loss.status, decided, loss.ground, loss.note)


def filed_on(candidacy: Candidacy) -> date:
    """Returns the day on which the documents went to the commission: before nomination closed."""
    return min(candidacy.registered_on - FILED_BEFORE, NOMINATION_CLOSED)


def _ends(random: Random) -> list[tuple[Status, Status, Ground]]:
    """Returns how, where and why each was lost, the own party's first."""
    ends = [(Status.WITHDRAWN, at, Ground.OWN_WISH) for at in WITHDRAWN_AT]
    ends += [(Status.REFUSED, Status.FILED, ground) for ground in GROUNDS]
    random.shuffle(ends)
    return [*((status, Status.FILED, ground) for status, ground in OWN_LOST), *ends]


def _candidacy(number: int, place: Constituency, party: str, people: People, random: Random) -> Candidacy:
    sex = Sex.FEMALE if random.randrange(100) < WOMEN_PERCENT else Sex.MALE
    make = people.make if party == OWN_PARTY.code else people.make_published
    person = make(sex, random.randint(25, 64), place.region_kato)
    return Candidacy(
        number, person, place.kato, "party" if party else "self", party, party,
        date(2021, 7, 5) + timedelta(random.randrange(10)), False, False, False, False, random.choice(EDUCATION),
        *random.choice(OCCUPATIONS),
    )  # fmt: skip
