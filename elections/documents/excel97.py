"""Where the cells of an Excel 97 workbook lie, found without unpacking it (pure). Sources: MS-CFB 2, MS-XLS 2.1.

Such a workbook is an OLE compound file, a small file system in sectors, and in it one stream of records.
"""

import struct
from collections.abc import Iterator, Sequence

ROWS, COLUMNS = 65_536, 256
"""The far corner that the format allows."""

_HEADER = 512
_ENTRY, _MINI = 128, 64
_IN_HEADER = 109
_SMALL = 4096
"""Streams shorter than this lie in the mini stream, that of the root entry."""
_LAST = 0xFFFFFFFA
"""The greatest number that is a sector's; those above say that there is none."""
_STREAMS = {"Workbook", "Book"}
_BEGINS = {0x0009, 0x0209, 0x0409, 0x0809}
_DIMENSIONS = 0x0200
_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406, 0x00D6, 0x00FD}
_MANY_CELLS = 0x00BD


def count_cells(content: bytes) -> int:
    """Returns how many cells lie between A1 and the far corner of each sheet, together; raises ValueError when broken."""
    try:
        return sum(_area(stream) for stream in _streams(content))
    except struct.error as error:
        raise ValueError("the file ends too early") from error


def _area(stream: bytes) -> int:
    total = row = column = at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind in _BEGINS:
            total, row, column = total + row * column, 0, 0
        elif kind == _DIMENSIONS and length >= 14:
            _check_dimensions(stream, at)
        elif kind in _CELLS or kind == _MANY_CELLS:
            here, first = struct.unpack_from("<HH", stream, at)
            last = struct.unpack_from("<H", stream, at + length - 2)[0] if kind == _MANY_CELLS else first
            row, column = max(row, here + 1), max(column, last + 1)
        at += length
    return total + row * column


def _check_dimensions(stream: bytes, at: int) -> None:
    """Raises ValueError for a sheet that says to be larger than sheets can be: its reader would reserve the memory."""
    _first, rows, _left, columns = struct.unpack_from("<IIHH", stream, at)
    if rows > ROWS or columns > COLUMNS:
        raise ValueError("a sheet is larger than the format allows")


def _streams(content: bytes) -> Iterator[bytes]:
    """Yields the streams that a workbook's records may be in."""
    size, table, directory = _layout(content)
    entries = b"".join(_sectors(content, size, table, directory))
    root_start, root_size = _place(entries, 0)
    for at in range(_ENTRY, len(entries) - _ENTRY + 1, _ENTRY):
        if _name(entries, at) in _STREAMS:
            start, length = _place(entries, at)
            if length < _SMALL:
                mini = b"".join(_sectors(content, size, table, root_start))[:root_size]
                small = _numbers(b"".join(_sectors(content, size, table, _number(content, 60))))
                yield b"".join(_pieces(mini, 0, _MINI, small, start))[:length]
            else:
                yield b"".join(_sectors(content, size, table, start))[:length]


def _layout(content: bytes) -> tuple[int, list[int], int]:
    """Returns the size of a sector, which sector follows which, and where the directory begins."""
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        raise ValueError("sectors of a size that is none")
    size = 1 << shift
    tables = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    more, seen = _number(content, 68), 0
    while more <= _LAST:
        *others, more = _numbers(_sector(content, size, more))
        tables += others
        seen += 1
        if seen * size > len(content):
            raise ValueError("sectors that lead in a circle")
    table = [one for sector in tables if sector <= _LAST for one in _numbers(_sector(content, size, sector))]
    return size, table, _number(content, 48)


def _sectors(content: bytes, size: int, table: Sequence[int], start: int) -> Iterator[bytes]:
    return _pieces(content, max(size, _HEADER), size, table, start)


def _pieces(content: bytes, offset: int, size: int, table: Sequence[int], start: int) -> Iterator[bytes]:
    """Yields the sectors of a chain, in order."""
    seen = 0
    while start <= _LAST:
        if start >= len(table) or seen >= len(table):
            raise ValueError("sectors that lead nowhere or in a circle")
        yield content[offset + start * size : offset + (start + 1) * size]
        start, seen = table[start], seen + 1


def _sector(content: bytes, size: int, number: int) -> bytes:
    offset = max(size, _HEADER) + number * size
    return content[offset : offset + size]


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def _number(content: bytes, at: int) -> int:
    (number,) = struct.unpack_from("<I", content, at)
    return int(number)


def _name(entries: bytes, at: int) -> str:
    (length,) = struct.unpack_from("<H", entries, at + 64)
    return entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")


def _place(entries: bytes, at: int) -> tuple[int, int]:
    """Returns the first sector of an entry's stream, and its length in bytes."""
    start, length = struct.unpack_from("<II", entries, at + 116)
    return int(start), int(length)
