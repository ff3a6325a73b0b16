"""What the dossiers of the demo's nominees hold besides their register: biographies, addresses, consents, some drawings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from elections.demo.candidacies import Candidacy
from elections.demo.places import STREETS
from elections.people.iin import Sex

STEP = 25
"""Every so manyth dossier has a drawing in place of a photo: nobody real is in the demo."""
WITHOUT_BIOGRAPHY, WITHOUT_CONSENT, WITHDRAWN = 41, 23, 3
FIRST_CONSENT = date(2021, 6, 28)
WITHDRAWAL = "Заявление кандидата (вымышленное)"
RUSSIAN = (
    "{born} в {year} году в семье сельских тружеников. После средней школы {studied} в вузе: образование {education}.\n"
    "Трудовой путь {began} в {start} году в родном районе. Сейчас – {occupation}. {wed}, {children}.\n"
    "{knows} своё село: {cares} о питьевой воде, дорогах и школе, помогает односельчанам обустроить улицы."
)
KAZAKH = (
    "{year} жылы ауыл еңбеккерлерінің отбасында дүниеге келген. Орта мектепті үздік бітіріп, жоғары оқу орнында білім "
    "алған.\nЕңбек жолын {start} жылы туған ауданында бастаған, содан бері әртүрлі қызмет атқарып келеді. Үйленген, "
    "{children}.\nӨз ауылының жайын жақсы біледі: ауыз су, жол, мектеп мәселелерімен айналысып, ағайынға қол ұшын "
    "созып жүр."
)
CHILDREN = (
    ("один ребёнок", "бір баласы бар"),
    ("двое детей", "екі баласы бар"),
    ("трое детей", "үш баласы бар"),
)
MALE = {
    "born": "Родился", "studied": "учился", "began": "начал", "wed": "Женат", "knows": "Хорошо знает",
    "cares": "заботится",
}  # fmt: skip
FEMALE = {**MALE, "born": "Родилась", "studied": "училась", "began": "начала", "wed": "Замужем"}


@dataclass(frozen=True)
class Dossier:
    """What a nominee's dossier holds besides; `candidate` and `person` are the numbers of the invention."""

    candidate: int
    person: int
    biography: str
    address: str
    consented_on: date | None
    withdrawn_on: date | None
    is_drawn: bool


def dossiers(own: Sequence[Candidacy], places: Mapping[str, str]) -> tuple[Dossier, ...]:
    """Returns the dossiers of the own nominees, whose constituencies are named in `places` by code."""
    random = Random("demo: dossiers")
    order = list(range(len(own)))
    random.shuffle(order)
    rank = {index: place for place, index in enumerate(order)}
    return tuple(_dossier(one, places[one.constituency_kato], rank[i], random) for i, one in enumerate(own))


def _dossier(one: Candidacy, place: str, rank: int, random: Random) -> Dossier:
    """Invents a dossier; of the shuffled ranks the first lack something."""
    given = FIRST_CONSENT + timedelta(random.randrange(7))
    has_consent = rank >= WITHOUT_CONSENT
    is_withdrawn = WITHOUT_CONSENT <= rank < WITHOUT_CONSENT + WITHDRAWN
    return Dossier(
        one.number,
        one.person.number,
        "" if rank < WITHOUT_BIOGRAPHY else _biography(one, random),
        f"{place}, ул. {random.choice(STREETS)}, {random.randint(1, 90)}",
        given if has_consent else None,
        given + timedelta(9) if is_withdrawn else None,
        rank % STEP == 0,
    )


def _biography(one: Candidacy, random: Random) -> str:
    ru, kk = random.choice(CHILDREN)
    is_man, year = one.person.sex is Sex.MALE, one.person.birth_year
    start = year + random.randint(18, 23)
    if is_man and one.person.patronymic.endswith("ұлы"):
        return KAZAKH.format(year=year, start=start, children=kk)
    return RUSSIAN.format(
        year=year, start=start, children=ru, education=one.education, occupation=one.occupation,
        **(MALE if is_man else FEMALE),
    )  # fmt: skip
