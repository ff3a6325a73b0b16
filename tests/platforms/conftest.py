"""Somebody who reads English, for tests that read pages."""

from collections.abc import Callable

import pytest

from tests.browsing import Browser


@pytest.fixture
def english(login: Callable[..., Browser]) -> Callable[..., Browser]:
    """Logs a new user in who reads English."""

    def log_in(*arguments: object, **options: object) -> Browser:
        browser = login(*arguments, **options)
        browser.get("/", lang="en")
        return browser

    return log_in
