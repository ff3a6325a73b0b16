"""Publishes the demo's target of the coordinator's region, as it stands in the half-counted night."""

from elections.accounts.access import Actor, Role
from elections.demo.accounts import REGION
from elections.demo.load_territory import Ground
from elections.results.target_actions import publish_target
from elections.results.target_page import look_at
from elections.territory.queries import find_unit

NOTE = "Брифинг в 22:40"


def load_target(ground: Ground) -> None:
    """Publishes it once the night is there."""
    path = ground.paths[REGION]
    actor = Actor(user_id=None, login="coordinator", role=Role.COORDINATOR, scope=path)
    publish_target(actor, look_at(path), find_unit(REGION), NOTE)
