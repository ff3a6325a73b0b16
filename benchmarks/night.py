"""A night of the count through HTTP by 16 clients on two workers, against a bare Flask view that only parses the same form.

First every protocol of 1 847 precincts is entered by two people, then 10 000 more precincts by one each, so that each of
these writes changes what a contest adds up to. Each is one transaction with its line in the log and the kept sums. The
same requests go to the bare view in turns, served as Procfile serves Sailau. Afterwards the database must hold every
figure that was confirmed, the sums of these very figures, and a log whose chain is whole.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from socket import socket

from flask import Flask

from benchmarks.clients import SAVED, Client, send_all, wait_for
from benchmarks.night_check import check_night
from benchmarks.night_ground import CLERKS, PASSWORD, Paper, list_papers, make_campaign, require_entries
from config import ROOT, Settings
from elections.app import create_app
from elections.database import EVERYWHERE, looking_from
from tests.postgres import throw_away_cluster

MORE, TURNS = 10_000, 5
LEAST_RATIO = 0.25
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def main(more: int = MORE, databases: Sequence[str] = ("sqlite", "postgresql")) -> int:
    """Prints the ratios; returns 1 when one is below its limit or something was lost."""
    failed = 0
    for name in databases:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            cluster = throw_away_cluster(durable=True)
            url = f"sqlite:///{folder / 'night.sqlite'}" if name == "sqlite" else stack.enter_context(cluster)
            failed |= _night(name, url, folder, more)
    return failed


def _night(name: str, url: str, folder: Path, more: int) -> int:
    app = create_app(replace(Settings(), database_url=url, instance=folder))
    with app.app_context(), looking_from(EVERYWHERE):
        make_campaign(more)
        night, besides = list_papers()
        with _served("wsgi:app", url, folder) as ours, _served("benchmarks.bare:app", url, folder) as bare:
            clerks = [_log_in(number, ours, night[0]) for number in range(CLERKS)]
            peers = [Client(bare, cookie=one.cookie) for one, _token in clerks]
            require_entries(2)
            at_night = _run(clerks, peers, night, 1) + _run(clerks, peers, night, 2)
            require_entries(1)
            then = _run(clerks, peers, besides, 1)
        return _tell(name, app, at_night, then, night, besides)


Turn = tuple[int, float, float, Counter[int]]
"""How many requests, the seconds that ours and the bare view took, and ours' statuses."""


def _run(clerks: Sequence[tuple[Client, str]], peers: Sequence[Client], papers: Sequence[Paper], version: int) -> list[Turn]:  # fmt: skip
    """Sends an entry of each paper to ours and to the bare view in turns; each version is entered by another clerk."""
    turns, size = [], -(-len(papers) // TURNS)
    for start in range(0, len(papers), size):
        part = papers[start : start + size]
        for place, paper in enumerate(part):
            number = (place + version) % len(clerks)
            client, token = clerks[number]
            form = {
                "csrf_token": token,
                "idempotency_key": f"{paper.protocol_id}-{version}",
                "version": version,
                **paper.figures,
            }
            for one in (client, peers[number]):
                one.waiting.append(one.request(f"/protocols/{paper.protocol_id}/entry", form))
        seconds, statuses = send_all([one for one, _token in clerks])
        turns.append((len(part), seconds, send_all(peers)[0], Counter(statuses)))
    return turns


def _tell(name: str, app: Flask, at_night: list[Turn], then: list[Turn], night: list[Paper], besides: list[Paper]) -> int:  # fmt: skip
    statuses = sum((one[3] for one in at_night + then), Counter())
    wrong = check_night([*night, *besides], 2 * len(night) + len(besides))
    ratio, of_night = _ratio(then), _ratio(at_night)
    number, seconds, bare = (sum(one[place] for one in then) for place in range(3))
    print(f"{name}: {number} writes after a night of {2 * len(night)} entries: {ratio:.2f} x the writes per second of a bare view "
          f"(at least {LEAST_RATIO}; the night {of_night:.2f} x); {number / seconds:.0f} to {number / bare:.0f} a second; "
          f"answers {dict(statuses)}; {'; '.join(wrong) or 'nothing lost, sums right, log whole'}")  # fmt: skip
    return int(ratio < LEAST_RATIO or bool(wrong) or set(statuses) != {SAVED})


def _ratio(turns: Sequence[Turn]) -> float:
    """Returns the middle of the turns' ratios: what else the machine does disturbs some of them."""
    ratios = sorted(bare / ours for _number, ours, bare, _statuses in turns)
    return ratios[len(ratios) // 2]


def _log_in(number: int, port: int, paper: Paper) -> tuple[Client, str]:
    client = Client(port)
    token = _token(client.get("/login"))
    status = client.post("/login", {"csrf_token": token, "login": f"clerk{number}", "password": PASSWORD})
    if status != SAVED:
        raise SystemExit(f"the log-in answered {status}")
    return client, _token(client.get(f"/protocols/{paper.protocol_id}/entry"))


def _token(page: str) -> str:
    found = TOKEN.search(page)
    if found is None:
        raise SystemExit("the page has no form")
    return found[1]


@contextmanager
def _served(application: str, url: str, folder: Path) -> Iterator[int]:
    """Serves an application as Procfile serves Sailau, and yields its port."""
    line = next(one for one in (ROOT / "Procfile").read_text().splitlines() if one.startswith("web: "))
    command = line.removeprefix("web: ").replace("wsgi:app", application)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "DATABASE_URL": url, "SAILAU_INSTANCE": str(folder)}
    server = subprocess.Popen(["bash", "-c", command], cwd=ROOT, env=environment,
                              stdout=subprocess.DEVNULL, stderr=(folder / f"{port}.log").open("wb"))  # fmt: skip
    try:
        wait_for([port])
        yield port
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:] or ("sqlite", "postgresql")) if sys.argv[1:] else main())
