"""Figures for Prometheus: requests counted by every web process, served on a port of their own by `flask metrics`.

Counted is what nobody can be known by: the route (never the address), the method, the status, how long it took. It works
when PROMETHEUS_MULTIPROC_DIR names a folder that web processes and the command share.
"""

import time
from collections.abc import Callable, Iterator
from threading import Event

import click
from flask import Flask, Response, current_app, g, request
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from elections.database import db

Find = Callable[[], float | None]
NO_ROUTE = "none"
_gauges: dict[str, tuple[str, Find]] = {}


def register_gauge(name: str, text: str, find: Find) -> None:
    """Adds a figure that is looked up whenever Prometheus asks; None: it is not known."""
    _gauges[name] = text, find


def init_metrics(app: Flask) -> None:
    """Has `app` count its requests where the settings name a folder for the counts."""
    if not app.config["SETTINGS"].metrics_folder:
        return
    from prometheus_client import Counter, Histogram

    labels = ("route", "method", "status")
    counted = Counter("sailau_requests", "Requests answered", labels)
    took = Histogram("sailau_request_seconds", "How long answers took", ("route",))

    def begin() -> None:
        g.began = time.monotonic()

    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else NO_ROUTE
        counted.labels(route, request.method, str(response.status_code)).inc()
        took.labels(route).observe(time.monotonic() - g.get("began", time.monotonic()))
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)


@click.command("metrics")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=9464, show_default=True)
@with_appcontext
def metrics_command(host: str, port: int) -> None:
    """Serve the figures for Prometheus on a port of their own, until it is told to stop."""
    from prometheus_client import start_http_server

    server, thread = start_http_server(port, host, collect_registry(current_app._get_current_object()))  # type: ignore[attr-defined]
    click.echo(f"figures on http://{host}:{port}/metrics")
    try:
        while thread.is_alive():
            Event().wait(1)
    except KeyboardInterrupt:
        server.shutdown()


def collect_registry(app: Flask):  # type: ignore[no-untyped-def]
    """Returns the registry of all web processes' counts and of the figures looked up in the database."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    if app.config["SETTINGS"].metrics_folder:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Lookup(app))  # type: ignore[arg-type]
    return registry


class _Lookup:
    """Looks the registered figures up; a database that does not answer is a figure too."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterator[object]:
        from prometheus_client.core import GaugeMetricFamily

        found: dict[str, float] = {}
        with self._app.app_context():
            try:
                for name, (_text, find) in _gauges.items():
                    value = find()
                    if value is not None:
                        found[name] = value
                answers = 1.0
            except SQLAlchemyError:
                answers = 0.0
            finally:
                db.session.remove()
        yield GaugeMetricFamily("sailau_database_answers", "Whether the database answers", value=answers)
        for name, value in found.items():
            yield GaugeMetricFamily(f"sailau_{name}", _gauges[name][0], value=value)
