"""Pictures: whatever somebody hands in becomes a plain JPEG of our own making. The only place that knows Pillow.

Nothing of the file survives but its pixels: no EXIF, no place, no thumbnail, no profile, no comment, no second picture
hidden behind the first.
"""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFile, ImageFont, ImageOps

from elections.documents.file_kind import FileKind, kind_of
from elections.errors import Objection, Refused

MAXIMUM_BYTES = 10 * 1024 * 1024
MAXIMUM_PIXELS = 50_000_000
"""What a picture may unpack into; the cameras of phones make 12 to 50 million."""
PORTRAIT_SIDE, PAGE_SIDE = 800, 2400
"""The longer side in pixels: of a photo, and of a page of paper (A4 at 200 dots per inch)."""
QUALITY = 85

_FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
_GROUND = (255, 255, 255)
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""Pillow turns the other way round."""


def reencode(content: bytes, side: int) -> bytes:
    """Returns a picture (JPEG, PNG, WebP) as JPEG of at most `side` pixels, upright, without any metadata.

    Raises Refused with what speaks against the file: its kind, its size, that it would unpack into too much, that it
    is broken. The same content gives the same bytes.
    """
    kind = kind_of(content)
    if kind not in _FORMATS:
        raise Refused([Objection("picture.heic" if kind is FileKind.HEIC else "picture.kind")])
    refuse_heavy(content)
    try:
        return _jpeg(_plain(_decode(content, _FORMATS[kind], side), side))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Refused:
        raise
    except Exception as error:  # whatever a decoder stumbles over in a stranger's file
        raise Refused([Objection("picture.broken")]) from error


def turned(content: bytes, degrees: int) -> bytes:
    """Returns a JPEG of our own making turned clockwise by quarters (0, 90, 180 or 270 degrees)."""
    if not degrees:
        return content
    image = Image.open(io.BytesIO(content), formats=["JPEG"])
    return _jpeg(image.transpose(_TURNS[degrees]))


def refuse_heavy(content: bytes) -> None:
    """Raises Refused for a file of more than 10 MB."""
    if len(content) > MAXIMUM_BYTES:
        raise Refused([Objection("picture.too_heavy", params={"maximum": MAXIMUM_BYTES // 1024**2})])


def draw_silhouette(number: int) -> bytes:
    """Returns a drawn head and shoulders as JPEG, where a photo would be, in one of a few colours by `number`."""
    grounds = ((201, 214, 232), (214, 228, 214), (236, 223, 205), (224, 214, 232))
    image = Image.new("RGB", (300, 400), grounds[number % len(grounds)])
    pen = ImageDraw.Draw(image)
    pen.ellipse((95, 80, 205, 220), fill=(92, 104, 118))
    pen.ellipse((40, 245, 260, 560), fill=(92, 104, 118))
    return _jpeg(image)


def draw_sheet(title: str, figures: Sequence[int]) -> bytes:
    """Returns a drawn page of paper as JPEG, where a photo of one would be: a title, and figures in numbered rows."""
    image = Image.new("RGB", (900, 180 + 62 * len(figures)), (246, 243, 233))
    pen = ImageDraw.Draw(image)
    printed, written = ImageFont.load_default(28), ImageFont.load_default(40)
    pen.text((70, 60), title, font=written, fill=(40, 40, 40))
    for row, figure in enumerate(figures):
        top = 140 + 62 * row
        pen.rectangle((60, top, 840, top + 62), outline=(120, 120, 120), width=2)
        pen.line((640, top, 640, top + 62), fill=(120, 120, 120), width=2)
        pen.text((80, top + 14), f"{row + 1}.", font=printed, fill=(40, 40, 40))
        pen.text((670, top + 8), str(figure), font=written, fill=(32, 52, 140))
    return _jpeg(image)


def _decode(content: bytes, format_: str, side: int) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets half a picture pass, for all of the process
    image = Image.open(io.BytesIO(content), formats=[format_])
    if image.width * image.height > MAXIMUM_PIXELS:
        raise _too_many_pixels()
    image.draft("RGB", (2 * side, 2 * side))  # a large JPEG is unpacked at a fraction of its size
    image.load()
    return image


def _plain(image: Image.Image, side: int) -> Image.Image:
    """Returns the upright pixels alone, in a picture that knows nothing else, transparency on white."""
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    plain = Image.new("RGB", upright.size, _GROUND)
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        plain.paste(layer, mask=layer.getchannel("A"))
    else:
        plain.paste(upright.convert("RGB"))
    return plain


def _jpeg(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def _too_many_pixels() -> Refused:
    return Refused([Objection("picture.too_many_pixels", params={"maximum": MAXIMUM_PIXELS // 10**6})])
