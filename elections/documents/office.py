"""Office documents by what is inside (pure): slides, texts and tables without macros; a name proves nothing."""

import io
import zipfile
import zlib
from enum import StrEnum

CONTENTS = "[Content_Types].xml"
MAXIMUM_CONTENTS = 1024 * 1024
_PREFIX = "application/vnd.openxmlformats-officedocument"
_MACROS = ("vbaproject", "macroenabled", "activex", "oleobject")
"""What a file that can run something, or carries another file inside, says of its parts."""


class OfficeKind(StrEnum):
    """The kinds of Office files that are taken; the values are their content types."""

    SLIDES = f"{_PREFIX}.presentationml.presentation"
    TEXT = f"{_PREFIX}.wordprocessingml.document"
    TABLE = f"{_PREFIX}.spreadsheetml.sheet"


ENDINGS = {OfficeKind.SLIDES: "pptx", OfficeKind.TEXT: "docx", OfficeKind.TABLE: "xlsx"}


def office_kind_of(content: bytes) -> OfficeKind | None:
    """Returns which kind of Office file this is; None for another file, a broken one, or one with macros or files inside."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = " ".join(archive.namelist()).lower()
            entry = archive.getinfo(CONTENTS)
            if entry.flag_bits & 1 or entry.file_size > MAXIMUM_CONTENTS:
                return None
            said = archive.read(entry).decode("utf-8", "replace").lower()
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, EOFError, OSError, ValueError):
        return None
    if any(sign in said or sign in names for sign in _MACROS):
        return None
    found = [kind for kind in OfficeKind if f'"{kind.value}.main+xml"' in said]
    return found[0] if len(found) == 1 else None
