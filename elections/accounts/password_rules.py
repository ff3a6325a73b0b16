"""What speaks against a new password: too short or long, typed differently, common, or of words about its owner."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from elections.accounts.guessable import is_common, is_of_context, joined, words_of
from elections.accounts.models import User
from elections.accounts.passwords import LONGEST, MINIMUM_LENGTH
from elections.errors import Objection

COMMON = Path(__file__).with_name("common_passwords.txt")
CONTEXT = (
    "sailau", "сайлау", "akim", "аким", "әкім", "әкімі", "акимат", "әкімдік", "election", "elections", "выборы", "штаб",
    "партия", "партиясы", "headquarters", "party", "кандидат", "үміткер", "admin", "administrator", "coordinator",
    "observer", "trainer", "lawyer",
)  # fmt: skip
"""Words that everybody thinks of here, whoever the owner is."""
_contexts: list[Callable[[], Iterable[str]]] = []


def register_context(*finders: Callable[[], Iterable[str]]) -> None:
    """Says who knows more names that passwords are made of: the party's, which lie above accounts."""
    _contexts[:] = finders


def password_objections(password: str, again: str, user: User) -> list[Objection]:
    """Returns what speaks against a new password of this account, typed twice."""
    objections = []
    if len(password) < MINIMUM_LENGTH:
        objections.append(Objection("account.password_short", "password", {"minimum": MINIMUM_LENGTH}))
    if len(password) > LONGEST:
        objections.append(Objection("account.password_long", "password", {"maximum": LONGEST}))
    if user.login in password.lower():
        objections.append(Objection("account.password_has_login", "password"))
    elif not objections and is_common(password, common_passwords()):
        objections.append(Objection("account.password_common", "password"))
    elif not objections and is_of_context(password, _context_of(user)):
        objections.append(Objection("account.password_context", "password"))
    if password != again:
        objections.append(Objection("account.password_differs", "password_again"))
    return objections


@cache
def common_passwords() -> frozenset[str]:
    """Returns the words that lists of guesses begin with, one a line of the file beside; signs inside them do not matter."""
    words = [one for one in COMMON.read_text().splitlines() if one and not one.startswith("# ")]
    return frozenset((*words, *map(joined, words)))


def _context_of(user: User) -> list[str]:
    names = [user.login, user.name, user.territory_label, *(name for find in _contexts for name in find())]
    return [*CONTEXT, *(word for name in names for word in words_of(name))]
