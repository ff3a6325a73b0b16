"""The frame of a PDF: numbered objects, packed and written as they come, and at the end the list of where each lies."""

import hashlib
import zlib
from array import array
from typing import IO

AT_ONCE = 200
"""So many objects are packed together."""
FREE, AT, PACKED = range(3)


class PdfWriter:
    """Writes objects under numbers that are reserved before; the same objects in the same order give the same bytes."""

    def __init__(self, target: IO[bytes], reserved: int) -> None:
        self._target, self._digest, self._length = target, hashlib.sha256(), 0
        self._kinds, self._places, self._indexes = bytearray(), array("Q"), array("H")
        self._waiting: list[tuple[int, bytes]] = []
        self.reserve(reserved + 1)
        self._put(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def reserve(self, count: int) -> int:
        """Reserves the `count` next numbers and returns the one before them."""
        last = len(self._kinds) - 1
        self._kinds.extend(bytes(count))
        self._places.extend([0] * count)
        self._indexes.extend([0] * count)
        return last

    def write(self, number: int, text: bytes) -> None:
        """Writes an object that is no stream."""
        self._waiting.append((number, text))
        if len(self._waiting) >= AT_ONCE:
            self._pack()

    def write_stream(self, number: int, head: bytes, content: bytes) -> None:
        """Writes a stream, its dictionary begun in `head` (without its end; the length may be said in it)."""
        self._kinds[number], self._places[number] = AT, self._length
        if b"/Length" not in head:
            head += b" /Length %d" % len(content)
        self._put(b"%d 0 obj\n%s >>\nstream\n" % (number, head))
        self._put(content)
        self._put(b"\nendstream\nendobj\n")

    def close(self, catalog: int, info: int) -> None:
        """Writes the list of all objects."""
        self._pack()
        number = self.reserve(1) + 1
        start = self._length
        self._kinds[number], self._places[number] = AT, start
        rows = bytearray()
        for kind, place, index in zip(self._kinds, self._places, self._indexes, strict=True):
            rows += bytes([kind]) + place.to_bytes(5, "big") + index.to_bytes(2, "big")
        digest = self._digest.hexdigest()[:32].encode()
        head = b"<< /Type /XRef /Size %d /W [1 5 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] /Filter /FlateDecode" % (
            number + 1, catalog, info, digest, digest,
        )  # fmt: skip
        self.write_stream(number, head, zlib.compress(bytes(rows)))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        if not self._waiting:
            return
        packed, offset, places = self.reserve(1) + 1, 0, []
        for index, (number, text) in enumerate(self._waiting):
            self._kinds[number], self._places[number], self._indexes[number] = PACKED, packed, index
            places.append(b"%d %d" % (number, offset))
            offset += len(text) + 1
        head = b" ".join(places) + b"\n"
        content = zlib.compress(head + b"\n".join(text for _number, text in self._waiting))
        self._waiting.clear()
        start = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(places), len(head))
        self.write_stream(packed, start, content)

    def _put(self, content: bytes) -> None:
        self._target.write(content)
        self._digest.update(content)
        self._length += len(content)
