"""A process of the press: makes a PDF of each page that it is sent, and ends with the process that started it."""

import gc
import os
import sys
import threading
import time
from typing import IO

from elections.documents.frames import read_frame, write_frame
from elections.documents.pdf import render_as_it_is
from elections.faults import kind_and_place

PAUSE = 1.0


def serve(taken: IO[bytes], given: IO[bytes]) -> None:
    """Answers each page with what went wrong ("" for nothing) and its PDF, until no more can come."""
    while True:
        try:
            html = read_frame(taken).decode()
        except EOFError:
            return
        try:
            wrong, pdf = "", render_as_it_is(html)
        except Exception as error:
            wrong, pdf = kind_and_place(error), b""
        write_frame(given, wrong.encode())
        write_frame(given, pdf)


def _end_with(parent: int) -> None:
    """Ends this process, whatever it is at, when the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(PAUSE)
    os._exit(1)


if __name__ == "__main__":
    gc.freeze()  # an eighth of a report's time went into looking for rubbish among what stays
    gc.set_threshold(50_000, 20, 100)
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes elsewhere
    serve(sys.stdin.buffer, answers)
