"""What a dossier needs: each thing counts the same, and what is missing is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.candidates.completeness import ON_THE_DOSSIER, Completeness, Part, completeness_of
from elections.candidates.registration import Document, Nomination, required_documents
from elections.candidates.words import PART_LABELS


@pytest.mark.parametrize(
    ("nomination", "of"), [(Nomination.PARTY, 19), (Nomination.SELF, 17), (Nomination.AKIM, 17)]
)
def test_list_is_the_eleven_parts_and_the_documents_of_the_nomination(
    nomination: Nomination, of: int
) -> None:
    empty = completeness_of(nomination, (), ())
    whole = completeness_of(nomination, set(Part), set(Document))

    assert empty == Completeness(0, of, tuple(Part), required_documents(nomination))
    assert (whole, whole.is_whole, empty.is_whole) == (Completeness(of, of, (), ()), True, False)


def test_some_are_there() -> None:
    found = completeness_of(
        Nomination.SELF, {Part.PHONE, Part.SEX, Part.IIN}, {Document.DEPOSIT, Document.MINUTES_EXTRACT}
    )

    assert (found.have, found.of, Part.PHONE in found.missing) == (4, 17, False)
    assert Document.DEPOSIT not in found.missing_documents


@given(st.sampled_from(Nomination), st.sets(st.sampled_from(Part)), st.sets(st.sampled_from(Document)))
def test_what_is_there_and_what_is_missing_make_the_whole(
    nomination: Nomination, parts: set[Part], documents: set[Document]
) -> None:
    found = completeness_of(nomination, parts, documents)

    assert found.have + len(found.missing) + len(found.missing_documents) == found.of
    assert set(found.missing).isdisjoint(parts)
    assert set(found.missing_documents).isdisjoint(documents)
    assert found.is_whole == (not found.missing and not found.missing_documents)


def test_every_part_has_its_words_and_its_place() -> None:
    assert set(PART_LABELS) == set(Part)
    assert {Part.PHOTO, Part.CONSENT} == ON_THE_DOSSIER
