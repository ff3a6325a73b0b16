"""Many papers at once: pages go to processes of their own, a few at a time, and come back as PDFs in their order.

Not a pool of `concurrent.futures`: on Python 3.11 one that renews its processes can stand still for ever
(python/cpython#115634), and none says which page a process was at when it died or would not end.
"""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from select import select
from typing import Any, NoReturn, TypeVar

from elections.documents.frames import read_frame, write_frame
from elections.documents.pdf import render_as_it_is
from elections.errors import SailauError
from elections.faults import kind_and_place

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
CHILD = [sys.executable, "-m", "elections.documents.press_child"]
RENEWED_AFTER = 50
SECONDS = 60.0
TICK = 5.0
"""So often whoever waits for a page is asked whether to go on."""
SLOW, DIED = "slow", "died"


class PrintingFailed(SailauError):
    """A page came to no PDF: `reason` is SLOW (not ready in time), DIED (its process ended), or the error's kind and place."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Press:
    """Processes that print: each parses the stylesheet once, and is renewed after some pages. Close it with `with`."""

    def __init__(self, processes: int, seconds: float = SECONDS) -> None:
        self._printers = [_Printer(seconds) for _ in range(processes)]
        self._free: SimpleQueue[_Printer] = SimpleQueue()
        for one in self._printers:
            self._free.put(one)
        self._threads = ThreadPoolExecutor(processes)

    def __enter__(self) -> "Press":
        return self

    def __exit__(self, *_error: object) -> None:
        for one in self._printers:
            one.stop()
        self._threads.shutdown(cancel_futures=True)
        for one in self._printers:
            one.end()

    def print_all(
        self, pages: Iterable[tuple[T, str]], tick: Callable[[], object]
    ) -> Iterator[tuple[T, bytes | PrintingFailed]]:
        """Returns what each of the named pages came to, in their order; so many are under way that no process waits."""
        coming: deque[tuple[T, Future[bytes | PrintingFailed]]] = deque()
        for name, html in pages:
            coming.append((name, self._threads.submit(self._print, html)))
            if len(coming) >= 2 * len(self._printers):
                yield _await(*coming.popleft(), tick)
        while coming:
            yield _await(*coming.popleft(), tick)

    def _print(self, html: str) -> bytes | PrintingFailed:
        printer = self._free.get()
        try:
            return printer.print_page(html)
        except PrintingFailed as error:
            return error
        finally:
            self._free.put(printer)


def _await(
    name: T, future: "Future[bytes | PrintingFailed]", tick: Callable[[], object]
) -> tuple[T, bytes | PrintingFailed]:
    while not wait([future], TICK).done:
        tick()
    return name, future.result()


class _Printer:
    """A process that makes a PDF of each page that it is sent, for one thread at a time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._pages = 0
        self._is_stopped = False

    def print_page(self, html: str) -> bytes:
        """Returns the PDF; what ended its process is tried once more. Raises PrintingFailed."""
        try:
            return self._ask(html)
        except PrintingFailed as error:
            if error.reason != DIED or self._is_stopped:
                raise
        return self._ask(html)

    def stop(self) -> None:
        """Has the page that is being printed, if there is one, come to nothing; called by another thread."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """Ends the process, whatever it is at."""
        if self._process is not None:
            self._process.kill()
            with suppress(BrokenPipeError), self._process:  # waits for it, and closes its pipes
                pass
        self._process, self._pages = None, 0

    def _ask(self, html: str) -> bytes:
        process = self._ready()
        try:
            write_frame(process.stdin, html.encode())  # type: ignore[arg-type]
            if not select([process.stdout], [], [], self._seconds)[0]:  # type: ignore[type-var]
                self.end()
                raise PrintingFailed(SLOW)
            wrong, pdf = (read_frame(process.stdout) for _ in range(2))  # type: ignore[arg-type]
        except (OSError, EOFError) as error:
            self.end()
            raise PrintingFailed(DIED) from error
        if wrong:
            raise PrintingFailed(wrong.decode())
        return pdf

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._pages >= RENEWED_AFTER:
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(
                [*CHILD, str(os.getpid())], cwd=ROOT, process_group=0,  # Ctrl-C is for the worker alone
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        self._pages += 1
        return self._process


def print_here(
    pages: Iterable[tuple[T, str]], seconds: float = SECONDS
) -> Iterator[tuple[T, bytes | PrintingFailed]]:
    """Returns what each of a few pages came to, printed by this process: sooner than others would have begun."""
    for name, html in pages:
        try:
            yield name, _in_time(html, seconds)
        except PrintingFailed as error:
            yield name, error


def _in_time(html: str, seconds: float) -> bytes:
    if threading.current_thread() is not threading.main_thread():
        return render_as_it_is(html)  # only the main thread has an alarm
    before = signal.signal(signal.SIGALRM, _too_late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return render_as_it_is(html)
    except PrintingFailed:
        raise
    except Exception as error:
        raise PrintingFailed(kind_and_place(error)) from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_late(*_arguments: Any) -> NoReturn:
    raise PrintingFailed(SLOW)
