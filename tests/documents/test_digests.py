"""Digests: the same plain values give the same one, in whatever order a set happens to be; what is not plain is refused."""

from dataclasses import dataclass

import pytest

from elections.documents.digests import digest_of


@dataclass(frozen=True)
class Content:
    """What a paper says."""

    names: frozenset[str]
    votes: int


def test_order_of_a_set_says_nothing() -> None:
    content = Content(frozenset({"Айгүл", "Берік", "Сәуле"}), 7)

    assert digest_of(content) == digest_of({"names": ["Айгүл", "Берік", "Сәуле"], "votes": 7})
    assert digest_of(content) != digest_of(Content(content.names, 8))


def test_what_is_not_plain_is_refused() -> None:
    with pytest.raises(TypeError, match="no object"):
        digest_of(Content(frozenset(), object()))
