"""What can go wrong, in types: one handler per type turns each into a page, an import error or an exit status."""

import dataclasses
from collections.abc import Iterable, Mapping


@dataclasses.dataclass(frozen=True)
class Objection:
    """One rule that refuses, as data: form, import, command and PDF show the same words for the same code.

    `field` names the input it is about ("" for the whole), `params` fill the placeholders of its text, `article`
    is the place in the law ("" where the rule is the product's own).
    """

    code: str
    field: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    article: str = ""


class SailauError(Exception):
    """The base of all errors that Sailau raises on purpose."""


class Refused(SailauError):
    """Rules refused the input; nothing was changed. Holds *all* objections."""

    def __init__(self, objections: Iterable[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__(", ".join(objection.code for objection in self.objections))


class Stale(Refused):
    """Somebody else changed the row since it was read."""

    def __init__(self) -> None:
        super().__init__([Objection("record.stale")])


class NotFound(SailauError):
    """There is no such row, or it lies outside the viewer's territory: the two are told apart by nobody."""


class Forbidden(SailauError):
    """The actor's role may not do this."""


def refuse_if(objections: Iterable[Objection]) -> None:
    """Raises Refused with all `objections`, or does nothing when there are none."""
    found = tuple(objections)
    if found:
        raise Refused(found)
