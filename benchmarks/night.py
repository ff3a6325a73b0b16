"""A night of the count through HTTP by 16 clients on two workers, against a bare Flask view that only parses the same form.

First every protocol of 1 847 precincts is entered by two people, then 10 000 more precincts by one each, so that each of
these writes changes what a contest adds up to. They come in as a night brings them: from anywhere, in no order. Each is one
transaction with its line in the log and the kept sums. The same requests go to the bare view in turns, served as Procfile
serves Sailau. Afterwards the database must hold every figure that was confirmed, the sums of these very figures, and a log
whose chain is whole.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from socket import socket

from benchmarks.clients import LONGEST_WAIT, SAVED, Client, send_all, wait_for
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
            clerks = [_log_in(number, ours.port, night[0]) for number in range(CLERKS)]
            pair = Pair(ours, bare, clerks, [Client(bare.port, cookie=one.cookie) for one, _token in clerks])
            require_entries(2)
            at_night = _run(pair, night, 1) + _run(pair, night, 2)
            require_entries(1)
            then = _run(pair, besides, 1)
        wrong = check_night([*night, *besides], 2 * len(night) + len(besides))
    return _tell(name, at_night, then, wrong)


@dataclass(frozen=True)
class Server:
    """A server: its port, and the number of its process."""

    port: int
    pid: int

    def processor(self) -> float:
        """Returns the seconds of the processor that its workers have had."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in children]
        return sum(int(one[11]) + int(one[12]) for one in stats) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Pair:
    """Both servers, the clerks with the tokens of their forms, and the clients that send the same to the bare view."""

    ours: Server
    bare: Server
    clerks: Sequence[tuple[Client, str]]
    peers: Sequence[Client]


@dataclass(frozen=True)
class Turn:
    """How many requests, the seconds that ours and the bare view took by the clock and of the processor, the answers."""

    requests: int
    clock: tuple[float, float]
    processor: tuple[float, float]
    statuses: Counter[int]


def _run(pair: Pair, papers: Sequence[Paper], version: int) -> list[Turn]:
    """Sends an entry of each paper to ours and to the bare view in turns; each version is entered by another clerk."""
    size = -(-len(papers) // TURNS)
    return [_turn(pair, papers[start : start + size], version) for start in range(0, len(papers), size)]


def _turn(pair: Pair, papers: Sequence[Paper], version: int) -> Turn:
    for place, paper in enumerate(papers):
        number = (place + version) % len(pair.clerks)
        client, token = pair.clerks[number]
        key = f"{paper.protocol_id}-{version}"
        form = {"csrf_token": token, "idempotency_key": key, "version": version, **paper.figures}
        for one in (client, pair.peers[number]):
            one.waiting.append(one.request(f"/protocols/{paper.protocol_id}/entry", form))
    before = pair.ours.processor(), pair.bare.processor()
    seconds, statuses = send_all([one for one, _token in pair.clerks])
    bare_seconds, _statuses = send_all(pair.peers)
    processor = pair.ours.processor() - before[0], pair.bare.processor() - before[1]
    return Turn(len(papers), (seconds, bare_seconds), processor, Counter(statuses))


def _tell(name: str, at_night: Sequence[Turn], then: Sequence[Turn], wrong: Sequence[str]) -> int:
    statuses: Counter[int] = sum((one.statuses for one in (*at_night, *then)), Counter())
    ratio, number = _ratio([one.clock for one in then]), sum(one.requests for one in then)
    ours, bare = (number / sum(one.clock[place] for one in then) for place in range(2))
    print(f"{name}: {number} writes after a night of {sum(one.requests for one in at_night)} entries: {ratio:.2f} x the writes "
          f"per second of a bare view (at least {LEAST_RATIO}; the night {_ratio([one.clock for one in at_night]):.2f} x; by the "
          f"processor's time {_ratio([one.processor for one in then]):.2f} x); {ours:.0f} to {bare:.0f} a second; "
          f"answers {dict(statuses)}; {'; '.join(wrong) or 'nothing lost, sums right, log whole'}")  # fmt: skip
    return int(ratio < LEAST_RATIO or bool(wrong) or set(statuses) != {SAVED})


def _ratio(times: Sequence[tuple[float, float]]) -> float:
    """Returns the middle of the turns' ratios: what else the machine does disturbs some of them."""
    ratios = sorted(bare / max(ours, 0.001) for ours, bare in times)
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
def _served(application: str, url: str, folder: Path) -> Iterator[Server]:
    """Serves an application as Procfile serves Sailau."""
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
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(LONGEST_WAIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:] or ("sqlite", "postgresql")) if sys.argv[1:] else main())
