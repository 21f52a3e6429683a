"""A scheme's logo, made so small that it travels inside every page: no second request on a prepaid phone."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps, ImageStat

KINDS = ("PNG", "JPEG", "WEBP")  # no SVG: it can carry scripts
HEIGHT, WIDTH = 48, 144
"""The most room that it takes on a page, in CSS pixels."""

MOST_BYTES = 2_000
MOST_UPLOADED = 5_000_000  # bytes
MOST_PIXELS = 16_000_000  # unpacked it takes four bytes for each
BRIGHT = 128  # of 255: a logo above this was made for a dark ground
RIM = 0.08  # of the height: the white around a dark logo


class UnfitLogo(ValueError):
    """Says in words for the person who chose it why this cannot be the logo."""


@dataclass(frozen=True)
class Logo:
    """`uri` is a data: URI of at most about 2,700 characters; `width` and `height` are CSS pixels."""

    uri: str
    width: int
    height: int


def small_logo(upload: BinaryIO) -> Logo:
    """The picture in `upload`, cut to its edges and shrunk. Nothing but pixels of it is kept. Raises UnfitLogo."""
    picture = _opened(upload)
    shrink = min(WIDTH / picture.width, HEIGHT / picture.height)
    width, height = max(round(picture.width * shrink), 1), max(round(picture.height * shrink), 1)
    for content in _ever_smaller(picture, width, height):
        if len(content) <= MOST_BYTES:
            kind = "png" if content.startswith(b"\x89PNG") else "webp"
            return Logo(f"data:image/{kind};base64,{base64.b64encode(content).decode()}", width, height)
    raise UnfitLogo(_("This picture has too many details for a small logo. Take a simpler one, with few colours."))


def _opened(upload: BinaryIO) -> Pillow.Image:
    """Upright, in plain RGB with transparency, without the empty rim."""
    not_a_picture = UnfitLogo(_("We cannot read this file. Choose a picture that ends in .png, .jpg or .webp."))
    try:
        with Pillow.open(upload, formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnfitLogo(_("This picture is too large. Choose one that is at most 4,000 pixels wide and high."))
            clean = ImageOps.exif_transpose(picture).convert("RGBA")
    except UnfitLogo:
        raise
    except Exception as error:  # Pillow's readers raise whatever a broken file leads them to
        raise not_a_picture from error
    edges = clean.getchannel("A").getbbox()
    if edges is None:
        raise UnfitLogo(_("This picture is empty: all of it is transparent. Choose another one."))
    return _readable(clean.crop(edges))


def _readable(picture: Pillow.Image) -> Pillow.Image:
    """On the dark band of the page a dark logo with a transparent ground would vanish: it gets a white one."""
    if _is_opaque(picture) or ImageStat.Stat(picture.convert("L"), mask=picture.getchannel("A")).mean[0] > BRIGHT:
        return picture
    rim = round(picture.height * RIM)
    plate = Pillow.new("RGBA", (picture.width + 2 * rim, picture.height + 2 * rim), "white")
    plate.alpha_composite(picture, (rim, rim))
    return plate


def _is_opaque(picture: Pillow.Image) -> bool:
    return picture.getchannel("A").histogram()[255] == picture.width * picture.height


def _ever_smaller(picture: Pillow.Image, width: int, height: int) -> Iterator[bytes]:
    """Twice the pixels for sharp screens while that fits. PNG with few colours first: the oldest phones show it."""
    for scale in (2, 1.5, 1):
        shrunk = picture.resize((round(width * scale), round(height * scale)), Pillow.Resampling.LANCZOS)
        shrunk.info = {}
        plain = shrunk.convert("RGB") if _is_opaque(shrunk) else shrunk
        for palette, quality in ((64, 80), (32, 60), (16, 40)):
            few = shrunk.quantize(palette, Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE)
            yield _saved(few, "PNG", optimize=True)
            yield _saved(plain, "WEBP", quality=quality, method=6)


def _saved(picture: Pillow.Image, kind: str, **options) -> bytes:
    out = BytesIO()
    picture.save(out, format=kind, **options)
    return out.getvalue()
