"""A look into a file before a library of spreadsheets unpacks it: what would fill the memory never gets there."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from elections.documents.excel97 import count_cells
from elections.errors import Objection, Refused

ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAXIMUM_UNPACKED = 400 * 1024 * 1024
MAXIMUM_RATIO = 200
MAXIMUM_CELLS = 5_000_000
"""Of all sheets together, counted from A1 to each one's far corner, empty ones too: so much memory a sheet takes."""

_CHUNK = 1024 * 1024
_LONGEST_TAG = 4096
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]*(?<!/)>")
_CELL_BEGINS = b'<c r="'
_CELL_BEYOND = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z][0-9]{1,5}")')
"""A cell that lies beyond NEAR, or is written in another way than most: then the cells are looked at one by one."""
NEAR = 99_999, 26
"""Row and column within which the cells of most sheets lie: who knows that need not count them."""
_ENCRYPTED_XLSX = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_XLS = re.compile(rb"\x09\x08\x10\x00.{16}\x2f\x00", re.DOTALL)  # BOF, then FILEPASS
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED_ODS = b"encryption-data"


def refuse_dangerous(content: bytes) -> None:
    """Raises Refused for a workbook that is protected by a password, broken, or would unpack into too much."""
    if content.startswith(ZIP_MARK):
        try:
            _check_archive(content)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise Refused([Objection("file.unreadable")]) from error
    elif _ENCRYPTED_XLSX in content or _ENCRYPTED_XLS.search(content):
        raise Refused([Objection("file.password")])
    else:
        _check_workbook(content)


def _check_archive(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = archive.infolist()
        if any(file.flag_bits & 1 for file in files):
            raise Refused([Objection("file.password")])
        if "xl/workbook.bin" in archive.namelist() or any(
            file.compress_type not in _METHODS for file in files
        ):
            raise Refused([Objection("file.unreadable")])
        unpacked = sum(file.file_size for file in files)
        if unpacked > MAXIMUM_UNPACKED or unpacked > MAXIMUM_RATIO * max(len(content), 100_000):
            raise Refused([Objection("file.bomb")])
        if _MANIFEST in archive.namelist() and _ENCRYPTED_ODS in archive.read(_MANIFEST):
            raise Refused([Objection("file.password")])
        if all(
            sum(_area(archive, file, look) for file in files) > MAXIMUM_CELLS
            for look in (_near_corner, _far_corner)
        ):
            raise Refused([Objection("file.too_large")])


def _check_workbook(content: bytes) -> None:
    try:
        cells = count_cells(content)
    except ValueError as error:
        raise Refused([Objection("file.unreadable")]) from error
    if cells > MAXIMUM_CELLS:
        raise Refused([Objection("file.too_large")])


def _area(
    archive: zipfile.ZipFile, file: zipfile.ZipInfo, corner_of: Callable[[bytes], tuple[int, int]]
) -> int:
    """Returns how many cells lie between A1 and the far corner of a sheet of XLSX; 0 for any other file."""
    row = column = 0
    rest = b""
    with archive.open(file) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            cut = text.rfind(b"<", -_LONGEST_TAG)  # an element that goes on in the next piece waits for it
            whole, rest = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
            found = corner_of(whole)
            row, column = max(row, found[0]), max(column, found[1])
    last = corner_of(rest)
    return max(row, last[0]) * max(column, last[1])


def _near_corner(text: bytes) -> tuple[int, int]:
    """Returns a row and a column beyond all cells of a piece, seen at a glance: NEAR where none lies beyond it."""
    if _CELL_BEYOND.search(text) or b":c" in text:
        return _far_corner(text)
    return NEAR if _CELL_BEGINS in text else (0, 0)


def _far_corner(text: bytes) -> tuple[int, int]:
    """Returns the highest row and column of the cells in a piece of a sheet, (0, 0) where it has none."""
    cells = _CELL.findall(text)
    rows, columns = (
        (int(digits) for _letters, digits in cells),
        (_number(letters) for letters, _digits in cells),
    )
    return max(rows, default=0), max(columns, default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
