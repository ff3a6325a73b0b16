"""A real browser, a real server: the demo campaign as `make run` serves it, opened in Chromium."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from config import Settings
from elections.accounts.passwords import DEMO_PASSWORD
from elections.app import create_app
from elections.database import db
from elections.demo.load import load_demo

PHONE, DESK = 360, 1280


@dataclass(frozen=True)
class Site:
    """The demo campaign, served at `url`."""

    url: str
    app: Flask


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo campaign with a database of its own, checks against forged forms and all."""
    instance = tmp_path_factory.mktemp("site")
    url = f"sqlite:///{instance / 'demo.sqlite'}"
    app = create_app(
        replace(Settings(), environment="testing", instance=instance, secret_key_file="", database_url=url)
    )
    with app.app_context():
        upgrade()
        load_demo()
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.port}", app)
    server.shutdown()
    thread.join()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Chromium is not installed: `make test` installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_as(site: Site, chromium: Chromium) -> Iterator[Callable[..., Page]]:
    """Logs somebody in through the log-in page: `open_as("hq", language="kk", width=PHONE)`."""
    contexts = []

    def log_in(
        login: str, *, language: str = "ru", width: int = DESK, scheme: str = "light", scripts: bool = True
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=site.url,
            java_script_enabled=scripts,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(f"/login?lang={language}")
        page.fill("#login", login)
        page.fill("#password", DEMO_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        return page

    yield log_in
    for context in contexts:
        context.close()


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    return tmp_path
