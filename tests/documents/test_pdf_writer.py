"""The frame of a PDF: what was written is found again."""

import io

import pikepdf

from elections.documents.pdf_writer import PdfWriter


def written(text: bytes | None) -> bytes:
    """Returns a PDF of a catalog without pages, its number 1, and of one stream, its number 2."""
    target = io.BytesIO()
    writer = PdfWriter(target, 4)
    writer.write_stream(2, b"<<", b"content")
    if text is not None:
        writer.write(1, b"<< /Type /Catalog /Pages 3 0 R >>")
        writer.write(3, b"<< /Type /Pages /Kids [] /Count 0 >>")
        writer.write(4, text)
    writer.close(1, 4)
    return target.getvalue()


def test_objects_are_found_under_their_numbers() -> None:
    with pikepdf.open(io.BytesIO(written(b"<< /Title (T) >>"))) as pdf:
        assert (pdf.get_object(2, 0).read_bytes(), str(pdf.docinfo.Title)) == (b"content", "T")


def test_without_objects_to_pack_there_is_no_pack() -> None:
    assert b"/ObjStm" in written(b"<< >>")
    assert b"/ObjStm" not in written(None)
    assert written(None).endswith(b"%%EOF\n")
