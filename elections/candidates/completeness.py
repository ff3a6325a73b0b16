"""What a dossier needs before it is whole: a published list in which every thing counts the same."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from elections.candidates.registration import Document, Nomination, required_documents


class Part(StrEnum):
    """A thing that every dossier needs besides the law's documents."""

    PHOTO = "photo"
    CONSENT = "data_consent"
    BIRTH_DATE = "born_on"
    SEX = "sex"
    IIN = "iin"
    PHONE = "phone"
    ADDRESS = "address"
    EDUCATION = "education"
    OCCUPATION = "occupation"
    WORKPLACE = "workplace"
    BIOGRAPHY = "biography"


ON_THE_DOSSIER = frozenset({Part.PHOTO, Part.CONSENT})
"""What is added on the dossier's own page; the rest is typed on the form of the data."""


@dataclass(frozen=True)
class Completeness:
    """How much of a dossier is there, and what is not, in the order of the list."""

    have: int
    of: int
    missing: tuple[Part, ...]
    missing_documents: tuple[Document, ...]

    @property
    def is_whole(self) -> bool:
        """Returns whether nothing is missing."""
        return self.have == self.of


def completeness_of(
    nomination: Nomination, parts: Collection[Part], documents: Collection[Document]
) -> Completeness:
    """Returns the completeness of a dossier that holds these parts and received documents (CL 113-5(5)–(7)).

    An e-mail address is not asked for: many a village has none. Neither is what may truly be absent, such as a party.
    """
    required = required_documents(nomination)
    missing = tuple(part for part in Part if part not in parts)
    missing_documents = tuple(one for one in required if one not in documents)
    of = len(Part) + len(required)
    return Completeness(of - len(missing) - len(missing_documents), of, missing, missing_documents)
