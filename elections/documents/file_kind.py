"""What a file is by its first bytes: a name and a browser's word for it prove nothing."""

from enum import StrEnum


class FileKind(StrEnum):
    """The kinds of files that somebody hands in beside spreadsheets, told apart by content."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"


_MARKS = {b"\xff\xd8\xff": FileKind.JPEG, b"\x89PNG\r\n\x1a\n": FileKind.PNG, b"%PDF-": FileKind.PDF}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}


def kind_of(content: bytes) -> FileKind | None:
    """Returns what the content is, or None for anything else."""
    for mark, kind in _MARKS.items():
        if content.startswith(mark):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    return None
