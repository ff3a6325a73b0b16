"""New rows of an import who may be somebody already: in the register, or in another row of the same file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from elections.candidates.snapshot import Snapshot
from elections.errors import Objection
from elections.imports.changes import Change, RowState
from elections.people.likeness import LIKELY, PersonKey
from elections.people.matching import find_matches_of, find_pairs


def warn_of_likely(changes: Sequence[Change], snapshot: Snapshot, scope: str) -> None:
    """Adds to each row with a new person a warning that names who it most likely is; one look at one snapshot.

    Those outside the territory `scope` are not named: the sender does not see them.
    """
    new = {one.number: one for one in changes if one.state is RowState.NEW and one.plan.person_id is None}
    is_unsure = any(not one.plan.iin for one in new.values())
    known = list(_known(snapshot, scope))
    if not is_unsure and all(one.iin_index for one in known):
        return  # of two who both have an IIN, that has decided
    keys = [_key(one) for one in new.values()]
    for number, pairs in find_matches_of(keys, known).items():
        if pairs[0].score >= LIKELY:
            _warn(new[number], "import.likely_known", name=_name(snapshot.people[pairs[0].right]))
    if is_unsure:
        for pair in find_pairs(keys):
            if pair.score >= LIKELY:
                first, later = sorted((pair.left, pair.right))
                _warn(new[later], "import.likely_row", row=first)


def _key(change: Change) -> PersonKey:
    plan, person = change.plan, change.plan.person
    return PersonKey(
        change.number, person["surname"], person["given_name"], person["patronymic"] or "", person["birth_year"],
        person["born_on"], plan.iin or None, plan.place.path,
    )  # fmt: skip


def _known(snapshot: Snapshot, scope: str) -> Iterable[PersonKey]:
    for one in snapshot.candidates.values():
        person = snapshot.people[one["person_id"]]
        if one["path"].startswith(scope):
            yield PersonKey(
                person["id"], person["surname"], person["given_name"], person["patronymic"], person["birth_year"],
                person["born_on"], person["iin_index"], one["path"],
            )  # fmt: skip


def _name(person: Mapping[str, Any]) -> str:
    return " ".join(part for part in (person["surname"], person["given_name"], person["patronymic"]) if part)


def _warn(change: Change, code: str, **params: object) -> None:
    change.warnings = (*change.warnings, Objection(code, "surname", params))
