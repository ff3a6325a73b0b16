"""Structured logs, a line of JSON each, without personal data."""

import logging
import sys
from contextlib import suppress
from typing import Any

import structlog
from flask import Flask

from elections.faults import lines_of


class Unfailing:
    """The standard error, whose faults are nobody's: a log that the disk has no room for must not end a request."""

    def write(self, text: str) -> None:
        """Writes what can be written."""
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Hands on what can be handed on."""
        with suppress(OSError):
            sys.stderr.flush()


def told_without_words(exc_info: tuple[Any, BaseException, Any]) -> str:
    """Returns the kind of an exception, of those that led to it, and where each was: never its words."""
    return "\n".join(lines_of(exc_info[1]))


def init_logs(app: Flask) -> None:
    """Makes `app` log one JSON object a line on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(told_without_words),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(Unfailing()),  # type: ignore[arg-type]
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    app.logger.setLevel(logging.WARNING)
