"""The demo campaign, invented once for all tests of this folder."""

import pytest

from elections.demo.invention import Campaign, invent


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return invent()
