"""What the headquarters say against two people becoming one."""

from elections.database import EVERYWHERE, looking_from
from elections.errors import Objection
from elections.headquarters.queries import find_membership
from elections.people.models import Person


def both_work(kept: Person, gone: Person) -> list[Objection]:
    """Returns the objection to one person working in two headquarters; twice in the same is mended by the merge."""
    with looking_from(EVERYWHERE):
        one, other = find_membership(kept.id), find_membership(gone.id)
        if one is None or other is None or one.headquarters_id == other.headquarters_id:
            return []
        places = {"one": one.headquarters.territory_ru, "other": other.headquarters.territory_ru}
    return [Objection("member.both_present", params=places)]
