"""Puts the rooms together: a table of contents, and nothing else."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from config import ROOT, Settings
from elections.accounts.devices import init_devices
from elections.accounts.sessions import init_sessions
from elections.audit.answers import init_answers
from elections.audit.looks import init_looks
from elections.backups.actions import init_backups
from elections.board.maps import init_boundaries
from elections.database import engine_options, init_database
from elections.rehearsal.stage import init_rehearsal
from elections.rooms import register_rooms
from elections.vault import Vault, read_or_create_secrets, read_secrets
from elections.web.guards import check_guard, init_guards, refuse_unguarded
from elections.web.headers import cookie_name, init_headers
from elections.web.health import check_secret
from elections.web.i18n import init_i18n
from elections.web.logs import init_logs
from elections.web.pages import init_pages
from elections.web.second_wall import init_second_wall
from elections.web.tracing import init_tracing
from elections.web.unit_of_work import init_unit_of_work


def create_app(settings: Settings | None = None) -> Flask:
    """Builds the application; raises RuntimeError when a secret is missing or not the one, or a view has no guard."""
    settings = settings or Settings()
    app = Flask(
        "sailau",
        root_path=str(ROOT),
        static_folder=str(ROOT / "static"),
        template_folder=str(ROOT / "templates"),
    )
    vault = Vault(*_secrets(settings))
    app.extensions["vault"] = vault
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=vault.key("cookies"),
        SECRET_KEY_FALLBACKS=vault.keys("cookies")[1:],
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url, settings.database_seconds),
        MIGRATIONS=ROOT / "elections" / "migrations",
        TRANSLATIONS=ROOT / "elections" / "translations",
        PUBLIC_ADDRESS=settings.public_address,
        DEFAULT_LANGUAGE=settings.default_language,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.session_idle_minutes),
        SESSION_ABSOLUTE_DAYS=settings.session_absolute_days,
        SECOND_FACTOR=settings.second_factor
        or ("required" if settings.environment == "production" else "offered"),
        **_cookie(settings.secure_cookies),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=settings.max_upload_bytes,
    )
    init_logs(app)
    init_database(app)
    init_second_wall(app)
    init_headers(app)
    init_tracing(app)
    _init_requests(app, settings)
    init_i18n(app)
    init_pages(app)
    register_rooms(app)
    init_boundaries(app)
    _init_copies(app)
    refuse_unguarded(app)
    check_secret(app)
    return app


def _cookie(is_secure: bool) -> dict[str, object]:
    return {
        "SESSION_COOKIE_NAME": cookie_name("session", is_secure), "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_SECURE": is_secure, "SESSION_COOKIE_SAMESITE": "Lax",
    }  # fmt: skip


def _init_requests(app: Flask, settings: Settings) -> None:
    """Has each request begin by knowing nobody, then as one transaction of somebody who may do this here."""
    init_guards(app)
    init_looks(app)
    init_answers(app)
    init_unit_of_work(app)
    init_sessions(app)
    init_devices(app, settings.proxies)
    app.before_request(check_guard)
    CSRFProtect(app)


def _init_copies(app: Flask) -> None:
    init_rehearsal(app, create_app)
    init_backups(app, create_app)


def _secrets(settings: Settings) -> tuple[bytes, ...]:
    if settings.secret_key_file:
        from pathlib import Path

        return read_secrets(Path(settings.secret_key_file))
    if settings.environment == "production":
        raise RuntimeError("SECRET_KEY_FILE is not set: production does not start without its secret")
    return read_or_create_secrets(settings.instance / "secret.key")
