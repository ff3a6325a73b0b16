"""Structured logs, a line of JSON each, without personal data."""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import structlog
from flask import Flask


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
    """Returns the kind of an exception, of those that led to it, and where each was: never its words.

    What an exception says may hold what somebody typed: a name, a number, a row that a statement was to write.
    """
    return "\n".join(line for one in _chain(exc_info[1]) for line in _lines(one))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yields an exception and, one after the other, those that it came of."""
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}"


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
