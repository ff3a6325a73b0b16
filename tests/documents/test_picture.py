"""Pictures from phones and scanners: only their pixels get in, and what would harm does not."""

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from elections.documents.file_kind import FileKind, kind_of
from elections.documents.picture import MAXIMUM_BYTES, PORTRAIT_SIDE, draw_silhouette, reencode, turned
from elections.errors import Objection, Refused

RED, BLUE = (200, 20, 20), (20, 20, 200)
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def picture(
    format_: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any
) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size).save(target, format_, **options)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def told_all() -> bytes:
    """A JPEG that says where and with what it was taken, by whom, and has a second picture behind its end."""
    exif = Image.Exif()
    exif[MAKER] = "SECRET-MAKER"
    exif.get_ifd(GPS)[2] = (43.0, 14.0, 21.0)
    content = picture(
        exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"SECRET-PROFILE" * 9, xmp=b"<x>SECRET-XMP</x>"
    )
    return content + b"SECRET-TAIL" + picture()


def refusal(content: bytes) -> tuple[Objection, ...]:
    with pytest.raises(Refused) as refused:
        reencode(content, PORTRAIT_SIDE)
    return refused.value.objections


def test_nothing_but_pixels_is_left() -> None:
    content = told_all()
    image = opened(reencode(content, PORTRAIT_SIDE))

    assert content.count(b"SECRET") >= 5
    assert b"SECRET" not in reencode(content, PORTRAIT_SIDE)
    assert (image.format, dict(image.getexif()), set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}) == (
        "JPEG", {}, set(),
    )  # fmt: skip


def test_texts_of_a_png_are_left_behind() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("Author", "SECRET")

    content = reencode(picture("PNG", pnginfo=texts), PORTRAIT_SIDE)

    assert (kind_of(content), b"SECRET" in content, opened(content).info.get("Author")) == (
        FileKind.JPEG,
        False,
        None,
    )


@pytest.mark.parametrize(
    ("turned", "size", "first"),
    [(1, (60, 40), RED), (3, (60, 40), BLUE), (6, (40, 60), RED), (8, (40, 60), BLUE)],
)
def test_picture_stands_upright_without_being_told_to(
    turned: int, size: tuple[int, int], first: tuple[int, int, int]
) -> None:
    image, exif, target = Image.new("RGB", (60, 40), BLUE), Image.Exif(), io.BytesIO()
    image.paste(RED, (0, 0, 30, 40))
    exif[ORIENTATION] = turned
    image.save(target, "JPEG", exif=exif, quality=95)

    upright = opened(reencode(target.getvalue(), PORTRAIT_SIDE))

    shown = upright.getpixel((2, 2))
    assert upright.size == size
    assert max(abs(a - b) for a, b in zip(shown, first, strict=True)) < 30


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (800, 600)), ((300, 4000), (60, 800)), ((40, 30), (40, 30)), ((9000, 1), (800, 1))],
)
def test_picture_is_made_smaller_and_never_larger(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert opened(reencode(picture("PNG", size), PORTRAIT_SIDE)).size == expected


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
def test_every_kind_of_png_becomes_a_plain_jpeg(mode: str) -> None:
    image = opened(reencode(picture("PNG", mode=mode), PORTRAIT_SIDE))

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (40, 30))


def test_jpeg_for_printing_and_webp_are_read() -> None:
    assert opened(reencode(picture(mode="CMYK"), PORTRAIT_SIDE)).mode == "RGB"
    assert opened(reencode(picture("WEBP"), PORTRAIT_SIDE)).format == "JPEG"


def test_transparency_is_white_paper() -> None:
    assert opened(reencode(picture("PNG", mode="RGBA"), PORTRAIT_SIDE)).getpixel((5, 5)) == (255, 255, 255)


def test_moving_picture_stands_still() -> None:
    target = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in (RED, BLUE)]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:], lossless=True)

    red = opened(reencode(target.getvalue(), PORTRAIT_SIDE)).getpixel((5, 5))

    assert max(abs(a - b) for a, b in zip(red, RED, strict=True)) < 30


def test_same_picture_gives_the_same_bytes() -> None:
    content = told_all()

    assert reencode(content, PORTRAIT_SIDE) == reencode(content, PORTRAIT_SIDE)
    assert draw_silhouette(1) == draw_silhouette(5) != draw_silhouette(2)


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEIC, "picture.heic"),
        (picture("GIF", mode="P"), "picture.kind"),
        (picture("BMP"), "picture.kind"),
        (b"%PDF-1.7\n", "picture.kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture.kind"),
        (b"<html>", "picture.kind"),
        (b"", "picture.kind"),
        (b"\xff\xd8\xff\xe0 no more than a beginning", "picture.broken"),
        (picture("JPEG", (400, 300))[:900], "picture.broken"),
        (picture("PNG", (400, 300))[:-40], "picture.broken"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 nothing", "picture.broken"),
    ],
)  # fmt: skip
def test_file_that_is_no_whole_picture_is_refused(content: bytes, code: str) -> None:
    assert [one.code for one in refusal(content)] == [code]


def test_picture_of_more_than_ten_megabytes_is_refused() -> None:
    heavy = picture() + bytes(MAXIMUM_BYTES)

    assert refusal(heavy) == (Objection("picture.too_heavy", params={"maximum": 10}),)


@pytest.mark.parametrize("side", [8000, 11_000, 40_000])
def test_picture_that_would_unpack_into_too_much_is_refused_unread(side: int) -> None:
    assert refusal(bomb(side)) == (Objection("picture.too_many_pixels", params={"maximum": 50}),)


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is `side` by `side` pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture(), FileKind.JPEG), (picture("PNG"), FileKind.PNG), (picture("WEBP"), FileKind.WEBP),
        (HEIC, FileKind.HEIC), (b"%PDF-1.4", FileKind.PDF), (b"RIFF1234WAVE", None), (b"MZ\x90", None), (b"", None),
        (b"1234ftypisom", None), (b" %PDF-1.4", None),
    ],
)  # fmt: skip
def test_kind_is_told_by_the_first_bytes(content: bytes, kind: FileKind | None) -> None:
    assert kind_of(content) is kind


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP"])
)
def test_any_bytes_are_refused_and_nothing_else_happens(rest: bytes, mark: bytes) -> None:
    with pytest.raises(Refused):
        reencode(mark + rest, PORTRAIT_SIDE)


@pytest.mark.parametrize(("degrees", "size", "corner"), [(0, (64, 32), (1, 1)), (90, (32, 64), (30, 1)), (180, (64, 32), (62, 30)), (270, (32, 64), (1, 62))])  # fmt: skip
def test_picture_is_turned_clockwise(degrees: int, size: tuple[int, int], corner: tuple[int, int]) -> None:
    image = Image.new("RGB", (64, 32), BLUE)
    image.paste(RED, (0, 0, 16, 16))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=95)

    seen = opened(turned(target.getvalue(), degrees))

    red, _green, blue = seen.getpixel(corner)
    assert (seen.size, red > 150 > 60 > blue) == (size, True)
