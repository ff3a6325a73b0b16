"""PDF files that are handed in: written anew, nothing in them acts, nothing hides in them, their pages stay."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from elections.documents.pdf_plain import LARGEST_STREAM, plain_pdf
from elections.errors import Refused
from tests.documents.pdfs import small_pdf

BARE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>"
)
ACTING = (
    "/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/EmbeddedFiles", "/EF", "/XFA",
    "/FileAttachment", "javascript:",
)  # fmt: skip


def link(pdf: pikepdf.Pdf, **action: object) -> pikepdf.Object:
    rect = Array([0, 0, 10, 10])
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(**action))
    )


def spoil(pdf: pikepdf.Pdf) -> None:
    """Puts everything that acts or hides into a PDF."""
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("SECRET")))
    file = Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=pdf.make_stream(b"SECRET")))
    pdf.Root.OpenAction, pdf.Root.AA = script, Dictionary(WC=script)
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("a"), file])),
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"SECRET"))
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("SECRET")))
    attached = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file)
    page.Annots = Array(
        [
            link(pdf, S=Name.Launch, F=String("SECRET")), link(pdf, S=Name.SubmitForm, F=String("SECRET")),
            link(pdf, S=Name.URI, URI=String("javascript:SECRET")),
            link(pdf, S=Name.GoTo, D=Array([page, Name.Fit]), Next=Array([script])),
            link(pdf, S=Name.URI, URI=String("https://example.kz/")), pdf.make_indirect(attached),
        ]
    )  # fmt: skip


def told(content: bytes) -> str:
    """Returns what the objects of a PDF and their streams say."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = [repr(one) for one in pdf.objects]
        streams = [
            one.read_bytes().decode("latin-1") for one in pdf.objects if isinstance(one, pikepdf.Stream)
        ]
    return "".join(said + streams)


@pytest.mark.parametrize("content", [small_pdf("the page", spoil), BARE])
def test_nothing_in_it_acts_and_nothing_hides_in_it(content: bytes) -> None:
    plain = told(plain_pdf(content))

    assert [one for one in (*ACTING, "SECRET", "app.alert") if one in plain] == []


def test_pages_and_plain_links_stay() -> None:
    plain = plain_pdf(small_pdf("the page", spoil))

    with pikepdf.open(io.BytesIO(plain)) as pdf:
        assert (len(pdf.pages), b"(the page) Tj" in pdf.pages[0].Contents.read_bytes()) == (1, True)
        links = [str(one.A.S) for one in pdf.pages[0].Annots if "/A" in one]
    assert (links, "https://example.kz/" in told(plain)) == (["/GoTo", "/URI"], True)


def test_same_file_gives_the_same_bytes_also_when_it_comes_back() -> None:
    plain = plain_pdf(small_pdf("the page", spoil))

    assert plain == plain_pdf(small_pdf("the page", spoil))
    assert told(plain_pdf(plain)) == told(plain)


def bomb() -> bytes:
    """Returns a small PDF whose objects lie in a stream that unpacks into more than may be."""
    pdf, target = pikepdf.Pdf.open(io.BytesIO(small_pdf())), io.BytesIO()
    pdf.Root.Filling = pdf.make_indirect(String("a" * (LARGEST_STREAM + 1)))
    pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def locked() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(small_pdf())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=""))
    return target.getvalue()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4 nothing", locked(), bomb(), small_pdf("x", lambda pdf: pdf.pages.__delitem__(0))]
)
def test_what_cannot_be_opened_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        plain_pdf(content)

    assert [one.code for one in refused.value.objections] == ["picture.broken"]
