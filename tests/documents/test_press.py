"""The press: many pages by several processes, each PDF as one by one, and clear words when a page comes to none."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from elections.documents import press
from elections.documents.pdf import render_pdf
from elections.documents.press import Press, PrintingFailed, print_here

ROOT = Path(__file__).parents[2]
OUTSIDE = '<img src="file:///etc/hostname" alt="x">'


def page(body: str) -> str:
    head = '<head><meta charset="utf-8"><title>Ақкөл</title></head>'
    return f'<!DOCTYPE html><html lang="kk">{head}<body><h1>Ақкөл</h1><p>{body}</p></body></html>'


def nothing() -> None:
    """Nobody asks how far it is."""


def instead(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Has the press start another program than its own."""
    monkeypatch.setattr(press, "CHILD", [sys.executable, "-c", script])


def test_pages_come_back_in_their_order_with_the_bytes_of_one_by_one() -> None:
    pages = [(number, page(f"{number} " * (400 if number == 0 else 4))) for number in range(7)]

    with Press(2) as two:
        printed = list(two.print_all(iter(pages), nothing))

    assert printed == [(number, render_pdf(html)) for number, html in pages]


def test_no_more_pages_are_taken_than_keep_the_processes_busy() -> None:
    taken: list[int] = []

    def pages() -> Iterator[tuple[int, str]]:
        for number in range(9):
            taken.append(number)
            yield number, page("x")

    with Press(2) as two:
        printed = two.print_all(pages(), nothing)
        ahead = [len(taken) - number - 1 for number, _pdf in printed]

    assert (max(ahead), len(ahead)) == (3, 9)


def test_page_that_is_wrong_fails_alone_and_says_why() -> None:
    with Press(1) as one:
        printed = list(one.print_all([("a", page("x")), ("b", page(OUTSIDE)), ("c", page("y"))], nothing))

    (_, first), (name, failed), (_, last) = printed
    assert (first, last) == (render_pdf(page("x")), render_pdf(page("y")))
    assert isinstance(failed, PrintingFailed)
    assert (name, failed.reason.partition(" (")[0]) == ("b", "elections.documents.pdf.ForeignResource")
    assert "hostname" not in failed.reason


def test_page_that_takes_too_long_is_given_up_and_the_next_one_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(press, "TICK", 0.05)
    asked: list[int] = []
    with Press(1, seconds=0.5) as one:
        instead(monkeypatch, "import time; time.sleep(60)")
        (slow,) = one.print_all([("a", page("x"))], lambda: asked.append(1))
    monkeypatch.undo()
    with Press(1) as one:
        (fine,) = one.print_all([("b", page("x"))], nothing)

    assert isinstance(slow[1], PrintingFailed)
    assert (slow[0], slow[1].reason, len(asked) > 2) == ("a", "slow", True)
    assert fine == ("b", render_pdf(page("x")))


def test_process_that_always_ends_is_told_after_a_second_try(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "begun"
    instead(monkeypatch, f"open({str(note)!r}, 'a').write('x'); import sys; sys.exit(9)")

    with Press(1) as one:
        (died,) = one.print_all([("a", page("x"))], nothing)

    assert isinstance(died[1], PrintingFailed)
    assert (died[1].reason, note.read_text()) == ("died", "xx")


def test_process_that_was_killed_is_replaced_and_no_page_lost() -> None:
    with Press(1) as one:
        (first,) = one.print_all([("a", page("x"))], nothing)
        printer = one._printers[0]
        os.kill(printer._process.pid, signal.SIGKILL)
        (second,) = one.print_all([("b", page("x"))], nothing)

    assert first[1] == second[1] == render_pdf(page("x"))


def test_processes_are_renewed_after_some_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "RENEWED_AFTER", 2)
    seen = []

    with Press(1) as one:
        for number in range(5):
            list(one.print_all([(number, page("x"))], nothing))
            seen.append(one._printers[0]._process.pid)

    assert [seen[0] == seen[1], seen[1] == seen[2], seen[2] == seen[3], seen[3] == seen[4]] == [
        True, False, True, False,
    ]  # fmt: skip


def test_whoever_stops_waiting_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "TICK", 0.05)
    instead(monkeypatch, "import time; time.sleep(60)")
    processes = []

    def cancel() -> None:
        processes.append(one._printers[0]._process)
        if processes[-1] is not None:
            raise InterruptedError

    began = time.monotonic()
    with pytest.raises(InterruptedError), Press(1) as one:
        list(one.print_all([("a", page("x")), ("b", page("y"))], cancel))

    assert (processes[-1].poll(), time.monotonic() - began < 30) == (-signal.SIGKILL, True)


PARENT = """
import sys, time
from elections.documents import press
press.CHILD = [sys.executable, "-m", "elections.documents.press_child"]
one = press.Press(1)
list(one.print_all([(1, "<!DOCTYPE html><html lang=ru><title>x</title><p>x")], lambda: None))
print(one._printers[0]._process.pid, flush=True)
time.sleep(60)
"""


def test_processes_end_when_who_started_them_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        assert Path(f"/proc/{child}").exists()
        parent.kill()
    deadline = time.monotonic() + 20
    while _runs(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_few_pages_are_printed_here_each_with_its_own_fate(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = list(print_here([("a", page("x")), ("b", page(OUTSIDE)), ("c", page("y"))]))

    assert [printed[0], printed[2]] == [("a", render_pdf(page("x"))), ("c", render_pdf(page("y")))]
    assert str(printed[1][1]).startswith("elections.documents.pdf.ForeignResource (")

    monkeypatch.setattr(
        press, "render_as_it_is", lambda html: time.sleep(60 if html == "slow" else 0) or b"%PDF"
    )
    ((_, slow), (_, fine)) = print_here([("a", "slow"), ("b", "fine")], seconds=0.2)
    assert (slow.reason, fine) == ("slow", b"%PDF")


def test_few_pages_are_printed_by_any_thread() -> None:
    printed: list[object] = []

    worker = threading.Thread(target=lambda: printed.extend(print_here([("a", page("x"))])))
    worker.start()
    worker.join()

    assert printed == [("a", render_pdf(page("x")))]
