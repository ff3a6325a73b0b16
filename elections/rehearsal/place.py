"""Where a rehearsal lies: one file of its own beside the instance, under a name that is never used twice.

A name of its own matters: a process that still holds the file of an ended rehearsal must never meet the next one's
write-ahead log.
"""

import secrets
from pathlib import Path

from config import Settings

FOLDER = "rehearsal"
READY, MAKING, SENT = ".sqlite", ".making", ".sent"


def folder_of(settings: Settings) -> Path:
    """Returns the folder of rehearsals, readable by its owner only."""
    folder = settings.instance / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def new_token() -> str:
    """Returns the name of a rehearsal."""
    return secrets.token_hex(8)


def find_ready(settings: Settings) -> Path | None:
    """Returns the copy that is rehearsed on, or None."""
    return next(iter(sorted((settings.instance / FOLDER).glob(f"*{READY}"))), None)


def path_of(settings: Settings, token: str, kind: str) -> Path:
    """Returns the file of a rehearsal: the copy when it is ready, while it is made, or what was sent to be replayed."""
    return folder_of(settings) / f"{token}{kind}"


def wipe(settings: Settings, keep: str = "") -> None:
    """Deletes every file of rehearsals, logs of the database among them, but those of the token `keep`."""
    for path in folder_of(settings).iterdir():
        if not keep or not path.name.startswith(keep):
            path.unlink(missing_ok=True)
