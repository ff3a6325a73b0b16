"""Many PDFs bound into one that is as accessible as they are: their tags, their language, a bookmark for each.

Made for what WeasyPrint writes. The whole is written while it grows, with one of its parts in memory at a time: the
objects of each part get numbers of their own, and its pages and its tree of tags become branches of those of the whole.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any
from xml.sax.saxutils import escape

import pikepdf

from elections.documents.pdf_writer import PdfWriter

PAGES, TAGS, DOCUMENT, PARENTS, OUTLINE, METADATA, INFO, CATALOG = range(1, 9)
"""The numbers of the objects that belong to the whole."""
# Texts are passed over; references, and places in the list of what each mark on a page belongs to, are moved
_MOVED = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9a-f]+>|(\d+) 0 R\b|(/StructParents? )(\d+)", re.DOTALL)
_HEADING = re.compile(rb"\((\d+-\d+-\d+)\)")
"""By such names the cells of a table say which are their headings; they must be the only ones in the whole."""
_XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" pdfuaid:part="1"/>'
    '<rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


class Binder:
    """Writes the PDF that holds others, each under its bookmark; the same parts give the same bytes. `close` ends it."""

    def __init__(self, target: IO[bytes], title: str, language: str) -> None:
        self._out, self._title, self._language = PdfWriter(target, CATALOG), title, language
        self._branches: list[int] = []
        self._parts: list[int] = []
        self._parents: list[int] = []
        self._bookmarks: list[tuple[str, bytes]] = []
        self._roles: dict[str, bytes] = {}
        self._pages = self._places = 0

    def add(self, pdf: bytes, bookmark: str) -> None:
        """Adds a part behind those before it."""
        with pikepdf.open(io.BytesIO(pdf)) as part:
            root, shift = part.Root, self._out.reserve(len(part.objects) + 1)
            tags, pages = root.StructTreeRoot, root.Pages
            _lead_straight(part)
            self._name(tags.K, bookmark, root)
            self._roles |= {name: role.unparse() for name, role in tags.get("/RoleMap", {}).items()}
            mover = _Mover(shift, self._places, {_number(tags): DOCUMENT})
            self._write_leaf(tags.ParentTree.Nums, shift + len(part.objects) + 1, mover)
            self._write_objects(part, mover)
            self._branches.append(_number(pages) + shift)
            self._parts += [_number(one) + shift for one in tags.K]
            first = part.pages[0].obj
            self._bookmarks.append(
                (bookmark, b"[%d 0 R /XYZ 0 %d 0]" % (_number(first) + shift, first.MediaBox[3]))
            )
            self._pages += len(part.pages)

    def close(self) -> None:
        """Writes what belongs to the whole; the target stays open."""
        write, title, language = self._out.write, _text(self._title), _text(self._language)
        write(PAGES, b"<< /Type /Pages /Count %d /Kids %s >>" % (self._pages, _array(self._branches)))
        roles = b" ".join(b"%s %s" % (name.encode(), role) for name, role in sorted(self._roles.items()))
        write(TAGS, b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d /RoleMap << %s >> >>"
              % (DOCUMENT, PARENTS, self._places, roles))  # fmt: skip
        write(DOCUMENT, b"<< /Type /StructElem /S /Document /P %d 0 R /Lang %s /K %s >>"
              % (TAGS, language, _array(self._parts)))  # fmt: skip
        write(PARENTS, b"<< /Kids %s >>" % _array(self._parents))
        self._write_outline()
        self._out.write_stream(
            METADATA, b"<< /Type /Metadata /Subtype /XML", _XMP.format(escape(self._title)).encode()
        )
        write(INFO, b"<< /Title %s >>" % title)
        write(CATALOG, b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R /Metadata %d 0 R "
              b"/Lang %s /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /PageMode /UseOutlines >>"
              % (PAGES, TAGS, OUTLINE, METADATA, language))  # fmt: skip
        self._out.close(CATALOG, INFO)

    def _name(self, elements: Any, bookmark: str, root: Any) -> None:
        """Turns the root of a part's tags into a part of the whole, with its name and language."""
        for one in elements:
            one.S, one.T, one.Lang = pikepdf.Name.Part, pikepdf.String(bookmark), root.Lang

    def _write_leaf(self, places: Any, number: int, mover: "_Mover") -> None:
        """Writes which element of the tags each mark on the part's pages belongs to."""
        found = [(int(places[one]), places[one + 1].unparse()) for one in range(0, len(places), 2)]
        if not found:
            return
        low, high = found[0][0] + self._places, found[-1][0] + self._places
        lines = b" ".join(b"%d %s" % (place + self._places, mover.move(value)) for place, value in found)
        self._out.write(number, b"<< /Limits [%d %d] /Nums [%s] >>" % (low, high, lines))
        self._parents.append(number)
        self._places = high + 1

    def _write_objects(self, part: pikepdf.Pdf, mover: "_Mover") -> None:
        left_out, pages = _of_the_whole(part), _number(part.Root.Pages)
        for one in part.objects:
            number = _number(one)
            if number in left_out or not number:
                continue
            if isinstance(one, pikepdf.Stream):
                head = mover.move(one.stream_dict.unparse()).removesuffix(b">>")
                self._out.write_stream(number + mover.shift, head, one.read_raw_bytes())
                continue
            text = mover.move(one.unparse(resolved=True))
            if b"/Type /StructElem" in text:
                text = _HEADING.sub(rb"(%d-\1)" % len(self._bookmarks), text)
            if number == pages:
                text = b"<< /Parent %d 0 R %s" % (PAGES, text.removeprefix(b"<<"))
            self._out.write(number + mover.shift, text)

    def _write_outline(self) -> None:
        total = len(self._bookmarks)
        first = self._out.reserve(total) + 1
        for place, (name, leads_to) in enumerate(self._bookmarks):
            around = b"" if place == 0 else b"/Prev %d 0 R " % (first + place - 1)
            around += b"" if place == total - 1 else b"/Next %d 0 R " % (first + place + 1)
            self._out.write(
                first + place,
                b"<< /Title %s /Parent %d 0 R %s/Dest %s >>" % (_text(name), OUTLINE, around, leads_to),
            )
        self._out.write(
            OUTLINE,
            b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, first + total - 1, total),
        )


