"""Old workbooks: where their cells lie is found in every way that such a file can be laid out, and broken ones say so."""

import struct
from itertools import pairwise

import pytest

from elections.documents.excel97 import count_cells
from elections.documents.spreadsheet import read_table
from tests.documents.tables import (
    END_OF_CHAIN,
    FAT_SECTOR,
    FREE,
    NOBODY,
    directory_entry,
    make_compound,
    make_xls,
    xls_book,
    xls_record,
)
from tests.documents.test_spreadsheet import code_of

TABLE = [["КАТО", "Атауы"], ["113241000", "Қарасай"], [None, None, "ауыл"]]
CELLS = 3 * 3
BEGIN = xls_record(0x809, bytes(16))
SECTORS = {9: 512, 12: 4096}


def make(
    book: bytes, shift: int = 9, *, small: bool = False, table_in_header: bool = True, name: str = "Workbook"
) -> bytes:
    """Returns a compound file with the book, laid out as asked; a small one lies in the mini stream."""
    size, chains = SECTORS[shift], []
    stream = book if small else book.ljust(4096, b"\0")

    def place(content: bytes) -> int:
        start = sum(len(chain) for chain in chains)
        chains.append([content[at : at + size].ljust(size, b"\0") for at in range(0, len(content), size)])
        return start

    at = place(stream)
    minis = -(-len(stream) // 64)
    mini_table = place(struct.pack(f"<{minis}I", *range(1, minis), END_OF_CHAIN)) if small else END_OF_CHAIN
    root = directory_entry("Root Entry", 5, at if small else END_OF_CHAIN, len(stream) if small else 0, 1)
    directory = place(root + directory_entry(name, 2, 0 if small else at, len(stream), NOBODY))
    follows = [
        after for chain in chains for after in ([True] * (len(chain) - 1) + [False])
    ]  # fmt: skip
    numbers = [number + 1 if more else END_OF_CHAIN for number, more in enumerate(follows)]
    numbers += [FAT_SECTOR, FAT_SECTOR]
    fat = struct.pack(f"<{len(numbers)}I", *numbers).ljust(size, b"\xff")
    fat_at = len(follows)
    difat = struct.pack("<I", fat_at).ljust(size - 4, b"\xff") + struct.pack("<I", END_OF_CHAIN)
    head = struct.pack(
        "<8s16xHHHHH10xII4xIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3 if shift == 9 else 4, 0xFFFE,
        shift, 6, 1, directory, 4096, mini_table, int(small),
        END_OF_CHAIN if table_in_header else fat_at + 1, int(not table_in_header),
    )  # fmt: skip
    head += struct.pack("<109I", fat_at if table_in_header else FREE, *[FREE] * 108)
    return head.ljust(size, b"\0") + b"".join(part for chain in chains for part in chain) + fat + difat


@pytest.mark.parametrize(
    "content",
    [
        make_xls(TABLE),
        make(xls_book(TABLE)),
        make(xls_book(TABLE), small=True),
        make(xls_book(TABLE), table_in_header=False),
        make(xls_book([[*row, "x" * 200] if row[0] else row for row in TABLE] * 20)),
    ],
    ids=["plain", "sectors", "small", "table-apart", "long"],
)
def test_cells_are_found_however_the_file_is_laid_out(content: bytes) -> None:
    (sheet,) = read_table(content)

    assert count_cells(content) == len(sheet.rows) * max(map(len, sheet.rows))


def test_cells_are_found_in_large_sectors() -> None:
    assert count_cells(make(xls_book(TABLE), 12)) == CELLS


def test_cells_are_counted_from_the_corner_of_each_sheet() -> None:
    number = xls_record(0x203, struct.pack("<HHHd", 4, 1, 0, 1.5))
    many = xls_record(0xBD, struct.pack("<HHHIHIH", 1, 2, 0, 2, 0, 2, 3))
    blank = xls_record(0x201, struct.pack("<HHH", 65_535, 255, 0))

    assert count_cells(make(BEGIN + number + BEGIN + blank + many)) == 5 * 2 + 2 * 4


def test_last_cell_of_the_format_is_too_far() -> None:
    far = xls_record(0x203, struct.pack("<HHHd", 65_535, 255, 0, 1.5))

    assert count_cells(make(BEGIN + far)) == 65_536 * 256
    assert code_of(make(BEGIN + far)) == "file.too_large"


@pytest.mark.parametrize(
    ("dimensions", "is_broken"),
    [
        (struct.pack("<IIHHH", 0, 65_536, 0, 256, 0), False),
        (struct.pack("<IIHHH", 0, 65_537, 0, 256, 0), True),
        (struct.pack("<IIHHH", 0, 2**31, 0, 2, 0), True),
        (struct.pack("<IIHHH", 0, 3, 0, 257, 0), True),
        (struct.pack("<HHHHH", 0, 65_535, 0, 65_535, 0), False),
    ],
)
def test_sheet_that_says_to_be_larger_than_sheets_can_be_never_reaches_the_reader(
    dimensions: bytes, is_broken: bool
) -> None:
    content = make(BEGIN + xls_record(0x200, dimensions))

    if is_broken:
        assert code_of(content) == "file.unreadable"
    else:
        assert count_cells(content) == 0


def test_file_without_a_workbook_has_no_cells() -> None:
    assert count_cells(make_compound({"WordDocument": b"\xec\xa5\xc1\x00"})) == 0
    assert count_cells(make(xls_book(TABLE), name="")) == 0


def changed(content: bytes, at: int, number: int, form: str = "<I") -> bytes:
    return content[:at] + struct.pack(form, number) + content[at + struct.calcsize(form) :]


APART = make(xls_book(TABLE), table_in_header=False)
PLAIN = make(xls_book(TABLE))
FAT_AT = 512 + (4096 // 512 + 1) * 512


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0",
        PLAIN[:100],
        changed(PLAIN, 30, 10, "<H"),
        changed(PLAIN, 30, 60, "<H"),
        changed(PLAIN, 48, 5000),
        changed(PLAIN, FAT_AT, 0),
        changed(PLAIN, FAT_AT + 4, 0),
        changed(PLAIN, FAT_AT + 4, 77_777),
        changed(APART, len(APART) - 4, (len(APART) - 512) // 512 - 1),
        changed(APART, 68, 5000),
    ],
    ids=[
        "mark-only", "short", "no-size", "huge-size", "no-directory", "itself", "circle", "nowhere",
        "tables-in-a-circle", "tables-nowhere",
    ],
)  # fmt: skip
def test_broken_workbook_says_so(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"sector|early|unpack"):
        count_cells(content)
    assert code_of(content) == "file.unreadable"


def test_every_beginning_of_a_workbook_is_counted_or_broken() -> None:
    lengths = [0, *range(1, len(PLAIN), 97), len(PLAIN)]

    counts = []
    for length in lengths:
        try:
            counts.append(count_cells(PLAIN[:length]))
        except ValueError:
            counts.append(-1)

    assert all(before <= after for before, after in pairwise(counts))
    assert counts[-1] == CELLS
