"""Structured logs, a line of JSON each, without personal data."""

import logging
import sys

import structlog
from flask import Flask


def init_logs(app: Flask) -> None:
    """Makes `app` log one JSON object a line on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    app.logger.setLevel(logging.WARNING)
