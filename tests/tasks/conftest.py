"""Two contests with own candidates in regions of two zones, one without."""

from dataclasses import dataclass
from datetime import date

import pytest

from elections.campaign.models import Contest, Election
from elections.candidates.registration import Nomination, Status
from tests.factories import Factory


@dataclass(frozen=True)
class Field:
    election: Election
    east: Contest
    west: Contest
    bare: Contest


@pytest.fixture
def field(factory: Factory) -> Field:
    election = factory._once("election")
    district = factory.district()
    far = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    east, west, bare = (
        factory.contest(factory.constituency(one, kato=kato, name_ru=name))
        for one, kato, name in (
            (district, "113202000", "Азат"), (far, "153204000", "Хобда"), (district, "113206000", "Жалгызкудук"),
        )
    )  # fmt: skip
    for contest in (east, west):
        factory.candidate(contest, status=Status.DOCUMENTS, status_on=date(2021, 7, 1))
    factory.candidate(bare, own=False, nomination=Nomination.SELF)
    return Field(election, east, west, bare)
