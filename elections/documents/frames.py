"""How a process and its printer talk through a pipe: each message with its length before it."""

from typing import IO

LENGTH = 8


def write_frame(pipe: IO[bytes], content: bytes) -> None:
    """Sends a message."""
    pipe.write(len(content).to_bytes(LENGTH, "big") + content)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes:
    """Waits for a message and returns it; raises EOFError when the other side ended before it was whole."""
    return _read(pipe, int.from_bytes(_read(pipe, LENGTH), "big"))


def _read(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
