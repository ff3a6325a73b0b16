"""A network that can be slow, silent or cut: stands between the application and its PostgreSQL."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

COMMIT = b"COMMIT\0"
PIECE = 65536


class Proxy:
    """Hands on what comes at `port` to a server's socket, as long as it is told to.

    `at_commit` is called when a client says COMMIT, before it is handed on; `after_commit` when the server has answered
    that, before the answer is handed on. Each is called once.
    """

    def __init__(self, target: Path) -> None:
        self.target, self.delay = str(target), 0.0
        self.passing, self.accepting = threading.Event(), threading.Event()
        self.at_commit: Callable[[], None] | None = None
        self.after_commit: Callable[[], None] | None = None
        self._lines: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self.mend()
        threading.Thread(target=self._serve, daemon=True).start()

    def mend(self) -> None:
        """Makes it a network without faults."""
        self.delay, self.at_commit, self.after_commit = 0.0, None, None
        self.accepting.set()
        self.passing.set()

    def cut(self) -> None:
        """Breaks all lines, and takes no new ones until it is mended."""
        self.accepting.clear()
        self.break_lines()

    def hang(self) -> None:
        """Goes silent: lines stay open, nothing comes through any more."""
        self.passing.clear()

    def break_lines(self) -> None:
        """Breaks the lines there are."""
        self.passing.set()
        lines, self._lines = self._lines, []
        for one in lines:
            _end(one)

    def close(self) -> None:
        """Ends it."""
        self._door.close()
        self.break_lines()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._door.accept()
                self._join(client)

    def _join(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        try:
            if not self.accepting.is_set():
                raise ConnectionRefusedError
            server.connect(self.target)
        except OSError:
            _end(client)
            server.close()
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines += [client, server]
        told = threading.Event()
        threading.Thread(target=self._pass_on, args=(client, server, told, True), daemon=True).start()
        threading.Thread(target=self._pass_on, args=(server, client, told, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, to: socket.socket, told: threading.Event, asks: bool) -> None:
        """Hands pieces on; `told` says that a COMMIT is on its way."""
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if asks and COMMIT in piece:
                    self._happen("at_commit")
                    told.set()
                elif not asks and told.is_set():
                    told.clear()
                    self._happen("after_commit")
                if self.delay:
                    time.sleep(self.delay)
                self.passing.wait()
                to.sendall(piece)
        _end(source)
        _end(to)

    def _happen(self, what: str) -> None:
        act = getattr(self, what)
        if act is not None:
            setattr(self, what, None)
            act()


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()


@contextmanager
def running_proxy(target: Path) -> Iterator[Proxy]:
    """Runs a proxy to a server's socket."""
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
