"""PDF files that somebody hands in: written anew, with their pages and without whatever acts or hides in them.

Gone are actions at opening, scripts, forms that send, programs that start, files within the file, and whatever no page
leads to. Pages, their text and pictures, bookmarks and plain links stay.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from elections.errors import Objection, Refused

LARGEST_STREAM = 64 * 1024**2
"""Bytes that one stream of a file may unpack into while the file is read."""

_OF_CATALOG = ("/OpenAction", "/AA", "/AF", "/Collection")
_OF_NAMES = ("/JavaScript", "/EmbeddedFiles")
_ACTS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute",
}  # fmt: skip
"""The kinds of actions that run, start, send or open what is not of the file's own pages."""
_HOLDS_FILES = {"/FileAttachment", "/RichMedia"}
_HARMLESS_LINKS = ("http://", "https://", "mailto:", "tel:")

pikepdf.settings.set_qpdf_limits(flate_max_memory=LARGEST_STREAM, run_length_max_memory=LARGEST_STREAM)


def plain_pdf(content: bytes) -> bytes:
    """Returns a PDF written anew, without actions, scripts and files within. The same content gives the same bytes.

    Raises Refused for what cannot be opened, has no pages or is encrypted.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted or not len(pdf.pages):
                raise _broken()
            _strip_catalog(pdf.Root)
            for one in _parts(pdf):
                _strip(one)
            target = io.BytesIO()
            pdf.save(target, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except Refused:
        raise
    except Exception as error:  # whatever a reader stumbles over in a stranger's file
        raise _broken() from error
    return target.getvalue()


def _strip_catalog(root: Any) -> None:
    for name in _OF_CATALOG:
        _drop(root, name)
    for name in _OF_NAMES:
        _drop(root.get("/Names"), name)
    _drop(root.get("/AcroForm"), "/XFA")


def _parts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yields each dictionary and array of a file, the ones within others too."""
    waiting: list[Any] = list(pdf.objects)
    while waiting:
        one = waiting.pop()
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            continue
        yield one
        within = list(one) if isinstance(one, pikepdf.Array) else [value for _, value in one.items()]
        waiting += [each for each in within if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _strip(one: Any) -> None:
    """Takes out of a dictionary or an array what acts, and the files that it holds."""
    if isinstance(one, pikepdf.Array):
        for place in reversed(range(len(one))):
            if _acts(one[place]) or _holds_file(one[place]):
                del one[place]
        return
    for name, value in list(one.items()):
        if (
            _acts(value)
            or (name == "/AA" and _is_set_of_actions(value))
            or (name == "/EF" and isinstance(value, pikepdf.Dictionary))
        ):
            del one[name]


def _acts(value: Any) -> bool:
    if not isinstance(value, pikepdf.Dictionary):
        return False
    kind = str(value.get("/S", ""))
    if kind == "/URI":
        return not str(value.get("/URI", "")).strip().lower().startswith(_HARMLESS_LINKS)
    return kind in _ACTS


def _holds_file(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and str(value.get("/Subtype", "")) in _HOLDS_FILES


def _is_set_of_actions(value: Any) -> bool:
    """Returns whether it is what happens at events, not a font or a picture that is called AA."""
    return isinstance(value, pikepdf.Dictionary) and "/Type" not in value


def _drop(holder: Any, name: str) -> None:
    if isinstance(holder, pikepdf.Dictionary) and name in holder:
        del holder[name]


def _broken() -> Refused:
    return Refused([Objection("picture.broken")])