class _Mover:
    """Gives what a part refers to its place in the whole."""

    def __init__(self, shift: int, places: int, others: Mapping[int, int]) -> None:
        self.shift, self._places, self._others = shift, places, others

    def move(self, text: bytes) -> bytes:
        """Returns the text of an object with all references moved."""
        return _MOVED.sub(self._moved, text)

    def _moved(self, found: re.Match[bytes]) -> bytes:
        reference, name, place = found.groups()
        if reference:
            return b"%d 0 R" % self._others.get(int(reference), int(reference) + self.shift)
        return b"%s%d" % (name, int(place) + self._places) if name else found.group()


def _lead_straight(part: pikepdf.Pdf) -> None:
    """Has links inside a part name their page, not a place whose name may occur in other parts too."""
    root: Any = part.Root
    names = root.Names.Dests.Names if "/Names" in root and "/Dests" in root.Names else []
    known = {bytes(names[one]): names[one + 1] for one in range(0, len(names), 2)}
    for page in part.pages:
        for link in page.obj.get("/Annots", []):
            if isinstance(link.get("/Dest"), pikepdf.String):
                link.Dest = known[bytes(link.Dest)]


def _of_the_whole(part: pikepdf.Pdf) -> set[int]:
    """Returns the numbers of what a part has for itself and the whole has once."""
    root = part.Root
    found = {
        _number(one) for one in (root, root.StructTreeRoot, root.StructTreeRoot.ParentTree, root.Metadata)
    }
    found |= {_number(part.trailer.Info)} | {_number(one) for one in _bookmarks(root.get("/Outlines"))}
    packing = ("/ObjStm", "/XRef")
    return found | {
        _number(one)
        for one in part.objects
        if isinstance(one, pikepdf.Stream) and str(one.get("/Type")) in packing
    }


def _bookmarks(above: Any) -> Iterator[Any]:
    if above is not None:
        yield above
        below = above.get("/First")
        while below is not None:
            yield from _bookmarks(below)
            below = below.get("/Next")


def _number(one: Any) -> int:
    return int(one.objgen[0])


def _text(text: str) -> bytes:
    return pikepdf.String(text).unparse()


def _array(numbers: Iterable[int]) -> bytes:
    return b"[" + b" ".join(b"%d 0 R" % one for one in numbers) + b"]"
