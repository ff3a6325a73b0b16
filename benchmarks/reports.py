"""Reports: one district's against WeasyPrint alone, all of them against a plain loop, all again after one change, and memory.

The plain loop is what a script of an afternoon does: one process, the stylesheet parsed for each report, tables laid out
by their content (`table-layout: auto`). It is timed over a sample of districts spread over the country, and so is ours
per report; both gather the same content and say it on the same page.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from flask import Flask
from flask_migrate import upgrade
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from config import Settings
from elections.accounts.access import Actor, Role
from elections.app import create_app
from elections.audit.actions import record
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.demo.load import load_demo
from elections.documents.pdf import STYLESHEET, VARIANT, render_as_it_is
from elections.jobs.models import Job, JobState
from elections.jobs.queue import run_next
from elections.reports.batch import enqueue_batch
from elections.reports.kinds import kind_of
from elections.reports.paper import html_of, pdf_of

ACTOR = Actor(None, "bench", Role.COORDINATOR, "")
ALL, SAMPLE, RUNS = 176, 24, 9
MOST_TIMES, LEAST_FASTER, MOST_AGAIN, MOST_MORE_MEGABYTES = 1.05, 2.2, 0.02, 15
FEW, MANY = 40, 160
AUTO = "table{table-layout:auto!important}"


def main() -> int:
    """Prints the ratios; returns 1 when one is beyond its limit."""
    with tempfile.TemporaryDirectory() as folder:
        app = _make(Path(folder))
        with app.app_context(), looking_from(EVERYWHERE), app.test_request_context():
            failed = _one() | _all()
        return failed | _memory(Path(folder))


def _make(folder: Path) -> Flask:
    app = _app(folder)
    with app.app_context():
        upgrade()
        load_demo()
        db.session.remove()
    return app


def _app(folder: Path) -> Flask:
    settings = replace(Settings(), database_url=f"sqlite:///{folder / 'reports.sqlite'}", instance=folder)
    return create_app(settings)


def _one() -> int:
    """One district's report as PDF, once its page is written, against WeasyPrint with everything at hand."""
    district = kind_of("district")
    key = district.list_keys("")[0].key
    html = html_of(district, key, "ru")
    fonts = FontConfiguration()
    sheet = CSS(string=STYLESHEET.read_text(encoding="utf-8"), font_config=fonts)

    def bare() -> None:
        HTML(string=html).render(fonts, stylesheets=[sheet], pdf_variant=VARIANT).write_pdf(
            pdf_variant=VARIANT
        )

    ours, theirs = _in_turn(lambda: render_as_it_is(html), bare)
    _whole, said = _in_turn(lambda: pdf_of(district, key, "ru"), lambda: html_of(district, key, "ru"))
    ratio = ours / theirs
    print(f"district report: {ratio:.2f} x WeasyPrint alone (at most {MOST_TIMES}); {ours * 1000:.0f} ms to "
          f"{theirs * 1000:.0f} ms, gathered and written before that in {said * 1000:.0f} ms")  # fmt: skip
    return int(ratio > MOST_TIMES)


def _in_turn(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Returns the least time of each, run in turn so that what else the machine does falls on both."""
    first(), second()
    times = [(_time(first), _time(second)) for _run in range(RUNS)]
    return min(one for one, _other in times), min(other for _one, other in times)


def _time(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _all() -> int:
    """All districts' reports: the plain loop, ours, and ours again after one candidate changed."""
    keys = [one.key for one in kind_of("district").list_keys("")][:ALL]
    sample = keys[:: max(1, len(keys) // SAMPLE)]
    naive = statistics.mean(_time(lambda key=key: _plainly(key)) for key in sample) * ALL
    first, job = _batch()
    first *= ALL / job.total_steps
    faster = naive / first
    _change_one()
    second, again = _batch()
    if (again.result or {}).get("made") != 1:
        raise SystemExit(f"made again: {again.result}")
    part = second / first
    print(f"batch of {ALL}: {faster:.2f} x as fast as a plain loop (at least {LEAST_FASTER}); {first:.1f} s to {naive:.1f} s; "
          f"again after one change {part:.2%} of that (at most {MOST_AGAIN:.0%}), {second * 1000:.0f} ms")  # fmt: skip
    return int(faster < LEAST_FASTER or part > MOST_AGAIN)


def _plainly(key: str) -> None:
    html = html_of(kind_of("district"), key, "ru")
    style = STYLESHEET.read_text(encoding="utf-8") + AUTO
    HTML(string=html).write_pdf(stylesheets=[CSS(string=style)], pdf_variant=VARIANT)


def _batch(path: str = "") -> tuple[float, Job]:
    with transaction():
        asked = enqueue_batch(ACTOR, path, "district", "ru").id
    took = _time(run_next)
    db.session.rollback()
    job = db.session.get_one(Job, asked)
    if job.state is not JobState.DONE:
        raise SystemExit(f"the batch came to nothing: {job.state} {job.error} {job.result}")
    return took, job


def _change_one() -> None:
    with transaction():
        lost = {"status": Status.WITHDRAWN}
        own = db.session.query(Candidate).filter_by(status=Status.REGISTERED).order_by(Candidate.id).first()
        own.status = lost["status"]
        record(ACTOR, "candidate.changed", own, after=lost)


def _memory(folder: Path) -> int:
    """The most memory of a process that makes a batch, for few reports and for many; and of its largest helper."""
    few, many = (_peaks(folder, number) for number in (FEW, MANY))
    more = many[0] - few[0]
    print(f"memory of a batch: {few[0]:.0f} MB for {FEW}, {many[0]:.0f} MB for {MANY} (at most {MOST_MORE_MEGABYTES} more); "
          f"a process that prints {many[1]:.0f} MB")  # fmt: skip
    return int(more > MOST_MORE_MEGABYTES)


def _peaks(folder: Path, number: int) -> list[float]:
    command = [sys.executable, "-m", "benchmarks.reports", str(folder), str(number)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(one) for one in re.findall(r"peak (\d+)", told)]


def _print_some(folder: Path, number: int) -> None:
    """Makes so many reports anew, and says how much memory this process and its helpers took at most."""
    district = kind_of("district")
    from elections.reports import kinds

    def some(path: str) -> Sequence[object]:
        return district.list_keys(path)[:number]

    kinds.KINDS["district"] = replace(district, list_keys=some)  # type: ignore[arg-type]
    app = _app(folder)
    with app.app_context(), looking_from(EVERYWHERE):
        with transaction():
            db.session.execute(db.text("DELETE FROM report_file"))
        _took, job = _batch()
        if job.result != {"files": number, "made": number}:
            raise SystemExit(str(job.result))
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        print("peak", resource.getrusage(who).ru_maxrss // 1024)


if __name__ == "__main__":
    _print_some(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.flush()
    os._exit(0)
