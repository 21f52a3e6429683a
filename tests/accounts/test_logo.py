"""A logo travels inside every page: it is tiny, it is pixels and nothing else, and it can be seen on the band."""

import base64
import os
from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from accounts.logo import HEIGHT, MOST_BYTES, WIDTH, UnfitLogo, small_logo


def saved(picture, kind="PNG", **options) -> BytesIO:
    out = BytesIO()
    picture.save(out, format=kind, **options)
    out.seek(0)
    return out


def drawn(colour="#00558c", size=(800, 300), ground=(0, 0, 0, 0)) -> Pillow.Image:
    picture = Pillow.new("RGBA", size, ground)
    ImageDraw.Draw(picture).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=colour)
    return picture


def pixels(logo) -> Pillow.Image:
    head, content = logo.uri.split(",", 1)
    assert head in ("data:image/png;base64", "data:image/webp;base64")
    return Pillow.open(BytesIO(base64.b64decode(content)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_each_kind_that_a_phone_or_a_designer_sends_is_taken(kind):
    logo = small_logo(saved(drawn(ground="white").convert("RGB"), kind))
    assert (logo.width, logo.height) == (128, 48)
    assert pixels(logo).size == (256, 96)


@pytest.mark.parametrize("size", [(4000, 4000), (3000, 10), (10, 3000), (5000, 1), (1, 1)])
def test_it_fits_its_place_whatever_its_shape(size):
    logo = small_logo(saved(Pillow.new("RGB", size, "red")))
    assert 1 <= logo.width <= WIDTH and 1 <= logo.height <= HEIGHT
    assert len(base64.b64decode(logo.uri.split(",")[1])) <= MOST_BYTES


def test_a_picture_full_of_details_is_made_smaller_until_it_fits():
    speckled = Pillow.frombytes("RGB", (400, 400), os.urandom(400 * 400 * 3))
    assert len(base64.b64decode(small_logo(saved(speckled)).uri.split(",")[1])) <= MOST_BYTES


def test_one_that_never_fits_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr("accounts.logo.MOST_BYTES", 60)
    with pytest.raises(UnfitLogo, match="too many details"):
        small_logo(saved(drawn()))


def test_where_and_with_what_it_was_made_is_forgotten():
    exif = Pillow.Exif()
    exif[0x010F] = "Spying camera"
    exif[0x0112] = 6  # turned by a quarter
    logo = small_logo(saved(Pillow.new("RGB", (80, 40), "red"), "JPEG", exif=exif, comment=b"Spying comment"))
    content = base64.b64decode(logo.uri.split(",")[1])
    assert b"Spying" not in content
    assert logo.width < logo.height  # upright


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"GIF89a", b"\x89PNG\r\n\x1a\n",
     saved(drawn()).getvalue()[:700], saved(Pillow.new("RGB", (9, 9)), "GIF").getvalue()],
)  # fmt: skip
def test_what_is_no_picture_of_these_kinds_is_refused(content):
    with pytest.raises(UnfitLogo, match="We cannot read this file"):
        small_logo(BytesIO(content))


def test_one_with_too_many_pixels_is_refused_before_they_are_unpacked():
    with pytest.raises(UnfitLogo, match="too large"):
        small_logo(saved(Pillow.new("1", (7000, 7000))))


def test_one_that_is_all_transparent_is_refused():
    with pytest.raises(UnfitLogo, match="empty"):
        small_logo(saved(Pillow.new("RGBA", (90, 90), (0, 0, 0, 0))))


def test_a_dark_logo_gets_a_white_ground_and_a_bright_one_stays_clear():
    dark, bright = (pixels(small_logo(saved(drawn(colour)))).convert("RGBA") for colour in ("#00224c", "#ffffff"))
    assert min(dark.getpixel((0, 0))) > 250
    assert bright.getpixel((0, 0))[3] < 60
