"""Clients of a server that cost little: one process, a socket for each, the requests made before the clock runs."""

import selectors
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from socket import IPPROTO_TCP, TCP_NODELAY, create_connection, socket
from time import perf_counter, sleep
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
SAVED = 303
LONGEST_WAIT = 300


@dataclass
class Client:
    """Somebody with a browser: where the server is, the cookies, and the requests that are still to be sent."""

    port: int
    cookie: str = ""
    waiting: deque[bytes] = field(default_factory=deque)
    line: socket | None = None
    answer: bytes = b""

    def request(self, path: str, form: dict[str, object]) -> bytes:
        """Returns the bytes of a form that is sent."""
        body = urlencode(form).encode()
        head = (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
                f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n")  # fmt: skip
        return head.encode() + body

    def get(self, path: str) -> str:
        """Returns a page, and keeps the cookies that came with it."""
        return self._plainly("GET", path, "")[1]

    def post(self, path: str, form: dict[str, str]) -> int:
        """Sends a form at leisure, keeps the cookies, and returns the status."""
        return self._plainly("POST", path, urlencode(form))[0]

    def _plainly(self, method: str, path: str, body: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_WAIT)
        connection.request(method, path, body, {"Content-Type": FORM, "Cookie": self.cookie})
        answer = connection.getresponse()
        kept = dict(one.split("=", 1) for one in self.cookie.split("; ") if one)
        given = (one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", []))
        kept.update(one.split("=", 1) for one in given)
        self.cookie = "; ".join(f"{name}={value}" for name, value in kept.items())
        text = answer.read().decode()
        connection.close()
        return answer.status, text


def send_all(clients: Sequence[Client]) -> tuple[float, dict[int, int]]:
    """Sends what each client has, one after the other, all clients at once; returns the seconds and the statuses."""
    statuses: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        began = perf_counter()
        for one in clients:
            _next(one, selector)
        while selector.get_map():
            ready = selector.select(LONGEST_WAIT)
            if not ready:
                raise SystemExit("the server does not answer")
            for key, _events in ready:
                _read(key.data, selector, statuses)
        return perf_counter() - began, statuses


def _next(client: Client, selector: selectors.BaseSelector) -> None:
    if not client.waiting:
        _close(client, selector)
        return
    if client.line is None:
        client.line = create_connection(("127.0.0.1", client.port))
        client.line.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        selector.register(client.line, selectors.EVENT_READ, client)
    client.answer = b""
    client.line.sendall(client.waiting[0])


def _read(client: Client, selector: selectors.BaseSelector, statuses: dict[int, int]) -> None:
    came = client.line.recv(65536) if client.line else b""
    client.answer += came
    head, _, body = client.answer.partition(b"\r\n\r\n")
    lowered = head.lower()
    length = int(lowered.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    if came and (b"\r\n\r\n" not in client.answer or len(body) < length):
        return
    if not came and not head:  # a kept connection that the server has closed: the same again on a new one
        _close(client, selector)
    else:
        status = int(head[9:12])
        statuses[status] = statuses.get(status, 0) + 1
        client.waiting.popleft()
        if not came or b"connection: close" in lowered:
            _close(client, selector)
    _next(client, selector)


def _close(client: Client, selector: selectors.BaseSelector) -> None:
    if client.line is not None:
        selector.unregister(client.line)
        client.line.close()
        client.line = None


def wait_for(ports: Iterable[int]) -> None:
    """Waits until somebody listens at each port."""
    for port in ports:
        for _try in range(600):
            try:
                create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                sleep(0.1)
        else:
            raise SystemExit(f"nobody listens at {port}")
