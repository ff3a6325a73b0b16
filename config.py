"""The settings of an installation: from the environment, with defaults for one machine and one person trying it."""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent
INSTANCE = Path(os.environ.get("SAILAU_INSTANCE", ROOT / "instance"))

_VOTING_ON = date.fromisoformat(os.environ.get("SAILAU_VOTING_ON", "2021-07-25"))
_CALLED_ON = date.fromisoformat(os.environ.get("SAILAU_CALLED_ON", "2021-06-25"))
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class PartySettings:
    """The party that runs this installation, as the first election is created with it."""

    code: str = os.environ.get("SAILAU_PARTY_CODE", "OWN")
    name_ru: str = os.environ.get("SAILAU_PARTY_RU", "Наша партия")
    name_kk: str = os.environ.get("SAILAU_PARTY_KK", "Біздің партия")


@dataclass(frozen=True)
class ElectionSettings:
    """The first election of an installation; afterwards it is edited on the page /election."""

    voting_on: date = _VOTING_ON
    called_on: date = _CALLED_ON
    target_percent: int = int(os.environ.get("SAILAU_TARGET_PERCENT", "80"))
    party: PartySettings = field(default_factory=PartySettings)


@dataclass(frozen=True)
class Settings:
    """All settings of one installation; tests make their own."""

    environment: str = os.environ.get("SAILAU_ENV", "development")
    database_url: str = os.environ.get("DATABASE_URL", f"sqlite:///{INSTANCE / 'sailau.sqlite'}")
    database_seconds: int = int(os.environ.get("SAILAU_DATABASE_SECONDS", "15"))
    instance: Path = INSTANCE
    public_address: str = os.environ.get("SAILAU_ADDRESS", "http://127.0.0.1:8000")
    secret_key_file: str = os.environ.get("SECRET_KEY_FILE", "")
    default_language: str = os.environ.get("SAILAU_LANGUAGE", "ru")
    session_idle_minutes: int = int(os.environ.get("SAILAU_SESSION_IDLE_MINUTES", "720"))
    session_absolute_days: int = int(os.environ.get("SAILAU_SESSION_DAYS", "14"))
    proxies: int = int(os.environ.get("SAILAU_PROXIES", "0"))
    second_factor: str = os.environ.get("SAILAU_SECOND_FACTOR", "")
    secure_cookies: bool = os.environ.get("SAILAU_ENV") == "production"
    log_requests: bool = os.environ.get("SAILAU_LOG_REQUESTS", "") == "1"
    metrics_folder: str = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
    report_processes: int = int(os.environ.get("SAILAU_REPORT_PROCESSES", min(4, os.cpu_count() or 1)))
    max_upload_bytes: int = 20 * 1024 * 1024
    boundaries: str = os.environ.get("SAILAU_BOUNDARIES", "")
    boundaries_attribution: str = os.environ.get("SAILAU_BOUNDARIES_ATTRIBUTION", "")
    is_rehearsal: bool = False
    election: ElectionSettings = field(default_factory=ElectionSettings)
