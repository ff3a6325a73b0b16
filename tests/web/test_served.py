"""What is made once for all requests follows what it was made of."""

from inspect import iscoroutinefunction

import pytest
from flask import Flask
from itsdangerous import BadSignature

from tests.browsing import Browser


def signer(app: Flask):
    return app.session_interface.get_signing_serializer(app)


def test_no_view_is_asynchronous(app: Flask) -> None:
    """Nobody looks, so such a view would answer with something that nobody awaits."""
    assert [name for name, view in app.view_functions.items() if iscoroutinefunction(view)] == []


def test_what_signs_the_cookies_is_made_once_for_a_secret(app: Flask) -> None:
    assert signer(app) is signer(app)


def test_a_new_secret_signs_from_then_on_and_the_old_one_still_opens(app: Flask, monkeypatch) -> None:
    browser = Browser(app)
    browser.get("/login", lang="en")
    old, signed = signer(app), signer(app).dumps({"a": 1})

    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.secret_key])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another")

    assert signer(app) is not old
    assert signer(app).loads(signed) == {"a": 1}
    assert signer(app).dumps({"a": 1}) != signed
    assert browser.get("/login").page.get("lang") == "en", "who came with the old one is known"

    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [])
    with pytest.raises(BadSignature):
        signer(app).loads(signed)


def test_without_a_secret_nothing_is_signed(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "SECRET_KEY", None)
    assert signer(app) is None
