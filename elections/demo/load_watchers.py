"""Writes the demo's proxies, observers and commissions."""

from datetime import timedelta
from typing import Any

from elections.demo.bulk import Row, insert
from elections.demo.invention import Campaign
from elections.demo.load_people import Roll
from elections.demo.load_territory import Ground
from elections.demo.watchers import SENT_ON, Observer, Proxy
from elections.headquarters.observers import name_key
from elections.headquarters.proxies import EndGround, ProxyStatus
from elections.headquarters.proxy_models import CommissionMember
from elections.headquarters.proxy_models import Observer as Sent
from elections.headquarters.proxy_models import Proxy as Serving
from elections.people.names import FullName


def load_watchers(campaign: Campaign, ground: Ground, roll: Roll) -> None:
    """Writes who watches the count, and who is in the commissions they watch."""
    insert(Serving, [_proxy(one, ground, roll) for one in campaign.watchers.proxies])
    insert(Sent, [_observer(one, ground, roll) for one in campaign.watchers.observers])
    insert(
        CommissionMember,
        [
            {
                **_at(kato, number, ground), "surname": person.surname, "given_name": person.given_name,
                "patronymic": person.patronymic, "birth_year": person.birth_year,
                "name_key": name_key(FullName(person.surname, person.given_name)),
            }
            for kato, number, person in campaign.watchers.commissions
        ],
    )  # fmt: skip


def _at(kato: str, number: int, ground: Ground) -> dict[str, Any]:
    return {"precinct_id": ground.precincts[kato, number], "path": ground.paths[kato]}


def _proxy(one: Proxy, ground: Ground, roll: Roll) -> Row:
    is_registered, is_over = one.status != "consented", one.status == "ended"
    return {
        **_at(one.constituency_kato, one.precinct, ground), "candidate_id": roll.candidates[one.candidate],
        "person_id": roll.people[one.person.number], "status": ProxyStatus(one.status),
        "proposed_on": one.on - timedelta(2), "declared_on": one.on - timedelta(1), "consent_on": one.on - timedelta(1),
        "registered_on": one.on if is_registered else None,
        "certificate_number": f"{one.number:04d}" if is_registered else "",
        "ended_on": one.on + timedelta(2) if is_over else None, "ground": EndGround.OWN_WISH if is_over else None,
        "note": "",
    }  # fmt: skip


def _observer(one: Observer, ground: Ground, roll: Roll) -> Row:
    starts, ends = one.shift
    return {
        **_at(one.constituency_kato, one.precinct, ground), "election_id": roll.election,
        "person_id": roll.people[one.person.number], "starts": starts, "ends": ends,
        "mandate_number": f"Н-{one.number:04d}", "mandate_on": SENT_ON,
        "certificate_number": "" if one.number % 5 == 0 else f"{one.number:04d}",
        "phone_consent_on": None if one.number % 7 == 0 else SENT_ON, "removed_on": None,
    }  # fmt: skip
